"""Letters in a picture, in any script: each in the first of some fonts that has it, in the order they are read."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw, features

from voice.film.fonts import Font

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ckb", "dv"})
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
# What belongs to the letter before it, whichever font has it.
_BEHIND = frozenset({"Mn", "Mc", "Me", "Zs", "Cf"})


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters next to each other in one font (its number)."""

    text: str
    font: int


class Lettering:
    """Text of one size in one language."""

    def __init__(self, fonts: Sequence[Font], pixels: int, language: str) -> None:
        """Raises FilmError if one of the fonts cannot be used."""
        self.pixels = pixels
        self._known = fonts
        self._fonts = [font.sized(pixels) for font in fonts]
        self._backwards = language in RIGHT_TO_LEFT
        self._direction = ("rtl" if self._backwards else "ltr") if _shaping() else None
        self._language = language if _shaping() else None

    def width(self, text: str) -> float:
        """How wide a line is, in pixels."""
        return sum(self._width(run) for run in self._runs(text))

    def draw(self, on: ImageDraw.ImageDraw, line: str, centre: float, baseline: float, edge: int = 0) -> None:
        """Draw a line around ``centre``, white with a black edge of so many pixels."""
        runs = self._runs(line)
        left = centre - sum(map(self._width, runs)) / 2
        for run in reversed(runs) if self._backwards else runs:
            on.text(
                (left, baseline), run.text, _WHITE, self._fonts[run.font], "ls", direction=self._direction,
                language=self._language, stroke_width=edge, stroke_fill=_BLACK,
            )  # fmt: skip
            left += self._width(run)

    def heights(self) -> tuple[int, int]:
        """How far letters reach above and below the line they stand on, in pixels."""
        metrics = [font.getmetrics() for font in self._fonts]
        return max(above for above, _ in metrics), max(below for _, below in metrics)

    def _width(self, run: _Run) -> float:
        return float(self._fonts[run.font].getlength(run.text, direction=self._direction, language=self._language))

    def _runs(self, line: str) -> list[_Run]:
        """The line cut where the font changes; what no font has is left out."""
        runs: list[_Run] = []
        for letter in line:
            font = self._font(letter, runs[-1].font if runs else None)
            if font is None:
                continue
            if runs and runs[-1].font == font:
                runs[-1] = _Run(runs[-1].text + letter, font)
            else:
                runs.append(_Run(letter, font))
        return runs

    def _font(self, letter: str, before: int | None) -> int | None:
        category = unicodedata.category(letter)
        # A full stop is no reason to change the font.
        sign = before is not None and not letter.isalpha() and self._known[before].has(letter)
        if before is not None and (sign or category in _BEHIND):
            return before
        return next((at for at, font in enumerate(self._known) if font.has(letter)), None)


def _shaping() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))
