"""Tests of answerable.py: what speaks for an answer, and how much."""

import time
from dataclasses import astuple, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.answerable import WEIGHTS, Evidence, answerable, evidence
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals

_QUESTION = "Where did Ann buy her red bicycle?"


def passage(
    text: str = "",
    score: float = 0.5,
    cosine: float = 0.5,
    *,
    place: str = "chat",
    position: int = 0,
    author: str = "Ben",
) -> FoundPassage:
    piece = Passage(1, 1, place, position, "", "", author, False, None, Audience.PUBLIC, text)  # noqa: FBT003 - as it is
    return FoundPassage(piece, Signals(score, cosine, 0.5))


def exemplar(id_: int = 1, cosine: float = 0.5, reply: str = "at the one in town", **facts: bool) -> FoundExemplar:
    piece = Exemplar(id_, 1, "chat", "Ben", "where did you buy it?", reply, None, Audience.PUBLIC, **facts)
    return FoundExemplar(piece, Signals(cosine, cosine, 0.5))


def found(*pieces: FoundPassage | FoundExemplar) -> Recollection:
    return Recollection(
        tuple(one for one in pieces if isinstance(one, FoundPassage)),
        tuple(one for one in pieces if isinstance(one, FoundExemplar)),
    )


def test_nothing_answers_from_nothing() -> None:
    assert answerable(_QUESTION, Recollection((), ())) == 0


@pytest.mark.parametrize(("taught", "sure"), [((7,), True), ((8,), False), ((), False)])
def test_a_lesson_on_the_question_answers_it(taught: tuple[int, ...], *, sure: bool) -> None:
    assert (answerable(_QUESTION, found(passage(cosine=-1.0), exemplar(7, -1.0)), taught) == 1) == sure


@pytest.mark.parametrize("name", [field.name for field in fields(Evidence) if field.name != "document"])
def test_nothing_that_speaks_for_an_answer_counts_against_it(name: str) -> None:
    assert getattr(WEIGHTS, name) >= 0


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (passage(cosine=0.2), passage(cosine=0.9)),
        (passage("Yes, it was cheap."), passage("Ann bought the red bicycle there.")),
    ],
)
def test_what_fits_better_makes_surer(less: FoundPassage, more: FoundPassage) -> None:
    others = [passage(cosine=0.1, place="elsewhere")] * 3
    assert answerable(_QUESTION, found(less, *others)) < answerable(_QUESTION, found(more, *others))


@pytest.mark.parametrize(("position", "place", "words"), [(3, "chat", 1.0), (4, "chat", 0.5), (1, "elsewhere", 0.5)])
def test_words_count_together_where_messages_stand_near_each_other(position: int, place: str, words: float) -> None:
    asked = passage("Ann has a bicycle?", author="")
    answered = passage("the red one, go and buy it there", position=position, place=place)
    assert evidence("Where did Ann buy a red bicycle?", found(asked, answered)).words == words


@pytest.mark.parametrize(
    ("question", "share"),
    [("Where did Ann meet Ben?", 0.5), ("where was it?", 0.5), ("Where did Ann go?", 1.0), ("Where is Carl?", 0.0)],
)
def test_names_are_looked_for_in_all_that_was_found(question: str, share: float) -> None:
    assert (
        evidence(question, found(passage("hello", author="Carol"), passage("it was Ann", author="Dan"))).names == share
    )


def test_who_is_named_and_wrote_it_is_told() -> None:
    assert evidence(_QUESTION, found(passage(author="Ann"), passage(author="Ben"))).by == 0.5


def test_the_nearest_need_not_be_the_first() -> None:
    seen = evidence(_QUESTION, found(passage(cosine=0.2), passage(cosine=0.8)))
    assert (seen.meaning, seen.nearest) == (0.2, 0.8)


def test_the_order_of_recalling_alone_makes_nothing_surer() -> None:
    """A score depends on what the reader may not hear."""
    assert answerable(_QUESTION, found(passage(score=0.1))) == answerable(_QUESTION, found(passage(score=9.0)))


def test_what_is_far_down_the_list_changes_nothing() -> None:
    first = [passage("Ann", score=0.5)] * 8
    assert evidence(_QUESTION, found(*first, passage("red bicycle", score=-9.0))) == evidence(_QUESTION, found(*first))


def test_a_document_is_told_from_a_chat() -> None:
    documents = [evidence(_QUESTION, found(passage(author=author))).document for author in ("", "Ann")]
    assert documents == [1, 0]


def test_an_earlier_answer_counts_by_how_like_its_message_is() -> None:
    chances = [answerable(_QUESTION, found(passage(cosine=-1.0), exemplar(cosine=one))) for one in (0.5, 0.7, 0.9)]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[1]


@pytest.mark.parametrize(
    "other",
    [exemplar(cosine=0.9, reply="yes"), exemplar(cosine=0.9, situational=True), exemplar(cosine=0.9, taught=True)],
)
def test_what_is_no_answer_to_it_does_not_count(other: FoundExemplar) -> None:
    assert answerable(_QUESTION, found(passage(), other)) == answerable(_QUESTION, found(passage()))


@given(
    question=st.text(max_size=80),
    signals=st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(-1, 1), st.text(max_size=30)), max_size=10),
    exemplars=st.lists(st.floats(-1, 1), max_size=3),
)
def test_it_is_always_a_probability(
    question: str, signals: list[tuple[float, float, str]], exemplars: list[float]
) -> None:
    pieces = [passage(text, score, cosine) for score, cosine, text in signals]
    chance = answerable(question, found(*pieces, *(exemplar(cosine=one) for one in exemplars)))
    assert 0 <= chance <= 1


@pytest.mark.parametrize("text", ["a" * 200_000, "A " * 100_000, ", A" * 70_000, "w " * 100_000, "\ud83d" * 200_000])
def test_hostile_texts_take_no_time(text: str) -> None:
    begun = time.perf_counter()
    answerable(text, found(*[passage(text, author=text)] * 200, *[exemplar()] * 200))
    assert time.perf_counter() - begun < 1


def test_every_kind_of_evidence_counts() -> None:
    assert sum(weight != 0 for weight in astuple(WEIGHTS)) >= 5
