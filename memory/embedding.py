"""Pieces without a vector get one; equal texts are embedded once."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from memory.embedder import Embedder, Vectors
from memory.store import Store, Unembedded
from memory.vectors import VectorFile

# Pieces whose vectors are written together: a run that is killed embeds at most so many again.
_WINDOW = 4096
# Texts embedded between two steps of a progress bar.
_STEP = 256


def embed_all(store: Store, file: VectorFile, embedder: Embedder, told: Callable[[int], None]) -> None:
    """Embed every piece that waits; ``told`` hears how many are done, step by step."""
    while window := store.unembedded(_WINDOW):
        texts = {_digest(embedder, text): text for text in map(embedded_text, window)}
        known = store.vector_rows(list(texts))
        missing = {digest: text for digest, text in texts.items() if digest not in known}
        told(len(window) - len(missing))
        rows = store.free_rows(len(missing))
        file.write(rows, _embed(list(missing.values()), embedder, told))
        new = dict(zip(missing, rows, strict=True))
        all_rows = known | new
        store.set_vectors(new, [(piece, all_rows[_digest(embedder, embedded_text(piece))]) for piece in window])


def embedded_text(piece: Unembedded) -> str:
    """What of a piece its vector is made from: a document's title tells what an excerpt of it is about."""
    return f"{piece.title}\n{piece.text}" if piece.title else piece.text


def _embed(texts: Sequence[str], embedder: Embedder, told: Callable[[int], None]) -> Vectors:
    vectors = np.empty((len(texts), embedder.dimensions), dtype=np.float32)
    # Texts of one length together: what shorter ones are padded with costs as much as text.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), _STEP):
        part = order[start : start + _STEP]
        vectors[part] = embedder.embed([texts[index] for index in part])
        told(len(part))
    return vectors


def _digest(embedder: Embedder, text: str) -> bytes:
    return hashlib.blake2b(f"{embedder.name}\0{text}".encode(), digest_size=16).digest()
