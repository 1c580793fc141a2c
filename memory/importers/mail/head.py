"""A mail's head: who wrote it to whom and when, what it answers, and whether a person wrote it at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import blake2b

from memory.importers.mail import folders, letters
from memory.importers.records import plausible

# A head that is longer is cut: no program writes one.
LONGEST = 256 * 1024
_LONGEST_FIELD = 16 * 1024
_LONGEST_NAME = 100
_LONGEST_ID = 200
_MOST_COMMENTS = 50

_BLANK = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_ID = re.compile(r"<\s{0,4}([^<>\s]{1,2000})\s{0,4}>")
_ANSWER = re.compile(
    r"\s*(?:(?:re|aw|antw|antwort|sv|vs|ynt|odp|rv|res|rif|r|ref|bls|ha|vá|tr|fw|fwd|wg|enc|i|doorst|pd|ilt|továb|"
    r"ответ|отв|на|"
    r"пересл|回复|回覆|答复|答覆|转发|轉寄|返信|転送|회신|전달|رد|पुन)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]\s*)+",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\s*(?:fw|fwd|wg|tr|enc|i|rv|doorst|pd|vs|vb|ilt|továb|пересл|转发|轉寄|転送|전달)\s?[:：]", re.IGNORECASE
)
# Addresses behind which nobody reads and nobody writes.
_NOBODY = re.compile(
    r"(?:.*[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?(?:reply|answer)|not?[-_.]?respond|nicht[-_.]?antworten|"
    r"keine[-_.]?antwort|"
    r"ne[-_.]?pas[-_.]?repondre|no[-_.]?(?:responder|contestar)|nao[-_.]?responda|non[-_.]?rispondere|"
    r"niet[-_.]?antwoorden|"
    r"mailer[-_.]?daemon|postmaster|bounces?|notifications?|notify|newsletters?|automailer|"
    r"autoreply)(?:[-_.+].*)?@.*",
    re.IGNORECASE,
)
# What servers put above everything that a mail came with.
_TRACES = frozenset({"received", "delivered-to", "return-path", "x-received"})
# Fields that only programs write for many, or by themselves.
_LIST_FIELDS = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Campaign", "X-Mailgun-Sid", "X-SG-EID")
_AUTOMATIC_FIELDS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Failed-Recipients")


@dataclass(frozen=True, slots=True)
class Head:
    """What a mail's head says. Addresses are folded to lower case; ``key`` names the mail for good.

    ``root`` is the key of the mail that the thread began with, ``answers`` that of the one that is answered, empty for
    none. ``forged``: a server found that its sender is not who it says. ``delivered``: it came through a server.
    """

    key: str
    author: str
    address: str
    to: str
    sent_at: datetime | None
    subject: str
    root: str
    answers: str
    uses: frozenset[folders.Use]
    automatic: bool
    bulk: bool
    forged: bool
    delivered: bool

    @property
    def topic(self) -> str:
        """The subject without what answering and forwarding put before it."""
        return _ANSWER.sub("", self.subject, count=1)

    @property
    def passes_on(self) -> bool:
        """Whether the subject says that the mail was forwarded."""
        return _PASSED_ON.match(self.subject) is not None


def split(data: bytes) -> int:
    """Where the head ends and the body begins; all of it is the head if there is no blank line."""
    blank = _BLANK.search(data)
    return blank.end() if blank else len(data)


def head_of(data: bytes) -> Head | None:
    """The head at the beginning of a mail; None if it does not say who wrote it."""
    fields = BytesHeaderParser(policy=compat32).parsebytes(data[: min(split(data), LONGEST)])
    author, address = _author(fields)
    if not address:
        return None
    sent_at = _sent_at(fields)
    ids = _ids(fields, "References")
    answers = (_ids(fields, "In-Reply-To") or ids[-1:] or [""])[0]
    subject = letters.value_of(_field(fields, "Subject"))
    # A mail without a number gets one that any other copy of it gets, too.
    key = (_ids(fields, "Message-ID") or [_named([address, str(sent_at), subject, _field(fields, "To")])])[0]
    results = " ".join(_fields(fields, "Authentication-Results")).lower()
    return Head(
        key=key,
        author=author,
        address=address,
        to=_delivered_to(fields),
        sent_at=sent_at,
        subject=subject,
        root=ids[0] if ids else answers or key,
        answers="" if answers == key else answers,
        uses=_uses(fields),
        automatic=_is_automatic(fields, address),
        bulk=_is_bulk(fields),
        forged="dmarc=fail" in results,
        delivered=any(name.lower() in _TRACES for name, _ in fields.raw_items()),
    )


def _field(fields: Message, name: str) -> str:
    """The field's raw value, empty if it is missing. Bytes beyond ASCII are surrogates in it."""
    return next(iter(_fields(fields, name)), "")


