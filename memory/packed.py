"""Documents that are ZIP archives inside: their parts, within limits, and no entity of their XML expanded."""

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

# What one part may become, and all that are read of one document, in bytes: forty long books. And its parts.
_LARGEST, _MOST = 20 * 1024**2, 80 * 1024**2
_MOST_PARTS = 20_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What a damaged archive makes the library raise.
_DEFECTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError)


class Unfit(Exception):
    """A part, or all of the document, cannot be read; the end of a sentence that begins with the document."""


class Packed:
    """The parts of one document."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Unfit."""
        try:
            self._archive = zipfile.ZipFile(file)
        except _DEFECTS as error:
            raise Unfit("is damaged, and cannot be read: copy it once more from where it came from") from error
        if len(self._archive.infolist()) > _MOST_PARTS:
            raise Unfit("has more parts than a document should: save it anew")
        self._left = _MOST

    def names(self) -> list[str]:
        """What its parts are called."""
        return self._archive.namelist()

    def part(self, name: str) -> bytes:
        """One part. Raises Unfit."""
        try:
            info = self._archive.getinfo(name)
            # No more than this is ever unpacked of it, whatever there is.
            self._left -= info.file_size
            if info.file_size > _LARGEST or self._left < 0:
                raise Unfit("becomes larger than a document should when it is unpacked: split it")
            if info.flag_bits & 1:
                raise Unfit("is locked with a password: save it without one")
            if info.compress_type not in _METHODS:
                raise Unfit("is packed in an unusual way: save it anew")
            return self._archive.read(info)
        except _DEFECTS as error:
            raise Unfit(f"is damaged in its part {PurePosixPath(name).name!r}: save it anew") from error

    def xml(self, name: str) -> Element:
        """One part that is XML. Raises Unfit."""
        return parsed(self.part(name), name)


def first_name(head: bytes) -> str:
    """What the first part of an archive is called, from the archive's first bytes."""
    length = int.from_bytes(head[26:28], "little")
    return head[30 : 30 + length].decode("utf-8", errors="replace")


def parsed(data: bytes, name: str) -> Element:
    """The XML of a part; entities are refused. Raises Unfit."""
    try:
        root: Element = ElementTree.fromstring(data)
    except DefusedXmlException as error:
        raise Unfit("holds entities, which no program writes into it: save it anew") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unfit(f"is damaged in its part {PurePosixPath(name).name!r}: save it anew") from error
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    # Comments are elements without a name.
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
