"""Tests of embedding.py: equal texts are embedded once, and a title counts."""

from memory.embedding import embed_all, embedded_text
from memory.store import Unembedded
from tests.fakes import BagOfWords
from tests.knowledge import Knowledge


def test_equal_texts_share_a_vector_and_are_embedded_once(knowledge: Knowledge) -> None:
    knowledge.put(["same", "same", "other"])
    assert knowledge.embedder.embedded == 2
    knowledge.put(["same"], kind="exemplars")
    assert knowledge.embedder.embedded == 2
    assert len(knowledge.file) == 2


def test_every_step_is_told_and_nothing_waits_afterwards(knowledge: Knowledge) -> None:
    knowledge.put([f"text{number % 3000}" for number in range(4500)])
    assert knowledge.progress.stages == [("learning", 4500, 4500)]
    assert knowledge.store.count_unembedded() == 0
    told: list[int] = []
    embed_all(knowledge.store, knowledge.file, BagOfWords(), told.append)
    assert told == []


def test_each_piece_gets_the_vector_of_its_own_text(knowledge: Knowledge) -> None:
    texts = [f"word{number} " * (1 + number % 7) + f"and{number}" for number in range(700)]
    ids = knowledge.put(texts)
    rows = knowledge.store.rows_of("passages", ids)
    expected = BagOfWords().embed(texts)
    assert all((knowledge.file.read([rows[id_]])[0] == expected[index]).all() for index, id_ in enumerate(ids))


def test_the_title_is_embedded_with_the_text() -> None:
    assert embedded_text(Unembedded("passages", 1, "Title", "text")) == "Title\ntext"
    assert embedded_text(Unembedded("exemplars", 1, "", "text")) == "text"
