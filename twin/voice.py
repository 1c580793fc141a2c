"""What is said aloud and what is heard: sound on its way out, sound that came in, and what was understood of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sound:
    """Something spoken that a contact sent. ``handle`` is what its platform wants to know to hand it over.

    ``seconds`` and ``size`` (in bytes) are what the platform says of it, None where it says nothing: claims, until it
    was looked at.
    """

    handle: str
    seconds: float | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A file that platforms play as a voice message: Ogg/Opus, mono, 48 kHz, marked as synthetic.

    ``waveform`` is how loud it is over time: up to 256 values of 0 to 255, evenly spread.
    """

    path: Path
    seconds: float
    waveform: bytes


@dataclass(frozen=True, slots=True)
class Film:
    """A file that platforms play as a video: MP4 with H.264 and AAC, marked as synthetic; its size is in pixels."""

    path: Path
    seconds: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that was said aloud; ``paid`` is the number of characters that its engine was asked for, if any."""

    note: VoiceNote
    paid: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood of a sound that lasts ``seconds``.

    In ``text``, "(?)" stands behind a word that may have been another. ``language`` is an ISO 639-1 code, empty if it
    was not recognised.
    """

    text: str
    language: str
    seconds: float
