"""What goes wrong at the tests' ElevenLabs: the bodies of its errors, and faults that were asked for."""

import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

# What a request can be for, by method and path.
_ASKED = (
    ("speech", "POST", r"/v1/text-to-speech/[^/]+(/stream)?"),
    ("listening", "POST", r"/v1/speech-to-text"),
    ("add", "POST", r"/v1/voices/add"),
    ("delete", "DELETE", r"/v1/voices/[^/]+"),
    ("voice", "GET", r"/v1/voices/[^/]+"),
    ("voices", "GET", r"/v[12]/voices"),
    ("account", "GET", r"/v1/user/subscription"),
    ("models", "GET", r"/v1/models"),
)


@dataclass(frozen=True)
class Status:
    """Answered with this status, and not done. Without a ``status`` it is not ElevenLabs that answers, but who stands
    before it, in HTML.
    """

    code: int
    status: str = "internal_error"
    message: str = "Something went wrong."
    retry_after: str | None = None


@dataclass(frozen=True)
class Slow:
    """Done, and answered after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class SlowStream:
    """Done, with so many seconds between a piece of the sound and the next, of so many bytes."""

    seconds: float
    piece: int = 1024


@dataclass(frozen=True)
class Stalled:
    """After so many bytes of the sound nothing comes any more, for good; none: not even the answer begins."""

    after: int = 0


@dataclass(frozen=True)
class Cut:
    """After so many bytes of the sound the connection dies; none: before the answer begins."""

    after: int = 0


@dataclass(frozen=True)
class Sounds:
    """Answered with 200 and these bytes as if they were sound."""

    content: bytes
    kind: str = "audio/mpeg"


@dataclass(frozen=True)
class Damaged:
    """After so many bytes of the sound comes noise, as much as there would have been of it."""

    after: int = 4096


# Nothing at all; the first sign of an MP3 before noise; pages of somebody else.
EMPTY = Sounds(b"")
BROKEN = Sounds(b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(n * 73 % 251 for n in range(20_000)))
JSON = Sounds(b'{"audio": null, "note": "sk_secret of somebody"}', "application/json")
HTML = Sounds(b"<!doctype html><html><body>Welcome to the hotel's network</body></html>", "text/html")

Fault = Status | Slow | SlowStream | Stalled | Cut | Damaged | Sounds


class Refused(Exception):
    """An error of ElevenLabs: an HTTP status, and its own word for what is wrong."""

    def __init__(self, code: int, status: str, message: str, *, kind: str = "invalid_request") -> None:
        super().__init__(message)
        self.code = code
        self.body: Json = {
            "detail": {"type": kind, "code": status, "status": status, "message": message, "request_id": "9f8e7d6c"}
        }


class Violation(Exception):
    """A request that ElevenLabs would not take for what it is."""


class Faults:
    """Faults that wait for the requests that they are meant for."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Fault]] = []
        # Every fault that happened, with what was asked for.
        self.happened: list[tuple[str, Fault]] = []

    def next(self, asked: str, fault: Fault, times: int = 1) -> None:
        """Let the next requests fail: "speech", "listening", "add", "delete", "voice", "voices", "account", "models",
        or "*" for any.
        """
        if asked not in {"*", *(name for name, _, _ in _ASKED)}:
            raise ValueError(f"nobody asks for {asked!r}")
        self._waiting += [(asked, fault)] * times

    def clear(self) -> None:
        """Nothing fails any more."""
        self._waiting = []

    def take(self, asked: str) -> Fault | None:
        """What happens to a request for this."""
        for waiting in self._waiting:
            if waiting[0] in ("*", asked):
                self._waiting.remove(waiting)
                self.happened.append((asked, waiting[1]))
                return waiting[1]
        return None


def asked_for(method: str, path: str) -> str:
    """What a request is for, empty if for nothing that is here."""
    return next((name for name, verb, pattern in _ASKED if verb == method and re.fullmatch(pattern, path)), "")
