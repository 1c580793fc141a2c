"""How alike texts are in meaning."""

from collections.abc import Sequence
from threading import Thread

import pytest

from memory import likeness
from memory.embedder import Vectors
from memory.likeness import VectorLikeness
from tests.fakes import BagOfWords


class Counting(BagOfWords):
    """Remembers the batches it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        return super().embed(texts)


def test_equal_texts_are_wholly_alike_and_others_less() -> None:
    same, other = VectorLikeness(BagOfWords()).alike("a red bike", ["a red bike", "blue sky"])

    assert same == pytest.approx(1, abs=1e-6)
    assert other < 0.9


def test_with_nothing_there_is_nothing_to_compare_and_nothing_to_embed() -> None:
    embedder = Counting()

    assert VectorLikeness(embedder).alike("text", []) == []
    assert embedder.batches == []


def test_a_text_is_embedded_once() -> None:
    embedder = Counting()
    alike = VectorLikeness(embedder)
    first = alike.alike("a", ["b", "b", "a"])

    assert alike.alike("a", ["b", "b", "a"]) == first
    assert embedder.batches == [["a", "b"]]


def test_what_was_met_long_ago_is_embedded_again_and_what_was_met_lately_is_not() -> None:
    embedder = Counting()
    alike = VectorLikeness(embedder)
    alike.alike("old", ["script"])
    for number in range(2):
        alike.alike("script", [f"{number}-{text}" for text in range(likeness._KEPT - 10)])
    embedder.batches.clear()
    alike.alike("old", ["script"])

    assert embedder.batches == [["old"]]


def test_more_texts_than_are_kept_can_be_compared() -> None:
    others = [f"text {number}" for number in range(likeness._KEPT + 10)]

    assert len(VectorLikeness(BagOfWords()).alike("text", others)) == len(others)


def test_threads_get_the_same_answers() -> None:
    alike = VectorLikeness(BagOfWords())
    expected = alike.alike("one", ["two", "three"])
    found: list[list[float]] = []
    threads = [Thread(target=lambda: found.append(alike.alike("one", ["two", "three"]))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 8
