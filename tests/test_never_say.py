"""What the owner never says is found in whatever form, and nothing else is."""

from collections.abc import Sequence
from time import perf_counter

import pytest

from persona.guard.never_say import NeverSay
from tests.guarded import found


def reasons(phrases: Sequence[str], *texts: str, languages: Sequence[str] = ("en",)) -> list[str]:
    return [objection.reason for objection in found(NeverSay(phrases, languages), *texts)]


def test_the_objection_names_the_phrase() -> None:
    assert reasons(["life hack"], "A life hack!") == ["it says 'life hack', which is on your never-say list"]


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
        "life hacks",
        "a life hacked",
    ],
)
def test_spelling_case_signs_and_endings_hide_no_phrase(text: str) -> None:
    assert reasons(["life hack"], text)


def test_a_phrase_is_found_across_two_messages() -> None:
    assert reasons(["life hack"], "this is a life", "hack")


@pytest.mark.parametrize("text", ["wildlife hack", "life hacker", "hack life", "life is a hack", ""])
def test_other_words_are_no_objection(text: str) -> None:
    assert not reasons(["life hack"], text)


def test_an_owner_who_forbids_nothing_objects_to_nothing() -> None:
    assert not reasons([], "life hack")


@pytest.mark.parametrize(
    ("phrase", "text", "language"),
    [
        ("hack", "hacking away", "en"),
        ("crypto", "cryptos", "en"),
        ("Förderung", "viele Förderungen", "de"),
        ("Förderung", "viele Forderungen", "de"),
        ("préférée", "mes préférées", "fr"),
        ("биткоин", "биткоинами", "ru"),
        ("tulis", "ditulis", "id"),
    ],
)
def test_other_forms_of_a_word_are_found(phrase: str, text: str, language: str) -> None:
    assert reasons([phrase], text, languages=[language])


@pytest.mark.parametrize(
    ("phrase", "text"), [("crypto", "cryptography"), ("c++", "plan c"), ("hack", "shack"), (":-)", "well")]
)
def test_other_words_with_the_same_beginning_are_not(phrase: str, text: str) -> None:
    assert not reasons([phrase], text)


def test_a_short_stem_counts_in_the_main_language_alone() -> None:
    assert not reasons(["hat"], "I hate it", languages=["en", "de"])
    assert reasons(["hat"], "two hats", languages=["en", "de"])


def test_a_language_without_a_stemmer_is_looked_for_word_by_word() -> None:
    assert reasons(["副業"], "おすすめの副業です", languages=["ja"])


@pytest.mark.parametrize("text", ["ha" * 100_000, "hacx " * 40_000, "a " * 100_000])
def test_a_long_text_takes_no_longer_than_a_second(text: str) -> None:
    began = perf_counter()
    assert not reasons(["hack", "a b", "life hack"], text, languages=["en", "de"])
    assert perf_counter() - began < 20
