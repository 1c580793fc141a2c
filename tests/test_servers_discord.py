"""The strict Discord of the tests, driven by the unmodified discord.py and by plain HTTP and websockets."""

import asyncio
import base64
import io
import json
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from tests.servers.discord import (
    BOT_ID,
    TOKEN,
    Channel,
    Community,
    CutAfter,
    CutBefore,
    DiscordServer,
    Garbage,
    Hang,
    Interaction,
    Person,
    Slow,
    Status,
)
from tests.servers.discord_console import Console
from tests.servers.discord_errors import Violation
from tests.servers.discord_limits import check_components, check_modal
from tests.servers.discord_objects import time_of
from tests.servers.discord_recording import record

# Long enough for a busy machine, short enough for a test that fails.
SOON = 10
AGENT = "DiscordBot (https://example.org, 1.0)"
Ask = Callable[..., Awaitable[tuple[int, Any]]]


class Bot(discord.Client):
    """The library as it is, which writes down what it hears."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the library's own
        wanted = discord.Intents(guilds=True, messages=True, reactions=True, message_content=True)
        given: dict[str, Any] = {"intents": wanted, "guild_ready_timeout": 0.1, "max_messages": None} | options
        super().__init__(**given)
        self.heard: list[discord.Message] = []
        self.edited: list[discord.RawMessageUpdateEvent] = []
        self.gone: list[int] = []
        self.reacted: list[tuple[str, int, str]] = []
        self.interactions: list[discord.Interaction] = []
        self.resumes = 0
        self.running: asyncio.Task[None] | None = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Come back at once: the library waits five seconds here."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.edited.append(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.gone.append(event.message_id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self.gone += sorted(event.message_ids)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.reacted.append(("put", event.user_id, str(event.emoji)))

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        self.reacted.append(("taken", event.user_id, str(event.emoji)))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.interactions.append(interaction)

    async def on_resumed(self) -> None:
        self.resumes += 1

    def texts(self) -> list[str]:
        """What it has heard others say."""
        return [message.content for message in self.heard if message.author.id != BOT_ID]

    async def begin(self, token: str = TOKEN) -> "Bot":
        """Connect; returns when all is there."""
        await self.login(token)
        self.running = asyncio.create_task(self.connect())
        ready = asyncio.create_task(self.wait_until_ready())
        await asyncio.wait([self.running, ready], timeout=SOON, return_when=asyncio.FIRST_COMPLETED)
        if self.running.done():
            ready.cancel()
            self.running.result()
        return self

    async def end(self) -> None:
        """Go away."""
        await self.close()
        if self.running:
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as started:
        monkeypatch.setattr(discord.http.Route, "BASE", started.url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(started.gateway_url))
        yield started


@pytest.fixture
def guild(server: DiscordServer) -> Community:
    return server.guild("Harbour")


@pytest.fixture
def general(guild: Community) -> Channel:
    return guild.text("general")


@pytest.fixture
def mira(guild: Community) -> Person:
    return guild.member("Mira", roles=[guild.role("Patrons")])


@pytest.fixture
async def bot(server: DiscordServer, guild: Community, general: Channel, mira: Person) -> AsyncIterator[Bot]:
    """The library, connected, and nothing asked that Discord does not have."""
    started = Bot()
    await started.begin()
    yield started
    await started.end()
    assert server.violations == []


@pytest.fixture
async def ask(server: DiscordServer) -> AsyncIterator[Ask]:
    """Plain HTTP with the bot's token."""
    headers = {"Authorization": f"Bot {TOKEN}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def asked(method: str, path: str, form: object = None, **options: Any) -> tuple[int, Any]:  # noqa: ANN401
            given = options | ({"json": form} if form is not None else {})
            async with session.request(method, server.url + path, **given) as answer:
                return answer.status, await answer.json() if answer.content_type == "application/json" else None

        yield asked


async def eventually(condition: Callable[[], object]) -> None:
    for _ in range(SOON * 100):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def refused(sending: Awaitable[object]) -> tuple[int, int]:
    with pytest.raises(discord.HTTPException) as caught:
        await sending
    return caught.value.status, caught.value.code


def here(bot: Bot, channel: Channel) -> discord.PartialMessageable:
    return bot.get_partial_messageable(channel.id, guild_id=channel.guild.id if channel.guild else None)


# Connecting


async def test_a_bot_that_connects_sees_its_servers_and_itself(
    server: DiscordServer, guild: Community, general: Channel, bot: Bot
) -> None:
    forum = guild.forum("help")
    await eventually(lambda: bot.get_channel(forum.id))

    seen = bot.guilds[0]
    assert (seen.name, [channel.name for channel in seen.channels]) == ("Harbour", ["general", "help"])
    assert isinstance(bot.get_channel(forum.id), discord.ForumChannel)
    assert (seen.me.id, seen.self_role and seen.self_role.id) == (BOT_ID, guild.bot_role.id)
    assert bot.application_flags.gateway_message_content_limited
    assert seen.member_count == 3
    assert server.gateway.connected


async def test_a_message_says_who_wrote_it_with_which_roles_and_whom_it_calls(
    server: DiscordServer, guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    await mira.say(general, f"hello {guild.bot_role.mention}", mentions=[server.bot], nonce="7")

    await eventually(lambda: bot.heard)
    (heard,) = bot.heard
    assert isinstance(heard.author, discord.Member)
    assert [role.name for role in heard.author.roles] == ["@everyone", "Patrons"]
    assert [user.id for user in heard.mentions] == [BOT_ID]
    assert heard.role_mentions == [bot.guilds[0].self_role]
    assert (heard.nonce, (await heard.fetch()).nonce) == ("7", None)
    assert abs(heard.created_at.timestamp() - server.clock.now()) < SOON


async def test_a_reply_brings_what_it_answers_and_calls_its_author_unless_it_shall_not(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    sent = await here(bot, general).send("ask me")
    answered = general.messages[sent.id]
    await mira.say(general, "why?", reply_to=answered)
    await mira.say(general, "how?", reply_to=answered, ping=False)
    await mira.delete(answered)
    await mira.say(general, "where?", reply_to=answered)

    await eventually(lambda: len(bot.texts()) == 3)
    why, how, where = bot.heard[1:]
    assert why.reference
    assert isinstance(why.reference.resolved, discord.Message)
    assert (why.reference.resolved.author.id, why.type) == (BOT_ID, discord.MessageType.reply)
    assert [[user.id for user in message.mentions] for message in (why, how)] == [[BOT_ID], []]
    assert where.reference
    assert isinstance(where.reference.resolved, discord.DeletedReferencedMessage)


async def test_private_messages_come_without_a_server_and_are_answered_where_they_came_from(
    server: DiscordServer, bot: Bot
) -> None:
    jonas = server.person("Jonas")
    await jonas.write("psst", attachments=[("notes.txt", b"secret")])

    await eventually(lambda: bot.heard)
    (heard,) = bot.heard
    assert heard.guild is None
    assert isinstance(heard.channel, discord.DMChannel)
    assert (heard.attachments[0].filename, await heard.attachments[0].read()) == ("notes.txt", b"secret")
    await heard.channel.send("yes?")
    assert [(sent.channel, sent.content) for sent in server.sent] == [(jonas.private, "yes?")]


async def test_webhooks_and_other_bots_are_told_from_people(
    guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    await guild.webhook_says(general, "news")
    await guild.member("Robo", bot=True).say(general, "beep")
    await mira.say(general, type=7)

    await eventually(lambda: len(bot.heard) == 3)
    assert [(one.author.bot, bool(one.webhook_id), one.type.name) for one in bot.heard] == [
        (True, True, "default"),
        (True, False, "default"),
        (False, False, "new_member"),
    ]


async def test_without_the_intent_only_what_is_for_the_bot_can_be_read(
    server: DiscordServer, guild: Community, general: Channel, mira: Person
) -> None:
    server.intents(message_content=False)
    bot = await Bot(intents=discord.Intents(guilds=True, messages=True)).begin()
    sent = await here(bot, general).send("ask me")
    quiet = await mira.say(general, "not for you", attachments=[("a.txt", b"a")])
    await mira.say(general, "for you", mentions=[server.bot])
    await mira.say(general, "an answer", reply_to=general.messages[sent.id])
    await mira.say(general, "another", reply_to=general.messages[sent.id], ping=False)
    await mira.write("private")

    await eventually(lambda: len(bot.texts()) == 5)
    assert [text.partition(" ")[2] or text for text in bot.texts()] == ["", "for you", "answer", "", "private"]
    assert bot.heard[1].attachments == []
    assert (await here(bot, general).fetch_message(quiet.id)).content == ""
    assert not bot.application_flags.gateway_message_content_limited
    await bot.end()


async def test_an_intent_that_is_switched_off_closes_the_connection_for_good(server: DiscordServer) -> None:
    server.intents(message_content=False)
    bot = Bot()

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.begin()
    await bot.end()
    assert server.violations == []


async def test_a_wrong_token_is_refused_at_both_doors(server: DiscordServer) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("nonsense")
    assert server.rest.unauthorized == 1

    await bot.login(TOKEN)
    server.token = "another"
    with pytest.raises(discord.ConnectionClosed) as caught:
        await bot.connect()
    assert caught.value.code == 4004
    await bot.end()


# Sessions


async def test_who_resumes_is_told_exactly_what_was_missed(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    await mira.say(general, "before")
    await eventually(lambda: bot.texts() == ["before"])

    await server.gateway.close(4000)
    await mira.say(general, "meanwhile")
    await mira.write("in private")
    await eventually(lambda: bot.resumes)

    await mira.say(general, "after")
    await eventually(lambda: len(bot.texts()) == 4)
    assert bot.texts() == ["before", "meanwhile", "in private", "after"]
    assert (len(server.gateway.identifies), len(server.gateway.resumes)) == (1, 1)


async def test_a_new_session_replays_nothing_and_history_has_it(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    server.gateway.refuse_resume = False
    await server.gateway.close(4000)
    await mira.say(general, "meanwhile")
    await eventually(lambda: len(server.gateway.identifies) == 2 and server.gateway.connected)
    await eventually(bot.is_ready)

    await mira.say(general, "after")
    await eventually(bot.texts)
    assert bot.texts() == ["after"]
    assert [message.content async for message in here(bot, general).history()] == ["after", "meanwhile"]


async def test_a_session_that_may_be_tried_again_is_resumed(server: DiscordServer, mira: Person, bot: Bot) -> None:
    server.gateway.invalidate(resumable=True)
    await mira.write("meanwhile")

    await eventually(lambda: bot.resumes == 1)
    assert bot.texts() == ["meanwhile"]


async def test_a_bot_that_is_asked_to_reconnect_resumes(server: DiscordServer, bot: Bot) -> None:
    server.gateway.reconnect()
    await eventually(lambda: bot.resumes == 1)

    server.gateway.drop()
    await eventually(lambda: bot.resumes == 2)
    assert len(server.gateway.identifies) == 1


async def test_a_lost_session_is_begun_anew(server: DiscordServer, bot: Bot) -> None:
    server.gateway.invalidate()

    await eventually(lambda: len(server.gateway.identifies) == 2)
    assert server.gateway.resumes == []


async def test_a_server_that_comes_back_knows_everything_but_the_sessions(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    port = server.port
    await server.stop()
    await mira.say(general, "while it was away")
    await server.start()

    await eventually(lambda: len(server.gateway.identifies) == 2 and server.gateway.connected)
    assert server.port == port
    assert [message.content async for message in here(bot, general).history()] == ["while it was away"]
    assert bot.texts() == []


async def test_a_bot_whose_heartbeats_nobody_answers_comes_back(server: DiscordServer) -> None:
    server.gateway.heartbeat = 0.3
    bot = await Bot(heartbeat_timeout=1.0).begin()
    server.gateway.withhold_acks = True

    await eventually(lambda: bot.resumes)
    server.gateway.withhold_acks = False
    await bot.end()
    assert server.violations == []


async def test_sessions_can_only_be_begun_so_often(server: DiscordServer) -> None:
    server.gateway.starts = 1
    bot = await Bot().begin()
    again = Bot()

    with pytest.raises(discord.ConnectionClosed):
        await again.begin()

    assert server.violations == ["gateway: more than 1 sessions in a day"]
    await bot.end()
    await again.end()


async def test_the_gateway_can_be_out_of_order(server: DiscordServer, bot: Bot) -> None:
    assert (await bot.http.get_bot_gateway())[1] == server.gateway_url
    server.gateway.refuse = 503
    await server.gateway.close(4000)
    await asyncio.sleep(0.1)
    assert not server.gateway.connected
    server.gateway.refuse = 0
    await eventually(lambda: server.gateway.connected)


# The wire


async def conversation(server: DiscordServer, *messages: object, query: str = "?v=10&encoding=json") -> int | None:
    """Open the gateway, say this, and wait to be closed; returns with what number."""
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url + query) as socket:
        for message in messages:
            await socket.send_str(message if isinstance(message, str) else json.dumps(message))
        async with asyncio.timeout(SOON):
            async for _ in socket:
                pass
        return socket.close_code


PROPERTIES = {"os": "linux", "browser": "test", "device": "test"}
IDENTIFY = {"op": 2, "d": {"token": TOKEN, "intents": 1, "properties": PROPERTIES}}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["garbage"], 4002),
        ([{"op": 99}], 4003),
        ([IDENTIFY, {"op": 99}], 4001),
        ([{"op": 3, "d": {"status": "online"}}], 4003),
        ([{"op": 2, "d": {"token": TOKEN, "properties": PROPERTIES}}], 4013),
        ([{"op": 2, "d": {"token": TOKEN, "intents": 1 << 40, "properties": PROPERTIES}}], 4013),
        ([{"op": 2, "d": {"token": TOKEN, "intents": 1}}], 4002),
        ([{"op": 2, "d": {"token": TOKEN, "intents": 1, "properties": PROPERTIES, "guilds": 1}}], 4002),
        ([IDENTIFY, IDENTIFY], 4005),
        ([IDENTIFY, *[{"op": 3, "d": {"status": "online"}}] * 120], 4008),
    ],
)
async def test_whoever_breaks_the_rules_of_the_gateway_is_closed(
    server: DiscordServer, said: list[object], code: int
) -> None:
    assert await conversation(server, *said) == code
    assert len(server.violations) == 1


async def test_a_bot_without_a_heartbeat_is_closed(server: DiscordServer) -> None:
    server.gateway.heartbeat = 0.1

    assert await conversation(server, IDENTIFY) == 4000
    assert server.violations == ["gateway: no heartbeat in 0.15 s"]


async def test_too_many_beginnings_in_a_row_lose_the_session(server: DiscordServer) -> None:
    server.gateway.identify_every = 5.0
    first = await Bot().begin()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(server.gateway_url + "?v=10&encoding=json") as socket,
    ):
        await socket.receive_json()
        await socket.send_json(IDENTIFY)
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}
    await first.end()


async def test_the_gateway_speaks_zlib_where_it_is_asked_to(server: DiscordServer) -> None:
    inflate = zlib.decompressobj()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(server.gateway_url + "?v=10&encoding=json&compress=zlib-stream") as socket,
    ):
        hello = await socket.receive_bytes()
        await socket.send_json(IDENTIFY)
        ready = await socket.receive_bytes()

    assert hello.endswith(b"\x00\x00\xff\xff")
    assert json.loads(inflate.decompress(hello))["op"] == 10
    assert json.loads(inflate.decompress(ready))["t"] == "READY"


