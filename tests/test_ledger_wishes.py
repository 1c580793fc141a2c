"""What the owner asks for at their desk is a wish, once and in order; nobody else's is, whatever they send."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import Ledger
from bot.ledger.owners import hashed
from bot.ledger.wishes import Wish
from tests.test_ledger_inbox import BRAM, CHAT, GROUP, JONAS, OWNER, answer, burst_of, change, deletion, message, rows
from twin.message import Arrival, Closed, Contact, Conversation, Deletion, Edit, Message, OwnerWrote, Press

CODE = "ABCD-EFGH"
DESK = Conversation("telegram/99", "telegram/99", "Ann")
BUSINESS = replace(DESK, key="telegram/99/1", as_owner=True)
NOT_THEIRS = [
    pytest.param(JONAS, CHAT, id="a stranger"),
    pytest.param(JONAS, DESK, id="a stranger at the desk"),
    pytest.param(BRAM, DESK, id="an account that was unlinked"),
    pytest.param(OWNER, CHAT, id="the owner elsewhere"),
    pytest.param(OWNER, GROUP, id="the owner in a group"),
    pytest.param(OWNER, replace(DESK, group=True), id="a desk that is a group by now"),
    pytest.param(OWNER, replace(DESK, as_owner=True), id="a desk in the owner's own chats"),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger whose owner is linked at their desk."""
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        for account in (BRAM, OWNER):
            link(opened, account)
        opened.owners.unlink(BRAM.key)
        yield opened


def link(ledger: Ledger, account: Contact = OWNER, conversation: str = DESK.key) -> None:
    ledger.owners.open_code(CODE, 10)
    ledger.owners.try_code(account.key, conversation, account.name, hashed(CODE))


def said(
    number: int,
    text: str,
    *,
    sender: Contact = OWNER,
    where: Conversation = DESK,
    reply_to: str = "",
    **fields: Any,  # noqa: ANN401
) -> Message:
    """What the owner writes at their desk, unless it is said otherwise."""
    return replace(message(number, text, sender=sender, where=where, **fields), reply_to=reply_to)


def pressed(number: int, data: str = "a:5", *, sender: Contact = OWNER, where: Conversation = DESK) -> Press:
    return Press(f"telegram/7/{number}", where, sender, "70", data, f"handle {number}")


def wished(ledger: Ledger, where: Conversation = DESK) -> list[Wish]:
    """All that was asked for there, in order; it is done by that."""
    found = []
    while wish := ledger.wishes.next(where.key):
        found.append(wish)
        ledger.wishes.done(wish.id)
    return found


def prepare(ledger: Ledger, where: Conversation = DESK) -> None:
    """Show a card there under the name 70, and expect something of everybody."""
    ledger.cards.shown(ledger.cards.add(where.key, "case", 5), "70", "digest")
    for account in (OWNER, JONAS, BRAM):
        ledger.owners.expect(account.key, "edit", "5", 60)


# The owner's.


@pytest.mark.parametrize(
    ("text", "command", "reply_to", "expecting", "kind", "data"),
    [
        ("/undo jonas", "", "", False, "command", "undo jonas"),
        (" /undo\njonas ", "", "", True, "command", "undo\njonas"),
        ("/undo", "", "70", False, "command", "undo"),
        ("/", "", "", False, "command", ""),
        ("", "start", "", False, "command", "start"),
        ("undo", "help", "", False, "command", "help undo"),
        ("On Monday. ☃", "", "70", False, "reply", "On Monday. ☃"),
        ("On Monday.", "", "70", True, "reply", "On Monday."),
        ("On Monday.", "", "", True, "text", "On Monday."),
        ("On Monday.", "", "404", True, "reply", "On Monday."),
        ("/link " + CODE, "", "70", True, "code", hashed(CODE)),
    ],
)
def test_what_the_owner_writes_at_their_desk_is_a_wish(
    ledger: Ledger, tmp_path: Path, *, text: str, command: str, reply_to: str, expecting: bool, kind: str, data: str
) -> None:
    prepare(ledger)
    if not expecting:
        ledger.owners.expect_nothing(OWNER.key)

    assert ledger.inbox.receive(said(1, text, command=command, reply_to=reply_to))

    [wish] = wished(ledger)
    reference = {"reply": reply_to, "text": "edit:5"}.get(kind, "")
    assert replace(wish, id=0, at=datetime.min) == Wish(
        0, "telegram/7/1", OWNER.key, DESK.key, kind, data, "1", reference, "", "Ann", datetime.min
    )
    assert abs(wish.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(0,)]
    assert (ledger.decisions.waiting(), ledger.wishes.conversations()) == ([], [])


