"""How owner.toml writes accounts of Discord: what is wrong with one, and what was probably meant."""

from collections.abc import Callable
from time import perf_counter

import pytest

from persona.owner_file.accounts import channel_fault, group_fault, person_fault, role_fault

FAULTS = (person_fault, role_fault, group_fault, channel_fault)
LARGEST = "18446744073709551615"
NO_ACCOUNT = "is not a platform's name, a slash and its own id, as in "


@pytest.mark.parametrize("number", ["1", "4711", LARGEST])
def test_each_has_its_own_form(number: str) -> None:
    person_or_server, role = f"discord/{number}", f"discord/@{number}"
    channel = f"discord/{number}/{number}"
    accounts = (person_or_server, role, channel)

    fitting = [{account for account in accounts if not fault(account)} for fault in FAULTS]

    assert fitting == [{person_or_server}, {role}, {person_or_server, channel}, {channel}]


@pytest.mark.parametrize("own", ["mira", "@mira", "mira#1234", "047", "٤٧", "-47", "0", LARGEST + "0", "<#2>", "@me"])
def test_a_user_name_is_no_account_and_where_the_number_is_found(own: str) -> None:
    assert person_fault(f"discord/{own}") == (
        "has no number, as 'discord/4711' has: user names change hands. "
        "Discord shows it in developer mode (Settings, Advanced): right-click the person, Copy User ID."
    )


@pytest.mark.parametrize("own", ["Patrons", "@Patrons", "@", "@07", "@everyone", "1@7", "dm@7", "@7@8"])
def test_the_name_of_a_role_is_none_of_its_numbers(own: str) -> None:
    assert role_fault(f"discord/{own}") == (
        "has no number, as 'discord/@7' has: names of roles change. Discord shows it in developer mode "
        "(Settings, Advanced): Server Settings, Roles, right-click the role, Copy Role ID."
    )


@pytest.mark.parametrize("own", ["#general", "1/general", "1/", "1/2/", "-100", "dm", "1/2/3/4", "1@7", "1/@7"])
def test_a_channel_is_known_by_numbers(own: str) -> None:
    where = "Discord shows it in developer mode (Settings, Advanced): right-click"

    assert group_fault(f"discord/{own}") == (
        "is not that of a server, as 'discord/1', or of a channel in it, as 'discord/1/2'. "
        f"{where} the server or channel, Copy Server ID or Copy Channel ID."
    )
    assert channel_fault(f"discord/{own}") == (
        "has not two numbers, the server's and the channel's, as 'discord/1/2' has. "
        f"{where} each, Copy Server ID and Copy Channel ID."
    )


def test_a_desk_needs_more_than_a_server() -> None:
    assert channel_fault("discord/1").startswith("has not two numbers, the server's and the channel's")


@pytest.mark.parametrize("fault", [person_fault, group_fault])
@pytest.mark.parametrize("role", ["discord/@7", "discord/<@&7>", "discord/&7"])
def test_a_role_belongs_under_roles(fault: Callable[[str], str], role: str) -> None:
    assert fault(role) == "is that of a role: it belongs under [[roles]]."


@pytest.mark.parametrize("own", ["1/2", "1/2/3"])
def test_a_channel_is_no_person_and_no_role(own: str) -> None:
    assert person_fault(f"discord/{own}") == "is that of a channel: it belongs under [[groups]]."
    assert role_fault(f"discord/{own}") == "is that of a channel: a role is written as 'discord/@7'."


def test_the_at_of_a_role_that_was_forgotten() -> None:
    assert role_fault("discord/77") == (
        "has no @ before its number, as roles have (people belong under [[contacts]]). Did you mean 'discord/@77'?"
    )


def test_of_a_thread_its_channel_is_meant() -> None:
    meant = "Did you mean 'discord/1/2'?"

    assert group_fault("discord/1/2/3") == f"is that of a thread, where its channel's audience holds. {meant}"
    assert channel_fault("discord/1/2/3") == f"is that of a thread: a desk is a whole channel. {meant}"


def test_what_was_copied_as_a_mention() -> None:
    said = "has more in it than its number. Did you mean "

    assert person_fault("discord/<@47>") == f"{said}'discord/47'?"
    assert person_fault("discord/<@!47>") == f"{said}'discord/47'?"
    assert role_fault("discord/<@&7>") == f"{said}'discord/@7'?"
    assert role_fault("discord/@&7") == f"{said}'discord/@7'?"


def test_what_was_copied_without_its_platform() -> None:
    assert person_fault("<@47>") == f"{NO_ACCOUNT}'telegram/4711'. Did you mean 'discord/47'?"
    assert person_fault("https://discord.com/users/47") == f"{NO_ACCOUNT}'telegram/4711'. Did you mean 'discord/47'?"
    assert role_fault("@77") == f"{NO_ACCOUNT}'discord/@7'. Did you mean 'discord/@77'?"
    assert role_fault("<@&77>") == f"{NO_ACCOUNT}'discord/@7'. Did you mean 'discord/@77'?"
    assert role_fault("Discord/@77") == f"{NO_ACCOUNT}'discord/@7'. Did you mean 'discord/@77'?"
    assert role_fault("Patrons") == f"{NO_ACCOUNT}'discord/@7'."
    assert person_fault("@7") == f"{NO_ACCOUNT}'telegram/4711'."


@pytest.mark.parametrize("link", ["https://discord.com/channels/11/22", "https://ptb.discord.com/channels/11/22/33"])
def test_what_was_copied_as_a_link(link: str) -> None:
    assert channel_fault(link) == f"{NO_ACCOUNT}'discord/1/2'. Did you mean 'discord/11/22'?"
    assert group_fault(link) == f"{NO_ACCOUNT}'telegram/4711'. Did you mean 'discord/11/22'?"
    assert role_fault(link) == f"{NO_ACCOUNT}'discord/@7'."


@pytest.mark.parametrize("link", ["https://discord.com/channels/@me/22", "https://discord.example/channels/11/22"])
def test_a_link_that_leads_elsewhere_means_nothing(link: str) -> None:
    assert channel_fault(link) == f"{NO_ACCOUNT}'discord/1/2'."


@pytest.mark.parametrize(("platform", "meant"), [("telegram", ""), ("dicsord", " Did you mean 'discord'?"), ("x", "")])
def test_other_platforms_have_neither_roles_nor_desks(platform: str, meant: str) -> None:
    assert role_fault(f"{platform}/@7") == f"is not of Discord: only there are roles, as 'discord/@7'.{meant}"
    assert channel_fault(f"{platform}/1/2") == (
        f"is not of Discord: only there are desks in channels, as 'discord/1/2'.{meant}"
    )


def test_other_platforms_accounts_are_taken_as_they_are() -> None:
    assert person_fault("email/jonas@example.com") == ""
    assert group_fault("irc/#bikes") == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "discord/" + "1" * 200_000,
        "discord/" + "1/" * 100_000,
        "<@" + "1" * 200_000,
        "https://discord.com/channels/" + "1/" * 100_000,
    ],
)
def test_a_text_without_end_takes_no_time(hostile: str) -> None:
    began = perf_counter()

    assert all(fault(hostile) for fault in FAULTS)
    assert role_fault("discord" * 30_000 + hostile)
    assert perf_counter() - began < 20
