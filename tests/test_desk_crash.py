"""Whenever the twin is killed, what its owner decides is done once, to whom it is meant for."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.desk_crash import run
from tests.echoing import echoing, person, rows, until
from tests.phone import Owner
from tests.servers.telegram import Chat, TelegramServer


def told(server: TelegramServer, chat: Chat) -> list[str]:
    return [sent.text for sent in server.sent if sent.chat_id == chat.id]


async def test_killed_again_and_again_everything_that_the_owner_decides_is_done_once(tmp_path: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED", "") or int.from_bytes(os.urandom(4)))
    print(f"CRASH_SEED={seed}")
    outcome = await run(tmp_path, seed, kills=6, conversations=15)

    assert outcome.wrong == []
    # Most of the kills have to hit a twin at work, or this shows nothing.
    assert outcome.at_work >= outcome.kills - 3


async def test_what_was_cancelled_while_the_twin_was_down_cancels_nothing_that_was_begun_after_it(
    tmp_path: Path, server: TelegramServer
) -> None:
    (chat, zoe), (other, yan) = person(server, "Zoe"), person(server, "Yan")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        server.say(other, yan, "and oil?")
        first = await owner.sees("does wax", button="✎ Edit")
        second = await owner.sees("and oil?", button="✎ Edit")
        owner.press(first, "✎ Edit")
        await owner.sees("goes to Zoe")
    owner.writes("/cancel")
    owner.press(second, "✎ Edit")
    async with echoing(tmp_path, server):
        await owner.sees("goes to Yan")
        owner.writes("oil does")
        await owner.sees("Sent to Yan")
        await until(lambda: "oil does" in told(server, other))

    assert "oil does" not in told(server, chat)


async def test_a_button_that_does_nothing_any_more_takes_nothing_from_another(
    tmp_path: Path, server: TelegramServer
) -> None:
    (chat, zoe), (other, yan) = person(server, "Zoe"), person(server, "Yan")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        server.say(other, yan, "and oil?")
        first = await owner.sees("does wax", button="✓ Send")
        second = await owner.sees("and oil?", button="✎ Edit")
        owner.press(first, "✓ Send")
        await until(lambda: len(told(server, chat)) == 2)
    server.press(owner.message(first), owner.user, first.buttons["✎ Edit"], forged=True)
    owner.press(second, "✎ Edit")
    async with echoing(tmp_path, server):
        await owner.sees("goes to Yan")
        owner.writes("oil does")
        await owner.sees("Sent to Yan")

    assert told(server, chat)[1:] == ["re: does wax work in winter?"]


async def test_what_was_done_when_it_was_killed_and_not_noted_so_is_not_done_twice(
    tmp_path: Path, server: TelegramServer
) -> None:
    people = [person(server, name) for name in ("Ana", "Ben", "Cleo", "Dan")]
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        for chat, user in people:
            server.say(chat, user, f"a question of {user.first_name}")
        cards = [await owner.sees(f"a question of {user.first_name}", button="✓ Send") for _, user in people]
        owner.press(cards[0], "✓ Send")
        owner.press(cards[1], "✎ Edit")
        await owner.sees("goes to Ben")
        owner.writes("my words")
        owner.writes("in reply", reply_to=cards[2])
        owner.writes("and more", reply_to=cards[2])
        owner.press(cards[3], "✗ Reject")
        await until(lambda: rows(tmp_path, "SELECT count(done_at) FROM wishes") == [(7,)])
        await until(lambda: len(told(server, people[2][0])) == 3)
    before = [told(server, chat) for chat, _ in people]
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as ledger, ledger:
        ledger.execute("UPDATE wishes SET done_at = NULL")
    async with echoing(tmp_path, server):
        await until(lambda: rows(tmp_path, "SELECT count(done_at) FROM wishes") == [(7,)])
        await asyncio.sleep(0.5)

    assert [told(server, chat) for chat, _ in people] == before
    assert [texts[1:] for texts in before] == [["re: a question of Ana"], ["my words"], ["in reply", "and more"], []]
