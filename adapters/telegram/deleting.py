"""Taking back: one request that deletes what the bot has said."""

from telegram import Bot
from telegram.error import BadRequest

from adapters.telegram.addresses import Address
from adapters.telegram.business import Connection
from adapters.telegram.sending import DISCONNECTED
from twin.errors import Refused


async def delete(bot: Bot, where: Address, connection: Connection | None, message: int) -> None:
    """Delete it with exactly one request; what is gone already is done. Raises what the library does."""
    if connection is not None:
        await bot.delete_business_messages(connection.id, [message])
        return
    try:
        await bot.delete_message(where.chat, message)
    except BadRequest as error:
        if "message to delete not found" not in error.message.lower():
            raise


def obstacle(connection: Connection | None) -> Refused | None:
    """Why Telegram need not even be asked to delete something through this business connection."""
    if connection is None:
        return None
    if not connection.open:
        return Refused(DISCONNECTED)
    if not connection.may_delete:
        return Refused(
            "Your Telegram account does not let the bot delete what it has sent: allow it in Telegram's settings, "
            "under Telegram Business, Chatbots."
        )
    return None
