"""What the bot may do in its servers, and what it would have to be allowed."""

import asyncio
from collections.abc import Iterable, Iterator

import discord

from adapters.discord.addresses import Room, address
from adapters.discord.channels import Channel, address_of, channels_of, is_read, is_watched
from adapters.discord.manners import Manners
from adapters.discord.naming import harmless
from adapters.troubles import Troubles

# As Discord's own settings call them, for the library's names of its own.
_WORDS = {
    "read_messages": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "embed_links": "Embed Links",
    "add_reactions": "Add Reactions",
    "create_public_threads": "Create Public Threads",
    "attach_files": "Attach Files",
    "send_voice_messages": "Send Voice Messages",
}
# So many channels are named.
_NAMED = 5
# A channel of which nobody has ever spoken: it is open if all of its server is.
_NONE_IN_PARTICULAR = 0
_OF_SERVER = "permissions/"


def needed(manners: Manners) -> discord.Permissions:
    """What the bot makes use of, and no more: embeds are what moderators are shown."""
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        read_message_history=True,
        embed_links=True,
        add_reactions=bool(manners.reaction),
        create_public_threads=manners.threads or bool(manners.watched),
        attach_files=manners.voice,
        send_voice_messages=manners.voice,
    )


def invitation(application: int, manners: Manners) -> str:
    """The link by which somebody who manages a server lets the bot in, or gives it what it lacks there."""
    return discord.utils.oauth_url(application, permissions=needed(manners), scopes=("bot", "applications.commands"))


def private(channel: discord.abc.GuildChannel) -> bool:
    """Whether not everybody in the server sees the channel."""
    return not channel.permissions_for(channel.guild.default_role).read_messages


