"""The requests that fetch updates: each is a heartbeat, and none hands on what the library would choke on."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from adapters.telegram.requests import answer_in
from adapters.telegram.troubles import REJECTED, RIVAL, UNREACHABLE
from adapters.troubles import Troubles

KeepRaw = Callable[[int, str], Awaitable[None]]


class Polls(HTTPXRequest):
    """getUpdates, watched.

    The Updater's loop ends for good when the token is refused, and turns forever, without a pause, on an answer that
    the library cannot parse. It tells its error callback neither of these nor of timeouts. So all of it is seen here.
    """

    def __init__(self, troubles: Troubles, outage: int) -> None:
        super().__init__(connection_pool_size=4, connect_timeout=10, read_timeout=10, write_timeout=10, pool_timeout=5)
        self._troubles = troubles
        self._keep: KeepRaw | None = None
        self._outage = outage
        self._failures = 0
        self._heard = 0.0
        self._rivalled_since: float | None = None
        self.rejected = asyncio.Event()

    def begin(self, keep: KeepRaw) -> None:
        """Polling begins, or begins anew; what cannot be parsed goes to ``keep``."""
        self._keep = keep
        self._rivalled_since = None
        self.rejected.clear()
        self.alive()

    def end(self) -> None:
        """Polling ends; what cannot be parsed is left at Telegram."""
        self._keep = None

    def alive(self) -> None:
        """Somebody is at work, be it with what the last poll brought."""
        self._heard = max(self._heard, time.monotonic())

    def stalled(self, limit: float) -> bool:
        """Whether polling is over: the token was refused, nothing was tried for so long, or others have our place."""
        now = time.monotonic()
        rivalled = self._rivalled_since is not None and now - self._rivalled_since > limit
        return self.rejected.is_set() or rivalled or now - self._heard > limit

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the library's own types
        """One poll."""
        self.alive()
        failure: TelegramError | None = None
        # The library's words may name the address, and with it the token: they go no further.
        try:
            code, payload = await super().do_request(*arguments, **named)
        except TimedOut:
            failure = TimedOut()
        except Exception:  # noqa: BLE001 - whichever way a connection can fail
            failure = NetworkError("The connection failed.")
        if failure is not None:
            await self._failed()
            raise failure
        answer = answer_in(payload)
        if answer is None or not _sound(code, answer):
            await self._failed()
            raise NetworkError("That was no answer of Telegram.")
        if answer["ok"]:
            self._well()
            return code, await self._mended(payload, answer["result"])
        await self._refused(code, answer)
        return code, payload

    async def _failed(self) -> None:
        self._failures += 1
        # The library's last poll, at the end, is nobody's outage.
        if self._keep is not None and self._failures >= self._outage:
            await self._troubles.tell("network", UNREACHABLE)

    def _well(self) -> None:
        self._failures = 0
        self._rivalled_since = None
        self._troubles.over("network")
        self._troubles.over("token")

    async def _refused(self, code: int, answer: dict[str, Any]) -> None:
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self.rejected.set()
            await self._troubles.tell("token", REJECTED)
        elif code == HTTPStatus.CONFLICT:
            self._rivalled_since = self._rivalled_since or time.monotonic()
            await self._troubles.tell("conflict", RIVAL)
        elif code == HTTPStatus.TOO_MANY_REQUESTS:
            self._heard = time.monotonic() + _seconds(answer)
        else:
            await self._failed()

    async def _mended(self, payload: bytes, updates: list[object]) -> bytes:
        """The answer with an empty update for each that cannot be parsed, once that is kept as it came."""
        mended: list[object] = []
        for update in updates:
            if not isinstance(update, dict) or type(update.get("update_id")) is not int:
                continue
            try:
                Update.de_json(update)
            except Exception:  # noqa: BLE001 - as many kinds of errors as there are fields
                await self._kept(update)
                mended.append({"update_id": update["update_id"]})
            else:
                mended.append(update)
        return payload if mended == updates else json.dumps({"ok": True, "result": mended}).encode()

    async def _kept(self, update: dict[str, Any]) -> None:
        if self._keep is None:
            raise NetworkError("Nothing is taken in any more.")
        await self._keep(update["update_id"], json.dumps(update))


def _sound(code: int, answer: dict[str, Any]) -> bool:
    """Whether the answer's code agrees with its content, and the library finds in it what it looks for."""
    if answer["ok"] != (code == HTTPStatus.OK):
        return False
    return not answer["ok"] or isinstance(answer.get("result"), list)


def _seconds(answer: dict[str, Any]) -> float:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int) else 0.0
