"""What whole documents say about a question, for the passages that stand in them."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from memory.embedder import Vectors
from memory.fulltext import STOPWORDS, FullText, Matches, words
from memory.store import Store
from memory.vectors import VectorFile
from twin.knowledge import Audience

Numbers = npt.NDArray[np.float64]

# How much each piece of evidence counts beside the cosine, fitted on every second query of the blog's known items
# (a conditional logit over whole posts) and rounded. ``benchmarks/README.md`` has what each is worth.
_WORDS = 0.2
_ABOUT = 0.15
_OWN = 0.37
_MEANING = 0.27
_TITLE = 0.3
_PHRASES = 0.023
# The best, the second and the eighth score for a question are about what they are for messages and exemplars.
_SCALE = 0.285
_ZERO = 0.3

# So many passages with a word make half of the most that it can count in a document of ordinary length. Full text
# with BM25's usual 1.2 hardly tells a document that is about a word from one that mentions it.
_HALF = 4.0
_HALF_OF_PHRASES = 8.0
# How much the length of a document counts, as BM25's b.
_LENGTH = 0.75
# FTS5's k1 + 1: a word's BM25 in a text that repeats it, in rarities.
_SATURATED = 2.2
# So many passages are weighed at most. Of a long document, a book, these are its first ones, and those that were found.
_MOST_PASSAGES = 5000
_FIRST = 20
# Parts of a long question that are compared each for itself, since its one vector is about none of them.
_PARTS = 3
_SHORTEST_PART = 20
# Neighbouring words looked up as a phrase, and in how many passages those words may stand in all: each costs time.
_MOST_PHRASES = 32
_MOST_MATCHES = 40_000
# Words of a question that are looked for in titles.
_MOST_ASKED = 500

_SENTENCE = re.compile(r"(?<=[.!?:。！？])\s+")
_WORD = re.compile(r"\w+")
_BATCH = 500


def parts(question: str) -> list[str]:
    """The question in up to three parts of about one length, cut between sentences; a short one is whole."""
    sentences = [sentence for sentence in _SENTENCE.split(question) if sentence.strip()]
    whole = sum(map(len, sentences))
    count = min(_PARTS, len(sentences))
    found: list[list[str]] = [[]]
    done = 0
    for sentence in sentences:
        found[-1].append(sentence.strip())
        done += len(sentence)
        if done >= whole * len(found) / count - _SHORTEST_PART and len(found) < count:
            found.append([])
    return [" ".join(part) for part in found if part] or [question]


@dataclass(frozen=True, slots=True)
class _Passages:
    """Passages of documents, those of a document together: id, number of the document, row of the vector file (or -1).

    ``first`` is where each document begins, ``order`` sorts the ids.
    """

    ids: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    order: npt.NDArray[np.int64]

    def where(self, ids: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Where the ids stand, and which of them stand here at all."""
        at = np.minimum(np.searchsorted(self.ids, ids, sorter=self.order), len(self.ids) - 1)
        found = self.order[at]
        return found, self.ids[found] == ids

    def counts(self, at: npt.NDArray[np.int64]) -> Numbers:
        """How many of these passages each document has."""
        return np.bincount(self.documents[at], minlength=len(self.first)).astype(np.float64)


