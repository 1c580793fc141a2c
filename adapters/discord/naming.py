"""What the owner is told of names that strangers chose: of servers, and of their channels."""

import unicodedata

from adapters.discord.wording import named

_LONGEST = 40
# Joiners are part of words, and of emoji.
_JOINERS = "\u200c\u200d"
_NAMELESS = "(no name)"


def harmless(name: str) -> str:
    """A name in one short line, without what nobody sees, or what turns the direction in which it is read."""
    shown = " ".join("".join(character for character in named(name) if is_shown(character)).split())
    if not shown.strip(_JOINERS):
        return _NAMELESS
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def is_shown(character: str) -> bool:
    """Whether people see it, or what it does to what is beside it."""
    return unicodedata.category(character)[0] != "C" or character in _JOINERS or character.isspace()
