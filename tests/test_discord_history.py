"""What was written on Discord while nobody listened: the library as it is, against a strict Discord on loopback."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.history import History
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.troubles import QUIET
from adapters.troubles import Troubles
from bot.policy import open_place
from tests.servers.discord import Channel, Community, CutBefore, DiscordServer, Garbage, Person, Status
from twin.errors import StoreError
from twin.message import Notice

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@dataclass
class Stored:
    """Marks on a disk that may be full, or slow."""

    marks: dict[str, str] = field(default_factory=dict)
    full: bool = False
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def all(self) -> Mapping[str, str]:
        """Every mark."""
        if self.full:
            raise StoreError("The disk is full.")
        return dict(self.marks)

    def note(self, marks: Mapping[str, str]) -> None:
        """Set these."""
        self.gate.wait(5)
        if self.full:
            raise StoreError("The disk is full.")
        self.marks = {name: value for name, value in (self.marks | dict(marks)).items() if value}

    def of(self, channel: Channel) -> int:
        """How far this channel was read."""
        return int(self.marks.get(f"c/{channel.id}", "0"))


@dataclass
class Owner:
    """Is told things."""

    notices: list[Notice] = field(default_factory=list)

    async def notify(self, notice: Notice) -> None:
        """It is told."""
        self.notices.append(notice)

    @property
    def kinds(self) -> list[str]:
        """What they were told of."""
        return [notice.kind for notice in self.notices]


@dataclass
class Twin:
    """Takes in what is written, as it is written or read later."""

    history: History
    line: Line
    # Everything that was handed on, and of that what was new, as the ledger keeps it.
    handed: list[str] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    deaf: bool = False
    failing: int = 0
    ready: int = 0

    def __post_init__(self) -> None:
        self.gate.set()
        self.history.begin(self.take)

    async def take(self, written: discord.Message) -> None:
        """Keep it."""
        await self.gate.wait()
        if self.failing:
            self.failing -= 1
            raise StoreError("The disk is full.")
        if self.deaf:
            return
        if written.guild is None and not written.author.bot:
            await self.history.first_private(written.author.id, written.channel.id, written.id)
        self.handed.append(written.content)
        self.kept.setdefault(written.id, written.content)
        self.history.seen(written.channel.id, written.id)

    @property
    def texts(self) -> list[str]:
        """What was kept, in the order in which it came."""
        return [text for text in self.kept.values() if text]


class Client(discord.Client):
    """Tells a twin what happens."""

    def __init__(self, twin: Twin) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, messages=True, message_content=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.2,
        )
        self._twin = twin

    async def on_ready(self) -> None:
        """A new session."""
        await self._twin.history.ready(self)
        self._twin.ready += 1

    async def on_message(self, message: discord.Message) -> None:
        """Somebody writes."""
        await self._twin.history.caught_up(message.channel.id)
        await self._twin.take(message)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as made:
        monkeypatch.setattr(Route, "BASE", made.url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(made.gateway_url))
        yield made
        assert made.violations == []


@pytest.fixture
def stored() -> Stored:
    return Stored()


@pytest.fixture
def owner() -> Owner:
    return Owner()


@asynccontextmanager
async def listening(
    server: DiscordServer, stored: Stored, owner: Owner | None = None, manners: Manners | None = None, **opened: object
) -> AsyncIterator[Twin]:
    """A twin that is there, and has caught up unless it is held up."""
    async with made(server, stored, owner, manners) as twin:
        await until(lambda: twin.ready and idle(twin))
        yield twin


@asynccontextmanager
async def made(
    server: DiscordServer, stored: Stored, owner: Owner | None = None, manners: Manners | None = None
) -> AsyncIterator[Twin]:
    """A twin that begins to listen."""
    troubles = Troubles("discord", QUIET)
    troubles.begin((owner or Owner()).notify)
    line = Line(troubles)
    twin = Twin(History(line, stored, manners or open_to("groups"), troubles), line)
    client = Client(twin)
    await client.login(server.token)
    line.use(client)
    connecting = asyncio.create_task(client.connect())
    try:
        yield twin
    finally:
        began = time.monotonic()
        await twin.history.end()
        assert time.monotonic() - began < 20
        await client.close()
        with suppress(Exception):
            await connecting


def open_to(*admits: str, **more: object) -> Manners:
    return Manners(opened=partial(open_place, admits=admits), **more)  # type: ignore[arg-type]


def idle(twin: Twin) -> bool:
    """Whether nothing is being read."""
    return not twin.history._behind and not twin.history._jobs._running and not twin.history._jobs._waiting


async def until(true: Callable[[], object], seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "that never came true"
        await asyncio.sleep(0.01)


def community(server: DiscordServer) -> tuple[Community, Channel, Person]:
    """A server with a channel, in which somebody writes."""
    guild = server.guild("Bikes")
    return guild, guild.text("help"), guild.member("Mira")


async def was_there(server: DiscordServer, stored: Stored, channel: Channel, who: Person) -> None:
    """The twin has listened there, and has gone."""
    async with listening(server, stored) as twin:
        await who.say(channel, "before")
        await until(lambda: "before" in twin.texts)


# What is read


async def test_what_was_written_in_a_channel_while_nobody_listened_is_read_in_its_order(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    for number in range(250):
        await mira.say(channel, str(number))

    async with listening(server, stored) as twin:
        assert twin.texts == ["before", *map(str, range(250))]


async def test_what_was_written_in_private_while_nobody_listened_is_read(server: DiscordServer, stored: Stored) -> None:
    jonas = server.person("Jonas")
    async with listening(server, stored) as twin:
        await jonas.write("before")
        await until(lambda: "before" in twin.texts)
    await jonas.write("one")
    await jonas.write("two")

    async with listening(server, stored) as twin:
        assert twin.texts == ["before", "one", "two"]
        assert await twin.history.private_channel(jonas.id) == jonas.private.id
        assert await twin.history.private_channel(4711) is None


async def test_a_channel_that_was_never_read_begins_now(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await mira.say(channel, "old")

    async with listening(server, stored) as twin:
        await mira.say(channel, "new")
        await until(lambda: twin.texts)
        assert twin.texts == ["new"]


async def test_what_was_written_in_a_quiet_channel_after_the_twin_was_there_is_read(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored):
        pass
    await mira.say(channel, "first")

    async with listening(server, stored) as twin:
        assert twin.texts == ["first"]


@pytest.mark.parametrize(
    ("admits", "read"),
    [
        (("discord/{guild}",), ["help", "garage"]),
        (("discord/{guild}/{help}",), ["help"]),
        (("discord/{guild}/{garage}@77",), ["garage"]),
        (("discord/4711", "contacts"), []),
    ],
)
async def test_only_places_that_the_owner_has_opened_are_read(
    server: DiscordServer, stored: Stored, admits: tuple[str, ...], read: list[str]
) -> None:
    guild, help_, mira = community(server)
    garage = guild.voice("garage")
    manners = open_to(*(entry.format(guild=guild.id, help=help_.id, garage=garage.id) for entry in admits))
    async with listening(server, stored, manners=manners):
        pass
    for channel in (help_, garage):
        await mira.say(channel, channel.name)

    async with listening(server, stored, manners=manners) as twin:
        assert sorted(twin.texts) == sorted(read)


async def test_what_is_watched_and_where_moderators_decide_is_read_too(server: DiscordServer, stored: Stored) -> None:
    guild, channel, mira = community(server)
    desk = guild.text("desk")
    manners = Manners(
        watched=frozenset({f"discord/{guild.id}/{channel.id}"}), desks=lambda: (f"discord/{guild.id}/{desk.id}",)
    )
    async with listening(server, stored, manners=manners):
        pass
    await mira.say(channel, "a question")
    await mira.say(desk, "an answer")
    await mira.say(guild.text("other"), "something")

    async with listening(server, stored, manners=manners) as twin:
        assert sorted(twin.texts) == ["a question", "an answer"]


async def test_what_was_edited_while_nobody_listened_is_read_again(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored) as twin:
        message = await mira.say(channel, "befroe")
        await until(lambda: twin.texts)
    await mira.edit(message, "before")

    async with listening(server, stored) as twin:
        assert twin.handed == ["before"]


async def test_in_a_watched_channel_the_questions_that_may_be_open_are_read_again(
    server: DiscordServer, stored: Stored
) -> None:
    guild, channel, mira = community(server)
    for ago in (70, 40, 10, 0.001):
        await mira.say(channel, f"{ago} minutes ago", ago=ago * MINUTE)
    newest = max(channel.messages)
    stored.marks[f"c/{channel.id}"] = str(newest)
    watching = Manners(watched=frozenset({f"discord/{guild.id}"}), patience=timedelta(minutes=30))

    async with listening(server, stored) as twin:
        assert twin.texts == ["10 minutes ago", "0.001 minutes ago"]
    async with listening(server, stored, manners=watching) as twin:
        assert twin.texts == ["40 minutes ago", "10 minutes ago", "0.001 minutes ago"]


# Threads and posts


async def test_a_thread_that_was_opened_while_nobody_listened_is_read_from_its_beginning(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    question = await mira.say(channel, "question")
    thread = await mira.open_thread(question, "question")
    await mira.say(thread, "within")

    async with listening(server, stored) as twin:
        assert sorted(twin.texts) == ["before", "question", "within"]


async def test_a_post_that_was_opened_while_nobody_listened_is_read_and_older_ones_are_not(
    server: DiscordServer, stored: Stored
) -> None:
    guild, _, mira = community(server)
    forum = guild.forum("questions")
    await mira.open_post(forum, "old", "before")
    async with listening(server, stored):
        pass
    await mira.open_post(forum, "new", "after")

    async with listening(server, stored) as twin:
        assert twin.texts == ["after"]


async def test_who_goes_on_in_a_thread_that_the_twin_has_just_opened_is_heard_after_a_restart(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    question = await mira.say(channel, "an old question", ago=5 * HOUR)
    async with listening(server, stored) as twin:
        await mira.say(channel, "something else")
        await until(lambda: twin.texts)
        thread = server.world.open_thread(channel, server.bot, "an old question", question)
        await until(lambda: twin.line.client.get_channel(thread.id))
    await mira.say(thread, "and then?")

    async with listening(server, stored) as twin:
        assert "and then?" in twin.texts


async def test_a_thread_that_was_closed_again_while_nobody_listened_is_read(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored) as twin:
        thread = await mira.open_thread(channel, "a thread")
        await mira.say(thread, "before")
        await until(lambda: twin.texts)
    server.clock.forward(2 * HOUR)
    await mira.say(thread, "meanwhile")
    await mira.change_thread(thread, archived=True)
    stored.marks = {name: _earlier(value, 2 * HOUR) for name, value in stored.marks.items()}

    async with listening(server, stored) as twin:
        assert "meanwhile" in twin.texts


def _earlier(mark: str, seconds: float) -> str:
    return str(int(mark) - (int(seconds * 1000) << 22))


async def test_what_was_written_before_the_twin_was_ever_there_is_not_read_later_either(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await mira.say(channel, "old")
    async with listening(server, stored):
        pass
    await mira.say(channel, "new")

    for _ in range(2):
        async with listening(server, stored) as twin:
            assert twin.texts == ["new"]


async def test_a_post_that_was_opened_and_closed_while_nobody_listened_is_read(
    server: DiscordServer, stored: Stored
) -> None:
    guild, _, mira = community(server)
    forum = guild.forum("questions")
    async with listening(server, stored):
        pass
    stored.marks = {name: _earlier(value, 2 * HOUR) for name, value in stored.marks.items()}
    server.clock.forward(HOUR)
    post = await mira.open_post(forum, "new", "after")
    await mira.change_thread(post, archived=True)

    async with listening(server, stored) as twin:
        assert twin.texts == ["after"]


async def test_who_writes_in_a_thread_that_was_closed_is_caught_up_with_first(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored) as twin:
        thread = await mira.open_thread(channel, "a thread")
        await mira.say(thread, "before")
        await until(lambda: twin.texts)
    await mira.say(thread, "meanwhile")
    await mira.change_thread(thread, archived=True)

    async with listening(server, stored) as twin:
        await mira.say(thread, "live")
        await until(lambda: "live" in twin.texts)
        assert twin.texts == ["before", "meanwhile", "live"]


async def test_a_thread_that_was_closed_all_the_time_begins_now(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    thread = await mira.open_thread(channel, "a thread")
    await mira.say(thread, "old")
    await mira.change_thread(thread, archived=True)

    async with listening(server, stored) as twin:
        await mira.say(thread, "new")
        await until(lambda: twin.texts)
    async with listening(server, stored) as twin:
        assert twin.texts == ["new"]


async def test_a_channel_that_was_made_while_nobody_listened_is_read_from_its_beginning(
    server: DiscordServer, stored: Stored
) -> None:
    guild, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(guild.text("new"), "first")

    async with listening(server, stored) as twin:
        assert "first" in twin.texts


# How much is read


async def test_of_too_much_the_latest_is_read_and_the_owner_is_told_once(
    server: DiscordServer, stored: Stored, owner: Owner
) -> None:
    guild, channel, mira = community(server)
    other = guild.text("other")
    async with listening(server, stored):
        pass
    for number in range(230):
        await mira.say(channel, str(number))
        await mira.say(other, str(number))

    async with listening(server, stored, owner, open_to("groups", most=120)) as twin:
        assert twin.handed.count("109") == 0
        assert [twin.handed.count(str(number)) for number in range(110, 230)] == [2] * 120
        assert owner.kinds == ["history"]
        assert "2 channels" in owner.notices[0].sentence
        assert "120 messages" in owner.notices[0].sentence
        assert "24 hours" in owner.notices[0].sentence

    async with listening(server, stored, owner) as twin:
        assert owner.kinds == ["history"]


@pytest.mark.parametrize(("written", "told"), [(120, []), (121, ["history"])])
async def test_as_much_as_may_be_read_is_not_too_much(
    server: DiscordServer, stored: Stored, owner: Owner, written: int, told: list[str]
) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored):
        pass
    for number in range(written):
        await mira.say(channel, str(number))

    async with listening(server, stored, owner, open_to("groups", most=120)) as twin:
        assert len(twin.texts) == 120
        assert owner.kinds == told


async def test_what_is_too_old_is_not_read_and_the_owner_is_told(
    server: DiscordServer, stored: Stored, owner: Owner
) -> None:
    _, channel, mira = community(server)
    first = await mira.say(channel, "known", ago=5 * HOUR)
    await mira.say(channel, "too old", ago=3 * HOUR)
    await mira.say(channel, "late", ago=HOUR)
    stored.marks[f"c/{channel.id}"] = str(first.id)

    async with listening(server, stored, owner, open_to("groups", catch_up=timedelta(hours=2))) as twin:
        assert twin.texts == ["late"]
        assert owner.kinds == ["history"]


async def test_where_nothing_was_written_for_long_nothing_is_asked_for(
    server: DiscordServer, stored: Stored, owner: Owner
) -> None:
    _, channel, mira = community(server)
    last = await mira.say(channel, "known", ago=5 * DAY)
    stored.marks[f"c/{channel.id}"] = str(last.id)

    async with listening(server, stored, owner):
        assert server.calls["GET /channels/{channel}/messages"] == 0
        assert owner.kinds == []


# What goes wrong


async def test_a_channel_that_may_not_be_read_does_not_keep_the_others(server: DiscordServer, stored: Stored) -> None:
    guild, channel, mira = community(server)
    secret = guild.text("secret")
    async with listening(server, stored):
        pass
    guild.deny(secret, guild.everyone, "read_message_history")
    await mira.say(secret, "secret")
    await mira.say(channel, "open")

    async with listening(server, stored) as twin:
        assert twin.texts == ["open"]
        await mira.say(secret, "live")
        await until(lambda: "live" in twin.texts)

    # Nothing was skipped: as soon as it may be read, it is.
    guild.allow(secret, guild.everyone, "read_message_history")
    async with listening(server, stored) as twin:
        assert "secret" in twin.texts


async def test_a_channel_that_is_gone_does_not_keep_the_others(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored):
        pass
    stored.marks |= {"dm/4711": "4712", "c/4712": "4712"}
    await mira.say(channel, "open")

    async with listening(server, stored) as twin:
        assert twin.texts == ["open"]


async def test_what_fails_on_the_way_is_tried_again(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    server.faults.next("GET", f"/channels/{channel.id}/messages", CutBefore(), times=2)

    async with listening(server, stored) as twin:
        assert "meanwhile" in twin.texts


async def test_when_it_fails_for_good_what_is_written_now_is_heard_and_the_rest_after_the_next_start(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    server.faults.next("GET", f"/channels/{channel.id}/messages", CutBefore(), times=20)

    async with made(server, stored) as twin:
        await until(lambda: twin.ready)
        await mira.say(channel, "live")
        await until(lambda: "live" in twin.texts)
        assert "meanwhile" not in twin.texts

    server.faults.clear()
    async with listening(server, stored) as twin:
        assert twin.texts == ["before", "meanwhile", "live"]


async def test_what_could_not_be_read_at_first_is_read_as_soon_as_it_can(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    server.faults.next("GET", f"/channels/{channel.id}/messages", CutBefore(), times=3)

    async with made(server, stored) as twin:
        await until(lambda: "meanwhile" in twin.texts, 12)
        await mira.say(channel, "live")
        await until(lambda: "live" in twin.texts)
    assert stored.of(channel) == max(channel.messages)


async def test_what_the_library_cannot_read_does_not_stop_what_comes_after_it(
    server: DiscordServer, stored: Stored, owner: Owner
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "odd", embeds=["nonsense"])
    await mira.say(channel, "even")

    async with listening(server, stored, owner) as twin:
        assert twin.texts == ["before", "even"]
        assert owner.kinds == ["unreadable"]


@pytest.mark.parametrize("path", ["/channels/…/messages", "/guilds/…/threads/active"])
async def test_an_answer_that_is_none_is_asked_for_again(server: DiscordServer, stored: Stored, path: str) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    server.faults.next("GET", path, Garbage())

    async with listening(server, stored) as twin:
        assert "meanwhile" in twin.texts
        await until(lambda: not twin.history._jobs._later)


async def test_what_discord_says_to_come_back_for_much_later_is_not_waited_for(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    server.faults.next("GET", f"/channels/{channel.id}/messages", Status(429, retry_after=3600, via=False), times=9)

    async with made(server, stored) as twin:
        await until(lambda: twin.ready)
        await mira.say(channel, "live")
        await until(lambda: "live" in twin.texts, 3)


@pytest.mark.parametrize("path", ["/guilds/…/threads/active", "/channels/…/threads/archived/public"])
async def test_threads_that_may_not_be_listed_do_not_keep_the_rest(
    server: DiscordServer, stored: Stored, path: str
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    stored.marks = {name: _earlier(value, 2 * HOUR) for name, value in stored.marks.items()}
    server.faults.next("GET", path, Status(403))
    await mira.say(channel, "meanwhile")

    async with listening(server, stored) as twin:
        await until(lambda: server.faults.happened)
        assert "meanwhile" in twin.texts


async def test_what_cannot_be_kept_is_handed_on_again(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    for text in ("one", "two"):
        await mira.say(channel, text)

    async with made(server, stored) as twin:
        twin.failing = 2
        await until(lambda: "two" in twin.texts)
        assert twin.texts == ["before", "one", "two"]


async def test_no_mark_passes_what_was_handed_on_to_somebody_who_does_not_listen_any_more(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    known = stored.of(channel)
    await mira.say(channel, "meanwhile")

    async with made(server, stored) as twin:
        twin.deaf = True
        await until(lambda: twin.ready)
        await asyncio.sleep(0.3)
    assert stored.of(channel) == known


# What is written meanwhile


async def test_what_is_written_now_waits_for_what_was_written_before(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")

    async with made(server, stored) as twin:
        twin.gate.clear()
        await until(lambda: twin.ready)
        await mira.say(channel, "live")
        await asyncio.sleep(0.2)
        twin.gate.set()
        await until(lambda: "live" in twin.texts)
        assert twin.texts == ["before", "meanwhile", "live"]


async def test_whoever_writes_now_is_caught_up_with_first(server: DiscordServer, stored: Stored) -> None:
    guild, channel, mira = community(server)
    others = [guild.text(f"channel {number}") for number in range(12)]
    async with listening(server, stored):
        pass
    for other in others:
        await mira.say(other, other.name)
    await mira.say(channel, "meanwhile")

    async with made(server, stored) as twin:
        twin.gate.clear()
        await until(lambda: twin.ready)
        waiting = [name.rpartition("/")[2] for name in twin.history._jobs._waiting if name.startswith("channel/")]
        waited_for = server.world.channels[int(waiting[-1])]
        await mira.say(waited_for, "live")
        await asyncio.sleep(0.1)
        twin.gate.set()
        await until(lambda: "live" in twin.texts)
        assert list(twin.texts).index("live") < 8


async def test_other_channels_do_not_wait(server: DiscordServer, stored: Stored) -> None:
    guild, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    closed = guild.text("closed")

    async with made(server, stored, manners=open_to(f"discord/{guild.id}/{channel.id}")) as twin:
        twin.gate.clear()
        await until(lambda: twin.ready)
        async with asyncio.timeout(10):
            await twin.history.caught_up(closed.id)
            await twin.history.caught_up(4711)
        twin.gate.set()


async def test_nobody_waits_before_anybody_reads(server: DiscordServer, stored: Stored) -> None:
    troubles = Troubles("discord", QUIET)
    history = History(Line(troubles), stored, Manners(), troubles)

    async with asyncio.timeout(10):
        await history.caught_up(4711)
        await history.end()


# Sessions that are lost


async def test_a_session_that_is_lost_loses_nothing(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored) as twin:
        await mira.say(channel, "before")
        await until(lambda: twin.texts)
        server.gateway.lose_sessions()
        server.gateway.drop()
        await mira.say(channel, "meanwhile")
        # The next session begins, and this comes before the library says that it is ready.
        await until(lambda: len(server.gateway.identifies) == 2)
        await mira.say(channel, "live")
        await until(lambda: len(twin.texts) == 3)
        assert twin.texts == ["before", "meanwhile", "live"]
        await until(lambda: idle(twin))
    assert stored.of(channel) == max(channel.messages)


async def test_a_session_that_is_lost_while_its_beginning_is_read_loses_nothing(
    server: DiscordServer, stored: Stored
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    for text in ("one", "two"):
        await mira.say(channel, text)

    async with made(server, stored) as twin:
        twin.gate.clear()
        await until(lambda: twin.ready == 1)
        await mira.say(channel, "three")
        server.gateway.lose_sessions()
        server.gateway.drop()
        await mira.say(channel, "four")
        await until(lambda: twin.ready == 2)
        await mira.say(channel, "five")
        twin.gate.set()
        await until(lambda: "five" in twin.texts)
        await until(lambda: idle(twin))
        assert twin.texts == ["before", "one", "two", "three", "four", "five"]
    assert stored.of(channel) == max(channel.messages)


async def test_a_session_that_is_taken_up_again_reads_nothing(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    async with listening(server, stored) as twin:
        await mira.say(channel, "before")
        await until(lambda: twin.texts)
        server.calls.clear()
        server.gateway.drop()
        await mira.say(channel, "meanwhile")
        await until(lambda: "meanwhile" in twin.texts)
        assert twin.ready == 1
        assert server.calls["GET /channels/{channel}/messages"] == 0
    assert stored.of(channel) == max(channel.messages)


async def test_a_server_that_comes_late_is_read_too(server: DiscordServer, stored: Stored) -> None:
    guild, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    guild.joined = False
    await mira.say(channel, "meanwhile")

    async with listening(server, stored) as twin:
        guild.invite()
        await mira.say(channel, "live")
        await until(lambda: "live" in twin.texts)
        assert twin.texts == ["before", "meanwhile", "live"]


async def test_a_server_that_is_down_when_a_session_begins_is_read_when_it_comes(
    server: DiscordServer, stored: Stored
) -> None:
    guild, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    stored.marks["c/4711"] = str(server.ids.next(40 * DAY))

    async with made(server, stored) as twin:
        guild.go_down()
        await until(lambda: twin.ready)
        await mira.say(channel, "meanwhile", ago=0.001)
        guild.invite()
        await until(lambda: "meanwhile" in twin.texts)
        # Nothing was let go of that may belong to it.
        assert "c/4711" in stored.marks


async def test_nothing_is_waited_for_while_there_is_no_line(server: DiscordServer, stored: Stored) -> None:
    _, channel, _ = community(server)
    async with listening(server, stored) as twin:
        client = twin.line.client
        twin.line.use(None)
        async with asyncio.timeout(10):
            await twin.history.caught_up(channel.id)
        twin.line.use(client)
        await twin.history.end()
        async with asyncio.timeout(10):
            await twin.history.ready(client)
            await twin.history.caught_up(channel.id)


# Marks


async def test_a_crash_takes_nothing_but_the_marks_of_the_last_seconds(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    marks = dict(stored.marks)
    async with listening(server, stored) as twin:
        await mira.say(channel, "live")
        await until(lambda: "live" in twin.texts)
    stored.marks = marks

    async with listening(server, stored) as twin:
        assert twin.texts == ["before", "live"]


async def test_who_writes_in_private_for_the_first_time_is_noted_before_they_are_heard(
    server: DiscordServer, stored: Stored
) -> None:
    jonas = server.person("Jonas")
    async with listening(server, stored) as twin:
        stored.gate.clear()
        message = await jonas.write("hello")
        await asyncio.sleep(0.2)
        assert twin.texts == []
        stored.gate.set()
        await until(lambda: twin.texts)
        # A crash right now would not lose it.
        assert stored.marks[f"dm/{jonas.id}"] == str(jonas.private.id)
        assert stored.of(jonas.private) in (message.id - 1, message.id)


async def test_a_full_disk_is_waited_for(server: DiscordServer, stored: Stored, owner: Owner) -> None:
    _, channel, mira = community(server)
    jonas = server.person("Jonas")
    async with listening(server, stored, owner) as twin:
        stored.full = True
        await jonas.write("hello")
        await mira.say(channel, "hello, too")
        await until(lambda: "hello, too" in twin.texts)
        await asyncio.sleep(0.3)
        assert twin.texts == ["hello, too"]
        assert owner.kinds == ["marks"]
        stored.full = False
        await until(lambda: "hello" in twin.texts)
    assert stored.of(channel) == max(channel.messages)
    assert stored.of(jonas.private) == max(jonas.private.messages)


async def test_marks_that_cannot_be_read_at_first_are_waited_for(
    server: DiscordServer, stored: Stored, owner: Owner
) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    await mira.say(channel, "meanwhile")
    stored.full = True

    async with made(server, stored, owner) as twin:
        await until(lambda: owner.kinds)
        await mira.say(channel, "live")
        await asyncio.sleep(0.2)
        assert twin.texts == []
        stored.full = False
        await until(lambda: "live" in twin.texts)
        assert twin.texts == ["before", "meanwhile", "live"]


async def test_what_is_opened_once_more_begins_anew(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    await was_there(server, stored, channel, mira)
    async with listening(server, stored, manners=open_to("contacts")):
        await mira.say(channel, "among themselves")

    async with listening(server, stored) as twin:
        await mira.say(channel, "live")
        await until(lambda: twin.texts)
        assert twin.texts == ["live"]


async def test_what_the_owner_opens_meanwhile_is_read_from_then_on(server: DiscordServer, stored: Stored) -> None:
    _, channel, mira = community(server)
    admits: list[str] = []
    manners = Manners(opened=lambda key: open_place(key, admits))
    async with listening(server, stored, manners=manners) as twin:
        await mira.say(channel, "among themselves")
        await until(lambda: twin.texts)
        admits.append("groups")
        await mira.say(channel, "live")
        await until(lambda: len(twin.texts) == 2)
    await mira.say(channel, "meanwhile")

    async with listening(server, stored) as twin:
        assert twin.texts == ["meanwhile"]


async def test_marks_of_what_is_long_gone_are_let_go(server: DiscordServer, stored: Stored) -> None:
    _, channel, _ = community(server)
    jonas = server.person("Jonas")
    old, young = server.ids.next(40 * DAY), server.ids.next(20 * DAY)
    stored.marks = {
        "c/4711": str(old),
        "c/4712": str(young),
        f"c/{channel.id}": str(old),
        f"dm/{jonas.id}": str(jonas.private.id),
        f"c/{jonas.private.id}": str(old),
        "c/odd": "odd",
    }

    async with listening(server, stored):
        pass
    assert "c/4711" not in stored.marks
    assert {"c/4712", f"c/{channel.id}", f"dm/{jonas.id}", f"c/{jonas.private.id}"} <= stored.marks.keys()


async def test_a_server_in_which_the_bot_sees_no_channel_keeps_nobody_waiting(
    server: DiscordServer, stored: Stored
) -> None:
    server.guild("Closed")
    async with listening(server, stored) as twin, asyncio.timeout(10):
        await twin.history.caught_up(4711)
