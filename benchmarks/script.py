"""The weights with which scripted answers are matched, fitted to paraphrases and near misses, and what they achieve.

Usage: ``python benchmarks/script.py [--data FILE]``. Every script is judged by weights fitted to the other scripts
(cross-validation in folds of whole scripts). Printed are, for each threshold, the shares that match, and the lines
``WEIGHTS`` and ``BIAS`` of ``persona/script.py``, fitted to all scripts.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scratch import chosen, read_json, run, table
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.compose import embedder_of
from memory.likeness import VectorLikeness
from persona.profile import Scripted
from persona.script import BIAS, THRESHOLD, WEIGHTS, Script
from twin.knowledge import Audience

_DATA = Path(__file__).parent / "data" / "scripted.json"
_FOLDS = 7
_THRESHOLDS = (0.5, 0.6, 0.7, 0.72, 0.74, 0.76, 0.78, 0.8, 0.85, 0.9)
# What a case counts for: there are a hundred unrelated messages to every script, and they are easy. What asks for
# another script of the same owner is worded like a request as well.
_COUNTS = {"paraphrase": 1.0, "near miss": 1.0, "other script": 0.3, "unrelated": 0.2}
# How much weights are held back from growing, as scikit-learn has it (more is freer).
_FREEDOM = 3.0

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cases:
    """Features of messages, the script each was compared with, and of what kind it is."""

    features: Numbers
    scripts: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.str_]
    texts: tuple[str, ...]

    @property
    def counts(self) -> Numbers:
        return np.array([_COUNTS[kind] for kind in self.kinds])


def cases(data: Mapping[str, Any], features: Callable[[str, str, list[str]], tuple[float, ...]]) -> Cases:
    """Every message of the data with its features; ``features`` takes a language, a message and phrasings."""

    def each() -> Iterator[tuple[tuple[float, ...], int, str, str]]:
        for number, script in enumerate(data["scripts"]):
            kinds = {
                "paraphrase": script["paraphrases"],
                "near miss": script["near_misses"],
                "other script": _of_others(data["scripts"], script),
                "unrelated": data["unrelated"],
            }
            for kind, texts in kinds.items():
                for text in texts:
                    yield features(script["language"], text, script["when"]), number, kind, text

    values, scripts, kinds, texts = zip(*each(), strict=True)
    return Cases(np.array(values), np.array(scripts), np.array(kinds), texts)


def _of_others(scripts: Sequence[Mapping[str, Any]], script: Mapping[str, Any]) -> list[str]:
    """The paraphrases of the other scripts of the same owner and language."""
    same = [one for one in scripts if all(one[key] == script[key] for key in ("owner", "language"))]
    return [text for one in same if one["topic"] != script["topic"] for text in one["paraphrases"]]


def held_out(data: Cases) -> Numbers:
    """The probability of each case, by weights that were fitted without its script."""
    probabilities = np.zeros(len(data.kinds))
    for learned, judged in GroupKFold(_FOLDS).split(data.features, groups=data.scripts):
        model = fitted(data, learned)
        probabilities[judged] = model.predict_proba(data.features[judged])[:, 1]
    return probabilities


def fitted(data: Cases, rows: npt.NDArray[np.int64]) -> LogisticRegression:
    """The regression of these rows."""
    model = LogisticRegression(C=_FREEDOM, max_iter=5000)
    return model.fit(data.features[rows], data.kinds[rows] == "paraphrase", sample_weight=data.counts[rows])


def shares(data: Cases, probabilities: Numbers, threshold: float) -> list[str]:
    """Which share of each kind is matched at the threshold."""
    matched = probabilities >= threshold
    return [f"{matched[data.kinds == kind].mean():.2%}" for kind in _COUNTS]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=_DATA, help="scripts with paraphrases and near misses")
    parser.add_argument("--mistakes", action="store_true", help="list the near misses that match")
    given = parser.parse_args()
    likeness = VectorLikeness(embedder_of(chosen(), print))

    def features(language: str, text: str, phrasings: list[str]) -> tuple[float, ...]:
        one = Scripted(tuple(phrasings), "", Audience.PUBLIC)
        return Script([one], (), language, likeness).features(text, phrasings)

    data = cases(read_json(given.data), features)
    probabilities = held_out(data)
    in_use = 1 / (1 + np.exp(-(data.features @ np.array(WEIGHTS) + BIAS))) if _fits(data) else None
    rows = [[f"{threshold:.2f}", *shares(data, probabilities, threshold)] for threshold in _THRESHOLDS]
    print(table(["threshold", *_COUNTS], rows))
    if in_use is not None:
        print(f"\nIn use now, on what they were fitted to: {' '.join(shares(data, in_use, THRESHOLD))} at {THRESHOLD}.")
    if given.mistakes:
        wrong = [
            (p, text)
            for p, text, kind in zip(probabilities, data.texts, data.kinds, strict=True)
            if kind != "paraphrase"
        ]
        print("\n".join(f"{p:.2f} {text}" for p, text in sorted(wrong, reverse=True)[:20]))
    model = fitted(data, np.arange(len(data.kinds)))
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    print(f"\nWEIGHTS = ({weights})\nBIAS = {model.intercept_[0]:.2f}")


def _fits(data: Cases) -> bool:
    """Whether the weights in use belong to these features."""
    return bool(data.features.shape[1] == len(WEIGHTS))


if __name__ == "__main__":
    run(main)
