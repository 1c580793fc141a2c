"""What was said, to be read again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.ledger.case import shown
from bot.ledger.deliveries import NOT_SAID, OWNER
from bot.ledger.file import LedgerFile, moment, now
from bot.ledger.rulings import HELD, PASSED_ON, Outcome
from twin.brief import Past, Spent
from twin.draft import Action
from twin.knowledge import Audience
from twin.message import Burst, Turn

# Messages that were taken back where the owner wrote: what is said there is learned.
_LEARNED = (
    "messages m JOIN conversations k ON k.key = m.conversation WHERE m.text = '' AND m.attachment = ''"
    " AND m.command = '' AND m.unlearned_at IS NULL AND m.reference <> '' AND k.owner_wrote_at NOTNULL"
)
# Of a decision d: no message points to it, as to what the owner said through the twin.
_UNASKED = "NOT EXISTS (SELECT 1 FROM messages m WHERE m.decision = d.id)"
# When a message m was there; what was there before that was kept with it has no other time than its own.
_THERE = "coalesce(m.received_at, m.sent_at)"
# Why a message waits for which nothing was decided.
_UNDECIDED = "it was not answered yet"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that the owner was promised to see, and why; ``draft`` is what was written for it and waits, if any."""

    name: str
    text: str
    sent_at: datetime
    reason: str
    draft: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """Something that went out in the owner's name and binds them; ``name`` is to whom."""

    name: str
    kind: str
    text: str
    stands_in: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact as the ledger knows them: how many messages they wrote, when the last one, and where."""

    key: str
    name: str
    messages: int
    last_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote in a conversation, the owner or a contact; ``forwarded``: or passed on."""

    account: str
    name: str
    by_owner: bool
    text: str
    sent_at: datetime
    reference: str
    forwarded: bool = False


