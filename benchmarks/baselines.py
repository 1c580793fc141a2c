"""What others find, to measure beside: MiniLM alone, LangChain's ensemble of it and BM25, and mem0 without a model.

All search the product's passages by the product's vectors. LangChain's part needs ``langchain-classic``,
``langchain-community`` and ``rank-bm25``, the last ``mem0ai``: what is not installed is left out, and said so.
"""

import importlib
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.runnables import RunnableLambda

from memory.embedder import Vectors
from memory.fulltext import words
from memory.likeness import VectorLikeness

# A question to the indices of units, the best first.
Search = Callable[[str], list[int]]

# Units that each method is asked for.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Units:
    """The texts that are searched, with a vector each, and what makes vectors of questions."""

    texts: Sequence[str]
    vectors: Vectors
    likeness: VectorLikeness

    def nearest(self, question: str) -> list[int]:
        """The units nearest in meaning, by comparing them all."""
        found: list[int] = np.argsort(-(self.vectors @ self.likeness.vector(question)), kind="stable")[:_MOST].tolist()
        return found


def minilm(units: Units) -> Search:
    """By cosine alone."""
    return units.nearest


def ensemble(units: Units) -> Search | None:
    """LangChain's EnsembleRetriever of its BM25Retriever and MiniLM with equal weights; None if not installed.

    Its BM25 gets words in lower case without stop words: as it comes it tells "Boat" from "boat".
    """
    classic, community = _installed("langchain_classic.retrievers"), _installed("langchain_community.retrievers")
    if not classic or not community or not _installed("rank_bm25"):
        return None
    documents = [Document(text, metadata={"unit": number}) for number, text in enumerate(units.texts)]
    bm25 = community.BM25Retriever.from_documents(documents, preprocess_func=words)
    bm25.k = _MOST

    def nearest(question: str) -> list[Document]:
        return [documents[unit] for unit in units.nearest(question)]

    both = classic.EnsembleRetriever(retrievers=[bm25, RunnableLambda(nearest)], weights=[0.5, 0.5], id_key="unit")
    return lambda question: [document.metadata["unit"] for document in both.invoke(question)]


class _Known(Embeddings):
    """Vectors of the units as they are, and of questions by the model."""

    def __init__(self, units: Units) -> None:
        self._known = dict(zip(units.texts, units.vectors, strict=True))
        self._likeness = units.likeness

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector each."""
        return list(map(self.embed_query, texts))

    def embed_query(self, text: str) -> list[float]:
        """The vector of a unit or of a question."""
        known = self._known.get(text)
        vector: list[float] = (self._likeness.vector(text) if known is None else known).tolist()
        return vector


def mem0(units: Units, folder: Path) -> Search | None:
    """mem0 over Chroma in this folder, each unit remembered as it is (``infer=False``); None if not installed."""
    # It asks the network for notices and tells it what it does, if it is let.
    os.environ |= {"MEM0_TELEMETRY": "False", "MEM0_DIR": str(folder)}
    installed = _installed("mem0")
    if not installed:
        return None
    memory = installed.Memory.from_config(
        {
            "embedder": {"provider": "langchain", "config": {"model": _Known(units)}},
            # It wants a model, and never asks it.
            "llm": {"provider": "langchain", "config": {"model": GenericFakeChatModel(messages=iter([]))}},
            "vector_store": {"provider": "chroma", "config": {"path": str(folder / "chroma")}},
            "history_db_path": str(folder / "history.db"),
        }
    )
    for number, text in enumerate(units.texts):
        memory.add(text, user_id="owner", infer=False, metadata={"unit": number})

    def search(question: str) -> list[int]:
        found = memory.search(question, filters={"user_id": "owner"}, top_k=_MOST, threshold=0.0)
        return [one["metadata"]["unit"] for one in found["results"]]

    return search


def _installed(name: str) -> ModuleType | None:
    with warnings.catch_warnings():
        # Some tell of their own end when they are imported.
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ImportError:
            return None
