"""Whether recordings of somebody will make a good copy of their voice, and what to do about those that will not."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from twin.errors import SoundError
from voice.sound import Levels, Limits, levels

# What ElevenLabs advises for its instant cloning, in seconds of all recordings together.
ENOUGH, WELL, PLENTY = 30.0, 60.0, 180.0
MOST = 25  # files
# Ten minutes of stereo, uncompressed, are longer than anything that is of use.
LIMITS = Limits(size=120_000_000)

_SHORTEST = 3.0  # seconds
_QUIETEST, _LOUDEST = -35.0, -12.0  # LUFS
_SILENCE = -69.0  # LUFS; what is measured of nothing at all is -70
_CLIPPED = 0.001  # of the samples
# How far the voice stands above what is heard when nobody speaks, in dB; without any noise it is 25 and more, as far as
# somebody pauses at all.
_NOISY, _HUSHED = 15.0, 22.0
_SILENT, _HALTING = 0.5, 0.3  # of the time
_SLOWEST = 16_000  # samples a second
_HEAVIEST = 11_000_000  # bytes; ElevenLabs takes no larger file
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one recording. ``copy`` is what was looked at, and ``sha256`` is of it.

    Sentences: ``unusable``, which names the file, if it cannot be sent at all; ``faults`` of what would spoil a copy of
    the voice; ``advice``.
    """

    path: Path
    copy: Path
    sha256: str = ""
    levels: Levels | None = None
    unusable: str = ""
    faults: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of several recordings, and, in ``faults`` and ``advice``, of all of them together."""

    findings: tuple[Finding, ...]
    seconds: float
    unusable: str
    faults: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether they can be sent, however bad they are."""
        return not self.unusable and not any(finding.unusable for finding in self.findings)

    @property
    def good(self) -> bool:
        """Whether nothing speaks against them."""
        return self.usable and not self.faults and not any(finding.faults for finding in self.findings)

    @property
    def kept(self) -> tuple[Finding, ...]:
        """Those to be sent: each once."""
        return tuple({finding.sha256: finding for finding in reversed(self.findings)}.values())[::-1]


async def checked(paths: Sequence[Path], folder: Path) -> Checked:
    """Copy the recordings into this folder, so that what is sent is what was looked at, and look at them."""
    found = [await look(path, folder / str(number)) for number, path in enumerate(paths, 1)]
    findings = tuple(_repeated(found))
    sounds = {one.sha256: one.levels for one in findings if one.levels is not None}
    seconds = sum(sound.seconds for sound in sounds.values())
    unusable = f"These are {len(findings)} files; no more than {MOST} are taken." if len(findings) > MOST else ""
    faults = tuple(_too_little(seconds)) if sounds else ()
    return Checked(findings, seconds, unusable, faults, tuple(_how_much(seconds)))


async def look(path: Path, folder: Path) -> Finding:
    """Copy a recording into this new folder, and look at it."""
    copy = folder / (path.name or "sound")
    try:
        sha256 = await asyncio.to_thread(_copied, path, copy)
        measured = await levels(copy, LIMITS)
    except SoundError as error:
        return Finding(path, copy, unusable=str(error))
    return Finding(path, copy, sha256, measured, "", tuple(_faults(measured, copy)), tuple(_advice(measured)))


def _copied(path: Path, copy: Path) -> str:
    """Copy a file; its hash."""
    digest, size = hashlib.sha256(), 0
    try:
        if path.exists() and not path.is_file():
            raise SoundError(f"{path} is no file: name the recordings one by one.")
        copy.parent.mkdir()
        with path.open("rb") as source, copy.open("wb") as target:
            while block := source.read(_BLOCK):
                size += len(block)
                if size > LIMITS.size:
                    most = LIMITS.size // 1_000_000
                    raise SoundError(f"{path.name} has more than {most} MB: cut the best minutes out of it.")
                digest.update(block)
                target.write(block)
    except OSError as error:
        raise SoundError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    return digest.hexdigest()


def _repeated(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, with a fault in whichever is the same as one before."""
    first: dict[str, Path] = {}
    for one in found:
        if one.sha256 and one.sha256 in first:
            yield replace(one, faults=(f"It is the same as {first[one.sha256].name}: leave one of them out.",))
        else:
            yield one
        first.setdefault(one.sha256, one.path)


def _faults(sound: Levels, copy: Path) -> Iterator[str]:
    """What would spoil a copy, or is refused."""
    size = copy.stat().st_size
    if size > _HEAVIEST:
        yield f"It has {size / 1e6:.0f} MB, and no more than {_HEAVIEST / 1e6:.0f} are taken: save it as FLAC or MP3."
    yield from _spoilt(sound)


def _spoilt(sound: Levels) -> Iterator[str]:
    if sound.loudness <= _SILENCE or sound.silent >= 1:
        yield "It is silent: check that the microphone is on, and record it again."
        return
    if sound.seconds < _SHORTEST:
        yield f"It lasts {sound.seconds:.1f} seconds: a sample needs at least {_SHORTEST:g}, better ten or more."
    if sound.loudness < _QUIETEST:
        yield f"It is too quiet ({sound.loudness:.0f} LUFS): speak closer to the microphone, or turn it up."
    if sound.loudness > _LOUDEST:
        yield f"It is too loud ({sound.loudness:.0f} LUFS): turn the microphone down, so that nothing is distorted."
    if sound.clipped > _CLIPPED:
        yield (
            f"It is clipped ({100 * sound.clipped:.1f} % of it): the microphone was turned up too far; turn it down, "
            "or keep more distance, and record it again."
        )
    if sound.rate < _SLOWEST:
        yield f"It has {sound.rate} samples a second, as telephones do: record it with 44100 or 48000."
    if _above_noise(sound) < _NOISY:
        yield (
            f"It is noisy (the voice is only {_above_noise(sound):.0f} dB above what else is heard): record it in a "
            "quiet room, without music, fans or traffic."
        )
    if _halting(sound) > _SILENT:
        yield f"It is silent for {100 * sound.silent:.0f} % of the time: cut the pauses out."


def _advice(sound: Levels) -> Iterator[str]:
    """What could be better."""
    if _NOISY <= _above_noise(sound) < _HUSHED:
        yield (
            f"It has some noise (the voice is {_above_noise(sound):.0f} dB above it), which the copy will have too: a "
            "quieter room helps."
        )
    if _HALTING < _halting(sound) <= _SILENT:
        share = f"{100 * sound.silent:.0f} %"
        yield f"It has long pauses ({share} of it is silent), which the copy may learn: cut them out."


def _halting(sound: Levels) -> float:
    """The share of pauses; what is too quiet as a whole would all be taken for one."""
    return sound.silent if sound.loudness >= _QUIETEST else 0.0


def _above_noise(sound: Levels) -> float:
    return sound.loudness - sound.noise


def _too_little(seconds: float) -> Iterator[str]:
    if seconds < ENOUGH:
        yield (
            f"Together they last {seconds:.0f} seconds: at least {ENOUGH:g} are needed, and one to three minutes are "
            "best, read in the manner in which the twin is to speak."
        )


def _how_much(seconds: float) -> Iterator[str]:
    if ENOUGH <= seconds < WELL:
        yield f"Together they last {seconds:.0f} seconds: one to three minutes make a better copy."
    if seconds > PLENTY:
        yield (
            f"Together they last {seconds / 60:.1f} minutes: more than three add little, so choose the best of them."
        )
