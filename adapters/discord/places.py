"""Where something was written: the conversation that it belongs to."""

from collections import OrderedDict

import discord

from adapters.discord.addresses import Private, Room
from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from adapters.discord.wording import named
from twin.errors import InDoubt, Refused
from twin.message import Conversation

_MOST = 1000

Channel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread | discord.PartialMessageable


def place_of(
    channel: Channel | None, guild_id: int | None, user: discord.abc.User | None, *, question: int | None = None
) -> Conversation:
    """The conversation that ``user`` has in this channel; ``guild_id`` is the server that Discord named, if any.

    ``question`` is the message from which a thread is opened for them. Raises LookupError if nobody can tell, as while
    the server is not there, or where the twin does not talk: private messages among several.
    """
    if guild_id is None:
        if user is None or not is_private(channel):
            raise LookupError("This is no private conversation with the bot.")
        where = Private(user.id)
        return Conversation(where.key, where.place, named(user.display_name), address=str(_id(channel)))
    room = room_of(channel, guild_id)
    if question is not None and room.thread is None:
        room = Room(room.server, room.channel, question)
    return Conversation(room.key, room.place, _title(channel), group=True, hidden=_is_hidden(channel))


def room_of(channel: Channel | None, guild_id: int) -> Room:
    """The address of a channel or a thread in this server. Raises LookupError as ``place_of`` does."""
    if isinstance(channel, discord.Thread):
        return Room(guild_id, channel.parent_id, channel.id)
    if isinstance(channel, discord.abc.GuildChannel):
        return Room(guild_id, channel.id)
    raise LookupError("Whether this is a channel or a thread is not known.")


def is_private(channel: object) -> bool:
    """Whether these are private messages with one person: what is only not known to be in a server is not."""
    if isinstance(channel, discord.PartialMessageable):
        return channel.guild_id is None and channel.type is discord.ChannelType.private
    return isinstance(channel, discord.DMChannel)


def guild_of(written: discord.Message) -> int | None:
    """The server in which it was written, also while that is not there; None: in private."""
    if written.guild is not None:
        return written.guild.id
    return written.channel.guild_id if isinstance(written.channel, discord.PartialMessageable) else None


def is_there(written: discord.Message) -> bool:
    """Whether the server in which it was written is there; if not, its history is read as soon as it is."""
    if written.guild is not None:
        return not written.guild.unavailable
    return guild_of(written) is None


class Places:
    """Asks Discord for the channels that the library does not know of, and remembers them."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._found: OrderedDict[int, Channel | Conversation] = OrderedDict()

    def note(self, channel: int, place: Conversation) -> None:
        """This channel holds this private conversation."""
        self._keep(channel, place)

    async def private(self, channel: int) -> Conversation | None:
        """The private conversation in this channel; None if there is none. Raises NotNow, InDoubt."""
        known = self._found.get(channel)
        if isinstance(known, Conversation):
            return known
        found = await self._fetched(channel)
        if not isinstance(found, discord.DMChannel) or found.recipient is None:
            return None
        place = place_of(found, None, found.recipient)
        self._keep(channel, place)
        return place

    async def channel(self, id_: int, guild: discord.Guild | None) -> Channel | None:
        """The channel or thread of a server; None if there is none that the bot may see. Raises NotNow, InDoubt."""
        if guild is not None and (known := guild.get_channel_or_thread(id_)) is not None:
            return known
        found = self._found.get(id_)
        return await self._fetched(id_) if found is None or isinstance(found, Conversation) else found

    async def _fetched(self, id_: int) -> Channel | None:
        try:
            found = await repeatable(self._line, lambda client: in_time(_read(client, id_)))
        except Refused:
            return None
        if found is None:
            raise InDoubt("That was no channel of Discord.")
        self._keep(id_, found)
        return found

    def _keep(self, channel: int, found: Channel | Conversation) -> None:
        self._found[channel] = found
        self._found.move_to_end(channel)
        if len(self._found) > _MOST:
            self._found.popitem(last=False)


async def _read(client: discord.Client, id_: int) -> Channel | None:
    """The channel; None if Discord answers with something that the library cannot read."""
    try:
        return await client.fetch_channel(id_)
    except (discord.InvalidData, AttributeError, LookupError, TypeError, ValueError):
        return None


def _id(channel: object) -> int:
    assert isinstance(channel, discord.DMChannel | discord.PartialMessageable)  # noqa: S101 - is_private has said so
    return channel.id


def _is_hidden(channel: object) -> bool:
    """Whether not everybody in its server sees a channel or a thread; so is one of which nobody can tell."""
    if isinstance(channel, discord.Thread):
        return channel.is_private() or _is_hidden(channel.parent)
    if not isinstance(channel, discord.abc.GuildChannel):
        return True
    # One that came with a command does not say who sees it.
    known, everyone = channel.guild.get_channel(channel.id), channel.guild.get_role(channel.guild.id)
    return known is None or everyone is None or not known.permissions_for(everyone).view_channel


def _title(channel: object) -> str:
    """As ``Bikes #help › Which tyres?``."""
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        name = f"{named(channel.guild.name)} #{named(parent.name) if parent is not None else '…'}"
        return f"{name} › {named(channel.name)}"
    if isinstance(channel, discord.abc.GuildChannel):
        return f"{named(channel.guild.name)} #{named(channel.name)}"
    return ""
