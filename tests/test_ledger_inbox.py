"""What arrives is on the disk once, whatever comes twice, late, changed or taken back."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.ledger import Ledger
from twin.draft import Action, Decision, Draft, Kind
from twin.errors import StoreError
from twin.knowledge import Audience
from twin.message import (
    Arrival,
    Burst,
    Closed,
    Contact,
    Conversation,
    Deletion,
    Edit,
    Message,
    Moved,
    OwnerWrote,
    Reply,
    Unreadable,
)

REPOSITORY = Path(__file__).parents[1]
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
JONAS = Contact("telegram/1", "Jonas", Audience.PUBLIC)
BRAM = Contact("telegram/2", "Bram", Audience.PUBLIC)
OWNER = Contact("telegram/99", "Ann", Audience.PUBLIC)
CHAT = Conversation("telegram/1", "telegram/1", "Jonas")
GROUP = Conversation("telegram/-5", "telegram/-5", "Walkers", group=True)


def message(
    number: int = 1,
    text: str = "how?",
    *,
    sender: Contact = JONAS,
    where: Conversation = CHAT,
    seconds: float = 0,
    reference: str | None = None,
    attachment: str = "",
    command: str = "",
) -> Message:
    """A message that arrived with the event of this number, so many seconds after noon."""
    return Message(
        event=f"telegram/7/{number}",
        conversation=where,
        sender=sender,
        text=text,
        sent_at=NOON + timedelta(seconds=seconds),
        reference=str(number) if reference is None else reference,
        attachment=attachment,
        command=command,
    )


def edit(number: int, of: int, text: str, **fields: Any) -> Edit:  # noqa: ANN401
    """The edit, told by the event of this number, of the message whose reference is ``of``."""
    return Edit(message(number, text, reference=str(of), **fields))


def deletion(number: int, *references: str) -> Deletion:
    """Messages of the chat are taken back."""
    return Deletion(f"telegram/7/{number}", CHAT, references)


def sending(*texts: str, discloses: bool = False, kind: Kind = Kind.ANSWER) -> Decision:
    """The decision to say this."""
    return Decision(Action.SEND, Reply(texts), "because", Draft(texts, 0.75, "quote", "because"), discloses, kind)


def burst_of(ledger: Ledger, where: Conversation = CHAT, within: timedelta = MINUTE) -> Burst:
    """The next burst there; there must be one."""
    burst = ledger.decisions.burst(where.key, within)
    assert burst is not None
    return burst


def answer(ledger: Ledger, *texts: str, where: Conversation = CHAT, **fields: Any) -> Burst:  # noqa: ANN401
    """Answer the next burst there with a part a text."""
    burst = burst_of(ledger, where)
    assert ledger.decisions.decide(burst, sending(*texts, **fields), [[text] for text in texts])
    return burst


def rows(folder: Path, sql: str) -> list[Any]:
    """What another program reads in the file."""
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        return connection.execute(sql).fetchall()


def change(folder: Path, sql: str) -> None:
    """What another program changes in the file."""
    with closing(sqlite3.connect(folder / "ledger.db")) as connection, connection:
        connection.execute(sql)


def states(folder: Path) -> list[tuple[str, str]]:
    """Every delivery: its text and its state."""
    return rows(folder, "SELECT text, state FROM deliveries ORDER BY id")


def together(count: int, work: Any) -> None:  # noqa: ANN401
    """Run ``work(number)`` in so many threads that begin at once; fails if one of them does."""
    barrier, failures = Barrier(count), list[BaseException]()

    def run(number: int) -> None:
        try:
            barrier.wait()
            work(number)
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def test_a_message_is_stored_as_it_came(ledger: Ledger, tmp_path: Path) -> None:
    said = message(text="naïve ☃ \0 ' \" 👩‍👩‍👧 text", attachment="photo", command="about")

    assert ledger.inbox.receive(said)

    sql = "SELECT event, conversation, text, sent_at, reference, attachment, command, by_owner, decision FROM messages"
    assert rows(tmp_path, sql) == [
        ("telegram/7/1", CHAT.key, said.text, "2026-01-02T12:00:00.000+00:00", "1", "photo", "about", 0, None)
    ]
    assert burst_of(ledger).texts == (said.text,)


def test_the_same_event_is_one_message_in_whichever_order_and_however_late_it_comes_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    first = [ledger.inbox.receive(message(number)) for number in (2, 1, 2, 3, 1, 2)]
    answer(ledger, "so")
    change(tmp_path, "UPDATE events SET at = '2020-01-01T00:00:00.000+00:00'")

    again = [ledger.inbox.receive(message(number, "the same event, another text")) for number in (1, 2, 3)]

    assert (first, again) == ([True, True, False, True, False, False], [False, False, False])
    assert rows(tmp_path, "SELECT count(*), min(text), max(text) FROM messages") == [(3, "how?", "how?")]
    assert ledger.decisions.waiting() == []


def test_the_same_message_told_by_another_event_is_one_message(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, reference="40"))
    answer(ledger, "so")

    ledger.inbox.receive(message(2, reference="40"))

    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(1,)]
    assert ledger.decisions.waiting() == []


def test_events_of_different_platforms_and_bots_are_different(ledger: Ledger) -> None:
    events = ["telegram/7/1", "telegram/71", "discord/7/1", "telegram/8/1", "telegram/7/10", "7/1"]
    said = [replace(message(reference=""), event=event) for event in events]

    assert [ledger.inbox.receive(one) for one in said] == [True] * len(events)
    assert len(burst_of(ledger).texts) == len(events)


def test_the_same_reference_in_two_conversations_is_two_messages(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, reference="40"))
    ledger.inbox.receive(message(2, reference="40", where=GROUP))

    assert ledger.decisions.waiting() == [CHAT.key, GROUP.key]


def test_a_contact_who_is_called_something_else_now_stays_the_same_contact(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    ledger.inbox.receive(message(2, sender=replace(JONAS, name="Jonas B."), where=replace(CHAT, title="Jonas B.")))

    assert rows(tmp_path, "SELECT key, name FROM contacts") == [(JONAS.key, "Jonas B.")]
    assert rows(tmp_path, "SELECT title FROM conversations") == [("Jonas B.",)]


@pytest.mark.parametrize("text", ["\ud83d", "a\udfff☃", "\0", "\0\0x", "x" * 2**20, "☃" * 2**18, ""])
def test_whatever_people_write_is_stored_and_read_again(ledger: Ledger, text: str) -> None:
    said = message(text=text, where=replace(CHAT, title=text), sender=replace(JONAS, name=text))

    ledger.inbox.receive(said)

    kept = text.encode("utf-8", "replace").decode()
    burst = burst_of(ledger)
    assert (burst.texts, burst.sender.name, burst.conversation.title) == ((kept,), kept, kept)


def test_half_characters_are_stored_wherever_they_stand(ledger: Ledger) -> None:
    half = "\ud83d"
    ledger.inbox.receive(replace(message(attachment=half, command=half), reference=half, event=half))
    burst = burst_of(ledger)
    draft = Draft((half,), 0.5, half, half)

    assert ledger.decisions.decide(burst, Decision(Action.SEND, Reply((half,)), half, draft), [[half]])
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.later(due.delivery, half, 0)
    ledger.outbox.doubted(due.delivery, half)

    assert [doubt.problem for doubt in ledger.outbox.doubts()] == ["?"]
    assert [turn.text for turn in ledger.history.turns(CHAT.key, 2)] == ["how?", "?"]


# Edits.


def test_an_edit_of_what_waits_changes_it(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "/abuot", attachment="photo"))
    ledger.inbox.receive(edit(2, 1, "", command="about"))

    burst = burst_of(ledger)

    assert (burst.texts, burst.attachment, burst.command) == (("",), "", "about")
    assert burst.rows[0][1] == 1


def test_an_edit_that_overtook_its_message_is_what_counts(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.inbox.receive(edit(2, 1, "edited"))
    assert ledger.inbox.receive(message(1, "original"))

    assert burst_of(ledger).texts == ("edited",)
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(1,)]


@pytest.mark.parametrize("order", [(9, 10, 11), (11, 10, 9), (10, 11, 9), (11, 9, 10), (10, 9, 11), (9, 11, 10)])
def test_of_several_edits_the_last_one_counts_in_whichever_order_they_come(
    ledger: Ledger, order: tuple[int, ...]
) -> None:
    ledger.inbox.receive(message(1))
    for number in order:
        ledger.inbox.receive(edit(number, 1, f"edit {number}"))

    assert burst_of(ledger).texts == ("edit 11",)


def test_an_edit_of_what_was_decided_is_remembered_and_not_decided_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so")

    assert ledger.inbox.receive(edit(2, 1, "edited"))

    assert ledger.decisions.waiting() == []
    assert rows(tmp_path, "SELECT text, revision FROM messages") == [("edited", 0)]
    assert states(tmp_path) == [("so", "waiting")]


def test_an_edit_of_what_nobody_heard_of_is_a_message(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))

    ledger.inbox.receive(Edit(replace(message(3, "@twin how?", reference="2"), sent_at=datetime.now(UTC))))

    assert burst_of(ledger, within=timedelta(days=1000)).texts == ("how?", "@twin how?")


def test_an_edit_without_a_reference_is_of_no_other_message(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "first", reference=""))
    ledger.inbox.receive(Edit(message(2, "second", reference="")))
    ledger.inbox.receive(deletion(3, ""))

    assert burst_of(ledger).texts == ("first", "second")


# Deletions.


def test_what_was_taken_back_before_it_was_answered_is_not_answered_and_not_kept(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.inbox.receive(message(1, "secret", attachment="photo", command="human"))

    ledger.inbox.receive(deletion(2, "1"))
    ledger.inbox.receive(edit(3, 1, "an edit that came late"))

    assert ledger.decisions.waiting() == []
    assert rows(tmp_path, "SELECT text, attachment, command FROM messages") == [("", "", "")]
    assert rows(tmp_path, "SELECT action, texts FROM decisions") == [("stay silent", "[]")]
    assert ledger.history.handed_over() == []


def test_the_answer_to_what_was_taken_back_stays_unsaid(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, command="about"))
    answer(ledger, "so", "and so")
    ledger.inbox.receive(message(2, "another"))
    answer(ledger, "the other")

    ledger.inbox.receive(deletion(3, "1", "404"))

    assert states(tmp_path) == [("so", "cancelled"), ("and so", "cancelled"), ("the other", "waiting")]
    assert rows(tmp_path, "SELECT text FROM messages") == [("",), ("another",)]


def test_an_answer_on_its_way_cannot_be_called_back_and_is_not_tried_again(ledger: Ledger, tmp_path: Path) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, seconds=1000 * number))
        answer(ledger, f"so {number}", "and so")
    begun = ledger.outbox.next(CHAT.key)
    assert begun is not None
    assert ledger.outbox.begin(begun.delivery)

    ledger.inbox.receive(deletion(3, "1"))
    assert states(tmp_path)[:2] == [("so 1", "begun"), ("and so", "cancelled")]
    ledger.outbox.later(begun.delivery, "no connection", 5)

    assert rows(tmp_path, "SELECT state, problem FROM deliveries LIMIT 1") == [
        ("cancelled", "what it answers was taken back")
    ]
    other = ledger.outbox.next(CHAT.key)
    assert other is not None
    assert (other.delivery.text, other.seconds) == ("so 2", 0)


def test_an_answer_on_its_way_that_arrives_has_arrived(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.inbox.receive(OwnerWrote(message(2, sender=OWNER)))

    ledger.outbox.sent(due.delivery, "77")

    assert rows(tmp_path, "SELECT state, problem, reference FROM deliveries") == [("sent", "", "77")]


def test_of_two_messages_the_one_that_was_not_taken_back_is_answered(ledger: Ledger, tmp_path: Path) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, f"text {number}"))

    ledger.inbox.receive(deletion(3, "1"))

    assert burst_of(ledger).texts == ("text 2",)
    answer(ledger, "so")
    assert states(tmp_path) == [("so", "waiting")]


def test_the_answer_to_two_messages_goes_out_while_one_of_them_stands(ledger: Ledger, tmp_path: Path) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, f"text {number}"))
    answer(ledger, "so")

    ledger.inbox.receive(deletion(3, "1"))
    assert states(tmp_path) == [("so", "waiting")]
    ledger.inbox.receive(deletion(4, "2"))

    assert states(tmp_path) == [("so", "cancelled")]


def test_a_deletion_elsewhere_of_the_same_reference_deletes_nothing(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))

    ledger.inbox.receive(Deletion("telegram/7/2", GROUP, ("1",)))

    assert burst_of(ledger).texts == ("how?",)


# Channels that are deleted, with all that lies within them.

SERVER = "discord/1"
CHANNEL = Conversation("discord/1/2", SERVER, "Bikes #help", group=True)
THREAD = replace(CHANNEL, key="discord/1/2/3")
# Before, behind and beside the channel, wherever its key stands among theirs.
OTHERS = [
    replace(CHANNEL, key=key) for key in ("discord/1/1", "discord/1/20", "discord/1/3/2", "discord/1/2-3", "discord/1")
]


def everywhere(ledger: Ledger) -> None:
    """A message in each of these."""
    for number, where in enumerate((CHANNEL, THREAD, *OTHERS), 1):
        ledger.inbox.receive(message(number, f"in {where.key}", where=where))


def test_a_deletion_without_references_takes_back_the_whole_channel_and_its_threads(
    ledger: Ledger, tmp_path: Path
) -> None:
    everywhere(ledger)

    ledger.inbox.receive(Deletion("discord/2/gone", CHANNEL, ()))

    said = rows(tmp_path, "SELECT text FROM messages WHERE text <> '' ORDER BY text")
    assert said == sorted((f"in {where.key}",) for where in OTHERS)
    assert set(ledger.decisions.waiting()) == {where.key for where in OTHERS}
    left = "SELECT count(*) FROM fingerprints f JOIN messages m ON m.id = f.message WHERE m.text = ''"
    assert rows(tmp_path, left) == [(0,)]
    reasons = rows(tmp_path, "SELECT conversation, reason FROM decisions ORDER BY conversation")
    assert reasons == [(where.key, "it was taken back before it was answered") for where in (CHANNEL, THREAD)]


def test_a_deletion_of_a_thread_leaves_the_channel_as_it_is(ledger: Ledger, tmp_path: Path) -> None:
    everywhere(ledger)

    ledger.inbox.receive(Deletion("discord/3/gone", THREAD, ()))

    assert rows(tmp_path, "SELECT conversation FROM messages WHERE text = ''") == [(THREAD.key,)]


def test_answers_in_a_channel_that_is_deleted_are_not_sent_and_drafts_wait_no_more(
    ledger: Ledger, tmp_path: Path
) -> None:
    everywhere(ledger)
    answer(ledger, "in the thread", where=THREAD)
    answer(ledger, "elsewhere", where=OTHERS[0])
    held = replace(sending("draft"), action=Action.HOLD)
    assert ledger.decisions.decide(burst_of(ledger, CHANNEL), held, [])
    assert ledger.history.handed_over()

    ledger.inbox.receive(Deletion("discord/2/gone", CHANNEL, ()))

    assert states(tmp_path) == [("in the thread", "cancelled"), ("elsewhere", "waiting")]
    assert not any(waiting.text == f"in {CHANNEL.key}" for waiting in ledger.history.handed_over())


def test_a_channel_that_is_closed_closes_its_threads_and_nothing_else(ledger: Ledger, tmp_path: Path) -> None:
    def closed() -> list[str]:
        return [key for (key,) in rows(tmp_path, "SELECT key FROM conversations WHERE closed_at NOTNULL ORDER BY key")]

    everywhere(ledger)
    for where in (CHANNEL, THREAD, OTHERS[0]):
        answer(ledger, where.key, where=where)

    ledger.inbox.receive(Closed("discord/2/closed", replace(CHANNEL, title=""), open=False))

    assert closed() == [CHANNEL.key, THREAD.key]
    assert states(tmp_path) == [(CHANNEL.key, "cancelled"), (THREAD.key, "cancelled"), (OTHERS[0].key, "waiting")]
    # Nobody said what it is called.
    assert rows(tmp_path, "SELECT DISTINCT title FROM conversations") == [("Bikes #help",)]
    ledger.inbox.receive(Closed("discord/2/opened", CHANNEL, open=True))
    assert closed() == []


def test_a_channel_of_which_nothing_is_known_is_deleted_and_closed_without_a_trace(
    ledger: Ledger, tmp_path: Path
) -> None:
    for arrival in (Deletion("discord/2/gone", CHANNEL, ()), Closed("discord/2/closed", CHANNEL, open=False)):
        assert ledger.inbox.receive(arrival)

    assert rows(tmp_path, "SELECT * FROM conversations") == []


def test_a_large_channel_is_deleted_fast(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, where=CHANNEL))
    change(
        tmp_path,
        "INSERT INTO messages (event, reference, conversation, contact, text, sent_at)"
        " WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " SELECT 'e' || i, i, conversation, contact, text, sent_at FROM messages, n",
    )

    begun = time.monotonic()
    ledger.inbox.receive(Deletion("discord/2/gone", CHANNEL, ()))

    assert time.monotonic() - begun < 20
    assert rows(tmp_path, "SELECT count(*) FROM messages WHERE text <> '' OR decision IS NULL") == [(0,)]


# Roles, and what is for nobody in particular.


def roles_of(ledger: Ledger, *arrivals: Arrival) -> frozenset[str]:
    """The roles by which the sender of all of these is known."""
    for arrival in arrivals:
        ledger.inbox.receive(arrival)
    return burst_of(ledger).roles


def having(number: int, *roles: str) -> Message:
    return replace(message(number), roles=roles)


def test_who_writes_is_known_by_the_roles_that_they_had_all_the_while(ledger: Ledger) -> None:
    assert roles_of(ledger, message(1)) == frozenset()
    answer(ledger, "so")
    assert roles_of(ledger, having(2, "d/@1", "d/@2"), having(3, "d/@2", "d/@1", "d/@3")) == {"d/@1", "d/@2"}
    # Taken away meanwhile, or not to be looked up: it counts no more.
    assert roles_of(ledger, message(4)) == frozenset()


def test_an_edit_carries_the_roles_of_its_time(ledger: Ledger) -> None:
    assert roles_of(ledger, having(1, "d/@1"), Edit(replace(having(2, "d/@2"), reference="1"))) == {"d/@2"}


def test_an_edit_of_what_nobody_heard_of_has_roles_too(ledger: Ledger) -> None:
    assert roles_of(ledger, Edit(replace(having(1, "d/@1"), sent_at=datetime.now(UTC)))) == {"d/@1"}


def unasked(number: int, text: str = "how?", **fields: Any) -> Message:  # noqa: ANN401
    """A question to nobody in particular."""
    return replace(message(number, text, **fields), unasked=True)


def test_a_burst_is_for_the_twin_if_anything_of_it_is(ledger: Ledger) -> None:
    ledger.inbox.receive(unasked(1))
    assert burst_of(ledger).unasked

    ledger.inbox.receive(unasked(2))
    assert burst_of(ledger).unasked
    ledger.inbox.receive(message(3))

    burst = burst_of(ledger)
    assert (len(burst.texts), burst.unasked) == (3, False)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("same_event", [True, False])
def test_what_was_asked_and_what_was_not_are_one_message(ledger: Ledger, first: bool, same_event: bool) -> None:
    asked = [replace(message(1), unasked=first), replace(message(1), unasked=not first)]
    if not same_event:
        asked[1] = replace(asked[1], event="telegram/7/2")
    ledger.inbox.receive(asked[0])

    assert ledger.inbox.receive(asked[1]) is not same_event

    burst = burst_of(ledger)
    assert (len(burst.rows), burst.unasked) == (1, first)
    answer(ledger, "so")
    ledger.inbox.receive(replace(asked[1], event="telegram/7/3"))
    assert ledger.decisions.waiting() == []


def test_an_edit_that_overtook_the_question_counts_whoever_it_was_for(ledger: Ledger) -> None:
    ledger.inbox.receive(Edit(replace(message(2, "@twin how?", reference="1"), sent_at=datetime.now(UTC))))
    ledger.inbox.receive(unasked(1))

    burst = burst_of(ledger)
    assert (burst.texts, burst.unasked) == (("@twin how?",), False)


@pytest.mark.parametrize(
    "changed", [Edit(unasked(2, "how often?", reference="1")), edit(2, 1, "how often?")], ids=["unasked", "addressed"]
)
@pytest.mark.parametrize("addressed", [True, False])
def test_an_edit_of_a_question_to_nobody_is_one_still_unless_it_asks_the_twin(
    ledger: Ledger, changed: Edit, addressed: bool
) -> None:
    ledger.inbox.receive(unasked(1))

    ledger.inbox.receive(replace(changed, addressed=addressed))

    burst = burst_of(ledger)
    assert burst.texts == ("how often?",)
    assert burst.unasked is (changed.message.unasked or not addressed)


def silent(ledger: Ledger, kind: Kind = Kind.ANSWER) -> None:
    """Say nothing to the next burst."""
    decision = Decision(Action.STAY_SILENT, Reply(()), "not sure enough", kind=kind)
    assert ledger.decisions.decide(burst_of(ledger), decision, [])


def test_who_asks_the_twin_after_all_is_answered(ledger: Ledger) -> None:
    ledger.inbox.receive(unasked(1))
    silent(ledger)
    ledger.inbox.receive(Edit(unasked(2, "how often?", reference="1")))
    assert ledger.decisions.waiting() == []

    ledger.inbox.receive(Edit(replace(having(3, "d/@1"), text="@twin how?", reference="1")))

    burst = burst_of(ledger)
    assert (burst.texts, burst.unasked, burst.roles) == (("@twin how?",), False, frozenset({"d/@1"}))
    answer(ledger, "so")
    ledger.inbox.receive(edit(4, 1, "@twin and how?"))
    assert ledger.decisions.waiting() == []


@pytest.mark.parametrize("before", ["answered", "taken back", "danger", "asked"])
def test_what_was_settled_is_not_opened_by_asking_the_twin_after_all(ledger: Ledger, before: str) -> None:
    ledger.inbox.receive(message(1) if before == "asked" else unasked(1))
    if before == "answered":
        answer(ledger, "so")
    elif before == "taken back":
        ledger.inbox.receive(deletion(2, "1"))
    else:
        silent(ledger, Kind.DANGER if before == "danger" else Kind.ANSWER)

    ledger.inbox.receive(edit(3, 1, "@twin how?"))

    assert ledger.decisions.waiting() == []


def holding(ledger: Ledger) -> None:
    """Let a draft for the next burst wait."""
    draft = Draft(("so",), 0.75, "quote", "because")
    assert ledger.decisions.decide(burst_of(ledger), Decision(Action.HOLD, Reply(()), "it waits", draft), [])


def test_a_question_to_nobody_makes_no_draft_anew_and_is_none_that_is_made_anew(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    holding(ledger)

    ledger.inbox.receive(unasked(2, seconds=1000))
    burst = burst_of(ledger)
    assert (burst.rows[0][0], burst.unasked, burst.redone) == (2, True, False)
    ledger.inbox.receive(edit(3, 1, "how often?"))

    burst = burst_of(ledger)
    assert (burst.texts, burst.unasked, burst.redone) == (("how often?",), False, True)


@pytest.mark.parametrize(("command", "redone"), [("ask", True), ("", True), ("about", False), ("human", False)])
def test_a_question_asked_by_a_command_makes_a_draft_anew_and_other_commands_do_not(
    ledger: Ledger, command: str, redone: bool
) -> None:
    ledger.inbox.receive(message(1))
    holding(ledger)

    ledger.inbox.receive(message(2, "how often?", command=command, seconds=1000))

    assert burst_of(ledger).redone == redone


@pytest.mark.parametrize("command", ["ask", "", "human"])
def test_a_draft_for_a_question_asked_by_a_command_is_its_answer_whatever_follows(ledger: Ledger, command: str) -> None:
    ledger.inbox.receive(message(1, command="ask"))
    holding(ledger)

    ledger.inbox.receive(message(2, "how often?", command=command, seconds=1))

    burst = burst_of(ledger)
    assert (burst.texts, burst.redone) == (("how often?",), False)


def test_a_draft_for_a_question_to_nobody_is_made_anew_for_what_reads_otherwise(ledger: Ledger) -> None:
    ledger.inbox.receive(unasked(1))
    holding(ledger)

    ledger.inbox.receive(Edit(unasked(2, "how often?", reference="1")))

    burst = burst_of(ledger)
    assert (burst.texts, burst.unasked, burst.redone) == (("how often?",), True, True)


def test_what_is_no_longer_for_the_twin_is_still_taken_back_and_what_never_was_is_not(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "@twin how?"))
    ledger.inbox.receive(unasked(2))

    for number in (1, 2):
        ledger.inbox.receive(replace(edit(number + 2, number, "so it goes"), addressed=False))
    ledger.inbox.receive(Edit(unasked(5, "never heard of", reference="40")))

    assert burst_of(ledger).texts == ("so it goes",)


# The owner's own hand.


def test_where_the_owner_writes_nothing_waits_any_more(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so")
    ledger.inbox.receive(message(2))
    ledger.inbox.receive(message(3, where=GROUP))
    answer(ledger, "elsewhere", where=GROUP)
    ledger.inbox.receive(message(4, where=GROUP))

    assert ledger.inbox.receive(OwnerWrote(message(5, "mine", sender=OWNER)))
    assert not ledger.inbox.receive(OwnerWrote(message(5, "mine", sender=OWNER)))

    assert ledger.decisions.waiting() == [GROUP.key]
    assert states(tmp_path) == [("so", "cancelled"), ("elsewhere", "waiting")]
    assert rows(tmp_path, "SELECT text, by_owner FROM messages WHERE by_owner") == [("mine", 1)]
    ledger.inbox.receive(message(6))
    # When they wrote, to the end of the second that is told of it, however late that is told.
    assert burst_of(ledger).owner_wrote_at == message(5).sent_at + timedelta(milliseconds=999)
    assert burst_of(ledger, GROUP).owner_wrote_at is None


def test_what_is_on_its_way_while_the_owner_writes_is_not_tried_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so", "and so")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)

    ledger.inbox.receive(OwnerWrote(message(2, sender=OWNER)))
    ledger.outbox.later(due.delivery, "no connection", 1)

    assert states(tmp_path) == [("so", "cancelled"), ("and so", "cancelled")]
    assert ledger.outbox.conversations() == []


def test_an_owner_who_begins_a_conversation_is_remembered(ledger: Ledger) -> None:
    ledger.inbox.receive(OwnerWrote(message(1, "hello", sender=OWNER)))

    assert ledger.decisions.waiting() == []
    assert ledger.history.owner_wrote() == [CHAT.key]
    assert ledger.history.contacts() == []


# Places that move, close and open.


def test_a_place_that_moves_takes_along_all_that_waits(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, where=GROUP))
    answer(ledger, "sent", "so", where=GROUP)
    sent = ledger.outbox.next(GROUP.key)
    assert sent is not None
    ledger.outbox.begin(sent.delivery)
    ledger.outbox.sent(sent.delivery, "70")
    ledger.inbox.receive(message(2, "waits", where=GROUP))

    assert ledger.inbox.receive(Moved("telegram/7/3", GROUP.key, "telegram/-100"))

    moved = burst_of(ledger, Conversation("telegram/-100", ""))
    assert moved.conversation == Conversation("telegram/-100", "telegram/-100", "Walkers", group=True)
    assert (moved.places, moved.texts, moved.reference) == (
        frozenset({"telegram/-5", "telegram/-100"}),
        ("waits",),
        "",
    )
    due = ledger.outbox.next("telegram/-100")
    assert due is not None
    assert (due.delivery.text, due.delivery.reply_to) == ("so", "")
    assert (ledger.decisions.waiting(), ledger.outbox.conversations()) == (["telegram/-100"], ["telegram/-100"])
    assert rows(tmp_path, "SELECT conversation FROM deliveries WHERE state = 'sent'") == [(GROUP.key,)]
    assert rows(tmp_path, "SELECT key FROM conversations") == [("telegram/-100",)]


def test_a_place_moves_to_where_something_has_arrived_already_and_says_so_twice(ledger: Ledger, tmp_path: Path) -> None:
    new = replace(GROUP, key="telegram/-100", place="telegram/-100")
    ledger.inbox.receive(message(1, "old", where=GROUP, reference="1"))
    ledger.inbox.receive(message(2, "new", where=new, reference="1", seconds=1))

    ledger.inbox.receive(Moved("telegram/7/3", GROUP.key, new.key))
    ledger.inbox.receive(Moved("telegram/7/4", GROUP.key, new.key))
    ledger.inbox.move(GROUP.key, new.key)

    burst = burst_of(ledger, new)
    assert (burst.texts, burst.places) == (("old", "new"), frozenset({GROUP.key, new.key}))
    assert rows(tmp_path, "SELECT key, was FROM conversations") == [(new.key, GROUP.key)]


def test_what_arrives_under_the_old_name_after_the_move_can_be_moved_too(ledger: Ledger) -> None:
    new = replace(GROUP, key="telegram/-100", place="telegram/-100")
    ledger.inbox.receive(message(1, "before", where=GROUP))
    ledger.inbox.move(GROUP.key, new.key)
    ledger.inbox.receive(message(2, "late", where=GROUP))

    ledger.inbox.move(GROUP.key, new.key)

    assert burst_of(ledger, new).texts == ("before", "late")
    assert ledger.decisions.waiting() == [new.key]


def test_where_the_owner_wrote_they_have_written_after_the_move(ledger: Ledger) -> None:
    new = replace(GROUP, key="telegram/-100", place="telegram/-100")
    ledger.inbox.receive(OwnerWrote(message(1, sender=OWNER, where=GROUP)))
    ledger.inbox.receive(message(2, where=GROUP))
    written = burst_of(ledger, GROUP).owner_wrote_at

    ledger.inbox.move(GROUP.key, new.key)

    assert written is not None
    assert burst_of(ledger, new).owner_wrote_at == written


@pytest.mark.parametrize(("before", "after"), [("telegram/-5", "telegram/-5"), ("telegram/404", "telegram/405")])
def test_a_move_to_the_same_name_or_of_an_unknown_place_changes_nothing(
    ledger: Ledger, before: str, after: str
) -> None:
    ledger.inbox.receive(message(1, where=GROUP))

    ledger.inbox.receive(Moved("telegram/7/2", before, after))

    assert burst_of(ledger, GROUP).places == {GROUP.key}
    assert ledger.decisions.waiting() == [GROUP.key]


def test_a_conversation_is_closed_and_opened_and_whoever_writes_can_be_written_to(
    ledger: Ledger, tmp_path: Path
) -> None:
    def closed() -> list[str]:
        return [key for (key,) in rows(tmp_path, "SELECT key FROM conversations WHERE closed_at NOTNULL ORDER BY key")]

    topic = replace(GROUP, key="telegram/-5/3")
    ledger.inbox.receive(message(1, where=topic))
    ledger.inbox.receive(message(2))

    ledger.inbox.receive(Closed("telegram/7/3", GROUP, open=False))
    assert closed() == [GROUP.key, topic.key]
    ledger.inbox.receive(message(4, where=topic))
    assert closed() == [GROUP.key]
    ledger.inbox.receive(Closed("telegram/7/5", GROUP, open=True))

    assert closed() == []


def test_what_cannot_be_understood_is_kept_as_it_came_once(ledger: Ledger, tmp_path: Path) -> None:
    raw = '{"odd": "\ud83d\0"}'

    assert ledger.inbox.receive(Unreadable("telegram/7/1", raw))
    assert not ledger.inbox.receive(Unreadable("telegram/7/1", "another"))
    assert not ledger.inbox.receive(message(1))

    assert rows(tmp_path, "SELECT kind, raw FROM events") == [("unreadable", '{"odd": "?\0"}')]
    assert ledger.decisions.waiting() == []


# Threads, processes, full disks.


def test_of_many_threads_that_receive_the_same_each_message_is_stored_once(ledger: Ledger, tmp_path: Path) -> None:
    new: list[bool] = []

    def receive(start: int) -> None:
        new.extend(ledger.inbox.receive(message((number + 25 * start) % 200)) for number in range(200))

    together(8, receive)

    assert (new.count(True), len(new)) == (200, 1600)
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT event) FROM messages") == [(200, 200)]


def test_two_connections_receive_and_answer_the_same_once(ledger: Ledger, tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.db")) as other:
        both = [ledger, other]
        together(2, lambda number: [both[number].inbox.receive(message(event)) for event in range(30)])
        bursts = [burst_of(one) for one in both]
        kept: list[bool] = []

        together(2, lambda number: kept.append(both[number].decisions.decide(bursts[number], sending("so"), [["so"]])))

    assert sorted(kept) == [False, True]
    assert states(tmp_path) == [("so", "waiting")]


def test_while_another_program_writes_a_message_waits_and_is_stored_then(ledger: Ledger, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO switches VALUES ('name', 'value')")

        def give_back(number: int) -> None:
            if number:
                time.sleep(0.5)
                other.execute("COMMIT")
            else:
                assert ledger.inbox.receive(message())

        began = time.monotonic()
        together(2, give_back)

    assert time.monotonic() - began >= 0.5
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(1,)]


def test_a_full_disk_is_a_sentence_stores_nothing_by_halves_and_is_forgiven(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    connection = ledger.inbox._file._connection
    [(pages,)] = connection.execute("PRAGMA page_count").fetchall()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    long = message(2, "x" * 2**20)

    with pytest.raises(StoreError, match=r"the disk is full, so .*ledger\.db cannot grow"):
        ledger.inbox.receive(long)
    with pytest.raises(StoreError, match="the disk is full"):
        ledger.decisions.decide(burst_of(ledger), sending("x" * 2**20), [["x" * 2**20]])

    assert rows(tmp_path, "SELECT event FROM events") == [("telegram/7/1",)]
    assert rows(tmp_path, "SELECT count(*), (SELECT count(*) FROM decisions) FROM messages") == [(1, 0)]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert ledger.inbox.receive(long)
    assert burst_of(ledger).texts == ("how?", long.text)


_FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
from bot.ledger import Ledger
from tests.test_ledger_inbox import burst_of, message
from twin.errors import StoreError
ledger = Ledger(Path(sys.argv[1]))
ledger.inbox.receive(message(1))
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (2**19, hard))
kept = 1
try:
    while True:
        ledger.inbox.receive(message(kept + 1, "x" * 50_000))
        kept += 1
except StoreError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert len(burst_of(ledger).texts) == kept, "nothing by halves"
print(kept, ledger.inbox.receive(message(kept + 1)), ledger.inbox.receive(message(kept)))
"""


