"""A Discord channel as DiscordChatExporter writes it in JSON, streamed; its parts are one chat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from memory.importers import discord_text, json_values, moments
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record
from twin.errors import SourceError

KIND = "discord"
CHATS = True

_MESSAGE = "messages.item"
# Everything else tells of joins, pins, calls. Older exports have numbers: 19 is a reply.
_WRITTEN = frozenset({"Default", "Reply", "ThreadStarterMessage", "0", "19"})
# The guild of what is said in private.
_PRIVATE = "0"


@dataclass(frozen=True, slots=True)
class _Channel:
    """The chat whose messages are read."""

    place: str
    title: str


def recognises(path: Path, head: bytes) -> bool:
    """A JSON object that begins with a guild and a channel, as no other does."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    about = dict(json_values.first_values(head, ["guild", "channel"]))
    parts = (about.get("guild"), about.get("channel"))
    return all(isinstance(part, dict) and isinstance(part.get("id"), str) for part in parts)


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody wrote, from the first on."""
    channel = _channel(path)
    records = json_values.messages(path, _MESSAGE, lambda raw: _message(channel, raw))
    first = list(islice(records, 2))
    if _newest_first(first):
        rest = list(records)
        records = reversed([*first, *rest])
        first = []
    found = False
    for record in chain(first, records):
        found = found or isinstance(record, ChatMessage)
        yield record
    if not found:
        raise SourceError(f"{path} holds no messages: export the channel again, or leave it out.")


def _newest_first(first: list[ChatMessage | Problem]) -> bool:
    keys = [int(record.key) for record in first if isinstance(record, ChatMessage) and record.key.isdecimal()]
    return len(keys) == 2 and keys[0] > keys[1]


def _channel(path: Path) -> _Channel:
    about: dict[str, Mapping[str, object]] = {}
    try:
        # They stand before the first message.
        for place, value in json_values.values_of(path, ["guild", "channel"]):
            about[place] = value if isinstance(value, dict) else {}
            if len(about) == 2:
                break
    except DamagedError:
        # Told when the messages are read.
        pass
    channel, guild = about.get("channel", {}), about.get("guild", {})
    number, name = str(channel.get("id") or path.stem), str(channel.get("name") or "")
    title = name if guild.get("id") == _PRIVATE or not guild.get("name") else f"{name} in {guild['name']}"
    return _Channel(f"discord/{number}", title or number)


def _message(channel: _Channel, raw: object) -> ChatMessage | None:
    """The message, or None where nobody wrote one."""
    message = json_values.record(raw)
    if json_values.key(message, "type") not in _WRITTEN:
        return None
    key, author = json_values.key(message, "id"), json_values.part(message, "author")
    author_id = json_values.key(author, "id")
    people = {str(one.get("id")): _name(one) for one in json_values.parts(message, "mentions")}
    content = json_values.text(message, "content")
    name = _name(author) or author_id
    if not name:
        raise FieldError("It has no author.")
    return ChatMessage(
        place=channel.place,
        chat=channel.title,
        key=key,
        author=name,
        author_id=author_id,
        sent_at=moments.of_discord(key) or _sent_at(message),
        text=discord_text.readable(content, people, {}),
        reply_to=_reply_to(message),
        mentions=tuple(people),
        by_bot=author.get("isBot") is True,
        forwarded=bool(json_values.part(message, "forwardedMessage")),
    )


def _name(person: Mapping[str, object]) -> str:
    return json_values.text(person, "nickname") or json_values.text(person, "name")


def _sent_at(message: Mapping[str, object]) -> datetime | None:
    value = json_values.text(message, "timestamp")
    try:
        return moments.of_iso(value) if value else None
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error


def _reply_to(message: Mapping[str, object]) -> str:
    # A message of another channel, which was passed on, is referred to as well.
    return json_values.key(json_values.part(message, "reference"), "messageId") if _replies(message) else ""


def _replies(message: Mapping[str, object]) -> bool:
    return json_values.key(message, "type") in ("Reply", "19") and not json_values.part(message, "forwardedMessage")
