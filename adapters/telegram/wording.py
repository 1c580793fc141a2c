"""What a message says: its text, who is called by name in it, and which command it gives."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from telegram import Message, MessageEntity

_COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<bot>\w+))?(?![\w@/])[\s,:]*")
_BEFORE = " \t,:;"
_CLOSING = tuple("?!.…,;:)")


@dataclass(frozen=True, slots=True)
class Me:
    """Who the twin is on Telegram."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The text without the names by which it calls the twin; ``called`` tells that there were such."""

    text: str
    command: str
    called: bool


def wording(message: Message, me: Me, commands: Collection[str], *, names: bool) -> Wording:
    """What the message says to the twin; ``names``: its own name is cut out, as groups need it to be called."""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    called = False
    if names:
        text, called = _without_names(text, entities, me)
    text = storable(text).strip()
    command = ""
    if (match := _COMMAND.match(text)) and _ours(match, me, commands):
        command, text = match["name"].lower(), text[match.end() :].rstrip()
        # What stands behind /start comes from the link that was followed, not from the person.
        text = "" if command == "start" else text
    return Wording(text, command, called)


def storable(text: str) -> str:
    """The text without half characters, which nobody can store."""
    return text.encode("utf-8", "replace").decode()


def _ours(match: re.Match[str], me: Me, commands: Collection[str]) -> bool:
    to = match["bot"]
    return match["name"].lower() in commands and (to is None or to.lower() == me.username.lower())


def _without_names(text: str, entities: Collection[MessageEntity], me: Me) -> tuple[str, bool]:
    """Entities count in UTF-16 units: text is cut as such."""
    units = text.encode("utf-16-le", "surrogatepass")
    spans = [
        (2 * entity.offset, 2 * (entity.offset + entity.length)) for entity in entities if _names(entity, units, me)
    ]
    for start, end in sorted(spans, reverse=True):
        before, after = (_decoded(part) for part in (units[:start], units[end:]))
        units = _joined(before, after).encode("utf-16-le", "surrogatepass")
    return _decoded(units), bool(spans)


def _names(entity: MessageEntity, units: bytes, me: Me) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    if entity.type != MessageEntity.MENTION:
        return False
    name = _decoded(units[2 * entity.offset : 2 * (entity.offset + entity.length)])
    return name.lower() == f"@{me.username}".lower()


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")


def _joined(before: str, after: str) -> str:
    """What is left when a name is cut out from between: still readable, without its commas."""
    if not before.strip():
        return after.lstrip(_BEFORE + "\n!")
    rest = after.lstrip(" \t")
    if not rest or rest[0] in "?!.…":
        return before.rstrip(_BEFORE) + rest
    if rest.startswith(_CLOSING):
        return before.rstrip(" \t,") + rest
    return before + rest if before[-1].isspace() or before[-1] in "([„“«»\"'" else f"{before} {rest}"
