"""Tests of own_words.py: what the owner wrote is put together as they wrote it, and nobody else's words are."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory.own_words import own_words
from memory.store import NewPassage, NewSource, Store
from tests.knowledge import Knowledge, message, write_chat, write_post
from twin.knowledge import Audience, OwnWords

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def learned(knowledge: Knowledge, path: Path, *said: object, number: int = 77) -> None:
    knowledge.learn(write_chat(path / f"{number}.json", *said, number=number, name=f"chat {number}"))


def test_messages_in_a_row_are_a_burst_that_others_and_pauses_end(knowledge: Knowledge, tmp_path: Path) -> None:
    learned(
        knowledge,
        tmp_path,
        message(1, "one"),
        message(2, "two"),
        message(3, "what?", "Ben"),
        message(4, "three"),
        message(20, "four"),
        message(30, "five"),
    )
    found = own_words(knowledge.store, 100)
    assert found == OwnWords((("four", "five"), ("three",), ("one", "two")), (), (), frozenset({"Ben"}))


def test_two_others_make_a_group(knowledge: Knowledge, tmp_path: Path) -> None:
    learned(knowledge, tmp_path, message(1, "so?", "Ben"), message(2, "private"))
    learned(knowledge, tmp_path, message(1, "so?", "Ben"), message(2, "and?", "Cleo"), message(3, "group"), number=78)
    found = own_words(knowledge.store, 100)
    assert found == OwnWords((("private",),), (("group",),), (), frozenset({"Ben", "Cleo"}))


def test_what_the_owner_passes_on_is_none_of_their_words_and_makes_no_group(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    passed_on = message(3, "not mine", forwarded_from="Cleo")
    learned(knowledge, tmp_path, message(1, "so?", "Ben"), message(2, "private"), passed_on)

    found = own_words(knowledge.store, 100)

    assert found == OwnWords((("private",),), (), (), frozenset({"Ben"}))


def test_a_chat_in_which_nobody_answered_is_private(knowledge: Knowledge, tmp_path: Path) -> None:
    learned(knowledge, tmp_path, message(1, "anyone?"))
    assert own_words(knowledge.store, 100).private == (("anyone?",),)


def test_the_newest_come_first_and_no_more_than_the_limit(knowledge: Knowledge, tmp_path: Path) -> None:
    for number in range(3):
        said = [message(100 * number + step, f"{number} {step}") for step in (1, 2)]
        learned(knowledge, tmp_path, *said, message(100 * number + 3, "ok", "Ben"), number=number + 1)
    assert own_words(knowledge.store, 4).private == (("2 1", "2 2"), ("1 1", "1 2"))
    assert own_words(knowledge.store, 0).private == ()


def test_documents_are_the_owners_whoever_may_read_them(knowledge: Knowledge, tmp_path: Path) -> None:
    knowledge.learn(write_post(tmp_path / "a.md", "A", "Written by hand."), chosen=Audience.OWNER)
    assert own_words(knowledge.store, 5) == OwnWords((), (), ("Written by hand.",), frozenset())


def said(number: int, sent_at: datetime | None, *, by_owner: bool = True, place: str = "p") -> NewPassage:
    author = "Ann" if by_owner else f"Ben {number % 5}"
    text = f"text {number} of a middling length, as people write"
    digest = number.to_bytes(16, "big")
    return NewPassage(digest, place, sent_at, Audience.OWNER, number, "", "", author, by_owner, text)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "knowledge.db")


def put(store: Store, *pieces: NewPassage) -> None:
    source = store.source(NewSource("/a", "", "", "telegram", Audience.OWNER))
    store.add("passages", source.id, store.file("/a", "/a"), pieces)


@pytest.mark.parametrize(
    ("first", "second"), [(None, None), (NOON, None), (None, NOON), (NOON.replace(tzinfo=None), NOON)]
)
def test_without_two_times_to_compare_there_is_no_pause(
    store: Store, first: datetime | None, second: datetime | None
) -> None:
    put(store, said(1, first), said(2, second))
    assert [len(burst) for burst in own_words(store, 9).private] == [2]


def test_messages_of_two_chats_are_no_burst(store: Store) -> None:
    put(store, said(1, NOON), said(2, NOON, place="q"))
    assert [len(burst) for burst in own_words(store, 9).private] == [1, 1]


def test_many_messages_are_no_trouble(store: Store) -> None:
    put(store, *(said(n, NOON + timedelta(minutes=n), by_owner=n % 3 > 0) for n in range(1, 20_001)))
    begun = time.perf_counter()
    found = own_words(store, 3000)
    assert time.perf_counter() - begun < 20
    assert sum(map(len, found.group)) == 3000
    assert found.group[0][-1].startswith("text 20000 ")
    assert found.names == {f"Ben {n}" for n in range(5)}
