"""ZIP archives that were cut short: their members, one after another, without the list that stood at the end."""

import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

# PKWARE's APPNOTE.TXT, 4.3.7: a member's own header.
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MARK = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_LOCKED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_ZIP64 = 1
_UNKNOWN = 0xFFFFFFFF
_CHUNK = 256 * 1024


def members(file: BinaryIO) -> Iterator["Member"]:
    """Each member, to be read before the next is asked for; they end where one cannot be found or passed over."""
    while True:
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_MARK):
            return
        _, _, flags, method, time, day, crc, packed, size, named, more = _HEADER.unpack(header)
        raw, extra = file.read(named), file.read(more)
        if len(extra) < more or flags & _LOCKED or method not in (_STORED, _DEFLATED):
            return
        if packed == _UNKNOWN or size == _UNKNOWN:
            packed, size = _zip64(extra, packed, size)
        behind = bool(flags & _SIZES_BEHIND)
        if behind and method == _STORED:
            # Nothing tells where it ends.
            return
        name = raw.decode("utf-8") if flags & _UTF8 and _is_utf8(raw) else name_of(raw.decode("cp437"), utf8=False)
        member = Member(file, name, method, None if behind else packed, None if behind else crc, _changed(day, time))
        yield member
        if not member.passed():
            return
        if behind:
            _pass_descriptor(file)


class Member:
    """One member, read as a file."""

    def __init__(
        self, file: BinaryIO, name: str, method: int, packed: int | None, crc: int | None, changed: float | None
    ) -> None:
        """``packed`` and ``crc`` are None where they stand behind it."""
        self.name = name
        self.changed = changed
        self.packed = packed or 0
        self._file = file
        self._left = packed
        self._crc, self._expected = 0, crc
        self._inflate = zlib.decompressobj(-15) if method == _DEFLATED else None
        self._waiting = b""
        self.ended = False

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end. Raises EOFError, zlib.error."""
        data = b""
        while not data and not self.ended:
            data = self._next(size)
        self._crc = zlib.crc32(data, self._crc)
        if self.ended and not data and self._expected is not None and self._crc != self._expected:
            raise EOFError("its checksum is wrong")
        return data

    def passed(self) -> bool:
        """Go to its end; whether that was found."""
        try:
            while self.read(_CHUNK):
                pass
        except (EOFError, zlib.error):
            return False
        return True

    def _next(self, size: int) -> bytes:
        packed = self._waiting or self._packed(size)
        self._waiting = b""
        if self._inflate is None:
            self.ended = not packed
            return packed
        data = self._inflate.decompress(packed, size)
        self._waiting = self._inflate.unconsumed_tail
        if self._inflate.eof:
            self.ended = True
            # What was read too far belongs to the next one, and what is left of this one is none of its data.
            self._file.seek(-len(self._inflate.unused_data) if self._left is None else self._left, 1)
        elif not packed:
            raise EOFError("it is cut short")
        return data

    def _packed(self, size: int) -> bytes:
        wanted = min(size, _CHUNK) if self._left is None else min(size, _CHUNK, self._left)
        data = self._file.read(wanted)
        if self._left is None:
            self.packed += len(data)
        else:
            if len(data) < wanted:
                raise EOFError("it is cut short")
            self._left -= len(data)
        return data


def name_of(name: str, *, utf8: bool) -> str:
    """A member's name: many programs write UTF-8 without saying so, and then it is read as cp437."""
    if utf8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def decoded(name: str) -> str:
    """A name of a TAR archive as text: what is not UTF-8 was written by an old program in the West."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return name.encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")
    return name


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _zip64(extra: bytes, packed: int, size: int) -> tuple[int, int]:
    """The sizes that were too large for their fields."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        values = extra[4 : 4 + length]
        if kind == _ZIP64:
            numbers = [int.from_bytes(values[at : at + 8], "little") for at in range(0, len(values) - 7, 8)]
            if size == _UNKNOWN and numbers:
                size = numbers.pop(0)
            if packed == _UNKNOWN and numbers:
                packed = numbers.pop(0)
            break
        extra = extra[4 + length :]
    return packed, size


def _changed(day: int, time: int) -> float | None:
    try:
        moment = datetime(1980 + (day >> 9), day >> 5 & 15, day & 31, time >> 11, time >> 5 & 63, (time & 31) * 2)
        return moment.astimezone().timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _pass_descriptor(file: BinaryIO) -> None:
    """Go past the sizes behind a member: with a mark or without, of four bytes each or eight."""
    start = file.tell()
    following = file.read(32)
    for length in (16, 12, 24, 20):
        marked = following.startswith(_DESCRIPTOR)
        if marked == (length in (16, 24)) and following[length : length + 2] in (b"PK", b""):
            file.seek(start + length)
            return
    file.seek(start)
