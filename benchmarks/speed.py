"""How long recalling takes at a given number of passages, part by part.

Usage: ``python benchmarks/speed.py [--passages 50000] [--tail 2000] [--queries 200]``. Passages are seeded
pseudo text (words from a Zipf-like vocabulary) with seeded vectors around cluster centres, every second one for the
owner alone; all but the tail are merged into Chroma. Queries of 3 to 12 words are embedded by the real model for the
time it takes, and searched with a vector near one of the centres. Each query is asked as public and as owner.
"""

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scratch import Silent, chosen, learned_in, percentiles, run, table, warmed

from bot.compose import embedder_of
from memory.chroma import ChromaCollections
from memory.embedder import Embedder, Vectors
from memory.importers.records import Document, Record
from memory.intake import Intake
from memory.learn import Learner
from memory.likeness import VectorLikeness
from memory.recall import Recall
from memory.store import Kind, Store
from memory.units import Unit
from memory.vectors import VectorFile, VectorIndex
from twin.knowledge import Audience

_SEED = 7
_VOCABULARY = 20_000
_CLUSTERS = 300
# How far a vector lies from its centre: cosines within a cluster come out at about a half, as between like sentences.
_SPREAD = 1.0
_GOAL = 0.060


class Words:
    """Pseudo words, the n-th about 1/n as frequent as the first."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er")]
        draw = random.Random(_SEED)
        words = dict.fromkeys("".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(4 * _VOCABULARY))
        self._words = list(words)[:_VOCABULARY]
        self._weights = np.cumsum(1 / (np.arange(len(self._words)) + 2.7)).tolist()

    def text(self, fewest: int, most: int) -> str:
        """A text of so many words."""
        count = self._random.randint(fewest, most)
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=count))


class Clustered:
    """An embedder that draws a vector around a centre; one for queries also runs the model, for the time it takes."""

    name = "clustered"

    def __init__(self, dimensions: int, seed: int, model: Embedder | None = None) -> None:
        self.dimensions = dimensions
        self._random = np.random.default_rng(seed)
        centres = np.random.default_rng(_SEED).standard_normal((_CLUSTERS, dimensions))
        self._centres = centres / np.linalg.norm(centres, axis=1, keepdims=True)
        self._model = model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, whatever the texts say."""
        if self._model:
            self._model.embed(texts)
        noise = self._random.standard_normal((len(texts), self.dimensions)) * _SPREAD / self.dimensions**0.5
        vectors = self._centres[self._random.integers(_CLUSTERS, size=len(texts))] + noise
        unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit


class Clock:
    """Adds up how long each part takes, call by call."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def running(self, part: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[part] += time.perf_counter() - begun


class TimedStore(Store):
    """The store, which times what is asked of the full text."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(path)
        self._clock = clock

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        if "_fts" not in sql and "_terms" not in sql:
            return super().rows(sql, parameters)
        with self._clock.running("full text"):
            return super().rows(sql, parameters)


class TimedIndex(VectorIndex):
    """The index, timed."""

    def __init__(self, folder: Path, store: Store, file: VectorFile, clock: Clock) -> None:
        super().__init__(folder, store, file, ChromaCollections)
        self._clock = clock

    def nearest(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> list[tuple[int, float]]:
        with self._clock.running("vectors"):
            return super().nearest(kind, audience, vector, k)


class TimedEmbedder(Clustered):
    """The embedder of the queries, timed."""

    def __init__(self, model: Embedder, clock: Clock) -> None:
        super().__init__(model.dimensions, _SEED + 1, model)
        self._clock = clock

    def embed(self, texts: Sequence[str]) -> Vectors:
        with self._clock.running("embedding"):
            return super().embed(texts)


class Pseudo:
    """An importer of invented documents, ten passages each."""

    KIND = "pseudo"
    CHATS = False

    def __init__(self, passages: int, seed: int) -> None:
        self._passages = passages
        self._words = Words(seed)

    def recognises(self, path: Path, head: bytes) -> bool:
        """It is asked for by name."""
        return bool(path and head)

    def read(self, path: Path) -> Iterator[Record]:
        """The documents; blocks are long enough not to be put together."""
        for start in range(0, self._passages, 10):
            count = min(10, self._passages - start)
            text = "\n\n".join(self._words.text(75, 120) for _ in range(count))
            yield Document(f"{path}/{start}", self._words.text(3, 6), "", None, text)


def learn(store: Store, learner: Learner, passages: int, seed: int) -> None:
    """Learn so many passages, half of them for the public."""
    for audience in (Audience.PUBLIC, Audience.OWNER):
        path = Path("/pseudo") / f"{audience.name}-{seed}"
        Intake(store, path, [], audience, []).take(Unit.of(path), Pseudo(passages // 2, seed + audience))
    learner.embed(Silent())


def ask(recall: Recall, clock: Clock, queries: Sequence[str]) -> dict[Audience, dict[str, list[float]]]:
    """reader → part → seconds of each query, "all" being the whole; every query is asked by both in turn."""
    readers: dict[Audience, dict[str, list[float]]] = {_: defaultdict(list) for _ in (Audience.PUBLIC, Audience.OWNER)}
    for query, (reader, parts) in product(queries, readers.items()):
        clock.seconds.clear()
        begun = time.perf_counter()
        recall.recall(query, reader)
        whole = time.perf_counter() - begun
        for part in ("embedding", "full text", "vectors"):
            parts[part].append(clock.seconds[part])
        parts["rest"].append(whole - sum(clock.seconds.values()))
        parts["all"].append(whole)
    return readers


def main() -> None:
    """Learn, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--tail", type=int, default=2_000, help="passages that are not merged into Chroma")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="learn into this folder, or ask what was learned there before")
    given = parser.parse_args()
    model = warmed(embedder_of(chosen(), print))
    clock = Clock()
    with learned_in(given.folder) as knowledge:
        folder = knowledge.folder
        store, file = TimedStore(folder / "knowledge.db", clock), VectorFile(folder / "vectors.f32", model.dimensions)
        index = TimedIndex(folder / "index", store, file, clock)
        fake = Clustered(model.dimensions, _SEED)
        learner = Learner(store, file, index, lambda: fake)
        if not store.sources():
            begun = time.perf_counter()
            learn(store, learner, given.passages - given.tail, 1)
            learn(store, learner, given.tail, 100)
            print(f"learned in {time.perf_counter() - begun:.0f} s, without embedding", flush=True)
        count, tail = store.counts(Audience.OWNER)["passages"], store.count_tail()
        recall = Recall(store, file, index, VectorLikeness(TimedEmbedder(model, clock)))
        words = Words(_SEED + 2)
        queries = [words.text(3, 12) for _ in range(given.queries)]
        ask(recall, clock, queries[:20])
        _report(count, tail, ask(recall, clock, queries))
        store.close()


def _report(count: int, tail: int, readers: dict[Audience, dict[str, list[float]]]) -> None:
    parts = ("embedding", "full text", "vectors", "rest", "all")
    rows: list[list[object]] = []
    for reader, seconds in readers.items():
        met = "yes" if np.quantile(seconds["all"], 0.95) < _GOAL else "no"
        rows.append([reader.name.lower(), *(" / ".join(percentiles(seconds[part])) for part in parts), met])
    print(f"{count} passages, {tail} of them not merged; p50 / p95 in ms.\n")
    print(table(["reader", *parts, f"p95 < {_GOAL * 1000:.0f} ms"], rows))
    print(f"\nResident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


if __name__ == "__main__":
    run(main)
