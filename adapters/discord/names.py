"""What the people, roles and channels are called that somebody names, as they are shown them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord

from adapters.discord.wording import Me


class NamesThere:
    """The names as the ``reader`` in the channel ``here`` is shown them; ``named`` are people, by their numbers."""

    def __init__(
        self,
        guild: discord.Guild | None,
        here: int | None,
        reader: discord.User | discord.Member,
        named: Iterable[tuple[int, str]],
    ) -> None:
        self._guild = guild
        self._here = here
        self._reader = reader
        self._users = {reader.id: reader.display_name, **dict(named)}

    def user(self, id_: int) -> str | None:
        """How this person is called there, if Discord has told."""
        if id_ in self._users:
            return self._users[id_]
        member = None if self._guild is None else self._guild.get_member(id_)
        return None if member is None else member.display_name

    def role(self, id_: int) -> str | None:
        """How this role is called, as everybody in the server can see."""
        role = None if self._guild is None else self._guild.get_role(id_)
        return None if role is None else role.name

    def channel(self, id_: int) -> str | None:
        """How this channel is called, if whoever names it can see it: some are secret by their name."""
        channel = None if self._guild is None else self._guild.get_channel_or_thread(id_)
        if self._guild is None or channel is None:
            return None
        if id_ == self._here:
            return channel.name
        if isinstance(channel, discord.Thread) and (channel.is_private() or channel.parent is None):
            return None
        reader = self._reader if isinstance(self._reader, discord.Member) else self._guild.default_role
        return channel.name if channel.permissions_for(reader).view_channel else None


def me_there(interaction: discord.Interaction) -> Me:
    """Who the twin is where a command is used. Raises LookupError while the client has not logged in."""
    user, guild = interaction.client.user, interaction.guild
    if user is None:
        raise LookupError("The client has not logged in.")
    role = None if guild is None else guild.self_role
    return Me(user.id, None if role is None else role.id)


def resolved(data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The people whom Discord says that a command names."""
    found = data.get("resolved") or {}
    members = found.get("members") or {}
    for id_, user in (found.get("users") or {}).items():
        nick = (members.get(id_) or {}).get("nick")
        yield int(id_), nick or user.get("global_name") or user["username"]