def _fields(fields: Message, name: str) -> list[str]:
    found = (value for key, value in fields.raw_items() if key.lower() == name.lower())
    return [str(value)[:_LONGEST_FIELD] for value in found][:50]


def _author(fields: Message) -> tuple[str, str]:
    """Name and address of whoever wrote it; a sender who wrote for somebody is not that person."""
    for name in ("From", "Sender", "Return-Path"):
        raw = _field(fields, name)
        for shown, address in _addresses(raw):
            clean = letters.one_line(address).casefold().replace(" ", "")
            if clean and ("@" in clean or name == "From"):
                readable = letters.value_of(shown).strip(" '\"")[:_LONGEST_NAME].strip()
                return readable or clean[:_LONGEST_NAME], clean[:_LONGEST_ID]
    return "", ""


def _delivered_to(fields: Message) -> str:
    for name in ("Delivered-To", "X-Delivered-To", "X-Original-To", "Envelope-To"):
        for _, address in _addresses(_field(fields, name)):
            if "@" in address:
                return letters.one_line(address).casefold()
    return ""


def _addresses(raw: str) -> list[tuple[str, str]]:
    raw = raw.replace("\r", "").replace("\n", "")[:4000]
    # Comments within comments are read by recursion.
    return getaddresses([raw if raw.count("(") < _MOST_COMMENTS else raw.replace("(", " ")])


def _ids(fields: Message, name: str) -> list[str]:
    raw = " ".join(_fields(fields, name))
    found = [match[1] for match in _ID.finditer(raw)]
    if not found and raw.strip():
        found = [word for word in raw.split() if "@" in word][:1]
    return [_plain(number) for number in found]


def _plain(number: str) -> str:
    """A mail's number as a key: one that is too long, or is no text, is named by its digest."""
    fit = len(number) <= _LONGEST_ID and number.isascii() and number.isprintable()
    return number if fit else _named([number])


def _named(parts: list[str]) -> str:
    return "~" + blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=12).hexdigest()


def _sent_at(fields: Message) -> datetime | None:
    """When it was sent, with its zone: as its author's clock says, else as the first server's."""
    for moment in _moments(fields):
        try:
            read = parsedate_to_datetime(moment)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        # "-0000" is the time of the world, seen from nowhere.
        if found := plausible(read if read.tzinfo else read.replace(tzinfo=UTC)):
            return found
    return None


def _moments(fields: Message) -> Iterator[str]:
    yield _field(fields, "Date")[:200]
    for received in reversed(_fields(fields, "Received")):
        yield received.rpartition(";")[2].strip()[:200]
    yield _field(fields, "X-Delivery-Date")[:200]


def _uses(fields: Message) -> frozenset[folders.Use]:
    found = folders.uses(_labels(fields))
    unsent = _field(fields, "X-Unsent").strip() == "1"
    spam = _field(fields, "X-Spam-Flag").strip().lower() == "yes"
    return found | ({folders.Use.DRAFTS} if unsent else set()) | ({folders.Use.SPAM} if spam else set())


def _labels(fields: Message) -> list[str]:
    """Gmail's labels. What stands below a server's traces came with the mail, and may be anybody's claim."""
    for name, value in fields.raw_items():
        if name.lower() == "x-gmail-labels":
            return letters.value_of(str(value)).split(",")
        if name.lower() in _TRACES:
            break
    return []


def _is_automatic(fields: Message, address: str) -> bool:
    """Whether a program wrote it by itself: reports, notices, replies while somebody is away."""
    kind = _field(fields, "Content-Type").lower().lstrip()
    submitted = _field(fields, "Auto-Submitted").lower().strip()
    return (
        (submitted != "" and not submitted.startswith("no"))
        or any(name in fields for name in _AUTOMATIC_FIELDS)
        or _field(fields, "Return-Path").strip() == "<>"
        or _field(fields, "Precedence").strip().lower() == "auto_reply"
        or kind.startswith(("multipart/report", "text/calendar", "message/"))
        or _NOBODY.fullmatch(address) is not None
    )


def _is_bulk(fields: Message) -> bool:
    """Whether it went to many: newsletters and mailing lists."""
    precedence = _field(fields, "Precedence").strip().lower()
    return precedence in ("bulk", "list", "junk") or any(name in fields for name in _LIST_FIELDS)
