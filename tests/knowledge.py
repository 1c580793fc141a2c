"""The memory room as a whole in a folder, and the exports it learns from."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from memory.chroma import ChromaCollections
from memory.embedder import Vectors
from memory.learn import Learned, Learner
from memory.likeness import VectorLikeness
from memory.recall import Recall
from memory.store import KINDS, Kind, NewExemplar, NewPassage, NewSource, Store
from memory.vectors import VectorFile, VectorIndex
from tests.fakes import BagOfWords, RecordedProgress
from twin.knowledge import Audience, Source
from twin.seams import Redactor

REPOSITORY = Path(__file__).parents[1]


class Knowledge:
    """Store, vectors, index, learner and recall over one data folder, with the embedder of the tests."""

    def __init__(self, folder: Path, redactor: Callable[[], Redactor] | None = None) -> None:
        self.folder = folder
        self.store = Store(folder / "knowledge.db")
        self.file = VectorFile(folder / "vectors.f32", BagOfWords.dimensions)
        self.index = VectorIndex(folder / "index", self.store, self.file, ChromaCollections)
        self.embedder = BagOfWords()
        self.learner = Learner(self.store, self.file, self.index, lambda: self.embedder, None, redactor)
        self.recall = Recall(self.store, self.file, self.index, VectorLikeness(self.embedder))
        self.progress = RecordedProgress()
        self._put = 0

    def learn(self, *paths: Path, me: Sequence[str] = ("Ann",), chosen: Audience | None = None) -> Learned:
        return self.learner.learn(paths, me, chosen, self.progress)

    def source(self, place: str = "") -> Source:
        return next(source for source in self.store.sources() if source.place == place)

    def texts(self, question: str, reader: Audience = Audience.OWNER, k: int = 8) -> list[str]:
        return [found.passage.text for found in self.recall.recall(question, reader, k).passages]

    def contents(self) -> list[tuple[object, ...]]:
        """Everything that is known, without the numbers that rows happen to have, each piece with its vector."""
        found: list[tuple[object, ...]] = []
        for kind in KINDS:
            own = "title, link, author, by_owner, text" if kind == "passages" else "asker, message, reply, 0, 0"
            sql = f"SELECT vector, hex(digest), place, sent_at, audience, {own} FROM {kind} ORDER BY digest"  # noqa: S608
            for vector, *values in self.store.rows(sql):
                found.append((kind, *values, self.file.read([vector])[0].tobytes()))
        return found

    def put(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC, kind: Kind = "passages") -> list[int]:
        """Store the texts as pieces of one place and embed them; their ids."""
        source = self.store.source(NewSource("/put", audience.name, "", "markdown", audience))
        file = self.store.file("/put", audience.name)
        new = [_piece(kind, audience, self._put + number, text) for number, text in enumerate(texts)]
        self._put += len(texts)
        before = set(self.store.pieces_of(kind, source=source.id))
        self.store.add(kind, source.id, file, new)
        self.learner.embed(self.progress)
        return sorted(set(self.store.pieces_of(kind, source=source.id)) - before)

    def exact(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> list[int]:
        """Ids of the nearest pieces, by comparing them all."""
        sql = f"SELECT id, vector FROM {kind} WHERE audience = ? AND vector NOTNULL"  # noqa: S608
        rows = self.store.rows(sql, [int(audience)])
        cosines = self.file.read([row for _, row in rows]) @ vector
        order = sorted(
            zip(cosines.tolist(), (id_ for id_, _ in rows), strict=True), key=lambda pair: (-pair[0], pair[1])
        )
        return [id_ for _, id_ in order[:k]]

    def nearest(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> list[int]:
        return [id_ for id_, _ in self.index.nearest(kind, audience, vector, k)]


def _piece(kind: Kind, audience: Audience, number: int, text: str) -> NewPassage | NewExemplar:
    digest = f"{audience.name}{kind[0]}{number}".encode().ljust(16)
    if kind == "passages":
        return NewPassage(
            digest=digest,
            place=audience.name,
            sent_at=None,
            audience=audience,
            position=number,
            title="",
            link="",
            author="Ann",
            by_owner=True,
            text=text,
        )
    return NewExemplar(digest, audience.name, None, audience, "Ben", text, f"answer {number}")


def everything_agrees(knowledge: Knowledge) -> None:
    """Full text, vectors, fingerprints and rows tell of the same pieces, and nothing else lies in the vector file."""
    store = knowledge.store
    for kind in KINDS:
        ids = {id_ for (id_,) in store.rows(f"SELECT id FROM {kind}")}  # noqa: S608
        assert {id_ for (id_,) in store.rows(f"SELECT id FROM {kind}_fts_docsize")} == ids  # noqa: S608
        store.rows(f"INSERT INTO {kind}_fts ({kind}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        assert set(store.rows_of(kind, sorted(ids))) == ids
        assert {id_ for (id_,) in store.rows("SELECT piece FROM heard WHERE kind = ?", [kind])} <= ids
        noted = store.rows("SELECT part, piece FROM fingerprints WHERE (part > 0) = ?", [kind == "exemplars"])
        assert len(set(noted)) == len(noted)
        assert {piece for _, piece in noted} <= ids
    gaps = store.gaps(len(knowledge.file))
    assert not knowledge.file.read(gaps).any()
    assert knowledge.file.read([row for (row,) in store.rows("SELECT row FROM vectors")]).any(axis=1).all()


def message(number: int, text: str, author: str = "Ann", **fields: object) -> dict[str, object]:
    """A message of a Telegram export, a minute after the one numbered before it."""
    return {
        "id": number,
        "type": "message",
        "date": "2024-05-01T10:00:00",
        "date_unixtime": str(1714557600 + 60 * number),
        "from": author,
        "from_id": f"user{sum(author.encode())}",
        "text": text,
        **fields,
    }


def write_chat(path: Path, *messages: object, number: int = 77, name: str = "Ben") -> Path:
    """An exported chat with these messages."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chat = {"name": name, "type": "personal_chat", "id": number, "messages": list(messages)}
    path.write_text(json.dumps(chat, indent=1), encoding="utf-8")
    return path


