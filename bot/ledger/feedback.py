"""What people think of what the twin said: a hint to its owner, from which nothing is learned."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ledger.deliveries import OWNER
from bot.ledger.file import LedgerFile, now
from twin.message import Feedback

# What is counted: answers of the twin. What says that this is an AI has to be said, and the owner's words are theirs.
_ABOUT = (
    # From the few to the many.
    "feedback f CROSS JOIN deliveries v ON v.conversation = f.conversation AND v.reference = f.reference"
    " AND v.reference <> '' AND v.state IN ('sent', 'taken back') JOIN decisions d ON d.id = v.decision"
)
_COUNTED = f"NOT v.discloses AND coalesce(d.writer, '') <> '{OWNER}'"


@dataclass(frozen=True, slots=True)
class Disliked:
    """An answer that stands, to whom and where; how many people liked it and how many did not, by now; when."""

    decision: int
    text: str
    name: str
    title: str
    up: int
    down: int
    at: datetime


class Opinions:
    """What people think, in ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def counts(self, since: datetime) -> tuple[int, int]:
        """How often somebody liked an answer since this moment, and how often not; each person counts once for each."""
        return counts(self._file, since.astimezone(UTC).isoformat(timespec="milliseconds"))

    def disliked(self, limit: int) -> list[Disliked]:
        """The answers that most people did not like, those first; of equals, the newest."""
        rows = self._file.rows(
            "SELECT d.id, (SELECT json_group_array(json_array(p.part, p.text)) FROM deliveries p"
            " WHERE p.decision = d.id AND NOT p.discloses AND p.form <> 'voice' AND p.state = 'sent'), c.name, k.title,"
            " count(DISTINCT iif(f.value > 0, f.contact, NULL)),"
            " count(DISTINCT iif(f.value < 0, f.contact, NULL)) AS down, max(v.changed_at)"
            f" FROM {_ABOUT} JOIN contacts c ON c.id = d.contact JOIN conversations k ON k.key = d.conversation"
            f" WHERE v.state = 'sent' AND {_COUNTED} GROUP BY d.id HAVING down > 0"
            " ORDER BY down DESC, d.id DESC LIMIT ?",
            [limit],
        )
        return [
            Disliked(decision, _joined(said), name, title, up, down, datetime.fromisoformat(at))
            for decision, said, name, title, up, down, at in rows
        ]


def _joined(said: str) -> str:
    """The messages of an answer in order, a line each."""
    return "\n".join(text for _, text in sorted(json.loads(said)))


def counts(file: LedgerFile, since: str) -> tuple[int, int]:
    """The same as ``Opinions.counts``, since a moment as it is written down."""
    [(up, down)] = file.rows(
        "SELECT coalesce(sum(up), 0), coalesce(sum(down), 0) FROM (SELECT max(f.value > 0) AS up,"
        f" max(f.value < 0) AS down FROM {_ABOUT} WHERE f.at >= ? AND {_COUNTED} GROUP BY d.id, f.contact)",
        [since],
    )
    return int(up), int(down)


def answer_of(file: LedgerFile, feedback: Feedback) -> tuple[str, str] | None:
    """The conversation and the reference of what it is about, if the twin said that and it stands.

    Where several conversations lie in one place, as a server's threads do, a platform may tell of any of them: the same
    reference names the same message in all of the place.
    """
    where = feedback.conversation
    inside = "(? AND (v.conversation = ? OR (v.conversation > ? || '/' AND v.conversation < ? || '0')))"
    rows = file.rows(
        "SELECT v.conversation, v.reference FROM deliveries v WHERE v.state = 'sent' AND v.reference = ?"
        f" AND v.reference <> '' AND (v.conversation = ? OR {inside}) ORDER BY v.conversation <> ?, v.id LIMIT 1",
        [feedback.reference, where.key, int(where.group), *[where.place] * 3, where.key],
    )
    return (rows[0][0], rows[0][1]) if rows else None


def note(file: LedgerFile, feedback: Feedback) -> None:
    """Keep what somebody thinks of an answer by now, within a transaction; what they thought before counts no more."""
    about = answer_of(file, feedback)
    if about is None:
        return
    account = feedback.sender.key
    # Who is known already is called what they called themselves when they wrote.
    sql = "INSERT OR IGNORE INTO contacts (key, name, first_seen) VALUES (?, ?, ?)"
    file.run(sql, [account, feedback.sender.name, now()])
    whose = "contact = (SELECT id FROM contacts WHERE key = ?)"
    file.run(f"DELETE FROM feedback WHERE conversation = ? AND reference = ? AND {whose}", [*about, account])
    if feedback.value:
        file.run(
            "INSERT INTO feedback (conversation, reference, contact, value, at)"
            " SELECT ?, ?, id, ?, ? FROM contacts WHERE key = ?",
            [*about, 1 if feedback.value > 0 else -1, now(), account],
        )
