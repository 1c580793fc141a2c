"""What arrived is read in bursts, and each is closed by one decision that is stored whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.ledger import Ledger
from bot.ledger.decisions import Pressure
from tests.test_ledger_inbox import (
    BRAM,
    CHAT,
    GROUP,
    JONAS,
    MINUTE,
    NOON,
    OWNER,
    answer,
    burst_of,
    change,
    deletion,
    edit,
    message,
    rows,
    sending,
    states,
    together,
)
from twin.draft import Action, Decision, Draft, Kind, Mode, Usage
from twin.errors import StoreError
from twin.message import Contact, Conversation, Moved, OwnerWrote, Reply

HOUR = timedelta(hours=1)
SILENT = Decision(Action.STAY_SILENT, Reply(()), "it asks for nothing")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def bursts(ledger: Ledger, where: Conversation = CHAT, within: timedelta = MINUTE) -> list[tuple[str, ...]]:
    """Every burst that waits there, in the order in which they are answered."""
    found = []
    while burst := ledger.decisions.burst(where.key, within):
        found.append(burst.texts)
        assert ledger.decisions.decide(burst, SILENT, [])
    return found


def test_where_nothing_waits_there_is_no_burst(ledger: Ledger) -> None:
    assert ledger.decisions.burst(CHAT.key, MINUTE) is None
    ledger.inbox.receive(message())
    assert bursts(ledger) == [("how?",)]
    assert ledger.decisions.burst(CHAT.key, MINUTE) is None


def test_a_burst_ends_with_a_pause_that_is_longer_than_allowed(ledger: Ledger) -> None:
    # A minute, and the second by which the times of platforms may be wrong.
    for number, seconds in enumerate([0, 60, 121, 182.001, 500, 560.999]):
        ledger.inbox.receive(message(number, str(number), seconds=seconds))

    assert bursts(ledger) == [("0", "1", "2"), ("3",), ("4", "5")]


def test_without_a_pause_each_message_is_a_burst(ledger: Ledger) -> None:
    for number in range(3):
        ledger.inbox.receive(message(number, str(number), seconds=number))

    assert bursts(ledger, within=timedelta(0)) == [("0",), ("1",), ("2",)]


def test_messages_of_one_second_are_in_the_order_of_their_numbers(ledger: Ledger) -> None:
    for number in (10, 9, 100, 11, 8):
        ledger.inbox.receive(message(number, str(number)))

    burst = burst_of(ledger)

    assert burst.texts == ("8", "9", "10", "11", "100")
    assert burst.reference == "100"


def test_what_was_written_earlier_is_read_earlier_though_it_came_later(ledger: Ledger) -> None:
    ledger.inbox.receive(message(2, "second", seconds=1))
    ledger.inbox.receive(message(1, "first", seconds=0.5))

    burst = burst_of(ledger)

    assert (burst.texts, burst.sent_at) == (("first", "second"), NOON + timedelta(seconds=1))


def test_times_of_other_zones_are_the_same_times(ledger: Ledger) -> None:
    east = datetime.fromisoformat("2026-01-02T14:00:01+02:00")
    ledger.inbox.receive(replace(message(1, "second"), sent_at=east))
    ledger.inbox.receive(message(2, "first"))

    assert burst_of(ledger).texts == ("first", "second")


def test_a_command_is_a_burst_by_itself(ledger: Ledger) -> None:
    for number, command in enumerate(["", "about", "", "", "human", "human"]):
        ledger.inbox.receive(message(number, str(number), command=command, seconds=number))

    first = burst_of(ledger)
    assert bursts(ledger) == [("0",), ("1",), ("2", "3"), ("4",), ("5",)]
    assert first.command == ""


def test_questions_asked_by_commands_at_once_are_answered_each_in_its_own_place(ledger: Ledger) -> None:
    for number, command in enumerate(["ask", "ask", "", "ask"]):
        ledger.inbox.receive(message(number, f"which {number}?", command=command, reference=f"i/{number}/1/t"))

    found = [answer(ledger, f"this {number}") for number in range(4)]

    assert [(burst.text, burst.reference) for burst in found] == [
        (f"which {number}?", f"i/{number}/1/t") for number in range(4)
    ]
    assert ledger.decisions.pressure("contact", JONAS.key, HOUR).answers == 4


def test_in_a_group_each_has_bursts_of_their_own(ledger: Ledger) -> None:
    for number, sender in enumerate([JONAS, BRAM, JONAS, BRAM, JONAS]):
        ledger.inbox.receive(message(number, f"{sender.name} {number}", sender=sender, where=GROUP, seconds=number))

    first = burst_of(ledger, GROUP)

    assert (first.sender, first.conversation) == (JONAS, GROUP)
    assert bursts(ledger, GROUP) == [("Jonas 0", "Jonas 2", "Jonas 4"), ("Bram 1", "Bram 3")]


def test_the_pause_of_one_is_not_filled_by_another(ledger: Ledger) -> None:
    for number, sender in enumerate([JONAS, BRAM, JONAS]):
        ledger.inbox.receive(message(number, str(number), sender=sender, where=GROUP, seconds=40 * number))

    assert bursts(ledger, GROUP) == [("0",), ("1",), ("2",)]


def test_a_command_of_another_ends_no_burst(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "a", where=GROUP))
    ledger.inbox.receive(message(2, "", sender=BRAM, where=GROUP, command="about", seconds=1))
    ledger.inbox.receive(message(3, "b", where=GROUP, seconds=2))

    assert bursts(ledger, GROUP) == [("a", "b"), ("",)]


def test_a_burst_has_the_first_attachment_that_came_with_it(ledger: Ledger) -> None:
    for number, attachment in enumerate(["", "photo", "voice"]):
        ledger.inbox.receive(message(number, "", attachment=attachment, seconds=number))

    burst = burst_of(ledger)

    assert (burst.attachment, burst.text, burst.reference) == ("photo", "", "2")


def test_conversations_wait_in_the_order_of_their_first_message(ledger: Ledger) -> None:
    others = [Conversation(f"telegram/{number}", f"telegram/{number}") for number in (30, 20, 10)]
    for number, where in enumerate([*others, *reversed(others)]):
        ledger.inbox.receive(message(number, where=where))

    assert ledger.decisions.waiting() == ["telegram/30", "telegram/20", "telegram/10"]
    answer(ledger, "so", where=others[0])
    assert ledger.decisions.waiting() == ["telegram/20", "telegram/10"]


def held(
    ledger: Ledger, *numbers: int, seconds: float = 0, where: Conversation = CHAT, sender: Contact = JONAS
) -> None:
    """Messages arrive, and a draft waits for the owner."""
    for number in numbers:
        ledger.inbox.receive(message(number, f"held {number}", seconds=seconds, where=where, sender=sender))
    draft = Draft(("so",), 0.5, "model", "because")
    assert ledger.decisions.decide(burst_of(ledger, where), Decision(Action.HOLD, Reply(()), "", draft), [])


@pytest.mark.parametrize("within", [MINUTE, timedelta(0)])
def test_what_was_drafted_for_is_answered_with_what_follows_after_whatever_pause(
    ledger: Ledger, within: timedelta
) -> None:
    held(ledger, 1)
    ledger.inbox.receive(message(2, "and?", seconds=90_000))
    ledger.inbox.receive(message(3, "later", seconds=99_000))

    assert bursts(ledger, within=within) == [("held 1", "and?"), ("later",)]


def test_what_was_drafted_for_is_not_answered_with_a_command_or_with_another_contact(ledger: Ledger) -> None:
    held(ledger, 1, where=GROUP)
    ledger.inbox.receive(message(2, "", where=GROUP, command="about", seconds=5))
    ledger.inbox.receive(message(3, "Bram's", where=GROUP, sender=BRAM, seconds=6))
    assert ledger.decisions.waiting() == [GROUP.key]
    assert bursts(ledger, GROUP) == [("",), ("Bram's",)]

    ledger.inbox.receive(message(4, "", where=GROUP, command="about", seconds=7))
    ledger.inbox.receive(message(5, "and?", where=GROUP, seconds=8))
    assert bursts(ledger, GROUP) == [("held 1",), ("",), ("and?",)]


# Decisions.


def test_a_decision_is_kept_with_its_draft_what_it_cost_and_its_deliveries(ledger: Ledger, tmp_path: Path) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, seconds=number))
    usage = (Usage("small", 10, 20), Usage("large", 30, 40, 0.25))
    draft = Draft(("naïve ☃", "two"), 0.75, "quote", "because", usage=usage, raw=0.5)
    decision = Decision(
        Action.SEND, Reply(draft.texts), "because", draft, discloses=True, kind=Kind.LIMIT, mode=Mode.CONFIDENT
    )

    assert ledger.decisions.decide(burst_of(ledger), decision, [["na", "ïve ☃"], ["two"]])

    sql = "SELECT id, conversation, contact, action, kind, texts, reason, writer, confidence FROM decisions"
    assert rows(tmp_path, sql) == [(1, CHAT.key, 1, "send", "limit", '["naïve ☃", "two"]', "because", "quote", 0.75)]
    assert rows(tmp_path, "SELECT raw, mode FROM decisions") == [(0.5, "confident")]
    assert rows(tmp_path, "SELECT decision, model, tokens_in, tokens_out, cost FROM usage") == [
        (1, "small", 10, 20, None),
        (1, "large", 30, 40, 0.25),
    ]
    assert rows(tmp_path, "SELECT decision FROM messages") == [(1,), (1,)]
    asked = "2026-01-02T12:00:02+00:00"
    sql = "SELECT decision, part, conversation, text, reply_to, asked_at, discloses, state, attempts FROM deliveries"
    assert rows(tmp_path, sql) == [
        (1, 0, CHAT.key, "na", "2", asked, 1, "waiting", 0),
        (1, 1, CHAT.key, "ïve ☃", "", asked, 0, "waiting", 0),
        (1, 2, CHAT.key, "two", "", asked, 0, "waiting", 0),
    ]


def test_a_decision_to_say_nothing_has_no_delivery(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message())

    assert ledger.decisions.decide(burst_of(ledger), SILENT, [])

    assert rows(tmp_path, "SELECT action, texts, writer, confidence FROM decisions") == [
        ("stay silent", "[]", None, None)
    ]
    assert states(tmp_path) == []


def _edited(ledger: Ledger) -> None:
    ledger.inbox.receive(edit(9, 2, "edited"))


def _deleted(ledger: Ledger) -> None:
    ledger.inbox.receive(deletion(9, "1"))


def _answered(ledger: Ledger) -> None:
    answer(ledger, "another's")


def _taken_over(ledger: Ledger) -> None:
    ledger.inbox.receive(OwnerWrote(message(9, sender=OWNER)))


def _kept_by_owner(ledger: Ledger) -> None:
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + HOUR)


def _moved(ledger: Ledger) -> None:
    ledger.inbox.receive(Moved("telegram/7/9", CHAT.key, "telegram/-100"))


@pytest.mark.parametrize("meanwhile", [_edited, _deleted, _answered, _taken_over, _kept_by_owner, _moved])
def test_an_answer_to_a_burst_that_changed_meanwhile_is_not_stored(
    ledger: Ledger, tmp_path: Path, meanwhile: Callable[[Ledger], None]
) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number))
    stale = burst_of(ledger)
    meanwhile(ledger)
    tables = ("decisions", "deliveries", "messages", "promises", "notices")
    before = [rows(tmp_path, f"SELECT * FROM {table}") for table in tables]  # noqa: S608
    costly = Draft(("so",), 0.5, "model", "because", usage=(Usage("small", 1, 1),))

    assert not ledger.decisions.decide(stale, Decision(Action.SEND, Reply(("so",)), "", costly), [["so"]])

    assert [rows(tmp_path, f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608
    # What it took was taken, whatever came of it.
    assert rows(tmp_path, "SELECT decision, model FROM usage") == [(None, "small")]


def test_a_message_that_came_meanwhile_makes_an_answer_no_worse(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    burst = burst_of(ledger)
    ledger.inbox.receive(message(2))

    assert ledger.decisions.decide(burst, sending("so"), [["so"]])

    assert bursts(ledger) == [("how?",)]


def test_what_cannot_be_stored_as_a_whole_is_not_stored_at_all(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message())
    change(
        tmp_path, "CREATE TRIGGER t BEFORE INSERT ON deliveries WHEN new.part = 2 BEGIN SELECT raise(FAIL, 'no'); END"
    )

    with pytest.raises(StoreError, match="cannot be used: no"):
        ledger.decisions.decide(burst_of(ledger), sending("a", "b", "c"), [["a"], ["b"], ["c"]])

    assert rows(tmp_path, "SELECT (SELECT count(*) FROM decisions), (SELECT count(*) FROM deliveries)") == [(0, 0)]
    assert ledger.decisions.waiting() == [CHAT.key]


def test_of_many_that_decide_at_once_one_does(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message())
    burst, kept = burst_of(ledger), list[bool]()

    together(8, lambda _: kept.append(ledger.decisions.decide(burst, sending("so"), [["so"]])))

    assert sorted(kept) == [False] * 7 + [True]
    assert states(tmp_path) == [("so", "waiting")]


def test_a_burst_is_read_whole_while_its_place_moves_to_and_fro(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(where=GROUP))
    keys = [GROUP.key, "telegram/-100"]
    moved = Event()

    def work(number: int) -> None:
        if number == 0:
            for turn in range(100):
                ledger.inbox.move(keys[turn % 2], keys[1 - turn % 2])
            moved.set()
        with closing(Ledger(tmp_path / "ledger.db")) as other:
            while not moved.is_set():
                for key in keys:
                    burst = other.decisions.burst(key, MINUTE)
                    assert burst is None or burst.conversation.place == key

    together(3, work)


# Whether a contact knows that this is an AI.


def disclosing(ledger: Ledger) -> None:
    """Jonas wrote, and the first part of the answer tells him; the second does not."""
    ledger.inbox.receive(message(1))
    answer(ledger, "machine", "so", discloses=True)


def knows(ledger: Ledger, number: int = 2, where: Conversation = GROUP) -> bool:
    """Whether Jonas's next message, elsewhere if it is not said where, is from somebody who knows."""
    ledger.inbox.receive(message(number, where=where))
    return burst_of(ledger, where).disclosed


