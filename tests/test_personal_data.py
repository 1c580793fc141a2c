"""Tests of personal_data.py and review.py: what others said about themselves reaches nobody but the owner."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.importers.records import ChatMessage, Problem
from memory.review import review
from persona.placeholders import Placeholders
from tests.knowledge import Knowledge, everything_agrees, message, write_chat, write_post
from twin.knowledge import Audience

NUMBER = "+49 151 23456789"
MAIL = "ben@posteo.net"


class Owner:
    """What the owner has made public."""

    def __init__(self) -> None:
        self.public: tuple[str, ...] = ()

    def redactor(self) -> Placeholders:
        return Placeholders(self.public, ("DE",))


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def discreet(tmp_path: Path, owner: Owner) -> Iterator[Knowledge]:
    known = Knowledge(tmp_path / "data", owner.redactor)
    yield known
    known.store.close()


def stored(knowledge: Knowledge) -> str:
    """All texts that are kept, with what the full text keeps of them."""
    rows = knowledge.store.rows(
        "SELECT title || ' ' || text FROM passages UNION ALL SELECT message || reply FROM exemplars"
    )
    terms = knowledge.store.rows("SELECT term FROM passages_terms UNION SELECT term FROM exemplars_terms")
    return " ".join(text for (text,) in rows) + " " + " ".join(term for (term,) in terms)


def chat(path: Path) -> Path:
    return write_chat(
        path,
        message(1, "What is Ben's number?", "Zoe"),
        message(2, f"Ben has {NUMBER}, or {MAIL}"),
        message(3, "Mine is zoe@posteo.net", "Zoe"),
    )


def test_a_document_for_everybody_is_stored_with_placeholders(discreet: Knowledge, tmp_path: Path) -> None:
    post = write_post(tmp_path / "ben.md", f"Ask {MAIL}", f"The dynamo is from Ben, {NUMBER}.")

    learned = discreet.learn(post)

    assert learned.personal == {"mail addresses": 1, "phone numbers": 1}
    assert discreet.texts("dynamo") == ["The dynamo is from Ben, [phone number]."]
    assert "posteo" not in stored(discreet)
    assert "23456789" not in stored(discreet)
    everything_agrees(discreet)


def test_a_chat_for_the_owner_alone_is_kept_as_it_is(discreet: Knowledge, tmp_path: Path) -> None:
    learned = discreet.learn(chat(tmp_path / "result.json"))

    assert learned.personal == {}
    assert NUMBER in stored(discreet)


def test_it_is_taken_out_before_others_hear_it(discreet: Knowledge, tmp_path: Path) -> None:
    discreet.learn(chat(tmp_path / "result.json"))

    discreet.learner.open_to(discreet.source("telegram/77"), Audience.FRIENDS)

    assert discreet.texts("Ben has", Audience.FRIENDS) == ["Ben has [phone number], or [mail address]"]
    [found] = discreet.recall.recall("What is Ben's number?", Audience.FRIENDS).exemplars
    assert found.exemplar.reply == "Ben has [phone number], or [mail address]"
    # What others wrote stays the owner's alone, and as it was.
    assert "zoe@posteo.net" in stored(discreet)
    assert "23456789" not in stored(discreet)
    everything_agrees(discreet)


def test_what_is_said_in_a_live_conversation_that_others_may_hear_is_stored_with_placeholders(
    discreet: Knowledge,
) -> None:
    place = "telegram/9"

    def said(key: str, author: str, text: str) -> ChatMessage:
        return ChatMessage(place, "Zoe", key, author, author, None, text)

    lines = [said("1", "Zoe", "Who built it?"), said("2", "Ann", "Somebody else")]
    discreet.learner.hear(place, "Zoe", lines, "Ann")
    discreet.learner.open_to(discreet.source(place), Audience.PUBLIC)

    discreet.learner.hear(place, "Zoe", [*lines, said("3", "Zoe", "Who?"), said("4", "Ann", f"Ben, {MAIL}")], "Ann")

    assert "posteo" not in stored(discreet)


def test_what_goes_on_in_a_live_conversation_that_others_may_hear_is_stored_with_placeholders(
    discreet: Knowledge,
) -> None:
    place = "telegram/9"

    def said(key: str, author: str, text: str, minute: int) -> ChatMessage:
        return ChatMessage(place, "Zoe", key, author, author, datetime(2026, 1, 5, 9, minute, tzinfo=UTC), text)

    lines = [said("1", "Zoe", "Who built it?", 1), said("2", "Ann", f"Ask {MAIL}", 2)]
    discreet.learner.hear(place, "Zoe", lines, "Ann")
    discreet.learner.open_to(discreet.source(place), Audience.PUBLIC)

    lines += [said("3", "Ann", f"Or call Ben, {NUMBER}", 2)]
    discreet.learner.hear(place, "Zoe", lines, "Ann")
    discreet.learner.hear(place, "Zoe", lines, "Ann")

    assert "posteo" not in stored(discreet)
    assert "23456789" not in stored(discreet)
    replies = [reply for (reply,) in discreet.store.rows("SELECT reply FROM exemplars")]
    assert replies == ["Ask [mail address]\nOr call Ben, [phone number]"]
    everything_agrees(discreet)


def test_learned_again_nothing_comes_back(discreet: Knowledge, tmp_path: Path) -> None:
    path = chat(tmp_path / "result.json")
    discreet.learn(path)
    discreet.learner.open_to(discreet.source("telegram/77"), Audience.PUBLIC)
    before = discreet.contents()

    path.touch()
    discreet.learn(path)
    discreet.learn(path, me=("ann",))

    assert discreet.contents() == before
    everything_agrees(discreet)


def test_what_the_owner_makes_public_is_heard_once_it_is_learned_again(
    discreet: Knowledge, owner: Owner, tmp_path: Path
) -> None:
    post = write_post(tmp_path / "ben.md", "Reach me", f"Best by mail: {MAIL}.")
    discreet.learn(post)

    owner.public = (MAIL,)
    discreet.learn(post)
    assert discreet.texts("mail") == [f"Best by mail: {MAIL}."]

    owner.public = ()
    discreet.learn(post)
    assert discreet.texts("mail") == ["Best by mail: [mail address]."]
    everything_agrees(discreet)


def test_a_source_that_is_learned_for_others_at_once_has_placeholders(discreet: Knowledge, tmp_path: Path) -> None:
    discreet.learn(chat(tmp_path / "result.json"), chosen=Audience.FRIENDS)

    assert "23456789" not in stored(discreet)


def test_a_review_counts_and_learns_nothing(tmp_path: Path, owner: Owner) -> None:
    write_post(tmp_path / "in" / "ben.md", "Ben", f"{NUMBER} and {MAIL}")
    chat(tmp_path / "in" / "result.json")
    (tmp_path / "in" / "broken.json").write_text('{"messages": [')
    problems: list[Problem] = []

    found = list(review(tmp_path / "in", owner.redactor(), (), problems))

    assert {(one.path.name, one.chat): dict(one.found) for one in found} == {
        ("ben.md", False): {"phone numbers": 1, "mail addresses": 1},
        ("result.json", True): {"phone numbers": 1, "mail addresses": 2},
    }
