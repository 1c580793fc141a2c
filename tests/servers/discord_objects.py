"""What is on the Discord of the tests: people, roles, channels, threads, messages, and how they stand in JSON."""

import itertools
import mimetypes
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.discord_errors import Json

EPOCH = 1_420_070_400_000

# Kinds of channels.
TEXT, DM, VOICE, CATEGORY, NEWS, NEWS_THREAD, THREAD, PRIVATE_THREAD, FORUM = 0, 1, 2, 4, 5, 10, 11, 12, 15
# Kinds of messages.
DEFAULT, THREAD_CREATED, REPLY, COMMAND, STARTER, CONTEXT_COMMAND = 0, 18, 19, 20, 21, 23
# Flags of messages.
HAS_THREAD, EPHEMERAL, LOADING = 1 << 5, 1 << 6, 1 << 7


class Clock:
    """The server's clock, which tests move."""

    def __init__(self) -> None:
        self._shift = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._shift

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self._shift += seconds


class Snowflakes:
    """Numbers with the time in them, each higher than the ones before, unless one of an earlier time is asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counter = itertools.count()
        self._last = 0

    def next(self, ago: float = 0) -> int:
        """A number of now, or of some seconds ago."""
        made = (int((self._clock.now() - ago) * 1000) - EPOCH) << 22 | next(self._counter) & 0xFFF
        if not ago:
            made = self._last = max(made, self._last + 1)
        return made


def time_of(snowflake: int) -> float:
    """When a number was given, in seconds since 1970."""
    return ((snowflake >> 22) + EPOCH) / 1000


def timestamp(when: float) -> str:
    """As times stand in JSON."""
    return datetime.fromtimestamp(when, UTC).isoformat()


@dataclass(eq=False)
class User:
    """Somebody with an account."""

    id: int
    name: str
    bot: bool = False
    # With what number private messages to this person are refused; 0: they are not.
    private_refusal: int = 0
    locale: str = "en-US"

    @property
    def username(self) -> str:
        """The account's name: lower case and no blanks, but for bots."""
        plain = "".join(char for char in self.name.lower() if char.isascii() and (char.isalnum() or char in "._"))
        return self.name if self.bot else plain or f"user{self.id}"

    @property
    def mention(self) -> str:
        """As it stands in a text that calls this person."""
        return f"<@{self.id}>"

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        return {
            "id": str(self.id),
            "username": self.username,
            # Only bots still have these four digits.
            "discriminator": "0042" if self.bot else "0",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "public_flags": 0,
            **({"bot": True} if self.bot else {}),
        }


