"""Tests of pairs.py: which message an answer answers."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.importers.records import ChatMessage
from memory.pairs import Pairing

START = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)


def said(author: str, text: str, minute: float | None = 0, **fields: str) -> ChatMessage:
    sent_at = None if minute is None else START + timedelta(minutes=minute)
    named = {"place": "p", "chat": "c", "key": "", "author_id": "", "reply_to": ""} | fields
    return ChatMessage(author=author, sent_at=sent_at, text=text, **named)  # type: ignore[arg-type]


def group(*messages: ChatMessage) -> list[tuple[str, str, str]]:
    """The pairs of a group: four people have greeted each other an hour before."""
    return pairs(*(said(name, "hi", -60) for name in ("Ann", "Ben", "Cat", "Dora")), *messages)


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


def test_a_mention_says_whom_it_answers() -> None:
    answer = replace(said("Ann", "to one", 2), mentions=("Ben",))
    assert pairs(said("Ben", "one?"), said("Cat", "two?", 1), answer) == [("Ben", "one?", "to one")]


@pytest.mark.parametrize("text", ["Ben, to one", "Ben -- to one", "@Ben to one", "to one, Ben", "thanks Ben"])
def test_a_name_says_whom_it_answers_wherever_it_stands(text: str) -> None:
    [(asker, message, _)] = pairs(said("Ben", "which one?"), said("Cat", "two are here", 1), said("Ann", text, 2))
    assert (asker, message) == ("Ben", "which one?")


def test_a_name_is_no_answer_to_what_its_bearer_only_nodded() -> None:
    messages = [said("Ben", "where is the key?"), said("Cat", "hm", 1), said("Ben", "lol", 2), said("Cat", "what?", 3)]
    assert group(*messages, said("Ann", "Ben: in the shed", 4)) == [("Ben", "where is the key?", "in the shed")]


def test_a_name_alone_opens_a_new_subject_after_hours() -> None:
    assert group(said("Ben", "which one?"), said("Ann", "Ben: are you there", 180)) == []


def test_a_burst_to_two_people_is_two_turns() -> None:
    messages = [
        said("Ben", "one?"),
        said("Cat", "two?", 1),
        said("Ann", "Ben: to one", 2),
        said("Ann", "Cat: to two", 2),
    ]
    assert pairs(*messages) == [("Ben", "one?", "to one"), ("Cat", "two?", "to two")]


def test_a_third_person_does_not_part_a_burst() -> None:
    messages = [
        said("Ben", "Ann: does the chain"),
        said("Cat", "Dora: the lamp is broken", 0.2),
        said("Ben", "need wax?", 0.5),
        said("Ann", "Ben: yes, hot wax", 1),
        said("Dora", "Cat: buy a new lamp", 1.2),
        said("Ann", "every second week", 1.5),
    ]
    assert group(*messages) == [("Ben", "does the chain\nneed wax?", "yes, hot wax\nevery second week")]


def test_two_talks_at_once_are_told_apart() -> None:
    messages = [
        said("Ben", "Ann, how often do you wax the chain in winter?"),
        said("Cat", "Dora: the meeting room is locked", 0.5),
        said("Dora", "Cat: ask the porter", 1),
        said("Ann", "in winter the chain gets wax every second week", 1.5),
    ]
    assert [(asker, reply) for asker, _, reply in group(*messages)] == [("Ben", messages[-1].text)]


def test_what_follows_a_remark_to_somebody_else_is_no_answer() -> None:
    assert group(said("Cat", "Dora: the room is locked"), said("Ann", "the server needs a new disk", 1)) == []


def test_in_a_group_an_answer_to_an_unknown_message_is_no_pair() -> None:
    assert group(said("Ben", "why?", key="1"), said("Ann", "because", 1, reply_to="0")) == []


def test_media_is_a_turn_and_no_pair() -> None:
    assert pairs(said("Ben", "why?"), said("Ben", "", 20), said("Ann", "nice picture", 21)) == []
    assert pairs(said("Ben", "why?"), said("Ann", "", 1), said("Ben", "because!", 2)) == []


def test_how_it_is_known_is_told() -> None:
    messages = [said("Ben", "one?", key="1"), said("Ann", "yes it is", 1, reply_to="1")]
    pairing = Pairing("Ann")
    found = [pair for message in messages for pair in pairing.hear(message)]
    assert [pair.link for pair in [*found, *pairing.finish()]] == ["explicit"]


def test_a_flood_takes_no_time() -> None:
    texts = ["@" * 1000, "a " * 5000, "a:" * 5000, "," * 5000, "?" * 5000, "> " * 5000, "!" * 5000]
    began = time.monotonic()
    pairs(*(said("Ann" if n % 2 else "Ben", texts[n % 7], n) for n in range(140)))
    assert time.monotonic() - began < 5


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
