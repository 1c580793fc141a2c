"""Tests of recall.py: what is found, in which order, and what a reader never gets."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.fulltext import FullText
from memory.store import KINDS
from tests.knowledge import Knowledge, conversation, message, write_chat, write_post
from twin.knowledge import Audience, Recollection

OPERATORS = '" OR NEAR( *'


def test_an_empty_store_gives_an_empty_recollection(knowledge: Knowledge) -> None:
    assert knowledge.recall.recall("anything", Audience.OWNER) == Recollection((), (), answerable=0.0)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "the of and is",
        "🙂🙂",
        OPERATORS,
        '""""',
        "a AND b NOT (c)",
        "text:word -title",
        "_ __ ' ; --",
        "\0 NUL",
        "half \ud83d",
        "col : ^x {a b} +",
    ],
)
def test_no_question_is_too_odd(knowledge: Knowledge, question: str, *, merged: bool) -> None:
    knowledge.put(["a word about the sea", OPERATORS, "🙂"])
    knowledge.put(["what about the sea?"], kind="exemplars")
    if merged:
        knowledge.index.merge()
    found = knowledge.recall.recall(question, Audience.PUBLIC, 50)
    assert (len(found.passages), len(found.exemplars)) == (3, 1)


@pytest.mark.parametrize("question", ["word " * 10_000, "w" * 50_000, " ".join(f"w{n}" for n in range(40_000))])
def test_no_question_is_too_long(knowledge: Knowledge, question: str) -> None:
    knowledge.put(["a word about the sea"])
    assert len(knowledge.recall.recall(question, Audience.PUBLIC).passages) == 1


