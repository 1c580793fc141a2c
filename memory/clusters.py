"""Texts that ask for the same, gathered by meaning and kept apart by their words."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from memory.likeness import VectorLikeness
from memory.wording import Wording, both_add, differ, question, wording

# Cosine from which on two questions are the same: with the same words, where one says more, and where both do.
# Measured with MiniLM on 180 pairs of questions, by the precision: an answer goes to everybody who asked.
_SAME_WORDS = 0.65
_ONE_SAYS_MORE = 0.72
_BOTH_SAY_MORE = 0.78
# From here on whoever judges pairs takes those for the same that nothing tells apart.
_LIKELY = 0.7
# Pairs whose judgement is kept: the same questions are gathered again with every new one.
_REMEMBERED = 50_000
# Of a pair that surely asks for different things.
_APART = -1e6

_Matrix = npt.NDArray[np.float64]
# Whether what is answered to the second text answers the first; the third is their cosine.
Answers = Callable[[str, str, float], bool]


class VectorClusters:
    """Clusters by average linkage (UPGMA) over the cosines, in which no two texts surely ask for different things."""

    def __init__(self, likeness: VectorLikeness, answers: Answers | None = None) -> None:
        """``answers`` judges, in place of the words alone, whether what answers one question answers the other."""
        self._likeness = likeness
        self._answers = answers
        self._judged: dict[tuple[str, str], float] = {}

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """The indices of the texts in groups of alike ones, the largest first, then the one that begins first."""
        asked = [question(text) for text in texts]
        different = list(dict.fromkeys(asked))
        which = {one: number for number, one in enumerate(different)}
        groups: dict[int, list[int]] = {}
        if different:
            found = _linked(self._margins(different))
            for index, one in enumerate(asked):
                groups.setdefault(found[which[one]], []).append(index)
        return sorted(groups.values(), key=lambda group: (-len(group), group[0]))

    def _margins(self, texts: Sequence[str]) -> _Matrix:
        """By how much each pair's cosine is above what it needs; far below 0 if they ask for different things."""
        vectors, worded = self._likeness.vectors(texts), [wording(text) for text in texts]
        cosines: _Matrix = (vectors @ vectors.T).astype(np.float64)
        margins = cosines - _BOTH_SAY_MORE
        for one, other in np.argwhere(np.triu(cosines >= _SAME_WORDS, 1)).tolist():
            cosine = float(cosines[one, other])
            if self._answers is None:
                needed = _needed(worded[one], worded[other])
            else:
                needed = self._judgement(texts[one], texts[other], cosine)
            margins[one, other] = margins[other, one] = cosine - needed
        return margins

    def _judgement(self, one: str, other: str, cosine: float) -> float:
        """The cosine that a pair needs, by whether what answers one of them answers the other."""
        assert self._answers is not None  # noqa: S101 - asked by who has looked
        if (known := self._judged.get((one, other))) is not None:
            return known
        if self._answers(one, other, cosine) and self._answers(other, one, cosine):
            needed = _SAME_WORDS
        else:
            # As likely as that, it is their words that tell them apart.
            needed = -_APART if cosine >= _LIKELY else _BOTH_SAY_MORE
        if len(self._judged) >= _REMEMBERED:
            self._judged.clear()
        self._judged[one, other] = needed
        return needed


def _needed(one: Wording, other: Wording) -> float:
    if differ(one, other):
        return -_APART
    if one.content == other.content:
        return _SAME_WORDS
    return _BOTH_SAY_MORE if both_add(one, other) else _ONE_SAYS_MORE


def _linked(margins: _Matrix) -> list[int]:
    """The cluster of each text, named by one of its members: the two that are most alike are joined, again and again.

    The margins are used up. A cluster's margin to another is the mean of its members'.
    """
    count = len(margins)
    cluster = list(range(count))
    sizes = np.ones(count)
    np.fill_diagonal(margins, -np.inf)
    while True:
        one, other = divmod(int(np.argmax(margins)), count)
        if margins[one, other] < 0:
            return cluster
        one, other = min(one, other), max(one, other)
        joined = (sizes[one] * margins[one] + sizes[other] * margins[other]) / (sizes[one] + sizes[other])
        margins[one] = margins[:, one] = joined
        margins[one, one] = -np.inf
        margins[other] = margins[:, other] = -np.inf
        sizes[one] += sizes[other]
        cluster = [one if name == other else name for name in cluster]
