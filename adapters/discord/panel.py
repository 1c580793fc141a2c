"""The panel: what waits for a decision, as messages with buttons, in private or where moderators decide."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import discord
from discord.http import Route

from adapters.discord.addresses import Room, address, message
from adapters.discord.interactions import Interactions, pressed
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.permissions import private
from adapters.discord.responses import NOBODY
from adapters.discord.rooms import Rooms
from adapters.discord.sheets import escaped, shown, view
from twin.desk import Sheet
from twin.errors import NotNow, Refused
from twin.seams import Forms

_EPHEMERAL = 1 << 6
_PATH = "/webhooks/{webhook_id}/{webhook_token}"
_PAUSE = 60.0


class Panel:
    """Shows sheets in private messages, and in the channels that are desks as long as not everybody sees them."""

    def __init__(self, line: Line, rooms: Rooms, interactions: Interactions, manners: Manners) -> None:
        self._line = line
        self._rooms = rooms
        self._interactions = interactions
        self._manners = manners

    async def show(self, conversation: str, sheet: Sheet, reply_to: str = "") -> str:
        """Send it; its reference. Raises a DeliveryError."""
        channel = await self._channel(conversation)
        made, buttons, answered = shown(sheet), view(sheet), message(reply_to)
        to: dict[str, Any] = {}
        if answered is not None:
            to["reference"] = discord.MessageReference(
                message_id=answered, channel_id=channel.id, fail_if_not_exists=False
            )
        sent = await self._line.ask(
            lambda _: channel.send(
                made.content,
                embeds=made.embeds,
                view=buttons or discord.utils.MISSING,
                silent=sheet.silent,
                allowed_mentions=discord.AllowedMentions.none(),
                **to,
            )
        )
        return str(sent.id)

    async def change(self, conversation: str, reference: str, sheet: Sheet) -> None:
        """Let it read like this from now on. Raises a DeliveryError."""
        channel = await self._channel(conversation)
        number = message(reference)
        if number is None:
            raise Refused("This message was not sent by the bot.")
        made, buttons = shown(sheet), view(sheet)
        await self._line.ask(
            lambda _: channel.get_partial_message(number).edit(
                content=made.content,
                embeds=made.embeds,
                view=buttons,
                allowed_mentions=discord.AllowedMentions.none(),
            )
        )

    async def acknowledge(self, handle: str, sentence: str) -> None:
        """Tell whoever pressed, and nobody else; Discord takes it for a quarter of an hour, nothing depends on it."""
        press, said = pressed(handle), escaped(sentence)
        if press is None or not said or self._line.closed:
            return
        id_, token = press
        body = {"content": said, "flags": _EPHEMERAL, "allowed_mentions": NOBODY}
        with suppress(Exception):
            await self._interactions.heard(id_)
            client = self._line.client
            route = Route("POST", _PATH, webhook_id=client.application_id, webhook_token=token)
            await client.http.request(route, json=body)

    async def offer(self, conversation: str, commands: Mapping[str, str]) -> None:
        """Nothing: Discord has no menu of one conversation. The commands work as they are typed."""

    def ask_with(self, forms: Forms) -> None:
        """From now on open a form for each press for which ``forms`` has one."""
        self._interactions.forms = forms

    async def _channel(self, conversation: str) -> discord.PartialMessageable:
        """Where that is. Raises Refused if others would read along, or another DeliveryError."""
        where = address(conversation)
        if where is None:
            raise Refused(f"{conversation} is no conversation on Discord.")
        if isinstance(where, Room):
            self._look(where)
        return await self._rooms.channel(where)

    def _look(self, where: Room) -> None:
        """Raises Refused if that is no desk, or if everybody sees it."""
        if where.key not in self._manners.desks():
            raise Refused(f"{where.key} is no desk: owner.toml names those in servers.")
        client = self._line.client
        server = client.get_guild(where.server)
        if server is None or server.unavailable:
            raise NotNow("Discord does not tell anything of that server for now.", _PAUSE)
        channel = client.get_channel(where.id)
        if not isinstance(channel, discord.abc.GuildChannel) or not private(channel):
            raise Refused(
                "The desk was not shown: everybody on the server sees that channel. Take View Channel away from "
                "@everyone there, and give it to the moderators and the bot."
            )
