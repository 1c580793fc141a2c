"""The vectors: a memory-mapped file that is the truth, and the Chroma index made from it."""

import json
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Condition, RLock
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from memory.embedder import Vectors
from memory.store import KINDS, Kind, Store
from twin.errors import StoreError
from twin.knowledge import Audience
from twin.records import translated

# Pieces that the index takes or gives back at once. Chroma lets no other thread run meanwhile (2 s, or 50 ms): the
# smaller number is for a process in which somebody searches.
_AT_ONCE = 5000
_AT_ONCE_AMONG_OTHERS = 100
# Between two of those it waits for those who search, but no longer than this many seconds.
_GIVES_WAY = 0.25
# Seconds for which a thread that is at work keeps others waiting, while somebody searches and otherwise. A search lets
# others run at each row that it reads, and then waits for its turn.
_TURN = 0.0005
_USUAL_TURN = sys.getswitchinterval()
# Vectors that are compared at once.
_COMPARED = 20_000
# Vectors lie close together if each has to do with no more than so many rows.
_SPARSE = 3
_Item = TypeVar("_Item")

# A generation that no merge reaches: the tail as it is for whoever merges.
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is said of the index in the store: the folder it lies in, how many merges it holds, whether one was cut.

    ``removed``: whether pieces were taken out of it, whose vectors stay in its files until it is made anew.
    """

    epoch: str = ""
    generation: int = 0
    dirty: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class _Tail:
    """Ids, and rows of the vector file, of the pieces that the index does not hold; and how many it holds."""

    stamp: object
    pieces: npt.NDArray[np.int64]
    held: int


class Index(Protocol):
    """An index of vectors that is quicker than comparing them all; raises StoreError where its files are of no use."""

    def add(self, kind: Kind, audience: Audience, ids: Sequence[int], vectors: Vectors) -> None:
        """Add pieces; one that is there already gets the new vector."""
        ...

    def remove(self, kind: Kind, audience: Audience, ids: Sequence[int]) -> None:
        """Take pieces out; one that is not there is no error."""
        ...

    def nearest(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> dict[int, float]:
        """id → cosine of the pieces nearest to the vector."""
        ...


class VectorFile:
    """Rows of float32 vectors, ``dimensions`` wide, written in place and read through the page cache."""

    def __init__(self, path: Path, dimensions: int) -> None:
        self.path = path
        self.dimensions = dimensions
        self._width = dimensions * 4
        # The rows as they are mapped, and the number of the file that they are in.
        self._map: tuple[int, Vectors] = (0, np.empty((0, dimensions), dtype=np.float32))

    def write(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Write each vector to its row and wait until the disk has them."""
        with translated(self.path):
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                for row, vector in zip(rows, np.ascontiguousarray(vectors, dtype=np.float32), strict=True):
                    _write_whole(descriptor, vector.tobytes(), row * self._width)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def erase(self, rows: Sequence[int]) -> None:
        """Overwrite the rows with zeros: from a vector much of its text can be guessed."""
        if rows:
            self.write(rows, np.zeros((len(rows), self.dimensions), dtype=np.float32))

    def read(self, rows: Sequence[int]) -> Vectors:
        """The vectors of these rows, in their order; zeros for a row that the file does not hold."""
        wanted = np.asarray(rows, dtype=np.int64)
        held = self._mapped(int(wanted.max()) + 1) if wanted.size else self._map[1]
        inside = wanted < len(held)
        if inside.all():
            return held[wanted]
        found = np.zeros((len(wanted), self.dimensions), dtype=np.float32)
        found[inside] = held[wanted[inside]]
        return found

    def dots(self, rows: npt.NDArray[np.int64], vector: Vectors) -> Vectors:
        """The products of these rows with the vector, in their order."""
        found = np.empty(len(rows), dtype=np.float32)
        order = np.argsort(rows)
        # Not all at once: a copy of every vector there is would be large.
        for start in range(0, len(rows), _COMPARED):
            part = order[start : start + _COMPARED]
            first, last = int(rows[part[0]]), int(rows[part[-1]])
            held = self._mapped(last + 1)
            if last < min(len(held), first + _SPARSE * len(part)):
                # What lies close together is compared where it lies, with what lies between: to copy takes longer.
                found[part] = dots(held[first : last + 1], vector)[rows[part] - first]
            else:
                found[part] = dots(self.read(rows[part].tolist()), vector)
        return found

    def _mapped(self, count: int) -> Vectors:
        """The rows of the file, so many of them if it holds them."""
        with translated(self.path):
            file, held = self._map
            # Whoever gives up all vectors deletes the file: what is mapped of it would be read on and on.
            now = self.path.stat().st_ino if self.path.exists() else 0
            if file != now or len(held) < count:
                held = np.empty((0, self.dimensions), dtype=np.float32)
                if there := len(self):
                    held = np.memmap(self.path, dtype=np.float32, mode="r", shape=(there, self.dimensions))
                self._map = (now, held)
            return held

    def __len__(self) -> int:
        """How many rows the file holds."""
        with translated(self.path):
            return self.path.stat().st_size // self._width if self.path.exists() else 0


