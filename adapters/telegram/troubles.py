"""What the owner is told when something is wrong with Telegram: once, and again only after it was well between."""

import time

from adapters.telegram.addresses import PLATFORM
from twin.message import Notice
from twin.seams import Notify

# These come and go in turns: two programs that poll take each other's place for as long as both run.
_QUIET = {"conflict": 3600.0, "unreadable": 3600.0}

REJECTED = (
    "Telegram does not accept the bot's token any more. Ask @BotFather for the token of this bot, write it into "
    "TWIN_TELEGRAM_TOKEN, and restart."
)
UNREACHABLE = (
    "Telegram cannot be reached. What people write waits there for up to 24 hours, and the twin goes on by itself as "
    "soon as it can."
)
RIVAL = (
    "Another program takes in what is written to this bot: both use the same token. Stop the other one, or give it a "
    "bot of its own from @BotFather."
)
TAKEN = (
    "Somebody took the bot's webhook away, and what people wrote since may have gone elsewhere. It is set again; if "
    "another program uses the same token, stop it, or give it a bot of its own from @BotFather."
)
UNSTORED = (
    "What arrives from Telegram cannot be stored at the moment. It waits at Telegram for up to 24 hours, and the twin "
    "goes on by itself; see whether the disk is full."
)
ODD = "Something arrived from Telegram that could not be understood. It is kept as it came, and not answered."


class Troubles:
    """Tells of each kind of trouble once while it lasts. Never raises: there is nobody else to tell."""

    def __init__(self) -> None:
        self._notify: Notify | None = None
        self._last: dict[str, float] = {}

    def begin(self, notify: Notify) -> None:
        """From now on the owner is told in this way."""
        self._notify = notify

    async def tell(self, kind: str, sentence: str) -> None:
        """Tell the owner, unless they know."""
        now = time.monotonic()
        last, self._last[kind] = self._last.get(kind), now
        if self._notify is None or (last is not None and now - last < _QUIET.get(kind, float("inf"))):
            return
        try:
            await self._notify(Notice(PLATFORM, kind, sentence))
        except Exception:  # noqa: BLE001 - it may be the very store that is in trouble; the next time tells of it
            self._last.pop(kind, None)

    def over(self, kind: str) -> None:
        """This trouble has passed; the next one of its kind is news."""
        if kind not in _QUIET:
            self._last.pop(kind, None)
