"""Which questions ask for the same: what is gathered into one, and what a lesson answers, beside likeness alone.

Usage: ``python benchmarks/questions.py [--data FILE]``. FILE holds pairs of questions, ``{"same": [[a, b], …], "other":
[[a, b], …]}``. "Gathered" is ``memory/clusters.py``; "answered" is what the quoting writer says to ``b`` when the owner
has taught an answer to ``a``. Beside them stands the cosine alone, at the threshold that suits these very pairs best.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scratch import learned_in, read_json, run, table

from bot.compose import Knowledge
from persona.taught import THRESHOLD, sureness
from twin.knowledge import Audience, Exemplar, FoundExemplar, Signals

_DATA = Path(__file__).parent / "data" / "questions.json"
# Questions that are gathered at once, for the time that takes.
_MANY = 500

Pair = Sequence[str]
Same = Callable[[Pair], bool]


def gathered(knowledge: Knowledge) -> Same:
    """Whether both are one question to the owner."""
    clusters = knowledge.asked_alike("en")
    return lambda pair: len(clusters.clusters(pair)) == 1


def answered(knowledge: Knowledge) -> Same:
    """Whether what was taught for the first is said to the second."""

    def says(pair: Pair) -> bool:
        taught = Exemplar(1, 1, "desk", "", pair[0], "Yes.", datetime.now(UTC), Audience.PUBLIC, taught=True)
        cosine = knowledge.likeness.alike(pair[1], [pair[0]])[0]
        return sureness(pair[1], FoundExemplar(taught, Signals(cosine, cosine, 0.0)), "en") >= THRESHOLD

    return says


def likeness(knowledge: Knowledge, same: Sequence[Pair], other: Sequence[Pair]) -> Same:
    """Whether their cosine is above the threshold at which most of these pairs are told right."""
    alike = {tuple(pair): knowledge.likeness.alike(pair[0], [pair[1]])[0] for pair in (*same, *other)}

    def right(threshold: float) -> int:
        return sum(alike[tuple(p)] >= threshold for p in same) + sum(alike[tuple(p)] < threshold for p in other)

    best = max(sorted(alike.values()), key=right)
    return lambda pair: alike[tuple(pair)] >= best


def judged(name: str, is_same: Same, same: Sequence[Pair], other: Sequence[Pair]) -> list[object]:
    """A row: recall, false alarms, precision."""
    found, false = sum(map(is_same, same)), sum(map(is_same, other))
    return [name, f"{found} of {len(same)}", f"{false} of {len(other)}", found / max(1, found + false)]


def main() -> None:
    """Print the table, and how long it takes to gather many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=_DATA)
    pairs = read_json(parser.parse_args().data)
    same, other = pairs["same"], pairs["other"]
    with learned_in(None) as knowledge:
        rows = [
            judged("gathered", gathered(knowledge), same, other),
            judged("answered", answered(knowledge), same, other),
            judged("cosine alone, best threshold", likeness(knowledge, same, other), same, other),
        ]
        print(table(["", "same, found", "other, taken for it", "precision"], rows))
        every = [question for pair in (*same, *other) for question in pair]
        many = [f"{one} {other}" for one in every for other in every][:_MANY]
        clusters = knowledge.asked_alike("en")
        began = time.perf_counter()
        clusters.clusters(many)
        first = time.perf_counter() - began
        began = time.perf_counter()
        clusters.clusters(many)
        again = time.perf_counter() - began
        print(f"\n{_MANY} questions: {first:.1f} s, {again:.2f} s when they were met before.")


if __name__ == "__main__":
    run(main)
