"""What an error of Discord, or of the way there, means for what was to be done."""

import math
from dataclasses import dataclass

import aiohttp
import discord

from twin.errors import DeliveryError, InDoubt, NotNow, Refused

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
INVALID_FORM = 50035
ARCHIVED = 50083
# Discord asks for patience with these, whatever the status: slow mode, too much written in a channel or a server, too
# many new private conversations, a part of Discord that is overloaded or not well.
SLOW_MODE = 20016
_WAITS = {SLOW_MODE, 20022, 20028, 20029, 40003, 40062, 40333, 130000}

DELETED = "The question was deleted on Discord meanwhile; it is not answered any more."
WAIT = "Discord asks to wait: the bot has written too much."
_MAY_NOT_WRITE = (
    "The bot may not write there on Discord. In the server's settings, give its role (or the bot, in that channel) the "
    "permissions View Channel, Send Messages, Send Messages in Threads and Read Message History."
)
_BLOCKED = "Discord's automatic moderation of that server did not let the message pass."
_NO_CHANNEL = "This channel or thread does not exist any more on Discord, or the bot is not in its server any more."

# Discord may accept the token again.
_REJECTED_PAUSE = 60.0
# What answered was not Discord, but something on the way to it.
_ON_THE_WAY_PAUSE = 60.0
_LONGEST_PAUSE = 24 * 60 * 60.0

# The request surely never left: no connection was there for it.
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


@dataclass(frozen=True, slots=True)
class _Meaning:
    sentence: str
    closed: bool = False


# https://docs.discord.com/developers/topics/opcodes-and-status-codes, JSON error codes.
_MEANINGS = {
    UNKNOWN_CHANNEL: _Meaning(_NO_CHANNEL, closed=True),
    10004: _Meaning("The bot is not in this Discord server any more.", closed=True),
    UNKNOWN_MESSAGE: _Meaning("This message does not exist any more on Discord."),
    10013: _Meaning("This person's Discord account does not exist any more.", closed=True),
    20009: _Meaning("Discord took the message for explicit, and does not show it in that channel."),
    40002: _Meaning("Discord wants the bot's account verified first: see the Discord developer portal."),
    40058: _Meaning("This Discord channel is a forum: answers go only into its posts.", closed=True),
    50001: _Meaning(_MAY_NOT_WRITE),
    50007: _Meaning("This person takes no private messages from the bot on Discord.", closed=True),
    50008: _Meaning("Nothing can be written in this Discord channel.", closed=True),
    50009: _Meaning("The Discord server's verification level does not let the bot write there."),
    50013: _Meaning(_MAY_NOT_WRITE),
    ARCHIVED: _Meaning(
        "The thread is archived on Discord, and the bot may not open it again: it needs Manage Threads."
    ),
    50278: _Meaning("This person shares no Discord server with the bot any more: nothing reaches them.", closed=True),
    160002: _Meaning(
        "The bot may reply on Discord only where it has the permission Read Message History: give it to it there."
    ),
    160005: _Meaning("The thread is locked on Discord: only who may manage threads can write there."),
    200000: _Meaning(_BLOCKED),
    200001: _Meaning(_BLOCKED),
    240000: _Meaning("Discord took a link in the message for a harmful one, and did not let it pass."),
}


def meaning(error: Exception) -> DeliveryError:
    """What an error says about what was to be done. The library's own words go no further: they may quote it."""
    if isinstance(error, discord.RateLimited):
        return NotNow(WAIT, pause(error.retry_after))
    if isinstance(error, discord.LoginFailure):
        return _rejected()
    if isinstance(error, discord.HTTPException):
        return _answered(error)
    if isinstance(error, NEVER_SENT):
        return NotNow("Discord cannot be reached.")
    return InDoubt("The connection to Discord failed before it had said whether it was done.")


def seconds_of(error: discord.HTTPException) -> float | None:
    """How long Discord asks to wait, by the answer's headers; None if these do not say."""
    try:
        return pause(float(error.response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None


def asks_to_wait(error: discord.HTTPException) -> bool:
    """Whether the same may be done in a while, by Discord's own word."""
    return error.status == 429 or error.code in _WAITS


def unknown_question(error: discord.HTTPException) -> bool:
    """Whether that to which the message was to reply is not there any more."""
    return error.code == INVALID_FORM and "In message_reference: Unknown message" in error.text


def _answered(error: discord.HTTPException) -> DeliveryError:
    if error.status == 401:
        return _rejected()
    if asks_to_wait(error):
        return NotNow(WAIT, seconds_of(error))
    if error.status >= 500 or error.status == 408 or error.status < 400:
        return InDoubt("Discord failed before it had said whether it was done.")
    if error.code == 0 and not _is_json(error):
        return NotNow("Something on the way to Discord turned the bot away.", seconds_of(error) or _ON_THE_WAY_PAUSE)
    if unknown_question(error):
        return Refused(DELETED)
    known = _MEANINGS.get(error.code)
    if known is None:
        return Refused(f"Discord refused it, with its error {error.code} (status {error.status}).")
    return Refused(known.sentence, closed=known.closed)


def _is_json(error: discord.HTTPException) -> bool:
    return str(error.response.headers.get("Content-Type", "")).startswith("application/json")


def _rejected() -> NotNow:
    return NotNow("Discord does not accept the bot's token.", _REJECTED_PAUSE)


def pause(seconds: float) -> float:
    """A pause that can be waited, whatever was said."""
    return _ON_THE_WAY_PAUSE if math.isnan(seconds) else min(max(seconds, 0.0), _LONGEST_PAUSE)
