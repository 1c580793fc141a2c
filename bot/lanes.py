"""Work by keys: one task for each key that has some, one piece at a time, in order."""

import asyncio
from collections.abc import Awaitable, Callable

# Does the next piece of a key's work. Answers when to come again: after so many seconds, or, with None, when woken.
Work = Callable[[str], Awaitable[float | None]]


class Lanes:
    """Runs ``work`` for every key that was woken; different keys side by side, ``at_once`` of them at most.

    ``work`` may not raise: what can go wrong is its own to handle.
    """

    def __init__(self, work: Work, at_once: int) -> None:
        self._work = work
        self._free = asyncio.Semaphore(at_once)
        self._woken: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def wake(self, key: str) -> None:
        """There may be work for this key."""
        if self._stopping:
            return
        if key in self._woken:
            self._woken[key].set()
            return
        self._woken[key] = asyncio.Event()
        task = asyncio.create_task(self._run(key, self._woken[key]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def stopping(self) -> bool:
        """Whether nothing more may be begun."""
        return self._stopping

    @property
    def busy(self) -> bool:
        """Whether any key has work, or waits for its time."""
        return bool(self._tasks)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more, and give what was begun so long to finish; then it is cut off."""
        self._stopping = True
        for woken in self._woken.values():
            woken.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, key: str, woken: asyncio.Event) -> None:
        try:
            while not self._stopping:
                woken.clear()
                async with self._free:
                    if self._stopping:
                        return
                    pause = await self._work(key)
                if pause is None and not woken.is_set():
                    return
                if pause:
                    await _either(woken, pause)
        finally:
            # Nothing is awaited on the way here: no call of wake is lost in between.
            del self._woken[key]


async def _either(woken: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return
