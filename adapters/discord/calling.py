"""Whether a message in a server is meant for the twin."""

import discord

from adapters.discord.asker import Askers, author_of
from adapters.discord.line import Line
from adapters.discord.places import Channel
from adapters.discord.wording import Me

_SAID = (discord.MessageType.default, discord.MessageType.reply)


def is_human(written: discord.Message) -> bool:
    """Whether a person wrote this: no bot, no webhook, and not Discord itself."""
    author = written.author
    return written.type in _SAID and written.webhook_id is None and not author.bot and not author.system


def answered(written: discord.Message) -> int | None:
    """The message to which this one replies, if it does; what it forwards is none."""
    reference = written.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    return reference.message_id if written.type is discord.MessageType.reply else None


class Calling:
    """Tells by whom a message calls, and to whom it answers."""

    def __init__(self, line: Line, askers: Askers) -> None:
        self._line = line
        self._askers = askers

    async def heard(self, written: discord.Message, channel: Channel, me: Me) -> bool:
        """Whether it mentions the twin, replies to it, or goes on in a thread of its own. Raises NotNow, InDoubt."""
        roles = {role.id for role in written.role_mentions}
        if me.role in roles or any(user.id == me.user for user in written.mentions):
            return True
        to = await self._answered_author(written)
        if to == me.user:
            return True
        if not isinstance(channel, discord.Thread) or channel.owner_id != me.user:
            return False
        author = written.author.id
        others = any(user.id != author for user in written.mentions) or to not in (None, author)
        if others or roles or written.mention_everyone:
            return False
        return await self._askers.of(channel) == author

    async def _answered_author(self, written: discord.Message) -> int | None:
        """Who wrote the message to which this one replies; None if it replies to nobody, or that is gone."""
        reference, message = written.reference, answered(written)
        if reference is None or message is None or isinstance(reference.resolved, discord.DeletedReferencedMessage):
            return None
        if reference.resolved is not None:
            return reference.resolved.author.id
        # Discord did not look it up.
        return await author_of(self._line, reference.channel_id, message)
