"""Tests of chroma.py: collections that hold what one audience may hear, and nothing else."""

from pathlib import Path

import numpy as np
import pytest

from memory.chroma import ChromaCollections
from memory.embedder import Vectors
from tests.knowledge import bytes_below
from twin.errors import StoreError
from twin.knowledge import Audience


def directions(count: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_the_nearest_come_with_their_cosines(tmp_path: Path) -> None:
    index, vectors = ChromaCollections(tmp_path), directions(50)
    index.add("passages", Audience.PUBLIC, range(50), vectors)
    found = index.nearest("passages", Audience.PUBLIC, vectors[7], 50)
    assert len(found) == 50
    assert all(abs(cosine - float(vectors[id_] @ vectors[7])) < 1e-5 for id_, cosine in found.items())


def test_kinds_and_audiences_do_not_mix(tmp_path: Path) -> None:
    index, vectors = ChromaCollections(tmp_path), directions(3)
    index.add("passages", Audience.PUBLIC, [1], vectors[:1])
    index.add("passages", Audience.OWNER, [2], vectors[:1])
    index.add("exemplars", Audience.PUBLIC, [3], vectors[:1])
    assert set(index.nearest("passages", Audience.PUBLIC, vectors[0], 9)) == {1}
    assert set(index.nearest("passages", Audience.OWNER, vectors[0], 9)) == {2}
    assert index.nearest("exemplars", Audience.OWNER, vectors[0], 9) == {}


def test_more_than_chroma_takes_at_once(tmp_path: Path) -> None:
    index, vectors = ChromaCollections(tmp_path), directions(6000)
    index.add("passages", Audience.PUBLIC, range(6000), vectors)
    assert max(index.nearest("passages", Audience.PUBLIC, vectors[5999], 1)) == 5999
    index.remove("passages", Audience.PUBLIC, range(5900))
    assert set(index.nearest("passages", Audience.PUBLIC, vectors[0], 200)) == set(range(5900, 6000))


def test_adding_again_replaces_and_removing_the_unknown_is_no_error(tmp_path: Path) -> None:
    index, vectors = ChromaCollections(tmp_path), directions(3)
    index.remove("passages", Audience.PUBLIC, [1])
    index.add("passages", Audience.PUBLIC, [1], vectors[:1])
    index.add("passages", Audience.PUBLIC, [1], vectors[1:2])
    index.remove("passages", Audience.PUBLIC, [5])
    assert index.nearest("passages", Audience.PUBLIC, vectors[1], 5)[1] > 0.999
    assert len(index.nearest("passages", Audience.PUBLIC, vectors[1], 5)) == 1


def test_a_folder_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="cannot be used"):
        ChromaCollections(tmp_path)


def test_no_text_is_kept(tmp_path: Path) -> None:
    ChromaCollections(tmp_path).add("passages", Audience.PUBLIC, [1], directions(1))
    assert b"chroma:document" not in bytes_below(tmp_path)
