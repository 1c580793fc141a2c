"""How a setting names what is of Discord: the bot's token, an emoji, and whom and where the twin is opened to."""

import re

from twin.errors import SettingsError

_NUMBER = "[1-9][0-9]{0,19}"
# Where, and which role is needed there; without one, everybody there, or one person in private.
_OPENED = re.compile(rf"discord/(?:{_NUMBER}(?:/{_NUMBER})?(?:@{_NUMBER})?|dm@{_NUMBER})")
_PLACE = re.compile(rf"discord/{_NUMBER}(?:/{_NUMBER})?")
_ROLE_ALONE = re.compile(rf"discord/@({_NUMBER})")
_THREAD = re.compile(rf"(discord/{_NUMBER}/{_NUMBER})/{_NUMBER}(@{_NUMBER})?")
# What else the developer portal shows, and what it is.
_NO_TOKENS = (
    (re.compile("[0-9]{15,22}"), "the application's id"),
    (re.compile("[0-9a-f]{64}"), "the application's public key"),
    (re.compile(r"[\w-]{32}", re.ASCII), "a client secret"),
)
_CUSTOM = re.compile(rf"(?:<a?:|:)?(\w{{2,32}}:{_NUMBER})>?", re.ASCII)
# Of families, of flags, of a skin's tone: no emoji has more signs.
_LONGEST_EMOJI = 16
_KEYCAP = "\u20e3"


def token(name: str, value: str) -> str:
    """The bot's token; what is surely none is told as what it is, and never shown."""
    found = value.strip()
    if re.match(r"bot\s", found, re.IGNORECASE):
        raise SettingsError(f"{name} begins with 'Bot': write the token alone.")
    for pattern, what in _NO_TOKENS:
        if pattern.fullmatch(found):
            raise SettingsError(
                f"{name} is {what}, and not the bot's token: the developer portal shows that one once, under Bot, "
                "Reset Token."
            )
    return found


def opened_fault(entry: str) -> str:
    """What is wrong with this entry of TWIN_ADMITS, as the end of a sentence; empty if nothing is."""
    if _OPENED.fullmatch(entry):
        return ""
    if found := _ROLE_ALONE.fullmatch(entry):
        role = found[1]
        return (
            f"says not where the role counts: write discord/1@{role} for those who have it in the server 1, "
            f"discord/1/2@{role} in its channel 2 alone, discord/dm@{role} in private."
        )
    if found := _THREAD.fullmatch(entry):
        return f"is a thread, which is opened with its channel: write {found[1]}{found[2] or ''}."
    if entry == "discord/dm":
        return "is everybody's private messages: write everyone, or only whose role it is, as in discord/dm@7."
    return (
        "is no number of Discord's: list people and servers as in discord/4711, channels as in discord/1/2, and only "
        "those with a role as in discord/1@7, discord/1/2@7 or, in private, discord/dm@7."
    )


def places(name: str, value: str) -> frozenset[str]:
    """The servers and channels, by their keys."""
    found = {part.strip() for part in value.split(",") if part.strip()}
    for one in sorted(found):
        if thread := _THREAD.fullmatch(one):
            raise SettingsError(f"{name} has {one!r}: a thread goes with its channel, so write {thread[1]}.")
        if not _PLACE.fullmatch(one):
            raise SettingsError(
                f"{name} has {one!r}: list, with commas between, servers and channels of Discord, as in discord/1 or "
                "discord/1/2."
            )
    return frozenset(found)


def emoji(name: str, value: str) -> str:
    """The emoji, a server's own as ``name:id``; empty for "none"."""
    found = value.strip()
    if found.casefold() == "none":
        return ""
    if custom := _CUSTOM.fullmatch(found):
        return custom[1]
    if not _is_emoji(found):
        raise SettingsError(f"{name} is {value!r}: give one emoji, such as 👀, a server's own as <:name:id>, or none.")
    return found


def _is_emoji(text: str) -> bool:
    """Whether it looks like one: nothing that a keyboard has, but for the first sign of a keycap, and no word."""
    signs = text[1:] if text.endswith(_KEYCAP) else text
    typed = any(sign.isascii() or sign.isspace() for sign in signs)
    return len(text) <= _LONGEST_EMOJI and not typed and not text.isalpha()