def write_post(path: Path, title: str, text: str) -> Path:
    """A blog post."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\ndate: 2024-05-01\n---\n\n{text}\n", encoding="utf-8")
    return path


def conversation(questions: int, first: int = 1) -> list[dict[str, object]]:
    """Ben asks, Ann answers, again and again."""
    messages = []
    for number in range(first, first + 2 * questions, 2):
        messages.append(message(number, f"question {number} about subject{number % 37}?", "Ben"))
        messages.append(message(number + 1, f"answer {number} says thing{number % 41} and word{number}", "Ann"))
    return messages


@contextmanager
def without_privileges() -> Iterator[None]:
    """As a user whom permissions bind, if the tests run as root, whom they do not."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ``tests.other`` to its end."""
    command = [sys.executable, "-m", "tests.other", *map(str, arguments)]
    # These children meet limits and are killed: measuring their coverage would meet them too.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, timeout=100)


@contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """``tests.other`` when it has begun; it is killed at the end."""
    command = [sys.executable, "-m", "tests.other", *map(str, arguments)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "begins\n"
            yield process
        finally:
            process.kill()


def kill_after(process: subprocess.Popen[str], seconds: float) -> bool:
    """SIGKILL at a moment; whether the process was still running then."""
    time.sleep(seconds)
    was_running = process.poll() is None
    process.kill()
    process.wait()
    return was_running


def bytes_below(folder: Path) -> bytes:
    """All bytes of all files in a folder, one after another."""
    parts = [Path(where, name).read_bytes() for where, _, names in os.walk(folder) for name in names]
    return b"\0".join(parts)
