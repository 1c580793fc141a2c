"""What went out last, to be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.ledger.file import LedgerFile, now
from twin.knowledge import Audience
from twin.message import Contact, Conversation

# Why a delivery is not wanted any more.
WITHDRAWN = "you took it back"

# Of a decision d: the owner took back what it said, or some of it.
TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM deliveries t WHERE t.decision = d.id AND"
    f" (t.state = 'taken back' OR (t.state = 'cancelled' AND t.problem = '{WITHDRAWN}')))"
)


class Part(NamedTuple):
    """A delivery: its number, what it says, the platform's name for it, and what became of it."""

    id: int
    text: str
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was said by one decision, in order, without what says that this is an AI: that stays said."""

    decision: int
    contact: Contact
    conversation: Conversation
    deliveries: tuple[Part, ...]


def last(file: LedgerFile, contact: str | None, key: str) -> Said | None:
    """What was said last, to this contact or to anybody, within a transaction; for the same key always the same."""
    event = f"undo:{key}"
    if file.run("INSERT OR IGNORE INTO events (event, kind, at) VALUES (?, 'undo', ?)", [event, now()]) == 1:
        file.run("UPDATE events SET raw = ? WHERE event = ?", [_last(file, contact), event])
    [(chosen,)] = file.rows("SELECT raw FROM events WHERE event = ?", [event])
    return None if chosen is None else _said(file, int(chosen))


def _last(file: LedgerFile, contact: str | None) -> int | None:
    whose: tuple[str, Sequence[Any]] = ("1", [])
    if contact is not None:
        whose = ("d.contact = (SELECT id FROM contacts WHERE key = ?)", [contact])
    rows = file.rows(
        "SELECT v.decision FROM deliveries v JOIN decisions d ON d.id = v.decision WHERE v.state = 'sent'"
        f" AND NOT v.discloses AND NOT {TAKEN_BACK} AND {whose[0]} ORDER BY v.changed_at DESC, v.id DESC LIMIT 1",
        whose[1],
    )
    return int(rows[0][0]) if rows else None


def _said(file: LedgerFile, decision: int) -> Said:
    [(account, name, *place)] = file.rows(
        "SELECT c.key, c.name, k.key, k.place, k.title, k.is_group, k.as_owner, k.address FROM decisions d"
        " JOIN contacts c ON c.id = d.contact JOIN conversations k ON k.key = d.conversation WHERE d.id = ?",
        [decision],
    )
    key, inside, title, group, as_owner, address = place
    rows = file.rows(
        "SELECT id, text, reference, state FROM deliveries WHERE decision = ? AND NOT discloses ORDER BY part",
        [decision],
    )
    return Said(
        decision,
        Contact(account, name, Audience.PUBLIC),
        Conversation(key, inside, title, bool(group), bool(as_owner), address),
        tuple(Part(*row) for row in rows),
    )
