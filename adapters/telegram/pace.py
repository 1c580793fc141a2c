"""How fast Telegram lets a bot write: to all, to one person, to one group."""

from aiolimiter import AsyncLimiter

from adapters.telegram.addresses import Address

# A bucket lets a burst through, and then its rate: the two add up to what Telegram allows.
_ALL = (5, 0.2)  # 5 at once and 25 a second: never more than 30 in a second
_PERSON = (3, 3.0)  # 3 at once and one a second: Telegram forgives short bursts to one person
_GROUP = (5, 20.0)  # 5 at once and 15 a minute: never more than 20 in a minute
# More chats than can have been written to within the minute that a bucket remembers.
_REMEMBERED = 2000


class Pace:
    """Lets one message after the other through."""

    def __init__(self) -> None:
        self._all = AsyncLimiter(*_ALL)
        self._chats: dict[int, AsyncLimiter] = {}

    async def turn(self, where: Address) -> None:
        """Wait until the next message may go there."""
        limiter = self._chats.pop(where.chat, None) or AsyncLimiter(*(_GROUP if where.group else _PERSON))
        self._chats[where.chat] = limiter
        if len(self._chats) > _REMEMBERED:
            del self._chats[next(iter(self._chats))]
        await limiter.acquire()
        await self._all.acquire()
