"""What the owner teaches the twin directly: exemplars that outrank the others, and drafts that are not to be sent."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from memory.learn import Learner
from memory.store import Kind, NewExemplar, NewSource, Store
from memory.superseding import correction
from twin.errors import SourceError
from twin.knowledge import Audience, Lesson, Rejection, Source, Taught

KIND = "desk"
_TITLE = "what you taught it"
# Characters of an answer.
_LONGEST = 8000

_KINDS: dict[str, Kind] = {"passage": "passages", "exemplar": "exemplars"}
# What the owner said in a piece.
_SAID: dict[Kind, str] = {
    "passages": "SELECT id, text FROM passages WHERE id = ?",
    "exemplars": "SELECT id, reply FROM exemplars WHERE id = ?",
}
# The same words as a piece of the other kind: a message of a chat is a passage, and stands in a reply.
_ALSO_SAID: dict[Kind, tuple[Kind, str]] = {
    "passages": (
        "exemplars",
        (
            "SELECT e.id, e.reply FROM passages p JOIN exemplars e ON e.place = p.place"
            " WHERE instr(e.reply, p.text) AND p.by_owner AND p.author <> '' AND p.id = ?"
        ),
    ),
    "exemplars": (
        "passages",
        (
            "SELECT p.id, p.text FROM exemplars e JOIN passages p ON p.place = e.place"
            " WHERE instr(e.reply, p.text) AND p.by_owner AND e.id = ?"
        ),
    ),
}

_TAUGHT = (
    "SELECT e.id, e.message, e.reply, e.audience, l.taught_at, l.draft,"
    " (SELECT count(*) FROM superseded s WHERE s.lesson = e.id)"
    " FROM lessons l JOIN exemplars e ON e.id = l.exemplar"
)


class Lessons:
    """The owner's lessons and rejections, as they are kept in the records of what was learned.

    Every lesson is an exemplar of a source of the kind "desk", of which there is one for each audience. What is taught
    twice by one key, after a kill too, is known once. Any thread may teach; it waits for what is being learned.
    """

    def __init__(self, store: Store, learner: Learner) -> None:
        self._store = store
        self._learner = learner

    def teach(self, lesson: Lesson) -> Taught:
        """Know from now on what to answer; older pieces that say otherwise are superseded.

        The same lesson again changes nothing. Raises SourceError if the answer is empty or too long, or if there is no
        message.
        """
        _check(lesson)
        lesson = _storable(lesson)
        with self._learner.adding(), self._store.writing():
            known = self._found("WHERE l.key = ?", lesson.key)
            return known[0] if known else self._new(lesson)

    def unteach(self, id_: int) -> bool:
        """Forget a lesson for good; what it superseded counts again. False: there is none."""
        with self._learner.adding():
            if not self._found("WHERE e.id = ?", id_):
                return False
            self._learner.erase({"exemplars": [id_]})
        return True

    def taught(self) -> list[Taught]:
        """All lessons, the oldest first."""
        return self._found("ORDER BY e.id")

    def reject(self, rejection: Rejection) -> None:
        """Remember a draft that the owner would not send; the same again changes nothing."""
        self._store.note_rejection(rejection)

    def _new(self, lesson: Lesson) -> Taught:
        source = self._source(lesson.audience)
        new = NewExemplar(
            # Named by its key: somebody may have been answered with the same words before.
            digest=hashlib.blake2b(f"{KIND}\x1f{lesson.key}".encode(), digest_size=16).digest(),
            place=source.place,
            sent_at=lesson.taught_at,
            audience=lesson.audience,
            asker=lesson.asker,
            message=lesson.message,
            reply=lesson.answer,
        )
        self._store.add("exemplars", source.id, self._store.file(source.path, source.place), [new])
        [(id_,)] = self._store.rows("SELECT id FROM exemplars WHERE digest = ?", [new.digest])
        self._store.supersede(id_, [*self._contradicted(lesson), *self._taught_before(lesson)])
        self._store.note_lesson(id_, lesson.key, json.dumps(lesson.draft, ensure_ascii=False), lesson.taught_at)
        return self._found("WHERE e.id = ?", id_)[0]

    def _source(self, audience: Audience) -> Source:
        """The lessons that this audience may hear; a source that was opened to others is no longer theirs."""
        desks = {source.place: source.audience for source in self._store.sources() if source.kind == KIND}
        free = (place for place in _places(audience) if desks.get(place, audience) == audience)
        theirs = (place for place in desks if desks[place] == audience)
        return self._store.source(NewSource(KIND, next(theirs, "") or next(free), _TITLE, KIND, audience))

    def _contradicted(self, lesson: Lesson) -> Iterator[tuple[Kind, int]]:
        """What the draft leaned on and the answer takes back."""
        wrong = correction(lesson.message, lesson.draft, lesson.answer)
        for name, piece in lesson.leans_on if wrong else ():
            kind = _KINDS[name]
            other, also = _ALSO_SAID[kind]
            for of, sql in ((kind, _SAID[kind]), (other, also)):
                for id_, text in self._store.rows(sql, [piece]):
                    if wrong.contradicts(text):
                        yield of, id_

    def _taught_before(self, lesson: Lesson) -> Iterator[tuple[Kind, int]]:
        """What was taught to answer this very message to this audience until now."""
        sql = (
            "SELECT e.id FROM lessons l JOIN exemplars e ON e.id = l.exemplar"
            " WHERE e.audience = ? AND lower(trim(e.message)) = lower(trim(?))"
        )
        for (id_,) in self._store.rows(sql, [int(lesson.audience), lesson.message]):
            yield "exemplars", id_

    def _found(self, which: str, *parameters: object) -> list[Taught]:
        return [
            Taught(id_, message, answer, Audience(audience), datetime.fromisoformat(at), _texts(draft), superseded)
            for id_, message, answer, audience, at, draft, superseded in self._store.rows(
                f"{_TAUGHT} {which}", parameters
            )
        ]


def _storable(lesson: Lesson) -> Lesson:
    """The lesson without half characters, which a platform may send and no file takes."""
    return replace(
        lesson,
        key=_whole(lesson.key),
        asker=_whole(lesson.asker),
        message=_whole(lesson.message),
        answer=_whole(lesson.answer).strip(),
        draft=tuple(map(_whole, lesson.draft)),
    )


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _texts(draft: str) -> tuple[str, ...]:
    texts: Sequence[str] = json.loads(draft)
    return tuple(texts)


def _places(audience: Audience) -> Iterator[str]:
    """What a source of this audience may be called, the first choice first."""
    yield f"{KIND}/{audience.name.lower()}"
    yield from (f"{KIND}/{audience.name.lower()}/{number}" for number in count(2))


def _check(lesson: Lesson) -> None:
    if not lesson.message.strip():
        raise SourceError("there is no question to learn the answer to: nothing was learned.")
    if not (answer := lesson.answer.strip()):
        raise SourceError("the answer is empty: write what should be said; nothing was learned.")
    if len(answer) > _LONGEST:
        raise SourceError(f"the answer is longer than {_LONGEST:,} characters: shorten it; nothing was learned.")
