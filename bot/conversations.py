"""The conversations of the running twin: each is answered a burst at a time, after a short quiet time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot import mishaps
from bot.answering import Answered, Answering, line
from bot.lanes import Lanes
from twin.draft import Action, Kind
from twin.errors import StoreError, TwinError
from twin.message import Notice, platform_of
from twin.seams import Adapter, Notify

_log = logging.getLogger("twin")

# Bursts that are answered side by side: where a model writes, most of the time is spent waiting for it.
_AT_ONCE = 12
# Messages that are looked at for somebody in danger: nobody is to wait for that.
_URGENT_AT_ONCE = 2
# Whoever goes on writing is answered after this many quiet times.
_LONGEST = 4
# How long to wait before the next try, in seconds, when the engine fails; after the last, it is given up.
_RETRIES = (1.0, 4.0)
# The same, when the records cannot be written, for which there is no giving up.
_STORE_PAUSE = 2.0
# The same, when not even giving up was possible.
_LONGEST_PAUSE = 60.0


@dataclass(slots=True)
class _Heard:
    """When something was heard in a conversation, first and last, since it was answered; by the steady clock."""

    first: float
    last: float


@dataclass(slots=True)
class Conversations:
    """Works the inbox. ``answered`` is told of every conversation about which something was decided.

    ``hear`` listens to what was spoken there, before that is answered; None: nobody does.
    """

    answering: Answering
    adapters: Mapping[str, Adapter]
    quiet: float
    notify: Notify
    answered: Callable[[str], None]
    paused: Callable[[], bool]
    hear: Callable[[str], Awaitable[None]] | None = None
    _heard: dict[str, _Heard] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _store_pauses: dict[str, float] = field(default_factory=dict)
    _lanes: Lanes = field(init=False)
    _urgent: Lanes = field(init=False)
    _alerted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, _AT_ONCE)
        self._urgent = Lanes(self._look_for_danger, _URGENT_AT_ONCE)

    def heard(self, conversation: str) -> None:
        """Something new arrived there."""
        if platform_of(conversation) not in self.adapters:
            return
        at = time.monotonic()
        self._heard.setdefault(conversation, _Heard(at, at)).last = at
        self._urgent.wake(conversation)
        self.wake(conversation)

    def wake(self, conversation: str) -> None:
        """Something may wait there."""
        if platform_of(conversation) in self.adapters:
            self._lanes.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what is being answered may take so long."""
        await asyncio.gather(self._lanes.stop(seconds), self._urgent.stop(seconds))

    async def _look_for_danger(self, conversation: str) -> None:
        """Answer somebody in danger at once; whatever else there is, and what goes wrong here, is for ``_work``."""
        if self.paused():
            return
        adapter = self.adapters[platform_of(conversation)]
        began = time.monotonic()
        try:
            done = await asyncio.to_thread(self.answering.urgent, conversation, adapter.parts)
        except Exception as error:  # noqa: BLE001 - it is tried again with everything else
            mishaps.note(error)
            return
        await self._settled(conversation, done, began)

    async def _work(self, conversation: str) -> float | None:
        if self.paused():
            return None
        if (left := self._quiet_left(conversation)) > 0:
            return left
        # What is heard from here on has a quiet time of its own.
        self._heard.pop(conversation, None)
        adapter = self.adapters[platform_of(conversation)]
        began = time.monotonic()
        try:
            async with adapter.working(conversation):
                if self.hear is not None:
                    await self.hear(conversation)
                done = await asyncio.to_thread(self.answering.next, conversation, adapter.parts)
        except StoreError as error:
            return self._unstored(conversation, error)
        except Exception as error:  # noqa: BLE001 - nothing may end a conversation, or reach the contact
            return await self._failed(conversation, adapter, error)
        return await self._settled(conversation, done, began)

    def _quiet_left(self, conversation: str) -> float:
        heard = self._heard.get(conversation)
        if heard is None:
            return 0.0
        return min(heard.last + self.quiet, heard.first + _LONGEST * self.quiet) - time.monotonic()

    async def _settled(self, conversation: str, done: Answered | None, began: float) -> float | None:
        self._failures.pop(conversation, None)
        self._store_pauses.pop(conversation, None)
        if done is None:
            return None
        _log.info(line(done, time.monotonic() - began))
        alert = done.decision.alert
        if alert and (done.decision.alert_kind == "danger" or alert not in self._alerted):
            # Its row in the notices counts how often; the log need not say it with every message.
            self._alerted.add(alert)
            _log.warning("%s: %s", platform_of(conversation), alert)
        self.answered(conversation)
        if not done.decision.reply.texts:
            waits = done.decision.action in (Action.HOLD, Action.HAND_OVER)
            adapter = self.adapters[platform_of(conversation)]
            await adapter.settled(conversation, done.burst.reference, waits=waits)
        return 0.0

    def _unstored(self, conversation: str, error: StoreError) -> float:
        """How long to wait, longer each time: what cannot be stored may have cost something to make."""
        _log.error("%s: %s", conversation, error)
        pause = self._store_pauses.get(conversation, _STORE_PAUSE)
        self._store_pauses[conversation] = min(2 * pause, _LONGEST_PAUSE)
        return pause

    async def _failed(self, conversation: str, adapter: Adapter, error: Exception) -> float | None:
        """Try again in a while; after the last time, what cannot be answered is handed over to the owner."""
        told = str(error) if isinstance(error, TwinError) else type(error).__name__
        mishaps.note(error)
        failures = self._failures[conversation] = self._failures.get(conversation, 0) + 1
        _log.error("%s: no answer could be made (%s)", conversation, told)
        if failures <= len(_RETRIES):
            return _RETRIES[failures - 1]
        return await self._give_up(conversation, adapter, told)

    async def _give_up(self, conversation: str, adapter: Adapter, told: str) -> float | None:
        began = time.monotonic()
        try:
            done = await asyncio.to_thread(self.answering.give_up, conversation, told, adapter.parts)
        except StoreError as error:
            return self._unstored(conversation, error)
        except Exception as error:  # noqa: BLE001 - nothing may end a conversation
            mishaps.note(error)
            _log.error("%s: it could not be handed over either (%s)", conversation, type(error).__name__)
            return _LONGEST_PAUSE
        if done is not None and done.decision.kind is Kind.ERROR:
            await self.notify(Notice(adapter.name, "answering", f"a message was handed over to you: {told}"))
        return await self._settled(conversation, done, began)