def test_nobody_knows_who_was_not_told(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so")

    assert not knows(ledger)


def test_whoever_is_about_to_be_told_need_not_be_told_again(ledger: Ledger) -> None:
    disclosing(ledger)
    due = ledger.outbox.next(CHAT.key)
    assert due is not None

    assert knows(ledger, where=CHAT)
    ledger.outbox.begin(due.delivery)
    assert knows(ledger, where=CHAT)
    ledger.outbox.later(due.delivery, "no connection", 1)
    assert knows(ledger, where=CHAT)
    # What is about to be said in one place may be said in another first.
    assert not knows(ledger, 3)


def test_another_contact_is_told_for_themselves(ledger: Ledger) -> None:
    disclosing(ledger)
    ledger.inbox.receive(message(2, sender=BRAM, where=GROUP))

    assert not burst_of(ledger, GROUP).disclosed


def test_whoever_was_told_knows_it_for_good_and_at_the_next_start(ledger: Ledger, tmp_path: Path) -> None:
    disclosing(ledger)
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.sent(due.delivery, "70")
    [(told_at,)] = rows(tmp_path, "SELECT disclosed_at FROM contacts")
    ledger.close()

    with closing(Ledger(tmp_path / "ledger.db")) as again:
        assert knows(again)
        again.outbox.sent(due.delivery, "70")
    assert rows(tmp_path, "SELECT disclosed_at FROM contacts") == [(told_at,)]


def test_an_answer_that_does_not_tell_tells_nobody(ledger: Ledger, tmp_path: Path) -> None:
    disclosing(ledger)
    change(tmp_path, "UPDATE deliveries SET state = 'cancelled' WHERE discloses")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.sent(due.delivery, "70")

    assert due.delivery.text == "so"
    assert not knows(ledger)


@pytest.mark.parametrize("state", ["in doubt", "refused", "cancelled"])
def test_whoever_was_not_surely_told_is_told_again(ledger: Ledger, tmp_path: Path, state: str) -> None:
    disclosing(ledger)
    assert knows(ledger, where=CHAT)
    told = burst_of(ledger)
    change(tmp_path, f"UPDATE deliveries SET state = '{state}'")  # noqa: S608

    assert not burst_of(ledger).disclosed
    assert not ledger.decisions.decide(told, sending("so"), [["so"]]), "it was made for somebody who knows"
    assert ledger.decisions.decide(burst_of(ledger), sending("machine", discloses=True), [["machine"]])


# How much was said lately.


def test_answers_and_notices_are_counted_for_the_contact_and_for_the_conversation(ledger: Ledger) -> None:
    said = [
        (JONAS, CHAT, Kind.ANSWER),
        (JONAS, GROUP, Kind.ANSWER),
        (JONAS, GROUP, Kind.LIMIT),
        (BRAM, GROUP, Kind.ANSWER),
        (BRAM, GROUP, Kind.ERROR),
        (OWNER, GROUP, Kind.UNKNOWN),
        (OWNER, GROUP, Kind.OWNER),
        (OWNER, GROUP, Kind.DANGER),
        (OWNER, GROUP, Kind.TAKEOVER),
        (OWNER, GROUP, Kind.UNDONE),
    ]
    for number, (sender, where, kind) in enumerate(said):
        ledger.inbox.receive(message(number, sender=sender, where=where))
        answer(ledger, "a", "b", where=where, kind=kind)
    for number, kind in enumerate([Kind.LIMIT, Kind.TAKEOVER, Kind.UNDONE], 10):
        ledger.inbox.receive(message(number, sender=OWNER))
        assert ledger.decisions.decide(burst_of(ledger), replace(SILENT, kind=kind), [])

    pressure = ledger.decisions.pressure
    assert pressure("contact", JONAS.key, HOUR) == Pressure(2, 1)
    assert pressure("contact", BRAM.key, HOUR) == Pressure(2, 0)
    assert pressure("conversation", CHAT.key, HOUR) == Pressure(1, 0)
    assert pressure("contact", OWNER.key, HOUR) == Pressure(3, 0)
    assert pressure("conversation", GROUP.key, HOUR) == Pressure(6, 1)
    assert pressure("contact", "telegram/404", HOUR) == Pressure(0, 0)
    assert pressure("contact", JONAS.key, timedelta(0)) == Pressure(0, 0)


def test_what_was_said_long_ago_or_at_a_time_that_is_yet_to_come_does_not_count(ledger: Ledger, tmp_path: Path) -> None:
    for number in range(3):
        ledger.inbox.receive(message(number))
        answer(ledger, "so")
    at = datetime.now(UTC)
    for id_, moment in enumerate([at - HOUR - MINUTE, at - HOUR + MINUTE, at + MINUTE], 1):
        written = moment.isoformat(timespec="milliseconds")
        change(tmp_path, f"UPDATE decisions SET decided_at = '{written}' WHERE id = {id_}")  # noqa: S608

    assert ledger.decisions.pressure("contact", JONAS.key, HOUR) == Pressure(1, 0)


def test_a_place_that_moved_has_said_what_it_said(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, where=GROUP))
    answer(ledger, "so", where=GROUP)

    ledger.inbox.move(GROUP.key, "telegram/-100")

    assert ledger.decisions.pressure("conversation", "telegram/-100", HOUR) == Pressure(1, 0)
