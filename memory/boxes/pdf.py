"""The child process that reads a PDF: its metadata and the text of its pages, a line each."""

import json
import struct
import sys
import zlib
from typing import BinaryIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from memory.boxes.confining import confine

_MOST_PAGES = 5_000
# Characters of all pages together: ten long books.
_LARGEST = 10_000_000
# What a file that is not as it should be makes the library raise, and it raises whatever comes.
_DEFECTS = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_LOCKED = "is locked with a password: save it without one."
_DAMAGED = "is damaged, and cannot be read: save it as PDF once more."


def main() -> None:
    """Read what is on stdin."""
    confine(int(sys.argv[2]))
    with open(0, "rb", closefd=False) as file:
        _read(file)


def _read(file: BinaryIO) -> None:
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            _say(wrong=_LOCKED)
            return
        number = len(reader.pages)
    except _DEFECTS:
        _say(wrong=_DAMAGED)
        return
    _say(**_about(reader))
    left = _LARGEST
    for page in range(min(number, _MOST_PAGES)):
        text = _text(reader, page)
        left -= len(text or "")
        if left < 0:
            break
        _say(page=page + 1, text=text)
    else:
        if number <= _MOST_PAGES:
            _say()
            return
    _say(most=page + 1)
    _say()


def _about(reader: PdfReader) -> dict[str, str]:
    """Its title, and when it was made, in ISO form."""
    try:
        about = reader.metadata
        made = about and about.creation_date
        return {"title": str((about and about.title) or "")[:1000], "made": made.isoformat() if made else ""}
    except _DEFECTS:
        return {"title": "", "made": ""}


def _text(reader: PdfReader, page: int) -> str | None:
    """The page's text; None if it cannot be read."""
    try:
        return reader.pages[page].extract_text()
    except _DEFECTS:
        return None


def _say(**line: object) -> None:
    # Each page at once: what was read is not lost if the next one never ends.
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
