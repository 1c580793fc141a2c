"""Sending to a strict Discord on loopback, with the library as it is: once, where its question stands, to no other."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import asking, finding, pace, rooms, sending
from adapters.discord import presence as presence_of
from adapters.discord.addresses import Address, Asked, Private, Room, address
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.outgoing import LONGEST
from adapters.discord.presence import Presence
from adapters.discord.rooms import Rooms
from adapters.discord.sending import Sending
from adapters.discord.threads import Threads, name_for
from adapters.discord.troubles import QUIET
from adapters.troubles import Troubles
from tests.servers.discord import (
    TOKEN,
    Channel,
    Community,
    CutAfter,
    CutBefore,
    DiscordServer,
    Fault,
    Garbage,
    Message,
    Person,
    Sent,
    Slow,
    Status,
)
from tests.servers.discord_objects import Overwrite
from tests.servers.discord_permissions import bits
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.message import Delivery, Notice

SEND = "POST /channels/{channel}/messages"
MESSAGES = "/channels/…/messages"


@dataclass
class Noted:
    """Channels of private messages that were noted."""

    channels: dict[int, int] = field(default_factory=dict)

    async def private_channel(self, user: int) -> int | None:
        """The channel, if it was noted."""
        return self.channels.get(user)


@dataclass
class Kept:
    """The places that Discord keeps for the answers to commands: which are still open, and what stands in them."""

    open: set[int] = field(default_factory=set)
    filled: dict[int, str] = field(default_factory=dict)
    private: bool | None = None

    async def answer(self, asked: Asked, text: str) -> str | None:
        """Fill it, once."""
        if asked.id not in self.open:
            return None
        self.open.remove(asked.id)
        self.filled[asked.id] = text
        return str(asked.id + 1)

    async def find(self, asked: Asked, text: str) -> str | None:
        """Whether this text stands there."""
        return str(asked.id + 1) if self.filled.get(asked.id) == text else None

    async def is_private(self, asked: Asked) -> bool | None:
        """Whether only who asked is shown what stands there."""
        return self.private


@dataclass
class Stage:
    """A bot that is connected, and what it sends with."""

    server: DiscordServer
    client: discord.Client
    noted: Noted = field(default_factory=Noted)
    kept: Kept = field(default_factory=Kept)
    notices: list[Notice] = field(default_factory=list)
    manners: Manners = field(default_factory=Manners)

    def __post_init__(self) -> None:
        self.troubles = Troubles("discord", QUIET)
        self.troubles.begin(self.notify)
        self.line = Line(self.troubles)
        self.line.use(self.client)
        self.rooms = Rooms(self.line, self.noted)
        self.restart()

    def restart(self) -> None:
        """Forget what was done."""
        threads = Threads(self.line, self.troubles)
        self.sending = Sending(self.line, self.rooms, threads, self.kept, self.troubles)

    async def notify(self, notice: Notice) -> None:
        """The owner is told."""
        self.notices.append(notice)

    async def send(self, delivery: Delivery) -> Sent:
        """Send it; what came of it."""
        reference = await self.sending.send(known(delivery), delivery)
        return next(sent for sent in self.server.sent if str(sent.id) == reference)

    async def fails(self, delivery: Delivery) -> DeliveryError:
        """Send it, which must fail, and must not let out what the library knows."""
        with pytest.raises(DeliveryError) as raised:
            await self.sending.send(known(delivery), delivery)
        error = raised.value
        assert TOKEN not in str(error)
        assert not isinstance(error.__context__, discord.DiscordException)
        return error

    async def find(self, delivery: Delivery) -> str | None:
        """Whether it stands there."""
        return await self.sending.find(known(delivery), delivery)

    @property
    def texts(self) -> list[str]:
        """What was sent."""
        return [sent.content for sent in self.server.sent]

    @property
    def kinds(self) -> list[str]:
        """What the owner was told of."""
        return [notice.kind for notice in self.notices]


@pytest.fixture(autouse=True)
def _quiet() -> None:
    for name in ("discord", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as made:
        monkeypatch.setattr(Route, "BASE", made.url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(made.gateway_url))
        yield made
        assert made.violations == []


@pytest.fixture
def guild(server: DiscordServer) -> Community:
    return server.guild("Harbour")


@pytest.fixture
async def stage(server: DiscordServer, guild: Community) -> AsyncIterator[Stage]:
    guild.text("general")
    client = discord.Client(
        intents=discord.Intents(guilds=True, messages=True, reactions=True, message_content=True),
        max_messages=None,
        chunk_guilds_at_startup=False,
        member_cache_flags=discord.MemberCacheFlags.none(),
        max_ratelimit_timeout=30,
    )
    await client.login(server.token)
    listening = asyncio.create_task(client.connect())
    await until(lambda: client.get_guild(guild.id))
    made = Stage(server, client)
    # Discord's times have no more than milliseconds.
    await asyncio.sleep(0.002)
    yield made
    await client.close()
    listening.cancel()
    with suppress(Exception, asyncio.CancelledError):
        await listening


@pytest.fixture
def general(stage: Stage, guild: Community) -> Channel:
    return next(channel for channel in guild.channels.values() if channel.name == "general")


@pytest.fixture
def mira(guild: Community) -> Person:
    return guild.member("Mira")


async def until(true: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "that never came true"
        await asyncio.sleep(0.01)


def known(delivery: Delivery) -> Address:
    where = address(delivery.conversation)
    assert where is not None
    return where


def answer(question: Message, text: str = "Slicks.", *, thread: int | None = None, number: int = 1) -> Delivery:
    """The answer to a question, in its channel, in a thread, or in private."""
    channel = question.channel
    if channel.user:
        return Delivery(number, f"discord/{channel.user.id}", text, str(question.id), asked_at(question))
    assert channel.guild
    state = channel.thread
    parent, inner = (state.parent.id, channel.id) if state else (channel.id, thread)
    room = Room(channel.guild.id, parent, inner)
    return Delivery(number, room.key, text, str(question.id), asked_at(question))


def asked_at(question: Message) -> datetime:
    return discord.utils.snowflake_time(question.id)


# Where, and to whom


async def test_an_answer_is_a_reply_that_calls_who_asked(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?", mentions=[stage.server.bot])
    before = stage.server.calls.total()
    sent = await stage.send(answer(question))
    assert (sent.channel, sent.content, sent.reference, sent.pinged) == (general, "Slicks.", question.id, (mira,))
    assert stage.server.calls.total() == before + 1


async def test_nobody_else_is_called(stage: Stage, guild: Community, general: Channel, mira: Person) -> None:
    theo, patrons = guild.member("Theo"), guild.role("Patrons")
    question = await mira.say(general, "Who?")
    sent = await stage.send(answer(question, f"@everyone @here {theo.mention} {patrons.mention}"))
    assert (sent.pinged, sent.pinged_roles, sent.pinged_everyone) == ((mira,), (), False)
    assert sent.allowed_mentions == {"parse": [], "replied_user": True}


async def test_only_the_first_part_of_an_answer_calls(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    parts = [await stage.send(answer(question, text, number=n)) for n, text in enumerate(["One.", "Two."])]
    assert [part.reference for part in parts] == [question.id, question.id]
    assert [part.pinged for part in parts] == [(mira,), ()]


async def test_a_question_that_was_deleted_is_not_answered(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    await mira.delete(question)
    error = await stage.fails(answer(question))
    assert isinstance(error, Refused)
    assert "deleted" in str(error)
    assert not error.closed
    assert stage.texts == []


async def test_what_answers_nothing_is_said_without_a_reply(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    sent = await stage.send(replace(answer(question), reply_to=""))
    assert (sent.reference, sent.pinged) == (None, ())


async def test_half_a_character_does_not_stop_an_answer(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    assert (await stage.send(answer(question, "Slicks \ud800."))).content == "Slicks ?."


# In private


async def test_in_private_there_is_no_reply(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    question = await jonas.write("Which tyres?")
    before = stage.server.calls.total()
    sent = await stage.send(replace(answer(question), address=str(jonas.private.id)))
    assert (sent.channel, sent.reference, sent.content) == (jonas.private, None, "Slicks.")
    assert stage.server.calls.total() == before + 1


async def test_a_private_channel_is_asked_for_once(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    question = await jonas.write("Which tyres?")
    stage.noted.channels.clear()
    for number in range(2):
        assert (await stage.send(answer(question, f"{number}.", number=number))).channel is jonas.private
    assert stage.server.calls["POST /users/@me/channels"] <= 1


async def test_a_private_channel_that_was_noted_is_not_asked_for(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    stage.noted.channels[jonas.id] = jonas.private.id
    channel = await stage.rooms.channel(Private(jonas.id))
    assert (channel.id, channel.guild_id) == (jonas.private.id, None)
    assert not stage.server.calls["POST /users/@me/channels"]


@pytest.mark.parametrize("number", [50007, 50278])
async def test_who_takes_no_private_messages_is_closed(stage: Stage, number: int) -> None:
    jonas = stage.server.person("Jonas")
    question = await jonas.write("Which tyres?")
    jonas.private_refusal = number
    error = await stage.fails(answer(question))
    assert isinstance(error, Refused)
    assert error.closed


async def test_an_older_question_in_private_must_still_be_there(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    gone, there = [await jonas.write(text, ago=3600) for text in ("Which tyres?", "Which oil?")]
    await jonas.delete(gone)
    assert isinstance(await stage.fails(answer(gone)), Refused)
    assert (await stage.send(answer(there, "Castor."))).content == "Castor."
    assert stage.texts == ["Castor."]


@pytest.mark.parametrize("fault", [Status(503), CutBefore(), Garbage()])
async def test_whether_it_is_there_may_be_asked_again(stage: Stage, fault: Fault) -> None:
    jonas = stage.server.person("Jonas")
    question = await jonas.write("Which tyres?", ago=3600)
    stage.server.faults.next("GET", f"{MESSAGES}/…", fault, times=5)
    assert isinstance(await stage.fails(answer(question)), NotNow)
    assert stage.texts == []


# Once


async def test_the_same_delivery_is_one_message(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    first = await stage.sending.send(known(answer(question)), answer(question))
    stage.restart()
    assert await stage.sending.send(known(answer(question)), answer(question)) == first
    assert stage.texts == ["Slicks."]


@pytest.mark.parametrize(
    "other",
    [
        lambda delivery: replace(delivery, id=2),
        lambda delivery: replace(delivery, text="Rain tyres."),
        lambda delivery: replace(delivery, asked_at=delivery.asked_at + timedelta(milliseconds=2)),
    ],
)
async def test_another_delivery_is_another_message(
    stage: Stage, general: Channel, mira: Person, other: Callable[[Delivery], Delivery]
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    nonces = {(await stage.send(each)).nonce for each in (delivery, other(delivery))}
    assert len(nonces) == len(stage.texts) == 2


@pytest.mark.parametrize("fault", [Status(500), Status(502), Status(429, retry_after=0.1)])
async def test_what_the_library_tries_again_arrives_once(
    stage: Stage, general: Channel, mira: Person, fault: Status
) -> None:
    question = await mira.say(general, "Which tyres?")
    stage.server.faults.next("POST", MESSAGES, fault)
    await stage.send(answer(question))
    assert stage.texts == ["Slicks."]


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [(CutBefore(), False), (CutAfter(), True), (Garbage(), True), (Status(503), False)],
    ids=["cut before", "cut after", "garbage", "503"],
)
async def test_a_doubt_is_cleared_by_looking(
    stage: Stage, general: Channel, mira: Person, fault: Fault, *, arrived: bool
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("POST", MESSAGES, fault)
    assert isinstance(await stage.fails(delivery), InDoubt)
    there = await stage.find(delivery)
    assert there == (str(stage.server.sent[0].id) if arrived else None)
    if there is None:
        await stage.send(delivery)
    assert stage.texts == ["Slicks."]


async def test_what_hangs_is_in_doubt_and_holds_up_nothing_else(
    stage: Stage, general: Channel, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LONGEST", 0.2)
    first, second = [answer(await mira.say(general, text), text, number=n) for n, text in enumerate(["One?", "Two?"])]
    stage.server.faults.next("POST", MESSAGES, Slow(0.6))
    assert isinstance(await stage.fails(first), InDoubt)
    monkeypatch.setattr(asking, "LONGEST", 5)
    await stage.send(second)
    assert await stage.find(first) is not None


async def test_waiting_for_the_rate_of_everything_can_be_left(
    stage: Stage, general: Channel, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LONGEST", 0.2)
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("POST", MESSAGES, Status(429, retry_after=1, everywhere=True))
    assert isinstance(await stage.fails(delivery), InDoubt)
    monkeypatch.setattr(asking, "LONGEST", 5)
    assert (await stage.send(delivery)).content == "Slicks."
    assert stage.texts == ["Slicks."]


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_everything_is_said_once(
    stage: Stage, general: Channel, mira: Person, seed: int
) -> None:
    jonas = stage.server.person("Jonas")
    asked = [await mira.say(general, f"{n}?") for n in range(20)] + [await jonas.write(f"{n}?") for n in range(10)]
    threads = [question.id if n < 10 else None for n, question in enumerate(asked)]
    deliveries = [
        answer(question, f"To {n}.", thread=thread, number=n)
        for n, (question, thread) in enumerate(zip(asked, threads, strict=True))
    ]
    faults: list[Fault] = [
        Status(503),
        CutBefore(),
        CutAfter(),
        Garbage(),
        Status(429, retry_after=0.05),
        Status(429, via=False),
    ]
    stage.server.faults.chaos(seed, 0.4, faults)
    await asyncio.gather(*(insist(stage, delivery) for delivery in deliveries))
    assert sorted(stage.texts) == sorted(delivery.text for delivery in deliveries)
    assert len(stage.server.threads) == 10
    assert len(stage.server.faults.happened) > 10


async def insist(stage: Stage, delivery: Delivery) -> None:
    """As a ledger does: what surely was not said is said, what is in doubt is looked for."""
    doubtful = False
    for _ in range(100):
        try:
            if doubtful and await stage.find(delivery) is not None:
                return
            doubtful = False
            await stage.sending.send(known(delivery), delivery)
        except InDoubt:
            doubtful = True
        except NotNow:
            pass
        else:
            return
    pytest.fail("it was never said")


# What Discord answers


async def test_nothing_is_sent_without_a_connection(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    await stage.server.stop()
    assert isinstance(await stage.fails(delivery), NotNow)
    stage.line.use(None)
    assert isinstance(await stage.fails(delivery), NotNow)
    await stage.sending.turn(known(delivery))
    await stage.server.start()


async def test_a_connection_lost_between_two_attempts_is_a_doubt(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("POST", MESSAGES, Status(500))
    failing = asyncio.create_task(stage.fails(delivery))
    await until(lambda: stage.server.calls[SEND])
    # The answer is on its way, and the second attempt follows in a second.
    await asyncio.sleep(0.2)
    await stage.server.stop()
    assert isinstance(await failing, InDoubt)
    await stage.server.start()


async def test_a_token_that_is_not_accepted_is_told(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("POST", MESSAGES, Status(401))
    error = await stage.fails(delivery)
    assert isinstance(error, NotNow)
    assert error.seconds == 60
    assert stage.kinds == ["token"]


@pytest.mark.parametrize("via", [False, True])
async def test_too_much_waits_for_as_long_as_discord_says(
    stage: Stage, general: Channel, mira: Person, *, via: bool
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("POST", MESSAGES, Status(429, retry_after=77.5, via=via))
    error = await stage.fails(delivery)
    assert isinstance(error, NotNow)
    assert error.seconds == 77.5
    assert stage.kinds == []


async def test_without_a_permission_the_owner_is_told_which(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    guild.deny(general, stage.server.bot, "send_messages")
    error = await stage.fails(delivery)
    assert isinstance(error, Refused)
    assert not error.closed
    assert "Send Messages" in str(error)


async def test_a_channel_that_was_deleted_is_closed(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    guild.delete(general)
    error = await stage.fails(delivery)
    assert isinstance(error, Refused)
    assert error.closed


@pytest.mark.parametrize("threads", [False, True])
async def test_a_server_that_the_bot_was_removed_from_is_closed(
    stage: Stage, guild: Community, general: Channel, mira: Person, *, threads: bool
) -> None:
    question = await mira.say(general, "Which tyres?")
    delivery = answer(question, thread=question.id if threads else None)
    guild.remove(stage.server.bot)
    await until(lambda: stage.client.get_guild(guild.id) is None)
    await stage.sending.turn(known(delivery))
    error = await stage.fails(delivery)
    assert isinstance(error, Refused)
    assert error.closed


async def test_what_was_done_long_ago_is_forgotten(
    stage: Stage, guild: Community, general: Channel, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sending, pace, rooms, presence_of):
        monkeypatch.setattr(module, "_REMEMBERED", 1)
    presence = Presence(stage.line, stage.rooms, stage.manners)
    for number, name in enumerate(["One", "Two"]):
        question = await mira.say(guild.text(name), "Which tyres?")
        presence.heard(known(answer(question)), question.id)
        await stage.send(answer(question, number=number))
        await stage.send(answer(await stage.server.person(name).write("Hello?"), number=number + 5))
    assert len(stage.texts) == 4


async def test_a_timeout_is_waited_for_and_told(stage: Stage, guild: Community, general: Channel, mira: Person) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    guild.time_out(stage.server.bot, 90)
    await until(lambda: me(stage, guild).is_timed_out())
    error = await stage.fails(delivery)
    assert isinstance(error, NotNow)
    assert error.seconds is not None
    assert 80 < error.seconds < 95
    assert stage.kinds == ["timeout"]
    assert "Harbour" in stage.notices[0].sentence
    guild.time_out(stage.server.bot, 0)
    await until(lambda: not me(stage, guild).is_timed_out())
    assert (await stage.send(delivery)).content == "Slicks."


async def test_a_timeout_that_comes_with_the_answer_is_waited_for(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    guild.members[stage.server.bot.id].silent_until = stage.server.clock.now() + 90
    assert isinstance(await stage.fails(delivery), Refused)
    stage.server.faults.next("POST", MESSAGES, Slow(0.3))
    failing = asyncio.create_task(stage.fails(delivery))
    await until(lambda: stage.server.calls[SEND] == 2)
    guild.time_out(stage.server.bot, 90)
    assert isinstance(await failing, NotNow)


@pytest.mark.parametrize("trouble", ["timeout", "slow mode", "threads"])
async def test_names_that_strangers_chose_are_told_in_one_harmless_line(stage: Stage, trouble: str) -> None:
    hostile = "\u202e\x1b[31m\u200b\r\n2026-01-01 forged" + "z" * 300
    guild = stage.server.guild(f"Harbour{hostile}")
    channel = guild.text(f"general{hostile}")
    await until(lambda: stage.client.get_channel(channel.id))
    question = await guild.member("Mira").say(channel, "Which tyres?")
    match trouble:
        case "timeout":
            guild.time_out(stage.server.bot, 90)
            await until(lambda: me(stage, guild).is_timed_out())
            await stage.fails(answer(question))
        case "slow mode":
            stage.server.messages.slow_mode_counts_for_bots = True
            await slow(stage, guild, channel, 120)
            await stage.send(answer(question))
            await stage.fails(answer(question, number=2))
        case _:
            guild.deny(channel, stage.server.bot, "create_public_threads")
            await asyncio.sleep(0.05)
            await stage.send(answer(question, thread=question.id))
    [notice] = stage.notices
    assert notice.kind == trouble
    assert "Harbour" in notice.sentence
    assert notice.sentence.isprintable()
    assert len(notice.sentence) < 400


def me(stage: Stage, guild: Community) -> discord.Member:
    found = stage.client.get_guild(guild.id)
    assert found
    return found.me


# Slow mode


async def test_a_short_slow_mode_is_waited_for(stage: Stage, guild: Community, general: Channel, mira: Person) -> None:
    first, second = [answer(await mira.say(general, text), text, number=n) for n, text in enumerate(["One?", "Two?"])]
    stage.server.messages.slow_mode_counts_for_bots = True
    await slow(stage, guild, general, 1)
    await stage.sending.turn(known(first))
    await stage.send(first)
    began = time.monotonic()
    await stage.sending.turn(known(second))
    assert 0.8 < time.monotonic() - began < 20
    await stage.send(second)
    assert not [fault for _, _, fault in stage.server.faults.happened]


async def test_a_long_slow_mode_is_not_waited_for_but_told(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    first, second = [answer(await mira.say(general, text), text, number=n) for n, text in enumerate(["One?", "Two?"])]
    stage.server.messages.slow_mode_counts_for_bots = True
    await slow(stage, guild, general, 120)
    await stage.send(first)
    began = time.monotonic()
    await stage.sending.turn(known(second))
    for _ in range(2):
        error = await stage.fails(second)
        assert isinstance(error, NotNow)
        assert error.seconds is not None
        assert 110 < error.seconds <= 120
    assert time.monotonic() - began < 20
    assert stage.kinds == ["slow mode"]
    assert "#general" in stage.notices[0].sentence


async def test_who_is_exempt_from_slow_mode_does_not_wait(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    guild.allow(general, stage.server.bot, "manage_messages")
    await slow(stage, guild, general, 60)
    await stage.send(delivery)
    began = time.monotonic()
    await stage.sending.turn(known(delivery))
    assert time.monotonic() - began < 20


async def slow(stage: Stage, guild: Community, channel: Channel, seconds: int) -> None:
    guild.slow_down(channel, seconds)
    found = stage.client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    await until(lambda: stage.client.get_channel(channel.id).slowmode_delay == seconds)  # type: ignore[union-attr]


# Threads


async def test_a_question_gets_a_thread_of_its_own(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which **tyres** do you ride in the rain?", mentions=[stage.server.bot])
    sent = await stage.send(answer(question, thread=question.id))
    assert sent.channel.id == question.id
    assert (sent.channel.name, sent.reference) == ("Which tyres do you ride in the rain?", None)
    follow_up = await mira.say(sent.channel, "And in snow?")
    inside = await stage.send(answer(follow_up, "Spikes.", number=2))
    assert (inside.channel, inside.reference, inside.pinged) == (sent.channel, follow_up.id, (mira,))
    assert len(stage.server.threads) == 1


async def test_the_parts_of_an_answer_go_into_one_thread(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    for number, text in enumerate(["One.", "Two."]):
        await stage.send(answer(question, text, thread=question.id, number=number))
    assert {sent.channel.id for sent in stage.server.sent} == {question.id}
    assert len(stage.server.threads) == 1


async def test_a_thread_that_somebody_else_opened_is_used(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    thread = await mira.open_thread(question, "Tyres")
    assert (await stage.send(answer(question, thread=question.id))).channel is thread


async def test_a_thread_that_was_opened_a_moment_ago_is_used(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    stage.server.faults.next("POST", f"{MESSAGES}/…/threads", CutAfter())
    assert isinstance(await stage.fails(answer(question, thread=question.id)), NotNow)
    assert (await stage.send(answer(question, thread=question.id))).channel is stage.server.threads[0]
    assert stage.texts == ["Slicks."]


async def test_an_archived_thread_is_opened_again_by_an_answer(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    thread = await mira.open_thread(question, "Tyres")
    follow_up = await mira.say(thread, "And in snow?")
    await mira.change_thread(thread, archived=True)
    for each in (answer(follow_up), answer(question, "Spikes.", thread=question.id, number=2)):
        assert (await stage.send(each)).channel is thread


async def test_a_locked_thread_is_told_in_words(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    thread = await mira.open_thread(question, "Tyres")
    follow_up = await mira.say(thread, "And in snow?")
    await mira.change_thread(thread, locked=True)
    assert "locked" in str(await stage.fails(answer(follow_up)))


@pytest.mark.parametrize("missing", ["create_public_threads", "send_messages_in_threads"])
async def test_without_the_right_to_threads_the_answer_is_a_reply(
    stage: Stage, guild: Community, general: Channel, mira: Person, missing: str
) -> None:
    guild.deny(general, stage.server.bot, missing)
    await asyncio.sleep(0.05)
    for number in range(2):
        question = await mira.say(general, "Which tyres?")
        sent = await stage.send(answer(question, f"{number}.", thread=question.id, number=number))
        assert (sent.channel, sent.reference, sent.pinged) == (general, question.id, (mira,))
    assert stage.kinds == ["threads"]
    assert "#general" in stage.notices[0].sentence


async def test_discord_has_the_last_word_on_threads(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    bot = stage.server.bot.id
    general.overwrites[bot] = Overwrite(bot, is_member=True, deny=bits("create_public_threads"))
    sent = await stage.send(answer(question, thread=question.id))
    assert (sent.channel, sent.reference) == (general, question.id)
    assert stage.kinds == ["threads"]


async def test_beside_a_voice_channel_there_are_no_threads(stage: Stage, guild: Community, mira: Person) -> None:
    question = await mira.say(guild.voice("Talk"), "Which tyres?")
    assert (await stage.send(answer(question, thread=question.id))).reference == question.id
    assert stage.kinds == []


async def test_what_may_not_be_read_can_have_no_thread(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?", ago=3600)
    guild.deny(general, stage.server.bot, "read_message_history")
    assert "Read Message History" in str(await stage.fails(answer(question, thread=question.id)))
    assert stage.kinds == ["threads"]
    thread = await mira.open_thread(question, "Tyres")
    await until(lambda: stage.client.get_channel(thread.id))
    assert (await stage.send(answer(question, thread=question.id))).channel is thread


async def test_a_question_deleted_before_its_thread_was_opened_is_not_answered(
    stage: Stage, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?")
    await mira.delete(question)
    error = await stage.fails(answer(question, thread=question.id))
    assert isinstance(error, Refused)
    assert "deleted" in str(error)


async def test_a_question_deleted_from_above_its_thread_is_not_answered_later(
    stage: Stage, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?", ago=3600)
    await mira.open_thread(question, "Tyres")
    await mira.delete(question)
    assert isinstance(await stage.fails(answer(question, thread=question.id)), Refused)


async def test_a_post_is_answered_by_a_reply_in_it(stage: Stage, guild: Community, mira: Person) -> None:
    forum = guild.forum("help")
    post = await mira.open_post(forum, "Tyres", "Which tyres?")
    await until(lambda: stage.client.get_channel(forum.id))
    question = post.messages[post.id]
    sent = await stage.send(answer(question))
    assert (sent.channel, sent.reference, sent.pinged) == (post, question.id, (mira,))
    assert await stage.find(answer(question)) == str(sent.id)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("<@42> Which tyres?", "Which tyres?"),
        ("# **Help** with `code` and __more__ ~~now~~", "Help with code and more now"),
        ("> quoted", "quoted"),
        ("snake_case is _here_", "snake_case is here"),
        ("See [this page](https://x.org) or https://y.org/z", "See this page or"),
        ("<:wave:12> hello @everyone", "hello everyone"),
        ("```py\nprint()\n```\nWhy?", "Why?"),
        ("a\n\n  b\u202ec\u200b\x07", "a bc"),
        ("word " * 40, "word " * 11 + "word…"),
        ("", "💬"),
        ("<@42>", "💬"),
        ("👨‍👩‍👧" * 40, "👨‍👩‍👧" * 7 + "…"),
    ],
)
def test_a_thread_is_named_by_the_first_words(question: str, name: str) -> None:
    assert name_for(question) == name
    assert len(name_for(question)) <= 60


@pytest.mark.parametrize("piece", ["a", "_", "*", "<@1>", "`", "[a](http://x", "> ", "@everyone", "\u0301", "\n"])
def test_a_long_question_is_named_in_no_time(piece: str) -> None:
    began = time.process_time()
    name_for(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 1


# Commands


async def test_a_command_is_answered_in_its_place(stage: Stage, general: Channel, mira: Person) -> None:
    stage.kept.open.add(77)
    delivery = command(general, mira)
    assert await stage.sending.send(known(delivery), delivery) == "78"
    assert stage.kept.filled == {77: "Slicks."}
    assert await stage.find(delivery) == "78"
    assert stage.texts == []


async def test_after_a_quarter_of_an_hour_a_command_is_answered_by_calling_who_asked(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    theo = guild.member("Theo")
    delivery = command(general, mira, f"Slicks, {theo.mention}.")
    first, second = [await stage.send(each) for each in (delivery, replace(delivery, id=2, text="Always."))]
    assert (first.content, second.content) == (f"{mira.mention} Slicks, {theo.mention}.", "Always.")
    assert first.allowed_mentions == {"parse": [], "users": [mira.id]}
    assert second.allowed_mentions == {"parse": []}


async def test_in_private_a_command_is_answered_without_calling(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    delivery = Delivery(1, f"discord/{jonas.id}", "Slicks.", Asked(77, jonas.id, "t").reference, datetime.now(UTC))
    assert (await stage.send(delivery)).content == "Slicks."


async def test_the_longest_part_has_room_for_a_call(stage: Stage, general: Channel, mira: Person) -> None:
    part, *_ = stage.sending.parts("x" * 5000)
    assert len((await stage.send(command(general, mira, part))).content) <= 2000


async def test_an_answer_to_a_command_is_found_where_it_went(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = command(general, mira)
    assert await stage.find(delivery) is None
    sent = await stage.send(delivery)
    stage.restart()
    assert await stage.find(delivery) == str(sent.id)


def command(channel: Channel, by: Person, text: str = "Slicks.") -> Delivery:
    assert channel.guild
    room = Room(channel.guild.id, channel.id)
    return Delivery(1, room.key, text, Asked(77, by.id, "token").reference, datetime.now(UTC))


# Finding


async def test_what_was_sent_is_found_by_another_process(stage: Stage, general: Channel, mira: Person) -> None:
    questions = [await mira.say(general, "Which tyres?") for _ in range(2)]
    deliveries = [answer(question, " Slicks,\n  always. ", number=n) for n, question in enumerate(questions)]
    sent = [await stage.send(delivery) for delivery in deliveries]
    stage.restart()
    for delivery, each in zip(deliveries, sent, strict=True):
        assert await stage.find(delivery) == str(each.id)


async def test_what_others_said_is_not_found(stage: Stage, guild: Community, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    delivery = answer(question)
    await guild.member("Theo").say(general, "Slicks.", reply_to=question)
    await stage.send(replace(delivery, id=5, text="Not these."))
    other = await mira.say(general, "Which?")
    await stage.send(answer(other, number=6))
    assert await stage.find(delivery) is None


async def test_what_this_process_said_to_another_question_is_not_found(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    questions = [await jonas.write(text) for text in ("Rain?", "Snow?")]
    first, second = [answer(question, "No.", number=n) for n, question in enumerate(questions)]
    sent = await stage.send(first)
    assert await stage.find(second) is None
    assert await stage.find(first) == str(sent.id)


async def test_an_answer_in_a_thread_is_found_there(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    delivery = answer(question, thread=question.id)
    assert await stage.find(delivery) is None
    sent = await stage.send(delivery)
    stage.restart()
    assert await stage.find(delivery) == str(sent.id)


async def test_an_answer_without_a_thread_is_found_in_the_channel(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    guild.deny(general, stage.server.bot, "create_public_threads")
    await asyncio.sleep(0.05)
    question = await mira.say(general, "Which tyres?")
    sent = await stage.send(answer(question, thread=question.id))
    stage.restart()
    assert await stage.find(answer(question, thread=question.id)) == str(sent.id)


async def test_where_nothing_may_be_read_nothing_is_certain(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    await stage.send(delivery)
    guild.deny(general, stage.server.bot, "read_message_history")
    with pytest.raises(InDoubt, match="Read Message History"):
        await stage.find(delivery)


async def test_where_too_much_was_written_nothing_is_certain(
    stage: Stage, general: Channel, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 5)
    delivery = answer(await mira.say(general, "Which tyres?"))
    for _ in range(4):
        await mira.say(general, "Hello?")
    assert await stage.find(delivery) is None
    await mira.say(general, "Hello?")
    with pytest.raises(InDoubt):
        await stage.find(delivery)


@pytest.mark.parametrize("fault", [Status(503), CutBefore(), Status(429, retry_after=60)])
async def test_looking_may_be_tried_again(stage: Stage, general: Channel, mira: Person, fault: Fault) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    stage.server.faults.next("GET", MESSAGES, fault, times=2)
    with pytest.raises(NotNow):
        await stage.find(delivery)


async def test_whether_something_stands_where_nothing_can_is_not_certain(stage: Stage) -> None:
    delivery = Delivery(1, f"discord/{stage.server.bot.id}", "Slicks.", "5", datetime.now(UTC))
    with pytest.raises(InDoubt):
        await stage.find(delivery)


def test_a_message_is_known_by_its_nonce_if_discord_tells_it() -> None:
    sought = finding.Sought("abc", frozenset(("Slicks.",)), 0, None)
    told = SimpleNamespace(nonce="abc", content="changed since", reference=None)
    assert sought.is_(cast("discord.Message", told))


# Taking back


async def test_what_was_said_is_taken_back(stage: Stage, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    sent = await stage.send(answer(question))
    for _ in range(2):
        await stage.sending.delete(known(answer(question)), str(sent.id), "")
    assert [message.id for message in general.history] == [question.id]


@pytest.mark.parametrize("archived", [False, True])
async def test_what_was_said_in_a_thread_is_taken_back(
    stage: Stage, general: Channel, mira: Person, *, archived: bool
) -> None:
    question = await mira.say(general, "Which tyres?")
    delivery = answer(question, thread=question.id)
    sent = await stage.send(delivery)
    await mira.change_thread(sent.channel, archived=archived)
    await stage.sending.delete(known(delivery), str(sent.id), "")
    assert stage.server.deleted == [(question.id, sent.id)]


async def test_what_was_said_instead_of_a_thread_is_taken_back(
    stage: Stage, guild: Community, general: Channel, mira: Person
) -> None:
    guild.deny(general, stage.server.bot, "create_public_threads")
    await asyncio.sleep(0.05)
    question = await mira.say(general, "Which tyres?")
    delivery = answer(question, thread=question.id)
    sent = await stage.send(delivery)
    await stage.sending.delete(known(delivery), str(sent.id), "")
    assert stage.server.deleted == [(general.id, sent.id)]


async def test_what_was_said_in_private_is_taken_back(stage: Stage) -> None:
    jonas = stage.server.person("Jonas")
    delivery = answer(await jonas.write("Which tyres?"))
    sent = await stage.send(delivery)
    await stage.sending.delete(known(delivery), str(sent.id), str(jonas.private.id))
    assert stage.server.deleted == [(jonas.private.id, sent.id)]


async def test_what_discord_does_not_delete_stays(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = answer(await mira.say(general, "Which tyres?"))
    sent = await stage.send(delivery)
    stage.server.faults.next("DELETE", f"{MESSAGES}/…", Status(400))
    with pytest.raises(Refused):
        await stage.sending.delete(known(delivery), str(sent.id), "")


async def test_what_has_no_number_is_not_taken_back(stage: Stage, general: Channel, mira: Person) -> None:
    delivery = command(general, mira)
    with pytest.raises(Refused):
        await stage.sending.delete(known(delivery), delivery.reply_to, "")


# Presence


@pytest.fixture
async def presence(stage: Stage) -> AsyncIterator[Presence]:
    made = Presence(stage.line, stage.rooms, stage.manners, after=0.05, every=0.1)
    yield made
    began = time.monotonic()
    await made.end()
    assert time.monotonic() - began < 20


async def test_who_is_answered_sees_it(
    stage: Stage, presence: Presence, guild: Community, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?")
    room = Room(guild.id, general.id)
    presence.heard(room, question.id)
    async with presence.working(room):
        await until(lambda: len(stage.server.typing) >= 3 and stage.server.reactions)
    await until(lambda: len(stage.server.reactions) == 2)
    assert stage.server.reactions == [(general.id, question.id, "👀", put) for put in (True, False)]
    assert {channel for channel, _ in stage.server.typing} == {general.id}
    after = len(stage.server.typing)
    await asyncio.sleep(0.3)
    assert len(stage.server.typing) <= after + 1


async def test_who_is_not_answered_sees_nothing(
    stage: Stage, presence: Presence, guild: Community, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?")
    room = Room(guild.id, general.id)
    presence.heard(room, question.id)
    async with presence.working(room):
        pass
    await asyncio.sleep(0.2)
    assert (stage.server.typing, stage.server.reactions) == ([], [])


async def test_in_private_somebody_is_only_typing(stage: Stage, presence: Presence) -> None:
    jonas = stage.server.person("Jonas")
    question = await jonas.write("Which tyres?")
    presence.heard(Private(jonas.id), question.id)
    async with presence.working(Private(jonas.id)):
        await until(lambda: len(stage.server.typing) > 1)
    assert {channel for channel, _ in stage.server.typing} == {jonas.private.id}
    assert stage.server.reactions == []


async def test_before_a_thread_is_open_it_is_shown_above_it(
    stage: Stage, presence: Presence, guild: Community, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?")
    room = Room(guild.id, general.id, question.id)
    async with presence.working(room, question.id):
        await until(lambda: stage.server.typing and stage.server.reactions)
    await stage.send(answer(question, thread=question.id))
    async with presence.working(room, question.id):
        await until(lambda: stage.server.typing[-1][0] == question.id)
    assert {channel for channel, *_ in stage.server.reactions} == {general.id}


async def test_in_a_post_it_is_shown_in_it(stage: Stage, presence: Presence, guild: Community, mira: Person) -> None:
    forum = guild.forum("help")
    post = await mira.open_post(forum, "Tyres", "Which tyres?")
    await until(lambda: stage.client.get_channel(forum.id))
    async with presence.working(Room(guild.id, forum.id, post.id), post.id):
        await until(lambda: stage.server.typing and stage.server.reactions)
    assert (stage.server.typing[0][0], stage.server.reactions[0][:2]) == (post.id, (post.id, post.id))


@pytest.mark.parametrize("fault", [Status(403), Status(503), CutBefore(), Status(429, retry_after=90)])
async def test_whether_it_is_seen_does_not_matter(
    stage: Stage, presence: Presence, guild: Community, general: Channel, mira: Person, fault: Fault
) -> None:
    question = await mira.say(general, "Which tyres?")
    stage.server.faults.next("*", "**", fault, times=20)
    async with presence.working(Room(guild.id, general.id), question.id):
        await asyncio.sleep(0.3)
    stage.server.faults.clear()


async def test_without_a_reaction_there_is_none(stage: Stage, guild: Community, general: Channel, mira: Person) -> None:
    question = await mira.say(general, "Which tyres?")
    presence = Presence(stage.line, stage.rooms, Manners(reaction=""), after=0.01, every=0.1)
    async with presence.working(Room(guild.id, general.id), question.id):
        await until(lambda: len(stage.server.typing) > 1)
    await presence.end()
    assert stage.server.reactions == []


async def test_the_end_takes_reactions_away(
    stage: Stage, presence: Presence, guild: Community, general: Channel, mira: Person
) -> None:
    question = await mira.say(general, "Which tyres?")
    async with presence.working(Room(guild.id, general.id), question.id):
        await until(lambda: stage.server.reactions)
        await presence.end()
        assert [put for *_, put in stage.server.reactions] == [True, False]


async def test_the_end_waits_for_nothing(stage: Stage, presence: Presence, guild: Community, general: Channel) -> None:
    stage.server.faults.next("POST", "/channels/…/typing", Slow(60))
    async with presence.working(Room(guild.id, general.id), 1):
        await until(lambda: stage.server.typing)
        began = time.monotonic()
        await presence.end()
    assert time.monotonic() - began < 20


# Parts


def test_a_part_is_never_longer_than_discord_takes(stage: Stage) -> None:
    for text in ("word " * 3000, "x" * 5000, "\U0001f600" * 3000, "```py\n" + "line\n" * 2000 + "```"):
        parts = stage.sending.parts(text)
        assert all(len(part) <= len(part.encode("utf-16-le")) // 2 <= LONGEST for part in parts)


def test_what_discord_replaces_stays_whole(stage: Stage) -> None:
    emoji = "<a:wave:1090000000000000042>"
    for part in stage.sending.parts("x" * (LONGEST - 5) + emoji * 100):
        assert part.replace(emoji, "").strip("x") == ""
