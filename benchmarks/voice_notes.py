"""How fast sound becomes voice messages, start to end, and how much memory the process takes that makes them.

Usage: ``python benchmarks/voice_notes.py [--rounds 3]``. Real speech of espeak-ng, as MP3 of 44.1 kHz, which is what a
provider's plan without Opus sends, of several lengths. Each is made a voice message by the product (a child process
starts, measures EBU R 128 and true peak, limits and encodes), and is encoded alone: decoded and encoded by the same
codec with the same settings in this process, not measured and not limited. The faster of the rounds counts, in turns.
What the cache saves is in ``voice_cache.py``.
"""

import argparse
import asyncio
import io
import json
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
from scratch import run, table

from voice.boxed import asked
from voice.decoding import frames, opened
from voice.encoding import to_opus
from voice.espeak import Espeak
from voice.filters import filtered
from voice.metering import MONO
from voice.sound import LARGEST, LONGEST, to_voice_note

_LENGTHS = (10, 60, 595)
_GOAL = 30.0
_FLAT = 1.1
_TEXT = "People ask me whether it is worth the trouble to wax a chain. It is, since a clean chain lasts for years. " * 9
# Does the job as the child does it, and says how much memory it had at the most.
_WATCHED = """
import json, sys
from pathlib import Path
from voice.box import done
answer = done(json.load(sys.stdin))
assert "wrong" not in answer, answer
[peak] = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(int(peak) / 1024)
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What one length of speech took: seconds of it, seconds of ours, seconds of the codec's alone, and MB."""

    seconds: float
    took: float
    alone: float
    memory: float


async def _speech() -> tuple[bytes, int]:
    """16-bit samples of one channel, and their rate."""
    sound = b"".join([chunk async for chunk in Espeak().stream(_TEXT, "en")])
    with wave.open(io.BytesIO(sound), "rb") as file:
        return file.readframes(10**9), file.getframerate()


def _written(path: Path, samples: bytes, rate: int, seconds: int) -> Path:
    """So many seconds of it as MP3, said again and again."""
    whole = (samples * (2 * rate * seconds // len(samples) + 1))[: 2 * rate * seconds]
    plain = path.with_suffix(".wav")
    with wave.open(str(plain), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(whole)
    with plain.open("rb") as source, av.open(source, "r", format="wav") as sound, av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", 44_100, {"b": "128000"}, layout="mono")
        resampler = av.AudioResampler("s16p", "mono", 44_100, frame_size=1152)
        for frame in [*sound.decode(audio=0), None]:
            for even in resampler.resample(frame):
                out.mux(stream.encode(even))
        out.mux(stream.encode(None))
    return path


def _alone(source: Path, target: Path) -> None:
    with opened(source, LARGEST, LONGEST) as sound:
        to_opus(filtered(frames(sound), MONO), target, {})


def _memory(source: Path, target: Path) -> float:
    """The most memory that the child has in use, in MB; not a number where there is no /proc."""
    if not Path("/proc/self/status").exists():
        return float("nan")
    job = asked("note", source, LONGEST, LARGEST, target=str(target), tags={})
    command = [sys.executable, "-c", _WATCHED]
    return float(subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True).stdout)


def _seconds(doing: Callable[[], object]) -> float:
    began = time.perf_counter()
    doing()
    return time.perf_counter() - began


def made(source: Path, rounds: int) -> Made:
    """Make it a voice message so many times, in turns with the codec alone."""
    target = source.with_suffix(".ogg")
    ours, alone, lasts = [], [], 0.0
    for _ in range(rounds):
        began = time.perf_counter()
        lasts = asyncio.run(to_voice_note(source, target, {"SYNTHETIC": "yes"})).seconds
        ours.append(time.perf_counter() - began)
        alone.append(_seconds(lambda: _alone(source, target)))
    return Made(lasts, min(ours), min(alone), _memory(source, target))


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    samples, rate = asyncio.run(_speech())
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as folder:
        results = [
            made(_written(Path(folder) / f"{seconds}.mp3", samples, rate, seconds), rounds) for seconds in _LENGTHS
        ]
    rows = [
        [
            f"{one.seconds:.0f} s", f"{one.took:.2f}", f"{one.seconds / one.took:.0f}", f"{one.alone:.2f}",
            f"{one.alone / one.took:.2f}", f"{one.memory:.1f}", "yes" if one.seconds / one.took >= _GOAL else "no",
        ]
        for one in results
    ]  # fmt: skip
    head = ["sound", "s", "× real time", "codec alone, s", "its time / ours", "child's memory, MB"]
    print(table([*head, f"≥ {_GOAL:.0f} ×"], rows))
    grown = results[-1].memory / results[0].memory
    print(f"\nMemory of the longest / of the shortest: {grown:.2f} ({'flat' if grown < _FLAT else 'not flat'}).")


if __name__ == "__main__":
    run(main)
