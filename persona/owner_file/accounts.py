"""How owner.toml writes accounts: the platform, a slash, and the id that the platform itself gives."""

import re

from persona.phrases import shown

_ACCOUNT = re.compile(r"([a-z][a-z0-9_-]*)/(\S+)")
# Telegram's own: people have positive numbers, groups negative ones. A zero in front would never be met.
_PERSON = re.compile(r"[1-9][0-9]*")
_GROUP = re.compile(r"-[1-9][0-9]*")


def person_fault(account: str) -> str:
    """What is wrong with a person's account, as a sentence; empty if nothing is."""
    platform, own = _parts(account)
    if not platform:
        return _no_account(account)
    if platform != "telegram" or _PERSON.fullmatch(own):
        return ""
    if _GROUP.fullmatch(own):
        return f"account {shown(account)} is that of a group: it belongs under [[groups]]."
    return (
        f"account {shown(account)} has no number, as 'telegram/4711' has: user names change hands. "
        "`twin contacts` shows the number."
    )


def group_fault(account: str) -> str:
    """What is wrong with a group's account, as a sentence; empty if nothing is."""
    platform, own = _parts(account)
    if not platform:
        return _no_account(account)
    if platform != "telegram" or _GROUP.fullmatch(own):
        return ""
    return (
        f"account {shown(account)} is not that of a group: Telegram gives groups a minus and digits, "
        "as in 'telegram/-100123'."
    )


def _parts(account: str) -> tuple[str, str]:
    """The platform and its own id; two empty texts if this is no account."""
    found = _ACCOUNT.fullmatch(account)
    # An invisible sign in an id would be met nowhere, and nobody would see why.
    return (found[1], found[2]) if found and account.isprintable() else ("", "")


def _no_account(account: str) -> str:
    platform, slash, own = account.partition("/")
    meant = f"{platform.strip().lower()}{slash}{own.strip()}"
    hint = f" Did you mean {shown(meant)}?" if all(_parts(meant)) else ""
    return f"account {shown(account)} is not a platform's name, a slash and its own id, as in 'telegram/4711'.{hint}"
