"""Drafts that the owner has rejected before."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from persona.guard.rejected import Rejected
from persona.guard.rule import Saying
from tests.fakes import brief_of
from twin.draft import Draft
from twin.knowledge import Audience, Exemplar, FoundExemplar, Recollection, Rejection, Signals

_DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
_DRAFT = "We ship to France every Monday, and it costs 9 euros for small boxes."


def _reasons(
    text: str, rejected: str = _DRAFT, reason: str = "Too long.", exemplars: tuple[FoundExemplar, ...] = ()
) -> list[str]:
    rejection = Rejection("k", "do you ship?", tuple(rejected.split("\n")), reason, Audience.PUBLIC, _DAY)
    brief = brief_of("do you ship?", Recollection((), exemplars, (rejection,)))
    saying = Saying(Draft((text,), 0.9, "fake", ""), text, (text,))
    found = list(Rejected().objections(saying, brief))
    assert {one.rule for one in found} <= {"rejected"}
    return [one.reason for one in found]


@pytest.mark.parametrize(
    "text",
    [
        _DRAFT,
        "WE SHIP to France every Monday and it costs 9 euros for small boxes",
        "We ship to France every Monday, and it costs 9 euros for small boxes!\n🙂",
        "Yes, we ship to France every Monday, and it costs 9 euros for small boxes.",
        "We ship to France every Monday, it costs only 9 euros for small boxes.",
    ],
)
def test_nearly_the_same_draft_is_stopped(text: str) -> None:
    assert _reasons(text) == ["you would not send this before: Too long."]


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Yes.", "yes"),
        ("Wir liefern nach Köln.", "wir liefern nach KÖLN"),
        ("发货到法国", "发货到法国。"),
        ("👍", "👍"),
    ],
)
def test_a_short_draft_is_stopped_in_any_language(text: str, rejected: str) -> None:
    assert _reasons(text, rejected)


@pytest.mark.parametrize(
    "text",
    [
        "We ship to France every Monday, and it costs 12 euros for small boxes.",
        "Every Monday, to France.",
        "No, we do not ship to France at all, because boxes get lost.",
        "👎",
        "",
    ],
)
def test_another_draft_is_not_stopped(text: str) -> None:
    assert _reasons(text) == []


def test_without_a_reason_none_is_told() -> None:
    assert _reasons(_DRAFT, reason=" ") == ["you would not send this before"]


def test_a_reason_is_told_in_one_line_that_ends() -> None:
    [told] = _reasons(_DRAFT, reason="no\n" + "x" * 9999)
    assert "no xxx" in told
    assert len(told) < 250


def test_a_draft_that_tells_the_reason_is_stopped() -> None:
    reason = "she left her last two landlords without paying, never offer her the flat"
    [told] = _reasons("well, she left her last two landlords without paying", reason=reason)
    assert "landlords" not in told


@pytest.mark.parametrize(
    ("days", "taught", "superseded", "stopped"),
    [(1, True, False, False), (-1, True, False, True), (1, False, False, True), (1, True, True, True)],
)
def test_what_was_taught_since_may_be_said(days: int, taught: bool, superseded: bool, stopped: bool) -> None:
    exemplar = Exemplar(1, 1, "taught", "", "do you ship?", _DRAFT, _DAY + timedelta(days=days), Audience.PUBLIC)
    exemplar = replace(exemplar, taught=taught, superseded=superseded)
    found = FoundExemplar(exemplar, Signals(1, 1, 1))
    assert bool(_reasons(_DRAFT, exemplars=(found,))) is stopped


def test_what_was_rejected_for_a_friend_is_stopped_for_everybody() -> None:
    many = [Rejection(f"{n}", "do you ship?", (f"no {n}",), "", Audience.PUBLIC, _DAY) for n in range(19)]
    rejection = Rejection("k", "do you ship?", (_DRAFT,), "Too long.", Audience.FRIENDS, _DAY)
    brief = brief_of("do you ship?", Recollection((), (), (*many, rejection)), Audience.PUBLIC)
    [objection] = Rejected().objections(Saying(Draft((_DRAFT,), 0.9, "fake", ""), _DRAFT, (_DRAFT,)), brief)
    assert objection.reason.endswith("Too long.")


def test_nothing_rejected_nothing_stopped() -> None:
    saying = Saying(Draft((_DRAFT,), 0.9, "fake", ""), _DRAFT, (_DRAFT,))
    assert list(Rejected().objections(saying, brief_of("do you ship?"))) == []


@pytest.mark.parametrize("unit", ["a ", "a1 ", "é", "日", "\u0301", "x" * 50 + " "])
def test_no_draft_takes_long(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    began = time.process_time()
    _reasons(text, text[:-3] + "b", reason=text)
    assert time.process_time() - began < 5
