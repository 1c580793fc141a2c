"""The people of the tests' Discord and their guilds: they write, edit, delete, react, open threads, and ask the bot."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.servers.discord_commands import CHAT_INPUT, ON_MESSAGE, Commands
from tests.servers.discord_errors import Json
from tests.servers.discord_interactions import PRESSED, SUBMITTED, USED, Interaction, Interactions
from tests.servers.discord_objects import (
    FORUM,
    NEWS,
    TEXT,
    VOICE,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    Overwrite,
    Reference,
    Role,
    User,
    message_json,
)
from tests.servers.discord_permissions import EVERYONE, bits, may
from tests.servers.discord_voice import VOICE_MESSAGE, VOICE_NAME, seconds_of
from tests.servers.discord_world import GUILDS, MEMBERS, World

Files = Sequence[tuple[str, bytes]]
Mentioned = User | Role


@dataclass(eq=False)
class Scene:
    """Where people act: the world, and how to wait until the bot has been told."""

    world: World
    told: Callable[[], Awaitable[None]]
    interactions: Interactions
    commands: Commands
    people: dict[str, "Person"] = field(default_factory=dict)

    def person(self, name: str, *, bot: bool = False) -> "Person":
        """Who has this name; a new person, if nobody has."""
        if name not in self.people:
            person = Person(self.world.number(f"person {name}"), name, bot, scene=self)
            self.people[name] = self.world.users[person.id] = person
        return self.people[name]


@dataclass(eq=False, repr=False)
class Person(User):
    """Somebody who writes, or another bot."""

    scene: Scene = field(kw_only=True, repr=False)

    @property
    def private(self) -> Channel:
        """The private messages with the bot."""
        return self.scene.world.private(self)

    async def say(
        self,
        channel: Channel,
        text: str = "",
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        mentions: Sequence[Mentioned] = (),
        attachments: Files = (),
        files: Sequence[Attachment] = (),
        ago: float = 0,
        **more: Any,  # noqa: ANN401 - further fields of a message
    ) -> Message:
        """Write in a channel. ``mentions`` stand before the text, ``ping``: whether who is answered is called.
        ``attachments`` are names and contents of files, ``files`` those that are there already.

        ``ago`` is for what was written some seconds ago, ``more`` for other fields of a message, as
        ``stickers=["Wave"]``, ``type=7`` or ``embeds=[…]``.
        """
        world = self.scene.world
        calls = [each.mention for each in mentions if each.mention not in text]
        reference = Reference(reply_to.channel, reply_to.id) if reply_to else None
        hanging = [*files, *(world.attach(channel, name, content) for name, content in attachments)]
        message = world.write(
            channel, self, " ".join([*calls, text]).strip(),
            reply_to=reference, ping=ping, ago=ago, attachments=hanging, **more,
        )  # fmt: skip
        world.post(message)
        await self.scene.told()
        return message

    async def speak(
        self,
        channel: Channel,
        recording: Path,
        seconds: float | None = None,
        waveform: bytes = bytes(range(0, 256, 8)),
        *,
        reply_to: Message | None = None,
        **more: Any,  # noqa: ANN401 - as for say
    ) -> Message:
        """Send a recording as a voice message; without ``seconds`` it is said to last as long as it does."""
        world = self.scene.world
        assert may(channel, self, world.clock.now(), "send_voice_messages", "attach_files"), "may not speak there"
        content = await asyncio.to_thread(recording.read_bytes)
        length = seconds_of(content) if seconds is None else seconds
        assert length, "no Ogg/Opus"
        shape = base64.b64encode(waveform).decode()
        file = world.attach(channel, VOICE_NAME, content, "audio/ogg", duration_secs=length, waveform=shape)
        return await self.say(channel, files=[file], reply_to=reply_to, flags=VOICE_MESSAGE, **more)

    async def write(self, text: str = "", **more: Any) -> Message:  # noqa: ANN401 - as for say
        """Write to the bot in private."""
        return await self.say(self.private, text, **more)

    async def edit(self, message: Message, text: str) -> None:
        """Change what a message says."""
        world = self.scene.world
        called = world.called(text, message.channel, self)
        kept = [user for user in message.mentions if user.mention not in message.content]
        users = list(dict.fromkeys([*called.users, *kept]))
        world.change(message, content=text, mentions=users, edited=world.clock.now())
        await self.scene.told()

    async def delete(self, *messages: Message) -> None:
        """Delete messages one by one: one's own, or as a moderator."""
        self.scene.world.remove(messages)
        await self.scene.told()

    async def delete_many(self, messages: Sequence[Message]) -> None:
        """Delete messages of a channel at once, as a moderator."""
        self.scene.world.remove(messages, bulk=True)
        await self.scene.told()

    async def unfurl(self, message: Message, title: str = "A page") -> None:
        """The platform has looked up an address in a message, and shows what is there: an update that is no edit."""
        self.scene.world.change(message, embeds=[{"type": "link", "title": title, "url": "https://example.org/"}])
        await self.scene.told()

    async def react(self, message: Message, emoji: str) -> None:
        """Put a reaction under a message."""
        self.scene.world.react(message, self, emoji)
        await self.scene.told()

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take one's reaction away."""
        self.scene.world.unreact(message, self, emoji)
        await self.scene.told()

    async def open_thread(self, place: Channel | Message, name: str) -> Channel:
        """Open a thread from a message, or in a channel without one."""
        message = place if isinstance(place, Message) else None
        channel = place.channel if isinstance(place, Message) else place
        thread = self.scene.world.open_thread(channel, self, name, message)
        await self.scene.told()
        return thread

    async def open_post(self, forum: Channel, title: str, text: str, *, mentions: Sequence[Mentioned] = ()) -> Channel:
        """Open a post in a forum; the message that opens it is ``thread.messages[thread.id]``."""
        world = self.scene.world
        content = " ".join([*(each.mention for each in mentions), text])
        thread = world.open_post(forum, self, title, lambda thread, _: world.write(thread, self, content))
        await self.scene.told()
        return thread

    async def change_thread(self, thread: Channel, **fields: Any) -> None:  # noqa: ANN401 - fields of a thread
        """Change a thread: ``archived=True``, ``locked=True``, ``name="…"``."""
        self.scene.world.change_thread(thread, **fields)
        await self.scene.told()

    # What is asked of the bot otherwise

    async def ask(self, command: str, /, channel: Channel | None = None, **options: object) -> Interaction:
        """Use a command, as ``ask("/ask", general, question="…")``; in private without a channel."""
        place = channel or self.private
        world = self.scene.world
        assert place.guild is None or may(place, self, world.clock.now(), "use_application_commands")
        name = command.removeprefix("/")
        known = self.scene.commands.find(name, CHAT_INPUT, place.guild.id if place.guild else None, self.locale)
        data = {"id": known["id"], "name": known["name"], "type": CHAT_INPUT, "options": _filled(known, options)}
        return await self._begin(USED, place, data)

    async def use(self, command: str, message: Message) -> Interaction:
        """Use a command of the menu of a message."""
        place, bot = message.channel, self.scene.world.bot
        guild = place.guild.id if place.guild else None
        known = self.scene.commands.find(command, ON_MESSAGE, guild, self.locale)
        resolved = {"messages": {str(message.id): message_json(message, bot)}}
        data = {"id": known["id"], "name": known["name"], "type": ON_MESSAGE, "target_id": str(message.id)}
        return await self._begin(USED, place, data | {"resolved": resolved})

    async def press(self, message: Message, button: int | str) -> Interaction:
        """Press a button under a message: the first is 1; or by its label or custom id."""
        buttons = message.buttons
        if isinstance(button, int):
            chosen = buttons[button - 1]
        else:
            chosen = next(each for each in buttons if button in (each.get("label"), each.get("custom_id")))
        assert not chosen.get("disabled"), "the button is grey"
        data = {"custom_id": chosen["custom_id"], "component_type": 2, "id": chosen.get("id", 1)}
        return await self._begin(PRESSED, message.channel, data, message)

    async def choose(self, message: Message, *values: str) -> Interaction:
        """Choose from the list under a message."""
        parts = [part for row in message.components for part in row["components"]]
        chosen = next(part for part in parts if part["type"] == 3)
        assert set(values) <= {option["value"] for option in chosen["options"]}
        data = {"custom_id": chosen["custom_id"], "component_type": 3, "values": list(values)}
        return await self._begin(PRESSED, message.channel, data, message)

    async def submit(self, opened: Interaction, *values: str) -> Interaction:
        """Fill in the form that was opened, field by field, and submit it."""
        assert opened.modal, "no form was opened"
        texts = iter(values)
        parts = [_submitted(part, texts) for part in opened.modal["components"] if part["type"] != 10]
        assert next(texts, None) is None, "the form has fewer fields"
        data = {"custom_id": opened.modal["custom_id"], "components": parts}
        return await self._begin(SUBMITTED, opened.channel, data, opened.message)

    async def _begin(self, kind: int, place: Channel, data: Json, message: Message | None = None) -> Interaction:
        made = self.scene.interactions.begin(kind, self, place, data, message)
        await self.scene.told()
        return made


