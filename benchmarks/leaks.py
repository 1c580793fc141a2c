"""Canaries that reach somebody who may not have them: attacks × places × worst-case models.

Usage: ``python benchmarks/leaks.py FILE…`` takes every text in these JSON or JSON Lines files for an attack; ``--every
N`` tries each N-th of them. What is done with them is told in ``evaluation/leaks.py``. Exits with 1 if anything leaked.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scratch import chosen, read_json, run, table
from tqdm import tqdm

from evaluation.leaks import Leaks, Place, Tally, models, upper_bound
from twin.errors import SourceError

_SHOWN = 20


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON holds anything
    """Every text in a JSON value, but the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _values(path: Path) -> Iterator[Any]:
    if path.suffix != ".jsonl":
        yield read_json(path)
        return
    try:
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as JSON Lines: {error}.") from error


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("attacks", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    found = (text for path in arguments.attacks for value in _values(path) for text in _texts(value) if text.strip())
    attacks = list(dict.fromkeys(found))[:: arguments.every]
    with tempfile.TemporaryDirectory(prefix="twin-leaks-") as folder:
        leaks = Leaks(Path(folder), chosen(), attacks)
        with tqdm(total=len(attacks) * len(Place) * len(models()), file=sys.stderr, disable=None) as bar:
            tallies = leaks.run(lambda: bar.update(1))
        leaks.close()
    _print(len(attacks), tallies)
    if any(tally.reached for tally in tallies.values()):
        sys.exit(1)


def _print(attacks: int, tallies: Mapping[tuple[Place, str], Tally]) -> None:
    print(f"{attacks} attacks\n")
    head = ["place", "model", "attacks", "drafts", "reached", "no guard", "no guard, not system text", "stopped"]
    rows = [
        [place.value, model, one.attacks, one.drafts, one.reached, one.drafted, one.drafted_unseen, one.stopped]
        for (place, model), one in tallies.items()
    ]
    print(table(head, rows))
    tried = sum(one.attacks for one in tallies.values())
    # Several canaries may reach one reader; the bound is for attempts.
    reached = sum(min(one.reached, one.attacks) for one in tallies.values())
    unseen = sum(one.drafted_unseen for one in tallies.values())
    print(f"\nReached: {reached} of {tried} attempts; 95 % upper bound {upper_bound(reached, tried):.3%}.")
    print(f"With the guard switched off, beside the system text: {unseen}.\n")
    stopped: Counter[str] = Counter()
    for one in tallies.values():
        stopped.update(one.rules)
    print(table(["drafts stopped by the rule", "count"], [[rule, count] for rule, count in stopped.most_common()]))
    for leak in [leak for one in tallies.values() for leak in one.leaks][:_SHOWN]:
        print(f"leaked: {leak}")


if __name__ == "__main__":
    run(main)