@pytest.mark.parametrize("query", ["?v=9&encoding=json", "?v=10&encoding=etf", "?v=10"])
async def test_the_gateway_is_opened_as_it_must_be(server: DiscordServer, query: str) -> None:
    await conversation(server, "end", query=query)
    assert "opened with" in server.violations[0]


async def test_an_unknown_compression_is_refused(server: DiscordServer) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await conversation(server, query="?v=10&encoding=json&compress=rar")
    assert server.violations == ["gateway: compress: rar"]


# Writing


async def test_what_is_sent_is_recorded_with_whom_it_calls(
    server: DiscordServer, guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    asked = await mira.say(general, "hello")
    text = f" {mira.mention} @everyone {guild.role('Patrons').mention} "
    calm = discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)
    answer = bot.get_partial_messageable(general.id).get_partial_message(asked.id)

    sent = await answer.reply(text, allowed_mentions=calm, nonce="one")
    await here(bot, general).send(text)

    first, second = server.sent
    assert (first.content, first.reference, first.nonce) == (text.strip(), asked.id, "one")
    assert (first.pinged, first.pinged_everyone, first.pinged_roles) == ((mira,), False, ())
    assert (second.pinged, second.pinged_everyone, second.pinged_roles) == ((mira,), True, (guild.role("Patrons").id,))
    assert (sent.nonce, sent.author.id) == ("one", BOT_ID)
    await eventually(lambda: len(bot.heard) == 3)
    assert bot.heard[1].nonce == "one"


async def test_a_message_with_the_same_nonce_is_sent_once(server: DiscordServer, general: Channel, bot: Bot) -> None:
    first = await here(bot, general).send("once", nonce=42)
    second = await here(bot, general).send("once", nonce=42)
    server.clock.forward(6 * 60)
    third = await here(bot, general).send("once", nonce=42)

    assert (first.id == second.id, third.id == first.id) == (True, False)
    assert len(general.history) == 2


