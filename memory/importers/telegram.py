"""Telegram Desktop's JSON export, of one chat or of a whole account, streamed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from memory.importers import json_values
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "telegram"
CHATS = True

_CHATS = ("", "chats.list.item", "left_chats.list.item")
_MESSAGES = frozenset(f"{chat}.messages.item".lstrip(".") for chat in _CHATS)
_CHAT_FIELDS = {f"{chat}.{field}".lstrip("."): field for chat in _CHATS for field in ("name", "type", "id")}
_CHAT_KINDS = frozenset(
    {"saved_messages", "replies", "verification_codes", "personal_chat", "bot_chat", "private_group"}
    | {"private_supergroup", "public_supergroup", "private_channel", "public_channel"}
)
_MESSAGE_KINDS = frozenset({"message", "service", "unsupported"})
_FORWARDED = ("forwarded_from", "forwarded_from_id")
_OWNER = "personal_information.user_id"
_ABOUT = "about"
# By them the first bytes of an export are known.
_TELLING = (_ABOUT, *(f"{message}.type" for message in _MESSAGES), *_CHAT_FIELDS)


@dataclass(slots=True)
class _Chat:
    """The chat whose messages are being read."""

    number: int
    owner: str = ""
    name: object = None
    type: object = None
    id: object = None

    def title(self, path: Path) -> str:
        if self.type == "saved_messages":
            return "Saved Messages"
        if isinstance(self.name, str) and self.name:
            return self.name
        if _is_number(self.id):
            return f"Deleted Account {self.id}"
        # Every export's file is called result.json, in a folder of its own.
        title = path.resolve().parent.name if path.stem == "result" else path.stem
        return title if self.number == 1 else f"{title} {self.number}"

    def place(self, path: Path) -> str:
        return f"telegram/{self.id if _is_number(self.id) else self.title(path)}"

    def is_owner(self, author_id: str) -> bool:
        """Whether the export says that this author is its owner."""
        return bool(author_id) and (author_id == self.owner or (self.type == "saved_messages" and self._is(author_id)))

    def is_bot(self, author_id: str) -> bool:
        """Whether the author is the program that this chat is with."""
        return self.type == "bot_chat" and self._is(author_id)

    def _is(self, author_id: str) -> bool:
        return _is_number(self.id) and author_id == str(self.id)


def recognises(path: Path, head: bytes) -> bool:
    """A JSON object that tells of chats or messages as only Telegram's does."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    verdicts = (_verdict(place, value) for place, value in json_values.first_values(head, _TELLING))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent, chat by chat; what is broken or cut off is told as a problem."""
    found = False
    for record in _records(path):
        found = found or isinstance(record, Problem) or bool(record.text)
        yield record
    if not found:
        raise SourceError(f"{path} holds no text messages: export the chat again, or leave it out.")


def _verdict(place: str, value: object) -> bool | None:
    if place.endswith("messages.item.type"):
        return True if isinstance(value, str) and value in _MESSAGE_KINDS else None
    if _CHAT_FIELDS.get(place) == "type" and isinstance(value, str) and value in _CHAT_KINDS:
        return True
    # A whole account begins with its owner, and may reach its chats late.
    return True if place == _ABOUT and "Telegram" in str(value) else None


def _records(path: Path) -> Iterator[ChatMessage | Problem]:
    place, last = "", ""
    try:
        for chat, ordinal, raw in _messages(path):
            last = _label(raw, ordinal)
            try:
                message = _message(path, chat, raw)
            except FieldError as error:
                yield Problem(path, last, f"{error} The message is left out.")
                continue
            if message:
                place = f" of “{message.chat}”"
                yield message
    except DamagedError as error:
        yield Problem(path, last, error.sentence(f"{last or 'its beginning'}{place}"))


