"""The pictures of a film, one a frame: a still, on which the caption changes now and then and the waveform always."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from voice.film.caption_times import Caption
from voice.film.lettering import Lettering
from voice.film.shapes import Shape

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

_STROKE = 3  # pixels around the letters of captions
_LINE = 1.32  # from one line to the next, in sizes of letters
# The waveform: a bar a frame, what is heard now in the middle, what was heard at the left.
_BAR, _GAP, _BARS = 6, 4, 61
_QUIETEST, _LOUDEST = -54.0, -7.0  # dB at which a bar is a dot, and as high as can be
_HEARD, _NOW, _COMING = (112, 200, 255), (255, 255, 255), (132, 142, 156)
_LABEL_SIDES, _LABEL_ABOVE = 20, 9
_LABEL_SHADE = 150  # of 255
_FINER = 4
# BT.709 in the range of television, as H.264 has it: rows are Y, Cb and Cr.
_BT709 = np.array(
    [[0.182586, 0.614231, 0.062007], [-0.100644, -0.338572, 0.439216], [0.439216, -0.398942, -0.040274]], np.float32
)
_BLACK = np.array([16, 128, 128], np.float32)


def labelled(still: Image.Image, shape: Shape, line: str, lettering: Lettering) -> Image.Image:
    """The still with the line that says what it is, on a dark ground."""
    above, below = lettering.heights()
    wide = lettering.width(line) / 2 + _LABEL_SIDES
    top, bottom = shape.label, shape.label + above + below + 2 * _LABEL_ABOVE
    centre = shape.width / 2
    # Drawn larger, since Pillow's curves have steps.
    large = Image.new("L", (shape.width * _FINER, (bottom - top) * _FINER), 0)
    box = ((centre - wide) * _FINER, 0, (centre + wide) * _FINER, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, large.height // 2, fill=_LABEL_SHADE)
    shade = Image.new("L", still.size, 0)
    shade.paste(large.resize((shape.width, bottom - top), Image.Resampling.BOX), (0, top))
    found = Image.composite(Image.new("RGB", still.size), still, shade)
    lettering.draw(ImageDraw.Draw(found), line, centre, top + _LABEL_ABOVE + above)
    return found


def captioned(strip: Image.Image, lines: Sequence[str], lettering: Lettering) -> Image.Image:
    """A strip of the still with these lines in its middle."""
    above, below = lettering.heights()
    step = lettering.pixels * _LINE
    first = (strip.height - step * (len(lines) - 1) - above - below) / 2 + above
    found = strip.copy()
    for number, line in enumerate(lines):
        place = strip.width / 2, first + number * step
        lettering.draw(ImageDraw.Draw(found), line, *place, _STROKE)
    return found


def planes(picture: Image.Image) -> tuple[Bytes, Bytes]:
    """Y, and Cb and Cr at half the size, of a picture whose sides are even."""
    colours = np.asarray(picture, np.float32) @ _BT709.T + _BLACK
    bright = colours[..., 0]
    height, width = bright.shape
    small = colours[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean((1, 3))
    return _bytes(bright), _bytes(small)


def _bytes(values: Floats) -> Bytes:
    return (values + 0.5).astype(np.uint8)


class Scene:
    """All frames of one film, drawn one after the other into the same memory."""

    def __init__(
        self, still: Image.Image, shape: Shape, captions: Sequence[Caption], loud: Sequence[float], lettering: Lettering
    ) -> None:
        """``loud`` is how loud each frame is, in dB of full scale."""
        self._still = still
        self._shape = shape
        self._lettering = lettering
        self._captions = captions
        self._shown: Caption | None = None
        self._frame = _Frame(still)
        self._bars = Bars(still, shape, loud)

    def frame(self, number: int) -> Bytes:
        """The frame as FFmpeg has yuv420p: Y, Cb and Cr above each other. Changed by the next call."""
        caption = next((one for one in self._captions if one.begins <= number < one.ends), None)
        if caption != self._shown:
            top, height = self._shape.captions
            strip = self._still.crop((0, top, self._shape.width, top + height))
            self._frame.put(top, *planes(captioned(strip, caption.lines if caption else (), self._lettering)))
            self._shown = caption
        self._frame.put(self._shape.bars[0], *self._bars.at(number))
        return self._frame.content


class _Frame:
    """A picture as the encoder takes it, of which rows can be exchanged."""

    def __init__(self, picture: Image.Image) -> None:
        self._width, self._height = picture.size
        self.content = np.empty((self._height * 3 // 2, self._width), np.uint8)
        self.put(0, *planes(picture))

    def put(self, top: int, bright: Bytes, colours: Bytes) -> None:
        """Exchange rows from ``top`` on."""
        half, height = self._width // 2, self._height
        self.content[top : top + len(bright)] = bright
        chroma = self.content[height:].reshape(2, height // 2, half)
        chroma[:, top // 2 : top // 2 + len(colours)] = np.moveaxis(colours, 2, 0)


class Bars:
    """The waveform: how loud what is heard is, was and will be."""

    def __init__(self, still: Image.Image, shape: Shape, loud: Sequence[float]) -> None:
        top, self._height = shape.bars
        half = _BARS // 2
        low = [0.0] * half
        scaled = [min(1.0, max(0.0, (one - _QUIETEST) / (_LOUDEST - _QUIETEST))) for one in loud]
        self._whole = _sprites(self._height)
        count, high, wide = self._whole.shape
        # Colours have a half of the pixels each way.
        self._halved = self._whole.reshape(count, high // 2, 2, wide // 2, 2).mean((2, 4))
        most = count - 1
        self._levels = np.array([round(value**1.5 * most) for value in (*low, *scaled, *low)])
        self._left = (shape.width - _BARS * (_BAR + _GAP)) // 4 * 2
        strip = still.crop((0, top, shape.width, top + self._height))
        colours = [_HEARD] * half + [_NOW] + [_COMING] * half
        self._ground, self._lit = planes(strip), planes(self._coloured(strip, colours))

    def _coloured(self, strip: Image.Image, colours: Sequence[tuple[int, int, int]]) -> Image.Image:
        lit = strip.copy()
        draw = ImageDraw.Draw(lit)
        for number, colour in enumerate(colours):
            left = self._left + number * (_BAR + _GAP)
            draw.rectangle((left, 0, left + _BAR + _GAP - 1, strip.height), fill=colour)
        return lit

    def at(self, number: int) -> tuple[Bytes, Bytes]:
        """The rows of the waveform at this frame: Y, and Cb and Cr at half the size."""
        heights = self._levels[number : number + _BARS]
        (bright, colours), (lit, lit_colours) = self._ground, self._lit
        cover, small = self._spread(self._whole[heights], 1), self._spread(self._halved[heights], 2)
        return _mixed(bright, lit, cover), _mixed(colours, lit_colours, small[..., None])

    def _spread(self, bars: Floats, by: int) -> Floats:
        """How much each pixel of the rows is covered, of pixels that are ``by`` wide and high."""
        count, high, wide = bars.shape
        cover = np.zeros((high, self._ground[0].shape[1] // by), np.float32)
        left = self._left // by
        cover[:, left : left + count * wide] = np.moveaxis(bars, 0, 1).reshape(high, count * wide)
        return cover


def _mixed(under: Bytes, over: Bytes, cover: Floats) -> Bytes:
    return _bytes(under + (over.astype(np.float32) - under) * cover)


def _sprites(height: int) -> Floats:
    """A bar with the gap behind it in each height: how much each pixel is covered, from a dot to all of ``height``."""
    found = []
    for reach in range(_BAR // 2, height // 2 + 1):
        large = Image.new("L", ((_BAR + _GAP) * _FINER, height * _FINER), 0)
        box = (0, (height / 2 - reach) * _FINER, _BAR * _FINER - 1, (height / 2 + reach) * _FINER - 1)
        ImageDraw.Draw(large).rounded_rectangle(box, _BAR * _FINER / 2, fill=255)
        found.append(np.asarray(large.resize((_BAR + _GAP, height), Image.Resampling.BOX), np.float32) / 255)
    return np.stack(found)
