"""Tests of owner.py: which author of a chat the owner is, and never a guess."""

import pytest

from memory.owner import owner_among
from twin.errors import OwnerUnknown

AUTHORS = {("1", "Ann Lee"): 5, ("2", "Ben Lee"): 9, ("3", "Cat"): 2}


@pytest.mark.parametrize(
    ("me", "identity"),
    [
        (["Ann Lee"], "1"),
        (["ann lee"], "1"),
        (["Ann"], "1"),
        (["lee ANN"], "1"),
        (["3"], "3"),
        (["Nobody", "Cat"], "3"),
        (["Ben", "Cat"], "2"),
    ],
)
def test_a_name_a_part_of_one_or_a_number(me: list[str], identity: str) -> None:
    assert owner_among(AUTHORS, me) == identity


def test_a_name_that_two_have_is_not_decided() -> None:
    with pytest.raises(
        OwnerUnknown, match=r"'Lee' fits 2 of its authors: Ben Lee \(9 messages\), Ann Lee .* --me NAME"
    ):
        owner_among(AUTHORS, ["Lee"])
    with pytest.raises(OwnerUnknown, match="fits 2"):
        owner_among({("1", "Ann"): 1, ("2", "Ann"): 1}, ["Ann"])


def test_a_whole_name_wins_over_a_part_of_another() -> None:
    assert owner_among({("1", "Ann"): 1, ("2", "Ann Lee"): 1}, ["Ann"]) == "1"


@pytest.mark.parametrize("me", [[], ["Zoe"], ["", " "], ["An"]])
def test_nobody_is_guessed(me: list[str]) -> None:
    with pytest.raises(OwnerUnknown, match="Ben Lee"):
        owner_among(AUTHORS, me)


def test_an_empty_chat_has_no_owner() -> None:
    with pytest.raises(OwnerUnknown, match="no message"):
        owner_among({}, ["Ann"])


def test_no_more_than_twenty_are_listed() -> None:
    with pytest.raises(OwnerUnknown, match="and 30 more"):
        owner_among({(str(number), f"Name{number}"): number for number in range(50)}, ["Zoe"])
