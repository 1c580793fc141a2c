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
        OwnerUnknown, match=r"'Lee' fits 2 of its authors: Ben Lee \(user id 2, 9 messages\), Ann Lee .* --me"
    ):
        owner_among(AUTHORS, ["Lee"])
    with pytest.raises(OwnerUnknown, match="fits 2"):
        owner_among({("1", "Ann"): 1, ("2", "Ann"): 1}, ["Ann"])


def test_a_whole_name_that_is_a_part_of_another_is_not_decided() -> None:
    authors = {("1", "Mira"): 1, ("2", "Mira Solano"): 2, ("3", "Ben"): 9}
    with pytest.raises(OwnerUnknown, match=r"Mira Solano \(user id 2, 2 messages\), Mira \(user id 1.*, Ben \(9 mess"):
        owner_among(authors, ["Mira"])
    assert owner_among(authors, ["Mira Solano"]) == "2"
    assert owner_among(authors, ["1"]) == "1"
    assert owner_among({("Mira", "Mira"): 1, ("Mira Solano", "Mira Solano"): 1}, ["Mira Solano"]) == "Mira Solano"


def test_one_who_is_called_as_somebody_is_numbered_is_not_taken_for_them() -> None:
    assert owner_among({("1", "Ann"): 1, ("2", "1"): 1}, ["1"]) == "1"


def test_people_of_one_name_are_listed_with_their_numbers() -> None:
    with pytest.raises(
        OwnerUnknown, match=r"Ann \(user id 1, 4 messages\), Ann \(channel2, 3 messages\), Cat \(2 mess"
    ):
        owner_among({("1", "Ann"): 4, ("channel2", "Ann"): 3, ("3", "Cat"): 2}, ["Zoe"])


def test_a_name_that_a_stranger_chose_is_not_the_owners() -> None:
    stranger = {("~Mira Solano", "Mira Solano"): 3, ("Ben", "Ben"): 1}
    for me in ("Mira Solano", "Solano", "mira"):
        with pytest.raises(OwnerUnknown, match=r"~ Mira Solano \(3 messages\), Ben"):
            owner_among(stranger, [me])
        assert owner_among(stranger | {("Mira Solano", "Mira Solano"): 1}, [me]) == "Mira Solano"
    for me in ("~ Mira", "~Mira Solano", "~\u202fsolano"):
        assert owner_among(stranger | {("Mira Solano", "Mira Solano"): 1}, [me]) == "~Mira Solano"


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
