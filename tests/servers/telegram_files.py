"""Files on the Telegram of the tests: sounds that people send, and how they are handed over, well or badly."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from tests.servers.telegram_limits import Body, Json, Refused, bad
from tests.servers.telegram_sounds import lasting

MAX_DOWNLOAD = 20_000_000
MAX_UPLOAD = 50 * 1024 * 1024

# Where the files of a kind lie, and what their names end with.
_PLACES = {
    "voice": ("voice", "oga", "audio/ogg"),
    "audio": ("music", "mp3", "audio/mpeg"),
    "video_note": ("video_notes", "mp4", ""),
    "video": ("videos", "mp4", "video/mp4"),
    "document": ("documents", "bin", "application/octet-stream"),
}


@dataclass(eq=False)
class Stored:
    """A file: what it holds, and what is told of it, which may be something else; ``gone``: nobody gets it any more."""

    id: str
    kind: str
    content: bytes
    seconds: int
    told: int | None
    path: str
    gone: bool = False

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        named: Json = {"file_id": self.id, "file_unique_id": f"unique-{self.id}", "duration": self.seconds}
        named |= {"length": 240} if self.kind == "video_note" else {}
        named |= {"width": 640, "height": 360} if self.kind == "video" else {}
        mime = _PLACES[self.kind][2]
        return {self.kind: named | ({"mime_type": mime} if mime else {}) | self._size}

    @property
    def _size(self) -> Json:
        return {} if self.told is None else {"file_size": self.told}

    @property
    def located(self) -> Json:
        """What getFile answers."""
        place = {"file_path": self.path} if self.path else {}
        return {"file_id": self.id, "file_unique_id": f"unique-{self.id}"} | self._size | place


class Files:
    """All files, by their id and by where they lie."""

    def __init__(self) -> None:
        self._stored: dict[str, Stored] = {}
        self._numbers = itertools.count(1)

    def keep(self, content: bytes, kind: str = "voice", seconds: int | None = None) -> Stored:
        """A new file, of a "voice", an "audio", a "video_note", a "video" or a "document"."""
        folder, ending, _ = _PLACES[kind]
        number = next(self._numbers)
        lasts = round(lasting(content) or 1) if seconds is None else seconds
        made = Stored(f"file-{number}", kind, content, lasts, len(content), f"{folder}/file_{number}.{ending}")
        self._stored[made.id] = made
        return made

    def get(self, name: str) -> Stored:
        """What getFile finds."""
        found = self._stored.get(name)
        if found is None or found.gone:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(found.content) > MAX_DOWNLOAD:
            raise bad("file is too big")
        return found

    def at(self, path: str) -> Stored:
        """What lies there on the file server."""
        found = next((stored for stored in self._stored.values() if stored.path == path and not stored.gone), None)
        if found is None:
            raise Refused(404, "Not Found")
        return found


async def handed_over(request: web.Request, content: bytes, body: Body) -> web.StreamResponse:
    """The file as an answer, in the way that is asked for."""
    answer = web.StreamResponse(status=body.status, headers={"Content-Type": "application/octet-stream"})
    answer.headers.update(dict(body.headers))
    if body.more or not body.length:
        answer.enable_chunked_encoding()
    else:
        answer.content_length = len(content)
    await answer.prepare(request)
    for stretch in _stretches(content[: body.cut], body):
        await answer.write(stretch)
        await asyncio.sleep(body.pause)
    if body.cut is not None and request.transport:
        request.transport.abort()
    return answer


def _stretches(content: bytes, body: Body) -> Iterator[bytes]:
    step = 1 if body.pause else 1 << 16
    for start in range(0, len(content), step):
        yield content[start : start + step]
    for _ in range(0, body.more, 1 << 16):
        yield bytes(1 << 16)
