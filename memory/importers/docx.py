"""DOCX documents, as Word, LibreOffice and Google Docs write them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from memory.boxes import asking
from memory.importers import chatlike, frontmatter, html, reading
from memory.importers.records import Document, Record, plausible
from memory.packed import first_name
from twin.errors import SourceError

KIND = "docx"
CHATS = False

_PACKED = b"PK\x03\x04"
# Older documents of Word, and those that are locked with a password, lie in another kind of container.
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = "word/document.xml"
# With one of these every document of this family begins, whoever wrote it.
_FIRST = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/", "word/")


def recognises(path: Path, head: bytes) -> bool:
    """By the part that holds the text; one that cannot be opened because it is locked or old, by its name."""
    if head.startswith(_CONTAINER):
        return path.suffix.lower() in (".docx", ".doc")
    return head.startswith(_PACKED) and first_name(head).startswith(_FIRST) and _holds_text(path, head)


def read(path: Path) -> Iterator[Record]:
    """The text as one document, without comments and what was taken out of it."""
    if reading.head(path).startswith(_CONTAINER):
        raise SourceError(f"{path} is locked with a password, or of an old kind: save it as DOCX without a password.")
    said = asking.said("memory.boxes.docx", path)
    if not said.lines:
        raise SourceError(f"{path} takes too much time or memory to be read, and nothing of it was learned.")
    [told] = said.lines
    changed = frontmatter.date_of(told["changed"])
    front = frontmatter.FrontMatter(title=" ".join(told["title"].split()), written_at=changed and plausible(changed))
    # Every cell holds a paragraph, which elsewhere tells a table that is there for its looks.
    markup = reading.plain(told["html"]).replace("<td><p>", "<td>").replace("</p></td>", "</td>")
    for record in html.page(path, front, markup):
        if isinstance(record, Document):
            chatlike.refuse_text(path, record.text)
        yield record


def _holds_text(path: Path, head: bytes) -> bool:
    try:
        with reading.opened(path) as file, zipfile.ZipFile(file) as archive:
            return _TEXT in archive.NameToInfo and "[Content_Types].xml" in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # One that is cut short is a damaged document, and no archive.
        return _TEXT.encode() in head
