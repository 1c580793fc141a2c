"""What is noted of pieces' texts beside them, by which they are found again: fingerprints of runs of words, and hosts.

Fingerprints lie packed in a row a text, the rows numbered as they come: one row a fingerprint, kept in their order,
would touch a page of the file for nearly every one, and learning long chats would be as slow as the disk.
"""

import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any, Literal

from twin import fingerprint

Kind = Literal["passages", "exemplars"]

# Pieces whose texts are in memory at once.
_BATCH = 1000

_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s<>\"'()\[\]{}|\\^`/?#]+)", re.IGNORECASE)
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
# No host is longer, and turning a long one into ASCII takes long.
_LONGEST_HOST = 253


class Part(IntEnum):
    """Which of a piece's texts a row of fingerprints is of: each has an author and an audience of its own."""

    PASSAGE = 0
    MESSAGE = 1
    REPLY = 2


# The texts of a piece, each with its part; of the owner's texts, where links stand.
_TEXTS: dict[Kind, str] = {
    "passages": "SELECT id, trim(title || char(10) || link, char(10)), text,"
    " CASE WHEN by_owner THEN link || ' ' || text ELSE '' END FROM passages",
    "exemplars": "SELECT id, message, reply, reply FROM exemplars",
}


def note_new(connection: sqlite3.Connection, kind: Kind, after: int) -> None:
    """Note what stands in the pieces of this kind with an id above ``after``; of them nothing is noted yet."""
    while rows := connection.execute(f"{_TEXTS[kind]} WHERE id > ? ORDER BY id LIMIT ?", [after, _BATCH]).fetchall():
        _note(connection, kind, rows)
        after = rows[-1][0]


def note_again(connection: sqlite3.Connection, kind: Kind, piece: int) -> None:
    """Note what stands in a piece whose texts have changed."""
    erase(connection, kind, [piece])
    _note(connection, kind, connection.execute(f"{_TEXTS[kind]} WHERE id = ?", [piece]).fetchall())


def erase(connection: sqlite3.Connection, kind: Kind, ids: Sequence[int]) -> None:
    """Forget what was noted of these pieces."""
    parts = [Part.PASSAGE] if kind == "passages" else [Part.MESSAGE, Part.REPLY]
    rows = [[id_, part] for id_ in ids for part in parts]
    connection.executemany("DELETE FROM fingerprints WHERE piece = ? AND part = ?", rows)
    connection.executemany("DELETE FROM hosts WHERE kind = ? AND piece = ?", [[kind, id_] for id_ in ids])


def host_of(address: str) -> str:
    """The host in what stands between ``https://`` and the next slash, in ASCII, without "www."; '' if none does."""
    found = _HOST.match(address.rpartition("@")[2])
    if not found or len(found[0]) > _LONGEST_HOST:
        return ""
    host = found[0].casefold().removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def hosts_in(text: str) -> set[str]:
    """The hosts of the links in a text."""
    return {host for address in _LINK.findall(text) if "." in (host := host_of(address))}


def _note(connection: sqlite3.Connection, kind: Kind, rows: Sequence[Sequence[Any]]) -> None:
    packed = [one for row in rows for one in _packed(kind, row) if one[-1]]
    connection.executemany("INSERT INTO fingerprints (part, piece, prints) VALUES (?, ?, ?)", packed)
    hosts = [(host, kind, id_) for id_, *_, linking in rows for host in hosts_in(linking)]
    connection.executemany("INSERT INTO hosts (host, kind, piece) VALUES (?, ?, ?)", hosts)


def _packed(kind: Kind, row: Sequence[Any]) -> Iterator[tuple[int, int, bytes]]:
    id_, first, second, _ = row
    if kind == "passages":
        yield Part.PASSAGE, id_, _prints(first) + _prints(second) if first else _prints(second)
    else:
        yield Part.MESSAGE, id_, _prints(first)
        yield Part.REPLY, id_, _prints(second)


@lru_cache(maxsize=4096)
def _prints(text: str) -> bytes:
    """Most exemplars are made of two messages, which have just been stored as passages."""
    return array("q", fingerprint.stored(text)).tobytes()
