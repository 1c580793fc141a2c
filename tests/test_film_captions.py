"""Captions: two lines at the most, none too wide, cut where people would."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.film.captions import cut, sentences, shown

WIDTH = 26.0


def wide(text: str) -> float:
    """A width by which a character of Chinese is as wide as two of Latin."""
    return float(sum(2 if letter >= "\u2e80" else 1 for letter in text))


def flat(captions: list[tuple[str, ...]]) -> list[str]:
    return [" / ".join(lines) for lines in captions]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Hi Anna! Your bike is ready.", "en", ["Hi Anna!", "Your bike is ready."]),
        ("Ask Dr. Berg. It costs 3.50.", "en", ["Ask Dr. Berg.", "It costs 3.50."]),
        ("One line\nand another", "en", ["One line", "and another"]),
        ("Oh! You came.", "en", ["Oh! You came."]),
        ("1. See you then. !!!", "en", ["1. See you then. !!!"]),
        ("こんにちは。お元気ですか？", "ja", ["こんにちは。", "お元気ですか？"]),
        ("आप कैसे हैं? ठीक हूँ।", "hi", ["आप कैसे हैं?", "ठीक हूँ।"]),
        ("", "en", []),
    ],
)
def test_each_sentence_is_said_by_itself_unless_it_is_too_short(text: str, language: str, found: list[str]) -> None:
    assert sentences(text, language) == found


def test_what_nobody_sees_is_left_out() -> None:
    assert shown("a\u202eb\u200bc\x07d\tnext\u00a0one") == "abcd next one"


def test_joiners_within_words_stay() -> None:
    assert shown("می\u200cخواهم क्\u200dष") == "می\u200cخواهم क्\u200dष"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your bike is ready.", ["Your bike is ready."]),
        ("I replaced the chain, straightened the wheel.", ["I replaced the chain, / straightened the wheel."]),
        (
            "I replaced the chain, straightened the rear wheel and pumped up both tyres.",
            ["I replaced the chain, / straightened the rear", "wheel and pumped / up both tyres."],
        ),
        ("Votre vélo « Bleu » est prêt : il coûte 12,50 € !", ["Votre vélo « Bleu » est / prêt : il coûte 12,50 € !"]),
        (
            "自転車の修理が終わりました。取りに来てください。",
            ["自転車の修理が / 終わりました。", "取りに来てください。"],
        ),
        ("", []),
    ],
)
def test_a_sentence_is_cut_into_captions_of_two_lines(text: str, found: list[str]) -> None:
    assert flat(cut(text, WIDTH, wide)) == found


def test_an_article_does_not_hang_at_the_end_of_a_caption() -> None:
    found = cut("Puedes pasar a recogerla el martes o el miércoles por la tarde.", WIDTH, wide)

    assert not any(lines[-1].endswith((" el", " o", " a", " la")) for lines in found)


def test_a_word_wider_than_a_line_is_cut_with_a_hyphen() -> None:
    found = cut("Die Schaltungseinstellungsüberprüfung ist fertig.", WIDTH, wide)

    assert any(line.endswith("-") for lines in found for line in lines)
    assert "".join("".join(lines) for lines in found).replace("-", "").replace(" ", "") == (
        "DieSchaltungseinstellungsüberprüfungistfertig."
    )


def test_no_line_begins_with_what_ends_something() -> None:
    found = cut("「はい、そうです。」と言って、彼は「また明日、ここで会いましょう。」と手を振りました。", WIDTH, wide)

    assert not any(line.startswith(tuple("。、」")) or line.endswith("「") for lines in found for line in lines)


@given(st.text(max_size=120))
def test_every_line_fits_and_nothing_is_lost(text: str) -> None:
    clean = shown(text)

    found = cut(clean, WIDTH, wide)

    lines = [line for caption in found for line in caption]
    letters = "".join(letter for letter in clean if letter.isalnum())
    assert all(1 <= len(caption) <= 2 for caption in found)
    assert all(wide(line) <= WIDTH or len(line) < 30 for line in lines)
    assert "".join(letter for letter in "".join(lines) if letter.isalnum()) == letters


@pytest.mark.parametrize("text", ["a" * 8000, "a " * 4000, "字" * 8000, "a, " * 2600, "« " * 4000, "-" * 8000])
def test_no_text_takes_long(text: str) -> None:
    begun = time.monotonic()
    cut(text, WIDTH, wide)

    assert time.monotonic() - begun < 30
