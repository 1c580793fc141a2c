"""Where arrivals go: into the ledger, those of one channel in their order, for as long as it takes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from weakref import WeakValueDictionary

from adapters.discord.troubles import ODD, UNSTORED
from adapters.pauses import pauses
from adapters.troubles import Troubles
from twin.errors import InDoubt, NotNow, StoreError
from twin.message import Arrival, Unreadable
from twin.seams import Receive

# An answer of Discord's that nobody can make sense of would otherwise keep a channel waiting for good.
_TRIES = 6
# So many attempts are made before the owner hears of it: about half a minute.
_SILENT = 10

_UNASKED = (
    "Discord does not answer what has to be asked about something that was written there. Nothing is lost: the twin "
    "asks again until it knows, and what was written after it in that channel waits."
)


class Inbox:
    """Keeps what arrives. Raises nothing: what cannot be kept now is tried until it can, the odd is kept as it came.

    ``waits`` is what is waited between two attempts, from the first pause to the longest, in seconds.
    """

    def __init__(self, receive: Receive, troubles: Troubles, waits: tuple[float, float] = (0.2, 5.0)) -> None:
        self._receive = receive
        self._troubles = troubles
        self._waits = waits
        # Each is there for as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def put(self, channel: int, event: str, raw: str, make: Callable[[], Awaitable[Sequence[Arrival]]]) -> None:
        """Keep what ``make`` reads, behind everything that was put there for this channel before.

        Ends only when it is kept, or by being cancelled. What cannot be read is kept as ``raw`` under the name
        ``event``. ``make`` may raise NotNow to be called again, for as long as it takes.
        """
        async with self._turns.setdefault(channel, asyncio.Lock()):
            odd = Unreadable(event, raw)
            for arrival in await self._made(odd, make):
                await self._keep(arrival, odd)

    async def _made(self, odd: Unreadable, make: Callable[[], Awaitable[Sequence[Arrival]]]) -> Sequence[Arrival]:
        asked = doubts = 0
        for pause in pauses(self._waits):
            seconds = 0.0
            try:
                made = await make()
            except StoreError:
                await self._troubles.tell("store", UNSTORED)
            except NotNow as error:
                seconds = error.seconds or 0.0
                asked += 1
            except InDoubt:
                doubts += 1
            except Exception:  # noqa: BLE001 - whatever an odd message does to the reading, those behind it must come through
                break
            else:
                self._troubles.over("asking")
                return made
            if asked == _SILENT:
                await self._troubles.tell("asking", _UNASKED)
            if doubts == _TRIES:
                break
            await asyncio.sleep(max(pause, seconds))
        return (odd,)

    async def _keep(self, arrival: Arrival, odd: Unreadable) -> None:
        for pause in pauses(self._waits):
            try:
                await self._receive(arrival)
            except StoreError:
                await self._troubles.tell("store", UNSTORED)
            except Exception:  # noqa: BLE001 - what its receiver cannot bear is kept as it came
                if arrival is odd:
                    await self._troubles.tell("store", UNSTORED)
                arrival = odd
            else:
                self._troubles.over("store")
                break
            await asyncio.sleep(pause)
        if arrival is odd:
            await self._troubles.tell("unreadable", ODD)
