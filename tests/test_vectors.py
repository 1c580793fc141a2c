"""Tests of vectors.py: the file, and an index that is exact whatever happened to it."""

import os
import random
import resource
import shutil
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from memory.embedder import Vectors
from memory.vectors import VectorFile
from tests.knowledge import Knowledge, kill_after, run, started
from twin.errors import StoreError
from twin.knowledge import Audience

PUBLIC = Audience.PUBLIC
KILLS = 4


def texts(count: int, first: int = 0) -> list[str]:
    return [f"word{number} and thing{number % 97} of part{number % 13}" for number in range(first, first + count)]


def agrees(knowledge: Knowledge, *, k: int = 10, audience: Audience = PUBLIC) -> bool:
    """Whether the nearest are those that comparing all finds, for some questions; Chroma may miss one in ten."""

    def as_near(vector: Vectors) -> float:
        exact = knowledge.exact("passages", audience, vector, k)
        rows = knowledge.store.rows_of("passages", exact)
        cosines = sorted((knowledge.file.read(list(rows.values())) @ vector).tolist(), reverse=True)
        found = [cosine for _, cosine in knowledge.index.nearest("passages", audience, vector, k)]
        pairs = list(zip(found, cosines, strict=True))
        return sum(bool(one >= other - 1e-4) for one, other in pairs) / len(pairs) if pairs else 1.0

    return all(as_near(vector) >= 0.9 for vector in asked(knowledge))


def asked(knowledge: Knowledge) -> Vectors:
    return knowledge.embedder.embed(["word7", "thing5 of part9", "and", "nothing of it", "word1999 and thing30"])


def test_rows_are_read_as_they_were_written_and_missing_ones_are_zero(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "v", 3)
    assert len(file) == 0
    assert not file.read([0, 5]).any()
    file.write([2, 0], np.array([[1, 2, 3], [4, 5, 6]], dtype=np.float32))
    assert file.read([0, 1, 2, 9]).tolist() == [[4, 5, 6], [0, 0, 0], [1, 2, 3], [0, 0, 0]]
    file.erase([2])
    assert file.read([2]).tolist() == [[0, 0, 0]]
    assert (len(file), (tmp_path / "v").stat().st_mode & 0o777) == (3, 0o600)


@pytest.mark.parametrize("rows", [[], [4], [3, 1, 2], [0, 900, 5], [5, 1200, 5], list(range(1000))])
def test_rows_are_compared_where_they_lie(tmp_path: Path, rows: list[int]) -> None:
    file = VectorFile(tmp_path / "v", 4)
    file.write(range(1000), np.random.default_rng(1).standard_normal((1000, 4)).astype(np.float32))
    vector = np.array([1, -2, 3, -4], dtype=np.float32)
    found = file.dots(np.array(rows, dtype=np.int64), vector)
    assert found == pytest.approx(file.read(rows) @ vector, abs=1e-5)


def test_a_file_in_an_unusable_place_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="not a directory"):
        VectorFile(tmp_path / "file" / "v", 3).write([0], np.zeros((1, 3), dtype=np.float32))


def test_a_disk_that_takes_only_a_part_of_a_vector_is_a_sentence(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "v", 64)
    limit, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
    try:
        with pytest.raises(StoreError, match="file too large"):
            file.write(range(4), np.ones((4, 64), dtype=np.float32))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    file.write(range(4), np.ones((4, 64), dtype=np.float32))
    assert file.read(range(4)).all()


def test_without_an_index_the_nearest_are_exact(knowledge: Knowledge) -> None:
    assert knowledge.index.nearest("passages", PUBLIC, asked(knowledge)[0], 5) == []
    knowledge.put(texts(300))
    assert agrees(knowledge)
    assert not knowledge.index.needs_mending()


def test_merged_ones_and_the_tail_together_are_exact(knowledge: Knowledge) -> None:
    knowledge.put(texts(500))
    knowledge.put(texts(50), Audience.OWNER)
    knowledge.index.merge()
    assert knowledge.store.count_tail() == 0
    assert agrees(knowledge)
    knowledge.put(texts(200, 500))
    assert agrees(knowledge)
    knowledge.index.merge()
    assert agrees(knowledge, k=1000)
    assert agrees(knowledge, audience=Audience.OWNER)
    assert not knowledge.index.needs_mending()