@pytest.mark.parametrize("changed", [{"attachment": "photo"}, {"forwarded": True}])
@pytest.mark.parametrize("reply_to", ["", "70"])
def test_of_what_is_no_text_of_theirs_no_text_is_sent_on(
    ledger: Ledger, changed: dict[str, Any], reply_to: str
) -> None:
    prepare(ledger)

    assert ledger.inbox.receive(replace(said(1, "the caption", reply_to=reply_to), **changed))

    [wish] = wished(ledger)
    assert (wish.kind, wish.data) == ("reply" if reply_to else "text", "")


@pytest.mark.parametrize(("letter", "what"), [("e", "edit"), ("q", "answer"), ("r", "reason")])
def test_what_follows_a_press_at_once_is_for_it_and_what_follows_that_is_not(
    ledger: Ledger, letter: str, what: str
) -> None:
    prepare(ledger)
    ledger.owners.expect_nothing(OWNER.key)

    assert ledger.inbox.receive(pressed(1, f"{letter}:12"))
    assert ledger.inbox.receive(said(2, "On Monday."))
    assert ledger.inbox.receive(said(3, "And how are you?"))

    assert [(wish.kind, wish.data, wish.reference) for wish in wished(ledger)] == [
        ("press", f"{letter}:12", "70"),
        ("text", "On Monday.", f"{what}:12"),
    ]
    assert ledger.decisions.waiting() == [DESK.key]


@pytest.mark.parametrize(
    ("text", "command", "reply_to"),
    [("how?", "", ""), ("how?", "", "12"), ("", "about", ""), ("how? /undo", "", ""), ("ABCD-EFG", "", "")],
)
def test_what_else_they_write_is_answered_by_the_twin(ledger: Ledger, text: str, command: str, reply_to: str) -> None:
    prepare(ledger, CHAT)
    ledger.owners.expect_nothing(OWNER.key)
    # Something that they asked the twin before.
    ledger.inbox.receive(said(12, "and why?", reference="12"))
    answer(ledger, "because", where=DESK)

    assert ledger.inbox.receive(said(13, text, command=command, reply_to=reply_to))

    assert wished(ledger) == []
    assert burst_of(ledger, DESK).texts == (text,)


@pytest.mark.parametrize("text", ["On Monday?", "/undo jonas", "/", CODE, f"/link {CODE}", ""])
@pytest.mark.parametrize("reply_to", ["", "70"])
@pytest.mark.parametrize("attachment", ["", "photo"])
def test_what_they_ask_by_a_command_is_a_question_to_the_twin_whatever_it_says(
    ledger: Ledger, text: str, reply_to: str, attachment: str
) -> None:
    prepare(ledger)
    ledger.owners.open_code(CODE, 10)

    assert ledger.inbox.receive(said(1, text, command="ask", reply_to=reply_to, attachment=attachment))

    assert wished(ledger) == []
    assert (burst_of(ledger, DESK).texts, burst_of(ledger, DESK).command) == ((text,), "ask")
    assert ledger.owners.expected(OWNER.key) == ("edit", "5"), "what they write next is for that"


