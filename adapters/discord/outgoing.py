"""One message as it goes out: where to, in reply to what, whom it calls, and its name."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import discord

from adapters.discord.addresses import Address
from adapters.discord.media import film_name, opened, refusal, send_voice
from adapters.discord.wording import storable
from twin.errors import Refused
from twin.message import Delivery
from twin.voice import VoiceNote

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
    parts = [delivery.id, delivery.conversation, round(delivery.asked_at.timestamp() * 1000), storable(delivery.text)]
    if delivery.media is not None:
        parts.append("voice" if isinstance(delivery.media, VoiceNote) else "film")
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=12).hexdigest()


async def say(
    client: discord.Client, channel: discord.PartialMessageable, way: Way, delivery: Delivery, *, calling: bool
) -> int:
    """Send it, and call nobody but who asked, if anybody; the number of the message.

    Raises what the library does, and a DeliveryError for a file that cannot be sent.
    """
    calls = way.calls if calling else None
    text, about = text_of(delivery, calls), _about(channel, way, delivery, calls, calling=calling)
    if delivery.media is None:
        return (await channel.send(text, **about)).id
    try:
        if isinstance(delivery.media, VoiceNote):
            # It has no text, and so calls nobody but by being a reply.
            return await send_voice(client, channel, delivery.media, _form(about))
        film = await opened(client, channel, delivery.media, film_name(about["nonce"]))
        return (await channel.send(text or None, file=film, **about)).id
    except discord.HTTPException as error:
        sentence = refusal(error, delivery.media)
        if not sentence:
            raise
    # Raised outside of the except: the library's own error holds what was sent, and must not hang on ours.
    raise Refused(sentence)


def _about(
    channel: discord.PartialMessageable, way: Way, delivery: Delivery, calls: int | None, *, calling: bool
) -> dict[str, Any]:
    """What is said of a message beside what it says, as the library takes it."""
    about: dict[str, Any] = {
        "nonce": nonce_of(delivery),
        "allowed_mentions": discord.AllowedMentions(
            everyone=False,
            users=[discord.Object(calls)] if calls is not None else False,
            roles=False,
            replied_user=calling and way.replies_to is not None,
        ),
    }
    if way.replies_to is not None:
        # Discord refuses the reply if the question is gone.
        about["reference"] = discord.MessageReference(
            message_id=way.replies_to, channel_id=channel.id, guild_id=channel.guild_id, fail_if_not_exists=True
        )
    return about


def _form(about: dict[str, Any]) -> dict[str, Any]:
    """The same, as Discord takes it."""
    form = {"nonce": about["nonce"], "enforce_nonce": True, "allowed_mentions": about["allowed_mentions"].to_dict()}
    if "reference" in about:
        form["message_reference"] = about["reference"].to_message_reference_dict()
    return form
