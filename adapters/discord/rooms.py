"""Where messages go: the channel that belongs to an address."""

from typing import Protocol

import discord

from adapters.discord.addresses import Address, Private, Room, message
from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from adapters.discord.naming import harmless

# More people than write within a while.
_REMEMBERED = 5000


class Known(Protocol):
    """Which channels hold private messages, as far as that was noted."""

    async def private_channel(self, user: int) -> int | None:
        """The channel of the private messages with this person."""
        ...


class Rooms:
    """The channels, by their numbers alone: nothing is fetched that Discord need not tell."""

    def __init__(self, line: Line, history: Known) -> None:
        self._line = line
        self._history = history
        self._private: dict[int, int] = {}

    async def channel(self, where: Address, known: str = "") -> discord.PartialMessageable:
        """What can be written to; ``known`` is the channel of private messages. Raises NotNow or Refused."""
        if isinstance(where, Room):
            return self._line.client.get_partial_messageable(where.id, guild_id=where.server)
        id_ = message(known) or await self._private_channel(where)
        return self._line.client.get_partial_messageable(id_, type=discord.ChannelType.private)

    async def _private_channel(self, where: Private) -> int:
        id_ = self._private.get(where.user) or await self._history.private_channel(where.user)
        if id_ is None:
            person = discord.Object(where.user)
            opened = await repeatable(self._line, lambda client: in_time(client.create_dm(person)))
            id_ = opened.id
        self._private[where.user] = id_
        if len(self._private) > _REMEMBERED:
            del self._private[next(iter(self._private))]
        return id_


def name_of(client: discord.Client, where: Room) -> str:
    """What the owner knows the channel by."""
    server = client.get_guild(where.server)
    channel = server and (server.get_channel_or_thread(where.id) or server.get_channel(where.channel))
    if server is None or channel is None:
        return f"the channel {where.id}"
    return f"#{harmless(channel.name)} on {harmless(server.name)}"