@dataclass(eq=False)
class Role:
    """A role of a guild; everybody has the one with the guild's own number."""

    id: int
    name: str
    permissions: int = 0
    bot: int | None = None
    position: int = 1

    @property
    def mention(self) -> str:
        """As it stands in a text that calls who has the role."""
        return f"<@&{self.id}>"

    @property
    def json(self) -> Json:
        """As it stands in a guild."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.bot is not None,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
            **({"tags": {"bot_id": str(self.bot)}} if self.bot is not None else {}),
        }


@dataclass(eq=False)
class Member:
    """Somebody in a guild."""

    user: User
    roles: list[Role]
    joined: float
    nick: str | None = None
    # Timed out until then.
    silent_until: float | None = None

    @property
    def partial(self) -> Json:
        """As it stands in messages, which name the user themselves."""
        return {
            "roles": [str(role.id) for role in self.roles],
            "joined_at": timestamp(self.joined),
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None if self.silent_until is None else timestamp(self.silent_until),
        }

    @property
    def json(self) -> Json:
        """As it stands alone."""
        return self.partial | {"user": self.user.json}


@dataclass
class Overwrite:
    """What a role or a member may do in one channel, unlike elsewhere."""

    id: int
    is_member: bool
    allow: int = 0
    deny: int = 0

    @property
    def json(self) -> Json:
        """As it stands in a channel."""
        kind = 1 if self.is_member else 0
        return {"id": str(self.id), "type": kind, "allow": str(self.allow), "deny": str(self.deny)}


@dataclass(frozen=True)
class Attachment:
    """A file that hangs on a message; its content is at ``url``, which is another one whenever it is told."""

    id: int
    name: str
    content: bytes
    link: Callable[[], str]
    type: str = ""
    more: tuple[tuple[str, Any], ...] = ()

    @property
    def url(self) -> str:
        """Where its content is, for a day."""
        return self.link()

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        kind = self.type or mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        kind += "; charset=utf-8" if kind.startswith("text/") else ""
        url = self.url
        return {
            "id": str(self.id),
            "filename": self.name,
            "size": len(self.content),
            "url": url,
            "proxy_url": url,
            "content_type": kind,
            **dict(self.more),
        }


@dataclass(eq=False)
class ThreadState:
    """What a thread has that another channel has not."""

    owner: User
    parent: "Channel"
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    archive_changed: float = 0
    members: dict[int, User] = field(default_factory=dict)
    tags: tuple[int, ...] = ()


@dataclass(eq=False, repr=False)
class Channel:
    """A channel of a guild, a thread, or the private messages of one person with the bot."""

    id: int
    type: int
    name: str = ""
    guild: "Guild | None" = None
    user: User | None = None
    bot: User | None = None
    thread: ThreadState | None = None
    topic: str | None = None
    category: "Channel | None" = None
    slow_mode: int = 0
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<{f'with {self.user.name}' if self.user else '#' + self.name} {self.id}>"

    @property
    def mention(self) -> str:
        """As it stands in a text that names this channel."""
        return f"<#{self.id}>"

    @property
    def history(self) -> list["Message"]:
        """The messages that are there for everybody, the oldest first."""
        return [self.messages[number] for number in sorted(self.messages) if not self.messages[number].ephemeral]

    @property
    def last(self) -> str | None:
        """The number of the last message."""
        return str(max(self.messages)) if self.messages else None

    @property
    def json(self) -> Json:
        """As it stands alone."""
        if self.user:
            recipients = [self.user.json]
            return {"id": str(self.id), "type": DM, "last_message_id": self.last, "recipients": recipients, "flags": 0}
        assert self.guild
        shared = {
            "id": str(self.id),
            "type": self.type,
            "guild_id": str(self.guild.id),
            "name": self.name,
            "last_message_id": self.last,
            "rate_limit_per_user": self.slow_mode,
            "flags": 0,
        }
        return shared | (self._thread_json(self.thread) if self.thread else self._channel_json())

    def _channel_json(self) -> Json:
        forum: Json = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
        return {
            "position": self.position,
            "permission_overwrites": [overwrite.json for overwrite in self.overwrites.values()],
            "nsfw": False,
            "parent_id": str(self.category.id) if self.category else None,
            "topic": self.topic,
            **({"bitrate": 64000, "user_limit": 0, "rtc_region": None} if self.type == VOICE else {}),
            **({**forum, "default_forum_layout": 0} if self.type == FORUM else {}),
        }

    def _thread_json(self, thread: ThreadState) -> Json:
        own = {"id": str(self.id), "user_id": str(self.bot.id), "flags": 0} if self.bot else {}
        joined = self.bot is not None and self.bot.id in thread.members
        count = len(self.history)
        return {
            "parent_id": str(thread.parent.id),
            "owner_id": str(thread.owner.id),
            "message_count": count,
            "total_message_sent": count,
            "member_count": len(thread.members),
            "thread_metadata": {
                "archived": thread.archived,
                "auto_archive_duration": thread.auto_archive,
                "archive_timestamp": timestamp(thread.archive_changed),
                "locked": thread.locked,
                "create_timestamp": timestamp(time_of(self.id)),
            },
            **({"applied_tags": [str(tag) for tag in thread.tags]} if thread.parent.type == FORUM else {}),
            **({"member": own | {"join_timestamp": timestamp(time_of(self.id))}} if joined else {}),
        }


@dataclass(eq=False, repr=False)
class Guild:
    """A server, in the words of its people."""

    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    locale: str = "en-US"
    # Whether the bot is in it.
    joined: bool = True

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]

    @property
    def json(self) -> Json:
        """As it stands alone."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "banner": None,
            "description": None,
            "owner_id": str(self.owner.id),
            "roles": [role.json for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
            "features": ["COMMUNITY"],
            "verification_level": 1,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "afk_timeout": 300,
            "afk_channel_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "application_id": None,
        }


