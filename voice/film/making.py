"""Films: a still portrait, a voice, what it says in captions, and its waveform; nobody's lips are moved."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from twin.errors import FilmError
from twin.voice import Film, Spoken
from voice.child import answer
from voice.film import captions, fonts
from voice.film.labels import label
from voice.film.shapes import SHAPES

LONGEST = 600.0  # seconds of a film
LONGEST_TEXT = 8_000  # characters
_MEMORY = 1_500_000_000
_WRITTEN = 400_000  # bytes a second of film, at the most
_HEAD = 2_000_000  # bytes of a still, and beside a film
# Seconds for what does not depend on the length, and for a second of film.
_PATIENCE, _SLOWEST = 60.0, 4.0
_MODULE = "voice.film.filming"

Say = Callable[[str, str, Path], Awaitable[Spoken]]
"""Says a text in a language (ISO 639-1) into a new file of Ogg/Opus. Raises SpeechError, SoundError."""


@dataclass(frozen=True, slots=True)
class Still:
    """A portrait made ready for films of this shape."""

    path: Path
    shape: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, in its language (ISO 639-1)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Made:
    """A film; ``paid`` is the number of characters that engines were asked for."""

    film: Film
    paid: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself; ``synthetic``: it is marked as such, by the tags of ``voice.marks``."""

    film: Film
    tags: Mapping[str, str]
    synthetic: bool


async def still(portrait: Path, shape: str, to: Path) -> Still:
    """Make a portrait ready, as PNG: JPEG, PNG and WebP are read. Raises FilmError."""
    with _whole(to) as part:
        await _asked("picture", 0, source=_path(portrait), target=str(part), shape=shape)
    return Still(to, shape)


async def film(
    text: str,
    language: str,
    picture: Still,
    to: Path,
    *,
    say: Say,
    tags: Mapping[str, str],
    opening: Words | None = None,
    font: Path | None = None,
) -> Made:
    """Say a text over a still, in the file ``to``, which is there whole or not at all. ``tags`` mark it as synthetic.

    Each sentence is said by itself: so it is known when, and one that was said before is not paid for again. ``font``
    is used before those of the machine. Raises FilmError, and what ``say`` raises.
    """
    parts = [Words(sentence, language) for sentence in _sentences(text, language)]
    if opening:
        parts[:0] = [Words(sentence, opening.language) for sentence in _sentences(opening.text, opening.language)]
    line = label(language)
    chosen = await asyncio.to_thread(fonts.chosen, "".join([*(part.text for part in parts), line]), language, font)
    with _whole(to) as target, _workplace(target) as folder:
        spoken = [await say(part.text, part.language, folder / f"{at}.ogg") for at, part in enumerate(parts)]
        seconds = sum(one.note.seconds for one in spoken)
        if seconds > LONGEST:
            raise FilmError(f"the film would last {seconds / 60:.0f} minutes, more than {LONGEST / 60:g}: shorten it.")
        made = await _asked(
            "film",
            seconds,
            shape=picture.shape,
            still=_path(picture.path),
            language=language,
            label=line,
            fonts=[asdict(one) for one in chosen],
            pieces=[
                {"text": part.text, "sound": _path(one.note.path)} for part, one in zip(parts, spoken, strict=True)
            ],
            tags=dict(tags),
            target=str(target),
        )
    shape = SHAPES[picture.shape]
    return Made(Film(to, made["seconds"], shape.width, shape.height), sum(one.paid for one in spoken))


async def facts(path: Path) -> Facts:
    """Look at a film: MP4 with H.264 and AAC, and nothing else. Raises FilmError."""
    found = await _asked("facts", 0, source=_path(path))
    tags = found["tags"]
    return Facts(
        Film(path, found["seconds"], found["width"], found["height"]), tags, tags.get("SYNTHETIC", "").lower() == "yes"
    )


def _sentences(text: str, language: str) -> list[str]:
    if len(text) > LONGEST_TEXT:
        raise FilmError(f"the text has {len(text)} characters: a film says no more than {LONGEST_TEXT}.")
    found = captions.sentences(text, language)
    if not any(map(str.isalnum, "".join(found))):
        raise FilmError("nothing in the text can be said.")
    return found


async def _asked(job: str, seconds: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """What the process that makes films answers. Raises FilmError."""
    patience = _PATIENCE + seconds * _SLOWEST
    limits = {
        "memory": _MEMORY,
        "cpu": round(patience * 2),
        "written": round(_HEAD + seconds * _WRITTEN) if job == "film" else 4 * _HEAD,
    }
    try:
        found = await answer(_MODULE, {"job": job, **limits, **more}, patience)
    except TimeoutError as error:
        raise FilmError(f"it was not done within {patience:.0f} seconds: try again, with a shorter text.") from error
    except ChildProcessError as error:
        raise FilmError("the process that makes films broke off: give another portrait, or try again.") from error
    except OSError as error:
        raise FilmError(f"no process could be started to make films: {(error.strerror or str(error))}.") from error
    if "wrong" in found:
        raise FilmError(found["wrong"])
    return found


def _path(path: Path) -> str:
    return str(path.absolute())


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A place to write to, which becomes the target when all went well and is gone otherwise."""
    with _writable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
        os.close(handle)
    part = Path(name).absolute()
    try:
        yield part
        with _writable(target):
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    """A folder for what is said, which whoever empties that of the films empties too."""
    with tempfile.TemporaryDirectory(prefix=".twin-", dir=beside.parent, ignore_cleanup_errors=True) as place:
        yield Path(place)


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FilmError(f"{target} cannot be written: {(error.strerror or str(error)).lower()}.") from error
