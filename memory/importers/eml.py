"""Mails in a file each (.eml, RFC 5322; .emlx as Apple Mail keeps them), alone or in folders."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from memory.importers import reading
from memory.importers.mail import mailbox, tree
from memory.importers.records import Record

KIND = "eml"
CHATS = True

_SUFFIXES = frozenset({".eml", ".emlx"})
# Apple's files begin with the mail's length in bytes, and end with what Apple knows of it.
_LENGTH = re.compile(rb"\s{0,10}(\d{1,12})[ \t]{0,20}\r?\n")
# A folder of folders is one export if so many of them hold mails.
_SEVERAL = 2
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,70})[ \t]{0,2}:[^\n]*\n(?:[ \t][^\n]*\n)*")
# Every mail has a sender, and was written by a program that leaves at least one of the others.
_TELLING = frozenset(
    {b"date", b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to", b"x-unsent"}
)


def recognises(path: Path, head: bytes) -> bool:
    """A file that begins with a mail's head."""
    found: set[bytes] = set()
    at = _start(head)
    while field := _FIELD.match(head, at):
        found.add(field[1].lower())
        at = field.end()
    # A head as long as all that is looked at goes on behind it.
    ended = head[at : at + 1] in (b"", b"\r", b"\n") or len(head) == reading.HEAD
    return ended and b"from" in found and not _TELLING.isdisjoint(found)


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The mails in a folder, and in folders below it that hold nothing else; also if only those do, and are several."""
    files = [folder / name for name in names if _is_mail(folder / name)]
    inner = [tree.pure(folder / name, _is_mail) for name in names if not _is_mail(folder / name)]
    if not files and sum(map(bool, inner)) < _SEVERAL:
        return []
    return [*(path for path in files if path.is_file()), *(path for found in inner for path in found)]


def read(path: Path) -> Iterator[Record]:
    """The mails in the order they were sent; a file that is no mail is told."""
    if path.is_dir():
        files = parts(path, tree.names_in(path))
        yield from mailbox.records(path, (_stored(path, file) for file in files))
    else:
        yield from mailbox.records(path, [_stored(path, path)])


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES


def _start(head: bytes) -> int:
    length = _LENGTH.match(head)
    return length.end() if length else 3 if head.startswith(b"\xef\xbb\xbf") else 0


def _stored(whole: Path, file: Path) -> mailbox.Stored:
    head, size = reading.head(file), file.stat().st_size
    start, length = _start(head), _LENGTH.match(head)
    end = min(size, start + int(length[1])) if length else size
    uses = tree.uses(file.parent.relative_to(whole).parts, whole.name) if file != whole else frozenset()
    return mailbox.Stored(file, start, end, uses=uses)
