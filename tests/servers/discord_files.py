"""Where the tests' Discord keeps files: an address is signed, and holds for a day; what is told later has new ones."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable

from aiohttp import web

from tests.servers.discord_faults import CutAfter, Fault, Redirect, Slow, Status
from tests.servers.discord_objects import Attachment, Clock

_DAY = 24 * 60 * 60
_GONE = "This content is no longer available."


class Files:
    """The files, by the paths of their addresses."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(16)
        # Where they are, as http://127.0.0.1:8083.
        self.origin: Callable[[], str] = str
        self.contents: dict[str, bytes] = {}
        # Whether it is told beforehand how much there is.
        self.measured = True
        # The paths of what was handed over.
        self.served: list[str] = []

    def keep(self, channel: int, number: int, name: str, content: bytes) -> Callable[[], str]:
        """Keep a file; where it is, at the time of asking."""
        path = f"/attachments/{channel}/{number}/{name}"
        self.contents[path] = content
        return lambda: self._link(path)

    def replace(self, attachment: Attachment, content: bytes) -> None:
        """Hand over something else from now on than what was sent."""
        [path] = [path for path in self.contents if f"/{attachment.id}/" in path]
        self.contents[path] = content

    def expire_links(self) -> None:
        """No address that was told until now leads anywhere any more."""
        self._secret = secrets.token_bytes(16)

    def _link(self, path: str) -> str:
        now = int(self._clock.now())
        expires, issued = f"{now + _DAY:x}", f"{now:x}"
        return f"{self.origin()}{path}?ex={expires}&is={issued}&hm={self._sign(path, expires, issued)}&"

    def _sign(self, path: str, expires: str, issued: str) -> str:
        return hmac.new(self._secret, f"{path} {expires} {issued}".encode(), hashlib.sha256).hexdigest()

    def _holds(self, request: web.Request) -> bool:
        expires, issued, signature = (request.query.get(key, "") for key in ("ex", "is", "hm"))
        if not hmac.compare_digest(signature.encode(), self._sign(request.path, expires, issued).encode()):
            return False
        return int(expires, 16) > self._clock.now()

    async def answer(self, request: web.Request, fault: Fault | None) -> web.StreamResponse:
        """Hand over a file, or let go wrong what shall."""
        match fault:
            case Slow(seconds):
                await asyncio.sleep(seconds)
            case Redirect(address):
                return web.Response(status=302, headers={"Location": address})
            case Status(code, retry_after):
                return web.Response(status=code, headers={"Retry-After": str(int(retry_after))} if code == 429 else {})
            case CutAfter() | None:
                pass
            case _:
                return web.Response(status=502)
        content = self.contents.get(request.path)
        if content is None or not self._holds(request):
            return web.Response(text=_GONE, status=404)
        self.served.append(request.path)
        return await self._send(request, content, cut=isinstance(fault, CutAfter))

    async def _send(self, request: web.Request, content: bytes, *, cut: bool) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
        if self.measured:
            answer.content_length = len(content)
        else:
            answer.enable_chunked_encoding()
        await answer.prepare(request)
        await answer.write(content[: len(content) // 2] if cut else content)
        if cut and request.transport:
            request.transport.close()
        else:
            await answer.write_eof()
        return answer
