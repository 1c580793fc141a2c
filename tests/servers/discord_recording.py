"""Recordings as phones make them: Ogg/Opus, mono, 48 kHz, with a tone instead of a voice."""

from pathlib import Path

import av
import numpy as np

_RATE = 48_000
_FRAME = 960


def record(path: Path, seconds: float, pitch: float = 220.0) -> Path:
    """A new recording that lasts so long, of a tone of so many hertz."""
    times = np.arange(round(seconds * _RATE)) / _RATE
    samples = (8000 * np.sin(2 * np.pi * pitch * times)).astype(np.int16)
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=_RATE)
        stream.layout = "mono"
        stream.bit_rate = 32_000
        for start in range(0, len(samples), _FRAME):
            frame = av.AudioFrame.from_ndarray(samples[None, start : start + _FRAME], format="s16", layout="mono")
            frame.sample_rate, frame.pts = _RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
