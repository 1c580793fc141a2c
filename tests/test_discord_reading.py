"""What the twin makes of what is written on Discord, and what is none of its business."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

import discord
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.asker import Askers
from adapters.discord.attachments import Attachments, kind
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members, roles_of
from adapters.discord.places import place_of
from adapters.discord.reading import Reader, gone
from adapters.discord.session import API
from adapters.discord.wording import Me, commanded, named, storable, wording
from adapters.troubles import Troubles
from twin.knowledge import Audience
from twin.message import Closed, Contact, Conversation, Deletion, Edit, Feedback, Message

Json = dict[str, Any]

BOT, JONAS, MIRA, OTHER_BOT = 4242, 7, 99, 5151
SERVER, BOT_ROLE, PATRONS = 1, 50, 51
GENERAL, NEWS, VOICE, FORUM, SECRET, PRIVATE = 11, 12, 13, 14, 15, 900
# A thread that the bot opened from message 600, which Jonas wrote; one of Mira's; a post of hers in the forum.
ASKED, OTHERS, POST = 600, 601, 602
WRITTEN = 1_180_000_000_000_000_000

SEEN = str(discord.Permissions(view_channel=True, send_messages=True).value)


def user(id_: int, name: str, **more: object) -> Json:
    return {"id": str(id_), "username": name.lower(), "global_name": name, "discriminator": "0", "avatar": None, **more}


USERS = {
    BOT: user(BOT, "Mira's twin", bot=True),
    JONAS: user(JONAS, "Jonas"),
    MIRA: user(MIRA, "Mira"),
    OTHER_BOT: user(OTHER_BOT, "Beep", bot=True),
}


def member(*roles: int, **more: object) -> Json:
    joined = "2023-01-01T00:00:00+00:00"
    return {
        "roles": [str(role) for role in roles],
        "joined_at": joined,
        "flags": 0,
        "deaf": False,
        "mute": False,
        **more,
    }


def channel(id_: int, name: str, type_: int = 0, *, hidden: bool = False) -> Json:
    overwrites = [{"id": str(SERVER), "type": 0, "allow": "0", "deny": SEEN}] if hidden else []
    return {
        "id": str(id_), "type": type_, "name": name, "position": 0, "permission_overwrites": overwrites,
        "parent_id": None, "nsfw": False, "bitrate": 64000, "user_limit": 0, "available_tags": [],
        "default_forum_layout": 0,
    }  # fmt: skip


def thread(id_: int, parent: int, owner: int, name: str, type_: int = 11) -> Json:
    times: Json = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2023-01-01T00:00:00+00:00"}
    return {
        "id": str(id_), "type": type_, "parent_id": str(parent), "owner_id": str(owner), "name": name,
        "message_count": 1, "member_count": 1, "thread_metadata": times, "guild_id": str(SERVER),
    }  # fmt: skip


def role(id_: int, name: str, **more: object) -> Json:
    return {
        "id": str(id_), "name": name, "permissions": SEEN, "position": 1, "color": 0, "hoist": False, "managed": False,
        "mentionable": True, "flags": 0, "colors": {"primary_color": 0}, **more,
    }  # fmt: skip


GUILD: Json = {
    "id": str(SERVER), "name": "Bikes", "owner_id": "1000", "unavailable": False, "emojis": [], "stickers": [],
    "features": [], "verification_level": 0, "mfa_level": 0, "nsfw_level": 0, "preferred_locale": "en-US",
    "default_message_notifications": 0, "explicit_content_filter": 0, "premium_tier": 0, "system_channel_flags": 0,
    "afk_timeout": 60, "member_count": 3,
    "roles": [
        role(SERVER, "@everyone"), role(BOT_ROLE, "Mira's twin", tags={"bot_id": str(BOT)}), role(PATRONS, "Patrons"),
    ],
    "channels": [
        channel(GENERAL, "general"), channel(NEWS, "news", 5), channel(VOICE, "lounge", 2), channel(FORUM, "help", 15),
        channel(SECRET, "the-takeover", hidden=True),
    ],
    "threads": [
        thread(ASKED, GENERAL, BOT, "Which tyres?"), thread(OTHERS, GENERAL, MIRA, "Chains"),
        thread(POST, FORUM, MIRA, "Winter\u2028tyres?"),
    ],
    "members": [member() | {"user": USERS[BOT]}],
}  # fmt: skip


OPEN = Manners(opened=lambda _: True)


class World:
    """A client of the library that has never connected, with one server in it, and a reader for it."""

    def __init__(self, manners: Manners | None = None) -> None:
        self.client = discord.Client(
            intents=discord.Intents(guilds=True, messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.state = self.client._connection
        self.state.user = discord.ClientUser(state=self.state, data=USERS[BOT])  # type: ignore[arg-type]
        self.state._add_guild_from_data(GUILD)  # type: ignore[arg-type]
        line = Line(Troubles("discord", {}))
        line.use(self.client)
        manners = manners or OPEN
        self.askers = Askers(line)
        self.askers.note(ASKED, JONAS)
        self.reader = Reader(line, Attachments(API), Members(line, manners), self.askers, manners)

    def written(self, text: str = "", where: int = GENERAL, /, **more: Any) -> discord.Message:  # noqa: ANN401
        """A message as the gateway tells it; ``by`` is its author, Jonas unless somebody else is said."""
        data = payload(text, where, **more)
        at, _ = self.state._get_guild_channel(data)  # type: ignore[arg-type]
        return discord.Message(state=self.state, channel=at, data=data)  # type: ignore[arg-type]

    async def said(self, text: str = "", where: int = GENERAL, /, **more: Any) -> Message | None:  # noqa: ANN401
        return await self.reader.message(self.written(text, where, **more))


def payload(text: str, where: int, **more: Any) -> Json:  # noqa: ANN401
    by, id_ = more.pop("by", JONAS), more.pop("id", WRITTEN)
    mentions = [{**USERS[each], "member": member()} for each in more.pop("mentions", ())]
    guild = {} if where == PRIVATE else {"guild_id": str(SERVER), "member": member(*more.pop("roles", ()))}
    reply = replied(more.pop("reply_to"), where) if "reply_to" in more else {}
    return {
        "id": str(id_), "channel_id": str(where), "type": 0, "content": text, "author": USERS[by], "mentions": mentions,
        "mention_roles": [], "mention_everyone": False, "edited_timestamp": None, "tts": False, "pinned": False,
        "attachments": [], "embeds": [], "flags": 0, **guild, **reply, **more,
    }  # fmt: skip


def replied(by: int | None, where: int) -> Json:
    """The fields of a reply to a message of this person's; None: to one that is gone."""
    original = None if by is None else payload("Slicks.", where, by=by, id=500)
    reference = {"type": 0, "message_id": "500", "channel_id": str(where)}
    return {"type": 19, "message_reference": reference, "referenced_message": original}