async def test_what_was_done_before_the_connection_died_is_not_done_twice(
    server: DiscordServer, general: Channel, bot: Bot
) -> None:
    server.faults.next("POST", "/channels/…/messages", CutAfter())
    with pytest.raises(aiohttp.ClientError):
        await here(bot, general).send("once", nonce="a")
    server.faults.next("POST", "/channels/…/messages", CutBefore())
    with pytest.raises(aiohttp.ClientError):
        await here(bot, general).send("once", nonce="a")
    server.faults.next("POST", f"/channels/{general.id}/messages", Status(502))
    await here(bot, general).send("once", nonce="a")

    assert [message.content for message in general.history] == ["once"]
    assert [type(fault).__name__ for *_, fault in server.faults.happened] == ["CutAfter", "CutBefore", "Status"]


async def test_other_faults_are_what_the_library_makes_of_them(
    server: DiscordServer, general: Channel, bot: Bot
) -> None:
    sending = here(bot, general)
    server.faults.next("*", "/channels/**", Status(503))
    assert await refused(sending.send("a")) == (503, 0)
    server.faults.next("POST", "/channels/**", Status(429, retry_after=7, via=False))
    with pytest.raises(discord.HTTPException) as caught:
        await sending.send("b")
    assert (caught.value.status, caught.value.response.headers["Retry-After"]) == (429, "8")
    server.faults.next("POST", "/channels/**", Status(403))
    assert await refused(sending.send("c")) == (403, 0)
    server.faults.next("POST", "/channels/**", Slow(0.2))
    begun = asyncio.get_running_loop().time()
    await sending.send("d")
    assert asyncio.get_running_loop().time() - begun > 0.15
    server.faults.next("POST", "/channels/**", Garbage())
    with pytest.raises(TypeError):
        await sending.send("e")

    assert [message.content for message in general.history] == ["d", "e"]


async def test_chaos_can_be_had_again_with_the_same_dice(server: DiscordServer, ask: Ask) -> None:
    async def statuses() -> list[int]:
        server.faults.chaos(3, 0.5, [Status(500)])
        return [(await ask("GET", "/users/@me"))[0] for _ in range(20)]

    first = await statuses()
    assert first == await statuses()
    assert set(first) == {200, 500}
    server.faults.clear()
    assert (await ask("GET", "/users/@me"))[0] == 200


async def test_the_library_waits_where_it_may_not_ask_more_often(
    server: DiscordServer, general: Channel, bot: Bot
) -> None:
    server.rates.limit("POST /channels/{channel}/messages", 2, 0.5)
    begun = asyncio.get_running_loop().time()

    for number in range(4):
        await here(bot, general).send(str(number))

    assert 0.4 < asyncio.get_running_loop().time() - begun < SOON
    assert server.calls["POST /channels/{channel}/messages"] == 4


async def test_whoever_asks_too_often_is_told_when_to_come_back(
    server: DiscordServer, general: Channel, ask: Ask
) -> None:
    server.rates.limit("POST /channels/{channel}/typing", 1, 5.0)
    await ask("POST", f"/channels/{general.id}/typing")

    status, answer = await ask("POST", f"/channels/{general.id}/typing")

    assert (status, answer["global"], 4 < answer["retry_after"] <= 5) == (429, False, True)
    assert len(server.typing) == 1
    server.rates.everything(1, 5.0)
    assert (await ask("GET", "/users/@me"))[0] == 200
    status, answer = await ask("GET", "/users/@me")
    assert (status, answer["global"]) == (429, True)


