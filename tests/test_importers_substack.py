"""Tests of substack.py: what everybody may read is learned, and nothing else."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.importers import substack
from memory.importers.records import Document, Problem
from tests.knowledge import Knowledge
from tests.test_units import pack
from twin.errors import SourceError

EXPORT = Path(__file__).parent / "data" / "exports" / "substack"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXPORT, tmp_path / "substack"))


def test_posts_for_everybody_are_read_and_the_rest_is_told() -> None:
    document, missing, *told = substack.read(EXPORT)
    assert document == Document(
        place="substack/100",
        title="Why rye, again?",
        link="",
        written_at=datetime(2023, 5, 1, 10, tzinfo=UTC),
        text="A love letter\n\nRye is honest bread. שלום\n\n# How\n\nWith water.",
    )
    table = EXPORT / "posts.csv"
    assert missing == Problem(table, "line 5", "the page of this post is missing: it is left out.")
    start = "left out, since not everybody may read them: "
    assert told == [Problem(table, "", f"{start}{why} (1).", meant=True) for why in ("posts for subscribers", "drafts")]


def test_nobody_else_reads_the_pages(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    for path in (export, pack(export, tmp_path / "export.zip")):
        knowledge.learn(path)
    assert knowledge.store.rows("SELECT place, title FROM passages") == [("substack/100", "Why rye, again?")]


def test_without_its_table_no_page_is_learned(knowledge: Knowledge, export: Path) -> None:
    (export / "posts.csv").unlink()
    os.mkfifo(export / "posts.csv")
    [problem] = knowledge.learn(export).problems
    assert "not an ordinary file" in problem.sentence
    assert knowledge.contents() == []


def test_a_table_of_another_kind_is_none(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts.csv").write_text("id,text\n1,hello\n", encoding="utf-8")
    assert substack.parts(tmp_path, ["posts", "posts.csv"]) == ()


def test_a_page_outside_the_folder_is_not_read(export: Path) -> None:
    (export / "secret.html").write_text("<p>secret</p>", encoding="utf-8")
    with (export / "posts.csv").open("a", encoding="utf-8") as file:
        file.write("105./../../secret,2023-05-01T10:00:00.000Z,true,,,newsletter,everyone,Evil,,\n")
    assert sum(isinstance(record, Document) for record in substack.read(export)) == 1


@pytest.mark.parametrize(
    "line", ["105", '"105.a,2023', "x,y,z", ",,,,,,,,,,,,,", "105.a,never,true,,,newsletter,everyone"]
)
def test_a_broken_row_is_told_and_the_rest_is_read(export: Path, line: str) -> None:
    table = (export / "posts.csv").read_text(encoding="utf-8").split("\n")
    (export / "posts.csv").write_text("\n".join([*table[:2], line]), encoding="utf-8")
    records = list(substack.read(export))
    assert isinstance(records[0], Document)
    assert isinstance(records[1], Problem)
    assert records[1].where == "line 3"


def test_a_table_that_is_no_text_is_told(export: Path) -> None:
    (export / "posts.csv").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(SourceError):
        list(substack.read(export))