class Permissions:
    """Tells the owner what is missing, in one sentence a server, and again only when that has changed."""

    def __init__(self, manners: Manners, troubles: Troubles) -> None:
        self._manners = manners
        self._troubles = troubles
        self._told: dict[str, str] = {}
        self._looking = asyncio.Lock()
        self._next: discord.Client | None = None

    async def check(self, client: discord.Client) -> None:
        """Look at every server that is there; if that is being done, it is done once more afterwards. Raises nothing.

        When many servers come back, each of them asks for this.
        """
        self._next = client
        if self._looking.locked():
            return
        async with self._looking:
            while self._next is not None:
                client, self._next = self._next, None
                await self._look(client)

    async def _look(self, client: discord.Client) -> None:
        link = invitation(client.application_id, self._manners) if client.application_id is not None else ""
        await self._tell("invite", self._uninvited(client, link))
        self._forget(client.guilds)
        for guild in client.guilds:
            # Some servers have hundreds of channels.
            await asyncio.sleep(0)
            if not guild.unavailable and _is_known(guild):
                await self._tell(f"{_OF_SERVER}{guild.id}", self._missing(guild, link))
        await self._tell("desk", self._open_desks(client))

    def _forget(self, guilds: Iterable[discord.Guild]) -> None:
        """What was told of servers that the bot has left is news if it comes back."""
        there = {f"{_OF_SERVER}{guild.id}" for guild in guilds}
        for kind in [kind for kind in self._told if kind.startswith(_OF_SERVER) and kind not in there]:
            del self._told[kind]
            self._troubles.over(kind)

    async def _tell(self, kind: str, sentence: str) -> None:
        """Nothing to say: it is well."""
        if self._told.get(kind) != sentence:
            self._troubles.over(kind)
        self._told[kind] = sentence
        if sentence:
            await self._troubles.tell(kind, sentence)

    def _uninvited(self, client: discord.Client, link: str) -> str:
        by_this_link = f"Whoever manages it lets the bot in with this link: {link}"
        if not client.guilds:
            return f"The bot is in no Discord server yet. {by_this_link}" if link else ""
        named = {key.split("/")[1] for key in self._named()}
        missing = sorted(named - {str(guild.id) for guild in client.guilds})
        if not missing:
            return ""
        return f"The bot is not in the Discord server {_listed(missing)}, which you have named. {by_this_link}"

    def _named(self) -> list[str]:
        """The channels and servers that the owner has named for one thing or another."""
        return sorted({*self._manners.watched, *self._manners.desks()})

    def _missing(self, guild: discord.Guild, link: str) -> str:
        lacking: dict[str, list[str]] = {}
        for channel in _channels(guild):
            for permission in self._lacks(channel):
                lacking.setdefault(permission, []).append(f"#{harmless(channel.name)}")
        unseen = [f"the channel {room.channel}" for room in self._unseen(guild)]
        if not unseen and self._manners.opened(Room(guild.id, guild.id).place) and not _sees_anything(guild):
            unseen = ["all channels"]
        if unseen:
            lacking.setdefault("read_messages", []).extend(unseen)
        if not lacking:
            return ""
        what = "; ".join(f"{_WORDS[each]} in {_listed(lacking[each])}" for each in _WORDS if each in lacking)
        return (
            f"On the Discord server {harmless(guild.name)}, the bot lacks permissions: {what}. Give them to its role "
            "in the server's settings, or to the bot in those of the channel; or let it in once more with this link: "
            f"{link}"
        )

    def _lacks(self, channel: Channel) -> list[str]:
        """The permissions that it needs in the channel and does not have."""
        if not is_read(channel, self._manners):
            return []
        has = channel.permissions_for(channel.guild.me)
        if not self._is_meant(channel) and not (has.read_messages and _anybody_writes(channel)):
            return []
        if not has.read_messages:
            # All else is not there for that reason.
            return ["read_messages"]
        wanted = needed(self._manners)
        return [
            each for each in _WORDS if getattr(wanted, each) and self._is_used(each, channel) and not getattr(has, each)
        ]

    def _is_meant(self, channel: Channel) -> bool:
        """Whether the owner has named it, and not the server that it is in."""
        room = address_of(channel)
        if room.key in self._manners.desks() or room.key in self._manners.watched:
            return True
        everything = Room(room.server, _NONE_IN_PARTICULAR)
        return self._manners.opened(room.key) and not self._manners.opened(everything.key)

    def _is_used(self, permission: str, channel: Channel) -> bool:
        match permission:
            case "send_messages":
                return not isinstance(channel, discord.ForumChannel)
            case "send_messages_in_threads":
                return isinstance(channel, discord.TextChannel | discord.ForumChannel)
            case "create_public_threads":
                return isinstance(channel, discord.TextChannel) and (
                    self._manners.threads or is_watched(channel, self._manners)
                )
            case "embed_links":
                return address_of(channel).key in self._manners.desks()
            case "attach_files" | "send_voice_messages":
                return address_of(channel).key not in self._manners.desks()
            case _:
                return True

    def _unseen(self, guild: discord.Guild) -> Iterator[Room]:
        """The channels that the owner has named, and that the bot cannot see, or that are not there."""
        for room in map(address, self._named()):
            # A thread that is not there may be closed.
            if not isinstance(room, Room) or room.server != guild.id or room.thread is not None:
                continue
            if guild.get_channel(room.channel) is None:
                yield room

    def _open_desks(self, client: discord.Client) -> str:
        names = []
        for key in sorted(self._manners.desks()):
            room = address(key)
            channel = client.get_channel(room.channel) if isinstance(room, Room) else None
            if isinstance(channel, discord.abc.GuildChannel) and not private(channel):
                names.append(f"#{harmless(channel.name)} on {harmless(channel.guild.name)}")
        if not names:
            return ""
        return (
            f"Everybody can see {_listed(names)}, so the twin shows moderators nothing there. Take the permission View "
            "Channel from @everyone in the settings of the channel, and give it to the moderators' role and to the bot."
        )


def _is_known(guild: discord.Guild) -> bool:
    """Whether it is known what the bot may do there."""
    me: discord.Member | None = guild.me
    return me is not None


def _sees_anything(guild: discord.Guild) -> bool:
    return any(channel.permissions_for(guild.me).read_messages for channel in _channels(guild))


def _channels(guild: discord.Guild) -> Iterator[Channel]:
    return (channel for channel in channels_of(guild) if not isinstance(channel, discord.Thread))


def _anybody_writes(channel: Channel) -> bool:
    granted = channel.permissions_for(channel.guild.default_role)
    return granted.send_messages_in_threads if isinstance(channel, discord.ForumChannel) else granted.send_messages


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = len(shown) - _NAMED
    if more > 0:
        return f"{', '.join(shown[:_NAMED])} and {more} more"
    return ", ".join(shown)
