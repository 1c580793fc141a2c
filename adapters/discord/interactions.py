"""What people give the twin by commands, buttons and forms: kept first, and only then told to Discord as heard."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import discord

from adapters.discord.addresses import Asked
from adapters.discord.attachments import kind
from adapters.discord.commands import ABOUT, ASK, HUMAN, QUESTION, THIS, UNREGISTERED, register
from adapters.discord.inbox import Inbox
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members, roles_of
from adapters.discord.names import NamesThere, me_there, resolved
from adapters.discord.places import place_of
from adapters.discord.reading import Reader, event_of, person
from adapters.discord.responses import Responses
from adapters.discord.sheets import modal
from adapters.discord.wording import storable, wording
from adapters.troubles import Troubles
from twin.message import Arrival, Message, Press
from twin.seams import Forms

_HANDLE = re.compile(r"([1-9][0-9]{0,19})/(\S{1,600})")
# What a form is called: the message with the button that opens it, and what the button stands for.
_FORM = re.compile(r"([1-9][0-9]{0,19})/(.{1,79})", re.DOTALL)
# Discord waits for three seconds: for a form, or to be told that it was heard.
_FORM_PATIENCE = 2.0
_PATIENCE = 5.0


class Interactions:
    """Takes what Discord calls interactions. ``forms`` tells which presses open a form, once anybody has said so.

    If what arrived cannot be kept in time, Discord says there that it failed; it is kept nevertheless.
    """

    def __init__(
        self, line: Line, receive: Inbox, reader: Reader, responses: Responses, manners: Manners, troubles: Troubles
    ) -> None:
        self._inbox = receive
        self._reader = reader
        self._responses = responses
        self._members = Members(line, manners)
        self._troubles = troubles
        self.forms: Forms | None = None

    async def register(self, client: discord.Client) -> None:
        """Let Discord offer the commands; the owner is told if it does not. Raises nothing."""
        try:
            await register(client)
        except Exception:  # noqa: BLE001 - whatever it was, the twin works without them, and the next session tries again
            await self._troubles.tell("commands", UNREGISTERED)
        else:
            self._troubles.over("commands")

    async def take(self, interaction: discord.Interaction) -> None:
        """Keep what arrived, for as long as it takes, and tell Discord. Raises nothing."""
        with suppress(Exception):
            # Not where the bot itself is not, as in private messages among others.
            if interaction.user.bot or interaction.context.private_channel:
                return
            match interaction.type:
                case discord.InteractionType.application_command:
                    await self._commanded(interaction, _data(interaction))
                case discord.InteractionType.component:
                    if not await self._opens(interaction):
                        await self._keep(interaction, partial(self._pressed, interaction), interaction.response.defer)
                case discord.InteractionType.modal_submit:
                    await self._keep(interaction, partial(self._written, interaction), interaction.response.defer)

    async def heard(self, id_: int) -> None:
        """Return when Discord was told that this interaction was heard."""
        await self._responses.opened(id_)

    async def _commanded(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        name = data["name"]
        if name not in (ASK, ABOUT, HUMAN, THIS):
            return
        asked = Asked(interaction.id, interaction.user.id, interaction.token)
        # The answers to these are for whoever asks, and nobody else has to read them again.
        alone = interaction.guild_id is not None and name in (ABOUT, HUMAN)

        async def think() -> None:
            # Also if nobody knows whether Discord heard it.
            self._responses.expect(asked)
            await interaction.response.defer(thinking=True, ephemeral=alone)

        await self._keep(interaction, partial(self._asked, interaction, asked, data), think)

    async def _keep(
        self,
        interaction: discord.Interaction,
        make: Callable[[], Awaitable[Arrival]],
        tell: Callable[[], Awaitable[object]],
    ) -> None:
        """Keep what ``make`` reads in it, then tell Discord, unless it could not be understood."""
        understood = False

        async def made() -> Sequence[Arrival]:
            nonlocal understood
            arrival = await make()
            understood = True
            return [arrival]

        async with self._responses.opening(interaction.id):
            # By itself: Discord does not wait until what was written there before it, with all its files, is kept.
            await self._inbox.put(interaction.id, event_of(interaction.id), _raw(interaction), made)
            if understood:
                with suppress(Exception):
                    async with asyncio.timeout(_PATIENCE):
                        await tell()

    async def _asked(self, interaction: discord.Interaction, asked: Asked, data: Mapping[str, Any]) -> Message:
        name = data["name"]
        text, attachment = "", ""
        if name == ASK:
            written = next(option["value"] for option in data["options"] if option["name"] == QUESTION)
            text = _worded(interaction, written, resolved(data))
        elif name == THIS:
            text, attachment = await self._read(interaction, data)
        return Message(
            event=event_of(interaction.id),
            conversation=place_of(interaction.channel, interaction.guild_id, interaction.user),
            sender=person(interaction.user),
            text=text.strip(),
            sent_at=interaction.created_at,
            reference=asked.reference,
            attachment=attachment,
            # To ask about a message is to ask: whatever that says, it is nothing that a desk could be waiting for.
            command=ASK if name == THIS else name,
            forwarded=name == THIS,
            roles=await self._roles(interaction),
        )

    async def _read(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> tuple[str, str]:
        """What a message says that somebody asks about, and what it is beside that."""
        raw = data["resolved"]["messages"][data["target_id"]]
        channel: Any = interaction.channel
        target = discord.Message(state=interaction._state, channel=channel, data=raw)
        read = await self._reader.message(target, unasked=True)
        # A bot's, maybe the twin's own, is none for the twin. What says nothing at all shows what a link leads to.
        if read is None:
            named = ((user.id, user.display_name) for user in target.mentions)
            text, attachment = _worded(interaction, target.content, named), kind(target)
        else:
            text, attachment = read.text, read.attachment
        return text, attachment or ("" if text else "embed")

    async def _roles(self, interaction: discord.Interaction) -> tuple[str, ...]:
        if isinstance(interaction.user, discord.Member):
            return roles_of(interaction.user)
        return await self._members.in_private(interaction.user.id)

    async def _opens(self, interaction: discord.Interaction) -> bool:
        """Whether a form was opened for it: then nothing is kept yet."""
        with suppress(Exception):
            press = await self._pressed(interaction)
            if self.forms is not None:
                async with asyncio.timeout(_FORM_PATIENCE):
                    form = await self.forms(press)
                made = None if form is None else modal(form, f"{press.reference}/{press.data}")
                if made is not None:
                    async with asyncio.timeout(_PATIENCE):
                        await interaction.response.send_modal(made)
                    return True
        return False

    async def _pressed(self, interaction: discord.Interaction) -> Press:
        if interaction.message is None:
            raise LookupError("A button without a message.")
        return _press(interaction, str(interaction.message.id), _data(interaction)["custom_id"])

    async def _written(self, interaction: discord.Interaction) -> Press:
        data = _data(interaction)
        found = _FORM.fullmatch(data["custom_id"])
        if found is None:
            raise LookupError("A form that nobody here has opened.")
        return _press(interaction, found[1], found[2], written=storable(_field(data["components"])))


def pressed(handle: str) -> tuple[int, str] | None:
    """The interaction that is a press's handle, and its token."""
    found = _HANDLE.fullmatch(handle)
    return None if found is None else (int(found[1]), found[2])