def test_equal_ones_come_in_the_order_of_their_ids(knowledge: Knowledge) -> None:
    ids = knowledge.put(["the same text"] * 5)
    knowledge.index.merge()
    ids += knowledge.put(["the same text"] * 5)
    vector = knowledge.embedder.embed(["the same text"])[0]
    assert knowledge.nearest("passages", PUBLIC, vector, 10) == ids


def test_removed_ones_are_not_found_and_wait_in_the_tail(knowledge: Knowledge) -> None:
    ids = knowledge.put(texts(200))
    knowledge.index.merge()
    knowledge.index.remove("passages", [(id_, PUBLIC) for id_ in ids[:150]])
    assert knowledge.store.count_tail() == 150, "still in the records: a run killed now must not lose them"
    assert agrees(knowledge, k=100)
    knowledge.store.drop("passages", ids[:150])
    assert set(knowledge.nearest("passages", PUBLIC, asked(knowledge)[0], 200)) == set(ids[150:])


def test_it_is_known_whether_removed_ones_may_still_lie_in_its_files(knowledge: Knowledge) -> None:
    ids = knowledge.put(texts(20))
    knowledge.index.merge()
    assert not knowledge.index.keeps_removed()
    knowledge.index.remove("passages", [(ids[0], PUBLIC)])
    knowledge.index.merge()
    assert knowledge.index.keeps_removed()
    assert agrees(knowledge, k=20)
    assert elsewhere(knowledge).index.keeps_removed()
    [epoch] = (knowledge.folder / "index").iterdir()
    knowledge.index.discard()
    assert not knowledge.index.keeps_removed()
    [begun] = (knowledge.folder / "index").iterdir()
    knowledge.index.merge()
    [filled] = (knowledge.folder / "index").iterdir()
    assert epoch != begun == filled, "what was begun anew and is empty is not begun once more"
    assert agrees(knowledge, k=20)


def test_killed_while_merging_the_next_start_answers_exactly_and_mends(knowledge: Knowledge) -> None:
    seed = int(time.time())
    print("seed", seed)
    moments = random.Random(seed)  # noqa: S311
    knowledge.put(texts(200))
    knowledge.index.merge()
    knowledge.put(texts(4900, 200))
    dirty = 0
    for number in range(KILLS):
        copy = knowledge.folder.parent / f"copy{number}"
        shutil.copytree(knowledge.folder, copy)
        watching = Knowledge(copy)
        with started("merge", copy) as process:
            # How long a process takes to begin differs from machine to machine: the change itself is waited for.
            while process.poll() is None and not watching.index.needs_mending():
                time.sleep(0.002)
            kill_after(process, moments.uniform(0, 0.1))
        watching.store.close()
        next_start = Knowledge(copy)
        if next_start.index.needs_mending():
            dirty += 1
            assert agrees(next_start)
            next_start.learner.embed(next_start.progress)
            assert not next_start.index.needs_mending()
            assert next_start.store.count_tail() == 0
            assert next_start.progress.stages == [("indexing", 5100, 5100)]
        assert nearly_all(next_start)
        next_start.store.close()
    assert dirty >= 1


def nearly_all(knowledge: Knowledge) -> bool:
    """Whether Chroma, which approximates, finds pieces by their own texts, and most of those near to others."""
    for number in range(0, 200, 10):
        [vector] = knowledge.embedder.embed(texts(1, number))
        if knowledge.nearest("passages", PUBLIC, vector, 5)[0] != knowledge.exact("passages", PUBLIC, vector, 1)[0]:
            return False
    found = [
        len({*knowledge.nearest("passages", PUBLIC, vector, 10)} & {*knowledge.exact("passages", PUBLIC, vector, 10)})
        for vector in asked(knowledge)[:2]
    ]
    return min(found) >= 6


