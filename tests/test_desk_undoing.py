"""What was said is taken back as far as the platform lets it, and what was learned from it is forgotten."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.desk import ME, Served, arrives, decided, desk_of, held, learned, outcome, sent, served
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
    number = held(ledger)
    desk.approve(number, ME)

    with pytest.raises(DeskError, match="Nothing was sent to Jonas that could be taken back"):
        desk.undo("Jonas", ME, "wish/1")
