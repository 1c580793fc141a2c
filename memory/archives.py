"""Archives, unpacked within limits into a temporary folder: what cannot be had of one is told, and the rest is read."""

import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from memory.importers import reading
from twin.errors import SourceError

# What one archive may become, in bytes and files; exports of many years are smaller without their pictures.
_MOST = 4 * 1024**3
_MOST_FILES = 200_000
# A file this many times as large as it was packed, and large at that, is made to fill a disk.
_RATIO = 250
_LARGE = 64 * 1024**2
_CHUNK = 1024**2

# What nothing is learned from. Sounds too: those that people send in chats are not the owner's recordings.
_MEDIA = frozenset(
    (
        ".jpg .jpeg .png .gif .webp .heic .heif .bmp .tif .tiff .svg .ico .mp4 .mov .avi .mkv .webm .m4v .3gp .mp3 "
        ".ogg .oga .opus .m4a .aac .wav .flac .amr .tgs .ttf .otf .woff .woff2 .exe .dll .so .apk .dmg .iso"
    ).split()
)
_DEFECTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


@dataclass(slots=True)
class Unpacked:
    """Where an archive lies unpacked, what could not be had of it (where, sentence), and whether that was nothing."""

    folder: Path
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return not self.problems


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP or a TAR archive, by its bytes."""
    start = reading.head(path)[:512]
    if start.startswith(b"PK\x03\x04"):
        return True
    return (start.startswith(b"\x1f\x8b") or start[257:262] == b"ustar") and tarfile.is_tarfile(path)


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The archive in a folder that bears its name, and is gone at the end. Raises SourceError."""
    with tempfile.TemporaryDirectory(prefix="twin-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve() / (path.stem.strip(". ") or "archive")
        folder.mkdir()
        made = Unpacked(folder)
        room = _Room(made)
        try:
            if reading.head(path).startswith(b"PK\x03\x04"):
                _unzip(path, room)
            else:
                _untar(path, room)
        except _DEFECTS as error:
            raise SourceError(f"{path} is damaged, and cannot be unpacked: download it again.") from error
        yield made


class _Room:
    """The folder that is unpacked into, and how much may still come."""

    def __init__(self, made: Unpacked) -> None:
        self._made = made
        self._left = _MOST
        self._files = _MOST_FILES

    def leave_out(self, name: str, sentence: str) -> None:
        self._made.problems.append((name, sentence))

    def place(self, name: str) -> Path | None:
        """Where a member goes; None if nothing is learned from it. Raises SourceError if there are too many."""
        inner = PurePosixPath(name.replace("\\", "/"))
        if inner.suffix.lower() in _MEDIA or any(part.startswith("__MACOSX") for part in inner.parts):
            return None
        if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
            self.leave_out(name, "it wants to be unpacked elsewhere: it is left out.")
            return None
        self._files -= 1
        if self._files < 0:
            raise SourceError(f"it holds more than {_MOST_FILES:,} files: unpack it, and name what to learn from.")
        return self._made.folder.joinpath(*inner.parts)

    def write(self, name: str, packed: int, source: IO[bytes], to: Path) -> None:
        """Unpack one member."""
        to.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with to.open("xb") as file:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > self._left or size > max(_LARGE, packed * _RATIO):
                    break
                file.write(chunk)
        if size > self._left:
            to.unlink()
            raise SourceError(f"it holds more than {_MOST // 1024**3} GB: unpack it, and name what to learn from.")
        if size > max(_LARGE, packed * _RATIO):
            to.unlink()
            self.leave_out(name, "it is packed so tightly that it is made to fill a disk: it is left out.")
            return
        self._left -= size


def _unzip(path: Path, room: _Room) -> None:
    with reading.opened(path) as file, zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                continue
            if (to := room.place(member.filename)) is None:
                continue
            if member.flag_bits & 1:
                room.leave_out(member.filename, "it is locked with a password: unpack the archive, and learn that.")
                continue
            try:
                with archive.open(member) as source:
                    room.write(member.filename, member.compress_size, source, to)
            except _DEFECTS:
                to.unlink(missing_ok=True)
                room.leave_out(member.filename, "it is damaged: it is left out.")


def _untar(path: Path, room: _Room) -> None:
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile() or (to := room.place(member.name)) is None:
                continue
            source = archive.extractfile(member)
            if source is not None:
                with source:
                    room.write(member.name, member.size, source, to)
