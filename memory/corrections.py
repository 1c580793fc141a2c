"""What the owner taught, at a question: lessons on it, what these supersede, and drafts that were rejected."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from memory.embedder import Vectors
from memory.likeness import VectorLikeness
from memory.store import Kind, Store
from memory.vectors import VectorFile, cosines
from memory.wording import Wording, both_add, differ, question, wording
from twin.knowledge import Audience, Rejection

# Cosine from which on a lesson is on a question, and where each says something that the other does not. Measured with
# MiniLM on 180 pairs of questions: 9 in 10 paraphrases reach it, and 1 in 7 of those that only sound alike.
_ON_IT = 0.6
_ON_IT_OTHERWISE = 0.65
# Cosine from which on a message is much like another one.
_MUCH_LIKE = 0.7
# Rejections that are looked at, and that are told.
_NEWEST = 300
_TOLD = 3


@dataclass(frozen=True, slots=True)
class OnQuestion:
    """Ids of the lessons that are on a question: those that its reader may hear, and all."""

    heard: frozenset[int] = frozenset()
    all: frozenset[int] = frozenset()


class Corrections:
    """Looks up what the owner taught; where nothing was taught that costs next to nothing."""

    def __init__(self, store: Store, file: VectorFile, likeness: VectorLikeness) -> None:
        self._store = store
        self._file = file
        self._likeness = likeness

    def lessons(self, text: str, vector: Vectors, reader: Audience) -> OnQuestion:
        """The lessons that are on the question; ``vector`` is its vector.

        Lessons above the reader are looked at too: what the owner has corrected is wrong, whoever may hear what is
        right. Nothing of them but that they exist leaves this room.
        """
        audiences = dict(
            self._store.rows(
                "SELECT e.id, e.audience FROM lessons l JOIN exemplars e ON e.id = l.exemplar WHERE e.vector NOTNULL"
            )
        )
        if not audiences:
            return OnQuestion()
        close = self._close(text, vector, audiences)
        return OnQuestion(
            heard=frozenset(id_ for id_ in close if audiences[id_] <= reader),
            all=frozenset(close),
        )

    def superseded(self, kind: Kind, lessons: Collection[int]) -> set[int]:
        """The pieces of this kind that any of the lessons supersedes."""
        ids = json.dumps(sorted(lessons))
        sql = "SELECT piece FROM superseded WHERE kind = ? AND lesson IN (SELECT value FROM json_each(?))"
        return {piece for (piece,) in self._store.rows(sql, [kind, ids])} if lessons else set()

    def rejections(self, text: str, reader: Audience) -> tuple[Rejection, ...]:
        """What the owner would not send to messages much like this one, as far as the reader could have heard it."""
        sql = (
            "SELECT key, message, draft, reason, audience, rejected_at FROM rejections WHERE audience <= ?"
            " ORDER BY id DESC LIMIT ?"
        )
        rows = self._store.rows(sql, [int(reader), _NEWEST])
        alike = self._likeness.alike(text, [message for _, message, *_ in rows])
        close = [row for row, cosine in zip(rows, alike, strict=True) if cosine >= _MUCH_LIKE]
        return tuple(
            Rejection(
                key, message, tuple(json.loads(draft)), reason, Audience(audience), datetime.fromisoformat(rejected_at)
            )
            for key, message, draft, reason, audience, rejected_at in close[:_TOLD]
        )

    def _close(self, text: str, vector: Vectors, ids: Collection[int]) -> list[int]:
        """Those of the lessons that are on the question."""
        asked = question(text)
        alike = cosines(self._store, self._file, "exemplars", vector, ids)
        if asked != text:
            # Among greetings and reasons the question itself is only a part of what the vector says.
            again = cosines(self._store, self._file, "exemplars", self._likeness.vector(asked), ids)
            alike = {id_: max(alike.get(id_, cosine), cosine) for id_, cosine in again.items()}
        said = wording(asked)
        likely = [id_ for id_, cosine in alike.items() if cosine >= _ON_IT]
        messages = dict(
            self._store.rows(
                "SELECT id, message FROM exemplars WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(likely)]
            )
        )
        return [id_ for id_ in likely if id_ in messages and _on_it(said, messages[id_], alike[id_])]


def _on_it(said: Wording, message: str, cosine: float) -> bool:
    taught = wording(question(message))
    if differ(said, taught, may_add=True):
        return False
    return cosine >= (_ON_IT_OTHERWISE if both_add(said, taught) else _ON_IT)
