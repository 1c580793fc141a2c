"""Reads people's files as text, in whatever encoding they were saved."""

import codecs
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from twin.errors import SourceError, Unrecognised

HEAD = 64 * 1024
LARGEST_DOCUMENT = 20 * 1024 * 1024
_LONGEST_LINE = 1024 * 1024

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)=["']?"""
    rb"((?:iso-8859|windows|cp|koi8|shift|euc|gb|big5)[\w-]*)",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# What a text in a Western European language has beside ASCII. Letters that only other languages use are missing on
# purpose: they are what a text in another code page turns into.
_WESTERN = frozenset("ÄÖÜäöüßÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛàáâãåæçèéêëìíîïñòóôõøùúûŒœ¿¡«»“”„‘’‚–—…€£§°·•´©®\xa0")
# Zero-width characters, and the "tag" letters in which a text can carry instructions that nobody sees.
_UNSEEN = dict.fromkeys([0, 0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xE0000, 0xE0080)])


def head(path: Path) -> bytes:
    """The file's first 64 KiB."""
    with opened(path) as file:
        return file.read(HEAD)


def head_text(start: bytes) -> str | None:
    """A file's first bytes as text, or None where they are no text."""
    name = _encoding(BytesIO(start))
    return None if name is None else start.decode(name, errors="ignore")


def document(path: Path) -> str:
    """The whole file as text with plain line ends and without unseen characters, if it is no larger than 20 MB."""
    with opened(path) as file:
        data = file.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        raise SourceError(f"{path} is larger than 20 MB, too large for a document: split it into smaller files.")
    name = _encoding(BytesIO(data))
    if name is None:
        raise binary(path)
    return plain(data.decode(name, errors="replace"))


def encoding(data: bytes) -> str | None:
    """The encoding of a text's bytes, or None where they are no text."""
    return _encoding(BytesIO(data))


def plain(text: str) -> str:
    """The text with plain line ends and without unseen characters."""
    return text.translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The file's lines with their numbers from 1, without line ends; a line beyond 1 MiB comes in parts."""
    with opened(path) as file:
        name = _encoding(file)
    if name is None:
        raise binary(path)
    number = 1
    with opened(path) as file:
        text = TextIOWrapper(file, encoding=name, errors="replace")
        while line := text.readline(_LONGEST_LINE):
            yield number, line.rstrip("\n").replace("\0", "")
            number += line.endswith("\n")


def binary(path: Path) -> Unrecognised:
    """The error for a file that is no text."""
    return Unrecognised(f"{path} is not a text file: save what it holds as text, Markdown or HTML.")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes; whatever the system refuses becomes a SourceError."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError(f"{path} is a folder, and a file was expected: name the files in it.")
        if not stat.S_ISREG(mode):
            raise SourceError(f"{path} is not an ordinary file: copy what it holds into one.")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise SourceError(f"{path} is not there: check the name.") from error
    except PermissionError as error:
        raise SourceError(f"{path} may not be read: give yourself the permission to read it.") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): check the disk and the name.") from error


def _encoding(file: BinaryIO) -> str | None:
    """The encoding of a file that is read from its first byte on, or None where it is no text."""
    start = file.read(HEAD)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start and not _is_strewn(start):
        return _utf16(start)
    return _eight_bit(start, file)


def _is_strewn(start: bytes) -> bool:
    """Whether only a few NUL bytes stand in a text, as after a crash of what wrote it: in UTF-16 they are many."""
    if start.count(0) > 1 + len(start) // 1000 or len(_CONTROL.findall(start)) > len(start) // 100:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start.replace(b"\0", b""))
    except UnicodeDecodeError:
        return False
    return True


def _utf16(start: bytes) -> str | None:
    """UTF-16 without a byte order mark, if the bytes make sense as such: anything else with NUL bytes is binary."""
    readings = []
    for name in ("utf-16-le", "utf-16-be"):
        text = start[: len(start) // 2 * 2].decode(name, errors="replace")
        odd = sum(not (character.isprintable() or character in "\t\r\n") or character == "\ufffd" for character in text)
        if len(text) > 2 and odd * 50 <= len(text):
            readings.append((sum(character in " \n,." for character in text), name))
    return max(readings, key=lambda reading: reading[0])[1] if readings else None


def _eight_bit(start: bytes, file: BinaryIO) -> str | None:
    """UTF-8 where the whole file is that, but for a damaged character here and there; else what it looks like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = 0
    chunk = start
    while chunk:
        try:
            beyond_ascii += _beyond_ascii(decoder.decode(chunk))
        except UnicodeDecodeError:
            return "utf-8" if _damaged_utf8(chunk, beyond_ascii) else _legacy(chunk, start)
        chunk = file.read(HEAD)
    unfinished = decoder.getstate()[0]
    # A file cut within a character is still UTF-8, a Latin-1 text whose only accent is its last letter is not.
    if unfinished and not beyond_ascii:
        return _legacy(start, start)
    return None if _full_of_controls(start) else "utf-8"


def _full_of_controls(data: bytes) -> bool:
    return len(_CONTROL.findall(data)) > 2 + len(data) // 100


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _damaged_utf8(chunk: bytes, beyond_ascii: int) -> bool:
    """Whether most of what is beyond ASCII is sound UTF-8, which never happens by chance in another encoding."""
    text = chunk.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return beyond_ascii + _beyond_ascii(text) - damaged >= 4 * damaged


def _legacy(chunk: bytes, start: bytes) -> str | None:
    """The encoding that the file names, or that a passage with characters beyond ASCII looks like."""
    if _full_of_controls(chunk):
        return None
    declared = _declared(start)
    if declared:
        return declared
    # On short texts charset-normalizer takes Western languages for Central European ones.
    if _looks_western(chunk):
        return "cp1252"
    best = from_bytes(chunk).best()
    return None if best is None else best.encoding


def _looks_western(chunk: bytes) -> bool:
    text = chunk.decode("cp1252", errors="replace")
    letters = sum(character.isalpha() for character in text)
    beyond = [character for character in text if not character.isascii()]
    return len(beyond) * 3 <= letters and _WESTERN.issuperset(beyond)


def _declared(start: bytes) -> str | None:
    declared = _DECLARED.search(start[:4096])
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.group(1).decode("ascii", errors="ignore")).name
    except LookupError:
        return None
    # What calls itself Latin-1 is Windows-1252, as every browser takes it.
    return "cp1252" if name == "iso8859-1" else name
