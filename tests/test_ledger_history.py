"""What was said is told as it was said."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.ledger.history import Written
from tests.test_ledger_inbox import (
    BRAM,
    CHAT,
    GROUP,
    JONAS,
    NOON,
    OWNER,
    answer,
    burst_of,
    change,
    deletion,
    message,
)
from twin.draft import Action, Decision, Kind
from twin.message import Conversation, Deletion, OwnerWrote, Reply, Turn

HANDED_OVER = Decision(Action.HAND_OVER, Reply(("passed on",)), "nothing found")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def turns(ledger: Ledger, limit: int = 99, where: Conversation = CHAT) -> list[str]:
    """The turns, those of the twin after a ">"."""
    return [f"{'>' if turn.by_twin else ''}{turn.text}" for turn in ledger.history.turns(where.key, limit)]


def deliver(ledger: Ledger) -> None:
    while due := ledger.outbox.next(CHAT.key):
        ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, "1")


def lines(ledger: Ledger, limit: int = 99) -> list[str]:
    """What people wrote since the twin last said something, with their names."""
    return [f"{line.name}: {line.text}" for line in ledger.history.lines(CHAT.key, limit)[1]]


# Turns.


def test_a_turn_has_the_time_when_it_was_written_or_decided(ledger: Ledger) -> None:
    ledger.inbox.receive(message())
    answer(ledger, "so")

    asked, answered = ledger.history.turns(CHAT.key, 1)

    assert asked == Turn(by_twin=False, text="how?", sent_at=NOON)
    assert (answered.by_twin, answered.text) == (True, "so")
    assert abs(answered.sent_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_answer_to_a_burst_stands_once_behind_its_last_message(ledger: Ledger) -> None:
    for number in (1, 2, 3):
        ledger.inbox.receive(message(number, f"q{number}"))
    answer(ledger, "one", "two")
    ledger.inbox.receive(message(4, "q4"))

    assert turns(ledger) == ["q1", "q2", "q3", ">one", ">two", "q4"]
    assert turns(ledger, 2) == ["q3", ">one", ">two", "q4"]
    assert turns(ledger, 1) == ["q4"]
    assert turns(ledger, 0) == []


def test_of_interleaved_bursts_each_answer_stands_once(ledger: Ledger) -> None:
    for number, sender in enumerate([JONAS, BRAM, JONAS, BRAM]):
        ledger.inbox.receive(message(number, f"{sender.name} {number}", sender=sender, where=GROUP))
    answer(ledger, "to Jonas", where=GROUP)
    answer(ledger, "to Bram", where=GROUP)

    assert turns(ledger, where=GROUP) == ["Jonas 0", "Bram 1", "Jonas 2", ">to Jonas", "Bram 3", ">to Bram"]


def test_turns_are_those_of_one_conversation_with_what_the_owner_wrote(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?"))
    ledger.inbox.receive(message(2, "elsewhere", where=GROUP))
    ledger.inbox.receive(OwnerWrote(message(3, "mine", sender=OWNER)))
    ledger.inbox.receive(message(4, "thanks"))
    answer(ledger, "welcome")

    assert turns(ledger) == ["how?", "mine", "thanks", ">welcome"]
    assert turns(ledger, where=Conversation("telegram/404", "")) == []


# Lines.


def test_lines_tell_what_was_passed_on(ledger: Ledger) -> None:
    ledger.inbox.receive(OwnerWrote(replace(message(1, "not mine", sender=OWNER), forwarded=True)))

    assert [(line.text, line.forwarded) for line in ledger.history.lines(CHAT.key, 9)[1]] == [("not mine", True)]


def test_lines_are_what_people_wrote_since_the_twin_last_said_something(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "answered"))
    answer(ledger, "so")
    deliver(ledger)
    ledger.inbox.receive(message(2, "and?"))
    ledger.inbox.receive(message(3, "", attachment="photo"))
    ledger.inbox.receive(message(4, "elsewhere", where=GROUP))
    ledger.inbox.receive(OwnerWrote(message(5, "mine", sender=OWNER)))

    title, found = ledger.history.lines(CHAT.key, 99)

    assert title == "Jonas"
    assert found == [
        Written(JONAS.key, "Jonas", by_owner=False, text="and?", sent_at=NOON, reference="2"),
        Written(OWNER.key, "Ann", by_owner=True, text="mine", sent_at=NOON, reference="5"),
    ]
    assert lines(ledger, 1) == ["Ann: mine"]
    assert ledger.history.lines("telegram/404", 9) == ("", [])


def test_what_the_owner_said_through_the_twin_is_a_line_of_theirs(ledger: Ledger) -> None:
    def say(text: str) -> None:
        time.sleep(0.005)
        assert ledger.cases.say(CHAT.key, JONAS.key, (text,), [[text]], "machine", "telegram/99", text)
        time.sleep(0.005)

    ledger.inbox.receive(message(1, "answered"))
    answer(ledger, "so")
    deliver(ledger)
    say("before anybody asked")
    ledger.inbox.receive(message(2, "how?"))
    say("one")
    ledger.inbox.receive(OwnerWrote(message(3, "mine", sender=OWNER)))
    ledger.inbox.receive(message(4, "and?"))
    say("two")

    assert lines(ledger) == ["Jonas: how?", "Ann: one", "Ann: mine", "Jonas: and?", "Ann: two"]
    assert lines(ledger, 2) == ["Jonas: and?", "Ann: two"]
    assert {(line.account, line.by_owner) for line in ledger.history.lines(CHAT.key, 9)[1]} == {
        (OWNER.key, True),
        (JONAS.key, False),
    }


def test_a_decision_to_say_nothing_was_no_answer(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?"))
    assert ledger.decisions.decide(burst_of(ledger), Decision(Action.STAY_SILENT, Reply(()), ""), [])
    ledger.inbox.receive(OwnerWrote(message(2, "so", sender=OWNER)))

    assert lines(ledger) == ["Jonas: how?", "Ann: so"]


def test_what_the_owner_answered_before_the_twin_could_say_it_was_answered_by_the_owner(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?"))
    answer(ledger, "the twin's")

    ledger.inbox.receive(OwnerWrote(message(2, "mine", sender=OWNER)))

    assert lines(ledger) == ["Jonas: how?", "Ann: mine"]


@pytest.mark.parametrize("state", ["begun", "sent", "in doubt"])
def test_what_the_twin_has_perhaps_said_was_said(ledger: Ledger, tmp_path: Path, state: str) -> None:
    ledger.inbox.receive(message(1, "how?"))
    answer(ledger, "the twin's")
    change(tmp_path, f"UPDATE deliveries SET state = '{state}'")  # noqa: S608

    ledger.inbox.receive(OwnerWrote(message(2, "mine", sender=OWNER)))

    assert lines(ledger) == ["Ann: mine"]


def test_what_was_taken_back_is_no_line(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "oh no"))
    ledger.inbox.receive(OwnerWrote(message(2, "mine", sender=OWNER)))

    ledger.inbox.receive(deletion(3, "1"))

    assert lines(ledger) == ["Ann: mine"]


def test_the_conversations_of_the_owner_are_told_the_latest_first(ledger: Ledger, tmp_path: Path) -> None:
    for number in range(60):
        where = Conversation(f"telegram/{number}", f"telegram/{number}")
        ledger.inbox.receive(OwnerWrote(message(number, sender=OWNER, where=where)))
        change(
            tmp_path,
            f"UPDATE conversations SET owner_wrote_at = '2026-01-02T12:{number:02}:00.000+00:00'"  # noqa: S608
            f" WHERE key = '{where.key}'",
        )
    ledger.inbox.receive(message(99, where=GROUP))

    assert ledger.history.owner_wrote() == [f"telegram/{number}" for number in range(59, 9, -1)]


# What was handed over, and who wrote.


def test_what_was_handed_over_or_waits_is_told_the_oldest_first(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "first", seconds=1))
    ledger.inbox.receive(message(2, "", attachment="photo", seconds=2))
    assert ledger.decisions.decide(burst_of(ledger), HANDED_OVER, [["passed on"]])
    ledger.inbox.receive(message(3, "answered"))
    answer(ledger, "so")
    ledger.inbox.receive(OwnerWrote(message(4, "mine", sender=OWNER)))
    ledger.inbox.receive(message(5, "waits", seconds=5, sender=BRAM))

    assert [(one.name, one.text, one.sent_at, one.reason) for one in ledger.history.handed_over()] == [
        ("Jonas", "first", NOON + timedelta(seconds=1), "nothing found"),
        ("Jonas", "(photo)", NOON + timedelta(seconds=2), "nothing found"),
        ("Bram", "waits", NOON + timedelta(seconds=5), "it was not answered yet"),
    ]


def test_what_was_ruled_on_was_not_handed_over_any_more(ledger: Ledger) -> None:
    for number, kind in enumerate([Kind.OWNER, Kind.UNKNOWN, Kind.TAKEOVER], 1):
        ledger.inbox.receive(message(number, kind.value, seconds=number * 100))
        assert ledger.decisions.decide(burst_of(ledger), replace(HANDED_OVER, kind=kind), [])
    assert [one.text for one in ledger.history.handed_over()] == ["owner", "unknown", "takeover"]
    assert ledger.notices.standing().passed_on == 3

    assert ledger.cases.rule(1, Outcome.DISMISSED, "owner")
    assert ledger.cases.rule(2, Outcome.ANSWERED, "owner")

    assert [one.text for one in ledger.history.handed_over()] == ["takeover"]
    assert ledger.notices.standing().passed_on == 1


def test_contacts_are_those_who_wrote_the_last_one_first(ledger: Ledger) -> None:
    assert ledger.history.contacts() == []
    for number, sender in enumerate([JONAS, JONAS, BRAM, JONAS]):
        ledger.inbox.receive(message(number, sender=sender, where=GROUP, seconds=number))
    ledger.inbox.receive(message(8, sender=replace(BRAM, name="Bram B."), where=GROUP, seconds=60))
    ledger.inbox.receive(OwnerWrote(message(9, sender=OWNER, where=GROUP)))
    ledger.inbox.move(GROUP.key, "telegram/-100")

    assert [(one.key, one.name, one.messages, one.last_at, one.place) for one in ledger.history.contacts()] == [
        (BRAM.key, "Bram B.", 2, NOON + timedelta(seconds=60), "Walkers"),
        (JONAS.key, "Jonas", 3, NOON + timedelta(seconds=3), "Walkers"),
    ]


def test_what_was_taken_back_where_the_owner_wrote_is_to_be_unlearned_once(ledger: Ledger) -> None:
    for number in range(250):
        ledger.inbox.receive(message(number))
    ledger.inbox.receive(OwnerWrote(message(300, sender=OWNER)))
    ledger.inbox.receive(message(301, where=GROUP))
    everything = Deletion("telegram/7/400", CHAT, tuple(str(number) for number in range(250)))
    ledger.inbox.receive(everything)
    ledger.inbox.receive(Deletion("telegram/7/401", GROUP, ("301",)))

    assert ledger.history.to_unlearn() == [CHAT.key]
    gone = ledger.history.taken_back(CHAT.key)
    assert sorted(gone, key=int) == [str(number) for number in range(250)]
    ledger.history.unlearned(CHAT.key, gone)
    assert ledger.history.to_unlearn() == []
    assert ledger.history.taken_back(CHAT.key) == []


def test_what_the_owner_took_back_before_it_was_told_of_is_not_kept(ledger: Ledger) -> None:
    ledger.inbox.receive(Deletion("telegram/7/400", CHAT, ("5",)))
    ledger.inbox.receive(OwnerWrote(message(5, "a secret", sender=OWNER)))

    assert ledger.history.lines(CHAT.key, 10) == ("Jonas", [])
    ledger.inbox.receive(message(6))
    assert burst_of(ledger).owner_wrote_at is not None
