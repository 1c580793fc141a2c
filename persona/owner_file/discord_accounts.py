"""How owner.toml writes people, roles, servers and channels of Discord, and what was meant by what is not so."""

import re

PLATFORM = "discord"

_NUMBER = "[1-9][0-9]{0,19}"
_SHAPES = (
    ("role", re.compile(f"@{_NUMBER}")),
    ("person or server", re.compile(_NUMBER)),
    ("channel", re.compile(f"{_NUMBER}/{_NUMBER}")),
    ("thread", re.compile(f"{_NUMBER}/{_NUMBER}/{_NUMBER}")),
)
# What Discord puts on the clipboard, or shows of a mention behind a backslash.
_MENTION = re.compile(f"<?(?P<sign>@!|@&|@|&)(?P<number>{_NUMBER})>?")
_LINK = re.compile(
    rf"https?://(?:\w{{1,9}}\.)?discord(?:app)?\.com/(?:users|channels)/(?P<own>{_NUMBER}(?:/{_NUMBER})?)(?:/{_NUMBER})?/?"
)
_DEVELOPER = "Discord shows it in developer mode (Settings, Advanced):"
_OF_A_ROLE = "is that of a role: it belongs under [[roles]]."


def person_fault(own: str) -> str:
    """What is wrong with this as a person's own id, as the end of a sentence; empty if nothing is."""
    match _shape(own):
        case "person or server":
            return ""
        case "role":
            return _OF_A_ROLE
        case "channel" | "thread":
            return "is that of a channel: it belongs under [[groups]]."
        case _:
            where = f"{_DEVELOPER} right-click the person, Copy User ID."
            return f"has no number, as 'discord/4711' has: user names change hands. {where}"


def role_fault(own: str) -> str:
    """The same of a role's own id."""
    match _shape(own):
        case "role":
            return ""
        case "person or server":
            return (
                "has no @ before its number, as roles have (people belong under [[contacts]]). "
                f"Did you mean 'discord/@{own}'?"
            )
        case "channel" | "thread":
            return "is that of a channel: a role is written as 'discord/@7'."
        case _:
            where = f"{_DEVELOPER} Server Settings, Roles, right-click the role, Copy Role ID."
            return f"has no number, as 'discord/@7' has: names of roles change. {where}"


def group_fault(own: str) -> str:
    """The same of the own id of a server or a channel."""
    match _shape(own):
        case "person or server" | "channel":
            return ""
        case "role":
            return _OF_A_ROLE
        case "thread":
            return f"is that of a thread, where its channel's audience holds. Did you mean {_channel_of(own)}?"
        case _:
            where = f"{_DEVELOPER} right-click the server or channel, Copy Server ID or Copy Channel ID."
            return f"is not that of a server, as 'discord/1', or of a channel in it, as 'discord/1/2'. {where}"


def channel_fault(own: str) -> str:
    """The same of a channel's own id."""
    match _shape(own):
        case "channel":
            return ""
        case "role":
            return "is that of a role: it belongs in roles."
        case "thread":
            return f"is that of a thread: a desk is a whole channel. Did you mean {_channel_of(own)}?"
        case _:
            where = f"{_DEVELOPER} right-click each, Copy Server ID and Copy Channel ID."
            return f"has not two numbers, the server's and the channel's, as 'discord/1/2' has. {where}"


def pasted(text: str) -> str:
    """The own id in a link or a mention of Discord; empty if it is neither."""
    if found := _LINK.fullmatch(text):
        return found["own"]
    if found := _MENTION.fullmatch(text):
        person = found["sign"] == "@!" or (found["sign"] == "@" and text.startswith("<"))
        return found["number"] if person else f"@{found['number']}"
    return ""


def _shape(own: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(own)), "")


def _channel_of(thread: str) -> str:
    return f"'discord/{thread.rpartition('/')[0]}'"
