"""The private messages of X's archive of an account."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from memory.importers import json_values, moments, x_files
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record
from memory.importers.x_files import Account
from twin.errors import SourceError

KIND = "x-messages"
CHATS = True

_FILE = re.compile(r"direct-messages?(?:-group)?(?:-part\d{1,4})?\.js")
_KINDS = ("direct_message", "direct_messages", "direct_message_group", "direct_messages_group")
_NUMBER = "item.dmConversation.conversationId"
_EVENT = "item.dmConversation.messages.item"
# Where the links lead that X puts in for a picture.
_PICTURE = re.compile(r"https?://(?:twitter|x)\.com/messages/media/|https?://(?:pic\.|ton\.)(?:twitter|x)\.com/")


@dataclass(slots=True)
class _Conversation:
    """The conversation that is being read: its newest message comes first."""

    number: str
    name: str = ""
    messages: list[ChatMessage] = field(default_factory=list)


def recognises(path: Path, head: bytes) -> bool:
    """The messages alone, by how their file begins."""
    return x_files.holds(head) in _KINDS


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The messages in an archive's folder."""
    files = x_files.found(folder, names, _FILE.fullmatch)
    return files if files and (files[0].parent / x_files.ACCOUNT).is_file() else ()


def read(path: Path) -> Iterator[Record]:
    """Every message, conversation by conversation, each from its first message on."""
    files = x_files.found(path, x_files.names_in(path), _FILE.fullmatch) if path.is_dir() else [path]
    account = x_files.account((files[0] if files else path).resolve().parent)
    found = False
    for file in files:
        for record in _records(account, file):
            found = found or isinstance(record, ChatMessage)
            yield record
    if not found:
        raise SourceError(f"{path} holds no messages: leave it out.")


def _records(account: Account, path: Path) -> Iterator[ChatMessage | Problem]:
    conversation, ordinal, last = _Conversation(""), 0, ""
    try:
        for place, value in json_values.values_of(path, [_NUMBER, _EVENT], x_files.skipped(path)):
            if place == _NUMBER:
                yield from _ordered(conversation)
                conversation = _Conversation(str(value))
                continue
            ordinal += 1
            last = f"message number {ordinal}"
            try:
                _hear(account, conversation, json_values.record(value))
            except FieldError as error:
                yield Problem(path, last, f"{error} The message is left out.")
    except DamagedError as error:
        yield Problem(path, last, error.sentence(last))
    yield from _ordered(conversation)


def _hear(account: Account, conversation: _Conversation, event: Mapping[str, object]) -> None:
    """Adds a message to its conversation; what else happens there only tells what the conversation is called."""
    renamed = json_values.text(json_values.part(event, "conversationNameUpdate"), "name")
    conversation.name = conversation.name or renamed
    message = json_values.part(event, "messageCreate")
    if not message:
        return
    sender, key = json_values.key(message, "senderId"), json_values.key(message, "id")
    if not sender or not conversation.number:
        raise FieldError("It has no author." if not sender else "It belongs to no conversation.")
    by_owner = sender == account.number
    conversation.messages.append(
        ChatMessage(
            place=f"x/{conversation.number}",
            chat="",
            key=key,
            author=(account.shown or account.name or sender) if by_owner else sender,
            author_id=sender,
            sent_at=_sent_at(json_values.text(message, "createdAt")),
            text=x_files.with_links(json_values.text(message, "text"), _links(message)),
            by_owner=by_owner,
        )
    )


def _links(message: Mapping[str, object]) -> dict[str, str]:
    links = ((link.get("url"), link.get("expanded")) for link in json_values.parts(message, "urls"))
    return {
        short: "" if _PICTURE.match(whole) else whole
        for short, whole in links
        if isinstance(short, str) and isinstance(whole, str)
    }


def _sent_at(value: str) -> datetime | None:
    try:
        return moments.in_world_time(moments.of_iso(value)) if value else None
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error


def _ordered(conversation: _Conversation) -> Iterator[ChatMessage]:
    people = dict.fromkeys(message.author for message in conversation.messages if not message.by_owner)
    title = conversation.name or ", ".join(people) or conversation.number
    messages = conversation.messages[::-1]
    if all(message.key.isascii() and message.key.isdigit() for message in messages):
        messages.sort(key=lambda message: (len(message.key), message.key))
    yield from (replace(message, chat=title) for message in messages)
