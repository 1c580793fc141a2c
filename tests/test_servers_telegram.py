"""The strict Bot API of the tests, driven by the unmodified python-telegram-bot and by plain HTTP."""

import asyncio
import io
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import Updater
from telegram.request import HTTPXRequest

from tests.servers.telegram import ADMIN, BOT_ID, TOKEN, Shown, TelegramServer, User
from tests.servers.telegram_limits import Body, Cut, Fault, Slow, Status
from tests.servers.telegram_sounds import opus

# Long enough for a busy machine, short enough for a test that fails.
SOON = 10


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as started:
        yield started


def bot_of(server: TelegramServer, token: str = TOKEN, seconds: float = SOON) -> Bot:
    request = HTTPXRequest(read_timeout=seconds, connection_pool_size=8)
    return Bot(
        token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request,
        get_updates_request=HTTPXRequest(),
    )


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(server) as started:
        yield started


@pytest.fixture
async def http(server: TelegramServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{TOKEN}/", timeout=SOON) as client:
        yield client


@pytest.fixture
def jonas(server: TelegramServer) -> User:
    """Somebody who wrote to the bot, and was confirmed."""
    jonas = server.user("Jonas", username="jonas")
    server.say(server.private(jonas), jonas, "Hello")
    server.updates.drop_pending()
    return jonas


async def refused(sending: Awaitable[object]) -> str:
    with pytest.raises(TelegramError) as caught:
        await sending
    return f"{type(caught.value).__name__}: {caught.value}"


async def eventually(condition: Callable[[], object]) -> None:
    for _ in range(SOON * 100):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def test_the_bot_says_who_it_is(server: TelegramServer, bot: Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.username, me.can_connect_to_business) == (BOT_ID, "mira_twin_bot", True)
    assert server.calls["getMe"] == 2


async def test_another_token_is_unauthorized_and_a_malformed_one_is_not_found(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await bot_of(server, "4242:" + "x" * 35).initialize()
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot_of(server, "4242:short").get_me()

    server.revoke()
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot.get_me()
    server.restore()
    assert await bot.get_me()


async def test_what_is_sent_is_recorded_and_answered_as_a_message(
    server: TelegramServer, bot: Bot, jonas: User
) -> None:
    question = server.say(server.private(jonas), jonas, "Where do you live?")

    sent = await bot.send_message(
        jonas.id,
        " In 🏔 Bergen. ",
        entities=[MessageEntity("bold", 7, 6)],
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(question["message_id"]),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data="why")]]),
    )

    assert sent.text == "In 🏔 Bergen."
    assert sent.parse_entities() == {sent.entities[0]: "Bergen"}
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Where do you live?"
    [kept] = server.sent
    assert (kept.chat_id, kept.text, kept.reply_to, kept.thread, kept.message_id) == (
        jonas.id,
        sent.text,
        question["message_id"],
        None,
        sent.message_id,
    )
    assert server.violations == []


async def test_text_is_measured_in_utf16_units_and_must_say_something(
    server: TelegramServer, bot: Bot, jonas: User
) -> None:
    assert await refused(bot.send_message(jonas.id, "\n ")) == "BadRequest: Message text is empty"
    assert await refused(bot.send_message(jonas.id, "a" * 4097)) == "BadRequest: Message is too long"
    assert await refused(bot.send_message(jonas.id, "😀" * 2049)) == "BadRequest: Message is too long"

    await bot.send_message(jonas.id, "😀" * 2048)
    await bot.send_message(jonas.id, f"  {'a' * 4096}  ")
    assert [len(sent.text) for sent in server.sent] == [2048, 4096]
    assert server.violations == []


