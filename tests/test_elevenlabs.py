"""ElevenLabs, by its own unmodified client, with a strict server of the tests' own."""

import asyncio
import hashlib
import json
import logging
import socket
import time
import traceback
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.servers.elevenlabs import (
    EMPTY,
    HTML,
    JSON,
    KEY,
    VOICE,
    Cut,
    ElevenLabsServer,
    Kept,
    Slow,
    SlowStream,
    Sounds,
    Stalled,
    Status,
    Understood,
)
from tests.servers.elevenlabs_faults import Fault
from tests.servers.elevenlabs_sounds import sound_of, spoken
from tests.sounds import decoded_seconds
from twin.errors import ListeningError, SoundError, SpeechError
from voice.elevenlabs import ElevenLabs
from voice.provider import Account, Cloned, Listed
from voice.sound import Limits, kind_of

MODEL = "eleven_multilingual_v2"
TEXT = "I wax the chain every second week, and my brakes squeal when it rains."
BUSY = Status(429, "too_many_concurrent_requests", f"Too many requests with {KEY}: {TEXT}")


@pytest.fixture
async def provider() -> AsyncIterator[ElevenLabsServer]:
    """ElevenLabs on loopback, of which nothing was asked that it does not have."""
    async with ElevenLabsServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "Ann calls her bank.wav"
    path.write_bytes(spoken(TEXT))
    return path


def account(server: ElevenLabsServer, seconds: float = 10.0, key: str = KEY) -> ElevenLabs:
    return ElevenLabs(key, url=server.url, seconds=seconds)


async def said(client: ElevenLabs, text: str = TEXT, voice: str = VOICE, model: str = MODEL) -> bytes:
    pieces = client.synthesizer(voice, model).stream(text, "en")
    return b"".join([piece async for piece in pieces])


def streaming(client: ElevenLabs, text: str) -> AsyncGenerator[bytes, None]:
    pieces = client.synthesizer(VOICE, MODEL).stream(text, "en")
    assert isinstance(pieces, AsyncGenerator)
    return pieces


def everything_in(error: BaseException) -> str:
    """All that the error and those behind it hold; tracebacks with their lines of code, not the values in them."""
    chain: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in chain:
            chain.append(one)
            waiting += [one.__cause__, one.__context__]
    whole = "".join(traceback.format_exception(error))
    return whole + "".join(f"{one!r}{one.args!r}{vars(one)!r}" for one in chain)


async def failed(
    doing: Coroutine[Any, Any, object], caplog: pytest.LogCaptureFixture, key: str = KEY, text: str = TEXT
) -> SpeechError:
    """Why it fails; neither the key nor the text is told to anybody."""
    with caplog.at_level(logging.DEBUG), pytest.raises(SpeechError) as caught:
        await doing

    told = everything_in(caught.value) + caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert key not in told
    assert text not in told
    return caught.value


# Speech


async def test_speech_streams_as_ogg_opus(provider: ElevenLabsServer, tmp_path: Path) -> None:
    (tmp_path / "said").write_bytes(sound := await said(account(provider)))

    assert kind_of(sound[:4096]) == "ogg"
    assert b"OpusHead" in sound[:100]
    assert 2 < decoded_seconds(tmp_path / "said") < 10
    [request] = provider.spoken
    assert (request.text, request.voice, request.model) == (TEXT, VOICE, MODEL)
    assert request.output_format.startswith("opus_48000")
    assert request.streamed
    assert request.whole


async def test_the_first_piece_comes_before_the_last_is_made(provider: ElevenLabsServer) -> None:
    provider.faults.next("speech", SlowStream(0.2, 4096))

    async with aclosing(streaming(account(provider), TEXT)) as pieces:
        first = await anext(pieces)
        assert kind_of(first) == "ogg"
        assert not provider.spoken[0].whole
        assert [piece async for piece in pieces]

    assert provider.spoken[0].whole


