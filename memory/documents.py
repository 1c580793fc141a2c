"""What whole documents say about a question, for the passages that stand in them."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from memory.embedder import Vectors
from memory.fulltext import STOPWORDS, FullText, Matches, words
from memory.store import Store
from memory.vectors import VectorFile, dots
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
# The best score for a question is about what it is for messages and exemplars.
_SCALE = 0.285

# So many passages with a word make half of the most that it can count in a document of ordinary length. Full text
# with BM25's usual 1.2 hardly tells a document that is about a word from one that mentions it.
_HALF = 4.0
_HALF_OF_PHRASES = 8.0
# How much the length of a document counts, as BM25's b.
_LENGTH = 0.75
# FTS5's k1 + 1: a word's BM25 in a text that repeats it, in rarities.
_SATURATED = 2.2
# Documents that are weighed as a whole: those of the best passages, so many or this share of the candidates.
_WHOLE = 40
_SHARE = 0.25
# So many passages are weighed at most. Of a long document, a book, these are its first ones, and those that were found.
_MOST_PASSAGES = 2000
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

    @classmethod
    def of(cls, places: Collection[str], found: Iterable[tuple[str, int, int]]) -> "_Passages":
        """Those of the (place, id, row) that stand in these places, each of which has one; its rank is its number."""
        number = {place: number for number, place in enumerate(places)}
        rows = [(number[place], id_, row) for place, id_, row in found if place in number]
        documents, ids, vectors = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3).T
        begins = np.searchsorted(documents, np.arange(len(places)))
        return cls(ids, documents, vectors, begins, np.argsort(ids))

    def where(self, ids: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Where the ids stand, and which of them stand here at all."""
        at = np.minimum(np.searchsorted(self.ids, ids, sorter=self.order), len(self.ids) - 1)
        found = self.order[at]
        return found, self.ids[found] == ids

    def counts(self, at: npt.NDArray[np.int64]) -> Numbers:
        """How many of these passages each document has."""
        return np.bincount(self.documents[at], minlength=len(self.first)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question: its rarity, and the passages with it, each with the word's BM25 in rarities."""

    rarity: float
    ids: npt.NDArray[np.int64]
    scores: Numbers


def _words(matches: Matches) -> list[_Word]:
    return [
        _Word(
            matches.most[word] / _SATURATED,
            np.fromiter(found, dtype=np.int64, count=len(found)),
            np.fromiter(found.values(), dtype=np.float64, count=len(found)) / _SATURATED,
        )
        for word, found in matches.found.items()
    ]


class Documents:
    """Scores passages by what stands in them and by what the whole document is about.

    The passage itself: BM25, and the cosine with the part of the question that it is nearest to. Its document, for
    all of its passages alike: in how many passages the question's words stand, how many of all passages with them
    are its own, its mean vector, its title, and phrases of the question. To weigh a document its passages have to
    be read: that is done for those alone whose own passages were found to be the best.
    """

    def __init__(self, store: Store, file: VectorFile, text: FullText) -> None:
        self._store = store
        self._file = file
        self._text = text

    def scores(
        self, question: str, vectors: Vectors, matches: Matches, reader: Audience, candidates: Collection[int]
    ) -> dict[int, float]:
        """id → score of the candidates that stand in documents, and of the other passages of the best documents.

        ``vectors`` are that of the question and those of its ``parts``, ``matches`` what full text found for it. What
        this reader may not hear is left out, and so is a candidate that is a message.
        """
        titles, found = self._found(candidates, reader)
        if not titles:
            return {}
        said = _words(matches)
        passages = _Passages.of(titles, found)
        own = self._own(passages, said, vectors)
        most = max(_WHOLE, round(_SHARE * len(candidates)))
        best = np.argsort(-np.maximum.reduceat(own, passages.first), kind="stable")[:most]
        places = list(titles)
        chosen = {places[number]: titles[places[number]] for number in best.tolist()}
        return _told(passages, own) | self._whole(question, vectors, said, chosen, found, reader)

    def _whole(
        self,
        question: str,
        vectors: Vectors,
        said: Sequence[_Word],
        titles: Mapping[str, str],
        found: Collection[tuple[str, int, int]],
        reader: Audience,
    ) -> dict[int, float]:
        """id → score of the passages of these documents (place → title), ``found`` being some of them."""
        passages = _Passages.of(titles, {*found, *self._first(list(titles), reader)})
        whole = self._about(passages, said) + _TITLE * self._titled(question, list(titles.values()))
        whole += _PHRASES * self._phrases(passages, question)
        held = self._vectors(passages)
        whole += _MEANING * _alike(passages, held, vectors[0])
        return _told(passages, self._own(passages, said, vectors, held) + whole[passages.documents])

    def _found(
        self, candidates: Collection[int], reader: Audience
    ) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
        """place → title of the documents that candidates stand in, and (place, id, row of the vector file) of these."""
        titles: dict[str, str] = {}
        found: list[tuple[str, int, int]] = []
        for batch, marks in _batches(candidates):
            # Only what somebody said has an author.
            heard = f"author = '' AND audience <= ? AND id IN ({marks})"
            sql = f"SELECT place, id, coalesce(vector, -1), title FROM passages WHERE {heard}"  # noqa: S608 - marks
            for place, id_, row, title in self._store.rows(sql, [int(reader), *batch]):
                titles[place] = max(title, titles.get(place, ""))
                found.append((place, id_, row))
        return titles, found

    def _first(self, places: Collection[str], reader: Audience) -> Iterator[tuple[str, int, int]]:
        """(place, id, row of the vector file) of the first passages of these documents."""
        first = max(_FIRST, _MOST_PASSAGES // len(places))
        columns = "SELECT place, id, coalesce(vector, -1) FROM passages WHERE author = '' AND audience <= ?"
        for batch, marks in _batches(places):
            sql = f"{columns} AND place IN ({marks}) AND position < ?"
            yield from self._store.rows(sql, [int(reader), *batch, first])

    def _own(
        self, passages: _Passages, said: Sequence[_Word], vectors: Vectors, held: Vectors | None = None
    ) -> Numbers:
        """What each passage says by itself: its BM25, and its cosine with the part of the question nearest to it."""
        lexical = np.zeros(len(passages.ids))
        for word in said:
            at, here = passages.where(word.ids)
            lexical[at[here]] += word.scores[here]
        held = self._vectors(passages) if held is None else held
        asked = vectors[1:] if len(vectors) > 1 else vectors
        nearest = np.max([dots(held, part) for part in asked], axis=0)
        return np.asarray(nearest + _WORDS * lexical / _root(said), dtype=np.float64)

    def _about(self, passages: _Passages, said: Sequence[_Word]) -> Numbers:
        """What the question's words say about each document."""
        about = np.zeros(len(passages.first))
        half = _HALF * self._lengths(passages)
        for word in said:
            at, here = passages.where(word.ids)
            with_word = passages.counts(at[here])
            about += word.rarity * (_ABOUT * with_word / (with_word + half) + _OWN * with_word / max(1, len(word.ids)))
        return about / _root(said)

    def _lengths(self, passages: _Passages) -> Numbers:
        """BM25's part for the lengths of documents, around 1."""
        lengths = np.bincount(passages.documents, minlength=len(passages.first))
        return np.asarray(1 - _LENGTH + _LENGTH * lengths / lengths.mean(), dtype=np.float64)

    def _vectors(self, passages: _Passages) -> Vectors:
        """Each passage's vector, zeros for one that has none yet."""
        while True:
            before = self._store.change()
            held = self._file.read(np.maximum(passages.rows, 0).tolist())
            # A row that was given up meanwhile may hold another text's vector already.
            if self._store.change() == before:
                return np.where((passages.rows >= 0)[:, None], held, np.float32(0))

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
        count = self._text.frequencies("passages", list({word for pair in pairs for word in pair}), Audience.OWNER)
        found: list[tuple[str, str]] = []
        matches = 0
        costs = {pair: [count[word] for word in pair] for pair in pairs}
        for pair in sorted(pairs, key=lambda pair: sum(costs[pair])):
            matches += sum(costs[pair])
            if matches > _MOST_MATCHES or len(found) == _MOST_PHRASES:
                break
            if all(costs[pair]):
                found.append(pair)
        return found


def _root(said: Sequence[_Word]) -> float:
    """What the words' scores are divided by: the root of what all of them together can weigh.

    By all of it long questions would count too little beside the cosines, by nothing too much.
    """
    return float(max(1.0, sum(word.rarity for word in said)) ** 0.5)


def _alike(passages: _Passages, held: Vectors, vector: Vectors) -> Numbers:
    """The cosine of each document's mean vector with the question's."""
    sums = np.add.reduceat(held, passages.first, axis=0)
    lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-6)
    return np.asarray(dots(sums, vector) / lengths, dtype=np.float64)


def _told(passages: _Passages, weighed: Numbers) -> dict[int, float]:
    return dict(zip(passages.ids.tolist(), (_SCALE * weighed).tolist(), strict=True))


def _batches(items: Collection[object]) -> Iterator[tuple[list[object], str]]:
    """Items that fit into a statement, and its marks for them."""
    every = sorted(items, key=str)
    for start in range(0, len(every), _BATCH):
        batch = every[start : start + _BATCH]
        yield batch, ", ".join("?" * len(batch))
