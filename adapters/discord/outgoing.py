"""One message as it goes out: where to, in reply to what, whom it calls, and its name."""

from dataclasses import dataclass
from hashlib import blake2b

import discord

from adapters.discord.addresses import Address
from adapters.discord.wording import storable
from twin.message import Delivery

_LIMIT = 2000
# A message may have to begin by calling who asked; the highest number has twenty digits.
LONGEST = _LIMIT - len(f"<@{2**64 - 1}> ")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say something: where, as a reply to what, and whom it calls at its beginning."""

    where: Address
    replies_to: int | None = None
    calls: int | None = None


def text_of(delivery: Delivery, calls: int | None) -> str:
    """What is sent."""
    text = storable(delivery.text)
    return text if calls is None else f"<@{calls}> {text}"


def nonce_of(delivery: Delivery) -> str:
    """The name of the delivery: the same after a restart, another in another ledger. Of 25 characters at most."""
    parts = (delivery.id, delivery.conversation, round(delivery.asked_at.timestamp() * 1000), storable(delivery.text))
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=12).hexdigest()


async def say(channel: discord.PartialMessageable, way: Way, delivery: Delivery, *, calling: bool) -> int:
    """Send it, and call nobody but who asked, if anybody; the number of the message. Raises what the library does."""
    calls = way.calls if calling else None
    text, nonce = text_of(delivery, calls), nonce_of(delivery)
    mentions = discord.AllowedMentions(
        everyone=False,
        users=[discord.Object(calls)] if calls is not None else False,
        roles=False,
        replied_user=calling and way.replies_to is not None,
    )
    if way.replies_to is None:
        return (await channel.send(text, nonce=nonce, allowed_mentions=mentions)).id
    # Discord refuses the reply if the question is gone.
    question = discord.MessageReference(
        message_id=way.replies_to, channel_id=channel.id, guild_id=channel.guild_id, fail_if_not_exists=True
    )
    return (await channel.send(text, nonce=nonce, allowed_mentions=mentions, reference=question)).id
