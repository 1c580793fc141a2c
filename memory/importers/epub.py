"""Books as EPUB: each chapter is a document."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup

from memory.importers import blocks, chatlike, frontmatter, reading
from memory.importers.records import Document, Problem, Record, plausible
from memory.packed import Packed, Unfit, local
from twin.errors import SourceError

KIND = "epub"
CHATS = False

_PACKED = b"PK\x03\x04"
_MARK = b"mimetypeapplication/epub+zip"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Letters of a book are disguised in these two ways for their makers' sake; any other locks the text.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_LOCKED = "is locked by whoever sold it (DRM), and cannot be read."


@dataclass(frozen=True, slots=True)
class _Book:
    """What the book tells of itself: its title, its date, and the parts that hold its text, in their order."""

    title: str
    written_at: datetime | None
    chapters: tuple[str, ...]


def recognises(path: Path, head: bytes) -> bool:
    """By the part that every book begins with."""
    return head.startswith(_PACKED) and _MARK in head[:200]


def read(path: Path) -> Iterator[Record]:
    """The chapters in the book's order; one that cannot be read is told."""
    with reading.opened(path) as file:
        try:
            packed = Packed(file)
            book = _book(packed)
        except Unfit as error:
            raise SourceError(f"{path} {error}.") from error
        found = False
        for name in book.chapters:
            try:
                chapter = _chapter(path, book, name, _text(packed.part(name)))
            except Unfit as error:
                yield Problem(path, name, f"it {error}; the other chapters are learned.")
                continue
            if chapter is not None:
                found = True
                chatlike.refuse_text(path, chapter.text)
                yield chapter
    if not found:
        raise SourceError(f"{path} holds no text to learn from: leave it out.")


def _book(packed: Packed) -> _Book:
    names = frozenset(packed.names())
    locked = _locked(packed, names)
    root = next((_of(element, "full-path") for element in packed.xml("META-INF/container.xml").iter()
                 if local(element) == "rootfile"), "")  # fmt: skip
    package = packed.xml(root)
    items = {_of(item, "id"): item for item in package.iter() if local(item) == "item"}
    order = [items.get(_of(item, "idref")) for item in package.iter() if local(item) == "itemref"]
    pages = [item for item in order if item is not None and _is_page(item)]
    chapters = [
        posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(_of(item, "href")))) for item in pages
    ]
    if not locked.isdisjoint(chapters):
        raise Unfit(_LOCKED.rstrip("."))
    told = {local(element): " ".join((element.text or "").split()) for element in reversed(list(package.iter()))}
    date = frontmatter.date_of(told.get("date", ""))
    return _Book(told.get("title", ""), date and plausible(date), tuple(dict.fromkeys(chapters)))


def _locked(packed: Packed, names: frozenset[str]) -> frozenset[str]:
    """The parts that only some program of a shop can read."""
    if "META-INF/encryption.xml" not in names:
        return frozenset()
    locked: set[str] = set()
    for data in packed.xml("META-INF/encryption.xml"):
        ways = [_of(element, "Algorithm") for element in data if local(element) == "EncryptionMethod"]
        if not any(way in _FONTS for way in ways):
            locked.update(unquote(_of(part, "URI")) for part in data.iter() if local(part) == "CipherReference")
    return frozenset(locked)


def _is_page(item: Element) -> bool:
    return _of(item, "media-type") in _PAGES and "nav" not in _of(item, "properties").split()


def _of(element: Element, name: str) -> str:
    return element.get(name, "")


def _text(data: bytes) -> str:
    encoding = reading.encoding(data)
    if encoding is None:
        raise Unfit("is no text")
    return reading.plain(data.decode(encoding, errors="replace"))


def _chapter(path: Path, book: _Book, name: str, markup: str) -> Document | None:
    """The document in a chapter's page; None if nothing is written there. Raises Unfit."""
    try:
        soup = blocks.soup_of(markup)
    except SourceError as error:
        raise Unfit(f"cannot be read: {error}") from error
    blocks.remove_unseen(soup)
    heading = _heading(soup)
    blocks.remove_surroundings(soup)
    text = blocks.text_of(soup.find("body") or soup)
    if not text:
        return None
    title = book.title or frontmatter.named(path)[0]
    place = str(path.resolve() / name.lstrip("/"))
    return Document(place, f"{title}: {heading}" if heading and heading != title else title, "", book.written_at, text)


def _heading(soup: BeautifulSoup) -> str:
    """What the chapter is called; it is taken out of it."""
    heading = soup.find(["h1", "h2"])
    if heading is None:
        return ""
    called = blocks.folded(heading)
    heading.decompose()
    return called
