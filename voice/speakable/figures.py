"""A number as people write it: 1,234.56 here and 1.234,56 there, and how it is said."""

import re
from dataclasses import dataclass
from decimal import Decimal

from voice.speakable.counting import counted, has_words, spelled
from voice.speakable.vocabulary import vocabulary

# No other sign stands between thousands in any language.
_GAP = "'’\u00a0\u202f\u2009"
# Where a plain space does, too.
_SPACED = ("fr", "pl", "ru", "uk")
_POINTED = ("en", "ar", "hi", "ja", "zh", "ko")
_LONGEST = 40
_PLAIN = rf"[0-9]{{1,{_LONGEST}}}(?:[{_GAP}][0-9]{{3}}(?![0-9])|[.,][0-9]{{1,{_LONGEST}}}){{0,12}}"
_WIDE = r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3}(?![0-9])){1,5}(?:,[0-9]{1,20})?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its whole part and what stands behind the point, in plain digits, and the point as it was written."""

    whole: str
    fraction: str = ""
    point: str = ""

    @property
    def value(self) -> Decimal:
        return Decimal(f"{self.whole}.{self.fraction}" if self.fraction else self.whole)


def figure_pattern(language: str) -> str:
    """What finds a number without its sign in a text of this language; made for the middle of a larger pattern."""
    return f"(?:{_WIDE}|{_PLAIN})" if language in _SPACED else _PLAIN


def read(written: str, language: str, *, money: bool = False) -> Figure | None:
    """The number; None if it is more than one, as 3.11.2 and 1,2,3 are.

    An amount of ``money`` has two decimals or none, whatever the language writes between them.
    """
    digits = re.sub(rf"[ {_GAP}]", "", written)
    parts = re.split(r"[.,]", digits)
    points = re.findall(r"[.,]", digits)
    own = "." if language in _POINTED else ","
    if not points:
        return Figure(digits)
    if len(set(points)) == 2:
        both = points[-1] not in points[:-1] and _grouped(parts[:-1])
        return Figure("".join(parts[:-1]), parts[-1], own) if both else None
    if _grouped(parts) and (points[0] != own or money or len(points) > 1):
        return Figure("".join(parts))
    return Figure(parts[0], parts[1], points[0]) if len(points) == 1 else None


def said(figure: Figure, language: str, *, before_word: bool = False) -> str:
    """The number in words, or in plain digits where the language has no words for it."""
    if not figure.point:
        return counted(figure.whole, language, before_word=before_word)
    if not has_words(language):
        return f"{figure.whole}{figure.point}{figure.fraction}"
    words = vocabulary(language)
    whole = counted(figure.whole, language)
    if figure.point == ("." if language in _POINTED else ","):
        return f"{whole} {words.point} {spelled(figure.fraction, language)}"
    # A comma in a language that writes points is between two numbers; a point in one that writes commas is another's.
    between = f" {words.dot} " if figure.point == "." else ", "
    return f"{whole}{between}{counted(figure.fraction, language)}"


def chained(written: str, language: str) -> str:
    """Several numbers with points or commas between them, such as a version, each said."""
    if not has_words(language):
        return written
    dot = vocabulary(language).dot if language != "en" else vocabulary(language).point
    pieces = re.split(r"([.,])", re.sub(rf"[{_GAP}]", " ", written))
    aloud = {".": f" {dot} ", ",": ", "}
    return "".join(aloud.get(piece) or " ".join(counted(part, language) for part in piece.split()) for piece in pieces)


def _grouped(parts: list[str]) -> bool:
    """Whether these are thousands, or lakhs: all but the first of three digits, or of two before the last."""
    first, *others = parts
    if not others or not 1 <= len(first) <= 3 or (first.startswith("0")) or len(others[-1]) != 3:
        return False
    return all(len(part) == 3 for part in others) or (len(first) <= 2 and all(len(part) == 2 for part in others[:-1]))
