"""Which messages ask for a fact, and which ask out of politeness or of what was said."""

import time

import pytest

from persona.fact_question import asks_for_fact


@pytest.mark.parametrize(
    "text",
    [
        "How much is a cap?",
        "where do you live",
        "nice to meet you. where do you live",
        "Hi! How are you? And what does a cap cost?",
        "tell me about chains",
        "Was kostet eine Mütze?",
        "combien coûte une casquette",
        "¿Cuánto cuesta una gorra?",
        "quanto custa um boné",
        "Quanto costa un cappello?",
        "wat kost een pet",
        "料金は？",
    ],
)
def test_a_question_asks_for_a_fact(text: str) -> None:
    assert asks_for_fact(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thanks, great",
        "I like your blog",
        "Hi! How are you today?",
        "Wie geht's dir?",
        "ça va ?",
        "¿Cómo estás?",
        "tudo bem?",
        "come stai?",
        "hoe gaat het?",
        "and you?",
        "why?",
        "what did I just say?",
        "what do you mean by chains?",
        "Was meinst du damit?",
    ],
)
def test_politeness_and_what_was_said_are_no_fact(text: str) -> None:
    assert not asks_for_fact(text, "en")


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        (["My dog is called Rex."], False),
        (["What is my dog called, please?"], True),
        (["My cat is called Tom."], True),
        (["my dog"], True),
        ([], True),
    ],
)
def test_what_the_conversation_tells_needs_no_writings(told: list[str], *, asks: bool) -> None:
    assert asks_for_fact("What is my dog called?", "en", told) == asks


@pytest.mark.parametrize(
    "text",
    ["?" * 200_000, "how are you " * 17_000, "a" * 200_000 + "?", "tell me " * 25_000, "İ'" * 100_000, ".\n" * 10**5],
)
def test_hostile_messages_take_no_time(text: str) -> None:
    begun = time.perf_counter()
    asks_for_fact(text, "en", [text] * 20)
    assert time.perf_counter() - begun < 2
