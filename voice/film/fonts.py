"""Which fonts of this machine have the letters of a text, as fontconfig tells."""

import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from PIL import ImageFont, features

from twin.errors import FilmError

_ASKED = "%{file}\t%{index}\t%{family[0]}\t%{weight}\t%{slant}\t%{spacing}\t%{width}\t%{charset}\n"
# Pictures of letters, as fonts of emoji have them, cannot be had in every size.
_DRAWN = ":outline=True:color=False"
_SECONDS = 20.0  # for fontconfig, which may have to look through all fonts first
# Fontconfig's numbers: a weight that reads well over a picture, an upright slant, a width that is neither.
_BOLD, _UPRIGHT, _NORMAL = 180, 0, 100
# What a font's name tells of what it is for; the first ones are drawn for screens and have most scripts.
_GOOD = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Open Sans", "Roboto")
_POOR = ("Mono", "Serif", "Display", "Condensed", "Emoji", "Symbols", "Math", "Looped", "Unjoined")
# Chinese, Japanese and Korean write the same character differently; their fonts say whose they are.
_REGIONS = {"ja": "JP", "zh": "SC", "ko": "KR"}
_ALL_REGIONS = ("JP", "SC", "KR", "TC", "HK")
# Letters whose shape or order depends on their neighbours: without Raqm they cannot be set right.
_SHAPED = ("ARABIC", "HEBREW", "SYRIAC", "THAANA", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL",
           "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER", "THAI", "LAO", "TIBETAN")  # fmt: skip
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "BOPOMOFO")
_SHOWN = 8


@dataclass(frozen=True)
class Font:
    """One face of a file; without a file, Pillow's own. ``ranges`` are the characters it has, as fontconfig has them.

    ``rank`` orders fonts for captions: the lower, the better.
    """

    file: str = ""
    index: int = 0
    family: str = ""
    rank: tuple[int, ...] = ()
    ranges: str = ""

    def has(self, character: str) -> bool:
        """Whether it can draw this character."""
        begins, ends = self._spans
        at = bisect_right(begins, ord(character)) - 1
        return at >= 0 and ord(character) <= ends[at]

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """The first and the last code point of each part of ``20-7e a0 …``."""
        parts = [part.partition("-") for part in self.ranges.split()]
        return [int(first, 16) for first, _, _ in parts], [int(last or first, 16) for first, _, last in parts]

    def sized(self, pixels: int) -> ImageFont.FreeTypeFont:
        """To draw with. Raises FilmError if the file is no font."""
        try:
            return ImageFont.truetype(self.file, pixels, self.index) if self.file else _own(pixels)
        except OSError as error:
            raise FilmError(f"{self.file} is no font that can be used: give a TrueType or OpenType file.") from error


def chosen(text: str, language: str, file: Path | None = None) -> list[Font]:
    """Fonts that have all letters of the text together, the first for most of it; ``file`` before all others.

    Signs and pictures that none has are left to be left out. Blocks. Raises FilmError that says what to install.
    """
    wanted = frozenset(filter(needed, text)) | frozenset("a")
    _can_be_set(wanted)
    ranked = sorted(installed(), key=lambda font: (_foreign(font, language), font.rank))
    plain = [font for font in ranked if not any(font.rank[:2])]
    # An italic, or a font for something else, only where no other has the letters.
    found = covering(wanted, ranked, covering(wanted, plain, [_named(file)] if file else []))
    missing = {letter for letter in wanted if not any(font.has(letter) for font in found)}
    if letters := sorted(letter for letter in missing if unicodedata.category(letter)[0] in "LMN"):
        raise FilmError(_install(letters))
    return found


def covering(wanted: frozenset[str], ranked: Sequence[Font], first: Sequence[Font] = ()) -> list[Font]:
    """As few of the fonts as have all these characters, or all that any has, beginning with ``first``.

    The one that adds most comes next; among equals, the first in ``ranked``.
    """
    found = list(first)
    left = {letter for letter in wanted if not any(font.has(letter) for font in found)}
    while left:
        had = [{letter for letter in left if font.has(letter)} for font in ranked]
        most, best = max(zip(had, ranked, strict=True), key=lambda pair: len(pair[0]), default=(set(), None))
        if best is None or not most:
            break
        found.append(best)
        left -= most
    return found


