"""What the owner is told when something is wrong with a platform: once, and again only after it was well between."""

import time
from collections.abc import Mapping

from twin.message import Notice
from twin.seams import Notify


class Troubles:
    """Tells of each kind of trouble of a platform once while it lasts. Never raises: there is nobody else to tell.

    ``quiet`` are the kinds that come and go in turns, with how many seconds have to be without one until it is news.
    """

    def __init__(self, platform: str, quiet: Mapping[str, float]) -> None:
        self._platform = platform
        self._quiet = quiet
        self._notify: Notify | None = None
        self._last: dict[str, float] = {}

    def begin(self, notify: Notify) -> None:
        """From now on the owner is told in this way."""
        self._notify = notify

    async def tell(self, kind: str, sentence: str) -> None:
        """Tell the owner, unless they know."""
        now = time.monotonic()
        last, self._last[kind] = self._last.get(kind), now
        if self._notify is None or (last is not None and now - last < self._quiet.get(kind, float("inf"))):
            return
        try:
            await self._notify(Notice(self._platform, kind, sentence))
        except Exception:  # noqa: BLE001 - it may be the very store that is in trouble; the next time tells of it
            self._last.pop(kind, None)

    def over(self, kind: str) -> None:
        """This trouble has passed; the next one of its kind is news."""
        if kind not in self._quiet:
            self._last.pop(kind, None)
