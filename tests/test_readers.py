"""Whom the owner knows: by owner.toml, by their own accounts, and by what they said since."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.owners import Tried, hashed
from bot.policy import Rules, admitted
from bot.readers import Known
from tests.fakes import FakeReaders, burst
from twin.knowledge import Audience

FILE = FakeReaders(
    {"fake/friend": Audience.FRIENDS, "fake/me": Audience.OWNER},
    {"fake/-1": Audience.FOLLOWERS},
    {"fake/@7": Audience.FRIENDS},
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def known(ledger: Ledger) -> Known:
    return Known(FILE, ledger.modes, ledger.owners)


def link(ledger: Ledger, account: str) -> None:
    ledger.owners.open_code("ABCD-EFGH", 10)
    assert ledger.owners.try_code(account, account, "Me", hashed("ABCD-EFGH")) is Tried.LINKED


def test_where_nothing_was_said_owner_toml_holds(known: Known) -> None:
    assert known.audience_of("fake/friend") is Audience.FRIENDS
    assert known.audience_of("fake/me") is Audience.OWNER
    assert known.audience_of("fake/stranger") is None
    assert known.audience_of("") is None


@pytest.mark.parametrize("account", ["fake/friend", "fake/stranger"])
@pytest.mark.parametrize("level", [Audience.PUBLIC, Audience.FOLLOWERS, Audience.INNER])
def test_what_the_owner_said_counts_before_owner_toml_until_they_take_it_back(
    known: Known, account: str, level: Audience
) -> None:
    known.modes.set_audience(account, level)

    assert known.audience_of(account) is level
    known.modes.clear_audience(account)
    assert known.audience_of(account) is FILE.audience_of(account)


def test_whoever_was_given_a_level_counts_as_known(known: Known) -> None:
    rules = Rules(frozenset({"contacts"}))

    assert not admitted(burst(), rules, known)
    known.modes.set_audience("fake/ann", Audience.PUBLIC)
    assert admitted(burst(), rules, known)


def test_an_account_that_is_linked_is_the_owners_as_long_as_it_is(known: Known, ledger: Ledger) -> None:
    link(ledger, "fake/phone")
    known.modes.set_audience("fake/phone", Audience.PUBLIC)

    assert known.audience_of("fake/phone") is Audience.OWNER
    assert known.audience_of("fake/phone2") is None
    ledger.owners.unlink("fake/phone")
    assert known.audience_of("fake/phone") is Audience.PUBLIC


def test_the_owners_account_in_owner_toml_hears_everything_whatever_was_said(known: Known) -> None:
    known.modes.set_audience("fake/me", Audience.PUBLIC)

    assert known.audience_of("fake/me") is Audience.OWNER


def test_no_command_makes_anybody_an_owner(known: Known) -> None:
    known.modes.set_audience("fake/friend", Audience.OWNER)

    assert known.audience_of("fake/friend") is Audience.INNER


def test_a_group_hears_what_owner_toml_lets_it(known: Known) -> None:
    known.modes.set_audience("fake/-1", Audience.INNER)

    assert known.group_audience("fake/-1") is Audience.FOLLOWERS
    assert known.group_audience("fake/-2") is Audience.PUBLIC


def test_a_role_hears_what_owner_toml_lets_it(known: Known) -> None:
    assert known.role_audience("fake/@7") is Audience.FRIENDS
    assert known.role_audience("fake/@8") is None
