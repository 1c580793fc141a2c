"""Which recordings were learned before, by their bytes: to listen to one again takes long, or costs."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from memory.importers import reading
from memory.store import Store

# So many copies of a recording are kept in mind: the one that is forgotten may not be the last.
_COPIES = 8


class HeardBefore:
    """What is known of recordings. What was said in them stands in their passages, and nowhere else."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, path: Path) -> str | None:
        """What is said in it, empty if nobody speaks; None: it was never learned, or was forgotten."""
        noted = self._store.fact(_name(path))
        if noted is None:
            return None
        for line in noted.splitlines():
            passages = [self._passage(digest) for digest in line.split()]
            if None not in passages:
                return "\n\n".join(filter(None, passages))
        return None if noted else ""

    def note(self, path: Path, digests: Sequence[bytes]) -> None:
        """The recording was learned as these passages, in their order; none: nobody speaks in it."""
        name = _name(path)
        line = " ".join(digest.hex() for digest in digests)
        others = [other for other in (self._store.fact(name) or "").splitlines() if other != line]
        self._store.set_fact(name, "\n".join([line, *others][:_COPIES]))

    def _passage(self, digest: str) -> str | None:
        rows = self._store.rows("SELECT text FROM passages WHERE digest = ?", [bytes.fromhex(digest)])
        return str(rows[0][0]) if rows else None


def _name(path: Path) -> str:
    with reading.opened(path), path.open("rb") as file:
        return f"recording/{hashlib.file_digest(file, 'sha256').hexdigest()}"
