"""What a draft must never contain."""

import pytest

from persona.guard import NeverSay
from twin.draft import Draft


def objection(phrases: list[str], *texts: str) -> str | None:
    return NeverSay(phrases).objection(Draft(texts, 1.0, "fake", ""))


def test_the_objection_names_the_phrase() -> None:
    assert objection(["life hack"], "A life hack!") == "it says 'life hack', which is on your never-say list"


@pytest.mark.parametrize(
    "text",
    [
        "LIFE HACK",
        "a life-hack",
        "life  hack",
        "life\nhack",
        "“life hack”",
        "lífe hack",
        "li\u200bfe hack",
        "a _life hack_",
    ],
)
def test_spelling_case_and_signs_hide_no_phrase(text: str) -> None:
    assert objection(["life hack"], text)


def test_a_phrase_is_found_across_two_messages() -> None:
    assert objection(["life hack"], "this is a life", "hack")


@pytest.mark.parametrize("text", ["wildlife hack", "life hacker", "hack life", "life is a hack", ""])
def test_other_words_are_no_objection(text: str) -> None:
    assert objection(["life hack"], text) is None


def test_an_owner_who_forbids_nothing_objects_to_nothing() -> None:
    assert objection([], "life hack") is None
