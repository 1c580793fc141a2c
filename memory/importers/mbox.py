"""Mailboxes in one file (RFC 4155), as Google Takeout, Thunderbird and Apple Mail export them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from memory.importers import reading
from memory.importers.mail import mailbox, tree
from memory.importers.mail.folders import Use
from memory.importers.records import Problem, Record

KIND = "mbox"
CHATS = True

_CHUNK = 1024 * 1024
_LINE = b"\nFrom "
# A line that begins a mail: with a time in it or, as Thunderbird writes it, without anything; a field follows.
_LONGEST_BEGINNING = 1024
_BEGINNING = re.compile(
    rb"From (?:[^\n]{0,300}?\d{1,2}:\d\d[^\n]{0,100}|-?[ \t]{0,3})\r?\n(?=>?From |[!-9;-~]{1,100}[ \t]{0,2}:|\r?\n)"
)
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}(?=From )")
_COMPANIONS = frozenset({".msf", ".dat"})


def recognises(path: Path, head: bytes) -> bool:
    """A file that begins as a mailbox does."""
    start = _START.match(head)
    return start is not None and _BEGINNING.match(head, start.end()) is not None


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The mailboxes of one account: files called .mbox, those that Thunderbird keeps an index of, folders of either."""
    present = frozenset(names)
    found: list[Path] = []
    for name in names:
        path = folder / name
        if name.endswith((".mbox", ".sbd")) and path.is_dir():
            found += _within(path)
        elif _is_named(name, present) and path.is_file():
            found.append(path)
    return found


def read(path: Path) -> Iterator[Record]:
    """The mails in the order they were sent; a mail that is damaged is told, and the next one read."""
    files = parts(path, tree.names_in(path)) if path.is_dir() else [path]
    for file in files:
        start = reading.head(file)
        if start.strip() and not recognises(file, start):
            yield Problem(file, "", "It does not begin as a mailbox does: it is left out.")
    yield from mailbox.records(path, (mail for file in files for mail in _mails(path, file)))


def _is_named(name: str, present: frozenset[str]) -> bool:
    return name.endswith(".mbox") or f"{name}.msf" in present


def _within(folder: Path) -> Iterator[Path]:
    """The mailboxes in a folder that is called as one: Apple's holds a file "mbox", Thunderbird's further mailboxes."""
    yield from (path for path in [folder / "mbox"] if path.is_file())
    yield from parts(folder, tree.names_in(folder))


def _mails(whole: Path, file: Path) -> Iterator[mailbox.Stored]:
    uses = _uses(whole, file)
    number, begun = 0, None
    size = file.stat().st_size
    for at, behind in _beginnings(file):
        if begun is not None:
            yield mailbox.Stored(file, begun, at, number, uses)
        number, begun = number + 1, behind
    if begun is not None:
        yield mailbox.Stored(file, begun, size, number, uses)


def _uses(whole: Path, file: Path) -> frozenset[Use]:
    if file == whole:
        # Apple's mailbox is a folder with a file of no name.
        return tree.uses([file.parent.stem if file.name == "mbox" else file.stem])
    return tree.uses([Path(name).stem for name in file.relative_to(whole).parts], whole.stem)


def _beginnings(file: Path) -> Iterator[tuple[int, int]]:
    """Where each mail's first line begins and ends, found without reading what the mails hold."""
    with reading.opened(file) as source:
        start = _START.match(source.read(_LONGEST_BEGINNING))
        base = start.end() if start else 0
        source.seek(base)
        # As if a line had ended before the first one.
        base, waiting = base - 1, b"\n"
        while chunk := source.read(_CHUNK):
            waiting += chunk
            last = len(waiting) - _LONGEST_BEGINNING
            yield from _among(waiting, base, last)
            keep = max(0, last)
            base, waiting = base + keep, waiting[keep:]
        yield from _among(waiting, base, len(waiting))


def _among(data: bytes, base: int, last: int) -> Iterator[tuple[int, int]]:
    at = data.find(_LINE)
    while 0 <= at < last:
        if begins := _BEGINNING.match(data, at + 1):
            yield base + begins.start(), base + begins.end()
        at = data.find(_LINE, at + 1)
