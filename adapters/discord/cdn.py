"""Where Discord keeps files: which addresses lead there, and what is asked for at one of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from yarl import URL

_HOSTS = ("https://cdn.discordapp.com", "https://media.discordapp.net")
_PATIENCE = aiohttp.ClientTimeout(sock_connect=10, sock_read=20)


class Hosts:
    """Discord's own, and that of the API's ``url``: nothing else is asked for what others name."""

    def __init__(self, url: str) -> None:
        self._origins = frozenset(URL(host).origin() for host in (*_HOSTS, url))

    def serve(self, address: str) -> bool:
        """Whether this is where files are kept."""
        try:
            return URL(address).origin() in self._origins
        except ValueError:
            return False


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[aiohttp.ClientResponse]:
    """What is answered there, within the block. Raises what aiohttp raises."""
    # No redirections, and nothing packed: what is read is what its address and its size were looked at for.
    headers = {"Accept-Encoding": "identity"}
    async with (
        aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar(), timeout=_PATIENCE) as session,
        session.get(URL(address, encoded=True), headers=headers, allow_redirects=False) as answer,
    ):
        yield answer


def is_packed(answer: aiohttp.ClientResponse) -> bool:
    """Whether what is sent has to be unpacked, which nobody asked for."""
    return answer.headers.get("Content-Encoding", "identity") != "identity"
