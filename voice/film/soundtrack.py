"""What is said in a film, one piece after the other, a frame's worth of samples at a time; never all of it at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from voice.film.shapes import FRAMES

RATE = 48_000
SAMPLES = RATE // FRAMES  # of a frame
# Frames of silence before the first piece, between two, and behind the last.
_BEFORE, _BETWEEN, _BEHIND = 8, 6, 16
_QUIET = -100.0  # dB

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Span:
    """Which frames a piece is heard in."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Course:
    """How loud each frame is, in dB of full scale, and where the pieces are."""

    loud: tuple[float, ...]
    pieces: tuple[Span, ...]


def course(sounds: Sequence[Path]) -> Course:
    """Listen to all of it once."""
    loud, spans = [_QUIET] * _BEFORE, []
    for number, sound in enumerate(sounds, 1):
        begins = len(loud)
        loud += [_decibels(samples) for samples in _piece(sound)]
        spans.append(Span(begins, len(loud)))
        loud += [_QUIET] * (_BETWEEN if number < len(sounds) else _BEHIND)
    return Course(tuple(loud), tuple(spans))


def samples(sounds: Sequence[Path]) -> Iterator[Samples]:
    """The sound of each frame: ``SAMPLES`` numbers in [-1, 1]."""
    silence = np.zeros(SAMPLES, np.float32)
    yield from [silence] * _BEFORE
    for number, sound in enumerate(sounds, 1):
        yield from _piece(sound)
        yield from [silence] * (_BETWEEN if number < len(sounds) else _BEHIND)


def _piece(sound: Path) -> Iterator[Samples]:
    """A piece, filled up with silence to whole frames."""
    waiting = np.zeros(0, np.float32)
    for decoded in _decoded(sound):
        waiting = np.concatenate((waiting, decoded.to_ndarray().reshape(-1)))
        while len(waiting) >= SAMPLES:
            yield waiting[:SAMPLES]
            waiting = waiting[SAMPLES:]
    if len(waiting):
        yield np.pad(waiting, (0, SAMPLES - len(waiting)))


def _decoded(sound: Path) -> Iterator[AudioFrame]:
    resampler = av.AudioResampler("fltp", "mono", RATE)
    with sound.open("rb") as file, av.open(file, "r", format="ogg") as container:
        for frame in container.decode(audio=0):
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _decibels(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 10 ** (_QUIET / 10)))
