"""Several sounds, one behind the other, as one."""

import asyncio
import wave
from collections.abc import Sequence
from pathlib import Path

from voice.sound import to_plain

# What voice messages have: nothing is lost before they are made.
RATE = 48_000
# Between two of them: about what a speaker takes to breathe.
_PAUSE = 0.35  # seconds
_CHUNK = 65_536  # samples


async def joined(parts: Sequence[Path], target: Path) -> None:
    """Make one WAV of them, of ``RATE`` and 16 bits, a short pause between each two. Raises SoundError, OSError."""
    plain = [part.with_name(f"{part.name}-plain.wav") for part in parts]
    for part, place in zip(parts, plain, strict=True):
        await to_plain(part, place, rate=RATE)
    await asyncio.to_thread(_concatenated, plain, target)


def _concatenated(parts: Sequence[Path], target: Path) -> None:
    with wave.open(str(target), "wb") as out:
        for number, part in enumerate(parts):
            with wave.open(str(part), "rb") as one:
                if number == 0:
                    out.setparams(one.getparams())
                else:
                    out.writeframes(bytes(one.getsampwidth() * round(_PAUSE * one.getframerate())))
                while frames := one.readframes(_CHUNK):
                    out.writeframes(frames)
