"""What the owner taught, at a question: lessons on it, what these supersede, and drafts that were rejected."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from memory.embedder import Vectors
from memory.likeness import VectorLikeness
from memory.store import Kind, Store
from memory.vectors import VectorFile, cosines
from twin.knowledge import Audience, Rejection

# Whether what was taught to answer a message answers a text too: the text, the message, and their cosine.
Answers = Callable[[str, str, float], bool]

# Cosine from which on a lesson may be on a question. With MiniLM 9 in 10 of 180 paraphrases of questions reach it.
_MAY_BE_ON_IT = 0.6
# Cosine from which on a message is much like another one.
_MUCH_LIKE = 0.7
# Rejections that are looked at, and that are told.
_NEWEST = 300
_TOLD = 20


class Corrections:
    """Looks up what the owner taught; where nothing was taught that costs next to nothing.

    ``answers`` is the judgement of those who write: a lesson that they would not say hides nothing from them.
    """

    def __init__(self, store: Store, file: VectorFile, likeness: VectorLikeness, answers: Answers) -> None:
        self._store = store
        self._file = file
        self._likeness = likeness
        self._answers = answers

    def lessons(self, text: str, vector: Vectors, reader: Audience) -> frozenset[int]:
        """The ids of the lessons on the question that this reader may hear; ``vector`` is the question's."""
        sql = (
            "SELECT e.id, e.message FROM lessons l JOIN exemplars e ON e.id = l.exemplar"
            " WHERE e.vector NOTNULL AND e.audience <= ?"
        )
        messages = dict(self._store.rows(sql, [int(reader)]))
        alike = cosines(self._store, self._file, "exemplars", vector, messages) if messages else {}
        return frozenset(
            id_
            for id_, cosine in alike.items()
            if cosine >= _MAY_BE_ON_IT and self._answers(text, messages[id_], cosine)
        )

    def superseded(self, kind: Kind, lessons: Collection[int]) -> set[int]:
        """The pieces of this kind that any of the lessons supersedes."""
        ids = json.dumps(sorted(lessons))
        sql = "SELECT piece FROM superseded WHERE kind = ? AND lesson IN (SELECT value FROM json_each(?))"
        return {piece for (piece,) in self._store.rows(sql, [kind, ids])} if lessons else set()

    def rejections(self, text: str) -> tuple[Rejection, ...]:
        """What the owner would not send to messages much like this one, whoever could have heard it, newest first."""
        rows = self._store.rows(
            "SELECT key, message, draft, reason, audience, rejected_at, account FROM rejections"
            " ORDER BY id DESC LIMIT ?",
            [_NEWEST],
        )
        alike = self._likeness.alike(text, [message for _, message, *_ in rows])
        close = [row for row, cosine in zip(rows, alike, strict=True) if cosine >= _MUCH_LIKE]
        return tuple(
            Rejection(
                key, message, tuple(json.loads(draft)), reason, Audience(audience), datetime.fromisoformat(at), account
            )
            for key, message, draft, reason, audience, at, account in close[:_TOLD]
        )
