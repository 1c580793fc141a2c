"""How well the twin knows that nothing it recalls answers a question, over chats, a channel's log and a blog.

Usage: ``python benchmarks/abstention.py [--log messages.jsonl.gz] [--posts DIR --known known_items.json
[--questions FILE]] [--folder DIR] [--fit]``. Chats and questions are those of ``data/``; log, posts and known items are
those of ``irc_conversations.py`` and ``blog.py``, ``--questions`` those of ``quote.py`` about the posts; what is not
given is left out. A question is answerable if something that was learned answers it. It is not if nothing does
("none"), if what does is kept from what may be found, with what stands around it ("kept"), or if it is asked of other
writings than it is about ("foreign", a third of these at the most). Printed are the figures of the test halves.
``--fit`` prints the weights that the dev halves give ``memory/answerable.py``. What is learned is kept in DIR, where it
is found the next time.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import blog
import conversations
import irc_conversations
import numpy as np
import numpy.typing as npt
import quote
from recall import Item, learn, passages_to_items, read_items
from scratch import learned_in, read_json, run, table, warmed

from bot.compose import Knowledge
from memory import answerable
from persona.quote import Judgement, Quote
from persona.sentences import SENTENCES
from twin.errors import SourceError
from twin.knowledge import Audience, Recollection

Numbers = npt.NDArray[np.float64]

_CHANNEL = Path(__file__).parent / "data" / "irc_questions.json"
_HALVES = {"dev": slice(0, None, 2), "test": slice(1, None, 2)}
_TALKS = ("chats", "channel")
# Pieces recalled, and of these, what is left when some are kept from it, as many as the engine recalls.
_RECALLED, _LEFT = 50, 8
# Messages before and after the evidence that are kept with it: they may tell the same.
_NEAR = 2
# Questions from elsewhere, for one that has no answer for another reason.
_FOREIGN = 0.5
_BINS = 10
# Weight decay and steps of the fit.
_DECAY, _STEPS, _TINY = 5.0, 60, 1e-9


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of what answers it, and ids that it was made from."""

    text: str
    evidence: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Writings:
    """What is learned together, in which folder, the questions on it, and which half they are."""

    name: str
    half: str
    folder: str
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


def talks(log: Path | None) -> Iterator[Writings]:
    """The chats and the log, by halves."""
    for half in _HALVES:
        chats = conversations.chats(half)
        messages = [{**one, "conversation": chat["conversation"]} for chat in chats for one in chat["messages"]]
        asked = [Question(one["text"], _ids(one["evidence"])) for chat in chats for one in chat["questions"]]
        yield Writings("chats", half, f"chats-{half}", messages, asked)
        if log:
            slices = read_json(_CHANNEL)["slices"][_HALVES[half]]
            lines = [*irc_conversations.documents(irc_conversations.messages(log), slices)]
            asked = [Question(one["text"], _ids(one["evidence"])) for part in slices for one in part["questions"]]
            yield Writings("channel", half, f"channel-{half}", lines, asked)


def blogs(posts: Path, known: Path, questions: Path | None) -> Iterator[Writings]:
    """The posts with each half of what is asked: known items, and questions if there are any."""
    pages = [*blog.documents(posts)]
    items = [Question(one["query"], _ids([one["target"]]), _ids([one["source"]])) for one in read_json(known)]
    asked = [
        Question(one.ask, _ids(one.files if one.kind == "post" else ()))
        for one in (quote.other_questions(questions) if questions else ())
    ]
    # Halves have as many answerable ones.
    asked.sort(key=lambda one: not one.evidence)
    for half, part in _HALVES.items():
        yield Writings("known items", half, "blog", pages, items[part])
        if asked:
            yield Writings("blog", half, "blog", pages, asked[part])


def _ids(found: Sequence[object]) -> frozenset[str]:
    return frozenset(map(str, found))


