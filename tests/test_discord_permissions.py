"""What the bot may do on Discord: what it asks for, what it misses, and what the owner is told of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.manners import Manners
from adapters.discord.naming import harmless
from adapters.discord.permissions import Permissions, invitation, needed, private
from adapters.discord.troubles import QUIET
from adapters.troubles import Troubles
from bot.policy import open_place
from tests.servers.discord import BOT_ID, Community, DiscordServer
from tests.test_discord_history import Owner

FEWEST = "view_channel send_messages send_messages_in_threads read_message_history embed_links".split()


@dataclass
class Scene:
    """A bot in a server of strangers, and its owner."""

    server: DiscordServer
    client: discord.Client
    owner: Owner = field(default_factory=Owner)

    async def told(self, manners: Manners, permissions: Permissions | None = None) -> dict[str, str]:
        """What the owner is told after a look, by its kind."""
        before = len(self.owner.notices)
        await self.server.gateway.drained()
        await asyncio.sleep(0.05)
        await (permissions or Permissions(manners, troubles_of(self))).check(self.client)
        return {notice.kind: notice.sentence for notice in self.owner.notices[before:]}


def troubles_of(scene: Scene) -> Troubles:
    troubles = Troubles("discord", QUIET)
    troubles.begin(scene.owner.notify)
    return troubles


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        client = discord.Client(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.1,
        )
        await client.login(server.token)
        connecting = asyncio.create_task(client.connect())
        await client.wait_until_ready()
        yield Scene(server, client)
        await client.close()
        with suppress(Exception):
            await connecting


def open_to(*admits: str, **more: object) -> Manners:
    return Manners(opened=partial(open_place, admits=admits), **more)  # type: ignore[arg-type]


# What is asked for


@pytest.mark.parametrize(
    ("manners", "more"),
    [
        (Manners(reaction=""), []),
        (Manners(), ["add_reactions"]),
        (Manners(reaction="", threads=True), ["create_public_threads"]),
        (Manners(reaction="", watched=frozenset({"discord/1"})), ["create_public_threads"]),
        (Manners(reaction="", voice=True), ["attach_files", "send_voice_messages"]),
    ],
)
def test_the_bot_asks_for_what_it_uses_and_no_more(manners: Manners, more: list[str]) -> None:
    assert needed(manners) == discord.Permissions(**dict.fromkeys([*FEWEST, *more], True))


def test_the_invitation_names_the_application_its_permissions_and_its_commands() -> None:
    link = urlsplit(invitation(4711, Manners()))
    query = parse_qs(link.query)

    assert (link.scheme, link.netloc, link.path) == ("https", "discord.com", "/oauth2/authorize")
    assert query == {
        "client_id": ["4711"],
        "scope": ["bot applications.commands"],
        "permissions": [str(needed(Manners()).value)],
    }


# What is told


async def test_who_is_in_no_server_is_told_how_to_get_into_one(scene: Scene) -> None:
    told = await scene.told(Manners())

    assert list(told) == ["invite"]
    assert f"client_id={BOT_ID}" in told["invite"]


async def test_who_has_named_a_server_that_the_bot_is_not_in_is_told(scene: Scene) -> None:
    scene.server.guild("Bikes")
    told = await scene.told(Manners(watched=frozenset({"discord/4711"}), desks=lambda: ("discord/4711/1",)))

    assert list(told) == ["invite"]
    assert "4711" in told["invite"]


async def test_where_all_is_well_nothing_is_told(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    for make in (guild.text, guild.voice, guild.news, guild.forum):
        make("a channel")

    assert await scene.told(open_to("groups", threads=True, watched=frozenset({f"discord/{guild.id}"}))) == {}


async def test_what_is_missing_is_told_in_one_sentence_a_server_in_words(scene: Scene) -> None:
    guild, other = scene.server.guild("Bikes"), scene.server.guild("Boats")
    for name in ("general", "help"):
        guild.deny(guild.text(name), guild.bot_role, "read_message_history")
    guild.deny(guild.text("rules"), guild.bot_role, "send_messages", "add_reactions")
    other.deny(other.text("harbour"), other.bot_role, "send_messages_in_threads")

    told = await scene.told(open_to("groups"))

    assert list(told) == [f"permissions/{guild.id}", f"permissions/{other.id}"]
    first, second = told.values()
    assert "server Bikes" in first
    assert "Send Messages in #rules; Read Message History in #general, #help; Add Reactions in #rules." in first
    assert f"client_id={BOT_ID}" in first
    assert "Send Messages in Threads in #harbour." in second


@pytest.mark.parametrize(
    ("kind", "permission", "words"),
    [
        ("text", "send_messages", "Send Messages in #here"),
        ("text", "create_public_threads", "Create Public Threads in #here"),
        ("forum", "send_messages_in_threads", "Send Messages in Threads in #here"),
        ("forum", "send_messages", ""),
        ("forum", "create_public_threads", ""),
        ("voice", "send_messages", "Send Messages in #here"),
        ("voice", "send_messages_in_threads", ""),
        ("text", "embed_links", ""),
    ],
)
async def test_every_kind_of_channel_needs_what_is_used_there(
    scene: Scene, kind: str, permission: str, words: str
) -> None:
    guild = scene.server.guild("Bikes")
    channel = getattr(guild, kind)("here")
    guild.deny(channel, guild.bot_role, permission)

    told = await scene.told(open_to("groups", threads=True))

    assert bool(told) is bool(words)
    assert words in "".join(told.values())


async def test_what_voice_messages_need_is_missed_only_where_they_may_be_sent(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    here, desk = guild.text("here"), guild.text("desk")
    guild.deny(desk, guild.everyone, "view_channel")
    guild.allow(desk, guild.bot_role, "view_channel")
    for channel in (here, desk):
        guild.deny(channel, guild.bot_role, "attach_files", "send_voice_messages")
    more = {"reaction": "", "desks": lambda: (f"discord/{guild.id}/{desk.id}",)}

    assert await scene.told(open_to("groups", **more)) == {}
    told = (await scene.told(open_to("groups", voice=True, **more)))[f"permissions/{guild.id}"]

    assert "Attach Files in #here; Send Voice Messages in #here." in told
    asked = discord.Permissions(int(parse_qs(urlsplit(told.split()[-1]).query)["permissions"][0]))
    assert asked.attach_files
    assert asked.send_voice_messages


async def test_moderators_are_shown_embeds(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    desk = guild.text("desk")
    guild.deny(desk, guild.everyone, "view_channel")
    guild.allow(desk, guild.bot_role, "view_channel")
    guild.deny(desk, guild.bot_role, "embed_links")

    told = await scene.told(Manners(desks=lambda: (f"discord/{guild.id}/{desk.id}",)))

    assert list(told) == [f"permissions/{guild.id}"]
    assert "Embed Links in #desk." in told[f"permissions/{guild.id}"]


async def test_what_nobody_writes_in_and_what_is_hidden_is_not_missed_where_all_is_open(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.text("general")
    guild.deny(guild.text("rules"), guild.everyone, "send_messages")
    guild.deny(guild.text("staff"), guild.everyone, "view_channel")

    assert await scene.told(open_to(f"discord/{guild.id}")) == {}


@pytest.mark.parametrize("permission", ["send_messages", "view_channel"])
async def test_of_a_channel_that_the_owner_has_named_everything_is_missed(scene: Scene, permission: str) -> None:
    guild = scene.server.guild("Bikes")
    channel = guild.text("staff")
    key = f"discord/{guild.id}/{channel.id}"
    guild.deny(channel, guild.everyone, permission)

    for manners in (open_to(key), Manners(watched=frozenset({key})), Manners(desks=lambda: (key,))):
        told = await scene.told(manners)
        assert f"permissions/{guild.id}" in told


async def test_a_server_of_which_the_bot_sees_nothing_is_told(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.deny(guild.text("staff"), guild.everyone, "view_channel")

    told = await scene.told(open_to(f"discord/{guild.id}"))

    assert "View Channel in all channels." in told[f"permissions/{guild.id}"]


async def test_a_channel_that_is_not_there_is_told_by_its_number(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.text("general")

    told = await scene.told(Manners(watched=frozenset({f"discord/{guild.id}/4711"})))

    assert "View Channel in the channel 4711." in told[f"permissions/{guild.id}"]


async def test_of_many_channels_some_are_named_and_names_are_made_harmless(scene: Scene) -> None:
    guild = scene.server.guild("Bikes\n\u202eand more")
    for number in range(8):
        guild.deny(guild.text(f"c{number}" + "o" * 80), guild.bot_role, "read_message_history")

    told = await scene.told(open_to("groups"))

    sentence = told[f"permissions/{guild.id}"]
    assert "and 3 more." in sentence
    assert "c0" in sentence
    assert len(sentence) < 700
    assert "\n" not in sentence
    assert "\u202e" not in sentence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Bikes", "Bikes"),
        ("B\u200bi\u200ek\U000e0041e\ufeffs\u2066\x1b[31m", "Bikes [31m"),
        ("two\r\n\u2028lines\t", "two lines"),
        ("نم\u200cبر 👩\u200d🔧", "نم\u200cبر 👩\u200d🔧"),
        ("\u200b\u200d \n", "(no name)"),
        ("\ud800x", "?x"),
        ("o" * 41, "o" * 40 + "…"),
    ],
)
def test_a_name_is_one_short_line_of_what_people_see(name: str, told: str) -> None:
    assert harmless(name) == told


# When it is told


async def test_it_is_told_once_and_again_when_it_has_changed(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    channel = guild.text("help")
    manners = open_to("groups")
    permissions = Permissions(manners, troubles_of(scene))

    guild.deny(channel, guild.bot_role, "read_message_history")
    first = await scene.told(manners, permissions)
    again = await scene.told(manners, permissions)
    guild.deny(channel, guild.bot_role, "add_reactions")
    more = await scene.told(manners, permissions)
    guild.allow(channel, guild.bot_role, "read_message_history", "add_reactions")
    well = await scene.told(manners, permissions)
    guild.deny(channel, guild.bot_role, "read_message_history", "add_reactions")
    worse = await scene.told(manners, permissions)

    assert [len(told) for told in (first, again, more, well, worse)] == [1, 0, 1, 0, 1]


async def test_it_is_told_again_of_a_server_that_was_left_between(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.deny(guild.text("help"), guild.bot_role, "read_message_history")
    manners = open_to("groups")
    permissions = Permissions(manners, troubles_of(scene))
    client, gone = scene.client, discord.Client(intents=discord.Intents.none())
    assert f"permissions/{guild.id}" in await scene.told(manners, permissions)

    scene.client = gone
    await scene.told(manners, permissions)
    scene.client = client

    assert f"permissions/{guild.id}" in await scene.told(manners, permissions)


async def test_many_servers_that_come_back_at_once_are_looked_at_together(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.deny(guild.text("help"), guild.bot_role, "read_message_history")
    looks = 0

    def opened(_: str) -> bool:
        nonlocal looks
        looks += 1
        return True

    await scene.told(Manners(opened=opened))
    once, looks = looks, 0
    permissions = Permissions(Manners(opened=opened), troubles_of(scene))
    await asyncio.gather(*(permissions.check(scene.client) for _ in range(50)))

    assert 0 < looks <= 2 * once


async def test_a_server_that_cannot_be_reached_is_not_judged(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    guild.deny(guild.text("help"), guild.bot_role, "read_message_history")
    guild.go_down()

    assert await scene.told(open_to("groups")) == {}


# Desks


async def test_a_desk_that_everybody_sees_is_told(scene: Scene) -> None:
    guild = scene.server.guild("Bikes")
    desk, hidden = guild.text("desk"), guild.text("hidden")
    guild.deny(hidden, guild.everyone, "view_channel")
    guild.allow(hidden, guild.bot_role, "view_channel")
    manners = Manners(desks=lambda: (f"discord/{guild.id}/{desk.id}", f"discord/{guild.id}/{hidden.id}"))

    told = await scene.told(manners)

    assert list(told) == ["desk"]
    assert "#desk on Bikes" in told["desk"]
    assert "hidden" not in told["desk"]
    assert [private(channel) for channel in channels_of(scene, guild, desk.id, hidden.id)] == [False, True]


def channels_of(scene: Scene, guild: Community, *channels: int) -> list[discord.abc.GuildChannel]:
    found = scene.client.get_guild(guild.id)
    assert found is not None
    return [channel for channel in map(found.get_channel, channels) if channel is not None]
