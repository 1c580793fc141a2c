"""The library's client: tells what happens, and survives what it cannot read."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from weakref import WeakSet

import aiohttp
import discord
from discord.gateway import KeepAliveHandler

from adapters.discord.troubles import ODD
from adapters.troubles import Troubles

# Without these, nothing works: whoever cannot be read here begins a new session.
_VITAL = ("READY", "RESUMED")


class Events(Protocol):
    """Whom events are told. Each is a task of its own, and they begin in the order in which things happened."""

    async def ready(self, client: discord.Client) -> None:
        """A session has begun: whatever happened before was told to nobody."""
        ...

    async def message(self, written: discord.Message) -> None:
        """A message was written."""
        ...

    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message was changed, or Discord added to it."""
        ...

    async def deleted(self, message_ids: Sequence[int], channel: int, guild: int | None) -> None:
        """Messages were deleted."""
        ...

    async def gone(self, channel: int, parent: int | None, guild: int) -> None:
        """A channel was deleted, or a thread of the channel ``parent``, with all that is in it."""
        ...

    async def reacted(self, event: discord.RawReactionActionEvent, given: bool) -> None:
        """An emoji was put under a message, or taken away."""
        ...

    async def interacted(self, interaction: discord.Interaction[Any]) -> None:
        """A command was given, a button pressed, or a form sent."""
        ...

    async def joined(self, guild: discord.Guild) -> None:
        """A server is there that was not."""
        ...

    async def left(self, guild: discord.Guild) -> None:
        """The bot is not in a server any more."""
        ...

    async def odd(self, kind: str, data: object) -> None:
        """Something came that the library cannot read."""
        ...


class Handling:
    """Runs what is done about events; outlives the clients that tell them."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._running: set[asyncio.Task[Any]] = set()
        self._ended = False

    async def run(self, handler: Callable[..., Awaitable[None]], *arguments: object) -> None:
        """Do it, as the task that this is. Raises nothing."""
        task = asyncio.current_task()
        if self._ended or task is None:
            return
        self._running.add(task)
        try:
            await handler(*arguments)
        except Exception:  # noqa: BLE001 - the library would write it to its log, with what people wrote
            await self._troubles.tell("unreadable", ODD)
        finally:
            self._running.discard(task)

    def begin(self, handler: Callable[..., Awaitable[None]], *arguments: object) -> None:
        """Do it in a task of its own."""
        task = asyncio.get_running_loop().create_task(self.run(handler, *arguments))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def end(self, seconds: float) -> None:
        """Begin nothing any more, and leave what does not end within a while: it is read again, or asked for again."""
        self._ended = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)


class Client(discord.Client):
    """One bot's connection. It caches servers and their channels; no messages, and nobody's profile.

    ``alive`` is called whenever there is a session; ``settle`` is how many seconds without another server make all,
    ``apart`` how many lie at least between two connections.
    """

    def __init__(
        self, events: Events, handling: Handling, alive: Callable[[], None], settle: float, apart: float
    ) -> None:
        self._asked = discord.Intents(guilds=True, messages=True, reactions=True, message_content=True)
        super().__init__(
            intents=self._asked,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=30.0,
            guild_ready_timeout=settle,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._events = events
        self._handling = handling
        self._alive = alive
        self._settled = False
        self._down_since: float | None = time.monotonic()
        self._apart = apart
        self._connected_at = -apart
        self._sockets: WeakSet[aiohttp.ClientWebSocketResponse] = WeakSet()
        self._open = self.http.ws_connect
        self.http.ws_connect = self._connect_socket  # type: ignore[method-assign]
        parsers = self._connection.parsers
        for kind, parse in parsers.items():
            if kind not in _VITAL:
                parsers[kind] = self._surviving(kind, parse)

    @property
    def reads_everything(self) -> bool:
        """Whether the bot's application may read what people do not write to it."""
        flags = self.application_flags
        return flags.gateway_message_content or flags.gateway_message_content_limited

    def forgo_content(self) -> None:
        """Ask for no more than what is written to the bot; before it connects."""
        self._asked.message_content = False

    @property
    def asks_for_content(self) -> bool:
        """Whether it asks to read everything."""
        return self._asked.message_content

    @property
    def down(self) -> float:
        """For how many seconds there has been no connection."""
        return 0.0 if self._down_since is None else time.monotonic() - self._down_since

    async def close(self) -> None:
        """The end, also of what the library forgets about."""
        task = self._connection._ready_task
        if task is not None:
            task.cancel()
        # Of connections that were lost before they were complete, nobody but their heartbeats knows any more.
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                thread.stop()
        await asyncio.gather(*(socket.close(code=1000) for socket in self._sockets), return_exceptions=True)
        await super().close()

    async def _connect_socket(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """The library connects again at once, also to what closes the connection at once."""
        wait = max(0.0, self._connected_at + self._apart - time.monotonic())
        self._connected_at = time.monotonic() + wait
        await asyncio.sleep(wait)
        socket = await self._open(url, compress=compress)
        self._sockets.add(socket)
        return socket

    def _surviving(self, kind: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
        """The library ends its connection at what it cannot read, and would do so again."""

        def survive(data: Any) -> None:  # noqa: ANN401 - whatever was sent
            try:
                parse(data)
            except Exception:  # noqa: BLE001 - whatever it is
                self._handling.begin(self._events.odd, kind, data)

        return survive

    # What the library calls, each as a task.

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Nothing gets here."""

    async def on_connect(self) -> None:
        """A session begins; the servers come next, one by one."""
        self._settled = False
        self._up()

    async def on_resumed(self) -> None:
        """The session goes on, and what happened meanwhile has been told."""
        self._up()

    async def on_disconnect(self) -> None:
        """The connection is lost; the library takes it up again."""
        if self._down_since is None:
            self._down_since = time.monotonic()

    async def on_ready(self) -> None:
        """The servers are there."""
        self._settled = True
        await self._handling.run(self._events.ready, self)

    async def on_message(self, message: discord.Message) -> None:
        """A message was written."""
        await self._handling.run(self._events.message, message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message was changed."""
        await self._handling.run(self._events.edited, event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""
        await self._handling.run(self._events.deleted, (event.message_id,), event.channel_id, event.guild_id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Messages were deleted."""
        ids = sorted(event.message_ids)
        await self._handling.run(self._events.deleted, ids, event.channel_id, event.guild_id)

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted, or a post of a forum."""
        await self._handling.run(self._events.gone, event.thread_id, event.parent_id, event.guild_id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted."""
        await self._handling.run(self._events.gone, channel.id, None, channel.guild.id)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody reacted."""
        await self._handling.run(self._events.reacted, event, True)  # noqa: FBT003 - as the event's word says

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody took a reaction away."""
        await self._handling.run(self._events.reacted, event, False)  # noqa: FBT003

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Somebody asks for an answer at once."""
        await self._handling.run(self._events.interacted, interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is in a server that it was not in."""
        if self._settled:
            await self._handling.run(self._events.joined, guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server can be reached again."""
        if self._settled:
            await self._handling.run(self._events.joined, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot is not in a server any more."""
        await self._handling.run(self._events.left, guild)

    def _up(self) -> None:
        self._down_since = None
        self._alive()
