"""Tests of worth.py: pairs that are left out, since nobody should be imitated in them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.acknowledgements import acknowledges
from memory.importers.records import ChatMessage
from memory.pairs import Pairing

START = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
LONG = "Thanks for asking! The workshop is in the old mill, and you find the way there on the page about it."


def said(author: str, text: str, minute: float = 0, place: str = "p") -> ChatMessage:
    return ChatMessage(place, "c", "", author, "", START + timedelta(minutes=minute), text)


def replies(*messages: ChatMessage) -> list[str]:
    pairing = Pairing("Ann")
    found = [pair for message in messages for pair in pairing.hear(message)]
    return [pair.reply for pair in [*found, *pairing.finish()]]


def talk(count: int, answer: str) -> list[ChatMessage]:
    """So many questions, each answered an hour later."""
    asked = [
        (said("Ben", f"question {n}?", 200 * n), said("Ann", answer.format(n), 200 * n + 60)) for n in range(count)
    ]
    return [message for pair in asked for message in pair]


@pytest.mark.parametrize(
    "text",
    ["ok", "Okaaay!", "thank you very much", "lol", "hahaha", "+1", "👍", ":)", "ja genau", "merci",
     "vale gracias", "valeu", "va bene", "dank je wel", "спасибо", "kkkk", "xD"],
)  # fmt: skip
def test_a_nod_is_a_nod(text: str) -> None:
    assert acknowledges(text)


@pytest.mark.parametrize("text", ["ok but why", "no, in Porto", "I run", "", "…", "thanks for the bike", "five"])
def test_what_says_something_is_no_nod(text: str) -> None:
    assert not acknowledges(text)


def test_few_nods_are_kept_and_all_answers() -> None:
    found = replies(*talk(400, "ok"))
    assert len(found) <= 1
    later = [replace(nod, sent_at=nod.sent_at + timedelta(days=400)) for nod in talk(400, "ok") if nod.sent_at]
    kept = replies(*talk(400, "it is number {}, as always"), *later)
    assert kept.count("ok") in range(5, 22)
    assert len(kept) - kept.count("ok") == 400


def test_the_same_nods_are_kept_when_the_chat_is_read_again() -> None:
    chat = [*talk(100, "it is number {}, as always"), said("Ben", "right?", 30000), said("Ann", "ok", 30001)]
    assert replies(*chat) == replies(*chat)


def test_a_canned_answer_is_kept_once_in_all_chats() -> None:
    chats = [message for place in "abc" for message in (said("Ben", "where?", 0, place), said("Ann", LONG, 1, place))]
    assert replies(*chats) == [LONG]


def test_what_was_only_passed_on_is_no_answer_and_no_question() -> None:
    asked, answered = said("Ben", "why?"), said("Ann", "because of the wind", 1)
    assert replies(asked, replace(answered, forwarded=True)) == []
    assert replies(replace(asked, forwarded=True), answered) == []


def test_programs_neither_ask_nor_answer() -> None:
    asked, answered = said("Ben", "why?"), said("Ann", "because of the wind", 1)
    assert replies(replace(asked, by_bot=True), answered) == []
    assert replies(asked, replace(answered, by_bot=True)) == []
    assert replies(said("HelperBot2", "why?"), answered) == []
    assert replies(said("Ben", "[ A page - Example ] - https://example.org/page"), answered) == []
    assert replies(said("Abbot", "why?"), answered) == [answered.text]


def test_lines_that_quote_others_are_left_out() -> None:
    assert replies(said("Ben", "why?"), said("Ann", "> why?", 1), said("Ann", "because of the wind", 1)) == [
        "because of the wind"
    ]
    assert replies(said("Ben", "why?"), said("Ann", "> because of the wind", 1)) == []


def test_what_repeats_others_is_no_answer() -> None:
    line = "the meeting of the board has been moved to the large room upstairs"
    assert replies(said("Cat", line), said("Ben", "what did they write?", 1), said("Ann", f"look: {line}", 2)) == []


@pytest.mark.parametrize(
    "text",
    [
        "java.lang.NullPointerException: null\n\tat org.example.Main.run(Main.java:4)\n\tat org.example.Main.a(b)",
        "2024-05-01 10:00:01 INFO starting\n2024-05-01 10:00:02 WARN slow\n2024-05-01 10:00:03 ERROR failed",
        "int a = 1;\nint b = 2;\nreturn a + b;",
        "look: ```\nsome lines of code that go on for a while\n```",
        "x" * 3000,
    ],
)
def test_pasted_text_is_no_answer(text: str) -> None:
    assert replies(said("Ben", "why?"), said("Ann", text, 1)) == []