def _messages(path: Path) -> Iterator[tuple[_Chat, int, object]]:
    """Each message with its chat and its ordinal there; only one message is in memory at a time."""
    chat, ordinal = _Chat(1), 0
    for place, value in json_values.values_of(path, [*_MESSAGES, *_CHAT_FIELDS, _OWNER], ends=_CHATS):
        if place in _MESSAGES:
            ordinal += 1
            yield chat, ordinal, value
        elif place in _CHATS:
            chat, ordinal = _Chat(chat.number + 1, chat.owner), 0
        elif place == _OWNER:
            chat.owner = str(value) if _is_number(value) else chat.owner
        else:
            setattr(chat, _CHAT_FIELDS[place], value)


def _label(raw: object, ordinal: int) -> str:
    key = raw.get("id") if isinstance(raw, dict) else None
    return f"message {key}" if _is_number(key) else f"message number {ordinal}"


def _message(path: Path, chat: _Chat, raw: object) -> ChatMessage | None:
    """The message, or None where nobody sent one."""
    if not isinstance(raw, dict):
        raise FieldError("It is not a message.")
    if raw.get("type", "message") != "message":
        return None
    author_id = _author_id(raw.get("from_id"))
    return ChatMessage(
        place=chat.place(path),
        chat=chat.title(path),
        key=_key(raw, "id"),
        author=_author(raw.get("from"), author_id),
        author_id=author_id,
        sent_at=_sent_at(raw),
        text=(_text(raw.get("text", "")).strip() or _question(raw.get("poll"))),
        # A number in another chat would point at the wrong message of this one.
        reply_to="" if "reply_to_peer_id" in raw else _key(raw, "reply_to_message_id"),
        by_owner=chat.is_owner(author_id),
        mentions=_mentions(raw.get("text")),
        by_bot="via_bot" in raw or chat.is_bot(author_id),
        forwarded=any(field in raw for field in _FORWARDED),
    )


def _text(text: object) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_part(part) for part in text)
    raise FieldError("Its text is neither a text nor a list.")


def _part(part: object) -> str:
    text = part.get("text") if isinstance(part, dict) else part
    if not isinstance(text, str):
        raise FieldError("A part of its text is not a text.")
    return text


def _question(poll: object) -> str:
    """What a poll asks."""
    question = poll.get("question") if isinstance(poll, dict) else None
    return question.strip() if isinstance(question, str) else ""


def _mentions(text: object) -> tuple[str, ...]:
    """Whom the text names with a link: their number, or the name that they have on Telegram."""
    parts = [part for part in text if isinstance(part, dict)] if isinstance(text, list) else []
    numbers = (str(part["user_id"]) for part in parts if _is_number(part.get("user_id")))
    names = (str(part.get("text", "")).removeprefix("@") for part in parts if part.get("type") == "mention")
    return tuple(dict.fromkeys([*numbers, *names]))


def _author(name: object, author_id: str) -> str:
    if name is not None and not isinstance(name, str):
        raise FieldError("Its author's name is not a text.")
    return name or f"Deleted Account {author_id}".strip()


def _author_id(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) and not _is_number(value):
        raise FieldError("Its author's number is not a number.")
    # Channels and chats keep their word: their numbers are not those of people.
    return re.sub(r"\Auser(?=\d)", "", str(value))


def _key(raw: dict[str, object], field: str) -> str:
    value = raw.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) and not _is_number(value):
        raise FieldError(f"Its “{field}” is not a number.")
    return str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _sent_at(raw: dict[str, object]) -> datetime | None:
    """Aware where the moment is given, naive where only the computer's clock is, None without a possible date."""
    readings: tuple[tuple[str, Callable[[str], datetime]], ...] = (
        ("date_unixtime", lambda value: datetime.fromtimestamp(int(value), UTC)),
        ("date", datetime.fromisoformat),
    )
    for field, reading_of in readings:
        if raw.get(field) is None:
            continue
        try:
            return plausible(reading_of(str(raw[field])))
        except (ValueError, OverflowError, OSError) as error:
            raise FieldError(f"Its date “{str(raw[field])[:40]}” cannot be read.") from error
    return None