async def test_a_plan_without_opus_is_asked_for_it_once_and_gives_mp3() -> None:
    async with ElevenLabsServer(opus=False) as provider:
        client = account(provider)

        sounds = [await said(client) for _ in range(3)]

        assert [kind_of(sound[:4096]) for sound in sounds] == ["mp3"] * 3
        assert [request.output_format for request in provider.spoken] == ["mp3_44100_128"] * 3
        assert provider.calls == ["speech"] * 4
        assert provider.used == 3 * len(TEXT)


@pytest.mark.parametrize("opus", [True, False])
async def test_it_is_told_whether_the_plan_gives_opus(opus: bool) -> None:
    async with ElevenLabsServer(opus=opus) as provider:
        assert await account(provider).gives_opus(VOICE, MODEL) is opus
        assert provider.used <= 10


@pytest.mark.parametrize(("voice", "fault", "kind"), [("../user", BUSY, "voice"), (VOICE, HTML, "sound")])
async def test_whether_there_is_opus_may_not_be_told(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture, voice: str, fault: Fault, kind: str
) -> None:
    provider.faults.next("speech", fault)

    assert (await failed(account(provider).gives_opus(voice, MODEL), caplog)).kind == kind


@pytest.mark.parametrize(("model", "told"), [(MODEL, None), ("eleven_flash_v2_5", "en")])
async def test_only_models_that_take_a_language_are_told_it(
    provider: ElevenLabsServer, model: str, told: str | None
) -> None:
    await said(account(provider), model=model)

    assert provider.spoken[0].body.get("language_code") == told


def test_a_synthesizer_is_named_for_its_voice_and_model_and_is_a_clone() -> None:
    synthesizer = ElevenLabs(KEY).synthesizer(VOICE, MODEL)

    assert synthesizer.name == f"elevenlabs/{VOICE}/{MODEL}"
    assert synthesizer.clone


@pytest.mark.parametrize("fault", [BUSY, Status(500), Status(503, ""), Status(502, ""), Cut()])
async def test_what_passes_is_tried_again_before_the_first_byte(provider: ElevenLabsServer, fault: Fault) -> None:
    provider.faults.next("speech", fault, times=2)

    assert kind_of((await said(account(provider)))[:4096]) == "ogg"

    assert len(provider.faults.happened) == 2
    assert provider.calls == ["speech"] * 3


@pytest.mark.parametrize("moment", [False, True])
async def test_it_is_tried_again_when_elevenlabs_says(provider: ElevenLabsServer, moment: bool) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    provider.faults.next("speech", Status(429, "system_busy", retry_after=at if moment else "2"))
    began = time.monotonic()

    await said(account(provider))

    assert 1.5 < time.monotonic() - began < 20


async def test_it_does_not_wait_for_longer_than_there_is_time(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture
) -> None:
    provider.faults.next("speech", Status(429, "system_busy", retry_after="3600"))
    began = time.monotonic()

    error = await failed(said(account(provider)), caplog)

    assert error.kind == "busy"
    assert time.monotonic() - began < 20
    assert provider.calls == ["speech"]


async def test_a_refused_connection_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    provider = ElevenLabsServer(port)

    saying = asyncio.create_task(said(account(provider)))
    await asyncio.sleep(0.4)
    async with provider:
        assert kind_of((await saying)[:4096]) == "ogg"


async def test_nobody_there_is_a_network_trouble(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = ElevenLabs(KEY, url=f"http://127.0.0.1:{free.getsockname()[1]}", seconds=1)

        error = await failed(said(client), caplog)

    assert error.kind == "network"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Status(401, "invalid_api_key", KEY), "key"),
        (Status(401, "missing_permissions", KEY), "key"),
        (Status(401, "quota_exceeded", TEXT), "quota"),
        (Status(402, "paid_plan_required", TEXT), "refused"),
        (Status(401, "detected_unusual_activity", TEXT), "refused"),
        (Status(404, "voice_not_found", TEXT), "voice"),
        (Status(403, "voice_not_verified", TEXT), "voice"),
        (Status(400, "max_character_limit_exceeded", TEXT), "refused"),
        (Status(422, TEXT, TEXT), "refused"),
        (Status(404, ""), "network"),
    ],
)
async def test_what_does_not_pass_is_told_at_once(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture, fault: Status, kind: str
) -> None:
    provider.faults.next("speech", fault, times=2)
    began = time.monotonic()

    error = await failed(said(account(provider)), caplog)

    assert error.kind == kind
    assert time.monotonic() - began < 20
    # What is refused may be refused for its form: the other is asked for, and nothing a third time.
    assert len(provider.calls) == (2 if kind == "refused" else 1)
    assert provider.spoken == []