def test_a_file_that_may_not_grow_is_a_sentence_and_goes_on_when_it_may(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FILLS_THE_DISK, str(tmp_path / "ledger.db")]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)

    sentence, counted = done.stdout.splitlines()
    assert "ledger.db" in sentence, done.stderr
    kept = int(counted.split()[0])
    assert counted == f"{kept} True False"
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(kept + 1,)]
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]


_KILLED = """
import os, signal, sys
from pathlib import Path
from bot.ledger import Ledger
from tests.test_ledger_inbox import answer, message
ledger = Ledger(Path(sys.argv[1]))
print(ledger.inbox.receive(message()), flush=True)
if sys.argv[2] == "decides":
    answer(ledger, "so")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("until", "waits"), [("receives", [CHAT.key]), ("decides", [])])
def test_a_message_outlives_a_killed_process_and_is_answered_once(tmp_path: Path, until: str, waits: list[str]) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "ledger.db"), until]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (-9, "True\n")
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        assert not ledger.inbox.receive(message())
        assert ledger.decisions.waiting() == waits
        assert ledger.outbox.conversations() == ([] if waits else [CHAT.key])


def test_every_kind_of_arrival_is_an_event_by_its_own_name(ledger: Ledger, tmp_path: Path) -> None:
    arrivals: list[Arrival] = [
        message(1),
        edit(2, 1, "edited"),
        deletion(3, "1"),
        OwnerWrote(message(4, sender=OWNER)),
        Moved("telegram/7/5", "telegram/-5", "telegram/-100"),
        Closed("telegram/7/6", CHAT, open=False),
        Unreadable("telegram/7/7", "{}"),
    ]

    assert [ledger.inbox.receive(one) for one in arrivals * 2] == [True] * 7 + [False] * 7

    kinds = ["message", "edit", "deletion", "ownerwrote", "moved", "closed", "unreadable"]
    told = rows(tmp_path, "SELECT kind FROM events WHERE kind <> 'deleted' ORDER BY event")
    assert told == [(kind,) for kind in kinds]


def test_a_deletion_told_of_before_its_message_is_respected(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(deletion(2, "1"))
    ledger.inbox.receive(message(1))

    assert ledger.decisions.waiting() == []
    assert rows(tmp_path, "SELECT * FROM messages") == []


def test_what_waits_for_somebody_who_has_left_is_not_sent(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "so")
    ledger.inbox.receive(message(2))
    ledger.inbox.receive(Closed("telegram/7/3", CHAT, open=False))

    assert states(tmp_path) == [("so", "cancelled")]
    assert burst_of(ledger).closed
    ledger.inbox.receive(message(4))
    assert not burst_of(ledger).closed


def test_a_clock_that_was_set_back_does_not_keep_the_twin_out_for_ever(ledger: Ledger) -> None:
    ahead = replace(message(1, sender=OWNER), sent_at=datetime.now(UTC) + timedelta(days=400))
    ledger.inbox.receive(OwnerWrote(ahead))
    ledger.inbox.receive(message(2))
    wrote = burst_of(ledger).owner_wrote_at

    assert wrote is not None
    assert wrote <= datetime.now(UTC)


def test_an_edit_that_no_longer_addresses_the_twin_takes_the_question_back(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, "my pin is 1234", where=GROUP))
    ledger.inbox.receive(Edit(message(2, "", where=GROUP, reference="1"), addressed=False))
    ledger.inbox.receive(Edit(message(3, "", where=GROUP, reference="77"), addressed=False))

    assert ledger.decisions.waiting() == []
    assert rows(tmp_path, "SELECT text FROM messages") == [("",)]


def test_an_old_message_that_is_changed_is_kept_and_not_answered(ledger: Ledger, tmp_path: Path) -> None:
    old = replace(message(1), sent_at=datetime.now(UTC) - timedelta(days=3))
    new = replace(message(2), sent_at=datetime.now(UTC) - timedelta(minutes=1))
    ledger.inbox.receive(Edit(old))
    ledger.inbox.receive(Edit(new))

    assert [row for row, _ in burst_of(ledger).rows] == [2]
    assert rows(tmp_path, "SELECT reason FROM decisions") == [("an old message was changed",)]