@pytest.mark.parametrize(
    ("entity", "violation"),
    [
        (MessageEntity("bold", 1, 2), "sendMessage: an entity of type bold reaches beyond the text"),
        (MessageEntity("bold", 0, 0), "sendMessage: an entity of type bold reaches beyond the text"),
        (MessageEntity("loud", 0, 1), "sendMessage: unknown entity type loud"),
        (MessageEntity("text_link", 0, 1), "sendMessage: an entity of type text_link has no url"),
    ],
)
async def test_entities_must_fit_the_text(
    server: TelegramServer, bot: Bot, jonas: User, entity: MessageEntity, violation: str
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(jonas.id, "😀", entities=[entity])

    assert server.violations == [violation]
    assert server.sent == []


async def test_what_no_program_should_send_is_a_violation(
    server: TelegramServer, http: httpx.AsyncClient, jonas: User
) -> None:
    chat = {"chat_id": jonas.id, "text": "a"}
    answers = [
        await http.post("sendMessage", data=chat | {"txt": "b"}),
        await http.post("sendMessage", json={"chat_id": True, "text": "a"}),
        await http.post("sendMessage", data={"chat_id": jonas.id}),
        await http.post("sendMessage", data=chat | {"entities": "{}"}),
        await http.post("sendMessage", data=chat | {"parse_mode": "Latex"}),
        await http.post("sendMessage", content=b"{", headers={"Content-Type": "application/json"}),
        await http.get("getUpdates", params={"limit": 101}),
        await http.post("getUpdates", json={"allowed_updates": ["messages"]}),
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert answers[0].json() == {"ok": False, "error_code": 400, "description": "Bad Request: unknown parameter txt"}
    assert server.violations == [
        "sendMessage: unknown parameter txt",
        "sendMessage: parameter chat_id must be chat",
        "sendMessage: parameter text is missing",
        "sendMessage: parameter entities must be objects",
        "sendMessage: unsupported parse_mode",
        "sendMessage: can't parse JSON object",
        "getUpdates: limit must be from 1 to 100",
        "getUpdates: unknown kind of update messages",
    ]
    unknown = await http.get("sendPigeon")
    assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_parameters_may_come_as_a_form_as_json_and_in_the_address(
    server: TelegramServer, http: httpx.AsyncClient, jonas: User
) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    await http.post("sendMessage", data={"chat_id": str(jonas.id), "text": "a", "protect_content": "true"})
    await http.post("sendMessage", json={"chat_id": jonas.id, "text": "b", "entities": entities})
    await http.get("sendMessage", params={"chat_id": jonas.id, "text": "c"})
    half = json.dumps({"chat_id": jonas.id, "text": "\ud83d"})
    lone = await http.post("sendMessage", content=half, headers={"Content-Type": "application/json"})

    assert [sent.text for sent in server.sent] == ["a", "b", "c"]
    assert lone.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert server.violations == []


async def test_where_the_bot_may_not_write(server: TelegramServer, bot: Bot, jonas: User) -> None:
    stranger = server.user("Kim")
    basic, group = server.group("Old", basic=True), server.group("Band")
    new = server.migrate(basic)
    server.kick(group)
    left = server.group("Choir")
    await bot.leave_chat(left.id)
    server.block(jonas)

    assert await refused(bot.send_message(1, "a")) == "BadRequest: Chat not found"
    assert "can't initiate" in await refused(bot.send_message(stranger.id, "a"))
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(jonas.id, "a")
    with pytest.raises(Forbidden, match="kicked from the supergroup chat"):
        await bot.send_chat_action(group.id, "typing")
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(left.id, "a")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(basic.id, "a")
    assert migrated.value.new_chat_id == new.id

    server.unblock(jonas)
    await bot.send_message(jonas.id, "a")
    assert len(server.sent) == 1


async def test_topics(server: TelegramServer, bot: Bot) -> None:
    forum = server.group("Band", forum=True)
    tours, old = forum.topic("Tours"), forum.topic("Old")
    old.closed = True
    kim = server.user("Kim")
    asked = server.say(forum, kim, "@mira_twin_bot when?", thread=tours)

    [update] = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (tours.id, True)
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.forum_topic_created is not None

    assert (await bot.send_message(forum.id, "May", message_thread_id=tours.id)).message_thread_id == tours.id
    await bot.send_message(forum.id, "May", reply_to_message_id=asked["message_id"])
    await bot.send_message(forum.id, "In general")
    assert [sent.thread for sent in server.sent] == [tours.id, tours.id, None]
    assert await refused(bot.send_message(forum.id, "a", message_thread_id=1000)) == (
        "BadRequest: Message thread not found"
    )
    assert await refused(bot.send_message(forum.id, "a", message_thread_id=old.id)) == "BadRequest: Topic_closed"


async def test_a_reply_to_what_is_gone(server: TelegramServer, bot: Bot, jonas: User) -> None:
    assert await refused(bot.send_message(jonas.id, "a", reply_to_message_id=99)) == (
        "BadRequest: Message to be replied not found"
    )
    await bot.send_message(jonas.id, "a", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert server.sent[0].reply_to is None


async def test_a_button_says_at_most_64_bytes_and_is_pressed(server: TelegramServer, bot: Bot, jonas: User) -> None:
    def keyboard(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])

    assert "Button_data_invalid" in await refused(bot.send_message(jonas.id, "a", reply_markup=keyboard("ø" * 33)))
    await bot.send_message(jonas.id, "Send it?", reply_markup=keyboard("ø" * 32))
    server.press(server.sent[0], jonas, "ø" * 32)

    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "ø" * 32
    assert await update.callback_query.answer()
    await update.callback_query.edit_message_text("Sent.")
    assert "not modified" in await refused(update.callback_query.edit_message_text("Sent."))
    assert "Query is too old" in await refused(update.callback_query.answer())
    assert [edit.text for edit in server.edits] == ["Sent."]


def buttons(*rows: int) -> InlineKeyboardMarkup:
    """Rows of so many buttons, which say and stand for their numbers."""
    numbers = iter(range(sum(rows)))
    made = [[str(next(numbers)) for _ in range(row)] for row in rows]
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(name, callback_data=f"b{name}") for name in row] for row in made]
    )