@pytest.fixture
async def world() -> World:
    return World()


# Private messages ----------------------------------------------------------------------------------------------------


async def test_a_private_message_is_read_whole(world: World) -> None:
    assert await world.said("Which tyres?", PRIVATE) == Message(
        event=f"discord/{WRITTEN}",
        conversation=Conversation("discord/7", "discord/7", "Jonas", address=str(PRIVATE)),
        sender=Contact("discord/7", "Jonas", Audience.PUBLIC),
        text="Which tyres?",
        sent_at=discord.utils.snowflake_time(WRITTEN),
        reference=str(WRITTEN),
    )


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/about", "about", ""),
        ("/About", "about", ""),
        ("/about which model?", "about", "which model?"),
        ("/human, please call me", "human", "please call me"),
        ("/human\nplease", "human", "please"),
        ("/help", "help", ""),
        ("/foo bar", "", "/foo bar"),
        ("/aboutness", "", "/aboutness"),
        ("/about@you", "", "/about@you"),
        ("/about/human", "", "/about/human"),
        ("see /about", "", "see /about"),
        ("/", "", "/"),
    ],
)
async def test_commands_in_private(world: World, text: str, command: str, rest: str) -> None:
    message = await world.said(text, PRIVATE)
    assert message is not None
    assert (message.command, message.text) == (command, rest)
    in_server = await world.said(f"<@{BOT}> {text}", mentions=[BOT])
    assert in_server is not None
    assert in_server.command == ""


async def test_a_private_reply_names_what_it_answers(world: World) -> None:
    for by in (BOT, JONAS, None):
        message = await world.said("That one", PRIVATE, reply_to=by)
        assert message is not None
        assert message.reply_to == "500"
    in_server = await world.said("That one", reply_to=BOT)
    assert in_server is not None
    assert in_server.reply_to == ""


def forwarded(text: str, **more: object) -> Json:
    said = {
        "type": 0, "content": text, "embeds": [], "attachments": [], "timestamp": "2023-01-01T00:00:00+00:00",
        "edited_timestamp": None, **more,
    }  # fmt: skip
    reference = {"type": 1, "message_id": "77", "channel_id": "78"}
    return {"message_reference": reference, "message_snapshots": [{"message": said}], "flags": 1 << 14}


