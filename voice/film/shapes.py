"""The shapes that a film can have, and what stands where in it. All numbers are pixels, from the top left."""

from dataclasses import dataclass

FRAMES = 25  # a second


@dataclass(frozen=True, slots=True)
class Shape:
    """A film's size; from ``fades`` on its picture grows dark, and is so at ``dark``, for the captions to be read.

    ``label`` is the top of the line that says what this is, ``bars`` and ``captions`` that of the waveform and of what
    is said, each with its height; ``letters`` is the size of these letters.
    """

    name: str
    width: int
    height: int
    fades: int
    dark: int
    label: int
    bars: tuple[int, int]
    captions: tuple[int, int]
    letters: int


# What phones lay over the lower edge of an upright film leaves the captions alone.
SHAPES = {
    shape.name: shape
    for shape in (
        Shape("portrait", 720, 1280, 690, 930, 44, (920, 88), (1024, 144), 46),
        Shape("square", 720, 720, 370, 500, 28, (470, 64), (550, 132), 42),
    )
}
# What nothing is written in, at both sides.
MARGIN = 48
