"""What contacts told, remembered behind the answers: one contact at a time, and never before somebody is answered."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from bot import mishaps
from bot.lanes import Lanes
from bot.ledger import Ledger
from bot.noting import Notes, remember
from twin.errors import StoreError, WriterError

_log = logging.getLogger("twin")


@dataclass(slots=True)
class Remembering:
    """Reads what contacts wrote, conversation by conversation. ``notes`` are those that are set by now."""

    ledger: Ledger
    notes: Callable[[], Notes]
    paused: Callable[[], bool] = lambda: False
    _lanes: Lanes = field(init=False)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, at_once=1)

    def wake(self, conversation: str) -> None:
        """Something was said there."""
        self._lanes.wake(conversation)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be read."""
        return self._lanes.busy

    async def wake_all(self) -> None:
        """Take up what was not read yet, wherever it was said."""
        for conversation in await asyncio.to_thread(self.ledger.memories.behind):
            self.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what was begun may take so long, and is done again at the next start."""
        await self._lanes.stop(seconds)

    async def _work(self, conversation: str) -> None:
        if self.paused():
            return
        try:
            for contact in await asyncio.to_thread(self.ledger.memories.writers, conversation):
                if self._lanes.stopping:
                    return
                await asyncio.to_thread(remember, self.ledger, contact, self.notes())
        except (StoreError, WriterError) as error:
            # A model's trouble is told where it keeps somebody from an answer.
            _log.warning("%s: what was said there was not remembered yet (%s)", conversation, error)
        except Exception as error:  # noqa: BLE001 - remembering is no reason to stop serving
            mishaps.note(error)
            _log.error("%s: what was said there could not be remembered (%s)", conversation, type(error).__name__)
