"""Tests of outdated.py: of two statements that contradict each other the newer one wins."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from memory.outdated import outdated
from twin.knowledge import Audience, Passage

PAIRS = json.loads((Path(__file__).parent / "data" / "contradictions.json").read_text(encoding="utf-8"))


def said(id_: int, text: str, when: datetime | None) -> Passage:
    named = {"title": "", "link": "", "author": "", "by_owner": True}
    return Passage(id_, 1, "blog", id_, sent_at=when, audience=Audience.PUBLIC, text=text, **named)  # type: ignore[arg-type]


def year(number: int) -> datetime:
    return datetime(number, 1, 1, tzinfo=UTC)


def test_most_contradictions_are_seen_and_hardly_anything_else() -> None:
    judged = [
        (bool(outdated([said(1, one, year(2020)), said(2, two, year(2023))])), right) for one, two, right in PAIRS
    ]
    seen = [right for found, right in judged if found]

    assert sum(seen) >= 0.85 * sum(right for _, right in judged)
    assert sum(seen) >= 0.9 * len(seen)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("My rate is 120 euros an hour.", "My rate is 150 euros an hour."),
        ("I do not ship to Canada.", "I ship to Canada."),
        ("I live in Berlin.", "I live in Porto."),
    ],
)
def test_the_newer_one_wins_wherever_it_stands(one: str, two: str) -> None:
    older, newer = said(7, one, year(2020)), said(3, two, year(2023))

    assert outdated([older, newer]) == outdated([newer, older]) == {7: newer}


def test_the_newest_of_several_is_named() -> None:
    lines = [said(at, f"My rate is {rate} euros an hour.", year(2019 + at)) for at, rate in enumerate((90, 120, 150))]

    assert outdated(lines) == {0: lines[2], 1: lines[2]}


def test_without_dates_or_within_one_talk_nothing_is_outdated() -> None:
    older, newer = said(1, "My rate is 120 euros.", None), said(2, "My rate is 150 euros.", year(2023))
    minutes_later = replace(newer, id=3, sent_at=datetime(2023, 1, 1, 0, 5, tzinfo=UTC), text="My rate is 160 euros.")

    assert outdated([older, newer]) == {}
    assert outdated([newer, minutes_later]) == {}


def test_what_others_wrote_takes_nothing_back() -> None:
    older = said(1, "My rate is 120 euros.", year(2020))
    theirs = replace(said(2, "My rate is 150 euros.", year(2023)), by_owner=False, author="Zoe")

    assert outdated([older, theirs]) == {}


def test_local_and_world_times_are_compared() -> None:
    older = said(1, "My rate is 120 euros.", datetime(2020, 1, 1))
    newer = said(2, "My rate is 150 euros.", year(2023))

    assert list(outdated([newer, older])) == [1]


@pytest.mark.parametrize("unit", ["I live in ", "my favourite ", "not 1 ", "a.", "I'm a er ", "j'"])
def test_long_hostile_texts_are_compared_fast(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = perf_counter()

    outdated([said(1, text, year(2020)), said(2, text, year(2023))])

    assert perf_counter() - began < 20
