"""Tests of superseding.py: what a correction takes back, and what is only said in another manner."""

from time import perf_counter

import pytest

from memory.superseding import correction

PRICE = "The course costs 200 euros."
SHIPPING = "We ship to Norway and Sweden."
MILL = "The studio is in the old mill by the harbour."


@pytest.mark.parametrize(
    ("message", "draft", "answer", "wrong"),
    [
        ("What does the course cost?", "It costs 200 euros.", "250 euros now", PRICE),
        ("Was kostet der Kurs?", "Der Kurs kostet 200 Euro.", "Inzwischen 250 Euro.", "Der Kurs kostet 200 Euro."),
        ("When do you open?", "We open at 9:00.", "We open at 10.", "Open from 9 to 17."),
        ("When is it?", "On Saturday.", "On Sunday.", "The market is on Saturday."),
        ("Where is your studio?", "In the old mill.", "We moved to the station.", MILL),
        ("Do you ship to Norway?", "Yes, we ship to Norway.", "Only within the EU.", SHIPPING),
        ("Where do you ship?", "We ship to Norway and Sweden.", "We ship to Norway.", SHIPPING),
        ("Are dogs allowed?", "Yes, dogs are allowed in the garden.", "No dogs in the garden, sorry.", "Dogs: garden."),
        ("How many?", "There are three rooms.", "There are two rooms.", "The house has 3 rooms."),
        ("Is it dear?", "It is 1,200.", "It is 1,300.", "You pay 1200 a month."),
    ],
)
def test_what_the_owner_took_out_of_a_draft_is_wrong_where_else_it_stands(
    message: str, draft: str, answer: str, wrong: str
) -> None:
    assert correction(message, [draft], answer).contradicts(wrong)


@pytest.mark.parametrize(
    ("message", "draft", "answer", "right"),
    [
        ("What does the course cost?", "The course costs 200 euros.", "it's 200 euros", PRICE),
        ("What does the course cost?", "I'd be happy to help! It costs 200 euros.", "200 euros :)", PRICE),
        ("Where is your studio?", "The studio is in the old mill.", "it's in the old mill, come whenever", MILL),
        (
            "Where is it?",
            "The studio is in the old mill. We ship to Norway.",
            "The studio is in the old mill.",
            SHIPPING,
        ),
        ("When do you open?", "At 9:00.", "at 9", "Open from 9:00 to 17:00."),
        ("What does it cost?", "The course costs 200 euros.", "The course costs 250 euros.", SHIPPING),
        ("Where do you ship?", "", "To Norway.", SHIPPING),
    ],
)
def test_what_is_said_otherwise_takes_nothing_back(message: str, draft: str, answer: str, right: str) -> None:
    assert not correction(message, [draft] if draft else [], answer).contradicts(right)


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "word " * 40_000, "A." * 100_000, "'-" * 100_000, "9,999" * 40_000, ". " * 100_000, "." * 200_000],
)
def test_no_text_takes_long(text: str) -> None:
    began = perf_counter()
    correction(text, [text], f"{text} 7").contradicts(text)
    assert perf_counter() - began < 20
