"""The file ledger.db: one connection, whose users take turns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from sqlite_utils import Database

from bot.ledger.schema import migrations
from twin import records


class LedgerFile:
    """An open ledger.db. Every method may be called from any thread."""

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

    @property
    def folder(self) -> Path:
        """The folder that it lies in, with the files that it names."""
        return self._path.parent

    def close(self) -> None:
        """Give the file back; what was stored stays."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of the block is on the disk when it ends, or nothing. Raises StoreError."""
        with self._lock, records.translated(self._path), records.transaction(self._connection):
            yield

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """What a statement reads."""
        with self._lock, records.translated(self._path):
            return self._connection.execute(sql, _storable(parameters)).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Change rows, within ``writing``; how many were changed."""
        return self._connection.execute(sql, _storable(parameters)).rowcount

    def insert(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Add a row, within ``writing``; its id."""
        return int(self._connection.execute(sql, _storable(parameters)).lastrowid or 0)


def now() -> str:
    """This moment, as it is written down."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def moment(written: str | None) -> datetime | None:
    """A moment as it was written down."""
    return datetime.fromisoformat(written) if written else None


def _storable(parameters: Sequence[Any]) -> list[Any]:
    """Half characters, which platforms let through and nobody can store, as question marks."""
    return [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in parameters]
