"""Telegram Desktop's HTML export: the pages of a chat, or of all chats of an account, as one export."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from memory.importers import blocks, reading, telegram
from memory.importers.records import ChatMessage, Problem, Record, plausible
from memory.importers.telegram_page import Page, RawMessage
from twin.errors import SourceError

KIND = "telegram-html"
CHATS = True

_PAGE = re.compile(r"messages(\d{0,6})\.html")
_CHAT_PAGE, _OVERVIEW_PAGE = b'class="page_body chat_page"', b'class="personal_info'
# The overview of an account, and what Telegram writes beside the pages if it is asked for both.
_OVERVIEW, _JSON = "export_results.html", "result.json"
_DATE = re.compile(r"(\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d)(?: UTC(?:([+-])(\d\d):(\d\d))?)?")
# Whoever has no name may be somebody else each time.
_VIA = re.compile(r" via @\w+\Z")
_LEFT_OUT = "the message is left out."


@dataclass(slots=True)
class _Chat:
    """The chat that is being read; ``author`` wrote last, and is None where that is not known."""

    title: str
    thread: str
    owner: str
    author: str | None = None


class _BrokenError(Exception):
    """A message that cannot be told from another, or whose author is not known."""


def recognises(_path: Path, head: bytes) -> bool:
    """A page of a chat, or the overview of an account."""
    return _CHAT_PAGE in head or (_OVERVIEW_PAGE in head and b'class="page_header"' in head)


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The pages of a chat; of an account, all its chats' pages, and the lists of what is no chat."""
    if _OVERVIEW in names and _begins(folder / _OVERVIEW, _OVERVIEW_PAGE):
        found = [folder / _OVERVIEW, *sorted(folder.glob("lists/*.html"))]
        found += [page for chat in _chat_folders(folder) for page in _pages(chat)]
    else:
        pages = _pages(folder) if any(map(_PAGE.fullmatch, names)) else []
        found = pages if pages and _begins(pages[0], _CHAT_PAGE) else []
    return [*found, folder / _JSON] if found and _JSON in names else found


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent, chat by chat; where the export is there as JSON too, from that."""
    if (path / _JSON).is_file():
        yield from telegram.read(path / _JSON)
        return
    found = False
    for record in _records(path):
        found = found or isinstance(record, Problem) or bool(record.text)
        yield record
    if not found:
        raise SourceError(f"{path} holds no text messages: learn the whole folder of the export, or leave it out.")


def _records(path: Path) -> Iterator[ChatMessage | Problem]:
    owner = _owner(path / _OVERVIEW)
    known: Counter[str] = Counter()
    for pages in _chats(path):
        chat: _Chat | None = None
        for number, place in enumerate(pages):
            try:
                page = Page(reading.document(place))
            except SourceError as error:
                yield Problem(place, "", str(error))
                continue
            if chat is None:
                title = page.title or place.resolve().parent.name
                known[title] += 1
                # Chats have no numbers here, and several may bear one name.
                chat = _Chat(title, str(known[title]) if known[title] > 1 else "", owner)
            elif number:
                chat.author = chat.author if page.messages and page.messages[0].joined else None
            yield from _messages(chat, place, page)


def _chats(path: Path) -> list[list[Path]]:
    """The pages of each chat, in their order."""
    if not path.is_dir():
        return [[path]]
    return [_pages(folder) for folder in _chat_folders(path)] if (path / _OVERVIEW).is_file() else [_pages(path)]


def _chat_folders(account: Path) -> list[Path]:
    return sorted(folder for folder in account.glob("chats/*") if folder.is_dir())


def _pages(folder: Path) -> list[Path]:
    try:
        numbered = [(match, page) for page in folder.iterdir() if (match := _PAGE.fullmatch(page.name))]
    except OSError:
        # What cannot be looked into is told where folders are walked.
        return []
    return [page for _, page in sorted(((int(match[1] or 1), page) for match, page in numbered))]


def _begins(path: Path, mark: bytes) -> bool:
    try:
        return mark in reading.head(path)
    except SourceError:
        return False


def _owner(overview: Path) -> str:
    """The name of the account's owner; empty where the export tells none."""
    if not overview.is_file():
        return ""
    soup = blocks.soup_of(reading.document(overview))
    values = {blocks.folded(row.find(class_="label") or row): row.find(class_="value") for row in soup.select(".row")}
    names = (values.get(label) for label in ("First name", "Last name"))
    return " ".join(blocks.folded(name) for name in names if name)


def _messages(chat: _Chat, place: Path, page: Page) -> Iterator[ChatMessage | Problem]:
    for raw in page.messages:
        if raw.service:
            continue
        try:
            message = _message(chat, raw)
        except _BrokenError as error:
            where = f"message {raw.number}" if raw.number.isdigit() else f"line {raw.line}"
            yield Problem(place, where, f"{error}: {_LEFT_OUT}")
            continue
        if not raw.call:
            yield message


def _message(chat: _Chat, raw: RawMessage) -> ChatMessage:
    name = raw.text_of("name")
    if raw.torn:
        chat.author = None
        raise _BrokenError("it runs together with another")
    if name or not raw.joined:
        chat.author = name or None
    if chat.author is None:
        raise _BrokenError("it does not say who wrote it")
    author = _VIA.sub("", chat.author)
    return ChatMessage(
        place=f"telegram-html/{chat.title}",
        chat=chat.title,
        key=raw.number if raw.number.isdigit() else "",
        author=author,
        author_id="",
        sent_at=_sent_at(raw.date),
        text=raw.text_of("text") or raw.text_of("question"),
        reply_to=raw.reply if raw.reply.isdigit() else "",
        by_owner=bool(chat.owner) and author == chat.owner,
        thread=chat.thread,
        by_bot=author != chat.author,
        forwarded=raw.forwarded,
    )


def _sent_at(date: str) -> datetime | None:
    """Aware where the zone is given, as newer exports do; naive local time else."""
    match = _DATE.fullmatch(date.strip())
    if not match:
        if date.strip():
            raise _BrokenError(f"its date “{date[:40]}” cannot be read")
        return None
    try:
        moment = datetime.strptime(match[1], "%d.%m.%Y %H:%M:%S")
        if "UTC" in date:
            away = timedelta(hours=int(match[3] or 0), minutes=int(match[4] or 0))
            moment = moment.replace(tzinfo=timezone(-away if match[2] == "-" else away))
        return plausible(moment)
    except ValueError as error:
        raise _BrokenError(f"its date “{date[:40]}” does not exist") from error