async def test_a_wrong_key_is_told_without_it(provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "sk_wrong_wrong_wrong"

    error = await failed(said(account(provider, key=wrong)), caplog, key=wrong)

    assert error.kind == "key"
    assert "TWIN_ELEVENLABS_KEY" in str(error)


async def test_characters_that_are_used_up_are_told(caplog: pytest.LogCaptureFixture) -> None:
    async with ElevenLabsServer(characters=10) as provider:
        error = await failed(said(account(provider)), caplog)

        assert (error.kind, provider.calls) == ("quota", ["speech"])


@pytest.mark.parametrize("voice", ["0123456789abcdefghij", "../user", "a b", "", "x" * 500])
async def test_an_unknown_voice_is_told(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture, voice: str
) -> None:
    assert (await failed(said(account(provider), voice=voice), caplog)).kind == "voice"
    assert provider.spoken == []


async def test_a_slow_stream_within_the_limit_is_waited_for(provider: ElevenLabsServer) -> None:
    whole = await said(account(provider))
    provider.faults.next("speech", SlowStream(0.1, 2048))
    began = time.monotonic()

    assert await said(account(provider, seconds=1)) == whole

    assert time.monotonic() - began > 1


@pytest.mark.parametrize("fault", [Stalled(), Stalled(12_000), Slow(60)])
async def test_one_that_stalls_is_given_up(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    provider.faults.next("speech", fault)
    began = time.monotonic()

    error = await failed(said(account(provider, seconds=1)), caplog)

    assert error.kind == "timeout"
    assert time.monotonic() - began < 20
    assert provider.calls == ["speech"]


async def test_one_that_is_cut_in_the_middle_is_no_sound_and_is_not_paid_twice(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture
) -> None:
    provider.faults.next("speech", Cut(12_000))

    error = await failed(said(account(provider)), caplog)

    assert error.kind == "network"
    assert provider.calls == ["speech"]


@pytest.mark.parametrize("fault", [EMPTY, JSON, HTML, Sounds(b"\0" * 9000, "audio/ogg")])
async def test_what_is_no_sound_is_never_given(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    provider.faults.next("speech", fault, times=2)
    got: list[bytes] = []

    async def listen() -> None:
        async for piece in account(provider).synthesizer(VOICE, MODEL).stream(TEXT, "en"):
            got.append(piece)  # noqa: PERF401 - what came before the error counts

    assert (await failed(listen(), caplog)).kind == "sound"
    assert got == []


async def test_one_answer_without_sound_does_not_make_a_plan_without_opus(provider: ElevenLabsServer) -> None:
    client = account(provider)
    provider.faults.next("speech", HTML)

    sounds = [await said(client) for _ in range(2)]

    assert [kind_of(sound[:4096]) for sound in sounds] == ["mp3", "ogg"]


async def test_opus_in_a_form_that_nobody_can_use_is_not_paid_for_each_time(provider: ElevenLabsServer) -> None:
    client = account(provider)
    for _ in range(2):
        provider.faults.next("speech", Sounds(b"\x78" * 9000, "audio/opus"))
        provider.faults.next("speech", Slow(0))

    sounds = [await said(client) for _ in range(3)]

    assert [kind_of(sound[:4096]) for sound in sounds] == ["mp3"] * 3
    assert provider.calls == ["speech"] * 5


async def test_a_sound_that_never_ends_is_given_up(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture
) -> None:
    provider.faults.next("speech", Sounds(b"OggS" + bytes(24) + b"\x01\x13OpusHead" + bytes(30_000_000), "audio/ogg"))

    assert (await failed(said(account(provider)), caplog)).kind == "sound"


@pytest.mark.parametrize("fault", [Stalled(), Stalled(12_000)])
async def test_whoever_is_cancelled_hangs_up(provider: ElevenLabsServer, fault: Fault) -> None:
    provider.faults.next("speech", fault)
    saying = asyncio.create_task(said(account(provider)))
    await until(lambda: bool(provider.faults.happened) and bool(provider.spoken))
    await asyncio.sleep(0.2)

    saying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saying

    assert provider.calls == ["speech"]
    assert not provider.spoken[0].whole
    if isinstance(fault, Stalled) and fault.after:
        await until(lambda: provider.spoken[0].left)


async def test_whoever_has_heard_enough_hangs_up(provider: ElevenLabsServer) -> None:
    provider.faults.next("speech", SlowStream(0.05, 4096))

    async with aclosing(streaming(account(provider), TEXT * 2)) as pieces:
        await anext(pieces)

    await until(lambda: provider.spoken[0].left)


async def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in the server
            await asyncio.sleep(0.01)


# The account and its voices


async def test_a_voice_is_cloned_from_recordings_whose_names_stay_here(
    provider: ElevenLabsServer, talk: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Ann at the doctor.wav"
    other.write_bytes(spoken("Another recording, which is a little longer than the first one was."))

    cloned = await account(provider).clone("Ann", [talk, other], "Herself, by her consent.")

    [kept] = provider.voices
    assert cloned == Cloned(kept.id, verification=False)
    assert (kept.name, kept.description) == ("Ann", "Herself, by her consent.")
    assert [file.name for file in kept.files] == ["sample-1.wav", "sample-2.wav"]
    assert [file.kind for file in kept.files] == ["audio/wav"] * 2
    assert [file.sha256 for file in kept.files] == [
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (talk, other)
    ]
    assert await said(account(provider), voice=cloned.id)


async def test_a_sample_is_sent_as_what_it_is_and_not_as_what_it_is_called(
    provider: ElevenLabsServer, tmp_path: Path
) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes((await sound_of(TEXT, "en", "mp3_44100_128"))[0])

    await account(provider).clone("Ann", [path], "")

    [file] = provider.voices[0].files
    assert (file.name, file.kind) == ("sample-1.mp3", "audio/mpeg")


async def test_a_voice_that_has_to_be_verified_does_not_speak_before(
    talk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with ElevenLabsServer(verifies=True) as provider:
        cloned = await account(provider).clone("Ann", [talk], "")
        assert cloned.verification
        assert (await failed(said(account(provider), voice=cloned.id), caplog)).kind == "voice"

        provider.verify(cloned.id)
        assert await said(account(provider), voice=cloned.id)


async def test_a_voice_is_not_cloned_by_a_plan_without_it(talk: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with ElevenLabsServer(cloning=False) as provider:
        error = await failed(account(provider).clone("Ann", [talk], TEXT), caplog)

        assert error.kind == "refused"
        assert "plan" in str(error)
        assert provider.calls == ["add"]


@pytest.mark.parametrize(("fault", "times"), [(Status(500), 1), (Cut(), 1), (BUSY, 2)])
async def test_a_voice_that_may_have_been_made_is_not_made_again(
    provider: ElevenLabsServer, talk: Path, caplog: pytest.LogCaptureFixture, fault: Fault, times: int
) -> None:
    provider.faults.next("add", fault)

    if times == 1:
        await failed(account(provider).clone("Ann", [talk], ""), caplog)
    else:
        assert (await account(provider).clone("Ann", [talk], "")).id == provider.voices[0].id
        assert provider.voices[0].files[0].content == spoken(TEXT)

    assert provider.calls == ["add"] * times


async def test_a_sample_that_is_not_there_is_an_os_error(provider: ElevenLabsServer, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await account(provider).clone("Ann", [tmp_path / "none.wav"], "")

    assert provider.calls == []


async def test_a_voice_is_deleted_once(provider: ElevenLabsServer) -> None:
    provider.keep(Kept("v1", "Ann"))
    client = account(provider)
    provider.faults.next("delete", Status(503, ""))

    assert [await client.delete("v1"), await client.delete("v1")] == [True, False]
    assert provider.deleted == ["v1"]


async def test_a_voice_that_cannot_be_deleted_is_told(
    provider: ElevenLabsServer, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await failed(account(provider).delete(VOICE), caplog)).kind == "refused"


@pytest.mark.parametrize("voice", ["../user/subscription", "v1?x=1", ""])
async def test_only_a_voice_can_be_deleted(provider: ElevenLabsServer, voice: str) -> None:
    provider.keep(Kept("v1", "Ann"))

    assert await account(provider).delete(voice) is False

    assert provider.calls == []
    assert provider.deleted == []


async def test_the_voices_of_all_pages_are_listed(provider: ElevenLabsServer) -> None:
    for number in range(230):
        provider.keep(Kept(f"v{number}", f"Ann {number}"))
    provider.faults.next("voices", BUSY)

    voices = await account(provider).voices()

    assert [voice.id for voice in voices[2:]] == [f"v{number}" for number in range(230)]
    assert voices[0] == Listed(VOICE, "Rachel", cloned=False)
    assert voices[2] == Listed("v0", "Ann 0", cloned=True)
    assert provider.calls == ["voices"] * 4


async def test_the_account_is_told(provider: ElevenLabsServer) -> None:
    await said(account(provider))

    told = await account(provider).account()

    assert told == Account("creator", len(TEXT), 100_000, datetime.fromtimestamp(provider.resets_at, UTC))


@pytest.mark.parametrize("resets", [None, 10**18, "soon"])
async def test_an_account_need_not_tell_when_its_characters_come_back(
    provider: ElevenLabsServer, resets: object
) -> None:
    told = {"tier": "free", "character_count": 3, "character_limit": 9, "next_character_count_reset_unix": resets}
    provider.faults.next("account", Sounds(json.dumps(told).encode(), "application/json"))

    assert await account(provider).account() == Account("free", 3, 9, None)


@pytest.mark.parametrize("asked", ["account", "voices", "add", "delete"])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [(Status(401, "invalid_api_key", KEY), "key"), (HTML, "network"), (JSON, "network"), (Stalled(), "timeout")],
)
async def test_what_fails_at_the_account_is_told(
    provider: ElevenLabsServer, talk: Path, caplog: pytest.LogCaptureFixture, asked: str, fault: Fault, kind: str
) -> None:
    provider.faults.next(asked, fault)
    client = account(provider, seconds=1)
    doing: dict[str, Coroutine[Any, Any, object]] = {
        "account": client.account(),
        "voices": client.voices(),
        "add": client.clone("Ann", [talk], TEXT),
        "delete": client.delete("v1"),
    }
    for name, coroutine in doing.items():
        if name != asked:
            coroutine.close()

    if asked == "delete" and fault == JSON:
        # Whatever is answered in good order, it is deleted.
        assert await doing[asked] is True
    else:
        assert (await failed(doing[asked], caplog)).kind == kind


# Listening


async def test_speech_is_understood(provider: ElevenLabsServer, talk: Path) -> None:
    provider.understands(TEXT)

    heard = await account(provider).transcriber().transcribe(talk)

    assert (heard.text, heard.language) == (TEXT, "en")
    assert heard.seconds == pytest.approx(provider.heard[0].seconds, abs=0.1)
    assert provider.heard[0].model == "scribe_v2"
    assert provider.heard[0].file.name == "sound.wav"


@pytest.mark.parametrize(
    ("told", "probability", "language"),
    [
        ("eng", 0.98, "en"), ("spa", 0.98, "es"), ("deu", 0.9, "de"), ("fra", 0.9, "fr"), ("por", 0.9, "pt"),
        ("rus", 0.9, "ru"), ("jpn", 0.9, "ja"), ("nl", 0.9, "nl"), ("pt-BR", 0.9, "pt"), ("eng", 0.2, ""),
        ("zxx", 0.9, ""), ("1", 0.9, ""), ("", 0.9, ""),
    ],
)  # fmt: skip
async def test_the_language_is_told_by_its_short_code(
    provider: ElevenLabsServer, talk: Path, told: str, probability: float, language: str
) -> None:
    provider.hearing.understands(Understood("Hola", language=told, probability=probability))

    assert (await account(provider).transcriber().transcribe(talk)).language == language


async def test_words_that_may_have_been_others_are_marked(provider: ElevenLabsServer, talk: Path) -> None:
    words = [("Meet", -0.01), (" ", 0.0), ("Hlin,", -2.5), (" ", -9.0), ("(laughs)", -0.1), (" ", 0.0), ("now.", -0.6)]
    provider.understands("Meet Hlin, now.", words)

    assert (await account(provider).transcriber().transcribe(talk)).text == "Meet Hlin (?), now."


@pytest.mark.parametrize("text", ["", "(laughs)"])
async def test_where_nobody_speaks_nothing_is_understood(provider: ElevenLabsServer, talk: Path, text: str) -> None:
    provider.understands(text)

    heard = await account(provider).transcriber().transcribe(talk)

    assert (heard.text, heard.language) == ("", "")


@pytest.mark.parametrize("word", ["audio_too_short", "insufficient_audio_activity"])
async def test_a_sound_too_empty_to_be_understood_is_no_error(
    provider: ElevenLabsServer, talk: Path, word: str
) -> None:
    provider.faults.next("listening", Status(400, word))

    heard = await account(provider).transcriber().transcribe(talk)

    assert (heard.text, heard.language) == ("", "")
    assert heard.seconds > 1


@pytest.mark.parametrize(
    "content",
    [b"", b"no sound", b"OggS" + b"\xff" * 50_000, b"RIFF\xff\xff\xff\xffWAVE", b"#EXTM3U\nfile:///etc/passwd"],
)
async def test_a_hostile_file_is_a_sound_error_and_stays_here(
    provider: ElevenLabsServer, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "voice.ogg").write_bytes(content)

    with pytest.raises(SoundError):
        await account(provider).transcriber().transcribe(tmp_path / "voice.ogg")

    assert provider.calls == []


async def test_a_sound_that_is_too_long_stays_here(provider: ElevenLabsServer, talk: Path) -> None:
    with pytest.raises(SoundError):
        await account(provider).transcriber(limits=Limits(1)).transcribe(talk)

    assert provider.calls == []


@pytest.mark.parametrize("fault", [BUSY, Status(500), Cut()])
async def test_listening_is_tried_again_with_the_whole_sound(
    provider: ElevenLabsServer, talk: Path, fault: Fault
) -> None:
    provider.faults.next("listening", fault)
    provider.understands(TEXT)

    assert (await account(provider).transcriber().transcribe(talk)).text == TEXT

    assert provider.calls == ["listening"] * 2
    assert provider.heard[0].seconds > 1


@pytest.mark.parametrize(
    ("fault", "kind", "passing"),
    [
        (Status(401, "invalid_api_key", KEY), "key", False),
        (Status(401, "quota_exceeded", KEY), "quota", False),
        (Status(400, "invalid_content", TEXT), "refused", False),
        (Status(429, "too_many_concurrent_requests", KEY, retry_after="600"), "busy", True),
        (Status(503, "", retry_after="600"), "busy", True),
        (HTML, "network", False),
        (JSON, "network", False),
        (Stalled(), "timeout", True),
    ],
)
async def test_why_nothing_was_understood_is_told_and_whether_it_passes(
    provider: ElevenLabsServer,
    talk: Path,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    kind: str,
    passing: bool,
) -> None:
    provider.faults.next("listening", fault)
    began = time.monotonic()

    with caplog.at_level(logging.DEBUG), pytest.raises(ListeningError) as caught:
        await account(provider, seconds=1).transcriber().transcribe(talk)

    assert (caught.value.kind, caught.value.passing) == (kind, passing)
    assert time.monotonic() - began < 20
    told = everything_in(caught.value) + caplog.text
    assert KEY not in told
    assert TEXT not in told


async def test_whoever_stops_listening_hangs_up(provider: ElevenLabsServer, talk: Path) -> None:
    provider.faults.next("listening", Stalled())
    listening = asyncio.create_task(account(provider).transcriber().transcribe(talk))
    await until(lambda: bool(provider.faults.happened))

    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening

    assert provider.calls == ["listening"]
