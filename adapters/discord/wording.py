"""What a message says, as a person reads it: names in place of numbers, and without those that call the twin."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

# Commands that may also be written as text, in private.
COMMANDS = frozenset({"start", "about", "help", "human", "voice"})

_COMMAND = re.compile(r"/(\w{1,32})(?![\w@/])[\s,:]*+")
# Every part is of limited length: that is what keeps it linear.
_MARKUP = re.compile(
    r"<(?:@!?(?P<user>\d{1,20})|@&(?P<role>\d{1,20})|#(?P<channel>\d{1,20})|a?:(?P<emoji>\w{1,64}):\d{1,20}"
    r"|/(?P<command>[^<>:\n]{1,100}):\d{1,20}|t:(?P<time>-?\d{1,12})(?::[a-zA-Z])?|id:(?P<guide>\w{1,32})(?::\d{1,20})?)>",
    re.ASCII,
)
# What would break a line, or turn the direction in which it is read.
_UNSEEMLY = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# What belongs to a call. Colons may be those of an emoji.
_AFTER_CALL = re.compile(r"(?:[ \t\n,;!]|:(?=\s|\Z))*+")
_EMOJI = re.compile(r":\w{1,64}:\Z")
_CLOSING = tuple("?!.…,;:)")
_LONGEST_NAME = 100


class Names(Protocol):
    """What the people, roles and channels of a message are called; None if nobody knows."""

    def user(self, id_: int) -> str | None:
        """How this person is called there."""
        ...

    def role(self, id_: int) -> str | None:
        """How this role is called."""
        ...

    def channel(self, id_: int) -> str | None:
        """How this channel or thread is called."""
        ...


@dataclass(frozen=True, slots=True)
class Me:
    """Who the twin is there: its account, and the role that a server gives to it alone."""

    user: int
    role: int | None = None


def wording(text: str, names: Names, me: Me) -> str:
    """The text as a person reads it, without the mentions by which it calls the twin."""
    # What stands between the calls, in pieces.
    said: list[list[str]] = [[]]
    done = 0
    for found in _MARKUP.finditer(text):
        said[-1].append(text[done : found.start()])
        done = found.end()
        if _calls(found, me):
            said.append([])
        else:
            said[-1].append(_read(found, names))
    said[-1].append(text[done:])
    first, *rest = ("".join(pieces) for pieces in said)
    for after in rest:
        first = _joined(first, after)
    return storable(first).strip()


def commanded(text: str, commands: Collection[str] = COMMANDS) -> tuple[str, str]:
    """The command that the text begins with, or none, and the rest of it."""
    found = _COMMAND.match(text)
    if found is None or found[1].lower() not in commands:
        return "", text
    return found[1].lower(), text[found.end() :]


def storable(text: str) -> str:
    """The text without half characters, which nobody can store."""
    return text.encode("utf-8", "replace").decode()


def named(name: str) -> str:
    """A name that somebody chose, in one line."""
    return " ".join(_UNSEEMLY.sub(" ", storable(name[:_LONGEST_NAME])).split())


def _calls(found: re.Match[str], me: Me) -> bool:
    if found["user"]:
        return int(found["user"]) == me.user
    return bool(found["role"]) and int(found["role"]) == me.role


def _read(found: re.Match[str], names: Names) -> str:
    """How Discord shows it; of what is gone, that it is."""
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    match kind:
        case "user":
            return f"@{named(names.user(int(value)) or '') or 'unknown'}"
        case "role":
            return f"@{named(names.role(int(value)) or '') or 'unknown'}"
        case "channel":
            return f"#{named(names.channel(int(value)) or '') or 'unknown'}"
        case "emoji":
            return f":{value}:"
        case "command":
            return f"/{value}"
        case "time":
            return _moment(int(value))
        case _:
            return f"#{value}"


def _moment(seconds: int) -> str:
    """Everybody is shown it in their own time, which nobody knows here."""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, OSError, ValueError):
        return ""


def _joined(before: str, after: str) -> str:
    """What is left when a mention is cut out from between: still readable, without its commas."""
    if not before or before.isspace():
        found = _AFTER_CALL.match(after)
        return after[found.end() :] if found else after
    rest = after.lstrip(" \t")
    if not rest or rest[0] in "?!.…":
        return _without_comma(before) + rest
    if rest.startswith(_CLOSING) and not rest.startswith(":"):
        return before.rstrip(" \t,") + rest
    return before + rest if before[-1].isspace() or before[-1] in "([„“«»\"'" else f"{before} {rest}"


def _without_comma(text: str) -> str:
    text = text.rstrip(" \t,;")
    if not text.endswith(":") or _EMOJI.search(text[-70:]):
        return text
    return text[:-1].rstrip(" \t,;")
