"""Tests of exports that are learned more than once: copied, packed, made again later, edited, in any order."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import EXAMPLES, LATER, Example
from tests.knowledge import Knowledge, everything_agrees

CHATS = [one for one in EXAMPLES if one.folder not in ("obsidian", "substack", "subtitles", "wordpress")]

# What a file with a problem lacks is not dropped, and in this example a page is missing.
SOUND = [one for one in EXAMPLES if one.folder != "substack"]

of_each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.folder)
of_each_chat = pytest.mark.parametrize("example", CHATS, ids=lambda example: example.folder)


@pytest.fixture
def older(example: Example, tmp_path: Path) -> Path:
    """The export as it is."""
    return example.laid_out(tmp_path / "older")


@pytest.fixture
def newer(example: Example, tmp_path: Path) -> Path:
    """The same export, made when more had been said."""
    export = example.laid_out(tmp_path / "newer")
    example.grow(export)
    return export


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Knowledge]:
    """A second memory, to compare with."""
    (tmp_path / "other").mkdir()
    opened = Knowledge(tmp_path / "other")
    yield opened
    opened.store.close()


def texts(knowledge: Knowledge) -> Counter[str]:
    return Counter(text for (text,) in knowledge.store.rows("SELECT text FROM passages"))


@of_each
def test_learned_again_it_changes_nothing(knowledge: Knowledge, example: Example, older: Path) -> None:
    assert knowledge.learn(older, me=example.me).passages
    before = knowledge.contents()
    again = knowledge.learn(older, me=example.me)
    assert (again.passages, again.exemplars, again.dropped) == (0, 0, 0)
    assert knowledge.contents() == before


@of_each_chat
def test_a_copy_elsewhere_adds_nothing(knowledge: Knowledge, example: Example, older: Path, tmp_path: Path) -> None:
    knowledge.learn(older, me=example.me)
    before = knowledge.contents()
    copy = shutil.copytree(older, tmp_path / "Downloads" / f"{older.name} (1)")
    again = knowledge.learn(copy, me=example.me)
    assert (again.files > 0, again.passages, again.exemplars, again.dropped) == (True, 0, 0, 0)
    assert knowledge.contents() == before


@of_each_chat
def test_packed_it_adds_nothing(knowledge: Knowledge, example: Example, older: Path, tmp_path: Path) -> None:
    knowledge.learn(older, me=example.me)
    before = knowledge.contents()
    packed = shutil.make_archive(str(tmp_path / "packed" / older.name), "zip", older)
    again = knowledge.learn(Path(packed), me=example.me)
    assert (again.files > 0, again.passages, again.exemplars, again.dropped) == (True, 0, 0, 0)
    assert knowledge.contents() == before


@of_each
def test_packed_all_of_it_is_read(
    knowledge: Knowledge, other: Knowledge, example: Example, older: Path, tmp_path: Path
) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed" / older.name), "zip", older)
    knowledge.learn(Path(packed), me=example.me)
    other.learn(older, me=example.me)
    assert texts(knowledge) == texts(other)


@of_each
def test_a_newer_one_in_its_place_adds_what_is_new(
    knowledge: Knowledge, other: Knowledge, example: Example, older: Path, newer: Path
) -> None:
    knowledge.learn(older, me=example.me)
    was = texts(knowledge)
    shutil.rmtree(older)
    shutil.copytree(newer, older)
    again = knowledge.learn(older, me=example.me)
    added = texts(knowledge) - was
    assert added
    assert all(LATER in text for text in added)
    assert (again.passages, again.dropped) == (added.total(), 0)
    other.learn(older, me=example.me)
    assert knowledge.contents() == other.contents()


@of_each_chat
def test_a_newer_one_elsewhere_adds_what_is_new(
    knowledge: Knowledge, other: Knowledge, example: Example, older: Path, newer: Path
) -> None:
    knowledge.learn(older, me=example.me)
    was = texts(knowledge)
    again = knowledge.learn(newer, me=example.me)
    added = texts(knowledge) - was
    assert added
    assert all(LATER in text for text in added)
    assert again.dropped == 0
    other.learn(newer, me=example.me)
    assert knowledge.contents() == other.contents()
    everything_agrees(knowledge)


@of_each_chat
def test_an_older_one_elsewhere_takes_nothing_away(
    knowledge: Knowledge, example: Example, older: Path, newer: Path
) -> None:
    knowledge.learn(newer, me=example.me)
    before = knowledge.contents()
    again = knowledge.learn(older, me=example.me)
    assert (again.passages, again.exemplars, again.dropped) == (0, 0, 0)
    assert knowledge.contents() == before


@of_each_chat
def test_the_older_one_is_enough_when_the_newer_is_gone(
    knowledge: Knowledge, other: Knowledge, example: Example, older: Path, newer: Path
) -> None:
    both = newer.parent / "both"
    both.mkdir()
    newer.rename(both / "newer")
    older.rename(both / "older")
    knowledge.learn(both, me=example.me)
    shutil.rmtree(both / "newer")
    knowledge.learn(both, me=example.me)
    other.learn(both, me=example.me)
    assert texts(knowledge) == texts(other)
    assert not any(LATER in text for text in texts(knowledge))
    everything_agrees(knowledge)


@pytest.mark.parametrize("example", SOUND, ids=lambda example: example.folder)
def test_an_edited_text_replaces_the_one_that_was(knowledge: Knowledge, example: Example, older: Path) -> None:
    knowledge.learn(older, me=example.me)
    count = texts(knowledge).total()
    example.edit(older)
    knowledge.learn(older, me=example.me)
    was, now = example.edited
    assert any(now in text for text in texts(knowledge))
    assert not any(was in text for text in texts(knowledge))
    assert texts(knowledge).total() == count
    everything_agrees(knowledge)
