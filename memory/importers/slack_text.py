"""Slack's markup to readable text: mentions, links, and what is escaped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MARKED = re.compile(r"<([^<>\n]{1,4000})>")
_SCHEME = re.compile(r"\A(?:https?://|mailto:|tel:)")


@dataclass(frozen=True, slots=True)
class Names:
    """What people and channels are called, by their ids."""

    people: Mapping[str, str]
    channels: Mapping[str, str]


def readable(text: str, names: Names) -> str:
    """The text as people read it: «@Name», «#channel», «label (link)»."""
    plain = _MARKED.sub(lambda match: _meant(match[1], names), text)
    # The last of all, since what it gives may look like another.
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people whom the text names, each once."""
    marked = (match[1] for match in _MARKED.finditer(text) if match[1].startswith("@"))
    return tuple(dict.fromkeys(mark[1:].partition("|")[0] for mark in marked))


def _meant(marked: str, names: Names) -> str:
    target, _, label = marked.partition("|")
    rest = target[1:]
    match target[0] if target else "":
        case "@":
            return f"@{names.people.get(rest) or label.removeprefix('@') or rest}"
        case "#":
            return f"#{label or names.channels.get(rest) or rest}"
        case "!":
            # A group, a date, or everybody who is here.
            return label or f"@{rest.partition('^')[0]}"
    return _link(target, label)


def _link(link: str, label: str) -> str:
    bare = _SCHEME.sub("", link)
    if link.startswith(("mailto:", "tel:")):
        return label or bare
    if not label or label in (link, bare, bare.rstrip("/")):
        return label or link
    return f"{label} ({link})"
