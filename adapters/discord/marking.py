"""How far every channel was read: noted in memory at once, and in the store a little later."""

import asyncio
from collections.abc import Mapping

from adapters.pauses import pauses
from adapters.troubles import Troubles
from twin.seams import Marks

_STORE = (0.2, 5.0)
# Which channel holds private messages, up to where a channel was read, and from where on it is.
_PRIVATE, _CHANNEL, _FIRST = "dm/", "c/", "f/"

_UNNOTED = (
    "How far Discord was read cannot be noted at the moment. Nothing is lost by that, but after a restart, some of it "
    "is read once more; see whether the disk is full."
)


class Marking:
    """The last message dealt with of each channel, and which channel holds the private messages with whom.

    What is in the store only ever lags behind: marks go forward, and are written after what they stand for.
    """

    def __init__(self, store: Marks, troubles: Troubles) -> None:
        self._store = store
        self._troubles = troubles
        self._loaded = False
        self._known: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        # What is noted first is written first.
        self._writing = asyncio.Lock()

    async def load(self) -> None:
        """Have them from the store, for as long as it takes."""
        async with self._writing:
            for pause in pauses(_STORE):
                if self._loaded or await self._read():
                    return
                await asyncio.sleep(pause)

    def private(self, user: int) -> int | None:
        """The channel of the private messages with this person."""
        return _number(self._known.get(f"{_PRIVATE}{user}", ""))

    def privates(self) -> list[int]:
        """Every channel that holds private messages."""
        found = (_number(value) for name, value in self._known.items() if name.startswith(_PRIVATE))
        return [channel for channel in found if channel is not None]

    def channels(self) -> dict[int, int]:
        """Every channel that is read, with the last message that was dealt with."""
        found = (
            (name.removeprefix(_CHANNEL), value) for name, value in self._known.items() if name.startswith(_CHANNEL)
        )
        return {int(name): int(value) for name, value in found if _number(name) and _number(value)}

    def last(self, channel: int) -> int | None:
        """The last message that was dealt with there; None: nothing was ever read there."""
        return _number(self._known.get(f"{_CHANNEL}{channel}", ""))

    def first(self, channel: int) -> int:
        """What came up to this one is nothing that was ever to be read there; 0: everything is."""
        return _number(self._known.get(f"{_FIRST}{channel}", "")) or 0

    def begin(self, channel: int, message: int) -> None:
        """What was written there up to this message is not to be read, now or later."""
        self._set(f"{_FIRST}{channel}", str(message))
        self.reach(channel, message)

    def reach(self, channel: int, message: int) -> None:
        """Everything up to this message was dealt with; a mark never goes back."""
        if message > (self.last(channel) or 0):
            self._set(f"{_CHANNEL}{channel}", str(message))

    def drop(self, channel: int) -> None:
        """It is as if nothing had ever been read there."""
        self._set(f"{_CHANNEL}{channel}", "")
        self.forget_first(channel)

    def forget_first(self, channel: int) -> None:
        """Nobody goes back that far any more."""
        if self.first(channel):
            self._set(f"{_FIRST}{channel}", "")

    async def note_private(self, user: int, channel: int, message: int) -> None:
        """Private messages with this person begin with this one: that is in the store when this returns."""
        async with self._writing:
            if self.private(user) == channel and self.last(channel) is not None:
                return
            before = str(message - 1)
            marks = {
                f"{_PRIVATE}{user}": str(channel),
                f"{_CHANNEL}{channel}": before,
                f"{_FIRST}{channel}": before,
            }
            for pause in pauses(_STORE):
                if await self._write(marks):
                    break
                await asyncio.sleep(pause)
            self._known.update(marks)

    async def flush(self) -> bool:
        """Write what has changed; whether that worked. What could not be written is kept for the next time."""
        async with self._writing:
            changed, self._changed = self._changed, {}
            if not changed or await self._write(changed):
                return True
            self._changed = changed | self._changed
            return False

    def _set(self, name: str, value: str) -> None:
        self._known[name] = self._changed[name] = value

    async def _read(self) -> bool:
        try:
            known = await asyncio.to_thread(self._store.all)
        except Exception:  # noqa: BLE001 - whatever it was, it is the store
            await self._troubles.tell("marks", _UNNOTED)
            return False
        self._known = dict(known) | self._known
        self._loaded = True
        return True

    async def _write(self, marks: Mapping[str, str]) -> bool:
        try:
            await asyncio.to_thread(self._store.note, marks)
        except Exception:  # noqa: BLE001 - whatever it was, it is the store
            await self._troubles.tell("marks", _UNNOTED)
            return False
        self._troubles.over("marks")
        return True


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() else None
