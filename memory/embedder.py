"""Sentences to vectors: the exported model, run by onnxruntime."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from twin.errors import EmbedderError

Vectors = npt.NDArray[np.float32]

# Memory of a batch grows with texts × length; beyond this many padded tokens nothing gets faster on two cores.
_TOKENS_IN_A_BATCH = 2048


class Embedder(Protocol):
    """Sentences to vectors."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape ``(len(texts), dimensions)`` and length 1, in the order of the texts."""
        ...


class OnnxEmbedder:
    """A sentence-transformers model exported by ``memory.exporter``, with nothing of torch in the process."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Load ``model.onnx``, ``tokenizer.json`` and ``model.json`` from ``folder``; 0 threads: one a core."""
        try:
            facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self.name: str = facts["name"]
            self.dimensions: int = facts["dimensions"]
            max_tokens: int = facts["max_tokens"]
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.log_severity_level = 3
            # Threads that wait for the next text in a busy loop took three times the processor time of the texts.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            message = f"the exported model in {folder} cannot be loaded ({type(error).__name__}); delete that folder"
            raise EmbedderError(f"{message} and it is made anew.") from error
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape ``(len(texts), dimensions)`` and length 1, in the order of the texts."""
        # The tokenizer refuses half a character, which a text from a platform may hold.
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        encodings = self._tokenizer.encode_batch_fast(whole)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for batch in _batches(encodings):
            ids = np.zeros((len(batch), len(encodings[batch[-1]])), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                length = len(encodings[index])
                ids[row, :length] = encodings[index].ids
                mask[row, :length] = 1
            vectors[batch] = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def _batches(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    """Indices in batches of texts of nearly one length, the longest last: padding is work for nothing."""
    batch: list[int] = []
    for index in sorted(range(len(encodings)), key=lambda index: len(encodings[index])):
        if batch and len(encodings[index]) * (len(batch) + 1) > _TOKENS_IN_A_BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
