"""Tests of obsidian.py: a note is read as Obsidian shows it."""

import shutil
import time
from datetime import datetime
from pathlib import Path

import pytest

from memory.importers import markdown
from memory.importers.records import Document
from tests.knowledge import Knowledge

NOTE = Path(__file__).parent / "data" / "exports" / "obsidian" / "Rye.md"


def read(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    [document] = markdown.read(path)
    assert isinstance(document, Document)
    return document.text


def test_a_note_is_read_as_it_is_shown() -> None:
    [document] = markdown.read(NOTE)
    assert isinstance(document, Document)
    assert (document.title, document.written_at) == ("Rye", datetime(2024, 5, 1))
    assert document.text.split("\n\n") == [
        "See Sourdough, my oven, Below and Flour with Ovens > Heat. #bread/rye",
        "> Patience Wait a whole day.",
        "It costs 5% or 10%%, a==b. Done.",
        "Milk is needed.",
        "- [ ] buy [[flour]]",
        "```\nif a == b: %%x%% [[y]]\n```",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[Note]]s", "Notes"),
        ("[[Note#^abc|that]] and [[Note#^abc]]", "that and Note"),
        ("[[a\nb]]", "[[a b]]"),
        ("[[]] x", "x"),
        ("![[Note]] x", "x"),
        ("see [text](https://a.example) and [[x]]", "see text and x"),
        ("> [!warning|red] Hot\n> Very.", "> Hot Very."),
        ("[!note](https://a.example) x", "!note x"),
        ("a == b == c", "a == b == c"),
        ("==one== and ==two==", "one and two"),
        ("x^2 and y^n", "x^2 and y^n"),
        ("%%unclosed", "%%unclosed"),
        ("before %%in\nthe middle%% after", "before after"),
        ("\\[[x]]", "[[x]]"),
    ],
)
def test_what_is_written_is_shown_so(tmp_path: Path, written: str, shown: str) -> None:
    assert read(tmp_path / "a.md", written) == shown


def test_settings_and_notes_that_were_thrown_away_are_not_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for folder in (".obsidian", ".trash"):
        (vault / folder).mkdir(parents=True)
        (vault / folder / "a.md").write_text("secret", encoding="utf-8")
    shutil.copy(NOTE, vault / "Rye.md")
    assert (knowledge.learn(vault).files, knowledge.texts("secret", k=50)) == (1, knowledge.texts("rye", k=50))


@pytest.mark.parametrize(
    "text",
    [
        "[[a" * 30_000,
        "%%\n\n" * 50_001,
        "==" * 100_000,
        "==a" * 60_000,
        "[!a" * 30_000,
        "%%a " * 50_001,
        "^a " * 60_000,
    ],
)
def test_hostile_notes_take_no_long_time(tmp_path: Path, text: str) -> None:
    begun = time.process_time()
    read(tmp_path / "a.md", f"Hello.\n\n{text}")
    assert time.process_time() - begun < 6
