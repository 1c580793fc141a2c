"""The session with Discord, against a strict Discord on loopback, with the library as it is."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.client import Client
from adapters.discord.line import Line
from adapters.discord.session import API, Patience, Session
from adapters.discord.troubles import ODD, REJECTED, UNREACHABLE
from adapters.troubles import Troubles
from tests.fakes import Notices, until
from tests.servers.discord import DiscordServer, Slow, Status
from tests.servers.discord_world import CONTENT
from twin.errors import AdapterError, NotNow
from twin.message import Notice

QUICK = Patience(login=2, settle=0.1, down=2, look=0.02, token=0.1, network=(0.05, 0.2), failures=2)


@dataclass
class Heard:
    """Whom events are told."""

    told: list[str] = field(default_factory=list)
    clients: list[discord.Client] = field(default_factory=list)
    # Raised by the next handlers; cleared, handlers wait.
    faults: list[Exception] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def _tell(self, what: str) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.told.append(what)
        await self.gate.wait()

    async def ready(self, client: discord.Client) -> None:
        self.clients.append(client)
        await self._tell(f"ready {', '.join(guild.name for guild in client.guilds)}")

    async def message(self, written: discord.Message) -> None:
        await self._tell(f"message {written.content}")

    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        await self._tell(f"edited {event.message.content}")

    async def deleted(self, message_ids: Sequence[int], channel: int, guild: int | None) -> None:
        await self._tell(f"deleted {len(message_ids)} in {'private' if guild is None else 'a server'}")

    async def gone(self, channel: int, parent: int | None, guild: int) -> None:
        assert channel != guild
        await self._tell("gone channel" if parent is None else "gone thread")

    async def reacted(self, event: discord.RawReactionActionEvent, given: bool) -> None:
        await self._tell(f"reacted {event.emoji.name} {given}")

    async def interacted(self, interaction: discord.Interaction[Any]) -> None:
        await self._tell("interacted")

    async def joined(self, guild: discord.Guild) -> None:
        await self._tell(f"joined {guild.name}")

    async def left(self, guild: discord.Guild) -> None:
        await self._tell(f"left {guild.name}")

    async def odd(self, kind: str, data: object) -> None:
        assert data is not None
        await self._tell(f"odd {kind}")


@dataclass
class Running:
    """A session with everything around it."""

    session: Session
    line: Line
    heard: Heard
    notices: Notices
    listening: asyncio.Task[None] | None = None

    @property
    def told(self) -> list[str]:
        return self.heard.told

    def notice(self, kind: str) -> Notice:
        return next(notice for notice in self.notices.given if notice.kind == kind)

    def listen(self) -> None:
        self.listening = asyncio.create_task(self.session.listen())

    async def end(self) -> None:
        begun = time.monotonic()
        await self.session.end()
        assert time.monotonic() - begun < 20
        if self.listening is not None:
            await asyncio.wait_for(self.listening, 20)


def made(server: DiscordServer, *, token: str = "", gateway: str = "", patience: Patience = QUICK) -> Running:
    notices, heard = Notices(), Heard()
    troubles = Troubles("discord", {})
    troubles.begin(notices.notify)
    line = Line(troubles)
    session = Session(token or server.token, server.url, gateway, line, troubles, heard, patience)
    return Running(session, line, heard, notices)


@asynccontextmanager
async def running(server: DiscordServer, **more: Any) -> AsyncIterator[Running]:  # noqa: ANN401
    """A session that has entered, and listens."""
    made_ = made(server, **more)
    try:
        await made_.session.enter()
        made_.listen()
        yield made_
    finally:
        await made_.end()


@pytest.fixture(autouse=True)
def library() -> Any:  # noqa: ANN401
    """The library's addresses are those of its classes, for all of the process."""
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = API, URL("wss://gateway.discord.gg/")


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        server.guild("Harbour").text("general")
        yield server
    assert server.violations == []


def a_message(server: DiscordServer, text: str) -> Callable[[], Awaitable[Any]]:
    guild = server.guild("Harbour")
    channel = next(iter(guild.channels.values()))
    return lambda: guild.member("Mira").say(channel, text)


# What is told --------------------------------------------------------------------------------------------------------


