"""The channels of a server in which the twin reads, and since when they are there."""

from collections.abc import Iterator
from datetime import datetime

import discord

from adapters.discord.addresses import Room
from adapters.discord.manners import Manners
from adapters.discord.places import room_of
from twin.message import enclosing

Texts = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
# What holds messages, or posts that do.
Channel = Texts | discord.ForumChannel


def channels_of(guild: discord.Guild) -> list[Channel]:
    """Everything in a server that can be written in, as far as the bot sees it; the threads last."""
    return [*_parents(guild), *guild.threads]


def address_of(channel: Channel) -> Room:
    """Its address."""
    return room_of(channel, channel.guild.id)


def is_read(channel: Channel, manners: Manners) -> bool:
    """Whether the twin reads there: it is open to somebody, watched, or a place where moderators decide."""
    room = address_of(channel)
    return manners.opened(room.key) or is_watched(channel, manners) or room.key in manners.desks()


def is_watched(channel: Channel, manners: Manners) -> bool:
    """Whether questions to nobody in particular are looked for there."""
    return not manners.watched.isdisjoint(enclosing(address_of(channel).key))


def is_readable(channel: Channel) -> bool:
    """Whether the bot may read what was written there, as far as that is known here."""
    me: discord.Member | None = channel.guild.me
    # A thread may do what the channel may that it hangs in.
    where = channel.parent if isinstance(channel, discord.Thread) else channel
    if me is None or where is None:
        return True
    granted = where.permissions_for(me)
    return granted.read_messages and granted.read_message_history


def born(channel: Channel) -> datetime:
    """When it was made. The number of a thread is that of the message it hangs on, which may be much older."""
    made = channel.created_at if isinstance(channel, discord.Thread) else None
    return made or discord.utils.snowflake_time(channel.id)


def newest(channel: Channel) -> int:
    """The highest number in it: its last message (in a forum: its last post), or itself."""
    return max(channel.id, channel.last_message_id or 0)


def _parents(guild: discord.Guild) -> Iterator[Channel]:
    for channel in guild.channels:
        if isinstance(
            channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
        ):
            yield channel
