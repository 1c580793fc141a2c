"""What other processes ask the running one to do: the rows of the table ``commands``."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ledger.file import LedgerFile, now

# A line of a command's output: the text, and whether it goes to standard error.
Line = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Order:
    """A command and its arguments."""

    id: int
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    output: tuple[Line, ...]


class Orders:
    """The commands in ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def ask(self, name: str, arguments: Mapping[str, Any]) -> int:
        """Ask for a command; its number."""
        with self._file.writing():
            return self._file.insert(
                "INSERT INTO commands (name, arguments, asked_at) VALUES (?, ?, ?)",
                [name, json.dumps(arguments), now()],
            )

    def next(self, names: Collection[str], *, among: bool) -> Order | None:
        """The oldest command that is not done, ``among`` those of these names or among all others."""
        marks = f"{'' if among else 'NOT'} IN ({', '.join('?' * len(names))})"
        sql = f"SELECT id, name, arguments FROM commands WHERE done_at IS NULL AND name {marks} ORDER BY id LIMIT 1"
        rows = self._file.rows(sql, list(names))
        return Order(rows[0][0], rows[0][1], json.loads(rows[0][2])) if rows else None

    def done(self, id_: int, status: int, output: Sequence[Line]) -> None:
        """Keep what the command printed, for whoever asked."""
        with self._file.writing():
            self._file.run(
                "UPDATE commands SET done_at = ?, status = ?, output = ? WHERE id = ?",
                [now(), status, json.dumps(output), id_],
            )

    def result(self, id_: int) -> Done | None:
        """What came of a command, when it is done."""
        rows = self._file.rows("SELECT status, output FROM commands WHERE id = ? AND done_at NOTNULL", [id_])
        if not rows:
            return None
        return Done(rows[0][0], tuple((text, bool(err)) for text, err in json.loads(rows[0][1])))

    def expire(self, seconds: float, status: int, output: Sequence[Line]) -> None:
        """End what was asked longer ago than that and never done: whoever asked may have thought better of it."""
        before = (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
        with self._file.writing():
            self._file.run(
                "UPDATE commands SET done_at = ?, status = ?, output = ? WHERE done_at IS NULL AND asked_at < ?",
                [now(), status, json.dumps(output), before],
            )

    def withdraw(self, id_: int) -> bool:
        """Take a command back that is not done; whether it could be."""
        with self._file.writing():
            return self._file.run("DELETE FROM commands WHERE id = ? AND done_at IS NULL", [id_]) == 1
