"""Work that waits its turn, in memory only: whatever of it is lost is planned anew."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from adapters.pauses import pauses
from twin.errors import NotNow, Refused

_PAUSES = (1.0, 300.0)
# Nobody waits for what is done again only so much later.
_SOON = 3.0


@dataclass(slots=True)
class _Job:
    work: Callable[[], Awaitable[None]]
    settled: Callable[[bool], None]
    pauses: Iterator[float] = field(default_factory=lambda: pauses(_PAUSES))


class Jobs:
    """Does so many pieces of work at once; what fails is done again, ever more seldom, until it is done or refused.

    ``idle`` is awaited whenever none is left that could be done at once.
    """

    def __init__(self, at_once: int, idle: Callable[[], Awaitable[None]]) -> None:
        self._at_once = at_once
        self._idle = idle
        self._waiting: OrderedDict[str, _Job] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()
        self._later: dict[str, asyncio.TimerHandle] = {}

    def add(self, name: str, work: Callable[[], Awaitable[None]], settled: Callable[[bool], None]) -> None:
        """Have it done. ``settled`` is told True when it is, and False when nobody is to wait for that any longer.

        What raises Refused is not done again.
        """
        self._waiting[name] = _Job(work, settled)
        self._fill()

    def hurry(self, name: str) -> None:
        """Somebody waits for it."""
        if name in self._waiting:
            self._waiting.move_to_end(name, last=False)

    async def stop(self) -> None:
        """Leave all of it as it is."""
        self._waiting.clear()
        for timer in self._later.values():
            timer.cancel()
        self._later.clear()
        running = list(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=1)

    def _fill(self) -> None:
        while self._waiting and len(self._running) < self._at_once:
            name, job = self._waiting.popitem(last=False)
            task = asyncio.create_task(self._do(name, job))
            self._running.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._fill()

    async def _do(self, name: str, job: _Job) -> None:
        try:
            await job.work()
        except Refused:
            job.settled(False)  # noqa: FBT003 - whether it is done
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on, and this is tried again
            self._again(name, job, error.seconds if isinstance(error, NotNow) else None)
        else:
            job.settled(True)  # noqa: FBT003
        self._running -= {asyncio.current_task()}
        if not self._waiting and not self._running:
            await self._idle()

    def _again(self, name: str, job: _Job, seconds: float | None) -> None:
        pause = max(next(job.pauses), seconds or 0.0)
        if pause > _SOON:
            job.settled(False)  # noqa: FBT003
        self._later[name] = asyncio.get_running_loop().call_later(pause, partial(self._ripe, name, job))

    def _ripe(self, name: str, job: _Job) -> None:
        del self._later[name]
        self._waiting[name] = job
        self._fill()
