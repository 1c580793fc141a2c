"""From what happens on Discord to what is kept of it: in its order, once, and for as long as it takes."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.asker import Askers
from adapters.discord.attachments import Attachments
from adapters.discord.history import History
from adapters.discord.inbox import Inbox
from adapters.discord.intake import Intake
from adapters.discord.interactions import Interactions
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members
from adapters.discord.offers import Offers
from adapters.discord.permissions import Permissions
from adapters.discord.reading import Reader
from adapters.discord.responses import Responses
from adapters.discord.session import API, Patience, Session
from adapters.discord.troubles import ODD, UNSTORED
from adapters.troubles import Troubles
from tests.fakes import Notices, until
from tests.servers.discord import Channel, DiscordServer, Garbage, Slow, Status
from tests.servers.discord_objects import Reference, message_json
from tests.servers.discord_world import MESSAGES
from twin.errors import InDoubt, NotNow, StoreError
from twin.message import Arrival, Closed, Conversation, Deletion, Edit, Feedback, Message, Unreadable

QUICK = Patience(settle=0.1, look=0.02, network=(0.05, 0.2))


@dataclass
class Kept:
    """A ledger that can be full, and what has to be found again after a restart."""

    arrivals: list[Arrival] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    full: bool = False
    # Raised for what arrives next, one after the other.
    faults: list[Exception] = field(default_factory=list)

    async def receive(self, arrival: Arrival) -> None:
        if self.full:
            raise StoreError("The disk is full.")
        if self.faults:
            raise self.faults.pop(0)
        await asyncio.sleep(0)
        self.arrivals.append(arrival)

    def all(self) -> Mapping[str, str]:
        return dict(self.marks)

    def note(self, marks: Mapping[str, str]) -> None:
        self.marks |= marks

    @property
    def messages(self) -> list[Message]:
        return [arrival for arrival in self.arrivals if isinstance(arrival, Message)]

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    def of(self, kind: type[Arrival]) -> list[Any]:
        return [arrival for arrival in self.arrivals if isinstance(arrival, kind)]


@dataclass
class Twin:
    """Everything that takes something in."""

    session: Session
    intake: Intake
    history: History
    offers: Offers
    notices: Notices


def twin_of(server: DiscordServer, kept: Kept, **manners: Any) -> Twin:  # noqa: ANN401 - those of Manners
    behaved = Manners(**{"opened": lambda _: True, **manners})
    notices = Notices()
    troubles = Troubles("discord", {})
    troubles.begin(notices.notify)
    line = Line(troubles)
    history = History(line, kept, behaved, troubles)
    offers = Offers(behaved, line)
    reader = Reader(line, Attachments(server.url), Members(line, behaved), Askers(line), behaved)
    inbox = Inbox(kept.receive, troubles, (0.05, 0.1))
    interactions = Interactions(line, inbox, reader, Responses(line), behaved, troubles)
    intake = Intake(inbox, reader, history, offers, interactions, Permissions(behaved, troubles))
    return Twin(Session(server.token, server.url, "", line, troubles, intake, QUICK), intake, history, offers, notices)


@asynccontextmanager
async def listening(server: DiscordServer, kept: Kept, **manners: Any) -> AsyncIterator[Twin]:  # noqa: ANN401
    twin = twin_of(server, kept, **manners)
    await twin.session.enter()
    task = asyncio.create_task(twin.session.listen())
    await until(lambda: server.gateway.connected)
    # What is said now arrives when the servers are there.
    await asyncio.sleep(0.3)
    try:
        yield twin
    finally:
        twin.intake.end()
        await twin.offers.end()
        await twin.history.end()
        await twin.session.end()
        await task


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


@pytest.fixture
def kept() -> Kept:
    return Kept()


def general(server: DiscordServer) -> Channel:
    return next(iter(server.guild("Harbour").channels.values()))


# As it happens -------------------------------------------------------------------------------------------------------


async def test_what_is_for_the_twin_is_kept_and_nothing_else(server: DiscordServer, kept: Kept) -> None:
    channel, mira = general(server), server.guild("Harbour").member("Mira")
    async with listening(server, kept):
        await mira.say(channel, "which tyres?")
        called = await mira.say(channel, "which tyres?", mentions=[server.bot])
        private = await mira.write("and in winter?", attachments=[("bike.txt", b"Steel.")])
        await until(lambda: len(kept.arrivals) == 2)
    assert {(message.conversation.key, message.text, message.reference) for message in kept.messages} == {
        (f"discord/{channel.guild.id if channel.guild else 0}/{channel.id}", "which tyres?", str(called.id)),
        (f"discord/{mira.id}", "and in winter?\n\n[bike.txt]\nSteel.", str(private.id)),
    }
    assert kept.marks[f"dm/{mira.id}"] == str(mira.private.id)


async def test_a_channel_keeps_its_order_whatever_has_to_be_asked_for(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    async with listening(server, kept):
        # The file of the first takes longer than everything after it.
        first = await jonas.say(channel, "0", mentions=[server.bot], attachments=[("a.txt", b"a" * 60_000)])
        for number in range(1, 5):
            await jonas.say(channel, str(number), mentions=[server.bot])
        await jonas.edit(first, f"{server.bot.mention} zero")
        await jonas.delete(first)
        await until(lambda: len(kept.arrivals) == 7)
    assert [text.partition("\n")[0] for text in kept.texts] == ["0", "1", "2", "3", "4"]
    edit, deletion = kept.arrivals[5:]
    assert isinstance(edit, Edit)
    assert edit.message.text.startswith("zero\n\n[a.txt]")
    assert isinstance(deletion, Deletion)
    assert deletion.references == (str(first.id),)


async def test_links_that_discord_unfolds_are_no_edits(server: DiscordServer, kept: Kept) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept):
        message = await jonas.write("https://a.example")
        server.world.change(message, embeds=[{"type": "link", "url": "https://a.example"}])
        await jonas.write("next")
        await until(lambda: len(kept.texts) == 2)
    assert len(kept.arrivals) == 2


async def test_feedback_arrives(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    async with listening(server, kept):
        said = server.world.write(channel, server.bot, "Slicks.")
        server.world.post(said)
        await jonas.react(said, "👍")
        await jonas.unreact(said, "👍")
        await until(lambda: len(kept.arrivals) == 2)
    given, taken = kept.of(Feedback)
    assert (given.value, given.reference, given.sender.name) == (1, str(said.id), "Jonas")
    assert (taken.value, taken.reference) == (0, str(said.id))


async def test_who_asked_in_a_thread_of_the_twin_s_is_asked_for_once(server: DiscordServer, kept: Kept) -> None:
    channel = general(server)
    jonas, mira = server.guild("Harbour").member("Jonas"), server.guild("Harbour").member("Mira")
    question = await jonas.say(channel, "which tyres?", mentions=[server.bot])
    thread = server.world.open_thread(channel, server.bot, "Which tyres?", question)
    async with listening(server, kept):
        await mira.say(thread, "no idea")
        for text in ("and in winter?", "and at night?"):
            await jonas.say(thread, text)
        await until(lambda: len(kept.texts) == 2)
        assert server.calls["GET /channels/{channel}/messages/{message}"] == 1
    assert {message.conversation.key.rpartition("/")[2] for message in kept.messages} == {str(thread.id)}


async def test_a_thread_that_the_library_does_not_know_is_asked_for_once(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    thread = await jonas.open_thread(channel, "Tyres")
    await jonas.change_thread(thread, archived=True)
    async with listening(server, kept):
        known = server.calls["GET /channels/{channel}"]
        for text in ("which?", "and why?"):
            # That the thread is open again has not been told.
            written = server.world.write(thread, jonas, f"{server.bot.mention} {text}")
            server.world.emit("MESSAGE_CREATE", MESSAGES, message_json(written, server.bot, event=True))
        await until(lambda: len(kept.texts) == 2)
        assert server.calls["GET /channels/{channel}"] - known == 1
    assert {
        message.conversation.key.split("/")[2:] == [str(channel.id), str(thread.id)] for message in kept.messages
    } == {True}


async def test_to_whom_a_reply_is_is_asked_if_discord_did_not_look(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    by_twin, by_jonas = (server.world.write(channel, author, "Slicks.") for author in (server.bot, jonas))
    for original in (by_twin, by_jonas):
        server.world.post(original)
    async with listening(server, kept):
        for original in (by_jonas, by_twin):
            reply = server.world.write(channel, jonas, "why?", reply_to=Reference(channel, original.id), ping=False)
            told = message_json(reply, server.bot, event=True)
            del told["referenced_message"]
            server.world.emit("MESSAGE_CREATE", MESSAGES, told)
        await until(lambda: kept.texts)
        assert server.calls["GET /channels/{channel}/messages/{message}"] == 2
    assert kept.texts == ["why?"]


async def test_a_server_that_lets_the_bot_in_is_heard_at_once(server: DiscordServer, kept: Kept) -> None:
    async with listening(server, kept):
        yard = server.guild("Yard")
        channel, mira = yard.text("general"), yard.member("Mira")
        yard.invite()
        await mira.say(channel, "welcome", mentions=[server.bot])
        await until(lambda: kept.texts)
    assert kept.messages[0].conversation.title == "Yard #general"


async def test_roles_are_asked_for_where_they_are_not_told(server: DiscordServer, kept: Kept) -> None:
    guild = server.guild("Harbour")
    patrons, others = guild.role("Patrons"), guild.role("Others")
    jonas, mira = guild.member("Jonas", roles=[patrons, others]), guild.member("Mira")
    stranger = server.person("Stranger")
    key = f"discord/@{patrons.id}"
    async with listening(server, kept, roles=lambda: (key,)):
        for person in (jonas, mira, stranger, jonas):
            await person.write("hello")
        await until(lambda: len(kept.texts) == 4)
        assert server.calls["GET /guilds/{guild}/members/{user}"] == 3
    assert {message.sender.name: message.roles for message in kept.messages} == {
        "Jonas": (key,), "Mira": (), "Stranger": (),
    }  # fmt: skip


# What was written while nobody listened ------------------------------------------------------------------------------


async def test_what_came_meanwhile_is_kept_before_what_comes_now(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    async with listening(server, kept):
        await jonas.say(channel, "0", mentions=[server.bot])
        private = await jonas.write("private 0")
        await until(lambda: len(kept.texts) == 2)
    for number in (1, 2):
        await jonas.say(channel, str(number), mentions=[server.bot])
        await jonas.write(f"private {number}")
    await jonas.edit(private, "private zero")
    server.faults.next("GET", "/channels/…/messages", Slow(0.3), times=2)
    async with listening(server, kept):
        await jonas.say(channel, "3", mentions=[server.bot])
        await jonas.write("private 3")
        await until(lambda: {"3", "private 3"} <= set(kept.texts))
    # What was dealt with is looked at again, and is known by its event.
    known = {message.event: message.text for message in kept.messages}
    assert sorted(text for text in known.values() if not text.startswith("private")) == ["0", "1", "2", "3"]
    order = [text for text in kept.texts if len(text) == 1]
    assert order.index("2") < order.index("3")
    [edit] = kept.of(Edit)
    assert (edit.message.text, edit.message.reference) == ("private zero", str(private.id))


async def test_who_has_a_role_is_known_of_what_is_read_later(server: DiscordServer, kept: Kept) -> None:
    guild, channel = server.guild("Harbour"), general(server)
    patrons = guild.role("Patrons")
    jonas = guild.member("Jonas", roles=[patrons])
    async with listening(server, kept, roles=lambda: (f"discord/@{patrons.id}",)):
        await jonas.say(channel, "0", mentions=[server.bot])
        await until(lambda: kept.texts)
    await jonas.say(channel, "1", mentions=[server.bot])
    async with listening(server, kept, roles=lambda: (f"discord/@{patrons.id}",)):
        await until(lambda: "1" in kept.texts)
    assert {message.roles for message in kept.messages} == {(f"discord/@{patrons.id}",)}


async def test_a_deletion_in_private_is_known_after_a_restart(server: DiscordServer, kept: Kept) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept):
        message = await jonas.write("oops")
        await until(lambda: kept.texts)
    later = Kept()
    async with listening(server, later):
        await jonas.delete(message)
        await until(lambda: later.arrivals)
    [deletion] = later.arrivals
    assert isinstance(deletion, Deletion)
    assert deletion.conversation == Conversation(
        f"discord/{jonas.id}", f"discord/{jonas.id}", "Jonas", address=str(jonas.private.id)
    )


# What cannot be kept -------------------------------------------------------------------------------------------------


async def test_a_full_disk_is_told_and_waited_for(server: DiscordServer, kept: Kept) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept) as twin:
        kept.full = True
        for number in range(3):
            await jonas.write(str(number))
        await until(lambda: twin.notices.given)
        kept.full = False
        await until(lambda: len(kept.texts) == 3)
        assert [(notice.kind, notice.sentence) for notice in twin.notices.given] == [("store", UNSTORED)]
        kept.full = True
        await jonas.write("4")
        await until(lambda: twin.notices.kinds == ["store", "store"])
        kept.full = False
    assert kept.texts[:3] == ["0", "1", "2"]


async def test_what_the_ledger_cannot_bear_is_kept_as_it_came(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    async with listening(server, kept) as twin:
        kept.faults.append(ValueError("odd"))
        private = await jonas.write("to you alone")
        await until(lambda: len(kept.arrivals) == 1)
        kept.faults.append(ValueError("odd"))
        public = await jonas.say(channel, "among us", mentions=[server.bot])
        await until(lambda: len(kept.arrivals) == 2)
        assert [notice.sentence for notice in twin.notices.given] == [ODD]
    first, second = kept.of(Unreadable)
    assert [first.event, second.event] == [f"discord/{private.id}/odd", f"discord/{public.id}/odd"]
    assert json.loads(first.raw) == {"id": private.id, "channel": jonas.private.id, "guild": None}
    assert json.loads(second.raw) == {
        "id": public.id,
        "channel": channel.id,
        "guild": channel.guild and channel.guild.id,
    }


async def test_what_could_not_be_kept_is_kept_by_its_own_name_when_it_is_read_again(
    server: DiscordServer, kept: Kept
) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept):
        kept.faults.append(ValueError("odd"))
        written = await jonas.write("hello")
        await until(lambda: kept.arrivals)
    async with listening(server, kept):
        await until(lambda: kept.texts)
    assert [message.event for message in kept.messages] == [f"discord/{written.id}"]


async def test_an_odd_event_is_kept_by_its_numbers(server: DiscordServer, kept: Kept) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept):
        server.world.emit("MESSAGE_CREATE", 0, {"id": "5", "channel_id": "6", "content": "among us", "guild_id": "7"})
        server.world.emit("MESSAGE_DELETE", 0, {"id": "x", "channel_id": {}})
        await jonas.write("next")
        await until(lambda: len(kept.arrivals) == 3)
    assert Unreadable(
        "discord/5/message_create",
        '{"kind": "MESSAGE_CREATE", "id": "5", "channel_id": "6", "guild_id": "7"}',
    ) in kept.arrivals  # fmt: skip


async def test_after_the_end_nothing_is_kept_nor_taken_for_read(server: DiscordServer, kept: Kept) -> None:
    jonas = server.person("Jonas")
    async with listening(server, kept) as twin:
        await jonas.write("first")
        await until(lambda: kept.texts)
        twin.intake.end()
        await jonas.write("second")
        await asyncio.sleep(0.2)
    assert kept.texts == ["first"]
    async with listening(server, kept):
        await until(lambda: "second" in kept.texts)


# The inbox -----------------------------------------------------------------------------------------------------------


def inbox_of(kept: Kept) -> tuple[Inbox, Notices]:
    notices = Notices()
    troubles = Troubles("discord", {})
    troubles.begin(notices.notify)
    return Inbox(kept.receive, troubles, (0.01, 0.02)), notices


def arrived(number: int) -> Unreadable:
    return Unreadable(f"discord/{number}", "{}")


async def test_what_discord_has_to_be_asked_for_is_asked_again(kept: Kept) -> None:
    inbox, notices = inbox_of(kept)
    faults: list[Exception] = [NotNow("later"), StoreError("full"), InDoubt("who knows"), InDoubt("who knows")]

    async def make() -> list[Arrival]:
        if faults:
            raise faults.pop(0)
        return [arrived(1), arrived(2)]

    await inbox.put(1, "discord/1", "raw", make)
    assert kept.arrivals == [arrived(1), arrived(2)]
    assert notices.kinds == ["store"]


async def test_who_has_to_wait_for_discord_waits_as_long_as_it_says_and_the_owner_hears_of_it(kept: Kept) -> None:
    inbox, notices = inbox_of(kept)
    faults: list[Exception] = [NotNow("later", 0.3), *(NotNow("later") for _ in range(30))]

    async def make() -> list[Arrival]:
        if faults:
            raise faults.pop(0)
        return [arrived(1)]

    begun = time.monotonic()
    await inbox.put(1, "discord/1/odd", "raw", make)
    assert time.monotonic() - begun > 0.3
    assert kept.arrivals == [arrived(1)]
    assert notices.kinds == ["asking"]


@pytest.mark.parametrize("fault", [InDoubt("who knows"), ValueError("odd")])
async def test_what_nobody_can_tell_is_kept_as_it_came(kept: Kept, fault: Exception) -> None:
    inbox, notices = inbox_of(kept)

    async def make() -> list[Arrival]:
        raise fault

    await inbox.put(1, "discord/1", "raw", make)
    assert kept.arrivals == [Unreadable("discord/1", "raw")]
    assert notices.kinds == ["unreadable"]


async def test_channels_do_not_wait_for_each_other(kept: Kept) -> None:
    inbox, _ = inbox_of(kept)
    gate = asyncio.Event()

    async def slow() -> list[Arrival]:
        await gate.wait()
        return [arrived(1)]

    async def quick() -> list[Arrival]:
        return [arrived(2)]

    waiting = [asyncio.create_task(inbox.put(1, "e", "r", slow)), asyncio.create_task(inbox.put(1, "e", "r", quick))]
    await inbox.put(2, "e", "r", quick)
    gate.set()
    await asyncio.gather(*waiting)
    assert kept.arrivals == [arrived(2), arrived(1), arrived(2)]


async def test_a_server_error_while_asking_who_asked_loses_nothing(server: DiscordServer, kept: Kept) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    question = await jonas.say(channel, "which tyres?", mentions=[server.bot])
    thread = server.world.open_thread(channel, server.bot, "Which tyres?", question)
    server.faults.next("GET", f"/channels/{channel.id}/messages/…", Status(429, retry_after=0.2, via=False), times=2)
    async with listening(server, kept):
        await jonas.say(thread, "and in winter?")
        await until(lambda: "and in winter?" in kept.texts)


# So often does what asks for it fail before it is answered.
FAILURES = [(Status(503), 8), (Garbage(), 2), (Status(429, retry_after=0.1, via=False), 2)]


@pytest.mark.parametrize(("fault", "times"), FAILURES)
async def test_however_discord_fails_who_asked_and_to_whom_a_reply_is_are_asked_again(
    server: DiscordServer, kept: Kept, fault: Status | Garbage, times: int
) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    question = await jonas.say(channel, "which tyres?", mentions=[server.bot])
    thread = server.world.open_thread(channel, server.bot, "Which tyres?", question)
    said = server.world.write(channel, server.bot, "Slicks.")
    server.world.post(said)
    async with listening(server, kept) as twin:
        server.faults.next("GET", f"/channels/{channel.id}/messages/…", fault, times=times)
        await jonas.say(thread, "and in winter?")
        await until(lambda: "and in winter?" in kept.texts, seconds=10)
        server.faults.next("GET", f"/channels/{channel.id}/messages/…", fault, times=times)
        reply = server.world.write(channel, jonas, "why?", reply_to=Reference(channel, said.id), ping=False)
        told = message_json(reply, server.bot, event=True)
        del told["referenced_message"]
        server.world.emit("MESSAGE_CREATE", MESSAGES, told)
        await until(lambda: "why?" in kept.texts, seconds=10)
        assert len(server.faults.happened) == 2 * times
        assert "unreadable" not in twin.notices.kinds
    assert kept.of(Unreadable) == []


@pytest.mark.parametrize(("fault", "times"), FAILURES)
async def test_however_discord_fails_nobody_is_taken_for_somebody_without_roles(
    server: DiscordServer, kept: Kept, fault: Status | Garbage, times: int
) -> None:
    guild = server.guild("Harbour")
    patrons = guild.role("Patrons")
    key = f"discord/@{patrons.id}"
    async with listening(server, kept, roles=lambda: (key,)):
        server.faults.next("GET", "/guilds/…/members/…", fault, times=times)
        await guild.member("Jonas", roles=[patrons]).write("hello")
        await until(lambda: kept.texts, seconds=10)
        assert len(server.faults.happened) == times
    assert kept.messages[0].roles == (key,)


async def test_while_the_server_with_the_role_is_away_its_members_are_asked_for_all_the_same(
    server: DiscordServer, kept: Kept
) -> None:
    guild = server.guild("Harbour")
    patrons = guild.role("Patrons")
    jonas, key = guild.member("Jonas", roles=[patrons]), f"discord/@{patrons.id}"
    guild.go_down()
    async with listening(server, kept, roles=lambda: (key,)):
        await jonas.write("hello")
        await until(lambda: kept.texts)
    assert kept.messages[0].roles == (key,)


# Where the twin is open to nobody, and what is deleted as a whole ----------------------------------------------------


async def test_what_strangers_do_where_the_twin_is_open_to_nobody_leaves_no_trace(
    server: DiscordServer, kept: Kept
) -> None:
    channel, jonas = general(server), server.guild("Harbour").member("Jonas")
    async with listening(server, kept, opened=lambda _: False):
        messages = [await jonas.say(channel, str(number)) for number in range(3)]
        called = await jonas.say(channel, "which tyres?", mentions=[server.bot])
        await jonas.edit(messages[0], "zero")
        await jonas.delete(messages[0])
        await jonas.delete_many([*messages[1:], called])
        await jonas.write("next")
        await until(lambda: len(kept.arrivals) == 3)
    assert set(kept.texts) == {"which tyres?", "next"}
    assert [deletion.references for deletion in kept.of(Deletion)] == [(str(called.id),)]


async def test_a_post_or_a_channel_that_is_deleted_is_forgotten_with_what_was_about_to_be_kept(
    server: DiscordServer, kept: Kept
) -> None:
    guild = server.guild("Harbour")
    forum, channel, mira = guild.forum("help"), guild.text("secret"), guild.member("Mira")
    async with listening(server, kept) as twin:
        post = await mira.open_post(forum, "My tyres", "which?", mentions=[server.bot])
        said = await mira.say(channel, "and?", mentions=[server.bot])
        await until(lambda: len(kept.texts) == 2)
        client = twin.session._line.client
        where: Any = client.get_channel(channel.id)
        written = await where.fetch_message(said.id)
        guild.delete(post)
        guild.delete(channel)
        await until(lambda: len(kept.arrivals) == 6)
        await twin.intake.offered(written)
        await twin.intake.take(written, live=False)
    assert len(kept.arrivals) == 6
    gone = {(arrival.conversation.key, arrival.references) for arrival in kept.of(Deletion)}
    assert gone == {
        (f"discord/{forum.guild and forum.guild.id}/{forum.id}/{post.id}", ()),
        (f"discord/{forum.guild and forum.guild.id}/{channel.id}", ()),
    }
    closed = kept.of(Closed)
    assert {arrival.conversation.key for arrival in closed} == {key for key, _ in gone}
    assert not any(arrival.open for arrival in closed)
