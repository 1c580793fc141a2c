"""A mail's HTML as the lines of a plain mail: what is quoted begins with ">", as it does there."""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import CData, NavigableString, PageElement

from memory.importers import blocks
from twin.errors import SourceError

_PARAGRAPHS = frozenset({"p", "pre", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_LINES = _PARAGRAPHS | frozenset({"div", "li", "tr", "dd", "dt", "dl", "hr", "center", "section", "article", "address"})
_UNREAD = frozenset({"head", "script", "style", "title", "svg", "object", "iframe", "template", "noscript", "img"})
# What mail programs call the signature that they add, and the mail that is answered.
_SIGNATURES = re.compile(
    r"gmail_signature(?:_prefix)?|moz-signature|applemailsignature|protonmail_signature_block.*|signature|"
    r"ms-outlook-mobile-signature|x_signature|elementtoproof-signature|tutanota_signature"
)
_QUOTED = re.compile(r"yahoo_quoted(?:_\d+)?|protonmail_quote|tutanota_quote|zmail_extra|gmx_quote|x_gmail_quote")
# From here on everything is the mail that is answered.
_QUOTED_FROM = re.compile(
    r"appendonsend|(?:x_)?divrplyfwdmsg|outlookmessageheader|mail-editor-reference-message-container"
)
_DEEPEST_QUOTE = 20


def lines_of(markup: str) -> str:
    """The text of a mail's page. Raises SourceError for markup that cannot be parsed."""
    soup = blocks.soup_of(markup)
    blocks.remove_unseen(soup)
    writer = _Lines()
    for node, entering in _walk(soup):
        if isinstance(node, Tag):
            if any(map(_QUOTED_FROM.fullmatch, _names(node))):
                break
            writer.turn(node, entering=entering)
        else:
            writer.write(str(node))
    return writer.text()


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """Every element twice, entering and leaving, and its text; a loop, since pages nest without limit."""
    stack: list[tuple[PageElement, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if isinstance(node, Tag):
            if node.name in _UNREAD or _left_out(node):
                continue
            yield node, entering
            if entering:
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(node.contents))
        # Comments and declarations are strings too.
        elif type(node) in (NavigableString, CData):
            yield node, True


def _names(tag: Tag) -> list[str]:
    return [str(tag.get("id", "")).lower(), *(name.lower() for name in blocks.classes(tag))]


def _left_out(tag: Tag) -> bool:
    return any(_SIGNATURES.fullmatch(name) or _QUOTED.fullmatch(name) for name in _names(tag))


class _Lines:
    """Collects lines while a page is walked through."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._items = 0
        self._preformatted = 0

    def write(self, text: str) -> None:
        if not self._preformatted:
            self._line.append(re.sub(r"[^\S\xa0]+", " ", text))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end()
            self._line.append(line)

    def turn(self, tag: Tag, *, entering: bool) -> None:
        """Into an element or out of it."""
        if tag.name == "br":
            if entering:
                self._end()
        elif tag.name in ("td", "th"):
            self._line.append(" ")
        elif tag.name in _LINES:
            self._block(tag, entering=entering)

    def text(self) -> str:
        self._flush()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _block(self, tag: Tag, *, entering: bool) -> None:
        self._flush()
        # A list within a list is no paragraph of its own.
        if tag.name in _PARAGRAPHS and not self._items and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._prefix().rstrip())
        step = 1 if entering else -1
        if tag.name == "blockquote":
            self._quotes += step
        if tag.name == "pre":
            self._preformatted += step
        if tag.name in ("ul", "ol"):
            self._items += step
        if tag.name == "li" and entering:
            self._line.append("- ")

    def _flush(self) -> None:
        if "".join(self._line).strip():
            self._end()
        self._line.clear()

    def _end(self) -> None:
        text = "".join(self._line).replace("\xa0", " ")
        self._lines.append((self._prefix() + text.strip()).rstrip())
        self._line.clear()

    def _prefix(self) -> str:
        return "> " * min(self._quotes, _DEEPEST_QUOTE)


def readable(markup: str) -> str:
    """The page's lines, or nothing where its markup is beyond repair."""
    try:
        return lines_of(markup)
    except SourceError:
        return ""
