"""How well the twin knows that nothing it recalls answers a question, over chats, a chat channel and a blog.

Usage: ``python benchmarks/abstention.py [--log messages.jsonl.gz] [--posts DIR --known known_items.json] [--folder DIR]
[--fit]``. Chats and questions are those of ``data/``; the log is that of ``irc_conversations.py``, posts and known items
are those of ``blog.py``, and each is left out where it is not given. A question counts as answerable if something was
learned that answers it; as unanswerable if nothing was, if what answers it is kept from what may be found ("kept"), or
if it is asked of other writings than it is about ("foreign", at most a third of these). Printed are the figures on the
test halves; ``--fit`` prints weights fitted on the dev halves, for ``memory/answerable.py``. What is learned is kept in
DIR, else thrown away; without anything kept, learning takes most of the time.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import blog
import conversations
import irc_conversations
import numpy as np
import numpy.typing as npt
from recall import Item, learn, passages_to_items, read_items
from scratch import learned_in, read_json, run, table, warmed

from bot.compose import Knowledge
from memory import answerable
from persona.quote import Judgement, Quote
from persona.sentences import SENTENCES
from twin.knowledge import Audience, Recollection

Numbers = npt.NDArray[np.float64]

_CHANNEL = Path(__file__).parent / "data" / "irc_questions.json"
_HALVES = {"dev": slice(0, None, 2), "test": slice(1, None, 2)}
# Pieces recalled, and of these, what is left when some are kept from it, as many as the engine recalls.
_RECALLED, _LEFT = 50, 8
# Messages before and after the evidence that are kept with it: they may tell the same.
_NEAR = 2
# Questions from elsewhere, for one that has no answer for another reason.
_FOREIGN = 0.5
_BINS = 10
# Weight decay and steps of the fit.
_DECAY, _STEPS = 1.0, 60


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of what answers it, and ids that it was made from."""

    text: str
    evidence: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Writings:
    """What is learned together, the questions on it, and which half it is."""

    name: str
    half: str
    items: Sequence[dict[str, Any]]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question asked: of what, in which half, why it has no answer (empty: it has one), and what was recalled.

    ``found``: what answers it is among that.
    """

    name: str
    half: str
    why: str
    question: str
    recollection: Recollection
    found: bool
    quoted: float


def writings(log: Path | None, posts: Path | None, known: Path | None) -> Iterator[Writings]:
    """Everything that is given, by halves; the blog is one, and each half of its queries is asked of it."""
    for half in ("dev", "test"):
        chats = conversations.chats(half)
        messages = [{**one, "conversation": chat["conversation"]} for chat in chats for one in chat["messages"]]
        asked = [Question(one["text"], _ids(one["evidence"])) for chat in chats for one in chat["questions"]]
        yield Writings("chats", half, messages, asked)
        if log:
            slices = read_json(_CHANNEL)["slices"][_HALVES[half]]
            lines = [*irc_conversations.documents(irc_conversations.messages(log), slices)]
            asked = [Question(one["text"], _ids(one["evidence"])) for part in slices for one in part["questions"]]
            yield Writings("channel", half, lines, asked)
    if posts and known:
        pairs = [Question(one["query"], _ids([one["target"]]), _ids([one["source"]])) for one in read_json(known)]
        pages = [*blog.documents(posts)]
        yield Writings("blog", "dev", pages, pairs[::2])
        yield Writings("blog", "test", pages, pairs[1::2])


def _ids(found: Sequence[object]) -> frozenset[str]:
    return frozenset(map(str, found))


def gathered(all_: Sequence[Writings], folder: Path) -> Iterator[Sample]:
    """Every question asked of its writings, and some of others'."""
    for one in all_:
        # A query of the blog is a line of a post, which nobody would ask of a chat.
        others = [two for two in all_ if two.half == one.half and two.name != one.name and two.name != "blog"]
        place = folder / (one.name if one.name == "blog" else f"{one.name}-{one.half}")
        with learned_in(place) as knowledge:
            items = _learned(knowledge, place, one)
            yield from _Asker(knowledge, items, one).samples([q.text for two in others for q in two.questions])


def _learned(knowledge: Knowledge, place: Path, one: Writings) -> list[Item]:
    path = place / "documents.jsonl"
    place.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(item)}\n" for item in one.items), encoding="utf-8")
    items = read_items(path)
    warmed(knowledge.embedder)
    if not knowledge.store.counts(Audience.OWNER)["passages"]:
        learn(knowledge, path.resolve(), items)
    return items


class _Asker:
    """Asks one half's questions."""

    def __init__(self, knowledge: Knowledge, items: Sequence[Item], one: Writings) -> None:
        self._knowledge = knowledge
        self._of = {id_: str(item) for id_, item in passages_to_items(knowledge.store, items).items()}
        self._texts = {str(item.id): item.text for item in items}
        self._near = _near(items)
        self._one = one
        self._quote = Quote(knowledge.likeness, SENTENCES["en"], "en", Judgement())

    def samples(self, foreign: Sequence[str]) -> Iterator[Sample]:
        """Each question with its evidence and without; those without any; and others, evenly chosen."""
        unanswered = 0
        for question in self._one.questions:
            if not question.evidence:
                unanswered += 1
                yield self._sample(question, "none", frozenset())
                continue
            yield self._sample(question, "", question.source)
            unanswered += 1
            kept = question.evidence.union(*(self._near[id_] for id_ in question.evidence))
            yield self._sample(question, "kept", question.source | kept)
        wanted = min(len(foreign), int(unanswered * _FOREIGN))
        for text in foreign[:: max(1, len(foreign) // max(1, wanted))][:wanted]:
            yield self._sample(Question(text), "foreign", frozenset())

    def _sample(self, question: Question, why: str, kept: frozenset[str]) -> Sample:
        found = self._knowledge.recall.recall(question.text, Audience.OWNER, _RECALLED)
        left = self._without(found, kept)
        told = {self._of[one.passage.id] for one in left.passages}
        replies = {line for one in left.exemplars for line in one.exemplar.reply.splitlines()}
        told |= {id_ for id_ in question.evidence if self._texts[id_] in replies}
        quoted = max((draft.confidence for draft in self._quote.drafts(question.text, left)), default=0.0)
        has = not why and not told.isdisjoint(question.evidence)
        return Sample(self._one.name, self._one.half, why, question.text, left, has, quoted)

    def _without(self, found: Recollection, kept: frozenset[str]) -> Recollection:
        lines = {line for id_ in kept for line in self._texts[id_].splitlines()}
        passages = (one for one in found.passages if self._of[one.passage.id] not in kept)
        exemplars = (
            one
            for one in found.exemplars
            if lines.isdisjoint([*one.exemplar.reply.splitlines(), *one.exemplar.message.splitlines()])
        )
        return replace(found, passages=tuple(passages)[:_LEFT], exemplars=tuple(exemplars)[:_LEFT])


def _near(items: Sequence[Item]) -> dict[str, set[str]]:
    """Id → ids of the messages that stand near it in its chat; a document stands alone."""
    found: dict[str, set[str]] = {}
    for place, item in enumerate(items):
        around = items[max(0, place - _NEAR) : place + _NEAR + 1] if item.conversation else []
        found[str(item.id)] = {str(one.id) for one in around if one.conversation == item.conversation}
    return found
