"""What the owner is told when they ask how things stand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import listing, quiet
from bot.desk.desk import Desk
from bot.desk.served import Unserved
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.cases import OBJECTION, held, stored
from tests.example import EXAMPLE
from tests.fakes import Writing
from twin.draft import Action, Autonomy, Decision, Kind, Mode, Usage
from twin.knowledge import Audience, Lesson, Rejection, Taught
from twin.message import Conversation, Reply

HOSTILE = "a\x1b[2J\u202e\n[99] faked"
DAY = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass
class Lessons:
    """What was taught."""

    lessons: list[Taught] = field(default_factory=list)

    def teach(self, lesson: Lesson) -> Taught:
        """Nothing is."""
        raise NotImplementedError

    def unteach(self, id_: int) -> bool:
        """Nothing is."""
        return False

    def taught(self) -> Sequence[Taught]:
        """What is known."""
        return self.lessons

    def reject(self, rejection: Rejection) -> None:
        """Nothing is."""


class AllAlike:
    """Takes all texts for alike."""

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """One of all."""
        return [list(range(len(texts)))] if texts else []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    private: Callable[[str, str], bool] = lambda _, __: False  # noqa: E731
    return Desk(
        ledger, Lessons(), AllAlike(), EXAMPLE, EXAMPLE, Unserved({}), timedelta(hours=1), private, lambda _: None
    )


def unknown(ledger: Ledger, writing: Writing, text: str) -> int:
    decision = Decision(Action.HAND_OVER, Reply(()), "nothing answers it", kind=Kind.UNKNOWN)
    return stored(ledger, writing, text, decision)


def test_where_nothing_waits_that_is_said(desk: Desk) -> None:
    assert listing.inbox(desk) == "Nothing waits for you."
    assert listing.questions(desk) == "No question is open."
    assert listing.taught(desk).startswith("You have taught nothing yet")
    assert listing.learning(desk).startswith("You have judged no draft yet")


def test_what_waits_is_listed_by_age_with_its_number_and_why(desk: Desk, ledger: Ledger) -> None:
    first = held(ledger, Writing(), "do you wax\nchains?", objections=(OBJECTION,))
    group = Conversation("fake/-1", "fake/-1", "Bike club", group=True)
    call = Decision(Action.HAND_OVER, Reply(()), "they asked for you", kind=Kind.OWNER)
    second = stored(ledger, Writing("fake/bob", group, "Bob", at=DAY + timedelta(days=3)), "/human", call)

    title, one, other = listing.inbox(desk).split("\n")

    assert title == "2 wait for you:"
    assert one.startswith(f"[{first}] 2026-01-02 ")
    assert one.endswith("Ann Example: do you wax / chains? (a draft waits; everything waits for you; promises)")
    assert other.endswith("Bob in Bike club: /human (owner; they asked for you)")
    assert second > first


def test_what_waited_for_too_long_is_still_listed(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    ledger.cases.rule(number, Outcome.LAPSED, "twin")

    title, lapsed, entry = listing.inbox(desk).split("\n")

    assert (title, lapsed) == ("0 wait for you:", "Lapsed:")
    assert entry.startswith(f"[{number}] 2026-01-02 ")
    assert entry.endswith(" Ann Example: do you wax chains? (lapsed: it waited for too long)")


def test_nobody_fakes_an_entry(desk: Desk, ledger: Ledger) -> None:
    held(ledger, Writing(name=HOSTILE), HOSTILE)
    lines = listing.inbox(desk).split("\n")

    assert (len(lines), all(line.isprintable() for line in lines)) == (2, True)


def test_questions_are_told_with_how_often_they_were_asked(desk: Desk, ledger: Ledger) -> None:
    writing = Writing()
    number = unknown(ledger, writing, "have you been to Japan?")
    unknown(ledger, writing, "were you in Japan?")

    assert listing.questions(desk).split("\n")[1:] == [
        f"[{number}] since 2026-01-02, 2×, hears friends: have you been to Japan?"
    ]


def test_what_was_taught_is_told_newest_first(desk: Desk) -> None:
    old = Taught(3, "how\noften?", "weekly", Audience.PUBLIC, DAY, (), 0)
    new = replace(old, id=4, taught_at=DAY + timedelta(days=1), superseded=2, audience=Audience.INNER)
    taught = replace(desk, teacher=Lessons([old, new]))

    assert listing.taught(taught).split("\n")[1:] == [
        f"[4] 2026-01-03, for {EXAMPLE.audience_names[3]}; in place of 2 older: how / often? → weekly",
        f"[3] 2026-01-02, for {EXAMPLE.audience_names[0]}: how / often? → weekly",
    ]


def test_the_figures_tell_what_waits_and_what_was_done_lately(desk: Desk, ledger: Ledger) -> None:
    writing = Writing()
    number = held(ledger, writing, "do you wax chains?")
    ledger.cases.rule(number, Outcome.APPROVED, "fake/owner", texts=("Yes.",), parts=(("Yes.",),))
    stored(ledger, writing, "a call", Decision(Action.HAND_OVER, Reply(()), "for you", kind=Kind.OWNER))
    spent = (Usage("m", 100, 20, 0.25), Usage("m", 1, 1))
    unknown(ledger, writing, "what?")
    decision = Decision(Action.SEND, Reply(("Hi.",)), "why", usage=spent)
    ledger.inbox.receive(writing.message("hello"))
    burst = ledger.decisions.burst(writing.where.key, timedelta(0))
    assert burst is not None
    ledger.decisions.decide(burst, decision, [["Hi."]])
    while due := ledger.outbox.next(writing.where.key):
        ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, "1")
    ledger.inbox.receive(writing.message("and?"))

    lines = listing.stats(desk).split("\n")

    assert lines[:6] == [
        "Waiting for you: 0 drafts, 1 message (inbox).",
        "Not read yet: 1 message.",
        "Left without an answer: 1 message (/questions).",
        "Today: 2 answers sent, 1 of them without asking you.",
        "• decided: 1 approved",
        "• models: 122 tokens, $0.2500 (1 call without a price)",
    ]
    assert lines[6] == "Last 7 days: 2 answers sent, 1 of them without asking you."


def test_the_figures_tell_what_the_owner_has_chosen(desk: Desk, ledger: Ledger) -> None:
    held(ledger, Writing(), "do you wax chains?")
    ledger.notices.pause()
    ledger.modes.set("fake/ann", Autonomy(Mode.CONFIDENT, 0.9))
    ledger.cases.take_over("fake/ann", datetime.now(UTC) + timedelta(hours=1))
    quiet.choose(ledger, quiet.parsed("22-7"))
    told = listing.stats(desk)

    assert told.startswith("Paused since ")
    assert "Ann Example (fake/ann): confident - what is 90 % sure goes out by itself" in told
    assert "Yours: Ann, until " in told
    assert "Quiet hours: 22:00-07:00" in told
