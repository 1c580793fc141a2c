"""What goes out by itself and who hears what is chosen for those who are meant, and nobody else."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk import modes
from bot.desk.desk import Desk
from bot.ledger import Ledger
from persona.profile import KnownContact
from tests.desk import HOUR, ME, desk_of, held, passed_on, unknown
from tests.fakes import FakeReaders
from tests.test_ledger_inbox import CHAT, GROUP, change
from twin.draft import Autonomy, Mode
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import Contact


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return desk_of(ledger)


def test_a_mode_holds_where_it_was_set(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)
    passed_on(ledger, where=GROUP)

    assert desk.mode("", Mode.OFF) == "Everybody: off - the twin says nothing."
    assert desk.mode("telegram", Mode.SUGGEST) == "Everybody on Telegram: suggest - every draft waits for you."
    assert desk.mode("walkers", Mode.CONFIDENT, 0.9) == (
        "The group Walkers: confident - what is 90 % sure goes out by itself, the rest waits for you."
    )
    assert desk.mode("telegram/1", Mode.AUTO).startswith("Jonas: auto - everything")
    assert {scope: autonomy.mode for scope, autonomy in ledger.modes.all().items()} == {
        "": Mode.OFF,
        "telegram": Mode.SUGGEST,
        "telegram/-5": Mode.CONFIDENT,
        "telegram/1": Mode.AUTO,
    }
    told = desk.modes().splitlines()
    assert told[0] == "Everybody: off - the twin says nothing."
    assert "Jonas (telegram/1): auto - everything that the guard lets through goes out by itself." in told
    assert desk.mode("Jonas", Mode.UNSET) == "Jonas: as for everybody on Telegram, suggest - every draft waits for you."
    assert "telegram/1" not in ledger.modes.all()


def test_whom_the_twin_goes_on_answering_when_it_is_turned_off_is_told(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)
    passed_on(ledger, where=GROUP)
    desk.mode("telegram/1", Mode.AUTO)
    desk.mode("telegram/-5", Mode.SUGGEST)
    for elsewhere, mode in (("discord", Mode.SUGGEST), ("discord/3", Mode.AUTO), ("telegram/7", Mode.OFF)):
        ledger.modes.set(elsewhere, Autonomy(mode))

    off = "off - the twin says nothing"
    assert desk.mode("telegram", Mode.OFF) == (
        f"Everybody on Telegram: {off}, but for: the group Walkers (suggest), Jonas (auto)."
    )
    assert desk.mode("", Mode.OFF) == (
        f"Everybody: {off}, but for: everybody on Discord (suggest), discord/3 (auto), the group Walkers (suggest),"
        " Jonas (auto)."
    )
    assert desk.mode("telegram/-5", Mode.OFF) == f"The group Walkers: {off}."


def test_many_whom_it_goes_on_answering_are_counted(desk: Desk, ledger: Ledger) -> None:
    for number in range(13):
        ledger.modes.set(f"telegram/{number:02}", Autonomy(Mode.AUTO))

    assert desk.mode("", Mode.OFF).endswith("telegram/09 (auto) and 3 more.")


def test_a_group_that_is_off_is_off_for_a_contact_who_gets_everything(desk: Desk, ledger: Ledger) -> None:
    case = desk.case(held(ledger, where=GROUP))
    ledger.modes.set(case.contact.key, Autonomy(Mode.AUTO))
    assert modes.of(desk, case).mode is Mode.AUTO

    ledger.modes.set(GROUP.place, Autonomy(Mode.OFF))

    assert modes.of(desk, case).mode is Mode.OFF
    assert modes.holding(desk, case.contact.key, GROUP.place, "telegram") == (Autonomy(Mode.OFF), GROUP.place)


def test_where_nothing_is_set_it_counts_whether_an_owner_decides(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    assert "what a model wrote waits" in desk.modes()
    change(tmp_path, "INSERT INTO owners VALUES ('telegram/99', 'telegram/99', 'Me', '2026-01-02T12:00:00+00:00')")
    assert "suggest - every draft waits" in desk.modes()


@pytest.mark.parametrize(("mode", "threshold"), [(Mode.AUTO, 0.5), (Mode.CONFIDENT, 0.0), (Mode.CONFIDENT, 1.5)])
def test_how_sure_is_sure_enough_is_a_share(desk: Desk, mode: Mode, threshold: float) -> None:
    with pytest.raises(DeskError, match="a number up to 1"):
        desk.mode("", mode, threshold)


def test_a_name_alone_lets_nobody_have_everything(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)

    with pytest.raises(DeskError) as everything:
        desk.mode("Jonas", Mode.AUTO)
    with pytest.raises(DeskError) as more:
        desk.audience("Jonas", Audience.FRIENDS)

    assert "telegram/1 (Jonas): 1 message, first seen 2" in str(everything.value)
    assert str(everything.value).endswith("If that is whom you mean: /mode telegram/1 auto")
    assert str(more.value).endswith("If that is whom you mean: /audience telegram/1 friends")
    assert (ledger.modes.all(), ledger.modes.audiences()) == ({}, {})


def test_an_account_and_a_name_of_the_owners_own_are_enough(ledger: Ledger) -> None:
    desk = desk_of(ledger, KnownContact("Brother", Audience.FRIENDS, ("telegram/1",)))
    passed_on(ledger)

    assert desk.mode("Brother", Mode.AUTO).startswith("Brother: auto")
    assert desk.audience("brother", Audience.INNER) == ("Brother (telegram/1) hears from now on what inner may hear.")
    assert ledger.modes.audiences() == {"telegram/1": Audience.INNER}
    assert "owner.toml" in desk.audience("telegram/1", None)
    assert ledger.modes.audiences() == {}


def test_a_group_is_let_loose_by_its_key_alone(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger, where=GROUP)

    with pytest.raises(DeskError, match="/mode telegram/-5 auto"):
        desk.mode("Walkers", Mode.AUTO)
    assert desk.mode("telegram/-5", Mode.AUTO)


def test_nobody_gets_the_owners_level(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)

    with pytest.raises(DeskError, match="link the account instead"):
        desk.audience("telegram/1", Audience.OWNER)
    assert desk.audience("Jonas", Audience.PUBLIC).startswith("Jonas (telegram/1) hears from now on what public")


def test_what_is_known_of_somebody_is_told(ledger: Ledger) -> None:
    desk = desk_of(ledger, KnownContact("Brother", Audience.FRIENDS, ("telegram/1",)))
    for number in range(4):
        passed_on(ledger, f"message {number}", where=CHAT if number else GROUP)
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + HOUR)
    desk.mode("telegram/1", Mode.OFF)

    told = desk.who("brother").splitlines()

    assert told[0].startswith("telegram/1 (Brother): 4 messages, first seen 2")
    assert told[1] == "Hears: friends (owner.toml says so)."
    assert told[2] == "Mode: off - the twin says nothing (chosen for them alone)."
    assert told[3] == "Waits for you: 4 messages."
    assert told[4].startswith("Yours until ")
    assert [line.partition("  ")[2] for line in told[5:]] == ["message 1", "message 2", "message 3"]


def test_of_somebody_who_never_wrote_nothing_is_known(ledger: Ledger) -> None:
    desk = desk_of(ledger, KnownContact("Mother", Audience.INNER, ("telegram/5",)))

    told = desk.who("Mother").splitlines()

    assert told[:2] == ["telegram/5 (Mother), who never wrote", "Hears: inner (owner.toml says so)."]
    assert desk.levels[Audience.INNER] == "inner"


def test_of_a_stranger_less_is_known(ledger: Ledger) -> None:
    desk = replace(desk_of(ledger), readers=FakeReaders())
    held(ledger, said=["wait"])
    unknown(ledger, "why?")

    told = desk.who("Jonas").splitlines()

    assert told[1] == "Hears: public (nobody said otherwise)."
    assert "(chosen for everybody, unless you choose otherwise)" in told[2]
    assert told[3] == "Waits for you: 1 draft, 1 question."


def test_whom_the_owner_let_hear_more_is_told_to_be_let_by_them(ledger: Ledger) -> None:
    desk = replace(desk_of(ledger), readers=FakeReaders({"telegram/1": Audience.FRIENDS}))
    passed_on(ledger)
    desk.audience("telegram/1", Audience.FRIENDS)

    assert "Hears: friends (you chose it: /audience)." in desk.who("Jonas")


def test_a_name_that_turns_the_writing_round_does_not(desk: Desk, ledger: Ledger) -> None:
    evil = Contact("telegram/1", "\u202eannA\n\x1b[2J" + "x" * 5000, Audience.PUBLIC)
    number = held(ledger, sender=evil)

    said = desk.approve(number, ME)

    assert len(said) < 60
    assert not set(said) & {"\u202e", "\n", "\x1b"}
