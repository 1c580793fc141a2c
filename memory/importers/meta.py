"""Instagram's and Messenger's chats, exported as JSON: a folder of files for each, or one file if it is encrypted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from memory.importers import json_values, meta_remarks, moments, reading
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record
from twin.errors import SourceError

KIND = "meta"
CHATS = True

_FILE = re.compile(r"message_(\d{1,6})\.json")
_MESSAGE = "messages.item"
_ABOUT = ("participants", "title", "thread_path", "threadName")
# What the encrypted chats call the fields.
_SENDER, _SENT, _TEXT, _UNSENT = (
    ("sender_name", "senderName"),
    ("timestamp_ms", "timestamp"),
    ("content", "text"),
    ("is_unsent", "isUnsent"),
)
# Messages that only tell of something, as older exports and encrypted chats mark them.
_TOLD = frozenset({"Call", "Subscribe", "Unsubscribe", "placeholder"})
_PROGRAM = "Meta AI"
# Behind a chat's name: the number of the thread, which stays when the chat is renamed.
_NUMBERED = re.compile(r".*_([0-9A-Za-z-]{6,40})", re.DOTALL)
# The encrypted chats are counted in each export anew.
_COUNTED = re.compile(r"_\d{1,5}\Z")


@dataclass(frozen=True, slots=True)
class _Written:
    """One message; its text is "" for media alone."""

    author: str
    sent_at: datetime | None
    text: str


@dataclass(slots=True)
class _Thread:
    """What the files of one chat hold; the messages newest first."""

    about: dict[str, object] = field(default_factory=dict)
    messages: list[_Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def recognises(path: Path, head: bytes) -> bool:
    """A JSON object with messages that have a sender's name and a time in milliseconds, as only Meta's do."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    return any(_is_message(raw) for _, raw in json_values.first_values(head, [_MESSAGE]))


def _is_message(raw: object) -> bool:
    return isinstance(raw, dict) and any(
        isinstance(raw.get(sender), str) and isinstance(raw.get(sent), int)
        for sender, sent in zip(_SENDER, _SENT, strict=True)
    )


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The numbered files of one thread's folder."""
    files = sorted((folder / name for name in names if _FILE.fullmatch(name)), key=_number)
    try:
        return files if any(recognises(file, reading.head(file)) for file in files[:2]) else ()
    except SourceError:
        return ()


def read(path: Path) -> Iterator[Record]:
    """The chat's messages from the first on; the exports tell them from the last on."""
    files = (
        sorted((file for file in path.iterdir() if _FILE.fullmatch(file.name)), key=_number)
        if path.is_dir()
        else [path]
    )
    thread = _Thread()
    for file in files:
        _read_file(file, thread)
    yield from thread.problems
    if not any(message.text for message in thread.messages):
        raise SourceError(f"{path} holds no text messages: export the chat again, or leave it out.")
    yield from _messages(path, thread)


def mended(text: str) -> str:
    """The text whose UTF-8 bytes were taken for Latin-1 characters as it was; any other as it is.

    Taken back as a whole or not at all: in «fermé\xa0»» three sound letters look like one broken one.
    """
    if text.isascii():
        return text
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    for cut in range(4):
        # Long texts are cut off without regard to letters of several bytes.
        whole = data[: len(data) - cut]
        try:
            sound = whole.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return sound if not sound.isascii() and (not cut or _unfinished(data[-cut:])) else text
    return text


def _unfinished(tail: bytes) -> bool:
    """Whether these are the first bytes of a letter that has more."""
    needed = 2 if 0xC2 <= tail[0] < 0xE0 else 3 if 0xE0 <= tail[0] < 0xF0 else 4 if 0xF0 <= tail[0] < 0xF5 else 0
    return len(tail) < needed and all(0x80 <= byte < 0xC0 for byte in tail[1:])


def _number(file: Path) -> int:
    match = _FILE.fullmatch(file.name)
    return int(match[1]) if match else 0


def _read_file(path: Path, thread: _Thread) -> None:
    ordinal = 0
    try:
        for place, value in json_values.values_of(path, [_MESSAGE, *_ABOUT]):
            if place != _MESSAGE:
                thread.about.setdefault(place, value)
                continue
            ordinal += 1
            try:
                message = _written(value)
            except FieldError as error:
                where = f"message number {ordinal}"
                thread.problems.append(Problem(path, where, f"{error} The message is left out."))
                continue
            if message:
                thread.messages.append(message)
    except DamagedError as error:
        last = f"message number {ordinal}" if ordinal else ""
        thread.problems.append(Problem(path, last, error.sentence(last)))


def _written(raw: object) -> _Written | None:
    """The message, or None where nobody wrote one."""
    message = json_values.record(raw)
    if str(message.get("type")) in _TOLD or "call_duration" in message or any(message.get(name) for name in _UNSENT):
        return None
    author = mended(_first(message, _SENDER))
    if not author:
        raise FieldError("It has no sender.")
    text = meta_remarks.text_of(author, mended(_first(message, _TEXT)))
    return None if text is None else _Written(author, _sent_at(message), text)


def _first(message: Mapping[str, object], names: Iterable[str]) -> str:
    return next(filter(None, (json_values.text(message, name) for name in names)), "")


def _sent_at(message: Mapping[str, object]) -> datetime | None:
    value = next((message[name] for name in _SENT if message.get(name) is not None), None)
    if value is None:
        return None
    try:
        return moments.of_epoch(value, per_second=1000)
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error


def _messages(path: Path, thread: _Thread) -> Iterator[ChatMessage]:
    thread.messages.reverse()
    if all(message.sent_at for message in thread.messages):
        thread.messages.sort(key=lambda message: message.sent_at or datetime.min)
    place, chat = _place(path, thread), _chat(thread)
    for message in thread.messages:
        yield ChatMessage(
            place=place,
            chat=chat,
            key="",
            author=message.author,
            author_id="",
            sent_at=message.sent_at,
            text=message.text,
            by_bot=message.author == _PROGRAM,
        )


def _chat(thread: _Thread) -> str:
    """The chat's title, or who is in it."""
    title = thread.about.get("title") or _COUNTED.sub("", str(thread.about.get("threadName") or ""))
    return mended(title) if isinstance(title, str) and title else ", ".join(_people(thread))


def _people(thread: _Thread) -> list[str]:
    given = thread.about.get("participants")
    people = [one.get("name") if isinstance(one, dict) else one for one in given] if isinstance(given, list) else []
    names = {mended(name) for name in people if isinstance(name, str) and name}
    return sorted(names or {message.author for message in thread.messages})


def _place(path: Path, thread: _Thread) -> str:
    """The thread's number, which its path and its folder's name end with; else the chat's title."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    thread_path = thread.about.get("thread_path")
    name = thread_path.rpartition("/")[2] if isinstance(thread_path, str) else ""
    if (
        not name
        and _FILE.fullmatch(path.name if not path.is_dir() else "message_1.json")
        and _NUMBERED.fullmatch(folder.name)
    ):
        name = folder.name
    numbered = _NUMBERED.fullmatch(name)
    return f"meta/{numbered[1] if numbered else mended(name) or _chat(thread)}"
