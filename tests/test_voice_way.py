"""Somebody speaks to the twin and hears it answer, from end to end, with the real command and real speech."""

import asyncio
import base64
from functools import partial
from pathlib import Path

import pytest

from tests.discord_phone import serving
from tests.echoing import person, rows, until
from tests.example import EXAMPLE
from tests.phone import Owner
from tests.servers.discord import DiscordServer
from tests.servers.elevenlabs import VOICE, ElevenLabsServer, Slow, SlowStream, Status
from tests.servers.telegram import TelegramServer
from tests.test_run import beside, running
from tests.voice_phone import (
    BOOKING,
    DISCLOSURE,
    UNKNOWN,
    WHERE,
    aloud,
    cloned,
    discord,
    heard_by,
    is_voice_note,
    mira,
    provider,
    recorded,
    says,
    texts,
    voices,
)

__all__ = ["discord", "mira", "provider"]

ASKED = "where is the shop?"
EDITED = "Ask Dagny on 14 May, it costs €12.50."


def kept(content: bytes | None, folder: Path) -> Path:
    """These bytes, as a file for other programs."""
    assert content
    path = folder / "arrived.ogg"
    path.write_bytes(content)
    return path


async def test_who_speaks_on_telegram_reads_the_answer_and_hears_it(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    used = await beside(mira, "voice", "use", "espeak")
    chat, zoe = person(server, "Zoe")
    async with running(mira, server, **heard_by(provider)):
        says(server, chat, zoe, ASKED, provider, tmp_path)
        await until(lambda: voices(server, chat))

    assert used.returncode == 0
    [heard] = provider.heard
    assert heard.seconds > 0.5
    assert texts(server, chat) == [DISCLOSURE, WHERE.answer]
    note = server.sent[-1]
    assert note.text == ""
    tags = is_voice_note(kept(note.voice, tmp_path), note.seconds or 0)
    assert (tags["SYNTHETIC"], tags["VOICE"]) == ("yes", "espeak")
    assert not {"VOICECLONEOF", "CONSENT"} & set(tags)
    assert provider.spoken == []


async def test_who_speaks_on_discord_in_private_reads_the_answer_and_hears_it(
    mira: Path, discord: DiscordServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    await beside(mira, "voice", "use", "espeak")
    harbour = discord.guild("Harbour")
    harbour.text("general")
    zoe = harbour.member("Zoe")
    provider.understands(ASKED)
    async with serving(mira, discord, command=("run",), **heard_by(provider)):
        await zoe.speak(zoe.private, recorded(ASKED, tmp_path))
        await until(lambda: any(sent.voice for sent in discord.sent))

    assert [(sent.content, sent.voice) for sent in discord.sent] == [
        (DISCLOSURE, False), (WHERE.answer, False), ("", True),
    ]  # fmt: skip
    [file] = discord.sent[-1].attachments
    told = dict(file.more)
    assert len(set(base64.b64decode(told["waveform"]))) > 10
    tags = is_voice_note(kept(file.content, tmp_path), told["duration_secs"])
    assert (tags["SYNTHETIC"], tags["VOICE"]) == ("yes", "espeak")


async def test_a_cloned_voice_says_the_answer_once_and_to_the_next_person_for_nothing(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    cloned(mira)
    (zoes, zoe), (yans, yan) = person(server, "Zoe"), person(server, "Yan")
    async with running(mira, server, **heard_by(provider)):
        says(server, zoes, zoe, ASKED, provider, tmp_path)
        await until(lambda: voices(server, zoes))
        used = provider.used
        says(server, yans, yan, ASKED, provider, tmp_path)
        await until(lambda: voices(server, yans))

    assert [said.text for said in provider.spoken] == [aloud(EXAMPLE.voice.announce), aloud(WHERE.answer)]
    assert "&" not in provider.spoken[1].text
    assert {said.voice for said in provider.spoken} == {VOICE}
    assert provider.used == used == sum(len(said.text) for said in provider.spoken)
    assert rows(mira, "SELECT sum(characters) FROM spoken") == [(used,)]
    [first], [second] = voices(server, zoes), voices(server, yans)
    assert first.voice == second.voice
    tags = is_voice_note(kept(first.voice, tmp_path), first.seconds or 0)
    assert (tags["VOICECLONEOF"], tags["CONSENT"]) == (EXAMPLE.name, f"{EXAMPLE.name}, 2026-01-02")


def unspoken(data: Path, count: int) -> bool:
    """Whether so many voice messages were given up."""
    return len(rows(data, "SELECT 1 FROM deliveries WHERE form = 'voice' AND state = 'cancelled'")) == count


async def test_while_the_provider_is_down_there_is_the_text_and_the_owner_is_told_once(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    cloned(mira)
    chat, zoe = person(server, "Zoe")
    provider.faults.next("speech", Status(500), times=200)
    async with running(mira, server, TWIN_VOICE_TIMEOUT="2", **heard_by(provider)):
        for number, asked in enumerate((ASKED, "how do i book a repair?"), 1):
            says(server, chat, zoe, asked, provider, tmp_path)
            await until(partial(unspoken, mira, number))
        await until(lambda: rows(mira, "SELECT 1 FROM notices WHERE kind = 'voice'"))
        standing = await beside(mira, "status")

    assert texts(server, chat) == [DISCLOSURE, WHERE.answer, BOOKING.answer]
    assert voices(server, chat) == []
    assert standing.stdout.count("an answer was written, but not said aloud") == 1
    assert WHERE.answer not in (tmp_path / "log").read_text()


async def test_killed_while_a_voice_message_is_made_it_sends_the_text_and_the_voice_once(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    cloned(mira)
    chat, zoe = person(server, "Zoe")
    provider.faults.next("speech", Slow(0))  # the announcement
    provider.faults.next("speech", SlowStream(0.5))
    async with running(mira, server, **heard_by(provider)) as process:
        says(server, chat, zoe, ASKED, provider, tmp_path)
        await until(lambda: len(provider.spoken) == 2 and len(texts(server, chat)) == 2)
        process.kill()
        await process.wait()
    assert voices(server, chat) == []
    async with running(mira, server, **heard_by(provider)):
        await until(lambda: voices(server, chat))
        await asyncio.sleep(1)

    assert not provider.spoken[1].whole
    assert texts(server, chat) == [DISCLOSURE, WHERE.answer]
    assert len(voices(server, chat)) == 1
    assert len(provider.heard) == 1


@pytest.mark.parametrize("content", [b"", b"no sound at all " * 500, b"OggS" + bytes(3000)], ids=["0", "text", "ogg"])
async def test_a_sound_that_is_none_is_for_the_owner_and_the_twin_goes_on(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, content: bytes
) -> None:
    await beside(mira, "voice", "use", "espeak")
    chat, zoe = person(server, "Zoe")
    async with running(mira, server, **heard_by(provider)) as process:
        server.say(chat, zoe, sound=server.files.keep(content, seconds=2))
        await until(lambda: len(texts(server, chat)) == 2)
        inbox = await beside(mira, "inbox")
        server.say(chat, zoe, ASKED)
        await until(lambda: len(texts(server, chat)) == 3)
        assert process.returncode is None

    assert texts(server, chat) == [DISCLOSURE, UNKNOWN, WHERE.answer]
    assert "the twin cannot read this: voice (" in inbox.stdout
    assert provider.heard == []


async def test_the_owner_reads_what_was_said_and_what_they_make_of_the_answer_is_said_aloud(
    mira: Path, server: TelegramServer, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    cloned(mira)
    chat, zoe = person(server, "Zoe")
    async with running(mira, server, **heard_by(provider)):
        owner = await Owner.linked(server, mira, server.user("Mira", id=99))
        owner.writes("/mode suggest")
        await owner.sees("Everybody: suggest")
        says(server, chat, zoe, ASKED, provider, tmp_path)
        card = await owner.sees(ASKED, button="✎ Edit")
        owner.press(card, "✎ Edit")
        await owner.sees("goes to Zoe")
        assert provider.spoken == []
        owner.writes(EDITED)
        await until(lambda: voices(server, chat))

    assert "🎤" in card.text
    assert card.text.index("🎤") < card.text.index(ASKED)
    assert texts(server, chat)[-1] == EDITED
    assert [said.text for said in provider.spoken][1:] == [aloud(EDITED)]
    assert "Dahg-nee" in provider.spoken[-1].text
    assert WHERE.answer not in texts(server, chat)
