"""The Discord of the tests on a console: what is typed is done by people, and what the bot says to them is printed."""

import asyncio
import re
import sys
import zlib
from pathlib import Path

from tests.servers.discord_commands import CHAT_INPUT
from tests.servers.discord_interactions import Interaction
from tests.servers.discord_objects import FORUM, Attachment, Channel, Message
from tests.servers.discord_people import Community, Person, Scene
from tests.servers.discord_records import Records, Sent

HELP = """\
What you type is written to the bot in private by Jonas; “Mira: hello” is written by Mira.
“Mira #general: @twin hello” is written in #general, and calls the bot; a thread goes by its name, too.
“Mira #help: title | text” opens a post in a forum.
“Mira /ask question” and “Mira #general /ask question” use a command.
“Mira! 2” presses the second button under what she was shown last with buttons; a form that opens takes the next line.
“Mira 🎤 path.ogg” sends a recording in private, “Mira #general 🎤 path.ogg” as a reply to what the bot said there last.
“Mira + Moderators” gives her a role."""

_LINE = re.compile(
    r"(?P<name>[A-Z]\w{1,20})(?:"
    r" \+ (?P<role>[\w ]{1,40})"
    r"|! ?(?P<button>[0-9]{1,2})"
    r"|(?: #(?P<heard>[^:/]{1,100}?))? 🎤 ?(?P<recording>.+)"
    r"|(?: #(?P<where>[^:/]{1,100}?))? /(?P<command>[-\w]{1,32})(?: (?P<option>.+))?"
    r"|(?: #(?P<channel>[^:]{1,100}))?: ?(?P<text>.+))"
)


def stable(what: str) -> int:
    """The same number for the same name, whenever the server is started: people are admitted by their numbers."""
    return (400_000_000_000 << 22) // 4 + zlib.crc32(what.encode())


