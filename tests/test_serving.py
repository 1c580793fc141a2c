"""What people on Telegram see of a twin, from end to end, with a writer that repeats what it reads."""

import asyncio
from pathlib import Path

from tests.echoing import answers, echoing, person, rows, until
from tests.example import twin
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_limits import Status
from tests.serving import OWNER

DISCLOSURE = OWNER.sentences.disclosure


def texts(server: TelegramServer) -> list[str]:
    return [sent.text for sent in server.sent]


async def test_what_is_written_in_quick_succession_is_answered_once(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server, TWIN_QUIET="0.5"):
        for text in ("hey", "quick question", "does wax work"):
            server.say(chat, zoe, text)
            await asyncio.sleep(0.1)
        await until(lambda: answers(server, chat))
        await asyncio.sleep(0.7)

    assert texts(server) == [DISCLOSURE, "re: hey\nquick question\ndoes wax work"]


async def test_an_edit_before_the_answer_is_taken_up_and_one_after_it_is_not(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server, TWIN_QUIET="0.5"):
        question = server.say(chat, zoe, "does wag work")
        server.edit(question, "does wax work")
        await until(lambda: answers(server, chat))
        server.edit(question, "does oil work")
        server.say(chat, zoe, "thank you")
        await until(lambda: len(answers(server, chat)) == 2)

    assert answers(server, chat) == ["re: does wax work", "re: thank you"]


