"""What of the servers is to be read in a session of the gateway, and from where on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord

from adapters.discord.channels import Channel, Texts, born, channels_of, is_read, newest
from adapters.discord.gaps import active_threads, archived_threads
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.marking import Marking

# What was made so shortly before the last mark may have come after it was noted.
_OVERLAP = timedelta(minutes=15)
# Our clock and Discord's may differ by as much.
_MOMENT = timedelta(minutes=1)
# Sooner after its last message, Discord closes no thread.
_OPEN = timedelta(minutes=50)
# What nobody wrote in for so long, and is not to be seen any more, is forgotten.
_FORGOTTEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Server:
    """A server: its marks ``before`` the session, the channels ``met`` in it, and the ``latest`` number of before."""

    before: dict[int, int]
    met: set[int]
    latest: int

    @property
    def last(self) -> int | None:
        """The last that was read of all of it; None: nothing ever was."""
        return max(self.before.values(), default=None)

    def is_new(self, channel: Channel) -> bool:
        """Whether it was made since its server (of a thread: the channel that it hangs in) was read last."""
        last = self.before.get(channel.parent_id) if isinstance(channel, discord.Thread) else self.last
        return last is not None and born(channel) >= _time(last) - _OVERLAP


class Servers:
    """Gives every channel that is read a mark from the start, so that nothing in it is missed afterwards.

    What was never read begins with what is written from now on: nobody wants an answer to last year's questions. But
    what was made since its surroundings were read begins with its first message. ``behind`` is told which channels have
    to be caught up with, ``current`` which have not.
    """

    def __init__(
        self, marking: Marking, manners: Manners, behind: Callable[[Texts], None], current: Callable[[int], None]
    ) -> None:
        self._marking = marking
        self._manners = manners
        self._behind = behind
        self._current = current
        self._servers: dict[int, _Server] = {}

    def forget(self) -> None:
        """Another session begins: all of them have to be looked at anew."""
        self._servers.clear()

    def look(self, client: discord.Client) -> list[discord.Guild]:
        """Meet every channel and thread that was not there before; the servers in which something is read, if new."""
        new = []
        for guild in client.guilds:
            if guild.unavailable:
                continue
            server = self._servers.get(guild.id)
            if server is None and self._plan(guild):
                new.append(guild)
            elif server is not None:
                for channel in channels_of(guild):
                    self._meet(channel, server)
        return new

    def knows(self, channel: Channel) -> bool:
        """Whether it was looked at in this session."""
        server = self._servers.get(channel.guild.id)
        return server is not None and channel.id in server.met

    async def find_threads(self, line: Line, guild: discord.Guild) -> None:
        """The threads that the session was not told of: those that were closed, and maybe others.

        Raises a DeliveryError.
        """
        server = self._servers[guild.id]
        found = await active_threads(line, guild)
        # In an absence that was shorter, none can have been closed but by hand.
        if server.last is not None and _time(server.last) < datetime.now(UTC) - _OPEN:
            since = _time(server.last) - _OVERLAP
            for parent in guild.channels:
                if isinstance(parent, discord.TextChannel | discord.ForumChannel) and parent.id in server.before:
                    found += await archived_threads(line, guild, parent.id, since)
        for thread in found:
            if thread.id not in server.met and is_read(thread, self._manners) and self._has_news(thread, server):
                self._add(thread, server)

    def tidy(self, client: discord.Client, kept: Collection[int]) -> None:
        """Let go of the marks of channels that are gone, and of threads that are long over; never those ``kept``."""
        if any(guild.unavailable for guild in client.guilds):
            return
        seen = {channel for server in self._servers.values() for channel in server.met}
        old = discord.utils.time_snowflake(datetime.now(UTC) - _FORGOTTEN)
        for channel, message in self._marking.channels().items():
            if channel not in seen and channel not in kept and message < old:
                self._marking.drop(channel)

    def _plan(self, guild: discord.Guild) -> bool:
        """Meet a whole server; whether anything is read there."""
        channels = channels_of(guild)
        marks = {channel.id: self._marking.last(channel.id) for channel in channels}
        before = {id_: last for id_, last in marks.items() if last is not None}
        just_now = discord.utils.time_snowflake(datetime.now(UTC) - _MOMENT)
        server = _Server(before, set(marks), max([just_now, *map(newest, channels)]))
        self._servers[guild.id] = server
        read = [channel for channel in channels if is_read(channel, self._manners)]
        for channel in read:
            self._add(channel, server)
        # What is opened once more, begins anew as well.
        for id_ in before.keys() - {channel.id for channel in read}:
            self._marking.drop(id_)
        return bool(read)

    def _add(self, channel: Channel, server: _Server) -> None:
        """A channel or thread that was there when the session began."""
        server.met.add(channel.id)
        never_read = self._marking.last(channel.id) is None
        if never_read and server.is_new(channel):
            self._marking.reach(channel.id, channel.id - 1)
        elif never_read:
            self._marking.begin(channel.id, newest(channel))
        if isinstance(channel, discord.ForumChannel):
            # A forum holds no messages: its mark tells which posts are new.
            self._marking.reach(channel.id, newest(channel))
        elif never_read and not server.is_new(channel):
            self._current(channel.id)
        else:
            self._behind(channel)

    def _meet(self, channel: Channel, server: _Server) -> None:
        """A channel or thread that came during the session, made just now or opened again; or one that was there."""
        if channel.id in server.met:
            return
        server.met.add(channel.id)
        if not is_read(channel, self._manners):
            return
        if self._marking.last(channel.id) is not None:
            self._add(channel, server)
            return
        if born(channel) > _time(server.latest):
            self._marking.reach(channel.id, channel.id - 1)
        else:
            # What was written in it since the session began is told, and is not dealt with yet.
            last = newest(channel)
            self._marking.begin(channel.id, last - 1 if last > server.latest else last)
        self._current(channel.id)

    def _has_news(self, thread: discord.Thread, server: _Server) -> bool:
        done = self._marking.last(thread.id)
        if done is None:
            return not thread.archived or server.is_new(thread)
        return not thread.archived or newest(thread) > done


def _time(number: int) -> datetime:
    return discord.utils.snowflake_time(number)
