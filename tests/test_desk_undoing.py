"""What was said is taken back as far as the platform lets it, and what was learned from it is forgotten."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.desk import ME, Served, arrives, decided, desk_of, held, learned, outcome, sent, served, unknown
from tests.test_ledger_inbox import CHAT, change
from twin.draft import Action, Decision, Draft
from twin.errors import DeskError, NotNow, Refused
from twin.message import Reply


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return desk_of(ledger)


def test_what_was_sent_last_is_taken_back_and_what_was_learned_from_it_forgotten(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.edit(number, "so|and so", ME)
    sent(ledger)

    said = desk.undo("", ME, "wish/1")

    assert said == "Taken back: what was said last to Jonas. What was learned from it is forgotten."
    assert len(served(desk).deleted) == 2
    assert desk.case(number).told == ()
    assert not learned(desk).lessons
    assert desk.learn_rulings() == 0
    assert desk.undo("", ME, "wish/1").startswith("Taken back")
    assert len(served(desk).deleted) == 2
    with pytest.raises(DeskError, match="Nothing was sent"):
        desk.undo("", ME, "wish/2")


def test_what_is_still_to_be_sent_of_it_is_not(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, "so", "and so")
    desk.approve(number, ME)
    for _ in range(2):
        due = ledger.outbox.next(CHAT.key)
        assert due is not None
        ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, f"out/{due.delivery.id}")

    said = desk.undo("Jonas", ME, "wish/1")

    assert said == "Taken back: what was said last to Jonas. What was still to be sent of it is not."
    assert sent(ledger) == []


def test_what_the_twin_said_by_itself_is_taken_back_too(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    draft = Draft(("so",), 1.0, "script", "because")
    decided(ledger, Decision(Action.SEND, Reply(("so",)), "because", draft, discloses=False), arrives())
    change(tmp_path, "UPDATE contacts SET disclosed_at = '2026-01-02T12:00:00.000+00:00'")
    sent(ledger)

    assert desk.undo("Jonas", ME, "wish/1") == "Taken back: what was said last to Jonas."
    assert outcome(ledger, 1) is Outcome.TAKEN_BACK
    with pytest.raises(DeskError, match="You took it back, "):
        desk.still_waits(desk.case(1), ME)


def test_what_the_owner_said_is_taken_back_and_forgotten(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.answer_myself(number, ME)
    desk.say(desk.case(number), "so", ME, "wish/1")
    sent(ledger)

    assert desk.undo("Jonas", ME, "wish/2").endswith("What was learned from it is forgotten.")
    assert not learned(desk).lessons


def test_what_was_said_by_one_wish_is_tied_to_its_lesson_after_a_kill_too(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.answer_myself(number, ME)
    # Killed before it was learned.
    ledger.cases.say(CHAT.key, desk.case(number).contact.key, ("so",), [["so"]], "", ME, "wish/1")
    desk.say(desk.case(number), "so", ME, "wish/1")
    sent(ledger)

    assert desk.undo("Jonas", ME, "wish/2").endswith("What was learned from it is forgotten.")
    assert not learned(desk).lessons


def test_only_the_lesson_of_what_is_taken_back_is_forgotten(desk: Desk, ledger: Ledger) -> None:
    desk.teach("Are you well?", "so", None, "wish/0")
    desk.edit(held(ledger, text="why?"), "so", ME)
    number = held(ledger)
    desk.answer_myself(number, ME)
    desk.say(desk.case(number), "this", ME, "wish/1")
    # More words for the same, from which nothing is learned.
    desk.say(desk.case(number), "so", ME, "wish/2")
    sent(ledger)

    assert desk.undo("Jonas", ME, "wish/3") == "Taken back: what was said last to Jonas."
    assert [lesson.answer for lesson in learned(desk).lessons.values()] == ["so", "so", "this"]
    assert desk.undo("Jonas", ME, "wish/4").endswith("What was learned from it is forgotten.")
    assert [lesson.answer for lesson in learned(desk).lessons.values()] == ["so", "so"]


def test_a_number_of_a_lesson_that_was_forgotten_is_no_longer_an_answers(desk: Desk, ledger: Ledger) -> None:
    desk.edit(held(ledger), "so", ME)
    sent(ledger)
    desk.unteach(11)
    learned(desk).ids.clear()
    desk.teach("Are you well?", "yes", None, "wish/0")

    assert desk.undo("", ME, "wish/1") == "Taken back: what was said last to Jonas."
    assert [one.id for one in learned(desk).taught()] == [11]


def test_a_question_is_unlearned_when_nobodys_answer_stands(desk: Desk, ledger: Ledger) -> None:
    names = ("Ana", "Bea", "Cem")
    numbers = [unknown(ledger, "Where is parking", name) for name in names]
    desk.answer_question(numbers[0], "Here.", None, ME)
    for name in names:
        sent(ledger, f"telegram/{name}")

    said = [desk.undo(name, ME, f"wish/{name}") for name in names]

    taken = "Taken back: what was said last to {}."
    stays = "What was learned from it stays, since {} said the same; /forget 11 forgets it."
    assert said == [
        f"{taken.format('Ana')} {stays.format('2 other answers')}",
        f"{taken.format('Bea')} {stays.format('1 other answer')}",
        f"{taken.format('Cem')} What was learned from it is forgotten.",
    ]
    assert not learned(desk).lessons
    assert desk.learn_rulings() == 0


@pytest.mark.parametrize("words", ["so", "better"])
def test_a_draft_whose_answer_was_taken_back_is_judged_to_be(desk: Desk, ledger: Ledger, words: str) -> None:
    number = held(ledger)
    if words == "so":
        desk.approve(number, ME)
    else:
        desk.edit(number, words, ME)
    sent(ledger)
    assert not desk.case(number).taken_back

    desk.undo("", ME, "wish/1")

    assert desk.case(number).taken_back
    assert [(one.outcome, one.accepted) for one in ledger.cases.judged()] == [(Outcome.TAKEN_BACK, False)]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Refused("too old."), r"stays there: the platform does not delete it \(too old\)\."),
        (NotNow("it is busy."), r"stays there: it is busy. /undo tries again\."),
        (DeskError("`twin run` is not serving."), "`twin run` is not serving."),
    ],
)
def test_what_the_platform_does_not_delete_stays(desk: Desk, ledger: Ledger, error: Exception, why: str) -> None:
    number = held(ledger)
    desk.edit(number, "so", ME)
    sent(ledger)
    served(desk).refuses = error

    with pytest.raises(DeskError, match=why):
        desk.undo("", ME, "wish/1")
    assert outcome(ledger, number) is Outcome.EDITED
    assert learned(desk).lessons


def test_what_is_only_taken_back_in_part_is_told(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, "so", "and so")
    desk.approve(number, ME)
    sent(ledger)

    class Once(Served):
        def take_back(self, conversation: str, reference: str, address: str) -> None:
            if self.deleted:
                raise Refused("too old")
            super().take_back(conversation, reference, address)

    said = replace(desk, platforms=Once()).undo("", ME, "wish/1")

    assert said.startswith("Taken back in part: 1 message to Jonas stays there: the platform does not delete it")


def test_of_what_nobody_knows_whether_it_arrived_only_the_rest_is_taken_back(desk: Desk, ledger: Ledger) -> None:
    desk.approve(held(ledger, "so", "and so"), ME)
    for texts in (["I am a machine."], ["so"]):
        due = ledger.outbox.next(CHAT.key)
        assert due is not None
        assert [due.delivery.text] == texts
        ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, "out")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.doubted(due.delivery, "it timed out")

    assert "1 message to Jonas stays there: it is not known yet" in desk.undo("", ME, "wish/1")


def test_where_nothing_was_sent_nothing_is_taken_back(desk: Desk, ledger: Ledger) -> None:
    held(ledger)

    with pytest.raises(DeskError, match="Nothing was sent to Jonas that could be taken back"):
        desk.undo("Jonas", ME, "wish/1")


def test_what_was_not_sent_yet_is_stopped_and_what_stands_there_stays(desk: Desk, ledger: Ledger) -> None:
    desk.approve(held(ledger), ME)
    sent(ledger)
    number = held(ledger, text="and how else?")
    desk.edit(number, "so", ME)

    for _ in range(2):
        said = desk.undo("", ME, "wish/1")
        assert said.startswith("Stopped: what was about to be said to Jonas is not sent.")
    assert sent(ledger) == []
    assert served(desk).deleted == []
    assert desk.case(number).told == ()
    assert not learned(desk).lessons


def test_what_is_being_sent_is_not_taken_for_what_was_sent_before(desk: Desk, ledger: Ledger) -> None:
    desk.approve(held(ledger), ME)
    sent(ledger)
    desk.approve(held(ledger, text="and how else?"), ME)
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)

    with pytest.raises(DeskError, match="it is not known yet whether it arrived"):
        desk.undo("", ME, "wish/1")
    assert served(desk).deleted == []
