"""What happens on the Discord of the tests, whoever does it, and what the bot hears of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tests.servers.discord_errors import Json
from tests.servers.discord_files import Files
from tests.servers.discord_objects import (
    DM,
    FORUM,
    HAS_THREAD,
    NEWS,
    NEWS_THREAD,
    PRIVATE_THREAD,
    STARTER,
    THREAD,
    Attachment,
    Channel,
    Clock,
    Guild,
    Member,
    Message,
    Reference,
    Role,
    Snowflakes,
    ThreadState,
    User,
    emoji_json,
    message_json,
)
from tests.servers.discord_permissions import may

GUILDS, MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
MESSAGES, REACTIONS, DM_MESSAGES, DM_REACTIONS = 1 << 9, 1 << 10, 1 << 12, 1 << 13
CONTENT = 1 << 15

_CALLED = re.compile(r"<@!?([0-9]{1,20})>")
_ROLE = re.compile(r"<@&([0-9]{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True)
class Event:
    """What the bot may hear of: only with one of the intents (0: always); ``data`` is told whether it may read
    everybody's messages.
    """

    name: str
    intents: int
    data: Callable[[bool], Json]


@dataclass(frozen=True)
class Called:
    """Whom a message calls."""

    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    everyone: bool = False


def _nobody(_: Event) -> None:
    """Where events go before there is a gateway."""


class World:
    """Everything there is, and everything that can happen to it."""

    def __init__(self, bot: User, clock: Clock, ids: Snowflakes) -> None:
        self.clock = clock
        self.ids = ids
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.privates: dict[int, Channel] = {}
        self.listener: Callable[[Event], None] = _nobody
        # The numbers of people, guilds, roles and channels, by what is said of them; the same number every time, if a
        # server that is started anew shall be the one that it was.
        self.number: Callable[[str], int] = lambda _: ids.next()
        self.files = Files(clock)

    # What the bot hears

    def emit(
        self, name: str, intents: int, data: Json | Callable[[bool], Json], channel: Channel | None = None
    ) -> None:
        """Tell the bot, unless it does not see the channel."""
        if channel and not self.visible(channel):
            return
        self.listener(Event(name, intents, data if callable(data) else lambda _: data))

    def visible(self, channel: Channel) -> bool:
        """Whether the bot sees the channel."""
        if channel.guild is None:
            return True
        if channel.thread and channel.type == PRIVATE_THREAD and self.bot.id not in channel.thread.members:
            return channel.guild.joined and may(channel, self.bot, self.clock.now(), "view_channel", "manage_threads")
        return channel.guild.joined and may(channel, self.bot, self.clock.now(), "view_channel")

    def guild_create(self, guild: Guild) -> Json:
        """A guild as the bot gets it when it connects: the members are the bot alone."""
        threads = [
            one.json for one in guild.threads.values() if one.thread and not one.thread.archived and self.visible(one)
        ]
        return guild.json | {
            "joined_at": self._joined(guild),
            "large": len(guild.members) > 250,
            "unavailable": False,
            "member_count": len(guild.members),
            "voice_states": [],
            "members": [guild.members[self.bot.id].json],
            # Bots are told of every channel, also of those that they do not see.
            "channels": [channel.json for channel in guild.channels.values()],
            "threads": threads,
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def _joined(self, guild: Guild) -> str:
        return str(guild.members[self.bot.id].partial["joined_at"])

    # Places

    def private(self, user: User) -> Channel:
        """The private messages of a person with the bot."""
        if user.id not in self.privates:
            channel = Channel(self.number(f"private {user.name}"), DM, user=user, bot=self.bot)
            self.privates[user.id] = self.channels[channel.id] = channel
        return self.privates[user.id]

    def attach(self, channel: Channel, name: str, content: bytes, kind: str = "", **more: Any) -> Attachment:  # noqa: ANN401
        """A file that is about to hang on a message."""
        number = self.ids.next()
        link = self.files.keep(channel.id, number, name, content)
        return Attachment(number, name, content, link, kind, tuple(more.items()))

    def called(self, content: str, channel: Channel, author: User, allowed: Json | None = None) -> Called:
        """Whom a text calls, of those whom it may call."""
        parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse", [])
        users, roles = allowed and allowed.get("users", []), allowed and allowed.get("roles", [])
        found = [self.users[each] for each in _numbers(_CALLED, content) if each in self.users]
        marked = _numbers(_ROLE, content)
        guild = channel.guild
        here = [guild.roles[each] for each in marked if each in guild.roles] if guild else []
        all_of_them = bool(guild and _EVERYONE.search(content) and "everyone" in parse)
        return Called(
            tuple(user for user in found if "users" in parse or str(user.id) in map(str, users or ())),
            tuple(role for role in here if "roles" in parse or str(role.id) in map(str, roles or ())),
            all_of_them and may(channel, author, self.clock.now(), "mention_everyone"),
        )

    # Messages

    def post(self, message: Message, *, nonce: bool = True) -> Message:
        """Put a message where it belongs, and tell the bot."""
        channel = message.channel
        if channel.thread:
            self._wake(channel, channel.thread, message.author)
        channel.messages[message.id] = message
        if not message.ephemeral:
            self._tell("MESSAGE_CREATE", message, nonce=nonce)
        return message

    def write(
        self,
        channel: Channel,
        author: User,
        content: str,
        *,
        reply_to: Reference | None = None,
        ping: bool = True,
        allowed: Json | None = None,
        ago: float = 0,
        **more: Any,  # noqa: ANN401 - further fields of a message
    ) -> Message:
        """A message as somebody writes it, not yet posted: whom it calls is found out."""
        called = self.called(content, channel, author, allowed)
        users = list(called.users)
        original = reply_to.channel.messages.get(reply_to.message) if reply_to else None
        if original and ping and original.author not in users and original.author is not author:
            users.append(original.author)
        kind = {"type": 19} if reply_to else {}
        return Message(
            self.ids.next(ago), channel, author, content,
            mentions=users, roles=list(called.roles), everyone=called.everyone, reference=reply_to,
            **kind | more,
        )  # fmt: skip

    def change(self, message: Message, **fields: Any) -> Message:  # noqa: ANN401 - fields of a message
        """Change what a message says, and tell the bot."""
        if "content" in fields and fields["content"] != message.content:
            message.before.append(message.content)
        for name, value in fields.items():
            setattr(message, name, value)
        if not message.ephemeral:
            self._tell("MESSAGE_UPDATE", message, nonce=False)
        return message

    def _tell(self, name: str, message: Message, *, nonce: bool) -> None:
        said = {"nonce": message.nonce} if nonce and message.nonce is not None else {}
        intents = MESSAGES if message.channel.guild else DM_MESSAGES
        # What the bot is told is what it is at this moment.
        told = {
            content: message_json(message, self.bot, content=content, event=True) | said for content in (True, False)
        }
        self.emit(name, intents, lambda content: told[content], message.channel)

    def remove(self, messages: Iterable[Message], *, bulk: bool = False) -> None:
        """Delete messages of one channel, and tell the bot."""
        gone = list(messages)
        for message in gone:
            del message.channel.messages[message.id]
        shown = [message for message in gone if not message.ephemeral]
        if not shown:
            return
        channel = shown[0].channel
        place = {"channel_id": str(channel.id)} | ({"guild_id": str(channel.guild.id)} if channel.guild else {})
        intents = MESSAGES if channel.guild else DM_MESSAGES
        if bulk:
            self.emit("MESSAGE_DELETE_BULK", intents, {"ids": [str(one.id) for one in shown], **place}, channel)
            return
        for message in shown:
            self.emit("MESSAGE_DELETE", intents, {"id": str(message.id), **place}, channel)

    def react(self, message: Message, user: User, emoji: str) -> None:
        """Put a reaction under a message, and tell the bot."""
        users = message.reactions.setdefault(emoji, [])
        if user in users:
            return
        users.append(user)
        more: Json = {"message_author_id": str(message.author.id), "burst_colors": []}
        guild = message.channel.guild
        if guild and user.id in guild.members:
            more["member"] = guild.members[user.id].json
        self._reacted("MESSAGE_REACTION_ADD", message, user, emoji, more)

    def unreact(self, message: Message, user: User, emoji: str) -> None:
        """Take a reaction away, and tell the bot."""
        users = message.reactions.get(emoji, [])
        if user in users:
            users.remove(user)
            self._reacted("MESSAGE_REACTION_REMOVE", message, user, emoji, {})

    def _reacted(self, name: str, message: Message, user: User, emoji: str, more: Json) -> None:
        channel = message.channel
        data = {
            "user_id": str(user.id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "emoji": emoji_json(emoji),
            "burst": False,
            "type": 0,
            **({"guild_id": str(channel.guild.id)} if channel.guild else {}),
        }
        self.emit(name, REACTIONS if channel.guild else DM_REACTIONS, data | more, channel)

    # Threads

    def open_thread(
        self,
        parent: Channel,
        owner: User,
        name: str,
        message: Message | None = None,
        **more: Any,  # noqa: ANN401 - fields of a thread
    ) -> Channel:
        """A new thread, from a message (whose number it gets) or without one; tells the bot."""
        kind = NEWS_THREAD if parent.type == NEWS else THREAD
        state = ThreadState(owner, parent, archive_changed=self.clock.now(), members={owner.id: owner})
        for key in [key for key in more if hasattr(state, key)]:
            setattr(state, key, more.pop(key))
        number = message.id if message else self.ids.next()
        thread = Channel(number, more.pop("type", kind), name, parent.guild, bot=self.bot, thread=state, **more)
        assert parent.guild
        parent.guild.threads[thread.id] = self.channels[thread.id] = thread
        self.emit("THREAD_CREATE", GUILDS, thread.json | {"newly_created": True}, thread)
        if message:
            message.thread = thread
            self.change(message, flags=message.flags | HAS_THREAD)
            starter = Message(
                self.ids.next(), thread, message.author, type=STARTER, reference=Reference(parent, message.id)
            )
            thread.messages[starter.id] = starter
            self._tell("MESSAGE_CREATE", starter, nonce=False)
        return thread

    def open_post(self, forum: Channel, author: User, title: str, fields: Callable[[Channel, int], Message]) -> Channel:
        """A post in a forum, with the message that opens it, which has the thread's number."""
        assert forum.type == FORUM
        thread = self.open_thread(forum, author, title)
        self.post(replace(fields(thread, thread.id), id=thread.id))
        return thread

    def change_thread(self, thread: Channel, **fields: Any) -> None:  # noqa: ANN401 - fields of a thread
        """Archive it, lock it, rename it, and tell the bot."""
        assert thread.thread
        for name, value in fields.items():
            setattr(thread.thread if hasattr(thread.thread, name) else thread, name, value)
        if "archived" in fields:
            thread.thread.archive_changed = self.clock.now()
        self.emit("THREAD_UPDATE", GUILDS, thread.json, thread)

    def join_thread(self, thread: Channel, user: User) -> None:
        """Somebody is in a thread from now on."""
        assert thread.thread
        assert thread.guild
        if user.id in thread.thread.members:
            return
        thread.thread.members[user.id] = user
        joined = {
            "id": str(thread.id), "user_id": str(user.id), "flags": 0,
            "join_timestamp": str(thread.json["thread_metadata"]["archive_timestamp"]),
        }  # fmt: skip
        if user is self.bot:
            data = {
                "id": str(thread.id), "guild_id": str(thread.guild.id),
                "member_count": len(thread.thread.members), "added_members": [joined],
            }  # fmt: skip
            self.emit("THREAD_MEMBERS_UPDATE", GUILDS, data, thread)

    def _wake(self, thread: Channel, state: ThreadState, author: User) -> None:
        if state.archived:
            self.change_thread(thread, archived=False)
        self.join_thread(thread, author)

    def delete_channel(self, channel: Channel) -> None:
        """A channel or a thread is gone, with all that is in it; tells the bot."""
        assert channel.guild
        within = [one for one in channel.guild.threads.values() if one.thread and one.thread.parent is channel]
        for thread in within:
            self._forget(thread)
        data = channel.json
        told = self.visible(channel) if channel.thread else channel.guild.joined
        self._forget(channel)
        if told:
            self.emit("THREAD_DELETE" if channel.thread else "CHANNEL_DELETE", GUILDS, data)

    def _forget(self, channel: Channel) -> None:
        channel.deleted = True
        del self.channels[channel.id]
        if channel.guild:
            channel.guild.channels.pop(channel.id, None)
            channel.guild.threads.pop(channel.id, None)

    # Members

    def member_changed(self, guild: Guild, member: Member) -> None:
        """Tell the bot of new roles or a timeout; of itself it hears also without the intent."""
        if not guild.joined:
            return
        data = member.json | {"guild_id": str(guild.id)}
        self.emit("GUILD_MEMBER_UPDATE", GUILDS if member.user is self.bot else MEMBERS, data)


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    """The numbers that are marked in a text, each once."""
    return list(dict.fromkeys(int(each) for each in pattern.findall(text)))
