"""Which channels and threads of a server not everybody there sees."""

from collections.abc import Callable

import discord
import pytest

from adapters.discord.places import place_of
from tests.test_discord_reading import (
    ASKED,
    BOT,
    FORUM,
    GENERAL,
    NEWS,
    POST,
    SECRET,
    SERVER,
    VOICE,
    World,
    channel,
    role,
    thread,
)

Channels = Callable[[discord.Guild], discord.abc.GuildChannel | discord.Thread | None]


@pytest.fixture
def guild() -> discord.Guild:
    found = World().client.get_guild(SERVER)
    assert found is not None
    return found


def hidden(guild: discord.Guild, found: discord.abc.GuildChannel | discord.Thread | None) -> bool:
    """Whether the ledger is told so."""
    return place_of(found, guild.id, None).hidden


def a_thread(guild: discord.Guild, parent: int, type_: int = 11) -> discord.Thread:
    return discord.Thread(guild=guild, state=guild._state, data=thread(70, parent, BOT, "wax", type_))  # type: ignore[arg-type]


def a_channel(guild: discord.Guild, id_: int) -> discord.TextChannel:
    """One as it comes with a command, which does not say who sees it."""
    return discord.TextChannel(state=guild._state, guild=guild, data=channel(id_, "bikes"))  # type: ignore[arg-type]


@pytest.mark.parametrize("id_", [GENERAL, NEWS, VOICE, FORUM, ASKED, POST])
def test_what_everybody_in_the_server_sees_is_not_hidden(guild: discord.Guild, id_: int) -> None:
    found = guild.get_channel_or_thread(id_)
    assert found is not None

    assert not hidden(guild, found)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(lambda guild: guild.get_channel(SECRET), id="a private channel"),
        pytest.param(lambda guild: a_thread(guild, SECRET), id="a thread of one"),
        pytest.param(lambda guild: a_thread(guild, GENERAL, 12), id="a private thread"),
        pytest.param(lambda guild: a_thread(guild, 999), id="a thread of who knows what"),
        pytest.param(lambda guild: a_channel(guild, 999), id="a channel that is not known"),
        pytest.param(lambda guild: a_channel(guild, SECRET), id="a private channel, by a command"),
    ],
)
def test_what_not_everybody_sees_is_hidden_and_so_is_what_nobody_can_tell(
    guild: discord.Guild, found: Channels
) -> None:
    assert hidden(guild, found(guild))


def test_a_thread_that_is_to_be_opened_is_as_hidden_as_its_channel(guild: discord.Guild) -> None:
    def opened(id_: int) -> bool:
        return place_of(guild.get_channel(id_), guild.id, None, question=5).hidden

    assert (opened(GENERAL), opened(SECRET)) == (False, True)


def test_where_everybody_sees_nothing_everything_is_hidden(guild: discord.Guild) -> None:
    everyone = guild.get_role(SERVER)
    assert everyone is not None
    everyone._update(role(SERVER, "@everyone", permissions="0"))  # type: ignore[arg-type]

    assert hidden(guild, guild.get_channel(GENERAL))
