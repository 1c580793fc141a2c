"""How well documents and messages are found for queries, through the product's own learning and recalling.

Usage: ``python benchmarks/recall.py --documents D.jsonl --queries Q.jsonl --out RANKED.jsonl [--gold G.json]
[--folder DIR] [--alone]``. Documents are JSON, one a line, in their order: ``{"id", "text", "author"?, "sent_at"?,
"conversation"?, "title"?, "url"?}``; one with a ``conversation`` is a message of that chat. Queries are
``{"id", "text", "exclude"?: [ids]}``. Written are lines ``{"query", "ranked"}`` with up to 50 ids, the best first.
With ``--gold`` (``{query: {"ids": [...]}}``) the figures are printed, beside those of BM25 over whole documents and of
what ``baselines.py`` has, which takes some minutes more; ``--alone`` leaves them out. The scratch folder is temporary,
or DIR.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import baselines
from baselines import Search, Units
from scratch import Silent, learned_in, percentiles, read_json, run, table, warmed

from bot.compose import Knowledge
from memory.fulltext import words
from memory.importers.records import ChatMessage, Document, Record
from memory.intake import Intake
from memory.schema import TOKENIZER
from memory.store import Store
from memory.units import Unit
from twin.errors import SourceError
from twin.knowledge import Audience

# Ids in an answer, and the passages asked for first to find so many documents.
_RANKED = 50
_PASSAGES = 200
# What a document's second best passage counts for, chosen on every second query of the blog's known items.
_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the documents."""

    id: str | int
    text: str
    author: str
    sent_at: datetime | None
    conversation: str
    title: str
    url: str

    @property
    def place(self) -> str:
        """The document or chat it stands in."""
        return f"chat/{self.conversation}" if self.conversation else f"document/{self.id}"


@dataclass(frozen=True, slots=True)
class Query:
    """One line of the queries."""

    id: str | int
    text: str
    exclude: frozenset[str | int]


class Collection:
    """An importer that has read its file already. The owner of its chats is who wrote most."""

    KIND = "benchmark"

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        authors = Counter(item.author for item in items if item.conversation)
        self.CHATS = bool(authors)
        self._numbers = {author: f"author {number}" for number, author in enumerate(authors)}
        self.me = [self._numbers[author] for author, _ in authors.most_common(1)]

    def recognises(self, path: Path, head: bytes) -> bool:
        """It is asked for by name."""
        return bool(path and head)

    def read(self, path: Path) -> Iterator[Record]:
        """All records, in their order."""
        for item in self._items:
            if item.conversation:
                number = self._numbers[item.author]
                named = (item.place, item.title, str(item.id), item.author, number)
                yield ChatMessage(*named, item.sent_at, item.text)
            else:
                yield Document(item.place, item.title, item.url, item.sent_at, item.text)