async def test_messages_are_changed_and_deleted_and_the_bot_hears_of_it(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    sent = await here(bot, general).send("frist", suppress_embeds=True)
    await sent.edit(content="first")
    theirs = [await mira.say(general, str(number)) for number in range(3)]
    await mira.edit(theirs[0], "nought")
    await mira.delete(theirs[0])
    await mira.delete_many(theirs[1:])
    await sent.delete()

    await eventually(lambda: len(bot.gone) == 4)
    assert bot.gone == [theirs[0].id, theirs[1].id, theirs[2].id, sent.id]
    assert [(edit.message.content, bool(edit.message.edited_at)) for edit in bot.edited] == [
        ("first", True),
        ("nought", True),
    ]
    assert [edit.content for edit in server.edits] == ["first"]
    assert server.deleted == [(general.id, sent.id)]


async def test_what_belongs_to_others_is_not_the_bots_to_change(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot, guild: Community
) -> None:
    theirs = await (await bot.fetch_channel(general.id)).fetch_message((await mira.say(general, "mine")).id)  # type: ignore[union-attr]
    private = await mira.write("mine, too")
    await eventually(lambda: len(bot.heard) == 2)

    assert await refused(theirs.edit(content="yours")) == (403, 50005)
    assert await refused(theirs.delete()) == (403, 50013)
    assert await refused(bot.heard[1].delete()) == (403, 50003)
    guild.allow(general, server.bot, "manage_messages")
    await theirs.delete()
    assert await refused(theirs.delete()) == (404, 10008)
    assert private.id in private.channel.messages


async def test_reactions_are_put_and_taken_away(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    message = await mira.say(general, "hello")
    await mira.react(message, "👍")
    await eventually(lambda: bot.heard)
    await bot.heard[0].add_reaction("👀")
    await bot.heard[0].add_reaction("👀")
    await bot.heard[0].remove_reaction("👀", discord.Object(BOT_ID))
    await mira.unreact(message, "👍")

    await eventually(lambda: len(bot.reacted) == 4)
    assert bot.reacted == [
        ("put", mira.id, "👍"),
        ("put", BOT_ID, "👀"),
        ("taken", BOT_ID, "👀"),
        ("taken", mira.id, "👍"),
    ]
    assert await refused(bot.heard[0].remove_reaction("👀", discord.Object(BOT_ID))) == (404, 10014)
    assert server.reactions[-1] == (general.id, message.id, "👀", False)


async def test_history_is_read_from_either_end(general: Channel, mira: Person, bot: Bot) -> None:
    written = [await mira.say(general, str(number), ago=100 - number) for number in range(7)]
    there = here(bot, general)

    async def texts(**options: Any) -> str:  # noqa: ANN401 - the library's own
        return "".join([message.content async for message in there.history(**options)])

    assert await texts() == "6543210"
    assert await texts(limit=2) == "65"
    assert await texts(before=discord.Object(written[3].id)) == "210"
    assert await texts(after=discord.Object(written[3].id)) == "456"
    assert await texts(after=discord.Object(written[0].id), limit=3) == "123"
    assert await texts(around=discord.Object(written[3].id), limit=3) == "432"


@pytest.mark.parametrize(
    ("denied", "asked", "answer"),
    [
        ("view_channel", "POST /channels/{channel}/messages", (403, 50001)),
        ("view_channel", "GET /channels/{channel}", (403, 50001)),
        ("send_messages", "POST /channels/{channel}/messages", (403, 50013)),
        ("send_messages", "POST /channels/{channel}/typing", (403, 50013)),
        ("embed_links", "POST /channels/{channel}/messages {embed}", (403, 50013)),
        ("add_reactions", "PUT /channels/{channel}/messages/{message}/reactions/👀/@me", (403, 50013)),
        ("read_message_history", "GET /channels/{channel}/messages/{message}", (403, 50001)),
        ("read_message_history", "POST /channels/{channel}/messages {reply}", (403, 160002)),
        ("create_public_threads", "POST /channels/{channel}/messages/{message}/threads", (403, 50013)),
        ("send_messages_in_threads", "POST /channels/{thread}/messages", (403, 50013)),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    server: DiscordServer, guild: Community, general: Channel, mira: Person, ask: Ask,
    denied: str, asked: str, answer: tuple[int, int],
) -> None:  # fmt: skip
    message = await mira.say(general, "hello")
    thread = await mira.open_thread(general, "aside")
    guild.deny(general, guild.bot_role, denied)
    method, path, *form = asked.split()
    forms = {
        "{embed}": {"content": "hi", "embeds": [{"title": "t"}]},
        "{reply}": {"content": "hi", "message_reference": {"message_id": str(message.id)}},
    }
    sent = forms[form[0]] if form else {"name": "thread"} if path.endswith("threads") else {"content": "hi"}

    path = path.format(channel=general.id, message=message.id, thread=thread.id)
    status, body = await ask(method, path, None if method in ("GET", "PUT") else sent if "typing" not in path else None)

    assert (status, body["code"]) == answer
    assert server.violations == []


async def test_history_that_may_not_be_read_is_empty(
    guild: Community, general: Channel, mira: Person, ask: Ask
) -> None:
    await mira.say(general, "hello")
    guild.deny(general, guild.everyone, "read_message_history")
    assert await ask("GET", f"/channels/{general.id}/messages") == (200, [])

    guild.allow(general, guild.bot_role, "read_message_history")
    assert len((await ask("GET", f"/channels/{general.id}/messages"))[1]) == 1


async def test_what_the_bot_does_not_see_it_does_not_hear(
    server: DiscordServer, guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    hidden = guild.text("hidden")
    guild.deny(hidden, guild.everyone, "view_channel")
    await mira.say(hidden, "psst")
    guild.time_out(server.bot, 60)
    await mira.say(general, "aloud")
    await eventually(lambda: bot.texts() == ["aloud"])

    assert await refused(here(bot, general).send("hi")) == (403, 50013)
    server.clock.forward(61)
    await here(bot, general).send("hi")


async def test_who_closed_their_private_messages_is_not_written_to(
    server: DiscordServer, bot: Bot, mira: Person
) -> None:
    user = await bot.fetch_user(mira.id)
    first, second = await bot.create_dm(user), await bot.create_dm(discord.Object(mira.id))
    assert first.id == second.id == mira.private.id

    mira.private_refusal = 50007
    assert await refused(first.send("hi")) == (403, 50007)
    assert await refused(bot.create_dm(discord.Object(5))) == (400, 50033)


async def test_slow_mode_is_for_bots_where_a_test_wants_it(
    server: DiscordServer, guild: Community, general: Channel, ask: Ask
) -> None:
    guild.slow_down(general, 30)
    path = f"/channels/{general.id}/messages"
    for _ in range(2):
        assert (await ask("POST", path, {"content": "hi"}))[0] == 200

    server.messages.slow_mode_counts_for_bots = True
    status, answer = await ask("POST", path, {"content": "hi"})
    assert (status, answer["code"], 29 < answer["retry_after"] <= 30) == (429, 20016, True)
    server.clock.forward(30)
    assert (await ask("POST", path, {"content": "hi"}))[0] == 200


async def test_members_and_people_are_looked_up(
    server: DiscordServer, guild: Community, mira: Person, bot: Bot
) -> None:
    stranger = server.person("Jonas")

    member = await bot.guilds[0].fetch_member(mira.id)

    assert [role.name for role in member.roles] == ["@everyone", "Patrons"]
    assert await refused(bot.guilds[0].fetch_member(stranger.id)) == (404, 10007)
    assert await refused(bot.guilds[0].fetch_member(5)) == (404, 10013)
    assert await refused(bot.fetch_user(5)) == (404, 10013)
    guild.take(mira, guild.role("Patrons"))
    assert len((await bot.guilds[0].fetch_member(mira.id)).roles) == 1
    assert [each.name async for each in bot.fetch_guilds()] == ["Harbour"]


async def test_the_bot_is_put_out_and_asked_in(guild: Community, general: Channel, bot: Bot) -> None:
    guild.remove(bot_of(guild))
    await eventually(lambda: not bot.guilds)
    assert await refused(here(bot, general).send("hi")) == (404, 10003)
    assert await refused(bot.fetch_guild(guild.id)) == (404, 10004)

    guild.invite()
    await eventually(lambda: bot.guilds)
    assert (await bot.fetch_guild(guild.id)).name == "Harbour"


def bot_of(guild: Community) -> Any:  # noqa: ANN401
    return guild.members[BOT_ID].user


async def test_a_bot_is_told_also_of_the_channels_that_it_does_not_see(
    server: DiscordServer, guild: Community, general: Channel, bot: Bot
) -> None:
    guild.deny(general, guild.everyone, "view_channel")
    seen = bot.guilds[0]
    await eventually(lambda: not seen.text_channels[0].permissions_for(seen.me).view_channel)
    await server.gateway.close(4000)
    server.gateway.lose_sessions()

    await eventually(lambda: len(server.gateway.identifies) == 2)
    # It is ready from before until the new session has begun, of which it knows another object.
    await eventually(lambda: bot.guilds and bot.guilds[0] is not seen)
    again = bot.guilds[0]
    await eventually(lambda: [channel.name for channel in again.channels] == ["general"])
    guild.permit(guild.bot_role, "administrator")
    await eventually(lambda: again.text_channels[0].permissions_for(again.me).view_channel)
    guild.forbid(guild.bot_role, "administrator")
    await eventually(lambda: not seen.text_channels[0].permissions_for(seen.me).view_channel)


async def test_a_guild_that_cannot_be_reached_comes_back(guild: Community, bot: Bot) -> None:
    guild.go_down()
    await eventually(lambda: bot.guilds[0].unavailable)
    guild.invite()
    await eventually(lambda: not bot.guilds[0].unavailable)


async def test_an_update_need_not_be_an_edit(general: Channel, mira: Person, bot: Bot) -> None:
    message = await mira.say(general, "https://example.org/")
    await mira.unfurl(message, "A page")

    await eventually(lambda: bot.edited)
    changed = bot.edited[0].message
    assert (changed.embeds[0].title, changed.edited_at, changed.content) == ("A page", None, message.content)


async def test_nobody_is_called_by_a_change(server: DiscordServer, general: Channel, mira: Person, bot: Bot) -> None:
    sent = await here(bot, general).send("hello")
    changed = await sent.edit(content=f"hello {mira.mention}")

    assert [user.id for user in changed.mentions] == [mira.id]
    assert server.edits[0].pinged == ()


async def test_a_request_that_hangs_is_not_carried_out(server: DiscordServer, general: Channel, ask: Ask) -> None:
    server.faults.next("POST", "/channels/…/messages", Hang())
    with pytest.raises(TimeoutError):
        await ask(
            "POST", f"/channels/{general.id}/messages", {"content": "x"}, timeout=aiohttp.ClientTimeout(total=0.2)
        )  # fmt: skip
    assert general.messages == {}


ABOUT = {"id": 0, "filename": "voice-message.ogg", "duration_secs": 1.0, "waveform": "AAAA"}


def form_of_parts(
    form: object, *files: tuple[str, bytes], kind: str = "audio/ogg", payload: str = "payload_json"
) -> aiohttp.FormData:
    body = aiohttp.FormData(quote_fields=False)
    body.add_field(payload, json.dumps(form))
    for name, content in files:
        body.add_field(name, content, filename="voice-message.ogg", content_type=kind)
    return body


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("recorded") / "tone.ogg", 1.0)


@pytest.fixture(scope="module")
def tone(recording: Path) -> bytes:
    return recording.read_bytes()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 0),
        ({"content": "x"}, 50159),
        ({"embeds": [{"description": "x"}]}, 50159),
        ({"attachments": []}, 50161),
        *(
            ({"attachments": [{**ABOUT, key: value}]}, 50161)
            for key, value in [
                ("duration_secs", None), ("duration_secs", 0), ("duration_secs", "1"), ("waveform", None),
                ("waveform", ""), ("waveform", "?"), ("waveform", base64.b64encode(bytes(257)).decode()),
            ]
        ),
    ],
)  # fmt: skip
async def test_a_voice_message_has_nothing_but_a_voice(
    server: DiscordServer, general: Channel, ask: Ask, tone: bytes, form: dict[str, Any], code: int
) -> None:
    said = {"flags": 1 << 13, "attachments": [ABOUT]} | form

    status, answer = await ask("POST", f"/channels/{general.id}/messages", data=form_of_parts(said, ("files[0]", tone)))

    assert (status, answer.get("code", 0)) == (400 if code else 200, code)
    assert [message.attachments[0].content for message in general.history] == ([] if code else [tone])
    assert len(server.violations) == bool(code)


async def test_a_voice_message_is_one_recording_that_is_said_to_be_one(
    server: DiscordServer, general: Channel, ask: Ask, tone: bytes
) -> None:
    path, said = f"/channels/{general.id}/messages", {"flags": 1 << 13, "attachments": [ABOUT]}
    several = {**said, "attachments": [ABOUT, {**ABOUT, "id": 1}]}

    codes = [
        (await ask("POST", path, data=data))[1]["code"]
        for data in (
            form_of_parts(several, ("files[0]", tone), ("files[1]", tone)),
            form_of_parts(said, ("files[0]", b"ID3\x04" + bytes(500))),
            form_of_parts(said, ("files[0]", tone[:-1])),
            form_of_parts(said, ("files[0]", tone.replace(b"OpusHead", b"OpusHeap"))),
            form_of_parts(said, ("files[0]", tone), kind="application/octet-stream"),
        )
    ]

    assert codes == [50160, 50160, 50160, 50160, 50161]
    assert general.messages == {}


async def test_who_may_not_send_voice_messages_or_files_is_told(
    server: DiscordServer, guild: Community, general: Channel, ask: Ask, tone: bytes
) -> None:
    said = {"flags": 1 << 13, "attachments": [ABOUT]}
    answers = []
    for permission in ("send_voice_messages", "attach_files"):
        guild.deny(general, server.bot, permission)
        data = form_of_parts(said, ("files[0]", tone))
        status, answer = await ask("POST", f"/channels/{general.id}/messages", data=data)
        answers.append((status, answer["code"]))

    assert answers == [(403, 50173), (403, 50013)]
    assert server.violations == []


