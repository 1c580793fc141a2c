"""Sound written as platforms and recognisers want it; runs in the child process alone."""

import os
import wave
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame

from voice.filters import filtered
from voice.metering import RATE

# Nobody waits for each packet, as in a call: the sound may stay as it is ("audio"), and the encoder take its time.
_OPUS = {"application": "audio", "b": "32000", "vbr": "on", "compression_level": "10", "frame_duration": "20"}
_FRAME = RATE // 50


def to_opus(source: Iterator[AudioFrame], path: Path, tags: Mapping[str, str]) -> float:
    """Write one channel of 48 kHz as Ogg/Opus, with tags as Vorbis comments; how many seconds there are."""
    samples = 0
    with path.open("wb") as file:
        with av.open(file, "w", format="ogg") as container:
            stream = container.add_stream("libopus", rate=RATE, layout="mono", options=_OPUS)
            # Ogg keeps them with the stream.
            stream.metadata.update(tags)
            for frame in filtered(source, ("asetnsamples", f"{_FRAME}:p=0")):
                frame.time_base, frame.pts = Fraction(1, RATE), samples
                samples += frame.samples
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        _keep(file)
    return samples / RATE


def to_wav(source: Iterator[AudioFrame], path: Path, rate: int) -> float:
    """Write WAV of one channel and 16 bits; how many seconds there are."""
    samples = 0
    with path.open("wb") as file:
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            for frame in filtered(source, ("aresample", f"{rate}:ochl=mono:osf=s16:rematrix_maxval=1.0")):
                out.writeframesraw(bytes(frame.planes[0])[: 2 * frame.samples])
                samples += frame.samples
        _keep(file)
    return samples / rate


def _keep(file: BinaryIO) -> None:
    """Have it on the disk before it gets its name."""
    file.flush()
    os.fsync(file.fileno())
