"""A question is answered once for everybody who asked it, and learned once; lessons are taught and forgotten."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

import pytest

from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.desk import HOUR, ME, Learns, Served, arrives, decided, desk_of, held, learned, sent, served, unknown
from tests.test_ledger_inbox import rows, together
from twin.draft import Action, Decision, Kind
from twin.errors import Busy, DeskError
from twin.knowledge import Audience, Lesson, Taught
from twin.message import Closed, Conversation, Reply


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return desk_of(ledger)


def test_what_several_ask_is_one_question(desk: Desk, ledger: Ledger) -> None:
    first = unknown(ledger, "Where is parking", "Ana")
    unknown(ledger, "What about dogs", "Bea")
    unknown(ledger, "any parking", "Cem")

    largest, other = desk.questions()

    assert (largest.number, largest.text, len(largest.cases)) == (first, "Where is parking", 2)
    assert other.text == "What about dogs"
    assert desk.question(largest.cases[1].decision) == largest


def test_a_question_that_was_answered_is_one_no_more(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "Where is parking", "Ana")
    other = held(ledger)
    desk.answer_question(number, "Here.", None, ME)

    with pytest.raises(DeskError, match="You answered it already"):
        desk.question(number)
    for odd in (other, 999):
        with pytest.raises(DeskError, match=f"There is no question {odd}"):
            desk.question(odd)


def test_an_answer_goes_to_everybody_who_asked_once_and_is_one_lesson(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "Where is parking", "Ana", Audience.FRIENDS)
    unknown(ledger, "any parking", "Bea", Audience.FOLLOWERS)
    unknown(ledger, "PARKING", "Ana", Audience.FRIENDS)
    unknown(ledger, "in the group: parking", "Jonas", Audience.FOLLOWERS, group=True)
    unknown(ledger, "dogs", "Bea")

    said = desk.answer_question(number, "Behind the house.", None, ME)

    assert said == ("Answered 3 people; learned: heard by followers and those closer to you. Forget it: /forget 11")
    assert [sent(ledger, f"telegram/{who}") for who in ("Ana", "Bea", "-5")] == [
        ["I am a machine.", "Behind the house."]
    ] * 3
    [lesson] = learned(desk).lessons.values()
    assert (lesson.key, lesson.message) == (f"question/{number}", "Where is parking")
    assert (lesson.audience, lesson.asker) == (Audience.FOLLOWERS, "Ana")
    assert [question.text for question in desk.questions()] == ["dogs"]
    assert desk.learn_rulings() == 0


def test_the_answer_names_the_last_time_that_it_was_asked(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = unknown(ledger, "parking", "Ana")
    last = unknown(ledger, "again: parking", "Ana")

    desk.answer_question(number, "Here.", None, ME)

    assert rows(tmp_path, "SELECT DISTINCT decision FROM deliveries") == [(last,)]


def test_who_may_not_hear_an_answer_is_not_answered(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "parking", "Ana", Audience.PUBLIC)
    unknown(ledger, "parking", "Bea", Audience.FRIENDS)

    said = desk.answer_question(number, "At ours.", Audience.FRIENDS, ME)

    assert said.startswith("Answered 1 person; learned: heard by friends and those closer to you.")
    assert said.endswith("\n1 person may not hear that: their question stays.")
    assert sent(ledger, "telegram/Ana") == []
    assert [len(question.cases) for question in desk.questions()] == [1]
    with pytest.raises(DeskError, match="Nobody who asked that may hear what is for inner"):
        desk.answer_question(number, "No.", Audience.INNER, ME)


def test_an_answer_that_nobody_may_hear_is_begun_anew_for_whoever_asks_by_then(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "parking", "Ana", Audience.PUBLIC)
    with pytest.raises(DeskError, match="Nobody who asked"):
        desk.answer_question(number, "Here.", Audience.INNER, ME)
    unknown(ledger, "parking", "Bea", Audience.PUBLIC)

    assert desk.answer_question(number, "Here.", None, ME).startswith("Answered 2 people")


def test_what_is_for_one_person_only_is_answered_and_kept(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "parking", "Ana")

    assert "kept for you alone" in desk.answer_question(number, "Here, darling.", None, ME)
    assert sent(ledger, "telegram/Ana")[-1] == "Here, darling."
    assert "heard by everyone" in desk.answer_question(unknown(ledger, "dogs"), "darling", Audience.PUBLIC, ME)


def test_who_cannot_be_reached_is_told_and_stays(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "parking", "Ana")
    unknown(ledger, "parking", "Bea")
    unknown(ledger, "parking", "Cem")
    ledger.inbox.receive(Closed("telegram/closed", Conversation("telegram/Ana", "telegram/Ana"), open=False))
    served(desk).ends["telegram/Bea"] = datetime.now(UTC) - HOUR

    said = desk.answer_question(number, "Here.", None, ME)

    assert said.startswith("Answered 1 person; learned")
    assert "\n1 person was not: Nothing can be said to Ana there" in said
    assert "\n1 person was not: Telegram lets a bot answer" in said
    assert [len(question.cases) for question in desk.questions()] == [2]


def test_killed_in_the_middle_and_done_again_everybody_is_answered_once(
    desk: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    names = ("Ana", "Bea", "Cem")
    numbers = [unknown(ledger, "parking", name) for name in (*names, *names)]

    class Killed(Exception):
        """The end of the process."""

    class Dies(Served):
        """Platforms that a process does not survive after so many calls."""

        left = 0

        def changed(self, conversation: str) -> None:
            """Count down."""
            self.left -= 1
            if self.left < 0:
                raise Killed

    for left in range(20):
        dying = Dies()
        dying.left = left
        with closing(Ledger(tmp_path / "ledger.db")) as own:
            try:
                said = replace(desk_of(own), platforms=dying, teacher=desk.teacher).answer_question(
                    numbers[0], "Here.", None, ME
                )
            except Killed:
                # What the next process does first.
                replace(desk, ledger=own).learn_rulings()
                continue
        break

    assert said.startswith("Answered 3 people; learned: heard by everyone (public)")
    assert [sent(ledger, f"telegram/{name}")[1:] for name in names] == [["Here."]] * 3
    assert list(learned(desk).lessons) == [f"question/{numbers[0]}"]
    assert desk.questions() == []
    with pytest.raises(DeskError, match="You answered it already"):
        desk.answer_question(numbers[0], "Here.", None, ME)


def test_two_devices_answer_a_question_once(ledger: Ledger, tmp_path: Path) -> None:
    number = unknown(ledger, "parking", "Ana")
    unknown(ledger, "parking", "Bea")
    teacher, lock, said = Learns(), Lock(), list[str]()

    def write(device: int) -> None:
        with closing(Ledger(tmp_path / "ledger.db")) as own:
            try:
                told = replace(desk_of(own), teacher=teacher).answer_question(number, "Here.", None, f"t/{device}")
            except DeskError as error:
                told = str(error)
        with lock:
            said.append(told)

    together(2, write)

    assert [sent(ledger, f"telegram/{name}")[1:] for name in ("Ana", "Bea")] == [["Here."]] * 2
    assert len(teacher.lessons) == 1
    assert any(one.startswith("Answered") for one in said)


def test_an_answer_that_comes_second_is_told_to_be(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = unknown(ledger, "parking", "Ana")

    class Overtaken(Learns):
        """Somebody else answers while this one learns."""

        def teach(self, lesson: Lesson) -> Taught:
            with closing(Ledger(tmp_path / "ledger.db")) as own:
                own.cases.rule(number, Outcome.ANSWERED, "telegram/1", texts=("There.",), parts=[["There."]])
            return super().teach(lesson)

    with pytest.raises(DeskError, match="You answered it already"):
        replace(desk, teacher=Overtaken()).answer_question(number, "Here.", None, ME)
    assert sent(ledger, "telegram/Ana") == ["There."]


def test_what_cannot_be_learned_yet_is_answered_and_learned_later_once(desk: Desk, ledger: Ledger) -> None:
    told: list[str] = []
    desk = replace(desk, told=told.append)
    number = unknown(ledger, "parking", "Ana", Audience.FRIENDS)
    unknown(ledger, "parking", "Bea", Audience.FRIENDS)
    learned(desk).raises = Busy("learning")

    said = desk.answer_question(number, "Here.", None, ME)

    assert said == "Answered 2 people. It is learned as soon as nothing else is being learned."
    learned(desk).raises = None
    desk.learn_rulings()
    [lesson] = learned(desk).lessons.values()
    assert (lesson.key, lesson.audience) == (f"question/{number}", Audience.FRIENDS)
    assert not ledger.cases.to_learn()


def test_a_question_is_dismissed_for_everybody(desk: Desk, ledger: Ledger) -> None:
    number = unknown(ledger, "parking", "Ana")
    unknown(ledger, "parking", "Bea")

    assert desk.dismiss(number, ME) == "Dismissed; 2 people asked it."

    assert desk.questions() == []
    assert sent(ledger, "telegram/Ana") == []


def test_what_was_no_text_is_no_question(desk: Desk, ledger: Ledger) -> None:
    decision = Decision(Action.HAND_OVER, Reply(()), "unknown", kind=Kind.UNKNOWN)
    decided(ledger, decision, arrives("", attachment="photo"))

    assert desk.questions() == []


# Teaching.


def test_what_is_taught_is_for_everybody_unless_it_is_said(desk: Desk) -> None:
    assert desk.teach("When?", "On Tuesday.", None, "wish/1") == (
        "Learned: heard by everyone (public). Forget it: /forget 11"
    )
    desk.teach("When?", "On Tuesday.", None, "wish/1")
    assert "heard by inner" in desk.teach("Where?", "Here.", Audience.INNER, "wish/2")
    assert [(key, lesson.audience) for key, lesson in learned(desk).lessons.items()] == [
        ("taught/wish/1", Audience.PUBLIC),
        ("taught/wish/2", Audience.INNER),
    ]


@pytest.mark.parametrize(("count", "told"), [(1, "1 older piece that said otherwise does"), (2, "2 older pieces")])
def test_what_a_lesson_stands_in_place_of_is_told(desk: Desk, count: int, told: str) -> None:
    learned(desk).superseded = count

    assert told in desk.teach("When?", "On Tuesday.", None, "wish/1")


def test_a_lesson_is_forgotten_by_its_number(desk: Desk) -> None:
    desk.teach("When?", "On Tuesday.", None, "wish/1")

    assert desk.unteach(11) == "Forgotten: lesson 11."
    with pytest.raises(DeskError, match="There is no lesson 11"):
        desk.unteach(11)