async def test_how_many_buttons_there_may_be(server: TelegramServer, bot: Bot, jonas: User) -> None:
    await bot.send_message(jonas.id, "a", reply_markup=buttons(*[8] * 12, 4))
    assert "Reply_markup_too_long" in await refused(bot.send_message(jonas.id, "a", reply_markup=buttons(*[1] * 101)))
    assert server.violations == []
    await refused(bot.send_message(jonas.id, "a", reply_markup=buttons(9)))
    assert server.violations == ["sendMessage: a row has at most 8 buttons"]
    assert len(server.keyboard(server.sent[0])) == 100


async def test_what_stands_in_a_chat(server: TelegramServer, bot: Bot, jonas: User) -> None:
    chat = server.private(jonas)
    asked = await bot.send_message(jonas.id, "Send it?", reply_markup=buttons(2))
    await bot.edit_message_text("Really?", jonas.id, asked.message_id, reply_markup=buttons(1))
    await bot.edit_message_text("Sent.", jonas.id, asked.message_id)
    await bot.send_message(jonas.id, "Gone")
    await bot.delete_message(jonas.id, 3)
    await bot.send_message(jonas.id, "Next?", reply_markup=buttons(1))
    assert server.shown(chat) == [
        Shown(1, jonas.id, "Hello", {}),
        Shown(2, BOT_ID, "Sent.", {}, ("Send it?", "Really?")),
        Shown(4, BOT_ID, "Next?", {"0": "b0"}),
    ]


async def test_only_buttons_that_are_there_are_pressed_but_by_modified_programs(
    server: TelegramServer, bot: Bot, jonas: User
) -> None:
    sent = await bot.send_message(jonas.id, "Send it?", reply_markup=buttons(2))
    await bot.edit_message_text("Sent.", jonas.id, sent.message_id, reply_markup=buttons(1))
    [message] = server.sent
    for user, data in ((jonas, "b1"), (ADMIN, "b0")):
        with pytest.raises(AssertionError):
            server.press(message, user, data)
    server.press(message, jonas, "b0")
    server.press(message, ADMIN, "b1", forged=True)
    server.unsend(server.private(jonas), sent.message_id)
    with pytest.raises(AssertionError):
        server.press(message, jonas, "b0", forged=True)
    server.press(message, jonas, "b0", forged=True, inaccessible=True)

    updates = [update.callback_query for update in await bot.get_updates()]
    assert [(query.from_user.id, query.data) for query in updates if query] == [
        (jonas.id, "b0"),
        (ADMIN.id, "b1"),
        (jonas.id, "b0"),
    ]
    assert [query.message.is_accessible for query in updates if query and query.message] == [True, True, False]


async def test_a_press_is_answered_once_and_soon(server: TelegramServer, bot: Bot, jonas: User) -> None:
    await bot.send_message(jonas.id, "Send it?", reply_markup=buttons(1))
    first, second = (server.press(server.sent[0], jonas, "b0") for _ in range(2))
    assert "Message_too_long" in await refused(bot.answer_callback_query(first, "a" * 201))
    await bot.answer_callback_query(first, "a" * 200)
    assert "Query is too old" in await refused(bot.answer_callback_query(first))
    server.age(600)
    assert "Query is too old" in await refused(bot.answer_callback_query(second))
    assert server.toasts == {first: "a" * 200}
    assert server.answered == [first]


async def test_buttons_are_pressed_where_they_were_forwarded_to(server: TelegramServer, bot: Bot, jonas: User) -> None:
    group, kim = server.group("Band"), server.user("Kim")
    server.privacy = False
    await bot.send_message(jonas.id, "Send it?", reply_markup=buttons(1))
    forwarded = server.forward(server.sent[0], jonas, group)
    server.press(forwarded, kim, "b0")

    arrived, pressed = await bot.get_updates()
    assert arrived.message is not None
    assert arrived.message.forward_origin is not None
    assert pressed.callback_query is not None
    message = pressed.callback_query.message
    assert message is not None
    assert (message.chat.id, message.message_id) == (group.id, forwarded["message_id"])
    # It is Jonas's there, and not the bot's to change.
    edit = bot.edit_message_text("Sent.", group.id, forwarded["message_id"])
    assert await refused(edit) == "BadRequest: Message can't be edited"


