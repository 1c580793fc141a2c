"""Cuts a text, which may hold a little Markdown, into messages that a platform accepts."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

import regex

Measure = Callable[[str], int]

# Scripts that write words without spaces between them, or join particles to them.
_JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W{_JOINED}]"
_WORD = re.compile(f"{_LETTER}+")

# Every pattern stops at the sign that it begins with, or at the end of the line: that is what keeps them linear.
_FENCE = re.compile(r"^(?P<indent>[ \t]*+)(?P<ticks>`{3,9}+)(?P<info>[^`\n]*+)$", re.MULTILINE)
_LABEL = r"[^\[\]\n`]*+(?:`[^`\[\]\n]*+`[^\[\]\n`]*+)*+"
_TARGET = r"[^\s()\[\]<>\\]*+(?:\([^\s()\[\]<>\\]*+\)[^\s()\[\]<>\\]*+)*+"
# What Discord puts something else in place of: a mention, an emoji of a server, a moment, a command, a place to go to.
_PLACEHOLDER = (
    r"<(?:@[!&]?\d{1,20}|#\d{1,20}|a?:\w{1,32}:\d{1,20}|t:-?\d{1,16}(?::[a-zA-Z])?"
    r"|/[\w '-]{1,100}:\d{1,20}|id:[a-z]{1,20})>"
)
_INLINE = re.compile(
    rf"(?<!`)`(?P<code>[^`\n]+)`(?!`)"
    rf"|(?<!!)\[(?P<label>{_LABEL})\]\((?P<url>{_TARGET})\)"
    rf"|(?P<placeholder>{_PLACEHOLDER})"
    r"|(?P<bold>(?<!\*)\*\*(?!\*))"
    rf"|(?P<bare>(?<!{_LETTER})https?://[!#-)+-;=?-Z\\^_a-~]+)"
    r"|(?P<line>\n)"
)
# Slashes beside the stars are paths with wildcards in them.
_OPENS = re.compile(rf"(?<![*/\\])(?<!{_LETTER})\*\*(?=[^\s*/])")
_CLOSES = re.compile(rf"(?<=[^\s*/(\[{{])\*\*(?![*/\\])(?!{_LETTER})")

# Where a text is best cut, from the best on. The third is a sentence's end, with what closes after its full stop.
_CUTS = (
    re.compile(r"(?=\n[^\S\n]*+\n)"),
    re.compile(r"(?=\n)"),
    re.compile(r"""[.!?…]["'”’»)\]*`_]*+(?=\s)|[。！？](?![。！？」』）”’])"""),
    re.compile(r"(?=\s)(?<!\s)"),
)
_VISIBLE = re.compile(r"\S")
# \X alone finds flags too, but counts back to the first of them for each.
_CLUSTER = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}[\p{M}\u200d]*+|\X")


class Kind(Enum):
    """What a stretch of Markdown is."""

    FENCE = auto()
    CODE = auto()
    BOLD = auto()
    LINK = auto()
    URL = auto()
    PLACEHOLDER = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of Markdown: from its first sign to its last, and what stands between the signs."""

    kind: Kind
    start: int
    end: int
    inner_start: int
    inner_end: int
    detail: str = ""
    """A fence's info string, a link's address."""


def utf16(text: str) -> int:
    """How long the text is in UTF-16 code units: as Telegram counts, and no less than Discord does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, measure: Measure = len) -> tuple[str, ...]:
    """The text as messages that measure at most ``limit``, in order; only whitespace at the cuts is lost.

    ``measure`` is a sum over characters. A single character that measures more than ``limit`` stays whole.
    """
    if limit < 1:
        raise ValueError("a message must have room for a character")
    if not text.strip():
        return ()
    if measure(text) <= limit:
        return (text,)
    return tuple(_Cutter(text, limit, measure).parts())


def marks(text: str) -> Iterator[Mark]:
    """The Markdown of the text that this house knows, a mark before the marks within it.

    Fenced blocks, and in one line each: code, bold, links, bare URLs and Discord's placeholders, as ``<@4711>``. What
    is not closed is no mark.
    """
    done = 0
    for fence in _fences(text):
        yield from _inline(text, done, fence.start)
        yield fence
        done = fence.end
    yield from _inline(text, done, len(text))


def _fences(text: str) -> Iterator[Mark]:
    lines = list(_FENCE.finditer(text))
    unclosed = 10  # How many ticks are known not to come again: looking for them once is enough.
    at = 0
    while at < len(lines):
        opening = lines[at]
        at += 1
        ticks = len(opening["ticks"])
        if ticks >= unclosed:
            continue
        for after in range(at, len(lines)):
            closing = lines[after]
            if len(closing["ticks"]) >= ticks and not closing["info"].strip():
                start = opening.end() + 1
                end = max(start, closing.start() - 1)
                yield Mark(Kind.FENCE, opening.start(), closing.end(), start, end, opening["info"].strip())
                at = after + 1
                break
        else:
            unclosed = ticks


