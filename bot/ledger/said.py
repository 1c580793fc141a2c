"""What was said last, or is about to be, to be taken back, and the lessons that were learned from what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.ledger import outbox
from bot.ledger.file import LedgerFile, now
from twin.knowledge import Audience
from twin.message import Contact, Conversation

# Why a delivery is not wanted any more.
WITHDRAWN = "you took it back"

# Of a decision d: the owner took back what it said, or some of it, and not only whoever had asked their question.
TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM deliveries t WHERE t.decision = d.id AND"
    f" ((t.state = 'taken back' AND t.problem <> '{outbox.TAKEN_BACK}')"
    f" OR (t.state = 'cancelled' AND t.problem = '{WITHDRAWN}')))"
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


def words(file: LedgerFile, key: str) -> int | None:
    """The decision by which the owner's own words were said with this key."""
    rows = file.rows("SELECT raw FROM events WHERE event = ?", [f"said:{key}"])
    return int(rows[0][0].partition(" ")[0]) if rows else None


def learned(file: LedgerFile, decision: int, lesson: int | None) -> None:
    """Note the lesson that was learned from what a decision without a ruling said, or that there is none any more.

    Within a transaction.
    """
    if lesson is None:
        file.run("DELETE FROM events WHERE event = ?", [f"lesson:{decision}"])
    else:
        sql = "INSERT OR REPLACE INTO events (event, kind, at, raw) VALUES (?, 'lesson', ?, ?)"
        file.run(sql, [f"lesson:{decision}", now(), str(lesson)])


def lesson(file: LedgerFile, decision: int) -> int | None:
    """The lesson that was learned from what a decision, or the ruling on it, said."""
    sql = (
        "SELECT coalesce((SELECT lesson FROM rulings WHERE decision = ?),"
        " (SELECT CAST(raw AS INTEGER) FROM events WHERE event = ?))"
    )
    [(found,)] = file.rows(sql, [decision, f"lesson:{decision}"])
    return None if found is None else int(found)


def also_said(file: LedgerFile, lesson_: int, decision: int) -> int:
    """By how many decisions beside this one it was said that a lesson was learned from, and stays said."""
    sql = (
        "SELECT count(*) FROM decisions d WHERE d.id <> ? AND d.id IN (SELECT decision FROM rulings WHERE lesson = ?"
        " UNION SELECT CAST(substr(event, 8) AS INTEGER) FROM events WHERE kind = 'lesson' AND raw = ?)"
        f" AND NOT {TAKEN_BACK}"
    )
    [(count,)] = file.rows(sql, [decision, lesson_, str(lesson_)])
    return int(count)


def forgotten(file: LedgerFile, lesson_: int) -> None:
    """Let no decision be that of a lesson that there is none any more of; its number may be another's one day.

    Within a transaction.
    """
    file.run("UPDATE rulings SET lesson = NULL WHERE lesson = ?", [lesson_])
    file.run("DELETE FROM events WHERE kind = 'lesson' AND raw = ?", [str(lesson_)])


def _last(file: LedgerFile, contact: str | None) -> int | None:
    whose: tuple[str, Sequence[Any]] = ("1", [])
    if contact is not None:
        whose = ("d.contact = (SELECT id FROM contacts WHERE key = ?)", [contact])
    # What is still on its way was decided last: whoever regrets that must not lose what stands there.
    rows = file.rows(
        "SELECT v.decision FROM deliveries v JOIN decisions d ON d.id = v.decision"
        " WHERE v.state IN ('sent', 'waiting', 'begun')"
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
