"""A message and its reader to the passages and exemplars worth having now."""

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from memory.corrections import Answers, Corrections
from memory.embedder import Vectors
from memory.fulltext import FullText, words
from memory.likeness import VectorLikeness
from memory.store import Kind, Store
from memory.vectors import VectorFile, VectorIndex, cosines
from twin.knowledge import Audience, FoundExemplar, FoundPassage, Recollection, Signals

# Passage id → {distance: id of the passage at that distance}.
Neighbours = dict[int, dict[int, int]]

# How much meaning counts against words: a short question shares few words with its answer, a long one many.
# Chosen on half of the queries that ``benchmarks/recall.py`` reports on, and on the example owner's questions.
_MEANING = 0.55
_LESS_A_WORD = 0.015
_MEANING_AT_LEAST = 0.15
# What a passage gets of the better neighbour's score, by how far that one stands from it.
_NEAR = {1: 0.25, 2: 0.1}
# What a lesson on the question scores above the best of what was only found, at the least, and above an older lesson.
_ABOVE = 0.01
_NEWER = 1e-4
# Candidates of each search, and how many of the lexical ones keep their score if they come up otherwise.
_POOL = 100
_LEXICAL = 400


class Recall:
    """Full text and vectors, fused by score.

    Fusing ranks would throw away by how much the first is better than the second, which on chats is worse than BM25
    alone. Here both searches' scores are on scales that mean the same for every question, and are added; then each
    passage gets a share of what its neighbours in the same document or chat scored, since the answer often stands
    next to the question's words. What the owner taught about this very question stands before other exemplars, and
    what it supersedes is left out.
    """

    def __init__(
        self,
        store: Store,
        file: VectorFile,
        index: VectorIndex,
        likeness: VectorLikeness,
        answers: Answers = lambda _text, _message, _cosine: True,
    ) -> None:
        """``answers`` tells whether what was taught to answer a message answers a text that is like it."""
        self._store = store
        self._file = file
        self._index = index
        self._likeness = likeness
        self._text = FullText(store)
        self._corrections = Corrections(store, file, likeness, answers)

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Up to ``k`` passages and ``k`` exemplars that this reader may hear, the best first; rejections are all."""
        with self._index.searching():
            vector = self._likeness.vector(question)
            taught = self._corrections.lessons(question, vector, reader)
            asked = _Asked(question, vector, reader, taught)
            return Recollection(
                passages=self._passages(asked, k),
                exemplars=self._exemplars(asked, k),
                rejections=self._corrections.rejections(question),
            )

    def _passages(self, asked: "_Asked", k: int) -> tuple[FoundPassage, ...]:
        scores = self._scores("passages", asked, k)
        found = self._store.passages(_best(scores, k), asked.reader)
        texts = {id_: f"{passage.title}\n{passage.text}" for id_, passage in found.items()}
        signals = self._signals("passages", asked, scores, texts)
        # What was forgotten or closed while it was weighed is not told any more.
        heard = self._store.passages(list(found), asked.reader)
        return tuple(FoundPassage(heard[id_], signals[id_]) for id_ in _best(scores, k) if id_ in heard)

    def _exemplars(self, asked: "_Asked", k: int) -> tuple[FoundExemplar, ...]:
        scores = self._scores("exemplars", asked, k)
        found = self._store.exemplars(_best(scores, k), asked.reader)
        signals = self._signals("exemplars", asked, scores, {id_: one.message for id_, one in found.items()})
        heard = self._store.exemplars(list(found), asked.reader)
        return tuple(FoundExemplar(heard[id_], signals[id_]) for id_ in _best(scores, k) if id_ in heard)

    def _scores(self, kind: Kind, asked: "_Asked", k: int) -> dict[int, float]:
        """id → fused score of every candidate: what either search finds, and for passages their neighbours."""
        pool = max(_POOL, 2 * k)
        lexical = self._text.best(kind, asked.question, asked.reader, max(_LEXICAL, pool))
        semantic: dict[int, float] = {}
        for audience in Audience:
            if audience <= asked.reader:
                semantic |= self._index.nearest(kind, audience, asked.vector, pool)
        wrong = self._corrections.superseded(kind, asked.taught)
        candidates = {*_best(semantic, pool), *list(lexical)[:pool]} - wrong
        near: Neighbours = {}
        if kind == "passages":
            near = self._store.neighbours(sorted(candidates), asked.reader, max(_NEAR))
            near = {
                id_: {at: other for at, other in others.items() if other not in wrong} for id_, others in near.items()
            }
            candidates |= {other for others in near.values() for other in others.values()}
        else:
            # In a long chat so many may have asked the same that a lesson is not among the nearest.
            candidates |= asked.taught - wrong
        alike = cosines(self._store, self._file, kind, asked.vector, candidates)
        scores = _with_neighbours(_fused(asked, candidates, lexical, alike), near)
        return _lifted(scores, asked.taught) if kind == "exemplars" else scores

    def _signals(
        self, kind: Kind, asked: "_Asked", scores: Mapping[int, float], texts: Mapping[int, str]
    ) -> dict[int, Signals]:
        alike = cosines(self._store, self._file, kind, asked.vector, texts)
        shares = self._text.shares(kind, asked.question, list(texts.values()), asked.reader)
        return {
            id_: Signals(score=scores[id_], cosine=alike.get(id_, 0.0), words=share)
            for id_, share in zip(texts, shares, strict=True)
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    vector: Vectors
    reader: Audience
    taught: frozenset[int]


def _best(scores: Mapping[int, float], k: int) -> list[int]:
    # Equal scores are ordered by id, so that the same question has the same answer on every day.
    return heapq.nsmallest(k, scores, key=lambda id_: (-scores[id_], id_))


def _fused(
    asked: _Asked, ids: Iterable[int], lexical: Mapping[int, float], cosines: Mapping[int, float]
) -> dict[int, float]:
    meaning = max(_MEANING_AT_LEAST, _MEANING - _LESS_A_WORD * len(words(asked.question)))
    return {id_: (1 - meaning) * lexical.get(id_, 0.0) + meaning * cosines.get(id_, 0.0) for id_ in ids}


def _with_neighbours(scores: Mapping[int, float], near: Neighbours) -> dict[int, float]:
    """Each score with its share of the neighbours' scores, in both directions, none of it passed on twice."""
    share: dict[int, dict[int, float]] = {}
    for id_, others in near.items():
        for distance, other in others.items():
            reach = abs(distance)
            for one, two in ((id_, other), (other, id_)):
                of = share.setdefault(one, {})
                of[reach] = max(of.get(reach, 0.0), scores[two])
    return {
        id_: score + sum(_NEAR[reach] * best for reach, best in share.get(id_, {}).items())
        for id_, score in scores.items()
    }


def _lifted(scores: Mapping[int, float], taught: Collection[int]) -> dict[int, float]:
    """The scores, with the taught ones above the others and otherwise as far apart as they were."""
    theirs = {id_: score for id_, score in scores.items() if id_ in taught}
    if not theirs:
        return dict(scores)
    best = max((score for id_, score in scores.items() if id_ not in taught), default=0.0)
    lift = max(0.0, best - min(theirs.values())) + _ABOVE
    # Of two that are alike the owner said the newer one last.
    newest = {id_: number * _NEWER for number, id_ in enumerate(sorted(theirs))}
    return {id_: score + lift + newest[id_] if id_ in theirs else score for id_, score in scores.items()}
