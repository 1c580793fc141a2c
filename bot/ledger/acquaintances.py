"""What the guard asks of ledger.db: whom the twin knows, and what was written in other conversations."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from bot.ledger.file import LedgerFile
from twin.brief import Brief
from twin.knowledge import Audience

_Item = TypeVar("_Item", str, int)

# Parameters of one statement.
_BATCH = 500
# Of a message m: it was written in the conversation ?1, or may be said there since the contact ?2 wrote it: in private
# wherever they did; in a group in the same place, before everybody's eyes.
_KNOWN_THERE = (
    "(m.conversation = ?1 OR (m.contact = coalesce((SELECT id FROM contacts WHERE key = ?2), 0) AND NOT m.by_owner AND"
    " (NOT ?3 OR m.conversation IN (SELECT key FROM conversations WHERE place = ?4 AND is_group AND NOT hidden))))"
)
# A run that so many people wrote is a figure of speech.
_COMMON = 3


class Acquaintances:
    """The contacts of ledger.db, and the fingerprints of what they wrote."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def names(self, words: Collection[str], brief: Brief) -> Sequence[str]:
        """The names of contacts who did not write in this conversation, with one of these words (case folded)."""
        found: set[str] = set()
        for batch in _batches(words):
            marks = ", ".join("?" * len(batch))
            sql = (
                f"SELECT DISTINCT c.name FROM names n JOIN contacts c ON c.id = n.contact WHERE n.word IN ({marks})"
                " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.contact = c.id AND m.conversation = ?)"
            )
            found |= {name for (name,) in self._file.rows(sql, [*batch, brief.conversation.key])}
        return sorted(found)

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those of the fingerprints that were written by one or two people, and nowhere that counts as here."""
        if brief.reader is Audience.OWNER:
            return set()
        # A code that several people know is one all the same.
        uncommon = f"(count(DISTINCT m.contact) < {_COMMON} OR f.hash % 2 = 1)"
        return self._having(f"sum({_KNOWN_THERE}) = 0 AND {uncommon}", prints, brief)

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those of the fingerprints that were written in this conversation, or elsewhere by whoever reads them here."""
        return self._having(f"sum({_KNOWN_THERE}) > 0", prints, brief)

    def _having(self, condition: str, prints: Collection[int], brief: Brief) -> set[int]:
        found: set[int] = set()
        where = brief.conversation
        whose = [where.key, brief.sender.key, int(where.group), where.place]
        for batch in _batches(prints):
            marks = ", ".join(f"?{number}" for number in range(5, 5 + len(batch)))
            sql = (
                "SELECT f.hash FROM fingerprints f JOIN messages m ON m.id = f.message"
                f" WHERE f.hash IN ({marks}) GROUP BY f.hash HAVING {condition}"
            )
            found |= {hash_ for (hash_,) in self._file.rows(sql, [*whose, *batch])}
        return found


def note_name(file: LedgerFile, contact: int, name: str) -> None:
    """Remember the words of a contact's name, within a transaction."""
    file.run("DELETE FROM names WHERE contact = ?", [contact])
    for word in dict.fromkeys(name.casefold().split()):
        file.run("INSERT INTO names VALUES (?, ?)", [word, contact])


def _batches(items: Collection[_Item]) -> list[list[_Item]]:
    ordered = list(items)
    return [ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH)]
