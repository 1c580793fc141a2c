"""Markdown and plain text: blog posts, notes, diaries."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from memory.importers import chatlike, frontmatter, html, obsidian, reading
from memory.importers.records import Problem, Record

KIND = "markdown"
CHATS = False

_PLAIN = ".txt"
_SUFFIXES = frozenset({".md", ".markdown", ".mdown", _PLAIN})
# Lines as long as this were broken by an editor, shorter ones by the author.
_WRAPPED = 50


def recognises(path: Path, head: bytes) -> bool:
    """Text in a file with one of the usual names; text has no mark of its own."""
    return path.suffix.lower() in _SUFFIXES and reading.head_text(head) is not None


def read(path: Path) -> Iterator[Record]:
    """The file as one document, after what is wrong with its front matter."""
    front, text = frontmatter.split(reading.document(path))
    chatlike.refuse_text(path, text)
    if path.suffix.lower() == _PLAIN:
        yield from _plain(path, front or frontmatter.FrontMatter(), text)
        return
    if front is not None:
        text = frontmatter.without_liquid(text)
    markup = obsidian.understood(MarkdownIt("commonmark").enable(["table", "strikethrough"])).render(text)
    yield from html.page(path, front or frontmatter.FrontMatter(), markup)


def _plain(path: Path, front: frontmatter.FrontMatter, text: str) -> Iterator[Record]:
    yield from (Problem(path, f"line {line}", sentence) for line, sentence in front.flaws)
    paragraphs = (_paragraph(part) for part in re.split(r"\n\s*\n", text))
    yield html.document(path, front.title, front.link, front.written_at, "\n\n".join(filter(None, paragraphs)))


def _paragraph(part: str) -> str:
    lines = [" ".join(line.split()) for line in part.splitlines() if line.strip()]
    wrapped = len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1])
    return (" " if wrapped else "\n").join(lines)
