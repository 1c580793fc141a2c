"""``twin send``: a message of the owner's own, or a film, that waits at their desk to be sent."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path
from uuid import uuid4

from bot import changes, settings
from bot.desk import greetings
from bot.speaking import FILMS
from twin.errors import DeskError
from twin.records import translated
from twin.voice import Film
from voice.film import facts

# What platforms take from a bot, in bytes.
LARGEST = 50_000_000
_CHUNK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def send(who: str, text: str, clip: Path | None) -> int:
    """Let this wait for the owner, who is asked at the desk; the exit status. Raises TwinError."""
    chosen = settings.read()
    if clip is not None:
        # Before a file is copied for nothing.
        greetings.fits_under_a_film(text)
    film = kept(clip, chosen.data) if clip is not None else None
    asked = film and {
        "file": film.path.relative_to(chosen.data).as_posix(),
        "seconds": film.seconds,
        "width": film.width,
        "height": film.height,
    }
    return changes.ask("desk send", who=who, text=text, film=asked, key=f"send/{uuid4().hex}")


def kept(clip: Path, data: Path) -> Film:
    """A film in the data folder, under the hash of what is in it; there whole or not at all.

    What is looked at is the copy, which nobody else writes to. Raises DeskError, FilmError, StoreError.
    """
    if not clip.is_file():
        raise DeskError(f"{clip} is no file.")
    folder = data / FILMS
    with translated(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = tempfile.TemporaryDirectory(prefix=".", dir=folder)
    with place:
        # Under its own name, by which it is called if something is wrong with it.
        copy = Path(place.name, clip.name)
        digest = _copied(clip, copy)
        found = asyncio.run(facts(copy))
        if not found.synthetic:
            raise DeskError(
                f"{clip} does not say of itself that it is synthetic: `twin video say` makes films that do."
            )
        target = folder / f"{digest}.mp4"
        with translated(folder):
            copy.replace(target)
    return Film(target, found.film.seconds, found.film.width, found.film.height)


def _copied(clip: Path, copy: Path) -> str:
    """Copy what is no larger than films may be, down to the disk; the hash of it, in hexadecimal digits."""
    try:
        source = clip.open("rb")
    except OSError as error:
        raise DeskError(f"{clip} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    digest, left = hashlib.sha256(), LARGEST
    with source, translated(copy.parent), os.fdopen(os.open(copy, _NEW, 0o600), "wb") as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise DeskError(f"{clip} has more than {LARGEST // 1_000_000} MB, which no platform takes from a bot.")
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()
