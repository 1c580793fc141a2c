"""Tests of pairs.py: which message an answer answers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from memory.importers.records import ChatMessage
from memory.pairs import Pairing

START = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)


def said(author: str, text: str, minute: float | None = 0, **fields: str) -> ChatMessage:
    sent_at = None if minute is None else START + timedelta(minutes=minute)
    named = {"place": "p", "chat": "c", "key": "", "author_id": "", "reply_to": ""} | fields
    return ChatMessage(author=author, sent_at=sent_at, text=text, **named)


def pairs(*messages: ChatMessage) -> list[tuple[str, str, str]]:
    pairing = Pairing("Ann")
    found = [pair for message in messages for pair in pairing.hear(message)]
    return [(pair.asker, pair.message, pair.reply) for pair in [*found, *pairing.finish()]]


def test_an_answer_answers_what_stands_before_it() -> None:
    assert pairs(said("Ben", "why?"), said("Ann", "because", 1)) == [("Ben", "why?", "because")]


def test_bursts_are_one_turn() -> None:
    messages = [said("Ben", "hey"), said("Ben", "why?", 5), said("Ann", "well", 6), said("Ann", "because", 7)]
    assert pairs(*messages) == [("Ben", "hey\nwhy?", "well\nbecause")]


def test_a_later_message_is_a_turn_of_its_own() -> None:
    messages = [said("Ben", "why?"), said("Ann", "because", 1), said("Ann", "new subject", 30)]
    assert pairs(*messages) == [("Ben", "why?", "because")]


def test_a_reply_says_what_it_answers() -> None:
    messages = [said("Ben", "one?", key="1"), said("Cat", "two?", 1, key="2"), said("Ann", "to one", 2, reply_to="1")]
    assert pairs(*messages) == [("Ben", "one?", "to one")]


def test_an_address_says_whom_it_answers_and_is_left_out() -> None:
    messages = [said("Ben", "one?"), said("Cat", "two?", 1), said("Ann", "ben: to one", 2)]
    assert pairs(*messages) == [("Ben", "one?", "to one")]


def test_too_late_is_no_answer() -> None:
    assert pairs(said("Ben", "why?"), said("Ann", "hello", 25 * 60)) == []
    group = [said("Cat", "hm"), said("Ben", "why?", 1), said("Ann", "hello", 10)]
    assert pairs(*group) == []
    assert len(pairs(said("Ben", "why?", None), said("Ann", "because", None))) == 1


def test_the_owners_own_words_and_smileys_are_no_pairs() -> None:
    assert pairs(said("Ann", "one"), said("Ann", "two", 60)) == []
    assert pairs(said("Ben", "🙂"), said("Ann", "because", 1)) == []
    assert pairs(said("Ben", "why?"), said("Ann", "…", 1)) == []
    assert pairs(said("Ben", "why? " * 1000), said("Ann", "because", 1)) == []


def test_chats_do_not_mix() -> None:
    messages = [
        said("Ben", "why?", place="a"),
        said("Ann", "hello", 1, place="b"),
        said("Ann", "because", 2, place="a"),
    ]
    assert pairs(*messages) == [("Ben", "why?", "because")]


def test_local_and_world_times_in_one_chat_do_not_fail() -> None:
    local = ChatMessage("p", "c", "", "Ben", "", datetime(2024, 5, 1, 10, 0), "why?")  # noqa: DTZ001, RUF100
    assert pairs(local, said("Ann", "because", 1)) == [("Ben", "why?", "because")]
    assert pairs(local, said("Ben", "hm?", 1), said("Ann", "because", 1)) == [("Ben", "why?\nhm?", "because")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ann", "Ben", "Cat"]), st.text(max_size=8), st.none() | st.integers(0, 3000)),
        max_size=30,
    )
)
def test_every_reply_is_the_owners_and_no_question_is(chat: Sequence[tuple[str, str, int | None]]) -> None:
    for asker, message, reply in pairs(*(said(*one) for one in chat)):
        assert asker in ("Ben", "Cat")
        assert all(any(author == asker and line in text for author, text, _ in chat) for line in message.split("\n"))
        assert any(author == "Ann" for author, _, _ in chat)
        assert reply
