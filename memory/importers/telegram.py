"""Telegram Desktop's JSON export, of one chat or of a whole account, streamed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import ijson
from ijson.common import ObjectBuilder

from memory.importers import reading
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
_REST = "what stands before was learned. Export the chat again to have the rest."
_MARK = b"\xef\xbb\xbf"

_Event = tuple[str, str, object]


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


class _FieldError(Exception):
    """A message's field does not hold what it should."""


def recognises(path: Path, head: bytes) -> bool:
    """A JSON object that tells of chats or messages as only Telegram's does."""
    start = head.removeprefix(_MARK)
    if not start.lstrip().startswith(b"{"):
        return False
    verdicts = (_verdict(*event) for event in _events(BytesIO(start)))
    try:
        return next((verdict for verdict in verdicts if verdict is not None), False)
    except (ijson.JSONError, ValueError):
        return False


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent, chat by chat; what is broken or cut off is told as a problem."""
    found = False
    with reading.opened(path) as file:
        file.seek(len(_MARK) if file.read(len(_MARK)) == _MARK else 0)
        for record in _records(path, file):
            found = found or isinstance(record, Problem) or bool(record.text)
            yield record
    if not found:
        raise SourceError(f"{path} holds no text messages: export the chat again, or leave it out.")


def _verdict(prefix: str, _event: str, value: object) -> bool | None:
    if prefix.endswith("messages.item.type") and prefix.removesuffix(".type") in _MESSAGES:
        return value in _MESSAGE_KINDS
    if _CHAT_FIELDS.get(prefix) == "type" and value in _CHAT_KINDS:
        return True
    # A whole account begins with its owner, and may reach its chats late.
    return True if prefix == "about" and "Telegram" in str(value) else None


def _events(file: BinaryIO) -> Iterator[_Event]:
    events: Iterator[_Event] = ijson.parse(file, use_float=True)
    return events


def _records(path: Path, file: BinaryIO) -> Iterator[ChatMessage | Problem]:
    place, last = "", ""
    try:
        for chat, ordinal, raw in _messages(_events(file)):
            last = _label(raw, ordinal)
            try:
                message = _message(path, chat, raw)
            except _FieldError as error:
                yield Problem(path, last, f"{error} The message is left out.")
                continue
            if message:
                place = f" of “{message.chat}”"
                yield message
    except (ijson.JSONError, ValueError) as error:
        # The C parser calls every error incomplete: only its words tell a cut from damage.
        cut = "premature EOF" in str(error) or "Incomplete" in str(error)
        what = "ends in the middle" if cut else "is damaged"
        yield Problem(path, last, f"The file {what}, after {last or 'its beginning'}{place}; {_REST}")


def _messages(events: Iterator[_Event]) -> Iterator[tuple[_Chat, int, object]]:
    """Each message with its chat and its ordinal there; only one message is in memory at a time."""
    chat, ordinal, builder = _Chat(1), 0, None
    for prefix, event, value in events:
        if builder:
            builder.event(event, value)
            if event == "end_map" and prefix in _MESSAGES:
                yield chat, ordinal, builder.value
                builder = None
        elif prefix in _MESSAGES and not event.startswith("end"):
            ordinal += 1
            if event == "start_map":
                builder = ObjectBuilder()
                builder.event(event, value)
            else:
                yield chat, ordinal, value
        elif prefix in _CHATS and event == "end_map":
            chat, ordinal = _Chat(chat.number + 1, chat.owner), 0
        elif prefix == _OWNER and _is_number(value):
            chat.owner = str(value)
        elif prefix in _CHAT_FIELDS:
            setattr(chat, _CHAT_FIELDS[prefix], value)


def _label(raw: object, ordinal: int) -> str:
    key = raw.get("id") if isinstance(raw, dict) else None
    return f"message {key}" if _is_number(key) else f"message number {ordinal}"


def _message(path: Path, chat: _Chat, raw: object) -> ChatMessage | None:
    """The message, or None where nobody sent one."""
    if not isinstance(raw, dict):
        raise _FieldError("It is not a message.")
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
    raise _FieldError("Its text is neither a text nor a list.")


def _part(part: object) -> str:
    text = part.get("text") if isinstance(part, dict) else part
    if not isinstance(text, str):
        raise _FieldError("A part of its text is not a text.")
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
        raise _FieldError("Its author's name is not a text.")
    return name or f"Deleted Account {author_id}".strip()


def _author_id(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) and not _is_number(value):
        raise _FieldError("Its author's number is not a number.")
    # Channels and chats keep their word: their numbers are not those of people.
    return re.sub(r"\Auser(?=\d)", "", str(value))


def _key(raw: dict[str, object], field: str) -> str:
    value = raw.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) and not _is_number(value):
        raise _FieldError(f"Its “{field}” is not a number.")
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
            raise _FieldError(f"Its date “{str(raw[field])[:40]}” cannot be read.") from error
    return None
