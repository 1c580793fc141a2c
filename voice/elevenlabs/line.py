"""The line to ElevenLabs: its client, opened for one task and closed after it, and patience with what passes."""

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TypeVar

import httpx
from elevenlabs.client import AsyncElevenLabs

from voice.elevenlabs.troubles import Trouble, trouble_of

URL = "https://api.elevenlabs.io"

_TRIES = 6
# How long is waited between tries when nobody says: at first, and at most, in seconds.
_FIRST, _LONGEST = 0.5, 8.0
# With less time than this a try would only be late, which hides what the trouble is.
_LEAST = 1.0

T = TypeVar("T")


class Line:
    """How to ask ElevenLabs. ``seconds`` is how long an answer may take, with all that is tried again for it."""

    def __init__(self, key: str, url: str, seconds: float) -> None:
        self._key = key
        self._url = url.rstrip("/")
        self.seconds = seconds

    @asynccontextmanager
    async def client(self) -> AsyncIterator[AsyncElevenLabs]:
        """A client of the library, whose connections close with the block: whoever is cancelled hangs up."""
        async with httpx.AsyncClient(
            verify=self._certificates, trust_env=False, follow_redirects=False, timeout=self.seconds
        ) as http:
            yield AsyncElevenLabs(api_key=self._key, base_url=self._url, httpx_client=http, timeout=self.seconds)

    async def ask(
        self, call: Callable[[], Awaitable[T]], *, seconds: float | None = None, once: bool = False
    ) -> T | Trouble:
        """What the call comes to. It is made again for as long as it fails in passing and there is time.

        ``once``: what was done, or may have been, is not done again.
        """
        ends = time.monotonic() + (self.seconds if seconds is None else seconds)
        for tried in range(_TRIES):
            answer = await attempt(call, ends - time.monotonic())
            if not isinstance(answer, Trouble) or not answer.passing or (once and not answer.undone):
                break
            wait = _wait(tried, answer.after)
            if tried == _TRIES - 1 or time.monotonic() + wait + _LEAST >= ends:
                break
            await asyncio.sleep(wait)
        return answer

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)


async def attempt(call: Callable[[], Awaitable[T]], seconds: float) -> T | Trouble:
    """What the call comes to within so many seconds."""
    # Whatever the library raises holds headers and what was sent: it is gone before anybody raises anything.
    try:
        async with asyncio.timeout(seconds):
            return await call()
    except Exception as error:  # noqa: BLE001 - what the library raises for an odd answer has no common name
        trouble = trouble_of(error)
    return trouble


def _wait(tried: int, after: float | None) -> float:
    """Seconds until the next try; those who were turned away together do not come back together."""
    if after is not None:
        return after + random.uniform(0.05, 0.05 + after / 10)  # noqa: S311 - dice, no secrets
    return min(_LONGEST, _FIRST * 2.0**tried) * random.uniform(0.5, 1.0)  # noqa: S311 - dice, no secrets
