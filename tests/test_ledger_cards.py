"""What the owner is shown is found again by where it stands, by what it is about, and by whether it is done with."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger

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
    assert [card.closed for card in ledger.cards.of("case", 5)] == [False, True, False]


def test_cards_are_found_by_what_they_are_about_wherever_they_are(ledger: Ledger) -> None:
    wanted = [ledger.cards.add(key, "case", 5) for key in (DESK, OTHER)]
    ledger.cards.add(DESK, "case", 6)
    ledger.cards.add(DESK, "question", 5)

    assert [card.id for card in ledger.cards.of("case", 5)] == wanted
    assert ledger.cards.of("case", 404) == []


def test_the_latest_card_of_a_kind_there_is_the_one_that_was_added_last(ledger: Ledger) -> None:
    ledger.cards.add(DESK, "digest")
    latest = ledger.cards.add(DESK, "digest", 0, "five wait")
    ledger.cards.close(latest)
    ledger.cards.add(DESK, "case", 5)
    ledger.cards.add(OTHER, "digest")

    card = ledger.cards.latest(DESK, "digest")

    assert card is not None
    assert (card.id, card.text, card.closed) == (latest, "five wait", True)
    assert ledger.cards.latest(OTHER, "case") is None
