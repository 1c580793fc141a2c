"""How probable it is that something among what was recalled answers the question."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from memory.fulltext import STOPWORDS
from twin.knowledge import FoundPassage, Recollection

# Pieces that are looked at, and characters of a text and of a question; what stands behind changes nothing.
_READ = 8
_LONGEST = 4000
# Messages of a chat so far apart still speak of one thing.
_NEAR = 3
# Words that begin alike by so much are forms of one.
_FORM = 5
_WORD = re.compile(r"\w+")
# A capital where no sentence begins.
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ]\w{1,40}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``score`` is that of the first passage, ``lead`` by how much it is above the others' mean; ``meaning`` its cosine.
    ``words`` is the share in [0, 1] of the question's words that stand together: in one passage and those recalled from
    beside it. ``names`` is the share of its names that stand in any passage. ``beside`` is the share of passages that
    stand beside the first, and ``asked`` the best cosine of a message that the owner answered. ``document``: the first
    passage stands in one, 1 or 0.
    """

    score: float
    lead: float
    meaning: float
    words: float
    names: float
    beside: float
    asked: float
    document: float


# Logistic weights, fitted by ``benchmarks/abstention.py --fit``.
BIAS = 0.0
WEIGHTS = Evidence(0, 0, 0, 0, 0, 0, 0, 0)


def answerable(question: str, found: Recollection, taught: Collection[int] = ()) -> float:
    """The probability in [0, 1]; 1 where an exemplar is among the ``taught``, the ids of lessons on the question."""
    if any(one.exemplar.id in taught for one in found.exemplars):
        return 1.0
    if not found.passages and not found.exemplars:
        return 0.0
    odds = BIAS + sum(weight * value for weight, value in zip(values(WEIGHTS), values(evidence(question, found)), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
