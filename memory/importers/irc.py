"""Logs of IRC channels as irssi, WeeChat, HexChat, ZNC, mIRC and the usual bots write them, one file or one a day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from pathlib import Path

from memory.importers import reading
from memory.importers.records import ChatMessage, Problem, Record, plausible
from twin.errors import SourceError

KIND = "irc"
CHATS = True

_ISO = r"(?P<iso>\d{4}[-/]\d\d[-/]\d\d)"
_TIMED = re.compile(
    rf"\[?(?:{_ISO}[T ]|(?P<month>[A-Z][^\W\d_]{{2}})\.? {{1,2}}(?P<day>\d{{1,2}}) )?"
    r"(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:[.,]\d{1,6})?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:Z|[+-]\d\d:?\d\d)?\]?(?P<gap>[ \t]+)(?P<rest>.*)",
    re.IGNORECASE,
)
_MODES = "@+%&~!"
_NICK = r"[^\s<>:,@!]{1,64}"
_SAID = re.compile(rf"<[ {_MODES}]?(?P<nick>{_NICK})>(?:[ \t](?P<text>.*))?\Z")
# WeeChat parts what it writes by tabs.
_TABBED = re.compile(rf"[{_MODES}]?(?P<nick>{_NICK})\t(?P<text>.*)")
_DID = re.compile(rf"\*[ \t]+[{_MODES}]?(?P<nick>{_NICK})[ \t](?P<text>.*)")
_ARROWS = frozenset({"--", "-->", "<--", "=!=", "*", "***", "-!-"})
# What a client tells in the form of a deed.
_TOLD = re.compile(
    r"(?:\([^()]*\) |\[[^\[\]]*\] )?(?:has (?:joined|left|quit)(?: irc)?(?: [#&(\[]|[.\s]*\Z)|"
    r"has (?:kicked|changed|set)\b|"
    r"is now known as\b|sets? (?:mode|ban)|gives (?:channel|voice)|removes (?:channel|voice|ban)|changes topic|"
    r"was kicked\b|enables\b|disables\b|invites\b|talking (?:on|in)\b|for #|is ['‘]|set by\b|by \S+ on\b)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:---|-:-|\*{4}|Session (?:Start|Time|Close)|# Log|Logging started)\W?(?P<rest>.*)", re.IGNORECASE
)
_IDENT = re.compile(r"Session Ident: *(?P<name>\S+)")
_WORDED = re.compile(
    r"\b(?P<month>[^\W\d_]{3})[^\W\d_]{0,6}\.? +(?P<day>\d{1,2})(?:,| \d\d?:\d\d(?::\d\d)?)? (?P<year>\d{4})\b|"
    r"\b(?P<day2>\d{1,2})\.? +(?P<month2>[^\W\d_]{3})[^\W\d_]{0,6}\.? +(?P<year2>\d{4})\b|"
    r"\b(?P<iso>\d{4}-\d\d-\d\d)"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan ene gen|feb fév fev|mar mär mrt|apr avr abr|may mai mag mei maj|jun giu|jul lug|aug aoû ago|sep set|"
        "oct okt ott out|nov|dec dez dic déc".split("|"),
        start=1,
    )
    for name in names.split()
}
_SUFFIXES = frozenset({".log", ".txt", ".weechatlog", ".irclog"})
_FILE_DATE = re.compile(r"(?<!\d)(\d{4})([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_CHANNEL = re.compile(r"[#&][^\s,]+")
# Services, and the names that programs usually bear; people are called ruebot and abbot, too.
_BOT = re.compile(
    r"(?i:(?:chan|nick|memo|bot|oper|host|group|info|stat)serv|global)|(?:\w+[a-z0-9])?Bot[\d_`^|]*|BOT|bot[\d_]*|"
    r"\w+[-_|\[]bot[\d_`^|\]]*|bot[-_|]\w+|ubottu\w*|eggdrop|kompewter|EnergyMech|GitHub\d*|GitLab|zuul|travis-ci|"
    r"(?i:slack|discord|matrix|telegram|git|svn|log|meet(?:ing)?|build|news|rss|feed|info|help|quote|link|url|title|"
    r"karma|ci|commit|deploy|lambda|supy|ticket|jira|bug|weather|jenkins|irc|chat|test|trivia|quiz|yacy|wiki|pr)bot[\d_]*"
)
# Colours and other marks of type, which are no text.
_STYLE = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x16\x1d\x1e\x1f]")
# A clock that goes back by more than this has passed midnight.
_MIDNIGHT = timedelta(hours=6)
# Of the first lines, how many are looked at, and the part that must be of a log.
_FIRST, _PART = 200, 0.8


@dataclass(slots=True)
class _Clock:
    """The day that is being read, and the last time of it."""

    day: date | None = None
    last: time = time.min

    def turn(self, day: date | None) -> None:
        """Another day begins; None changes nothing."""
        if day:
            self.day, self.last = day, time.min

    def moment(self, line: re.Match[str]) -> datetime | None:
        """When the line was written; None where the log tells no day."""
        told = _time(line)
        if line["iso"]:
            self.turn(_iso(line["iso"]))
        elif line["month"] and self.day:
            self._turn_within_year(line)
        elif self.day and told < self.last and _on(told) + _MIDNIGHT < _on(self.last):
            self.turn(self.day + timedelta(days=1) if self.day < date.max else None)
        self.last = told
        return plausible(datetime.combine(self.day, told)) if self.day else None

    def _turn_within_year(self, line: re.Match[str]) -> None:
        # HexChat writes no year: it is the one in which the log was opened, until December is over.
        if self.day and (month := _MONTHS.get(line["month"].casefold())):
            self.turn(_day(self.day.year + (month < self.day.month - 6), month, int(line["day"])))


def recognises(_path: Path, head: bytes) -> bool:
    """A text whose lines are a log's: nearly all begin with their time, and somebody says something."""
    text = reading.head_text(head)
    if text is None:
        return False
    # The last line of the head may be cut.
    whole = text.splitlines()[: -1 if len(head) == reading.HEAD else None]
    lines = list(islice((line for line in whole if line.strip()), _FIRST))
    said = sum(_saying(line) is not None for line in lines)
    told = sum(_is_line(line) for line in lines)
    return said > 0 and (3 * said >= len(lines) or _has_marks(lines)) and told >= _PART * len(lines)


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The logs that are named by their days: a conversation goes on over midnight."""
    dated = [folder / name for name in names if Path(name).suffix.lower() in _SUFFIXES and _FILE_DATE.search(name)]
    return [path for path in dated if _is_log(path)]


def read(path: Path) -> Iterator[Record]:
    """Everything that was said, each channel's days in their order. Joins, notices and the like are left out."""
    logs = sorted(parts(path, sorted(entry.name for entry in path.iterdir())), key=_place) if path.is_dir() else [path]
    found = False
    for _, days in groupby(logs, key=_channel):
        clock = _Clock()
        for log in days:
            try:
                for record in _records(log, clock):
                    found = found or isinstance(record, ChatMessage)
                    yield record
            except SourceError as error:
                if not path.is_dir():
                    raise
                yield Problem(log, "", str(error))
    if not found:
        raise SourceError(f"{path} holds nothing that anybody said: leave it out.")