def needed(character: str) -> bool:
    """Whether a font has to have this character, so that it can be read."""
    return unicodedata.category(character)[0] in "LMNPS"


def _can_be_set(wanted: frozenset[str]) -> None:
    if features.check("raqm") and features.check("fribidi"):
        return
    if shaped := sorted(letter for letter in wanted if unicodedata.name(letter, "").startswith(_SHAPED)):
        raise FilmError(
            f"captions with letters such as {''.join(shaped[:_SHOWN])} need the library FriBiDi: install it "
            "(Debian, Ubuntu: `apt install libfribidi0`, macOS: `brew install fribidi`)."
        )


def _install(letters: Sequence[str]) -> str:
    shown = "".join(letters[:_SHOWN]) + ("…" if len(letters) > _SHOWN else "")
    cjk = any(unicodedata.name(letter, "").startswith(_CJK) for letter in letters)
    return (
        f"no font on this machine has the letters {shown}: install one (Debian, Ubuntu: `apt install fontconfig "
        f"fonts-noto-{'cjk' if cjk else 'core'}`), or name a font file with --font."
    )


def _foreign(font: Font, language: str) -> bool:
    """Whether the font draws characters that this language shares with others in the way of another one."""
    own = _REGIONS.get(language)
    return any(font.family.endswith(f" {region}") for region in _ALL_REGIONS if region != own)


@cache
def installed() -> tuple[Font, ...]:
    """Every font of the machine, once looked for; Pillow's own where fontconfig tells of none."""
    return tuple(_fonts(["fc-list", "--format", _ASKED, _DRAWN])) or (_pillows(),)


def _named(file: Path) -> Font:
    """The font of a file; where nobody can tell what is in it, it is taken to have everything."""
    if not file.is_file():
        raise FilmError(f"there is no font {file}.")
    found = _fonts(["fc-scan", "--format", _ASKED, str(file.absolute())])
    font = found[0] if found else Font(str(file), ranges="20-10ffff")
    font.sized(20)
    return font


def _fonts(command: Sequence[str]) -> list[Font]:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - fontconfig
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [_font(fields) for line in lines if len(fields := line.split("\t")) == len(_ASKED.split("\t"))]


def _font(fields: Sequence[str]) -> Font:
    file, index, family, weight, slant, spacing, width, characters = fields
    good = next((number for number, name in enumerate(_GOOD) if family.startswith(name)), len(_GOOD))
    poor = sum(name in family for name in _POOR)
    odd = (_number(slant, _UPRIGHT) != _UPRIGHT) + (_number(spacing, 0) != 0) + (_number(width, _NORMAL) != _NORMAL)
    rank = (odd, poor, good, abs(_number(weight, _BOLD) - _BOLD), len(family))
    # Instances of a variable font are told in the upper bits, which Pillow does not take.
    return Font(file, _number(index, 0) & 0xFFFF, family, rank, characters)


def _number(text: str, otherwise: int) -> int:
    """A number as fontconfig writes it; a range (of a variable font) has its own."""
    try:
        return round(float(text))
    except ValueError:
        return otherwise


def _own(pixels: int) -> Any:  # noqa: ANN401 - Pillow says that it may be another kind where it has no FreeType
    return ImageFont.load_default(pixels)


@cache
def _pillows() -> Font:
    """Pillow's own font, which has Latin letters; what it lacks is drawn as one and the same box."""
    font = _own(20)
    box = bytes(font.getmask("\uffff"))
    letters = [
        letter for letter in map(chr, range(0x20, 0x250)) if letter.isspace() or bytes(font.getmask(letter)) != box
    ]
    return Font(ranges=" ".join(f"{ord(letter):x}" for letter in letters))
