"""Every reply once, in order: sent, tried again only where it surely did not arrive, in doubt otherwise."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot import mishaps
from bot.lanes import Lanes
from bot.ledger import Ledger
from bot.ledger.outbox import Due
from twin.errors import GoneTo, InDoubt, NotNow, Refused, StoreError
from twin.message import Delivery, Notice, platform_of
from twin.seams import Adapter, Notify
from twin.voice import Film

_log = logging.getLogger("twin")

# Requests that are sent side by side. Many more conversations may wait for their turn, some for long.
_AT_ONCE = 24
_CONVERSATIONS = 5000
# Seconds before the next try where the platform names none: doubled each time, up to the last.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_STORE_PAUSE = 2.0
# How often something is sent at most that may have arrived each time.
_REPEATS = 3
# The same where the platform can be asked first whether it has arrived: until somebody has to look at the platform.
_SOUGHT = 50


@dataclass(slots=True)
class Outbox:
    """Delivers what was decided. ``repeats``: what is in doubt is sent again, at the risk of saying it twice.

    Where the platform can tell what it has said, what is in doubt is looked for there before it is sent again.

    A text waits for its voice for ``voice_wait`` seconds at most. ``moved`` is told of conversations in which something
    waits again: their place has moved, or an answer was undone.
    """

    ledger: Ledger
    adapters: Mapping[str, Adapter]
    repeats: bool
    notify: Notify
    paused: Callable[[], bool]
    moved: Callable[[str], None]
    voice_wait: float = 0.0
    _lanes: Lanes = field(init=False)
    _sending: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, _CONVERSATIONS)
        self._sending = asyncio.Semaphore(_AT_ONCE)

    def wake(self, conversation: str) -> None:
        """Something may have to be delivered there."""
        if platform_of(conversation) in self.adapters:
            self._lanes.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what is being sent may take so long, and is in doubt after that."""
        await self._lanes.stop(seconds)

    def recover(self) -> int:
        """What a process that is gone had begun to send is in doubt, or sent again; how much that is. Blocks."""
        return sum(self._settle(platform, adapter) for platform, adapter in self.adapters.items())

    def _settle(self, platform: str, adapter: Adapter) -> int:
        outbox = self.ledger.outbox
        if adapter.finds:
            return outbox.repeat_cut_off(platform, times=_SOUGHT)
        return outbox.repeat_cut_off(platform, times=_REPEATS) if self.repeats else outbox.cut_off(platform)

    async def _work(self, conversation: str) -> float | None:
        if self.paused():
            return None
        try:
            return await self._next(conversation)
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        except Exception as error:  # noqa: BLE001 - nothing may end a conversation
            mishaps.note(error)
            _log.error("%s: nothing could be sent (%s)", conversation, type(error).__name__)
            return _LONGEST_PAUSE

    async def _next(self, conversation: str) -> float | None:
        due = await asyncio.to_thread(self.ledger.outbox.next, conversation, self.voice_wait)
        if due is None or due.seconds > 0:
            return None if due is None else due.seconds
        if due.undisclosed:
            await asyncio.to_thread(self.ledger.outbox.reopen, due.delivery)
            self.moved(conversation)
            return 0.0
        adapter = self.adapters[platform_of(conversation)]
        await adapter.turn(conversation)
        async with self._sending:
            # Much may have happened while it waited for its turn.
            if self._lanes.stopping or self.paused():
                return 0.0
            if await self._begin(due.delivery):
                await self._deliver(adapter, due)
        return 0.0

    async def _begin(self, delivery: Delivery) -> bool:
        """Note that it is being sent; cut off meanwhile, nothing has been sent, and that is noted instead."""
        begun = asyncio.ensure_future(asyncio.to_thread(self.ledger.outbox.begin, delivery))
        try:
            return await asyncio.shield(begun)
        except asyncio.CancelledError:
            if await begun:
                await asyncio.to_thread(self.ledger.outbox.later, delivery, "the twin was stopped before it", 0.0)
            raise

    async def _deliver(self, adapter: Adapter, due: Due) -> None:
        delivery, sought = due.delivery, adapter.finds
        try:
            reference = None
            if due.doubts and adapter.finds:
                # Where it cannot be told, looking again does not help.
                sought = False
                reference = await adapter.find(delivery)
                sought = True
            if reference is None:
                if isinstance(delivery.media, Film) and "video" not in adapter.sends:
                    raise Refused(f"{adapter.name.capitalize()} takes no films.")
                reference = await adapter.deliver(delivery)
        except NotNow as error:
            await self._put_off(delivery, str(error), _pause(due) if error.seconds is None else error.seconds)
        except GoneTo as error:
            await self._stored(self.ledger.inbox.move, error.before, error.after)
            # A pause, lest a platform that sends us in a circle is asked without end.
            await self._put_off(delivery, str(error), _pause(due))
            await self._tell(delivery, "moved", str(error))
            self.moved(error.after)
        except Refused as error:
            await self._stored(partial(self.ledger.outbox.refused, closed=error.closed), delivery, str(error))
            await self._tell(delivery, "refused", str(error))
        except InDoubt as error:
            await self._doubt(due, str(error), sought=sought)
        except Exception as error:  # noqa: BLE001 - whatever happened, the message may be out
            mishaps.note(error)
            said = f"something unforeseen happened while it was being sent ({type(error).__name__})"
            await self._doubt(due, said, sought=sought)
        else:
            await self._stored(self.ledger.outbox.sent, delivery, reference)

    async def _put_off(self, delivery: Delivery, problem: str, seconds: float) -> None:
        await self._stored(self.ledger.outbox.later, delivery, problem, seconds)

    async def _doubt(self, due: Due, problem: str, *, sought: bool) -> None:
        if due.doubts + 1 < (_SOUGHT if sought else _REPEATS if self.repeats else 0):
            again = partial(self.ledger.outbox.later, doubtful=True)
            await self._stored(again, due.delivery, problem, _pause(due))
            return
        await self._stored(self.ledger.outbox.doubted, due.delivery, problem)
        sentence = f"a delivery may have arrived or not ({problem}): `twin doubts` lists it, and you decide."
        await self._tell(due.delivery, "in doubt", sentence)

    async def _tell(self, delivery: Delivery, kind: str, sentence: str) -> None:
        _log.info("%s: %s", delivery.conversation, kind)
        await self.notify(Notice(platform_of(delivery.conversation), kind, sentence))

    async def _stored(self, change: Callable[..., None], *arguments: Any) -> None:  # noqa: ANN401
        """Write down what happened, however long that takes: forgotten, it would be said twice.

        Cut off meanwhile, it still stands as begun, and the next start puts it in doubt.
        """
        while True:
            try:
                await asyncio.to_thread(change, *arguments)
            except StoreError as error:
                _log.error("%s", error)
                await asyncio.sleep(_STORE_PAUSE)
            else:
                return


def _pause(due: Due) -> float:
    # After a day without a network, a power of all attempts would be no number any more.
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(due.attempts, 16))
