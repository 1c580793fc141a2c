"""Turns HTML into a document's blocks: headings, paragraphs, lists, quotations, code and tables as plain text."""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement
from bs4.exceptions import ParserRejectedMarkup

from twin.errors import SourceError

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_SURROUNDINGS = frozenset(
    {"aside", "audio", "button", "canvas", "dialog", "footer", "form", "frameset", "head", "header", "iframe", "input"}
    | {"nav", "noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title"}
    | {"video"}
)
_UNSEEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\.0+)?(?:;|!|%|$)|font-size:0(?:\.0+)?(?:[a-z%;!]|$)"
)
# A page's own frame may be marked by whether comments are open, and holds everything.
_FRAME = ("html", "body", "main")
_READERS = frozenset({"disqus", "guestbook", "kommentar", "kommentare", "pinglist", "reacties", "replies", "respond"})
_READERS |= frozenset({"comentario", "comentarios", "comentários", "comentário", "commenti", "webmentions"})
# Names are words that are parted by signs or by capital letters: post-comments, commentBody, comment:12.
_NAME_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])")
# What readers leave is called so in many ways: commentlist, commentsblock, commentaires.
_COMMENT = re.compile(
    r"comment(?:s|list|body|text|area|block|section|content|thread|wrapper|container|aire)*|allcomments"
)
_LONGEST_NAME = 200
_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*>")


def soup_of(markup: str) -> BeautifulSoup:
    """The parsed page; raises SourceError for markup that cannot be parsed."""
    try:
        # The line end and the missing prolog keep BeautifulSoup from warning of what are no mistakes here.
        return BeautifulSoup(_XML_PROLOG.sub("", markup) + "\n", "html.parser")
    except ParserRejectedMarkup as error:
        raise SourceError("its HTML is not valid") from error


def remove_unseen(soup: BeautifulSoup) -> None:
    """Takes out what a reader does not see, since instructions may be hidden there, and what the author struck out."""
    for tag in soup.find_all(_unseen):
        if not tag.decomposed:
            tag.decompose()


def remove_comments(soup: Tag) -> None:
    """Takes out what readers wrote below a page's text: it is not its author's."""
    for tag in soup.find_all(_by_readers):
        # Within code, what is called a comment is a part of the code.
        if not tag.decomposed and not tag.find(_FRAME) and not tag.find_parent(["pre", "code"]):
            tag.decompose()


def remove_surroundings(soup: Tag) -> None:
    """Takes out what stands around a page's text: menus, forms, scripts, heads and feet."""
    for tag in soup.find_all(_SURROUNDINGS):
        if not tag.decomposed:
            tag.decompose()


def folded(tag: Tag) -> str:
    """The element's text in one line."""
    return " ".join(tag.get_text().split())


def classes(tag: Tag) -> list[str]:
    """The element's class names."""
    names: str | list[str] = tag.get("class") or []
    return names.split() if isinstance(names, str) else list(names)


def lines_of(root: Tag) -> str:
    """The element's text in the lines of its markup, with a line for each that a reader sees begin."""
    parts = []
    for node in root.descendants:
        if isinstance(node, Tag):
            parts.append("\n" if node.name == "br" or node.name in _BLOCKS else "")
        elif type(node) is NavigableString:
            parts.append(str(node))
    return "".join(parts)


def text_of(root: Tag) -> str:
    """The text of an element's blocks, parted by blank lines; no block has a blank line within."""
    writer = _Writer()
    for tag, entering in _walk(root, writer):
        if entering:
            writer.enter(tag)
        else:
            writer.leave(tag)
    writer.flush()
    writer.close_list()
    return "\n\n".join(writer.blocks)


def fenced(code: str) -> str:
    """Code as a block in back-quotes, or nothing; its blank lines go, since blank lines part blocks."""
    lines = [line.rstrip() for line in code.splitlines() if line.strip()]
    return "\n".join(["```", *lines, "```"]) if lines else ""


def _unseen(tag: Tag) -> bool:
    if tag.name in ("del", "s", "strike"):
        return True
    style = re.sub(r"/\*.*?\*/|\s", "", str(tag.get("style", "")).lower())
    return (
        tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true" or bool(_UNSEEN_STYLE.search(style))
    )


