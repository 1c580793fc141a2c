"""Several sounds become one, and nothing of them is lost."""

import math
import wave
from array import array
from pathlib import Path

import pytest

from twin.errors import SoundError
from voice.joining import joined


def tone(path: Path, hertz: int, rate: int, seconds: float) -> Path:
    """A WAV file of this tone, at half of full scale."""
    samples = array("h", (round(16_000 * math.sin(math.tau * hertz * n / rate)) for n in range(round(rate * seconds))))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples.tobytes())
    return path


def loudness(samples: "array[int]") -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


async def test_they_stand_one_behind_the_other_with_a_pause_and_all_their_heights(tmp_path: Path) -> None:
    low, high = tone(tmp_path / "a", 300, 24_000, 1.0), tone(tmp_path / "b", 10_000, 44_100, 2.0)

    await joined([low, high], tmp_path / "joined.wav")

    with wave.open(str(tmp_path / "joined.wav")) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, 48_000)
        samples = array("h", read.readframes(read.getnframes()))
    assert len(samples) / 48_000 == pytest.approx(3.35, abs=0.02)
    first, pause, second = samples[4_800:43_200], samples[50_400:62_400], samples[72_000:144_000]
    assert [round(loudness(part) / 1_000) for part in (first, pause, second)] == [11, 0, 11]


async def test_one_that_is_no_sound_spoils_all(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"<html>")

    with pytest.raises(SoundError):
        await joined([tone(tmp_path / "a", 300, 24_000, 1.0), tmp_path / "b"], tmp_path / "joined.wav")
    assert not (tmp_path / "joined.wav").exists()
