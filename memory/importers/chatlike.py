"""Recognises chats of kinds that cannot be read yet: what others said there must not become the owner's writing."""

import re
from collections.abc import Iterable
from pathlib import Path

from bs4 import BeautifulSoup

from memory.importers import blocks
from twin.errors import SourceError

# As many messages as this, and this part of all that stands there, are a chat and not a quotation.
_FEWEST = 5
_PART = 3

_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?(?:\s?[ap]\.?\s?m\b\.?)?\s?(?:Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?"
_WORD = r"[^\W\d_]{2,12}"
_NUMERIC = r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}\.?"
_WORDED = (
    rf"{_WORD}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}(?:st|nd|rd|th|\.)?[\s-]{_WORD}\.?,?[\s-]\d{{2,4}}"
)
_YEARLESS = rf"{_WORD}\.?\s{{1,2}}\d{{1,2}}|\d{{1,2}}\.?\s{_WORD}\.?"
_BETWEEN = r"(?:T|[,،]?\s{1,2}(?:(?:at|um|à|kl\.?|[-–|])\s)?)"
_STAMP = (
    rf"(?:(?:{_WORD}\.?,?\s)?(?:{_NUMERIC}|{_WORDED})(?:{_BETWEEN}{_TIME})?|(?:{_YEARLESS}){_BETWEEN}{_TIME}|{_TIME})"
)
_NAME = r"(?P<name>(?:[^\s:<>|\[\]()]+[^\S\n\t]){0,3}[^\s:<>|\[\]()]+)"
_NICK = r"<[^\S\n]?[@+%~&!]?(?P<name>[^<>\s][^<>\n]{0,39})>(?:\s|\Z)"

_MESSAGES = tuple(
    re.compile(rf"[\s>*_]{{0,8}}{form}", re.IGNORECASE)
    for form in (
        # [Jan 5, 2024 10:00 AM] Jonas: text; 2024-01-05 10:00 - Jonas: text
        rf"[\[(]?{_STAMP}[\])]?[*_]{{0,2}},?\s*(?:[-–|]\s*)?[*_]{{0,2}}{_NAME}[*_]{{0,2}}\s?(?::(?:[\s*_]|\Z)|\t)",
        # 10:00 <nick> text
        rf"[\[(]?{_STAMP}[\])]?\s*(?:[-–|]\s*)?{_NICK}",
        # [05-Jan-24 10:00 AM] jonas, and the text in the lines below
        rf"\[(?:{_NUMERIC}|{_WORDED}){_BETWEEN}{_TIME}\]\s{_NAME}\s*\Z",
        # Jonas (05.01.2024 10:00): text; Jonas [10:00]: text; Jonas, 05.01.2024 10:00: text
        rf"{_NAME},?\s[\[(]?{_STAMP}[\])]?\s?:(?:\s|\Z)",
    )
)
# A message below its head, as Signal's chats are often saved: the lines From, Type and Sent.
_HEADED = re.compile(rf"\s*From:\s(?P<name>[^\n]+)\n(?:[A-Z]\w+:[^\n]*\n){{0,3}}?Sent:[^\n]*{_TIME}")

_MESSAGE_CLASSES = frozenset(
    {"message", "_3-95", "pam", "_a6-g", "from_name", "sender", "chatlog__message", "msg", "chat-message"}
)


def refuse_text(path: Path, text: str) -> None:
    """Raises SourceError if the text's lines, or its blocks, are mostly messages with their time and author."""
    lines = [line for line in text.splitlines() if line.strip()]
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    if _are_messages(lines) or _are_messages([part.strip().split("\n", 1)[0] for part in parts]) or _are_headed(parts):
        raise _refusal(path)


def refuse_page(path: Path, soup: BeautifulSoup) -> None:
    """Raises SourceError if the page's elements are marked as messages."""
    marked = (tag for tag in soup.find_all(class_=True) if not _MESSAGE_CLASSES.isdisjoint(blocks.classes(tag)))
    if sum(1 for _ in marked) >= _FEWEST:
        raise _refusal(path)


def _are_messages(lines: list[str]) -> bool:
    return _enough((_name(line) for line in lines), len(lines))


def _are_headed(parts: list[str]) -> bool:
    return _enough((match["name"] if (match := _HEADED.match(part)) else "" for part in parts), len(parts))


def _enough(names: Iterable[str], total: int) -> bool:
    found = [name for name in names if name]
    # In a timetable or a list of versions nothing speaks twice.
    return len(found) >= _FEWEST and len(found) * _PART >= total and len(set(found)) < len(found)


def _name(line: str) -> str:
    """Who says what is in the line, empty if it does not begin as a message does."""
    # What tells a message stands at its beginning, and a line may be as long as a file.
    matches = (form.match(line[:200]) for form in _MESSAGES)
    return next((match["name"].casefold() for match in matches if match), "")


def _refusal(path: Path) -> SourceError:
    return SourceError(f"{path} looks like a chat of a kind that cannot be read yet: nothing of it was learned.")
