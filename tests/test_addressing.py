"""Tests of addressing.py: whom a message is for."""

from dataclasses import replace

import pytest

from memory.addressing import People
from memory.importers.records import ChatMessage


def said(author: str, text: str) -> ChatMessage:
    return ChatMessage("p", "c", "", author, "", None, text)


@pytest.fixture
def people() -> People:
    known = People()
    for name in ("Ben", "mark_", "Cat Miller", "Ann"):
        known.meet(said(name, "hi"))
    return known


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("ben: hello", {"Ben"}),
        ("Ben, hello", {"Ben"}),
        ("Ben -- hello", {"Ben"}),
        ("mark: hello", {"mark_"}),
        ("cat: hello", {"Cat Miller"}),
        ("Cat Miller: hello", {"Cat Miller"}),
        ("@ben hello", {"Ben"}),
        ("sounds good, Ben!", {"Ben"}),
        ("thanks ben :)", {"Ben"}),
        ("well, hello", set()),
        ("note: hello", set()),
        ("http://example.org", set()),
        ("Be: hello", set()),
        ("", set()),
    ],
)
def test_names_call_people(people: People, text: str, whom: set[str]) -> None:
    assert people.addressed(said("Ann", text)) == whom


def test_nobody_addresses_themselves(people: People) -> None:
    assert people.addressed(said("Ann", "Ann: note to self")) == frozenset()


def test_mentions_count_by_name_and_by_identity(people: People) -> None:
    assert people.addressed(replace(said("Ann", "hello"), mentions=("ben", "mark_"))) == {"Ben", "mark_"}


def test_two_of_a_name_are_both_called(people: People) -> None:
    people.meet(replace(said("Ben", "hi"), author_id="7"))
    assert people.addressed(said("Ann", "Ben: hello")) == {"Ben", "7"}


def test_only_a_name_is_taken_from_the_beginning(people: People) -> None:
    assert people.without_address("Ben: hello") == "hello"
    assert people.without_address("note: hello") == "note: hello"