def _filled(command: Json, given: dict[str, object]) -> list[Json]:
    """The options of a command, as somebody filled them in."""
    known = {option["name"]: option for option in command["options"]}
    assert given.keys() <= known.keys(), f"/{command['name']} has the options {list(known)}"
    missing = [name for name, option in known.items() if option.get("required") and name not in given]
    assert not missing, f"{missing} must be given"
    for name, value in given.items():
        if isinstance(value, str):
            longest = known[name].get("max_length", 6000)
            assert known[name].get("min_length", 0) <= len(value) <= longest, f"{name} is too short, or too long"
    return [{"name": name, "type": known[name]["type"], "value": value} for name, value in given.items()]


def _submitted(part: Json, texts: Iterator[str]) -> Json:
    """A part of a form, as it is submitted; an input that nobody filled in holds what it held before."""
    within = part["component"] if part["type"] == 18 else part["components"][0]
    value = next(texts, within.get("value") or "")
    shortest = within.get("min_length", 1 if within.get("required", True) else 0)
    assert shortest <= len(value) <= within.get("max_length", 4000), "too short, or too long"
    filled = {"type": within["type"], "id": within.get("id", 2), "custom_id": within["custom_id"], "value": value}
    if part["type"] == 18:
        return {"type": 18, "id": part.get("id", 1), "component": filled}
    return {"type": 1, "id": part.get("id", 1), "components": [filled]}


