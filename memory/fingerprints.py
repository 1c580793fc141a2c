"""Tells of runs of words and of hosts in which of the stored pieces they stand, and who may read those."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory.store import Store
from memory.traces import Part, host_of
from twin.brief import Brief
from twin.fingerprint import is_code
from twin.knowledge import Audience

# What so many people have written is a figure of speech.
_COMMONPLACE = 3
# SQLite takes 32,766 parameters in a statement; this many keep every statement small.
_BATCH = 500
# Rows of fingerprints read at once.
_ROWS = 50_000
# What came later is sorted by itself, and with the rest when there are more parts than this.
_MOST_PARTS = 8
# Of what stands in more texts than this, as a signature does, the oldest and the newest are looked at: such a run may
# then count as hidden though it is not, but never the other way round.
_MOST_TEXTS = 2000

# Each row of fingerprints with who may hear its text, who wrote it, and the source that it belongs to. What somebody
# wrote to the owner is the owner's alone, whoever may hear the reply; the question of a lesson may be the owner's own.
_STANDS_IN = (
    "SELECT f.id, CASE f.part WHEN {passage} THEN p.audience WHEN {reply} THEN e.audience"
    " ELSE CASE WHEN e.asker = '' AND e.id IN (SELECT exemplar FROM lessons) THEN e.audience ELSE {owner} END END,"
    " CASE WHEN f.part = {reply} OR p.by_owner THEN '' ELSE coalesce(p.author, e.asker) END,"
    " coalesce(p.source, e.source)"
    " FROM fingerprints f LEFT JOIN passages p ON f.part = {passage} AND p.id = f.piece"
    " LEFT JOIN exemplars e ON f.part <> {passage} AND e.id = f.piece WHERE f.id IN ({marks})"
)
_LINKING = (
    "SELECT coalesce(max(coalesce(p.audience, e.audience) <= ?), 0), count(coalesce(p.id, e.id)) FROM hosts h"
    " LEFT JOIN passages p ON h.kind = 'passages' AND p.id = h.piece"
    " LEFT JOIN exemplars e ON h.kind = 'exemplars' AND e.id = h.piece WHERE h.host = ?"
)
# A host in so many pieces is one that the owner links to as a matter of course.
_COMMON_HOST = 3


@dataclass(frozen=True, slots=True)
class _Prints:
    """Fingerprints in ascending order, and for each the row of the table that it stands in."""

    prints: NDArray[np.int64]
    rows: NDArray[np.int64]

    def rows_with(self, wanted: NDArray[np.int64]) -> dict[int, list[int]]:
        """fingerprint → the rows that hold it, in ascending order, for those of the wanted that stand here."""
        first = np.searchsorted(self.prints, wanted, "left")
        last = np.searchsorted(self.prints, wanted, "right")
        here = np.flatnonzero(first < last)
        return {int(wanted[at]): self.rows[first[at] : last[at]].tolist() for at in here}


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that a fingerprint stands in."""

    audience: int
    author: str
    source: int