async def test_what_is_forwarded_is_no_reply(world: World) -> None:
    message = await world.said("", PRIVATE, **forwarded(f"Ask <@{MIRA}>"))
    assert message is not None
    assert (message.text, message.forwarded, message.reply_to) == ("Ask @unknown", True, "")
    assert await world.said("", GENERAL, **forwarded(f"<@{BOT}> hello")) is None


async def test_half_characters_are_replaced(world: World) -> None:
    message = await world.said("a\ud83db", PRIVATE, author=user(JONAS, "J\ude00"))
    assert message is not None
    assert (message.text, message.sender.name) == ("a?b", "J?")


async def test_a_server_that_is_not_there_is_never_taken_for_a_private_chat(world: World) -> None:
    for content in (
        payload(f"<@{BOT}> secrets", 999, guild_id="2", mentions=[BOT]),
        payload("hello", 999, guild_id="2"),
    ):
        at, guild = world.state._get_guild_channel(content)  # type: ignore[arg-type]
        assert (type(at), guild) == (discord.PartialMessageable, None)
        written = discord.Message(state=world.state, channel=at, data=content)  # type: ignore[arg-type]
        assert await world.reader.message(written) is None
        assert await world.reader.message(written, unasked=True) is None
        with pytest.raises(LookupError):
            place_of(at, 2, written.author)
        with pytest.raises(LookupError):
            place_of(at, None, written.author)


async def test_a_server_that_is_away_is_read_later(world: World) -> None:
    written = world.written("<@4242> hello", mentions=[BOT])
    assert written.guild is not None
    written.guild.unavailable = True
    assert await world.reader.message(written) is None
    assert await world.reader.edit(world.written("<@4242> hello", mentions=[BOT], **EDITED)) is None


async def test_several_people_s_private_messages_are_nowhere(world: World) -> None:
    data: Any = {"id": "901", "type": 3, "recipients": [USERS[JONAS], USERS[MIRA]], "owner_id": "7"}
    group = discord.GroupChannel(me=world.client.user, state=world.state, data=data)  # type: ignore[arg-type]
    written = discord.Message(state=world.state, channel=group, data=payload("hi", PRIVATE))  # type: ignore[arg-type]
    assert await world.reader.message(written) is None
    with pytest.raises(LookupError):
        place_of(group, None, written.author)


# Servers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<@4242>, what tyres?", "what tyres?"),
        ("<@!4242> what tyres?", "what tyres?"),
        ("<@4242>: what tyres?", "what tyres?"),
        ("<@4242>!\nWhat tyres?", "What tyres?"),
        ("what tyres, <@4242>?", "what tyres?"),
        ("what tyres? <@4242>", "what tyres?"),
        ("Tell me <@4242> what tyres", "Tell me what tyres"),
        ("Tell me, <@4242>, what tyres", "Tell me, what tyres"),
        ("🚲🚲 <@4242> 🚲?", "🚲🚲 🚲?"),
        ("<@4242> and <@4242> again", "and again"),
        ("<@4242><@4242>", ""),
        ("<@99> ask <@4242>", "@Mira ask"),
        ("<@4242> ask <@&51> in <#11> or <#14>", "ask @Patrons in #general or #help"),
        ("<@4242> and <@123>, <@&124>, <#125>?", "and @unknown, @unknown, #unknown?"),
        ("<@4242> what is <#15>?", "what is #unknown?"),
        ("<@4242> <:bike:77> <a:spin_it:78> ok", ":bike: :spin_it: ok"),
        ("<@4242> see </about:1234> or </desk show:12>", "see /about or /desk show"),
        ("<@4242> at <t:1700000000:R>, or <t:1700000000>", "at 2023-11-14 22:13 UTC, or 2023-11-14 22:13 UTC"),
        ("<@4242> at <t:999999999999:R>", "at"),
        ("<@4242> in <id:customize>", "in #customize"),
        ("<@4242> :) or :smile:", ":) or :smile:"),
        ("I like <:bike:77> <@4242>", "I like :bike:"),
        ("I like this: <@4242>", "I like this"),
        ("Well <@4242> :smile:", "Well :smile:"),
        ("<@4242> x <3 y > z <https://a.example>", "x <3 y > z <https://a.example>"),
        ("<@4242>", ""),
    ],
)
async def test_called_by_a_mention(world: World, text: str, rest: str) -> None:
    message = await world.said(text, mentions=[BOT, MIRA])
    assert message is not None
    assert message.text == rest
    assert message.conversation == Conversation("discord/1/11", "discord/1", "Bikes #general", group=True)
    assert (message.sender.key, message.roles, message.unasked) == ("discord/7", (), False)