@dataclass(slots=True)
class Ranking:
    """What one method found for every query, and how long each took."""

    ids: list[list[str | int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def read_items(path: Path) -> list[Item]:
    """The documents; SourceError names the line that cannot be used."""
    items: dict[str, Item] = {}
    for where, line in _lines(path):
        optional = {name: _text(line, name, where) for name in ("author", "conversation", "title", "url")}
        item = Item(
            _id(line, where), _text(line, "text", where, needed=True), sent_at=_sent_at(line, where), **optional
        )
        if str(item.id) in items:
            raise SourceError(f"{where}: the id {item.id!r} stands there twice.")
        items[str(item.id)] = item
    return list(items.values())


def read_queries(path: Path) -> list[Query]:
    """The queries; SourceError names the line that cannot be used."""
    queries = []
    for where, line in _lines(path):
        exclude = line.get("exclude") or []
        if not isinstance(exclude, list) or not all(isinstance(id_, str | int) for id_ in exclude):
            raise SourceError(f"{where}: exclude is not a list of ids.")
        queries.append(Query(_id(line, where), _text(line, "text", where, needed=True), frozenset(exclude)))
    return queries


def _lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """(file and line, for errors; the object in it) for every line that is not blank."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise SourceError(f"{where}: this is no JSON ({error}).") from error
        if not isinstance(found, dict):
            raise SourceError(f"{where}: this is no object with an id and a text.")
        yield where, found


def _id(line: Mapping[str, object], where: str) -> str | int:
    found = line.get("id")
    if not isinstance(found, str | int) or isinstance(found, bool) or found == "":
        raise SourceError(f"{where}: it has no id that is a text or a number.")
    return found


def _text(line: Mapping[str, object], name: str, where: str, *, needed: bool = False) -> str:
    found = line.get(name)
    if found is None and not needed:
        return ""
    if not isinstance(found, str):
        raise SourceError(f"{where}: {name} is {'missing' if found is None else 'not a text'}.")
    return found


def _sent_at(line: Mapping[str, object], where: str) -> datetime | None:
    found = _text(line, "sent_at", where)
    try:
        return datetime.fromisoformat(found) if found else None
    except ValueError as error:
        raise SourceError(f"{where}: sent_at is {found!r}, which is no date like 2026-11-05T09:30:00.") from error


def learn(knowledge: Knowledge, path: Path, items: Sequence[Item]) -> float:
    """Learn the items as one file; the seconds it took."""
    collection = Collection(items)
    begun = time.perf_counter()
    Intake(knowledge.store, path, collection.me, None, []).take(Unit.of(path), collection)
    knowledge.learner.embed(Silent())
    return time.perf_counter() - begun


def passages_to_items(store: Store, items: Iterable[Item]) -> dict[int, str | int]:
    """Passage id → id of the item that it stands in.

    A chat's passages are its messages in their order, without those in which there was nothing to learn.
    """
    waiting: dict[str, list[tuple[int, str]]] = {}
    for id_, place, text in store.rows("SELECT id, place, text FROM passages ORDER BY place, position DESC, id DESC"):
        waiting.setdefault(place, []).append((id_, text))
    found: dict[int, str | int] = {}
    for item in items:
        passages = waiting.get(item.place, [])
        stored = item.text.encode("utf-8", "replace").decode()
        while passages and (not item.conversation or passages[-1][1] == stored):
            found[passages.pop()[0]] = item.id
            if item.conversation:
                break
    return found


def recalled(knowledge: Knowledge, items: Sequence[Item], queries: Sequence[Query]) -> Ranking:
    """What the product recalls: documents by their best passages, and last those that it never finds."""
    owners = passages_to_items(knowledge.store, items)
    everything = knowledge.store.counts(Audience.OWNER)["passages"]
    ranking = Ranking()
    for query in queries:
        begun = time.perf_counter()
        found: list[str | int] = []
        wanted = _PASSAGES
        while True:
            passages = knowledge.recall.recall(query.text, Audience.OWNER, wanted).passages
            found = _by_document((owners[one.passage.id], one.signals.score) for one in passages)
            found = [id_ for id_ in found if id_ not in query.exclude]
            if len(found) >= _RANKED or wanted >= everything:
                break
            wanted *= 4
        ranking.seconds.append(time.perf_counter() - begun)
        ranking.ids.append(_filled(found, items, query))
    return ranking


def _by_document(scores: Iterable[tuple[str | int, float]]) -> list[str | int]:
    """Documents by their best passage's score and half of the second best's: one that comes back to it is about it."""
    of: dict[str | int, list[float]] = {}
    for id_, score in scores:
        of.setdefault(id_, []).append(score)
    return sorted(of, key=lambda id_: -(of[id_][0] + _SECOND * sum(of[id_][1:2])))


def _filled(found: Iterable[str | int], items: Sequence[Item], query: Query) -> list[str | int]:
    ranked = dict.fromkeys(list(found)[:_RANKED])
    for item in items:
        if len(ranked) == _RANKED:
            break
        if item.id not in query.exclude:
            ranked.setdefault(item.id)
    return list(ranked)


def bm25(items: Sequence[Item], queries: Sequence[Query]) -> Ranking:
    """The baseline: stemmed BM25 over whole documents, stopwords dropped, any word counting."""
    table_ = sqlite3.connect(":memory:")
    table_.execute(f"CREATE VIRTUAL TABLE whole USING fts5(text, tokenize='{TOKENIZER}')")
    texts = (f"{item.title}\n{item.text}".encode("utf-8", "replace").decode() for item in items)
    table_.executemany("INSERT INTO whole (rowid, text) VALUES (?, ?)", enumerate(texts))
    ranking = Ranking()
    for query in queries:
        begun = time.perf_counter()
        asked = " OR ".join(f'"{word}"' for word in words(query.text))
        sql = "SELECT rowid FROM whole WHERE whole MATCH ? ORDER BY bm25(whole), rowid LIMIT ?"
        rows = table_.execute(sql, [asked, _RANKED + len(query.exclude)]).fetchall() if asked else []
        found = [items[row].id for (row,) in rows if items[row].id not in query.exclude]
        ranking.seconds.append(time.perf_counter() - begun)
        ranking.ids.append(_filled(found, items, query))
    return ranking


def units_of(knowledge: Knowledge, items: Sequence[Item]) -> tuple[Units, list[str | int]]:
    """The product's passages as others search them, and the id of the item that each stands in."""
    owners = passages_to_items(knowledge.store, items)
    rows = knowledge.store.rows("SELECT id, title, text, vector FROM passages ORDER BY id")
    kept = [(id_, f"{title}\n{text}".strip(), row) for id_, title, text, row in rows if id_ in owners]
    vectors = knowledge.vectors.read([row for _, _, row in kept])
    texts = [text for _, text, _ in kept]
    return Units(texts, vectors, knowledge.likeness), [owners[id_] for id_, _, _ in kept]


def searched(search: Search, owners: Sequence[str | int], items: Sequence[Item], queries: Sequence[Query]) -> Ranking:
    """What one of the others finds: documents by their best passage."""
    ranking = Ranking()
    for query in queries:
        begun = time.perf_counter()
        found = [owners[unit] for unit in search(query.text) if owners[unit] not in query.exclude]
        ranking.seconds.append(time.perf_counter() - begun)
        ranking.ids.append(_filled(dict.fromkeys(found), items, query))
    return ranking


def others(
    knowledge: Knowledge, items: Sequence[Item], queries: Sequence[Query], folder: Path
) -> Iterator[tuple[str, Ranking | None]]:
    """(name, what it found, or None if it is not installed) of every other method; ``folder`` is mem0's."""
    yield "BM25, whole documents", bm25(items, queries)
    units, owners = units_of(knowledge, items)
    for name, search in (
        ("MiniLM alone", baselines.minilm(units)),
        ("LangChain's ensemble", baselines.ensemble(units)),
        ("mem0, infer=False", baselines.mem0(units, folder)),
    ):
        yield name, searched(search, owners, items, queries) if search else None


def figures(ranking: Ranking, queries: Sequence[Query], gold: Mapping[str, set[str]]) -> list[float]:
    """Hit@1, Hit@5, Hit@10, R@10 and MRR over the queries that have a right answer."""
    sums = [0.0] * 5
    asked = 0
    for query, ranked in zip(queries, ranking.ids, strict=True):
        if not (right := gold.get(str(query.id))):
            continue
        asked += 1
        ranks = [rank for rank, id_ in enumerate(ranked, start=1) if str(id_) in right]
        first = ranks[0] if ranks else None
        shares = [float(first is not None and first <= reach) for reach in (1, 5, 10)]
        found = sum(rank <= 10 for rank in ranks) / len(right)
        sums = [sum_ + value for sum_, value in zip(sums, [*shares, found, 1 / first if first else 0.0], strict=True)]
    return [sum_ / max(1, asked) for sum_ in sums]


def read_gold(path: Path) -> dict[str, set[str]]:
    """Query id → ids of its right answers."""
    found = read_json(path)
    try:
        return {str(query): {str(id_) for id_ in right["ids"]} for query, right in found.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise SourceError(f'{path} does not hold {{query: {{"ids": [...]}}}}.') from error


def main() -> None:
    """Learn, recall, write, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("documents", "queries", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--gold", type=Path, help="the right answers: print the figures")
    parser.add_argument("--folder", type=Path, help="an empty folder to learn into, which is kept")
    parser.add_argument("--alone", action="store_true", help="leave out what is measured beside")
    given = parser.parse_args()
    items, queries = read_items(given.documents), read_queries(given.queries)
    gold = read_gold(given.gold) if given.gold else {}
    if given.folder and given.folder.exists() and any(given.folder.iterdir()):
        raise SourceError(f"{given.folder} is not empty: name a new folder, so that nothing else is found.")
    compared: list[tuple[str, Ranking | None]] = []
    with learned_in(given.folder) as knowledge, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        warmed(knowledge.embedder)
        seconds = learn(knowledge, given.documents.resolve(), items)
        ranking = recalled(knowledge, items, queries)
        _write(given.out, queries, ranking)
        print(f"{len(items)} documents learned in {seconds:.1f} s, {len(queries)} queries.")
        if gold and not given.alone:
            compared = list(others(knowledge, items, queries, Path(temporary)))
    if gold:
        _report(ranking, compared, queries, gold)


def _write(path: Path, queries: Sequence[Query], ranking: Ranking) -> None:
    lines = (json.dumps({"query": query.id, "ranked": ids}) for query, ids in zip(queries, ranking.ids, strict=True))
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error


def _report(
    ranking: Ranking,
    compared: Sequence[tuple[str, Ranking | None]],
    queries: Sequence[Query],
    gold: Mapping[str, set[str]],
) -> None:
    rows = []
    for name, found in [("twin", ranking), *compared]:
        if found:
            values = (f"{value:.3f}" for value in figures(found, queries, gold))
            rows.append([name, *values, *percentiles(found.seconds)])
    print(f"\n{table(['', 'Hit@1', 'Hit@5', 'Hit@10', 'R@10', 'MRR', 'p50 ms', 'p95 ms'], rows)}")
    for name, found in compared:
        if not found:
            print(f"\n{name}: not installed.")


if __name__ == "__main__":
    run(main)
