"""Files of sound: measured, made into voice messages or made plain, each in a child process of its own."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from twin.errors import SoundError
from twin.voice import VoiceNote
from voice.boxed import boxed
from voice.kinds import kind_of

__all__ = ["LARGEST", "LONGEST", "Levels", "Limits", "kind_of", "levels", "tags", "to_plain", "to_voice_note"]

LONGEST = 600.0
LARGEST = 25_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The seconds and the bytes of the longest and the largest sound that is looked at."""

    seconds: float = LONGEST
    size: int = LARGEST


@dataclass(frozen=True, slots=True)
class Levels:
    """What a sound is like.

    ``kind`` is its container's (see ``kind_of``), ``codec`` what it is coded as, ``rate`` in Hz. ``loudness`` is
    integrated (EBU R 128), in LUFS, -70 for silence; ``peak`` is the true peak in dBTP; ``noise`` is the level below
    which its quietest tenth is, in dBFS; ``silent`` is the share of it in which nobody speaks: these are of all
    channels made one. ``clipped`` is the share of samples at the ends of the scale, before that.
    """

    kind: str
    codec: str
    seconds: float
    rate: int
    channels: int
    loudness: float
    peak: float
    clipped: float
    noise: float
    silent: float


_USUAL = Limits()


async def levels(path: Path, limits: Limits = _USUAL) -> Levels:
    """Measure a sound. Raises SoundError."""
    return Levels(**await boxed("levels", path, limits.seconds, limits.size))


async def to_voice_note(source: Path, target: Path, tags: Mapping[str, str], limits: Limits = _USUAL) -> VoiceNote:
    """Make a voice message of a sound, of -16 LUFS, marked with these tags. Raises SoundError.

    Each tag's key is ASCII letters, digits, "-" and "_" (ValueError otherwise), and written in capitals.
    """
    comments = {_key(key): value.replace("\0", "") for key, value in tags.items()}
    with _whole(target) as part:
        made = await boxed("note", source, limits.seconds, limits.size, target=str(part), tags=comments)
    return VoiceNote(target, made["seconds"], bytes.fromhex(made["waveform"]))


async def to_plain(source: Path, target: Path, limits: Limits = _USUAL, *, rate: int = 16_000) -> float:
    """Make a WAV of one channel and 16 bits of a sound; how many seconds it has. Raises SoundError."""
    with _whole(target) as part:
        made = await boxed("plain", source, limits.seconds, limits.size, target=str(part), rate=rate)
    return float(made["seconds"])


async def tags(path: Path) -> dict[str, str]:
    """What a file of sound says of itself, by keys in capitals. Raises SoundError."""
    answer = await boxed("tags", path, LONGEST, LARGEST)
    return dict(answer["tags"])


def _key(key: str) -> str:
    if not (key.isascii() and key.replace("-", "").replace("_", "").isalnum()):
        raise ValueError(f"no key of a tag: {key!r}")
    return key.upper()


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A new file beside the target, which becomes it if all goes well, and is gone if not."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise SoundError(f"{target} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    part = Path(name)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