async def test_called_by_the_role_that_is_the_bot_s_own(world: World) -> None:
    message = await world.said("<@&50> what tyres?", mention_roles=[str(BOT_ROLE)])
    assert message is not None
    assert message.text == "what tyres?"
    assert await world.said("<@&51> what tyres?", mention_roles=[str(PATRONS)]) is None


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"mentions": [MIRA]},
        {"mention_everyone": True},
        {"reply_to": MIRA},
        {"reply_to": MIRA, "mentions": [MIRA]},
        {"reply_to": None},
        {"mentions": [BOT], "by": OTHER_BOT},
        {"mentions": [BOT], "by": BOT},
        {"mentions": [BOT], "webhook_id": "88"},
        {"mentions": [BOT], "type": 7},
        {"mentions": [BOT], "type": 20},
        {"reply_to": BOT, "type": 21},
    ],
)
async def test_none_of_our_business(world: World, more: Json) -> None:
    assert await world.said("@Mira's twin what do you think, <@4242>?", **more) is None


@pytest.mark.parametrize(
    "more", [{"by": OTHER_BOT}, {"webhook_id": "88"}, {"type": 7}, {"author": user(88, "Discord", system=True)}]
)
async def test_bots_and_discord_itself_write_nothing_in_private(world: World, more: Json) -> None:
    assert await world.said("hi", PRIVATE, **more) is None


async def test_a_reply_to_the_twin_is_for_it(world: World) -> None:
    for mentions in ([], [BOT], [MIRA]):
        message = await world.said("And in winter?", reply_to=BOT, mentions=mentions)
        assert message is not None
        assert message.text == "And in winter?"


async def test_in_a_thread_of_the_twin_s_who_asked_there_goes_on_asking(world: World) -> None:
    message = await world.said("And in winter?", ASKED)
    assert message is not None
    assert message.conversation == Conversation(
        "discord/1/11/600", "discord/1", "Bikes #general › Which tyres?", group=True
    )
    assert await world.said("And in winter?", ASKED, reply_to=JONAS, mentions=[JONAS]) is not None
    assert await world.said("And in winter?", ASKED, reply_to=None) is not None


@pytest.mark.parametrize(
    ("where", "more"),
    [
        (ASKED, {"by": MIRA}),
        (ASKED, {"mentions": [MIRA]}),
        (ASKED, {"reply_to": MIRA}),
        (ASKED, {"mention_roles": [str(PATRONS)]}),
        (ASKED, {"mention_everyone": True}),
        (OTHERS, {}),
        (OTHERS, {"by": MIRA}),
        (POST, {"by": MIRA}),
    ],
)
async def test_in_threads_what_others_say_to_each_other_is_theirs(world: World, where: int, more: Json) -> None:
    world.askers.note(OTHERS, JONAS)
    assert await world.said("And in winter?", where, **more) is None


async def test_who_asked_is_remembered_for_the_thread_that_is_opened_then(world: World) -> None:
    assert await world.said("<@4242> which chain?", mentions=[BOT], id=700) is not None
    guild = world.client.get_guild(SERVER)
    assert guild is not None
    opened = discord.Thread(guild=guild, state=world.state, data=thread(700, GENERAL, BOT, "Which chain?"))  # type: ignore[arg-type]
    assert await world.askers.of(opened) == JONAS


async def test_a_forum_s_post_is_read_with_its_title(world: World) -> None:
    message = await world.said("<@4242> it snows", POST, mentions=[BOT], by=MIRA, id=POST)
    assert message is not None
    assert message.text == "Winter tyres?\n\nit snows"
    assert message.conversation.key == "discord/1/14/602"
    assert message.conversation.title == "Bikes #help › Winter tyres?"
    later = await world.said("<@4242> it snows", POST, mentions=[BOT], by=MIRA)
    assert later is not None
    assert later.text == "it snows"


@pytest.mark.parametrize(
    ("where", "key"),
    [
        (GENERAL, f"discord/1/11/{WRITTEN}"),
        (NEWS, f"discord/1/12/{WRITTEN}"),
        (VOICE, "discord/1/13"),
        (ASKED, "discord/1/11/600"),
        (PRIVATE, "discord/7"),
    ],
)
async def test_with_threads_a_question_belongs_to_the_one_that_is_opened_from_it(where: int, key: str) -> None:
    message = await World(Manners(threads=True)).said("<@4242> hi", where, mentions=[BOT])
    assert message is not None
    assert message.conversation.key == key


async def test_roles_are_told_without_the_one_that_everybody_has(world: World) -> None:
    written = world.written("<@4242> hi", mentions=[BOT], roles=[SERVER, PATRONS, BOT_ROLE, 12345])
    message = await world.reader.message(written)
    assert message is not None
    assert set(message.roles) == {"discord/@50", "discord/@51"}
    assert isinstance(written.author, discord.Member)
    assert roles_of(written.author) == message.roles


