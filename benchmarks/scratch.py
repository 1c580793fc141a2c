"""What the benchmarks share: a data folder to learn into, tables of results, and errors as sentences."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import settings
from bot.compose import Knowledge
from memory.embedder import Embedder
from twin.errors import SourceError, TwinError

_CACHE = Path(__file__).parents[1] / ".cache" / "models"


def chosen() -> settings.Settings:
    """The settings as everywhere; the exported model is kept in the checkout unless TWIN_MODELS says where."""
    read = settings.read()
    return read if read.models else replace(read, models=_CACHE)


@contextmanager
def learned_in(folder: Path | None) -> Iterator[Knowledge]:
    """A data folder to learn into, closed at the end; a temporary one for None, which is deleted then."""
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-", ignore_cleanup_errors=True) as temporary:
        knowledge = Knowledge(chosen(), folder or Path(temporary), _say)
        try:
            yield knowledge
        finally:
            knowledge.store.close()


def warmed(embedder: Embedder) -> Embedder:
    """The embedder after its first texts, which take longer than all others."""
    embedder.embed(["warm", "up " * 200])
    return embedder


@dataclass
class Silent:
    """Progress that nobody watches."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""

    def step(self, count: int) -> None:
        """Steps of it are done."""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers with a fraction are given with three digits."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def percentiles(seconds: Sequence[float]) -> tuple[str, str]:
    """The median and the 95th percentile, in milliseconds."""
    return f"{np.median(seconds) * 1000:.1f}", f"{np.quantile(seconds, 0.95) * 1000:.1f}"


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON holds anything
    """What a JSON file holds. Raises SourceError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except ValueError as error:
        raise SourceError(f"{path} is no JSON: {error}.") from error


def run(main: Callable[[], None]) -> None:
    """Run a benchmark; what it cannot do is one sentence, and exit code 1."""
    try:
        main()
    except TwinError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
