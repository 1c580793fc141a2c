"""``voices.json``: the voices of a data folder, as they are kept, changed as a whole and by one program at a time."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from twin.errors import StoreError
from twin.records import translated
from voice.consent import Consent

NAME = "voices.json"
# What the voice of espeak-ng is called, which is nobody's.
NEUTRAL: Literal["espeak"] = "espeak"

_PATIENCE = 10.0  # seconds
# It becomes a part of an address.
_ID = re.compile(r"[A-Za-z0-9_-]{0,64}")
_MENDED = "Restore it from a backup, or move it away and begin anew: without it no voice is used."


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice. ``id`` is the provider's, empty while one was only asked for.

    One that was deleted stays, as the record of who had agreed to it; ``cleared`` tells whether it is known that the
    provider has it no more.
    """

    name: str
    engine: Literal["elevenlabs", "espeak"]
    id: str
    consent: Consent | None
    made_at: AwareDatetime
    deleted_at: AwareDatetime | None = None
    cleared: bool = False

    @property
    def clone(self) -> bool:
        """Whether it is a copy of somebody's voice."""
        return self.engine != NEUTRAL

    @property
    def title(self) -> str:
        """What it is called at the provider: by this one is found whose id never arrived."""
        return f"{self.name} (ai-twin {self.made_at:%Y-%m-%d %H:%M:%S})"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the file."""

    used: str = ""
    voices: tuple[Voice, ...] = ()


_JSON = TypeAdapter(Kept)


class VoicesFile:
    """The file in this folder. Everything blocks, and raises StoreError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    @property
    def stamp(self) -> tuple[int, int]:
        """Another value after every change, and cheap to ask for; (0, 0) before there is a file."""
        with translated(self._path):
            try:
                found = self._path.stat()
            except FileNotFoundError:
                return (0, 0)
            return (found.st_mtime_ns, found.st_ino)

    def read(self) -> Kept:
        """What stands there; nothing, if there is no file."""
        with translated(self._path):
            try:
                content = self._path.read_bytes()
            except FileNotFoundError:
                return Kept()
        try:
            kept = _JSON.validate_json(content)
        except ValidationError as error:
            raise StoreError(self._damaged(error)) from error
        if bad := next((one for one in kept.voices if not fits(one)), None):
            raise StoreError(f"{self._path} is damaged: the voice {bad.name} cannot be. {_MENDED}")
        return kept

    def _damaged(self, error: ValidationError) -> str:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"{self._path} is damaged{f' at {place}' if place else ''}. {_MENDED}"

    def change(self, change: Callable[[Kept], Kept]) -> Kept:
        """Make this change to what stands there by now; what stands there afterwards."""
        with translated(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            before = self.read()
            after = change(before)
            if after != before:
                self._write(after)
        return after

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with translated(self._path):
            lock = FileLock(self._path.with_suffix(".lock"), mode=0o600)
            try:
                lock.acquire(timeout=_PATIENCE)
            except Timeout as error:
                raise StoreError(f"{self._path} is being changed by another program: try again.") from error
        try:
            yield
        finally:
            lock.release()

    def _write(self, kept: Kept) -> None:
        with translated(self._path):
            # Readable by its owner alone, as mkstemp makes it.
            handle, name = tempfile.mkstemp(prefix=f".{NAME}-", dir=self._path.parent)
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_JSON.dump_json(kept, indent=2) + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(self._path)
            finally:
                temporary.unlink(missing_ok=True)


def fits(voice: Voice) -> bool:
    """Whether there can be such a voice."""
    return bool(_ID.fullmatch(voice.id)) and voice.clone == (voice.name.casefold() != NEUTRAL)
