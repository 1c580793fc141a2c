"""Archives, unpacked within limits into a temporary folder: what cannot be had of one is told, and the rest is read."""

import gzip
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from memory import salvaging
from memory.importers import reading
from memory.packed import first_name
from memory.unpacking import Full, Room, Unpacked
from twin.errors import SourceError

__all__ = ["Unpacked", "is_archive", "unpacked"]

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# Documents and programs that are ZIP archives inside: their parts are nothing to a reader.
_NOT_FOR_READERS = ("[Content_Types].xml", "mimetype", "_rels/", "docProps/", "META-INF/", "AndroidManifest.xml")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_BLOCK = 512
_USTAR = slice(257, 262)
# All of a compressed TAR archive is unpacked on the way, also what is passed over: at most so many times its size.
_RATIO, _LARGE = 200, 64 * 1024**2
# What is read at once: a header that claims more is made to fill the memory.
_LONGEST_READ = 8 * 1024**2
# Where the central directory of a ZIP archive is told to be, and the bytes of one that lists more than can be read.
_END, _END_ZIP64 = b"PK\x05\x06", b"PK\x06\x06"
_END_WITHIN = 66 * 1024
_LARGEST_DIRECTORY = 64 * 1024**2
_EXTENDED_TIME = 0x5455

_DEFECTS = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
    struct.error,
)  # fmt: skip
_DAMAGED = "it is damaged: it is left out."
_CUT_SHORT = "it is damaged or cut short: what stands before that is learned; download it again for the rest."


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP or a TAR archive, by its bytes."""
    head = reading.head(path)
    if head.startswith(_ZIP):
        return not first_name(head).startswith(_NOT_FOR_READERS)
    if not head.startswith(_GZIP):
        return _is_tar(head)
    try:
        with reading.opened(path) as file, gzip.GzipFile(fileobj=file) as inside:
            return _is_tar(inside.read(_BLOCK))
    except (*_DEFECTS, SourceError):
        return False


def _is_tar(block: bytes) -> bool:
    return block[_USTAR] == b"ustar"


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The archive in a folder that bears its name, and is gone at the end. Raises SourceError."""
    with _temporary(path) as folder:
        made = Unpacked(folder)
        room = Room(made)
        try:
            with reading.opened(path) as file:
                if reading.head(path).startswith(_ZIP):
                    _unzip(file, room)
                else:
                    _untar(file, path.stat().st_size, room)
        except Full as full:
            room.leave_out("", str(full))
        except _DEFECTS as error:
            raise SourceError(f"{path} is damaged, and cannot be unpacked: download it again.") from error
        if not room.found and ("", _CUT_SHORT) in made.problems:
            raise SourceError(f"{path} is damaged, and cannot be unpacked: download it again.")
        yield made


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """A folder of this name that is gone at the end. Raises SourceError."""
    try:
        temporary = tempfile.TemporaryDirectory(prefix="twin-", ignore_cleanup_errors=True)
    except OSError as error:
        raise SourceError(f"{path} cannot be unpacked ({error.strerror}): make room on the disk.") from error
    with temporary as name:
        try:
            folder = Path(name).resolve() / _called(path)
            folder.mkdir()
        except OSError as error:
            raise SourceError(f"{path} cannot be unpacked ({error.strerror}): make room on the disk.") from error
        yield folder


def _called(path: Path) -> str:
    name = path.name.removesuffix(".gz").removesuffix(".tar") if path.name.endswith(".tar.gz") else path.stem
    return name.strip(". ") or "archive"


def _unzip(file: BinaryIO, room: Room) -> None:
    _refuse_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except _DEFECTS:
        room.leave_out("", _CUT_SHORT)
        _salvage(file, room)
        return
    with archive:
        overlapping = _overlapping(archive.infolist())
        for number, member in enumerate(archive.infolist()):
            if member.is_dir() or stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
                continue
            name = salvaging.name_of(member.filename, utf8=bool(member.flag_bits & 0x800))
            # Of pictures nobody is told.
            if (to := room.place(name)) is None:
                continue
            if (why := _unreadable(member, overlaps=number in overlapping)) is None:
                _extract(archive, member, name, to, room)
            else:
                room.leave_out(name, why)


