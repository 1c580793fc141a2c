"""Sound that people send: the name by which it is found again, and how it is had when somebody is to listen to it."""

import asyncio
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord

from adapters.discord.asking import in_time, repeatable
from adapters.discord.cdn import Hosts, is_packed, opened
from adapters.discord.line import Line
from adapters.discord.meaning import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, pause
from twin.errors import DeliveryError, NotNow, Refused
from twin.voice import Sound

_NUMBER = "[1-9][0-9]{0,19}"
_HANDLE = re.compile(rf"({_NUMBER})/({_NUMBER})/({_NUMBER}) (\S{{0,2000}})")
_LONGEST_ADDRESS = 2000
_CHUNK = 256 * 1024
_NOT_SEEN = {50001, 50013}
_GONE = {UNKNOWN_CHANNEL, UNKNOWN_MESSAGE}

_NO_MORE = "This recording is not on Discord any more."
_TOO_LARGE = "This recording is larger than what is listened to."
_NOT_OURS = "This recording does not lie where Discord keeps files, so it is not asked for."
_LATER = "Discord does not hand over the recording at the moment."


@dataclass(frozen=True, slots=True)
class _File:
    """One file of one message; ``address`` is where it lay when it arrived, which holds for a day."""

    channel: int
    message: int
    number: int
    address: str


def sound_of(written: discord.Message, file: discord.Attachment) -> Sound:
    """The sound that this file of the message is. What Discord says of it is what its sender's program said."""
    seconds, size, address = file.duration, file.size, file.url
    whole = len(address) <= _LONGEST_ADDRESS and not any(sign.isspace() for sign in address)
    return Sound(
        f"{written.channel.id}/{written.id}/{file.id} {address if whole else ''}",
        float(seconds) if isinstance(seconds, int | float) and math.isfinite(seconds) and seconds > 0 else None,
        size if isinstance(size, int) and size >= 0 else None,
    )


class Sounds:
    """Writes sounds into files; ``url`` is that of the API, ``seconds`` how long one may take."""

    def __init__(self, line: Line, url: str, seconds: float = 120.0) -> None:
        self._line = line
        self._hosts = Hosts(url)
        self._seconds = seconds

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Write it into this new file, if it has no more than ``most`` bytes; as the seam says.

        The message is asked for again, since addresses hold for a day only: what was deleted is not had any more.
        """
        found = _HANDLE.fullmatch(sound.handle)
        if found is None:
            raise Refused("This recording was not sent on Discord.")
        file = _File(int(found[1]), int(found[2]), int(found[3]), found[4])
        address = await repeatable(self._line, lambda client: in_time(_address_of(client, file)))
        if not address:
            raise Refused(_NO_MORE)
        if not self._hosts.serve(address):
            raise Refused(_NOT_OURS)
        await self._save(address, to, most)

    async def _save(self, address: str, to: Path, most: int) -> None:
        part = to.with_name(f"{to.name}.part")
        failure: DeliveryError | None
        # Raised outside of the except: the library's own error holds the address, and must not hang on ours.
        try:
            async with asyncio.timeout(self._seconds), opened(address) as answer:
                failure = _unfit(answer, most) or await _written(answer, part, most)
            if failure is None:
                await asyncio.to_thread(part.replace, to)
        except (aiohttp.ClientError, TimeoutError, ValueError):
            failure = NotNow(_LATER)
        except OSError:
            failure = NotNow("The recording cannot be stored at the moment: see whether the disk is full.")
        finally:
            part.unlink(missing_ok=True)
        if failure is not None:
            raise failure


async def _address_of(client: discord.Client, file: _File) -> str:
    """Where the file lies now, empty if it is there no more; the old address where the bot may not look.

    Raises what the library does.
    """
    try:
        message: Any = await client.http.get_message(file.channel, file.message)
    except discord.HTTPException as error:
        if error.code in _NOT_SEEN:
            return file.address
        if error.code in _GONE:
            return ""
        raise
    return next((str(each["url"]) for each in message["attachments"] if str(each["id"]) == str(file.number)), "")


def _unfit(answer: aiohttp.ClientResponse, most: int) -> DeliveryError | None:
    """Why nothing is read of this, if so."""
    if answer.status == 429 or answer.status == 408 or answer.status >= 500:
        return NotNow(_LATER, _seconds(answer))
    if answer.status != 200 or is_packed(answer):
        return Refused(_NO_MORE)
    return Refused(_TOO_LARGE) if (answer.content_length or 0) > most else None


async def _written(answer: aiohttp.ClientResponse, part: Path, most: int) -> DeliveryError | None:
    """Write it down as it comes; why it was given up, if so."""
    size = 0
    with await asyncio.to_thread(part.open, "wb") as file:
        async for chunk in answer.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > most:
                return Refused(_TOO_LARGE)
            await asyncio.to_thread(file.write, chunk)
    return None


def _seconds(answer: aiohttp.ClientResponse) -> float | None:
    try:
        return pause(float(answer.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
