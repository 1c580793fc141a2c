"""How much the owner leaves to their twin, from end to end: modes, takeovers, and drafts that wait for too long."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.echoing import answers, echoing, person, rows, until
from tests.phone import Owner
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_limits import Status
from tests.serving import OWNER
from tests.test_run import ann, learned, running

__all__ = ["ann", "learned"]

LATE = OWNER.sentences.late


async def linked(server: TelegramServer, data: Path) -> Owner:
    return await Owner.linked(server, data, server.user("Mira", id=99))


async def told(owner: Owner, command: str, words: str) -> None:
    """Give a command, and see what comes of it."""
    before = len(owner.cards(words))
    owner.writes(command)
    await owner.sees(words, count=before + 1)


def said(server: TelegramServer, chat_id: int) -> list[str]:
    return [sent.text for sent in server.sent if sent.chat_id == chat_id and "an AI" not in sent.text]


async def test_the_narrowest_mode_holds_and_a_draft_goes_out_that_is_sure_enough(
    tmp_path: Path, server: TelegramServer
) -> None:
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        await told(owner, "/mode confident 95", "what is 95 % sure goes out by itself")
        server.say(zoes, zoe, "one")
        card = await owner.sees("one", button="✓ Send")
        await told(owner, "/mode confident 90", "what is 90 % sure goes out by itself")
        server.say(yans, yan, "two")
        await until(lambda: answers(server, yans))
        await told(owner, "/mode Zoe off", "Zoe: off")
        server.say(zoes, zoe, "three")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM messages WHERE text = 'three' AND decision NOTNULL"))
        await told(owner, "/mode suggest", "Everybody: suggest")
        await told(owner, "/mode telegram auto", "Everybody on Telegram: auto")
        server.say(yans, yan, "four")
        await until(lambda: len(answers(server, yans)) == 2)
        server.say(zoes, zoe, "five")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM messages WHERE text = 'five' AND decision NOTNULL"))
        await told(owner, "/mode Zoe default", "as for everybody on Telegram, auto")
        server.say(zoes, zoe, "six")
        await until(lambda: answers(server, zoes))

    assert "90% sure, and 95% is what goes out by itself" in card.text
    assert answers(server, yans) == ["re: two", "re: four"]
    assert "re: six" in answers(server, zoes)[-1]
    assert len(answers(server, zoes)) == 1


async def test_a_takeover_by_command_lasts_as_long_as_it_says_or_until_it_is_given_back(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        await told(owner, "/mode auto", "goes out by itself")
        server.say(chat, zoe, "one")
        await until(lambda: answers(server, chat))
        await told(owner, "/takeover Zoe 30", "Zoe: yours until")
        server.say(chat, zoe, "two")
        theirs = await owner.sees("You have this conversation: “Zoe”", button="Give it back")
        owner.writes("two it is", reply_to=theirs)
        await until(lambda: "two it is" in said(server, chat.id))
        await told(owner, "/release Zoe", "Zoe: the twin answers again.")
        server.say(chat, zoe, "three")
        await until(lambda: "re: three" in answers(server, chat))
        await told(owner, "/takeover Zoe 30", "Zoe: yours until")
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as ledger, ledger:
            ledger.execute(
                "UPDATE conversations SET taken_over_until = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '-1 minute')"
            )
        server.say(chat, zoe, "four")
        await until(lambda: "re: four" in answers(server, chat))

    assert said(server, chat.id) == ["re: one", "two it is", "re: three", "re: four"]


@pytest.mark.parametrize("by", ["/takeover Zoe 30", "/undo Zoe", "/pause"])
async def test_what_was_still_to_be_sent_is_stopped(tmp_path: Path, server: TelegramServer, by: str) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        await told(owner, "/mode auto", "goes out by itself")
        server.say(chat, zoe, "one")
        await until(lambda: answers(server, chat))
        server.fail_next("sendMessage", Status(429, retry_after=5))
        server.say(chat, zoe, "two")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM deliveries WHERE attempts AND state = 'waiting'"))
        owner.writes(by)
        await until(
            lambda: rows(tmp_path, "SELECT 1 FROM wishes WHERE kind = 'command' AND done_at NOTNULL AND id > 2")
        )
        await asyncio.sleep(6)

    assert said(server, chat.id) == ["re: one"]
    assert "re: one" in [one.text for one in server.shown(chat)]


async def test_a_draft_that_waits_too_long_lapses_once_and_can_still_be_answered(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        server.say(chat, zoe, "does wax work?")
        card = await owner.sees("does wax work?", button="✓ Send")
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as ledger, ledger:
        ledger.execute("UPDATE decisions SET decided_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '-90 minutes')")
    for _ in range(2):
        async with echoing(tmp_path, server, TWIN_LAPSE="1 hour"):
            handled = await owner.sees("Lapsed")
            late = server.press(owner.message(card), owner.user, card.buttons["✓ Send"], forged=True)
            await until(lambda late=late: late in server.toasts)  # type: ignore[misc]
            await until(lambda: LATE in said(server, chat.id))
    async with echoing(tmp_path, server, TWIN_LAPSE="1 hour"):
        owner.writes("yes, above five degrees", reply_to=handled)
        await owner.sees("Sent to Zoe, and learned")
        await until(lambda: len(said(server, chat.id)) == 2)

    assert (handled.message_id, handled.buttons) == (card.message_id, {})
    assert "A reply to it still goes to them." in server.toasts[late]
    assert said(server, chat.id) == [LATE, "yes, above five degrees"]


async def test_an_unlinked_device_is_told_and_has_the_usual_menu(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        tablet = await Owner.linked(server, tmp_path, server.user("Tablet", id=98))
        await until(lambda: {"chat 98", "chat 99"} <= server.menus.keys())
        server.say(chat, zoe, "does wax work?")
        card = await tablet.sees("does wax work?", button="✓ Send")
        await told(owner, "/unlink telegram/98", "is not linked any more")
        press = tablet.press(card, "✓ Send")
        await until(lambda: press in server.toasts)
        await until(lambda: "chat 98" not in server.menus)
        await told(owner, "/unlink", "telegram/99 is not linked any more")
        await until(lambda: "chat 99" not in server.menus)

    assert "Only the owner" in server.toasts[press]
    assert answers(server, chat) == []


async def test_what_is_approved_during_a_pause_goes_out_after_it(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await linked(server, tmp_path)
        server.say(chat, zoe, "one")
        first = await owner.sees("one", button="✓ Send")
        group = server.group("Riders")
        server.say(group, zoe, f"@{server.bot.username} two")
        second = await owner.sees("in the group “Riders”", button="✓ Send")
        await told(owner, "/pause", "Paused")
        presses = [owner.press(card, "✓ Send") for card in (first, second)]
        await until(lambda: set(presses) <= server.toasts.keys())
        await told(owner, "/undo", "Stopped: what was about to be said to Zoe is not sent.")
        await owner.sees("Not sent: you took it back.")
        assert answers(server, chat) == []
        await told(owner, "/resume", "Resumed")
        await until(lambda: answers(server, chat))
        await asyncio.sleep(0.5)

    assert all("Everything is paused" in server.toasts[press] for press in presses)
    assert answers(server, chat) == ["re: one"]
    assert answers(server, group) == []


async def test_somebody_in_danger_is_shown_where_the_owner_has_taken_over(ann: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with running(ann, server):
        owner = await linked(server, ann)
        server.say(chat, zoe, "thank you!")
        await until(lambda: rows(ann, "SELECT 1 FROM messages WHERE decision NOTNULL"))
        await told(owner, "/takeover Zoe", "Zoe: yours until")
        before = len(server.sent)
        server.say(chat, zoe, "I want to kill myself")
        card = await owner.sees("Somebody may be in danger: “Zoe”", button="Answer")
        owner.writes("I am calling you now", reply_to=card)
        await until(lambda: "I am calling you now" in said(server, chat.id))

    assert [sent.text for sent in server.sent[before:] if sent.chat_id == chat.id] == ["I am calling you now"]
    assert not rows(ann, "SELECT 1 FROM rulings WHERE lesson NOTNULL")
