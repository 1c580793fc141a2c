"""A little Markdown as Telegram wants it: the plain text, and what of it is bold, code or a link."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from telegram import MessageEntity
from telegram.constants import MessageEntityType

from adapters.splitting import Kind, Mark, marks, utf16

_TYPES = {
    Kind.FENCE: MessageEntityType.PRE,
    Kind.CODE: MessageEntityType.CODE,
    Kind.BOLD: MessageEntityType.BOLD,
    Kind.LINK: MessageEntityType.TEXT_LINK,
}
# People take them for a full stop, and browsers most of them too.
_DOTS = str.maketrans(dict.fromkeys("。．｡․", "."))
_NAME = re.compile(r"[\w.-]+")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def formatted(text: str) -> tuple[str, tuple[MessageEntity, ...]]:
    """The text without the signs of what Telegram shows as code, bold or a link; other signs stay as they are."""
    shown = [mark for mark in marks(text) if _is_shown(text, mark)]
    stretches = [(mark, *_trimmed(text, mark, start, end)) for mark, start, end in _stretches(shown)]
    kept, moved = _without_signs(text, shown, {place for _, *ends in stretches for place in ends})
    entities = [_entity(mark, moved[start], moved[end]) for mark, start, end in stretches if start < end]
    return kept, tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def _is_shown(text: str, mark: Mark) -> bool:
    inner = text[mark.inner_start : mark.inner_end]
    if mark.kind is Kind.LINK:
        return not inner.isspace() and _is_honest(inner, mark.detail)
    return mark.kind in _TYPES and bool(inner.strip())


def _is_honest(label: str, url: str) -> bool:
    """Whether the link leads where its label says, or its label does not say where."""
    try:
        target = urlsplit(url)
        host = (target.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    # "https://bank.example@other.example" leads to the other.
    if target.scheme not in ("http", "https") or "." not in host or "@" in target.netloc:
        return False
    return all(name == host for name in _hosts(label))


def _hosts(label: str) -> Iterator[str]:
    """What looks like the name of a host."""
    seen = "".join(character for character in label if unicodedata.category(character) != "Cf")
    seen = unicodedata.normalize("NFKC", seen.translate(_DOTS)).casefold()
    for match in _NAME.finditer(seen):
        name = match[0].strip(".")
        _, dot, last = name.rpartition(".")
        named = bool(dot) and len(last) > 1 and (last.isalpha() or last.startswith("xn--"))
        if named or _ADDRESS.fullmatch(name) or seen.endswith("://", 0, match.start()):
            yield name.removeprefix("www.")


def _stretches(shown: list[Mark]) -> Iterator[tuple[Mark, int, int]]:
    """What each mark covers. Telegram has no bold code: bold ends before code, and goes on after it."""
    bold: Mark | None = None
    start = 0
    for mark in shown:
        if bold is not None and mark.start >= bold.inner_end:
            yield bold, start, bold.inner_end
            bold = None
        if bold is not None and mark.kind is Kind.CODE:
            yield bold, start, mark.start
            start = mark.end
        if mark.kind is Kind.BOLD:
            bold, start = mark, mark.inner_start
        else:
            yield mark, mark.inner_start, mark.inner_end
    if bold is not None:
        yield bold, start, bold.inner_end


def _trimmed(text: str, mark: Mark, start: int, end: int) -> tuple[int, int]:
    """Without the whitespace at the ends, which Telegram takes away; a block of code keeps its indentation."""
    covered = text[start:end]
    end -= len(covered) - len(covered.rstrip())
    before = len(covered) - len(covered.lstrip())
    if mark.kind is Kind.FENCE:
        before = covered.rfind("\n", 0, before) + 1
    return start + before, end


def _without_signs(text: str, shown: list[Mark], places: set[int]) -> tuple[str, dict[int, int]]:
    """The text without the marks' signs, and where the places are in it, in UTF-16 code units."""
    signs = {sign for mark in shown for sign in ((mark.start, mark.inner_start), (mark.inner_end, mark.end))}
    opened = {start for start, _ in signs}
    kept: list[str] = []
    moved: dict[int, int] = {}
    units = 0
    for start, end in pairwise(sorted({0, len(text)} | places | opened | {end for _, end in signs})):
        moved[start] = units
        # No place lies within a sign: what begins where a sign does is all of it.
        if start not in opened:
            kept.append(text[start:end])
            units += utf16(kept[-1])
    return "".join(kept), moved | {len(text): units}


def _entity(mark: Mark, start: int, end: int) -> MessageEntity:
    match mark.kind:
        case Kind.LINK:
            return MessageEntity(_TYPES[mark.kind], start, end - start, url=mark.detail)
        case Kind.FENCE:
            language = mark.detail.split()[0] if mark.detail else None
            return MessageEntity(_TYPES[mark.kind], start, end - start, language=language)
        case _:
            return MessageEntity(_TYPES[mark.kind], start, end - start)
