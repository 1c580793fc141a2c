"""What was written while nobody listened: read after each new session begins, before what is written from then on."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import discord

from adapters.discord.channels import Channel, Texts, is_read, is_readable, is_watched
from adapters.discord.gaps import Gap, message_of, private_channel, written
from adapters.discord.jobs import Jobs
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.marking import Marking
from adapters.discord.servers import Servers
from adapters.troubles import Troubles
from twin.errors import NotNow, Refused
from twin.seams import Marks

Take = Callable[[discord.Message], Awaitable[None]]

_AT_ONCE = 3
# What was dealt with last is looked at again: it may have been edited since.
_OVERLAP = timedelta(minutes=15)
_FLUSH = 5.0
_LAST_TRY = 2.0

_ODD = (
    "Something that was written on Discord while the twin was away could not be understood. It is not answered; what "
    "came after it is."
)


@dataclass(slots=True)
class _Reading:
    """A channel that is being caught up with: what is done, and from where on it is read."""

    channel: Texts | discord.DMChannel
    done: int
    since: int


class History:
    """A new session of the gateway tells nothing of what happened before it, so all of that is asked for.

    Marks stand where everything before is dealt with. One moves on only while its channel is up to date in the session
    that is on; what happens in a channel that is still being read waits for that.
    """

    def __init__(self, line: Line, marks: Marks, manners: Manners, troubles: Troubles) -> None:
        self._line = line
        self._manners = manners
        self._troubles = troubles
        self._marking = Marking(marks, troubles)
        # The channels that are up to date, and those that are not, with what is waited for.
        self._current: set[int] = set()
        self._behind: dict[int, asyncio.Event] = {}
        self._servers = Servers(self._marking, manners, self._expect, self._current.add)
        self._jobs = Jobs(_AT_ONCE, self._tell)
        self._take: Take | None = None
        self._client: discord.Client | None = None
        # The session that all of this is about, and whether it was planned what is read after its beginning.
        self._session: str | None = None
        self._planning = asyncio.Lock()
        self._planned = asyncio.Event()
        # In how many channels there was too much to read.
        self._cut = 0
        # What was handed on, by channel and number, and not dealt with yet.
        self._handed: set[tuple[int, int]] = set()
        # The loop holds tasks weakly.
        self._taking: set[asyncio.Future[None]] = set()
        self._keeping: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()

    def begin(self, take: Take) -> None:
        """From now on what is found goes there, which tells ``seen``. The same message may come more than once."""
        self._take = take

    async def ready(self, client: discord.Client) -> None:
        """A new session has begun: plan what is to be read, and begin to."""
        async with self._planning:
            self._planned.clear()
            self._session = _session(client)
            await self._jobs.stop()
            await self._marking.load()
            if self._ended.is_set():
                self._planned.set()
                return
            self._client = client
            waiting = list(self._behind.values())
            self._behind.clear()
            self._current.clear()
            self._handed.clear()
            self._servers.forget()
            self._cut = 0
            self._troubles.over("history")
            private = self._marking.privates()
            for channel in private:
                self._expect(private_channel(client, channel))
            self._look()
            # From where on what was never read is read stands in the store before anything of it is dealt with.
            await self._marking.flush()
            self._servers.tidy(client, private)
            self._planned.set()
            # Whoever waits for the former plan now looks whether they have to by this one.
            for event in waiting:
                event.set()
            self._keeping = self._keeping or asyncio.create_task(self._keep())

    async def caught_up(self, channel: int) -> None:
        """Returns when what was written there before this session is dealt with, or cannot be had for now."""
        while self._take is not None and not self._ended.is_set():
            if self._is_outdated():
                self._planned.clear()
            if not self._planned.is_set():
                await self._planned.wait()
                continue
            self._look_at(channel)
            if (event := self._behind.get(channel)) is None:
                return
            self._jobs.hurry(_job(channel))
            await event.wait()

    async def first_private(self, user: int, channel: int, message: int) -> None:
        """Private messages with this person arrive: once this returns, they are found again after a restart."""
        await self._marking.load()
        await self._marking.note_private(user, channel, message)
        if channel not in self._behind:
            self._current.add(channel)

    def seen(self, channel: int, message: int) -> None:
        """What was written there is dealt with, up to this message."""
        self._handed.discard((channel, message))
        if channel in self._current:
            self._marking.reach(channel, message)
        elif channel not in self._behind and self._marking.last(channel) is None and self._is_read(channel):
            # The owner has opened it since.
            self._marking.begin(channel, message)
            self._current.add(channel)

    async def private_channel(self, user: int) -> int | None:
        """The channel that holds the private messages with this person, as far as that was noted."""
        await self._marking.load()
        return self._marking.private(user)

    async def end(self) -> None:
        """Read nothing any more, and note how far it went; within about two seconds."""
        self._ended.set()
        self._planned.set()
        for event in self._behind.values():
            event.set()
        await self._jobs.stop()
        if self._keeping is not None:
            await asyncio.wait({self._keeping}, timeout=_LAST_TRY)
            self._keeping.cancel()

    # What is read

    def _look(self) -> None:
        if self._client is None:
            return
        for guild in self._servers.look(self._client):
            name = f"threads/{guild.id}"
            self._jobs.add(name, partial(self._servers.find_threads, self._line, guild), _nobody_waits)

    def _look_at(self, channel: int) -> None:
        """A server that was away when the session began, or a thread that was opened again, may be behind."""
        found = self._channel(channel)
        if found is not None and not self._servers.knows(found):
            self._look()

    def _channel(self, id_: int) -> Channel | None:
        found = self._client.get_channel(id_) if self._client is not None else None
        return found if isinstance(found, Channel) else None

    def _is_read(self, channel: int) -> bool:
        found = self._channel(channel)
        return found is not None and is_read(found, self._manners)

    def _expect(self, channel: Texts | discord.DMChannel) -> None:
        """Have it read from its mark on."""
        done = self._marking.last(channel.id)
        if done is None:
            return
        overlap, latest = _OVERLAP, None
        if not isinstance(channel, discord.DMChannel):
            latest = channel.last_message_id
            # Of a question that nobody had answered yet, one knows only by reading it again.
            overlap += self._manners.patience if is_watched(channel, self._manners) else timedelta()
        earliest = discord.utils.time_snowflake(datetime.now(UTC) - self._manners.catch_up)
        if latest is not None and latest <= done < earliest:
            self._current.add(channel.id)
            return
        since = discord.utils.time_snowflake(discord.utils.snowflake_time(done) - overlap)
        if since < (first := self._marking.first(channel.id)):
            since = first
        else:
            self._marking.forget_first(channel.id)
        reading = _Reading(channel, done, max(since, earliest))
        self._behind[channel.id] = asyncio.Event()
        self._jobs.add(_job(channel.id), partial(self._read, reading), partial(self._settled, channel.id))

    async def _read(self, reading: _Reading) -> None:
        """Everything there that was not dealt with. Raises Refused if it may not be read, and what ``take`` raises."""
        channel = reading.channel
        if self._client is None or (not isinstance(channel, discord.DMChannel) and not is_readable(channel)):
            raise Refused("The bot may not read on Discord what was written there before.")
        found = await written(self._line, Gap(channel.id, reading.done, reading.since, self._manners.most))
        for number, raw in found.messages:
            if (message := message_of(self._client, channel, raw)) is None:
                await self._troubles.tell("unreadable", _ODD)
            else:
                await self._hand_on(message)
            reading.since, reading.done = number, max(reading.done, number)
            self._marking.reach(channel.id, number)
        self._cut += found.cut

    async def _hand_on(self, message: discord.Message) -> None:
        """What was begun with a message is finished, also when reading stops: its mark is left for the next time."""
        if self._take is None:
            raise NotNow("Nobody takes in yet what was written on Discord.")
        handed = (message.channel.id, message.id)
        self._handed.add(handed)
        task = asyncio.ensure_future(self._take(message))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        await asyncio.shield(task)
        if handed in self._handed:
            raise NotNow("Nobody takes in any more what was written on Discord.")

    def _settled(self, channel: int, done: bool) -> None:
        if done:
            self._current.add(channel)
        if (event := self._behind.pop(channel, None)) is not None:
            event.set()

    async def _tell(self) -> None:
        if not self._cut:
            return
        hours = self._manners.catch_up.total_seconds() / 3600
        channels = "one channel" if self._cut == 1 else f"{self._cut} channels"
        await self._troubles.tell(
            "history",
            f"More was written on Discord while the twin was away than it reads afterwards: in {channels}, only the "
            f"last {self._manners.most} messages were read, and none older than {hours:g} hours. What came before them "
            "is not answered. TWIN_DISCORD_CATCH_UP sets how far back the twin reads.",
        )

    async def _keep(self) -> None:
        """Note how far everything went, and what is new, every few seconds."""
        while not self._ended.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_FLUSH):
                    await self._ended.wait()
            if not self._ended.is_set() and self._planned.is_set():
                self._look()
            await self._marking.flush()
        while not await self._marking.flush():  # noqa: ASYNC110 - nothing else tells that the store works again
            await asyncio.sleep(0.2)

    def _is_outdated(self) -> bool:
        """Whether another session has begun, of which ``ready`` was not told yet."""
        try:
            session = _session(self._line.client)
        except NotNow:
            return False
        return session is not None and session != self._session


def _session(client: discord.Client) -> str | None:
    return getattr(client.ws, "session_id", None)


def _job(channel: int) -> str:
    return f"channel/{channel}"


def _nobody_waits(_: bool) -> None:
    """Nothing comes of it."""
