"""A voice message or a film as it goes out: its file, its form, and by what it is known again."""

import asyncio
import base64
import json
import os
from typing import Any

import discord
from discord.http import MultipartParameters

from twin.errors import NotNow, Refused
from twin.voice import Film, VoiceNote

Media = VoiceNote | Film

# So many seconds more than other requests take, at most.
UPLOADING = 180.0
# What every one of Discord's own programs calls it.
_VOICE_NAME = "voice-message.ogg"
_VOICE_TYPE = "audio/ogg"
# https://docs.discord.com/developers/resources/message#voice-messages
_VOICE = 1 << 13
_MOST_POINTS = 256
# Discord keeps lengths less exactly than they were told.
_ALIKE = 0.5

_TOO_LARGE = 40005
_MAY_NOT = {50013, 50173}
_NO_VOICE = {50159, 50160, 50161}
_PERMISSIONS = (
    "The bot may not send {what} there on Discord: give its role (or the bot, in that channel) the permissions {names}."
)


async def send_voice(
    client: discord.Client, channel: discord.PartialMessageable, note: VoiceNote, form: dict[str, Any]
) -> int:
    """Send it with this form beside it; the number of the message. Raises Refused, NotNow, what the library does."""
    file = await opened(client, channel, note, _VOICE_NAME)
    about = {
        "id": 0,
        "filename": _VOICE_NAME,
        "duration_secs": max(0.1, round(note.seconds, 3)),
        # Without any, Discord takes it for no voice message.
        "waveform": base64.b64encode(note.waveform[:_MOST_POINTS] or bytes(1)).decode(),
    }
    told = json.dumps({**form, "flags": _VOICE, "attachments": [about]})
    # The library's own sending knows neither of the two, nor tells what kind of file it is: then Discord ignores both.
    parts: list[dict[str, Any]] = [
        {"name": "payload_json", "value": told},
        {"name": "files[0]", "value": file.fp, "filename": _VOICE_NAME, "content_type": _VOICE_TYPE},
    ]
    with MultipartParameters(payload=None, multipart=parts, files=[file]) as parameters:
        answer = await client.http.send_message(channel.id, params=parameters)
    return int(answer["id"])


async def opened(client: discord.Client, channel: discord.PartialMessageable, media: Media, name: str) -> discord.File:
    """Its file, which the library closes. Raises Refused if it is gone or too large for that place, NotNow."""
    server = client.get_guild(channel.guild_id) if channel.guild_id is not None else None
    most = server.filesize_limit if server is not None else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
    try:
        file, size = await asyncio.to_thread(_open, media, name)
    except FileNotFoundError:
        raise Refused(f"{_named(media)} is not in the data folder any more.") from None
    except OSError:
        raise NotNow(f"{_named(media)} cannot be read at the moment.") from None
    if size > most:
        file.close()
        raise Refused(_too_large(media))
    return file


def film_name(nonce: str) -> str:
    """What a film's file is called there: it is found again by that."""
    return f"film-{nonce[:12]}.mp4"


def is_same(message: discord.Message, media: Media, nonce: str) -> bool:
    """Whether a message of the bot's own is this one, by its files alone."""
    if len(message.attachments) != 1:
        return False
    [file] = message.attachments
    if isinstance(media, Film):
        return file.filename == film_name(nonce)
    return message.flags.voice and (file.duration is None or abs(file.duration - media.seconds) <= _ALIKE)


def refusal(error: discord.HTTPException, media: Media) -> str:
    """Why Discord does not take such a file, as a sentence; empty if that is not why."""
    if error.status == 413 or error.code == _TOO_LARGE:
        return _too_large(media)
    if error.code in _MAY_NOT:
        names = "View Channel, Send Messages, Attach Files"
        if isinstance(media, Film):
            return _PERMISSIONS.format(what="files", names=names)
        return _PERMISSIONS.format(what="voice messages", names=f"{names} and Send Voice Messages")
    if error.code in _NO_VOICE:
        return "Discord did not take the file for a voice message."
    return ""


def _open(media: Media, name: str) -> tuple[discord.File, int]:
    """The file under this name, and its size in bytes. Blocks."""
    file = discord.File(media.path, name)
    return file, os.fstat(file.fp.fileno()).st_size


def _named(media: Media) -> str:
    return "The film" if isinstance(media, Film) else "The voice message"


def _too_large(media: Media) -> str:
    return f"{_named(media)} is larger than what Discord takes there from a bot, which is 10 MB in most places."
