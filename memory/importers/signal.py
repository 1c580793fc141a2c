"""Signal's chats as the usual tools save them as text: signal-export, sigtop in both its forms, signalbackup-tools.

Signal itself exports nothing. Each tool's form is told by how the first messages begin.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import dropwhile, islice
from pathlib import Path

from memory.importers import reading
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "signal"
CHATS = True

_NAME = r"(?P<name>[^\s:<>\[\]][^:<>\n]{0,99}?)"
# [2023-01-05 10:00:00] Anna: text; WhatsApp writes so too, but neither "Me" nor two blanks at the ends of lines.
_MARKDOWN = re.compile(rf"\[(?P<date>\d{{4}}-\d\d-\d\d),? (?P<time>\d\d:\d\d(?::\d\d)?)\] {_NAME}:(?: (?P<text>.*)|\Z)")
# 2023-01-05 10:00 Anna: text
_SHORT = re.compile(rf"(?P<date>\d{{4}}-\d\d-\d\d) (?P<time>\d\d:\d\d) {_NAME}:(?: (?P<text>.*)|\Z)")
# [Jan 05, 2023 10:00:00] <Anna> text
_BACKUP = re.compile(
    r"\[(?P<date>[^\W\d_]{3,5}\.? \d\d, \d{4}) (?P<time>\d\d:\d\d:\d\d)\] "
    r"(?:<(?P<name>[^<>\n]{1,100})> (?P<text>.*)|\*\*\* (?P<notice>.*))"
)
_SENT_FILE = re.compile(r"<(?P<name>[^<>\n]{1,100})> sent file\b")
_HEADED = re.compile(r"From: (?P<name>.{1,200})")
_TYPE = re.compile(r"Type: (?P<type>[\w-]{1,40})\Z")
_FIELD = re.compile(r"(?P<field>Sent|Received|Attachment|Reaction|Edited): (?P<value>.*)")

_OWN_NAMES = frozenset({"Me", "You"})
_DELETED = "(This message was deleted)"
_NUMBER = re.compile(r" \((?P<id>\+\d{5,16}|[0-9a-f]{8}-[0-9a-f-]{27}|group)\)\Z")
_NUMBERED_FILE = re.compile(r"(?: \(_id\d{1,9}\)| \((?:\+?\d{5,16}|[0-9a-f-]{36})\)| \(\d{1,2}\))\Z")
# What signal-export writes below a text, and what stands for pictures and stickers.
_REACTIONS = re.compile(r"\n\(- [^\n]* -\)")
_STICKER = re.compile(r"\n\(\( [^\n]{0,40} \)\)")
_MEDIA = re.compile(r"!?\[[^\[\]\n]{0,300}\]\(\.{1,2}/[^()\n]{1,600}\)")
_QUOTE = re.compile(r"\A\s*\n> [^\n]*(?:\n> ?[^\n]*)*\n\n")
# Names with the emoji that each reacted with, which is no word.
_BACKUP_REACTIONS = re.compile(r" \((?:[^():;\n]{1,100}: [^\w\s():;]{1,20}(?:; )?)+\)\Z")
_DETAILS = re.compile(
    r"\[(?:reply to [^\[\]\n]{1,200} on \d{4}-\d\d-\d\d \d\d:\d\d|edited|\d{1,4} attachments?)"
    r"(?:, (?:edited|\d{1,4} attachments?)){0,2}\](?: |\Z)"
)
_SERVICE = re.compile(r"\[[\w-]{1,40} message\]\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GENERIC = frozenset({"chat", "index", "messages", "signal"})


@dataclass(slots=True)
class _Running:
    """The message whose lines are being read; ``mine``: the tool says that it is the owner's."""

    line: int
    name: str
    date: str
    time: str
    lines: list[str]
    mine: bool = False
    service: bool = False


