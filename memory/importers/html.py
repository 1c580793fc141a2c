"""Web pages and HTML posts, read as a reader sees them."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from memory.importers import blocks, chatlike, frontmatter, reading
from memory.importers.records import Document, Problem, Record
from twin.errors import SourceError

KIND = "html"
CHATS = False

_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def recognises(path: Path, head: bytes) -> bool:
    """A page by its name, or any file that begins as one."""
    text = reading.head_text(head)
    return text is not None and (path.suffix.lower() in _SUFFIXES or _PAGE.match(text) is not None)


def read(path: Path) -> Iterator[Record]:
    """The page as one document, after what is wrong with its front matter."""
    text = reading.document(path)
    front, markup = frontmatter.split(text)
    if front is not None:
        markup = frontmatter.without_liquid(markup)
    for record in page(path, front or frontmatter.FrontMatter(), markup):
        if isinstance(record, Document):
            # What stands in several lines of the markup may be one line for a reader.
            chatlike.refuse_text(path, record.text)
        yield record


def page(path: Path, front: frontmatter.FrontMatter, markup: str) -> Iterator[Record]:
    """The document in a page's markup; what its front matter and its file's name tell comes first."""
    yield from (Problem(path, f"line {line}", sentence) for line, sentence in front.flaws)
    try:
        soup = blocks.soup_of(markup)
    except SourceError as error:
        raise SourceError(f"{path} cannot be learned: {error}. Correct it, or save it as text.") from error
    chatlike.refuse_page(path, soup)
    blocks.remove_unseen(soup)
    blocks.remove_comments(soup)
    title, written_at = front.title or _title(soup), front.written_at or _written_at(soup)
    main = _main(soup)
    heading = main.find("h1")
    if heading and (not title or blocks.folded(heading) == title):
        title = title or blocks.folded(heading)
        heading.decompose()
    link = front.link or _link(soup)
    blocks.remove_surroundings(main)
    chatlike.refuse_text(path, blocks.lines_of(main))
    yield document(path, title, link, written_at, blocks.text_of(main))


def document(path: Path, title: str, link: str, written_at: datetime | None, text: str) -> Document:
    """The document, with what is still missing taken from the file's name; raises SourceError if it has no text."""
    if not text:
        raise SourceError(f"{path} holds no text to learn from: leave it out, or write something into it.")
    named, dated = frontmatter.named(path)
    return Document(str(path.resolve()), title or named, link, written_at or dated, text)


def _title(soup: BeautifulSoup) -> str:
    titles = [blocks.folded(tag) for tag in soup.find_all("title") if not tag.find_parent("svg")]
    titles += [_attribute(tag, "content") for tag in soup.find_all("meta", property="og:title")]
    return next(filter(None, titles), "")


def _written_at(soup: BeautifulSoup) -> datetime | None:
    candidates = [(tag, "content") for tag in soup.find_all("meta", property="article:published_time")]
    candidates += [(tag, "datetime") for tag in _main(soup).find_all("time")]
    candidates += [(tag, "datetime") for tag in soup.find_all("time")]
    dates = (frontmatter.date_of(_attribute(tag, name)) for tag, name in candidates)
    return next(filter(None, dates), None)


def _link(soup: BeautifulSoup) -> str:
    candidates = [_attribute(tag, "href") for tag in soup.find_all("link", rel="canonical")]
    candidates += [_attribute(tag, "content") for tag in soup.find_all("meta", property="og:url")]
    return next((link for link in candidates if re.match(r"https?://", link)), "")


def _main(soup: BeautifulSoup) -> Tag:
    articles = soup.find_all("article")
    # Several articles are a list of posts, and the page is all of them.
    if len(articles) == 1:
        return articles[0]
    return soup.find("main") or soup.find("body") or soup


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.get(name, "")).strip()