class Console:
    """One server with its people; they are members of it as soon as they say something."""

    def __init__(self, scene: Scene, records: Records, guild: Community) -> None:
        self._scene = scene
        self._records = records
        self._guild = guild
        # The form that somebody was shown, and has not filled in.
        self._form: tuple[Person, Interaction] | None = None
        self._pressed: list[tuple[Person, Interaction]] = []
        self._printed: dict[int, str] = {}

    def introduce(self) -> None:
        """Say what there is, and under which keys."""
        print(HELP, flush=True)
        print(f"{self._guild.name} is discord/{self._guild.id}", flush=True)
        for channel in self._guild.channels.values():
            print(f"  #{channel.name} is discord/{self._guild.id}/{channel.id}", flush=True)
        for role in self._guild.roles.values():
            print(f"  {role.name} is discord/@{role.id}", flush=True)

    async def run(self) -> None:
        """Obey every line, and print what the bot does; after the last line go on printing."""
        self.introduce()
        printing = asyncio.create_task(self.print_for_ever())
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                try:
                    await self.obey(line.strip())
                except (AssertionError, IndexError, StopIteration, KeyError, OSError) as error:
                    print(f"That cannot be done: {error}", flush=True)
        await printing

    async def obey(self, line: str) -> None:
        """Let somebody do what one line says."""
        if self._form:
            person, opened = self._form
            self._form = None
            await self._began(person, await person.submit(opened, line))
            return
        match = _LINE.fullmatch(line)
        person = self._member(match["name"] if match else "Jonas")
        if match is None:
            await self._write(person, person.private, line)
        elif match["role"]:
            self._guild.give(person, self._guild.role(match["role"]))
        elif match["button"]:
            await self._began(person, await person.press(self._shown(person), int(match["button"])))
        elif match["recording"]:
            await self._speak(person, match["heard"], Path(match["recording"]))
        elif match["command"]:
            place = self._place(match["where"]) if match["where"] else person.private
            await self._use(person, place, match["command"], match["option"] or "")
        else:
            place = self._place(match["channel"]) if match["channel"] else person.private
            await self._write(person, place, match["text"])

    def _member(self, name: str) -> Person:
        person = self._scene.person(name)
        if person.id not in self._guild.members:
            self._guild.member(person)
            print(f"{name} is discord/{person.id}", flush=True)
        return person

    def _place(self, name: str) -> Channel:
        known = [*self._guild.channels.values(), *self._guild.threads.values()]
        return next(channel for channel in reversed(known) if channel.name == name.strip())

    async def _write(self, person: Person, place: Channel, text: str) -> None:
        said = re.sub(r"@twin\b", self._scene.world.bot.mention, text)
        if place.type == FORUM:
            title, _, content = said.partition(" | ")
            await person.open_post(place, title, content or title)
            return
        command, _, option = text.removeprefix("/").partition(" ")
        known = [each["name"] for each in self._scene.commands.all() if each["type"] == CHAT_INPUT]
        if text.startswith("/") and command in known:
            await self._use(person, place, command, option)
        else:
            await person.say(place, said)

    async def _speak(self, person: Person, where: str | None, recording: Path) -> None:
        place = self._place(where) if where else person.private
        # In a server a voice message calls nobody, but by being a reply.
        said = [each for each in place.history if where and each.author is self._scene.world.bot]
        await person.speak(place, recording, reply_to=said[-1] if said else None)

    async def _use(self, person: Person, place: Channel, name: str, value: str) -> None:
        guild = place.guild.id if place.guild else None
        command = self._scene.commands.find(name, CHAT_INPUT, guild, person.locale)
        first = next((option["name"] for option in command["options"]), None)
        given = {first: value} if first and value else {}
        await self._began(person, await person.ask(name, place if guild else None, **given))

    async def _began(self, person: Person, interaction: Interaction) -> None:
        self._pressed.append((person, interaction))

    def _shown(self, person: Person) -> Message:
        """What the bot has written to somebody last that has buttons."""
        world = self._scene.world
        ephemeral = {
            message.id
            for who, interaction in self._pressed
            if who is person
            for message in (interaction.original, *interaction.follow_ups)
            if message
        }
        found = [
            message
            for channel in [*world.channels.values()]
            if channel.guild or channel.user is person
            for message in channel.messages.values()
            if message.author is world.bot and message.buttons and (not message.ephemeral or message.id in ephemeral)
        ]
        assert found, f"{person.name} sees no button"
        return max(found, key=lambda message: message.id)

    # What the bot does

    async def print_for_ever(self) -> None:
        """Print what the bot does."""
        sent = edits = reactions = deleted = 0
        records = self._records
        while True:
            await asyncio.sleep(0.1)
            for one in records.sent[sent:]:
                print(f"bot {_where(one.channel)}> {_said(one)}", flush=True)
            for one in records.edits[edits:]:
                print(f"bot {_where(one.channel)}, changed> {_said(one)}", flush=True)
            for number, _, emoji, put in records.reactions[reactions:]:
                channel = self._scene.world.channels.get(number)
                print(f"bot {_where(channel)} {'reacts' if put else 'takes back'} {emoji}", flush=True)
            for number, message in records.deleted[deleted:]:
                print(f"bot {_where(self._scene.world.channels.get(number))} deletes {message}", flush=True)
            sent, edits = len(records.sent), len(records.edits)
            reactions, deleted = len(records.reactions), len(records.deleted)
            self._print_interactions()

    def _print_interactions(self) -> None:
        for person, interaction in self._pressed:
            now = "failed" if interaction.failed else "form" if interaction.modal else ""
            if not now or self._printed.get(interaction.id) == now:
                continue
            self._printed[interaction.id] = now
            if interaction.modal:
                self._form = (person, interaction)
                print(f"form for {person.name}> {_form(interaction)}", flush=True)
            else:
                print(f"{person.name} is told: The application did not respond.", flush=True)


def _where(channel: Channel | None) -> str:
    if channel is None:
        return "somewhere"
    if channel.user:
        return f"to {channel.user.name}"
    return f"in #{channel.thread.parent.name} › {channel.name}" if channel.thread else f"in #{channel.name}"


def _said(sent: Sent) -> str:
    buttons = "".join(f" [{number} {label}]" for number, label in enumerate(sent.buttons, 1))
    embeds = "".join(f" | {embed.get('title', '')} {embed.get('description', '')}" for embed in sent.embeds)
    called = "".join(f" (calls {user.name})" for user in sent.pinged)
    files = "".join(f" {_file(each)}" for each in sent.attachments)
    alone = " (nobody else sees it)" if sent.ephemeral else ""
    return f"{sent.content}{embeds}{files}{buttons}{called}{alone}".lstrip()


def _file(file: Attachment) -> str:
    seconds = dict(file.more).get("duration_secs")
    return f"[🎤 {seconds:.1f} s {file.url}]" if seconds else f"[📎 {file.name} {file.url}]"


def _form(interaction: Interaction) -> str:
    assert interaction.modal
    fields = [
        f"{part.get('label') or within.get('label')} [{within.get('value') or ''}]"
        for part in interaction.modal["components"]
        if part["type"] != 10
        for within in [part.get("component") or part["components"][0]]
    ]
    return f"{interaction.modal['title']}: {'; '.join(fields)}"
