"""Whether what may have been sent before stands there."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import discord

from adapters.discord.media import Media, is_same
from twin.errors import InDoubt, NotNow

# The most of a channel that is read for it, the newest first: it was sent a moment before a doubt, or a restart.
MOST = 500
# The ledger's time of a question is Discord's own, but for its fractions of a second.
_MARGIN = timedelta(minutes=1)

_UNREADABLE = (
    "The bot may not read on Discord what was written there, and so cannot tell whether its message arrived: give it "
    "the permission Read Message History there."
)


@dataclass(frozen=True, slots=True)
class Sought:
    """A message of the bot's own: its nonce, how it may read, after what it must stand, and what it replies to.

    What has ``media`` is known by that, however it reads.
    """

    nonce: str
    texts: frozenset[str]
    after: int
    replies_to: int | None
    media: Media | None = None

    def is_(self, message: discord.Message) -> bool:
        """Whether this is it. Discord mostly does not tell the nonce afterwards; two of the same words look alike."""
        if message.nonce is not None and str(message.nonce) == self.nonce:
            return True
        reference = message.reference
        replies_to = reference.message_id if reference is not None else None
        if replies_to != self.replies_to:
            return False
        if self.media is not None:
            return is_same(message, self.media, self.nonce)
        return bare(message.content) in self.texts


def bare(text: str) -> str:
    """What of a text surely stays as it is: Discord takes away blanks, and what nobody sees."""
    return "".join(character for character in text if character.isprintable() and not character.isspace())


def since(question: int | None, asked_at: datetime) -> int:
    """The number after which the answer to a question stands: Discord's numbers grow with time."""
    return max(question or 0, discord.utils.time_snowflake(asked_at - _MARGIN))


async def found(
    client: discord.Client, channel: discord.PartialMessageable, sought: Sought, others: Container[int]
) -> int | None:
    """The message, unless it is one of the ``others``; None: it surely is not there.

    Raises InDoubt if that cannot be told, NotNow if Discord cannot be asked, else what the library does.
    """
    try:
        return await _search(client, channel, sought, others)
    except discord.NotFound:
        return None
    except discord.Forbidden:
        failure: InDoubt | NotNow = InDoubt(_UNREADABLE)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError):
        failure = NotNow("Discord cannot be asked whether the message arrived.")
    raise failure


async def _search(
    client: discord.Client, channel: discord.PartialMessageable, sought: Sought, others: Container[int]
) -> int | None:
    me = client.user.id if client.user is not None else None
    seen = 0
    async for message in channel.history(limit=MOST, after=discord.Object(sought.after), oldest_first=False):
        seen += 1
        if message.author.id == me and message.id not in others and sought.is_(message):
            return message.id
    if seen >= MOST:
        raise InDoubt("So much was written there on Discord since that the message was not looked for any further.")
    if seen == 0 and channel.guild_id is not None:
        # Who may not read what was written is told that nothing was; asked for one message, Discord says so.
        await channel.fetch_message(sought.after)
    return None
