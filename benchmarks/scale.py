"""What recalling costs at 10,000, 100,000 or more passages: time, memory, disk, start-up, and adding meanwhile.

Usage: ``python benchmarks/scale.py [--sizes 10000 100000] [--queries 200] [--folder DIR]``. Passages are the seeded
pseudo text of ``speed.py`` with seeded vectors; half are for the owner alone; 2,000 are not merged into Chroma. Each
size is learned and asked by processes of their own. "Start-up" is from the start of a new process to its first answer,
the real embedder loaded; every query is embedded by it. "Adding" is one more passage and pair learned after the other
from a live conversation while questions are asked; "held up" is by how much the slowest of those answers took longer
than the slowest one without. ``python benchmarks/scale.py --learning [--messages 100000]`` learns a generated chat with
the real embedder, then once more: time, the embedder's share of it, and memory.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from learn import chat
from scratch import Silent, chosen, learned_in, run, table
from speed import Clock, Clustered, TimedEmbedder, Words, ask, learn

from bot.compose import Knowledge, embedder_of
from memory.embedder import Embedder, Vectors
from memory.importers.records import ChatMessage
from memory.learn import Learner
from memory.likeness import VectorLikeness
from memory.recall import Recall
from twin.errors import TwinError
from twin.knowledge import Audience

_SEED = 7
_TAIL = 2_000
_GOALS = "p95 at 100,000 below 60 ms and at most twice that at 10,000; start-up below 3 s; held up at most 50 ms"
_ADDED = 60
# Seconds that it takes to look up the vector of what was embedded before.
_HARDLY = 1e-4


def _silent(_: str) -> None:
    """Nobody waits."""


def _knowledge(folder: Path) -> Knowledge:
    return Knowledge(chosen(), folder, _silent)


def build(folder: Path, passages: int) -> dict[str, Any]:
    """Learn so many passages, all but the tail merged; what it took."""
    knowledge = _knowledge(folder)
    knowledge.store.set_fact("dimensions", "384")
    fake = Clustered(384, _SEED)
    learner = Learner(knowledge.store, knowledge.vectors, knowledge.index, lambda: fake)
    begun = time.perf_counter()
    learn(knowledge.store, learner, passages - _TAIL, 1)
    learn(knowledge.store, learner, _TAIL, 100)
    seconds = time.perf_counter() - begun
    knowledge.store.close()
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"learned s": seconds, "disk MB": disk / 1024**2}


def answer(folder: Path, queries: int) -> dict[str, Any]:
    """Ask, first alone, then while something is added; the figures."""
    knowledge = _knowledge(folder)
    model = embedder_of(knowledge.settings, _silent)
    words = Words(_SEED + 2)
    asked = [words.text(3, 12) for _ in range(queries)]
    clock = Clock()
    recall = Recall(knowledge.store, knowledge.vectors, knowledge.index, VectorLikeness(TimedEmbedder(model, clock)))
    recall.recall(asked[0], Audience.OWNER)
    # The parent has been waiting for this line since it started the process.
    print(json.dumps({"first": time.time()}), flush=True)
    ask(recall, clock, asked[:20])
    alone = ask(recall, clock, asked)
    adding = _adding(knowledge, recall, clock, asked)
    knowledge.store.close()
    every = [second for parts in alone.values() for second in parts["all"]]
    embedding = [second for parts in alone.values() for second in parts["embedding"] if second > _HARDLY]
    return {
        "embedding p50 ms": 1000 * float(np.quantile(embedding, 0.5)),
        "p50 ms": 1000 * float(np.quantile(every, 0.5)),
        "p95 ms": 1000 * float(np.quantile(every, 0.95)),
        "adding p95 ms": 1000 * float(np.quantile(adding, 0.95)),
        "held up ms": 1000 * (max(adding) - max(every)),
        "resident MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _adding(knowledge: Knowledge, recall: Recall, clock: Clock, asked: Sequence[str]) -> list[float]:
    """Seconds of each answer while a live conversation is learned in another thread."""
    learner = Learner(knowledge.store, knowledge.vectors, knowledge.index, lambda: Clustered(384, _SEED + 3))
    done = threading.Event()

    def hear() -> None:
        words, lines = Words(_SEED + 4), list[ChatMessage]()
        begun = datetime(2026, 1, 1, tzinfo=UTC)
        while not done.is_set():
            at = begun + timedelta(minutes=len(lines))
            author = ("Ines", "Mira")[len(lines) % 2]
            lines.append(ChatMessage("live/1", "Ines", str(len(lines)), author, author, at, words.text(5, 20)))
            learner.hear("live/1", "Ines", lines[-_ADDED:], "Mira")

    adding = threading.Thread(target=hear)
    adding.start()
    try:
        found = ask(recall, clock, asked)
    finally:
        done.set()
        adding.join()
    return [second for parts in found.values() for second in parts["all"]]


class Timed:
    """The embedder, and how long it was at work."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self.name = model.name
        self.dimensions = model.dimensions
        self.seconds = 0.0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors, in the time that they take."""
        begun = time.perf_counter()
        try:
            return self._model.embed(texts)
        finally:
            self.seconds += time.perf_counter() - begun


def learning(messages: int) -> dict[str, Any]:
    """Learn a chat, and the same chat again; the figures."""
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as temporary, learned_in(None) as knowledge:
        path = chat(Path(temporary) / "result.json", messages)
        model = Timed(embedder_of(knowledge.settings, _silent))
        learner = Learner(knowledge.store, knowledge.vectors, knowledge.index, lambda: model)
        seconds = []
        for _ in range(2):
            begun = time.perf_counter()
            learner.learn([path], ["Mira Solano"], None, Silent())
            seconds.append(time.perf_counter() - begun)
        return {
            "messages": messages,
            "learned s": seconds[0],
            "embedder's share": model.seconds / seconds[0],
            "again s": seconds[1],
            "resident MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def _process(*arguments: str) -> tuple[dict[str, Any], float]:
    """The figures of a process of its own, and the seconds to its first answer."""
    begun = time.time()
    process = subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = {}
    assert process.stdout is not None
    for line in process.stdout:
        found |= json.loads(line)
    if process.wait():
        raise TwinError("the process that was to be measured failed, as it said above.")
    return found, found.pop("first", begun) - begun


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="keep what was learned there, or ask what was learned before")
    parser.add_argument("--learning", action="store_true", help="learn a chat with the real embedder instead")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        print(json.dumps(build(given.folder, given.build)))
    elif given.answer:
        print(json.dumps(answer(given.folder, given.queries)))
    elif given.learning:
        found = learning(given.messages)
        print(table(list(found), [list(found.values())]))
    else:
        with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as temporary:
            _report(given.sizes, given.queries, given.folder or Path(temporary))


def _report(sizes: Sequence[int], queries: int, folder: Path) -> None:
    rows: list[dict[str, Any]] = []
    for size in sizes:
        of_size = folder / str(size)
        built: dict[str, Any] = {"learned s": "–", "disk MB": "–"}
        if not of_size.exists():
            of_size.mkdir(parents=True)
            built, _ = _process("--build", str(size), "--folder", str(of_size))
        found, started = _process("--answer", "--queries", str(queries), "--folder", str(of_size))
        rows.append({"passages": size, **found, "start-up s": started, **built})
    first = rows[0]["p95 ms"]
    for row in rows:
        row["p95 ratio"] = row["p95 ms"] / first
    print(f"{_GOALS}\n\n{table(list(rows[0]), [list(row.values()) for row in rows])}")


if __name__ == "__main__":
    run(main)
