"""Tests of outdated.py: of two statements that contradict each other the newer one wins."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from memory.outdated import in_time, outdated
from twin.knowledge import Audience, FoundPassage, Passage, Signals

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


def found(*lines: tuple[str, int, float]) -> list[FoundPassage]:
    """Passages with their year and score, the best first."""
    return [
        FoundPassage(said(at, text, year(when)), Signals(score, 0.5, 0.5))
        for at, (text, when, score) in enumerate(lines)
    ]


def test_what_was_overtaken_is_marked_and_comes_behind_what_overtook_it() -> None:
    given = found(
        ("My rate is 120 euros.", 2020, 0.9), ("I like rye.", 2021, 0.8), ("My rate is 150 euros.", 2023, 0.5)
    )

    ordered = in_time(given, "What is your rate?")

    assert [(one.passage.text, one.passage.superseded) for one in ordered] == [
        ("My rate is 150 euros.", False),
        ("My rate is 120 euros.", True),
        ("I like rye.", False),
    ]
    scores = [one.signals.score for one in ordered]
    assert scores == sorted(scores, reverse=True)


def test_a_question_about_now_prefers_what_is_new() -> None:
    given = found(("I ride the red bike.", 2012, 0.52), ("I ride the green bike.", 2024, 0.5))

    assert [one.passage.id for one in in_time(given, "Which bike do you ride these days?")] == [1, 0]
    assert [one.passage.id for one in in_time(given, "Which bike did you ride?")] == [0, 1]


def test_being_new_is_not_enough() -> None:
    given = found(("I ride the red bike.", 2012, 0.9), ("I bake rye bread.", 2024, 0.5))

    assert [one.passage.id for one in in_time(given, "Which bike do you ride now?")] == [0, 1]


def test_without_dates_nothing_moves() -> None:
    given = [FoundPassage(said(at, f"line {at}", None), Signals(0.9 - at / 10, 0.5, 0.5)) for at in range(3)]

    assert [one.passage.id for one in in_time(given, "and now?")] == [0, 1, 2]


def test_who_only_tells_of_now_asks_for_nothing_new() -> None:
    given = found(("I ride the red bike.", 2012, 0.52), ("I ride the green bike.", 2024, 0.5))
    telling = "I read what you wrote about your bikes, and now I have one myself, and I still like it very much."

    assert [one.passage.id for one in in_time(given, telling)] == [0, 1]
    assert [one.passage.id for one in in_time(given, f"{telling} Which one do you ride now?")] == [1, 0]
