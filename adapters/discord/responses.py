"""What a command is answered with: the place that Discord keeps for the answer, filled once, or given back."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
from discord.http import Route

from adapters.discord.addresses import Asked
from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from adapters.discord.wording import storable

WAITS = "⏳"
NOBODY: Mapping[str, Any] = {"parse": []}
LOADING = 1 << 7
_ALONE = 1 << 6
_PATH = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
# Discord's answer 401 to a token that has ended, which is not the bot's.
_ENDED = 50027
# Discord keeps it for a quarter of an hour.
_LONGEST = timedelta(minutes=14, seconds=30)
_KEPT = 14 * 60.0
_MOST = 1000


@dataclass(frozen=True, slots=True)
class _Response:
    """What stands there; ``loading``: that somebody is thinking about it. ``private``: only who asked is shown it."""

    id: str
    text: str
    loading: bool
    private: bool

    @property
    def waits(self) -> bool:
        """Whether an answer may still stand there."""
        return self.loading or self.text == WAITS


class Responses:
    """Fills the places in which answers to commands belong. Every request can be repeated without harm.

    ``kept`` is for how many seconds a place stays that nobody fills: then it is taken away, so that nobody waits on.
    """

    def __init__(self, line: Line, *, kept: float = _KEPT) -> None:
        self._line = line
        self._kept = kept
        self._opening: dict[int, asyncio.Event] = {}
        self._open: dict[int, tuple[float, Asked]] = {}
        self._sweeping: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def opening(self, id_: int) -> AsyncIterator[None]:
        """Within the block, an interaction is kept and Discord told so: what comes of it waits for that."""
        done = self._opening[id_] = asyncio.Event()
        try:
            yield
        finally:
            done.set()
            del self._opening[id_]

    async def opened(self, id_: int) -> None:
        """Return when Discord was told about this interaction."""
        if (done := self._opening.get(id_)) is not None:
            await done.wait()

    def expect(self, asked: Asked) -> None:
        """From now on a place for the answer is kept, so that it has to be taken away if there is none."""
        while len(self._open) >= _MOST:
            del self._open[next(iter(self._open))]
        self._open[asked.id] = (time.monotonic() + self._kept, asked)
        if self._sweeping is None or self._sweeping.done():
            self._sweeping = asyncio.create_task(self._sweep())

    async def answer(self, asked: Asked, text: str) -> str | None:
        """Let the text stand there, and only it; the reference of the message. Raises a DeliveryError.

        None: it is too late for that, or something else stands there, so that it is to be sent as a message.
        """
        text = storable(text)
        stands = await self._stands(asked)
        if stands is None:
            return None
        if not stands.waits:
            return stands.id if stands.text == text.strip() else None
        if not await self._fill(asked, text):
            return None
        self._open.pop(asked.id, None)
        return stands.id

    async def find(self, asked: Asked, text: str) -> str | None:
        """The reference of the message, if this text stands there; None if it does not, or is not to be seen any more.

        Raises a DeliveryError.
        """
        stands = await self._stands(asked)
        return stands.id if stands is not None and stands.text == storable(text).strip() else None

    async def is_private(self, asked: Asked) -> bool | None:
        """Whether only who asked is shown what stands there; None: that is not to be seen any more.

        Raises a DeliveryError.
        """
        stands = await self._stands(asked)
        return None if stands is None else stands.private

    async def settled(self, asked: Asked, *, waits: bool) -> None:
        """Nothing is to stand there, or, if it ``waits``, that the answer takes a while. Raises a DeliveryError."""
        stands = await self._stands(asked)
        if stands is None or not stands.waits:
            return
        await (self._fill(asked, WAITS) if waits else self._empty(asked))
        self._open.pop(asked.id, None)

    async def end(self) -> None:
        """Take nothing away any more."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeping

    async def _stands(self, asked: Asked) -> _Response | None:
        """What stands there; None if there is no such place, or none any more."""
        await self.opened(asked.id)
        if discord.utils.utcnow() - discord.utils.snowflake_time(asked.id) > _LONGEST:
            return None
        return await repeatable(self._line, _request(asked, "GET"))

    async def _fill(self, asked: Asked, text: str) -> bool:
        """Whether there was such a place. Raises a DeliveryError."""
        filled = _request(asked, "PATCH", {"content": text, "allowed_mentions": NOBODY})
        return await self._line.ask(filled) is not None

    async def _empty(self, asked: Asked) -> None:
        await repeatable(self._line, _request(asked, "DELETE"))

    async def _sweep(self) -> None:
        while self._open:
            until, asked = next(iter(self._open.values()))
            await asyncio.sleep(until - time.monotonic())
            if self._open.pop(asked.id, None) is not None:
                with suppress(Exception):
                    await self._forget(asked)

    async def _forget(self, asked: Asked) -> None:
        stands = await self._stands(asked)
        if stands is not None and stands.loading:
            await self._empty(asked)


def _request(
    asked: Asked, method: str, body: Mapping[str, Any] | None = None
) -> Callable[[discord.Client], Awaitable[_Response | None]]:
    """A request about the place, which tells what stands there then; None if there is no such place (any more)."""
    more: dict[str, Any] = {} if body is None else {"json": body}

    async def request(client: discord.Client) -> _Response | None:
        route = Route(method, _PATH, webhook_id=client.application_id, webhook_token=asked.token)
        try:
            answer = await in_time(client.http.request(route, **more))
        except discord.HTTPException as error:
            if error.status == 404 or error.code == _ENDED:
                return None
            raise
        return None if method == "DELETE" else _read(answer)

    return request


def _read(message: Any) -> _Response:  # noqa: ANN401 - whatever it was that answered
    """What stands there. Raises whatever an odd answer does to the reading."""
    flags = int(message.get("flags", 0))
    text = str(message["content"]).strip()
    return _Response(str(int(message["id"])), text, bool(flags & LOADING), bool(flags & _ALONE))
