"""What the owner is shown to decide about, where, and how it read when it was shown last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ledger.file import LedgerFile, now

_COLUMNS = "id, conversation, kind, subject, text, reference, shown, at, closed_at NOTNULL"


@dataclass(frozen=True, slots=True)
class Card:
    """Something that the owner is shown: of which kind, about which decision, or with which text of its own.

    ``reference`` is the platform's name for it and ``shown`` a digest of how it reads there; both are empty before it
    was shown. ``at`` is when it was added. ``closed``: nothing about it will change any more.
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


class Cards:
    """The cards of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def add(self, conversation: str, kind: str, subject: int = 0, text: str = "") -> int:
        """Note that the owner is to be shown this there; its number."""
        with self._file.writing():
            return self._file.insert(
                "INSERT INTO cards (conversation, kind, subject, text, reference, shown, at)"
                " VALUES (?, ?, ?, ?, '', '', ?)",
                [conversation, kind, subject, text, now()],
            )

    def shown(self, id_: int, reference: str, digest: str) -> None:
        """Note under which name it is shown, and how it reads there now."""
        with self._file.writing():
            self._file.run("UPDATE cards SET reference = ?, shown = ? WHERE id = ?", [reference, digest, id_])

    def close(self, id_: int) -> None:
        """Let it stand as it is from now on."""
        with self._file.writing():
            self._file.run("UPDATE cards SET closed_at = ? WHERE id = ? AND closed_at IS NULL", [now(), id_])

    def open(self, conversation: str) -> list[Card]:
        """The cards there that are not closed, the oldest first."""
        return self._cards("conversation = ? AND closed_at IS NULL ORDER BY id", conversation)

    def find(self, conversation: str, reference: str) -> Card | None:
        """What is shown there under this name, closed or not."""
        where = "conversation = ? AND reference = ? AND reference <> '' ORDER BY id DESC LIMIT 1"
        return next(iter(self._cards(where, conversation, reference)), None)

    def of(self, kind: str, subject: int) -> list[Card]:
        """All cards about it, wherever they are shown, closed or not; the oldest first."""
        return self._cards("kind = ? AND subject = ? ORDER BY id", kind, subject)

    def latest(self, conversation: str, kind: str) -> Card | None:
        """The newest of this kind there, closed or not."""
        where = "conversation = ? AND kind = ? ORDER BY id DESC LIMIT 1"
        return next(iter(self._cards(where, conversation, kind)), None)

    def _cards(self, where: str, *parameters: Any) -> list[Card]:  # noqa: ANN401 - texts and numbers
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM cards WHERE {where}", parameters)
        return [
            Card(id_, place, kind, subject, text, reference, shown, datetime.fromisoformat(at), bool(closed))
            for id_, place, kind, subject, text, reference, shown, at, closed in rows
        ]
