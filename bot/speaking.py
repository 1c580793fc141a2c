"""What was decided to be said is said aloud too: made behind its text, within the budgets, and handed to the outbox."""

import asyncio
import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import mishaps
from bot.lanes import Lanes
from bot.ledger import Ledger
from bot.ledger.aloud import Wanted
from twin.errors import SpeechError, StoreError, TwinError
from twin.message import Notice, platform_of
from twin.records import translated
from twin.seams import Adapter, Notify, Speaker

_log = logging.getLogger("twin")

# Voice messages that are made side by side: providers let plans of few use no more, and a processor is no faster.
_AT_ONCE = 2
_STORE_PAUSE = 2.0
_LONGEST_PAUSE = 60.0
# Who asked so long ago has read the answer by now.
_LATE = timedelta(minutes=15)
# Where files lie in the data folder until they are sent.
OUT = Path("voice", "out")
FILMS = Path("voice", "films")
# A film is there before it is asked to be sent, for a moment; and for so long, in seconds, for whoever is cut off.
_ABANDONED = 3600.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """Characters that an engine may be asked for in a day, for everybody and for one contact; 0: no limit."""

    day: int = 0
    contact: int = 0


@dataclass(slots=True)
class Speaking:
    """Makes the voice messages. ``ready`` is told of conversations in which one waits, or will not come.

    ``speaker`` is the voice that the owner uses by now, None if there is none; ``data`` is the data folder.
    """

    ledger: Ledger
    speaker: Callable[[], Speaker | None]
    data: Path
    allowance: Allowance
    adapters: Mapping[str, Adapter]
    notify: Notify
    ready: Callable[[str], None]
    paused: Callable[[], bool]
    _lanes: Lanes = field(init=False)
    # Characters that are being asked for, by contact.
    _asked: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, _AT_ONCE)

    def wake(self, conversation: str) -> None:
        """Something may have to be said aloud there."""
        if platform_of(conversation) in self.adapters:
            self._lanes.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what is cut off is made at the next start."""
        await self._lanes.stop(seconds)

    def tidy(self) -> None:
        """Delete the files that were sent, or will never be. Blocks. Raises StoreError."""
        wanted = self.ledger.aloud.files()
        folder = self.data / OUT
        with translated(folder):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.relative_to(self.data).as_posix() not in wanted and not self._lanes.busy:
                    path.unlink(missing_ok=True)
        folder = self.data / FILMS
        with translated(folder):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.relative_to(self.data).as_posix() not in wanted and _age(path) > _ABANDONED:
                    _delete(path)

    async def _work(self, conversation: str) -> float | None:
        if self.paused():
            return None
        try:
            wanted = await asyncio.to_thread(self.ledger.aloud.next, conversation)
            if wanted is None:
                return None
            await self._make(conversation, wanted)
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        except Exception as error:  # noqa: BLE001 - nothing may end a conversation
            mishaps.note(error)
            _log.error("%s: nothing could be said aloud (%s)", conversation, type(error).__name__)
            return _LONGEST_PAUSE
        return 0.0

    async def _make(self, conversation: str, wanted: Wanted) -> None:
        try:
            await self._speak(conversation, wanted)
        except StoreError:
            raise
        except TwinError as error:
            await asyncio.to_thread(self.ledger.aloud.failed, wanted.delivery, str(error))
            # What is too long for a voice message, or holds nothing to be said, is nobody's trouble.
            if getattr(error, "kind", "") not in ("length", "nothing"):
                sentence = f"an answer was written, but not said aloud: {error}"
                await self.notify(Notice(platform_of(conversation), "voice", sentence))
        self.ready(conversation)

    async def _speak(self, conversation: str, wanted: Wanted) -> None:
        speaker = await asyncio.to_thread(self.speaker)
        if speaker is None or "voice" not in self.adapters[platform_of(conversation)].sends:
            raise SpeechError("there is no voice to say it with.", "nothing")
        if datetime.now(UTC) - wanted.since > _LATE:
            raise SpeechError("it would have come too late.", "nothing")
        target = self.data / OUT / f"{wanted.delivery}.ogg"
        with translated(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
        price = await asyncio.to_thread(speaker.price, wanted.words)
        with self._within(await asyncio.to_thread(self.ledger.aloud.today, wanted.contact), wanted.contact, price):
            spoken = await speaker.say(wanted.words, target)
            if spoken.paid:
                await asyncio.to_thread(self.ledger.aloud.note_paid, wanted.contact, speaker.name, spoken.paid)
        await asyncio.to_thread(self.ledger.aloud.ready, wanted.delivery, spoken.note)

    @contextmanager
    def _within(self, today: tuple[int, int], contact: str, price: int) -> Iterator[None]:
        """Asks for so many characters within the block. Raises SpeechError if that is more than is allowed."""
        day, limit = self.allowance.day, self.allowance.contact
        everybody, alone = today
        if price and day and everybody + self._asked.total() + price > day:
            raise SpeechError(
                f"the day's budget for voice messages ({day} characters, TWIN_VOICE_DAY_BUDGET) is spent. It begins "
                "anew at midnight (UTC).",
                "budget",
            )
        if price and limit and alone + self._asked[contact] + price > limit:
            raise SpeechError(
                f"a contact's budget for voice messages ({limit} characters a day, TWIN_VOICE_CONTACT_BUDGET) is "
                "spent. It begins anew at midnight (UTC).",
                "budget",
            )
        self._asked[contact] += price
        try:
            yield
        finally:
            self._asked[contact] -= price
            if not self._asked[contact]:
                del self._asked[contact]


def _age(path: Path) -> float:
    """How long ago a file was written, in seconds."""
    return time.time() - path.stat().st_mtime if path.exists() else 0.0


def _delete(path: Path) -> None:
    """Delete a file, or the folder in which one was being looked at."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
