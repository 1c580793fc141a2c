"""Tests of messages.py: what of a chat answers a question, by what was said around it, by whom, and when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory.messages import asks_when, tells_when
from tests.knowledge import Knowledge, message, write_chat
from twin.knowledge import Audience

BEGIN = datetime(2023, 5, 1, 10, tzinfo=UTC)


def at(number: int, text: str, author: str = "Ann", **after: float) -> dict[str, object]:
    """A message some time after the first."""
    sent = BEGIN + timedelta(minutes=number) + timedelta(**after)
    return message(number, text, author, date_unixtime=str(int(sent.timestamp())))


def filler(first: int, count: int = 30, author: str = "Ben") -> list[dict[str, object]]:
    return [
        at(number, f"filler{number} stuff{number} nothing{number}", author) for number in range(first, first + count)
    ]


def learn(knowledge: Knowledge, tmp_path: Path, *messages: dict[str, object], number: int = 77) -> None:
    knowledge.learn(write_chat(tmp_path / f"{number}.json", *messages, number=number))


def best(knowledge: Knowledge, question: str, k: int = 1) -> Sequence[str]:
    return knowledge.texts(question, k=k)


def test_an_answer_is_found_by_the_words_of_its_question(knowledge: Knowledge, tmp_path: Path) -> None:
    talk = [at(50, "where do you moor the boat?", "Ben"), at(51, "by the old mill")]
    learn(knowledge, tmp_path, *filler(1), *talk, *filler(60))
    assert best(knowledge, "moor the boat", 2) == ["by the old mill", "where do you moor the boat?"]


def test_words_of_a_question_count_together_where_they_stand_near_each_other(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    near = [at(50, "the lighthouse was closed"), at(51, "so we ate pancakes there")]
    learn(knowledge, tmp_path, at(1, "pancakes are what we eat"), *filler(2, 40), *near, *filler(60))
    assert best(knowledge, "lighthouse pancakes", 2)[0] == "so we ate pancakes there"


def test_what_was_said_days_before_is_another_talk(knowledge: Knowledge, tmp_path: Path) -> None:
    asked, answered = at(50, "where do you moor the boat?", "Ben"), "by the old mill"
    after = [at(51, answered, days=3), *(at(52 + n, f"later{n} words{n}", days=3) for n in range(30))]
    learn(knowledge, tmp_path, *filler(1), asked, *after)
    assert answered not in best(knowledge, "moor the boat", 2)


def test_who_is_named_comes_first_and_hides_nobody(knowledge: Knowledge, tmp_path: Path) -> None:
    talk = [at(50, "a red kayak is what got bought", "Ben"), *filler(51, 5), at(60, "a red kayak is what got bought")]
    learn(knowledge, tmp_path, *filler(1), *talk, *filler(70))

    def whose(question: str) -> list[str]:
        found = [one.passage for one in knowledge.recall.recall(question, Audience.OWNER, 12).passages]
        return [passage.author for passage in found if "kayak" in passage.text]

    assert whose("Which kayak did Ben buy?") == ["Ben", "Ann"]
    assert whose("Which kayak did Ann buy?") == ["Ann", "Ben"]


def test_the_chat_of_those_named_comes_first(knowledge: Knowledge, tmp_path: Path) -> None:
    for number, friend in enumerate(("Ben", "Cleo")):
        talk = [
            at(50, "what about the kayak?", friend),
            at(51, f"it is the kayak of {'red' if number else 'blue'} wood"),
        ]
        learn(knowledge, tmp_path, *filler(1, author=friend), *talk, *filler(60, author=friend), number=number)
    assert best(knowledge, "What kayak did Ann show Cleo?") == ["it is the kayak of red wood"]
    assert best(knowledge, "What kayak did Ann show Ben?") == ["it is the kayak of blue wood"]


def test_a_question_for_a_date_prefers_what_was_said_then(knowledge: Knowledge, tmp_path: Path) -> None:
    talk = [at(50 + month, f"we painted the kayak, coat {month}", days=31 * month) for month in range(6)]
    learn(knowledge, tmp_path, *filler(1), *talk)
    assert best(knowledge, "painted the kayak in August") == ["we painted the kayak, coat 3"]


def test_a_question_for_a_time_prefers_what_tells_one(knowledge: Knowledge, tmp_path: Path) -> None:
    talk = [at(50, "we bought a kayak from Tom"), *filler(51, 5), at(60, "we bought a kayak last Friday")]
    learn(knowledge, tmp_path, *filler(1), *talk, *filler(70))
    assert best(knowledge, "When was a kayak bought from?") == ["we bought a kayak last Friday"]
    assert asks_when("In which year did he go?")
    assert asks_when("Wann war das?")
    assert not asks_when("What is it?")
    assert tells_when("Two days ago, I think")
    assert not tells_when("I think so")


@pytest.mark.parametrize("count", [0, 1, 4000])
def test_a_chat_of_any_size_is_searched(knowledge: Knowledge, tmp_path: Path, count: int) -> None:
    learn(knowledge, tmp_path, *filler(1, count), at(5000, "a red kayak"))
    assert best(knowledge, "Which kayak has Ann?") == ["a red kayak"]
