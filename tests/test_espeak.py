"""espeak-ng says texts, and nothing that stands in a text is obeyed."""

import asyncio
import io
import os
import time
import wave
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from persona.sentences import SENTENCES
from tests.programs import needed
from twin.errors import SpeechError
from voice.espeak import VOICES, Espeak


@pytest.fixture(autouse=True)
def _program() -> None:
    needed("espeak-ng")


async def heard(text: str, language: str = "en", engine: Espeak | None = None) -> bytes:
    """The samples of what is said."""
    said = b"".join([chunk async for chunk in (engine or Espeak()).stream(text, language)])
    # The header of a stream has no length to go by.
    with wave.open(io.BytesIO(said)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, 22_050)
    return said[44:]


def seconds(samples: bytes) -> float:
    return len(samples) / 2 / 22_050


@pytest.fixture
def fake(tmp_path: Path) -> "Fake":
    return Fake(tmp_path / "espeak-ng")


class Fake:
    """A program in the place of espeak-ng, written in the shell's language."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told = path.with_name("told")

    def __call__(self, script: str, seconds: float = 10.0) -> Espeak:
        self.path.write_text(f"#!/bin/sh\ntold={self.told}\n{script}\n")
        self.path.chmod(0o700)
        return Espeak(str(self.path), seconds)

    async def process(self) -> int:
        """The number that the program wrote down."""
        while not (self.told.exists() and self.told.read_text().strip()):  # noqa: ASYNC110 - a program writes it
            await asyncio.sleep(0.01)
        return int(self.told.read_text())


async def gone(process: int) -> bool:
    """Whether the process has ended, at least within a second; one that its parent has not asked for yet counts."""
    until = time.monotonic() + 1
    while (running := _runs(process)) and time.monotonic() < until:  # noqa: ASYNC110 - the system ends it
        await asyncio.sleep(0.01)
    return not running


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.parametrize("language", sorted(SENTENCES))
async def test_each_language_is_spoken_in_a_voice_of_its_own(language: str) -> None:
    text = "これは これは" if language == "ja" else SENTENCES[language].limit

    assert seconds(await heard(text, language)) > 0.5


def test_no_two_languages_share_a_voice_and_none_is_missing() -> None:
    assert set(VOICES) == set(SENTENCES)
    assert len(set(VOICES.values())) == len(VOICES)


async def test_chinese_is_read_as_chinese_and_not_as_english_letters() -> None:
    # Four syllables take a second; as "nee three how three" they take two.
    assert seconds(await heard("你好世界", "zh")) < 1.6


async def test_an_unknown_language_is_spoken_as_english() -> None:
    assert await heard("Good evening", "tlh") == await heard("Good evening", "en")


async def test_japanese_that_it_cannot_read_is_not_said_as_chinese_letter_chinese_letter() -> None:
    with pytest.raises(SpeechError, match="cannot read") as told:
        await heard("明日は学校に行きます", "ja")

    assert told.value.kind == "language"


def test_it_says_what_it_is() -> None:
    assert (Espeak().name, Espeak().clone) == ("espeak-ng", False)


@pytest.mark.parametrize(
    "text",
    [
        "-v de --stdout -w /tmp/never.wav",
        "--help",
        "-f /etc/passwd",
        "<speak><prosody rate='x-fast'>slow</prosody></speak>",
        "<audio src='/etc/passwd'/> heard",
        "[[h@l'oU]]",
        "a\x01+99Sb and so on",
    ],
)
async def test_what_looks_like_a_command_is_said(text: str) -> None:
    assert seconds(await heard(text)) > 0.5


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("[[h@l'oU]]", "h@l'oU"),
        ("[[[h@l'oU]]]", "h@l'oU"),
        ("so \x01300S fast", "so  300S fast"),
        ("so \x00 far", "so far"),
    ],
)
async def test_a_command_within_a_text_has_no_effect(text: str, harmless: str) -> None:
    assert seconds(await heard(text)) == pytest.approx(seconds(await heard(harmless)), abs=0.4)


async def test_a_text_that_no_encoding_holds_is_said_without_what_is_wrong_with_it() -> None:
    assert seconds(await heard("half a \ud83d sign")) > 0.5


async def test_sound_comes_before_a_long_text_is_done() -> None:
    async with aclosing(stream_of(Espeak(), "This is a sentence of a long text. " * 500)) as stream:
        started = time.monotonic()
        first = await anext(stream)
        waited = time.monotonic() - started
        rest = sum([len(chunk) async for chunk in stream])

    assert first.startswith(b"RIFF")
    assert rest > 10 * len(first)
    assert waited < (time.monotonic() - started) / 2


def stream_of(engine: Espeak, text: str) -> AsyncGenerator[bytes, None]:
    """The stream as what it is, to be closed."""
    stream = engine.stream(text, "en")
    assert isinstance(stream, AsyncGenerator)
    return stream


async def test_a_program_that_is_missing_is_told_with_what_to_install() -> None:
    with pytest.raises(SpeechError, match="apt install espeak-ng") as told:
        await heard("hello", engine=Espeak("espeak-nowhere"))

    assert told.value.kind == "program"


async def test_a_program_that_fails_is_told_without_the_text(fake: Fake) -> None:
    with pytest.raises(SpeechError, match=r"failed \(status 3\)") as told:
        await heard("my secret", engine=fake("cat >&2; exit 3"))

    assert told.value.kind == "program"
    assert "secret" not in str(told.value)


async def test_a_program_that_does_not_read_its_text_is_told_by_its_status(fake: Fake) -> None:
    with pytest.raises(SpeechError, match=r"status 4"):
        await heard("much to read " * 100_000, engine=fake("exec 0<&-; exit 4"))


@pytest.mark.parametrize(
    "script",
    [
        'echo $$ > "$told"; exec sleep 60',
        # Something that it started holds its output.
        'sleep 60 & echo $! > "$told"; exit 0',
        'sleep 60 & echo $! > "$told"; trap "" TERM; echo sound; wait',
        'echo $$ > "$told"; exec cat /dev/zero',
    ],
)
async def test_a_program_that_does_not_end_is_ended_with_all_that_it_started(fake: Fake, script: str) -> None:
    started = time.monotonic()
    with pytest.raises(SpeechError, match=r"within 0\.3 seconds") as told:
        async for _ in fake(script, seconds=0.3).stream("hello", "en"):
            pass

    assert told.value.kind == "timeout"
    assert time.monotonic() - started < 20
    assert await gone(await fake.process())


async def test_it_is_ended_when_nobody_listens_any_more(fake: Fake) -> None:
    async with aclosing(stream_of(fake('echo $$ > "$told"; exec cat /dev/zero'), "hello")) as stream:
        await anext(stream)

    assert await gone(await fake.process())


async def test_it_is_ended_when_its_task_is_cancelled(fake: Fake) -> None:
    task = asyncio.create_task(heard("hello", engine=fake('echo $$ > "$told"; exec sleep 60')))
    process = await fake.process()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(process)


async def test_it_is_told_no_secret_of_its_parent(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_ELEVENLABS_KEY", "s3cret")

    said = b"".join([chunk async for chunk in fake("env").stream("hello", "en")])

    assert f"PATH={os.environ['PATH']}".encode() in said
    assert b"s3cret" not in said
