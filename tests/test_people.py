"""Tests of people.py: whom a question names, and where they write."""

from pathlib import Path

import pytest

from memory.people import Named, People
from tests.knowledge import Knowledge, message, write_chat
from twin.knowledge import Audience


@pytest.fixture
def people(knowledge: Knowledge, tmp_path: Path) -> People:
    """Ann writes with Ben Stone, and with Émile; to Ben's chat everybody may listen."""
    write_chat(tmp_path / "a" / "ben.json", message(1, "hello"), message(2, "well", "Ben Stone"), number=1)
    write_chat(tmp_path / "a" / "emile.json", message(3, "salut"), message(4, "bonjour", "Émile"), number=2)
    knowledge.learn(tmp_path / "a")
    knowledge.learner.open_to(knowledge.source("telegram/1"), Audience.PUBLIC)
    return People(knowledge.store)


def named(people: People, question: str, reader: Audience = Audience.OWNER) -> Named:
    return people.named(question, reader)


@pytest.mark.parametrize(
    ("question", "authors", "theirs"),
    [
        ("What did Ben paint?", {"Ben Stone"}, "What did I paint?"),
        ("What did ben's sister paint?", {"Ben Stone"}, "What did my sister paint?"),
        ("Ann and Ben’s boat", {"Ann", "Ben Stone"}, "I and my boat"),
        ("Does Émile sing?", {"Émile"}, "Does I sing?"),
        ("Where is Benjamin? Is it Stone?", set(), "Where is Benjamin? Is it Stone?"),
        ("", set(), ""),
    ],
)
def test_people_are_named_by_the_first_word_of_their_name(
    people: People, question: str, authors: set[str], theirs: str
) -> None:
    found = named(people, question)
    assert (set(found.authors), found.question) == (authors, theirs)


def test_a_chat_counts_by_how_many_of_those_named_write_in_it(people: People) -> None:
    assert named(people, "What did Ann tell Ben?").places == {"telegram/1": 1.0, "telegram/2": 0.5}
    assert named(people, "What was told?").places == {}


def test_nobody_is_named_whom_the_reader_may_not_hear(people: People) -> None:
    found = named(people, "What did Ann tell Ben and Émile?", Audience.PUBLIC)
    assert (set(found.authors), dict(found.places)) == ({"Ann"}, {"telegram/1": 1.0})


@pytest.mark.parametrize("question", ["Ben " * 50_000, "Ben" + " " * 200_000, " ".join(f"w{n}" for n in range(40_000))])
def test_no_question_is_too_long(people: People, question: str) -> None:
    assert named(people, question).authors <= {"Ben Stone"}