async def test_a_question_to_nobody_is_read_if_it_is_asked_for(world: World) -> None:
    message = await world.reader.message(world.written("which tyres?"), unasked=True)
    assert message is not None
    assert (message.text, message.unasked) == ("which tyres?", True)
    addressed = await world.reader.message(world.written("<@4242> which tyres?", mentions=[BOT]), unasked=True)
    assert addressed is not None
    assert not addressed.unasked
    assert await world.reader.message(world.written("which tyres?", by=OTHER_BOT), unasked=True) is None


async def test_nicknames_are_the_names(world: World) -> None:
    data = payload("<@4242> hi", GENERAL, mentions=[BOT]) | {"member": member(nick="  Jo\n\u202enas ")}
    at, _ = world.state._get_guild_channel(data)  # type: ignore[arg-type]
    message = await world.reader.message(discord.Message(state=world.state, channel=at, data=data))  # type: ignore[arg-type]
    assert message is not None
    assert message.sender.name == "Jo nas"


async def test_an_odd_message_raises(world: World) -> None:
    written = world.written("hi", PRIVATE)
    del written.author
    with pytest.raises(AttributeError):
        await world.reader.message(written)


# Edits ---------------------------------------------------------------------------------------------------------------

EDITED = {"edited_timestamp": "2023-11-14T22:14:20.123000+00:00"}


async def test_an_edit_is_the_message_as_it_reads_now(world: World) -> None:
    edit = await world.reader.edit(world.written("Which tyre?", PRIVATE, **EDITED))
    assert isinstance(edit, Edit)
    assert edit.addressed
    assert edit.message.event == f"discord/{WRITTEN}/edit/1700000060123"
    assert (edit.message.text, edit.message.reference) == ("Which tyre?", str(WRITTEN))
    in_server = await world.reader.edit(world.written("<@4242> which?", mentions=[BOT], **EDITED))
    assert in_server is not None
    assert (in_server.message.text, in_server.addressed) == ("which?", True)


@pytest.mark.parametrize("threads", [False, True])
async def test_an_edit_that_calls_the_twin_no_more_says_that_and_nothing_else(threads: bool) -> None:
    world = World(replace(OPEN, threads=threads))
    edit = await world.reader.edit(world.written("which, <@99>?", mentions=[MIRA], roles=[PATRONS], **EDITED))
    key = f"discord/1/11/{WRITTEN}" if threads else "discord/1/11"
    assert edit == Edit(
        Message(
            event=f"discord/{WRITTEN}/edit/1700000060123",
            conversation=Conversation(key, "discord/1", "Bikes #general", group=True),
            sender=Contact("discord/7", "Jonas", Audience.PUBLIC),
            text="",
            sent_at=discord.utils.snowflake_time(WRITTEN),
            reference=str(WRITTEN),
        ),
        addressed=False,
    )


async def test_where_questions_to_nobody_are_answered_an_edit_of_one_says_what_it_asks_now() -> None:
    for watched in ("discord/1", "discord/1/11"):
        world = World(replace(OPEN, watched=frozenset({watched})))
        edit = await world.reader.edit(world.written("which tyre?", **EDITED))
        assert edit is not None
        assert (edit.message.text, edit.message.unasked, edit.addressed) == ("which tyre?", True, False)
        elsewhere = await world.reader.edit(world.written("which tyre?", VOICE, **EDITED))
        assert elsewhere is not None
        assert elsewhere.message.text == ("which tyre?" if watched == "discord/1" else "")


async def test_what_discord_adds_to_a_message_is_no_edit(world: World) -> None:
    assert await world.reader.edit(world.written("see https://a.example", PRIVATE)) is None
    assert await world.reader.edit(world.written("hi", by=OTHER_BOT, **EDITED)) is None
    assert await world.reader.edit(world.written("", PRIVATE, **EDITED)) is None


# Deletions, feedback -------------------------------------------------------------------------------------------------


async def test_deletions_are_told_for_the_channel_and_for_the_thread(world: World) -> None:
    place = Conversation("discord/1/11", "discord/1", "Bikes #general", group=True)
    first = Deletion("discord/5/deleted", place, ("5",))
    assert await world.reader.deletions([5, 6], GENERAL, SERVER) == [
        first,
        Deletion("discord/6/deleted", place, ("6",)),
    ]
    threaded = World(replace(OPEN, threads=True)).reader
    thread = Conversation("discord/1/11/5", "discord/1", "Bikes #general", group=True)
    assert await threaded.deletions([5], GENERAL, SERVER) == [first, Deletion("discord/5/deleted/5", thread, ("5",))]
    [in_thread] = await threaded.deletions([5], ASKED, SERVER)
    assert in_thread.conversation.key == "discord/1/11/600"


