"""Whoever is known by a role is known by it at the desk, as far as owner.toml gives that role anything by then."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk import cases
from bot.desk.desk import Desk
from bot.desk.screen import Screen
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.ledger.owners import hashed
from tests.desk import ME, arrives, decided, desk_of, outcome
from tests.fakes import FakeAdapter, FakePanel, FakeReaders, until
from tests.test_ledger_inbox import deletion
from twin.draft import Action, Decision, Draft, Mode
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import Conversation, Reply

PATRON = "telegram/@7"
CHANNEL = Conversation("telegram/-1/2", "telegram/-1", "Walkers", group=True)
OPEN = {"telegram/-1": Audience.FRIENDS}
DRAFT = Decision(Action.HOLD, Reply(()), "it waits", Draft(("so",), 0.75, "quote", "because"), mode=Mode.SUGGEST)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def held(ledger: Ledger, *roles: str, reader: Audience = Audience.FRIENDS) -> int:
    """A draft waits for somebody with these roles."""
    return decided(ledger, DRAFT, replace(arrives(where=CHANNEL), roles=roles), reader)


def knowing(ledger: Ledger, level: Audience | None, groups: dict[str, Audience] | None = None) -> Desk:
    """A desk whose owner gives the role so much."""
    readers = FakeReaders({}, OPEN if groups is None else groups, {} if level is None else {PATRON: level})
    return replace(desk_of(ledger), readers=readers)


def test_a_draft_for_somebody_with_a_role_is_sent(ledger: Ledger) -> None:
    number = held(ledger, PATRON)

    knowing(ledger, Audience.FRIENDS).approve(number, ME)

    assert outcome(ledger, number) is Outcome.APPROVED


@pytest.mark.parametrize(
    ("level", "groups", "roles"),
    [
        (None, OPEN, (PATRON,)),
        (Audience.FOLLOWERS, OPEN, (PATRON,)),
        (Audience.INNER, {"telegram/-1/2": Audience.FOLLOWERS} | OPEN, (PATRON,)),
        (Audience.INNER, OPEN, ()),
    ],
    ids=["role is gone", "role hears less", "channel hears less", "never had it"],
)
def test_a_draft_for_somebody_who_may_hear_less_by_now_is_not_sent(
    ledger: Ledger, level: Audience | None, groups: dict[str, Audience], roles: tuple[str, ...]
) -> None:
    number = held(ledger, *roles)

    with pytest.raises(DeskError, match="may hear less by now"):
        knowing(ledger, level, groups).approve(number, ME)

    assert outcome(ledger, number) is None


def test_nobody_hears_more_by_now_than_the_draft_was_made_for(ledger: Ledger) -> None:
    number = held(ledger, PATRON, reader=Audience.FOLLOWERS)
    desk = knowing(ledger, Audience.INNER)

    assert cases.reader(desk, cases.find(desk, number)) is Audience.FOLLOWERS


def test_what_was_taken_back_takes_no_role_with_it(ledger: Ledger) -> None:
    number = held(ledger, PATRON)
    ledger.inbox.receive(replace(deletion(1, "404"), conversation=CHANNEL))

    assert ledger.people.roles([number, 404]) == {number: {PATRON}}


async def test_drafts_for_somebody_with_a_role_are_offered_together_while_it_lets_them_hear_as_much(
    ledger: Ledger,
) -> None:
    ledger.owners.open_code("ABCD-EFGH", 10)
    ledger.owners.try_code(ME, ME, "Ann", hashed("ABCD-EFGH"))
    for number in range(7):
        where = replace(CHANNEL, key=f"{CHANNEL.key}/{number}")
        decided(ledger, DRAFT, replace(arrives(where=where), roles=(PATRON,)))
    panel = FakePanel()
    screen = Screen(knowing(ledger, Audience.FRIENDS), {"telegram": FakeAdapter("telegram", panel=panel)}, lambda _: [])

    def together() -> list[str]:
        buttons = (button for _, sheet in panel.sheets.values() for row in sheet.rows for button in row)
        return [button.label for button in buttons if "Send all" in button.label]

    await screen.wake_all()
    await until(lambda: together() == ["✓ Send all of Jonas (7)"])
    screen.desk = knowing(ledger, Audience.FOLLOWERS)
    await screen.wake_all()
    await until(lambda: together() == [])
    await screen.stop(1)
