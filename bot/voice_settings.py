"""How a setting names what is of voices: the provider's key and model, budgets, and what listens."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from twin.errors import SettingsError

# What stands in a header; a key that was copied with a line end or a quotation mark is none.
_KEY = re.compile(r"[!-~]+")
_MODEL = re.compile(r"[\w.-]{1,100}", re.ASCII)
# A name as faster-whisper knows it, one of Hugging Face, or a folder.
_WHISPER = re.compile(r"whisper(?::(\S.{0,500}))?")
_CHARACTERS = re.compile(r"([0-9]{1,9})(?:\s*characters)?")
_OWN_HOST = "elevenlabs.io"
_LARGEST_CACHE = 100_000
_LONGEST_SOUND = 60
_DAY = 24 * 60


def key(name: str, value: str) -> str:
    """The provider's key; what cannot be one is never shown."""
    found = value.strip()
    if not _KEY.fullmatch(found):
        raise SettingsError(
            f"{name} holds a space or a sign that no key has: copy it once more, without quotation marks."
        )
    return found


def own_key(value: str, url: str) -> str:
    """The key of the provider's other programs; empty if it is none, or if another address would get it."""
    return value.strip() if at_provider(url) and _KEY.fullmatch(value.strip()) else ""


def at_provider(url: str) -> bool:
    """Whether this is an address of ElevenLabs itself."""
    host = urlsplit(url).hostname or ""
    return host == _OWN_HOST or host.endswith(f".{_OWN_HOST}")


def model(name: str, value: str) -> str:
    """A model of the provider, by its id."""
    if not _MODEL.fullmatch(value.strip()):
        raise SettingsError(f"{name} is {value!r}: give the id of a model, such as eleven_multilingual_v2.")
    return value.strip()


def characters(name: str, value: str) -> int:
    """How many characters may be said."""
    found = _CHARACTERS.fullmatch(value.strip().casefold().replace("_", ""))
    if found is None:
        raise SettingsError(f"{name} is {value!r}: give a number of characters, such as 20000, or 0 for no limit.")
    return int(found[1])


def megabytes(name: str, value: str) -> int:
    """How large a folder may grow."""
    return _whole(name, value, 0, _LARGEST_CACHE, "megabytes", "200")


def longest(name: str, value: str) -> timedelta:
    """How long a sound may be that is listened to."""
    return timedelta(minutes=_whole(name, value, 1, _LONGEST_SOUND, "minutes", "5"))


def listening(name: str, value: str) -> timedelta:
    """How much is listened to in a day; 0: no limit."""
    return timedelta(minutes=_whole(name, value, 0, _DAY, "minutes", "30"))


def listener(name: str, value: str) -> str:
    """What understands speech: ``elevenlabs``, ``whisper`` or ``whisper:MODEL``."""
    found = value.strip()
    if found != "elevenlabs" and not _WHISPER.fullmatch(found):
        raise SettingsError(
            f"{name} is {value!r}: it is elevenlabs, whisper, or whisper with a model, such as whisper:small."
        )
    return found


def _whole(name: str, value: str, least: int, most: int, unit: str, example: str) -> int:
    text = value.strip()
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name} is {value!r}: give whole {unit} from {least} to {most}, such as {example}.")
    return int(text)
