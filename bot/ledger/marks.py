"""What a platform has to find again after a restart, by name: how far it has read."""

from collections.abc import Mapping

from bot.ledger.file import LedgerFile


class Marks:
    """The marks of one platform in ledger.db."""

    def __init__(self, file: LedgerFile, platform: str) -> None:
        self._file = file
        self._platform = platform

    def all(self) -> dict[str, str]:
        """Every mark, by its name."""
        return dict(self._file.rows("SELECT name, value FROM marks WHERE platform = ?", [self._platform]))

    def note(self, marks: Mapping[str, str]) -> None:
        """Set these marks, all or none, leaving the others; an empty value takes one away. Raises StoreError."""
        with self._file.writing():
            for name, value in marks.items():
                self._file.run("DELETE FROM marks WHERE platform = ? AND name = ?", [self._platform, name])
                if value:
                    sql = "INSERT INTO marks (platform, name, value) VALUES (?, ?, ?)"
                    self._file.run(sql, [self._platform, name, value])
