"""Which films of a batch were made, of what, and under which names: so that the next run goes on where one ended."""

import hashlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from filelock import FileLock, Timeout

from twin.errors import Busy, FilmError

NAME = "films.jsonl"
_LONGEST = 100  # bytes of a file's name, before its ending


@dataclass(frozen=True, slots=True)
class Entry:
    """A film that was made: for whom, of what (a digest), and the digest of the file."""

    file: str
    name: str
    language: str
    made_of: str
    sha256: str = ""


@contextmanager
def opened(folder: Path) -> Iterator["Manifest"]:
    """The list of a folder, and nobody else makes a batch there within this block. Raises FilmError, Busy."""
    with _translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f".{NAME}.lock")
        # Within: a Timeout is an OSError too.
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise Busy(f"another batch is being made in {folder}: wait until it has ended.") from error
    try:
        yield Manifest(folder)
    finally:
        lock.release()


class Manifest:
    """The list beside the films, a line each; what is said last of a file counts. Everything blocks."""

    def __init__(self, folder: Path) -> None:
        """Raises FilmError."""
        self._folder = folder
        self._path = folder / NAME
        with _translated(folder):
            self._entries = {entry.file: entry for entry in self._read()}
            self._rewrite()

    def has(self, file: str, made_of: str) -> bool:
        """Whether this film is there, whole, and made of just that."""
        entry = self._entries.get(file)
        return entry is not None and entry.made_of == made_of and digest(self._folder / file) == entry.sha256

    def owns(self, file: str) -> bool:
        """Whether the file was made here, or does not exist: it may be replaced."""
        return file in self._entries or not os.path.lexists(self._folder / file)

    def keep(self, part: Path, entry: Entry) -> None:
        """Put a film that is whole in its place, and remember it. Raises FilmError."""
        found = replace(entry, sha256=digest(part))
        with _translated(self._path):
            # In this order: a file that stands there and in no list would be taken for somebody else's.
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(found))
            self._entries[entry.file] = found
            part.replace(self._folder / entry.file)

    def _read(self) -> Iterator[Entry]:
        """What stands in the list; a line that was cut off when a run was killed is none."""
        with suppress(FileNotFoundError):
            for line in self._path.read_bytes().decode("utf-8", "replace").splitlines():
                with suppress(ValueError, TypeError):
                    found = json.loads(line)
                    yield Entry(
                        **{field.name: str(found[field.name]) for field in fields(Entry) if field.name in found}
                    )

    def _rewrite(self) -> None:
        """A line for each film, and nothing half written at its end."""
        handle, name = tempfile.mkstemp(prefix=f".{NAME}-", dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(map(_line, self._entries.values()))
            Path(name).replace(self._path)
        finally:
            Path(name).unlink(missing_ok=True)


class Names:
    """A file name for each film of a batch: safe everywhere, readable, and no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def file(self, name: str, language: str) -> str:
        """For somebody of this name; the second one of a name gets a number."""
        letters = "".join(letter if _keeps(letter) else " " for letter in unicodedata.normalize("NFKC", name))
        stem = "-".join(letters.casefold().split()) or "film"
        # Not within a letter, nor at its marks.
        short = stem.encode()[:_LONGEST].decode(errors="ignore").rstrip("-")
        found, number = f"{short}-{language}", 1
        while found in self._taken:
            number += 1
            found = f"{short}-{language}-{number}"
        self._taken.add(found)
        return f"{found}.mp4"


def digest(path: Path) -> str:
    """The SHA-256 of a file; empty if it cannot be read."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _keeps(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FilmError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error
