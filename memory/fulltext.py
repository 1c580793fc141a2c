"""Full text search with BM25 over what a reader may hear (SQLite FTS5)."""

import math
import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import RLock

import numpy as np
import numpy.typing as npt

from memory.schema import TOKENIZER
from memory.store import Kind, Store
from twin.knowledge import Audience

Numbers = npt.NDArray[np.float64]

# Words that say nothing about what a question is about, in the languages that FTS5's Latin stemmer is used with.
STOPWORDS = frozenset(
    (
        # English
        "a about am an and any are as at be been but by can could d did do does doing for from had has have having he "
        "her him his how i if in into is it its just ll m me my no not of on or our out re s she should so some t than "
        "that the their them then there these they this those to too up us ve very was we were what when where which "
        "who why will with would you your yours "
        # German
        "der die das den dem des ein eine einen einem einer ist sind war und oder aber nicht mit von zu zum zur im in "
        "auf für ich du er sie es wir ihr mein dein wie wann wo wer warum "
        # French and Spanish
        "le la les un une du de et ou mais est sont dans sur pour par avec je tu il elle nous vous que qui quoi "
        "el los las una unos unas y o pero es son en por para con yo como cuando donde"
    ).split()
)

_WORD = re.compile(r"\w+")

# More terms make a query slower and hardly better; the rarest ones say most.
_MOST_TERMS = 48
# No more of a question's words are looked at, however long it is: SQLite takes 32,766 parameters in a statement.
_MOST_ASKED = 2000
# Each match costs time: no further term is searched for once those chosen stand in this many pieces together.
_MOST_MATCHES = 6000
# The rarity of a term in a fifth of the pieces: commoner ones cost time and tell nothing, if there are others.
_TOO_COMMON = 1.4
# Words whose counts, or stems, are remembered at the most, and how long one may be whose stem is.
_MOST_COUNTED = 50_000
_LONGEST = 50
# FTS5 gives no word less.
_LEAST_RARE = 1e-6
# What BM25 tends to for a word that a text repeats: k1 + 1, with FTS5's k1.
_SATURATED = 2.2

# How much a word counts in the text, in the title, and as the author's name.
_WEIGHTS: dict[Kind, str] = {"passages": "1.0, 3.0, 0.7", "exemplars": "1.0"}


def words(text: str) -> list[str]:
    """The words of a text that say what it is about, in lower case, each once, in their order."""
    found = dict.fromkeys(word for word in _WORD.findall(text.casefold()) if word not in STOPWORDS)
    return list(found) or list(dict.fromkeys(_WORD.findall(text.casefold())))


def _heard(kind: Kind, reader: Audience) -> str:
    """What leaves only matches that the reader may hear."""
    return f"JOIN {kind} p INDEXED BY {kind}_heard ON p.id = f.rowid AND p.audience <= {int(reader)}"


@dataclass(slots=True)
class _Counted:
    """How many pieces a reader might hear at a change of the records, and in how many of them each word stood."""

    change: int
    pieces: int
    pieces_with: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """Word of a question → id → BM25 of the pieces that it stands in; and what a text all about the word would get."""

    found: dict[str, dict[int, float]]
    most: dict[str, float]

    def best(self, k: int, without: Collection[str] = ()) -> list[int]:
        """The ids of the best by all words but those left out, unless there are no others; equal ones ordered by id."""
        found = [self.found[word] for word in self._counted(without)]
        ids = np.fromiter(chain.from_iterable(found), dtype=np.int64)
        scores = np.fromiter(chain.from_iterable(of.values() for of in found), dtype=np.float64)
        different, of = np.unique(ids, return_inverse=True)
        order = np.argsort(-np.bincount(of, scores), kind="stable")[:k]
        return [int(id_) for id_ in different[order]]

    def shares(self, ids: Sequence[int], without: Collection[str] = ()) -> Numbers:
        """What each word adds to each id's score, which is about [0, 1]: a row for each word, a column for each id.

        The words that are left out count if there are no others.
        """
        counted = self._counted(without)
        whole = sum(self.most[word] for word in counted) or 1.0
        found = [[of.get(id_, 0.0) for id_ in ids] for of in map(self.found.__getitem__, counted)]
        return np.array(found, dtype=np.float64).reshape(-1, len(ids)) / whole

    def _counted(self, without: Collection[str]) -> list[str]:
        return [word for word in self.found if word not in without] or list(self.found)


