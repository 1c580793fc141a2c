"""Which roles somebody has: told with what they write in a server, asked for where it is not."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection

import discord

from adapters.discord.addresses import role
from adapters.discord.asking import in_time
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from twin.errors import DeliveryError, Refused

_FRESH = 300.0
_LONGEST = 5.0
_MOST = 5000


class Members:
    """Asks Discord for the roles of who wrote where it did not tell them, and keeps what it heard for five minutes."""

    def __init__(self, line: Line, manners: Manners) -> None:
        self._line = line
        self._manners = manners
        # By server and person: the roles, and when they were heard.
        self._known: OrderedDict[tuple[int, int], tuple[float, tuple[str, ...]]] = OrderedDict()

    async def of(self, written: discord.Message) -> tuple[str, ...]:
        """The roles of who wrote this; () if nobody can tell."""
        if isinstance(written.author, discord.Member):
            return roles_of(written.author)
        wanted = self._manners.roles()
        if written.guild is None:
            return await self.in_private(written.author.id)
        # What is read from a channel's history does not say which roles its author has.
        return await self._asked(written.guild, written.author.id) if wanted else ()

    async def in_private(self, user: int) -> tuple[str, ...]:
        """Those of this person's roles that mean something, in whichever servers; () if nobody can tell."""
        wanted = frozenset(self._manners.roles())
        if not wanted:
            return ()
        try:
            servers = [server for server in self._line.client.guilds if _has_any(server, wanted)]
        except DeliveryError:
            return ()
        found = await asyncio.gather(*(self._asked(server, user) for server in servers))
        return tuple(key for roles in found for key in roles if key in wanted)

    async def _asked(self, server: discord.Guild, user: int) -> tuple[str, ...]:
        known = self._known.get((server.id, user))
        if known is not None and time.monotonic() - known[0] < _FRESH:
            return known[1]
        try:
            async with asyncio.timeout(_LONGEST):
                # Not the server's own method: that server may be one of a client that has ended.
                member = await self._line.ask(lambda client: in_time(client.http.get_member(server.id, user)))
        except Refused:
            # Mostly somebody who is not, or no longer, in this server.
            roles: tuple[str, ...] = ()
        except (DeliveryError, TimeoutError):
            return ()
        else:
            roles = tuple(role(int(each)) for each in member["roles"])
        self._known[(server.id, user)] = (time.monotonic(), roles)
        self._known.move_to_end((server.id, user))
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return roles


def roles_of(member: discord.Member) -> tuple[str, ...]:
    """The keys of the roles that somebody has in a server, without the one that everybody has."""
    return tuple(role(each.id) for each in member.roles if not each.is_default())


def _has_any(server: discord.Guild, wanted: Collection[str]) -> bool:
    return any(role(each.id) in wanted for each in server.roles)
