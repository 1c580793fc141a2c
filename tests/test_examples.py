"""Which of the owner's replies a model is shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from persona.examples import chosen
from persona.style.measure import measure
from tests.fakes import BagOfWords
from twin.knowledge import Audience, Exemplar, FoundExemplar, Signals

_CASUAL = measure([("yeah the chain is fine",)] * 40, (), ("en",))


class Words:
    """Likeness by shared words, that remembers how much it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        self.asked.append(len(others))
        vectors = BagOfWords().embed([text, *others])
        return [float(vectors[0] @ other) for other in vectors[1:]]


class Same:
    """Likeness that takes everything for the same."""

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        return [0.93] * len(others)


def _found(reply: str, score: float = 0.5, cosine: float = 0.5) -> FoundExemplar:
    exemplar = Exemplar(1, 1, "chat", "Ben", "?", reply, datetime(2024, 5, 1, tzinfo=UTC), Audience.PUBLIC)
    return FoundExemplar(exemplar, Signals(score, cosine, 0.5))


def _replies(*found: FoundExemplar, count: int = 8) -> list[str]:
    return [one.exemplar.reply for one in chosen(found, _CASUAL, Words(), count)]


def test_what_is_on_the_matter_comes_first() -> None:
    assert _replies(_found("the tyre is flat", 0.1, 0.1), _found("wax beats oil", 0.9, 0.9))[0] == "wax beats oil"


def test_of_two_on_the_matter_the_one_in_the_owners_manner_comes_first() -> None:
    formal = "Good morning! I would like to let you know that oil is better than wax, in my opinion!"
    assert _replies(_found(formal), _found("wax beats oil"))[0] == "wax beats oil"


def test_what_is_like_one_chosen_comes_later() -> None:
    like, other = _found("wax beats oil in winter too", 0.62, 0.6), _found("ask tom about the wheel", 0.6, 0.6)
    assert _replies(_found("wax beats oil in summer", 0.9, 0.9), like, other)[1] == "ask tom about the wheel"


@pytest.mark.parametrize("copy", ["Wax beats OIL!", "wax, beats oil", "wax beats oil oil"])
def test_a_copy_is_never_chosen_too(copy: str) -> None:
    assert len(_replies(_found("wax beats oil"), _found(copy))) == 1


def test_what_means_the_same_is_never_chosen_too() -> None:
    found = [_found("wax beats oil"), _found("ask tom about it"), _found("the wheel is true")]
    assert len(chosen(found, _CASUAL, Same(), 8)) == 1


def test_only_one_reply_that_merely_agrees_is_chosen() -> None:
    assert len(_replies(_found("ok"), _found("yes!"), _found("ja genau"), _found("d’accord"), _found("👍"))) == 1


def test_a_reply_of_a_moment_comes_later() -> None:
    passing = _found("see you at 5")
    passing = replace(passing, exemplar=replace(passing.exemplar, situational=True))
    assert _replies(passing, _found("wax beats oil always"))[-1] == "see you at 5"


def test_the_exemplars_stay_what_they_are() -> None:
    found = [_found("wax beats oil"), _found("ask tom about it")]
    assert all(any(one is other for other in found) for one in chosen(found, None, Words(), 2))


def test_the_same_exemplars_give_the_same_choice() -> None:
    found = [_found(f"reply about the part {word}") for word in "chain wheel saddle brake bell".split()]
    assert chosen(found, _CASUAL, Words(), 3) == chosen(found, _CASUAL, Words(), 3)


def test_no_more_is_embedded_than_needed() -> None:
    likeness = Words()
    found = [_found(f"{index} the part is {index} of {index * 7}", score=index / 40) for index in range(40)]
    assert len(chosen(found, _CASUAL, likeness, 4)) == 4
    assert len(likeness.asked) == 3
    assert max(likeness.asked) == 23


@pytest.mark.parametrize("count", [0, -1])
def test_none_are_chosen_if_none_are_wanted(count: int) -> None:
    assert _replies(_found("wax beats oil"), count=count) == []


def test_nothing_is_chosen_from_nothing() -> None:
    assert _replies() == []


def test_what_was_taught_for_this_is_chosen_first_the_likest_before_all() -> None:
    best = _found("wax beats oil by far", 0.9, 0.9)
    taught = [_found("yes we do", 0.1, 0.3), _found("the wheel is for you", 0.0, 0.4)]
    chosen_ = chosen((best, *taught), _CASUAL, Words(), 3, lambda one: one in taught)
    assert chosen_ == (taught[1], taught[0], best)


def test_what_was_taught_is_chosen_before_two_dozen_others() -> None:
    taught = _found("the wheel is for you", 0.0, 0.4)
    many = [_found(f"{word} is a part of it", 0.9, 0.9) for word in (f"thing{number}" for number in range(30))]
    assert chosen((*many, taught), _CASUAL, Words(), 1, lambda one: one is taught) == (taught,)


def test_a_copy_of_what_was_taught_is_not_chosen_too() -> None:
    taught, copy = _found("wax beats oil", 0.1), _found("Wax beats oil!", 0.9)
    assert chosen((copy, taught), _CASUAL, Words(), 2, lambda one: one is taught) == (taught,)


def test_what_was_corrected_since_comes_later() -> None:
    old, other = _found("wax beats oil", 0.5, 0.6), _found("ask tom about the wheel", 0.5, 0.5)
    assert _replies(old, other)[0] == "wax beats oil"
    old = replace(old, exemplar=replace(old.exemplar, superseded=True))
    assert _replies(old, other)[0] == "ask tom about the wheel"
