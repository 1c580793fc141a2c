"""Apple's Messages: the database chat.db of a Mac, or sms.db of a phone's backup, of any version."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory.importers import reading
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "imessage"
CHATS = True

_SQLITE = b"SQLite format 3\0"
_TABLES = {"message": {"guid", "text", "date", "is_from_me", "handle_id"}, "handle": {"id"}}
# What messages of newer systems have beside that, and what older ones are taken to have.
_LATER = (
    *("attributedBody", "associated_message_type", "thread_originator_guid", "item_type", "date_retracted"),
    *("date_edited", "cache_has_attachments", "is_system_message"),
)
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
# Until macOS 10.12 dates were seconds, since then they are nanoseconds.
_MOST_SECONDS = 10**11
# Stickers laid on a message, reactions to it, and reactions taken back.
_REACTIONS = range(1000, 4000)
_ATTACHMENT = "\ufffc"
# Programs write from short numbers, from names, and as firms.
_PERSON = re.compile(r"\+?\d{7,16}|[^@\s]+@[^@\s]+")
# Words of a damaged schema are not always text.
_DEFECTS = (sqlite3.Error, UnicodeDecodeError)
_LARGEST = 64 * 1024 * 1024
_ME = "Me"
_WAITING = (
    "what was said last stands in a file beside it that is not read: "
    "quit Messages, restart the Mac, and copy chat.db again to have that too."
)


class _BrokenError(Exception):
    """A message whose fields do not hold what they should."""


@dataclass(slots=True)
class _Book:
    """The handles (number → address), and of each chat its identifier, its title and who is in it."""

    handles: dict[int, str] = field(default_factory=dict)
    identifiers: dict[int, str] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def author(self, chat: object, handle: object) -> str:
        """Who wrote; where the handle leads nowhere, as after an upgrade, the only one who can have."""
        members = self.members.get(chat, []) if isinstance(chat, int) else []
        if isinstance(handle, int) and handle in self.handles:
            return self.handles[handle]
        known = [self.handles[member] for member in members if member in self.handles]
        return known[0] if len(known) == 1 else ""

    def place(self, chat: object, other: str) -> tuple[str, str]:
        """What names the chat for good, and its title."""
        number = chat if isinstance(chat, int) else 0
        members = [self.handles[member] for member in self.members.get(number, ()) if member in self.handles]
        identifier = self.identifiers.get(number, "") or (members[0] if len(members) == 1 else "")
        if not identifier:
            identifier = other if not number and other else f"chat {number}"
        return f"imessage/{identifier}", self.titles.get(number, "") or ", ".join(members) or identifier


def recognises(path: Path, head: bytes) -> bool:
    """A database with the tables that Messages has; a broken one by their names in its first bytes."""
    if not head.startswith(_SQLITE):
        return False
    try:
        with closing(_opened(path)) as database:
            return all(columns <= _columns(database, table) for table, columns in _TABLES.items())
    except _DEFECTS:
        return b"chat_message_join" in head or b"attributedBody" in head


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent, in the order of their dates. The database is not written to, nor locked."""
    found = False
    with reading.opened(path):
        waiting = path.with_name(f"{path.name}-wal")
    if waiting.is_file() and waiting.stat().st_size:
        yield Problem(path, "", _WAITING)
    try:
        with closing(_opened(path)) as database:
            for record in _records(path, database):
                found = found or isinstance(record, Problem) or bool(record.text)
                yield record
    except _DEFECTS as error:
        raise SourceError(f"{path} is damaged, or only a part of a database: copy it again.") from error
    if not found:
        raise SourceError(f"{path} holds no messages with text: leave it out.")


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    # What stands in it comes from elsewhere: nothing in its schema is run, and nothing in it may be endless.
    database.execute("PRAGMA trusted_schema = OFF")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    database.text_factory = lambda data: data.decode("utf-8", errors="replace")
    return database


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a plain table; none if there is no such table, or only a view that looks like one."""
    rows = database.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table])
    if not any(re.match(r"\s*CREATE\s+TABLE\b", str(sql), re.IGNORECASE) for (sql,) in rows):
        return set()
    return {str(name) for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", [table])}


def _records(path: Path, database: sqlite3.Connection) -> Iterator[ChatMessage | Problem]:
    book = _book(database)
    last = ""
    try:
        for row in _rows(database):
            last = f"message {row['number']}"
            try:
                message = _message(book, row)
            except _BrokenError as error:
                yield Problem(path, last, f"{error}: the message is left out.")
                continue
            if message:
                yield message
    except _DEFECTS:
        if not last:
            raise
        yield Problem(path, last, f"The database is damaged behind {last}: what stands before was learned.")


def _rows(database: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    """Each message once, by its date; if the damage does not let them be sorted, as they stand."""
    present = _columns(database, "message")
    later = ", ".join(f"m.{name}" if name in present else f"NULL AS {name}" for name in _LATER)
    joined = {"chat_id", "message_id"} <= _columns(database, "chat_message_join")
    chat = "NULL"
    if joined:
        # Without an index, each message would cost a walk through the whole table.
        database.execute(
            "CREATE TEMP TABLE joined AS SELECT message_id, min(chat_id) AS chat_id "
            "FROM chat_message_join GROUP BY message_id"
        )
        database.execute("CREATE UNIQUE INDEX temp.joined_message ON joined (message_id)")
        chat = "(SELECT j.chat_id FROM temp.joined j WHERE j.message_id = m.ROWID)"
    columns = f"m.ROWID AS number, {chat} AS chat, m.guid, m.text, m.date, m.is_from_me, m.handle_id, {later}"
    cursor = database.cursor()
    cursor.row_factory = sqlite3.Row
    try:
        first = cursor.execute(f"SELECT {columns} FROM message m ORDER BY m.date, m.ROWID").fetchone()  # noqa: S608
    except _DEFECTS:
        yield from cursor.execute(f"SELECT {columns} FROM message m ORDER BY m.ROWID")  # noqa: S608
        return
    if first is not None:
        yield first
        yield from cursor


def _book(database: sqlite3.Connection) -> _Book:
    book = _Book()
    for number, address in database.execute("SELECT ROWID, id FROM handle"):
        book.handles[number] = str(address).strip()
    if {"chat_identifier", "display_name"} <= _columns(database, "chat"):
        for number, identifier, title in database.execute("SELECT ROWID, chat_identifier, display_name FROM chat"):
            book.identifiers[number] = str(identifier or "").strip()
            book.titles[number] = " ".join(str(title or "").split())
    if {"chat_id", "handle_id"} <= _columns(database, "chat_handle_join"):
        for chat, handle in database.execute("SELECT chat_id, handle_id FROM chat_handle_join ORDER BY 1, 2"):
            book.members.setdefault(chat, []).append(handle)
    return book


def _message(book: _Book, row: sqlite3.Row) -> ChatMessage | None:
    """The message, or None where nobody sent one, or took it back."""
    if row["item_type"] or row["date_retracted"] or row["is_system_message"] or _is_reaction(row):
        return None
    text = _text(row)
    if text is None:
        return None
    mine = row["is_from_me"] == 1
    # Of the owner's messages, to whom it went.
    other = book.author(row["chat"], row["handle_id"])
    if not mine and not other:
        raise _BrokenError("It does not say who wrote it")
    place, title = book.place(row["chat"], other)
    return ChatMessage(
        place=place,
        chat=title,
        key=str(row["guid"] or ""),
        author=_ME if mine else other,
        author_id="" if mine else other,
        sent_at=_sent_at(row["date"]),
        text=text,
        reply_to=str(row["thread_originator_guid"] or ""),
        by_owner=mine,
        by_bot=not mine and not _PERSON.fullmatch(other),
    )


def _is_reaction(row: sqlite3.Row) -> bool:
    kind = row["associated_message_type"]
    return isinstance(kind, int) and kind in _REACTIONS


def _text(row: sqlite3.Row) -> str | None:
    """The message's text, empty for attachments alone; None where there is nothing, as after it was taken back."""
    text, body = row["text"], row["attributedBody"]
    if not text and body:
        text = _attributed(body)
    if text is None:
        return "" if row["cache_has_attachments"] and not row["date_edited"] else None
    if not isinstance(text, str):
        raise _BrokenError("Its text is none")
    return text.replace(_ATTACHMENT, "").replace("\ufffd", "").replace("\0", "").strip()