def recognises(_path: Path, head: bytes) -> bool:
    """A text whose first lines begin as one of the tools lets messages begin."""
    text = reading.head_text(head)
    return text is not None and _form(text.splitlines()) is not None


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent. Notices, reactions and deleted messages are left out."""
    form = _form([line for _, line in islice(reading.lines(path), 400)])
    if form is None:
        raise SourceError(f"{path} does not begin as a chat of Signal does: save it again.")
    title, found = _title(path), False
    for item in form(path):
        if isinstance(item, Problem):
            yield item
            continue
        try:
            message = _message(title, item, form)
        except ValueError:
            yield Problem(path, f"line {item.line}", "Its date does not exist: the message is left out.")
            continue
        if message:
            found = found or bool(message.text)
            yield message
    if not found:
        raise SourceError(f"{path} begins as a chat of Signal but holds no readable message: save it again.")


_Form = Callable[[Path], Iterator[_Running | Problem]]


def _form(lines: list[str]) -> _Form | None:
    """What takes this form apart; None if it is none of them."""
    first = [line for line in lines if line.strip()][:200]
    if not first:
        return None
    if first[0].startswith("Conversation: ") or _HEADED.fullmatch(first[0]):
        typed = (_TYPE.match(line) for line in first[1:4])
        return _headed if any(typed) else None
    if _BACKUP.match(first[0]):
        return _backup
    for pattern, form in ((_MARKDOWN, _markdown), (_SHORT, _short)):
        begun = [match for match in map(pattern.match, first) if match]
        if begun and pattern.match(first[0]) and _is_of_tool(begun, first):
            return form
    return None


def _is_of_tool(begun: list[re.Match[str]], lines: list[str]) -> bool:
    short = begun[0].re is _SHORT
    if any(match["name"] in _OWN_NAMES for match in begun):
        return True
    if short:
        return any(_DETAILS.match(match["text"] or "") for match in begun)
    # Without seconds no phone writes a chat like that; with them, these blanks are for Markdown.
    return len(begun[0]["time"]) == 5 or 2 * sum(line.endswith("  ") for line in lines) > len(begun)


def _markdown(path: Path) -> Iterator[_Running | Problem]:
    return _begun(path, _MARKDOWN)


def _short(path: Path) -> Iterator[_Running | Problem]:
    return _begun(path, _SHORT)


def _backup(path: Path) -> Iterator[_Running | Problem]:
    return _begun(path, _BACKUP)


def _begun(path: Path, pattern: re.Pattern[str]) -> Iterator[_Running | Problem]:
    """Messages whose first line begins as the pattern does."""
    running, strange = None, False
    for number, line in reading.lines(path):
        match = pattern.match(line)
        if match is None and running:
            running.lines.append(line)
        elif match is None:
            if line.strip() and not strange:
                strange = True
                yield Problem(path, f"line {number}", "It belongs to no message: the chat begins further down.")
        else:
            if running:
                yield running
            name = match["name"] or ""
            running = _Running(number, name, match["date"], match["time"], [match["text"] or ""], name in _OWN_NAMES)
            if pattern is _BACKUP and not name:
                _note(running, match["notice"])
    if running:
        yield running


def _note(running: _Running, notice: str) -> None:
    """A file that somebody sent is a message without text, any other notice is none."""
    sent = _SENT_FILE.match(notice)
    running.service = sent is None
    running.name = sent["name"] if sent else ""


def _headed(path: Path) -> Iterator[_Running | Problem]:
    """sigtop's messages: a head of fields, a blank line, the text."""
    running: _Running | None = None
    before, in_head = "", False
    for number, line in reading.lines(path):
        typed = _TYPE.match(line)
        named = _HEADED.fullmatch(before)
        if typed and (named or not before.strip()):
            if running:
                if named:
                    running.lines.pop()
                yield running
            running = _Running(number, named["name"] if named else "", "", "", [])
            running.mine, running.service = typed["type"] == "outgoing", typed["type"] not in ("incoming", "outgoing")
            in_head = True
        elif running and in_head and (field := _FIELD.match(line)):
            running.date = field["value"] if field["field"] == "Sent" else running.date
        elif running:
            in_head = False
            running.lines.append(line)
        before = line
    if running:
        yield running


def _message(title: str, running: _Running, form: _Form) -> ChatMessage | None:
    """The message, or None where nobody sent one. Raises ValueError if its date does not exist."""
    text = _text(running.lines, form)
    if running.service or text is None or running.name == "No-Sender":
        return None
    numbered = _NUMBER.search(running.name)
    return ChatMessage(
        place=f"signal/{title}",
        chat=title,
        key="",
        author=_NUMBER.sub("", running.name),
        author_id=numbered["id"] if numbered and not running.mine else "",
        sent_at=_sent_at(running, form),
        text=text,
        by_owner=running.mine,
    )


def _text(lines: list[str], form: _Form) -> str | None:
    """What was written, without what the tool adds; None if it was deleted or is a notice."""
    if form is _headed:
        lines = _written(lines)
    text = "\n".join(lines)
    if form is _short:
        text = text if not _SERVICE.match(text) else _DELETED
        text = _DETAILS.sub("", text, count=1) if _DETAILS.match(text) else text
    if form is _markdown:
        text = _STICKER.sub("", _REACTIONS.sub("", _QUOTE.sub("", text)))
        text = _MEDIA.sub("", text)
    if form is _backup:
        text = _BACKUP_REACTIONS.sub("", text)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return None if text == _DELETED else text


def _written(lines: list[str]) -> list[str]:
    """sigtop's text without what it answers; of an edited one the newest version, which is the first."""
    kept = list(dropwhile(lambda line: not line.strip(), lines))
    if kept and kept[0].startswith("| Version:"):
        kept = _first_version(kept)
    if kept and kept[0].startswith("> From: "):
        kept = list(dropwhile(lambda line: line.startswith(">"), kept))
    return kept


def _first_version(lines: list[str]) -> list[str]:
    version = []
    for number, line in enumerate(lines):
        if not line.startswith("|") or (number and line.startswith("| Version:")):
            break
        version.append(line.removeprefix("|").removeprefix(" "))
    # The fields end with the first blank line.
    blank = next((number for number, line in enumerate(version) if not line.strip()), len(version))
    return version[blank + 1 :]


def _sent_at(running: _Running, form: _Form) -> datetime | None:
    if form is _headed:
        return _mailed(running.date)
    if form is _backup:
        month, day, year = running.date.replace(",", "").replace(".", "").split()
        if month[:3].casefold() not in _MONTHS:
            return None
        number = _MONTHS.index(month[:3].casefold()) + 1
        return plausible(datetime.fromisoformat(f"{year}-{number:02}-{day} {running.time}"))
    return plausible(datetime.fromisoformat(f"{running.date} {running.time}"))


def _mailed(text: str) -> datetime | None:
    if not text or text == "unknown":
        return None
    try:
        return plausible(parsedate_to_datetime(text[:60]))
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError("no date") from error


def _title(path: Path) -> str:
    """The chat's name, from the file's, or its folder's where all files are called alike."""
    stem = path.stem if path.suffix else path.name
    name = path.resolve().parent.name if stem.casefold() in _GENERIC else stem
    return _NUMBERED_FILE.sub("", name) or name