class History:
    """What ledger.db tells of the past."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def turns(self, conversation: str, limit: int) -> list[Turn]:
        """The last ``limit`` messages of a conversation with what was answered, the oldest first."""
        rows = self._file.rows(
            "SELECT m.text, m.sent_at, d.id, d.texts, d.decided_at FROM messages m"
            " LEFT JOIN decisions d ON d.id = m.decision WHERE m.conversation = ? ORDER BY m.id DESC LIMIT ?",
            [conversation, limit],
        )
        turns: list[Turn] = []
        answered: set[int] = set()
        # From the last one on: the answer to a burst stands once, behind its last message.
        for text, sent_at, decision, answer, decided_at in rows:
            if decision is not None and decision not in answered:
                answered.add(decision)
                turns += [
                    Turn(by_twin=True, text=line, sent_at=datetime.fromisoformat(decided_at))
                    for line in reversed(json.loads(answer))
                ]
            turns.append(Turn(by_twin=False, text=text, sent_at=datetime.fromisoformat(sent_at)))
        return turns[::-1]

    def past(self, burst: Burst, limit: int) -> Past:
        """What was really said in the burst's conversation before it, by the last ``limit`` messages, and by whom.

        Of what was written since it began, that for which something was decided stands there too.
        """
        ids = [id_ for id_, _ in burst.rows]
        rows = self._file.rows(
            f"SELECT {_THERE}, m.text, m.sent_at, m.by_owner, c.name, m.decision, d.reader, d.decided_at"
            " FROM messages m JOIN contacts c ON c.id = m.contact LEFT JOIN decisions d ON d.id = m.decision"
            " WHERE m.conversation = ? AND m.id < ? AND (m.id < ? OR m.decision NOTNULL) ORDER BY m.id DESC LIMIT ?",
            [burst.conversation.key, max(ids), min(ids), limit],
        )
        unasked = self._unasked(burst.conversation.key, rows[-1][0] if len(rows) == limit else "", limit)
        said = self._said({row[5] for row in rows if row[5] is not None} | {decision for decision, _, _ in unasked})
        turns: list[Turn] = []
        for there, text, sent_at, by_owner, name, *decided in rows:
            while unasked and unasked[0][2] >= there:
                turns += _answer(said, *unasked.pop(0))
            turns += _answer(said, *decided)
            if text:
                at = datetime.fromisoformat(sent_at)
                turns.append(Turn(by_twin=False, text=text, sent_at=at, name=name, by_owner=bool(by_owner)))
        for answered in unasked:
            turns += _answer(said, *answered)
        return replace(self._known(burst), turns=tuple(reversed(turns)))

    def _unasked(self, conversation: str, since: str, limit: int) -> list[tuple[int, int, str]]:
        """The decisions there that answer no message, by number, reader and time, from the last one on."""
        return self._file.rows(
            "SELECT d.id, d.reader, d.decided_at FROM decisions d WHERE d.conversation = ? AND d.decided_at >= ?"
            f" AND {_UNASKED} ORDER BY d.decided_at DESC, d.id DESC LIMIT ?",
            [conversation, since, limit],
        )

    def _said(self, decisions: set[int]) -> dict[int, list[str]]:
        """Decision → what of it arrived or is about to, in order."""
        marks = ", ".join("?" * len(decisions))
        rows = self._file.rows(
            f"SELECT decision, text FROM deliveries WHERE decision IN ({marks}) AND NOT discloses AND form <> 'voice'"
            f" AND state NOT IN {NOT_SAID} ORDER BY decision, part",
            sorted(decisions),
        )
        said: dict[int, list[str]] = {}
        for decision, text in rows:
            said.setdefault(decision, []).append(text)
        return said

    def _known(self, burst: Burst) -> Past:
        """What is known of the contact, and what models took since midnight."""
        [(first, count)] = self._file.rows(
            "SELECT c.first_seen, count(m.id) FROM contacts c LEFT JOIN messages m ON m.contact = c.id WHERE c.key = ?",
            [burst.sender.key],
        )
        today, for_contact = self.spent(burst.sender.key)
        return Past((), moment(first), count, today, for_contact)

    def spent(self, contact: str) -> tuple[Spent, Spent]:
        """What models took since midnight (UTC), for everybody and for this contact."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        spent = "SELECT coalesce(sum(tokens_in + tokens_out), 0), coalesce(sum(cost), 0) FROM usage WHERE at >= ?"
        since = midnight.isoformat(timespec="milliseconds")
        [today] = self._file.rows(spent, [since])
        whose = "AND contact = (SELECT id FROM contacts WHERE key = ?)"
        [for_contact] = self._file.rows(f"{spent} {whose}", [since, contact])
        return Spent(*today), Spent(*for_contact)

    def lines(self, conversation: str, limit: int) -> tuple[str, list[Written]]:
        """The conversation's title, and what people wrote there since the twin last said something, oldest first.

        What was written before that was answered by the twin: it is not what the owner then replied to. What the owner
        said through the twin stands among them, as written by the account from which they write there, if they do.
        """
        rows = self._file.rows(
            f"SELECT {_THERE}, c.key, c.name, m.by_owner, m.text, m.sent_at, m.reference, m.forwarded"
            " FROM messages m JOIN contacts c ON c.id = m.contact WHERE m.conversation = ? AND m.text <> '' AND m.id >"
            # What was cancelled or refused was never said.
            " (SELECT coalesce(max(a.id), 0) FROM messages a JOIN deliveries v ON v.decision = a.decision"
            f" WHERE a.conversation = ? AND v.state NOT IN {NOT_SAID}) ORDER BY m.id DESC LIMIT ?",
            [conversation, conversation, limit],
        )
        titles = self._file.rows("SELECT title FROM conversations WHERE key = ?", [conversation])
        written = [
            (
                there,
                Written(key, name, bool(by_owner), text, datetime.fromisoformat(sent_at), reference, bool(forwarded)),
            )
            for there, key, name, by_owner, text, sent_at, reference, forwarded in reversed(rows)
        ]
        if written:
            account, name = next(((line.account, line.name) for _, line in written if line.by_owner), (OWNER, ""))
            written += self._own_words(conversation, written[0][0], limit, account, name)
            # What is as old as what stands before it stays behind it.
            written.sort(key=lambda line: line[0])
        return titles[0][0] if titles else "", [line for _, line in written][-limit:]

    def _own_words(
        self, conversation: str, since: str, limit: int, account: str, name: str
    ) -> list[tuple[str, Written]]:
        """What the owner said there through the twin, with the times, the oldest first."""
        unasked = self._unasked(conversation, since, limit)[::-1]
        said = self._said({decision for decision, _, _ in unasked})
        return [
            (at, Written(account, name, by_owner=True, text=text, sent_at=datetime.fromisoformat(at), reference=""))
            for decision, _, at in unasked
            for text in said.get(decision, ())
        ]

    def taken_back(self, conversation: str) -> list[str]:
        """The platform's names of the messages that were taken back there, and may still be learned from."""
        rows = self._file.rows(f"SELECT m.reference FROM {_LEARNED} AND m.conversation = ?", [conversation])
        return [reference for (reference,) in rows]

    def unlearned(self, conversation: str, references: Sequence[str]) -> None:
        """Note that nothing is learned of these messages any more."""
        with self._file.writing():
            for reference in references:
                sql = "UPDATE messages SET unlearned_at = ? WHERE conversation = ? AND reference = ?"
                self._file.run(sql, [now(), conversation, reference])

    def to_unlearn(self) -> list[str]:
        """The conversations with such messages."""
        return [key for (key,) in self._file.rows(f"SELECT DISTINCT m.conversation FROM {_LEARNED}")]

    def owner_wrote(self) -> list[str]:
        """The conversations in which the owner wrote, the latest first: what is new there may not be learned yet."""
        sql = "SELECT key FROM conversations WHERE owner_wrote_at NOTNULL ORDER BY owner_wrote_at DESC LIMIT 50"
        return [key for (key,) in self._file.rows(sql)]

    def handed_over(self) -> list[Waiting]:
        """The messages that were passed on to the owner and wait, or were not answered yet, the oldest first.

        A draft that waits stands once, with the last of the messages that it answers.
        """
        rows = self._file.rows(
            "SELECT c.name, m.text, m.attachment, m.command, m.sent_at, coalesce(d.reason, ?),"
            " iif(d.action = ? AND m.id = (SELECT max(o.id) FROM messages o WHERE o.decision = d.id), d.draft, NULL)"
            " FROM messages m JOIN contacts c ON c.id = m.contact LEFT JOIN decisions d ON d.id = m.decision"
            f" WHERE (d.id IS NULL OR ({PASSED_ON}) OR ({HELD}))"
            " AND (m.text <> '' OR m.attachment <> '' OR m.command <> '') ORDER BY m.id",
            [_UNDECIDED, Action.HOLD.value],
        )
        return [
            Waiting(
                name,
                shown(text, attachment, command),
                datetime.fromisoformat(at),
                reason,
                tuple(json.loads(draft)) if draft else (),
            )
            for name, text, attachment, command, at, reason, draft in rows
        ]

    def promises(self) -> list[Promised]:
        """What went out in the owner's name and binds them, the oldest first."""
        rows = self._file.rows(
            "SELECT c.name, p.kind, p.text, p.stands_in, coalesce(r.at, d.decided_at) FROM promises p"
            " JOIN decisions d ON d.id = p.decision JOIN contacts c ON c.id = d.contact"
            " LEFT JOIN rulings r ON r.decision = d.id AND r.outcome = ?"
            # What was held back, cancelled, refused or taken back binds nobody.
            " WHERE (d.action = ? OR r.id NOTNULL) AND EXISTS (SELECT 1 FROM deliveries v WHERE v.decision = d.id"
            f" AND NOT v.discloses AND v.state NOT IN {NOT_SAID}) ORDER BY p.id",
            [Outcome.APPROVED.value, Action.SEND.value],
        )
        return [
            Promised(name, kind, text, stands_in, datetime.fromisoformat(at))
            for name, kind, text, stands_in, at in rows
        ]

    def contacts(self) -> list[Seen]:
        """Everybody who ever wrote, the last one first."""
        rows = self._file.rows(
            "SELECT c.key, c.name, count(*), max(m.sent_at), max(v.title) FROM contacts c"
            " JOIN messages m ON m.contact = c.id JOIN conversations v ON v.key = m.conversation"
            " WHERE NOT m.by_owner GROUP BY c.id ORDER BY 4 DESC"
        )
        return [Seen(key, name, count, datetime.fromisoformat(at), place) for key, name, count, at, place in rows]


def _answer(said: dict[int, list[str]], decision: int, reader: int, decided_at: str) -> list[Turn]:
    """What was said by a decision, from the end on; the answer to a burst stands once, behind its last message."""
    return [
        Turn(by_twin=True, text=line, sent_at=datetime.fromisoformat(decided_at), audience=Audience(reader))
        for line in reversed(said.pop(decision, ()))
    ]
