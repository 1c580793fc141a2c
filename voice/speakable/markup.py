"""A chat's Markdown → what it shows as plain text, a line for each line."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Indented lines are indented lines in a chat, a bracket with a colon is no reference, and a "<" is what it is.
_READER = (
    MarkdownIt("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .disable(["code", "reference", "html_block", "html_inline"])
)
# HTML that chats and their exports know. What else stands between these signs may be a name.
_HTML = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|code|pre|p|div|span|blockquote|tg-spoiler)(?: [^<>]{0,200})?>|<br ?/?>"
)
_SPOILER = re.compile(r"\|\|(?=\S)|(?<=\S)\|\|")
# Discord's small print.
_SMALL = re.compile(r"^-# ", re.MULTILINE)
_ENDS_A_LINE = ("paragraph_close", "heading_close", "tr_close", "hr")
_ENDS_A_CELL = ("th_close", "td_close")


def shown(text: str, code: str) -> str:
    """What the text shows; ``code`` is said in place of each block of code. An empty line ends each paragraph."""
    lines: list[str] = []
    line = ""
    tokens = _READER.parse(_HTML.sub(_html, _SMALL.sub("", _SPOILER.sub("", text))))
    alone = _alone(tokens)
    for place, token in enumerate(tokens):
        if token.type == "list_item_open":
            line += _bullet(token, alone=place in alone)
        elif token.type == "inline":
            line += _inline(token.children or ())
        elif token.type in ("fence", "code_block"):
            lines.append(code)
        elif token.type in _ENDS_A_CELL:
            line += ", "
        elif token.type in _ENDS_A_LINE:
            lines.append(line.removesuffix(", "))
            line = ""
    return "\n\n".join(filter(str.strip, (*lines, line)))


def _html(match: re.Match[str]) -> str:
    return "\n" if match[0].startswith("<br") else ""


def _alone(tokens: Iterable[Token]) -> set[int]:
    """The places of the items that are the only ones of their list: "23. November" was no list to whoever wrote it."""
    open_lists: list[list[int]] = []
    alone: set[int] = set()
    for place, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            open_lists.append([])
        elif token.type == "list_item_open" and token.info:
            open_lists[-1].append(place)
        elif token.type == "ordered_list_close":
            items = open_lists.pop()
            alone.update(items if len(items) == 1 else ())
    return alone


def _bullet(token: Token, *, alone: bool) -> str:
    """What of a list's mark is said: a number, and a plus, which may be one."""
    if token.info:
        return f"{token.info}{token.markup} " if alone else f"{token.info}, "
    return "+ " if token.markup == "+" else ""


def _inline(tokens: Iterable[Token]) -> str:
    said: list[str] = []
    struck = 0
    address = ""
    for token in tokens:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            address, begun = str(token.attrGet("href") or ""), len(said)
        elif token.type == "link_close" and not "".join(said[begun:]).strip():
            said.append(address)
        elif not struck:
            said.append(_text(token))
    return "".join(said)


def _text(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            return _inline(token.children or ())
        case _:
            return token.content