def test_what_another_process_merges_is_still_found(knowledge: Knowledge) -> None:
    knowledge.put(texts(300))
    knowledge.index.merge()
    knowledge.put(texts(300, 300))
    assert agrees(knowledge)
    assert run("merge", knowledge.folder).returncode == 0
    assert knowledge.store.count_tail() == 0
    assert agrees(knowledge, k=600)
    knowledge.put(texts(100, 600))
    knowledge.index.merge()
    assert agrees(knowledge, k=700)
    reopened = Knowledge(knowledge.folder)
    assert agrees(reopened, k=700), "nothing that the other process merged was lost by merging here"


def test_removing_what_another_process_merged_loses_nothing_else(knowledge: Knowledge) -> None:
    ids = knowledge.put(texts(300))
    knowledge.index.merge()
    ids += knowledge.put(texts(300, 300))
    run("merge", knowledge.folder)
    knowledge.index.remove("passages", knowledge.store.merged("passages", ids[290:310]))
    knowledge.store.drop("passages", ids[290:310])
    assert agrees(knowledge, k=600)
    assert agrees(Knowledge(knowledge.folder), k=600)


def test_what_another_process_opens_and_closes_is_searched_as_it_is_now(knowledge: Knowledge) -> None:
    knowledge.put(texts(100))
    knowledge.index.merge()
    assert agrees(knowledge)
    assert run("open", knowledge.folder).returncode == 0
    assert agrees(knowledge, k=100)
    assert agrees(knowledge, k=100, audience=Audience.INNER)
    assert knowledge.nearest("passages", PUBLIC, asked(knowledge)[0], 5) == []


@pytest.mark.parametrize("what", ["folder", "epoch", "segments", "sqlite", "damaged sqlite", "damaged segments"])
@pytest.mark.parametrize("opened", [False, True])
def test_an_index_that_was_deleted_or_damaged_is_not_missed(knowledge: Knowledge, what: str, *, opened: bool) -> None:
    # More than Chroma keeps in its log, so that there are files of vectors.
    knowledge.put(texts(1500))
    knowledge.index.merge()
    if opened:
        assert nearly_all(knowledge)
    reader = knowledge if opened else elsewhere(knowledge)
    _harm(reader.folder / "index", what)
    # Exactly, or from what is open in this process; never less.
    assert nearly_all(reader)
    if reader.index.needs_mending():
        reader.learner.embed(reader.progress)
    else:
        assert opened
        reader.index.discard()
        reader.index.merge()
    assert not reader.index.needs_mending()
    assert nearly_all(reader)
    assert nearly_all(elsewhere(reader))


def elsewhere(knowledge: Knowledge) -> Knowledge:
    """The same in another folder: Chroma keeps what is open in this process for good."""
    folder = knowledge.folder.with_name(knowledge.folder.name + "-")
    shutil.copytree(knowledge.folder, folder)
    return Knowledge(folder)


def _harm(index: Path, what: str) -> None:
    [epoch] = index.iterdir()
    [segments] = [path for path in epoch.iterdir() if path.is_dir()]
    if what == "damaged sqlite":
        (epoch / "chroma.sqlite3").write_bytes(os.urandom(100_000))
    elif what == "damaged segments":
        for path in segments.iterdir():
            path.write_bytes(os.urandom(path.stat().st_size))
    elif what == "sqlite":
        (epoch / "chroma.sqlite3").unlink()
    else:
        shutil.rmtree({"folder": index, "epoch": epoch, "segments": segments}[what])


def test_while_somebody_searches_threads_take_turns_more_often(knowledge: Knowledge) -> None:
    usual = sys.getswitchinterval()
    with knowledge.index.searching():
        with knowledge.index.searching():
            pass
        assert sys.getswitchinterval() < usual / 5
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_whoever_gives_way_waits_for_who_searches_but_not_for_long(knowledge: Knowledge) -> None:
    def waited() -> float:
        begun = time.perf_counter()
        knowledge.index.give_way()
        return time.perf_counter() - begun

    alone = waited()
    with knowledge.index.searching():
        among = waited()
    assert alone < 0.2 < among < 2