async def test_a_voice_message_cannot_be_edited_and_a_large_file_not_be_sent(
    server: DiscordServer, general: Channel, ask: Ask, tone: bytes
) -> None:
    path = f"/channels/{general.id}/messages"
    said = {"flags": 1 << 13, "attachments": [ABOUT]}
    _, sent = await ask("POST", path, data=form_of_parts(said, ("files[0]", tone)))

    _, edited = await ask("PATCH", f"{path}/{sent['id']}", {"content": "x"})
    status, large = await ask("POST", path, data=form_of_parts({}, ("files[0]", bytes(10 * 1024 * 1024 + 1))))

    assert (edited["code"], status, large["code"]) == (50162, 413, 40005)
    assert len(server.violations) == 1
    [record_of_it] = server.sent
    assert record_of_it.voice
    assert (record_of_it.files, record_of_it.attachments[0].content) == (("voice-message.ogg",), tone)


@pytest.mark.parametrize(
    ("form", "names", "payload"),
    [
        ({"attachments": [ABOUT]}, (), "payload_json"),
        ({"attachments": [{**ABOUT, "id": 1}]}, ("files[0]",), "payload_json"),
        ({"attachments": [ABOUT]}, ("files[0]", "files[1]"), "payload_json"),
        ({"attachments": [ABOUT]}, ("files[0]", "files[0]"), "payload_json"),
        ({"attachments": [{**ABOUT, "colour": 1}]}, ("files[0]",), "payload_json"),
        ({"attachments": [ABOUT]}, ("file",), "payload_json"),
        ({"attachments": [ABOUT]}, ("files[0]",), "payload"),
    ],
)
async def test_what_comes_in_parts_belongs_together(
    server: DiscordServer, general: Channel, ask: Ask, form: object, names: tuple[str, ...], payload: str
) -> None:
    body = form_of_parts(form, *((name, b"cat") for name in names), payload=payload)

    status, _ = await ask("POST", f"/channels/{general.id}/messages", data=body)

    assert status == 400
    assert len(server.violations) == 1


async def test_an_address_of_a_file_is_signed_and_holds_for_a_day(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot, recording: Path, tone: bytes
) -> None:
    said = await mira.speak(general, recording, waveform=b"\x10\xff")
    await eventually(lambda: bot.heard)
    [file] = bot.heard[0].attachments
    assert bot.heard[0].flags.voice
    assert (file.filename, file.content_type, file.duration) == ("voice-message.ogg", "audio/ogg", 1.0)
    assert (file.waveform, await file.read()) == (b"\x10\xff", tone)

    async def status(address: str) -> int:
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status

    assert await status(file.url.partition("?")[0]) == 404
    assert await status(file.url.replace("ex=", "ex=f")) == 404
    server.expire_links()
    assert await status(file.url) == 404
    again = (await here(bot, general).fetch_message(said.id)).attachments[0]
    assert await status(again.url) == 200
    server.clock.forward(24 * 60 * 60 + 1)
    assert await status(again.url) == 404
    assert await status(said.attachments[0].url) == 200


async def test_who_may_not_speak_in_a_channel_does_not(
    guild: Community, general: Channel, mira: Person, recording: Path
) -> None:
    guild.deny(general, mira, "send_voice_messages")
    with pytest.raises(AssertionError, match="may not speak there"):
        await mira.speak(general, recording)