async def test_what_a_bot_cannot_edit(server: TelegramServer, bot: Bot, jonas: User) -> None:
    await bot.send_message(jonas.id, "What then?", reply_markup=ForceReply())
    await bot.send_message(jonas.id, "Send it?", reply_markup=buttons(1))
    assert await refused(bot.edit_message_text("a", jonas.id, 1)) == "BadRequest: Message can't be edited"
    assert await refused(bot.edit_message_text("a", jonas.id, 2)) == "BadRequest: Message can't be edited"
    assert await refused(bot.edit_message_text("a", jonas.id, 99)) == "BadRequest: Message to edit not found"
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_text("a", jonas.id, 3, reply_markup=ForceReply())  # type: ignore[arg-type]
    await bot.edit_message_text("Sent.", jonas.id, 3)
    assert [edit.message_id for edit in server.edits] == [3]


@pytest.mark.parametrize("private", [True, False])
async def test_nothing_is_deleted_after_48_hours(
    server: TelegramServer, bot: Bot, jonas: User, *, private: bool
) -> None:
    chat = server.private(jonas) if private else server.group("Band")
    first, second = [(await bot.send_message(chat.id, text)).message_id for text in "ab"]
    server.age(47 * 60 * 60)
    await bot.delete_message(chat.id, first)
    assert await refused(bot.delete_message(chat.id, first)) == "BadRequest: Message to delete not found"
    server.age(60 * 60)
    assert "can't be deleted" in await refused(bot.delete_message(chat.id, second))
    assert server.deleted == [(chat.id, first)]


async def test_messages_in_a_business_chat_are_deleted_as_the_rights_allow(
    server: TelegramServer, bot: Bot, jonas: User
) -> None:
    mira, kim = server.user("Mira"), server.user("Kim")
    connection = server.business(mira)
    theirs = server.say_business(connection, jonas, jonas, "When?")["message_id"]
    others = server.say_business(connection, kim, kim, "Hi")["message_id"]
    own = (await bot.send_message(jonas.id, "Soon", business_connection_id=connection.id)).message_id
    assert len({theirs, others, own}) == 3

    async def delete(*ids: int, name: str = connection.id) -> str:
        try:
            await bot.delete_business_messages(name, ids)
        except TelegramError as error:
            return error.message
        return ""

    assert "BOT_ACCESS_FORBIDDEN" in await delete(own)
    server.change_business(connection, rights=["can_delete_sent_messages"])
    assert "BOT_ACCESS_FORBIDDEN" in await delete(own, theirs)
    assert await delete(own, 987654) == ""
    server.change_business(connection, rights=["can_delete_all_messages"])
    assert "one chat" in await delete(theirs, others)
    assert await delete(theirs) == ""
    assert "Business_connection_invalid" in await delete(others, name="no")
    server.change_business(connection, enabled=False)
    assert "Business_connection_invalid" in await delete(others)
    assert server.deleted == [(jonas.id, own), (jonas.id, theirs)]
    assert server.violations == ["deleteBusinessMessages: message_ids are messages of one chat"]


async def test_rights_stand_in_what_is_told_of_a_connection(server: TelegramServer, bot: Bot) -> None:
    before = server.business(server.user("Mira"), rights=["can_delete_sent_messages"])
    after = server.reconnect(before)
    told = await bot.get_business_connection(after.id)
    assert told.rights is not None
    assert (told.rights.can_reply, told.rights.can_delete_sent_messages) == (True, True)
    assert not (await bot.get_business_connection(before.id)).is_enabled


async def test_menus_by_scope(server: TelegramServer, bot: Bot, jonas: User, http: httpx.AsyncClient) -> None:
    scope = BotCommandScopeChat(jonas.id)
    await bot.set_my_commands([("start", "Begin")])
    await bot.set_my_commands([("inbox", "What waits")], scope=scope)
    await bot.set_my_commands([("help", "Help")], scope=BotCommandScopeAllPrivateChats(), language_code="de")
    assert list(server.menus) == ["default", f"chat {jonas.id}", "all_private_chats de"]
    assert [command.command for command in await bot.get_my_commands(scope=scope)] == ["inbox"]
    await bot.delete_my_commands(scope=scope)
    assert await bot.get_my_commands(scope=scope) == ()
    assert [command["command"] for command in server.commands] == ["start"]
    assert "Chat not found" in await refused(bot.set_my_commands([("a", "b")], scope=BotCommandScopeChat(12345)))
    assert server.violations == []
    await http.post("deleteMyCommands", json={"scope": {"type": "chat"}})
    assert server.violations == ["deleteMyCommands: commands have no such scope"]