@pytest.mark.parametrize("command", ["about", "human"])
@pytest.mark.parametrize("reply_to", ["", "70"])
def test_a_command_that_the_twin_answers_is_not_what_is_expected(ledger: Ledger, command: str, reply_to: str) -> None:
    prepare(ledger)

    assert ledger.inbox.receive(said(1, "", command=command, reply_to=reply_to))

    assert wished(ledger) == []
    assert burst_of(ledger, DESK).command == command
    assert ledger.owners.expected(OWNER.key) == ("edit", "5")


def test_a_reply_to_what_is_not_noted_to_stand_there_is_no_question_to_the_twin(ledger: Ledger) -> None:
    prepare(ledger)
    ledger.owners.expect_nothing(OWNER.key)

    assert ledger.inbox.receive(said(1, "so", reply_to="404"))

    assert [(wish.kind, wish.reference) for wish in wished(ledger)] == [("reply", "404")]


def test_what_they_press_is_a_wish(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.inbox.receive(pressed(1, "a:5" + "x" * 100))

    [wish] = wished(ledger)
    assert (wish.kind, wish.data, len(wish.data)) == ("press", "a:5" + "x" * 61, 64)
    assert (wish.reference, wish.handle, wish.message, wish.name) == ("70", "handle 1", "", "Ann")
    assert rows(tmp_path, "SELECT kind FROM events WHERE event LIKE 'telegram%'") == [("press",)]


def test_wishes_are_done_in_the_order_in_which_they_came_each_conversation_by_itself(ledger: Ledger) -> None:
    bram = Conversation("telegram/2", "telegram/2", "Bram")
    link(ledger, BRAM, bram.key)
    for number in (9, 3):
        ledger.inbox.receive(pressed(number))
    ledger.inbox.receive(said(4, "/undo", sender=BRAM, where=bram))
    ledger.inbox.receive(said(1, "/undo"))

    assert ledger.wishes.conversations() == [DESK.key, bram.key]
    assert ledger.wishes.next(DESK.key) == ledger.wishes.next(DESK.key), "until it is done"
    assert [wish.event for wish in wished(ledger)] == ["telegram/7/9", "telegram/7/3", "telegram/7/1"]
    assert ledger.wishes.conversations() == [bram.key]
    assert [wish.event for wish in wished(ledger, bram)] == ["telegram/7/4"]


def test_who_writes_to_the_desk_can_be_written_to(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(Closed("telegram/7/1", DESK, open=False))

    ledger.inbox.receive(said(2, "/undo"))

    assert rows(tmp_path, "SELECT key, closed_at FROM conversations") == [(DESK.key, None)]


def test_what_is_expected_expires(ledger: Ledger) -> None:
    ledger.owners.expect(OWNER.key, "edit", "5", -1)

    ledger.inbox.receive(said(1, "On Monday."))

    assert (wished(ledger), burst_of(ledger, DESK).texts) == ([], ("On Monday.",))


# Nobody else's.


@pytest.mark.parametrize(("sender", "where"), NOT_THEIRS)
@pytest.mark.parametrize(
    ("text", "command", "reply_to"), [("/undo", "", ""), ("", "start", ""), ("so", "", "70"), ("so", "", "")]
)
def test_what_others_write_or_elsewhere_is_a_message_as_always(
    ledger: Ledger, sender: Contact, where: Conversation, text: str, command: str, reply_to: str
) -> None:
    prepare(ledger, where)

    assert ledger.inbox.receive(
        said(1, text, sender=sender, where=where, command=command, reply_to=reply_to),
    )

    assert ledger.wishes.conversations() == []
    burst = burst_of(ledger, where)
    assert (burst.texts, burst.command, burst.sender.key) == ((text,), command, sender.key)


@pytest.mark.parametrize(("sender", "where"), NOT_THEIRS)
def test_of_what_others_press_or_elsewhere_nothing_is_stored_but_its_event(
    ledger: Ledger, tmp_path: Path, sender: Contact, where: Conversation
) -> None:
    prepare(ledger, where)

    assert not ledger.inbox.receive(pressed(1, sender=sender, where=where))

    assert rows(tmp_path, "SELECT count(*) FROM wishes") == [(0,)]
    assert rows(tmp_path, "SELECT event, kind, raw FROM events WHERE event LIKE 'telegram%'") == [
        ("telegram/7/1", "press", None)
    ]
    assert rows(tmp_path, "SELECT count(*), (SELECT count(*) FROM contacts) FROM messages") == [(0, 0)]


def test_what_was_pressed_before_the_account_was_linked_is_not_done_when_it_is(ledger: Ledger) -> None:
    assert not ledger.inbox.receive(pressed(1, sender=BRAM, where=CHAT))
    link(ledger, BRAM, CHAT.key)

    assert not ledger.inbox.receive(pressed(1, sender=BRAM, where=CHAT))

    assert ledger.wishes.conversations() == []


def test_who_is_unlinked_is_not_obeyed_any_more_nor_later(ledger: Ledger) -> None:
    ledger.inbox.receive(said(1, "/undo"))
    ledger.owners.expect(OWNER.key, "edit", "5", 60)

    ledger.owners.unlink(OWNER.key)
    assert (ledger.wishes.next(DESK.key), ledger.wishes.conversations()) == (None, [])
    link(ledger)

    assert (ledger.wishes.next(DESK.key), ledger.wishes.conversations()) == (None, [])
    assert ledger.owners.expected(OWNER.key) is None


def test_permission_is_asked_for_when_it_is_done_too(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(said(1, "/undo"))

    change(tmp_path, "UPDATE owners SET conversation = 'telegram/1'")

    assert (ledger.wishes.next(DESK.key), ledger.wishes.conversations()) == (None, [])


# Codes.


@pytest.mark.parametrize("text", [CODE, "abcd–efgh ", f"/link {CODE}"])
def test_a_code_of_anybody_is_a_wish_and_its_text_is_stored_nowhere(ledger: Ledger, tmp_path: Path, text: str) -> None:
    ledger.owners.open_code(CODE, 10)

    assert ledger.inbox.receive(message(1, text))

    [wish] = wished(ledger, CHAT)
    assert (wish.kind, wish.data, wish.account, wish.name, wish.message) == (
        "code",
        hashed(CODE),
        JONAS.key,
        "Jonas",
        "1",
    )
    ledger.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir()).upper()
    assert hashed(CODE).upper().encode() in kept
    assert text.strip().upper().encode() not in kept


def test_what_only_looks_like_a_code_is_a_message_while_none_is_open(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "hand-made"))
    assert burst_of(ledger).texts == ("hand-made",)
    ledger.inbox.receive(message(2, "/link hand-made"))

    assert [wish.data for wish in wished(ledger, CHAT)] == [hashed("HAND-MADE")]


@pytest.mark.parametrize("where", [GROUP, replace(CHAT, as_owner=True)])
def test_a_code_that_others_may_read_is_none(ledger: Ledger, where: Conversation) -> None:
    ledger.owners.open_code(CODE, 10)

    ledger.inbox.receive(message(1, CODE, where=where))

    assert ledger.wishes.conversations() == []
    assert burst_of(ledger, where).texts == (CODE,)


def test_a_code_that_the_owner_sends_to_somebody_by_mistake_is_none(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)

    ledger.inbox.receive(OwnerWrote(message(1, CODE, sender=OWNER, where=BUSINESS)))

    assert ledger.wishes.conversations() == []


# The same again, changed, taken back.


@pytest.mark.parametrize("arrival", [said(1, "/undo"), pressed(1), said(1, "/link " + CODE)])
def test_the_same_event_is_one_wish_however_late_it_comes_again(ledger: Ledger, arrival: Message | Press) -> None:
    assert ledger.inbox.receive(arrival)
    assert not ledger.inbox.receive(arrival)
    assert len(wished(ledger)) == 1

    assert not ledger.inbox.receive(arrival)

    assert wished(ledger) == []


def test_the_same_message_told_by_another_event_is_one_wish(ledger: Ledger) -> None:
    ledger.inbox.receive(said(1, "/undo", reference="40"))
    assert len(wished(ledger)) == 1

    ledger.inbox.receive(said(2, "/undo", reference="40"))

    assert wished(ledger) == []
    assert ledger.decisions.waiting() == []


def test_a_message_that_was_answered_is_no_wish_when_it_is_told_again(ledger: Ledger) -> None:
    ledger.inbox.receive(said(1, "On Monday.", reference="40"))
    answer(ledger, "so", where=DESK)
    ledger.owners.expect(OWNER.key, "edit", "5", 60)

    ledger.inbox.receive(said(2, "On Monday.", reference="40"))

    assert (wished(ledger), ledger.decisions.waiting()) == ([], [])


@pytest.mark.parametrize("text", ["/undo again", "never mind", CODE])
def test_an_edit_of_what_was_a_wish_is_passed_over(ledger: Ledger, tmp_path: Path, text: str) -> None:
    ledger.inbox.receive(said(1, "/undo"))

    assert ledger.inbox.receive(Edit(said(2, text, reference="1")))

    assert [(wish.event, wish.data) for wish in wished(ledger)] == [("telegram/7/1", "undo")]
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(0,)]


