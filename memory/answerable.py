"""How probable it is that something among what was recalled answers the question."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass

from memory.fulltext import STOPWORDS
from twin.knowledge import FoundExemplar, FoundPassage, Passage, Recollection

# Pieces that are looked at, and characters of a text and of a question: what stands behind changes nothing.
_READ = 8
_LONGEST = 4000
# Messages of a chat that are no further apart speak of one thing.
_NEAR = 3
# Words that begin alike by so much are forms of one.
_FORM = 5
# Words that an earlier message and its answer have at the least: shorter ones lean on what was said before.
_FEWEST_WORDS = 4
_WORD = re.compile(r"\w+")
# A capital where no sentence begins.
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ]\w{1,40}")
# A question without names: they neither speak for an answer nor against one.
_NO_NAMES = 0.5
# Log-odds are never further from even: nobody is that sure, and exp() has an end.
_SUREST = 7.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer among passages; it compares between questions, and counts what the reader may hear.

    ``meaning`` is the first passage's cosine, ``nearest`` the best one. ``rare`` is the mean share of what the
    question's words say that stands in a passage. ``words`` is the share of its words that stand together, in one
    passage and those recalled from beside it; ``names`` the share of its names that stand in any; ``by`` the share of
    passages by somebody whom it names; ``beside`` the share that stands beside the first. ``document`` is 1 if the
    first passage is of a document, else 0.
    """

    meaning: float = 0.0
    nearest: float = 0.0
    rare: float = 0.0
    words: float = 0.0
    names: float = 0.0
    by: float = 0.0
    beside: float = 0.0
    document: float = 0.0


# Logistic weights of what speaks for a passage, fitted by ``benchmarks/abstention.py --fit``: none but the document's
# is below 0.
BIAS = -4.5
WEIGHTS = Evidence(meaning=3.2, nearest=1.7, rare=1.6, words=1.6, names=0.5, by=1.0, beside=1.1, document=-0.7)
# The same of the cosine of a message that the owner answered once. Chats in which the same is asked again are too few
# to fit these to: they are those by which an earlier answer is said again, until that is calibrated to an owner.
_ANSWERED_BIAS, _ANSWERED = -4.9, 8.0


def answerable(question: str, found: Recollection, taught: Collection[int] = ()) -> float:
    """The probability in [0, 1]; 1 if an exemplar is among the ``taught``, the ids of lessons on the question.

    Otherwise the higher one of those that a passage answers it, and that an earlier answer does. Both lists of what was
    found have the best first, and no more than eight of each are looked at.
    """
    if any(one.exemplar.id in taught for one in found.exemplars):
        return 1.0
    by_passage = _by_passage(evidence(question, found)) if found.passages else 0.0
    return max((by_passage, *map(_by_exemplar, found.exemplars[:_READ])))


def _by_passage(found: Evidence) -> float:
    return _chance(BIAS + sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(found), strict=True)))


def _by_exemplar(found: FoundExemplar) -> float:
    """0 for what answers nothing: it was true at its moment alone, or was taught, and for another question."""
    exemplar = found.exemplar
    if exemplar.situational or (exemplar.taught and not exemplar.superseded):
        return 0.0
    if min(len(exemplar.message.split()), len(exemplar.reply.split())) < _FEWEST_WORDS:
        return 0.0
    return _chance(_ANSWERED_BIAS + _ANSWERED * found.signals.cosine)


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_SUREST, min(_SUREST, odds))))


def evidence(question: str, found: Recollection) -> Evidence:
    """What speaks for an answer among the passages that were found; all 0 where none was."""
    passages = found.passages[:_READ]
    if not passages:
        return Evidence()
    beside = [_beside(one.passage, passages) for one in passages]
    said = [_forms(f"{one.passage.author} {one.passage.title} {one.passage.text[:_LONGEST]}") for one in passages]
    wanted = _forms(question)
    return Evidence(
        meaning=passages[0].signals.cosine,
        nearest=max(one.signals.cosine for one in passages),
        rare=_mean(one.signals.words for one in passages),
        words=max(_share(wanted, frozenset().union(*(said[index] for index in near))) for near in beside),
        names=_share(_names(question), frozenset().union(*said), _NO_NAMES),
        by=_mean(not wanted.isdisjoint(_forms(one.passage.author)) for one in passages),
        beside=(len(beside[0]) - 1) / _READ,
        document=float(not passages[0].passage.author),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _beside(passage: Passage, found: Sequence[FoundPassage]) -> list[int]:
    """Indices of what stands in its document or chat no further off than three pieces, itself too."""
    return [
        index
        for index, one in enumerate(found)
        if one.passage.place == passage.place and abs(one.passage.position - passage.position) <= _NEAR
    ]


def _forms(text: str) -> frozenset[str]:
    said = _WORD.findall(text[:_LONGEST].casefold())
    return frozenset(word[:_FORM] for word in said if word not in STOPWORDS)


def _names(question: str) -> frozenset[str]:
    return frozenset(name.casefold()[:_FORM] for name in _NAME.findall(question[:_LONGEST]))


def _share(wanted: frozenset[str], said: frozenset[str], otherwise: float = 0.0) -> float:
    return len(wanted & said) / len(wanted) if wanted else otherwise
