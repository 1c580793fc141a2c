"""What tests of films need: a portrait that is drawn, a voice that hums, and films read back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw

from twin.voice import Spoken, VoiceNote

RATE = 48_000
# How long a hum lasts for each letter, in seconds.
LETTER = 0.06


def portrait(path: Path, size: tuple[int, int] = (600, 800), **how: object) -> Path:
    """A face on a bright wall, in a picture of this size and of the kind that its name says."""
    width, height = size
    image = Image.new("RGB", size, (232, 236, 240))
    draw = ImageDraw.Draw(image)
    middle, eyes, head = width / 2, height * 0.38, min(size) * 0.22
    draw.ellipse((middle - 2 * head, eyes + head, middle + 2 * head, eyes + 5 * head), fill=(60, 88, 120))
    draw.ellipse((middle - head, eyes - head, middle + head, eyes + 1.3 * head), fill=(228, 180, 150))
    for side in (-0.4, 0.4):
        at = middle + side * head
        draw.ellipse((at - 0.1 * head, eyes - 0.1 * head, at + 0.1 * head, eyes + 0.1 * head), fill=(40, 40, 50))
    image.save(path, **how)  # type: ignore[arg-type]
    return path


def hum(path: Path, parts: Sequence[tuple[float, bool]]) -> float:
    """An Ogg/Opus of a tone: so many seconds each, loud or silent; how long it is."""
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", RATE, layout="mono")
        sound = np.concatenate([_tone(round(seconds * RATE), loud=loud) for seconds, loud in parts])
        for at in range(0, len(sound), 960):
            frame = av.AudioFrame.from_ndarray(sound[None, at : at + 960], "s16", "mono")
            frame.sample_rate, frame.pts = RATE, at
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return len(sound) / RATE


def _tone(samples: int, *, loud: bool) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    tone = np.sin(np.arange(samples) * 2 * np.pi * 220 / RATE) * (9000 if loud else 0)
    return tone.astype(np.int16)


@dataclass
class Humming:
    """A voice that hums for as long as a text has letters, and remembers what it was asked for."""

    said: list[tuple[str, str]] = field(default_factory=list)

    async def __call__(self, text: str, language: str, to: Path) -> Spoken:
        """The text as a hum."""
        self.said.append((text, language))
        seconds = hum(to, [(max(0.4, LETTER * len(text)), True)])
        return Spoken(VoiceNote(to, seconds, b""), len(text))


def pictures(path: Path, numbers: Sequence[int]) -> list[Image.Image]:
    """These frames of a film."""
    with av.open(str(path)) as container:
        found = {
            at: Image.fromarray(frame.to_ndarray(format="rgb24"))
            for at, frame in enumerate(container.decode(video=0))
            if at in set(numbers)
        }
    return [found[number] for number in numbers]


def loudness(path: Path) -> list[float]:
    """How loud each 25th of a second of a film is, as the root of the mean square."""
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])
    whole = sound[: len(sound) // 1920 * 1920].reshape(-1, 1920)
    return [float(one) for one in np.sqrt((whole**2).mean(1))]