class Documents:
    """Scores passages by what stands in them and by what the whole document is about.

    The passage itself: BM25, and the cosine with the part of the question that it is nearest to. Its document, for
    all of its passages alike: in how many passages the question's words stand, how many of all passages with them
    are its own, its mean vector, its title, and phrases of the question.
    """

    def __init__(self, store: Store, file: VectorFile, text: FullText) -> None:
        self._store = store
        self._file = file
        self._text = text

    def scores(
        self, question: str, vectors: Vectors, matches: Matches, reader: Audience, candidates: Collection[int]
    ) -> dict[int, float]:
        """id → score of the passages of the candidates' documents, which this reader may hear.

        ``vectors`` are that of the question and those of its ``parts``, ``matches`` what full text found for it. A
        candidate that is a message is left out.
        """
        titles = self._titles(candidates, reader)
        if not titles:
            return {}
        passages = self._passages(list(titles), candidates, reader)
        lexical, about = self._words(passages, matches)
        nearest, meaning = self._meaning(passages, vectors)
        whole = about + _MEANING * meaning + _TITLE * self._titled(question, list(titles.values()))
        whole += _PHRASES * self._phrases(passages, question)
        scores = _SCALE * (nearest + _WORDS * lexical + whole[passages.documents]) - _ZERO
        return dict(zip(passages.ids.tolist(), scores.tolist(), strict=True))

    def _titles(self, candidates: Collection[int], reader: Audience) -> dict[str, str]:
        """place → title of the documents that the candidates stand in. Only what somebody said has an author."""
        found: dict[str, str] = {}
        for batch, marks in _batches(candidates):
            heard = f"author = '' AND audience <= ? AND id IN ({marks})"
            sql = f"SELECT place, max(title) FROM passages WHERE {heard} GROUP BY place"  # noqa: S608 - marks
            found |= dict(self._store.rows(sql, [int(reader), *batch]))
        return found

    def _passages(self, places: Sequence[str], candidates: Collection[int], reader: Audience) -> _Passages:
        number = {place: number for number, place in enumerate(places)}
        columns = "SELECT place, id, coalesce(vector, -1) FROM passages WHERE author = '' AND audience <= ?"
        first = max(_FIRST, _MOST_PASSAGES // len(places))
        found: set[tuple[str, int, int]] = set()
        for batch, marks in _batches(places):
            sql = f"{columns} AND place IN ({marks}) AND position < ?"
            found |= set(self._store.rows(sql, [int(reader), *batch, first]))
        for batch, marks in _batches(candidates):
            found |= set(self._store.rows(f"{columns} AND id IN ({marks})", [int(reader), *batch]))
        rows = sorted((number[place], id_, row) for place, id_, row in found if place in number)
        documents, ids, vectors = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        begins = np.searchsorted(documents, np.arange(len(places)))
        return _Passages(ids, documents, vectors, begins, np.argsort(ids))

    def _words(self, passages: _Passages, matches: Matches) -> tuple[Numbers, Numbers]:
        """Each passage's BM25, and what the words say about each document.

        Both are divided by the root of what all words together can weigh: by all of it long questions would count
        too little beside the cosines, by nothing too much.
        """
        lexical = np.zeros(len(passages.ids))
        about = np.zeros(len(passages.first))
        half = _HALF * self._lengths(passages)
        whole = 0.0
        for word, found in matches.found.items():
            rarity = matches.most[word] / _SATURATED
            whole += rarity
            at, here = passages.where(np.fromiter(found, dtype=np.int64, count=len(found)))
            lexical[at[here]] += np.fromiter(found.values(), dtype=np.float64, count=len(found))[here] / _SATURATED
            with_word = passages.counts(at[here])
            about += rarity * (_ABOUT * with_word / (with_word + half) + _OWN * with_word / max(1, len(found)))
        root = max(1.0, whole) ** 0.5
        return lexical / root, about / root

    def _lengths(self, passages: _Passages) -> Numbers:
        """BM25's part for the lengths of documents, around 1."""
        lengths = np.bincount(passages.documents, minlength=len(passages.first))
        return np.asarray(1 - _LENGTH + _LENGTH * lengths / lengths.mean(), dtype=np.float64)

    def _meaning(self, passages: _Passages, vectors: Vectors) -> tuple[Numbers, Numbers]:
        """Each passage's cosine with the part of the question nearest to it, each document's with the question."""
        while True:
            before = self._store.change()
            held = self._file.read(np.maximum(passages.rows, 0).tolist())
            # A row that was given up meanwhile may hold another text's vector already.
            if self._store.change() == before:
                break
        held = np.where((passages.rows >= 0)[:, None], held, np.float32(0))
        asked = vectors[1:] if len(vectors) > 1 else vectors
        sums = np.add.reduceat(held, passages.first, axis=0)
        lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-6)
        nearest: Numbers = np.asarray((held @ asked.T).max(axis=1), dtype=np.float64)
        meaning: Numbers = np.asarray(sums @ vectors[0] / lengths, dtype=np.float64)
        return nearest, meaning

    def _titled(self, question: str, titles: Sequence[str]) -> Numbers:
        """The share in [0, 1] of each title's words that stand in the question, the rare ones among titles first."""
        named = [[word for word in words(title) if word not in STOPWORDS] for title in titles]
        asked = words(question)[:_MOST_ASKED]
        stems = self._text.stems(list(dict.fromkeys([*asked, *(word for one in named for word in one)])))
        said = {stems.get(word, word) for word in asked}
        stemmed = [{stems.get(word, word) for word in one} for one in named]
        titles_with = Counter(stem for one in stemmed for stem in one)
        rarity = {stem: math.log(1 + len(titles) / count) for stem, count in titles_with.items()}
        wholes = [sum(rarity[stem] for stem in one) or 1.0 for one in stemmed]
        shares = (sum(rarity[stem] for stem in one & said) / whole for one, whole in zip(stemmed, wholes, strict=True))
        return np.fromiter(shares, dtype=np.float64, count=len(titles))

    def _phrases(self, passages: _Passages, question: str) -> Numbers:
        """What the question's neighbouring words, where they stand together, say about each document."""
        score = np.zeros(len(passages.first))
        half = _HALF_OF_PHRASES * self._lengths(passages)
        # About as many passages as there are, and quicker than to count them.
        [(last,)] = self._store.rows("SELECT max(id) FROM passages")
        sql = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
        for first, second in self._telling_pairs(question):
            rows = self._store.rows(sql, [f'"{first} {second}"'])
            at, here = passages.where(np.array(rows, dtype=np.int64).reshape(-1))
            together = passages.counts(at[here])
            rarity = math.log(1 + max(0, last - len(rows) + 0.5) / (len(rows) + 0.5))
            score += rarity * together / (together + half)
        return score

    def _telling_pairs(self, question: str) -> list[tuple[str, str]]:
        """Neighbouring words of the question that say something, without those that stand almost everywhere."""
        said = _WORD.findall(question.casefold())[: 8 * _MOST_PHRASES]
        pairs = dict.fromkeys(pair for pair in pairwise(said) if not STOPWORDS & set(pair))
        stems = self._text.stems(list(dict.fromkeys(word for pair in pairs for word in pair)))
        marks = ", ".join("?" * len(stems))
        sql = f"SELECT term, doc FROM passages_terms WHERE term IN ({marks})"  # noqa: S608 - marks
        count = dict(self._store.rows(sql, list(stems.values())))
        found: list[tuple[str, str]] = []
        matches = 0
        costs = {pair: [count.get(stems.get(word, ""), 0) for word in pair] for pair in pairs}
        for pair in sorted(pairs, key=lambda pair: sum(costs[pair])):
            matches += sum(costs[pair])
            if matches > _MOST_MATCHES or len(found) == _MOST_PHRASES:
                break
            if all(costs[pair]):
                found.append(pair)
        return found


def _batches(items: Collection[object]) -> Iterator[tuple[list[object], str]]:
    """Items that fit into a statement, and its marks for them."""
    every = sorted(items, key=str)
    for start in range(0, len(every), _BATCH):
        batch = every[start : start + _BATCH]
        yield batch, ", ".join("?" * len(batch))