def _attributed(body: object) -> str:
    """The text in an archived NSAttributedString ("typedstream").

    Behind the name of its class, NSString, stands "+" for bytes, how many these are, and the bytes, which are UTF-8.
    The number is one byte below 0x80, else 0x81 and two bytes or 0x82 and four, the lowest first.
    """
    data = body if isinstance(body, bytes) else b""
    start = data.find(b"NSString")
    start = data.find(b"\x84\x01+", start, start + 40) + 3 if start >= 0 else 0
    if start < 3 or start >= len(data):
        raise _BrokenError("Its text cannot be found")
    wide = {0x81: 2, 0x82: 4}.get(data[start], 0)
    if not wide and data[start] >= 0x80:
        raise _BrokenError("The length of its text cannot be read")
    length = int.from_bytes(data[start + 1 : start + 1 + wide], "little") if wide else data[start]
    start += 1 + wide
    if start + length > len(data):
        raise _BrokenError("Its text is cut off")
    try:
        return data[start : start + length].decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BrokenError("Its text is damaged") from error


def _sent_at(value: object) -> datetime | None:
    if not isinstance(value, int) or value <= 0:
        return None
    microseconds = value * 10**6 if value < _MOST_SECONDS else value // 1000
    try:
        return plausible(_EPOCH + timedelta(microseconds=microseconds))
    except OverflowError as error:
        raise _BrokenError("Its date cannot be read") from error
