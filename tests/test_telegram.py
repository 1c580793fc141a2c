"""The Telegram adapter against a strict Bot API on loopback, over HTTP, with the library as it is."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import aiohttp
import httpx
import pytest
from aiohttp import web
from telegram.error import NetworkError

from adapters.telegram.adapter import Telegram
from adapters.telegram.addresses import Address
from adapters.telegram.patience import Patience
from adapters.telegram.sending import meaning
from tests.servers.telegram import TOKEN, Chat, TelegramServer, User
from tests.servers.telegram_limits import Fault, Status
from twin.errors import AdapterError, DeliveryError, GoneTo, InDoubt, NotNow, Refused, StoreError
from twin.message import (
    Arrival,
    Closed,
    Deletion,
    Delivery,
    Edit,
    Message,
    Moved,
    Notice,
    OwnerWrote,
    Unreadable,
)
from twin.seams import Adapter

QUICK = Patience(
    look=0.05, failures=2, token=0.2, store=(0.02, 0.1), network=(0.1, 0.2), typing_after=0.05, typing_every=0.1
)


@dataclass
class Kept:
    """A ledger that can be full, and an owner who is told things."""

    arrivals: list[Arrival] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    attempts: int = 0
    full: bool = False
    # Raised for what arrives next, one after the other.
    faults: list[Exception] = field(default_factory=list)
    # The owner cannot be told so many times.
    mute: int = 0
    # Every arrival waits for it.
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def receive(self, arrival: Arrival) -> None:
        """Keep it, once, as a ledger does."""
        self.attempts += 1
        await self.gate.wait()
        if self.full:
            raise StoreError("The disk is full.")
        if self.faults:
            raise self.faults.pop(0)
        if arrival not in self.arrivals:
            self.arrivals.append(arrival)

    async def notify(self, notice: Notice) -> None:
        """The owner is told."""
        if self.mute:
            self.mute -= 1
            raise StoreError("The disk is full.")
        self.notices.append(notice)

    @property
    def texts(self) -> list[str]:
        """What arrived as messages."""
        return [arrival.text for arrival in self.arrivals if isinstance(arrival, Message)]

    @property
    def kinds(self) -> list[str]:
        """What the owner was told of."""
        return [notice.kind for notice in self.notices]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as made:
        yield made
        assert made.violations == []


@pytest.fixture
def kept() -> Kept:
    return Kept()


@asynccontextmanager
async def listening(
    server: TelegramServer, kept: Kept, patience: Patience = QUICK, *, accounts: tuple[str, ...] = (), webhook: str = ""
) -> AsyncIterator[Telegram]:
    made = Telegram(server.token, url=server.url, accounts=accounts, webhook=webhook, patience=patience)
    await made.start(kept.receive, kept.notify)
    try:
        yield made
    finally:
        began = time.monotonic()
        await made.stop_listening()
        assert time.monotonic() - began < 20
        await made.close()
        no_word_of_the_token(kept)


def no_word_of_the_token(kept: Kept) -> None:
    assert not [notice for notice in kept.notices if TOKEN.partition(":")[2] in notice.sentence]


async def until(true: Callable[[], object], seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "that never came true"
        await asyncio.sleep(0.01)


def jonas_of(server: TelegramServer) -> tuple[User, Chat]:
    jonas = server.user("Jonas", id=7)
    return jonas, server.private(jonas)


def delivery(
    conversation: str = "telegram/7", text: str = "Slicks.", reply_to: str = "", hours: float = 0, address: str = ""
) -> Delivery:
    return Delivery(1, conversation, text, reply_to, datetime.now(UTC) - timedelta(hours=hours), address)


def test_it_is_an_adapter() -> None:
    made: Adapter = Telegram(TOKEN)
    assert made.name == "telegram"
    assert made.webhook is None


# Receiving -----------------------------------------------------------------------------------------------------------


async def test_what_arrives_is_kept_before_it_is_confirmed(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "written before")
    kept.gate.clear()
    async with listening(server, kept):
        await until(lambda: kept.attempts)
        await asyncio.sleep(0.1)
        assert server.confirmed == 0
        kept.gate.set()
        await until(lambda: server.confirmed)
        server.say(chat, jonas, "written now")
        await until(lambda: kept.texts == ["written before", "written now"])
        await until(lambda: not server.updates.pending)
    assert [command["command"] for command in server.commands] == ["start", "about", "help", "human"]
    assert kept.notices == []


async def test_a_full_store_loses_nothing(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)

    async def outage(name: str) -> None:
        kept.full = True
        attempts, confirmed = kept.attempts, server.confirmed
        for number in range(3):
            server.say(chat, jonas, f"{name}{number}")
        await until(lambda: kept.attempts > attempts + 3)
        assert server.confirmed == confirmed
        kept.full = False
        await until(lambda: not server.updates.pending)

    async with listening(server, kept):
        await outage("a")
        assert kept.kinds == ["store"]
        await outage("b")
        assert kept.kinds == ["store", "store"]
    assert kept.texts == ["a0", "a1", "a2", "b0", "b1", "b2"]


async def test_stopped_while_the_store_is_full(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    kept.full = True
    async with listening(server, kept):
        server.say(chat, jonas, "hello")
        await until(lambda: kept.attempts > 2)
    assert server.confirmed == 0
    attempts, kept.full = kept.attempts, False
    await asyncio.sleep(0.2)
    assert kept.attempts == attempts
    async with listening(server, kept):
        await until(lambda: kept.texts == ["hello"])


async def test_stopped_during_a_long_poll(server: TelegramServer, kept: Kept) -> None:
    made = Telegram(TOKEN, url=server.url, patience=QUICK)
    await made.start(kept.receive, kept.notify)
    await until(lambda: server.calls["getUpdates"])
    began = time.monotonic()
    await made.stop_listening()
    await made.stop_listening()
    assert time.monotonic() - began < 20
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "too late")
    await made.deliver(delivery())
    await made.close()
    await made.close()
    assert (kept.texts, server.sent[0].text) == ([], "Slicks.")
    with pytest.raises(NotNow):
        await made.deliver(delivery())


async def test_closed_before_it_began() -> None:
    made = Telegram(TOKEN)
    await made.stop_listening()
    await made.close()


ODD: list[dict[str, object]] = [
    {"message": "no message"},
    {"message": {"message_id": "x", "chat": 7}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 7, "type": "private"}}},
    {"message": {"message_id": 1, "date": None, "chat": {"id": 7, "type": "private"}, "from": {}}},
    {"my_chat_member": {"chat": {"id": 7, "type": "private"}}},
]


@pytest.mark.parametrize("odd", ODD)
async def test_what_cannot_be_parsed_is_kept_as_it_came(
    server: TelegramServer, kept: Kept, odd: dict[str, object]
) -> None:
    jonas, chat = jonas_of(server)
    kept.full = True
    server.say(chat, jonas, "before")
    number = server.push(odd)
    server.say(chat, jonas, "behind")
    async with listening(server, kept):
        await until(lambda: kept.attempts > 2)
        assert server.confirmed == 0
        kept.full = False
        await until(lambda: not server.updates.pending)
    assert kept.texts == ["before", "behind"]
    [unreadable] = [arrival for arrival in kept.arrivals if isinstance(arrival, Unreadable)]
    assert unreadable.event == f"telegram/4242/{number}"
    assert json.loads(unreadable.raw) == {"update_id": number, **odd}
    assert kept.kinds == ["store", "unreadable"]


async def test_what_cannot_be_read_or_received_is_kept_as_it_came(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    undated = {"message_id": 1, "chat": chat.json, "from": jonas.json, "text": "when?", "date": None}
    kept.faults = [RuntimeError("a bug")]
    async with listening(server, kept):
        server.say(chat, jonas, "unbearable")
        server.push({"message": undated})
        server.push({"update_of_a_kind_to_come": {}})
        server.say(chat, jonas, "behind")
        await until(lambda: not server.updates.pending)
    first, second, behind = kept.arrivals
    assert isinstance(first, Unreadable)
    assert "unbearable" in first.raw
    assert isinstance(second, Unreadable)
    assert "when?" in second.raw
    assert isinstance(behind, Message)


async def test_a_receiver_that_bears_nothing(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    kept.faults = [RuntimeError("a bug") for _ in range(6)]
    kept.mute = 2
    async with listening(server, kept):
        server.say(chat, jonas, "hello")
        await until(lambda: server.confirmed)
    assert kept.texts == ["hello"]
    assert kept.kinds == ["store"]


async def test_all_that_happens_to_a_bot(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    group, basic = server.group("Bikes"), server.group("Old", basic=True)
    async with listening(server, kept):
        server.edit(server.say(chat, jonas, "helo"), "hello")
        server.say(group, jonas, "@mira_twin_bot, hello", thread=None)
        server.block(jonas)
        server.kick(group)
        moved = server.migrate(basic)
        await until(lambda: len(kept.arrivals) == 7)
    one, two, three, four, five, six, seven = kept.arrivals
    assert isinstance(one, Message)
    assert isinstance(two, Edit)
    assert (one.text, two.message.text, one.reference) == ("helo", "hello", two.message.reference)
    assert isinstance(three, Message)
    assert three.conversation.group
    assert isinstance(four, Closed)
    assert isinstance(five, Closed)
    assert isinstance(six, Moved)
    assert isinstance(seven, Moved)
    assert (six.before, six.after) == (seven.before, seven.after) == (f"telegram/{basic.id}", f"telegram/{moved.id}")


async def test_another_bot_in_its_place_names_everything_anew(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "hello")
    async with TelegramServer(token=TOKEN.replace("4242", "5353")) as other:
        other.say(other.private(other.user("Jonas", id=7)), jonas, "hello again")
        for each, texts in ((server, ["hello"]), (other, ["hello", "hello again"])):
            async with listening(each, kept) as made:
                await until(lambda: len(kept.texts) == len(texts))  # noqa: B023 - it is awaited within the loop
                assert (await made.deliver(delivery())) == f"{each.bot.id}/2"
        assert other.violations == []
    assert kept.texts == ["hello", "hello again"]
    assert [arrival.reference for arrival in kept.arrivals if isinstance(arrival, Message)] == ["4242/1", "5353/1"]


async def test_a_question_that_is_edited_away_from_the_twin(kept: Kept) -> None:
    async with TelegramServer(privacy=False) as server:
        jonas, group = server.user("Jonas", id=7), server.group("Bikes")
        async with listening(server, kept):
            server.edit(server.say(group, jonas, "@mira_twin_bot which tyres?"), "a secret")
            await until(lambda: len(kept.arrivals) == 2)
            asked, edit = kept.arrivals
            assert isinstance(asked, Message)
            assert isinstance(edit, Edit)
            assert (edit.addressed, edit.message.text, edit.message.reference) == (False, "", asked.reference)
            kept.faults = [RuntimeError("a bug")]
            server.edit(server.say(group, jonas, "among ourselves"), "another secret")
            await until(lambda: len(kept.arrivals) == 3)
        assert server.violations == []
    assert isinstance(kept.arrivals[-1], Unreadable)
    assert "secret" not in str(kept.arrivals)


async def test_the_same_update_again_has_the_same_name(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with listening(server, kept):
        message = server.say(chat, jonas, "hello")
        await until(lambda: not server.updates.pending)
        server.replay(message)
        await until(lambda: kept.attempts == 2)
    assert len(kept.arrivals) == 1


# Trouble -------------------------------------------------------------------------------------------------------------


async def test_a_refused_token_at_start(server: TelegramServer, kept: Kept) -> None:
    server.revoke()
    made = Telegram(TOKEN, url=server.url, patience=QUICK)
    with pytest.raises(AdapterError, match=r"@BotFather.*TWIN_TELEGRAM_TOKEN") as caught:
        await made.start(kept.receive, kept.notify)
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in str(error)
        error = error.__cause__ or error.__context__
    with pytest.raises(AdapterError, match="TWIN_TELEGRAM_TOKEN"):
        Telegram("not a token")


async def test_a_token_refused_for_a_while(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)

    async def outage(made: Telegram, number: int) -> None:
        server.revoke()
        await until(lambda: len(kept.kinds) == number)
        server.say(chat, jonas, f"hello {number}")
        with pytest.raises(NotNow) as caught:
            await made.deliver(delivery())
        assert caught.value.seconds == 60
        await asyncio.sleep(0.3)
        server.restore()
        await until(lambda: len(kept.texts) == number and not server.updates.pending)

    async with listening(server, kept) as made:
        await until(lambda: server.calls["getUpdates"])
        await outage(made, 1)
        await outage(made, 2)
    assert kept.texts == ["hello 1", "hello 2"]
    assert kept.kinds == ["token", "token"]


async def test_somebody_else_polls(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with listening(server, kept):
        await until(lambda: server.calls["getUpdates"])
        server.fail_next("getUpdates", Status(409, "Conflict: terminated by other getUpdates request"), times=2)
        server.say(chat, jonas, "wakes the poll")
        await until(lambda: "conflict" in kept.kinds)
        server.say(chat, jonas, "and on")
        await until(lambda: kept.texts == ["wakes the poll", "and on"])
    assert kept.kinds == ["conflict"]


async def test_telegram_is_gone_for_a_while(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with listening(server, kept) as made:
        server.say(chat, jonas, "before")
        await until(lambda: kept.texts == ["before"])
        await server.stop()
        with pytest.raises(NotNow):
            await made.deliver(delivery())
        await until(lambda: kept.kinds == ["network"])
        server.say(chat, jonas, "meanwhile")
        await server.start()
        await until(lambda: kept.texts == ["before", "meanwhile"])
    assert kept.kinds == ["network"]


async def test_telegram_is_gone_at_start_and_at_the_end(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "hello")
    await server.stop()
    async with listening(server, kept):
        assert kept.kinds == ["network"]
        await server.start()
        await until(lambda: kept.texts == ["hello"])
        await server.stop()
        # The library sleeps between two attempts now, and does not hear that it is to stop.
        await asyncio.sleep(0.1)
    assert kept.kinds == ["network"]
    await server.start()


async def test_polls_that_fail() -> None:
    async def one(fault: Fault) -> None:
        kept = Kept()
        async with TelegramServer() as server:
            jonas, chat = jonas_of(server)
            server.fail_next("getUpdates", fault)
            async with listening(server, kept):
                server.say(chat, jonas, "hello")
                await until(lambda: kept.texts == ["hello"] and server.confirmed)
            assert server.faults.happened == [("getUpdates", fault)]
        assert kept.notices == []

    faults: tuple[Fault, ...] = ("garbage", "drop before", "drop after", 500, 502, 429, 403)
    await asyncio.gather(*(one(fault) for fault in faults))


async def test_a_poll_that_hangs_is_begun_anew(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.fail_next("getUpdates", "hang before")
    async with listening(server, kept, Patience(poll=1, silence=-0.5, look=0.05)):
        await until(lambda: server.faults.happened)
        server.say(chat, jonas, "hello")
        await until(lambda: kept.texts == ["hello"])


async def test_a_webhook_that_others_set_is_taken_away(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with listening(server, kept, Patience(poll=1, silence=-0.5, look=0.05)):
        await until(lambda: server.calls["getUpdates"])
        async with aiohttp.ClientSession() as other:
            await other.post(f"{server.url}/bot{TOKEN}/setWebhook", json={"url": "http://127.0.0.1:1/"})
        server.say(chat, jonas, "hello")
        await until(lambda: kept.texts == ["hello"])
    assert "conflict" in kept.kinds


async def test_somebody_on_the_way_answers_for_telegram(kept: Kept) -> None:
    async with own_server([]) as (url, _):
        made = Telegram(TOKEN, url=url, patience=QUICK)
        await made.start(kept.receive, kept.notify)
        with pytest.raises(InDoubt):
            await made.deliver(delivery())
        await made.close()
    assert kept.kinds == ["network"]


async def test_a_start_that_fails_is_tried_again(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.fail_next("getMe", 500)
    server.fail_next("setMyCommands", 400)
    server.fail_next("deleteWebhook", 429)
    server.say(chat, jonas, "hello")
    async with listening(server, kept):
        await until(lambda: kept.texts == ["hello"])
    assert kept.kinds == ["network", "commands"]


async def test_nothing_is_written_to_the_log(
    server: TelegramServer, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    jonas, chat = jonas_of(server)
    caplog.set_level(logging.DEBUG)
    server.push({"message": "odd"})
    for fault in ("garbage", 401):
        server.fail_next("getUpdates", fault)
    async with listening(server, kept):
        server.say(chat, jonas, "a secret")
        await until(lambda: kept.texts)
    assert TOKEN not in caplog.text
    assert "a secret" not in caplog.text


# Webhook -------------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def own_server(seen: list[int]) -> AsyncIterator[tuple[str, Callable[[Telegram], None]]]:
    """What the twin's own server does with posts to it."""
    adapters: list[Telegram] = []

    async def answer(request: web.Request) -> web.Response:
        hook = adapters[0].webhook if adapters else None
        if hook is None or request.path != hook.path:
            return web.Response(status=404)
        headers = {name.lower(): value for name, value in request.headers.items()}
        seen.append(await hook.called(headers, await request.read()))
        return web.Response(status=seen[-1])

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", adapters.append
    finally:
        await runner.cleanup()


