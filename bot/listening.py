"""What contacts have spoken is listened to before it is answered, within limits, and is text from then on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot.answering import Answering
from bot.ledger.sounds import Unheard
from twin.errors import DeliveryError, ListeningError, NotNow, SoundError
from twin.message import Notice, platform_of
from twin.records import translated
from twin.seams import Adapter, Notify, Transcriber
from twin.voice import Transcript

_log = logging.getLogger("twin")

# What platforms let bots have; a voice message of an hour is smaller.
_LARGEST = 20_000_000
# Seconds before another try, where something only lacked for a moment.
_PAUSES = (1.0, 4.0, 15.0)
# After so long, whoever waits for an answer is told that the owner will see to it.
_PATIENCE = 240.0
# Where sounds lie in the data folder: on their way in, and those that are kept.
_IN = Path("voice", "in")
HEARD = Path("voice", "heard")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a sound may be, how much of one contact is listened to in a day (0: no limit), what is kept of it."""

    longest: timedelta
    daily: timedelta
    keeps: bool


@dataclass(slots=True)
class Listening:
    """Listens. ``answering`` tells by now whom the twin answers, ``data`` is the data folder."""

    answering: Callable[[], Answering]
    transcriber: Transcriber
    data: Path
    patience: Patience
    adapters: Mapping[str, Adapter]
    notify: Notify

    async def hear(self, conversation: str) -> None:
        """Listen to what is to be answered next there, if the twin answers it. Raises StoreError."""
        for unheard in await asyncio.to_thread(self.answering().unheard, conversation):
            await self._hear(conversation, unheard)

    def tidy(self) -> None:
        """Delete the sounds of what was taken back, or that nobody wants to keep. Blocks. Raises StoreError."""
        kept = self.answering().ledger.sounds.kept() if self.patience.keeps else set()
        folder = self.data / HEARD
        with translated(folder):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if not path.stem.isdigit() or int(path.stem) not in kept:
                    path.unlink(missing_ok=True)

    async def _hear(self, conversation: str, unheard: Unheard) -> None:
        sounds = self.answering().ledger.sounds
        path = self.data / _IN / f"{unheard.message}.sound"
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            transcript = await self._transcript(conversation, unheard, path)
        except (ListeningError, SoundError, DeliveryError) as error:
            await asyncio.to_thread(sounds.unheard, unheard.message, str(error))
            # A sound that cannot be used is its sender's trouble, anything else the owner's.
            if isinstance(error, ListeningError) and error.kind != "limit":
                await self.notify(Notice(platform_of(conversation), "listening", str(error)))
        else:
            kept = await asyncio.to_thread(sounds.heard, unheard.message, transcript)
            if kept and self.patience.keeps:
                await asyncio.to_thread(_keep, path, self.data / HEARD / str(unheard.message))
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    async def _transcript(self, conversation: str, unheard: Unheard, path: Path) -> Transcript:
        longest = self.patience.longest
        if unheard.sound.seconds is not None and unheard.sound.seconds > longest.total_seconds():
            raise ListeningError(f"it is longer than {longest.total_seconds() / 60:g} minutes", "limit")
        await self._within_the_day(unheard)
        adapter = self.adapters[platform_of(conversation)]
        try:
            async with asyncio.timeout(_PATIENCE):
                await _patiently(lambda: self._fetched(adapter, unheard, path))
                transcript = await _patiently(lambda: self.transcriber.transcribe(path))
        except TimeoutError:
            raise ListeningError("nothing could be understood in time", "timeout") from None
        if not transcript.text.strip():
            raise SoundError("nobody says anything in it")
        return transcript

    async def _fetched(self, adapter: Adapter, unheard: Unheard, path: Path) -> None:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        await adapter.fetch(unheard.sound, path, _LARGEST)

    async def _within_the_day(self, unheard: Unheard) -> None:
        daily = self.patience.daily.total_seconds()
        if not daily:
            return
        heard = await asyncio.to_thread(self.answering().ledger.sounds.seconds_today, unheard.contact)
        if heard + (unheard.sound.seconds or 0.0) > daily:
            raise ListeningError(
                f"this contact has spoken for {daily / 60:g} minutes today (TWIN_LISTEN_BUDGET)", "limit"
            )


async def _patiently(work: Callable[[], Awaitable[_T]]) -> _T:
    """Do it, again and again while it only lacks something for a moment. Raises what the last try does."""
    for pause in _PAUSES:
        try:
            return await work()
        except (NotNow, ListeningError) as error:
            if isinstance(error, ListeningError) and not error.passing:
                raise
            wait = error.seconds if isinstance(error, NotNow) and error.seconds is not None else pause
            await asyncio.sleep(wait)
    return await work()


def _keep(path: Path, target: Path) -> None:
    with translated(target):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.replace(target)
