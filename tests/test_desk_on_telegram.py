"""The owner's desk on Telegram, from end to end: what waits comes to their phone, and what they decide is done."""

import asyncio
from pathlib import Path

import pytest

from tests.echoing import answers, echoing, person, rows, until
from tests.phone import Owner
from tests.servers.telegram import TelegramServer
from tests.serving import OWNER

DISCLOSURE = OWNER.sentences.disclosure


def said(server: TelegramServer, chat_id: int) -> list[str]:
    return [sent.text for sent in server.sent if sent.chat_id == chat_id and sent.text != DISCLOSURE]


async def test_what_waits_comes_to_the_owner_and_one_tap_sends_it(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        card = await owner.sees("does wax work in winter?", button="✓ Send")
        assert not answers(server, chat)
        press = owner.press(card, "✓ Send")
        await until(lambda: answers(server, chat))
        await until(lambda: press in server.toasts)
        handled = await owner.sees("✓ Sent")

    assert answers(server, chat) == ["re: does wax work in winter?"]
    assert "Zoe" in card.text
    assert "public" in card.text
    assert "% sure" in card.text
    assert "Sent to Zoe" in server.toasts[press]
    assert (handled.message_id, handled.buttons) == (card.message_id, {})


async def test_an_edit_is_sent_in_place_of_the_draft_and_learned(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        owner.press(await owner.sees("does wax", button="✎ Edit"), "✎ Edit")
        await owner.sees("Your next message")
        owner.writes("only above five degrees")
        word = await owner.sees("Sent to Zoe")
        await until(lambda: "only above five degrees" in said(server, chat.id))
        handled = await owner.sees("✎ Sent as you wrote it", button="Forget what it learned")
        press = owner.press(handled, "Forget what it learned")
        await until(lambda: press in server.toasts)

    assert said(server, chat.id) == ["only above five degrees"]
    assert "learned" in word.text
    assert "orgot" in server.toasts[press]


async def test_a_reply_to_the_draft_is_an_edit_too(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        owner.writes("yes it does", reply_to=await owner.sees("does wax", button="✓ Send"))
        await until(lambda: said(server, chat.id))

    assert said(server, chat.id) == ["yes it does"]


async def test_a_rejection_is_silent_and_its_reason_is_remembered(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        card = await owner.sees("does wax", button="✗ Reject")
        owner.press(card, "✗ Reject")
        await owner.sees("Why?")
        owner.writes("that is no answer", reply_to=card)
        await owner.sees("Noted")

    assert said(server, chat.id) == []
    assert rows(tmp_path, "SELECT outcome, reason FROM rulings") == [("rejected", "that is no answer")]


async def test_who_takes_over_answers_through_the_twin_until_they_give_it_back(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        card = await owner.sees("does wax", button="I'll answer")
        owner.press(card, "I'll answer")
        await owner.sees("your words go to Zoe")
        owner.writes("it does, above five degrees", reply_to=card)
        await until(lambda: said(server, chat.id))
        server.say(chat, zoe, "and below?")
        theirs = await owner.sees("and below?", button="Give it back")
        owner.writes("then oil", reply_to=theirs)
        await until(lambda: len(said(server, chat.id)) == 2)
        server.say(chat, zoe, "thanks a lot, see you")
        owner.press(await owner.sees("thanks a lot", button="Give it back"), "Give it back")
        await until(lambda: not any("Give it back" in card.buttons for card in owner.cards()))
        server.say(chat, zoe, "one more thing")
        await owner.sees("re: one more thing", button="✓ Send")

    assert said(server, chat.id) == ["it does, above five degrees", "then oil"]


async def test_a_draft_is_redone_when_they_write_again_and_the_old_one_says_so(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        old = await owner.sees("does wax", button="✓ Send")
        server.say(chat, zoe, "or rather in summer")
        new = await owner.sees("or rather in summer", button="✓ Send")
        await owner.sees("Redone: they wrote again")
        late = server.press(owner.message(old), owner.user, old.buttons["✓ Send"], forged=True)
        await until(lambda: late in server.toasts)
        owner.press(new, "✓ Send")
        await until(lambda: answers(server, chat))

    assert "They wrote again" in server.toasts[late]
    assert answers(server, chat) == ["re: does wax work in winter?\nor rather in summer"]


async def test_two_devices_at_once_act_once(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        other = await Owner.linked(server, tmp_path, server.user("Mira's tablet", id=98))
        server.say(chat, zoe, "does wax work in winter?")
        cards = [(one, await one.sees("does wax", button="✓ Send")) for one in (owner, other)]
        presses = [one.press(card, "✓ Send") for one, card in cards for _ in range(2)]
        await until(lambda: set(presses) <= server.toasts.keys())
        for one, _ in cards:
            await one.sees("✓ Sent")
        await asyncio.sleep(0.5)

    assert answers(server, chat) == ["re: does wax work in winter?"]
    assert sorted("already" in server.toasts[press] for press in presses) == [False, True, True, True]


@pytest.mark.parametrize("who", ["a stranger in their own chat", "a member of a group", "another chat of the owner"])
async def test_nobody_elses_press_is_obeyed(tmp_path: Path, server: TelegramServer, who: str) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        server.say(chat, zoe, "does wax work in winter?")
        card = await owner.sees("does wax", button="✓ Send")
        message, data = owner.message(card), card.buttons["✓ Send"]
        if who == "a stranger in their own chat":
            [greeting] = [sent for sent in server.sent if sent.chat_id == chat.id]
            press = server.press(greeting, zoe, data, forged=True)
        else:
            presser = zoe if who == "a member of a group" else owner.user
            group = server.group("Riders")
            press = server.press(server.forward(message, owner.user, group), presser, data)
        await until(lambda: press in server.toasts)
        server.say(chat, zoe, "/approve Zoe")
        await owner.sees("approve Zoe", button="✓ Send")

    assert "Only the owner" in server.toasts[press]
    assert answers(server, chat) == []
    assert rows(tmp_path, "SELECT outcome FROM rulings") == [("redone",)]


async def test_a_guessed_code_links_nobody_and_the_owner_hears_of_it(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        for number in range(2, 7):
            server.say(chat, zoe, f"/link ABCD-EFG{number}")
        await owner.sees("sent a wrong code", count=3)
        server.say(chat, zoe, "/inbox")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM messages WHERE text = '/inbox' AND decision NOTNULL"))

    # While the owner expects no code, nobody hears that theirs is wrong.
    assert said(server, chat.id) == []
    assert rows(tmp_path, "SELECT account FROM owners") == [("telegram/99",)]
    assert not rows(tmp_path, "SELECT 1 FROM messages WHERE text LIKE '%ABCD%'")


async def test_fifty_drafts_at_once_are_no_flood(tmp_path: Path, server: TelegramServer) -> None:
    people = [person(server, f"Person {number}") for number in range(25)]
    async with echoing(tmp_path, server, TWIN_QUIET="0"):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        for number, (chat, user) in enumerate([*people, *people]):
            # Two that do not answer each other: each in a conversation of its own.
            where = chat if number < 25 else server.group(f"Group {number}")
            server.say(
                where, user, f"@{server.bot.username} question {number}" if where.id < 0 else f"question {number}"
            )
        await owner.sees("45 more wait for you")
        waiting = [card for card in owner.cards() if "✓ Send" in card.buttons]
        digest = await owner.sees("45 more wait for you", button="Next")
        assert len(waiting) == 5
        owner.press(digest, "Next")
        await owner.sees("44 more wait for you")
        owner.writes("/approve Person 7")
        await until(lambda: answers(server, people[7][0]))

    assert answers(server, people[7][0]) == ["re: question 7"]
    assert len([chat for chat, _ in people if answers(server, chat)]) == 1


async def test_modes_are_chosen_from_the_phone_and_undone_messages_are_deleted(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        owner = await Owner.linked(server, tmp_path, server.user("Mira", id=99))
        owner.writes("/mode auto")
        await owner.sees("goes out by itself")
        server.say(chat, zoe, "does wax work in winter?")
        await until(lambda: answers(server, chat))
        owner.writes("/undo")
        await owner.sees("Taken back: what was said last to Zoe")
        await until(lambda: not any(one.text.startswith("re: ") for one in server.shown(chat)))
        owner.writes("/pause")
        await owner.sees("aused")
        server.say(chat, zoe, "are you there?")
        await asyncio.sleep(0.5)
        assert len(answers(server, chat)) == 1
        owner.writes("/resume")
        await until(lambda: len(answers(server, chat)) == 2)

    assert rows(tmp_path, "SELECT state FROM deliveries WHERE text LIKE 're: does%'") == [("taken back",)]
