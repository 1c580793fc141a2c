"""Tests of wording.py: what a text is about by its words."""

from time import perf_counter

import pytest

from memory.wording import both_add, differ, numbers, question, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do you ship to Norway?", "Do you ship to Canada?"),
        ("do you ship to norway?", "do you ship to canada?"),
        ("Do you ship to Norway?", "Can you deliver to Canada?"),
        ("Is table 5 free?", "Is table 7 free?"),
        ("Two boxes, please", "I need three boxes"),
        ("When do you open?", "When do you open on Sundays?"),
        ("Where is the studio?", "When is the studio open?"),
        ("When does the course start?", "When does the course end?"),
        ("blue mug available?", "red mug available?"),
        ("Liefert ihr nach Österreich?", "Liefert ihr nach Spanien?"),
        ("¿Dónde está?", "¿Cuándo está?"),
    ],
)
def test_questions_with_another_word_in_a_place_differ(one: str, other: str) -> None:
    assert differ(wording(one), wording(other))
    assert differ(wording(other), wording(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do you ship to Norway?", "Can you deliver to Norway?"),
        ("How big is the frame?", "What size is the frame?"),
        ("Can I come at 10:00?", "May I come at 10?"),
        ("Is it 1,200 euros?", "Is it 1200 euros?"),
        ("Are there two rooms?", "Are there 2 rooms?"),
        ("hi Mira, do you ship to Norway?", "Do you ship to Norway?"),
        ("", ""),
    ],
)
def test_questions_in_other_words_do_not_surely_differ(one: str, other: str) -> None:
    assert not differ(wording(one), wording(other))
    assert not differ(wording(other), wording(one))


def test_both_add_if_each_says_something_of_its_own() -> None:
    price = wording("What does the course cost?")
    assert both_add(price, wording("How much do you charge for the course?"))
    assert not both_add(price, wording("How much is the course?"))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hi Mira! I love your work. Do you ship to Norway?", "Do you ship to Norway?"),
        ("I'm Tom.\nDo you ship to Norway? And what does that cost for two?", None),
        ("The jacket is too small. Can I return it?", None),
        ("I broke it. Really?", None),
        ("no question at all", None),
    ],
)
def test_of_a_message_the_question_is_taken_if_it_says_what_it_is_about(text: str, asked: str | None) -> None:
    assert question(text) == (asked or text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 09:30 and 9.30", {"9.30"}),
        ("10:00, 10", {"10"}),
        ("€1,200.50 or 1.200", {"1200.50", "1200"}),
        ("25,50", {"25.50"}),
        ("two or drei", {"2", "3"}),
        ("007 and 0", {"7", "0"}),
        ("none", set()),
    ],
)
def test_numbers_are_compared_however_they_are_written(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize("unit", ["1", "a", "A ", ", A", "'", "-a", "?", "a?", "1.", "\n", "é", "送"])
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = perf_counter()
    differ(wording(question(text)), wording(f"{text[:3000]} other"))
    assert perf_counter() - began < 20
