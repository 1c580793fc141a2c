"""Which of somebody's earlier messages have to do with a new one: those that share its rarer words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from twin.contact_memory import Said

# As much of a word as tells it apart, so that endings do not matter; signs of dense scripts count in pairs.
_STEM = 5
_WORD = re.compile(r"[^\W_]{2,64}")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,64}")
# As much of a message as is looked at, in characters.
_READ = 2000
# A word is rare that stands in no more than this share of the messages, or in two of them.
_RARE = 0.1


def relevant(question: str, earlier: Sequence[Said], most: int) -> tuple[Said, ...]:
    """Up to ``most`` of the messages, the best first: by the sum of the inverse frequencies of shared words.

    At least one of these must be rare. Of what was said again in the same words, the last counts.
    """
    asked = _stems(question)
    stems = [_stems(said.text) for said in earlier]
    found = Counter(stem for one in stems for stem in one if stem in asked)
    often = max(2.0, _RARE * len(earlier))
    scored: dict[str, tuple[float, int, Said]] = {}
    for number, (said, own) in enumerate(zip(earlier, stems, strict=True)):
        shared = own & asked
        if any(found[stem] <= often for stem in shared):
            score = _score(shared, found, len(earlier)) / (1 + math.log1p(len(own)))
            scored[" ".join(said.text.casefold().split())] = (score, number, said)
    best = sorted(scored.values(), key=lambda one: (-one[0], -one[1]))
    return tuple(said for _, _, said in best[:most])


def _score(shared: Iterable[str], found: Counter[str], count: int) -> float:
    return sum(math.log1p(count / found[stem]) for stem in shared)


def _stems(text: str) -> frozenset[str]:
    text = text[:_READ].casefold()
    words = {word[:_STEM] for word in _WORD.findall(text) if len(word) > 2}
    pairs = {run[i : i + 2] for run in _DENSE.findall(text) for i in range(len(run) - 1)}
    return frozenset(words | pairs)
