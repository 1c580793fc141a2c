"""What is said, cut into captions of two lines at the most."""

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex
import sentencex

# A piece with fewer letters is said with the one behind it: alone it would sound cut off.
_FEWEST = 4
# What a caption costs by itself, and what a cut where no clause ends, or behind a word that belongs to the next one.
_ONE_MORE, _WITHIN, _HANGING = 0.15, 0.35, 0.2
_BROKEN = 0.8  # a cut within a word
_SHORT = 3  # letters of such a word: an article, or a preposition
# In Japanese, words mostly begin where what stands before them ends with an ending or a sign.
_PARTED = regex.compile(r"\p{P}.|\p{Hiragana}[^\p{Hiragana}ー]")
CLAUSE = tuple(",;:—–،؛、，；：。．.!?！？…।)）」』")
# What no line begins with, and what none ends with, in writing without spaces between words.
_NOT_FIRST = "、。，．！？；：…‥）］｝〉》」』】〕’”ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ·・"
_NOT_LAST = "（［｛〈《「『【〔‘“"
_WIDE = "\\p{Han}\\p{Hiragana}\\p{Katakana}"
_TOKEN = regex.compile(rf"[{_NOT_LAST}]*(?:[{_WIDE}]|[^\s{_WIDE}{_NOT_LAST}]+)[{_NOT_FIRST}]*|[{_NOT_LAST}]+")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_OPENING = regex.compile(r"[\p{Ps}\p{Pi}¿¡#@]+")
_WIDE_LETTER = regex.compile(f"[{_WIDE}]")

Measure = Callable[[str], float]


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text, each to be said by itself; lines end sentences too. What is too short joins the next."""
    found: list[str] = []
    for line in shown(text).splitlines():
        found += [part.strip() for part in sentencex.segment(language, line) if part.strip()]
    joined: list[str] = []
    for part in found:
        if joined and (_letters(joined[-1]) < _FEWEST or not _letters(part)):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def shown(text: str) -> str:
    """The text without characters that nobody sees, or that turn others round; joiners within words stay."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if letter in "\n\u200c\u200d" or _visible(letter))
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n"))


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cf", "Cn", "Co", "Cs"} and (letter.isprintable() or letter.isspace())


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def cut(text: str, width: float, measure: Measure) -> list[tuple[str, ...]]:
    """A sentence as captions of one or two lines, none wider than ``width`` by ``measure``."""
    tokens = [part for token in _tokens(text) for part in _fitting(token, width, measure)]
    if not tokens:
        return []
    space = measure(" ")
    wide = (measure(token.text) + (space if token.spaced and at else 0) for at, token in enumerate(tokens))
    row = _Row(tokens, [0.0, *itertools.accumulate(wide)], space, width)
    # Dynamic programming: the cheapest captions up to each token, and where the last one of them begins.
    costs, begins = [0.0], [0]
    for end in range(1, len(tokens) + 1):
        cost, begin = min(_ways(row, end, costs))
        costs.append(cost)
        begins.append(begin)
    found: list[tuple[str, ...]] = []
    end = len(tokens)
    while end:
        found.append(row.lines(begins[end], end))
        end = begins[end]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or a character of a script without words, with what may not be parted from it."""

    text: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """All tokens of a sentence, and where each ends if all stand in one line: the first of these is 0."""

    tokens: Sequence[_Token]
    ends: Sequence[float]
    space: float
    width: float

    def wide(self, begin: int, end: int) -> float:
        """How wide these tokens are in one line."""
        before = self.space if begin and self.tokens[begin].spaced else 0.0
        return self.ends[end] - self.ends[begin] - before

    def parted(self, begin: int, end: int) -> int | None:
        """Where the second line begins so that both fit and are about as wide; ``end``: one line; None: no way."""
        if self.wide(begin, end) <= self.width:
            return end
        fits = [
            at
            for at in range(begin + 1, end)
            if self.wide(begin, at) <= self.width and self.wide(at, end) <= self.width
        ]
        return min(fits, key=lambda at: self._uneven(begin, at, end), default=None)

    def _uneven(self, begin: int, at: int, end: int) -> float:
        """How bad it is to break the line here: even lines are good, and clauses that end with one."""
        clause = self.tokens[at - 1].text.endswith(CLAUSE)
        apart = -_HANGING if clause else self.hangs(at)
        return abs(self.wide(begin, at) - self.wide(at, end)) + apart * self.width

    def hangs(self, at: int) -> float:
        """How bad it is to end a line before this token: behind a short word, or within one."""
        if at == len(self.tokens):
            return 0.0
        before, after = self.tokens[at - 1].text, self.tokens[at]
        if after.spaced:
            return _HANGING if before.isalpha() and len(before) <= _SHORT else 0.0
        return 0.0 if _PARTED.search(before[-1] + after.text[0]) else _BROKEN

    def lines(self, begin: int, end: int) -> tuple[str, ...]:
        """The lines of the caption that these tokens make."""
        at = self.parted(begin, end)
        assert at is not None  # noqa: S101 - only what fits was chosen
        return tuple(self._text(*part) for part in ((begin, at), (at, end)) if part[0] < part[1])

    def _text(self, begin: int, end: int) -> str:
        behind = "".join(f" {token.text}" if token.spaced else token.text for token in self.tokens[begin + 1 : end])
        return self.tokens[begin].text + behind


def _ways(row: _Row, end: int, costs: Sequence[float]) -> Iterator[tuple[float, int]]:
    """What it costs to end a caption here, for each token that it can begin with."""
    for begin in range(end - 1, -1, -1):
        wide = row.wide(begin, end)
        # One token fits always; two lines hold no more than twice the width.
        if wide > 2 * row.width + row.space:
            return
        line = row.parted(begin, end)
        if line is None:
            continue
        clause = end == len(row.tokens) or row.tokens[end - 1].text.endswith(CLAUSE)
        empty = 1 - min(1.0, wide / (2 * row.width))
        apart = (0.0 if clause else _WITHIN + row.hangs(end)) + (row.hangs(line) if line < end else 0.0)
        yield costs[begin] + _ONE_MORE + empty**2 + apart, begin


def _tokens(text: str) -> list[_Token]:
    """The words, or characters of a script without words; a sign that stands alone belongs to a neighbour."""
    found: list[_Token] = []
    end = 0
    for token in _TOKEN.finditer(text):
        spaced = text[end : token.start()].isspace()
        end = token.end()
        opened = bool(found) and bool(_OPENING.fullmatch(found[-1].text))
        alone = not _LETTER.search(token[0]) and not _OPENING.fullmatch(token[0])
        if found and (opened or alone):
            found[-1] = _Token(found[-1].text + " " * spaced + token[0], found[-1].spaced)
        else:
            found.append(_Token(token[0], spaced))
    return found


def _fitting(token: _Token, width: float, measure: Measure) -> Iterator[_Token]:
    """The token, or as many parts of it as fit into lines."""
    if measure(token.text) <= width:
        yield token
        return
    part, spaced = "", token.spaced
    for letter in regex.findall(r"\X", token.text):
        hyphen = "-" if letter.isalpha() and part[-1:].isalpha() and not _WIDE_LETTER.match(letter) else ""
        if part and measure(f"{part}{letter}-") > width:
            yield _Token(part + hyphen, spaced)
            part, spaced = "", False
        part += letter
    yield _Token(part, spaced)
