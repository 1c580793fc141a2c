"""PDF documents: the text of their pages, as far as they hold any."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath

from memory.boxes import asking
from memory.importers import chatlike, html, reading
from memory.importers.pdf_text import paragraphs
from memory.importers.records import Problem, Record, plausible
from twin.errors import SourceError

KIND = "pdf"
CHATS = False

# A file may begin with something else, such as the head of the mail that it came with.
_STARTS_WITHIN = 1024
# What programs write where nobody has given a title.
_UNTITLED = ("untitled", "unbenannt", "sans titre", "sin título", "microsoft word", "document", "dokument", "slide 1")
_FILE_NAMES = frozenset({".doc", ".docx", ".odt", ".pdf", ".tex", ".dvi", ".indd", ".rtf", ".txt", ".html", ".ps"})


def recognises(path: Path, head: bytes) -> bool:
    """By the mark that it begins with."""
    at = head.find(b"%PDF-", 0, _STARTS_WITHIN)
    # A text may speak of PDF.
    return at == 0 or (at > 0 and reading.head_text(head) is None)


def read(path: Path) -> Iterator[Record]:
    """All pages as one document, after those that could not be read."""
    said = asking.said("memory.boxes.pdf", path)
    about = said.lines[0] if said.lines else {}
    pages = [line for line in said.lines if "page" in line]
    if not pages and not said.whole:
        raise SourceError(f"{path} takes too much time or memory to be read, and nothing of it was learned.")
    text = paragraphs([reading.plain(line["text"] or "") for line in pages])
    unread = [line["page"] for line in pages if line["text"] is None]
    if not text and not unread:
        raise SourceError(f"{path} holds pictures of text, and no text: have it recognised (OCR), or leave it out.")
    yield from (Problem(path, f"page {page}", "it is damaged: the other pages are learned.") for page in unread)
    if not said.whole:
        yield Problem(path, f"page {len(pages) + 1}", "from here on it takes too much time or memory: it is left out.")
    for line in said.lines:
        if "most" in line:
            yield Problem(path, f"page {line['most']}", "from here on it is too long: split it into smaller files.")
    if not text:
        return
    # Its lines tell more of a chat than the paragraphs that they are taken for.
    chatlike.refuse_text(path, "\n".join(line["text"] or "" for line in pages))
    made = datetime.fromisoformat(about["made"]) if about.get("made") else None
    yield html.document(path, _title(about.get("title", "")), "", made and plausible(made), text)


def _title(told: str) -> str:
    """The title that the metadata tells, empty if no person gave it."""
    title = " ".join(reading.plain(told).split())
    if title.casefold().startswith(_UNTITLED) or PurePath(title).suffix.lower() in _FILE_NAMES or "\\" in title:
        return ""
    return title if any(letter.isalpha() for letter in title) and len(title) <= 200 else ""