def dots(held: Vectors, vector: Vectors) -> Vectors:
    """The product of each row with the vector."""
    # "@" divides this among threads, which wait for each other busily: on a machine that has other work to do that
    # takes ten times as long.
    found: Vectors = np.einsum("ij,j->i", held, vector)
    return found


def _write_whole(descriptor: int, data: bytes, offset: int) -> None:
    # A disk that fills up takes a part, and says so only when it is asked for the rest.
    while data:
        written = os.pwrite(descriptor, data, offset)
        data, offset = data[written:], offset + written


class VectorIndex:
    """Nearest vectors of one audience at a time: Chroma for what was merged, exact search for the rest.

    An add that is cut off damages Chroma's files for good, so a mark in the store goes to *dirty* before each change
    and to *clean* after it. While it is dirty everything is searched exactly, and ``mend`` makes the index anew, in a
    folder of its own, from the vector file. Another process may change the index at any time: what was merged after
    this process opened it counts as not merged here.

    Who searches waits for no change: the mark goes to *dirty* while nobody reads the index, and whoever searches after
    that leaves it alone until the mark is clean again.
    """

    def __init__(self, folder: Path, store: Store, file: VectorFile, open_index: Callable[[Path], Index]) -> None:
        """``folder`` will hold the index; ``open_index`` opens it, and is not called before there is one."""
        self._folder = folder
        self._store = store
        self._file = file
        self._open_index = open_index
        self._index: Index | None = None
        self._opened = _Mark()
        # The epoch whose files turned out to be damaged when they were used.
        self._broken = ""
        self._tails: dict[tuple[Kind, Audience], _Tail] = {}
        # One change at a time; and the index is not read while the mark goes to dirty.
        self._changing = RLock()
        self._lock = RLock()
        self._searches = 0
        self._searched = False
        self._nobody_searches = Condition()

    @contextmanager
    def searching(self) -> Iterator[None]:
        """While somebody searches, here or elsewhere in the records, changes of the index give way to them."""
        with self._nobody_searches:
            self._searches += 1
            self._searched = True
            sys.setswitchinterval(_TURN)
        try:
            yield
        finally:
            with self._nobody_searches:
                self._searches -= 1
                if not self._searches:
                    sys.setswitchinterval(_USUAL_TURN)
                self._nobody_searches.notify_all()

    def give_way(self) -> None:
        """Wait while somebody searches, but not for long: to be called before what keeps the processor busy."""
        with self._nobody_searches:
            self._nobody_searches.wait_for(lambda: not self._searches, _GIVES_WAY)

    def _parts(self, items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
        """What is to be added or removed, part by part, giving way before each."""
        start = 0
        while start < len(items):
            self.give_way()
            end = start + (_AT_ONCE_AMONG_OTHERS if self._searched else _AT_ONCE)
            yield items[start:end]
            start = end

    def nearest(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """Up to ``k`` (id, cosine) of one audience's pieces, the nearest first."""
        with self._lock:
            generation = self._open()
            found = self._in_index(kind, audience, vector, k, generation) if generation else None
            if found is None:
                found, generation = {}, 0
            found |= self._in_tail(kind, audience, vector, k, generation)
        # Equal ones are ordered by id, so that the same question has the same answer on every day.
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k]

    def _open(self) -> int:
        """Open the index if it is whole; the generation that can be searched in it, 0 for none."""
        mark = self._mark()
        if mark.dirty or not mark.generation or self._lost(mark):
            return 0
        if mark.epoch != self._opened.epoch:
            try:
                self._index = self._open_index(self._folder / mark.epoch)
            except StoreError:
                self._broken = mark.epoch
                return 0
            self._opened = mark
        return self._opened.generation

    def _in_index(
        self, kind: Kind, audience: Audience, vector: Vectors, k: int, generation: int
    ) -> dict[int, float] | None:
        """What the index finds; None, and it counts as damaged, if it fails or finds less than it was given."""
        if self._index is None:
            return None
        held = self._tail(kind, audience, generation).held
        try:
            found = self._index.nearest(kind, audience, vector, k)
        except StoreError:
            found = {}
        if len(found) < min(k, held):
            self._broken = self._opened.epoch
            return None
        # Another process may have dropped some of them, or opened them to others, since this one opened the index.
        still = self._store.held_of(kind, audience, generation, list(found))
        return {id_: cosine for id_, cosine in found.items() if id_ in still}

    def _tail(self, kind: Kind, audience: Audience, generation: int) -> "_Tail":
        stamp = (self._store.change(), generation)
        cached = self._tails.get((kind, audience))
        if cached is None or cached.stamp != stamp:
            pieces = np.array(self._store.tail(kind, audience, generation), dtype=np.int64)
            cached = _Tail(stamp, pieces, self._store.held(kind, audience, generation))
            self._tails[kind, audience] = cached
        return cached

    def _in_tail(self, kind: Kind, audience: Audience, vector: Vectors, k: int, generation: int) -> dict[int, float]:
        ids, rows = self._tail(kind, audience, generation).pieces
        if not len(ids):
            return {}
        cosines = self._file.dots(rows, vector)
        best = np.argpartition(-cosines, min(k, len(ids)) - 1)[:k]
        return {int(ids[index]): float(cosines[index]) for index in best}

    def merge(self, told: Callable[[int], None] = lambda _: None) -> None:
        """Move every vector of the tail into Chroma; ``told`` hears how many were added, batch by batch."""
        with self._changing:
            mark = self._mark()
            index = self._to_change()
            if index is None:
                mark = mark if self._untouched(mark) else self._begin_anew()
                index = self._open_index(self._folder / mark.epoch)
            merged = replace(mark, generation=mark.generation + 1)
            self._soil(merged)
            added = {kind: self._add(index, kind, told) for kind in KINDS}
            # Nobody looks at it before the mark is clean.
            self._index, self._opened = index, merged
            with self._store.writing():
                for kind, ids in added.items():
                    self._store.set_merged(kind, ids, merged.generation)
                self._set(merged)

    def _to_change(self) -> Index | None:
        """The index, if it is whole and this process has it open as it is now."""
        with self._lock:
            return self._index if self._open() and not self._outdated() else None

    def _soil(self, mark: _Mark) -> None:
        """Note that a change begins, when nobody reads the index."""
        with self._lock:
            self._set(replace(mark, dirty=True))

    def _add(self, index: Index, kind: Kind, told: Callable[[int], None]) -> list[int]:
        added: list[int] = []
        for audience in Audience:
            tail = self._store.tail(kind, audience, _NEVER)
            for part in self._parts(list(zip(*tail, strict=True))):
                ids, rows = zip(*part, strict=True)
                index.add(kind, audience, ids, self._file.read(rows))
                added += ids
                told(len(ids))
        return added

    def remove(self, kind: Kind, pieces: Sequence[tuple[int, Audience]]) -> None:
        """Take pieces that were merged out of Chroma."""
        with self._changing:
            with self._lock:
                if not pieces or not self._open():
                    return
            index = self._to_change()
            if index is None:
                self._begin_anew()
                return
            # Chroma only marks what is taken out.
            mark = replace(self._mark(), removed=True)
            self._soil(mark)
            for audience in Audience:
                for ids in self._parts([id_ for id_, of in pieces if of == audience]):
                    index.remove(kind, audience, ids)
            self._opened = mark
            with self._store.writing():
                self._store.unmerge(kind, [id_ for id_, _ in pieces])
                self._set(mark)

    def _outdated(self) -> bool:
        """Whether another process merged since this one opened the index: to write into it now would lose that."""
        return self._mark() != self._opened

    def keeps_removed(self) -> bool:
        """Whether the index's files may still hold vectors that were taken out of it."""
        return self._mark().removed

    def needs_mending(self) -> bool:
        """Whether a change of the index was cut off, or its files are gone or damaged."""
        mark = self._mark()
        return mark.dirty or bool(mark.generation and self._lost(mark))

    def _untouched(self, mark: _Mark) -> bool:
        """Whether the index was begun, and nothing was ever written to it."""
        return bool(mark.epoch) and not mark.dirty and not mark.generation and not self._lost(mark)

    def _lost(self, mark: _Mark) -> bool:
        return mark.epoch == self._broken or not (self._folder / mark.epoch).is_dir()

    def discard(self) -> None:
        """Delete the index with all that it holds; everything is searched exactly until the next merge."""
        with self._changing:
            self._begin_anew()

    def _begin_anew(self) -> _Mark:
        mark = _Mark(uuid.uuid4().hex, dirty=True)
        with self._lock:
            self._index, self._opened = None, _Mark()
            self._soil(mark)
        self._store.unmerge_all()
        with translated(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
            (self._folder / mark.epoch).mkdir(parents=True)
        begun = replace(mark, dirty=False)
        self._set(begun)
        return begun

    def _mark(self) -> _Mark:
        said = self._store.fact("index")
        return _Mark(**json.loads(said)) if said else _Mark()

    def _set(self, mark: _Mark) -> None:
        self._store.set_fact("index", json.dumps(asdict(mark)))


def cosines(store: Store, file: VectorFile, kind: Kind, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
    """id → cosine with the vector, for those of the pieces that have one."""
    wanted = sorted(ids)
    rows = store.rows_of(kind, wanted)
    while True:
        found = file.dots(np.fromiter(rows.values(), dtype=np.int64, count=len(rows)), vector)
        # A row that was given up meanwhile may hold another text's vector already.
        before, rows = rows, store.rows_of(kind, wanted)
        if rows == before:
            return dict(zip(rows, map(float, found), strict=True))
