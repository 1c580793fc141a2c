"""The owner at a terminal beside the twin that runs: who is linked, and what waits, with what they decide about it."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.echoing import person, rows, until
from tests.phone import Owner
from tests.servers.telegram import Chat, TelegramServer
from tests.test_desk_way import AGAIN, FLOUR, LEARNED, RYE, heard, linked
from tests.test_run import ann, beside, learned, running
from tests.test_run_with_model import ASKED
from tests.test_terminal_desk import sitting

__all__ = ["ann", "learned"]


async def test_an_account_is_linked_by_a_code_and_obeyed_until_it_is_unlinked(
    ann: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    mira = server.user("Ann", id=99)
    owner = Owner(server, ann, mira, server.private(mira))
    async with running(ann, server):
        code = (await beside(ann, "link")).stdout.split()[0]
        owner.writes(code)
        await owner.sees("Linked: this is your desk now.")
        await until(lambda: "chat 99" in server.menus)
        listed = await beside(ann, "link", "--list")
        server.say(chat, zoe, ASKED)
        card = await owner.sees(ASKED, button="✓ Send")
        unlinked = await beside(ann, "unlink")
        press = owner.press(card, "✓ Send")
        await until(lambda: press in server.toasts)
        await until(lambda: "chat 99" not in server.menus)
        none = await beside(ann, "link", "--list")

    assert re.fullmatch("[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert listed.stdout.splitlines()[1].split()[:2] == ["telegram/99", "Ann"]
    assert unlinked.stdout.startswith("telegram/99 is not linked any more")
    assert "Only the owner" in server.toasts[press]
    assert none.stdout.startswith("No account of yours is linked")
    assert LEARNED not in heard(server, chat.id)


async def test_a_code_that_has_expired_links_nobody(ann: Path, server: TelegramServer) -> None:
    chat, eve = person(server, "Eve")
    async with running(ann, server):
        code = (await beside(ann, "link", "--minutes", "1")).stdout.split()[0]
        with closing(sqlite3.connect(ann / "ledger.db")) as ledger, ledger:
            ledger.execute("UPDATE codes SET expires_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '-1 minute')")
        server.say(chat, eve, code)
        await until(lambda: "That code has expired." in heard(server, chat.id))

    assert not rows(ann, "SELECT 1 FROM owners")


async def test_what_waits_is_listed_and_sent_from_a_terminal(ann: Path, server: TelegramServer) -> None:
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    async with running(ann, server):
        owner = await linked(server, ann)
        server.say(zoes, zoe, ASKED)
        await owner.sees(ASKED, button="✓ Send")
        waiting = await beside(ann, "inbox")
        approved = await beside(ann, "approve", "Zoe")
        again = await beside(ann, "approve", "Zoe")
        await until(lambda: LEARNED in heard(server, zoes.id))
        await owner.sees("✓ Sent")
        server.say(yans, yan, AGAIN)
        await owner.sees(AGAIN, button="✓ Send")
        await asyncio.to_thread(decided, ann, b"a")
        await until(lambda: LEARNED in heard(server, yans.id))
        empty = await beside(ann, "inbox")
        stats = await beside(ann, "stats")
        learning = await beside(ann, "learning")

    assert re.search(r"\[\d+\] Zoe: do you wax your chain in winter\?", waiting.stdout)
    assert approved.stdout == "Sent 1 to Zoe.\n"
    assert (again.returncode, again.stderr) == (1, "twin: No draft for them waits any more.\n")
    assert empty.stdout == "Nothing was passed on to you.\n"
    assert "Waiting for you: 0 drafts, 0 messages" in stats.stdout
    assert "Today: 2 answers sent, 0 of them without asking you." in stats.stdout
    assert "decided: 2 approved" in stats.stdout
    assert "Drafts that you judged: 2 of 2 sent unchanged" in learning.stdout
    assert rows(ann, "SELECT outcome, by FROM rulings") == [("approved", "terminal")] * 2


async def test_a_question_is_answered_from_a_terminal_and_the_answer_taken_back(
    ann: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with running(ann, server):
        owner = await linked(server, ann)
        server.say(chat, zoe, FLOUR[0])
        await owner.sees("1 message was left without an answer", button="Answer 1")
        listed = await beside(ann, "questions")
        number = listed.stdout.splitlines()[1].split()[0].strip("[]")
        answered = await beside(ann, "answer", number, RYE)
        again = await beside(ann, "answer", number, RYE)
        await until(lambda: RYE in shown(server, chat))
        await until(lambda: not rows(ann, "SELECT 1 FROM deliveries WHERE state <> 'sent'"))
        taught = await beside(ann, "taught")
        undone = await beside(ann, "undo", "Zoe")
        await until(lambda: RYE not in shown(server, chat))
        nothing = await beside(ann, "taught")

    assert f"1×, hears public: {FLOUR[0]}" in listed.stdout
    assert answered.stdout.startswith("Answered 1 person; learned: heard by everyone (public). Forget it: /forget ")
    assert (again.returncode, "You answered it already" in again.stderr) == (1, True)
    assert f"for public: {FLOUR[0]} → {RYE}" in taught.stdout
    assert "What was learned from it is forgotten." in undone.stdout
    assert nothing.stdout.startswith("You have taught nothing yet")


def shown(server: TelegramServer, chat: Chat) -> str:
    """What stands in the chat."""
    return "\n".join(one.text for one in server.shown(chat))


def decided(data: Path, key: bytes) -> None:
    """Go through what waits, with this key at the only one."""
    with sitting(data) as terminal:
        terminal.wait_for(b"1 of 1")
        terminal.press(key)
        terminal.wait_for(b"Nothing waits for you")