async def test_what_else_a_bot_does(server: TelegramServer, bot: Bot, jonas: User) -> None:
    said = server.say(server.private(jonas), jonas, "Sing!")
    await bot.send_chat_action(jonas.id, "record_voice")
    voice = await bot.send_voice(jonas.id, io.BytesIO(opus(3)), caption="La", duration=3, filename="voice.ogg")
    await bot.set_message_reaction(jonas.id, said["message_id"], ReactionTypeEmoji("❤"))
    await bot.delete_message(jonas.id, voice.message_id)
    await bot.set_my_commands([("start", "Who this is")])
    await bot.set_my_description("An AI twin")
    about = await bot.get_chat(jonas.id)

    assert (server.sent[0].voice, server.sent[0].text) == (opus(3), "La")
    assert [action.action for action in server.actions] == ["record_voice"]
    assert server.reactions == [(jonas.id, said["message_id"], [{"type": "emoji", "emoji": "❤"}])]
    assert server.deleted == [(jonas.id, voice.message_id)]
    assert server.commands == [{"command": "start", "description": "Who this is"}]
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    assert await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    assert await refused(bot.set_my_commands([("Start", "a")])) == "BadRequest: Bot_command_invalid"
    assert about.first_name == "Jonas"
    assert await bot.log_out()
    assert server.violations == []


@pytest.mark.parametrize(
    ("content", "name", "seconds", "violation"),
    [
        (opus(3), "voice.ogg", 3, []),
        (opus(3), "voice.mp3", 3, ["sendVoice: what is no Ogg/Opus arrives as a document"]),
        (opus(3)[:-1], "voice.ogg", 3, ["sendVoice: what is no Ogg/Opus arrives as a document"]),
        (b"OggS", "voice.ogg", 3, ["sendVoice: what is no Ogg/Opus arrives as a document"]),
        (b"ID3", "voice.ogg", 3, ["sendVoice: what is no Ogg/Opus arrives as a document"]),
        (opus(3), "voice.ogg", 5, ["sendVoice: it lasts 3.0 seconds, and is said to last 5"]),
    ],
)
async def test_what_telegram_plays_as_a_voice_message(
    server: TelegramServer, bot: Bot, jonas: User, content: bytes, name: str, seconds: int, violation: list[str]
) -> None:
    await bot.send_voice(jonas.id, content, duration=seconds, filename=name)
    assert server.sent[0].voice == content
    assert server.violations == violation


async def test_what_telegram_plays_as_a_film(server: TelegramServer, bot: Bot, jonas: User) -> None:
    film = b"\x00\x00\x00\x18ftypisom" + bytes(9)
    sent = await bot.send_video(jonas.id, film, 12, "Look", width=640, height=360, filename="film.mp4")
    assert sent.video is not None
    assert (sent.video.width, sent.video.file_size, sent.caption) == (640, len(film), "Look")
    assert server.violations == []
    await bot.send_video(jonas.id, b"<html>", filename="film.mp4")
    assert server.violations == [
        "sendVideo: what is no MP4 arrives as a document",
        "sendVideo: a film without its size or its duration is shown as a square",
    ]
    assert await refused(bot.send_video(jonas.id, b"", filename="film.mp4")) == "BadRequest: File must be non-empty"
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_video(jonas.id, bytes(50 * 1024 * 1024 + 1), filename="film.mp4")


async def test_who_forbids_voice_messages(server: TelegramServer, bot: Bot, jonas: User) -> None:
    jonas.forbids_voice = True
    assert await refused(bot.send_voice(jonas.id, opus(), filename="a.ogg")) == "BadRequest: Voice_messages_forbidden"
    assert server.sent == []


async def test_files_are_handed_over(server: TelegramServer, bot: Bot, jonas: User) -> None:
    said = server.say(server.private(jonas), jonas, "Listen", voice=4)
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.voice is not None
    assert (update.message.caption, update.message.voice.file_size) == ("Listen", len(opus(4)))
    file = await update.message.voice.get_file()
    assert file.file_size == len(opus(4))
    assert await file.download_as_bytearray() == opus(4)

    # What the bot sent itself, too.
    sent = await bot.send_voice(jonas.id, opus(2), duration=2, filename="a.ogg")
    assert sent.voice is not None
    assert await (await sent.voice.get_file()).download_as_bytearray() == opus(2)

    server.files.get(said["voice"]["file_id"]).gone = True
    assert "temporarily unavailable" in await refused(bot.get_file(update.message.voice))
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
    large = server.files.keep(bytes(20_000_001), "audio", 60)
    assert await refused(bot.get_file(large.id)) == "BadRequest: File is too big"
    assert server.violations == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Body(cut=10), "RemoteProtocolError"),
        (Body(cut=10, length=False), "RemoteProtocolError"),
        (Body(status=500), "Internal Server Error"),
        ("drop before", "NetworkError"),
        ("drop after", "RemoteProtocolError"),
        (404, "made to fail"),
        (502, "made to fail"),
    ],
)
async def test_files_are_handed_over_badly(server: TelegramServer, bot: Bot, fault: Fault, said: str) -> None:
    file = await bot.get_file(server.files.keep(opus(4)).id)
    server.fail_next("file", fault)
    assert said in await refused(file.download_as_bytearray())
    assert len(await file.download_as_bytearray()) == len(opus(4))
    server.fail_next("file", Body(more=100_000))
    assert len(await file.download_as_bytearray()) > 100_000
    server.fail_next("file", Body(cut=2, pause=0.01))
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()


