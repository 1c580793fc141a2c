"""How loud a sound is, as a whole (EBU R 128) and every tenth of a second; runs in the child process alone."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from av.audio.frame import AudioFrame

from voice.filters import Chain, Filter, filtered

RATE = 48_000
# One channel; two that are the same become one that is as loud as each.
MONO: Filter = ("aresample", f"{RATE}:ochl=mono:osf=flt:rematrix_maxval=1.0")
# Where nobody speaks it is quieter than this (RMS, dBFS); what EBU R 128 calls nothing at all is below -70 LUFS.
SILENCE, NOTHING = -50.0, -70.0
# The ends of what is told, in dB.
_FLOOR, _ROOF = -120.0, 60.0
_WINDOW = RATE // 10
# Loudness is told with every whole window, from the fourth on: it is measured in blocks of 0.4 seconds.
_WHOLE: tuple[Filter, ...] = (("apad", "whole_dur=0.4"), ("asetnsamples", f"{_WINDOW}:p=1"))
_RMS, _LOUDNESS, _PEAK = "lavfi.astats.Overall.RMS_level", "lavfi.r128.I", "lavfi.r128.true_peak"


@dataclass(slots=True)
class Meter:
    """What was measured of a sound: LUFS, dBTP, and dBFS (RMS) of each tenth of a second."""

    loudness: float = NOTHING
    peak: float = _FLOOR
    windows: list[float] = field(default_factory=list)

    @property
    def noise(self) -> float:
        """How loud the quietest tenth of it is at the most, in dBFS."""
        return sorted(self.windows)[len(self.windows) // 10] if self.windows else _FLOOR

    @property
    def silent(self) -> float:
        """The share of it in which nobody speaks."""
        return sum(level < SILENCE for level in self.windows) / len(self.windows) if self.windows else 1.0

    def measure(self, source: Iterator[AudioFrame]) -> None:
        """Measure the whole of a sound."""
        samples = 0

        def mono() -> Iterator[AudioFrame]:
            nonlocal samples
            for frame in filtered(source, MONO):
                samples += frame.samples
                yield frame

        stats = ("astats", "metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level")
        for frame in filtered(mono(), *_WHOLE, stats, ("ebur128", "metadata=1:peak=true:framelog=quiet")):
            said = frame.metadata
            self.windows.append(_told(float(said[_RMS])))
            self.loudness = max(NOTHING, _told(float(said[_LOUDNESS])))
            self.peak = max(self.peak, decibels(float(said[_PEAK])))
        del self.windows[math.ceil(samples / _WINDOW) :]


def loudness(source: Iterator[AudioFrame]) -> float:
    """The integrated loudness alone, of one channel of 48 kHz, in LUFS."""
    result = NOTHING
    for frame in filtered(source, *_WHOLE, ("ebur128", "metadata=1:framelog=quiet")):
        result = max(NOTHING, _told(float(frame.metadata[_LOUDNESS])))
    return result


@dataclass(slots=True)
class Raw:
    """What the decoder gives, before channels are mixed; ``rate`` and ``channels`` are those of the first frame."""

    rate: int = 0
    channels: int = 0
    seconds: float = 0.0
    samples: int = 0
    clipped: int = 0

    @property
    def clipped_share(self) -> float:
        """The share of samples at the ends of the scale."""
        return self.clipped / self.samples if self.samples else 0.0

    def watched(self, source: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
        """The same frames, counted."""
        # As bytes, both ends of the scale are what is within 0.1 dB of full scale, and are counted without a loop.
        coarse = Chain(("aformat", "sample_fmts=u8"))
        for frame in source:
            self.rate, self.channels = self.rate or frame.sample_rate, self.channels or frame.layout.nb_channels
            self.seconds += frame.samples / frame.sample_rate
            self._count(coarse.push(frame))
            yield frame
        self._count(coarse.rest())

    def _count(self, source: Iterator[AudioFrame]) -> None:
        for frame in source:
            data = bytes(frame.planes[0])[: frame.samples * frame.layout.nb_channels]
            self.samples += len(data)
            self.clipped += data.count(0) + data.count(255)


def decibels(amplitude: float) -> float:
    """Of an amplitude, of which 1 is full scale."""
    return _told(20 * math.log10(amplitude)) if amplitude > 0 else _FLOOR


def _told(level: float) -> float:
    """A level within what is told; what is no number is the lowest."""
    return min(max(_FLOOR, level), _ROOF)


def waveform(windows: Sequence[float], most: int = 256) -> bytes:
    """Up to ``most`` values, evenly spread: 255 where it is loudest, the others in proportion to their amplitude."""
    count = min(most, len(windows))
    bounds = [number * len(windows) // count for number in range(count + 1)] if count else []
    powers = [_power(windows[start:end]) for start, end in itertools.pairwise(bounds)]
    loudest = max(powers, default=0.0)
    if loudest < _power([SILENCE]):
        return bytes(count)
    return bytes(round(255 * math.sqrt(power / loudest)) for power in powers)


def _power(levels: Sequence[float]) -> float:
    return sum(10 ** (level / 10) for level in levels) / len(levels)
