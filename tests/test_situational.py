"""Tests of situational.py: what was true at its moment alone."""

import json
import time
from pathlib import Path

import pytest

from memory.situational import situational

LINES = json.loads((Path(__file__).parent / "data" / "situational.json").read_text(encoding="utf-8"))
# One English line speaks of words for the moment, and is taken for one of the moment.
WRONG = {"Right now is a word I try not to use in writing"}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl"])
def test_lines_of_a_moment_are_told_from_lasting_ones(language: str) -> None:
    wrong = {
        line["text"]
        for line in LINES
        if line["language"] == language and situational(line["text"]) != line["situational"]
    }
    assert wrong <= WRONG


@pytest.mark.parametrize(
    "text", ["今日は無理です", "我在路上", "지금 가는 중이야", "завтра не могу", "jutro nie mogę", "yarın gelirim"]
)
def test_the_days_are_known_in_other_languages(text: str) -> None:
    assert situational(text)


def test_a_long_text_is_judged_by_its_sentences_together() -> None:
    lasting = "The chain is made of steel and needs some wax. " * 12
    assert not situational(f"{lasting} See you tomorrow.")
    assert situational("I am on my way now. The train is late today. " * 12)


@pytest.mark.parametrize(
    "text", ["today " * 40_000, "in a " * 50_000, "i will " * 30_000, "a" * 200_000, "i'm a " * 40_000, "1" * 200_000]
)
def test_a_flood_takes_no_time(text: str) -> None:
    began = time.monotonic()
    situational(text)
    assert time.monotonic() - began < 1
