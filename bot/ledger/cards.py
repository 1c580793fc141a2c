"""What the owner is shown to decide about, where, and how it read when it was shown last; and what is shown nowhere."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from bot.ledger.file import LedgerFile, now
from bot.ledger.moderators import IN_SCOPE
from bot.ledger.rulings import ASKS, STANDING, WAITS, WROTE_LAST
from twin.draft import Action, Kind
from twin.knowledge import Audience

# Kinds of cards that can wait until the owner may be disturbed: what happened, and that somebody tried a wrong code.
NOTICES = ("notice", "guess")
# So many of them wait at the most, and of so many wrong codes the owner is told within an hour.
_KEPT = 20
_GUESSES = 5
_HOUR = timedelta(hours=1)

_COLUMNS = "id, conversation, kind, subject, text, reference, shown, at, closed_at NOTNULL"
# Faster than to ask the class, for hundreds of them at each look.
_KIND = {kind.value: kind for kind in Kind}
_AUDIENCE = {level.value: level for level in Audience}
# Of all cards that a case had: one is there, or one was. Nobody has seen one that was closed without a reference.
_STANDS, _STOOD = 2, 1
# A notice that waits.
_PENDING = f"conversation = ? AND kind IN {NOTICES} AND reference = '' AND closed_at IS NULL"


@dataclass(frozen=True, slots=True)
class Card:
    """Something that the owner is shown: of which kind, about which decision, or with which text of its own.

    ``reference`` is the platform's name for it and ``shown`` a digest of how it reads there; both are empty before it
    was shown. ``at`` is when it was added. ``closed``: nothing about it will change any more. The ``text`` of one that
    is about a decision is what it said last of what was written, until it is closed. The ``subject`` of a notice
    without a text is how many older ones it stands for.
    """

    id: int
    conversation: str
    kind: str
    subject: int
    text: str
    reference: str
    shown: str
    at: datetime
    closed: bool


class Waiting(NamedTuple):
    """Something that waits for the owner, in short: from whom, where, what they may hear, when it was written.

    ``sendable``: a draft for what still reads as it did, that the guard has nothing against. ``stands``: there is a
    card for it. ``stood``: there was one, which is gone from there or is never changed again.
    """

    decision: int
    kind: Kind
    conversation: str
    place: str
    group: bool
    account: str
    name: str
    reader: Audience
    sent_at: datetime
    sendable: bool
    stands: bool
    stood: bool


class Cards:
    """The cards of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def add(self, conversation: str, kind: str, subject: int = 0, text: str = "") -> int:
        """Note that the owner is to be shown this there; its number."""
        with self._file.writing():
            return self._add(conversation, kind, subject, text)

    def _add(self, conversation: str, kind: str, subject: int, text: str) -> int:
        return self._file.insert(
            "INSERT INTO cards (conversation, kind, subject, text, reference, shown, at)"
            " VALUES (?, ?, ?, ?, '', '', ?)",
            [conversation, kind, subject, text, now()],
        )

    def note(self, conversation: str, text: str) -> None:
        """Note something that the owner is told there as soon as they may be disturbed; of many, the latest."""
        with self._file.writing():
            self._add(conversation, "notice", 0, text)
            self._sum_up(conversation)

    def warn(self, conversation: str, text: str) -> bool:
        """The same of a wrong code; False if enough of them were told within the hour."""
        since = (datetime.now(UTC) - _HOUR).isoformat(timespec="milliseconds")
        with self._file.writing():
            [(count,)] = self._file.rows(
                "SELECT count(*) FROM cards WHERE conversation = ? AND kind = 'guess' AND at > ?", [conversation, since]
            )
            if count >= _GUESSES:
                return False
            more = " More of them within the hour are only counted: `twin status`." if count + 1 == _GUESSES else ""
            self._add(conversation, "guess", 0, f"{text}{more}")
            self._sum_up(conversation)
        return True

    def _sum_up(self, conversation: str) -> None:
        """Let one card stand for the oldest notices that wait there, if they are too many."""
        rows = self._file.rows(f"SELECT id, max(subject, 1) FROM cards WHERE {_PENDING} ORDER BY id", [conversation])
        older = rows[:-_KEPT]
        if len(older) < 2:
            return
        first, count = older[0][0], sum(stands_for for _, stands_for in older)
        self._file.run("UPDATE cards SET kind = 'notice', text = '', subject = ? WHERE id = ?", [count, first])
        for id_, _ in older[1:]:
            self._file.run("UPDATE cards SET closed_at = ? WHERE id = ?", [now(), id_])

    def shown(self, id_: int, reference: str, digest: str, *, text: str | None = None, last: bool = False) -> None:
        """Note under which name it is shown, and how it reads there now; ``last``: from now on.

        ``text`` is kept instead of the one that it had, until it is closed.
        """
        with self._file.writing():
            sql = "UPDATE cards SET reference = ?, shown = ?, text = coalesce(?, text) WHERE id = ?"
            self._file.run(sql, [reference, digest, text, id_])
            if last:
                self._close(id_)

    def close(self, id_: int) -> None:
        """Let it stand as it is from now on."""
        with self._file.writing():
            self._close(id_)

    def _close(self, id_: int) -> None:
        # What people wrote is kept where they can take it back, and there alone.
        sql = "UPDATE cards SET closed_at = ?, text = iif(kind = 'case', '', text) WHERE id = ? AND closed_at IS NULL"
        self._file.run(sql, [now(), id_])

    def open(self, conversation: str) -> list[Card]:
        """The cards there that are not closed, the oldest first."""
        return self._cards("conversation = ? AND closed_at IS NULL ORDER BY id", conversation)

    def find(self, conversation: str, reference: str) -> Card | None:
        """What is shown there under this name, closed or not."""
        where = "conversation = ? AND reference = ? AND reference <> '' ORDER BY id DESC LIMIT 1"
        return next(iter(self._cards(where, conversation, reference)), None)

    def waiting(self, conversation: str) -> list[Waiting]:
        """All that waits for those who decide in this conversation, the oldest first, and whether it is shown there.

        Where moderators decide, that is what lies in their place and is not hidden; where nobody does, nothing.
        """
        rows = self._file.rows(
            "SELECT d.id, d.kind, d.conversation, k.place, k.is_group, c.key, c.name, d.reader,"
            f" coalesce((SELECT max(m.sent_at) FROM messages m WHERE m.decision = d.id AND {STANDING}), {WROTE_LAST},"
            " d.decided_at),"
            f" d.action = '{Action.HOLD.value}' AND coalesce(d.objections, '[]') = '[]' AND k.closed_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.decision = d.id AND m.edited_at > d.decided_at),"
            f" (SELECT max(iif(s.closed_at IS NULL, {_STANDS}, s.reference <> '')) FROM cards s"
            " WHERE s.kind = 'case' AND s.subject = d.id AND s.conversation = ?)"
            " FROM decisions d JOIN contacts c ON c.id = d.contact JOIN conversations k ON k.key = d.conversation"
            f" WHERE {WAITS} AND iif(EXISTS (SELECT 1 FROM moderators m WHERE m.conversation = ?),"
            f" EXISTS (SELECT 1 FROM moderators m WHERE m.conversation = ? AND {IN_SCOPE}),"
            " EXISTS (SELECT 1 FROM owners o WHERE o.conversation = ?)) ORDER BY d.id",
            [conversation] * 4,
        )
        return [
            Waiting(
                id_,
                _KIND[kind],
                where,
                place,
                bool(group),
                account,
                name,
                _AUDIENCE[reader],
                datetime.fromisoformat(at),
                bool(sendable),
                stands=card == _STANDS,
                stood=card == _STOOD,
            )
            for id_, kind, where, place, group, account, name, reader, at, sendable, card in rows
        ]

    def asked(self) -> list[tuple[int, int]]:
        """The questions that wait for an answer, each with how often its messages were changed.

        While this is the same, so are the questions.
        """
        return self._file.rows(
            "SELECT d.id, (SELECT sum(m.revision) FROM messages m WHERE m.decision = d.id) FROM decisions d"
            f" WHERE {ASKS} ORDER BY d.id"
        )

    def _cards(self, where: str, *parameters: Any) -> list[Card]:  # noqa: ANN401 - texts and numbers
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM cards WHERE {where}", parameters)
        return [
            Card(id_, place, kind, subject, text, reference, shown, datetime.fromisoformat(at), bool(closed))
            for id_, place, kind, subject, text, reference, shown, at, closed in rows
        ]
