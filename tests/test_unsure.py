"""Words of a transcript that may have been others are marked."""

import math

import pytest

from voice.unsure import marked


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        ([("I", 0.9), (" ", 1.0), ("wax", 0.9)], "I wax"),
        ([("I", 0.9), (" ", 1.0), ("wax", 0.2)], "I wax (?)"),
        ([("Meet", 0.9), ("Hlin,", 0.3), ("now.", 0.9)], "Meet Hlin (?), now."),
        ([(" Meet", 0.9), (" Hlin", 0.3), (".", 0.1)], "Meet Hlin (?)."),
        ([("Hlin", 0.5)], "Hlin"),
        ([("Hlin", math.nan)], "Hlin (?)"),
        ([("…", 0.0)], "…"),
        ([("今日", 0.9), ("は", 0.2), ("晴れ。", 0.9)], "今日は (?) 晴れ。"),
        ([("so\n", 0.9), ("\t\twhat ", 0.9)], "so what"),
    ],
)
def test_the_sign_stands_behind_what_is_unsure_and_before_its_punctuation(
    words: list[tuple[str, float]], text: str
) -> None:
    assert marked(words) == text
