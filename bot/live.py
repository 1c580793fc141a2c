"""What the owner publishes on the web: fetched when it is named, and again when it is time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot import compose, mishaps
from bot.settings import Settings
from memory.importers.records import Problem
from memory.live.fetching import Fetcher
from memory.live.subscriptions import Refreshed, Subscription
from twin.errors import TwinError
from twin.message import Notice

# How often to look whether it is time, in seconds.
_LOOK = 60.0

_log = logging.getLogger("twin")


def is_address(named: str) -> bool:
    """Whether the owner named something on the web, and no file."""
    return named.lower().startswith(("http://", "https://"))


def fetched(chosen: Settings, urls: Iterable[str], problems: list[Problem]) -> list[Path]:
    """The folders with what these addresses hold by now; from now on they are looked at again. Blocks.

    Raises SourceError if one is no address; what could not be fetched is appended to ``problems``.
    """
    live = compose.subscriptions(chosen)
    subscriptions = [live.subscribe(url) for url in urls]
    for subscription, refreshed in zip(subscriptions, _refreshed(chosen, subscriptions), strict=True):
        problems += [Problem(Path(problem.path.name), "", problem.sentence) for problem in refreshed.problems]
        if not subscription.pages:
            # Nothing ever came: it was mistyped, or is not there.
            live.forget(subscription.folder)
    return [subscription.folder for subscription in subscriptions if subscription.pages]


def _refreshed(chosen: Settings, subscriptions: Sequence[Subscription]) -> list[Refreshed]:
    async def refresh() -> list[Refreshed]:
        live = compose.subscriptions(chosen)
        async with Fetcher(chosen.live_allow) as fetcher:
            return [await live.refresh(subscription, fetcher) for subscription in subscriptions]

    return asyncio.run(refresh())


class KeepingFresh:
    """Looks again at the addresses that are read, while the twin serves."""

    def __init__(
        self,
        chosen: Settings,
        learn: Callable[[Path], Awaitable[None]],
        notify: Callable[[Notice], Awaitable[None]],
        look: float = _LOOK,
    ) -> None:
        """``learn`` learns a folder; ``look`` is how often it is seen whether one is due, in seconds."""
        self._chosen = chosen
        self._learn = learn
        self._notify = notify
        self._look = look

    async def run(self) -> None:
        """For as long as it is not cancelled; whatever fails is tried again."""
        while self._chosen.live_every:
            try:
                found = await asyncio.to_thread(compose.subscriptions(self._chosen).all)
            except TwinError as error:
                _log.error("%s", error)
                found = []
            for subscription in found:
                # One that fails keeps none of the others from being looked at.
                await self._looked_at(subscription)
            await asyncio.sleep(self._look)

    async def _looked_at(self, subscription: Subscription) -> None:
        try:
            if subscription.due(self._chosen.live_every, datetime.now(UTC)):
                await self._refresh(subscription)
        except TwinError as error:
            _log.error("%s", error)
        except Exception as error:  # noqa: BLE001 - it is tried again
            mishaps.note(error)
            _log.error("what you publish could not be looked at (%s)", type(error).__name__)

    async def _refresh(self, subscription: Subscription) -> None:
        before = subscription.trouble
        [refreshed] = await asyncio.to_thread(_refreshed, self._chosen, [subscription])
        if subscription.trouble and subscription.trouble != before:
            await self._notify(Notice("web", subscription.folder.name, subscription.trouble))
        if refreshed:
            _log.info("web: %d new, %d changed, %d gone", refreshed.new, refreshed.changed, refreshed.gone)
            await self._learn(subscription.folder)
