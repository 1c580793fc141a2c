"""How alike texts are in meaning, by their vectors."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from memory.embedder import Embedder, Vectors

# Phrasings of scripts and topics are asked for with every message; sentences of passages come again and again.
_KEPT = 4096
_AT_ONCE = 16


class VectorLikeness:
    """Compares texts by the cosine of their vectors, keeping the vectors of those that it met last."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine in [-1, 1] of the text with each of the others."""
        if not others:
            return []
        vectors = self._of([text, *others])
        return [float(vectors[0] @ other) for other in vectors[1:]]

    def vector(self, text: str) -> Vectors:
        """The vector of a text."""
        return self._of([text])[0]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, a row each."""
        rows: list[Vectors] = []
        # A few at a time: whoever answers a message meanwhile does not wait for all of them.
        for start in range(0, len(texts), _AT_ONCE):
            rows += self._of(texts[start : start + _AT_ONCE])
        return np.array(rows, dtype=np.float32).reshape(len(texts), -1)

    def _of(self, texts: Sequence[str]) -> list[Vectors]:
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
            if missing:
                self._vectors.update(zip(missing, self._embedder.embed(missing), strict=True))
            found = []
            for text in texts:
                self._vectors.move_to_end(text)
                found.append(self._vectors[text])
            while len(self._vectors) > max(_KEPT, len(texts)):
                self._vectors.popitem(last=False)
            return found
