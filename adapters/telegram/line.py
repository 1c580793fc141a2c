"""The line to Telegram: one request, and what it means when that fails."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import InvalidToken

from adapters.telegram.addresses import Address
from adapters.telegram.sending import meaning
from adapters.telegram.troubles import REJECTED
from adapters.troubles import Troubles
from twin.errors import DeliveryError, NotNow

Answer = TypeVar("Answer")


class Line:
    """Open until it is closed; the owner is told when Telegram does not accept the token."""

    def __init__(self, token: str, troubles: Troubles) -> None:
        self._token = token
        self._troubles = troubles
        self.closed = False

    async def ask(self, where: Address | None, request: Callable[[], Awaitable[Answer]]) -> Answer:
        """What Telegram answers to a request about this chat, or about none. Raises a DeliveryError."""
        if self.closed:
            raise NotNow("The connection to Telegram is closed.")
        # Raised outside of the except: the library's own error, which holds the token, must not hang on ours.
        failure: DeliveryError
        try:
            answer = await request()
        except InvalidToken as error:
            failure = meaning(error, where, self._token)
            await self._troubles.tell("token", REJECTED)
        except Exception as error:  # noqa: BLE001 - also an answer that the library cannot parse: nobody knows then
            failure = meaning(error, where, self._token)
        else:
            self._troubles.over("token")
            return answer
        raise failure
