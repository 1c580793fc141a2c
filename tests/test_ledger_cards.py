"""What the owner is shown is found again by where it stands, by what it is about, and by whether it is done with."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.cases import OBJECTION, held, stored
from tests.fakes import Writing
from tests.test_screen import link
from twin.draft import Action, Decision, Kind
from twin.knowledge import Audience
from twin.message import Conversation, Deletion, Reply

DESK, OTHER = "telegram/99", "telegram/98"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def test_a_card_is_kept_as_it_is_shown(ledger: Ledger) -> None:
    id_ = ledger.cards.add(DESK, "case", 5, "naïve ☃")
    [added] = ledger.cards.open(DESK)

    ledger.cards.shown(id_, "70", "digest")
    ledger.cards.shown(id_, "70", "another digest")

    [card] = ledger.cards.open(DESK)
    assert (added.reference, added.shown) == ("", "")
    assert (card.id, card.conversation, card.kind, card.subject, card.text) == (id_, DESK, "case", 5, "naïve ☃")
    assert (card.reference, card.shown, card.closed, card.at) == ("70", "another digest", False, added.at)
    assert abs(card.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_card_is_found_by_its_reference_in_its_own_conversation_alone(ledger: Ledger) -> None:
    here, there, unshown = (ledger.cards.add(key, "case", 5) for key in (DESK, OTHER, DESK))
    ledger.cards.shown(here, "70", "")
    ledger.cards.shown(there, "71", "")

    found = ledger.cards.find(DESK, "70")

    assert found is not None
    assert found.id == here
    assert ledger.cards.find(DESK, "71") is None
    assert ledger.cards.find(OTHER, "70") is None
    assert ledger.cards.find(DESK, "") is None, f"card {unshown} has no name yet"


def test_a_closed_card_is_not_open_but_found(ledger: Ledger) -> None:
    first, second, third = (ledger.cards.add(DESK, "case", 5) for _ in range(3))
    ledger.cards.shown(second, "70", "")

    for _ in range(2):
        ledger.cards.close(second)

    assert [card.id for card in ledger.cards.open(DESK)] == [first, third]
    found = ledger.cards.find(DESK, "70")
    assert found is not None
    assert found.closed


def test_what_was_written_is_kept_only_while_its_card_is_open(ledger: Ledger) -> None:
    kept, last = (ledger.cards.add(DESK, "case", number) for number in (5, 6))
    ledger.cards.shown(kept, "70", "digest", text='["how?"]')
    ledger.cards.shown(last, "71", "digest", text='["why?"]', last=True)

    open_, closed = ledger.cards.find(DESK, "70"), ledger.cards.find(DESK, "71")

    assert open_ is not None
    assert closed is not None
    assert ((open_.text, open_.closed), (closed.text, closed.closed)) == (('["how?"]', False), ("", True))


def test_what_waits_is_told_in_short_with_whether_it_is_shown_there(ledger: Ledger) -> None:
    first, second, third = (Writing("telegram/1", Conversation(f"telegram/{n}", "", "")) for n in range(3))
    numbers = [
        held(ledger, first, "a?"),
        held(ledger, second, "b?", objections=(OBJECTION,)),
        held(ledger, third, "c?"),
    ]
    link(ledger, DESK)
    link(ledger, OTHER)
    unseen, open_, closed = (ledger.cards.add(DESK, "case", number) for number in numbers)
    for card in (open_, closed):
        ledger.cards.shown(card, f"{card}", "digest")
    for card in (unseen, closed):
        ledger.cards.close(card)

    found = ledger.cards.waiting(DESK)

    assert [(one.decision, one.name, one.reader, one.sendable) for one in found] == [
        (number, "Ann Example", Audience.FRIENDS, sendable)
        for number, sendable in zip(numbers, (True, False, True), strict=True)
    ]
    assert [(one.stands, one.stood) for one in found] == [(False, False), (True, False), (False, True)]
    assert [one.sent_at for one in found] == [case.sent_at for case in ledger.cases.waiting()]
    assert [one.stands or one.stood for one in ledger.cards.waiting(OTHER)] == [False] * 3


def test_where_nobody_decides_nothing_waits(ledger: Ledger) -> None:
    held(ledger, Writing("telegram/1", Conversation("telegram/1", "telegram/1")), "a?")
    link(ledger, DESK)

    assert [len(ledger.cards.waiting(key)) for key in (DESK, OTHER, "telegram/1", "")] == [1, 0, 0, 0]
    ledger.owners.unlink(DESK)
    assert ledger.cards.waiting(DESK) == []


def test_what_is_asked_changes_with_each_question_deletion_and_ruling(ledger: Ledger) -> None:
    anna = Writing("telegram/1", Conversation("telegram/1", "telegram/1", "Anna"), "Anna")
    question = Decision(Action.HAND_OVER, Reply(()), "nothing answers it", kind=Kind.UNKNOWN)
    keys = [ledger.cards.asked()]
    number = stored(ledger, anna, "a?", question)
    keys.append(ledger.cards.asked())
    stored(ledger, anna, "b?", question)
    keys.append(ledger.cards.asked())
    ledger.inbox.receive(Deletion("telegram/deletion", anna.where, ("telegram/1-2",)))
    keys.append(ledger.cards.asked())
    stored(ledger, anna, "c?", question)
    keys.append(ledger.cards.asked())
    ledger.cases.rule(number, Outcome.DISMISSED, "me")
    keys.append(ledger.cards.asked())

    assert all(one != other for one, other in pairwise(keys))
    assert keys[0] == []


def test_of_many_notices_that_wait_the_oldest_are_summed_up(ledger: Ledger) -> None:
    ledger.cards.add(DESK, "word", text="an answer")
    for number in range(30):
        ledger.cards.note(DESK, f"trouble {number}")

    word, first, *rest = ledger.cards.open(DESK)

    assert (word.text, first.text, first.subject) == ("an answer", "", 10)
    assert [card.text for card in rest] == [f"trouble {number}" for number in range(10, 30)]


def test_what_was_told_already_is_not_summed_up(ledger: Ledger) -> None:
    for number in range(15):
        ledger.cards.note(DESK, f"told {number}")
    for card in ledger.cards.open(DESK):
        ledger.cards.shown(card.id, f"{card.id}", "digest", last=True)
    for number in range(20):
        ledger.cards.note(DESK, f"new {number}")

    assert [card.text for card in ledger.cards.open(DESK)] == [f"new {number}" for number in range(20)]


def test_of_wrong_codes_a_few_an_hour_are_told_in_each_desk(ledger: Ledger) -> None:
    told = [ledger.cards.warn(DESK, "a wrong code.") for _ in range(9)]
    ledger.cards.warn(OTHER, "a wrong code.")

    assert told == [True] * 5 + [False] * 4
    assert [card.text for card in ledger.cards.open(DESK)][3:] == [
        "a wrong code.",
        "a wrong code. More of them within the hour are only counted: `twin status`.",
    ]
    assert len(ledger.cards.open(OTHER)) == 1
