"""WhatsApp's exported chats, from Android and from iOS, in whatever way a phone writes its dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from memory.importers import reading, whatsapp_remarks
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "whatsapp"
CHATS = True

# Half-days as phones write them, without spaces and dots.
_MORNING = frozenset(
    "am 上午 早上 凌晨 午前 오전 πμ öö ص vorm fm dop ap пробо прдоб дп сa sa قظ قبلازظهر לפנהצ de पूर्वाह्न मपू".split()
)
_EVENING = frozenset(
    "pm 下午 中午 晚上 午後 오후 μμ ös م nachm em odp ip слоб пп ch بظ بعدازظهر אחהצ du अपराह्न मउ".split()
)
_HALF = (
    r"[ap]\.?\s?m\b\.?|上午|早上|凌晨|下午|中午|晚上|午前|午後|오전|오후|[πμ]\.?\s?μ\.?|ö[ös]|[صم]|vorm\.|nachm\.|"
    r"[fe]m\b|dop\.|odp\.|[ai]p\.|пр\.\s?об\.|сл\.\s?об\.|[дп]п\b|sa\b|ch\b|[قب]\.\s?ظ\.?|"
    r"قبل\u200c?ازظهر|بعد\u200c?ازظهر|לפנה[״\"]צ|אחה[״\"]צ|d[eu]\.|पूर्वाह्न|अपराह्न|म\.पू\.|म\.उ\."
)
_HEADER = re.compile(
    r"(?P<open>\[)?"
    r"(?P<a>\d{1,4})\u200f?(?P<sep>\s?[./-]\s?)\u200f?(?P<b>\d{1,2})\u200f?(?:(?P=sep))\u200f?(?P<c>\d{1,4})"
    r"(?:\.|\s?г\.)?[,،]?\u200f?\s+"
    r"(?:(?:à|às|a las|a les|um|om|ob|klo?\.?|alle|ore|u|o|plkst\.|lúc)\s+)?"
    rf"(?P<before>{_HALF})?\s?(?P<hour>\d{{1,2}})(?:[:.]|\sh\s)(?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:\s?(?P<after>{_HALF}))?(?:\sч\.)?\u200f?"
    r"(?(open)\]\s|\s[-–]\s)(?P<rest>.*)",
    re.IGNORECASE,
)
# Day first where nothing decides.
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
# Years that Thai phones count from the Buddha.
_BUDDHIST, _THAI_YEARS = 543, range(2540, 2644)
# No name is longer: what stands before the colon is a notice.
_LONGEST_NAME = 100
_QUOTED = re.compile(r'„[^“”]*[“”]|“[^”]*”|«[^»]*»|"[^"]*"')
_PROGRAM = "Meta AI"

_TITLE = re.compile(
    r"(?:whatsapp[ -]chatt? (?:with|mit|met|med|-)|chat (?:de )?whatsapp con|conversas? do whatsapp com|"
    r"discussion whatsapp avec|чат whatsapp с(?: контактом)?|(?:محادثة|دردشة) (?:واتساب|whatsapp) مع|"
    r"chat whatsapp dengan|czat whatsapp z)\s+(?P<name>.+)|"
    r"(?P<before>.+?)\s(?:ile whatsapp sohbeti|के साथ whatsapp चैट)",
    re.IGNORECASE,
)
# What a computer adds to the name of a file that it has already.
_AGAIN = re.compile(r"\s?\(\d{1,2}\)\Z")
_MENTION = re.compile(r"@\u2068([^\u2068\u2069\n]{1,100})\u2069")

_Header = re.Match[str]


@dataclass(slots=True)
class _Order:
    """One way to read dates, and how badly it fits the file: impossible dates, then steps back in time."""

    name: str
    impossible: int = 0
    back: int = 0
    latest: datetime = field(default=datetime.min)

    def see(self, header: _Header) -> None:
        moment = _moment(header, self.name)
        if moment is None:
            self.impossible += 1
            return
        self.back += moment < self.latest
        self.latest = moment


@dataclass(slots=True)
class _Running:
    """The message whose lines are being read."""

    author: str
    sent_at: datetime
    lines: list[str]


def recognises(path: Path, head: bytes) -> bool:
    """A text that begins as WhatsApp's messages do; in one called .txt, as its exports are, in one of five lines."""
    text = reading.head_text(head) or ""
    lines = 5 if path.suffix.lower() == ".txt" else 1
    first = islice((line for line in text.splitlines() if line.strip()), lines)
    return any(_header(line) for line in first)


