"""Polling: the library's Updater, begun anew whenever it has ended without being asked to."""

import asyncio
from contextlib import suppress

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import Updater

from adapters.telegram.inbox import Inbox
from adapters.telegram.patience import Patience
from adapters.telegram.polls import Polls

# An Updater sleeps up to 30 seconds between failures, deaf to being stopped, and then polls once more.
_STOP = 0.9

UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
)


async def poll(bot: Bot, inbox: Inbox, polls: Polls, patience: Patience) -> None:
    """Fetch updates into the inbox until that has to be begun anew. Raises TelegramError if it cannot begin."""
    updater = Updater(bot, inbox)  # type: ignore[arg-type]  # put is all that it calls
    await updater.initialize()
    polls.begin(inbox.put_unreadable)
    try:
        await updater.start_polling(
            timeout=patience.poll, allowed_updates=UPDATES, drop_pending_updates=False, error_callback=_seen
        )
        while not polls.stalled(patience.poll + patience.silence):
            with suppress(TimeoutError):
                await asyncio.wait_for(polls.rejected.wait(), patience.look)
    finally:
        polls.end()
        if updater.running:
            await _stop(updater)


def _seen(_: TelegramError) -> None:
    """Polls has seen all of these, and more; without a callback the library would write them to the log."""


async def _stop(updater: Updater) -> None:
    """Stop it within two seconds, whatever it waits for. What it then has not confirmed comes again, and is known."""
    stopping = asyncio.create_task(updater.stop())
    while not stopping.done():
        await asyncio.wait({stopping}, timeout=_STOP)
        stopping.cancel()
    if not stopping.cancelled():
        # A refused token ends the Updater's loop, and comes out here once more.
        stopping.exception()
