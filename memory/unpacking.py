"""Where the members of an archive are unpacked to, and which of them, and how much of them."""

import errno
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

# What one archive may become, in bytes and files; exports of many years are smaller without their pictures.
_MOST = 4 * 1024**3
_MOST_FILES = 200_000
# A file this many times as large as it was packed, and large at that, is made to fill a disk.
_RATIO = 250
_LARGE = 64 * 1024**2
_CHUNK = 1024**2
# Bytes of a file's name, and of its path: what every file system takes. And how many places are told one by one.
_LONGEST_NAME, _LONGEST_PATH = 200, 1000
_MOST_TOLD = 50

# What nothing is learned from. Sounds too: those that people send in chats are not the owner's recordings.
_MEDIA = frozenset(
    (
        ".jpg .jpeg .png .gif .webp .heic .heif .bmp .tif .tiff .svg .ico .mp4 .mov .avi .mkv .webm .m4v .3gp .mp3 "
        ".ogg .oga .opus .m4a .aac .wav .flac .amr .tgs .ttf .otf .woff .woff2 .exe .dll .so .apk .dmg .iso .css"
    ).split()
)
# The same by what it begins with: in some exports attachments have no name of their own.
_MEDIA_MARKS = (
    b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"OggS", b"ID3", b"fLaC", b"\x1aE\xdf\xa3", b"#!AMR", b"FORM",
    b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9",
)  # fmt: skip
_NO_ROOM = "the disk is full, and the rest of it cannot be unpacked: make room, and learn it again."
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in "123456789")}
)
_FORBIDDEN = dict.fromkeys([*range(32), *map(ord, '<>:"|?*')], "_") if os.name == "nt" else {}


class Full(Exception):
    """Nothing more can be unpacked; the sentence for whom it is told to."""


class Readable(Protocol):
    """What a member's bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


@dataclass(slots=True)
class Unpacked:
    """Where an archive lies unpacked, and what could not be had of it: (where, sentence)."""

    folder: Path
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return not self.problems


class Room:
    """The folder that is unpacked into, and how much may still come."""

    def __init__(self, made: Unpacked) -> None:
        self._made = made
        self._left = _MOST
        self._files = _MOST_FILES
        self.found = 0

    def leave_out(self, name: str, sentence: str) -> None:
        """Tell that something could not be had; with very many, that there are more."""
        told = len(self._made.problems)
        if told < _MOST_TOLD:
            self._made.problems.append((_shown(name), sentence))
        elif told == _MOST_TOLD:
            self._made.problems.append(
                ("", "more of it could not be unpacked: download it again, or unpack it yourself.")
            )

    def place(self, name: str) -> Path | None:
        """Where a member goes; None if nothing is learned from it, or it may go nowhere. Raises Full."""
        inner = PurePosixPath(name.replace("\\", "/"))
        if not inner.parts or inner.suffix.lower() in _MEDIA or any(_is_hidden(part) for part in inner.parts):
            return None
        if inner.is_absolute() or ".." in inner.parts or inner.parts[0][1:2] == ":" or "\0" in name:
            self.leave_out(name, "it wants to be unpacked elsewhere: it is left out.")
            return None
        to = self._made.folder.joinpath(*map(_safe, inner.parts))
        if len(os.fsencode(to)) > _LONGEST_PATH:
            self.leave_out(name, "it lies too deep in folders: it is left out.")
            return None
        self._files -= 1
        if self._files < 0:
            raise Full(f"it holds more than {_MOST_FILES:,} files: unpack it, and name what to learn from.")
        self.found += 1
        return to

    def write(self, name: str, packed: int, source: Readable, to: Path, changed: float | None) -> None:
        """Unpack one member. Raises Full, and whatever reading it raises."""
        chunk = source.read(_CHUNK)
        if chunk.startswith(_MEDIA_MARKS) or chunk[4:8] == b"ftyp":
            return
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            file = to.open("xb")
        except OSError as error:
            if error.errno in _FULL_DISK:
                raise Full(_NO_ROOM) from error
            self.leave_out(name, "another has the same name: it is left out.")
            return
        whole = False
        try:
            with file:
                whole = self._copy(name, chunk, packed, source, file)
        except OSError as error:
            if error.errno in _FULL_DISK:
                raise Full(_NO_ROOM) from error
            raise
        finally:
            # Half of a file would be read as if it were all of it.
            if not whole:
                to.unlink()
        _stamp(to, changed)

    def _copy(self, name: str, chunk: bytes, packed: int, source: Readable, file: IO[bytes]) -> bool:
        size = 0
        while chunk:
            size += len(chunk)
            if size > self._left:
                raise Full(f"it holds more than {_MOST // 1024**3} GB: unpack it, and name what to learn from.")
            if size > max(_LARGE, packed * _RATIO):
                self.leave_out(name, "it is packed so tightly that it is made to fill a disk: it is left out.")
                return False
            file.write(chunk)
            chunk = source.read(_CHUNK)
        file.flush()
        self._left -= size
        return True


def _is_hidden(part: str) -> bool:
    return (part.startswith(".") and part.strip(".") != "") or part == "__MACOSX"


def _safe(part: str) -> str:
    """A name that every file system takes, and the same one each time."""
    part = part.translate(_FORBIDDEN)
    if os.name == "nt" and part.partition(".")[0].lower() in _RESERVED:
        part = f"_{part}"
    data = os.fsencode(part)
    if len(data) <= _LONGEST_NAME:
        return part
    suffix = PurePosixPath(part).suffix
    suffix = suffix if len(suffix) <= 10 else ""
    start = data[: _LONGEST_NAME - 20].decode("utf-8", errors="ignore")
    return f"{start}~{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def _shown(name: str) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"


def _stamp(path: Path, changed: float | None) -> None:
    if changed is not None:
        try:
            os.utime(path, (changed, changed))
        except (OSError, OverflowError, ValueError):
            # A time that the file system does not know is as good as none.
            return