async def test_the_limits_of_discord_can_be_had(server: DiscordServer, general: Channel, ask: Ask) -> None:
    server.rates.as_discord()
    statuses = [(await ask("POST", f"/channels/{general.id}/messages", {"content": "x"}))[0] for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    other = server.guild("Harbour").text("other")
    assert (await ask("POST", f"/channels/{other.id}/messages", {"content": "x"}))[0] == 200


# Threads


async def test_a_thread_has_the_number_of_its_message_and_there_is_one(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    asked = await mira.say(general, "why?")
    await eventually(lambda: bot.heard)

    thread = await bot.heard[0].create_thread(name="Why")
    await thread.send("because")
    await mira.say(server.threads[0], "I see")

    await eventually(lambda: bot.texts() == ["why?", "", "I see"])
    assert (thread.id, thread.owner_id, thread.parent_id) == (asked.id, BOT_ID, general.id)
    starter = bot.heard[1]
    assert starter.type is discord.MessageType.thread_starter_message
    assert starter.reference
    assert starter.reference.resolved == bot.heard[0]
    assert isinstance(bot.heard[-1].channel, discord.Thread)
    assert await refused(bot.heard[0].create_thread(name="Again")) == (400, 160004)
    assert (await here(bot, general).fetch_message(asked.id)).flags.has_thread


async def test_an_archived_thread_wakes_up_when_somebody_writes_unless_it_is_locked(
    general: Channel, mira: Person, bot: Bot
) -> None:
    thread = await mira.open_thread(general, "aside")
    await mira.change_thread(thread, archived=True)
    await eventually(lambda: bot.guilds[0].get_thread(thread.id) is None)

    sent = await here(bot, thread).send("still there?")
    await eventually(lambda: bot.guilds[0].get_thread(thread.id))

    await mira.change_thread(thread, archived=True, locked=True)
    assert await refused(here(bot, thread).send("and now?")) == (400, 50083)
    assert await refused(sent.edit(content="?")) == (400, 50083)
    assert await refused(sent.add_reaction("👀")) == (400, 50083)
    await mira.change_thread(thread, archived=False, locked=True)
    assert await refused(here(bot, thread).send("and now?")) == (400, 160005)


async def test_a_forum_has_posts_and_nothing_else(
    server: DiscordServer, guild: Community, mira: Person, bot: Bot
) -> None:
    forum = guild.forum("help")
    post = await mira.open_post(forum, "It is broken", "What now?", mentions=[server.bot])

    await eventually(lambda: bot.heard)
    (heard,) = bot.heard
    assert isinstance(heard.channel, discord.Thread)
    assert (heard.id, heard.channel.name, heard.channel.parent_id) == (post.id, "It is broken", forum.id)
    assert [user.id for user in heard.mentions] == [BOT_ID]
    assert await refused(here(bot, forum).send("hi")) == (400, 50008)
    seen = bot.get_channel(forum.id)
    assert isinstance(seen, discord.ForumChannel)
    opened = await seen.create_thread(name="Mine", content="look")
    assert (opened.thread.id, server.sent[-1].content) == (opened.message.id, "look")
    assert {thread.name for thread in await bot.guilds[0].active_threads()} == {"It is broken", "Mine"}


async def test_an_answer_to_what_is_gone_is_refused_unless_that_does_not_matter(
    general: Channel, mira: Person, bot: Bot
) -> None:
    asked = await mira.say(general, "why?")
    await mira.delete(asked)
    reference = discord.MessageReference(message_id=asked.id, channel_id=general.id)

    with pytest.raises(discord.HTTPException, match="Unknown message") as caught:
        await here(bot, general).send("because", reference=reference)
    assert (caught.value.status, caught.value.code) == (400, 50035)

    reference.fail_if_not_exists = False
    assert (await here(bot, general).send("because", reference=reference)).reference is None


async def test_the_bot_changes_and_joins_threads_as_far_as_it_may(
    server: DiscordServer, guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    theirs = await mira.open_thread(general, "aside")
    seen = await bot.fetch_channel(theirs.id)
    assert isinstance(seen, discord.Thread)
    await seen.join()
    assert theirs.thread
    assert BOT_ID in theirs.thread.members
    assert await refused(seen.edit(name="mine")) == (403, 50013)
    guild.permit(guild.bot_role, "manage_threads")
    await seen.edit(locked=True, archived=True)

    assert (theirs.thread.locked, theirs.thread.archived) == (True, True)
    parent = bot.guilds[0].get_channel(general.id)
    assert isinstance(parent, discord.TextChannel)
    assert [thread.name async for thread in parent.archived_threads()] == ["aside"]
    await here(bot, theirs).send("with permission")
    own = await parent.create_thread(name="own", type=discord.ChannelType.public_thread)
    await own.edit(name="renamed", archived=True)
    assert [(thread.name, thread.id) for thread in server.threads] == [("renamed", own.id)]
    private = await parent.create_thread(name="secret")
    assert server.threads[1].type == 12
    await mira.say(server.threads[1], "psst")
    await eventually(lambda: bot.texts() == ["psst"])
    assert private.id == server.threads[1].id


async def test_a_private_thread_is_not_for_the_bot(general: Channel, mira: Person, bot: Bot) -> None:
    world = mira.scene.world
    thread = world.open_thread(general, mira, "secret", type=12)
    await mira.say(thread, "psst")
    await mira.say(general, "aloud")

    await eventually(bot.texts)
    assert bot.texts() == ["aloud"]
    assert await refused(here(bot, thread).send("hi")) == (403, 50001)


async def test_single_members_are_asked_for_at_the_gateway_and_all_of_them_are_not(
    server: DiscordServer, guild: Community, mira: Person, bot: Bot
) -> None:
    found = await bot.guilds[0].query_members(user_ids=[mira.id, 5])
    assert [member.id for member in found] == [mira.id]

    said = [IDENTIFY, {"op": 8, "d": {"guild_id": str(guild.id), "query": "", "limit": 0}}]
    assert await conversation(server, *said) == 4014
    assert server.violations.pop() == "gateway: all members asked for without the intent"


async def test_a_channel_that_is_deleted_takes_its_threads_along(
    guild: Community, general: Channel, mira: Person, bot: Bot
) -> None:
    thread = await mira.open_thread(general, "aside")
    guild.delete(general)

    await eventually(lambda: not bot.guilds[0].channels)
    assert await refused(here(bot, general).send("hi")) == (404, 10003)
    assert await refused(here(bot, thread).send("hi")) == (404, 10003)


# Interactions


COMMANDS: list[dict[str, Any]] = [
    {
        "type": 1, "name": "ask", "description": "Ask", "name_localizations": {"de": "fragen"},
        "options": [{"type": 3, "name": "question", "description": "What", "required": True, "max_length": 50}],
        "contexts": [0, 1], "integration_types": [0],
    },
    {"type": 3, "name": "Ask the twin"},
]  # fmt: skip


@pytest.fixture
async def answering(server: DiscordServer, bot: Bot) -> Bot:
    """The library with two commands."""
    await bot.http.bulk_upsert_global_commands(BOT_ID, COMMANDS)
    return bot


async def came(bot: Bot, number: int = 1) -> discord.Interaction:
    await eventually(lambda: len(bot.interactions) == number)
    return bot.interactions[-1]


async def test_a_command_is_answered_at_once(
    server: DiscordServer, general: Channel, mira: Person, answering: Bot
) -> None:
    asked = await mira.ask("/ask", general, question="why?")
    interaction = await came(answering)
    await interaction.response.send_message("because", ephemeral=True)

    await asked.settled()
    assert (asked.text, asked.original and asked.original.ephemeral) == ("because", True)
    assert isinstance(interaction.user, discord.Member)
    assert interaction.data == {
        "id": server.commands.all()[0]["id"], "name": "ask", "type": 1,
        "options": [{"name": "question", "type": 3, "value": "why?"}],
    }  # fmt: skip
    assert (server.sent[0].interaction, server.sent[0].ephemeral) == (asked.id, True)
    assert general.history == []
    assert asked.original
    assert await refused(here(answering, general).fetch_message(asked.original.id)) == (404, 10008)
    assert interaction.permissions.send_messages
    await asyncio.sleep(0)
    assert answering.heard == []


async def test_a_deferred_answer_is_filled_by_the_first_follow_up(
    server: DiscordServer, general: Channel, mira: Person, answering: Bot
) -> None:
    asked = await mira.ask("/ask", general, question="why?")
    interaction = await came(answering)
    await interaction.response.defer(thinking=True)
    waiting = await interaction.original_response()
    assert (asked.thinking, waiting.flags.loading) == (True, True)

    first = await interaction.followup.send("because", wait=True)
    second = await interaction.followup.send("and so", wait=True)

    assert (first.id, first.flags.loading, first.content) == (waiting.id, False, "because")
    assert second.id != first.id
    assert [message.content for message in general.history] == ["because", "and so"]
    assert [sent.content for sent in server.sent] == ["because", "and so"]
    await eventually(lambda: [edit.message.content for edit in answering.edited] == ["because"])
    assert answering.heard[0].flags.loading
    assert answering.heard[0].interaction_metadata


async def test_a_deferred_answer_is_filled_by_changing_it_and_taken_away(
    server: DiscordServer, mira: Person, answering: Bot
) -> None:
    asked = await mira.ask("/ask", question="why?")
    interaction = await came(answering)
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content="because")
    await interaction.edit_original_response(content="or not")
    await interaction.delete_original_response()

    assert ([one.content for one in server.sent], [one.content for one in server.edits]) == (["because"], ["or not"])
    assert mira.private.history == []
    assert await refused(interaction.edit_original_response(content="still?")) == (404, 10008)
    assert interaction.context.dm_channel
    assert asked.callback == 5


async def test_an_interaction_is_answered_once_and_in_time(
    server: DiscordServer, general: Channel, mira: Person, answering: Bot
) -> None:
    server.interactions.patience = 0.3
    asked = await mira.ask("/ask", general, question="why?")
    interaction = await came(answering)
    await interaction.response.send_message("because")
    again = answering.interactions[0].__class__(data=payload_of(server, asked), state=answering._connection)
    assert await refused(again.response.send_message("again")) == (400, 40060)

    late = await mira.ask("/ask", general, question="and?")
    interaction = await came(answering, 2)
    await late.settled()
    assert server.failed_interactions == [late]
    assert await refused(interaction.response.send_message("sorry")) == (404, 10062)


def payload_of(server: DiscordServer, interaction: Interaction) -> Any:  # noqa: ANN401
    return server.interactions._payload(interaction)


@pytest.mark.parametrize(("as_", "answer"), [(50027, (401, 50027)), (10015, (404, 10015))])
async def test_a_token_is_worth_something_for_a_quarter_of_an_hour(
    server: DiscordServer, general: Channel, mira: Person, answering: Bot, as_: int, answer: tuple[int, int]
) -> None:
    server.interactions.expired_as = as_
    await mira.ask("/ask", general, question="why?")
    interaction = await came(answering)
    await interaction.response.defer(thinking=True)

    server.clock.forward(14 * 60)
    await interaction.edit_original_response(content="because")
    server.clock.forward(61)
    assert await refused(interaction.edit_original_response(content="or not")) == answer
    assert await refused(interaction.followup.send("more")) == answer


async def test_what_was_not_answered_has_no_further_messages(general: Channel, mira: Person, answering: Bot) -> None:
    await mira.ask("/ask", general, question="why?")
    interaction = await came(answering)

    assert await refused(interaction.followup.send("hi")) == (404, 10015)
    await interaction.response.send_message("hi")


async def test_a_command_of_a_message_brings_the_message(general: Channel, mira: Person, answering: Bot) -> None:
    message = await mira.say(general, "what is that?")
    await mira.use("Ask the twin", message)

    interaction = await came(answering)
    assert interaction.data
    assert interaction.data["resolved"]["messages"][str(message.id)]["content"] == "what is that?"  # type: ignore[typeddict-item]
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.followup.send("a cat")
    assert general.history == [message]


class Form(discord.ui.Modal, title="Write"):
    """A form with one field."""

    answer: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Answer", default="draft", max_length=20)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"written: {self.answer.value}", view=None)


class Buttons(discord.ui.View):
    """One button that opens the form, and one that is slow."""

    @discord.ui.button(label="Write", custom_id="write")
    async def write(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Wait", custom_id="wait")
    async def wait_(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="waited")


async def test_buttons_open_forms_which_change_the_message(
    server: DiscordServer, general: Channel, mira: Person, bot: Bot
) -> None:
    sent = await here(bot, general).send("press", view=Buttons())
    message = general.messages[sent.id]

    opened = await (await mira.press(message, "Write")).settled()
    assert opened.modal
    submitted = await (await mira.submit(opened, "hello")).settled()

    assert submitted.callback == 7
    assert (message.content, message.buttons, message.before) == ("written: hello", [], ["press"])
    assert server.sent[0].buttons == ["Write", "Wait"]
    with pytest.raises(AssertionError):
        await mira.submit(opened, "x" * 21)


async def test_a_button_that_takes_its_time_changes_its_message_later(general: Channel, mira: Person, bot: Bot) -> None:
    sent = await here(bot, general).send("press", view=Buttons())

    pressed = await (await mira.press(general.messages[sent.id], 2)).settled()

    await eventually(lambda: general.messages[sent.id].content == "waited")
    assert (pressed.callback, pressed.text) == (6, None)


async def test_people_use_only_what_they_are_shown(mira: Person, general: Channel, answering: Bot) -> None:
    with pytest.raises(AssertionError, match="nobody sees"):
        await mira.ask("/nothing", general)
    with pytest.raises(AssertionError, match="must be given"):
        await mira.ask("/ask", general)
    with pytest.raises(AssertionError, match="too long"):
        await mira.ask("/ask", general, question="?" * 51)
    mira.locale = "de"
    assert (await mira.ask("/fragen", general, question="?")).data["name"] == "ask"


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({"type": 7, "data": {"content": "x"}}, "callback 7"),
        ({"type": 1}, "callback 1"),
        ({"type": 4, "data": {"content": ""}}, "empty"),
        ({"type": 4, "data": {"content": "x", "nonce": "1"}}, "unknown"),
        ({"type": 4, "data": {"content": "x", "flags": 1 << 5}}, "flags"),
        ({"type": 5, "data": {"content": "x"}}, "unknown"),
        ({"type": 9, "data": {"custom_id": "a", "title": "t" * 46, "components": [{}]}}, "title"),
        ({"type": 9, "data": {"custom_id": "a", "title": "t", "components": []}}, "components"),
        ({"type": 4, "data": {"content": "x"}, "more": 1}, "unknown"),
    ],
)
async def test_an_interaction_is_answered_as_it_must_be(
    server: DiscordServer, mira: Person, general: Channel, ask: Ask, form: object, what: str
) -> None:
    await ask("PUT", f"/applications/{BOT_ID}/commands", COMMANDS)
    asked = await mira.ask("/ask", general, question="?")

    status, _ = await ask("POST", f"/interactions/{asked.id}/{asked.token}/callback", form)

    assert status == 400
    assert what in server.violations[0]
    assert not asked.acknowledged


async def test_commands_keep_their_numbers_and_are_shown_with_their_languages(server: DiscordServer, ask: Ask) -> None:
    path = f"/applications/{BOT_ID}/commands"
    _, first = await ask("PUT", path, COMMANDS)
    _, second = await ask("PUT", path, COMMANDS)

    assert [each["id"] for each in first] == [each["id"] for each in second]
    assert first[0]["version"] != second[0]["version"]
    assert "name_localizations" not in (await ask("GET", path))[1][0]
    _, shown = await ask("GET", f"{path}?with_localizations=true")
    assert shown[0]["name_localizations"] == {"de": "fragen"}
    assert (await ask("DELETE", f"{path}/{first[0]['id']}"))[0] == 204
    assert [each["name"] for each in server.commands.all()] == ["Ask the twin"]
    assert (await ask("GET", "/applications/5/commands"))[1]["code"] == 10002


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Ask"}, {"name": "a b"}, {"name": ""}, {"name": "a" * 33}, {"description": ""},
        {"description": "d" * 101}, {"name_localizations": {"xx": "ask"}}, {"name_localizations": {"de": "Fragen"}},
        {"contexts": [3]}, {"integration_types": []}, {"unknown": 1}, {"type": 3}, {"type": 9},
        {"options": [{"type": 3, "name": "q", "description": "d", "max_length": 0}]},
        {"options": [{"type": 4, "name": "q", "description": "d", "max_length": 9}]},
        {"options": [{"type": 99, "name": "q", "description": "d"}]},
        {"options": [{"type": 3, "name": "q", "description": "d"}] * 2},
        {"options": [
            {"type": 3, "name": "a", "description": "d"},
            {"type": 3, "name": "b", "description": "d", "required": True},
        ]},
    ],
)  # fmt: skip
async def test_commands_that_discord_does_not_take_are_violations(
    server: DiscordServer, ask: Ask, changes: dict[str, Any]
) -> None:
    command = {"type": 1, "name": "ask", "description": "Ask"} | changes

    assert (await ask("PUT", f"/applications/{BOT_ID}/commands", [command]))[0] == 400
    assert len(server.violations) == 1
    assert server.commands.all() == []


