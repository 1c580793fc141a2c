"""Threads: a question in a channel gets one of its own, named by its first words."""

import re

import discord

from adapters.discord.addresses import Room
from adapters.discord.asking import in_time, repeatable
from adapters.discord.line import Line
from adapters.discord.meaning import DELETED, UNKNOWN_MESSAGE
from adapters.discord.naming import is_shown
from adapters.discord.rooms import name_of
from adapters.splitting import Kind, marks, split, utf16
from adapters.troubles import Troubles
from twin.errors import Refused

_LONGEST_NAME = 60
# Of a question that says nothing, or nothing that Discord lets stand in a name.
_NAMELESS = "💬"

_EXISTS = 160004
_TOO_MANY = 160006
# Neither may it, nor will it be able to: missing access or permission, no such kind of channel or message.
_MAY_NOT = {50001, 50013, 50021, 50024, 50068, _TOO_MANY}
_BAD_NAME = {200000, 200001}

_LEFT_OVER = re.compile(r"[*`~|\\]+|(?<!\w)_+|_+(?!\w)|^[>#\s-]+|@(?=everyone|here)")


class Threads:
    """Opens them; the owner is told where that is not allowed."""

    def __init__(self, line: Line, troubles: Troubles) -> None:
        self._line = line
        self._troubles = troubles

    async def open(self, room: Room, message: int) -> bool:
        """See to it that the message in the room's channel has a thread; False: it cannot have one.

        Raises NotNow, or Refused if the message is there no more.
        """
        server = self._line.client.get_guild(room.server)
        if server is not None and server.get_thread(message) is not None:
            return True
        channel = self._line.client.get_channel(room.channel) or await repeatable(
            self._line, lambda client: in_time(client.fetch_channel(room.channel))
        )
        # What is written beside a voice channel, or in a forum, has no threads.
        if not isinstance(channel, discord.TextChannel):
            return False
        if not _allowed(channel):
            await self._tell(room, may=False)
            return False
        question = await repeatable(self._line, lambda _: in_time(_question(channel, message)))
        if question is None:
            raise Refused(DELETED)
        if isinstance(question, discord.Message) and question.flags.has_thread:
            return True
        name = name_for(question.content) if isinstance(question, discord.Message) else _NAMELESS
        refusal = await repeatable(self._line, lambda _: in_time(_create(question, name)))
        if refusal:
            await self._tell(room, may=refusal == _TOO_MANY)
        return not refusal

    async def _tell(self, room: Room, *, may: bool) -> None:
        name = name_of(self._line.client, Room(room.server, room.channel))
        why = (
            "the server has as many open threads as Discord allows."
            if may
            else "give the bot the permissions Create Public Threads and Send Messages in Threads there."
        )
        await self._troubles.tell("threads", f"No thread can be opened in {name}, so the twin answers without: {why}")


def name_for(question: str) -> str:
    """What a thread is called: the first words of a question, without signs, links, and whom it calls."""
    dropped: list[tuple[int, int]] = []
    for mark in marks(question):
        if mark.kind in (Kind.FENCE, Kind.PLACEHOLDER, Kind.URL):
            dropped.append((mark.start, mark.end))
        else:
            dropped += [(mark.start, mark.inner_start), (mark.inner_end, mark.end)]
    kept, done = [], 0
    for start, end in sorted(dropped):
        kept.append(question[done:start])
        done = max(done, end)
    kept.append(question[done:])
    shown = "".join(character for character in "".join(kept) if is_shown(character))
    words = " ".join(_LEFT_OVER.sub("", shown).split())
    parts = split(words, _LONGEST_NAME - 1, utf16)
    if not parts:
        return _NAMELESS
    return parts[0] if len(parts) == 1 else f"{parts[0]}…"


def _allowed(channel: discord.TextChannel) -> bool:
    """Whether the bot may open threads there and write in them, as far as that is known here."""
    me: discord.Member | None = channel.guild.me
    if me is None:
        return True
    granted = channel.permissions_for(me)
    return granted.create_public_threads and granted.send_messages_in_threads


async def _question(channel: discord.TextChannel, message: int) -> discord.Message | discord.PartialMessage | None:
    """The question; without its words if these may not be read, None if it is not there any more."""
    try:
        return await channel.fetch_message(message)
    except discord.Forbidden:
        return channel.get_partial_message(message)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return None


async def _create(question: discord.Message | discord.PartialMessage, name: str) -> int:
    """Open the thread; the number of what speaks against it, 0: it is open. Raises what the library does."""
    try:
        await question.create_thread(name=name)
    except discord.HTTPException as error:
        if error.code in _BAD_NAME and name != _NAMELESS:
            again = True
        elif error.code == _EXISTS:
            again = False
        elif error.code in _MAY_NOT:
            return error.code
        else:
            raise
    else:
        again = False
    return await _create(question, _NAMELESS) if again else 0
