"""Discord's marks for people, channels and emoji to readable text, the same for each of its exports."""

import re
from collections.abc import Mapping

# <@1> <@!1> <@&1> <#1> <a:name:1> <t:1:R>
_MARK = re.compile(r"<(?:(@[!&]?|#)(\d{15,21})|a?:(\w{1,64}):\d{15,21}|t:(-?\d{1,13})(?::\w)?)>", re.ASCII)
_ROLE = "@&"


def readable(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """The text with names by their numbers for what it marks, as far as they are known; moments stay as they are."""

    def meant(match: re.Match[str]) -> str:
        kind, number, emoji, _ = match.groups()
        if emoji:
            return f":{emoji}:"
        if kind == "#":
            return f"#{channels[number]}" if number in channels else match[0]
        name = None if kind == _ROLE else people.get(number or "")
        return f"@{name}" if name else match[0]

    return _MARK.sub(meant, text).strip()


def mentioned(text: str) -> tuple[str, ...]:
    """The numbers of the people whom a text marks, each once."""
    found = (match[2] for match in _MARK.finditer(text) if match[1] in ("@", "@!"))
    return tuple(dict.fromkeys(found))
