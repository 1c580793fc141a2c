"""A twin on the tests' Discord, and its owner and moderators in front of their desks, as a test drives them."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ledger import Ledger
from tests.echoing import until
from tests.example import EXAMPLE, TWIN, environment
from tests.knowledge import REPOSITORY
from tests.servers.discord import Channel, DiscordServer, Interaction, Message, Person, Sent

CODE = "ABCD-EFGH"
DISCLOSURE = EXAMPLE.sentences.disclosure
ECHOING = (sys.executable, "-m", "tests.discord_serving")
OPEN = {"TWIN_QUIET": "0", "TWIN_CONTACT_LIMIT": "0", "TWIN_CONVERSATION_LIMIT": "0"}


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """A Discord on loopback, of which nothing was asked that Discord does not have."""
    async with DiscordServer() as started:
        yield started
        assert started.violations == []


def write_owner(data: Path, *more: str) -> None:
    """The example owner's file, with these tables behind it."""
    example = (REPOSITORY / "examples" / "owner.toml").read_text(encoding="utf-8")
    (data / "owner.toml").write_text("\n".join([example, *more]), encoding="utf-8")


@asynccontextmanager
async def serving(
    data: Path, server: DiscordServer, *, command: Sequence[str] = ECHOING, admits: str = "everyone,groups", **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The twin that repeats what it reads, or ``command``, when it listens; its log is the file "log" of the folder."""
    if not (data / "owner.toml").exists():
        write_owner(data)
    log = data / "log"
    before = log.read_text().count("serving") if log.exists() else 0
    identified = len(server.gateway.identifies)
    place = {"TWIN_DISCORD_TOKEN": server.token, "TWIN_DISCORD_URL": server.url, "TWIN_ADMITS": admits}
    arguments = [*TWIN, "run"] if command[0] == "run" else [*command, str(data)]
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            *arguments, env=environment(data, **{**OPEN, **place, **more}), stdin=asyncio.subprocess.DEVNULL,
            stdout=file, stderr=file,
        )  # fmt: skip
    try:
        await until(lambda: process.returncode is not None or log.read_text().count("serving") > before)
        await until(lambda: process.returncode is not None or len(server.gateway.identifies) > identified)
        assert process.returncode is None, log.read_text()[-2000:]
        await server.listened(40)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 10)


def said(server: DiscordServer, channel: Channel) -> list[str]:
    """What the bot wrote there."""
    return [sent.content for sent in server.sent if sent.channel is channel]


def answers(server: DiscordServer, channel: Channel) -> list[Sent]:
    """What the writer that repeats has written there."""
    return [sent for sent in server.sent if sent.channel is channel and uncalled(sent.content).startswith("re: ")]


def uncalled(text: str) -> str:
    """Without the mention of who asked, if it begins with one."""
    return re.sub(r"\A<@\d+> ", "", text)


async def answered(server: DiscordServer, channel: Channel, count: int = 1) -> list[Sent]:
    """The same, when there are so many of it."""
    try:
        await until(lambda: len(answers(server, channel)) >= count)
    except AssertionError as error:
        told = [(sent.channel, sent.content) for sent in server.sent]
        raise AssertionError(f"{count} never came to {channel} among {told}") from error
    return answers(server, channel)


async def asks(server: DiscordServer, person: Person, channel: Channel, text: str) -> Message:
    """Somebody mentions the twin and asks it this."""
    return await person.say(channel, text, mentions=[server.bot])


def words(message: Message) -> str:
    """All that a message shows, without the marks that keep signs from being markup."""
    shown = [message.content, *(str(embed.get("description", "")) for embed in message.embeds)]
    return "\n".join(shown).replace("\\", "").replace("\N{ZERO WIDTH SPACE}", "")


def labels(message: Message) -> list[str]:
    """What its buttons say."""
    return [str(button["label"]) for button in message.buttons]


@dataclass(frozen=True)
class Desk:
    """Somebody who decides, and the channel in which they do."""

    server: DiscordServer
    person: Person
    channel: Channel

    @classmethod
    async def linked(cls, server: DiscordServer, data: Path, person: Person) -> "Desk":
        """The owner, when the twin has told them that this is their desk."""
        owner = cls(server, person, person.private)
        with closing(Ledger(data / "ledger.db")) as ledger:
            ledger.owners.open_code(CODE, 10)
        await person.write(CODE)
        await owner.sees("Linked")
        return owner

    def cards(self, text: str = "", button: str = "") -> list[Message]:
        """What the twin has put there that shows these words and this button, the oldest first."""
        mine = [one for one in self.channel.history if one.author is self.server.bot and not one.ephemeral]
        return [one for one in mine if text in words(one) and (not button or button in labels(one))]

    async def sees(self, text: str, *, button: str = "", count: int = 1) -> Message:
        """The newest of them, when there are so many."""
        try:
            await until(lambda: len(self.cards(text, button)) >= count)
        except AssertionError as error:
            seen = [(words(one), labels(one)) for one in self.cards()]
            raise AssertionError(f"{count} with {text!r} and {button!r} never stood among {seen}") from error
        return self.cards(text, button)[-1]

    async def presses(self, card: Message, button: str) -> Interaction:
        """Press a button of it; what came of that, when Discord was told."""
        return await (await self.person.press(card, button)).settled()

    async def fills(self, card: Message, button: str, text: str) -> Interaction:
        """Press a button that opens a form, and submit that with this text."""
        opened = await self.presses(card, button)
        return await (await self.person.submit(opened, text)).settled()


async def toast(press: Interaction) -> str:
    """What whoever pressed is told, and nobody else."""
    await until(lambda: press.follow_ups)
    [told] = press.follow_ups
    assert told.ephemeral
    return words(told)
