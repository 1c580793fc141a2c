"""The session with Discord: entered, kept up for good, and left."""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.asking import in_time
from adapters.discord.client import Client, Events, Handling
from adapters.discord.line import Line
from adapters.discord.troubles import REJECTED, UNREACHABLE
from adapters.pauses import pauses
from adapters.troubles import Troubles
from twin.errors import AdapterError

__all__ = ["API", "Events", "Patience", "Session"]

API = "https://discord.com/api/v10"
_GATEWAY = DiscordWebSocket.DEFAULT_GATEWAY
# Close codes of the gateway that say what is wrong: https://docs.discord.com/developers/topics/opcodes-and-status-codes
_BAD_TOKEN = 4004
_NO_INTENT = 4014
# What comes of a connection that is lost, or not to be had.
_LOST = (discord.DiscordException, aiohttp.ClientError, OSError)
# To leave everything within two seconds.
_HANDLERS, _GOODBYE, _SOCKETS = 0.25, 0.6, 0.2


_UNREAD = (
    "Something came from Discord that could not be read at all, and ended the connection. The twin connects again, and "
    "looks for what was written meanwhile; maybe one message is not answered."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how long a login may take, and a connection be lost; when a refused token is tried again; what is
    waited between failures, of which so many in a row make an outage; after how long no more servers come.
    """

    login: float = 20.0
    settle: float = 1.0
    down: float = 60.0
    look: float = 1.0
    token: float = 60.0
    network: tuple[float, float] = (1.0, 30.0)
    failures: int = 3


class Session:
    """One client of the library after the other, for as long as it listens: never two at once.

    ``url`` is that of the API, ``gateway`` of the gateway, empty: as the API says.
    """

    def __init__(
        self,
        token: str,
        url: str,
        gateway: str,
        line: Line,
        troubles: Troubles,
        events: Events,
        patience: Patience | None = None,
    ) -> None:
        self._token = token
        self._url = url.rstrip("/")
        self._gateway = gateway
        self._line = line
        self._troubles = troubles
        self._events = events
        self._patience = patience or Patience()
        self._handling = Handling(troubles)
        self._client: Client | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._waits = pauses(self._patience.network)
        self._failures = 0
        # Whether there has been a session; since when there is one; whether one was refused for what it asked to read.
        self._heard = False
        self._since: float | None = None
        self._disallowed = False
        self._ended = False
        self._leaving = asyncio.Lock()
        # There is no other way to tell the library; whoever has told it before need not be told again.
        if self._url != API:
            Route.BASE = self._url

    async def enter(self) -> None:
        """Log in, before it listens. Raises AdapterError for a token that is refused; else what the library raises."""
        refused = False
        # Raised outside of the except: the library's own error, which holds the token, must not hang on ours.
        try:
            await self._login()
        except discord.LoginFailure:
            refused = True
        if refused:
            raise AdapterError(REJECTED)

    async def listen(self) -> None:
        """Tell the events for as long as it is not ended; whatever fails is tried again."""
        while not self._ended:
            wait = await self._once()
            if wait is None and not self._ended:
                self._failures += 1
                if not self._heard or self._failures >= self._patience.failures:
                    await self._troubles.tell("network", UNREACHABLE)
                wait = next(self._waits)
            await asyncio.sleep(wait or 0.0)

    async def end(self) -> None:
        """Leave, within two seconds; what was about to be kept is kept, or comes again."""
        self._ended = True
        if self._connecting is not None:
            self._connecting.cancel()
        await self._handling.end(_HANDLERS)
        await self._part()

    async def _once(self) -> float | None:
        """One client, from its login to its end; how long to wait before the next, None: as after other failures."""
        wait: float | None = None
        try:
            client = self._client or await self._login()
            wait = await self._point(client)
            if wait is None:
                wait = await self._follow(client)
        except discord.LoginFailure:
            await self._troubles.tell("token", REJECTED)
            wait = self._patience.token
        except Exception:  # noqa: BLE001 - were this to end, the twin would be deaf, and nobody would know
            wait = None
        if self._since is not None and time.monotonic() - self._since > self._patience.down:
            self._waits = pauses(self._patience.network)
        self._since = None
        if not self._ended:
            await self._part()
        return wait

    async def _login(self) -> Client:
        client = self._client = Client(
            self._events, self._handling, self._alive, self._patience.settle, self._patience.network[0]
        )
        try:
            async with asyncio.timeout(self._patience.login):
                await client.login(self._token)
        except BaseException:
            await self._part()
            raise
        self._line.use(client)
        return client

    async def _point(self, client: Client) -> float | None:
        """Tell the library where the gateway is; how long to wait if no more sessions may begin there."""
        gateway, wait = self._gateway, None
        if not gateway:
            try:
                async with asyncio.timeout(self._patience.login):
                    _, gateway, limit = await in_time(client.http.get_bot_gateway())
                # Whoever begins more than it may in a day loses the token.
                wait = limit["reset_after"] / 1000 if limit["remaining"] <= 0 else None
            except Exception:
                # It is known where Discord's own is, for which the token of another server is not.
                if self._url != API and DiscordWebSocket.DEFAULT_GATEWAY == _GATEWAY:
                    raise
        if gateway:
            DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        return wait

    async def _follow(self, client: Client) -> float | None:
        """Listen through this client until it ends, or has had no connection for too long; as ``_once``."""
        if self._disallowed or not client.reads_everything:
            client.forgo_content()
            await self._troubles.tell("intents", _no_intent(client.application_id))
        else:
            self._troubles.over("intents")
        self._disallowed = False
        connecting = self._connecting = asyncio.create_task(client.connect())
        try:
            while not connecting.done() and client.down < self._patience.down:
                await asyncio.wait({connecting}, timeout=self._patience.look)
        finally:
            connecting.cancel()
        if not connecting.done():
            await self._troubles.tell("network", UNREACHABLE)
            await asyncio.wait({connecting}, timeout=_SOCKETS)
            return None
        return None if connecting.cancelled() else await self._ending(client, connecting.exception())

    async def _ending(self, client: Client, error: BaseException | None) -> float | None:
        code = error.code if isinstance(error, discord.ConnectionClosed) else None
        if code == _BAD_TOKEN:
            await self._troubles.tell("token", REJECTED)
            return self._patience.token
        if isinstance(error, discord.PrivilegedIntentsRequired) or code == _NO_INTENT:
            self._disallowed = client.asks_for_content
            return 0.0 if self._disallowed else None
        if error is not None and not isinstance(error, _LOST):
            await self._troubles.tell("unreadable", _UNREAD)
        return None

    def _alive(self) -> None:
        """There is a session."""
        self._heard = True
        self._since = self._since or time.monotonic()
        self._failures = 0
        self._troubles.over("network")
        self._troubles.over("token")

    async def _part(self) -> None:
        """Let the client go."""
        async with self._leaving:
            client, self._client = self._client, None
            if client is None:
                return
            self._line.use(None)
            await _within(_GOODBYE, client.close())
            # Closed twice, mostly: the first may have waited for Discord to say goodbye.
            await _within(_SOCKETS, client.http.close())


async def _within(seconds: float, ending: Awaitable[None]) -> None:
    task = asyncio.ensure_future(ending)
    await asyncio.wait({task}, timeout=seconds)
    if not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=_SOCKETS)
    if task.done() and not task.cancelled():
        with suppress(Exception):
            task.result()


def _no_intent(application: int | None) -> str:
    return (
        "The bot may not read what people write in servers without calling it. Whoever mentions it, replies to it or "
        "writes to it in private is answered; what goes unread are replies that do not ping it, what people go on "
        "to write in its threads, and questions to nobody in particular. Switch on Message Content Intent at "
        f"https://discord.com/developers/applications/{application}/bot, and restart."
    )
