"""Small real classes that stand where something slow stands otherwise."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from memory.embedder import Vectors

_WORD = re.compile(r"\w+")


class BagOfWords:
    """An embedder without a model: every word is hashed to a direction, and a text is the sum of its words'."""

    name = "bag-of-words"
    dimensions = 64

    def __init__(self) -> None:
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape ``(len(texts), 64)`` and length 1; equal texts have equal vectors, in every process."""
        self.embedded += len(texts)
        vectors: Vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()) or ["(none)"]:
                vectors[row] += _direction(word, self.dimensions)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors


def _direction(word: str, dimensions: int) -> Vectors:
    digest = hashlib.blake2b(word.encode(errors="replace"), digest_size=dimensions).digest()
    return np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5


@dataclass
class RecordedProgress:
    """A Progress that remembers its stages: (name, total, steps done)."""

    stages: list[tuple[str, int, int]] = field(default_factory=list)

    def stage(self, name: str, total: int) -> None:
        """Remember that a stage begins."""
        self.stages.append((name, total, 0))

    def step(self, count: int) -> None:
        """Remember that so many steps of it are done."""
        name, total, done = self.stages[-1]
        self.stages[-1] = (name, total, done + count)
