"""What Discord takes for a voice message: a flag, one recording, its length and its shape, and nothing beside them."""

import base64
import binascii
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.servers.discord_errors import Json, Violation

VOICE_MESSAGE = 1 << 13
VOICE_NAME = "voice-message.ogg"
_BESIDE = ("content", "embeds", "components", "sticker_ids", "poll")
_PAGE = struct.Struct("<4sBBqIIIB")
_RATE = 48_000
_MOST_POINTS = 256


@dataclass(frozen=True)
class Upload:
    """A file that came with a request, and of what kind it is said to be."""

    name: str
    content: bytes
    type: str = ""

    @property
    def is_audio(self) -> bool:
        """Whether it is said to be sound."""
        return self.type.startswith("audio/")


def check_voice(data: Json, uploads: Sequence[Upload]) -> None:
    """Check a message that is flagged as a voice message."""
    if any(data.get(key) for key in _BESIDE):
        raise Violation("Voice messages do not support additional content.", code=50159)
    if len(uploads) != 1 or seconds_of(uploads[0].content) is None:
        raise Violation("Voice messages must have a single audio attachment.", code=50160)
    about = (data.get("attachments") or [{}])[0]
    # Of what is not said to be sound, Discord forgets the length and the shape.
    if not uploads[0].is_audio or not _is_length(about.get("duration_secs")) or not _is_shape(about.get("waveform")):
        raise Violation("Voice messages must have supporting metadata.", code=50161)


def _is_length(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_shape(value: Any) -> bool:  # noqa: ANN401
    try:
        return isinstance(value, str) and 0 < len(base64.b64decode(value, validate=True)) <= _MOST_POINTS
    except binascii.Error:
        return False


def seconds_of(content: bytes) -> float | None:
    """How long an Ogg/Opus recording lasts, by its own pages; None: it is none, or not whole."""
    pages = list(_pages(content))
    if len(pages) < 3 or not pages[0].starts or not pages[0].body.startswith(b"OpusHead\x01"):
        return None
    if not pages[1].body.startswith(b"OpusTags") or not pages[-1].ends or len(pages[0].body) < 19:
        return None
    (skipped,) = struct.unpack_from("<H", pages[0].body, 10)
    seconds = (pages[-1].position - skipped) / _RATE
    return seconds if seconds > 0 else None


@dataclass(frozen=True)
class _Page:
    position: int
    starts: bool
    ends: bool
    body: bytes


def _pages(content: bytes) -> Iterator[_Page]:
    """The pages of an Ogg file; nothing, if it is not made of whole pages alone."""
    at, pages = 0, []
    while at < len(content):
        if len(content) - at < _PAGE.size:
            return
        sign, version, kind, position, _, _, _, segments = _PAGE.unpack_from(content, at)
        table = content[at + _PAGE.size : at + _PAGE.size + segments]
        start = at + _PAGE.size + segments
        at = start + sum(table)
        if sign != b"OggS" or version or len(table) < segments or at > len(content):
            return
        pages.append(_Page(position, bool(kind & 2), bool(kind & 4), content[start:at]))
    yield from pages
