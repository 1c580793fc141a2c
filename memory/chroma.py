"""The Chroma collections, one per kind and audience: ids and vectors, no text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from memory.embedder import Vectors
from memory.store import Kind
from twin.errors import StoreError
from twin.knowledge import Audience

# Chroma takes at most 5,461 records in one call.
_AT_ONCE = 5000


class ChromaCollections:
    """An index in a folder of this machine. A reader of one audience never touches another's collection."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._translated():
            # Chroma reports its use to its makers unless it is told not to.
            self._client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
            self._collections = {
                collection.name: self._client.get_collection(collection.name, embedding_function=None)
                for collection in self._client.list_collections()
            }

    def add(self, kind: Kind, audience: Audience, ids: Sequence[int], vectors: Vectors) -> None:
        """Add pieces; one that is there already gets the new vector."""
        with self._translated():
            collection = self._of(kind, audience) or self._create(_name(kind, audience))
            for start in range(0, len(ids), _AT_ONCE):
                part = slice(start, start + _AT_ONCE)
                collection.upsert(ids=[str(id_) for id_ in ids[part]], embeddings=vectors[part])

    def remove(self, kind: Kind, audience: Audience, ids: Sequence[int]) -> None:
        """Take pieces out; one that is not there is no error."""
        if (collection := self._of(kind, audience)) is None:
            return
        with self._translated():
            for start in range(0, len(ids), _AT_ONCE):
                collection.delete(ids=[str(id_) for id_ in ids[start : start + _AT_ONCE]])

    def nearest(self, kind: Kind, audience: Audience, vector: Vectors, k: int) -> dict[int, float]:
        """id → cosine of the pieces nearest to the vector."""
        if (collection := self._of(kind, audience)) is None:
            return {}
        with self._translated():
            found = collection.query(query_embeddings=vector[np.newaxis], n_results=k, include=["distances"])
        distances = found["distances"] or [[]]
        return {int(id_): 1 - distance for id_, distance in zip(found["ids"][0], distances[0], strict=True)}

    def _create(self, name: str) -> Collection:
        # The default distance is L2, and a default embedder would be downloaded: neither is wanted.
        self._collections[name] = self._client.create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        return self._collections[name]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ChromaError, OSError, ValueError) as error:
            raise StoreError(f"the index in {self._folder} cannot be used ({error}); it is made anew.") from error

    def _of(self, kind: Kind, audience: Audience) -> Collection | None:
        return self._collections.get(_name(kind, audience))


def _name(kind: Kind, audience: Audience) -> str:
    return f"{kind}-{audience.name.lower()}"