@pytest.mark.parametrize("fault", [Cut(100_000), "stall"])
async def test_an_upload_that_nobody_takes(server: TelegramServer, jonas: User, fault: Fault) -> None:
    async with bot_of(server, seconds=0.3) as bot:
        server.fail_next("sendVideo", fault)
        with pytest.raises(NetworkError):
            await bot.send_video(jonas.id, bytes(30_000_000), filename="film.mp4", write_timeout=0.3)
    assert server.sent == []


async def test_what_is_typed_can_be_spoken(tmp_path: Path) -> None:
    hello, folder = tmp_path / "hello.ogg", tmp_path / "kept"
    folder.mkdir()
    hello.write_bytes(opus(4))
    python = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.telegram", "--keep", str(folder), stdin=PIPE, stdout=PIPE
    )  # fmt: skip
    assert python.stdin is not None
    assert python.stdout is not None
    typed, printed = python.stdin, python.stdout
    try:
        async with asyncio.timeout(SOON):
            url = (await printed.readline()).decode().split()[3].rstrip(",")
            typed.write(f"Mira 🎤 {hello}\n🎤 {folder}/nothing.ogg\n".encode())
            async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
                [update] = await bot.get_updates(timeout=5)
                assert update.message is not None
                assert update.message.voice is not None
                heard = await (await update.message.voice.get_file()).download_as_bytearray()
                sent = await update.message.reply_voice(bytes(heard), duration=4, filename="voice.ogg")
            while "bot to" not in (line := (await printed.readline()).decode()):
                pass
    finally:
        python.terminate()
        await python.wait()
    kept = folder / f"{sent.chat_id}-{sent.message_id}.ogg"
    assert kept.read_bytes() == opus(4)
    assert f"(voice, 4 s, {len(opus(4))} bytes, {kept})" in line


async def test_updates_are_forgotten_when_confirmed(server: TelegramServer, bot: Bot, jonas: User) -> None:
    chat = server.private(jonas)
    for number in range(5):
        server.say(chat, jonas, str(number))

    async def texts(offset: int | None = None, limit: int | None = None) -> list[str | None]:
        return [update.message.text for update in await bot.get_updates(offset, limit) if update.message]

    first = (await bot.get_updates())[0].update_id
    assert await texts() == list("01234")
    assert await texts(offset=first + 1, limit=2) == list("12")
    assert server.confirmed == first
    assert await texts(offset=-2) == list("34")
    assert await texts() == list("34")
    assert await texts(offset=first + 5) == []
    assert server.confirmed == first + 4


async def test_a_long_poll_wakes_at_once_and_is_capped(server: TelegramServer, bot: Bot, jonas: User) -> None:
    async with asyncio.timeout(SOON):
        polling = asyncio.create_task(bot.get_updates(timeout=50))
        await eventually(lambda: server.calls["getUpdates"])
        server.say(server.private(jonas), jonas, "Now")
        [update] = await polling
        server.updates.longest_poll = 0.05
        assert await bot.get_updates(offset=update.update_id + 1, timeout=50) == ()


async def test_the_older_of_two_pollers_is_in_conflict(server: TelegramServer, bot: Bot, jonas: User) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=50))
    await eventually(lambda: server.calls["getUpdates"] == 1)
    newer = asyncio.create_task(bot.get_updates(timeout=50))

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    server.say(server.private(jonas), jonas, "Now")
    assert len(await newer) == 1


async def test_a_poller_that_hung_up_counts_no_more(server: TelegramServer, bot: Bot, jonas: User) -> None:
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{TOKEN}/", timeout=0.2) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get("getUpdates", params={"timeout": 50})
    await eventually(lambda: server.updates._poller is None)

    server.say(server.private(jonas), jonas, "Now")
    assert len(await bot.get_updates()) == 1


async def test_only_the_kinds_asked_for_are_made_and_remembered(server: TelegramServer, bot: Bot, jonas: User) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    message = server.say(server.private(jonas), jonas, "Helo")
    server.edit(message, "Hello")
    [update] = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "Hello"

    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
    assert server.push({"message_reaction": {}}) is None
    assert server.push({"telepathy": {}}) is not None
    assert len(await bot.get_updates()) == 1


