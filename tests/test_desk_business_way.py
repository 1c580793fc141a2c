"""The owner's desk and the chats of their own account, from end to end."""

from pathlib import Path

import pytest

from tests.echoing import echoing, rows, until
from tests.phone import Owner
from tests.servers.telegram import Connection, TelegramServer, User
from tests.servers.telegram_people import Shown

DAY = 24 * 60 * 60


async def linked(server: TelegramServer, data: Path) -> tuple[Owner, Connection, User]:
    """The owner, whose account lets the bot answer; and somebody who writes to them there."""
    owner = await Owner.linked(server, data, server.user("Mira", id=99))
    return owner, server.business(owner.user, rights=["can_delete_sent_messages"]), server.user("Zoe")


def said(server: TelegramServer, connection: Connection, user: User) -> list[Shown]:
    """What stands in that chat and the bot has said, without the sentence that this is an AI."""
    by_bot = {sent.message_id for sent in server.sent if sent.business_connection_id == connection.id}
    chat = server.business_chat(connection, user)
    return [one for one in server.shown(chat) if one.message_id in by_bot and "an AI" not in one.text]


async def test_a_draft_for_the_owners_own_chat_is_sent_or_edited(tmp_path: Path, server: TelegramServer) -> None:
    async with echoing(tmp_path, server):
        owner, connection, zoe = await linked(server, tmp_path)
        server.say_business(connection, zoe, zoe, "does wax work?")
        card = await owner.sees("in your own chat", button="✓ Send")
        owner.press(card, "✓ Send")
        await until(lambda: len(said(server, connection, zoe)) == 1)
        server.say_business(connection, zoe, zoe, "and oil?")
        owner.press(await owner.sees("and oil?", button="✎ Edit"), "✎ Edit")
        await owner.sees("goes to Zoe")
        owner.writes("in summer alone")
        await owner.sees("✎ Sent as you wrote it")
        await until(lambda: len(said(server, connection, zoe)) == 2)

    assert "Can be answered there until" in card.text
    assert [one.text for one in said(server, connection, zoe)] == ["re: does wax work?", "in summer alone"]


async def test_when_the_owner_writes_there_the_draft_is_gone_and_its_card_says_so(
    tmp_path: Path, server: TelegramServer
) -> None:
    async with echoing(tmp_path, server):
        owner, connection, zoe = await linked(server, tmp_path)
        server.say_business(connection, zoe, zoe, "does wax work?")
        card = await owner.sees("does wax work?", button="✓ Send")
        server.say_business(connection, zoe, owner.user, "ask me on Sunday")
        handled = await owner.sees("You answer there yourself.")
        late = server.press(owner.message(card), owner.user, card.buttons["✓ Send"], forged=True)
        await until(lambda: late in server.toasts)

    assert (handled.message_id, handled.buttons) == (card.message_id, {})
    assert "It is yours since" in server.toasts[late]
    assert said(server, connection, zoe) == []


async def test_a_draft_past_telegrams_day_cannot_be_sent_and_says_so(tmp_path: Path, server: TelegramServer) -> None:
    async with echoing(tmp_path, server):
        owner, connection, zoe = await linked(server, tmp_path)
        server.age(15 - DAY)
        server.say_business(connection, zoe, zoe, "does wax work?")
        server.age(DAY - 15)
        card = await owner.sees("does wax work?", button="✓ Send")
        stale = await owner.sees("too late", button="✗ Reject")
        late = server.press(owner.message(card), owner.user, card.buttons["✓ Send"], forged=True)
        await until(lambda: late in server.toasts)
        owner.writes("yes it does", reply_to=stale)
        await owner.sees("Telegram lets a bot answer there only within 24 hours; write to them yourself.")

    assert stale.message_id == card.message_id
    assert {"✓ Send", "✎ Edit"} & stale.buttons.keys() == set()
    assert "within 24 hours" in server.toasts[late]
    assert said(server, connection, zoe) == []
    assert not rows(tmp_path, "SELECT 1 FROM rulings")


@pytest.mark.parametrize("may", [True, False])
async def test_what_was_said_there_is_deleted_if_the_bot_may(tmp_path: Path, server: TelegramServer, may: bool) -> None:
    async with echoing(tmp_path, server):
        owner, connection, zoe = await linked(server, tmp_path)
        if not may:
            server.change_business(connection, rights=[])
        server.say_business(connection, zoe, zoe, "does wax work?")
        owner.press(await owner.sees("does wax work?", button="✓ Send"), "✓ Send")
        await until(lambda: said(server, connection, zoe))
        await until(lambda: not rows(tmp_path, "SELECT 1 FROM deliveries WHERE state <> 'sent'"))
        owner.writes("/undo")
        told = await owner.sees("Taken back: what was said last to Zoe" if may else "stays there")

    assert len(said(server, connection, zoe)) == (0 if may else 1)
    assert may or "Telegram Business, Chatbots" in told.text
    assert rows(tmp_path, "SELECT state FROM deliveries WHERE text LIKE 're:%'") == [("taken back" if may else "sent",)]
