"""Where updates go: into the ledger, before Telegram is told that they have arrived."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from adapters.pauses import pauses
from adapters.telegram.business import Business, Untold
from adapters.telegram.patience import Patience
from adapters.telegram.reading import Reader
from adapters.telegram.troubles import ODD, REJECTED, UNREACHABLE, UNSTORED
from adapters.troubles import Troubles
from twin.errors import StoreError
from twin.message import Arrival, Edit, Unreadable
from twin.seams import Receive


class Inbox:
    """Stands where python-telegram-bot expects a queue; what was put into it is kept when ``put`` returns.

    An Updater confirms a batch of updates when all of them were put, and dies of whatever ``put`` raises. So this one
    raises nothing: what cannot be kept now is tried until it can, and what cannot be understood is kept as it came.
    """

    def __init__(
        self,
        reader: Reader,
        business: Business,
        receive: Receive,
        troubles: Troubles,
        patience: Patience,
        alive: Callable[[], None],
    ) -> None:
        self._reader = reader
        self._business = business
        self._receive = receive
        self._troubles = troubles
        self._patience = patience
        self._alive = alive

    async def put(self, update: object) -> None:
        """Keep what arrived, for as long as it takes. Ends only by that, or by being cancelled."""
        if isinstance(update, Update):
            await self._insist(lambda: self.take(update))

    async def put_unreadable(self, update: int, raw: str) -> None:
        """Keep what could not even be parsed, for as long as it takes."""
        await self._insist(lambda: self.take_unreadable(update, raw))

    async def take(self, update: Update) -> None:
        """One attempt. Raises StoreError, or TelegramError if Telegram had to be asked and did not answer."""
        arrival: Arrival | None
        try:
            arrival = self._reader.read(update, await self._business.about(update))
        except TelegramError:
            raise
        except Untold:
            # Somebody's own chats, of which nobody knows whether they are the owner's.
            await self.take_unreadable(update.update_id, _number(update))
            return
        except Exception:  # noqa: BLE001 - whatever an odd update does to the reading, those behind it must come through
            await self.take_unreadable(update.update_id, _raw(update))
            return
        if arrival is None:
            return
        try:
            await self._receive(arrival)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - the same: what its receiver cannot bear is kept as it came
            # But for what strangers write among themselves.
            overheard = isinstance(arrival, Edit) and not arrival.addressed
            await self.take_unreadable(update.update_id, _number(update) if overheard else _raw(update))

    async def take_unreadable(self, update: int, raw: str) -> None:
        """One attempt to keep it as it came. Raises StoreError."""
        failed = False
        try:
            await self._receive(Unreadable(self._reader.event(update), raw))
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - nothing in it can be at fault
            failed = True
        if failed:
            raise StoreError("An update of Telegram could not be stored.")
        await self._troubles.tell("unreadable", ODD)

    async def tell(self, error: Exception) -> None:
        """Tell the owner why something could not be kept."""
        if isinstance(error, InvalidToken):
            await self._troubles.tell("token", REJECTED)
        elif isinstance(error, TelegramError):
            await self._troubles.tell("network", UNREACHABLE)
        else:
            await self._troubles.tell("store", UNSTORED)

    def kept(self) -> None:
        """The store works."""
        self._troubles.over("store")

    async def _insist(self, attempt: Callable[[], Awaitable[None]]) -> None:
        for pause in pauses(self._patience.store):
            self._alive()
            try:
                await attempt()
            except Exception as error:  # noqa: BLE001 - the Updater would end for good
                await self.tell(error)
            else:
                self.kept()
                return
            await asyncio.sleep(pause)


def _raw(update: Update) -> str:
    """The update as it came; of one from a group only its number, since nobody knows whether it was for the twin."""
    chat = update.effective_chat
    if chat is not None and chat.id < 0:
        return _number(update)
    try:
        return update.to_json()
    except Exception:  # noqa: BLE001 - it is odd already
        return _number(update)


def _number(update: Update) -> str:
    return json.dumps({"update_id": update.update_id})
