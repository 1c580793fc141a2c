"""Commands, buttons and forms against a strict Discord on loopback, with the library as it is."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.addresses import Asked, asked
from adapters.discord.asker import Askers
from adapters.discord.attachments import Attachments
from adapters.discord.commands import COMMANDS, THIS, register, same
from adapters.discord.inbox import Inbox
from adapters.discord.interactions import Interactions, pressed
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members
from adapters.discord.panel import Panel
from adapters.discord.reading import Reader
from adapters.discord.responses import Responses
from adapters.discord.rooms import Rooms
from adapters.discord.troubles import QUIET
from adapters.troubles import Troubles
from tests.servers.discord import Channel, DiscordServer, Person, Slow, Status
from twin.desk import Form
from twin.errors import DeliveryError, StoreError
from twin.knowledge import Audience
from twin.message import Arrival, Contact, Conversation, Message, Notice, Press, Unreadable

TYRES = "Which tyres for the race?"


@dataclass
class Kept:
    """A ledger that can be full or slow, and an owner who is told things."""

    arrivals: list[Arrival] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    full: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def receive(self, arrival: Arrival) -> None:
        """Keep it, once for each event."""
        await self.gate.wait()
        if self.full:
            raise StoreError("The disk is full.")
        if getattr(arrival, "event", "") not in [getattr(kept, "event", "") for kept in self.arrivals]:
            self.arrivals.append(arrival)

    async def notify(self, notice: Notice) -> None:
        """The owner is told."""
        self.notices.append(notice)

    @property
    def kinds(self) -> list[str]:
        """What the owner was told of."""
        return [notice.kind for notice in self.notices]

    @property
    def message(self) -> Message:
        """The only thing that arrived."""
        [arrival] = self.arrivals
        assert isinstance(arrival, Message)
        return arrival

    @property
    def press(self) -> Press:
        """The only thing that arrived."""
        [arrival] = self.arrivals
        assert isinstance(arrival, Press)
        return arrival


class NoChannels:
    """Private channels of which nobody has noted any."""

    async def private_channel(self, _: int) -> int | None:
        """None: Discord has to be asked."""
        return None


class Listener(discord.Client):
    """The library's client, as it is, which hands over what it hears of."""

    taken: Callable[[discord.Interaction], Any]

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody used something."""
        await self.taken(interaction)


@dataclass
class Twin:
    """What these tests are about, connected."""

    client: Listener
    line: Line
    interactions: Interactions
    responses: Responses
    panel: Panel


@asynccontextmanager
async def connected(
    server: DiscordServer, kept: Kept, manners: Manners | None = None, *, lasting: float = 840.0, commands: bool = True
) -> AsyncIterator[Twin]:
    """A twin that listens; ``lasting`` is for how long a place for an answer is kept."""
    manners = manners or Manners()
    troubles = Troubles("discord", QUIET)
    troubles.begin(kept.notify)
    line = Line(troubles)
    reader = Reader(line, Attachments(server.url), Members(line, manners), Askers(line), manners)
    responses = Responses(line, kept=lasting)
    interactions = Interactions(line, Inbox(kept.receive, troubles), reader, responses, manners, troubles)
    panel = Panel(line, Rooms(line, NoChannels()), interactions, manners)
    intents = discord.Intents(guilds=True, messages=True, message_content=True)
    client = Listener(
        intents=intents,
        max_messages=None,
        guild_ready_timeout=0.1,
        chunk_guilds_at_startup=False,
        max_ratelimit_timeout=30.0,
    )
    client.taken = interactions.take
    running = asyncio.create_task(client.start(server.token))
    try:
        await asyncio.wait_for(client.wait_until_ready(), 10)
        line.use(client)
        if commands:
            await register(client)
        yield Twin(client, line, interactions, responses, panel)
    finally:
        await responses.end()
        await client.close()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture
async def community(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """A server of which nothing was asked that Discord does not have; the library goes there."""
    async with DiscordServer() as started:
        monkeypatch.setattr(Route, "BASE", started.url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(started.gateway_url))
        yield started
        assert started.violations == []


@pytest.fixture
def kept() -> Kept:
    return Kept()


async def until(true: Callable[[], object], seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "that never came true"
        await asyncio.sleep(0.01)


def place(server: DiscordServer) -> tuple[Channel, Person]:
    """A channel of a server, and somebody in it who has a role."""
    guild = server.guild("Harbour")
    return guild.text("general"), guild.member("Jonas", roles=[guild.role("Patrons")], nick="Jo\u202enas\nTwin:")


def question_of(kept: Kept) -> Asked:
    found = asked(kept.message.reference)
    assert found is not None
    return found


# Commands ------------------------------------------------------------------------------------------------------------


async def test_a_question_is_asked_by_a_command(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    assert general.guild
    async with connected(community, kept) as twin:
        used = await jonas.ask("/ask", general, question=f" {TYRES} ")
        await until(lambda: used.thinking)
        reference = await twin.responses.answer(question_of(kept), "Slicks.")
    patrons = general.guild.members[jonas.id].roles[0]
    key = f"discord/{general.guild.id}"
    assert kept.message == Message(
        event=f"discord/{used.id}",
        conversation=Conversation(f"{key}/{general.id}", key, "Harbour #general", group=True),
        sender=Contact(f"discord/{jonas.id}", "Jo nas Twin:", Audience.PUBLIC),
        text=TYRES,
        sent_at=discord.utils.snowflake_time(used.id),
        reference=f"i/{used.id}/{jonas.id}/{used.token}",
        command="ask",
        roles=(f"discord/@{patrons.id}",),
    )
    assert used.text == "Slicks."
    assert used.original is not None
    assert (reference, used.original.ephemeral) == (str(used.original.id), False)


async def test_a_question_is_asked_by_a_command_in_private(community: DiscordServer, kept: Kept) -> None:
    jonas = community.person("Jonas")
    async with connected(community, kept):
        used = await jonas.ask("/ask", question=TYRES)
        await until(lambda: used.thinking)
    key = f"discord/{jonas.id}"
    assert kept.message.conversation == Conversation(key, key, "Jonas", address=str(jonas.private.id))
    assert (kept.message.text, kept.message.roles) == (TYRES, ())


async def test_roles_that_mean_something_count_in_private_too(community: DiscordServer, kept: Kept) -> None:
    _, jonas = place(community)
    guild = community.guild("Harbour")
    roles = [f"discord/@{guild.role('Patrons').id}", "discord/@1"]
    async with connected(community, kept, Manners(roles=lambda: roles)):
        used = await jonas.ask("/ask", question=TYRES)
        await until(lambda: used.thinking)
    assert kept.message.roles == (roles[0],)


@pytest.mark.parametrize("name", ["about", "human"])
@pytest.mark.parametrize("private", [True, False])
async def test_only_who_asks_for_it_is_shown_it_in_a_server(
    community: DiscordServer, kept: Kept, name: str, *, private: bool
) -> None:
    general, jonas = place(community)
    async with connected(community, kept) as twin:
        used = await jonas.ask(f"/{name}", None if private else general)
        await until(lambda: used.thinking)
        await twin.responses.answer(question_of(kept), "An AI answers here.")
    assert (kept.message.command, kept.message.text) == (name, "")
    assert used.text == "An AI answers here."
    assert used.original is not None
    assert used.original.ephemeral is not private


@pytest.mark.parametrize("threads", [True, False])
async def test_a_command_stays_where_it_is_given(community: DiscordServer, kept: Kept, *, threads: bool) -> None:
    general, jonas = place(community)
    guild = community.guild("Harbour")
    forum = guild.forum("help")
    async with connected(community, kept, Manners(threads=threads)):
        thread = await jonas.open_thread(general, "Wheels")
        post = await jonas.open_post(forum, "Tyres", "Which?")
        for where in (general, thread, post):
            used = await jonas.ask("/ask", where, question=TYRES)
            await until(partial(getattr, used, "thinking"))
    assert [arrival.conversation.key for arrival in kept.arrivals if isinstance(arrival, Message)] == [
        f"discord/{guild.id}/{general.id}",
        f"discord/{guild.id}/{general.id}/{thread.id}",
        f"discord/{guild.id}/{forum.id}/{post.id}",
    ]


async def test_a_question_is_kept_before_discord_hears_of_it(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    async with connected(community, kept):
        kept.gate.clear()
        used = await jonas.ask("/ask", general, question=TYRES)
        await asyncio.sleep(0.2)
        assert not used.acknowledged
        kept.gate.set()
        await until(lambda: used.thinking)
    assert kept.message.text == TYRES


async def test_a_question_that_is_kept_too_late_is_answered_by_a_message(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    community.interactions.patience = 0.2
    async with connected(community, kept) as twin:
        kept.full = True
        used = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: used.failed)
        kept.full = False
        await until(lambda: kept.arrivals)
        assert await twin.responses.answer(question_of(kept), "Slicks.") is None
    assert kept.message.text == TYRES
    assert kept.kinds == ["store"]
    assert not used.acknowledged


async def test_a_question_waits_for_nothing_else_that_is_being_kept_of_its_channel(
    community: DiscordServer, kept: Kept
) -> None:
    general, jonas = place(community)
    async with connected(community, kept):
        gate = kept.gate
        gate.clear()
        slow = await jonas.ask("/ask", general, question=TYRES)
        await asyncio.sleep(0.2)
        kept.gate = asyncio.Event()
        kept.gate.set()
        used = await jonas.ask("/ask", general, question="And which wheels?")
        await until(lambda: used.thinking)
        assert not slow.acknowledged
        gate.set()
        await until(lambda: slow.thinking)
    assert [each.text for each in kept.arrivals if isinstance(each, Message)] == ["And which wheels?", TYRES]


async def test_a_question_reads_as_it_is_shown_and_names_no_channel_that_its_asker_does_not_see(
    community: DiscordServer, kept: Kept
) -> None:
    general, jonas = place(community)
    guild = community.guild("Harbour")
    crew, secret, wheels = guild.role("Crew"), guild.text("secret"), guild.text("wheels")
    guild.deny(secret, guild.everyone, "view_channel")
    guild.allow(secret, community.bot, "view_channel")
    asks = f"{community.bot.mention}, does <@&{crew.id}> with <@4711> and {jonas.mention} wax in"
    async with connected(community, kept):
        asked_ = f"{asks} <#{wheels.id}>, <#{secret.id}> or <#{general.id}>? <:wax:12>"
        used = await jonas.ask("/ask", general, question=asked_)
        await until(lambda: used.thinking)
    said = "does @Crew with @unknown and @Jo nas Twin: wax in #wheels, #unknown or #general? :wax:"
    assert kept.message.text == said


@pytest.mark.parametrize(
    ("members", "name"), [({"4711": {"nick": "Ve\nra"}}, "Ve ra"), ({"4711": {"nick": None}}, "Vee"), ({}, "Vee")]
)
async def test_who_is_named_in_a_question_has_the_name_that_discord_tells(
    community: DiscordServer, kept: Kept, members: dict[str, Any], name: str
) -> None:
    vera = {"id": "4711", "username": "vera", "global_name": "Vee", "discriminator": "0", "avatar": None}
    resolved = {"users": {"4711": vera}, "members": members}
    option = {"name": "question", "type": 3, "value": "what does <@4711> say?"}
    data = {"id": "1", "name": "ask", "type": 1, "options": [option], "resolved": resolved}
    async with connected(community, kept) as twin:
        await twin.interactions.take(_odd(twin.client, {"data": data}))
    assert kept.message.text == f"what does @{name} say?"


async def test_what_is_answered_at_once_waits_until_discord_was_told(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    community.faults.next("POST", "/interactions/**", Slow(0.3))
    async with connected(community, kept) as twin:
        used = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: kept.arrivals)
        await twin.responses.answer(question_of(kept), "Slicks.")
    assert used.text == "Slicks."
    assert community.calls["POST /channels/{channel}/messages"] == 0


async def test_the_same_command_twice_is_one(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    async with connected(community, kept) as twin:
        heard: list[discord.Interaction] = []
        twin.client.taken = lambda interaction: _both(twin, heard, interaction)
        used = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: used.thinking)
        await twin.interactions.take(heard[0])
    assert kept.message.text == TYRES
    assert used.thinking


async def _both(twin: Twin, heard: list[discord.Interaction], interaction: discord.Interaction) -> None:
    heard.append(interaction)
    await twin.interactions.take(interaction)


_MESSAGE = {
    "id": "7", "channel_id": "9", "author": {"id": "3", "username": "twin", "discriminator": "0", "avatar": None},
    "type": 0, "content": "?", "timestamp": "2026-01-02T12:00:00+00:00", "edited_timestamp": None, "tts": False,
    "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [],
    "pinned": False, "flags": 0,
}  # fmt: skip
_HALF = {"name": "question", "type": 3, "value": "half \ud83d\x00 of it"}
_JONAS = {"id": "7", "username": "jonas", "discriminator": "0", "avatar": None}
_MEMBER = {
    "user": _JONAS, "roles": [], "joined_at": "2026-01-02T12:00:00+00:00", "deaf": False, "mute": False, "flags": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "half ?\x00 of it"),
        ({"type": 3, "data": {"custom_id": "a:\ud83d"}, "message": {}}, "a:?"),
        (
            {"type": 5, "data": {"custom_id": "7/e:1", "components": [{"component": {"value": "half \ud83d"}}]}},
            "half ?",
        ),
        ({"type": 5, "data": {"custom_id": "7/e:1", "components": [{"components": [{"value": "old"}]}]}}, "old"),
        ({"type": 5, "data": {"custom_id": "7/e:1", "components": [{"component": {"value": None}}]}}, ""),
    ],
)
async def test_half_a_character_is_none(
    community: DiscordServer, kept: Kept, fields: dict[str, Any], said: str
) -> None:
    async with connected(community, kept) as twin:
        given = _odd(twin.client, fields)
        await twin.interactions.take(given)
    [arrival] = kept.arrivals
    found = arrival.text if isinstance(arrival, Message) else None
    if isinstance(arrival, Press):
        found = arrival.data if arrival.written is None else arrival.written
    assert found == said


# The command in the menu of a message --------------------------------------------------------------------------------


async def test_a_message_is_asked_about(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    vera = community.guild("Harbour").member("Vera")
    async with connected(community, kept):
        written = await vera.say(general, f"{jonas.mention} wants to know: {TYRES}")
        used = await jonas.use(THIS, written)
        await until(lambda: used.thinking)
    assert kept.message.text.endswith(TYRES)
    assert "<@" not in kept.message.text
    assert (kept.message.sender.key, kept.message.forwarded) == (f"discord/{jonas.id}", True)
    assert kept.message.reference == f"i/{used.id}/{jonas.id}/{used.token}"
    assert (kept.message.attachment, kept.message.command) == ("", "ask")


@pytest.mark.parametrize(
    ("files", "text", "attachment"),
    [
        ([("tyres.png", b"\x89PNG")], "", "photo"),
        ([("tyres.txt", b"Slicks or rain?")], "Slicks or rain?", ""),
    ],
)
async def test_what_hangs_on_a_message_that_is_asked_about(
    community: DiscordServer, kept: Kept, files: Sequence[tuple[str, bytes]], text: str, attachment: str
) -> None:
    general, jonas = place(community)
    async with connected(community, kept):
        used = await jonas.use(THIS, await jonas.say(general, attachments=files))
        await until(lambda: used.thinking)
    assert text in kept.message.text
    assert bool(kept.message.text) is bool(text)
    assert kept.message.attachment == attachment


async def test_a_message_that_says_nothing_is_no_empty_question(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    async with connected(community, kept):
        written = await community.guild("Harbour").webhook_says(general, "")
        used = await jonas.use(THIS, written)
        await until(lambda: used.thinking)
    assert (kept.message.text, kept.message.attachment) == ("", "embed")


async def test_what_programs_wrote_can_be_asked_about(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    guild = community.guild("Harbour")
    async with connected(community, kept):
        for written in (
            await guild.webhook_says(general, "Race on Sunday"),
            await guild.member("Robo", bot=True).say(general, "Race on Monday"),
        ):
            used = await jonas.use(THIS, written)
            await until(partial(getattr, used, "thinking"))
    assert [each.text for each in kept.arrivals if isinstance(each, Message)] == ["Race on Sunday", "Race on Monday"]


async def test_what_a_program_wrote_reads_as_it_is_shown(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    robo = community.guild("Harbour").member("Robo", bot=True)
    async with connected(community, kept):
        written = await robo.say(general, f"{jonas.mention} waxes in <#{general.id}>", mentions=[jonas])
        used = await jonas.use(THIS, written)
        await until(lambda: used.thinking)
    assert kept.message.text.endswith("waxes in #general")
    assert "<@" not in kept.message.text


# What is none of our business ----------------------------------------------------------------------------------------


async def test_programs_are_nobody(community: DiscordServer, kept: Kept) -> None:
    general, _ = place(community)
    robo = community.guild("Harbour").member("Robo", bot=True)
    async with connected(community, kept) as twin:
        await robo.ask("/ask", general, question=TYRES)
        message = await twin.client.get_partial_messageable(general.id).send("?", view=_button("a:1"))
        await robo.press(general.messages[message.id], 1)
        await asyncio.sleep(0.2)
    assert kept.arrivals == []
    assert community.calls["POST /interactions/{interaction}/{token}/callback"] == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"type": 1},
        {"type": 4, "data": {"id": "1", "name": "ask", "type": 1, "options": []}},
        {"data": {"id": "1", "name": "other", "type": 1}},
        {"data": {}},
        {"data": None},
        {"context": 2},
        {"user": None},
    ],
)
async def test_what_is_not_for_the_twin(community: DiscordServer, kept: Kept, fields: dict[str, Any]) -> None:
    async with connected(community, kept) as twin:
        await twin.interactions.take(_odd(twin.client, fields))
    assert kept.arrivals == []
    assert community.calls["POST /interactions/{interaction}/{token}/callback"] == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": {"id": "9", "type": 4711}},
        {"guild_id": "12", "guild": {"id": "12"}, "channel": {"id": "9"}, "member": _MEMBER},
        {"data": {"id": "1", "name": "ask", "type": 1, "options": []}},
        {"data": {"id": "1", "name": THIS, "type": 3, "target_id": "4"}},
        {"type": 3, "data": {"custom_id": "a:1", "component_type": 2}},
        {"type": 5, "data": {"custom_id": "a:1", "components": []}},
        {"type": 5, "data": {"custom_id": "7/a:1", "components": []}},
        {"type": 5, "data": {"custom_id": "7/", "components": [{"type": 18, "component": {"value": "secret"}}]}},
    ],
)
async def test_what_cannot_be_understood_is_kept_by_its_numbers_alone(
    community: DiscordServer, kept: Kept, fields: dict[str, Any]
) -> None:
    async with connected(community, kept) as twin:
        await twin.interactions.take(_odd(twin.client, fields))
    [odd] = kept.arrivals
    assert isinstance(odd, Unreadable)
    assert odd.event == "discord/5"
    assert set(json.loads(odd.raw)) == {"interaction", "type", "channel", "guild", "user"}
    assert kept.kinds == ["unreadable"]
    assert community.calls["POST /interactions/{interaction}/{token}/callback"] == 0


def _odd(client: discord.Client, fields: dict[str, Any]) -> discord.Interaction:
    """An interaction in private, but for these fields."""
    whole = {
        "id": "5", "type": 2, "token": "t", "version": 1, "application_id": "3", "attachment_size_limit": 1,
        "channel": {"id": "9", "type": 1}, "context": 1, "user": _JONAS,
        "data": {"id": "1", "name": "ask", "type": 1, "options": [_HALF]},
    }  # fmt: skip
    if "message" in fields:
        fields = fields | {"message": _MESSAGE}
    changed: Any = {name: value for name, value in (whole | fields).items() if name == "data" or value is not None}
    return discord.Interaction(data=changed, state=client._connection)


# Buttons -------------------------------------------------------------------------------------------------------------


def _button(data: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="✓ Send", custom_id=data))
    view.stop()
    return view


@pytest.mark.parametrize("private", [True, False])
async def test_a_press_is_kept_and_then_acknowledged(community: DiscordServer, kept: Kept, *, private: bool) -> None:
    general, jonas = place(community)
    channel = jonas.private if private else general
    async with connected(community, kept) as twin:
        sent = await twin.client.get_partial_messageable(channel.id).send("?", view=_button("a:17"))
        kept.gate.clear()
        pressed_ = await jonas.press(channel.messages[sent.id], 1)
        await asyncio.sleep(0.1)
        assert not pressed_.acknowledged
        kept.gate.set()
        await until(lambda: pressed_.acknowledged)
        before = len(channel.messages)
        await twin.panel.acknowledge(kept.press.handle, "Sent to *Jonas* @everyone.")
        await twin.panel.acknowledge(kept.press.handle, "  ")
    press = kept.press
    assert (press.event, press.reference, press.data) == (f"discord/{pressed_.id}", str(sent.id), "a:17")
    assert (press.handle, press.written) == (f"{pressed_.id}/{pressed_.token}", None)
    assert press.conversation.group is not private
    assert len(press.roles) == (0 if private else 1)
    assert press.sender.key == f"discord/{jonas.id}"
    assert pressed_.callback == 6
    [told] = pressed_.follow_ups
    assert (told.content, told.ephemeral, told.everyone) == ("Sent to \\*Jonas\\* @\u200beveryone.", True, False)
    assert len(channel.messages) == before + 1


async def test_a_press_of_before_a_restart_works(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    async with connected(community, kept) as twin:
        sent = await twin.client.get_partial_messageable(general.id).send("?", view=_button("a:17"))
    async with connected(community, kept):
        pressed_ = await jonas.press(general.messages[sent.id], 1)
        await until(lambda: pressed_.acknowledged)
    assert (kept.press.reference, kept.press.data) == (str(sent.id), "a:17")


async def test_a_press_that_is_kept_too_late_is_kept_nevertheless(community: DiscordServer, kept: Kept) -> None:
    jonas = community.person("Jonas")
    community.interactions.patience = 0.1
    async with connected(community, kept) as twin:
        sent = await twin.client.get_partial_messageable(jonas.private.id).send("?", view=_button("a:17"))
        kept.gate.clear()
        pressed_ = await jonas.press(jonas.private.messages[sent.id], 1)
        await until(lambda: pressed_.failed)
        kept.gate.set()
        await until(lambda: kept.arrivals)
        await twin.panel.acknowledge(kept.press.handle, "Sent.")
    assert kept.press.data == "a:17"
    assert pressed_.follow_ups == []


@pytest.mark.parametrize("handle", ["", "7", "/t", "x/t", "7/", "7/a b", f"7/{'a' * 601}"])
def test_what_is_no_handle_of_a_press(handle: str) -> None:
    assert pressed(handle) is None


# Forms ---------------------------------------------------------------------------------------------------------------


@dataclass
class Asking:
    """A desk with a form for every press, if it has one at all."""

    form: Form | None = None
    error: Exception | None = None
    seconds: float = 0.0
    presses: list[Press] = field(default_factory=list)

    async def __call__(self, press: Press) -> Form | None:
        """The form for this press."""
        self.presses.append(press)
        await asyncio.sleep(self.seconds)
        if self.error is not None:
            raise self.error
        return self.form


@pytest.mark.parametrize("private", [True, False])
async def test_a_form_is_opened_and_what_is_written_into_it_is_kept(
    community: DiscordServer, kept: Kept, *, private: bool
) -> None:
    general, jonas = place(community)
    channel = jonas.private if private else general
    asking = Asking(Form("Edit the draft", "Draft", "Slicks."))
    async with connected(community, kept) as twin:
        twin.panel.ask_with(asking)
        sent = await twin.client.get_partial_messageable(channel.id).send("?", view=_button("e:17"))
        opened = await jonas.press(channel.messages[sent.id], 1)
        await until(lambda: opened.acknowledged)
        assert kept.arrivals == []
    # The form is filled in when the twin has been started anew.
    async with connected(community, kept) as twin:
        submitted = await jonas.submit(opened, "Rain tyres.")
        await until(lambda: submitted.acknowledged)
        await twin.panel.acknowledge(kept.press.handle, "Sent.")
    assert opened.modal is not None
    assert opened.modal["title"] == "Edit the draft"
    [label] = opened.modal["components"]
    field_ = label["component"]
    assert (label["label"], field_["value"], field_["style"]) == ("Draft", "Slicks.", 2)
    assert (field_["required"], field_["min_length"], field_["max_length"]) == (True, 1, 4000)
    [asked_for] = asking.presses
    assert (asked_for.data, asked_for.reference, asked_for.written) == ("e:17", str(sent.id), None)
    press = kept.press
    assert (press.data, press.reference, press.written) == ("e:17", str(sent.id), "Rain tyres.")
    assert (press.event, press.handle) == (f"discord/{submitted.id}", f"{submitted.id}/{submitted.token}")
    assert (press.conversation, press.roles) == (asked_for.conversation, asked_for.roles)
    assert submitted.callback == 6
    assert [told.content for told in submitted.follow_ups] == ["Sent."]


async def test_a_form_may_be_sent_empty_if_it_is_optional(community: DiscordServer, kept: Kept) -> None:
    jonas = community.person("Jonas")
    async with connected(community, kept) as twin:
        twin.panel.ask_with(Asking(Form("W" * 46, "🚲" * 30, optional=True)))
        sent = await twin.client.get_partial_messageable(jonas.private.id).send("?", view=_button("r:17"))
        opened = await jonas.press(jonas.private.messages[sent.id], 1)
        await until(lambda: opened.acknowledged)
        submitted = await jonas.submit(opened, "")
        await until(lambda: submitted.acknowledged)
    assert opened.modal is not None
    assert opened.modal["title"] == f"{'W' * 44}…"
    assert opened.modal["components"][0]["label"] == f"{'🚲' * 22}…"
    assert kept.press.written == ""


@pytest.mark.parametrize(
    "asking",
    [
        Asking(),
        Asking(error=ValueError("odd")),
        Asking(Form("Edit", "Draft"), seconds=60),
        Asking(Form("Edit", "Draft", "a" * 4001)),
        Asking(Form("Edit", "Draft", "🚲" * 2001)),
    ],
)
async def test_a_press_for_which_there_is_no_form_is_kept(community: DiscordServer, kept: Kept, asking: Asking) -> None:
    jonas = community.person("Jonas")
    async with connected(community, kept) as twin:
        twin.panel.ask_with(asking)
        sent = await twin.client.get_partial_messageable(jonas.private.id).send("?", view=_button("e:17"))
        pressed_ = await jonas.press(jonas.private.messages[sent.id], 1)
        await until(lambda: pressed_.acknowledged)
    assert (kept.press.data, kept.press.written) == ("e:17", None)
    assert pressed_.callback == 6


async def test_a_press_for_which_no_form_could_be_opened_is_kept(community: DiscordServer, kept: Kept) -> None:
    jonas = community.person("Jonas")
    async with connected(community, kept) as twin:
        twin.panel.ask_with(Asking(Form("Edit", "Draft", "Slicks.")))
        sent = await twin.client.get_partial_messageable(jonas.private.id).send("?", view=_button("e:17"))
        community.faults.next("POST", "/interactions/**", Status(400))
        pressed_ = await jonas.press(jonas.private.messages[sent.id], 1)
        await until(lambda: pressed_.acknowledged)
    assert kept.press.written is None


# What Discord offers -------------------------------------------------------------------------------------------------


async def test_the_commands_are_written_once(community: DiscordServer, kept: Kept) -> None:
    async with connected(community, kept) as twin:
        assert community.commands.writes == 1
        await twin.interactions.register(twin.client)
        assert community.commands.writes == 1
    async with connected(community, kept):
        assert community.commands.writes == 1
    assert kept.notices == []


async def test_commands_that_differ_are_written_anew(community: DiscordServer, kept: Kept) -> None:
    async with connected(community, kept, commands=False) as twin:
        application = twin.client.application_id
        assert application is not None
        await twin.client.http.bulk_upsert_global_commands(
            application, [{"type": 1, "name": "ask", "description": "Of an older twin"}]
        )
        await twin.interactions.register(twin.client)
        there = await twin.client.http.request(
            Route("GET", "/applications/{id}/commands", id=application), params={"with_localizations": "true"}
        )
    assert same(there)
    assert [command["name"] for command in there] == ["ask", "about", "human", THIS]


async def test_the_owner_is_told_once_that_there_are_no_commands(community: DiscordServer, kept: Kept) -> None:
    async with connected(community, kept, commands=False) as twin:
        community.faults.next("GET", "/applications/**", Status(403), times=2)
        await twin.interactions.register(twin.client)
        await twin.interactions.register(twin.client)
        assert kept.kinds == ["commands"]
        await twin.interactions.register(twin.client)
        community.faults.next("GET", "/applications/**", Status(403))
        await twin.interactions.register(twin.client)
    assert kept.kinds == ["commands", "commands"]
    assert community.commands.writes == 1


async def test_who_has_not_logged_in_has_no_commands() -> None:
    with pytest.raises(DeliveryError):
        await register(discord.Client(intents=discord.Intents.none()))


def _stored() -> list[dict[str, Any]]:
    """The commands as Discord gives them back, with what it adds."""
    there: list[dict[str, Any]] = json.loads(json.dumps(COMMANDS))
    for command in there:
        added = {"id": "1", "version": "2", "contexts": command["contexts"][::-1], "name_localizations": None}
        command.update(added)
    there[-1] |= {"name_localizations": json.loads(json.dumps(COMMANDS[-1]["name_localizations"])), "description": ""}
    return there[::-1]


def test_the_commands_that_discord_has_are_recognised() -> None:
    assert same(_stored())


@pytest.mark.parametrize(
    "change",
    [
        lambda there: there.pop(),
        lambda there: there.append(dict(there[0], name="more")),
        lambda there: there[1].update(description="Who?"),
        lambda there: there[1]["description_localizations"].pop("de"),
        lambda there: there[1].update(description_localizations=None),
        lambda there: there[1].update(contexts=[0]),
        lambda there: there[1].update(contexts=None),
        lambda there: there[3]["options"][0].update(required=False),
        lambda there: there[3].update(options=[]),
        lambda there: there.__setitem__(2, "odd"),
    ],
)
def test_other_commands_are_not(change: Callable[[list[Any]], object]) -> None:
    there = _stored()
    change(there)
    assert not same(there)


@pytest.mark.parametrize("there", [None, {}, "", []])
def test_nothing_is_none_of_the_commands(there: object) -> None:
    assert not same(there)


@pytest.mark.parametrize("locale", ["de", "fr", "es-ES", "es-419", "pt-BR", "it", "nl", "pl", "uk", "ja", "ko"])
def test_every_command_is_told_in_these_languages(locale: str) -> None:
    *typed, menu = COMMANDS
    told = [command["description_localizations"][locale] for command in typed]
    told.append(typed[0]["options"][0]["description_localizations"][locale])
    assert len({*told, *(command["description"] for command in typed)}) == len(told) + len(typed)
    assert menu["name_localizations"][locale] != menu["name"]


async def test_a_command_is_found_by_its_name_in_ones_own_language(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    jonas.locale = "de"
    async with connected(community, kept):
        used = await jonas.use("Den Zwilling dazu fragen", await jonas.say(general, TYRES))
        await until(lambda: used.thinking)
    assert kept.message.text == TYRES
