"""When the bot may write: a channel's slow mode, a moderator's timeout, and what Discord says when it was too early."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from adapters.discord.addresses import Address, Room
from adapters.discord.line import Line
from adapters.discord.meaning import NEVER_SENT, SLOW_MODE, WAIT, asks_to_wait, pause, seconds_of
from adapters.discord.naming import harmless
from adapters.discord.rooms import name_of
from adapters.troubles import Troubles
from twin.errors import DeliveryError, InDoubt, NotNow, Refused

Answer = TypeVar("Answer")

# Slow mode that is waited for without being asked to, in seconds; Discord has some of six hours.
_SHORT = 60
# After so many seconds the library tries again what Discord could not do.
_AGAIN = 1.0
# More channels than can be written to within a minute.
_REMEMBERED = 2000


class Pace:
    """Lets one message after the other through; the owner is told of what takes long."""

    def __init__(self, line: Line, troubles: Troubles) -> None:
        self._line = line
        self._troubles = troubles
        self._spoke: dict[int, float] = {}

    async def turn(self, where: Address) -> None:
        """Wait until slow mode lets the next message into the channel, unless that takes long."""
        if not isinstance(where, Room) or (spoke := self._spoke.get(where.id)) is None:
            return
        delay = self._slow_mode(where)
        if delay <= _SHORT:
            await asyncio.sleep(spoke + delay - time.monotonic())

    async def check(self, where: Address) -> None:
        """Raise NotNow while a moderator has the bot be silent there."""
        server = self._server(where)
        me: discord.Member | None = server.me if server is not None else None
        until = me.timed_out_until if me is not None else None
        now = discord.utils.utcnow()
        if server is None or until is None or until <= now:
            return
        await self._troubles.tell(
            "timeout",
            f"A moderator of the Discord server {harmless(server.name)} lets the bot say nothing until "
            f"{until:%Y-%m-%d %H:%M} UTC. What it has to say there waits until then.",
        )
        raise NotNow("A moderator lets the bot say nothing there for now.", (until - now).total_seconds() + 1)

    async def ask(self, where: Address, request: Callable[[discord.Client], Awaitable[Answer]]) -> Answer:
        """What Discord answers to a message for this place. Raises a DeliveryError."""
        refused: Refused
        try:
            answer = await self._line.ask(lambda client: self._patiently(client, where, request))
        except Refused as error:
            refused = error
        else:
            self._note(where)
            return answer
        # The moderator may have been faster.
        await self.check(where)
        raise refused

    async def _patiently(
        self, client: discord.Client, where: Address, request: Callable[[discord.Client], Awaitable[Answer]]
    ) -> Answer:
        began = time.monotonic()
        failure: DeliveryError
        # Raised outside of the except: the library's own errors hold what was sent, and must not hang on ours.
        try:
            return await request(client)
        except discord.RateLimited as error:
            failure = await self._later(where, error.retry_after)
        except discord.HTTPException as error:
            if not asks_to_wait(error):
                raise
            failure = await self._later(where, await _wait(error), slow=error.code == SLOW_MODE)
        except NEVER_SENT:
            if time.monotonic() - began < _AGAIN:
                raise
            failure = InDoubt("Discord cannot be reached any more, and may have got the message at an attempt before.")
        raise failure

    async def _later(self, where: Address, seconds: float | None, *, slow: bool = False) -> NotNow:
        seconds = None if seconds is None else pause(seconds)
        if isinstance(where, Room) and (slow or self._slow_mode(where) > 0):
            name = name_of(self._line.client, where)
            await self._troubles.tell(
                "slow mode",
                f"Slow mode in {name} on Discord holds back what the twin has to say there; it follows by itself. "
                "The permission Bypass Slowmode there would exempt the bot.",
            )
        return NotNow(WAIT, seconds)

    def _slow_mode(self, where: Room) -> int:
        """How many seconds must lie between two messages of the bot there."""
        server = self._server(where)
        channel: Any = server.get_channel_or_thread(where.id) if server is not None else None
        me: discord.Member | None = server.me if server is not None else None
        if channel is None or me is None:
            return 0
        try:
            granted = channel.permissions_for(me)
        except discord.ClientException:  # A thread whose channel is not known.
            granted = discord.Permissions.none()
        exempt = granted.manage_messages or granted.manage_channels or granted.bypass_slowmode
        return 0 if exempt else int(getattr(channel, "slowmode_delay", 0))

    def _server(self, where: Address) -> discord.Guild | None:
        try:
            return self._line.client.get_guild(where.server) if isinstance(where, Room) else None
        except NotNow:
            return None

    def _note(self, where: Address) -> None:
        if isinstance(where, Room):
            self._spoke.pop(where.id, None)
            self._spoke[where.id] = time.monotonic()
            if len(self._spoke) > _REMEMBERED:
                del self._spoke[next(iter(self._spoke))]


async def _wait(error: discord.HTTPException) -> float | None:
    """How long Discord asks to wait, by the answer itself, or by its headers."""
    try:
        return float((await error.response.json(content_type=None))["retry_after"])
    except Exception:  # noqa: BLE001 - whatever it was that answered, it says nothing then
        return seconds_of(error)
