"""Tests of dates.py: the dates in questions."""

from datetime import date

import pytest

from memory.dates import asked


@pytest.mark.parametrize(
    ("question", "fitting", "other"),
    [
        ("What did Ann buy in June?", date(2023, 6, 30), date(2023, 5, 31)),
        ("What did Ann buy in June 2023?", date(2023, 6, 1), date(2022, 6, 1)),
        ("What happened in 2022?", date(2022, 12, 24), date(2023, 3, 1)),
        ("Where was Ann on 3 May?", date(2023, 5, 3), date(2023, 5, 20)),
        ("Where was Ann on May 3rd, 2023?", date(2023, 5, 4), date(2023, 5, 2)),
        ("Wo war Ann am 3. März?", date(2023, 3, 3), date(2023, 3, 31)),
        ("¿Dónde estaba Ann el 3 de mayo?", date(2023, 5, 5), date(2023, 6, 3)),
        ("Did Ann sail in July or August?", date(2023, 8, 2), date(2023, 10, 2)),
    ],
)
def test_what_was_said_then_fits(question: str, fitting: date, other: date) -> None:
    found = asked(question)
    assert found is not None
    assert found.fits(fitting)
    assert not found.fits(other)


def test_what_is_told_soon_afterwards_fits() -> None:
    found = asked("What did Ann do in June?")
    assert found is not None
    assert [found.fits(date(2023, 7, day)) for day in (1, 10, 11)] == [True, True, False]


@pytest.mark.parametrize(
    "question", ["", "What may Ann do on the march?", "May she?", "What did she say at 10?", "Maya"]
)
def test_other_words_are_no_dates(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize("question", ["May " * 50_000, "3 " * 100_000, "9" * 200_000])
def test_no_question_is_too_long(question: str) -> None:
    asked(question)
