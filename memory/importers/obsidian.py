"""What Obsidian's notes hold beyond Markdown: links between notes, embedded files, comments, highlights, callouts."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# A link's target and label; of a callout's kind and fold mark; of a block's id at a line's end.
_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]{0,500})(?:\|([^\[\]\n]{0,500}))?\]\]")
_CALLOUT = re.compile(r"\[!([\w-]{1,30})(?:\|[^\]\n]{0,60})?\][+-]?[ \t]*")
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]{1,60}(?=[ \t]*(?:\n|\Z))")
_HIGHLIGHT = re.compile(r"==(?=[^\s=])((?:[^=\n]|=(?!=)){1,2000})(?<=[^\s=])==(?!=)")
_MARK = "%%"


def understood(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which now understands a note as Obsidian shows it; what stands in code is left as it is."""
    parser.inline.ruler.before("link", "obsidian_link", _link)
    parser.inline.ruler.before("image", "obsidian_embed", _link)
    parser.inline.ruler.before("link", "obsidian_callout", _callout)
    parser.inline.ruler.before("emphasis", "obsidian_comment", _comment)
    parser.inline.ruler.before("emphasis", "obsidian_highlight", _highlight)
    parser.inline.ruler.before("emphasis", "obsidian_block_id", _block_id)
    parser.block.ruler.before("paragraph", "obsidian_comments", _comments, {"alt": ["paragraph", "blockquote", "list"]})
    return parser


def _link(state: StateInline, silent: bool) -> bool:
    """``[[Note#Heading|label]]`` is its label, else the note's name; ``![[embedded]]`` is nothing."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and not match.group(1):
        state.pending += (match.group(3) or _named(match.group(2))).strip()
    state.pos = match.end()
    return True


def _named(target: str) -> str:
    """A link's target as Obsidian shows it: a folder is left out, and so is the id of a block."""
    note, _, within = target.partition("#")
    name = note.rpartition("/")[2].strip()
    within = "" if within.startswith("^") else within.replace("#", " > ").strip()
    return f"{name} > {within}" if name and within else name or within


def _callout(state: StateInline, silent: bool) -> bool:
    """The kind of a callout; its title stays."""
    match = None if state.pos else _CALLOUT.match(state.src)
    # A link may begin as a callout does.
    if match is None or state.src[match.end() : match.end() + 1] in ("(", "["):
        return False
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """``%%`` up to the next one."""
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    """The marks around what is highlighted: what is within is read on."""
    marks: set[int] = state.env.setdefault("highlights", {}).setdefault(id(state.tokens), set())
    if state.pos in marks:
        state.pos += 2
        return True
    match = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    marks.add(match.end() - 2)
    state.pos += 2
    return True


def _block_id(state: StateInline, silent: bool) -> bool:
    """The id of a block, by which other notes name it."""
    if state.pos and not state.src[state.pos - 1].isspace():
        return False
    match = _BLOCK_ID.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _comments(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment of several lines, which may hold blank ones."""
    if not _line(state, start).startswith(_MARK) or state.is_code_block(start):
        return False
    if _MARK in _line(state, start)[2:]:
        return False
    last = next((line for line in range(start + 1, end) if _MARK in _line(state, line)), None)
    # What follows the end in its line is rare, and goes too.
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