def _by_readers(tag: Tag) -> bool:
    if tag.name in _FRAME:
        return False
    # A heading's id is made of its words.
    names: list[str] = classes(tag) if tag.name in _HEADINGS else [*classes(tag), str(tag.get("id", ""))]
    words = {word.lower() for name in names for word in _NAME_WORD.findall(name[:_LONGEST_NAME])}
    return (
        not _READERS.isdisjoint(words)
        or any(_COMMENT.fullmatch(word) for word in words)
        or any(kind.endswith(("/Comment", "/UserComments")) for kind in str(tag.get("itemtype", "")).split())
        or "comment" in str(tag.get("itemprop", "")).split()
        or (tag.name == "article" and tag.find_parent("article") is not None)
    )


def _walk(root: Tag, writer: "_Writer") -> Iterator[tuple[Tag, bool]]:
    """Every element twice, entering and leaving, and its text to the writer; a loop, since pages nest without limit."""
    stack: list[tuple[PageElement, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if isinstance(node, Tag):
            yield node, entering
            if entering and not writer.whole(node):
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(node.contents))
        # Comments and declarations are strings too.
        elif type(node) in (NavigableString, CData):
            writer.write(str(node))


class _Writer:
    """Collects blocks while a page is walked through."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._line: list[str] = []
        self._list: list[str] = []
        self._open: list[str] = []
        self._item_begins = False

    def write(self, text: str) -> None:
        self._line.append(re.sub(r"\s+", " ", text))

    def whole(self, tag: Tag) -> bool:
        """Whether the element is written at once when it is entered."""
        return tag.name == "pre" or (tag.name == "table" and not _lays_out(tag))

    def enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self._line.append("\n")
        if tag.name not in _BLOCKS:
            return
        self.flush()
        action = _ENTERED.get(tag.name)
        if action:
            action(self, tag)

    def leave(self, tag: Tag) -> None:
        if tag.name not in _BLOCKS:
            return
        self.flush(heading=tag.name in _HEADINGS)
        if tag.name in ("ul", "ol", "blockquote"):
            self._open.pop()
        if "list" not in self._open[-1:]:
            self.close_list()

    def flush(self, *, heading: bool = False) -> None:
        """Ends the running paragraph; two line breaks part paragraphs as well."""
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(self._line))]
        self._line.clear()
        for paragraph in filter(None, paragraphs):
            if self._open[-1:] == ["list"]:
                self._add_to_item(paragraph)
            else:
                self._add(f"# {paragraph}" if heading else paragraph)

    def close_list(self) -> None:
        """Ends the running list, if there is one."""
        if self._list:
            block, self._list = "\n".join(self._list), []
            self._add(block)

    def _add(self, block: str) -> None:
        quotation = "> " * self._open.count("quote")
        self.blocks.append("\n".join(quotation + line for line in block.split("\n")))

    def _add_to_item(self, paragraph: str) -> None:
        if self._list and not self._item_begins:
            self._list[-1] += f" {paragraph}"
            return
        depth = next((n for n, kind in enumerate(reversed(self._open)) if kind != "list"), len(self._open))
        self._list.append("  " * (depth - 1) + f"- {paragraph}")
        self._item_begins = False

    def begin_list(self, _tag: Tag) -> None:
        self._open.append("list")
        self._item_begins = True

    def begin_item(self, _tag: Tag) -> None:
        self._item_begins = True

    def begin_quote(self, _tag: Tag) -> None:
        self.close_list()
        self._open.append("quote")

    def add_code(self, tag: Tag) -> None:
        self.close_list()
        for line_break in tag.find_all("br"):
            line_break.replace_with("\n")
        if code := fenced(tag.get_text()):
            self._add(code)

    def add_table(self, tag: Tag) -> None:
        if _lays_out(tag):
            return
        self.close_list()
        if table := "\n".join(_rows(tag)):
            self._add(table)


_ENTERED: dict[str, Callable[[_Writer, Tag], None]] = {
    "ul": _Writer.begin_list,
    "ol": _Writer.begin_list,
    "li": _Writer.begin_item,
    "blockquote": _Writer.begin_quote,
    "pre": _Writer.add_code,
    "table": _Writer.add_table,
}


def _rows(table: Tag) -> Iterator[str]:
    """The rows' cells, each row in a line; cells are told by where they begin, since old pages never close them."""
    rows: list[list[str]] = [[]]
    for node in table.descendants:
        if isinstance(node, Tag):
            if node.name == "tr":
                rows.append([])
            elif node.name in ("td", "th"):
                rows[-1].append("")
        elif type(node) is NavigableString and rows[-1]:
            rows[-1][-1] += str(node)
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            yield " | ".join(filter(None, cells))


def _lays_out(table: Tag) -> bool:
    """Whether a table is there to lay out a page: its cells hold paragraphs, lists or tables."""
    return table.find([*_HEADINGS, "p", "pre", "ul", "ol", "blockquote", "table", "div"]) is not None
