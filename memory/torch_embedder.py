"""Sentences to vectors in sentence-transformers itself: for a model that ONNX cannot hold; slow to load."""

from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from memory.embedder import Vectors
from twin.errors import EmbedderError


class TorchEmbedder:
    """Any sentence-transformers model, by its name or folder."""

    def __init__(self, model: str) -> None:
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"TWIN_EMBEDDER names {model!r}, which sentence-transformers cannot load: "
                "give the folder of a model, or the name of one that this machine can download."
            ) from error
        self.name = model
        self.dimensions: int = self._model.encode([""]).shape[1]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape ``(len(texts), dimensions)`` and length 1, in the order of the texts."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)