def _unreadable(member: zipfile.ZipInfo, *, overlaps: bool) -> str | None:
    if member.flag_bits & 1:
        return "it is locked with a password: unpack the archive, and learn that."
    if overlaps:
        return "it shares its bytes with others, as no program packs it: it is left out."
    if member.compress_type not in _METHODS:
        return "it is packed in an unusual way: unpack the archive, and learn that."
    return None


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, to: Path, room: Room) -> None:
    try:
        with archive.open(member) as source:
            room.write(name, member.compress_size, source, to, _time(member))
    except _DEFECTS:
        room.leave_out(name, _DAMAGED)


def _salvage(file: BinaryIO, room: Room) -> None:
    """The members of an archive whose list is missing, up to the first that is damaged."""
    size = file.seek(0, 2)
    file.seek(0)
    for member in salvaging.members(file):
        if not member.name.endswith("/") and (to := room.place(member.name)) is not None:
            try:
                room.write(member.name, member.packed or size, member, to, member.changed)
            except _DEFECTS:
                room.leave_out(member.name, _DAMAGED)
                return


def _refuse_directory(file: BinaryIO) -> None:
    """Raises Full if the list of members is made to fill the memory, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_WITHIN))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    at64 = tail.rfind(_END_ZIP64)
    if length == 0xFFFFFFFF and at64 >= 0:
        length = int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    if length > _LARGEST_DIRECTORY:
        raise Full("it holds too many files: unpack it, and name what to learn from.")


def _overlapping(members: list[zipfile.ZipInfo]) -> frozenset[int]:
    """The numbers of the members whose bytes are another's too: a few packed bytes can become anything that way."""
    found = set()
    end = -1
    for number, member in sorted(enumerate(members), key=lambda numbered: numbered[1].header_offset):
        if member.header_offset < end:
            found.add(number)
        end = max(end, member.header_offset + member.compress_size)
    return frozenset(found)


def _time(member: zipfile.ZipInfo) -> float | None:
    """When the member was changed, in seconds since 1970: exactly if the archive tells, else in this place's time."""
    extra = member.extra
    while len(extra) >= 9:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _EXTENDED_TIME and length >= 5 and extra[4] & 1:
            return float(struct.unpack_from("<i", extra, 5)[0])
        extra = extra[4 + length :]
    try:
        return datetime(*member.date_time).astimezone().timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _untar(file: BinaryIO, size: int, room: Room) -> None:
    packed = file.read(2) == _GZIP
    file.seek(0)
    bounded = _Bounded(gzip.GzipFile(fileobj=file) if packed else file, max(_LARGE, size * _RATIO))
    try:
        # Typeshed wants a whole file, and tarfile reads, seeks and tells.
        with tarfile.open(fileobj=bounded, mode="r:", errorlevel=1) as archive:  # type: ignore[call-overload]
            while (member := archive.next()) is not None:
                # The library keeps them all.
                archive.members = []
                if member.isfile() and (to := room.place(salvaging.decoded(member.name))) is not None:
                    _take(archive, member, to, room)
        if not bounded.ended:
            room.leave_out("", _CUT_SHORT)
    except _DEFECTS:
        room.leave_out("", _CUT_SHORT)


def _take(archive: tarfile.TarFile, member: tarfile.TarInfo, to: Path, room: Room) -> None:
    source = None if member.issparse() else archive.extractfile(member)
    if source is None:
        room.leave_out(member.name, "it is packed in an unusual way: unpack the archive, and learn that.")
        return
    with source:
        room.write(member.name, member.size, source, to, float(member.mtime))


class _Bounded:
    """A file of which only so many bytes are read, and few at a time; ``ended``: two empty blocks were met."""

    def __init__(self, file: BinaryIO | gzip.GzipFile, most: int) -> None:
        self._file = file
        self._most = most
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        """Raises Full where too much is asked for."""
        if not 0 <= size <= _LONGEST_READ:
            raise Full("it claims what no archive holds: what stands before that is learned.")
        data = self._file.read(size)
        self._check(self._file.tell())
        self.ended = self.ended or (size == _BLOCK and data == bytes(_BLOCK))
        return data

    def seek(self, place: int) -> int:
        """Raises Full where that is too far."""
        self._check(place)
        return self._file.seek(place)

    def tell(self) -> int:
        return self._file.tell()

    def _check(self, place: int) -> None:
        if place > self._most:
            raise Full("it is packed so tightly that it is made to fill a disk: what stands before that is learned.")
