"""The owner's panel against a strict Bot API on loopback, over HTTP, with the library as it is; and what is pressed."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ForceReply, Update

from adapters.splitting import utf16
from adapters.telegram import sheets
from adapters.telegram.adapter import Telegram
from adapters.telegram.reading import Reader
from adapters.telegram.wording import Me
from tests.servers.telegram import TOKEN, Chat, Sent, Shown, TelegramServer, User
from tests.servers.telegram_limits import Fault, Status
from tests.test_telegram import Kept, delivery, listening, until
from twin.desk import Button, Sheet
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Message, OwnerWrote, Press
from twin.seams import Adapter, Panel

OWNERS = "telegram/99"
ROWS = ((Button("✓ Send", "a:17"), Button("✎ Edit", "e:17")), (Button("✗ Reject", "r:17"),))
SHEET = Sheet("Jonas asks about tyres. 🚲", "Leans on:\n• 2026-01-02, a chat", ROWS)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def mira(server: TelegramServer) -> User:
    """The owner, whose private chat with the bot is open."""
    mira = server.user("Mira", id=99)
    server.private(mira).opened = True
    return mira


@asynccontextmanager
async def paneled(server: TelegramServer) -> AsyncIterator[Panel]:
    async with listening(server, Kept()) as made:
        yield made.panel


def test_it_has_a_panel() -> None:
    made: Adapter = Telegram(TOKEN)
    panel: Panel | None = made.panel
    assert panel is not None
    assert made.panel is panel


# Showing -------------------------------------------------------------------------------------------------------------


async def test_a_sheet_is_one_message_with_its_details_folded_and_its_buttons(
    server: TelegramServer, mira: User
) -> None:
    async with paneled(server) as panel:
        reference = await panel.show(OWNERS, SHEET)
    [sent] = server.sent
    assert reference == f"4242/{sent.message_id}"
    assert (sent.chat_id, sent.silent, sent.reply_to, sent.parse_mode) == (mira.id, False, None, None)
    assert sent.text == "Jonas asks about tyres. 🚲\nLeans on:\n• 2026-01-02, a chat"
    assert sent.entities == ({"type": "expandable_blockquote", "offset": 27, "length": 30},)
    assert sent.preview == {"is_disabled": True}
    assert server.keyboard(sent) == {"✓ Send": "a:17", "✎ Edit": "e:17", "✗ Reject": "r:17"}
    assert sent.reply_markup is not None
    assert [len(row) for row in sent.reply_markup["inline_keyboard"]] == [2, 1]


async def test_a_sheet_that_is_silent_and_answers_something(server: TelegramServer, mira: User) -> None:
    written = server.say(server.private(mira), mira, "/inbox")
    async with paneled(server) as panel:
        await panel.show(OWNERS, Sheet("Nothing waits.", silent=True), f"4242/{written['message_id']}")
        await panel.show(OWNERS, Sheet("It was deleted."), "4242/987654")
        await panel.show(OWNERS, Sheet("It was another bot's."), f"5353/{written['message_id']}")
    assert [(sent.silent, sent.reply_to) for sent in server.sent] == [
        (True, written["message_id"]),
        (False, None),
        (False, None),
    ]
    assert [(sent.entities, sent.reply_markup) for sent in server.sent] == [((), None)] * 3


async def test_what_asks_begins_a_reply_unless_it_has_buttons(server: TelegramServer, mira: User) -> None:
    async with paneled(server) as panel:
        await panel.show(OWNERS, Sheet("What is the answer?", asks=True))
        await panel.show(OWNERS, Sheet("Why not?", rows=((Button("No reason", "o:17"),),), asks=True))
    assert [sent.reply_markup and set(sent.reply_markup) for sent in server.sent] == [
        {"force_reply", "selective"} if "selective" in ForceReply().to_dict() else {"force_reply"},
        {"inline_keyboard"},
    ]


@pytest.mark.parametrize(
    "elsewhere", ["telegram/-1001", "telegram/-1001/3", "telegram/business/99/7", "discord/99", "telegram"]
)
async def test_nothing_is_shown_where_others_read_along(server: TelegramServer, elsewhere: str) -> None:
    async with paneled(server) as panel:
        with pytest.raises(Refused, match="no private chat"):
            await panel.show(elsewhere, SHEET)
        with pytest.raises(Refused, match="no private chat"):
            await panel.change(elsewhere, "4242/1", SHEET)
        await panel.offer(elsewhere, {"inbox": "What waits"})
    assert server.sent == []
    assert list(server.menus) == ["default"]


LONG = "word " * 2000


@pytest.mark.parametrize(
    ("sheet", "text", "details"),
    [
        (Sheet("a", "b" * 4094), "a", "b" * 4094),
        (Sheet("a", "b" * 4095), "a", f"{'b' * 4093}…"),
        (Sheet("🚲" * 1000, "🚲" * 2000), "🚲" * 1000, f"{'🚲' * 1047}…"),
        (Sheet("a" * 4095, "b" * 30), "a" * 4095, ""),
        (Sheet("a" * 4070, "b" * 30), "a" * 4070, f"{'b' * 24}…"),
        (Sheet("a" * 4090, "b"), "a" * 4090, "b"),
        (Sheet("a" * 4097, "details"), f"{'a' * 4095}…", ""),
        (Sheet("🚲" * 2049), f"{'🚲' * 2047}…", ""),
        (Sheet(LONG, LONG), f"{LONG[:4095].rstrip()}…", ""),
        (Sheet("  a\n", "\n b "), "a", "b"),
        (Sheet("a \ud83d", "b \udcff"), "a ?", "b ?"),
        (Sheet("", "b"), "…", "b"),
        (Sheet("", ""), "…", ""),
    ],
)
async def test_what_is_too_long_is_cut_the_details_first(
    server: TelegramServer, mira: User, sheet: Sheet, text: str, details: str
) -> None:
    async with paneled(server) as panel:
        await panel.show(OWNERS, sheet)
    [sent] = server.sent
    assert sent.text == (f"{text}\n{details}" if details else text)
    assert [(mark["offset"], mark["length"]) for mark in sent.entities] == (
        [(utf16(text) + 1, utf16(details))] if details else []
    )


@given(st.text(), st.text(), st.integers(0, 4200), st.sampled_from("a🚲 \n/\ud800"))
def test_every_sheet_fits_and_folds_to_its_end(text: str, details: str, longer: int, sign: str) -> None:
    made, marks = sheets.shown(Sheet(text + longer * sign, details + longer * sign))
    assert 0 < utf16(made) <= sheets.LONGEST
    made.encode()
    assert made == made.strip()
    for mark in marks:
        assert mark.offset + mark.length == utf16(made)


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (Sheet("See /inbox, or /undo"), "See /inbox, or /undo"),
        (Sheet("Jonas:\n> /undo and (/quiet)\n> 1/2 и/или https://a.example/undo //x /"),
         "Jonas:\n> ∕undo and (∕quiet)\n> 1/2 и/или https://a.example/undo //x /"),
        (Sheet("> a:/undo"), "> a:∕undo"),
        (Sheet("a", "b: /undo"), "a\nb: ∕undo"),
    ],
)  # fmt: skip
def test_others_words_give_no_commands_to_tap_on(sheet: Sheet, text: str) -> None:
    assert sheets.shown(sheet)[0] == text


@pytest.mark.parametrize("hostile", ["/" * 200_000, "> " * 100_000, "\n> /a" * 40_000, "/a " * 70_000, " " * 200_000])
def test_a_hostile_sheet_takes_no_time(hostile: str) -> None:
    began = time.perf_counter()
    sheets.shown(Sheet(hostile, hostile))
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((Button("a", "ø" * 33),), "Button_data_invalid"),
        (tuple(Button(str(number), "a") for number in range(8)), ""),
        ((), ""),
    ],
)
async def test_buttons_that_telegram_does_or_does_not_take(
    server: TelegramServer, mira: User, row: tuple[Button, ...], words: str
) -> None:
    async with paneled(server) as panel:
        if words:
            with pytest.raises(Refused, match=words):
                await panel.show(OWNERS, Sheet("?", rows=(row,)))
        else:
            await panel.show(OWNERS, Sheet("?", rows=(row,)))
            assert len(server.keyboard(server.sent[0])) == len(row)


# Changing ------------------------------------------------------------------------------------------------------------


async def test_a_sheet_is_changed_and_its_buttons_go(server: TelegramServer, mira: User) -> None:
    sent = Sheet("✓ Sent.", rows=((Button("Forget", "f:1"),),))
    async with paneled(server) as panel:
        reference = await panel.show(OWNERS, SHEET)
        await panel.change(OWNERS, reference, sent)
        assert server.keyboard(server.sent[0]) == {"Forget": "f:1"}
        await panel.change(OWNERS, reference, Sheet("✓ Forgotten.", "details"))
        # It reads so already.
        await panel.change(OWNERS, reference, Sheet("✓ Forgotten.", "details"))
    [stands] = server.shown(server.private(mira))
    before = ("Jonas asks about tyres. 🚲\nLeans on:\n• 2026-01-02, a chat", "✓ Sent.")
    assert stands == Shown(1, 4242, "✓ Forgotten.\ndetails", {}, before)
    assert [edit.preview for edit in server.edits] == [{"is_disabled": True}] * 2
    assert server.edits[1].entities[0]["type"] == "expandable_blockquote"
    assert server.calls["editMessageText"] == 3


async def test_what_cannot_be_changed(server: TelegramServer, mira: User) -> None:
    chat = server.private(mira)
    hers = server.say(chat, mira, "mine")
    async with paneled(server) as panel:
        reference = await panel.show(OWNERS, SHEET)
        asking = await panel.show(OWNERS, Sheet("What then?", asks=True))
        server.unsend(chat, server.sent[0].message_id)
        for gone in (reference, asking, f"4242/{hers['message_id']}", "4242/987654"):
            with pytest.raises(Refused, match="cannot be changed") as caught:
                await panel.change(OWNERS, gone, Sheet("new"))
            assert not caught.value.closed
        calls = server.calls["editMessageText"]
        for nothing in ("", "5353/1", "panel/1"):
            with pytest.raises(Refused, match="not sent by this bot"):
                await panel.change(OWNERS, nothing, Sheet("new"))
        assert server.calls["editMessageText"] == calls
    assert server.edits == []


FAILURES: list[tuple[Fault, type[DeliveryError]]] = [
    (Status(429, retry_after=7), NotNow),
    (Status(401, "Unauthorized"), NotNow),
    (500, InDoubt),
    ("drop before", InDoubt),
    ("drop after", InDoubt),
    ("garbage", InDoubt),
    (Status(403, "Forbidden: bot was blocked by the user"), Refused),
    (Status(400, "Bad Request: something new"), Refused),
]


@pytest.mark.parametrize(("fault", "kind"), FAILURES)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "deleteMessage"])
async def test_what_an_error_means(
    server: TelegramServer, mira: User, method: str, fault: Fault, kind: type[DeliveryError]
) -> None:
    async with listening(server, Kept()) as made:
        panel = made.panel
        reference = await panel.show(OWNERS, SHEET)
        doing: dict[str, Callable[[], Awaitable[object]]] = {
            "sendMessage": lambda: panel.show(OWNERS, SHEET),
            "editMessageText": lambda: panel.change(OWNERS, reference, Sheet("new")),
            "deleteMessage": lambda: made.take_back(OWNERS, reference, ""),
        }
        server.fail_next(method, fault)
        with pytest.raises(kind) as caught:
            await doing[method]()
        assert server.calls[method] <= 2
        error = caught.value
        assert TOKEN.lower() not in f"{error} {error.__cause__} {error.__context__}".lower()
        if fault == Status(429, retry_after=7):
            assert isinstance(error, NotNow)
            assert error.seconds == 7


async def test_nothing_can_be_done_when_it_is_closed(server: TelegramServer, mira: User) -> None:
    made = Telegram(TOKEN, url=server.url)
    await made.close()
    with pytest.raises(NotNow):
        await made.panel.show(OWNERS, SHEET)
    with pytest.raises(NotNow):
        await made.panel.change(OWNERS, "4242/1", SHEET)
    with pytest.raises(NotNow):
        await made.take_back(OWNERS, "4242/1", "")
    await made.panel.acknowledge("1", "Sent.")
    await made.panel.offer(OWNERS, {"inbox": "What waits"})
    assert server.calls.total() == 0


async def test_sheets_and_changes_keep_to_the_rate_of_the_chat(server: TelegramServer, mira: User) -> None:
    async def seconds(count: int) -> float:
        began = time.monotonic()
        await asyncio.gather(*(panel.change(OWNERS, reference, Sheet(f"{count} {n}")) for n in range(count)))
        return time.monotonic() - began

    async with paneled(server) as panel:
        reference = await panel.show(OWNERS, SHEET)
        assert await seconds(2) < 2
        assert 0.7 < await seconds(2) < 6


async def test_whoever_waits_for_a_turn_no_more_holds_nobody_up(server: TelegramServer, mira: User) -> None:
    async with paneled(server) as panel:
        for _ in range(3):
            await panel.show(OWNERS, SHEET)
        given_up = [asyncio.create_task(panel.show(OWNERS, SHEET)) for _ in range(20)]
        await asyncio.sleep(0.05)
        for task in given_up:
            task.cancel()
        await asyncio.wait_for(panel.show(OWNERS, Sheet("behind")), 3)
    assert [sent.text for sent in server.sent][3:] == ["behind"]


# Pressing ------------------------------------------------------------------------------------------------------------


async def pressed(server: TelegramServer, kept: Kept, press: Callable[[Sent], object]) -> Press:
    """What arrives of a press on a sheet."""
    async with listening(server, kept) as made:
        await made.panel.show(OWNERS, SHEET)
        press(server.sent[0])
        await until(lambda: not server.updates.pending)
    found = [arrival for arrival in kept.arrivals if isinstance(arrival, Press)]
    assert len(found) == 1
    return found[0]


async def test_a_press_says_who_pressed_what_and_where(server: TelegramServer, kept: Kept, mira: User) -> None:
    queries: list[str] = []
    press = await pressed(server, kept, lambda sent: queries.append(server.press(sent, mira, "a:17")))
    [update] = [number for number, made in server.updates.made.items() if "callback_query" in made]
    assert press == Press(
        event=f"telegram/4242/{update}",
        conversation=Conversation(OWNERS, OWNERS, "Mira"),
        sender=Contact(OWNERS, "Mira", Audience.PUBLIC),
        reference="4242/1",
        data="a:17",
        handle=queries[0],
    )


async def test_a_press_on_a_message_too_old_to_be_told_of(server: TelegramServer, kept: Kept, mira: User) -> None:
    press = await pressed(server, kept, lambda sent: server.press(sent, mira, "a:17", inaccessible=True))
    assert (press.conversation.key, press.reference, press.data) == (OWNERS, "4242/1", "a:17")


@pytest.mark.parametrize("data", ["z:1", "a:18", "ø" * 32, "\ud83d", "x" * 500])
async def test_what_a_modified_program_presses(server: TelegramServer, kept: Kept, mira: User, data: str) -> None:
    eve = server.user("Eve", id=666)
    press = await pressed(server, kept, lambda sent: server.press(sent, eve, data, forged=True))
    assert (press.sender.key, press.conversation.key) == ("telegram/666", OWNERS)
    assert press.data == data.replace("\ud83d", "?")


async def test_a_press_where_a_sheet_was_forwarded_to_is_one_there(
    server: TelegramServer, kept: Kept, mira: User
) -> None:
    group, jonas = server.group("Bikes"), server.user("Jonas", id=7)

    def forwarded(sent: Sent) -> None:
        server.press(server.forward(sent, mira, group), jonas, "a:17")

    press = await pressed(server, kept, forwarded)
    assert press.conversation == Conversation(f"telegram/{group.id}", f"telegram/{group.id}", "Bikes", group=True)
    assert press.sender.key == "telegram/7"


async def test_a_press_comes_by_webhook_too(server: TelegramServer, kept: Kept, mira: User) -> None:
    async with listening(server, kept, webhook="http://127.0.0.1:1") as made:
        assert "callback_query" in server.updates.allowed
        await made.panel.show(OWNERS, SHEET)


JONAS = {"id": 7, "is_bot": False, "first_name": "Jonas"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Jonas"}
FORUM = {"id": -1001, "type": "supergroup", "title": "Bikes", "is_forum": True}
CHANNEL = {"id": -1002, "type": "channel", "title": "News"}


def read(chat: dict[str, Any] | None, /, *, message: dict[str, Any] | None = None, **query: object) -> object:
    """What is made of a press on message 12 of this chat."""
    about = {"message_id": 12, "date": 1_700_000_000, "chat": chat, "text": "?"} | (message or {})
    whole = {"id": "1", "from": JONAS, "chat_instance": "1", "data": "a:17"} | query
    if chat is not None:
        whole["message"] = about
    update = Update.de_json({"update_id": 31, "callback_query": {k: v for k, v in whole.items() if v is not None}})
    return Reader(Me(4242, "mira_twin_bot"), frozenset()).read(update, None)


@pytest.mark.parametrize(
    "press",
    [
        read(None, inline_message_id="x"),
        read(PRIVATE, data=None, game_short_name="chess"),
        read(PRIVATE, data=""),
        read(PRIVATE, message={"business_connection_id": "c-1_x"}),
        read(PRIVATE, **{"from": JONAS | {"is_bot": True}}),
        read(CHANNEL),
        read(CHANNEL, message={"date": 0}),
    ],
)
def test_presses_that_are_none_of_our_business(press: object) -> None:
    assert press is None


@pytest.mark.parametrize(
    ("chat", "message", "key"),
    [
        (FORUM, {"message_thread_id": 3, "is_topic_message": True}, "telegram/-1001/3"),
        (FORUM, {}, "telegram/-1001"),
        (PRIVATE, {"date": 0}, "telegram/7"),
    ],
)
def test_where_a_press_is(chat: dict[str, Any], message: dict[str, Any], key: str) -> None:
    press = read(chat, message=message)
    assert isinstance(press, Press)
    assert (press.conversation.key, press.reference) == (key, "4242/12")


# Acknowledging -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Sent.", "Sent."),
        ("", ""),
        ("  ", ""),
        ("a" * 200, "a" * 200),
        ("a" * 201, f"{'a' * 199}…"),
        ("🚲" * 101, f"{'🚲' * 99}…"),
        ("\ud83d", "?"),
    ],
)
async def test_a_press_is_acknowledged(server: TelegramServer, mira: User, sentence: str, shown: str) -> None:
    async with paneled(server) as panel:
        await panel.show(OWNERS, SHEET)
        query = server.press(server.sent[0], mira, "a:17")
        await panel.acknowledge(query, sentence)
        # Twice is too often, and Telegram says so.
        await panel.acknowledge(query, sentence)
    assert server.toasts == {query: shown}
    assert server.calls["answerCallbackQuery"] == 2


@pytest.mark.parametrize("fault", [400, 401, 403, 429, 500, "drop before", "drop after", "garbage"])
async def test_nothing_comes_of_it_when_that_fails(server: TelegramServer, mira: User, fault: Fault) -> None:
    kept = Kept()
    async with listening(server, kept) as made:
        await made.panel.show(OWNERS, SHEET)
        query = server.press(server.sent[0], mira, "a:17")
        for method in ("answerCallbackQuery", "setMyCommands", "deleteMyCommands"):
            server.fail_next(method, fault)
        await made.panel.acknowledge(query, "Sent.")
        await made.panel.offer(OWNERS, {"inbox": "What waits"})
        await made.panel.offer(OWNERS, {})
        assert len(server.faults.happened) == 3
    assert kept.kinds == []


async def test_a_press_acknowledged_too_late(server: TelegramServer, mira: User) -> None:
    async with paneled(server) as panel:
        await panel.show(OWNERS, SHEET)
        query = server.press(server.sent[0], mira, "a:17")
        server.age(3600)
        await panel.acknowledge(query, "Sent.")
    assert server.toasts == {}


# The menu ------------------------------------------------------------------------------------------------------------


async def test_the_owners_menu_is_theirs_alone(server: TelegramServer, mira: User) -> None:
    async with paneled(server) as panel:
        await panel.offer(OWNERS, {"inbox": "What waits", "undo": "x" * 300})
        assert server.menus["chat 99"] == [
            {"command": "inbox", "description": "What waits"},
            {"command": "undo", "description": f"{'x' * 255}…"},
        ]
        assert [command["command"] for command in server.commands] == ["start", "about", "help", "human"]
        await panel.offer(OWNERS, {})
    assert list(server.menus) == ["default"]


async def test_what_no_menu_can_show_is_left_out(server: TelegramServer, mira: User) -> None:
    odd = {"Inbox": "a", "in-box": "a", "": "a", "x" * 33: "a", "empty": " ", "in\n": "a", "ünder": "a"}
    many = {f"command_{number}": "a" for number in range(101)}
    async with paneled(server) as panel:
        await panel.offer(OWNERS, odd | {"under_score1": "fine"})
        assert server.menus["chat 99"] == [{"command": "under_score1", "description": "fine"}]
        await panel.offer(OWNERS, many)
        assert len(server.menus["chat 99"]) == 100


# Replies -------------------------------------------------------------------------------------------------------------


async def test_a_private_reply_names_what_it_answers(server: TelegramServer, kept: Kept, mira: User) -> None:
    chat = server.private(mira)
    async with listening(server, kept) as made:
        reference = await made.panel.show(OWNERS, SHEET)
        first = server.say(chat, mira, "Slicks will do", reply_to=server.sent[0].message_id)
        server.edit(first, "Slicks!")
        server.say(chat, mira, "no reply")
        await until(lambda: len(kept.arrivals) == 3)
    replied, edit, plain = kept.arrivals
    assert isinstance(replied, Message)
    assert (replied.reply_to, replied.text) == (reference, "Slicks will do")
    assert isinstance(plain, Message)
    assert plain.reply_to == ""
    assert "4242/1" in repr(edit)


async def test_a_reply_in_a_group_or_in_the_owners_chats_names_nothing(
    server: TelegramServer, kept: Kept, mira: User
) -> None:
    jonas, group = server.user("Jonas", id=7), server.group("Bikes")
    async with listening(server, kept, accounts=(OWNERS,)):
        server.say(group, jonas, "@mira_twin_bot and?", reply_to=server.say(group, jonas, "@mira_twin_bot why?"))
        connection = server.business(mira)
        server.say_business(
            connection, jonas, jonas, "And?", reply_to=server.say_business(connection, jonas, jonas, "Why?")
        )
        await until(lambda: len(kept.arrivals) == 4)
    assert [arrival.reply_to for arrival in kept.arrivals if isinstance(arrival, Message)] == [""] * 4


@pytest.mark.parametrize(
    ("root", "reference"), [({"forum_topic_created": {"name": "A", "icon_color": 1}}, ""), ({"text": "a"}, "4242/3")]
)
def test_the_beginning_of_a_private_topic_is_not_answered(root: dict[str, Any], reference: str) -> None:
    topic = {"date": 1_700_000_000, "chat": PRIVATE, "message_thread_id": 3, "is_topic_message": True}
    begins = topic | root | {"message_id": 3}
    written = topic | {"message_id": 12, "from": JONAS, "text": "hello", "reply_to_message": begins}
    message = Reader(Me(4242, "mira_twin_bot"), frozenset()).read(
        Update.de_json({"update_id": 31, "message": written}), None
    )
    assert isinstance(message, Message)
    assert (message.reply_to, message.conversation.key) == (reference, "telegram/7/3")


# Until when, and taking back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conversation", "hours"),
    [
        ("telegram/business/99/7", 24),
        ("telegram/7", None),
        ("telegram/-1001/3", None),
        ("discord/7", None),
        ("", None),
    ],
)
def test_until_when_a_message_can_be_answered(conversation: str, hours: int | None) -> None:
    asked = datetime(2026, 1, 2, 12, tzinfo=UTC)
    end = Telegram(TOKEN).answerable_until(conversation, asked)
    assert end == (None if hours is None else asked + timedelta(hours=hours))


def where_to(server: TelegramServer, kind: str) -> Chat:
    if kind == "private":
        chat = server.private(server.user("Jonas", id=7))
        chat.opened = True
        return chat
    return server.group("Bikes", basic=kind == "basic")


@pytest.mark.parametrize("kind", ["private", "group", "basic"])
async def test_what_was_said_is_taken_back(server: TelegramServer, kept: Kept, kind: str) -> None:
    chat = where_to(server, kind)
    async with listening(server, kept) as made:
        key = f"telegram/{chat.id}"
        first, second = await made.deliver(delivery(key)), await made.deliver(delivery(key, "Or not."))
        await made.take_back(key, first, "")
        assert [stands.text for stands in server.shown(chat)] == ["Or not."]
        # Gone already, by whomever.
        await made.take_back(key, first, "")
        server.age(48 * 60 * 60)
        with pytest.raises(Refused, match="older than 48 hours") as caught:
            await made.take_back(key, second, "")
        assert not caught.value.closed
    assert server.deleted == [(chat.id, server.sent[0].message_id)]
    assert server.calls["deleteMessage"] == 3


async def test_what_cannot_be_taken_back(server: TelegramServer, kept: Kept) -> None:
    group = server.group("Old", basic=True)
    async with listening(server, kept) as made:
        reference = await made.deliver(delivery(f"telegram/{group.id}"))
        server.migrate(group)
        with pytest.raises(Refused, match="supergroup"):
            await made.take_back(f"telegram/{group.id}", reference, "")
        calls = server.calls["deleteMessage"]
        for conversation, message in (("discord/7", reference), ("telegram/7", "5353/1"), ("telegram/7", "")):
            with pytest.raises(Refused):
                await made.take_back(conversation, message, "")
        assert server.calls["deleteMessage"] == calls


DELETES = ("can_delete_sent_messages",)


@pytest.mark.parametrize("rights", [DELETES, ("can_delete_all_messages",), (*DELETES, "can_edit_bio")])
async def test_what_was_said_in_the_owners_name_is_taken_back(
    server: TelegramServer, kept: Kept, mira: User, rights: tuple[str, ...]
) -> None:
    jonas, key = server.user("Jonas", id=7), "telegram/business/99/7"
    async with listening(server, kept, accounts=(OWNERS,)) as made:
        connection = server.business(mira, rights=rights)
        server.say_business(connection, jonas, jonas, "Hi Mira")
        await until(lambda: kept.texts)
        reference = await made.deliver(delivery(key))
        server.age(72 * 60 * 60)
        await made.take_back(key, reference, connection.id)
        await made.take_back(key, reference, "of old")
    assert [stands.text for stands in server.shown(server.business_chat(connection, jonas))] == ["Hi Mira"]
    assert server.calls["deleteBusinessMessages"] == 2
    assert server.calls["deleteMessage"] == 0


async def test_what_may_not_be_taken_back_in_the_owners_name(server: TelegramServer, kept: Kept, mira: User) -> None:
    jonas, key = server.user("Jonas", id=7), "telegram/business/99/7"
    async with listening(server, kept, accounts=(OWNERS,)) as made:
        connection = server.business(mira)
        server.say_business(connection, jonas, jonas, "Hi Mira")
        await until(lambda: kept.texts)
        reference = await made.deliver(delivery(key))
        with pytest.raises(Refused, match="Chatbots"):
            await made.take_back(key, reference, connection.id)
        server.change_business(connection, rights=DELETES)
        await until(lambda: not server.updates.pending)
        # Taken away a moment ago, and not heard of yet.
        connection.rights = frozenset()
        with pytest.raises(Refused, match="does not allow"):
            await made.take_back(key, reference, connection.id)
        server.change_business(connection, enabled=False)
        await until(lambda: not server.updates.pending)
        with pytest.raises(Refused, match="not connected"):
            await made.take_back(key, reference, connection.id)
    assert server.calls["deleteBusinessMessages"] == 1
    assert server.deleted == []


async def test_taken_back_through_a_connection_not_heard_of_yet(server: TelegramServer, kept: Kept, mira: User) -> None:
    jonas, key = server.user("Jonas", id=7), "telegram/business/99/7"
    connection = server.business(mira, rights=DELETES)
    server.business_chat(connection, jonas).heard = server.now
    server.updates.pending.clear()
    async with listening(server, kept, accounts=(OWNERS,)) as made:
        reference = await made.deliver(delivery(key, address=connection.id))
        with pytest.raises(Refused, match="not connected"):
            await made.take_back(key, reference, "")
        await made.take_back(key, reference, connection.id)
    assert server.shown(server.business_chat(connection, jonas)) == []


# Accounts that are linked while it runs ------------------------------------------------------------------------------


async def test_an_account_that_is_linked_meanwhile_counts_at_once(
    server: TelegramServer, kept: Kept, mira: User
) -> None:
    jonas, linked = server.user("Jonas", id=7), set[str]()
    made = Telegram(server.token, url=server.url, accounts=lambda: linked)
    await made.start(kept.receive, kept.notify)
    try:
        connection = server.business(mira)
        server.say_business(connection, jonas, jonas, "before")
        await until(lambda: not server.updates.pending)
        assert kept.arrivals == []
        assert kept.kinds == ["business"]
        assert "twin link" in kept.notices[0].sentence
        with pytest.raises(Refused, match="not connected"):
            await made.deliver(delivery("telegram/business/99/7", address=connection.id))

        linked.add(OWNERS)
        server.say_business(connection, jonas, jonas, "now")
        server.say_business(connection, jonas, mira, "mine")
        await until(lambda: len(kept.arrivals) == 2)
        assert isinstance(kept.arrivals[1], OwnerWrote)
        await made.deliver(delivery("telegram/business/99/7"))

        linked.clear()
        server.say_business(connection, jonas, jonas, "after")
        await until(lambda: not server.updates.pending)
        with pytest.raises(Refused, match="not connected"):
            await made.deliver(delivery("telegram/business/99/7", address=connection.id))
    finally:
        await made.close()
    assert kept.texts == ["now"]
