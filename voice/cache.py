"""What was said before, as files: nothing is paid for twice, and nothing is kept that is to be forgotten."""

import base64
import hashlib
import json
import logging
import math
import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from twin.voice import VoiceNote
from voice.sound import kind_of

_NOTE, _ABOUT, _HALF, _WORK = ".ogg", ".json", ".half", "work-"
_OURS = re.compile(r"[0-9a-f]{64}")
_HEAD = 4096  # bytes by which the kind of a file is told
_WAVEFORM = 256  # values
_LARGEST_ABOUT = 1_000_000  # bytes
# Nobody works on one note for so many seconds: what is older was left behind by a process that was killed.
_ABANDONED = 900.0

_log = logging.getLogger("twin")


@dataclass(frozen=True, slots=True)
class _About:
    """What stands beside a note: what its file does not tell, its digest, and hashes of the texts that it says."""

    seconds: float
    waveform: bytes
    digest: str
    texts: tuple[str, ...]


def key_of(parts: Sequence[str]) -> str:
    """What a note is kept under that depends on these, in their order, and on nothing else."""
    return hashlib.sha256(json.dumps([*parts]).encode()).hexdigest()


def written(path: Path, content: bytes) -> None:
    """Put the file there whole, or not at all, for its owner's eyes only. Blocks. Raises OSError."""
    descriptor, name = tempfile.mkstemp(suffix=_HALF, prefix=".", dir=path.parent)
    half = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


class Cache:
    """Voice notes by what they depend on, in a folder of their own: where they grow too many, the least used go.

    A note is there whole or not at all; what others put there or changed is never served. Several threads and
    processes may use one folder at once. What cannot be kept is not, which is logged and no error.
    """

    def __init__(self, folder: Path, most: int) -> None:
        """At most ``most`` bytes are kept; with 0 nothing is."""
        self._folder = folder
        self._most = most

    def holds(self, key: str) -> bool:
        """Whether the note is here, whole. Blocks."""
        return self._read(key) is not None

    def take(self, key: str, text: str, to: Path) -> VoiceNote | None:
        """Copy the note, asked for with ``text``, into the new file ``to``; None if there is none. Blocks.

        Raises OSError if ``to`` cannot be written.
        """
        read = self._read(key)
        if read is None:
            return None
        about, sound = read
        with _logged():
            if _hash(text) not in about.texts:
                self._add_text(key, _hash(text))
            os.utime(self._path(key, _NOTE))
        written(to, sound)
        return VoiceNote(to, about.seconds, about.waveform)

    def keep(self, key: str, text: str, note: VoiceNote) -> None:
        """Keep a copy of the note, which was asked for with ``text``. Blocks."""
        with _logged():
            sound = note.path.read_bytes()
            about = _About(note.seconds, note.waveform, hashlib.sha256(sound).hexdigest(), (_hash(text),))
            if len(sound) + len(_json(about)) > self._most:
                return
            with self._alone():
                written(self._path(key, _NOTE), sound)
                written(self._path(key, _ABOUT), _json(about))
                self._tidy()

    def forget(self, texts: Collection[str]) -> None:
        """Keep no note that was asked for with one of these texts, in whatever language and voice. Blocks.

        Raises OSError.
        """
        if not self._folder.is_dir():
            return
        hashes = {*map(_hash, texts)}
        with self._alone():
            for key in self._keys():
                about = self._about(key)
                if about is None or hashes.intersection(about.texts):
                    self._remove(key)
            self._tidy()
        self._sweep()

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """A new folder for a note in the making, gone afterwards; after a kill, when it is old. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=self._folder, ignore_cleanup_errors=True) as place:
            yield Path(place)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes notes here within this block; the system lets go for whoever is killed in it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self._folder / "lock", mode=0o600):
            yield

    def _path(self, key: str, suffix: str) -> Path:
        return self._folder / f"{key}{suffix}"

    def _read(self, key: str) -> tuple[_About, bytes] | None:
        about = self._about(key)
        if about is None:
            return None
        try:
            sound = self._path(key, _NOTE).read_bytes()
        except OSError:
            return None
        whole = kind_of(sound[:_HEAD]) == "ogg" and hashlib.sha256(sound).hexdigest() == about.digest
        return (about, sound) if whole else None

    def _about(self, key: str) -> _About | None:
        try:
            with self._path(key, _ABOUT).open("rb") as file:
                return _parsed(file.read(_LARGEST_ABOUT))
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None

    def _add_text(self, key: str, hashed: str) -> None:
        with self._alone():
            # Somebody else may have written, or removed it, since it was read.
            about = self._about(key)
            if about is not None:
                written(self._path(key, _ABOUT), _json(replace(about, texts=(*about.texts, hashed))))

    def _keys(self) -> set[str]:
        """What notes, or halves of notes, are kept under here; what others put here is not ours to touch."""
        ours = (path.stem for path in self._folder.iterdir() if path.suffix in (_NOTE, _ABOUT))
        return {stem for stem in ours if _OURS.fullmatch(stem)}

    def _remove(self, key: str) -> None:
        for suffix in (_ABOUT, _NOTE):
            self._path(key, suffix).unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Remove what there is no room for, and what a killed process left half done. Only for whoever is alone."""
        for half in self._folder.glob(f"*{_HALF}"):
            half.unlink(missing_ok=True)
        kept: list[tuple[float, int, str]] = []
        for key in self._keys():
            try:
                note, about = self._path(key, _NOTE).stat(), self._path(key, _ABOUT).stat()
            except FileNotFoundError:
                self._remove(key)
            else:
                kept.append((note.st_mtime, note.st_size + about.st_size, key))
        room = self._most
        for _, size, key in sorted(kept, reverse=True):
            room -= size
            if room < 0:
                self._remove(key)

    def _sweep(self) -> None:
        for left in self._folder.glob(f"{_WORK}*"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(left, ignore_errors=True)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(about: _About) -> bytes:
    waveform = base64.b64encode(about.waveform).decode()
    told = {"seconds": about.seconds, "waveform": waveform, "sha256": about.digest, "texts": about.texts}
    return json.dumps(told).encode()


def _parsed(content: bytes) -> _About:
    """Raises ValueError, LookupError or TypeError if it is not what ``_json`` writes."""
    told = json.loads(content)
    waveform = base64.b64decode(told["waveform"], validate=True)
    about = _About(float(told["seconds"]), waveform, str(told["sha256"]), tuple(map(str, told["texts"])))
    if not (math.isfinite(about.seconds) and about.seconds > 0 and len(waveform) <= _WAVEFORM):
        raise ValueError("not what belongs to a note")
    return about


@contextmanager
def _logged() -> Iterator[None]:
    """A cache that cannot be written costs money, but nobody their answer."""
    try:
        yield
    except OSError as error:
        _log.warning("what was said aloud cannot be kept for another time: %s", error.strerror or error)
