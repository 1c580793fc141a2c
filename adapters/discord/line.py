"""The line to Discord: the library's client while there is one, one request, and what it means when that fails."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from adapters.discord.meaning import meaning
from adapters.discord.troubles import REJECTED
from adapters.troubles import Troubles
from twin.errors import DeliveryError, NotNow

Answer = TypeVar("Answer")


class Line:
    """Open until it is closed; the owner is told when Discord does not accept the token."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._client: discord.Client | None = None
        self.closed = False

    def use(self, client: discord.Client | None) -> None:
        """From now on ask through this client, which has logged in; None: there is none for now."""
        self._client = client

    @property
    def client(self) -> discord.Client:
        """The library's client. Raises NotNow while there is none."""
        if self.closed or self._client is None or self._client.is_closed():
            raise NotNow("There is no connection to Discord.")
        return self._client

    async def ask(self, request: Callable[[discord.Client], Awaitable[Answer]]) -> Answer:
        """What Discord answers to one request. Raises a DeliveryError."""
        client = self.client
        failure: DeliveryError
        # Raised outside of the except: the library's own error holds what was sent, and must not hang on ours.
        try:
            answer = await request(client)
        except discord.LoginFailure as error:
            failure = meaning(error)
            await self._troubles.tell("token", REJECTED)
        except DeliveryError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - also an answer that the library cannot parse: nobody knows then
            failure = meaning(error)
            if isinstance(error, discord.HTTPException) and error.status == 401:
                await self._troubles.tell("token", REJECTED)
        else:
            self._troubles.over("token")
            return answer
        raise failure
