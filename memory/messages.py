"""How well messages of chats answer a question: by their words and meaning, those around them, who wrote, and when."""

import heapq
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from memory import dates
from memory.dates import Asked
from memory.embedder import Vectors
from memory.fulltext import Matches
from memory.people import Named
from memory.store import Said, Store
from memory.vectors import VectorFile, cosines
from twin.knowledge import Audience

Numbers = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.int64]

# How far around a message others are looked at.
_REACH = 3
# A word of the question that stands in a neighbour counts so much, if it stands nowhere nearer: by distance, before and
# after the message. What was said before counts more: an answer follows its question.
_WORD_BEFORE, _WORD_AFTER = np.array([0.0, 0.7, 0.45, 0.25]), np.array([0.0, 0.35, 0.15, 0.0])
# What a message gets of the likeness in meaning of those before and after it.
_MEANING_BEFORE, _MEANING_AFTER = np.array([0.0, 0.6, 0.45, 0.0]), np.array([0.0, 0.15, 0.0, 0.0])
# Seconds without a message, after which another talk begins: what stands before and after is not looked at together.
_ONE_TALK = 12 * 3600
_DAY = 24 * 3600

# Weights, fitted on the development halves of the chats in ``benchmarks`` and rounded.
_WORDS = 0.7
_MEANING = 0.32
_MEANING_AROUND = 0.19
_TALK = 0.4
_BY = 0.09
_THERE = 0.22
_ASKS = -0.1
_LENGTH = 0.14
_TIME = 0.1
_DATE = 0.12
# Characters from which on a message tells no more by being longer.
_LONG = 150
# Chats of those whom a question names that are weighed whole, and how many messages these may hold.
_CHATS = 50
_WHOLE = 3000
# How many of the best messages are read for what they tell of time.
_READ = 200

_ASKED_WHEN = re.compile(
    r"\b(?:when|how long|how old|how many (?:days|weeks|months|years)|since"
    r"|(?:what|which) (?:day|date|week|weekday|month|season|year|time)|wann|quand|cuándo|quando|wanneer)\b",
    re.IGNORECASE,
)
_TELLS_WHEN = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|ago|since|weekend|noon|recently|just|\d{4}|\d+(?:am|pm)"
    r"|(?:last|next|this) (?:week|night|month|year|spring|summer|autumn|fall|winter|morning|afternoon|evening)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:day|week|month|year)s?"
    r"|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


class Messages:
    """Scores messages of chats."""

    def __init__(self, store: Store, file: VectorFile) -> None:
        self._store = store
        self._file = file

    def scores(
        self,
        question: str,
        named: Named,
        vector: Vectors,
        matches: Matches,
        reader: Audience,
        candidates: Collection[int],
    ) -> dict[int, float]:
        """id → score of the messages among the candidates, of those near them, and of the chats of those named.

        ``vector`` is that of the question as those named would ask it. The scores compare between questions.
        """
        said = self._said(named, reader, candidates)
        if not said:
            return {}
        ids = [one.id for one in said]
        words = matches.shares(ids, without=named.words)
        alike = cosines(self._store, self._file, "passages", vector, ids)
        meaning = np.array([alike.get(id_, 0.0) for id_ in ids])
        weighed = _scores(said, words, meaning, named)
        if asked := dates.asked(question):
            weighed += _DATE * _dated(said, asked)
        found = dict(zip(ids, map(float, weighed), strict=True))
        return found | self._timely(found, reader) if asks_when(question) else found

    def _said(self, named: Named, reader: Audience, candidates: Collection[int]) -> list[Said]:
        most = max(named.places.values(), default=0.0)
        theirs = [place for place, share in named.places.items() if share == most]
        said = set(self._store.said_in(theirs[:_CHATS], reader, _WHOLE))
        others = sorted(set(candidates) - {one.id for one in said})
        return sorted(said.union(self._store.said_near(others, reader, _REACH)))

    def _timely(self, scores: Mapping[int, float], reader: Audience) -> dict[int, float]:
        """The best of the scores, raised for what tells of a time."""
        best = heapq.nlargest(_READ, scores, key=lambda id_: scores[id_])
        texts = self._store.passages(best, reader)
        return {id_: scores[id_] + _TIME * tells_when(passage.text) for id_, passage in texts.items()}