def _records(log: Path, clock: _Clock) -> Iterator[ChatMessage | Problem]:
    channel = _channel(log)
    clock.turn(_named_day(log.name))
    strange, first = 0, 0
    for number, line in reading.lines(log):
        if ident := _IDENT.match(line):
            channel = ident["name"]
        elif timed := _TIMED.match(line):
            moment = clock.moment(timed)
            if said := _said(timed):
                yield _message(channel, *said, moment)
        elif dated := _DATED.match(line[:200]):
            clock.turn(_worded_day(dated["rest"]))
        elif line.strip():
            strange, first = strange + 1, first or number
    if strange:
        more = f" It stands for {strange} such lines." if strange > 1 else ""
        yield Problem(log, f"line {first}", f"It is no line of a log: it is left out.{more}")


def _message(channel: str, nick: str, text: str, moment: datetime | None) -> ChatMessage:
    return ChatMessage(
        place=f"irc/{channel.casefold()}",
        chat=channel,
        key="",
        author=nick,
        author_id="",
        sent_at=moment,
        text=text,
        by_bot=_BOT.fullmatch(nick) is not None,
    )


def _saying(line: str) -> tuple[str, str] | None:
    timed = _TIMED.match(line)
    return _said(timed) if timed else None


def _said(timed: re.Match[str]) -> tuple[str, str] | None:
    """Who said what, or None where the line tells of something else; a deed is what was typed: "/me waves"."""
    rest = _STYLE.sub("", timed["rest"])
    if match := _SAID.match(rest):
        return match["nick"], (match["text"] or "").strip()
    if match := _DID.match(rest):
        told = match["nick"].endswith(":") or _TOLD.match(match["text"]) or match["nick"] in _ARROWS
        return None if told else (match["nick"], f"/me {match['text'].strip()}")
    if timed["gap"] == "\t" and timed["iso"] and (match := _TABBED.match(rest)) and match["nick"] not in _ARROWS:
        return match["nick"], match["text"].strip()
    return None


def _is_line(line: str) -> bool:
    """Whether a client can have written the line: where names have blanks in them, it was another program."""
    timed = _TIMED.match(line)
    if timed is None:
        return bool(_DATED.match(line) or _IDENT.match(line))
    rest = _STYLE.sub("", timed["rest"])
    if rest.startswith("<") and not rest.startswith("<--"):
        return _SAID.match(rest) is not None
    return not (timed["gap"] == "\t" and timed["iso"] and " " in rest.partition("\t")[0])


def _has_marks(lines: list[str]) -> bool:
    """Whether a client told when it opened the log, as it does where little is said."""
    return any(_DATED.match(line) for line in lines)


def _is_log(path: Path) -> bool:
    try:
        return recognises(path, reading.head(path))
    except SourceError:
        return False


def _place(log: Path) -> tuple[str, date, str]:
    return _channel(log), _named_day(log.name) or date.min, log.name


def _channel(log: Path) -> str:
    """The channel, from the name of the file, or of its folder where files are only named by their days."""
    stem = log.name[: -len(log.suffix)] if log.suffix.lower() in _SUFFIXES else log.name
    stem = _FILE_DATE.sub("", stem).strip("._- ")
    stem = stem or log.resolve().parent.name
    match = _CHANNEL.search(stem)
    return match[0].rstrip("._-") if match else stem


def _named_day(name: str) -> date | None:
    match = _FILE_DATE.search(name)
    return _day(int(match[1]), int(match[3]), int(match[4])) if match else None


def _worded_day(text: str) -> date | None:
    match = _WORDED.search(text)
    if not match:
        return None
    if match["iso"]:
        return _iso(match["iso"])
    month = _MONTHS.get((match["month"] or match["month2"]).casefold())
    return _day(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"])) if month else None


def _iso(text: str) -> date | None:
    return _day(int(text[:4]), int(text[5:7]), int(text[8:]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(line: re.Match[str]) -> time:
    hour = int(line["hour"])
    half = (line["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
    return time(min(hour, 23), int(line["minute"]), int(line["second"] or 0))


def _on(moment: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), moment)
