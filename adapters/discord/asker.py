"""Whose question a thread of the twin's is about."""

from collections import OrderedDict
from typing import Any

import discord

from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from twin.errors import InDoubt, Refused

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
        """Who asked there; None if nobody knows. Raises as ``author_of`` does."""
        if thread.id not in self._known:
            self._keep(thread.id, await author_of(self._line, thread.parent_id, thread.id))
        return self._known[thread.id]

    def _keep(self, thread: int, asker: int | None) -> None:
        self._known[thread] = asker
        self._known.move_to_end(thread)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)


async def author_of(line: Line, channel: int, message: int) -> int | None:
    """Who wrote a message; None if it is gone, or not to be seen.

    Raises NotNow while Discord does not tell, and InDoubt if nobody can make sense of what it tells.
    """
    try:
        # Not read by the library: of an answer that it cannot read, nobody could tell that it is one.
        written: Any = await repeatable(line, lambda client: in_time(client.http.get_message(channel, message)))
    except Refused:
        return None
    try:
        return int(written["author"]["id"])
    except (LookupError, TypeError, ValueError):
        raise InDoubt("That was no message of Discord.") from None
