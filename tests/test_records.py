"""Tests of records.py: what goes wrong with files is a sentence, and loses nothing."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from memory.store import Store
from tests.knowledge import Knowledge, conversation, run, without_privileges, write_chat, write_post
from twin import records
from twin.errors import StoreError


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        insert = (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('knowledge', '0999_later', '')"
        )
        connection.execute(insert)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer version of twin \(it knows 0999_later\): install .* TWIN_DATA"):
        Store(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    with without_privileges(), pytest.raises(StoreError, match=r"cannot be written: allow this user|permission denied"):
        Store(tmp_path / "data" / "knowledge.db")


def test_a_file_that_may_only_be_read_is_a_sentence(knowledge: Knowledge) -> None:
    knowledge.put(["a word about the sea"])
    knowledge.store.rows("PRAGMA query_only=on")
    with pytest.raises(StoreError, match="cannot be written: allow this user to write there"):
        knowledge.put(["another"])
    knowledge.store.rows("PRAGMA query_only=off")
    assert knowledge.texts("sea") == ["a word about the sea"]


def test_a_path_below_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "file" / "knowledge.db", tmp_path / "file" / "deeper" / "knowledge.db"):
        with pytest.raises(StoreError, match=r"cannot be used: (file exists|not a directory)"):
            Store(path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        Store(tmp_path / "folder")


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(os.urandom(50_000))
    with pytest.raises(StoreError, match="is damaged or is no database: restore it from a backup"):
        Store(path)


@pytest.mark.parametrize("seed", range(6))
def test_a_file_damaged_within_is_at_worst_a_sentence(knowledge: Knowledge, tmp_path: Path, seed: int) -> None:
    knowledge.learn(write_chat(tmp_path / "result.json", *conversation(300)))
    knowledge.store.close()
    path = knowledge.folder / "knowledge.db"
    data = bytearray(path.read_bytes())
    for page in range(1 + seed % 3, len(data) // 4096, 3 + seed):
        data[page * 4096 : page * 4096 + 4096] = os.urandom(4096)
    path.write_bytes(data)
    with suppress(StoreError):
        damaged = Knowledge(knowledge.folder)
        damaged.texts("question about subject7")
        damaged.learn(tmp_path / "result.json")


@pytest.mark.parametrize("limit", [60_000, 150_000, 333_333, 700_001])
def test_a_disk_that_is_full_is_a_sentence_and_loses_nothing(knowledge: Knowledge, tmp_path: Path, limit: int) -> None:
    write_post(tmp_path / "first.md", "First", "A first word about the sea.")
    knowledge.learn(tmp_path / "first.md")
    chat = write_chat(tmp_path / "result.json", *conversation(1500))
    limited = run("limited", knowledge.folder, limit, chat)
    assert limited.returncode == 1
    assert limited.stderr.startswith("StoreError: ")
    assert limited.stderr.endswith(".\n")
    assert "Traceback" not in limited.stderr
    assert "A first word about the sea." in knowledge.texts("first word sea")
    assert knowledge.learn(chat).problems == []
    undisturbed = Knowledge(tmp_path / "undisturbed")
    undisturbed.learn(tmp_path / "first.md")
    undisturbed.learn(chat)
    assert knowledge.contents() == undisturbed.contents()


def test_a_disk_that_fills_up_while_the_index_is_merged_is_a_sentence(knowledge: Knowledge) -> None:
    knowledge.put([f"word{number} of many" for number in range(4900)])
    # The records' log must not be what grows too large.
    knowledge.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    limited = run("limited-merge", knowledge.folder, 2_500_000)
    assert limited.returncode == 1
    assert limited.stderr.startswith("StoreError: the index in "), limited.stderr
    assert "Traceback" not in limited.stderr
    assert knowledge.index.needs_mending()
    assert "word77 of many" in knowledge.texts("word77")
    knowledge.learner.embed(knowledge.progress)
    assert not knowledge.index.needs_mending()
    assert "word77 of many" in knowledge.texts("word77")


def test_a_transaction_that_cannot_be_committed_is_rolled_back(tmp_path: Path) -> None:
    connection = records.connect(tmp_path / "x.db", synchronous="FULL")
    connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
    for _ in range(2):
        with (
            pytest.raises(StoreError, match="FOREIGN KEY constraint failed"),
            records.translated(tmp_path / "x.db"),
            records.transaction(connection),
        ):
            connection.execute("INSERT INTO child VALUES (7)")
    assert connection.execute("SELECT count(*) FROM child").fetchone() == (0,)
    connection.close()


def test_a_file_that_another_program_holds_is_a_sentence(tmp_path: Path) -> None:
    holder = records.connect(tmp_path / "x.db", synchronous="NORMAL")
    other = records.connect(tmp_path / "x.db", synchronous="NORMAL")
    other.execute("PRAGMA busy_timeout=50")
    with (
        records.transaction(holder),
        pytest.raises(StoreError, match="being written by another program: try again"),
        records.translated(tmp_path / "x.db"),
        records.transaction(other),
    ):
        raise AssertionError
    holder.close()
    other.close()