async def test_a_webhook(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    seen: list[int] = []
    server.say(chat, jonas, "written before")
    async with own_server(seen) as (url, serve), listening(server, kept, webhook=url) as made:
        serve(made)
        await until(lambda: kept.texts == ["written before"] and server.confirmed)
        kept.full = True
        confirmed = server.confirmed
        server.say(chat, jonas, "hello")
        await until(lambda: seen.count(503) > 1)
        assert server.confirmed == confirmed
        kept.full = False
        await until(lambda: not server.updates.pending)
        server.push({"message": "odd"})
        await until(lambda: not server.updates.pending)
        seen.clear()
        await made.stop_listening()
        server.say(chat, jonas, "too late")
        await until(lambda: seen)
        assert set(seen) == {503}
    assert kept.texts == ["written before", "hello"]
    assert isinstance(kept.arrivals[-1], Unreadable)
    assert kept.kinds == ["store", "unreadable"]


async def test_posts_of_others(server: TelegramServer, kept: Kept) -> None:
    async with listening(server, kept, webhook="http://127.0.0.1:1") as made:
        hook = made.webhook
        assert hook is not None
        right = {"x-telegram-bot-api-secret-token": hook.secret}
        assert TOKEN not in hook.secret
        update = b'{"update_id": 1, "message": "odd"}'
        assert await hook.called({}, update) == 403
        assert await hook.called({"x-telegram-bot-api-secret-token": "wrong\udcff"}, update) == 403
        assert await hook.called(right, b" " * 1_000_001) == 413
        for body in (b"", b"\xff", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"[" * 100_000):
            assert await hook.called(right, body) == 400
        assert kept.arrivals == []
        assert await hook.called(right, update) == 200
    assert len(kept.arrivals) == 1


async def test_a_webhook_that_telegram_does_not_take(server: TelegramServer, kept: Kept) -> None:
    made = Telegram(TOKEN, url=server.url, webhook="http://mira.example", patience=QUICK)
    with pytest.raises(AdapterError, match=r"http://mira\.example"):
        await made.start(kept.receive, kept.notify)
    await server.stop()
    async with listening(server, kept, webhook="http://mira.example"):
        await server.start()
        await until(lambda: kept.kinds == ["network", "webhook"])


WATCHED = replace(QUICK, webhook=0.05)


async def by_somebody_else(server: TelegramServer, method: str, **given: str) -> None:
    async with aiohttp.ClientSession() as other:
        await other.post(f"{server.url}/bot{TOKEN}/{method}", json=given)


async def looked(server: TelegramServer) -> None:
    looks = server.calls["getWebhookInfo"]
    # The first of them may have begun before.
    await until(lambda: server.calls["getWebhookInfo"] > looks + 2)


async def test_a_webhook_that_others_change_is_set_again(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with own_server([]) as (url, serve), listening(server, kept, WATCHED, webhook=url) as made:
        serve(made)
        await until(lambda: server.calls["getWebhookInfo"])
        await by_somebody_else(server, "deleteWebhook")
        server.say(chat, jonas, "one")
        await until(lambda: kept.texts == ["one"])
        await looked(server)
        assert kept.kinds == ["webhook"]
        await by_somebody_else(server, "setWebhook", url="http://127.0.0.1:1/telegram")
        server.say(chat, jonas, "two")
        await until(lambda: kept.texts == ["one", "two"])
        await until(lambda: kept.kinds == ["webhook"] * 2)
        # The same address, but not our secret: what comes without it is nobody's.
        await looked(server)
        await by_somebody_else(server, "setWebhook", url=f"{url}/telegram")
        server.say(chat, jonas, "three")
        await until(lambda: kept.texts == ["one", "two", "three"])
        assert kept.kinds == ["webhook"] * 3
        assert "403" in kept.notices[-1].sentence


async def test_telegram_does_not_get_through_to_the_webhook(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.fail_next("getWebhookInfo", 500)
    async with own_server([]) as (url, serve), listening(server, kept, WATCHED, webhook=url) as made:
        assert server.updates.webhook is not None
        # What is past at the first look was while the twin was away.
        server.updates.webhook.error = {"last_error_date": int(time.time()) - 60, "last_error_message": "long ago"}
        await looked(server)
        assert kept.kinds == []
        # Nobody serves the hook yet.
        server.say(chat, jonas, "one")
        await until(lambda: kept.kinds == ["webhook"])
        await looked(server)
        serve(made)
        await until(lambda: kept.texts == ["one"] and not server.updates.pending)
        await looked(server)
        assert kept.kinds == ["webhook"]
        assert server.updates.webhook is not None
        for words in ("Connection timed out", f"at /bot{TOKEN}/"):
            later = int(time.time()) + 100 * len(kept.notices)
            server.updates.webhook.error = {"last_error_date": later, "last_error_message": words}
            await looked(server)
    assert kept.kinds == ["webhook"] * 3
    assert "404" in kept.notices[0].sentence
    assert '"Connection timed out"' in kept.notices[1].sentence
    assert "no reason" in kept.notices[2].sentence


async def test_the_token_or_telegram_fails_while_the_webhook_is_watched(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with own_server([]) as (url, serve), listening(server, kept, WATCHED, webhook=url) as made:
        serve(made)
        for _ in (1, 2):
            server.revoke()
            await asyncio.sleep(0.3)
            server.restore()
            await looked(server)
        assert kept.kinds == ["token", "token"]
        server.fail_next("getWebhookInfo", 500)
        server.fail_next("getWebhookInfo", 429)
        await until(lambda: len(server.faults.happened) == 2)
        assert kept.kinds == ["token", "token"]
        server.fail_next("getWebhookInfo", 500, times=2)
        await until(lambda: kept.kinds == ["token", "token", "network"])
        await by_somebody_else(server, "deleteWebhook")
        server.fail_next("setWebhook", Status(400, "Bad Request: bad webhook: no such host"))
        server.say(chat, jonas, "hello")
        await until(lambda: kept.texts == ["hello"])
    assert kept.kinds == ["token", "token", "network", "webhook"]
    assert "no such host" in kept.notices[-1].sentence.lower()


async def test_polling_after_a_webhook(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    async with listening(server, kept, webhook="http://127.0.0.1:1"):
        server.say(chat, jonas, "hello")
    async with listening(server, kept):
        await until(lambda: kept.texts == ["hello"])


# The owner's own chats -----------------------------------------------------------------------------------------------


async def test_the_owners_own_chats(server: TelegramServer, kept: Kept) -> None:
    mira, jonas = server.user("Mira", id=99), server.user("Jonas", id=7)
    async with listening(server, kept, accounts=("telegram/99",)) as made:
        connection = server.business(mira)
        chat = server.business_chat(connection, jonas)
        message = server.say_business(connection, jonas, jonas, "Hi Mira")
        await until(lambda: kept.texts == ["Hi Mira"])
        [arrived] = kept.arrivals
        assert isinstance(arrived, Message)
        key = "telegram/business/99/7"
        assert (arrived.conversation.key, arrived.conversation.place) == (key, "telegram/7")
        assert (arrived.conversation.as_owner, arrived.conversation.address) == (True, connection.id)
        await made.turn(key)
        async with made.working(key):
            await until(lambda: server.actions)
        reference = await made.deliver(delivery(key, reply_to=arrived.reference))
        assert (server.sent[0].business_connection_id, server.sent[0].reply_to) == (connection.id, None)
        assert f"4242/{server.sent[0].message_id}" == reference
        assert server.actions[0].business_connection_id == connection.id
        server.say_business(connection, jonas, mira, "Hi Jonas")
        server.edit_business(message, "Hi, Mira")
        server.delete_business(connection, chat, [message["message_id"]])
        await until(lambda: len(kept.arrivals) == 4)
        assert [type(arrival) for arrival in kept.arrivals[1:]] == [OwnerWrote, Edit, Deletion]

        calls = server.calls["sendMessage"]
        with pytest.raises(Refused, match="24 hours"):
            await made.deliver(delivery(key, hours=25))
        server.change_business(connection, can_reply=False)
        server.say_business(connection, jonas, jonas, "Are you there?")
        await until(lambda: kept.texts == ["Hi Mira", "Are you there?"])
        with pytest.raises(Refused, match="Chatbots"):
            await made.deliver(delivery(key))
        server.change_business(connection, enabled=False)
        server.say_business(connection, jonas, jonas, "Unheard")
        await until(lambda: not server.updates.pending)
        with pytest.raises(Refused, match="not connected"):
            await made.deliver(delivery(key))
        assert server.calls["sendMessage"] == calls
    assert "Unheard" not in kept.texts


async def test_a_connection_made_before_the_twin_began(server: TelegramServer, kept: Kept) -> None:
    mira, jonas = server.user("Mira", id=99), server.user("Jonas", id=7)
    connection = server.business(mira)
    server.updates.pending.clear()
    server.fail_next("getBusinessConnection", 500, times=3)
    async with listening(server, kept, accounts=("telegram/99",)) as made:
        server.say_business(connection, jonas, jonas, "Hi Mira")
        server.say_business(connection, jonas, jonas, "Hello?")
        await until(lambda: kept.texts == ["Hi Mira", "Hello?"])
        server.age(25 * 60 * 60)
        with pytest.raises(Refused, match="24 hours"):
            await made.deliver(delivery("telegram/business/99/7", address=connection.id))
    assert server.calls["getBusinessConnection"] == 4
    assert kept.kinds == ["network"]


async def test_connected_anew_the_same_chats_go_on(server: TelegramServer, kept: Kept) -> None:
    mira, jonas = server.user("Mira", id=99), server.user("Jonas", id=7)
    key = "telegram/business/99/7"
    before = server.business(mira)
    server.business_chat(before, jonas).heard = server.now
    server.updates.pending.clear()
    async with listening(server, kept, accounts=("telegram/99", "telegram/100")) as made:
        # Nothing was heard of any connection yet.
        async with made.working(key):
            await asyncio.sleep(0.1)
        assert server.calls["sendChatAction"] == 0
        for nowhere in (delivery(key), delivery("telegram/business/666/7", address=before.id)):
            with pytest.raises(Refused, match="not connected"):
                await made.deliver(nowhere)
        await made.deliver(delivery(key, address=before.id))

        server.say_business(before, jonas, jonas, "Hi Mira")
        await until(lambda: kept.texts)
        after = server.reconnect(before)
        # It may be told late that the one before is closed, and the owner has another account, too.
        server.change_business(before, enabled=False)
        server.business(server.user("Mira at work", id=100))
        server.say_business(after, jonas, jonas, "Are you there?")
        await until(lambda: len(kept.texts) == 2)
        await made.deliver(delivery(key, address=before.id))
        async with made.working(key):
            await until(lambda: server.actions)

        server.change_business(after, enabled=False)
        await until(lambda: not server.updates.pending)
        calls = server.calls["sendMessage"]
        for gone in (before, after):
            with pytest.raises(Refused, match="not connected"):
                await made.deliver(delivery(key, address=gone.id))
        assert server.calls["sendMessage"] == calls
    assert [arrival.conversation.key for arrival in kept.arrivals if isinstance(arrival, Message)] == [key, key]
    assert [sent.business_connection_id for sent in server.sent] == [before.id, after.id]
    assert [action.business_connection_id for action in server.actions] == [after.id]


async def test_what_the_owner_has_an_inline_bot_write_is_theirs(server: TelegramServer, kept: Kept) -> None:
    mira, jonas = server.user("Mira", id=99), server.user("Jonas", id=7)
    async with listening(server, kept, accounts=("telegram/99",)):
        connection = server.business(mira)
        inline = server.user("Gifs", username="gif_bot", is_bot=True)
        server.say_business(connection, jonas, mira, "a gif", via=inline)
        server.say_business(connection, jonas, jonas, "another", via=inline)
        await until(lambda: not server.updates.pending)
    [wrote] = kept.arrivals
    assert isinstance(wrote, OwnerWrote)
    assert (wrote.message.text, wrote.message.sender.key) == ("a gif", "telegram/99")


async def test_a_connection_that_telegram_says_nothing_of_holds_nobody_up(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    connection = server.business(server.user("Eve", id=666))
    server.updates.pending.clear()
    # As long as Telegram answers nothing else either, it is not given up.
    server.fail_next("getBusinessConnection", 500, times=5)
    server.fail_next("getBusinessConnection", 429, times=2)
    async with listening(server, kept, replace(QUICK, lookups=4), accounts=("telegram/99",)):
        await until(lambda: server.calls["getUpdates"])
        server.fail_next("getMe", 500, times=2)
        server.say_business(connection, jonas, jonas, "one")
        server.say_business(connection, jonas, jonas, "two")
        server.say(chat, jonas, "behind")
        await until(lambda: kept.texts)
        assert server.calls["getBusinessConnection"] == 7
        kept.full = True
        server.fail_next("getBusinessConnection", 429, times=100)
        server.say_business(connection, jonas, jonas, "three")
        await until(lambda: kept.kinds[-1] == "store")
        kept.full = False
        await until(lambda: not server.updates.pending)
    one, two, behind, three = kept.arrivals
    assert isinstance(one, Unreadable)
    # Nobody knows whose chat it is: only that there was something.
    assert '"one"' not in one.raw
    assert isinstance(two, Unreadable)
    assert isinstance(behind, Message)
    assert isinstance(three, Unreadable)
    assert kept.kinds[:2] == ["network", "unreadable"]


async def test_chats_of_strangers_are_not_read(server: TelegramServer, kept: Kept) -> None:
    eve, jonas = server.user("Eve", id=666), server.user("Jonas", id=7)
    connection = server.business(eve)
    unheard_of = {"business_connection_id": "gone", "chat": {"id": 7, "type": "private"}, "message_ids": [1]}
    for accounts, kinds in (((), ["business"]), (("telegram/99",), ["business"])):
        async with listening(server, kept, accounts=accounts):
            server.push({"deleted_business_messages": unheard_of})
            server.say_business(connection, jonas, jonas, "secret")
            server.say_business(connection, jonas, eve, "secret")
            await until(lambda: not server.updates.pending)
        assert kept.arrivals == []
        assert kept.kinds == kinds
    assert 'accounts = ["telegram/666"]' in kept.notices[0].sentence


# Sending -------------------------------------------------------------------------------------------------------------


async def test_a_message_is_sent_once(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "hello")
    async with listening(server, kept) as made:
        reference = await made.deliver(delivery(text="Take **slicks** 🚲", reply_to="4242/1"))
        [sent] = server.sent
        assert (sent.text, sent.reply_to, f"4242/{sent.message_id}") == ("Take slicks 🚲", None, reference)
        assert [(entity["type"], entity["offset"], entity["length"]) for entity in sent.entities] == [("bold", 5, 6)]
        parts = made.parts("🚲" * 3000)
        assert "".join(parts) == "🚲" * 3000
        for part in parts:
            await made.deliver(delivery(text=part))


async def test_groups_and_topics(server: TelegramServer, kept: Kept) -> None:
    jonas = server.user("Jonas", id=7)
    forum = server.group("Bikes", forum=True)
    topic = forum.topic("Tyres")
    async with listening(server, kept) as made:
        server.say(forum, jonas, "what strangers say", thread=topic)
        server.say(forum, jonas, "@mira_twin_bot which?", thread=topic)
        await until(lambda: kept.arrivals)
        [asked] = kept.arrivals
        assert isinstance(asked, Message)
        assert asked.conversation.key == f"telegram/{forum.id}/{topic.id}"
        async with made.working(asked.conversation.key):
            await until(lambda: server.actions)
        await made.deliver(delivery(asked.conversation.key, reply_to=asked.reference))
        number = asked.reference.removeprefix("4242/")
        for nothing_to_reply_to in ("4242/987654", f"5353/{number}", number, ""):
            await made.deliver(delivery(asked.conversation.key, reply_to=nothing_to_reply_to))
        assert [(sent.thread, sent.reply_to) for sent in server.sent] == [(topic.id, int(number))] + [
            (topic.id, None)
        ] * 4
        assert server.actions[0].thread == topic.id
        topic.closed = True
        with pytest.raises(Refused, match="closed") as caught:
            await made.deliver(delivery(asked.conversation.key))
        assert not caught.value.closed
        with pytest.raises(Refused, match="topic does not exist"):
            await made.deliver(delivery(f"telegram/{forum.id}/987654"))
        old = server.group("Old", basic=True)
        new = server.migrate(old)
        with pytest.raises(GoneTo) as gone:
            await made.deliver(delivery(f"telegram/{old.id}"))
        assert (gone.value.before, gone.value.after) == (f"telegram/{old.id}", f"telegram/{new.id}")


def refused(code: int, description: str) -> Status:
    return Status(code, {400: "Bad Request: ", 403: "Forbidden: "}[code] + description)


# What happens, the kind of error, what its sentence says, and how long to wait or whether the conversation is closed.
MEANINGS: list[tuple[Fault, type[DeliveryError], str, float | bool | None]] = [
    (Status(429, retry_after=7), NotNow, "wait", 7.0),
    (Status(401, "Unauthorized"), NotNow, "token", 60.0),
    (500, InDoubt, "", None),
    (502, InDoubt, "", None),
    ("garbage", InDoubt, "", None),
    ("drop before", InDoubt, "", None),
    ("drop after", InDoubt, "", None),
    (refused(403, "bot was blocked by the user"), Refused, "blocked", True),
    (refused(403, "bot was kicked from the supergroup chat"), Refused, "not in this", True),
    (refused(403, "bot is not a member of the supergroup chat"), Refused, "not in this", True),
    (refused(403, "user is deactivated"), Refused, "does not exist", True),
    (refused(403, "bot can't initiate conversation with a user"), Refused, "first", True),
    (refused(403, "something new"), Refused, "something new", True),
    (refused(400, "chat not found"), Refused, "no such chat", True),
    (refused(400, "message thread not found"), Refused, "topic", False),
    (refused(400, "TOPIC_CLOSED"), Refused, "closed", False),
    (refused(400, "not enough rights to send text messages to the chat"), Refused, "rights", False),
    (refused(400, "BUSINESS_PEER_USAGE_MISSING"), Refused, "24 hours", False),
    (refused(400, "BUSINESS_PEER_INVALID"), Refused, "account", False),
    (refused(400, "something new\n" + "x" * 400), Refused, r'"Something new x{186}"', False),
    (refused(400, f"/bot{TOKEN}/sendMessage"), Refused, "no reason", False),
]


async def test_what_an_error_means(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "hello")
    async with listening(server, kept) as made:
        for fault, kind, words, detail in MEANINGS:
            asked = len(server.faults.happened)
            server.fail_next("sendMessage", fault)
            with pytest.raises(kind, match=words) as caught:
                await made.deliver(delivery())
            assert server.faults.happened[asked:] == [("sendMessage", fault)]
            error = caught.value
            if isinstance(error, NotNow):
                assert error.seconds == detail
            if isinstance(error, Refused):
                assert error.closed is detail
            assert TOKEN.lower() not in f"{error} {error.__cause__} {error.__context__}".lower()
        assert len(server.sent) == 2  # "garbage" and "drop after" were carried out
        await made.deliver(delivery())
    assert kept.kinds == ["token"]


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx.ConnectError(""), NotNow),
        (httpx.ConnectTimeout(""), NotNow),
        (httpx.PoolTimeout(""), NotNow),
        (httpx.ReadTimeout(""), InDoubt),
        (httpx.WriteTimeout(""), InDoubt),
        (httpx.ReadError(""), InDoubt),
        (httpx.RemoteProtocolError(""), InDoubt),
        (ValueError(), InDoubt),
    ],
)
def test_how_a_connection_failed_tells_whether_it_was_sent(cause: Exception, kind: type[DeliveryError]) -> None:
    error = NetworkError("httpx")
    error.__cause__ = cause
    assert type(meaning(error, Address(7), TOKEN)) is kind


def test_too_many_requests_without_a_time() -> None:
    assert isinstance(meaning(NetworkError("Too Many Requests: retry after 0"), Address(7), TOKEN), NotNow)


async def test_no_conversation_of_telegram(server: TelegramServer, kept: Kept) -> None:
    async with listening(server, kept) as made:
        with pytest.raises(Refused):
            await made.deliver(delivery("discord/1"))
        await made.turn("discord/1")
        async with made.working("discord/1"):
            pass
        with pytest.raises(Refused, match="first") as caught:
            await made.deliver(delivery(f"telegram/{server.user('Ina').id}"))
        assert caught.value.closed


async def test_typing_is_shown_while_it_takes_long(server: TelegramServer, kept: Kept) -> None:
    jonas, chat = jonas_of(server)
    server.say(chat, jonas, "hello")
    async with listening(server, kept) as made:
        async with made.working("telegram/7"):
            pass
        server.fail_next("sendChatAction", 500)
        async with made.working("telegram/7"):
            await until(lambda: len(server.actions) == 3)
        shown = len(server.actions)
        server.fail_next("sendChatAction", "hang before")
        async with made.working("telegram/7"):
            await until(lambda: ("sendChatAction", "hang before") in server.faults.happened)
            began = time.monotonic()
        assert time.monotonic() - began < 20
        await asyncio.sleep(0.15)
        server.fail_next("sendChatAction", 429)
        async with made.working("telegram/7"):
            await asyncio.sleep(0.3)
    assert len(server.actions) == shown
    assert {(action.chat_id, action.action) for action in server.actions} == {(7, "typing")}


async def test_turns_keep_to_the_rates() -> None:
    async def took(*conversations: str, seconds: float = 20) -> float:
        made = Telegram(TOKEN)
        began = time.monotonic()
        await asyncio.wait_for(asyncio.gather(*map(made.turn, conversations)), seconds)
        return time.monotonic() - began

    person, group, all_of_it, others = await asyncio.gather(
        took(*["telegram/1"] * 4),
        took(*["telegram/-1/2"] * 5),
        took(*(f"telegram/{number}" for number in range(30))),
        asyncio.gather(took(*["telegram/-1/2"] * 3, *["telegram/-1/3"] * 3, seconds=1.6), return_exceptions=True),
    )
    assert person > 0.7
    assert group < 2.5
    assert all_of_it > 0.8
    assert isinstance(others[0], TimeoutError)
