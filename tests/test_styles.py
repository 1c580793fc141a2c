"""The owner's manner is measured when it is asked for, and anew when much was learned."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.styles import Styles
from tests.knowledge import Knowledge, message, write_chat


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[Knowledge]:
    opened = Knowledge(tmp_path / "data")
    yield opened
    opened.store.close()


def chat(path: Path, count: int, text: str, number: int) -> Path:
    """A private chat in which Ann answers every question of Ben's alike."""
    messages = []
    for first in range(1, 2 * count, 2):
        messages += [message(first, f"what about {first}?", "Ben"), message(first + 1, f"{text} {first}")]
    return write_chat(path, *messages, number=number)


def test_of_an_owner_who_wrote_nothing_nothing_is_known(knowledge: Knowledge) -> None:
    assert Styles(knowledge.store, ["en"]).setting(group=False) is None


def test_the_manner_is_measured_anew_when_much_was_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    styles = Styles(knowledge.store, ["en"])
    knowledge.learn(chat(tmp_path / "one.json", 40, "yes two words", 1))
    first = styles.setting(group=False)
    knowledge.learn(chat(tmp_path / "two.json", 2, "a few more words than before, but only twice of them", 2))
    same = styles.setting(group=False)
    knowledge.learn(chat(tmp_path / "three.json", 90, "a few more words than before, and very often so by now", 3))
    other = styles.setting(group=False)

    assert first is not None
    assert other is not None
    assert same is first
    assert other.words[1] > first.words[1]
