"""What hangs on a message: of what kind it is, and what text files say."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import aiohttp
import discord
from charset_normalizer import from_bytes

from adapters.discord.cdn import Hosts, is_packed, opened
from adapters.discord.sounds import sound_of
from adapters.discord.wording import named, storable
from twin.voice import Sound

_TEXT_ENDINGS = frozenset(
    ".txt .md .markdown .rst .log .csv .tsv .json .jsonl .yaml .yml .toml .ini .cfg .conf .xml .html .htm .css .py .js"
    " .mjs .ts .tsx .jsx .rs .go .java .kt .swift .c .h .cpp .hpp .cc .cs .rb .php .pl .lua .r .sh .bash .zsh .ps1 .bat"
    " .sql .diff .patch .tex .srt .vtt .ics .vcf .po .env .gradle .dockerfile".split()
)
_KINDS = (("image/gif", "animation"), ("image/", "photo"), ("video/", "video"), ("audio/", "audio"))
_HEARD = ("voice", "audio")

_MOST_FILES = 3
_MOST_BYTES = 64 * 1024
_MOST_CHARACTERS = 6000
# Files of which the text is remembered: an edit of their message needs it again.
_REMEMBERED = 64

_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿœŒ¿¡«»„“”‚‘’–—…€£§°·•©®ªº\xa0")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Text holds none of these but by accident; a picture or a program holds many.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Attached:
    """``kind`` is one word for what nobody has read, or empty; ``text`` is what was read, each file under its name.

    ``sound`` is what can be listened to, of what ``kind`` tells.
    """

    kind: str
    text: str
    sound: Sound | None = None


class Attachments:
    """Reads the text files that hang on messages; ``url`` is that of the API, whose own files are read, too.

    ``seconds`` is how long that may take.
    """

    def __init__(self, url: str, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._hosts = Hosts(url)
        self._known: OrderedDict[int, str] = OrderedDict()

    async def of(self, written: discord.Message) -> Attached:
        """What hangs on the message; what was not read in time is left out."""
        files = _files(written)
        chosen = [file for file in files if _is_text(file) and self._hosts.serve(file.url)][:_MOST_FILES]
        texts = await asyncio.gather(*(self._text(file) for file in chosen))
        read = [(file, text) for file, text in zip(chosen, texts, strict=True) if text is not None]
        unread = [file for file in files if not any(file is each for each, _ in read)]
        kind_, told = _kind(written, unread), _told([(file.filename, text) for file, text in read])
        # What is forwarded was said to others.
        heard = kind_ in _HEARD and not written.message_snapshots
        return Attached(kind_, told, sound_of(written, unread[0]) if heard else None)

    async def text_of(self, written: discord.Message) -> str:
        """What its text files say, each under its name."""
        return (await self.of(written)).text

    async def _text(self, file: discord.Attachment) -> str | None:
        """What the file says; None if it is no text, too large, or cannot be had."""
        if file.id in self._known:
            self._known.move_to_end(file.id)
            return self._known[file.id]
        try:
            async with asyncio.timeout(self._seconds):
                content = await _fetched(file.url)
                text = None if content is None else await asyncio.to_thread(_decoded, content)
        except (aiohttp.ClientError, OSError, ValueError):
            return None
        if text is not None:
            self._known[file.id] = text
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return text


def kind(written: discord.Message) -> str:
    """One word for what came with a message that is no text, or empty."""
    return _kind(written, _files(written))


def _kind(written: discord.Message, files: Sequence[discord.Attachment]) -> str:
    """The same, of these of its files alone."""
    if files:
        voice = written.flags.voice or files[0].is_voice_message()
        return "voice" if voice else _kind_of_file(files[0])
    if written.stickers or any(snapshot.stickers for snapshot in written.message_snapshots):
        return "sticker"
    return "poll" if written.poll is not None else ""


def _files(written: discord.Message) -> Sequence[discord.Attachment]:
    """Its files, and those of what it forwards."""
    return [*written.attachments, *(file for snapshot in written.message_snapshots for file in snapshot.attachments)]


def _kind_of_file(file: discord.Attachment) -> str:
    content_type = (file.content_type or "").lower()
    return next((word for beginning, word in _KINDS if content_type.startswith(beginning)), "document")


def _is_text(file: discord.Attachment) -> bool:
    content_type = (file.content_type or "").lower()
    ending = PurePath(file.filename).suffix.lower()
    return 0 < file.size <= _MOST_BYTES and (content_type.startswith("text/") or ending in _TEXT_ENDINGS)


async def _fetched(url: str) -> bytes | None:
    """The file's content, if it is as small as was said. Raises what aiohttp raises."""
    async with opened(url) as answer:
        if answer.status != 200 or is_packed(answer):
            return None
        content = bytearray()
        async for chunk in answer.content.iter_chunked(16 * 1024):
            content += chunk
            if len(content) > _MOST_BYTES:
                return None
        return bytes(content)


def _decoded(content: bytes) -> str | None:
    """The content as text; None if it is none. Blocks."""
    text = _unicode(content)
    if text is None:
        if len(_BINARY.findall(content)) * 100 > len(content):
            return None
        western = content.decode("cp1252", "replace")
        # On short texts charset-normalizer takes Western languages for Central European ones.
        guessed = None if _WESTERN.issuperset(_beyond_ascii(western)) else from_bytes(content).best()
        text = western if guessed is None else str(guessed)
        if text.count("\ufffd") * 100 > len(text):
            return None
    text = "\n".join(text.splitlines()).strip()
    return storable(_UNPRINTABLE.sub("", text)) or None


def _beyond_ascii(text: str) -> set[str]:
    return {character for character in text if not character.isascii()}


def _unicode(content: bytes) -> str | None:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _told(files: Sequence[tuple[str, str]]) -> str:
    """The texts, one after the other, as long as there is room; the last may be cut."""
    told: list[str] = []
    room = _MOST_CHARACTERS
    for name, text in files:
        title = f"[{named(name).replace('[', '(').replace(']', ')')}]\n"
        if room <= len(title):
            break
        whole = title + text
        told.append(whole if len(whole) <= room else f"{whole[: room - 1].rstrip()}…")
        room -= len(told[-1]) + 2
    return "\n\n".join(told)