class FullText:
    """BM25 over stemmed words, any of a question's words counting, the rarest of them chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        # The same tokenizer over a table of its own tells which stems a question's words have.
        self._asked = sqlite3.connect(":memory:", check_same_thread=False)
        self._asked.execute(f"CREATE VIRTUAL TABLE asked USING fts5(word, tokenize='{TOKENIZER}')")
        self._asked.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(asked, instance)")
        # A word's stem is its stem for good; "" if the tokenizer makes nothing of it.
        self._stems: dict[str, str] = {}
        self._counts: dict[tuple[Kind, Audience], _Counted] = {}

    def best(self, kind: Kind, question: str, reader: Audience, limit: int) -> dict[int, float]:
        """id → BM25 of up to ``limit`` pieces that this reader may hear, the best first.

        Each score is divided by what a text would get that were all about the question's words: about [0, 1], and
        comparable between questions, which the best score found is not.
        """
        terms = self._selective(kind, words(question)[:_MOST_ASKED], reader)
        if not terms:
            return {}
        # The owner hears everything: there is nothing to look up for each match.
        heard = "" if reader == Audience.OWNER else _heard(kind, reader)
        sql = (
            f"SELECT f.rowid, -bm25({kind}_fts, {_WEIGHTS[kind]}) / ? AS score FROM {kind}_fts f {heard}"
            f" WHERE {kind}_fts MATCH ? ORDER BY score DESC LIMIT ?"
        )
        # bm25() knows of no reader: what its scores are divided by has to count as it does.
        whole = _SATURATED * sum(self._rarities(kind, terms, Audience.OWNER).values()) or 1.0
        return dict(self._store.rows(sql, [whole, " OR ".join(f'"{term}"' for term in terms), limit]))

    def matches(self, question: str, reader: Audience) -> Matches:
        """The passages that this reader may hear and any of the question's words stands in, word by word."""
        terms = self._selective("passages", words(question)[:_MOST_ASKED], reader)
        stems = self.stems(terms)
        # "paint" and "painted" are one word.
        terms = list({stems.get(term, term): term for term in reversed(terms)}.values())[::-1]
        heard = "" if reader == Audience.OWNER else _heard("passages", reader)
        count = self.frequencies("passages", terms, Audience.OWNER)
        found: dict[str, dict[int, float]] = {}
        for term in terms:
            # To put them in order takes a third of the time.
            order = "ORDER BY score DESC" if count[term] >= _MOST_MATCHES else ""
            sql = (
                f"SELECT f.rowid, -bm25(passages_fts, {_WEIGHTS['passages']}) AS score FROM passages_fts f {heard}"
                f" WHERE passages_fts MATCH ? {order} LIMIT ?"
            )
            found[term] = dict(self._store.rows(sql, [f'"{term}"', _MOST_MATCHES]))
        rarity = self._rarities("passages", terms, Audience.OWNER)
        return Matches(found, {term: _SATURATED * rarity[term] for term in terms})

    def shares(self, kind: Kind, question: str, texts: Sequence[str], reader: Audience) -> list[float]:
        """For each text the share in [0, 1] of the question's words that stand in it.

        They are weighed by their rarity in what the reader may hear: nothing else may steer how sure an answer is.
        """
        asked = words(question)[:_MOST_ASKED]
        stems = self.stems(asked)
        rarity = self._rarities(kind, asked, reader)
        weight = {stems[term]: rarity[term] for term in asked if term in stems}
        whole = sum(weight.values()) or 1.0
        said = [words(text) for text in texts]
        stem_of = self.stems(list(dict.fromkeys(word for one in said for word in one)))
        return [
            sum(weight.get(stem, 0.0) for stem in {stem_of[word] for word in one if word in stem_of}) / whole
            for one in said
        ]

    def _selective(self, kind: Kind, terms: Sequence[str], reader: Audience) -> list[str]:
        """The terms to search for: the rarest, without the common ones if others are left."""
        frequency = self.frequencies(kind, terms, reader)
        rarity = self._rarities(kind, terms, reader)
        rarest = sorted(terms, key=lambda term: -rarity[term])
        telling = [term for term in rarest if rarity[term] >= _TOO_COMMON]
        # Rarest of all are words that stand nowhere: alone they would find nothing.
        if not any(frequency[term] for term in telling):
            telling = rarest
        chosen: list[str] = []
        matches = 0
        for term in telling[:_MOST_TERMS]:
            matches += frequency[term]
            if matches > _MOST_MATCHES and matches > frequency[term]:
                break
            chosen.append(term)
        return chosen

    def frequencies(self, kind: Kind, terms: Sequence[str], reader: Audience) -> dict[str, int]:
        """term → the number of pieces that it stands in, in any form, among those that the reader may hear."""
        with self._lock:
            pieces_with = self._counted(kind, reader).pieces_with
            if missing := [term for term in terms if term not in pieces_with]:
                pieces_with |= self._count(kind, missing, reader)
            return {term: pieces_with[term] for term in terms}

    def _count(self, kind: Kind, terms: Sequence[str], reader: Audience) -> dict[str, int]:
        stems = self.stems(terms)
        different = sorted(set(stems.values()))
        marks = ", ".join("?" * len(different))
        of_stem = dict(self._store.rows(f"SELECT term, doc FROM {kind}_terms WHERE term IN ({marks})", different))
        found = {term: of_stem.get(stems[term], 0) if term in stems else 0 for term in terms}
        if reader == Audience.OWNER:
            return found
        # What stands nowhere needs no search.
        return {term: self._count_heard(kind, term, reader) if count else 0 for term, count in found.items()}

    def _count_heard(self, kind: Kind, term: str, reader: Audience) -> int:
        found = f"SELECT 1 FROM {kind}_fts f {_heard(kind, reader)} WHERE {kind}_fts MATCH ? LIMIT ?"
        sql = f"SELECT count(*) FROM ({found})"
        # A term that stands in more is searched for alone if at all: its rarity need not be exact.
        return int(self._store.rows(sql, [f'"{term}"', _MOST_MATCHES])[0][0])

    def _rarities(self, kind: Kind, terms: Sequence[str], reader: Audience) -> dict[str, float]:
        """term → inverse document frequency, as FTS5's BM25 has it, among the pieces that the reader may hear."""
        with self._lock:
            frequency = self.frequencies(kind, terms, reader)
            pieces = self._counted(kind, reader).pieces
        # What is counted may have changed in between.
        return {
            term: max(_LEAST_RARE, math.log((max(0, pieces - count) + 0.5) / (count + 0.5)))
            for term, count in frequency.items()
        }

    def _counted(self, kind: Kind, reader: Audience) -> "_Counted":
        """What was counted since the records last changed: counting takes longer the more there is."""
        change = self._store.change()
        known = self._counts.get((kind, reader))
        if known is None or known.change != change or len(known.pieces_with) > _MOST_COUNTED:
            known = _Counted(change, self._store.counts(reader)[kind])
            self._counts[kind, reader] = known
        return known

    def stems(self, terms: Sequence[str]) -> dict[str, str]:
        """term → its stem, as the tables' tokenizer makes it."""
        with self._lock:
            if len(self._stems) > _MOST_COUNTED:
                self._stems.clear()
            made = {term: stem for term in terms if (stem := self._stems.get(term))}
            if missing := [term for term in dict.fromkeys(terms) if term not in self._stems]:
                new = self._made(missing)
                self._stems |= {term: new.get(term, "") for term in missing if len(term) <= _LONGEST}
                made |= new
            return made

    def _made(self, terms: Sequence[str]) -> dict[str, str]:
        """term → its stem, made by the tokenizer."""
        self._asked.execute("DELETE FROM asked")
        self._asked.executemany("INSERT INTO asked (rowid, word) VALUES (?, ?)", enumerate(terms))
        return {terms[row]: stem for stem, row in self._asked.execute("SELECT term, doc FROM stems")}
