"""Downloads: what somebody sent, from Telegram's own file server into a file of ours, up to a limit."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import httpx
from telegram import Bot

from adapters.telegram.line import Line
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.voice import Sound

# In bytes.
_LARGEST = 20_000_000
# In seconds, until a connection counts as lost.
_SILENCE = 20.0
_GONE = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class Downloads:
    """Fetches files, each within ``seconds``. Nothing that Telegram says of a file is relied upon."""

    def __init__(self, bot: Bot, line: Line, seconds: float) -> None:
        self._bot = bot
        self._line = line
        self._seconds = seconds

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Write it into this new file, which is there only if all of it is. Raises Refused, NotNow."""
        _check(sound.size, most)
        path, size = await self._located(sound.handle)
        _check(size, most)
        failure = await self._copied(path, to, most, size or 0)
        if failure is not None:
            raise failure

    async def _located(self, handle: str) -> tuple[str, int | None]:
        """Where it lies on the file server, and its size, if Telegram tells."""
        try:
            file = await self._line.ask(None, lambda: self._bot.get_file(handle))
        except Refused as error:
            # Whatever there is about a file, it closes no conversation.
            raise Refused(str(error)) from None
        except InDoubt:
            raise NotNow("Telegram cannot be reached.") from None
        path = (file.file_path or "").removeprefix(f"{self._bot.base_file_url}/")
        if not path:
            raise Refused("Telegram does not say where this file is.")
        if not _within_the_server(path):
            raise Refused(
                "The Bot API server at TWIN_TELEGRAM_URL names a place on its own disk instead of handing the file "
                "over: run it without --local."
            )
        return path, file.file_size

    async def _copied(self, path: str, to: Path, most: int, least: int) -> DeliveryError | None:
        """Why it could not be copied. Returned, lest an error that holds the address, and so the token, hangs on it."""
        try:
            async with asyncio.timeout(self._seconds):
                await _copy(f"{self._bot.base_file_url}/{quote(path)}", to, most, least)
        except DeliveryError as error:
            return error
        except TimeoutError:
            return NotNow("Telegram's file server is too slow.")
        except OSError as error:
            return NotNow(f"What was sent could not be stored ({error.strerror}).")
        except Exception:  # noqa: BLE001 - whichever way a connection can fail, or an address be none
            return NotNow("Telegram's file server cannot be reached.")
        return None


async def _copy(url: str, to: Path, most: int, least: int) -> None:
    # The library reads a file as a whole, however large, and looks for it on this machine, too. A client reads all
    # certificates when it is made, which takes a while.
    client = await asyncio.to_thread(httpx.AsyncClient, timeout=_SILENCE, headers={"Accept-Encoding": "identity"})
    async with client, client.stream("GET", url) as answer:
        _admit(answer)
        with _new(to) as file:
            size = 0
            async for chunk in answer.aiter_raw():
                size += len(chunk)
                _check(size, most)
                file.write(chunk)
            if size < least:
                raise NotNow("Telegram's file server broke off.")


def _check(size: int | None, most: int) -> None:
    """Raises Refused if it is too large."""
    if size is not None and size > _LARGEST:
        raise Refused("Telegram hands bots no file of more than 20 MB.")
    if size is not None and size > most:
        raise Refused(f"What was sent is larger than {most / 1_000_000:.3g} MB.")


def _within_the_server(path: str) -> bool:
    """Whether it is a path below an address, not one from the root of a disk."""
    return all(part.strip(".") for part in path.split("/")) and not set(path) & set("\\:")


def _admit(answer: httpx.Response) -> None:
    """Raises Refused or NotNow if this is not the file."""
    if answer.status_code in _GONE:
        raise Refused("Telegram does not have this file any more.")
    headers = answer.headers
    # A page of text, or what is packed, comes from others on the way.
    plain = headers.get("content-encoding", "identity") == "identity"
    if answer.status_code != HTTPStatus.OK or not plain or headers.get("content-type", "").startswith("text/"):
        raise NotNow("Telegram's file server did not hand the file over.")


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """A file that is its owner's alone, and gone again if what is written into it fails."""
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
