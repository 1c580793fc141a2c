"""A message and its reader to the passages and exemplars worth having now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from memory.answerable import answerable
from memory.corrections import Answers, Corrections
from memory.documents import Documents, parts
from memory.embedder import Vectors
from memory.fulltext import FullText, Matches, words
from memory.likeness import VectorLikeness
from memory.messages import Messages
from memory.outdated import in_time
from memory.people import Named, People
from memory.store import Kind, Store
from memory.vectors import VectorFile, VectorIndex, cosines
from twin.knowledge import Audience, FoundExemplar, FoundPassage, Recollection, Signals

# How much meaning counts against words for exemplars: a short question shares few words with its like, a long one many.
_MEANING = 0.55
_LESS_A_WORD = 0.015
_MEANING_AT_LEAST = 0.15
# What a lesson on the question scores above the best of what was only found, at the least, and above an older lesson.
_ABOVE = 0.01
_NEWER = 1e-4
# Candidates of each search, and how many of the lexical ones keep their score if they come up otherwise.
_POOL = 100
_LEXICAL = 400


class Recall:
    """Full text and vectors, fused by score.

    Fusing ranks would throw away by how much the first is better than the second, which on chats is worse than BM25
    alone. Here both searches' scores are on scales that mean the same for every question, and are added, together
    with what stands around a passage: its document, or what was said before and after it. What the owner taught about
    this very question stands before other exemplars, and what it supersedes is left out.
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
        self._documents = Documents(store, file, self._text)
        self._messages = Messages(store, file)
        self._people = People(store)
        self._corrections = Corrections(store, file, likeness, answers)

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Up to ``k`` passages and ``k`` exemplars that this reader may hear, the best first; rejections are all."""
        with self._index.searching():
            named = self._people.named(question, reader)
            vector, theirs = self._likeness.vectors([question, named.question])
            taught = self._corrections.lessons(question, vector, reader)
            asked = _Asked(question, vector, reader, taught, named, theirs)
            found = Recollection(
                passages=self._passages(asked, k),
                exemplars=self._exemplars(asked, k),
                rejections=self._corrections.rejections(question),
            )
            return replace(found, answerable=answerable(question, found, taught))

    def _passages(self, asked: "_Asked", k: int) -> tuple[FoundPassage, ...]:
        scores = self._passage_scores(asked, k)
        found = self._store.passages(_best(scores, k), asked.reader)
        texts = {id_: f"{passage.title}\n{passage.text}" for id_, passage in found.items()}
        signals = self._signals("passages", asked, scores, texts)
        # What was forgotten or closed while it was weighed is not told any more.
        heard = self._store.passages(list(found), asked.reader)
        best = [FoundPassage(heard[id_], signals[id_]) for id_ in _best(scores, k) if id_ in heard]
        return in_time(best, asked.question)

    def _exemplars(self, asked: "_Asked", k: int) -> tuple[FoundExemplar, ...]:
        scores = self._exemplar_scores(asked, k)
        found = self._store.exemplars(_best(scores, k), asked.reader)
        signals = self._signals("exemplars", asked, scores, {id_: one.message for id_, one in found.items()})
        heard = self._store.exemplars(list(found), asked.reader)
        return tuple(FoundExemplar(heard[id_], signals[id_]) for id_ in _best(scores, k) if id_ in heard)

    def _exemplar_scores(self, asked: "_Asked", k: int) -> dict[int, float]:
        """id → score of every candidate: what either search finds, and what was taught."""
        pool = max(_POOL, 2 * k)
        lexical = self._text.best("exemplars", asked.question, asked.reader, max(_LEXICAL, pool))
        # In a long chat so many may have asked the same that a lesson is not among the nearest.
        candidates = {*self._nearest("exemplars", asked.vector, asked.reader, pool), *list(lexical)[:pool]}
        candidates = (candidates | asked.taught) - self._corrections.superseded("exemplars", asked.taught)
        alike = cosines(self._store, self._file, "exemplars", asked.vector, candidates)
        return _lifted(_fused(asked, candidates, lexical, alike), asked.taught)

    def _passage_scores(self, asked: "_Asked", k: int) -> dict[int, float]:
        """id → score of every candidate: what either search finds, and what stands near that."""
        pool = max(_POOL, 2 * k)
        matches = self._text.matches(asked.question, asked.reader)
        found = {*self._nearest("passages", asked.theirs, asked.reader, pool), *matches.best(pool)}
        if names := asked.named.words:
            found.update(matches.best(pool, without=names))
        said = self._messages.scores(asked.question, asked.named, asked.theirs, matches, asked.reader, found)
        read = self._document_scores(found - said.keys(), asked, matches)
        scores = self._on_one_scale((said, read), asked, matches, pool) if said and read else said | read
        wrong = self._corrections.superseded("passages", asked.taught)
        return {id_: score for id_, score in scores.items() if id_ not in wrong}

    def _on_one_scale(
        self, groups: Iterable[Mapping[int, float]], asked: "_Asked", matches: Matches, pool: int
    ) -> dict[int, float]:
        """Messages and passages of documents in one list, each group in the order of its own scores.

        What stands around a message and what a whole document says are measured on scales of their own. So the first of
        a group gets what its best passage scores by its own words and meaning alone, the second what the next one does.
        """
        scores: dict[int, float] = {}
        for group in groups:
            best = _best(group, pool)
            lexical = dict(zip(best, matches.shares(best).sum(axis=0).tolist(), strict=True))
            alike = cosines(self._store, self._file, "passages", asked.vector, best)
            plain = sorted(_fused(asked, best, lexical, alike).values(), reverse=True)
            scores |= dict(zip(best, plain, strict=True))
        return scores

    def _nearest(self, kind: Kind, vector: Vectors, reader: Audience, pool: int) -> list[int]:
        semantic: dict[int, float] = {}
        for audience in Audience:
            if audience <= reader:
                semantic |= self._index.nearest(kind, audience, vector, pool)
        return _best(semantic, pool)

    def _document_scores(self, candidates: set[int], asked: "_Asked", matches: Matches) -> dict[int, float]:
        if not candidates:
            return {}
        vectors = np.vstack([asked.vector, *self._likeness.vectors(parts(asked.question))])
        return self._documents.scores(asked.question, vectors, matches, asked.reader, candidates)

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
    named: Named
    # The vector of the question as those whom it names would ask it.
    theirs: Vectors


def _best(scores: Mapping[int, float], k: int) -> list[int]:
    # Equal scores are ordered by id, so that the same question has the same answer on every day.
    ids = np.fromiter(scores, dtype=np.int64, count=len(scores))
    order = np.lexsort((ids, -np.fromiter(scores.values(), dtype=np.float64, count=len(scores))))
    return [int(id_) for id_ in ids[order[:k]]]


def _fused(
    asked: _Asked, ids: Iterable[int], lexical: Mapping[int, float], cosines: Mapping[int, float]
) -> dict[int, float]:
    meaning = max(_MEANING_AT_LEAST, _MEANING - _LESS_A_WORD * len(words(asked.question)))
    return {id_: (1 - meaning) * lexical.get(id_, 0.0) + meaning * cosines.get(id_, 0.0) for id_ in ids}


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
