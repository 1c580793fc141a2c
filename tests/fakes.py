"""Small real classes that stand where something slow stands otherwise."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from memory.embedder import Vectors
from twin.draft import Draft
from twin.knowledge import Audience, Recollection

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


class SaysBot:
    """A Disclosure that hears the question in the word "bot?"."""

    def asks(self, text: str) -> bool:
        """Whether "bot?" stands in the text."""
        return "bot?" in text

    def rest(self, text: str) -> str:
        """What follows after it."""
        return text.partition("bot?")[2].strip()


@dataclass
class WordsOf:
    """ExactWords from dictionaries: what is said to a text, and the topic it is about."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    readers: list[Audience] = field(default_factory=list)

    def draft(self, text: str, reader: Audience) -> Draft | None:
        """The draft kept for the text."""
        self.readers.append(reader)
        return self.drafts.get(text)

    def asks_anything(self, text: str) -> bool:
        """Whether there is a letter in it."""
        return any(character.isalpha() for character in text)

    def for_owner(self, text: str) -> str | None:
        """The topic kept for the text."""
        return self.topics.get(text)


@dataclass
class EmptyMemory:
    """A Recaller that finds nothing, and remembers what it was asked, by whom."""

    asked: list[tuple[str, Audience]] = field(default_factory=list)

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Nothing."""
        assert k > 0
        self.asked.append((question, reader))
        return Recollection((), ())


class NeverAsked:
    """A Recaller for messages that must be answered without it."""

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Fails the test."""
        raise AssertionError(f"{question!r} was searched as {reader.name}, the best {k}")


@dataclass
class Writes:
    """A Writer that always writes the same."""

    texts: tuple[str, ...] = ()

    def write(self, text: str, recollection: Recollection) -> Draft | None:
        """The same draft, or none if there are no texts."""
        return Draft(self.texts, 0.9, "fake", f"{text} {len(recollection.passages)}") if self.texts else None


@dataclass(frozen=True)
class Says:
    """FixedSentences in one word each."""

    disclosure: str = "machine"
    unknown: str = "unknown"
    owner_topic: str = "owner's"


@dataclass
class AllAlike:
    """A Likeness to which everything is equally alike."""

    cosine: float

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The same for each."""
        return [self.cosine for _ in others]
