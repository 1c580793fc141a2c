"""How sure quoting may be, from pairs of which it is known whether quoting them is right."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from evaluation.calibration import Calibration, calibrate, run
from memory.fulltext import words
from persona.quote import Judgement
from tests.fakes import BagOfWords
from tests.knowledge import Knowledge, conversation, write_chat
from twin.knowledge import Audience, Exemplar

_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def _shares(question: str, texts: Sequence[str]) -> list[float]:
    asked = set(words(question))
    return [len(asked & set(words(text))) / len(asked) for text in texts]


def _exemplar(day: int, message: str, reply: str) -> Exemplar:
    return Exemplar(day, 1, "chat", "Ben", message, reply, _DAY + timedelta(days=day), Audience.OWNER)


def _calibrated(exemplars: Sequence[Exemplar], precision: float = 0.8) -> Calibration:
    return calibrate(exemplars, BagOfWords().embed, _shares, precision)


def _repeating(days: int) -> list[Exemplar]:
    """Twenty subjects that come again and again, each with its own answer; every third message is about nothing."""
    fresh = count()
    found = []
    for day in range(days):
        subject = day % 20
        message, reply = (
            f"where do I find the thing{subject} of shelf{subject}",
            f"place{subject} behind door{subject} on floor{subject} mostly",
        )
        if day % 3 == 0:
            message, reply = (" ".join(f"{word}{next(fresh)}" for word in ("a", "b", "c", "d", "e")) for _ in range(2))
        found.append(_exemplar(day, message, reply))
    return found


def _never_the_same(days: int) -> list[Exemplar]:
    """The same question, answered differently every day."""
    return [
        _exemplar(day, "what are you doing today then", " ".join(f"{word}{day}" for word in ("u", "v", "w", "x", "y")))
        for day in range(days)
    ]


def test_repeated_questions_are_trusted() -> None:
    found = _calibrated(_repeating(600))
    row = next(row for row in found.rows if row.threshold == found.judgement.exemplar_threshold)
    assert (found.pairs, found.held_out) == (600, 120)
    assert row.right >= 0.8 * row.answered
    assert row.answered >= 60
    assert found.judgement.exemplar_threshold == 0.5
    assert str(row.answered) in found.sentence


def test_what_is_answered_differently_every_time_is_quoted_as_rarely_as_can_be() -> None:
    found = _calibrated(_never_the_same(400))
    assert found.judgement.exemplar_threshold == 0.95
    assert "no threshold" in found.sentence
    assert not any(row.right for row in found.rows)


def test_a_higher_precision_never_lowers_the_threshold() -> None:
    mixed = sorted(_repeating(600) + _never_the_same(600), key=lambda one: one.sent_at or _DAY)
    low, high = (_calibrated(mixed, precision).judgement.exemplar_threshold for precision in (0.5, 0.95))
    assert 0.5 <= low <= high <= 0.95


@pytest.mark.parametrize("days", [0, 1, 5, 295])
def test_with_few_pairs_the_usual_judgement_stays(days: int) -> None:
    found = _calibrated(_repeating(days))
    assert found.judgement == Judgement()
    assert found.rows == ()
    assert f"{days} pairs" in found.sentence


def test_no_more_is_asked_than_has_to_be() -> None:
    assert _calibrated(_repeating(2000)).held_out == 300


def test_the_same_pairs_in_another_order_give_the_same_judgement() -> None:
    pairs = _repeating(400)
    assert _calibrated(pairs) == _calibrated(pairs[::-1])


def test_pairs_without_a_date_or_a_word_are_no_stumbling_block() -> None:
    undated = [Exemplar(5000 + n, 1, "chat", "Ben", "🙂", "!!", None, Audience.OWNER) for n in range(100)]
    assert _calibrated(_repeating(600) + undated).pairs == 700


def test_passages_are_judged_as_before_and_the_judgement_can_be_kept() -> None:
    judgement = _calibrated(_repeating(600)).judgement
    assert judgement.passage == Judgement().passage
    assert Judgement(**asdict(judgement)) == judgement


def test_it_runs_over_a_store_and_changes_nothing_in_it(knowledge: Knowledge) -> None:
    knowledge.learn(write_chat(knowledge.folder / "chat.json", *conversation(400)))
    before = knowledge.store.change()
    found = run(knowledge.store, knowledge.embedder, 0.8)
    assert (found.pairs, found.held_out) == (400, 80)
    assert knowledge.store.change() == before