def _worded(interaction: discord.Interaction, text: str, named: Iterable[tuple[int, str]]) -> str:
    """The text as whoever asks about it reads it; ``named`` are people whom it names."""
    return wording(
        text, NamesThere(interaction.guild, interaction.channel_id, interaction.user, named), me_there(interaction)
    )


def _press(interaction: discord.Interaction, reference: str, data: str, written: str | None = None) -> Press:
    user = interaction.user
    return Press(
        event=event_of(interaction.id),
        conversation=place_of(interaction.channel, interaction.guild_id, user),
        sender=person(user),
        reference=reference,
        data=storable(data),
        handle=f"{interaction.id}/{interaction.token}",
        written=written,
        roles=roles_of(user) if isinstance(user, discord.Member) else (),
    )


def _field(components: Sequence[Mapping[str, Any]]) -> str:
    """What was written into the only field of a form."""
    [row] = components
    inner = row["component"] if "component" in row else row["components"][0]
    return str(inner.get("value") or "")


def _data(interaction: discord.Interaction) -> dict[str, Any]:
    data: Any = interaction.data
    return data if isinstance(data, dict) else {}


def _raw(interaction: discord.Interaction) -> str:
    """What is kept of one that cannot be understood: which it was, and nothing that anybody wrote."""
    numbers = {"type": interaction.type.value, "channel": interaction.channel_id, "guild": interaction.guild_id}
    return json.dumps({"interaction": interaction.id, **numbers, "user": interaction.user.id})
