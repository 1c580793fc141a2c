"""People who speak to the example owner's twin, and the voice that it answers them with, as a test drives them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.discord_phone import write_owner
from tests.example import EXAMPLE
from tests.programs import needed
from tests.recordings import spoken, written
from tests.servers.discord import DiscordServer
from tests.servers.elevenlabs import KEY, VOICE, ElevenLabsServer
from tests.servers.telegram import Chat, Sent, TelegramServer, User
from tests.sounds import converted, loudness, probed
from voice.consent import Consent, sentence
from voice.speakable import speakable
from voice.voices import Voice, Voices

MOMENT = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)
WHERE, BOOKING = EXAMPLE.scripted[1], EXAMPLE.scripted[0]
DISCLOSURE, UNKNOWN = EXAMPLE.sentences.disclosure, EXAMPLE.sentences.unknown


@pytest.fixture
async def provider() -> AsyncIterator[ElevenLabsServer]:
    """ElevenLabs, of which nothing was asked that it does not have."""
    needed("espeak-ng", "ffmpeg", "ffprobe")
    async with ElevenLabsServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    """A Discord on loopback, of which nothing was asked that Discord does not have."""
    async with DiscordServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture
def mira(tmp_path: Path) -> Path:
    """The data folder of the example owner, who has learned nothing but their own file."""
    data = tmp_path / "data"
    data.mkdir()
    write_owner(data)
    return data


def heard_by(provider: ElevenLabsServer) -> dict[str, str]:
    """The settings of a twin that listens, and may speak, with this provider."""
    return {"TWIN_ELEVENLABS_KEY": KEY, "TWIN_ELEVENLABS_URL": provider.url, "TWIN_LISTEN": "elevenlabs"}


def cloned(data: Path) -> None:
    """A copy of the owner's voice, with their consent, is what the twin speaks with."""
    words = sentence(EXAMPLE.name, "ElevenLabs", "en")
    consent = Consent(EXAMPLE.name, MOMENT, words, ("0" * 64,))
    voices = Voices(data / "voice")
    voices.add(Voice("Mira", "elevenlabs", VOICE, consent, MOMENT))
    voices.use("Mira")


def aloud(text: str) -> str:
    """What an engine gets to say of a text."""
    return speakable(text, "en", EXAMPLE.voice.pronounce)


def recorded(text: str, folder: Path) -> Path:
    """Somebody says this into a phone: Ogg/Opus."""
    source = written(folder / "said.wav", spoken(text))
    return converted(source, folder / "said.ogg", "-c:a", "libopus", "-ac", "1", "-ar", "48000")


def says(server: TelegramServer, chat: Chat, user: User, text: str, provider: ElevenLabsServer, folder: Path) -> None:
    """Somebody sends a voice message that says this, and it is understood as that."""
    provider.understands(text)
    server.say(chat, user, sound=server.files.keep(recorded(text, folder).read_bytes()))


def voices(server: TelegramServer, chat: Chat) -> list[Sent]:
    """The voice messages that the twin sent there."""
    return [sent for sent in server.sent if sent.chat_id == chat.id and sent.voice is not None]


def texts(server: TelegramServer, chat: Chat) -> list[str]:
    """What the twin wrote there."""
    return [sent.text for sent in server.sent if sent.chat_id == chat.id and sent.voice is None]


def is_voice_note(path: Path, told: float) -> dict[str, str]:
    """It is one, as other programs read it, lasts as long as was told, and is as loud as it has to be; its tags."""
    read = probed(path)
    [stream] = read["streams"]
    assert (stream["codec_name"], stream["channels"], stream["sample_rate"]) == ("opus", 1, "48000")
    assert read["format"]["format_name"] == "ogg"
    assert abs(float(read["format"]["duration"]) - told) <= 1
    assert abs(loudness(path)[0] + 16) <= 1
    tags = {**read["format"].get("tags", {}), **stream.get("tags", {})}
    return {name.upper(): value for name, value in tags.items()}