@pytest.mark.parametrize(
    ("manners", "minds"),
    [
        (Manners(), False),
        (Manners(threads=True), False),
        (Manners(opened=lambda key: key == "discord/1/12"), False),
        (Manners(watched=frozenset({"discord/1/12"})), False),
        (Manners(desks=lambda: ("discord/1/12",)), False),
        (Manners(opened=lambda key: key.startswith("discord/1/11")), True),
        (Manners(watched=frozenset({"discord/1"})), True),
        (Manners(desks=lambda: ("discord/1/11",), threads=True), True),
    ],
)
async def test_what_becomes_of_messages_matters_where_the_twin_reads(manners: Manners, minds: bool) -> None:
    world = World(manners)
    assert bool(await world.reader.deletions([5], GENERAL, SERVER)) == minds
    assert bool(await world.reader.edit(world.written("which?", **EDITED))) == minds
    assert await world.reader.edit(world.written("which?", PRIVATE, **EDITED))
    assert await world.reader.deletions([WRITTEN], PRIVATE, None)


async def test_what_was_written_to_the_twin_can_be_taken_back_where_it_is_open_to_nobody() -> None:
    world = World(Manners())
    await world.said("<@4242> my address is", mentions=[BOT])
    await world.said("nobody is asked", id=WRITTEN + 1)
    edit = await world.reader.edit(world.written("nothing", **EDITED))
    assert edit is not None
    assert (edit.message.text, edit.addressed) == ("", False)
    [deletion] = await world.reader.deletions([WRITTEN, WRITTEN + 1], GENERAL, SERVER)
    assert deletion.references == (str(WRITTEN),)


@pytest.mark.parametrize(
    ("parent", "key"),
    [(None, "discord/1/11"), (GENERAL, "discord/1/11/600")],
)
def test_a_channel_that_is_deleted_takes_everything_back_and_is_closed(parent: int | None, key: str) -> None:
    channel = GENERAL if parent is None else ASKED
    place = Conversation(key, "discord/1", group=True)
    assert gone(channel, parent, SERVER) == [
        Deletion(f"discord/{channel}/gone", place, ()),
        Closed(f"discord/{channel}/gone/closed", place, open=False),
    ]


async def test_who_deletes_in_private_is_known_by_what_they_wrote(world: World) -> None:
    message = await world.said("oops", PRIVATE)
    assert message is not None
    assert await world.reader.deletions([WRITTEN], PRIVATE, None) == [
        Deletion(f"discord/{WRITTEN}/deleted", message.conversation, (str(WRITTEN),))
    ]


def reaction(
    world: World,
    emoji: str,
    where: int = GENERAL,
    by: int = JONAS,
    **more: Any,  # noqa: ANN401
) -> discord.RawReactionActionEvent:
    guild = {} if where == PRIVATE else {"guild_id": str(SERVER)}
    data: Any = {
        "message_id": "5",
        "channel_id": str(where),
        "user_id": str(by),
        "type": 0,
        "burst": False,
        **guild,
        **more,
    }
    event = discord.RawReactionActionEvent(
        data, discord.PartialEmoji(name=emoji, id=more.get("custom")), "REACTION_ADD"
    )
    server = world.client.get_guild(SERVER)
    if guild and server is not None:
        who: Any = member() | {"user": USERS[by]}
        event.member = discord.Member(data=who, guild=server, state=world.state)
    return event


@pytest.mark.parametrize(
    ("emoji", "given", "value"),
    [("👍", True, 1), ("👍🏽", True, 1), ("👎", True, -1), ("👎🏿", True, -1), ("👍", False, 0), ("👎️", False, 0)],
)
async def test_a_thumb_is_feedback(world: World, emoji: str, given: bool, value: int) -> None:
    feedback = world.reader.feedback(reaction(world, emoji), given=given)
    assert feedback is not None
    event, _, moment = feedback.event.rpartition("/")
    assert (event, moment.isdigit()) == (f"discord/5/7/{emoji}", True)
    place = Conversation("discord/1/11", "discord/1", "Bikes #general", group=True)
    contact = Contact("discord/7", "Jonas", Audience.PUBLIC)
    assert feedback == Feedback(feedback.event, place, contact, "5", value)


async def test_a_thumb_in_private_and_in_a_thread(world: World) -> None:
    private = world.reader.feedback(reaction(world, "👍", PRIVATE), given=True)
    assert private is not None
    assert private.conversation == Conversation("discord/7", "discord/7", address=str(PRIVATE))
    in_thread = world.reader.feedback(reaction(world, "👍", ASKED), given=True)
    assert in_thread is not None
    assert in_thread.conversation.key == "discord/1/11/600"


