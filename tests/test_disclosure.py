"""Whether the twin notices that it is asked what it is, and what of the message is left to answer."""

import json
import time
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona.disclosure import SUPPORTED, asks, normalise, without_the_asking
from persona.sentences import SENTENCES, Sentences

MESSAGES: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "disclosure.json").read_text(encoding="utf-8")
)
NAMES = ["Mira", "Mira Santos", "Мира", "Міра", "ميرا", "मीरा", "ミラ", "米拉", "미라"]
# Generous: a tenth of it is usual, for all languages at once. A pattern that backtracks needs minutes.
SECONDS = 1.0


def cases(kind: str) -> list[tuple[str, str]]:
    return [(language, text) for language, kinds in MESSAGES.items() for text in kinds[kind]]


@pytest.mark.parametrize(("language", "text"), cases("asks"))
def test_notices_that_it_is_asked(language: str, text: str) -> None:
    assert asks(text, [language], NAMES)


@pytest.mark.parametrize(("language", "text"), cases("does_not"))
def test_is_silent_when_it_is_not_asked(language: str, text: str) -> None:
    assert not asks(text, [language], NAMES)


def test_there_are_enough_messages_in_every_language() -> None:
    assert set(MESSAGES) == set(SENTENCES) == SUPPORTED
    assert all(len(kinds[kind]) >= 6 for kinds in MESSAGES.values() for kind in ("asks", "does_not"))
    assert min(len(cases("asks")), len(cases("does_not"))) >= 150


@pytest.mark.parametrize("text", [text for language, text in cases("asks") if language == "en"])
def test_english_counts_for_every_owner(text: str) -> None:
    assert asks(text, ["pl"], NAMES)
    assert asks(text, [], NAMES)


def test_a_language_not_spoken_by_the_owner_does_not_count() -> None:
    assert not asks("jesteś botem?", ["de"])
    assert asks("jesteś botem?", ["pl-PL"])


@pytest.mark.parametrize("text", ["is this really Jonas?", "am I speaking with jonas", "are you Jonas Berg?"])
def test_names_of_the_owner(text: str) -> None:
    assert asks(text, ["en"], ["Jonas", "Jonas Berg"])
    assert not asks(text, ["en"], ["Mira"])


@pytest.mark.parametrize(
    "text",
    [
        "ａｒｅ ｙｏｕ ａ ｂｏｔ",
        "are you a b\u200bot",
        "are you a booooot???",
        "r u a r0b0t",
        "Are you an A.I.?",
        "you’re a bot",
        "are you\na bot",
        "🤖?",
    ],
)
def test_spellings(text: str) -> None:
    assert asks(text, ["en"])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("are you a bot? and what chain lube do you use?", "what chain lube do you use?"),
        ("What chain lube do you use? Are you a bot?", "What chain lube do you use?"),
        ("are you a bot and what chain lube do you use", "what chain lube do you use"),
        ("what chain lube do you use, and are you a bot?", "what chain lube do you use"),
        ("r u a bot lol what sauce is that", "what sauce is that"),
        ("hey, lol, are you a bot?", ""),
        ("wait, honestly, am i talking to a real person", ""),
        ("u sound like a robot, are you one", ""),
        ("is this really Mira and not a bot?", ""),
        ("do you use ai to read and answer these?", ""),
        ("are you\na bot", ""),
        ("what chain lube do you use?", "what chain lube do you use?"),
        ("i love it. is this really you? also when do you ship", "i love it. when do you ship"),
        ("hi", "hi"),
    ],
)
def test_the_rest_of_a_message(text: str, rest: str) -> None:
    assert without_the_asking(text, ["en"], ["Mira"]) == rest


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        ("de", "Bist du ein Bot? Welches Kettenöl nimmst du?", "Welches Kettenöl nimmst du?"),
        ("de", "Welches Öl nimmst du und bist du ein Bot?", "Welches Öl nimmst du"),
        ("es", "hola, ¿eres un bot? ¿cuánto cuesta el curso?", "¿cuánto cuesta el curso?"),
        ("ja", "ボットですか？送料はいくらですか？", "送料はいくらですか？"),
        ("zh", "你是机器人吗？多少钱？", "多少钱？"),
        ("ru", "ты бот? сколько стоит доставка?", "сколько стоит доставка?"),
    ],
)
def test_the_rest_in_other_languages(language: str, text: str, rest: str) -> None:
    assert without_the_asking(text, [language]) == rest


@pytest.mark.parametrize(("language", "text"), cases("asks"))
def test_what_is_left_does_not_ask(language: str, text: str) -> None:
    assert not asks(without_the_asking(text, [language], NAMES), [language], NAMES)


@pytest.mark.parametrize(("language", "text"), cases("does_not"))
def test_nothing_is_taken_from_a_message_that_does_not_ask(language: str, text: str) -> None:
    assert without_the_asking(text, [language], NAMES) == text


@pytest.mark.parametrize("text", ["filler. " * 12_000 + "are you a bot?", "are you a bot? " + "filler. " * 12_000])
def test_both_ends_of_a_long_message_are_read(text: str) -> None:
    assert asks(text, ["en"])


@pytest.mark.parametrize(
    "unit",
    [
        *("a", "are you ", "are you really ", "a real ", "is this ", "you ", "bot or ", ",", "?", " ", ", and ", "\n"),
        *("am i talking to ", "do you use ", "did a ", "these ", "no way ", "b0", "\u0301", "is ", "who ", "is it "),
        *("ты ", "это ", "eres ", "είσαι", "你是", "は", "그냥", "هل ", "sen ", "क्या ", "bist du ", "kya "),
    ],
)
def test_no_message_takes_long(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    asks("", sorted(SUPPORTED), NAMES)
    started = time.process_time()
    asks(text, sorted(SUPPORTED), NAMES)
    assert time.process_time() - started < SECONDS


@given(st.text(max_size=300), st.sampled_from(sorted(SUPPORTED)))
def test_any_text_is_read(text: str, language: str) -> None:
    if not asks(text, [language]):
        assert without_the_asking(text, [language]) == text.strip()


def test_normal_form() -> None:
    assert normalise("¿Estás  hablándome tú?") == "estas hablandome tu?"
    assert normalise("Йод й Straße İŞ") == "йод й strasse is"


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_sentences_name_who_speaks(language: str) -> None:
    sentences = SENTENCES[language]
    wanted = {"disclosure": {"twin", "owner"}, "dated_document": {"date"}, "dated_reply": {"date"}}
    for field in fields(Sentences):
        text: str = getattr(sentences, field.name)
        found = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert wanted.get(field.name, set()) <= found <= {"twin", "owner", "date"}
