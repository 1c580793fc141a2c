"""Shows that somebody is typing while an answer is being written."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, RetryAfter

from adapters.telegram.addresses import Address
from adapters.telegram.business import Connection
from adapters.telegram.patience import Patience


class Presence:
    """Telegram forgets after five seconds that somebody is typing, so it is told again and again."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience
        # The loop holds tasks weakly, and these outlast the block that began them by a moment.
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def working(self, where: Address, connection: Connection | None) -> AsyncIterator[None]:
        """Somebody is typing there; leaving does not wait for anything."""
        task = asyncio.create_task(self._type(where, connection.id if connection else None))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            yield
        finally:
            task.cancel()

    async def end(self) -> None:
        """Nobody is typing anywhere any more."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=1)

    async def _type(self, where: Address, connection: str | None) -> None:
        await asyncio.sleep(self._patience.typing_after)
        while True:
            try:
                await self._bot.send_chat_action(
                    where.chat,
                    ChatAction.TYPING,
                    message_thread_id=where.thread,
                    business_connection_id=connection,
                )
            except (BadRequest, Forbidden, RetryAfter):
                return
            except Exception:  # noqa: BLE001, S110 - it is but a courtesy, and the answer may get through yet
                pass
            await asyncio.sleep(self._patience.typing_every)