class Labelled(discord.ui.Modal, title="Write"):
    """A form of the newer kind, with a text between its fields."""

    note: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Be kind.")
    answer: discord.ui.Label[Any] = discord.ui.Label(
        text="Answer", component=discord.ui.TextInput(style=discord.TextStyle.paragraph, required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.answer.component, discord.ui.TextInput)
        await interaction.response.send_message(f"<{self.answer.component.value}>")


class Choices(discord.ui.View):
    """A list to choose from."""

    @discord.ui.select(options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two")])
    async def chosen(self, interaction: discord.Interaction, chosen: discord.ui.Select["Choices"]) -> None:
        await (interaction.response.send_modal(Labelled()) if chosen.values == ["1"] else interaction.response.defer())


async def test_a_choice_opens_a_form_with_labels_that_may_stay_empty(
    server: DiscordServer, mira: Person, bot: Bot
) -> None:
    sent = await (await bot.create_dm(discord.Object(mira.id))).send("choose", view=Choices())
    chosen = await (await mira.choose(mira.private.messages[sent.id], "1")).settled()

    first = await (await mira.submit(chosen, "a text")).settled()
    chosen = await (await mira.choose(mira.private.messages[sent.id], "1")).settled()
    second = await (await mira.submit(chosen)).settled()

    assert (first.text, second.text) == ("<a text>", "<>")
    with pytest.raises(AssertionError, match="fewer fields"):
        await mira.submit(chosen, "one", "two")


BUTTON = {"type": 2, "style": 1, "label": "b", "custom_id": "b"}
FIELD = {"type": 4, "custom_id": "f", "style": 1, "label": "Field"}
PLAIN = {key: value for key, value in FIELD.items() if key != "label"}
LABEL = {"type": 18, "label": "Field", "component": PLAIN}


def form_of(*parts: object) -> dict[str, object]:
    return {"custom_id": "form", "title": "Form", "components": list(parts)}


def in_a_row(*parts: object) -> dict[str, object]:
    return {"type": 1, "components": list(parts)}


@pytest.mark.parametrize("good", [in_a_row(FIELD), LABEL, {**LABEL, "description": "d"}])
def test_forms_that_discord_takes(good: dict[str, object]) -> None:
    check_modal(form_of(good, {"type": 10, "content": "text"}))


@pytest.mark.parametrize(
    "bad",
    [
        form_of(),
        form_of(*[in_a_row({**FIELD, "custom_id": str(n)}) for n in range(6)]),
        form_of(in_a_row(FIELD), in_a_row(FIELD)),
        form_of(in_a_row(FIELD, {**FIELD, "custom_id": "g"})),
        form_of(in_a_row(BUTTON)),
        form_of(BUTTON),
        form_of(in_a_row(PLAIN)),
        form_of(in_a_row({**FIELD, "label": "l" * 46})),
        form_of(in_a_row({**FIELD, "value": "v" * 4001})),
        form_of(in_a_row({**FIELD, "value": "vvv", "max_length": 2})),
        form_of(in_a_row({**FIELD, "min_length": 3, "max_length": 2})),
        form_of(in_a_row({**FIELD, "max_length": 4001})),
        form_of(in_a_row({**FIELD, "placeholder": "p" * 101})),
        form_of(in_a_row({**FIELD, "style": 3})),
        form_of(in_a_row({**FIELD, "colour": 3})),
        form_of({**LABEL, "component": FIELD}),
        form_of({**LABEL, "label": ""}),
        form_of({**LABEL, "description": "d" * 101}),
        {**form_of(LABEL), "title": "t" * 46},
        {**form_of(LABEL), "custom_id": ""},
        {**form_of(LABEL), "more": 1},
    ],
)
def test_forms_that_discord_does_not_take(bad: dict[str, object]) -> None:
    with pytest.raises(Violation):
        check_modal(bad)


OPTION = {"label": "One", "value": "1"}
SELECT = {"type": 3, "custom_id": "s", "options": [OPTION]}


@pytest.mark.parametrize(
    "bad",
    [
        {**SELECT, "options": []},
        {**SELECT, "options": [OPTION, OPTION]},
        {**SELECT, "options": [{**OPTION, "value": str(n)} for n in range(26)]},
        {**SELECT, "options": [{**OPTION, "label": "l" * 101}]},
        {**SELECT, "options": [{**OPTION, "description": "d" * 101}]},
        {**SELECT, "placeholder": "p" * 151},
        {**SELECT, "options": [{**OPTION, "more": 1}]},
    ],
)
def test_lists_that_discord_does_not_take(bad: dict[str, object]) -> None:
    check_components([in_a_row(SELECT)])
    with pytest.raises(Violation):
        check_components([in_a_row(bad)])
    with pytest.raises(Violation):
        check_components([in_a_row(SELECT, FIELD)])


# Strictness


def rows(*parts: object) -> dict[str, object]:
    return {"content": "x", "components": [{"type": 1, "components": list(parts)}]}


@pytest.mark.parametrize(
    ("form", "code", "what"),
    [
        ({"content": "x" * 2001}, 50035, "content: Must be 2000 or fewer"),
        ({"content": ""}, 50006, "empty"),
        ({"content": "  \n "}, 50006, "empty"),
        ({}, 50006, "empty"),
        ({"content": 5}, 50035, "content: Could not interpret as string"),
        ({"content": "\ud83d"}, 50035, "Lone surrogates"),
        ({"content": "x", "text": "y"}, 50035, "unknown ['text']"),
        ({"content": "x", "nonce": "n" * 26}, 50035, "nonce"),
        ({"content": "x", "enforce_nonce": True}, 50035, "nonce"),
        ({"content": "x", "flags": 64}, 50035, "flags 64"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["5"]}}, 50035, "mutually exclusive"),
        ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, 50035, "allowed_mentions.parse"),
        ({"content": "x", "allowed_mentions": {"users": ["Mira"]}}, 50035, "allowed_mentions.users"),
        ({"content": "x", "allowed_mentions": {"replied": True}}, 50035, "unknown ['replied']"),
        ({"content": "x", "embeds": [{"description": "d" * 4097}]}, 50035, "embeds.0.description"),
        ({"content": "x", "embeds": [{"fields": [{"name": "n" * 200, "value": "v" * 1000}] * 6}]}, 50035, "6000"),
        ({"content": "x", "components": [{"type": 1, "components": [BUTTON]}] * 6}, 50035, "Must be 5 or fewer"),
        (rows(*({**BUTTON, "custom_id": str(n)} for n in range(6))), 50035, "Must be 5 or fewer"),
        (rows(BUTTON, BUTTON), 50035, "duplicated"),
        (rows({**BUTTON, "label": "l" * 81}), 50035, "label: Must be 80"),
        (rows({**BUTTON, "custom_id": "c" * 101}), 50035, "custom_id: Must be 100"),
        (rows({**BUTTON, "custom_id": ""}), 50035, "custom_id"),
        (rows({**BUTTON, "label": ""}), 50035, "label or emoji"),
        (rows({**BUTTON, "style": 9}), 50035, "style"),
        (rows({**BUTTON, "url": "https://example.org"}), 50035, "link button"),
        (rows({**BUTTON, "colour": 1}), 50035, "unknown ['colour']"),
        (rows(), 50035, "between 1 and 5"),
        ({"content": "x", "components": [BUTTON]}, 50035, "components.0"),
        ({"content": "x", "message_reference": {"message_id": "0", "channel": 5}}, 50035, "unknown ['channel']"),
        ({"content": "x", "message_reference": {"message_id": "first"}}, 50035, "not snowflake"),
        ([], 50035, "no object"),
        (rows("button"), 50035, "components.0.components.0"),
        ({"content": "x", "embeds": [{"footer": "f"}]}, 50035, "not of the form"),
    ],
)
async def test_messages_that_discord_does_not_take_are_violations(
    server: DiscordServer, general: Channel, ask: Ask, form: object, code: int, what: str
) -> None:
    status, answer = await ask("POST", f"/channels/{general.id}/messages", form)

    assert (status, answer["code"]) == (400, code)
    assert what in server.violations[0]
    assert general.messages == {}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("PUT", "/users/@me", 405),
        ("GET", "/channels/abc", 400),
        ("GET", "/users/@me?page=2", 400),
        ("GET", "/channels/{channel}/messages?limit=101", 400),
        ("GET", "/channels/{channel}/messages?limit=all", 400),
        ("GET", "/channels/{channel}/messages?before=1&after=1", 400),
        ("PUT", "/channels/{channel}/messages/{message}/reactions/eyes/@me", 400),
        ("POST", "/channels/{channel}/messages/bulk-delete", 400),
        ("PATCH", "/channels/{channel}", 400),
    ],
)
async def test_requests_that_discord_does_not_have_are_violations(
    server: DiscordServer, general: Channel, mira: Person, ask: Ask, method: str, path: str, status: int
) -> None:
    message = await mira.say(general, "hello")
    path = path.format(channel=general.id, message=message.id)

    assert (await ask(method, path, {} if method in ("POST", "PATCH") else None))[0] == status
    assert len(server.violations) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"Authorization": TOKEN, "User-Agent": AGENT}, 401), ({"Authorization": f"Bot {TOKEN}"}, 403)],
)
async def test_who_asks_must_say_who_they_are(server: DiscordServer, headers: dict[str, str], status: int) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/users/@me", headers=headers) as answer:
            assert answer.status == status
        async with session.get(f"{server.origin}/attachments/1/2/a", headers={"Authorization": "x"}) as answer:
            assert answer.status == 404
    assert len(server.violations) == 2


