"""What the wording of a message gives away."""

import pytest

from persona.cues import Cues, words

ENGLISH = Cues("en")
NAMES = ("question", "denies", "past", "somebody else", "name")


def cues(text: str) -> set[str]:
    return {name for name, value in zip(NAMES, ENGLISH.of(text), strict=True) if value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is it open", {"question"}),
        ("it is open?", {"question"}),
        ("I don't ship", {"denies"}),
        ("I don’t ship", {"denies"}),
        ("bought one yesterday", {"past"}),
        ("my bell", {"somebody else"}),
        ("this is for Tobi", {"name"}),
        ("a bell, Bram", {"name"}),
        ("a bell rings", set()),
        ("", set()),
    ],
)
def test_each_cue_is_seen_alone(text: str, expected: set[str]) -> None:
    assert cues(text) == expected


def test_stems_are_what_a_text_is_about() -> None:
    assert ENGLISH.stems("Hi! Are the brakes of your bikes braking?") == {"brake", "bike"} | ENGLISH.stems("brakes")


@pytest.mark.parametrize("text", ["hi", "Hello, how are you?", "thanks!", "🙂👍", "…", "\x00\x1b", "", "I m x"])
def test_greetings_thanks_and_signs_are_about_nothing(text: str) -> None:
    assert ENGLISH.stems(text) == set()


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert Cues("ja").stems("自転車 です") == {"自転車", "です"}


def test_words_are_compared_without_case() -> None:
    assert words("Don’t SHOUT, é") == ["don't", "shout", "é"]