def _scores(said: Sequence[Said], words: Numbers, cosines: Numbers, named: Named) -> Numbers:
    """Scores of the messages, sorted as ``Said`` is; ``words`` has a row for each word of the question."""
    talks = _talks(said)
    pairs = list(_pairs(said, talks))
    lengths = np.log1p([min(one.length, _LONG) for one in said]) / np.log1p(_LONG)
    by = np.array([one.author in named.authors for one in said], dtype=float)
    there = np.array([named.places.get(one.place, 0.0) for one in said])
    asks = np.array([one.asks for one in said], dtype=float)
    found: Numbers = (
        _WORDS * _together(words, pairs).sum(axis=0)
        + _MEANING * cosines
        + _MEANING_AROUND * _around(cosines, pairs)
        + _TALK * _best_of(cosines, talks)
        + _BY * by
        + _THERE * there
        + _ASKS * asks
        + _LENGTH * lengths
    )
    return found


def _talks(said: Sequence[Said]) -> _Indices:
    """The number of the talk that each message belongs to."""
    numbers = {place: number for number, place in enumerate({one.place for one in said})}
    chat = np.array([(one.file, numbers[one.place]) for one in said], dtype=np.int64)
    sent = np.array([np.nan if one.sent is None else one.sent for one in said], dtype=np.float64)
    # Where one has no date it is taken to belong to what stands around it: nothing is far from it.
    begins = (np.diff(chat, axis=0) != 0).any(axis=1) | (np.abs(np.diff(sent)) > _ONE_TALK)
    return np.cumsum([0, *begins])


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Indices of messages that stand near each other in one talk, none twice on a side, and how far apart they do."""

    earlier: _Indices
    later: _Indices
    distance: _Indices


def _pairs(said: Sequence[Said], talks: _Indices) -> Iterator[_Pairs]:
    """Every two messages that stand near each other in one talk."""
    position = np.array([one.position for one in said], dtype=np.int64)
    for step in range(1, _REACH + 1):
        distance = position[step:] - position[:-step]
        first = np.flatnonzero((talks[step:] == talks[:-step]) & (distance > 0) & (distance <= _REACH))
        yield _Pairs(first, first + step, distance[first])


def _together(words: Numbers, pairs: Sequence[_Pairs]) -> Numbers:
    """The words' scores, with those that only stand near a message counting for it too."""
    found = words.copy()
    for near in pairs:
        before, after = words[:, near.earlier], words[:, near.later]
        found[:, near.later] = np.maximum(found[:, near.later], before * _WORD_BEFORE[near.distance])
        found[:, near.earlier] = np.maximum(found[:, near.earlier], after * _WORD_AFTER[near.distance])
    return found


def _around(cosines: Numbers, pairs: Sequence[_Pairs]) -> Numbers:
    """The neighbours' cosines, added up."""
    found = np.zeros_like(cosines)
    for near in pairs:
        found[near.later] += cosines[near.earlier] * _MEANING_BEFORE[near.distance]
        found[near.earlier] += cosines[near.later] * _MEANING_AFTER[near.distance]
    return found


def _best_of(cosines: Numbers, talks: _Indices) -> Numbers:
    """The best cosine of each message's talk."""
    best = np.full(talks[-1] + 1, -1.0)
    np.maximum.at(best, talks, cosines)
    found: Numbers = best[talks]
    return found


def _dated(said: Sequence[Said], asked: Asked) -> Numbers:
    """1 for messages that were written when what they tell of may have been, 0 for others."""
    days = [None if one.sent is None else one.sent // _DAY for one in said]
    fits = {day: asked.fits(date(1970, 1, 1) + timedelta(days=day)) for day in set(days) if day is not None}
    return np.array([float(day is not None and fits[day]) for day in days])


def asks_when(question: str) -> bool:
    """Whether the question asks for a time."""
    return bool(_ASKED_WHEN.search(question))


def tells_when(text: str) -> bool:
    """Whether the text tells of a time."""
    return bool(_TELLS_WHEN.search(text))
