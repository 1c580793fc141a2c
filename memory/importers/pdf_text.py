"""The lines of a PDF's pages, put together to the paragraphs that they were."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

# Lines at a page's edge that are looked at, and on how many pages one has to stand to be a head or a foot.
_EDGE, _REPEATED = 2, 3
# A line this part of the usual width is full: the next one goes on with it.
_FULL = 0.75
# Characters of the lines of the narrowest page, and of a block of short lines.
_NARROWEST = 40
_LONGEST = 900

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:/|of|von|sur|de)\s?\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_ITEM = re.compile(r"(?:[-–—•◦▪‣●○*]|\d{1,3}[.)]|[a-z]\))\s")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s\w")
_BROKEN = re.compile(r"(?<!\w)(\w{0,40}[^\W\d_])[-‐\xad]\Z")
_HYPHENATED = re.compile(r"(?<!\w)\w{1,40}-\w{1,40}")
_ENDS = (".", "!", "?", "…", ":", "。", "！", "？", ".”", ".“", '."', ".)", ".»")


def paragraphs(pages: Sequence[str]) -> str:
    """The text of the pages in blocks, without the heads and feet that repeat."""
    lines = _body([[line for line in map(_folded, page.split("\n")) if line] for page in pages])
    if not lines:
        return ""
    width = max(_NARROWEST, sorted(map(len, lines))[len(lines) * 4 // 5])
    compounds = {word for line in lines for word in _HYPHENATED.findall(line)}
    return "\n\n".join(_blocks(lines, width * _FULL, compounds))


def _folded(line: str) -> str:
    return " ".join(line.split())


def _body(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without heads, feet and page numbers."""
    tops = Counter(form for page in pages for form in {_form(line) for line in page[:_EDGE]})
    feet = Counter(form for page in pages for form in {_form(line) for line in page[-_EDGE:]})
    lines: list[str] = []
    for page in pages:
        start, end = 0, len(page)
        while start < min(_EDGE, end) and _is_edge(page[start], tops):
            start += 1
        while end > max(start, len(page) - _EDGE) and _is_edge(page[end - 1], feet):
            end -= 1
        lines += page[start:end]
    return lines


def _form(line: str) -> str:
    return _DIGITS.sub("0", line)


def _is_edge(line: str, counted: Counter[str]) -> bool:
    return counted[_form(line)] >= _REPEATED or _PAGE_NUMBER.fullmatch(line) is not None


def _blocks(lines: list[str], full: float, compounds: set[str]) -> Iterator[str]:
    block = last = ""
    for line in lines:
        if not block:
            block = line
        elif _goes_on(last, line, full):
            block = _joined(block, line, compounds)
        elif _are_short(block, last, line, full):
            block += "\n" + line
        else:
            yield block
            block = line
        if _is_heading(line, full) and block == line:
            yield f"# {line}"
            block = ""
        last = line
    if block:
        yield block


def _goes_on(last: str, line: str, full: float) -> bool:
    """Whether the line goes on with what the last one says."""
    if _ITEM.match(line) or _NUMBERED.match(line):
        return False
    if _BROKEN.search(last) and line[0].islower():
        return True
    return len(last) >= full and not (last.endswith(_ENDS) and len(last) < full / _FULL * 0.9)


def _are_short(block: str, last: str, line: str, full: float) -> bool:
    """Whether both are lines of a list, a poem or code: that stays together."""
    if _NUMBERED.match(line):
        return False
    listed = bool(_ITEM.match(block)) and bool(_ITEM.match(line))
    return len(block) < _LONGEST and (listed or (len(last) < full and len(line) < full and not last.endswith(_ENDS)))


def _is_heading(line: str, full: float) -> bool:
    return bool(_NUMBERED.match(line)) and len(line) < full and not line.endswith((".", ";", ","))


def _joined(block: str, line: str, compounds: set[str]) -> str:
    """The line behind the block; a word that was parted is one again, unless it has its hyphen elsewhere too."""
    # Only the end is looked at: a block may be as long as a book.
    match = _BROKEN.search(block[-50:])
    if not match or not line[0].islower():
        return f"{block} {line}"
    rest = re.match(r"\w*", line)
    word = f"{match.group(1)}-{rest.group() if rest else ''}"
    return (block if word in compounds else block[:-1]) + line
