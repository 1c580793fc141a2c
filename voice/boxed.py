"""Has a child process do a job with a file that nobody trusts, and tells in a sentence what went wrong with it."""

import math
from pathlib import Path
from typing import Any

from twin.errors import SoundError
from voice.child import answer

# Bytes of address space, which is thrice what a child takes, whatever the length of the sound.
_MEMORY = 500_000_000
# How long a child may take for a file of no length, and for each second of sound: over ten times what it takes.
_PATIENCE, _PATIENCE_PER_SECOND = 30.0, 0.25
# Bytes for each second of what is written (WAV of 48 kHz is the most), and for a file of no length.
_WRITTEN_PER_SECOND, _WRITTEN = 100_000, 1_000_000
_NAME = 60


async def boxed(job: str, source: Path, seconds: float, size: int, **more: object) -> dict[str, Any]:
    """What comes of the job (``voice.box``) with a file of at most so many seconds and bytes. Raises SoundError."""
    patience = _PATIENCE + seconds * _PATIENCE_PER_SECOND
    try:
        answered = await answer("voice.box", asked(job, source, seconds, size, **more), patience)
    except TimeoutError as error:
        raise _wrong(source, f"was not done with in {patience:.0f} seconds: save it as MP3 or WAV.") from error
    except ChildProcessError as error:
        raise _wrong(source, "could not be read to its end: save it as MP3 or WAV.") from error
    except OSError as error:
        raise _wrong(source, f"was not looked at, since no process could be started: {error.strerror}.") from error
    if "wrong" in answered:
        raise _wrong(source, answered["wrong"])
    return answered


def asked(job: str, source: Path, seconds: float, size: int, **more: object) -> dict[str, Any]:
    """The job as the child wants it, and what the child may take for it."""
    return {
        "job": job,
        "source": str(source.absolute()),
        "seconds": seconds,
        "size": size,
        "memory": _MEMORY,
        # It ends by itself even if nobody is left to end it.
        "cpu": math.ceil(_PATIENCE + seconds * _PATIENCE_PER_SECOND),
        "written": math.ceil(_WRITTEN + seconds * _WRITTEN_PER_SECOND),
        **more,
    }


def _wrong(source: Path, what: str) -> SoundError:
    name = "".join(letter if letter.isprintable() else "?" for letter in source.name)
    return SoundError(f"{name if len(name) <= _NAME else name[: _NAME - 1] + '…'} {what}")