@dataclass(frozen=True)
class Reference:
    """To what a message answers; the message may be gone since."""

    channel: Channel
    message: int

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        guild = {"guild_id": str(self.channel.guild.id)} if self.channel.guild else {}
        return {"type": 0, "message_id": str(self.message), "channel_id": str(self.channel.id), **guild}


@dataclass(eq=False, repr=False)
class Message:
    """What somebody wrote, or what the platform says about a channel."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    type: int = DEFAULT
    edited: float | None = None
    reference: Reference | None = None
    mentions: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    everyone: bool = False
    attachments: list[Attachment] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    stickers: list[str] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    webhook: int | None = None
    application: int | None = None
    metadata: Json | None = None
    thread: Channel | None = None
    pinned: bool = False
    # Who reacted with what.
    reactions: dict[str, list[User]] = field(default_factory=dict)
    # What it said before, the first text first.
    before: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.author.name}: {self.content[:80]!r} {self.id}>"

    @property
    def ephemeral(self) -> bool:
        """Whether only one person is shown it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons, row by row."""
        return [part for row in self.components for part in row.get("components", ()) if part.get("type") == 2]


def emoji_json(emoji: str) -> Json:
    """An emoji as it stands in JSON: itself, or "name:number" of a guild's own."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def people_json(users: Iterable[User], guild: Guild | None) -> list[Json]:
    """Who is mentioned; events of a guild also say who they are there."""
    if guild is None:
        return [user.json for user in users]
    members = guild.members
    return [user.json | ({"member": members[user.id].partial} if user.id in members else {}) for user in users]


def reactions_json(message: Message, bot: User) -> list[Json]:
    """How many reacted with what."""
    return [
        {
            "emoji": emoji_json(emoji),
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me_burst": False,
            "burst_me": False,
            "me": bot in users,
        }
        for emoji, users in message.reactions.items()
        if users
    ]


def hidden_from(message: Message, bot: User) -> bool:
    """Whether a bot without the message content intent is shown the message without what it says."""
    return message.channel.guild is not None and message.author is not bot and bot not in message.mentions


def message_json(
    message: Message, bot: User, *, content: bool = True, event: bool = False, nested: bool = False
) -> Json:
    """A message as the bot is shown it.

    ``event``: in an event, which says of a guild whose member wrote it; ``content``: whether the bot may read what is
    not for it; ``nested``: within the message that answers it.
    """
    channel, guild = message.channel, message.channel.guild if event else None
    shown = content or not hidden_from(message, bot)
    member = guild.members.get(message.author.id) if guild and not message.webhook else None
    answer: Json = {
        "id": str(message.id),
        "channel_id": str(channel.id),
        "author": message.author.json,
        "type": message.type,
        "content": message.content if shown else "",
        "timestamp": timestamp(time_of(message.id)),
        "edited_timestamp": None if message.edited is None else timestamp(message.edited),
        "tts": message.tts,
        "mention_everyone": message.everyone,
        "mentions": people_json(message.mentions, guild),
        "mention_roles": [str(role.id) for role in message.roles],
        "attachments": [attachment.json for attachment in message.attachments] if shown else [],
        "embeds": message.embeds if shown else [],
        "components": message.components if shown else [],
        "pinned": message.pinned,
        "flags": message.flags,
        **({"guild_id": str(guild.id)} if guild else {}),
        **({"member": member.partial} if member else {}),
        **({"channel_type": channel.type} if event else {}),
    }
    return answer | _more(message, bot, content=content, nested=nested)


def _more(message: Message, bot: User, *, content: bool, nested: bool) -> Json:
    """What only some messages have."""
    answer: Json = {}
    if message.webhook:
        answer["webhook_id"] = str(message.webhook)
    if message.application:
        answer["application_id"] = str(message.application)
    if message.metadata:
        answer["interaction_metadata"] = message.metadata
    if reactions := reactions_json(message, bot):
        answer["reactions"] = reactions
    if message.stickers:
        answer["sticker_items"] = [
            {"id": str(900 + number), "name": name, "format_type": 1} for number, name in enumerate(message.stickers)
        ]
    if message.thread and not message.thread.deleted:
        answer["thread"] = message.thread.json
    if message.reference:
        answer["message_reference"] = message.reference.json
        if not nested:
            original = message.reference.channel.messages.get(message.reference.message)
            answer["referenced_message"] = original and message_json(original, bot, content=content, nested=True)
    return answer
