"""Messages in a table: CSV with a heading, JSON lines, or a JSON array of objects, with columns named as usual.

A table needs a column of authors and one of texts. One of texts without authors is not taken for the owner's writing:
a bank's statement looks the same.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from memory.importers import csv_rows, json_values, reading, table_times
from memory.importers.json_values import FieldError
from memory.importers.records import ChatMessage, Problem, Record
from memory.importers.table_columns import roles, tell_messages
from twin.errors import SourceError

KIND = "table"
CHATS = True

_DELIMITERS = ",;\t|"
# Excel's remark on what parts the columns.
_SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
_YES = frozenset({"true", "1", "yes", "y", "ja", "j"})
# What a computer adds to the name of a file that it has already.
_AGAIN = re.compile(r"\s?\(\d{1,2}\)\Z")
_LONGEST_HEADING = 4000
# By so many values it is told what stands in a file.
_FIRST = 5

# What a row holds, by the names of its columns.
_Row = Mapping[str, object]
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A table's first row, and what parts its columns."""

    delimiter: str
    names: tuple[str, ...]

    def row(self, cells: list[str]) -> _Row:
        """The cells by their columns. Raises FieldError if there are not as many."""
        while len(cells) > len(self.names) and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) > len(self.names) and self.names[-1] == _roles(self.names).get("text"):
            # A text that nobody put into quotation marks.
            last = len(self.names) - 1
            cells = [*cells[:last], self.delimiter.join(cells[last:])]
        known = _roles(self.names)
        needed = max(self.names.index(known[role]) for role in ("author", "text"))
        if not needed < len(cells) <= len(self.names):
            raise FieldError("It has not as many columns as the heading.")
        return dict(zip(self.names, cells, strict=False))


def recognises(path: Path, head: bytes) -> bool:
    """A table by its heading, JSON by its first objects."""
    text = _beginning(head)
    if text.startswith("["):
        return _tell_messages(value for _, value in json_values.first_values(head, ["item"]))
    if text.startswith("{"):
        return _tell_messages(map(_object_or_none, text.splitlines()))
    return _heading(text.splitlines()) is not None


def read(path: Path) -> Iterator[Record]:
    """Every row that is a message; the file is gone through twice, first for the order of its dates."""
    american = table_times.month_first(_times(path))
    chat = _AGAIN.sub("", path.stem)

    def message(raw: object) -> ChatMessage:
        return _message(chat, json_values.record(raw), american=american)

    found = False
    for record in _made(path, message):
        found = found or (isinstance(record, ChatMessage) and bool(record.text))
        yield record
    if not found:
        raise SourceError(f"{path} holds no messages with a text: leave it out.")


def _times(path: Path) -> Iterator[str]:
    for row in _made(path, json_values.record):
        if not isinstance(row, Problem):
            value = row.get(_roles(tuple(row)).get("time", ""))
            if isinstance(value, str):
                yield value


def _made(path: Path, made: Callable[[object], _Made]) -> Iterator[_Made | Problem]:
    """What is made of each row, or the problem with it."""
    text = _beginning(reading.head(path))
    if text.startswith("["):
        yield from json_values.messages(path, "item", made)
        return
    heading = None if text.startswith("{") else _heading(text.splitlines())
    rows = _lines(path) if heading is None else _cells(path, heading)
    try:
        for number, row in rows:
            try:
                thing = made(row())
            except FieldError as error:
                yield Problem(path, f"line {number}", f"{error} The message is left out.")
                continue
            yield thing
    except csv_rows.RowsError as error:
        yield Problem(path, "", f"{error}; what stands before was learned.")


def _beginning(head: bytes) -> str:
    return (reading.head_text(head) or "").removeprefix("\ufeff").lstrip()


def _lines(path: Path) -> Iterator[tuple[int, Callable[[], object]]]:
    for number, line in reading.lines(path):
        if line.strip():
            yield number, partial(_object, line)


def _cells(path: Path, heading: _Heading) -> Iterator[tuple[int, Callable[[], object]]]:
    headed = False
    for number, cells in csv_rows.rows(path, heading.delimiter):
        if headed:
            yield number, partial(heading.row, cells)
        headed = headed or tuple(cells) == heading.names


def _object(line: str) -> object:
    try:
        return json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FieldError("It is damaged.") from error


def _object_or_none(line: str) -> object:
    try:
        return _object(line)
    except FieldError:
        return None


def _tell_messages(values: Iterable[object]) -> bool:
    """Whether one of the first is a message: a single one may be damaged."""
    return any(isinstance(value, dict) and tell_messages(roles(value)) for value in islice(values, _FIRST))


def _heading(lines: Iterable[str]) -> _Heading | None:
    """The heading of a table of messages; None if the first line is none."""
    first = next((line for line in lines if line.strip() and not _SEPARATOR.fullmatch(line.strip())), "")
    if len(first) > _LONGEST_HEADING:
        return None
    for delimiter in _DELIMITERS:
        names = tuple(next(csv.reader([first], delimiter=delimiter), []))
        if tell_messages(_roles(names)):
            return _Heading(delimiter, names)
    return None


@lru_cache(maxsize=64)
def _roles(names: tuple[str, ...]) -> Mapping[str, str]:
    return roles(names)


def _message(name: str, row: _Row, *, american: bool) -> ChatMessage:
    columns = _roles(tuple(row))
    fields = {role: row.get(column) for role, column in columns.items()}
    author = json_values.key(fields, "author").strip()
    if not author:
        raise FieldError("It has no author.")
    chat = json_values.key(fields, "chat").strip() or name
    return ChatMessage(
        place=f"table/{chat}",
        chat=chat,
        key=json_values.key(fields, "key").strip(),
        author=author,
        author_id=json_values.key(fields, "author_id").strip(),
        sent_at=_sent_at(fields, american=american),
        text=json_values.text(fields, "text").strip(),
        reply_to=json_values.key(fields, "reply_to").strip(),
        by_owner=str(fields.get("own", "")).strip().casefold() in _YES,
    )


def _sent_at(fields: _Row, *, american: bool) -> datetime | None:
    value, clock = fields.get("time"), fields.get("clock")
    both = f"{value} {clock}" if isinstance(value, str) and isinstance(clock, str) and clock.strip() else value
    try:
        return table_times.moment(both, american=american)
    except (ValueError, TypeError) as error:
        raise FieldError("Its time cannot be read.") from error
