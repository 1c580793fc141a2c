"""Tests of pieces.py: nothing of a text is lost, no piece is empty, and each has a name for good."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.importers.records import ChatMessage, Document
from memory.pairs import Pair
from memory.pieces import ChatExemplars, ChatPassages, passages_of
from twin.knowledge import Audience

BLOCKS = st.lists(
    st.text(alphabet="ab .!\n#`", max_size=300) | st.text(max_size=50) | st.sampled_from(["x" * 2500, "# Head", "```"]),
    max_size=12,
).map("\n\n".join)


def cut(text: str) -> list[str]:
    return [passage.text for passage in passages_of(Document("p", "t", "", None, text), Audience.PUBLIC)]


def message(text: str, author: str = "Ann", key: str = "", place: str = "p") -> ChatMessage:
    return ChatMessage(place, "chat", key, author, "", datetime(2024, 5, 1, tzinfo=UTC), text)


@given(BLOCKS)
def test_nothing_is_lost_and_nothing_empty_or_too_long(text: str) -> None:
    passages = cut(text)
    assert "".join("".join(passages).split()) == "".join(text.split())
    assert all(passage.strip() and len(passage) <= 1900 for passage in passages)


@pytest.mark.parametrize("text", ["", " \n\n ", "a" + " " * 5000])
def test_what_is_not_there_is_no_passage(text: str) -> None:
    assert cut(text) == ["a"][: len(text.strip())]


def test_short_blocks_go_together_and_headings_open_a_passage() -> None:
    long = "Some sentence of a certain length, again and again. " * 5
    assert cut("One.\n\nTwo.") == ["One.\n\nTwo."]
    assert cut(f"{long}\n\n# Next\n\nThree.") == [long, "# Next\n\nThree."]


def test_code_is_not_torn_apart_at_its_blank_lines() -> None:
    code = "```\nint a;\n\nint b;\n```"
    assert cut(f"{'Words before. ' * 65}\n\n{code}") == ["Words before. " * 65, code]


def test_what_the_owner_passes_on_is_not_theirs_and_stays_with_them() -> None:
    passages = ChatPassages("Ann", Audience.PUBLIC)

    [own, passed_on] = [passages.passage(replace(message("mine"), forwarded=forwarded)) for forwarded in (False, True)]

    assert own
    assert passed_on
    assert (own.by_owner, own.audience) == (True, Audience.PUBLIC)
    assert (passed_on.by_owner, passed_on.audience) == (False, Audience.OWNER)


def test_positions_count_and_digests_name_for_good() -> None:
    text = "\n\n".join(["Same block of text. " * 40] * 3)
    first, second = (list(passages_of(Document("p", "t", "", None, text), Audience.PUBLIC)) for _ in range(2))
    assert [passage.position for passage in first] == [0, 1, 2]
    assert len({passage.digest for passage in first}) == 3
    assert first == second
    other = passages_of(Document("q", "t", "", None, text), Audience.PUBLIC)
    assert not {passage.digest for passage in first} & {passage.digest for passage in other}


def test_equal_messages_are_two_and_messages_without_words_none() -> None:
    chat = ChatPassages("Ann", Audience.PUBLIC)
    pieces = [chat.passage(message(text)) for text in ("ok", "ok", "🙂", "…", "fine")]
    found = [piece for piece in pieces if piece]
    assert [(piece.text, piece.position) for piece in found] == [("ok", 1), ("ok", 2), ("fine", 3)]
    assert len({piece.digest for piece in found}) == 3


def test_what_others_wrote_is_the_owners_alone() -> None:
    chat = ChatPassages("Ann", Audience.PUBLIC)
    mine, theirs = chat.passage(message("mine")), chat.passage(message("theirs", "Ben"))
    assert mine
    assert theirs
    assert (mine.audience, mine.by_owner) == (Audience.PUBLIC, True)
    assert (theirs.audience, theirs.by_owner) == (Audience.OWNER, False)


def test_another_owner_makes_other_pieces_of_the_same_messages() -> None:
    as_ann, as_ben = (ChatPassages(owner, Audience.PUBLIC).passage(message("x")) for owner in ("Ann", "Ben"))
    assert as_ann
    assert as_ben
    assert as_ann.digest != as_ben.digest


def test_half_a_character_has_a_name_too() -> None:
    assert len(list(passages_of(Document("p", "\ud83d", "", None, "\ud83d text"), Audience.PUBLIC))) == 1


def test_equal_exemplars_are_two() -> None:
    chat, pair = ChatExemplars(Audience.INNER), Pair("p", "Ben", "why?", "because", None)
    first, second = chat.exemplar(pair), chat.exemplar(pair)
    assert first.digest != second.digest
    assert (first.audience, first.message, first.reply, first.asker) == (Audience.INNER, "why?", "because", "Ben")


def test_lines_of_a_moment_are_marked_in_chats_and_nowhere_else() -> None:
    chat = ChatPassages("Ann", Audience.PUBLIC)
    marks = [piece.situational for text in ("on my way", "I run daily") if (piece := chat.passage(message(text)))]
    assert marks == [True, False]
    replies = [
        ChatExemplars(Audience.INNER).exemplar(Pair("p", "Ben", "and today?", text, None)) for text in ("brb", "yes")
    ]
    assert [one.situational for one in replies] == [True, False]
    document = passages_of(Document("p", "t", "", None, "I am on my way today."), Audience.PUBLIC)
    assert [piece.situational for piece in document] == [False]
