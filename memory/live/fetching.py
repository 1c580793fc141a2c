"""Fetches pages politely: as robots.txt allows, slowly, only what has changed, within limits, and only from the web."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from protego import Protego
from yarl import URL

from memory.live.public import PublicResolver, checked
from twin.errors import SourceError

AGENT = "ai-twin"
_HEADERS = {
    "User-Agent": f"{AGENT}/0.1 (learns its owner's own publications)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
# Bytes of a page, a feed, a sitemap; of a robots.txt (RFC 9309 asks for 500 KiB at least).
_MOST = 10 * 1024 * 1024
_MOST_ROBOTS = 512 * 1024
_SECONDS = 30.0
_REDIRECTS = 5
# Between two requests to one host, in seconds, if it does not ask for more; it gets no more than the second.
_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_CHUNK = 64 * 1024

_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_LATER = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address: ``url`` is where it was found in the end.

    ``body`` is None if nothing has changed, or if nothing is there any more (``gone``). ``etag`` and ``modified`` are
    to be told when it is asked for again.
    """

    url: str
    body: bytes | None
    media_type: str = ""
    etag: str = ""
    modified: str = ""
    gone: bool = False


class Fetcher:
    """Asks hosts for pages, one at a time each. ``allowed`` are hosts of the owner's own network. To be entered."""

    def __init__(self, allowed: Collection[str] = (), pause: float = _PAUSE, seconds: float = _SECONDS) -> None:
        self._allowed = frozenset(allowed)
        self._pause = pause
        self._seconds = seconds
        self._robots: dict[URL, Protego | None] = {}
        self._free_at: dict[str, float] = {}
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=PublicResolver(self._allowed), limit=4, ttl_dns_cache=0),
            timeout=aiohttp.ClientTimeout(total=self._seconds),
            headers=_HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str, etag: str = "", modified: str = "") -> Fetched:
        """What is there, unless it is as it was. Raises SourceError if it may not or cannot be had."""
        known = {"If-None-Match": etag} if etag else {"If-Modified-Since": modified} if modified else {}
        at = checked(url, self._allowed)
        for _ in range(_REDIRECTS + 1):
            if not await self._may_ask(at):
                raise SourceError(f"{at} is not for programs, as the robots.txt of {at.host} says: it is not fetched.")
            found = await self._ask(at, known, _MOST)
            if isinstance(found, Fetched):
                return found
            at = checked(str(at.join(found)), self._allowed)
        raise SourceError(f"{url} leads on and on to other addresses: give the last one.")

    async def _may_ask(self, url: URL) -> bool:
        origin = url.origin()
        if origin not in self._robots:
            self._robots[origin] = await self._robots_of(origin)
        robots = self._robots[origin]
        if robots is None:
            raise SourceError(
                f"{origin} could not say what programs may fetch (its robots.txt fails): try again later."
            )
        return bool(robots.can_fetch(str(url), AGENT))

    async def _robots_of(self, origin: URL) -> Protego | None:
        """What the host allows; everything if it says nothing, None if it cannot say (RFC 9309)."""
        at = origin / "robots.txt"
        try:
            for _ in range(_REDIRECTS + 1):
                found = await self._ask(at, {}, _MOST_ROBOTS)
                if isinstance(found, Fetched):
                    text = (found.body or b"").decode("utf-8", errors="replace")
                    return Protego.parse(text)
                at = checked(str(at.join(found)), self._allowed)
        except _Refused as refused:
            return Protego.parse("") if refused.status < 500 and refused.status not in _LATER else None
        return Protego.parse("")

    async def _ask(self, at: URL, known: dict[str, str], most: int) -> Fetched | URL:
        """What an address answers: something, or where else to look. Raises SourceError."""
        await self._turn(at)
        try:
            async with self._session.get(at, headers=known, allow_redirects=False) as response:
                return await _answer(at, response, most)
        except SourceError:
            raise
        except TimeoutError as error:
            raise SourceError(f"{at} did not answer within {self._seconds:.0f} seconds: try again later.") from error
        except aiohttp.ClientConnectorError as error:
            # What is not public is refused while it is looked up.
            if isinstance(error.__cause__, SourceError):
                raise error.__cause__ from None
            raise SourceError(f"{at.host} cannot be reached: check the address, and the network.") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise SourceError(f"{at} could not be fetched ({type(error).__name__}): try again later.") from error

    async def _turn(self, at: URL) -> None:
        """Wait until it is polite to ask this host again."""
        host = str(at.host)
        robots = self._robots.get(at.origin())
        asked_for = robots.crawl_delay(AGENT) if robots else None
        pause = max(self._pause, min(float(asked_for or 0.0), _LONGEST_PAUSE))
        now = time.monotonic()
        begin = max(now, self._free_at.get(host, now))
        self._free_at[host] = begin + pause
        await asyncio.sleep(begin - now)


class _Refused(SourceError):
    """A host that answers, but not with what was asked for."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


async def _answer(at: URL, response: aiohttp.ClientResponse, most: int) -> Fetched | URL:
    status = response.status
    if status in _MOVED and (to := response.headers.get("Location")):
        try:
            return URL(to)
        except ValueError as error:
            raise SourceError(f"{at} leads to an address that is none: give another.") from error
    if status == HTTPStatus.NOT_MODIFIED:
        return Fetched(str(at), None)
    if status in _GONE:
        return Fetched(str(at), None, gone=True)
    if status != HTTPStatus.OK:
        later = "it wants to be asked later" if status in _LATER else "check the address"
        raise _Refused(f"{at} answers with {status}: {later}.", status)
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > most:
            raise SourceError(f"{at} is larger than {most // 1024**2} MB, and is left out.")
    header = response.headers
    return Fetched(
        str(at), bytes(body), response.content_type, header.get("ETag", "")[:500], header.get("Last-Modified", "")[:100]
    )
