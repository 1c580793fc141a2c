"""A long text → pieces that an engine says one after the other, cut where a speaker would breathe."""

import re
from collections.abc import Iterable, Sequence

from sentencex import segment

# The best places first: between clauses, between words, and only then inside one.
_WORDS = re.compile(r"\s+")
_PLACES = (re.compile(r"(?<=[;:،；：—–])\s+|(?<=[，、；：])"), re.compile(r"(?<=,)\s+"), _WORDS)
# The time that sentences are found in grows faster than a text that is nothing but quotation marks.
_AT_ONCE = 5_000


def pieces(text: str, longest: int) -> list[str]:
    """The text in pieces of at most ``longest`` characters, without the spaces between them."""
    chunks = _cut(_split(text, _WORDS, _AT_ONCE), _AT_ONCE)
    # Its sentence ends are those of every script; abbreviations are in full by now.
    parts = [part.strip() for chunk in chunks for part in segment("en", chunk)]
    for place in _PLACES:
        parts = [piece for part in parts for piece in _split(part, place, longest)]
    return _gathered(_cut(parts, longest), longest)


def _cut(parts: Iterable[str], longest: int) -> list[str]:
    """The parts, cut anywhere where they are too long."""
    return [part[start : start + longest] for part in parts for start in range(0, len(part), longest)]


def _split(text: str, place: re.Pattern[str], longest: int) -> list[str]:
    return [text] if len(text) <= longest else _gathered([part for part in place.split(text) if part], longest)


def _gathered(parts: Sequence[str], longest: int) -> list[str]:
    """Neighbours put together again as far as they fit."""
    gathered: list[str] = []
    for part in parts:
        if gathered and len(gathered[-1]) + 1 + len(part) <= longest:
            gathered[-1] += f" {part}"
        elif part:
            gathered.append(part)
    return gathered