@dataclass(eq=False, repr=False)
class Community(Guild):
    """A server, and what its administrators do."""

    scene: Scene = field(kw_only=True, repr=False)

    # Who is in it

    def role(self, name: str, *permissions: str) -> Role:
        """The role of this name; a new one with these permissions, if there is none."""
        world = self.scene.world
        found = next((role for role in self.roles.values() if role.name == name), None)
        if found is None:
            found = Role(world.number(f"role {self.name} {name}"), name, bits(*permissions), position=len(self.roles))
            self.roles[found.id] = found
            self._announce("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": found.json})
        return found

    def permit(self, role: Role, *permissions: str) -> None:
        """Let whoever has the role do this everywhere."""
        role.permissions |= bits(*permissions)
        self._announce("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": role.json})

    def forbid(self, role: Role, *permissions: str) -> None:
        """Take these permissions from a role."""
        role.permissions &= ~bits(*permissions)
        self._announce("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": role.json})

    def _announce(self, name: str, data: Json, intents: int = GUILDS) -> None:
        # Bots are told of every channel, also of those that they do not see.
        if self.joined:
            self.scene.world.emit(name, intents, data)

    @property
    def bot_role(self) -> Role:
        """The role that came with the bot."""
        bot = self.scene.world.bot.id
        return next(role for role in self.roles.values() if role.bot == bot)

    def member(
        self, who: str | Person, *, roles: Sequence[Role] = (), nick: str | None = None, bot: bool = False
    ) -> Person:
        """Somebody who is in it from now on, with these roles."""
        world = self.scene.world
        person = self.scene.person(who, bot=bot) if isinstance(who, str) else who
        member = Member(person, list(roles), world.clock.now(), nick)
        self.members[person.id] = member
        self._announce("GUILD_MEMBER_ADD", member.json | {"guild_id": str(self.id)}, MEMBERS)
        return person

    def give(self, person: User, *roles: Role) -> None:
        """Give somebody roles."""
        member = self.members[person.id]
        member.roles += [role for role in roles if role not in member.roles]
        self.scene.world.member_changed(self, member)

    def take(self, person: User, *roles: Role) -> None:
        """Take roles from somebody."""
        member = self.members[person.id]
        member.roles = [role for role in member.roles if role not in roles]
        self.scene.world.member_changed(self, member)

    def time_out(self, person: User, seconds: float) -> None:
        """Let somebody be silent for a while; 0 or less: not any more."""
        world = self.scene.world
        member = self.members[person.id]
        member.silent_until = world.clock.now() + seconds if seconds > 0 else None
        world.member_changed(self, member)

    def remove(self, person: User) -> None:
        """Somebody is not in it any more."""
        world = self.scene.world
        if person is world.bot:
            self.joined = False
            world.emit("GUILD_DELETE", GUILDS, {"id": str(self.id)})
            return
        del self.members[person.id]
        self._announce("GUILD_MEMBER_REMOVE", {"guild_id": str(self.id), "user": person.json}, MEMBERS)

    def invite(self) -> None:
        """The bot is in it from now on."""
        self.joined = True
        self.scene.world.emit("GUILD_CREATE", GUILDS, lambda _: self.scene.world.guild_create(self))

    def go_down(self) -> None:
        """The guild cannot be reached for a while."""
        self.scene.world.emit("GUILD_DELETE", GUILDS, {"id": str(self.id), "unavailable": True})

    # Where one writes

    def text(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401 - fields of a channel
        """A channel for texts; ``slow_mode=30`` and ``topic="…"`` can be given."""
        return self._channel(name, TEXT, **fields)

    def news(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401
        """A channel for announcements."""
        return self._channel(name, NEWS, **fields)

    def forum(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401
        """A forum."""
        return self._channel(name, FORUM, **fields)

    def voice(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401
        """A channel for voices, which holds texts too."""
        return self._channel(name, VOICE, **fields)

    def _channel(self, name: str, kind: int, **fields: Any) -> Channel:  # noqa: ANN401
        world = self.scene.world
        number = world.number(f"channel {self.name} {name}")
        made = Channel(number, kind, name, self, bot=world.bot, position=len(self.channels), **fields)
        self.channels[made.id] = world.channels[made.id] = made
        self._announce("CHANNEL_CREATE", made.json)
        return made

    def allow(self, channel: Channel, who: Role | User, *permissions: str) -> None:
        """Let a role or a member do this in a channel."""
        overwrite = self._overwrite(channel, who)
        overwrite.allow |= bits(*permissions)
        overwrite.deny &= ~bits(*permissions)
        self._overwritten(channel)

    def deny(self, channel: Channel, who: Role | User, *permissions: str) -> None:
        """Forbid a role or a member to do this in a channel."""
        overwrite = self._overwrite(channel, who)
        overwrite.deny |= bits(*permissions)
        overwrite.allow &= ~bits(*permissions)
        self._overwritten(channel)

    def _overwritten(self, channel: Channel) -> None:
        self._announce("CHANNEL_UPDATE", channel.json)

    @staticmethod
    def _overwrite(channel: Channel, who: Role | User) -> Overwrite:
        made = Overwrite(who.id, isinstance(who, User))
        return channel.overwrites.setdefault(who.id, made)

    def slow_down(self, channel: Channel, seconds: int) -> None:
        """Set a channel's slow mode."""
        channel.slow_mode = seconds
        self._announce("THREAD_UPDATE" if channel.thread else "CHANNEL_UPDATE", channel.json)

    def delete(self, channel: Channel) -> None:
        """Delete a channel or a thread."""
        self.scene.world.delete_channel(channel)

    async def webhook_says(self, channel: Channel, text: str, *, name: str = "Feed") -> Message:
        """A webhook writes."""
        world = self.scene.world
        number = world.ids.next()
        author = User(number, name, bot=True)
        message = world.post(world.write(channel, author, text, webhook=number))
        await self.scene.told()
        return message


def found(scene: Scene, name: str, *permissions: str) -> Community:
    """A new guild with the bot in it, whose own role has these permissions."""
    world = scene.world
    founder = scene.person("Founder")
    guild = Community(world.number(f"guild {name}"), name, founder, scene=scene)
    guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE, position=0)
    own = Role(world.number(f"role {name} bot"), world.bot.name, bits(*permissions), bot=world.bot.id, position=1)
    guild.roles[own.id] = own
    for user, roles in ((founder, []), (world.bot, [own])):
        guild.members[user.id] = Member(user, roles, world.clock.now())
    world.guilds[guild.id] = guild
    guild.invite()
    return guild