@pytest.mark.parametrize(
    ("emoji", "more"),
    [
        ("🚲", {}),
        ("", {}),
        ("👍", {"custom": 77}),
        ("👍", {"by": OTHER_BOT}),
        ("👍", {"by": BOT, "where": PRIVATE}),
        ("👍", {"message_author_id": str(MIRA)}),
        ("👍", {"where": 999}),
    ],
)
async def test_other_reactions_are_none(world: World, emoji: str, more: Json) -> None:
    assert world.reader.feedback(reaction(world, emoji, **more), given=True) is None


# Attachments ---------------------------------------------------------------------------------------------------------


def file(name: str, content_type: str | None = None, **more: object) -> Json:
    url = f"https://cdn.discordapp.com/attachments/1/2/{name}"
    return {"id": "3", "filename": name, "size": 9, "url": url, "proxy_url": url, "content_type": content_type, **more}


STICKER = {"id": "4", "name": "Wave", "format_type": 1}
POLL: Json = {
    "question": {"text": "?"},
    "answers": [],
    "expiry": "2023-12-02T00:00:00+00:00",
    "allow_multiselect": False,
    "layout_type": 1,
}


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({}, ""),
        ({"attachments": [file("a.png", "image/png")]}, "photo"),
        ({"attachments": [file("a.gif", "image/gif")]}, "animation"),
        ({"attachments": [file("a.mp4", "video/mp4")]}, "video"),
        ({"attachments": [file("a.mp3", "audio/mpeg")]}, "audio"),
        ({"attachments": [file("a.pdf", "application/pdf")]}, "document"),
        ({"attachments": [file("a")]}, "document"),
        ({"attachments": [file("a.ogg", "audio/ogg", duration_secs=1.5, waveform="AAA=")], "flags": 1 << 13}, "voice"),
        ({"sticker_items": [STICKER]}, "sticker"),
        ({"poll": POLL}, "poll"),
        (forwarded("", attachments=[file("a.png", "image/png")]), "photo"),
    ],
)
async def test_attachments_are_one_word(world: World, more: Json, word: str) -> None:
    written = world.written("", PRIVATE, **more)
    assert kind(written) == word
    message = await world.reader.message(written)
    assert (message is None) == (not word)
    if message is not None:
        assert (message.text, message.attachment) == ("", word)


@dataclass
class Files:
    """Where files are kept, and what was asked for."""

    kept: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    port: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.asked.append(name)
        assert "Authorization" not in request.headers
        if name == "moved.txt":
            raise web.HTTPFound("/there.txt")
        if name == "slow.txt":
            await asyncio.sleep(30)
        packed = {"Content-Encoding": "gzip"} if name == "packed.txt" else {}
        return web.Response(body=self.kept[name], headers=packed)

    def json(self, name: str, content_type: str | None = "text/plain; charset=utf-8", **more: object) -> Json:
        size, number = len(self.kept.get(name, b"?")), len(name)
        url = f"http://127.0.0.1:{self.port}/{name}"
        return file(name, content_type, **{"id": str(number), "size": size, "url": url, "proxy_url": url, **more})


@pytest.fixture
async def files() -> AsyncIterator[Files]:
    kept = Files({"note.txt": "Grüße\r\naus Köln\x07".encode()})
    application = web.Application()
    application.router.add_get("/{name}", kept.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.05, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    kept.port = runner.addresses[0][1]
    yield kept
    await runner.cleanup()


async def attached(world: World, files: Files, *those: Json) -> tuple[str, str]:
    """What was read of these files, and the word for what was not."""
    reader = Attachments(f"http://127.0.0.1:{files.port}/api/v10", seconds=0.3)
    found = await reader.of(world.written("see", PRIVATE, attachments=list(those)))
    return found.text, found.kind


async def test_a_text_file_stands_behind_the_text(world: World, files: Files) -> None:
    reader = Attachments(f"http://127.0.0.1:{files.port}")
    line = Line(Troubles("discord", {}))
    line.use(world.client)
    members = Members(line, Manners())
    world.reader = Reader(line, reader, members, world.askers, Manners())
    message = await world.said("What is wrong here?", PRIVATE, attachments=[files.json("note.txt")])
    assert message is not None
    assert message.text == "What is wrong here?\n\n[note.txt]\nGrüße\naus Köln"
    assert message.attachment == ""
    alone = await world.said(
        "<@4242>", mentions=[BOT], attachments=[files.json("note.txt"), file("a.png", "image/png")]
    )
    assert alone is not None
    assert (alone.text, alone.attachment) == ("[note.txt]\nGrüße\naus Köln", "photo")
    # An edit of the message needs it again.
    assert files.asked == ["note.txt"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Grüße".encode("utf-8-sig"), "Grüße"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ("Grüße aus Köln".encode("cp1252"), "Grüße aus Köln"),
        ("Привет, как дела? Всё хорошо, спасибо.".encode("cp1251"), "Привет, как дела? Всё хорошо, спасибо."),
        (bytes(range(256)) * 200, None),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, None),
        (b" \n ", None),
    ],
)
async def test_files_are_read_in_whatever_they_are_written(
    world: World, files: Files, content: bytes, text: str | None
) -> None:
    files.kept["a.log"] = content
    expected = ("", "document") if text is None else (f"[a.log]\n{text}", "")
    assert await attached(world, files, files.json("a.log", None)) == expected


