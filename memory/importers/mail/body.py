"""A mail's text to what its author wrote in it."""

import re
from dataclasses import dataclass

from memory.importers.mail import closings, quotes

# Programs break lines at 72 to 78 characters, some a little earlier or later.
_NARROWEST, _WIDEST = 60, 82
# Before a line that begins with ">" and is no quotation; texts come without this sign.
_STUFFED = "\u200b"
_LISTED = re.compile(r"\s|[-*•–+#|>]|\(?\w{1,3}[.)]\s")
_CLEARSIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]{0,30}: [^\n]{0,200}\n){0,8}\n?")
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True, slots=True)
class Body:
    """What the author wrote, line for line, and whether what was left out was forwarded."""

    lines: list[str]
    forwarded: bool


def own(text: str) -> Body:
    """The author's own lines of a mail's text."""
    lines = _without_armour(text).split("\n")
    found = quotes.own_lines([line.replace("\t", " ") for line in lines])
    return Body([line.replace(_STUFFED, "") for line in closings.without_closing(found.lines)], found.forwarded)


def encrypted(text: str) -> bool:
    """Whether the text is encrypted within a mail that looks like any other."""
    return text.lstrip().startswith(_PGP_MESSAGE)


def unflowed(text: str, *, delete_space: bool) -> str:
    """The text of a mail in format=flowed with its paragraphs in a line each (RFC 3676, section 4)."""
    done: list[str] = []
    running, depth = "", -1
    for raw in text.split("\n"):
        line = raw.lstrip(">")
        level = len(raw) - len(line)
        line = line.removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        if depth >= 0 and (depth != level or line == "-- "):
            done.append(_marked(running, depth))
            running = ""
        running += line[:-1] if flows and delete_space else line
        depth = level if flows else -1
        if not flows:
            done.append(_marked(running, level))
            running = ""
    if depth >= 0:
        done.append(_marked(running, depth))
    return "\n".join(done)


def rewrapped(lines: list[str]) -> str:
    """The lines as a text in which a paragraph that a program broke into lines is one line again."""
    text: list[str] = []
    width = max(map(len, lines), default=0)
    broken = _NARROWEST <= width <= _WIDEST
    before = ""
    for line in lines:
        if broken and text and _goes_on(before, line, width):
            text[-1] += f" {line.strip()}"
        else:
            text.append(line.rstrip())
        before = line
    return re.sub(r"\n{3,}", "\n\n", "\n".join(text)).strip()


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line ended only because the next word had no room in it."""
    if not before.strip() or not line.strip() or _LISTED.match(line):
        return False
    word = line.split(maxsplit=1)[0]
    return len(before.rstrip()) >= _NARROWEST - 10 and len(before.rstrip()) + 1 + len(word) > width


def _marked(line: str, level: int) -> str:
    if level:
        return f"{'>' * level} {line}"
    return _STUFFED + line if line.startswith(">") else line


def _without_armour(text: str) -> str:
    """The text that an inline signature of PGP stands around."""
    begin = _CLEARSIGNED.search(text)
    if begin is None:
        return text
    signed, _, _ = text[begin.end() :].partition(_PGP_SIGNATURE)
    return re.sub(r"^- ", "", signed, flags=re.MULTILINE)