def _inline(text: str, start: int, end: int) -> Iterator[Mark]:
    found: list[Mark] = []
    opened = -1
    for match in _INLINE.finditer(text, start, end):
        at = match.start()
        match match.lastgroup:
            case "code":
                found.append(Mark(Kind.CODE, *match.span(), *match.span("code")))
            case "url":
                found.append(Mark(Kind.LINK, *match.span(), *match.span("label"), match["url"]))
            case "bare":
                found.append(Mark(Kind.URL, *match.span(), *match.span()))
            case "placeholder":
                found.append(Mark(Kind.PLACEHOLDER, *match.span(), *match.span()))
            case "line":
                opened = -1
            case _ if opened >= 0 and _CLOSES.match(text, at):
                found.append(Mark(Kind.BOLD, opened, match.end(), opened + 2, at))
                opened = -1
            case _ if _OPENS.match(text, at):
                opened = at
    yield from sorted(found, key=lambda mark: mark.start)


class _Cutter:
    """One text on its way into parts."""

    def __init__(self, text: str, limit: int, measure: Measure) -> None:
        self._text = text
        self._limit = limit
        self._measure = measure
        self._long: list[Mark] = []
        # What must stay whole, if it fits into one message: no two of them overlap.
        self._whole: list[Mark] = []
        done = 0
        for mark in marks(text):
            if mark.start < done:
                continue
            if self._fits(mark.start, mark.end):
                self._whole.append(mark)
                done = mark.end
            elif mark.kind is Kind.FENCE and self._room(mark) > limit // 2:
                self._long.append(mark)
                done = mark.end
        self._starts = [mark.start for mark in self._whole]

    def parts(self) -> Iterator[str]:
        """The parts, in order."""
        done = 0
        for fence in self._long:
            yield from self._prose(done, fence.start)
            yield from self._code(fence)
            done = self._after_space(fence.end)
        yield from self._prose(done, len(self._text))

    def _prose(self, start: int, stop: int) -> Iterator[str]:
        stop = start + len(self._text[start:stop].rstrip())
        while start < stop:
            end = self._reach(start, stop, self._limit)
            if end == stop:
                yield self._text[start:stop]
                return
            cut = self._soft_cut(start, end)
            if cut is None and self._text[start].isspace():
                # What is indented too far loses that first.
                start = self._after_space(start)
                continue
            cut = cut or self._hard_cut(start, end)
            if part := self._text[start:cut].rstrip():
                yield self._text[start : start + len(part)]
            start = self._after_space(cut)

    def _soft_cut(self, start: int, end: int) -> int | None:
        """The best place to cut, and of those the last; better an end of a line than a message of two words."""
        text = self._text
        first = self._after_space(start) + 1
        for earliest in (max(first, start + (end - start) // 4), first):
            for pattern in _CUTS:
                # One character more is looked at: a word may end where the message does.
                found = [match.end() for match in pattern.finditer(text, start, end + 1)]
                for at in reversed(found):
                    if at < earliest:
                        break
                    if at <= end and self._whole_at(at) is None:
                        return at
        return None

    def _hard_cut(self, start: int, end: int) -> int:
        """Where to cut what has no space: not in a word, nor in what stays whole, and never in what looks like one."""
        at = end
        # Scripts without spaces have words of others between them.
        for word in _WORD.finditer(self._text, start, end + 1):
            if start < word.start() < end < word.end():
                at = word.start()
        if (mark := self._whole_at(at)) is not None and mark.start > start:
            at = mark.start
        # Whether a character goes on is told by the next one: that is looked at too.
        clusters = [start + match.start() for match in _CLUSTER.finditer(self._text[start : end + 1])]
        nearest = clusters[bisect_left(clusters, at + 1) - 1]
        return nearest if nearest > start else end

    def _whole_at(self, at: int) -> Mark | None:
        """What stays whole around this place."""
        index = bisect_left(self._starts, at) - 1
        return self._whole[index] if index >= 0 and at < self._whole[index].end else None

    def _code(self, fence: Mark) -> Iterator[str]:
        """A block of code as blocks: cut at the ends of lines, and nothing is taken from a line that is cut."""
        opening, closing = self._signs(fence)
        start, stop = fence.inner_start, fence.inner_end
        while start < stop:
            end = self._reach(start, stop, self._room(fence))
            cut = after = end
            if end < stop:
                if (line := self._text.rfind("\n", start, end + 1)) > start:
                    cut, after = line, line + 1
                else:
                    cut = after = self._hard_cut(start, end)
            if self._text[start:cut].strip():
                yield f"{opening}\n{self._text[start:cut]}\n{closing}"
            start = after

    def _signs(self, fence: Mark) -> tuple[str, str]:
        """The lines that open and close a block of code."""
        opening = self._text[fence.start : fence.inner_start].rstrip()
        ticks = opening[: len(opening) - len(opening.lstrip(" \t`"))]
        return opening, ticks

    def _room(self, fence: Mark) -> int:
        """What a message has left for code."""
        opening, closing = self._signs(fence)
        return self._limit - self._measure(f"{opening}\n\n{closing}")

    def _reach(self, start: int, stop: int, room: int) -> int:
        """How far the text goes into the room, with a character at least."""
        low, high = start + 1, min(stop, start + room)
        if self._measure(self._text[start:high]) <= room:
            return high
        while low < high - 1:
            middle = (low + high) // 2
            if self._measure(self._text[start:middle]) <= room:
                low = middle
            else:
                high = middle
        return low

    def _after_space(self, at: int) -> int:
        found = _VISIBLE.search(self._text, at)
        return found.start() if found else len(self._text)

    def _fits(self, start: int, stop: int) -> bool:
        return self._measure(self._text[start:stop]) <= self._limit
