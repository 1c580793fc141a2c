"""Sending: one request for one message, and what an error of it means for the message."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.addresses import Address, message_of, place, reference
from adapters.telegram.business import Connection
from adapters.telegram.durations import seconds
from adapters.telegram.formatting import formatted
from adapters.telegram.uploads import Unfinished, upload
from twin.errors import DeliveryError, GoneTo, InDoubt, NotNow, Refused
from twin.message import Delivery

# The longest that a business account's bot may answer after a message.
BUSINESS_DAY = timedelta(hours=24)
DISCONNECTED = "The bot is not connected to your Telegram account any more."
# Telegram may accept the token again.
_REJECTED_PAUSE = 60.0
_LONGEST_QUOTE = 200
# What the library makes of the status 413.
_TOO_LARGE = ("request entity too large", "content too large")

# The request surely never left: no connection was there for it, or not for long enough.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, Unfinished)


@dataclass(frozen=True, slots=True)
class _Meaning:
    words: tuple[str, ...]
    sentence: str
    closed: bool = False


_MEANINGS = (
    _Meaning(("blocked by the user", "user_is_blocked"), "This person has blocked the bot on Telegram.", closed=True),
    _Meaning(("was kicked", "not a member"), "The bot is not in this Telegram group any more.", closed=True),
    _Meaning(("user is deactivated",), "This person's Telegram account does not exist any more.", closed=True),
    _Meaning(("chat was deleted", "chat was deactivated"), "This Telegram group does not exist any more.", closed=True),
    _Meaning(("can't initiate", "can't send messages to bots"), "Telegram lets no bot write there first.", closed=True),
    _Meaning(("chat not found", "peer_id_invalid"), "Telegram knows no such chat any more.", closed=True),
    _Meaning(("thread not found", "topic_deleted"), "The topic does not exist any more in this Telegram group."),
    _Meaning(("topic_closed",), "The topic is closed in this Telegram group."),
    _Meaning(
        ("business_peer_usage_missing",),
        "Telegram lets a business bot answer only within 24 hours of a message, and only in chats opened to it.",
    ),
    _Meaning(
        ("message can't be deleted", "message_delete_forbidden"),
        "Telegram deletes nothing that is older than 48 hours.",
    ),
    _Meaning(
        ("message can't be edited", "message to edit not found"), "This message cannot be changed on Telegram any more."
    ),
    _Meaning(
        ("voice_messages_forbidden", "video_messages_forbidden", "restricted receiving"),
        "This person's privacy settings on Telegram do not let the bot send them voice messages.",
    ),
    _Meaning(("file is too big",), "Telegram does not hand over so large a file to a bot, nor take it from one."),
    _Meaning(("file_id", "file identifier", "file reference"), "Telegram does not have this file any more."),
    _Meaning(("bot_access_forbidden",), "Your Telegram account does not allow the bot to do this in your chats."),
    _Meaning(("business",), "Your Telegram account does not let the bot answer in this chat any more."),
    _Meaning(
        ("not enough rights", "no rights", "write_forbidden", "administrator rights", "chat_restricted", "chat_send_"),
        "The bot may not write in this Telegram chat: its rights there do not suffice.",
    ),
)


async def send(
    bot: Bot, me: int, where: Address, connection: Connection | None, delivery: Delivery, longest: float
) -> str:
    """Send it with exactly one request; its reference, as the bot ``me`` gives them. Raises what the library does.

    A file may be on its way for ``longest`` seconds; Refused if there is none.
    """
    name = connection.id if connection else None
    reply = None
    if where.group and (answered := message_of(delivery.reply_to, me)) is not None:
        reply = ReplyParameters(answered, allow_sending_without_reply=True)
    if delivery.media is not None:
        uploaded = await upload(bot, where, name, reply, delivery.media, delivery.text, longest)
        return reference(me, uploaded.message_id)
    text, entities = formatted(delivery.text)
    sent = await bot.send_message(
        where.chat,
        text,
        entities=entities or None,
        message_thread_id=where.thread,
        business_connection_id=name,
        reply_parameters=reply,
    )
    return reference(me, sent.message_id)


def objection(connection: Connection | None, asked_at: datetime) -> Refused | None:
    """Why Telegram need not even be asked to send it through this business connection."""
    if connection is None:
        return None
    if datetime.now(UTC) - asked_at > BUSINESS_DAY:
        return Refused("Telegram lets a business bot answer only within 24 hours of a message; these have passed.")
    if not connection.open:
        return Refused(DISCONNECTED)
    if not connection.may_reply:
        return Refused(
            "Your Telegram account lets the bot read, not answer: allow it to reply to messages in Telegram's "
            "settings, under Telegram Business, Chatbots."
        )
    return None


def meaning(error: Exception, where: Address | None, token: str) -> DeliveryError:
    """What an error says about the message. The library's own words go no further: they may hold the token."""
    if isinstance(error, DeliveryError):
        return error
    if isinstance(error, RetryAfter):
        return NotNow("Telegram asks to wait: the bot has sent too much.", seconds_of(error))
    if isinstance(error, ChatMigrated) and where is not None:
        after = place(error.new_chat_id)
        return GoneTo("This Telegram group goes on as a supergroup.", where.place, after)
    if isinstance(error, InvalidToken):
        return NotNow("Telegram does not accept the bot's token.", _REJECTED_PAUSE)
    if isinstance(error, BadRequest | Forbidden):
        return _refused(error, token)
    if isinstance(error.__cause__, _NEVER_SENT):
        return NotNow("Telegram cannot be reached.")
    said = error.message.lower() if isinstance(error, TelegramError) else ""
    if said.startswith("too many requests"):
        return NotNow("Telegram asks to wait: the bot has sent too much.")
    if said.startswith(_TOO_LARGE):
        return Refused("Telegram does not take so large a file.")
    return InDoubt("The connection to Telegram failed before it had said whether it was done.")


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    return seconds(lambda: error.retry_after)


def quoted(words: str, token: str) -> str:
    """Telegram's own words, if they may be shown. The library changes their case."""
    said = " ".join(words.split())
    secret = token.partition(":")[2].lower()
    return json.dumps(said[:_LONGEST_QUOTE], ensure_ascii=False) if said and secret not in said.lower() else "no reason"


def _refused(error: TelegramError, token: str) -> Refused:
    said = error.message.lower()
    for known in _MEANINGS:
        if any(words in said for words in known.words):
            return Refused(known.sentence, closed=known.closed)
    # Forbidden is said of chats, a bad request of one message.
    return Refused(
        f"Telegram refused the message: {quoted(error.message, token)}.", closed=isinstance(error, Forbidden)
    )