def read(path: Path) -> Iterator[Record]:
    """Every message that somebody sent; the file is gone through twice, first for the order of its dates."""
    order = _order(path)
    chat = _chat(path)
    found = False
    for item in _entries(path, order):
        if isinstance(item, Problem):
            yield item
        elif message := _message(chat, item):
            found = found or bool(message.text)
            yield message
    if not found:
        raise SourceError(f"{path} begins as a WhatsApp chat but holds no readable message: export the chat again.")


def _header(line: str) -> _Header | None:
    return _HEADER.match(line.lstrip("\u200e\u200f\u202a\u202b\u202c\ufeff "))


def _order(path: Path) -> str:
    orders = [_Order(name) for name in _ORDERS]
    for _, line in reading.lines(path):
        header = _header(line)
        if header:
            for order in orders:
                order.see(header)
    return min(orders, key=lambda order: (order.impossible, order.back)).name


def _entries(path: Path, order: str) -> Iterator[_Running | Problem]:
    """Messages as they stand, and the lines that are none."""
    running: _Running | None = None
    outside = True
    for number, line in reading.lines(path):
        header = _header(line)
        if header is None:
            if running:
                running.lines.append(line)
            elif outside and line.strip():
                outside = False
                yield Problem(path, f"line {number}", "It belongs to no message: the chat begins further down.")
            continue
        if running:
            yield running
        outside = False
        running = _begun(header, order)
        if running is None and _moment(header, order) is None:
            yield Problem(path, f"line {number}", "Its date does not exist: the message is left out.")
    if running:
        yield running


def _begun(header: _Header, order: str) -> _Running | None:
    """The message that a line begins, or None where it is WhatsApp's own remark."""
    author, colon, text = header["rest"].partition(": ")
    if not colon and author.endswith(":"):
        # Only the lines below hold something, and an editor took the blank away.
        author, colon = author[:-1], ":"
    moment = _moment(header, order)
    return _Running(author, moment, [text]) if colon and moment and _is_name(author) else None


def _is_name(author: str) -> bool:
    # In «Ann changed the subject to "Rome: plans"» the colon stands within quotation marks.
    quoting = not set('"“„«').isdisjoint(_QUOTED.sub("", author))
    return not quoting and 0 < len(author) <= _LONGEST_NAME and not author[-1].isspace()


def _moment(header: _Header, order: str) -> datetime | None:
    numbers = header.group("a", "b", "c")
    year, month, day = (numbers[index] for index in _ORDERS[order])
    if len(year) not in (2, 4) or max(len(month), len(day)) > 2:
        return None
    hour = _hour(int(header["hour"]), header["before"] or header["after"] or "")
    full = int(year) + (2000 if len(year) == 2 else 0)
    full -= _BUDDHIST if full in _THAI_YEARS else 0
    try:
        return datetime(full, int(month), int(day), hour, int(header["minute"]), int(header["second"] or 0))
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    half = re.sub(r'[\s.״"\u200c]', "", half.casefold())
    if half in _EVENING and hour < 12:
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _message(chat: str, running: _Running) -> ChatMessage | None:
    author, author_id = _author(running.author)
    written = "\n".join(running.lines).strip(" \n")
    text = whatsapp_remarks.text_of(author, written)
    if text is None:
        return None
    return ChatMessage(
        place=f"whatsapp/{chat}",
        chat=chat,
        key="",
        author=author,
        author_id=author_id,
        sent_at=plausible(running.sent_at),
        text=text,
        mentions=tuple(dict.fromkeys(name.lstrip("~ \u202f") for name in _MENTION.findall(written))),
        by_bot=author == _PROGRAM,
    )


def _author(name: str) -> tuple[str, str]:
    """The author's name and identity: the tilde marks who is no contact, and calls themselves as they like."""
    name = whatsapp_remarks.unmarked(name).strip()
    chosen = name.removeprefix("~").strip()
    return (chosen, f"~{chosen}") if name.startswith("~") else (name, "")


def _chat(path: Path) -> str:
    # On iOS every chat's file is called _chat.txt, in an archive of its own.
    unnamed = re.fullmatch(r"_chat(?:\s?\(?\d{1,2}\)?)?", path.stem) is not None
    name = _AGAIN.sub("", path.resolve().parent.name if unnamed else path.stem)
    match = _TITLE.fullmatch(name)
    return (match["name"] or match["before"]) if match else name