async def test_commands_tell_what_it_is_and_call_the_owner(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        for command, count in (("/start", 1), ("/about", 2), ("/human", 3)):
            server.say(chat, zoe, command)
            await until(lambda count=count: len(server.sent) == count)  # type: ignore[misc]
        inbox = await asyncio.to_thread(twin, tmp_path, "inbox")

    assert texts(server) == [DISCLOSURE, OWNER.about, OWNER.sentences.owner_topic]
    assert "they asked for you in person" in inbox.stdout


async def test_over_the_limit_one_polite_sentence_and_then_silence(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    other, yan = person(server, "Yan")
    async with echoing(tmp_path, server, TWIN_CONTACT_LIMIT="2/hour"):
        for number in range(5):
            server.say(chat, zoe, f"message {number}")
        server.say(other, yan, "hello")
        await until(lambda: answers(server, other))
        await until(lambda: rows(tmp_path, "SELECT count(*) FROM messages WHERE decision NOTNULL") == [(6,)])
        await until(lambda: not rows(tmp_path, "SELECT 1 FROM deliveries WHERE state <> 'sent'"))

    said = [sent.text for sent in server.sent if sent.chat_id == chat.id]
    assert said == [DISCLOSURE, "re: message 0", "re: message 1", OWNER.sentences.limit]


async def test_in_a_group_only_what_is_addressed_is_kept_and_answered_to_whom_it_is(
    tmp_path: Path, server: TelegramServer
) -> None:
    zoe, yan = server.user("Zoe"), server.user("Yan")
    group = server.group("Riders", forum=True)
    topic = group.topic("Chains")
    async with echoing(tmp_path, server):
        server.say(group, yan, "a secret among ourselves")
        asked = server.say(group, zoe, "@mira_twin_bot does wax work?")
        await until(lambda: len(server.sent) == 2)
        in_topic = server.say(group, yan, "and oil, @mira_twin_bot?", thread=topic)
        await until(lambda: len(server.sent) == 4)

    assert [(sent.text, sent.thread, sent.reply_to) for sent in server.sent] == [
        (DISCLOSURE, None, asked["message_id"]),
        ("re: does wax work?", None, None),
        (DISCLOSURE, topic.id, in_topic["message_id"]),
        ("re: and oil?", topic.id, None),
    ]
    assert not rows(tmp_path, "SELECT 1 FROM messages WHERE text LIKE '%secret%'")


async def test_a_group_that_nobody_opened_is_not_answered(tmp_path: Path, server: TelegramServer) -> None:
    zoe = server.user("Zoe")
    group = server.group("Strangers")
    async with echoing(tmp_path, server, TWIN_ADMITS="everyone"):
        server.say(group, zoe, "@mira_twin_bot does wax work?")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM messages WHERE decision NOTNULL"))

    assert server.sent == []


async def test_a_group_that_became_a_supergroup_is_answered_there(tmp_path: Path, server: TelegramServer) -> None:
    zoe = server.user("Zoe")
    group = server.group("Riders", basic=True)
    async with echoing(tmp_path, server, TWIN_ADMITS=f"telegram/{group.id}"):
        server.say(group, zoe, "@mira_twin_bot before")
        await until(lambda: len(server.sent) == 2)
        after = server.migrate(group)
        server.say(after, zoe, "@mira_twin_bot after")
        await until(lambda: len(server.sent) == 3)

    assert (server.sent[-1].chat_id, server.sent[-1].text) == (after.id, "re: after")


async def test_who_blocks_the_bot_is_left_alone_and_the_owner_is_told(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server, TWIN_QUIET="0.5"):
        # Telegram may tell of it only when the answer comes.
        server.fail_next("sendMessage", Status(403, "Forbidden: bot was blocked by the user"))
        server.say(chat, zoe, "hello there")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM deliveries WHERE state = 'refused'"))
        standing = await asyncio.to_thread(twin, tmp_path, "status")
        server.say(chat, zoe, "here I am again")
        await until(lambda: len(server.sent) == 2)
        server.say(chat, zoe, "and gone")
        server.block(zoe)
        await until(lambda: rows(tmp_path, "SELECT count(*) FROM messages WHERE decision NOTNULL") == [(3,)])

    assert "This person has blocked the bot on Telegram." in standing.stdout
    assert texts(server) == [DISCLOSURE, "re: here I am again"]
    assert not rows(tmp_path, "SELECT 1 FROM deliveries WHERE state = 'waiting'")


async def test_in_the_owners_own_chats_it_answers_until_the_owner_does_and_learns_what_they_say(
    tmp_path: Path, server: TelegramServer
) -> None:
    mira, zoe = server.user("Mira", id=99), server.user("Zoe")
    async with echoing(tmp_path, server):
        connection = server.business(mira)
        server.say_business(connection, zoe, zoe, "does wax work?")
        await until(lambda: len(server.sent) == 2)
        server.say_business(connection, zoe, mira, "I will tell you myself on Sunday")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM conversations WHERE owner_wrote_at NOTNULL"))
        server.say_business(connection, zoe, zoe, "what time do you open?")
        await until(lambda: rows(tmp_path, "SELECT count(*) FROM messages WHERE decision NOTNULL") == [(3,)])
        server.say_business(connection, zoe, mira, "the shop opens at nine in winter")
        await until(lambda: len(rows(tmp_path, "SELECT 1 FROM messages WHERE by_owner")) == 2)
        await until(lambda: b"nine in winter" in found(tmp_path))
        recalled = await asyncio.to_thread(
            twin, tmp_path, "recall", "when does the shop open in winter?", "--audience", "owner"
        )
        public = await asyncio.to_thread(twin, tmp_path, "recall", "when does the shop open in winter?")

    assert [(sent.text, sent.business_connection_id) for sent in server.sent] == [
        (DISCLOSURE, connection.id),
        ("re: does wax work?", connection.id),
    ]
    assert "what time do you open? → the shop opens at nine in winter" in recalled.stdout
    assert "nine in winter" not in public.stdout


def found(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.glob("knowledge.db*"))


async def test_what_was_taken_back_is_not_answered(tmp_path: Path, server: TelegramServer) -> None:
    mira, zoe = server.user("Mira", id=99), server.user("Zoe")
    async with echoing(tmp_path, server, TWIN_QUIET="0.6"):
        connection = server.business(mira)
        message = server.say_business(connection, zoe, zoe, "forget that I asked")
        chat = server.business_chat(connection, zoe)
        server.delete_business(connection, chat, [message["message_id"]])
        await until(lambda: rows(tmp_path, "SELECT 1 FROM messages WHERE decision NOTNULL"))
        await asyncio.sleep(0.8)

    assert server.sent == []
    assert not rows(tmp_path, "SELECT 1 FROM messages WHERE text <> ''")


async def test_a_stranger_who_connects_the_bot_to_their_own_account_gets_nothing(
    tmp_path: Path, server: TelegramServer
) -> None:
    eve, zoe = server.user("Eve"), server.user("Zoe")
    chat, yan = person(server, "Yan")
    async with echoing(tmp_path, server):
        connection = server.business(eve)
        server.say_business(connection, zoe, zoe, "does wax work?")
        server.say(chat, yan, "the next one")
        await until(lambda: answers(server, chat))

    assert {sent.chat_id for sent in server.sent} == {chat.id}
    assert not rows(tmp_path, "SELECT 1 FROM messages WHERE text LIKE '%wax%'")
