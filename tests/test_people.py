"""Whom the owner means by a name: by an account, by owner.toml, by what somebody calls themselves."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.desk import people
from bot.desk.desk import Desk
from bot.ledger import Ledger
from persona.profile import KnownContact
from tests.desk import desk_of
from tests.test_ledger_inbox import CHAT, GROUP, JONAS, OWNER, message
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import Contact, Conversation, OwnerWrote


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def wrote(ledger: Ledger, *names: str) -> None:
    """Somebody of each of these names writes in private, from telegram/11, telegram/12 and so on."""
    for number, name in enumerate(names, 11):
        key = f"telegram/{number}"
        sender, where = Contact(key, name, Audience.PUBLIC), Conversation(key, key, name)
        ledger.inbox.receive(message(number, sender=sender, where=where))


def office(ledger: Ledger, *contacts: tuple[str, tuple[str, ...]]) -> Desk:
    """A desk whose owner knows these contacts by these accounts."""
    return desk_of(ledger, *(KnownContact(name, Audience.FRIENDS, accounts) for name, accounts in contacts))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("telegram/12", "telegram/12"),
        (" telegram/12 ", "telegram/12"),
        ("Ana", "telegram/11"),
        ("ana", "telegram/11"),
        ("anab", "telegram/13"),
        ("Bea  Lang", "telegram/12"),
        ("be", "telegram/12"),
        ("STRASSE", "telegram/14"),
    ],
)
def test_somebody_is_found_by_account_by_name_and_by_its_beginning(ledger: Ledger, name: str, key: str) -> None:
    wrote(ledger, "Ana", "Bea \u202e Lang", "Anabel", "Straße")

    assert people.find(office(ledger), name).key == key


def test_whoever_calls_themselves_by_another_ones_first_name_is_not_taken_for_them(ledger: Ledger) -> None:
    wrote(ledger, "Zoe Miller", "Zoe")

    with pytest.raises(DeskError, match="Several are called so"):
        people.find(office(ledger), "zoe")
    assert people.find(office(ledger), "zoe miller").key == "telegram/11"


def test_an_account_is_sure_and_a_name_that_anybody_can_take_is_not(ledger: Ledger) -> None:
    wrote(ledger, "Ana")

    assert people.find(office(ledger), "telegram/11").sure
    assert not people.find(office(ledger), "Ana").sure
    assert not people.find(office(ledger), "A").sure


def test_the_owners_own_name_for_somebody_comes_before_what_others_call_themselves(ledger: Ledger) -> None:
    wrote(ledger, "Mother", "Elsa")

    found = people.find(office(ledger, ("Mother", ("telegram/12",))), "mother")

    assert (found.key, found.name, found.sure) == ("telegram/12", "Mother", True)


def test_nobody_passes_for_an_account_by_taking_its_name(ledger: Ledger) -> None:
    wrote(ledger, "Elsa", "telegram/11")

    assert people.find(office(ledger), "telegram/11").name == "Elsa"


def test_somebody_of_owner_toml_is_found_before_they_ever_wrote(ledger: Ledger) -> None:
    found = people.find(office(ledger, ("Mother", ("telegram/77",))), "Mother")

    assert (found.key, found.person.messages, found.sure) == ("telegram/77", 0, True)
    assert people.find(office(ledger, ("Mother", ("telegram/77",))), "telegram/77").name == "Mother"


def test_of_two_accounts_the_one_that_wrote_is_meant(ledger: Ledger) -> None:
    wrote(ledger, "Elsa")
    mother = ("Mother", ("email/e@example.org", "telegram/11"))

    assert people.find(office(ledger, mother), "Mother").key == "telegram/11"


def test_of_two_accounts_that_wrote_the_owner_has_to_choose(ledger: Ledger) -> None:
    wrote(ledger, "Elsa", "Elsa B.")

    with pytest.raises(DeskError, match=r"(?s)telegram/11.*telegram/12"):
        people.find(office(ledger, ("Mother", ("telegram/11", "telegram/12"))), "Mother")


def test_a_contact_of_owner_toml_without_an_account_is_who_calls_themselves_so(ledger: Ledger) -> None:
    wrote(ledger, "Elsa")

    assert not people.find(office(ledger, ("Elsa", ())), "Elsa").sure


@pytest.mark.parametrize("name", ["Ana", "ana", "an"])
def test_when_several_are_called_so_all_of_them_are_listed(ledger: Ledger, name: str) -> None:
    wrote(ledger, "Ana", "ANA", "Bea")

    with pytest.raises(DeskError, match=r"(?s)Several.*telegram/11 \(Ana\).*telegram/12 \(ANA\): 1 message") as raised:
        people.find(office(ledger), name)
    assert "Bea" not in str(raised.value)


def test_a_crowd_of_one_name_is_not_listed_whole(ledger: Ledger) -> None:
    wrote(ledger, *["Ana"] * 30)

    with pytest.raises(DeskError, match="and 20 more") as raised:
        people.find(office(ledger), "Ana")
    assert len(str(raised.value)) < 1500


@pytest.mark.parametrize(("name", "why"), [("Nobody", "Nobody called Nobody"), ("", "Whom"), (" \n ", "Whom")])
def test_who_never_wrote_is_not_found(ledger: Ledger, name: str, why: str) -> None:
    wrote(ledger, "Ana")
    # What the owner wrote with their own hands is nobody's message.
    ledger.inbox.receive(OwnerWrote(message(5, sender=OWNER)))

    with pytest.raises(DeskError, match=why):
        people.find(office(ledger), name)
    with pytest.raises(DeskError, match="Nobody called Ann"):
        people.find(office(ledger), OWNER.name)


def test_a_name_that_cannot_be_seen_is_one_of_no_name(ledger: Ledger) -> None:
    wrote(ledger, "\u200b", "A\nB")

    assert people.find(office(ledger), "telegram/11").name == "(no name)"
    assert people.find(office(ledger), "telegram/12").name == "A B"


@pytest.mark.parametrize(
    ("name", "key", "sure"),
    [
        ("", "", True),
        ("Everybody", "", True),
        ("telegram", "telegram", True),
        ("Telegram", "telegram", True),
        ("telegram/-5", "telegram/-5", True),
        ("walkers", "telegram/-5", False),
        ("Jonas", "telegram/1", False),
        ("telegram/1", "telegram/1", True),
    ],
)
def test_a_mode_is_for_everything_a_platform_a_group_or_somebody(
    ledger: Ledger, name: str, key: str, sure: bool
) -> None:
    ledger.inbox.receive(message())
    ledger.inbox.receive(message(2, where=GROUP))

    scope = people.scope(office(ledger), name)

    assert (scope.key, scope.sure) == (key, sure)


def test_who_takes_the_name_of_a_group_is_not_taken_for_it(ledger: Ledger) -> None:
    wrote(ledger, "Walkers")
    ledger.inbox.receive(message(2, where=GROUP))

    with pytest.raises(DeskError, match=r"(?s)telegram/11 .*telegram/-5, a group"):
        people.scope(office(ledger), "Walkers")
    assert people.scope(office(ledger, ("Walkers", ("telegram/11",))), "Walkers").key == "telegram/11"


def test_of_two_groups_of_one_name_the_owner_has_to_choose(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, where=GROUP))
    ledger.inbox.receive(message(2, where=Conversation("telegram/-6", "telegram/-6", "Walkers", group=True)))

    with pytest.raises(DeskError, match=r"(?s)telegram/-5, a group.*telegram/-6, a group"):
        people.scope(office(ledger), "Walkers")


def test_the_conversations_of_somebody_and_of_a_group_are_all_of_them(ledger: Ledger) -> None:
    topic = Conversation("telegram/-5/7", "telegram/-5", "Walkers", group=True)
    for number, where in enumerate([CHAT, GROUP, topic], 1):
        ledger.inbox.receive(message(number, where=where))

    assert people.conversations(office(ledger), JONAS.name) == ("Jonas", [GROUP, topic, CHAT])
    assert people.conversations(office(ledger), "Walkers") == ("the group Walkers", [GROUP, topic])
