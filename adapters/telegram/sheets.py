"""A sheet as Telegram shows it: one message, plain, with its details folded behind it, and its buttons."""

import re
from collections.abc import Mapping

from telegram import BotCommand, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityType

from adapters.splitting import utf16
from adapters.telegram.wording import storable
from twin.desk import Sheet

LONGEST = 4096
_MORE = "…"
# Folded details of less than this say nothing.
_LEAST = 20
# Telegram makes every command in a message one that can be tapped, also where a contact wrote it.
_COMMAND = re.compile(r"(?<![\w/])/(?=\w)", re.ASCII)
_QUOTED = re.compile(r"^> .*", re.MULTILINE)
_SLASH = "\N{DIVISION SLASH}"
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LONGEST_DESCRIPTION = 256
_MOST_COMMANDS = 100


def shown(sheet: Sheet) -> tuple[str, tuple[MessageEntity, ...]]:
    """Its text, of at most 4,096 UTF-16 code units, and what of it is folded.

    What does not fit is cut, the details first. Others' words, in the details and in lines behind ``> ``, give the
    owner no commands to tap on: their slash is another one.
    """
    text = _QUOTED.sub(lambda quoted: _without_commands(quoted[0]), storable(sheet.text)).strip()
    text = fitted(text, LONGEST) or _MORE
    details = _without_commands(storable(sheet.details)).strip()
    before = utf16(text) + 1
    if before + min(_LEAST, utf16(details)) > LONGEST:
        details = ""
    if not details:
        return text, ()
    details = fitted(details, LONGEST - before)
    folded = MessageEntity(MessageEntityType.EXPANDABLE_BLOCKQUOTE, before, utf16(details))
    return f"{text}\n{details}", (folded,)


def keyboard(sheet: Sheet) -> InlineKeyboardMarkup | None:
    """Its buttons; None if it has none, which takes those away that were there."""
    rows = [[InlineKeyboardButton(storable(each.label), callback_data=each.data) for each in row] for row in sheet.rows]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def markup(sheet: Sheet) -> InlineKeyboardMarkup | ForceReply | None:
    """What a new message carries: its buttons, or else, if it asks for something, a reply already begun."""
    return keyboard(sheet) or (ForceReply() if sheet.asks else None)


def menu(commands: Mapping[str, str]) -> list[BotCommand]:
    """The commands that Telegram's menu can show, with as much of what they do as it takes."""
    return [
        BotCommand(name, fitted(storable(said).strip(), _LONGEST_DESCRIPTION))
        for name, said in commands.items()
        if _NAME.fullmatch(name) and said.strip()
    ][:_MOST_COMMANDS]


def fitted(text: str, room: int) -> str:
    """The text, or as much of it as there is room for, in UTF-16 code units, with a sign that some is missing."""
    if utf16(text) <= room:
        return text
    units = text[:room].encode("utf-16-le")[: 2 * (room - 1)]
    # Half of a character at the end is left out.
    return units.decode("utf-16-le", "ignore").rstrip() + _MORE


def _without_commands(text: str) -> str:
    return _COMMAND.sub(_SLASH, text)
