"""What somebody agrees to whose voice is copied, and the record that they did."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from persona.sentences import SENTENCES as SPOKEN
from voice.consent import SENTENCES, Consent, lacking, says, sentence, signs

WORDS = sentence("Ann Lee", "ElevenLabs", "en")
AGREED = Consent("Ann Lee", datetime(2026, 1, 2, tzinfo=UTC), WORDS, ("0" * 64,))


def test_the_sentence_is_there_in_every_language_of_the_twin() -> None:
    assert SENTENCES.keys() == SPOKEN.keys()


@pytest.mark.parametrize("language", SENTENCES)
def test_it_names_the_owner_and_the_provider_and_has_three_parts(language: str) -> None:
    words = sentence("Ann Lee", "ElevenLabs", language)

    assert (words.count("Ann Lee"), words.count("ElevenLabs")) == (1, 1)
    assert "{" not in words
    # What is made and what for; and that it can be deleted.
    assert len([part for part in words.replace("。", ".").replace("।", ".").split(".") if part.strip()]) == 2


def test_in_a_language_that_it_is_not_there_in_it_is_english() -> None:
    assert sentence("Ann Lee", "ElevenLabs", "sv") == WORDS


def test_a_name_may_have_brackets() -> None:
    assert "I, {provider} {0}, agree that ElevenLabs makes" in sentence("{provider} {0}", "ElevenLabs", "en")


@pytest.mark.parametrize(
    ("typed", "signed"),
    [
        ("Renée Müller", True),
        (" Renée Müller ", True),
        ("Rene\u0301e Mu\u0308ller", True),
        ("renée müller", False),
        ("Renee Muller", False),
        ("Renée", False),
        ("yes", False),
        ("", False),
    ],
)
def test_only_the_full_name_signs(typed: str, *, signed: bool) -> None:
    assert signs(typed, "Renée Müller") is signed


def test_nobody_signs_for_an_owner_without_a_name() -> None:
    assert not signs("", "")


def test_a_record_tells_who_and_when() -> None:
    assert (lacking(AGREED), AGREED.told) == ("", "Ann Lee, 2026-01-02")


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (None, "there is no record that its owner agreed"),
        (replace(AGREED, who=" "), "does not say who agreed"),
        (replace(AGREED, who="Bob"), "does not have the words that its owner agreed to"),
        (replace(AGREED, words=""), "does not have the words that its owner agreed to"),
        (replace(AGREED, samples=()), "does not say for which recordings"),
        (replace(AGREED, samples=("0" * 64, "x")), "does not say for which recordings"),
    ],
)
def test_a_record_that_lacks_something_is_none(record: Consent | None, fault: str) -> None:
    assert lacking(record).endswith(fault)


@pytest.mark.parametrize(
    "heard",
    [
        WORDS,
        WORDS.upper().replace(",", ""),
        WORDS.replace("Ann Lee", "Anne Leigh").replace("ElevenLabs", "eleven labs"),
        WORDS.replace("synthetic", "synthetic(?)").replace("AI", "A.I."),
        f"Um. {WORDS} Okay.",
    ],
)
def test_the_sentence_is_recognised_as_it_is_understood(heard: str) -> None:
    assert says(heard, WORDS)


@pytest.mark.parametrize(
    "heard",
    [
        "",
        "(?)",
        "I, Ann Lee, agree.",
        WORDS[: len(WORDS) // 2],
        "I like to speak about bicycles, and every second week I wax the chain, which takes a quarter of an hour.",
        sentence("Ann Lee", "ElevenLabs", "de"),
        WORDS * 3,
    ],
)
def test_other_words_are_not_the_sentence(heard: str) -> None:
    assert not says(heard, WORDS)


@pytest.mark.parametrize("language", ["ja", "zh", "ko", "ar", "hi"])
def test_every_writing_is_compared(language: str) -> None:
    words = sentence("Ann Lee", "ElevenLabs", language)

    assert says(words.replace("Ann Lee", "An Li"), words)
    assert not says(words[: len(words) // 3], words)


def test_what_is_endless_is_not_compared_for_long() -> None:
    begun = time.monotonic()

    assert not says("I agree " * 100_000, WORDS)
    assert time.monotonic() - begun < 20