@pytest.mark.parametrize(
    ("text", "command", "reply_to"),
    [("/undo", "", ""), ("", "start", ""), ("so", "", "70"), ("so", "", ""), (f"/link {CODE}", "", "")],
)
@pytest.mark.parametrize("reference", ["404", ""])
def test_an_edit_of_an_unknown_message_never_is_a_wish(
    ledger: Ledger, tmp_path: Path, text: str, command: str, reply_to: str, reference: str
) -> None:
    prepare(ledger)

    assert ledger.inbox.receive(Edit(said(1, text, reference=reference, command=command, reply_to=reply_to)))

    assert wished(ledger) == []
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(0,)]


def test_an_edit_of_what_the_twin_answers_is_taken_up_and_is_no_wish(ledger: Ledger) -> None:
    ledger.inbox.receive(said(1, "how?"))

    ledger.inbox.receive(Edit(said(2, "/undo", reference="1")))

    assert wished(ledger) == []
    assert burst_of(ledger, DESK).texts == ("/undo",)


def test_a_message_that_is_edited_into_a_code_stays_what_it_was(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    ledger.inbox.receive(message(1))

    ledger.inbox.receive(Edit(message(2, CODE, reference="1")))

    assert ledger.wishes.conversations() == []
    assert burst_of(ledger).texts == ("how?",)


def test_an_unknown_message_that_others_edit_is_a_message_as_always(ledger: Ledger) -> None:
    prepare(ledger, CHAT)

    ledger.inbox.receive(Edit(replace(message(1, "/undo"), reply_to="70", sent_at=datetime.now(UTC))))

    assert burst_of(ledger).texts == ("/undo",)


@pytest.mark.parametrize("before", [True, False])
def test_a_wish_that_is_taken_back_stays_one(ledger: Ledger, *, before: bool) -> None:
    arrivals: list[Arrival] = [said(1, "/undo"), Deletion("telegram/7/2", DESK, ("1",))]

    for arrival in reversed(arrivals) if before else arrivals:
        assert ledger.inbox.receive(arrival)

    assert [wish.data for wish in wished(ledger)] == ["undo"]


def test_what_was_taken_back_elsewhere_is_taken_back(ledger: Ledger) -> None:
    ledger.inbox.receive(deletion(1, "2"))

    ledger.inbox.receive(message(2))

    assert ledger.decisions.waiting() == []


@pytest.mark.parametrize("text", ["\ud83d", "/\ud83d\0", "x" * 2**20])
def test_whatever_the_owner_writes_is_kept(ledger: Ledger, text: str) -> None:
    ledger.owners.expect(OWNER.key, "edit", "5", 60)

    ledger.inbox.receive(said(1, text))

    assert [wish.data for wish in wished(ledger)] == [text.removeprefix("/").replace("\ud83d", "?")]
