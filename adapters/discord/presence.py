"""Shows that an answer is being written: that somebody is typing, and a reaction to the question."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord

from adapters.discord.addresses import Address, Room
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.rooms import Rooms

# More conversations than are answered at a time.
_REMEMBERED = 2000


class Presence:
    """Discord forgets after ten seconds that somebody is typing, so it is told again and again.

    Nothing is shown for ``after`` seconds: who is not answered sees nothing. No request is cut off on its way: the
    library may be waiting in it for all others.
    """

    def __init__(self, line: Line, rooms: Rooms, manners: Manners, *, after: float = 0.7, every: float = 8.0) -> None:
        self._line = line
        self._rooms = rooms
        self._manners = manners
        self._after = after
        self._every = every
        self._heard: dict[str, int] = {}
        # The loop holds tasks weakly, and these outlast the block that began them by a moment.
        self._tasks: dict[asyncio.Task[None], asyncio.Event] = {}

    def heard(self, where: Address, message: int) -> None:
        """This is what is reacted to when something is being answered there the next time."""
        self._heard.pop(where.key, None)
        self._heard[where.key] = message
        if len(self._heard) > _REMEMBERED:
            del self._heard[next(iter(self._heard))]

    @asynccontextmanager
    async def working(self, where: Address, message: int | None = None) -> AsyncIterator[None]:
        """An answer is being written there, to this message, or the last one heard; leaving waits for nothing."""
        over = asyncio.Event()
        heard = self._heard.pop(where.key, None)
        task = asyncio.create_task(self._show(where, message or heard, over))
        self._tasks[task] = over
        task.add_done_callback(lambda done: self._tasks.pop(done, None))
        try:
            yield
        finally:
            over.set()

    async def end(self) -> None:
        """Nothing is being written anywhere any more; within a second."""
        tasks = dict(self._tasks)
        for over in tasks.values():
            over.set()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=0.9)
            for task in late:
                task.cancel()

    async def _show(self, where: Address, message: int | None, over: asyncio.Event) -> None:
        # In a server, what nobody heard is what nobody asked the twin.
        if (isinstance(where, Room) and message is None) or await _within(over, self._after):
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self._type(where, message, over))
            if isinstance(where, Room) and message is not None and self._manners.reaction:
                group.create_task(self._react(where, message, over))

    async def _type(self, where: Address, message: int | None, over: asyncio.Event) -> None:
        while not over.is_set():
            try:
                channel = await self._rooms.channel(self._place(where, message))
                await channel.typing()
            except (discord.Forbidden, discord.NotFound, discord.RateLimited):
                return
            except Exception:  # noqa: BLE001, S110 - it is but a courtesy, and the answer may get through yet
                pass
            if await _within(over, self._every):
                return

    async def _react(self, room: Room, message: int, over: asyncio.Event) -> None:
        with suppress(Exception):  # It is but a courtesy, too.
            above = room.thread == message and not self._in_forum(room)
            channel = await self._rooms.channel(Room(room.server, room.channel) if above else room)
            question, me = channel.get_partial_message(message), self._line.client.user
            await question.add_reaction(self._manners.reaction)
            await over.wait()
            if me is not None:
                await question.remove_reaction(self._manners.reaction, me)

    def _place(self, where: Address, message: int | None) -> Address:
        """Where somebody types: above a thread that is not open yet. Raises NotNow."""
        if not isinstance(where, Room) or where.thread is None or message not in (None, where.thread):
            return where
        server = self._line.client.get_guild(where.server)
        opened = server is not None and server.get_thread(where.thread) is not None
        return where if opened or self._in_forum(where) else Room(where.server, where.channel)

    def _in_forum(self, room: Room) -> bool:
        """Whether the first message of a thread stands in it. Raises NotNow."""
        return isinstance(self._line.client.get_channel(room.channel), discord.ForumChannel)


async def _within(over: asyncio.Event, seconds: float) -> bool:
    """Whether it is over within so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), seconds)
    return over.is_set()
