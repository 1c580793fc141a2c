"""What the owner decides on their phone, from end to end with what it is for: the next answers, to everybody."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.echoing import person, rows, until
from tests.phone import Owner
from tests.servers.chat_model import Answer, ChatModelServer
from tests.servers.telegram import TelegramServer
from tests.test_run import ann, learned, running
from tests.test_run_with_model import ASKED, WROTE, with_model

__all__ = ["ann", "learned"]

AGAIN = "in winter, do you wax your chain?"
LEARNED = "every second week"
FLOUR = ("what flour is your bread baked with?", "which flour do you bake your bread with?")
RYE = "rye from the mill in town"
TAUGHT = "What Ann Lee says now to a message like the last one"


@pytest.fixture
def model() -> Iterator[ChatModelServer]:
    """A model that answers everything alike."""
    with ChatModelServer() as server:
        server.answers(Answer(WROTE))
        yield server
        assert server.violations == []


async def linked(server: TelegramServer, data: Path) -> Owner:
    return await Owner.linked(server, data, server.user("Ann", id=99))


def heard(server: TelegramServer, chat_id: int) -> str:
    """All that was said there."""
    return "\n".join(sent.text for sent in server.sent if sent.chat_id == chat_id)


async def taught_by_edit(owner: Owner, server: TelegramServer, answer: str) -> str:
    """The number of the lesson that an edit has taught."""
    chat, zoe = person(server, "Zoe")
    server.say(chat, zoe, ASKED)
    owner.press(await owner.sees(ASKED, button="✎ Edit"), "✎ Edit")
    await owner.sees("goes to Zoe")
    owner.writes(answer)
    told = await owner.sees("Sent to Zoe, and learned")
    await until(lambda: answer in heard(server, chat.id))
    return lesson_in(told.text)


async def taught_by_command(owner: Owner, _: TelegramServer, answer: str) -> str:
    owner.writes(f"/teach {ASKED} | {answer}")
    return lesson_in((await owner.sees("Learned: heard by everyone")).text)


def lesson_in(told: str) -> str:
    found = re.search(r"/forget (\d+)", told)
    assert found
    return found[1]


# What the owner corrects is what is said next.


async def test_a_model_is_told_what_the_owner_corrected_until_it_is_forgotten(
    ann: Path, server: TelegramServer, model: ChatModelServer
) -> None:
    answer = "I gave up on wax, these days it is oil"
    async with running(ann, server, **with_model(model)):
        owner = await linked(server, ann)
        await taught_by_edit(owner, server, answer)
        chat, yan = person(server, "Yan")
        server.say(chat, yan, AGAIN)
        await owner.sees(AGAIN, button="✓ Send")
        press = owner.press(
            await owner.sees("✎ Sent as you wrote it", button="Forget what it learned"), "Forget what it learned"
        )
        await until(lambda: press in server.toasts)
        chat, kim = person(server, "Kim")
        server.say(chat, kim, AGAIN)
        await owner.sees("Kim", button="✓ Send")

    first, corrected, forgotten = (request.last for request in model.requests)
    assert (LEARNED in first, TAUGHT in first) == (True, False)
    assert answer in corrected[corrected.index(TAUGHT) :]
    assert LEARNED not in corrected
    assert (answer in forgotten, TAUGHT in forgotten, LEARNED in forgotten) == (False, False, True)
    assert "orgot" in server.toasts[press]


@pytest.mark.parametrize("teach", [taught_by_edit, taught_by_command])
async def test_without_a_model_a_correction_is_what_is_sent_until_it_is_forgotten(
    ann: Path, server: TelegramServer, teach: "object"
) -> None:
    answer = "I gave up on wax, these days it is oil"
    (yans, yan), (kims, kim) = person(server, "Yan"), person(server, "Kim")
    async with running(ann, server):
        owner = await linked(server, ann)
        lesson = await teach(owner, server, answer)  # type: ignore[operator]
        owner.writes("/mode auto")
        await owner.sees("goes out by itself")
        server.say(yans, yan, AGAIN)
        await until(lambda: answer in heard(server, yans.id))
        owner.writes(f"/forget {lesson}")
        await owner.sees("Forgotten")
        server.say(kims, kim, AGAIN)
        await until(lambda: LEARNED in heard(server, kims.id))

    assert LEARNED not in heard(server, yans.id)
    assert answer not in heard(server, kims.id)


async def test_what_was_rejected_does_not_go_out_by_itself_later(ann: Path, server: TelegramServer) -> None:
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    async with running(ann, server):
        owner = await linked(server, ann)
        server.say(zoes, zoe, ASKED)
        owner.press(await owner.sees(ASKED, button="✗ Reject"), "✗ Reject")
        await owner.sees("Why?")
        owner.writes("that was years ago")
        await owner.sees("Noted")
        owner.writes("/mode auto")
        await owner.sees("goes out by itself")
        server.say(yans, yan, ASKED)
        await owner.sees("you would not send this before: that was years ago", button="✓ Send")

    assert LEARNED not in heard(server, zoes.id) + heard(server, yans.id)


# Questions that nothing answers.


async def test_one_answer_reaches_everybody_who_asked_it_once(ann: Path, server: TelegramServer) -> None:
    (zoes, zoe), (yans, yan), (kims, kim) = (person(server, name) for name in ("Zoe", "Yan", "Kim"))
    async with running(ann, server):
        owner = await linked(server, ann)
        for chat, user, text in ((zoes, zoe, FLOUR[0]), (yans, yan, FLOUR[1]), (kims, kim, "do you play the cello?")):
            server.say(chat, user, text)
        card = await owner.sees("3 messages were left without an answer", button="Answer 2")
        owner.writes("/questions")
        listed = await owner.sees("Left without an answer")
        owner.press(card, "Answer 1")
        await owner.sees("answers 2 people")
        owner.writes(RYE)
        told = await owner.sees("Answered 2 people; learned")
        await until(lambda: all(RYE in heard(server, chat.id) for chat in (zoes, yans)))
        await owner.sees("1 message was left without an answer", button="Answer 1")
        late = server.press(owner.message(card), owner.user, card.buttons["Answer 1"], forged=True)
        await until(lambda: late in server.toasts)
        owner.writes(f"/answer {card.buttons['Answer 1'][2:]} | {RYE}, as I said")
        await owner.sees("You answered it already")

    assert "2×, hears public: " in listed.text
    assert "1×, hears public: do you play the cello?" in listed.text
    assert "heard by everyone" in told.text
    assert "You answered it already" in server.toasts[late]
    assert [heard(server, chat.id).count(RYE) for chat in (zoes, yans, kims)] == [1, 1, 0]


async def test_an_answer_for_friends_reaches_nobody_else_now_or_later(ann: Path, server: TelegramServer) -> None:
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    async with running(ann, server):
        owner = await linked(server, ann)
        server.say(zoes, zoe, "thank you!")
        await until(lambda: heard(server, zoes.id))
        owner.writes(f"/audience telegram/{zoe.id} friends")
        await owner.sees("hears from now on what friends may hear")
        for chat, user, text in ((zoes, zoe, FLOUR[0]), (yans, yan, FLOUR[1])):
            server.say(chat, user, text)
        card = await owner.sees("2 messages were left without an answer", button="Answer 1")
        owner.writes(f"/answer {card.buttons['Answer 1'][2:]} | {RYE} | friends")
        told = await owner.sees("Answered 1 person; learned: heard by friends")
        owner.writes("/mode auto")
        await owner.sees("goes out by itself")
        before = heard(server, yans.id)
        server.say(yans, yan, FLOUR[0])
        await until(lambda: heard(server, yans.id) != before)
        server.say(zoes, zoe, FLOUR[1])
        await until(lambda: heard(server, zoes.id).count(RYE) == 2)
        await owner.sees("2 messages were left without an answer")

    assert "1 person may not hear that: their question stays." in told.text
    assert RYE not in heard(server, yans.id)


async def test_who_asked_twice_hears_it_once_and_a_group_hears_it_in_the_group(
    ann: Path, server: TelegramServer
) -> None:
    (zoes, zoe), group = person(server, "Zoe"), server.group("Bakers")
    async with running(ann, server, TWIN_ADMITS="everyone,groups"):
        owner = await linked(server, ann)
        server.say(zoes, zoe, FLOUR[0])
        await owner.sees("1 message was left without an answer")
        server.say(zoes, zoe, FLOUR[1])
        await owner.sees("2 messages were left without an answer")
        server.say(group, server.user("Yan"), f"@{server.bot.username} {FLOUR[0]}")
        card = await owner.sees("3 messages were left without an answer", button="Answer 1")
        owner.writes(f"/answer {card.buttons['Answer 1'][2:]} {RYE}")
        await owner.sees("Answered 2 people; learned")
        await until(lambda: all(RYE in heard(server, chat.id) for chat in (zoes, group)))
        await owner.sees("No question is open.")

    assert [heard(server, chat.id).count(RYE) for chat in (zoes, group)] == [1, 1]


# Hours in which the owner is not to be disturbed.


async def test_in_quiet_hours_nothing_is_shown_but_somebody_in_danger(ann: Path, server: TelegramServer) -> None:
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    now, hour = datetime.now().astimezone(), timedelta(hours=1)
    async with running(ann, server):
        owner = await linked(server, ann)
        owner.writes(f"/quiet {now - hour:%H:%M}-{now + hour:%H:%M}")
        await owner.sees("only danger")
        server.say(zoes, zoe, ASKED)
        await until(lambda: rows(ann, "SELECT 1 FROM decisions WHERE action = 'hold'"))
        server.say(yans, yan, "I want to kill myself")
        await owner.sees("Somebody may be in danger", button="I'll answer")
        await asyncio.sleep(0.5)
        assert not owner.cards(ASKED)
        owner.writes("/quiet off")
        await owner.sees(ASKED, button="✓ Send")


# What the owner writes to their desk is for nobody else.


async def test_commands_are_no_questions_and_done_once(ann: Path, server: TelegramServer) -> None:
    async with running(ann, server):
        owner = await linked(server, ann)
        command = server.say(owner.chat, owner.user, "/mode auto")
        await owner.sees("Everybody: auto")
        server.edit(command, "/mode off")
        server.edit(command, "/mode auto")
        owner.writes("/nonsense")
        await owner.sees("There is no such command")
        owner.writes("/mode")
        await owner.sees("Everybody: auto", count=2)
        owner.writes(ASKED)
        await owner.sees(LEARNED)

    assert len(owner.cards("Everybody: ")) == 2
    assert rows(ann, "SELECT text FROM messages") == [(ASKED,)]
    assert rows(ann, "SELECT data FROM wishes WHERE kind = 'command'") == [("mode auto",), ("nonsense",), ("mode",)]
