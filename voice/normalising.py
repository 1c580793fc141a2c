"""Brings speech to the loudness at which platforms play it, with no peak above the ceiling; runs in the child alone."""

from collections.abc import Iterator

from av.audio.frame import AudioFrame

from voice.filters import Filter, filtered
from voice.metering import MONO, NOTHING, RATE, Meter, loudness

# EBU R 128: integrated loudness in LUFS, and true peak in dBTP. Coding as Opus adds about a decibel to some peaks.
TARGET, CEILING = -16.0, -1.5
# A recording of almost nothing stays quiet, in dB.
_MOST = 30.0
# How much is given back of what the ceiling takes away, in dB.
_MOST_BACK = 6.0
# Peaks between two samples are seen with more of them.
_OVERSAMPLED = 4 * RATE
_LIMITER = ("alimiter", f"limit={10 ** (CEILING / 20):.4f}:level=0:latency=1:attack=5:release=50")


def gain(meter: Meter) -> float:
    """By how many dB a sound is made louder; 0 for silence."""
    return _bounded(TARGET - meter.loudness) if meter.loudness > NOTHING else 0.0


def limited(meter: Meter, decibels: float) -> bool:
    """Whether some peak of the sound would then stand above the ceiling."""
    return meter.peak + decibels > CEILING


def settled(source: Iterator[AudioFrame], decibels: float) -> float:
    """The gain with which a sound comes out right that is also limited, which makes it quieter."""
    result = loudness(filtered(source, MONO, ("volume", f"{decibels:.2f}dB"), _LIMITER))
    return _bounded(decibels + min(max(TARGET - result, 0.0), _MOST_BACK))


def levelled(source: Iterator[AudioFrame], decibels: float, *, limit: bool) -> Iterator[AudioFrame]:
    """One channel of 48 kHz, this much louder, and limited if it has to be."""
    filters: list[Filter] = [("volume", f"{decibels:.2f}dB")]
    if limit:
        filters += [("aresample", str(_OVERSAMPLED)), _LIMITER, ("aresample", str(RATE))]
    return filtered(filtered(source, MONO), *filters, ("aformat", "sample_fmts=flt"))


def _bounded(decibels: float) -> float:
    return max(-_MOST, min(_MOST, decibels))