async def test_a_group_shows_what_is_meant_for_the_bot(server: TelegramServer, bot: Bot) -> None:
    group, kim = server.group("Band"), server.user("Kim")
    await bot.send_message(group.id, "Hello")
    mine = server.sent[0].message_id
    server.say(group, kim, "Who comes tonight?")
    server.say(group, kim, "/start@other_bot")
    server.say(group, kim, "@mira_twin_bots and mail@mira_twin_bot.example")
    seen = [
        server.say(group, kim, "😀 @Mira_Twin_Bot do you?"),
        server.say(group, kim, "Me too", reply_to=mine),
        server.say(group, kim, "/start"),
        server.say(group, kim, "/start@mira_twin_bot"),
        server.say(group, kim, "@mira_twin_bot look", photo=True),
    ]
    server.privacy = False
    seen.append(server.say(group, kim, "Anyway"))

    updates = await bot.get_updates()
    assert [u.message.message_id for u in updates if u.message] == [message["message_id"] for message in seen]
    assert [u.message.message_thread_id for u in updates[:2] if u.message] == [None, mine]
    mention = updates[0].message
    assert mention is not None
    assert mention.parse_entities() == {mention.entities[0]: "@Mira_Twin_Bot"}


async def test_everything_people_do_can_be_parsed(server: TelegramServer, jonas: User) -> None:
    chat, group, kim = server.private(jonas), server.group("Old", basic=True), server.user("Kim", is_bot=True)
    message = server.say(chat, jonas, "see https://example.org/a /help", reply_to=1)
    server.say(chat, jonas, "Look", photo=True, forward_from=kim)
    server.say(chat, jonas, sticker="👍")
    server.say(chat, jonas, voice=4)
    server.edit(message, "seen")
    server.block(jonas)
    server.unblock(jonas)
    server.migrate(group)
    server.kick(group)
    connection = server.business(jonas)
    said = server.say_business(connection, kim, kim, "Is Jonas there?")
    server.edit_business(said, "Is he there?")
    server.delete_business(connection, server.business_chat(connection, kim), [said["message_id"]])

    parsed = [Update.de_json(update, None) for update in server.updates.pending]
    kinds = [next(kind for kind in update.to_dict() if kind != "update_id") for update in parsed]
    assert kinds == (
        ["message"] * 4
        + ["edited_message"]
        + ["my_chat_member"] * 2
        + ["message"] * 2
        + ["my_chat_member", "business_connection", "business_message", "edited_business_message"]
        + ["deleted_business_messages"]
    )
    assert not any(found.api_kwargs for update in parsed for found in (update, update.effective_message) if found)
    forwarded = parsed[1].message
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    assert (forwarded.caption, len(forwarded.photo)) == ("Look", 2)


async def test_a_business_account_is_answered_for(server: TelegramServer, bot: Bot, jonas: User) -> None:
    mira = server.user("Mira")
    connection = server.business(mira)
    question = server.say_business(connection, jonas, jonas, "When?")

    async def answer(to: int = jonas.id, name: str = connection.id) -> object:
        return await bot.send_message(to, "Soon", business_connection_id=name)

    sent = await bot.send_message(
        jonas.id, "Soon", business_connection_id=connection.id, reply_to_message_id=question["message_id"]
    )
    assert sent.from_user is not None
    assert sent.sender_business_bot is not None
    assert (sent.from_user.id, sent.sender_business_bot.id) == (mira.id, BOT_ID)
    assert server.sent[0].business_connection_id == connection.id
    assert (await bot.get_business_connection(connection.id)).is_enabled
    assert [update.business_message is not None for update in await bot.get_updates()] == [False, True]

    assert "Business_peer_invalid" in await refused(answer(name="no"))
    assert "Business_peer_invalid" in await refused(answer(to=mira.id))
    server.age(24 * 60 * 60)
    assert "Business_peer_usage_missing" in await refused(answer())
    server.say_business(connection, jonas, mira, "I am away")
    assert "Business_peer_usage_missing" in await refused(answer())
    server.say_business(connection, jonas, jonas, "And now?")
    await answer()
    server.change_business(connection, can_reply=False)
    assert "Not enough rights" in await refused(answer())
    server.change_business(connection, enabled=False)
    assert "Business_peer_invalid" in await refused(answer())
    assert len(server.sent) == 2


async def test_too_many_messages(server: TelegramServer, bot: Bot, jonas: User) -> None:
    group = server.group("Band")
    server.limits(per_chat_per_second=1, group_per_minute=2)
    await bot.send_message(jonas.id, "a")
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(jonas.id, "b")
    assert caught.value._retry_after.total_seconds() == 1

    for _ in range(2):
        server.age(1)
        await bot.send_message(group.id, "c")
    server.age(1)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(group.id, "d")
    assert 50 < caught.value._retry_after.total_seconds() < 60
    server.age(60)
    await bot.send_message(group.id, "d")

    server.limits(per_second=1)
    await bot.send_message(group.id, "e")
    with pytest.raises(RetryAfter):
        await bot.send_message(jonas.id, "e")
    assert [sent.text for sent in server.sent] == ["a", "c", "c", "d", "e"]