class StoredFingerprints:
    """The fingerprints of everything that was learned, in memory (16 bytes each), and looked up there.

    The table is read as it grows: its rows are never changed and their numbers never given again. Who may read a piece,
    and whether it is still there, is asked of the records each time.
    """

    def __init__(self, store: Store) -> None:
        """Reads nothing yet: the first question takes as long as that, a second for some million words."""
        self._store = store
        self._lock = RLock()
        self._parts: tuple[_Prints, ...] = ()
        self._last = 0
        self._change: int | None = None

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand in something which the brief's reader may not read, and in nothing that they may.

        What three people or more have written is a figure of speech, and no secret; a code, such as that of a family's
        door, stays one. Blocks. Raises StoreError.
        """
        texts = self._texts(prints)
        own = self._conversation(brief)
        kept = {one: found for one, found in texts.items() if not _readable(found, brief.reader, own)}
        return {one for one, found in kept.items() if is_code(one) or not _commonplace(found)}

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand in something which the brief's reader may read. Blocks. Raises StoreError."""
        texts = self._texts(prints)
        own = self._conversation(brief)
        return {one for one, found in texts.items() if _readable(found, brief.reader, own)}

    def known(self, host: str, reader: Audience) -> bool:
        """Whether a link to just this host stands in what the owner wrote and this reader may read. Blocks.

        A host that stands in many pieces is no secret of theirs, whoever may read them.
        """
        [(readable, all_)] = self._store.rows(_LINKING, [int(reader), host_of(host)])
        return bool(readable) or all_ >= _COMMON_HOST

    def _conversation(self, brief: Brief) -> int | None:
        """The source that is this very conversation, if only its reader reads it: they know all that was said there."""
        if brief.conversation.group:
            return None
        key = brief.conversation.key
        found = self._store.rows("SELECT id FROM sources WHERE path = ? AND place = ?", [key, key])
        return int(found[0][0]) if found else None

    def _texts(self, prints: Collection[int]) -> dict[int, list[_Text]]:
        """fingerprint → the texts that it stands in, for those that stand in any."""
        wanted = np.array(sorted(set(prints)), dtype=np.int64)
        rows: dict[int, list[int]] = {}
        for part in self._all():
            for one, found in part.rows_with(wanted).items():
                rows.setdefault(one, []).extend(found)
        chosen = {one: _chosen(found) for one, found in rows.items()}
        texts = self._read({row for found in chosen.values() for row in found})
        return {one: known for one, found in chosen.items() if (known := [texts[row] for row in found if row in texts])}

    def _read(self, rows: Iterable[int]) -> dict[int, _Text]:
        """row → its text, for those whose piece is still there."""
        ordered = sorted(rows)
        texts: dict[int, _Text] = {}
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            sql = _STANDS_IN.format(
                passage=int(Part.PASSAGE),
                reply=int(Part.REPLY),
                owner=int(Audience.OWNER),
                marks=", ".join("?" * len(batch)),
            )
            texts |= {id_: _Text(*values) for id_, *values in self._store.rows(sql, batch)}
        return texts

    def _all(self) -> tuple[_Prints, ...]:
        """Every fingerprint that is stored now."""
        with self._lock:
            change = self._store.change()
            if change != self._change:
                while rows := self._store.rows(
                    "SELECT id, prints FROM fingerprints WHERE id > ? ORDER BY id LIMIT ?", [self._last, _ROWS]
                ):
                    self._parts += (_sorted(rows),)
                    self._last = rows[-1][0]
                if len(self._parts) > _MOST_PARTS:
                    self._parts = (_merged(self._parts),)
                self._change = change
            return self._parts


def _readable(texts: Sequence[_Text], reader: Audience, own: int | None) -> bool:
    return any(text.audience <= reader or text.source == own for text in texts)


def _commonplace(texts: Sequence[_Text]) -> bool:
    return len({text.author for text in texts}) >= _COMMONPLACE


def _chosen(rows: list[int]) -> list[int]:
    half = _MOST_TEXTS // 2
    return rows if len(rows) <= _MOST_TEXTS else rows[:half] + rows[-half:]


def _sorted(rows: Sequence[Any]) -> _Prints:
    prints = np.frombuffer(b"".join(packed for _, packed in rows), dtype=np.int64)
    lengths = [len(packed) // 8 for _, packed in rows]
    return _in_order(prints, np.repeat(np.array([id_ for id_, _ in rows], dtype=np.int64), lengths))


def _merged(parts: Sequence[_Prints]) -> _Prints:
    return _in_order(np.concatenate([part.prints for part in parts]), np.concatenate([part.rows for part in parts]))


def _in_order(prints: NDArray[np.int64], rows: NDArray[np.int64]) -> _Prints:
    order = np.argsort(prints, kind="stable")
    return _Prints(prints[order], rows[order])
