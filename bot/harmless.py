"""What others wrote, made harmless to whoever looks at it: it moves no cursor, turns nothing round, fakes no line."""

import re
import unicodedata

# What moves the cursor, changes colours, retitles the window or turns the writing round. Contacts and exports may
# hold it; nobody sees it.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# Signs that are drawn over the one before them; no writing needs more than three of them there.
_OVER = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_OVER}{{3}}){_OVER}+")
# Letters and signs that are drawn as nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# What chat platforms make a command of, which a tap gives.
_COMMAND = re.compile(r"(?<!\w)/(?=\w)")
_NAME = 40
_NAMELESS = "(no name)"


def marked(text: str) -> str:
    """The text for a terminal: what would command it stands as a sign that says so; lines and tabs stay."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def lines(text: str) -> list[str]:
    """The lines of a text without such signs, and without empty ones at its ends."""
    return _PILED.sub(r"\1", _CONTROL.sub("", "\n".join(text.splitlines()))).strip("\n").split("\n")


def line(text: str, width: int) -> str:
    """A text on one line without such signs, cut at ``width`` characters."""
    return cut(" / ".join(filter(None, (" ".join(one.split()) for one in lines(text)))), width)


def name(text: str, width: int = _NAME) -> str:
    """What somebody or something is called, on one line, without anything that cannot be seen."""
    folded = " ".join(" ".join(lines(text)).split())
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in _UNSEEN).strip()
    return cut(without_commands(seen), width) if set(seen) - _BLANK - {" "} else _NAMELESS


def without_commands(text: str) -> str:
    """A text in which nothing is a command that a tap would give, as it reads."""
    return _COMMAND.sub("\N{DIVISION SLASH}", text)


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits in so many characters with a sign that something is missing."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def units(text: str) -> int:
    """How long chat platforms take the text to be: in UTF-16 code units, of which an emoji has two or more."""
    return len(text.encode("utf-16-le", "replace")) // 2


def fitted(text: str, room: int) -> str:
    """The same as ``cut``, in UTF-16 code units."""
    if units(text) <= room:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * max(0, room - 1)]
    return f"{kept.decode('utf-16-le', 'ignore').rstrip()}…"
