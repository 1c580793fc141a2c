"""The platforms of a running twin, as its owner's desk uses them: from any thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from datetime import datetime

from bot.answering import whole
from twin.errors import DeskError, InDoubt
from twin.message import platform_of
from twin.seams import Adapter

# The longest that a platform may take to delete a message, in seconds.
_LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """The adapters that serve. ``woken`` is told, in the loop, where something is to be done."""

    adapters: Mapping[str, Adapter]
    loop: asyncio.AbstractEventLoop
    woken: Callable[[str], None]

    def parts(self, conversation: str, text: str) -> Sequence[str]:
        """The text in as many messages as the platform needs for it."""
        return _parts(self.adapters, conversation, text)

    def until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Until when a message of this moment can be answered there; None: for good."""
        return _until(self.adapters, conversation, asked_at)

    def sends(self, conversation: str) -> frozenset[str] | None:
        """What can be said there beside text; None if the platform has no adapter here."""
        return _sends(self.adapters, conversation)

    def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Delete what the twin said there. Blocks. Raises DeliveryError, or DeskError if the platform is not served."""
        adapter = self.adapters.get(platform_of(conversation))
        if adapter is None:
            raise DeskError(f"{platform_of(conversation)} is not served: nothing can be deleted there.")
        taking = asyncio.run_coroutine_threadsafe(adapter.take_back(conversation, reference, address), self.loop)
        try:
            taking.result(_LONGEST)
        except Late as error:
            taking.cancel()
            raise InDoubt("The platform did not say in time whether it was deleted.") from error

    def changed(self, conversation: str) -> None:
        """Something is to be delivered or decided there."""
        self.loop.call_soon_threadsafe(self.woken, conversation)


@dataclass(frozen=True, slots=True)
class Unserved:
    """The same while no twin runs: what is to be said waits for one."""

    adapters: Mapping[str, Adapter]

    def parts(self, conversation: str, text: str) -> Sequence[str]:
        """The text in as many messages as the platform needs for it."""
        return _parts(self.adapters, conversation, text)

    def until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Until when a message of this moment can be answered there; None: for good."""
        return _until(self.adapters, conversation, asked_at)

    def sends(self, conversation: str) -> frozenset[str] | None:
        """What can be said there beside text; None if the platform has no adapter here."""
        return _sends(self.adapters, conversation)

    def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Raises DeskError: nobody is connected."""
        raise DeskError("`twin run` is not serving, so nothing can be deleted there. Start it, and ask again.")

    def changed(self, conversation: str) -> None:
        """Whoever serves next finds it."""


def _parts(adapters: Mapping[str, Adapter], conversation: str, text: str) -> Sequence[str]:
    adapter = adapters.get(platform_of(conversation))
    return whole(text) if adapter is None else adapter.parts(text)


def _until(adapters: Mapping[str, Adapter], conversation: str, asked_at: datetime) -> datetime | None:
    adapter = adapters.get(platform_of(conversation))
    return None if adapter is None else adapter.answerable_until(conversation, asked_at)


def _sends(adapters: Mapping[str, Adapter], conversation: str) -> frozenset[str] | None:
    adapter = adapters.get(platform_of(conversation))
    return None if adapter is None else adapter.sends
