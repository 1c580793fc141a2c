"""Recordings of somebody: real speech of espeak-ng, in a quiet room or not."""

import subprocess
import wave
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.programs import needed

_RATE = 22_050  # what espeak-ng speaks with
_TEXT = (
    "I like to speak about bicycles. When it rains, my brakes squeal, and I clean them with a little alcohol. Every "
    "second week I wax the chain, which takes a quarter of an hour. People ask me whether that is worth it. It is, "
    "since a clean chain lasts for years. "
)


def spoken(text: str, voice: str = "en-us") -> NDArray[np.float64]:
    """A text said by espeak-ng, 22,050 samples a second from -1 to 1."""
    needed("espeak-ng")
    command = ["espeak-ng", "-v", voice, "--stdin", "--stdout"]
    said = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    return np.frombuffer(said[44:], dtype="<i2") / 32768


@cache
def _talk() -> NDArray[np.float64]:
    return spoken(_TEXT)


def recording(
    path: Path,
    seconds: float = 40.0,
    *,
    gain: float = 0.0,
    noise: float | None = None,
    rate: int = _RATE,
    pauses: float = 0.0,
    channels: int = 1,
) -> Path:
    """Somebody talks for so many seconds, louder by ``gain`` dB, with noise of so many dBFS, into a WAV.

    ``pauses`` is the share of the time in which nobody speaks.
    """
    count = round(seconds * _RATE)
    speech = np.resize(_talk(), count)
    speech[count - round(pauses * count) :] = 0
    speech = speech * 10 ** (gain / 20)
    if noise is not None:
        speech = speech + np.random.default_rng(7).normal(0, 10 ** (noise / 20), count)
    if rate != _RATE:
        speech = np.interp(np.arange(round(seconds * rate)) / rate, np.arange(count) / _RATE, speech)
    return written(path, speech, rate, channels)


def written(path: Path, samples: NDArray[np.float64], rate: int = _RATE, channels: int = 1) -> Path:
    """These samples as a WAV of 16 bits."""
    whole = np.repeat(np.clip(samples * 32767, -32768, 32767).astype("<i2"), channels)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(whole.tobytes())
    return path
