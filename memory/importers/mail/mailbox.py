"""A mailbox's mails, from whatever files: the owner's told from the others', each once, in the order they were sent."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from memory.importers import reading
from memory.importers.mail import body, head, parts
from memory.importers.mail.closings import Repeated
from memory.importers.mail.folders import Use
from memory.importers.records import ChatMessage, Problem, Record
from twin.errors import SourceError

_log = logging.getLogger(__name__)

# One place for all accounts: a mail's number names it wherever it is found, and a thread may go through several.
_PLACE, _TITLE = "mail", "Mail"
# So much of one mail is read: what stands behind is attached.
_LONGEST_MAIL = 16 * 1024 * 1024
_HEAD = 16 * 1024
# What nobody wrote to anybody, or the owner threw away.
_LEFT_OUT = frozenset({Use.DRAFTS, Use.SPAM, Use.TRASH})
# If so large a part of what a mailbox received was delivered to one address, that is whose it is.
_WHOSE = 0.6
# What the library raises for mails that were made to break it, and some that broke by themselves.
_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a mail lies: the bytes of a file from ``start`` to ``end``, and what the folder that it lies in is for.

    ``number`` is its ordinal in a file of many, 0 in a file of its own. In the former what looks like the next mail's
    beginning is escaped.
    """

    path: Path
    start: int
    end: int
    number: int = 0
    uses: frozenset[Use] = frozenset()

    @property
    def where(self) -> str:
        """The place for people."""
        return f"message {self.number}" if self.number else ""

    def data(self, most: int) -> bytes:
        """The mail's first bytes, so many at most. Raises SourceError."""
        with reading.opened(self.path) as file:
            file.seek(self.start)
            data = file.read(min(most, self.end - self.start))
        return _ESCAPED.sub(rb"\1", data) if self.number else data


def records(path: Path, mails: Iterable[Stored]) -> Iterator[Record]:
    """The mails that people wrote, in the order they were sent; raises SourceError if there is none.

    All heads are read first: who the owner is, and in which order the mails were sent, stands at no particular place.
    """
    index = _Index()
    for stored in mails:
        problem = index.add(stored)
        if problem:
            yield problem
    reader = _Reader(index)
    found = False
    for stored in index.in_order():
        record = reader.record(stored)
        if record:
            found = True
            yield record
    if reader.encrypted:
        _log.warning("%d mails are encrypted, and nothing is learned from them", reader.encrypted)
    if not found:
        raise SourceError(f"{path} holds no mail that somebody wrote: name a mailbox with letters in it.")


@dataclass(slots=True)
class _Index:
    """What is known of a mailbox after a look at all heads: some hundred bytes a mail."""

    _places: list[tuple[float, int, Stored]] = field(default_factory=list)
    _seen: dict[bytes, int] = field(default_factory=dict)
    _sent: set[bytes] = field(default_factory=set)
    _answered: set[bytes] = field(default_factory=set)
    _sent_from: Counter[str] = field(default_factory=Counter)
    _received_at: Counter[str] = field(default_factory=Counter)
    _latest: float = 0.0

    def add(self, stored: Stored) -> Problem | None:
        """Take note of a mail, if it is one to be read."""
        try:
            found = _head(stored)
        except SourceError as error:
            return Problem(stored.path, stored.where, f"{error}")
        except _DEFECTS:
            found = None
        if found is None:
            return Problem(stored.path, stored.where, "It does not say who wrote it: it is left out.")
        uses = stored.uses | found.uses
        if found.sent_at:
            self._latest = found.sent_at.timestamp()
        if _is_letter(found, uses):
            self._keep(stored, found, sent=Use.SENT in uses)
        return None

    def in_order(self) -> Iterator[Stored]:
        """The mails by the time they were sent; one without a time comes after the one that it lies behind."""
        self._places.sort(key=lambda place: place[:2])
        return (stored for _, _, stored in self._places)

    def owners(self) -> frozenset[str]:
        """The owner's addresses, as far as the mailbox tells them."""
        if self._sent_from:
            return frozenset(self._sent_from)
        address, count = next(iter(self._received_at.most_common(1)), ("", 0))
        return frozenset({address} if count > _WHOSE * self._received_at.total() else ())

    def answered(self, key: str) -> bool:
        """Whether the owner answered the mail."""
        return _short(key) in self._answered

    def _keep(self, stored: Stored, found: head.Head, *, sent: bool) -> None:
        key = _short(found.key)
        place = (self._latest, len(self._places), stored)
        if sent:
            self._sent_from[found.address] += 1
            self._answered.add(_short(found.answers))
        elif found.to:
            self._received_at[found.to] += 1
        if key not in self._seen:
            self._seen[key] = len(self._places)
            self._places.append(place)
        elif sent and key not in self._sent:
            # Anybody can send a mail with the number of one of the owner's: what the owner sent is the one that counts.
            at = self._seen[key]
            self._places[at] = (place[0], at, stored)
        if sent:
            self._sent.add(key)


@dataclass(slots=True)
class _Reader:
    """Reads the mails of an index in their order."""

    _index: _Index
    _repeated: Repeated = field(default_factory=Repeated)
    encrypted: int = 0

    def record(self, stored: Stored) -> Record | None:
        """The mail as a message, or what is wrong with it; None if nobody wrote it."""
        try:
            found = _head(stored)
            by_owner = found is not None and self._by_owner(found, stored.uses | found.uses)
            if found is None or (found.bulk and not by_owner and not self._index.answered(found.key)):
                return None
            text = parts.text_of(stored.data(_LONGEST_MAIL))
            return self._message(found, text, by_owner=by_owner)
        except parts.Unreadable:
            self.encrypted += 1
        except parts.Invitation:
            return None
        except _DEFECTS:
            return Problem(stored.path, stored.where, "It is damaged, and left out.")
        except SourceError as error:
            return Problem(stored.path, stored.where, f"{error}")
        return None

    def _by_owner(self, found: head.Head, uses: frozenset[Use]) -> bool:
        # Whoever sends a mail may write any address into it: only what did not come from outside speaks for itself.
        own = found.address in self._index.owners()
        return Use.SENT in uses or (own and not found.delivered)

    def _message(self, found: head.Head, text: str, *, by_owner: bool) -> ChatMessage:
        own = body.own(text)
        written = body.rewrapped(self._repeated.without(found.address, own.lines))
        forwarded = not written and (own.forwarded or found.passes_on)
        begins = found.key == found.root and not forwarded
        return ChatMessage(
            place=_PLACE,
            chat=_TITLE,
            key=found.key,
            author=found.author,
            author_id=found.address,
            sent_at=found.sent_at,
            text="\n".join(filter(None, [found.topic if begins else "", written])),
            reply_to=found.answers,
            by_owner=by_owner,
            thread=found.root,
            forwarded=forwarded,
            letter=True,
        )


def _head(stored: Stored) -> head.Head | None:
    data = stored.data(_HEAD)
    if len(data) == _HEAD and head.split(data) == _HEAD:
        data = stored.data(head.LONGEST)
    return head.head_of(data)


def _is_letter(found: head.Head, uses: frozenset[Use]) -> bool:
    """Whether a person may have written it to be read; mailing lists are, as long as the owner may have answered."""
    if not _LEFT_OUT.isdisjoint(uses) or found.automatic:
        return False
    return Use.SENT in uses or not (found.forged or Use.PROMOTIONS in uses)


def _short(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=8).digest()