async def test_what_is_large_or_no_text_or_elsewhere_is_not_asked_for(world: World, files: Files) -> None:
    url = f"http://localhost:{files.port}/note.txt"
    for unwanted in (
        files.json("note.txt", size=65_537),
        files.json("note.txt", size=0),
        files.json("note.exe", "application/octet-stream"),
        files.json("note.txt", url=url),
        files.json("note.txt", url="http://169.254.169.254/note.txt"),
        files.json("note.txt", url="https://cdn.discordapp.com.evil.example/note.txt"),
        files.json("note.txt", url="https://cdn.discordapp.com@evil.example/note.txt"),
        files.json("note.txt", url="note.txt"),
        files.json("note.txt", url="http://[::1/note.txt"),
    ):
        assert await attached(world, files, unwanted) == ("", "document")
    assert files.asked == []


async def test_what_cannot_be_had_is_left_out(world: World, files: Files) -> None:
    files.kept |= {
        "there.txt": b"there", "slow.txt": b"slow", "packed.txt": gzip.compress(b"a" * 10_000_000),
        "more.txt": b"m" * 70_000,
    }  # fmt: skip
    begun = perf_counter()
    for name in ("gone.txt", "moved.txt", "slow.txt", "packed.txt"):
        assert await attached(world, files, files.json(name, size=99)) == ("", "document")
    assert await attached(world, files, files.json("more.txt", size=99)) == ("", "document")
    assert perf_counter() - begun < 20
    assert "there.txt" not in files.asked
    files.port = 1
    assert await attached(world, files, files.json("note.txt")) == ("", "document")


async def test_three_files_are_read_and_six_thousand_characters(world: World, files: Files) -> None:
    files.kept |= {f"{'n' * number}.md": bytes([96 + number]) * 3000 for number in range(1, 5)}
    text, kind_ = await attached(world, files, *(files.json(name) for name in files.kept if name != "note.txt"))
    assert text == f"[n.md]\n{'a' * 3000}\n\n[nn.md]\n{'b' * (6000 - 3009 - 9)}…"
    assert kind_ == "document"
    assert len(text) == 6000
    assert sorted(files.asked) == ["n.md", "nn.md", "nnn.md"]


async def test_a_file_s_name_breaks_out_of_nothing(world: World, files: Files) -> None:
    named_so = files.json("note.txt", filename="a]\n[system\u2028.txt")
    assert await attached(world, files, named_so) == ("[a) (system .txt]\nGrüße\naus Köln", "")


# Names, texts --------------------------------------------------------------------------------------------------------


class Nobody:
    """Knows no names."""

    def user(self, _: int) -> None:
        """Nobody's."""

    role = channel = user


@given(st.text(st.characters(codec=None), max_size=60))
def test_whatever_is_written_can_be_stored(text: str) -> None:
    for read in (storable(text), named(text), wording(text, Nobody(), Me(BOT, BOT_ROLE)), commanded(storable(text))[1]):
        assert read.encode().decode() == read
    assert "\n" not in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "<@4242>" * 30_000,
        "<@4242> " * 25_000,
        "<@99>" * 40_000,
        "<#15>" * 800,
        "<" * 200_000,
        "<@" * 100_000,
        "</" + "a" * 200_000,
        "<:" + "a" * 200_000 + ":1>",
        "<t:" + "9" * 200_000,
        " \t,:;" * 40_000 + "<@4242>",
        "/about" + " ,:" * 60_000,
        "\ud83d" * 200_000,
    ],
    ids=range(12),
)
async def test_hostile_texts_are_read_fast(world: World, text: str) -> None:
    begun = perf_counter()
    assert await world.said(text, mentions=[BOT, MIRA]) is not None
    assert await world.said(text, PRIVATE) is not None
    assert perf_counter() - begun < 20
