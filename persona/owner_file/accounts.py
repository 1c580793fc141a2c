"""How owner.toml writes accounts: the platform, a slash, and the id that the platform itself gives."""

import re
from collections.abc import Callable

from persona.owner_file import discord_accounts as discord
from persona.phrases import did_you_mean, shown

# Given a platform's name and an own id there, what is wrong with it as the end of a sentence; empty if nothing is.
Fault = Callable[[str, str], str]

_ACCOUNT = re.compile(r"([a-z][a-z0-9_-]*)/(\S+)")
# Telegram's own: people have positive numbers, groups negative ones. A zero in front would never be met.
_PERSON = re.compile(r"[1-9][0-9]*")
_GROUP = re.compile(r"-[1-9][0-9]*")


def person_fault(account: str) -> str:
    """What is wrong with a person's account, as the end of a sentence; empty if nothing is."""
    return _fault(account, _of_person, "telegram/4711")


def group_fault(account: str) -> str:
    """The same of a group's, or a part of a group's."""
    return _fault(account, _of_group, "telegram/4711")


def role_fault(account: str) -> str:
    """The same of a role's."""
    return _fault(account, _of_role, "discord/@7")


def channel_fault(account: str) -> str:
    """The same of a channel's in which moderators decide."""
    return _fault(account, _of_channel, "discord/1/2")


def _fault(account: str, judged: Fault, example: str) -> str:
    platform, own = _parts(account)
    if not platform:
        return f"is not a platform's name, a slash and its own id, as in '{example}'.{_meant(account, judged)}"
    plain = discord.pasted(own) if platform == discord.PLATFORM else ""
    if plain in ("", own):
        return judged(platform, own)
    return judged(platform, plain) or f"has more in it than its number. Did you mean '{platform}/{plain}'?"


def _of_person(platform: str, own: str) -> str:
    if platform == discord.PLATFORM:
        return discord.person_fault(own)
    if platform != "telegram" or _PERSON.fullmatch(own):
        return ""
    if _GROUP.fullmatch(own):
        return "is that of a group: it belongs under [[groups]]."
    return "has no number, as 'telegram/4711' has: user names change hands. `twin contacts` shows the number."


def _of_group(platform: str, own: str) -> str:
    if platform == discord.PLATFORM:
        return discord.group_fault(own)
    if platform != "telegram" or _GROUP.fullmatch(own):
        return ""
    return "is not that of a group: Telegram gives groups a minus and digits, as in 'telegram/-100123'."


def _of_role(platform: str, own: str) -> str:
    return discord.role_fault(own) if platform == discord.PLATFORM else _only_discord(platform, "roles", "discord/@7")


def _of_channel(platform: str, own: str) -> str:
    if platform == discord.PLATFORM:
        return discord.channel_fault(own)
    return _only_discord(platform, "desks in channels", "discord/1/2")


def _only_discord(platform: str, what: str, example: str) -> str:
    return f"is not of Discord: only there are {what}, as '{example}'.{did_you_mean(platform, [discord.PLATFORM])}"


def _parts(account: str) -> tuple[str, str]:
    """The platform and its own id; two empty texts if this is no account."""
    found = _ACCOUNT.fullmatch(account)
    # An invisible sign in an id would be met nowhere, and nobody would see why.
    return (found[1], found[2]) if found and account.isprintable() else ("", "")


def _meant(account: str, judged: Fault) -> str:
    """A sentence, with a space before it, that offers the account that this probably is; empty if there is none."""
    platform, slash, own = account.partition("/")
    spaced = f"{platform.strip().lower()}{slash}{own.strip()}"
    if all(_parts(spaced)):
        return f" Did you mean {shown(spaced)}?"
    plain = discord.pasted(account)
    fits = plain and not judged(discord.PLATFORM, plain)
    return f" Did you mean '{discord.PLATFORM}/{plain}'?" if fits else ""