async def test_calls_fail_as_they_are_told_to(server: TelegramServer, jonas: User) -> None:
    async with bot_of(server, seconds=0.5) as bot:

        async def send() -> object:
            return await bot.send_message(jonas.id, "a")

        server.fail_next("sendMessage", 500, times=2)
        server.fail_next("*", Status(429, retry_after=7))
        server.fail_next("sendMessage", Status(403, "Forbidden: not today"))
        assert [await refused(send()) for _ in range(4)] == [
            "NetworkError: made to fail",
            "NetworkError: made to fail",
            "RetryAfter: Flood control exceeded. Retry in 7 seconds",
            "Forbidden: Forbidden: not today",
        ]
        server.fail_next("sendMessage", "drop before")
        server.fail_next("sendMessage", "hang before")
        with pytest.raises(NetworkError):
            await send()
        with pytest.raises(TimedOut):
            await send()
        assert server.sent == []

        server.fail_next("sendMessage", "drop after")
        server.fail_next("sendMessage", "hang after")
        server.fail_next("sendMessage", "garbage")
        with pytest.raises(NetworkError):
            await send()
        with pytest.raises(TimedOut):
            await send()
        assert await refused(send()) == "TelegramError: Invalid server response"
        assert len(server.sent) == 3
        server.fail_next("sendMessage", Slow(0.1))
        await send()
        assert len(server.faults.happened) == 10


async def test_chaos_is_the_same_for_the_same_seed(server: TelegramServer, bot: Bot, jonas: User) -> None:
    async def run(seed: int, polls: int) -> list[bool]:
        server.chaos(seed, 0.5, [500, 502])
        went = []
        for number in range(20):
            for _ in range(polls):
                await asyncio.gather(bot.get_updates(), return_exceptions=True)
            try:
                await bot.send_message(jonas.id, str(number))
            except NetworkError:
                went.append(False)
            else:
                went.append(True)
        server.chaos(seed, 0, [])
        return went

    first = await run(1, polls=0)
    assert await run(1, polls=2) == first
    assert await run(2, polls=0) != first
    assert 3 < sum(first) < 17


async def test_a_replay_is_the_same_update_again(server: TelegramServer, bot: Bot, jonas: User) -> None:
    message = server.say(server.private(jonas), jonas, "Once")
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)

    server.replay(message)
    server.replay(update.update_id)
    again = await bot.get_updates(offset=update.update_id + 1)
    assert [each.update_id for each in again] == [update.update_id] * 2
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_an_updater_polls_through_a_restart_on_the_same_port(server: TelegramServer, jonas: User) -> None:
    bot = bot_of(server)
    updater = Updater(bot, update_queue=asyncio.Queue())  # noqa: TID251
    errors: list[TelegramError] = []
    async with updater:
        await updater.start_polling(timeout=20, error_callback=errors.append)
        server.say(server.private(jonas), jonas, "Before")
        async with asyncio.timeout(SOON):
            before = await updater.update_queue.get()

            await server.stop()
            server.say(server.private(jonas), jonas, "Meanwhile")
            await eventually(lambda: errors)
            await server.start()
            meanwhile = await updater.update_queue.get()
        await updater.stop()

    texts = [each.message.text for each in (before, meanwhile) if isinstance(each, Update) and each.message]
    assert texts == ["Before", "Meanwhile"]
    assert not server.updates.pending
    assert server.violations == []


class Hook:
    """A webhook that refuses the first so many updates."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses = refuses
        self.got: list[tuple[str | None, dict[str, Any]]] = []

    async def __call__(self, request: web.Request) -> web.Response:
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        self.refuses -= 1
        return web.Response(status=503 if self.refuses >= 0 else 204)

    @property
    def texts(self) -> list[str]:
        """What was written in the updates."""
        return [update["message"]["text"] for _, update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[tuple[Hook, str]]:
    """A webhook, and where it is."""
    hook, application = Hook(refuses=2), web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield hook, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_gets_every_update_in_order_until_it_takes_it(
    server: TelegramServer, bot: Bot, jonas: User, hook: tuple[Hook, str]
) -> None:
    taken, url = hook
    chat = server.private(jonas)
    server.say(chat, jonas, "Old")
    await bot.set_webhook(url, secret_token="s3cret_-", drop_pending_updates=True, max_connections=1)
    first = server.say(chat, jonas, "One")
    server.say(chat, jonas, "Two")
    await eventually(lambda: len(taken.got) == 4)
    server.replay(first)
    await eventually(lambda: len(taken.got) == 5)
    await eventually(lambda: not server.updates.pending)

    assert taken.texts == ["One", "One", "One", "Two", "One"]
    assert {secret for secret, _ in taken.got} == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (url, 0)
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"

    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_webhook_that_nobody_could_trust_is_refused(server: TelegramServer, bot: Bot) -> None:
    assert "https url" in await refused(bot.set_webhook("http://example.org/hook"))
    assert "Secret token" in await refused(bot.set_webhook("https://example.org/hook", secret_token="a b"))
    assert server.updates.webhook is None
