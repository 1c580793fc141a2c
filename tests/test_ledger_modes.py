"""Modes hold by scope, the narrowest first; what a contact may hear is remembered."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.owners import hashed
from tests.test_ledger_inbox import GROUP, JONAS, burst_of, message
from twin.draft import Autonomy, Mode
from twin.knowledge import Audience
from twin.message import Burst, Conversation, Moved

NEW = replace(GROUP, key="telegram/-100", place="telegram/-100")
# From the narrowest scope to the widest, each with a mode that tells it from the next.
SCOPES = [
    (JONAS.key, Autonomy(Mode.OFF)),
    (f"{NEW.place}/7", Autonomy(Mode.CONFIDENT, 0.95)),
    (NEW.place, Autonomy(Mode.CONFIDENT, 0.9)),
    (GROUP.place, Autonomy(Mode.CONFIDENT, 0.5)),
    ("telegram", Autonomy(Mode.AUTO)),
    ("", Autonomy(Mode.SUGGEST, 0.3)),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def moved(ledger: Ledger) -> Burst:
    """What Jonas wrote in a topic of a group that was called something else before."""
    topic = Conversation("telegram/-100/7", NEW.place, group=True)
    ledger.inbox.receive(message(1, where=topic))
    return replace(burst_of(ledger, topic), places=frozenset({NEW.place, GROUP.place}))


@pytest.mark.parametrize("first", range(len(SCOPES)))
def test_the_narrowest_scope_that_is_set_holds(ledger: Ledger, first: int) -> None:
    for scope, autonomy in reversed(SCOPES[first:]):
        ledger.modes.set(scope, autonomy)
    for elsewhere in ("telegram/2", "telegram/-6", "discord", "telegram/-100/8"):
        ledger.modes.set(elsewhere, Autonomy(Mode.UNSET, 0.1))

    assert ledger.modes.of(moved(ledger)) == SCOPES[first][1]


@pytest.mark.parametrize(
    ("contact", "place", "wider", "holds"),
    [
        (Autonomy(Mode.AUTO), Autonomy(Mode.OFF), Autonomy(Mode.OFF), Autonomy(Mode.OFF)),
        (Autonomy(Mode.AUTO), Autonomy(Mode.SUGGEST), None, Autonomy(Mode.SUGGEST)),
        (Autonomy(Mode.SUGGEST), Autonomy(Mode.AUTO), None, Autonomy(Mode.SUGGEST)),
        (Autonomy(Mode.OFF), Autonomy(Mode.AUTO), None, Autonomy(Mode.OFF)),
        (Autonomy(Mode.AUTO), Autonomy(Mode.CONFIDENT, 0.7), None, Autonomy(Mode.CONFIDENT, 0.7)),
        (Autonomy(Mode.CONFIDENT, 0.9), Autonomy(Mode.CONFIDENT, 0.7), None, Autonomy(Mode.CONFIDENT, 0.9)),
        (Autonomy(Mode.CONFIDENT, 0.7), Autonomy(Mode.CONFIDENT, 0.9), None, Autonomy(Mode.CONFIDENT, 0.9)),
        (Autonomy(Mode.AUTO), None, Autonomy(Mode.OFF), Autonomy(Mode.AUTO)),
        (None, Autonomy(Mode.AUTO), Autonomy(Mode.OFF), Autonomy(Mode.AUTO)),
    ],
)
@pytest.mark.parametrize("around", ["telegram", ""])
@pytest.mark.parametrize("called", [NEW.place, GROUP.place])
def test_in_a_group_the_stricter_of_contact_and_group_counts_and_both_before_what_is_around_them(
    ledger: Ledger,
    contact: Autonomy | None,
    place: Autonomy | None,
    wider: Autonomy | None,
    holds: Autonomy,
    around: str,
    called: str,
) -> None:
    for scope, autonomy in ((JONAS.key, contact), (called, place), (around, wider)):
        if autonomy is not None:
            ledger.modes.set(scope, autonomy)

    assert ledger.modes.of(moved(ledger)) == holds


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ("discord/1/2/3", Mode.AUTO),
        ("discord/1/2/4", Mode.CONFIDENT),
        ("discord/1/2", Mode.CONFIDENT),
        ("discord/1/22", Mode.SUGGEST),
        ("discord/11/2", Mode.UNSET),
    ],
)
def test_a_thread_its_channel_and_its_server_each_have_a_mode(ledger: Ledger, where: str, holds: Mode) -> None:
    for scope, mode in (("discord/1/2/3", Mode.AUTO), ("discord/1/2", Mode.CONFIDENT), ("discord/1", Mode.SUGGEST)):
        ledger.modes.set(scope, Autonomy(mode))
    channel = Conversation(where, "/".join(where.split("/")[:2]), group=True)
    ledger.inbox.receive(message(1, where=channel))

    assert ledger.modes.of(burst_of(ledger, channel)).mode is holds
    assert ledger.modes.there(JONAS.key, where).mode is holds


def test_the_same_holds_where_a_case_is_looked_at_later(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, where=GROUP))
    ledger.inbox.receive(Moved("moved", GROUP.place, NEW.place))
    ledger.modes.set(JONAS.key, Autonomy(Mode.AUTO))
    assert ledger.modes.there(JONAS.key, NEW.key) == Autonomy(Mode.AUTO)

    ledger.modes.set(GROUP.place, Autonomy(Mode.OFF))
    assert ledger.modes.there(JONAS.key, NEW.key) == Autonomy(Mode.OFF)
    ledger.modes.set(NEW.place, Autonomy(Mode.SUGGEST))
    assert ledger.modes.there(JONAS.key, NEW.key) == Autonomy(Mode.SUGGEST)


def test_what_is_cleared_holds_no_more(ledger: Ledger) -> None:
    for scope, autonomy in SCOPES:
        ledger.modes.set(scope, autonomy)
    burst, held = moved(ledger), []

    for scope, _ in SCOPES:
        held.append(ledger.modes.of(burst))
        assert ledger.modes.clear(scope)
        assert not ledger.modes.clear(scope)

    assert held == [autonomy for _, autonomy in SCOPES]
    assert ledger.modes.of(burst) == Autonomy(Mode.UNSET)


def test_where_nothing_is_set_everything_waits_as_soon_as_an_owner_is_linked(ledger: Ledger) -> None:
    burst = moved(ledger)
    assert ledger.modes.of(burst) == Autonomy(Mode.UNSET)

    ledger.owners.open_code("ABCD-EFGH", 10)
    assert ledger.modes.of(burst) == Autonomy(Mode.UNSET)
    ledger.owners.try_code("discord/99", "discord/99", "Ann", hashed("ABCD-EFGH"))
    assert ledger.modes.of(burst) == Autonomy(Mode.SUGGEST)
    ledger.owners.unlink("discord/99")

    assert ledger.modes.of(burst) == Autonomy(Mode.UNSET)


def test_of_what_is_set_twice_the_last_counts(ledger: Ledger) -> None:
    for autonomy in (Autonomy(Mode.AUTO), Autonomy(Mode.CONFIDENT, 0.75)):
        ledger.modes.set("telegram", autonomy)
    ledger.modes.set("", Autonomy(Mode.OFF))

    assert ledger.modes.all() == {"": Autonomy(Mode.OFF), "telegram": Autonomy(Mode.CONFIDENT, 0.75)}


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_is_kept(ledger: Ledger, tmp_path: Path, mode: Mode) -> None:
    ledger.modes.set("", Autonomy(mode, 0.5))

    with closing(Ledger(tmp_path / "ledger.db")) as other:
        assert other.modes.all() == {"": Autonomy(mode, 0.5)}


def test_what_a_contact_may_hear_is_remembered_until_it_is_cleared(ledger: Ledger) -> None:
    ledger.modes.set_audience(JONAS.key, Audience.FRIENDS)
    ledger.modes.set_audience("telegram/2", Audience.PUBLIC)
    ledger.modes.set_audience(JONAS.key, Audience.INNER)
    assert ledger.modes.audiences() == {JONAS.key: Audience.INNER, "telegram/2": Audience.PUBLIC}

    assert ledger.modes.clear_audience(JONAS.key)
    assert not ledger.modes.clear_audience(JONAS.key)

    assert ledger.modes.audiences() == {"telegram/2": Audience.PUBLIC}
