"""Uploads: one request for one voice message or film, and whether one that failed can have arrived."""

import asyncio
import io
import os
from collections.abc import Awaitable
from pathlib import Path

import httpx
from telegram import Bot, InputFile, Message, MessageEntity, ReplyParameters
from telegram.error import NetworkError

from adapters.splitting import split, utf16
from adapters.telegram.addresses import Address
from adapters.telegram.formatting import formatted
from twin.errors import Refused
from twin.voice import Film, VoiceNote

# What Telegram takes from a bot, in bytes, and how much of a text stands under a film, in UTF-16 code units.
_LARGEST = 50 * 1024 * 1024
_LONGEST_CAPTION = 1024
_MORE = "…"
# Telegram answers when it has looked through the file.
_ANSWER = 60.0


class Unfinished(Exception):
    """The request ended before all of the file was in it: nobody can have carried it out."""


class _File(io.FileIO):
    """A file on its way; ``ended`` as soon as nothing of it is left to be sent."""

    ended = False

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes, which are asked for when those before were sent."""
        chunk = super().read(size) or b""
        self.ended = self.ended or not chunk
        return chunk


async def upload(
    bot: Bot,
    where: Address,
    connection: str | None,
    reply: ReplyParameters | None,
    media: VoiceNote | Film,
    text: str,
    seconds: float,
) -> Message:
    """Send a file, and the text under it, with exactly one request, which may take so many ``seconds``.

    Raises what the library does, and Refused if there is no such file. A NetworkError of which Unfinished is the cause
    surely did not arrive.
    """
    caption, entities = captioned(text)
    with _opened(media.path) as file:
        if isinstance(media, VoiceNote):
            request = bot.send_voice(
                where.chat,
                InputFile(file, "voice.ogg", read_file_handle=False),
                duration=_whole(media.seconds),
                caption=caption or None,
                caption_entities=entities or None,
                message_thread_id=where.thread,
                business_connection_id=connection,
                reply_parameters=reply,
                read_timeout=_ANSWER,
            )
        else:
            request = bot.send_video(
                where.chat,
                InputFile(file, "film.mp4", read_file_handle=False),
                duration=_whole(media.seconds),
                width=media.width,
                height=media.height,
                supports_streaming=True,
                caption=caption or None,
                caption_entities=entities or None,
                message_thread_id=where.thread,
                business_connection_id=connection,
                reply_parameters=reply,
                read_timeout=_ANSWER,
            )
        return await _within(seconds, file, request)


def captioned(text: str) -> tuple[str, tuple[MessageEntity, ...]]:
    """The text as it stands under a film, and what of it is marked; of a long one, only the beginning fits there."""
    shown, entities = formatted(text)
    if utf16(shown) <= _LONGEST_CAPTION:
        return shown, entities
    shown, entities = formatted(split(text, _LONGEST_CAPTION - len(_MORE), utf16)[0])
    return shown + _MORE, entities


async def _within(seconds: float, file: _File, request: Awaitable[Message]) -> Message:
    try:
        async with asyncio.timeout(seconds):
            return await request
    except (TimeoutError, NetworkError) as error:
        # The library says the same of what was answered; then there is something to be read.
        unanswered = isinstance(error, TimeoutError) or isinstance(error.__cause__, httpx.HTTPError)
        if file.ended or not unanswered:
            raise
        raise NetworkError("The upload was cut off.") from Unfinished()


def _opened(path: Path) -> _File:
    try:
        file = _File(path)
    except OSError:
        raise Refused("What was to be sent is not there any more, or cannot be read.") from None
    if os.fstat(file.fileno()).st_size > _LARGEST:
        file.close()
        raise Refused("Telegram takes no file of more than 50 MB from a bot.")
    return file


def _whole(seconds: float) -> int:
    return max(1, round(seconds))
