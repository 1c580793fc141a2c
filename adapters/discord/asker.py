"""Whose question a thread of the twin's is about."""

from collections import OrderedDict

import discord

from adapters.discord.asking import in_time
from adapters.discord.line import Line
from twin.errors import Refused

_MOST = 5000


class Askers:
    """Remembers who wrote the message that a thread was opened from; what it has forgotten, it asks Discord for."""

    def __init__(self, line: Line) -> None:
        self._line = line
        # By thread, which has the number of the message that it was opened from; None: there is no such message.
        self._known: OrderedDict[int, int | None] = OrderedDict()

    def note(self, message: int, user: int) -> None:
        """This person wrote this message: if a thread is opened from it, it is about their question."""
        self._keep(message, user)

    async def of(self, thread: discord.Thread) -> int | None:
        """Who asked there; None if nobody knows. Raises NotNow, or InDoubt, if Discord does not tell."""
        if thread.id not in self._known:
            try:
                asker: int | None = await self._line.ask(lambda client: _author(client, thread))
            except Refused:
                asker = None
            self._keep(thread.id, asker)
        return self._known[thread.id]

    def _keep(self, thread: int, asker: int | None) -> None:
        self._known[thread] = asker
        self._known.move_to_end(thread)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)


async def _author(client: discord.Client, thread: discord.Thread) -> int:
    parent = client.get_partial_messageable(thread.parent_id, guild_id=thread.guild.id)
    return (await in_time(parent.fetch_message(thread.id))).author.id