def gathered(everything: Sequence[Writings], folder: Path, *, quotes: bool) -> Iterator[Sample]:
    """Every question asked of its writings, and some of others' chats; ``quotes``: how sure quoting is, too."""
    for one in everything:
        # A known item is a line of a post, which nobody would ask of a chat.
        others = [two for two in everything if two.half == one.half and two.name in _TALKS and two.name != one.name]
        with learned_in(folder / one.folder) as knowledge:
            items = _learned(knowledge, folder / one.folder, one)
            yield from _Asker(knowledge, items, one, quotes=quotes).samples(
                [each.text for two in others for each in two.questions]
            )


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

    def __init__(self, knowledge: Knowledge, items: Sequence[Item], one: Writings, *, quotes: bool) -> None:
        self._knowledge = knowledge
        self._of = {id_: str(item) for id_, item in passages_to_items(knowledge.store, items).items()}
        self._texts = {str(item.id): item.text for item in items}
        self._near = _near(items)
        self._one = one
        self._quote = Quote(knowledge.likeness, SENTENCES["en"], "en", Judgement()) if quotes else None

    def samples(self, foreign: Sequence[str]) -> Iterator[Sample]:
        """Each question with its evidence and without; those without any; and others, evenly chosen."""
        unanswered = 0
        for question in self._one.questions:
            found = self._recalled(question.text)
            unanswered += 1
            if not question.evidence:
                yield self._sample(question, "none", self._without(found, frozenset()))
                continue
            kept = question.evidence.union(*(self._near[id_] for id_ in question.evidence))
            yield self._sample(question, "", self._without(found, question.source))
            yield self._sample(question, "kept", self._without(found, question.source | kept))
        wanted = min(len(foreign), int(unanswered * _FOREIGN))
        for text in foreign[:: max(1, len(foreign) // max(1, wanted))][:wanted]:
            found = self._without(self._recalled(text), frozenset())
            yield self._sample(Question(text), "foreign", found)

    def _recalled(self, text: str) -> Recollection:
        return self._knowledge.recall.recall(text, Audience.OWNER, _RECALLED)

    def _sample(self, question: Question, why: str, found: Recollection) -> Sample:
        told = {self._of[one.passage.id] for one in found.passages}
        replies = {line for one in found.exemplars for line in one.exemplar.reply.splitlines()}
        told |= {id_ for id_ in question.evidence if self._texts[id_] in replies}
        has = not why and not told.isdisjoint(question.evidence)
        # As sure as it was before it took this into account.
        drafts = self._quote.drafts(question.text, replace(found, answerable=1.0)) if self._quote else []
        quoted = max((draft.confidence for draft in drafts), default=0.0)
        return Sample(self._one.name, self._one.half, why, question.text, found, has, quoted)

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


def fitted(samples: Sequence[Sample]) -> tuple[float, dict[str, float]]:
    """The bias and the weights of what is recalled: logistic regression with a ridge, none below 0.

    What would be below 0 is left out, the worst first, but for the kind of writing, which speaks neither way.
    """
    names = [field.name for field in fields(answerable.Evidence)]
    found = np.array([astuple(answerable.evidence(one.question, one.recollection)) for one in samples])
    right = np.array([one.found for one in samples], dtype=float)
    spread = found.std(axis=0) + _TINY
    kept = list(range(len(names)))
    while True:
        weights = _regression(found[:, kept] / spread[kept], right)
        below = [(weight, place) for place, weight in zip(kept, weights[1:], strict=True) if names[place] != "document"]
        if not below or min(below)[0] >= 0:
            break
        kept.remove(min(below)[1])
    given = {names[place]: float(weight / spread[place]) for place, weight in zip(kept, weights[1:], strict=True)}
    return float(weights[0]), {name: given.get(name, 0.0) for name in names}


def _regression(values: Numbers, right: Numbers) -> Numbers:
    """The bias, then a weight for each column, by Newton's method."""
    columns = np.column_stack([np.ones(len(values)), values])
    weights = np.zeros(columns.shape[1])
    ridge = np.diag([0.0, *[_DECAY] * values.shape[1]])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (right - chances) - ridge @ weights
        curve = (columns * (chances * (1 - chances))[:, None]).T @ columns + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def auroc(right: Sequence[bool], values: Sequence[float]) -> float:
    """How probable it is that one that is right has the higher value than one that is not; ties count half."""
    yes = np.array([value for value, is_right in zip(values, right, strict=True) if is_right])
    no = np.array([value for value, is_right in zip(values, right, strict=True) if not is_right])
    if not len(yes) or not len(no):
        return math.nan
    above = (yes[:, None] > no[None, :]).mean() + (yes[:, None] == no[None, :]).mean() / 2
    return float(above)


def calibration_error(right: Sequence[bool], chances: Sequence[float]) -> float:
    """The mean difference between what was said and what came true, over ten bins of equal width."""
    bins = np.minimum((np.array(chances) * _BINS).astype(int), _BINS - 1)
    gaps = np.array(right, dtype=float) - np.array(chances)
    return float(sum(abs(gaps[bins == number].sum()) for number in range(_BINS)) / len(gaps))


_Rated = Callable[[Sample], float]
_RATED: dict[str, _Rated] = {
    "twin": lambda one: answerable.answerable(one.question, one.recollection),
    "best cosine": lambda one: max((found.signals.cosine for found in one.recollection.passages), default=0.0),
    "best words": lambda one: max((found.signals.words for found in one.recollection.passages), default=0.0),
    "quoting": lambda one: one.quoted,
}


def report(samples: Sequence[Sample]) -> None:
    """The table: AUROC by writings and by why there is no answer, and how well the twin is calibrated."""
    rows: list[list[object]] = []
    names = list(dict.fromkeys(one.name for one in samples))
    for name in names:
        for why in ("none", "kept", "foreign"):
            these = [one for one in samples if one.name == name and one.why in ("", why)]
            if any(one.why for one in these):
                rows.append(_row(f"{name}: {why}", these, [not one.why for one in these]))
        these = [one for one in samples if one.name == name]
        rows.append(_row(f"{name}: all", these, [not one.why for one in these], whole=True))
    rows.append(_row("together", samples, [not one.why for one in samples], whole=True))
    rows.append(_row("together, by what was recalled", samples, [one.found for one in samples], whole=True))
    print(table(["", "answerable", "not", *(f"{name}, AUROC" for name in _RATED), "twin, ECE"], rows))


def _row(name: str, samples: Sequence[Sample], right: Sequence[bool], *, whole: bool = False) -> list[object]:
    # A part has another share of answerable questions than what the weights were fitted to.
    error = ""
    if whole:
        chances = list(map(_RATED["twin"], samples))
        error = f"{calibration_error([one.found for one in samples], chances):.3f}"
    rated = [f"{auroc(right, list(map(rate, samples))):.3f}" for rate in _RATED.values()]
    return [name, sum(right), len(right) - sum(right), *rated, error]


def main() -> None:
    """Learn, ask, and print the figures or the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("log", "posts", "known", "questions", "folder"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--fit", action="store_true", help="print weights in place of the figures")
    given = parser.parse_args()
    if (given.posts is None) != (given.known is None) or (given.questions and not given.posts):
        raise SourceError("give --posts and --known together, and --questions only with them.")
    everything = [*talks(given.log)]
    if given.posts:
        everything += blogs(given.posts, given.known, given.questions)
    wanted = "dev" if given.fit else "test"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        these = [one for one in everything if one.half == wanted]
        samples = [*gathered(these, given.folder or Path(temporary), quotes=not given.fit)]
    if not given.fit:
        report(samples)
        return
    bias, weights = fitted(samples)
    print(f"BIAS = {bias:.2f}")
    print(f"WEIGHTS = Evidence({', '.join(f'{name}={weight:.2f}' for name, weight in weights.items())})")


if __name__ == "__main__":
    run(main)