@given(question=st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_fails(knowledge: Knowledge, question: str) -> None:
    if not knowledge.contents():
        knowledge.put(["a word about the sea", "another, about boats"])
    assert len(knowledge.recall.recall(question, Audience.PUBLIC).passages) == 2


def test_k_is_the_most_that_is_found(knowledge: Knowledge) -> None:
    knowledge.put([f"word{number} about the sea" for number in range(30)])
    assert [len(knowledge.texts("sea", k=k)) for k in (1, 30, 1000)] == [1, 30, 30]


def test_ties_are_stable(knowledge: Knowledge) -> None:
    ids = knowledge.put(["the very same words"] * 6)
    knowledge.index.merge()
    ids += knowledge.put(["the very same words"] * 6)
    first = knowledge.recall.recall("same words", Audience.PUBLIC, 12)
    assert sorted(found.passage.id for found in first.passages) == ids
    assert knowledge.recall.recall("same words", Audience.PUBLIC, 12) == first
    assert Knowledge(knowledge.folder).recall.recall("same words", Audience.PUBLIC, 12) == first
    assert knowledge.recall.recall("same words", Audience.PUBLIC, 5).passages == first.passages[:5]


def test_the_neighbours_of_what_fits_come_before_what_does_not(knowledge: Knowledge, tmp_path: Path) -> None:
    filler = [message(number, f"filler{number} stuff{number}", "Ben") for number in range(10, 40)]
    asked = message(50, "where do you repair the harbour crane?", "Ben")
    knowledge.learn(write_chat(tmp_path / "result.json", *filler, asked, message(51, "by the old mill")))
    assert knowledge.texts("harbour crane repair", k=2) == [asked["text"], "by the old mill"]


def test_two_exports_of_one_chat_that_overlap_are_recalled(knowledge: Knowledge, tmp_path: Path) -> None:
    whole = conversation(10)
    write_chat(tmp_path / "chats" / "a.json", *whole[:12])
    write_chat(tmp_path / "chats" / "b.json", *whole[8:])
    knowledge.learn(tmp_path / "chats")
    assert len(knowledge.texts("question", k=50)) == 20


def test_signals_tell_how_it_was_found(knowledge: Knowledge) -> None:
    knowledge.put(["sailing on the lake", "something else entirely", "more of that"])
    [best, *_] = knowledge.recall.recall("sailing lake", Audience.PUBLIC).passages
    assert best.passage.text == "sailing on the lake"
    assert best.signals.words == 1.0
    assert 0.4 < best.signals.cosine <= 1.0
    [same, *_] = knowledge.recall.recall("sailing on the lake", Audience.PUBLIC).passages
    assert same.signals.cosine == pytest.approx(1.0, abs=1e-5)


def _ids(recollection: Recollection) -> dict[str, set[int]]:
    return {
        "passages": {found.passage.id for found in recollection.passages},
        "exemplars": {found.exemplar.id for found in recollection.exemplars},
    }


def _allowed(knowledge: Knowledge, kind: str, reader: Audience) -> set[int]:
    rows = knowledge.store.rows(f"SELECT id FROM {kind} WHERE audience <= ?", [int(reader)])  # noqa: S608
    return {id_ for (id_,) in rows}


def never_above(knowledge: Knowledge) -> None:
    """Whatever is searched, and by whom: a reader gets all that they may hear, and nothing above it."""
    text = FullText(knowledge.store)
    vector = knowledge.embedder.embed(["secret word"])[0]
    for reader in Audience:
        found = _ids(knowledge.recall.recall("secret word", reader, 200))
        for kind in KINDS:
            allowed = _allowed(knowledge, kind, reader)
            assert found[kind] == allowed
            assert set(text.best(kind, "secret word", reader, 200)) == allowed
            of_this = {id_ for id_, _ in knowledge.index.nearest(kind, reader, vector, 200)}
            assert of_this == allowed - (_allowed(knowledge, kind, Audience(reader - 1)) if reader else set())
        everything = list(_allowed(knowledge, "passages", Audience.OWNER))
        allowed = _allowed(knowledge, "passages", reader)
        places = [place for (place,) in knowledge.store.rows("SELECT DISTINCT place FROM passages")]
        assert {one.id for one in knowledge.store.said_near(everything, reader, 2)} == allowed
        assert {one.id for one in knowledge.store.said_in(places, reader, 999)} == allowed
        assert set(knowledge.store.passages(everything, reader)) == _allowed(knowledge, "passages", reader)


def audiences(count: int) -> st.SearchStrategy[list[Audience]]:
    return st.lists(st.sampled_from(list(Audience)), min_size=count, max_size=count)


@given(first=audiences(3), then=audiences(3), merged=st.lists(st.booleans(), min_size=2, max_size=2))
@settings(max_examples=12, deadline=None)
def test_a_reader_never_gets_what_is_above_them(
    first: list[Audience], then: list[Audience], merged: list[bool]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = Knowledge(folder / "data")
        for number, audience in enumerate(first):
            turns = [
                message(1, f"secret word{number}?", "Ben"),
                message(2, f"secret word{number}! word"),
                message(3, "secret word"),
            ]
            knowledge.learn(write_chat(folder / f"{number}.json", *turns, number=number), chosen=audience)
        if merged[0]:
            knowledge.index.merge()
        never_above(knowledge)
        for number, audience in enumerate(then):
            knowledge.learner.open_to(knowledge.source(f"telegram/{number}"), audience)
            assert knowledge.source(f"telegram/{number}").audience == audience
            never_above(knowledge)
        if merged[1]:
            knowledge.index.merge()
        never_above(knowledge)
        others = knowledge.store.rows("SELECT DISTINCT audience FROM passages WHERE NOT by_owner")
        assert others == [(int(Audience.OWNER),)]
        knowledge.store.close()


@pytest.mark.parametrize("merged", [False, True])
def test_what_others_wrote_stays_the_owners_when_a_chat_is_opened(
    knowledge: Knowledge, tmp_path: Path, *, merged: bool
) -> None:
    turns = [message(1, "my secret is kept?", "Ben"), message(2, "the secret is safe")]
    chat = write_chat(tmp_path / "result.json", *turns)
    knowledge.learn(chat)
    if merged:
        knowledge.index.merge()
    knowledge.learner.open_to(knowledge.source("telegram/77"), Audience.PUBLIC)
    assert knowledge.texts("secret", Audience.INNER) == ["the secret is safe"]
    write_chat(chat, *turns, message(500, "another secret", "Ben"))
    knowledge.learn(chat)
    assert knowledge.texts("secret", Audience.INNER) == ["the secret is safe"]
    knowledge.learner.open_to(knowledge.source("telegram/77"), Audience.OWNER)
    assert knowledge.texts("secret", Audience.INNER) == []
    assert len(knowledge.texts("secret", Audience.OWNER)) == 3


def test_a_chat_cannot_be_read_through_a_post_beside_it(knowledge: Knowledge, tmp_path: Path) -> None:
    write_post(tmp_path / "all" / "post.md", "Sea", "A public word about the sea.")
    write_chat(tmp_path / "all" / "result.json", message(1, "a secret word about the sea"))
    knowledge.learn(tmp_path / "all")
    assert knowledge.texts("secret word sea", Audience.INNER) == ["A public word about the sea."]
