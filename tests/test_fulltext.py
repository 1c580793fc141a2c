"""Tests of fulltext.py: stemmed words, the rare ones first, on one scale for every question."""

import numpy as np
import pytest

from memory import fulltext
from memory.fulltext import FullText, words
from memory.store import KINDS, Kind
from tests.knowledge import Knowledge
from twin.knowledge import Audience

PUBLIC = Audience.PUBLIC
FILLER = [f"filler number{number} about nothing" for number in range(40)]


def best(knowledge: Knowledge, question: str, reader: Audience = PUBLIC, limit: int = 50) -> list[str]:
    found = FullText(knowledge.store).best("passages", question, reader, limit)
    passages = knowledge.store.passages(list(found), reader)
    return [passages[id_].text for id_ in found]


def test_words_are_said_once_without_those_that_say_nothing() -> None:
    assert words("What is the Sea, and THE sea?") == ["sea"]
    assert words("What is it?") == ["what", "is", "it"], "if there are no others they have to do"
    assert words('"*( 🙂') == []


def test_a_word_is_found_in_any_form_and_without_its_accents(knowledge: Knowledge) -> None:
    knowledge.put([*FILLER, "we were sailing boats", "un café en été"])
    assert best(knowledge, "sail") == best(knowledge, "BOAT") == ["we were sailing boats"]
    assert best(knowledge, "cafe ete") == ["un café en été"]


def test_the_rarer_word_counts_more(knowledge: Knowledge) -> None:
    knowledge.put([*FILLER, "common rare", *["common thing"] * 5])
    assert best(knowledge, "common rare")[0] == "common rare"
    assert len(best(knowledge, "common rare")) == 6


def test_a_word_that_stands_nowhere_does_not_hide_the_others(knowledge: Knowledge) -> None:
    knowledge.put(["sea one", "sea two", "sea three"])
    assert len(best(knowledge, "sea zzyzx")) == 3


def test_a_score_is_about_between_none_and_all(knowledge: Knowledge) -> None:
    knowledge.put([*FILLER, "apple pear quince", "apple"])
    scores = list(FullText(knowledge.store).best("passages", "apple pear quince", PUBLIC, 9).values())
    assert 0.4 < scores[0] < 1.2
    assert 0 < scores[1] < scores[0] / 2


def test_the_share_of_a_questions_words(knowledge: Knowledge) -> None:
    knowledge.put(["apple pear", "apple", *FILLER])
    [whole, part, none] = FullText(knowledge.store).shares(
        "passages", "apples, pears", ["a pear, an apple", "apple", ""], PUBLIC
    )
    assert whole == pytest.approx(1.0)
    assert none == 0.0
    assert 0 < part < 0.5


def test_no_more_than_may_be_heard_or_was_asked_for(knowledge: Knowledge) -> None:
    knowledge.put(["sea one", "sea two"])
    knowledge.put(["sea three"], Audience.FRIENDS)
    assert len(best(knowledge, "sea")) == 2
    assert len(best(knowledge, "sea", Audience.OWNER)) == 3
    assert len(best(knowledge, "sea", Audience.OWNER, limit=1)) == 1


def test_exemplars_are_found_by_their_message(knowledge: Knowledge) -> None:
    knowledge.put(["where is the sea?"], kind="exemplars")
    text = FullText(knowledge.store)
    assert len(text.best("exemplars", "sea", PUBLIC, 9)) == 1
    assert text.best("exemplars", "answer", PUBLIC, 9) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_reader_may_not_hear_does_not_steer_what_they_are_told(knowledge: Knowledge, kind: Kind) -> None:
    knowledge.put([*FILLER, "a boat in the harbour", "a flat in Lisbon", "a trip to the harbour"], kind=kind)
    text = FullText(knowledge.store)
    question, told = "a boat in Lisbon harbour", ["a boat in the harbour", "a flat in Lisbon", "harbour"]

    def heard(reader: Audience) -> tuple[list[float], list[int]]:
        return text.shares(kind, question, told, reader), sorted(text.best(kind, question, reader, 50))

    before = {reader: heard(reader) for reader in (PUBLIC, Audience.OWNER)}
    knowledge.put([f"note{number} on Lisbon" for number in range(60)], Audience.OWNER, kind=kind)
    assert heard(PUBLIC) == before[PUBLIC]
    assert heard(Audience.INNER) == before[PUBLIC]
    assert heard(Audience.OWNER)[0] != before[Audience.OWNER][0]


def test_what_was_learned_since_is_counted(knowledge: Knowledge) -> None:
    knowledge.put([*FILLER, "apple", "pear"])
    text = FullText(knowledge.store)
    [before] = text.shares("passages", "apple pear", ["apple"], PUBLIC)
    knowledge.put(["apple tree", "apple juice"])
    [after] = text.shares("passages", "apple pear", ["apple"], PUBLIC)
    assert before == pytest.approx(0.5)
    assert after < 0.45


def test_matches_tell_what_each_word_adds(knowledge: Knowledge) -> None:
    [both, one] = knowledge.put([*FILLER, "apple pear", "apple"])[-2:]
    matches = FullText(knowledge.store).matches("apples apple pears zzyzx", PUBLIC)
    assert {word: set(found) for word, found in matches.found.items()} == {
        "zzyzx": set(),
        "pears": {both},
        "apples": {both, one},
    }, "each stem once"
    [_, ofpears, ofapples] = shares = matches.shares([both, one])
    assert shares.shape == (3, 2)
    assert (ofpears > 0).tolist() == [True, False]
    assert (ofapples > 0).tolist() == [True, True]
    assert matches.shares([one], without=["pears", "zzyzx"]).sum() > shares[:, 1].sum()
    everything = matches.shares([both, one], without=["apples", "pears", "zzyzx"])
    assert np.array_equal(everything, shares), "if there are no others they have to do"


def test_matches_are_the_readers(knowledge: Knowledge) -> None:
    knowledge.put([*FILLER, "apple pie"], Audience.FRIENDS)
    text = FullText(knowledge.store)
    assert text.matches("apple", PUBLIC).best(9) == []
    assert len(text.matches("apple", Audience.FRIENDS).best(9)) == 1


def test_stems_are_kept_but_not_without_end(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "_MOST_COUNTED", 10)
    text = FullText(knowledge.store)
    long = "sailing" * 20
    for number in range(30):
        assert text.stems(["boats", "sailing", f"w{number}", "_", long])["boats"] == "boat"
    assert text.stems(["sailing", "_", "sailing"]) == {"sailing": "sail"}, "of some words there is no stem"
    assert len(text._stems) <= 10 + 4
    assert long not in text._stems


def test_the_best_by_all_words_are_those_of_the_highest_sums(knowledge: Knowledge) -> None:
    ids = knowledge.put([*FILLER, "apple pear", "apple", "pear plum plum", "plum", "apple"])[-5:]
    matches = FullText(knowledge.store).matches("apples pears plums", PUBLIC)
    for without in ([], ["apples"], ["apples", "pears", "plums"]):
        of = dict(zip(ids, matches.shares(ids, without).sum(axis=0), strict=True))
        assert matches.best(9, without) == sorted((id_ for id_ in ids if of[id_]), key=lambda id_: (-of[id_], id_))
        assert matches.best(2, without) == matches.best(9, without)[:2]
    assert FullText(knowledge.store).matches("zzyzx", PUBLIC).best(9) == []
