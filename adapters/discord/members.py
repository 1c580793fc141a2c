"""Which roles somebody has: told with what they write in a server, asked for where it is not."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection
from typing import Any

import discord

from adapters.discord.addresses import role
from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from twin.errors import InDoubt, Refused

_FRESH = 300.0
_MOST = 5000


class Members:
    """Asks Discord for the roles of who wrote where it did not tell them, and keeps what it heard for five minutes.

    While Discord does not tell, NotNow is raised: whoever were taken for somebody without roles would not be answered.
    """

    def __init__(self, line: Line, manners: Manners) -> None:
        self._line = line
        self._manners = manners
        # By server and person: the roles, and when they were heard.
        self._known: OrderedDict[tuple[int, int], tuple[float, tuple[str, ...]]] = OrderedDict()

    async def of(self, written: discord.Message) -> tuple[str, ...]:
        """The roles of who wrote this. Raises NotNow, or InDoubt if nobody can make sense of what Discord tells."""
        if isinstance(written.author, discord.Member):
            return roles_of(written.author)
        wanted = self._manners.roles()
        if written.guild is None:
            return await self.in_private(written.author.id)
        # What is read from a channel's history does not say which roles its author has.
        return await self._asked(written.guild, written.author.id) if wanted else ()

    async def in_private(self, user: int) -> tuple[str, ...]:
        """Those of this person's roles that mean something, in whichever servers. Raises as ``of`` does."""
        wanted = frozenset(self._manners.roles())
        if not wanted:
            return ()
        servers = _that_may_have(self._line.client.guilds, wanted)
        found = await asyncio.gather(*(self._asked(server, user) for server in servers))
        return tuple(key for roles in found for key in roles if key in wanted)

    async def _asked(self, server: discord.Guild, user: int) -> tuple[str, ...]:
        known = self._known.get((server.id, user))
        if known is not None and time.monotonic() - known[0] < _FRESH:
            return known[1]
        try:
            # Not the server's own method: that server may be one of a client that has ended.
            member = await repeatable(self._line, lambda client: in_time(client.http.get_member(server.id, user)))
        except Refused:
            # Mostly somebody who is not, or no longer, in this server.
            roles: tuple[str, ...] = ()
        else:
            roles = _told(member)
        self._known[(server.id, user)] = (time.monotonic(), roles)
        self._known.move_to_end((server.id, user))
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return roles


def roles_of(member: discord.Member) -> tuple[str, ...]:
    """The keys of the roles that somebody has in a server, without the one that everybody has."""
    return tuple(role(each.id) for each in member.roles if not each.is_default())


def _told(member: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever came
    try:
        return tuple(role(int(each)) for each in member["roles"])
    except (LookupError, TypeError, ValueError):
        raise InDoubt("That was no member of a Discord server.") from None


def _that_may_have(servers: Collection[discord.Guild], wanted: Collection[str]) -> list[discord.Guild]:
    """The servers with one of these roles; while one of these is nowhere, also those whose roles are not known yet."""
    roles = {server: {role(each.id) for each in server.roles} for server in servers}
    missing = set(wanted).difference(*roles.values())
    return [server for server in servers if not roles[server].isdisjoint(wanted) or (missing and server.unavailable)]