async def test_what_happens_is_told_in_its_order(server: DiscordServer) -> None:
    guild = server.guild("Harbour")
    channel, mira, jonas = next(iter(guild.channels.values())), guild.member("Mira"), server.person("Jonas")
    async with running(server) as twin:
        await until(lambda: "ready Harbour" in twin.told)
        messages = [await mira.say(channel, str(number)) for number in range(3)]
        await mira.edit(messages[0], "zero")
        await mira.react(messages[0], "👍")
        await mira.unreact(messages[0], "👍")
        await mira.delete(messages[0])
        await mira.delete_many(messages[1:])
        private = await jonas.write("hi")
        await jonas.delete(private)
        server.guild("Yard")
        guild.go_down()
        guild.invite()
        server.guild("Yard").remove(server.bot)
        await until(lambda: "left Yard" in twin.told)
    assert twin.told == [
        "ready Harbour",
        *("message 0", "message 1", "message 2", "edited zero", "reacted 👍 True", "reacted 👍 False"),
        *("deleted 1 in a server", "deleted 2 in a server", "message hi", "deleted 1 in private"),
        *("joined Yard", "joined Harbour", "left Yard"),
    ]
    assert twin.notices.given == []


async def test_a_session_begins_with_what_the_twin_needs_and_no_more(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        [client] = twin.heard.clients
        assert twin.line.client is client
        assert (list(client.cached_messages), len(client.users)) == ([], 1)
        assert client.allowed_mentions is not None
        assert client.allowed_mentions.to_dict()["parse"] == []
    [identified] = server.gateway.identifies
    intents = discord.Intents(guilds=True, messages=True, reactions=True, message_content=True)
    assert identified["intents"] == intents.value
    with pytest.raises(NotNow):
        _ = twin.line.client


async def test_the_gateway_is_the_one_that_is_set_or_the_one_that_discord_names(server: DiscordServer) -> None:
    async with running(server, gateway=f"{server.gateway_url}?set=1") as twin:
        await until(lambda: twin.told)
        assert server.calls["GET /gateway/bot"] == 0
    async with running(server) as twin:
        await until(lambda: twin.told)
        assert server.calls["GET /gateway/bot"] == 1


async def test_what_cannot_be_read_does_not_end_the_session(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        odd: dict[str, dict[str, Any]] = {
            "MESSAGE_CREATE": {"id": "5", "channel_id": "6", "guild_id": "7", "content": None},
            "MESSAGE_UPDATE": {"id": "5", "channel_id": "6", "embeds": []},
            "MESSAGE_DELETE": {"id": "many", "channel_id": "6"},
            "MESSAGE_REACTION_ADD": {"emoji": None},
            "GUILD_CREATE": {"id": "9", "channels": 3},
            "INTERACTION_CREATE": {"type": 2},
        }
        for name, data in [*odd.items(), ("OF_A_KIND_TO_COME", {})]:
            server.world.emit(name, 0, data)
        await a_message(server, "next")()
        await until(lambda: "message next" in twin.told)
    assert {each for each in twin.told if each.startswith("odd")} == {f"odd {name}" for name in odd}
    assert len(server.gateway.identifies) == 1


async def test_a_handler_that_fails_is_told_and_the_next_one_works(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        twin.heard.faults.append(ValueError("what somebody wrote"))
        await a_message(server, "first")()
        await a_message(server, "second")()
        await until(lambda: "message second" in twin.told)
    assert "message first" not in twin.told
    assert twin.notice("unreadable").sentence == ODD


# Who may not enter ---------------------------------------------------------------------------------------------------


async def test_a_refused_token_is_said_at_once_and_its_error_holds_nothing_of_it(server: DiscordServer) -> None:
    twin = made(server, token="wrong.token.indeed")
    with pytest.raises(AdapterError, match="TWIN_DISCORD_TOKEN") as refused:
        await twin.session.enter()
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    await twin.end()


async def test_a_discord_that_cannot_be_reached_is_tried_again(server: DiscordServer) -> None:
    await server.stop()
    twin = made(server)
    with pytest.raises(aiohttp.ClientConnectionError):
        await twin.session.enter()
    twin.listen()
    await until(lambda: twin.notices.given)
    assert twin.notice("network").sentence == UNREACHABLE
    await server.start()
    await until(lambda: "ready Harbour" in twin.told)
    await twin.end()


async def test_a_login_that_takes_too_long_is_given_up(server: DiscordServer) -> None:
    server.faults.next("GET", "/users/@me", Slow(30))
    twin = made(server, patience=replace(QUICK, login=0.1))
    with pytest.raises(TimeoutError):
        await twin.session.enter()
    await twin.end()


async def test_a_token_that_is_refused_later_is_told_and_tried_again(server: DiscordServer) -> None:
    right = server.token
    async with running(server) as twin:
        await until(lambda: twin.told)
        server.token = "reset.in.the-portal"
        await server.gateway.close(4004)
        await until(lambda: twin.notices.given)
        assert twin.notice("token").sentence == REJECTED
        server.token = right
        await until(lambda: len(twin.told) == 2)
        # It is news again if it happens again.
        server.token = "reset.once-more"
        await server.gateway.close(4004)
        await until(lambda: twin.notices.kinds.count("token") == 2)


async def test_without_the_message_content_intent_it_goes_on_without_it(server: DiscordServer) -> None:
    server.intents(message_content=False)
    async with running(server) as twin:
        await until(lambda: twin.told)
        sentence = twin.notice("intents").sentence
        assert f"https://discord.com/developers/applications/{server.bot.id}/bot" in sentence
        assert "Message Content Intent" in sentence
        # Switched on in the portal, it is asked for when the next session begins.
        server.intents(message_content=True)
        await server.gateway.close(4004)
        await until(lambda: len(twin.told) == 2)
    assert [bool(each["intents"] & CONTENT) for each in server.gateway.identifies] == [False, True]


async def test_an_intent_that_is_taken_away_while_it_listens_is_forgone(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        await server.gateway.close(4014)
        await until(lambda: len(twin.told) == 2)
    assert [bool(each["intents"] & CONTENT) for each in server.gateway.identifies] == [True, False]
    assert twin.notices.kinds == ["intents"]


# Connections that are lost -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["drop", "reconnect", "close"])
async def test_a_lost_connection_is_resumed_and_nothing_is_missed(server: DiscordServer, how: str) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        if how == "close":
            await server.gateway.close(4000)
        else:
            {"drop": server.gateway.drop, "reconnect": server.gateway.reconnect}[how]()
        await a_message(server, "meanwhile")()
        await until(lambda: "message meanwhile" in twin.told)
    assert twin.told == ["ready Harbour", "message meanwhile"]
    assert (len(server.gateway.identifies), len(twin.heard.clients)) == (1, 1)
    assert len(server.gateway.resumes) >= 1
    assert twin.notices.given == []


async def test_a_session_that_is_lost_begins_anew(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        server.gateway.invalidate()
        await until(lambda: twin.told.count("ready Harbour") == 2, seconds=10)
        await a_message(server, "here again")()
        await until(lambda: "message here again" in twin.told)


async def test_what_is_refused_again_and_again_is_not_asked_for_without_a_pause(server: DiscordServer) -> None:
    async with running(server, patience=replace(QUICK, down=0.5)) as twin:
        await until(lambda: twin.told)
        server.gateway.refuse_resume = True
        began = time.monotonic()
        server.gateway.drop()
        await until(lambda: len(twin.told) == 2)
        # On a busy machine it takes longer until it is given up, and more is asked for meanwhile.
        assert 2 <= len(server.gateway.resumes) <= (time.monotonic() - began) / QUICK.network[0] + 2


async def test_after_an_outage_there_is_one_client_and_it_hears(server: DiscordServer) -> None:
    async with running(server, patience=replace(QUICK, down=0.3)) as twin:
        await until(lambda: twin.told)
        await server.stop()
        await until(lambda: twin.notices.given)
        assert twin.notice("network").sentence == UNREACHABLE
        await asyncio.sleep(0.5)
        await server.start()
        await until(lambda: len(twin.told) == 2)
        first, second = twin.heard.clients
        assert first.is_closed()
        assert first is not second
        assert twin.line.client is second
        assert len(server.gateway.connections) == 1
        await server.stop()
        # It is news again.
        await until(lambda: twin.notices.kinds.count("network") == 2)


async def test_whatever_ends_a_client_the_next_one_comes_after_it(server: DiscordServer) -> None:
    most = 0
    async with running(server) as twin:
        await until(lambda: twin.told)
        for code in (4004, 4010, 4011, 4012, 4013):
            before = len(twin.told)
            await server.gateway.close(code)
            async with asyncio.timeout(5):
                while len(twin.told) == before:
                    most = max(most, len(server.gateway.connections))
                    await asyncio.sleep(0.002)
    assert most == 1


async def test_what_is_broken_on_the_wire_ends_the_client_alone(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        for connection in server.gateway.connections:
            connection.send("no JSON at all")
        await until(lambda: len(twin.told) == 2)
        assert [notice.kind for notice in twin.notices.given] == ["unreadable"]
        assert "could not be read" in twin.notice("unreadable").sentence


async def test_a_client_that_discord_ends_is_no_odd_one(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        await server.gateway.close(4010)
        await until(lambda: len(twin.told) == 2)
        assert twin.notices.given == []


async def test_channels_and_threads_that_are_deleted_are_told(server: DiscordServer) -> None:
    guild = server.guild("Harbour")
    channel, mira = guild.text("tyres"), guild.member("Mira")
    thread = await mira.open_thread(channel, "Winter")
    known = await mira.open_thread(channel, "Summer")
    async with running(server) as twin:
        await until(lambda: twin.told)
        guild.delete(thread)
        guild.delete(channel)
        await until(lambda: len(twin.told) == 4)
    assert known.deleted
    assert twin.told[1:] == ["gone thread", "gone channel", "gone thread"]


async def test_a_session_that_never_becomes_ready_is_given_up(server: DiscordServer) -> None:
    # Whoever answers here never says hello.
    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.sleep(30)
        finally:
            writer.close()

    deaf = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = deaf.sockets[0].getsockname()[1]
    async with running(server, gateway=f"ws://127.0.0.1:{port}", patience=replace(QUICK, down=0.2)) as twin:
        await until(lambda: twin.notices.given)
        assert twin.notices.kinds == ["network"]
    deaf.close()


class Spent(Session):
    """A session that is told once that no more of them may begin for a while."""

    told = False

    async def _point(self, client: Client) -> float | None:
        if not self.told:
            self.told = True
            client.http.get_bot_gateway = spent  # type: ignore[method-assign]
        return await super()._point(client)


async def spent() -> Any:  # noqa: ANN401
    """What Discord says then."""
    return 1, "ws://127.0.0.1:1", {"total": 1000, "remaining": 0, "reset_after": 400, "max_concurrency": 1}


async def test_when_no_more_sessions_may_begin_none_is_begun(server: DiscordServer) -> None:
    twin = made(server)
    twin.session = Spent(server.token, server.url, "", twin.line, Troubles("discord", {}), twin.heard, QUICK)
    await twin.session.enter()
    twin.listen()
    await asyncio.sleep(0.2)
    assert server.gateway.identifies == []
    await until(lambda: twin.told)
    await twin.end()


# The end -------------------------------------------------------------------------------------------------------------


async def test_the_end_comes_while_everything_hangs(server: DiscordServer) -> None:
    async with running(server) as twin:
        await until(lambda: twin.told)
        twin.heard.gate.clear()
        await a_message(server, "unstored")()
        await until(lambda: "message unstored" in twin.told)
        # A peer that does not say goodbye.
        for connection in server.gateway.connections:
            assert connection.request.transport is not None
            connection.request.transport.pause_reading()
    before = list(twin.told)
    await asyncio.sleep(0.1)
    assert twin.told == before


async def test_the_end_comes_while_it_enters_and_before_it_has(server: DiscordServer) -> None:
    idle = made(server)
    await idle.end()
    await idle.end()
    server.faults.next("GET", "/users/@me", Slow(30))
    twin = made(server)
    twin.listen()
    await asyncio.sleep(0.1)
    assert twin.listening is not None
    twin.listening.cancel()
    await twin.session.end()
    with pytest.raises(asyncio.CancelledError):
        await twin.listening
    server.faults.next("GET", "/gateway/bot", Status(503), times=3)
    async with running(server):
        await asyncio.sleep(0.1)
