"""The records of what was said: ledger.db, with its messages, decisions and contacts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from twin import records
from twin.draft import Action, Decision
from twin.message import Contact, Message, Turn

# Why a message waits for which nothing was decided.
_CUT_OFF = "it was not answered: the twin was stopped before it could be"

migrations = Migrations("ledger")


@migrations(name="0001_first")
def _first(db: Database) -> None:
    contacts = {"id": int, "key": str, "name": str, "first_seen": str, "disclosed_at": str}
    db.table("contacts").create(contacts, pk="id", not_null={"key", "name", "first_seen"})
    db.table("contacts").create_index(["key"], unique=True)
    messages = {"id": int, "event": str, "conversation": str, "contact": int, "text": str, "sent_at": str}
    db.table("messages").create(messages, pk="id", not_null=set(messages), foreign_keys=[("contact", "contacts", "id")])
    db.table("messages").create_index(["event"], unique=True)
    db.table("messages").create_index(["conversation", "id"])
    decisions = {"id": int, "message": int, "action": str, "texts": str, "reason": str, "decided_at": str}
    draft = {"writer": str, "confidence": float}
    db.table("decisions").create(
        decisions | draft, pk="id", not_null=set(decisions), foreign_keys=[("message", "messages", "id")]
    )
    # A message is decided once.
    db.table("decisions").create_index(["message"], unique=True)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that the owner was promised to see, and why."""

    name: str
    text: str
    sent_at: datetime
    reason: str


class Ledger:
    """ledger.db. Every method may be called from any thread; calls from several threads take turns."""

    def __init__(self, path: Path) -> None:
        """Open or create the file and bring its tables up to date. Raises StoreError."""
        self._path = path
        self._lock = RLock()
        self._connection = records.connect(path, synchronous="FULL")
        database = Database(self._connection)
        records.migrate(
            path,
            self._connection,
            [migration.name for migration in migrations.pending(Database(memory=True))],
            lambda: [migration.name for migration in migrations.applied(database)],
            lambda: migrations.apply(database),
        )

    def close(self) -> None:
        """Give the file back; what was stored stays."""
        with self._lock:
            self._connection.close()

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        with self._lock, records.translated(self._path):
            return self._connection.execute(sql, parameters).fetchall()

    def receive(self, message: Message) -> bool:
        """Store the message before it is worked on; whether it still wants an answer."""
        with self._lock, records.translated(self._path), records.transaction(self._connection):
            self._connection.execute(
                "INSERT INTO contacts (key, name, first_seen) VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET name = excluded.name",
                [message.sender.key, message.sender.name, _now()],
            )
            self._connection.execute(
                "INSERT OR IGNORE INTO messages (event, conversation, contact, text, sent_at)"
                " SELECT ?, ?, id, ?, ? FROM contacts WHERE key = ?",
                [message.event, message.conversation, message.text, message.sent_at.isoformat(), message.sender.key],
            )
        return not self._rows(
            "SELECT 1 FROM decisions d JOIN messages m ON m.id = d.message WHERE m.event = ?", [message.event]
        )

    def decide(self, message: Message, decision: Decision, *, discloses: bool) -> None:
        """Store what is done about the message; ``discloses`` notes that its sender now knows this is an AI."""
        draft = decision.draft
        with self._lock, records.translated(self._path), records.transaction(self._connection):
            self._connection.execute(
                "INSERT INTO decisions (message, action, texts, reason, decided_at, writer, confidence)"
                " SELECT id, ?, ?, ?, ?, ?, ? FROM messages WHERE event = ?",
                [
                    decision.action.value,
                    json.dumps(decision.reply.texts, ensure_ascii=False),
                    decision.reason,
                    _now(),
                    draft.writer if draft else None,
                    draft.confidence if draft else None,
                    message.event,
                ],
            )
            if discloses:
                self._connection.execute(
                    "UPDATE contacts SET disclosed_at = ? WHERE key = ?", [_now(), message.sender.key]
                )

    def disclosed_to(self, contact: Contact) -> bool:
        """Whether this contact was ever told that this is an AI."""
        return bool(self._rows("SELECT 1 FROM contacts WHERE key = ? AND disclosed_at NOTNULL", [contact.key]))

    def turns(self, conversation: str, limit: int) -> list[Turn]:
        """The last ``limit`` messages of a conversation with what was answered, the oldest first."""
        rows = self._rows(
            "SELECT m.text, m.sent_at, d.texts, d.decided_at FROM messages m LEFT JOIN decisions d ON d.message = m.id"
            " WHERE m.conversation = ? ORDER BY m.id DESC LIMIT ?",
            [conversation, limit],
        )
        turns: list[Turn] = []
        for text, sent_at, answer, decided_at in reversed(rows):
            turns.append(Turn(by_twin=False, text=text, sent_at=datetime.fromisoformat(sent_at)))
            answered = json.loads(answer) if answer else []
            turns += [Turn(by_twin=True, text=line, sent_at=datetime.fromisoformat(decided_at)) for line in answered]
        return turns

    def handed_over(self) -> list[Waiting]:
        """The messages that were passed on to the owner, or never answered, the oldest first."""
        rows = self._rows(
            "SELECT c.name, m.text, m.sent_at, coalesce(d.reason, ?) FROM messages m"
            " JOIN contacts c ON c.id = m.contact LEFT JOIN decisions d ON d.message = m.id"
            " WHERE d.id IS NULL OR d.action = ? ORDER BY m.id",
            [_CUT_OFF, Action.HAND_OVER.value],
        )
        return [Waiting(name, text, datetime.fromisoformat(sent_at), reason) for name, text, sent_at, reason in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