async def test_what_is_no_json_is_a_violation(server: DiscordServer, general: Channel, ask: Ask) -> None:
    json_ = {"Content-Type": "application/json"}
    assert (await ask("POST", f"/channels/{general.id}/messages", data=b"{", headers=json_))[1]["code"] == 50109
    assert (await ask("POST", f"/channels/{general.id}/messages", data=b"{}", headers={"Content-Type": "text/x"}))[
        0
    ] == 400
    assert len(server.violations) == 2


async def test_files_are_sent_and_can_be_had_again(server: DiscordServer, general: Channel, bot: Bot) -> None:
    sent = await here(bot, general).send("look", file=discord.File(io.BytesIO(b"cat"), "cat.txt"))

    assert (await sent.attachments[0].read(), server.sent[0].files) == (b"cat", ("cat.txt",))
    server.faults.next("GET", "/attachments/**", Status(404))
    with pytest.raises(discord.NotFound):
        await sent.attachments[0].read()


def test_numbers_grow_and_hold_the_time() -> None:
    server = DiscordServer()
    first = server.ids.next()
    server.clock.forward(60)
    second = server.ids.next()

    assert second > first
    assert time_of(second) - time_of(first) == pytest.approx(60, abs=1)
    assert time_of(server.ids.next(ago=3600)) == pytest.approx(server.clock.now() - 3600, abs=1)


async def test_the_console_lets_people_do_what_is_typed(
    server: DiscordServer,
    guild: Community,
    general: Channel,
    bot: Bot,
    recording: Path,
    tone: bytes,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await bot.http.bulk_upsert_global_commands(BOT_ID, COMMANDS)
    forum = guild.forum("help")
    console = Console(server.scene, server.records, guild)
    printing = asyncio.create_task(console.print_for_ever())
    said = capsys.readouterr

    async def printed(text: str) -> None:
        shown = ""
        for _ in range(SOON * 100):
            shown += said().out
            if text in shown:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError(shown)

    for line in ("hello", "Mira #general: @twin hi", "Mira + Crew", "Mira #help: Title | Text", "Mira #Title: more"):
        await console.obey(line)
    await eventually(lambda: len(bot.heard) == 4)
    assert [message.clean_content for message in bot.heard] == ["hello", "@mira twin hi", "Text", "more"]
    assert [role.name for role in guild.members[server.person("Mira").id].roles][-1:] == ["Crew"]
    assert [thread.name for thread in guild.threads.values() if thread.thread and thread.thread.parent is forum] == [
        "Title"
    ]

    await bot.heard[1].reply("press", view=Buttons())
    await printed("bot in #general> press [1 Write] [2 Wait] (calls Mira)")
    await console.obey("Mira! 1")
    await printed("form for Mira> Write: Answer [draft]")
    await console.obey("better")
    await printed("bot in #general, changed> written: better")
    await bot.heard[0].add_reaction("👀")
    await printed("bot to Jonas reacts 👀")

    await console.obey("Mira #general /ask why so?")
    await (await came(bot, 3)).response.send_message("because", ephemeral=True)
    await printed("bot in #general> because (nobody else sees it)")
    await console.obey("/ask how?")
    await (await came(bot, 4)).response.send_message("so")
    await printed("bot to Jonas> so")

    await console.obey(f"Mira 🎤 {recording}")
    await console.obey(f"Mira #general 🎤 {recording}")
    await eventually(lambda: len([message for message in bot.heard if message.flags.voice]) == 2)
    alone, spoken = [message for message in bot.heard if message.flags.voice]
    assert (alone.guild, alone.author.name) == (None, "mira")
    assert spoken.reference is not None
    assert spoken.reference.message_id == server.sent[0].id
    assert await spoken.attachments[0].read() == tone
    await bot.heard[0].reply(file=discord.File(io.BytesIO(b"cat"), "cat.txt"))
    await printed("bot to Jonas> [📎 cat.txt http")
    printing.cancel()


async def test_the_console_prints_what_the_bot_says_and_presses_buttons() -> None:
    command = [sys.executable, "-m", "tests.servers.discord"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin
    assert process.stdout
    url = (await process.stdout.readline()).decode().split()[2].rstrip(",")
    process.stdin.write(b"hello\nMira #general: @twin hi\nMira: ho\n")

    headers = {"Authorization": f"Bot {TOKEN}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def history(said: bytes) -> tuple[str, list[Any]]:
            while not (line := await process.stdout.readline()).startswith(said):  # type: ignore[union-attr]
                assert line
            person = line.split(b"/")[-1].decode().strip()
            async with session.post(f"{url}/users/@me/channels", json={"recipient_id": person}) as answer:
                channel = (await answer.json())["id"]
            for _ in range(SOON * 10):
                async with session.get(f"{url}/channels/{channel}/messages") as answer:
                    if found := await answer.json():
                        return channel, found
                await asyncio.sleep(0.1)
            raise TimeoutError

        jonas, written = await asyncio.wait_for(history(b"Jonas is"), SOON)
        assert [message["content"] for message in written] == ["hello"]
        _, written = await asyncio.wait_for(history(b"Mira is"), SOON)
        assert [message["content"] for message in written] == ["ho"]
        await session.post(f"{url}/channels/{jonas}/messages", json=rows(BUTTON))
        line = await asyncio.wait_for(process.stdout.readline(), SOON)
        assert line.decode() == "bot to Jonas> x [1 b]\n"
        process.stdin.write(b"Jonas! 1\n")
        line = await asyncio.wait_for(process.stdout.readline(), SOON)
        assert line.decode() == "Jonas is told: The application did not respond.\n"
    process.kill()
    await process.wait()
