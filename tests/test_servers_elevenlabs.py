"""The strict ElevenLabs of the tests, driven by the unmodified client and by plain HTTP."""

import asyncio
import struct
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from elevenlabs.client import AsyncElevenLabs
from elevenlabs.core.api_error import ApiError

from tests.programs import needed
from tests.servers.elevenlabs import (
    EMPTY,
    HTML,
    KEY,
    VOICE,
    Cut,
    Damaged,
    ElevenLabsServer,
    Kept,
    Slow,
    SlowStream,
    Stalled,
    Status,
)
from tests.servers.elevenlabs_grammar import Grammar
from tests.servers.elevenlabs_sounds import heard, sound_of, spoken

# Long enough for a busy machine, short enough for a test that fails.
SOON = 10
SPEECH = f"/v1/text-to-speech/{VOICE}/stream"
TEXT = "I wax the chain every second week."
BODY = {"text": TEXT, "model_id": "eleven_multilingual_v2"}
SENTENCES = (
    "Where is the shop?",
    "When do you open on Sunday?",
    "How much is a cup of coffee?",
    "Do you still have the green book?",
    "Can I bring my dog?",
    "What is your name?",
    "Please call me tomorrow morning.",
    "Thank you for the lovely evening!",
    "Is there a train to the city?",
    "I wax the chain every second week.",
)


@pytest.fixture
async def server() -> AsyncIterator[ElevenLabsServer]:
    async with ElevenLabsServer() as started:
        yield started


@pytest.fixture
async def http(server: ElevenLabsServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, headers={"xi-api-key": KEY}, timeout=SOON) as client:
        yield client


@pytest.fixture
async def client(server: ElevenLabsServer) -> AsyncIterator[AsyncElevenLabs]:
    async with httpx.AsyncClient(timeout=SOON) as http:
        yield AsyncElevenLabs(api_key=KEY, base_url=server.url, httpx_client=http)


def sample(name: str = "files", text: str = TEXT) -> tuple[str, tuple[str, bytes, str]]:
    return name, ("sample-1.wav", spoken(text), "audio/wav")


def word(answer: httpx.Response) -> str:
    return str(answer.json()["detail"]["status"])


def seconds(sound: bytes) -> float:
    return len(heard(sound)) / 32_000


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in the server
            await asyncio.sleep(0.01)


# Speech


@pytest.mark.parametrize(
    ("output_format", "begins"), [("opus_48000_96", b"OggS"), ("mp3_44100_128", b"ID3"), ("mp3_22050_32", b"ID3")]
)
async def test_the_client_gets_a_text_as_speech_in_the_format_it_asks_for(
    server: ElevenLabsServer, client: AsyncElevenLabs, output_format: str, begins: bytes
) -> None:
    pieces = client.text_to_speech.stream(VOICE, text=TEXT, model_id=BODY["model_id"], output_format=output_format)

    sound = b"".join([piece async for piece in pieces])

    assert sound.startswith(begins)
    assert 1 < seconds(sound) < 6
    [said] = server.spoken
    assert (said.voice, said.text, said.model, said.output_format) == (VOICE, TEXT, BODY["model_id"], output_format)
    assert (said.streamed, said.whole, said.left) == (True, True, False)
    assert server.used == len(TEXT)
    assert server.violations == []


async def test_a_longer_text_takes_longer_also_where_nothing_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    needed("espeak-ng")
    speech = [seconds(spoken(text)) for text in ("Yes.", TEXT)]
    monkeypatch.setenv("PATH", "")
    hum = [seconds(spoken(text)) for text in ("Yes.", TEXT)]

    assert speech[0] * 2 < speech[1]
    assert hum[0] * 2 < hum[1]
    assert hum != speech


async def test_a_plan_without_opus_refuses_it_and_nothing_is_spent() -> None:
    async with ElevenLabsServer(opus=False) as server, httpx.AsyncClient(headers={"xi-api-key": KEY}) as http:
        url = server.url + SPEECH
        refused = await http.post(url, json=BODY, params={"output_format": "opus_48000_96"})
        said = await http.post(url, json=BODY, params={"output_format": "mp3_44100_128"})

    assert (refused.status_code, word(refused)) == (403, "output_format_not_allowed")
    assert said.status_code == 200
    assert server.used == len(TEXT)


async def test_the_characters_run_out() -> None:
    async with (
        ElevenLabsServer(characters=len(TEXT) + 5) as server,
        httpx.AsyncClient(headers={"xi-api-key": KEY}) as http,
    ):
        answers = [await http.post(server.url + SPEECH, json=BODY) for _ in range(2)]
        told = (await http.get(f"{server.url}/v1/user/subscription")).json()

    assert [answer.status_code for answer in answers] == [200, 401]
    assert word(answers[1]) == "quota_exceeded"
    assert (told["character_count"], told["character_limit"]) == (len(TEXT), len(TEXT) + 5)


@pytest.mark.parametrize(
    ("path", "body", "status", "name"),
    [
        ("/v1/text-to-speech/nobody/stream", BODY, 404, "voice_not_found"),
        (SPEECH, BODY | {"model_id": "eleven_of_nobody"}, 400, "model_not_found"),
        (SPEECH, BODY | {"model_id": "scribe_v2"}, 400, "model_not_found"),
        (SPEECH, BODY | {"text": " "}, 400, "invalid_text"),
        (SPEECH, BODY | {"text": "a" * 10_001}, 400, "max_character_limit_exceeded"),
        (SPEECH + "?output_format=flac", BODY, 400, "invalid_output_format"),
        (SPEECH + "?output_format=mp3_44100_192", BODY, 403, "output_format_not_allowed"),
    ],
)
async def test_what_it_does_not_say_it_refuses_in_its_own_words(
    server: ElevenLabsServer, http: httpx.AsyncClient, path: str, body: dict[str, str], status: int, name: str
) -> None:
    answer = await http.post(path, json=body)

    assert (answer.status_code, word(answer)) == (status, name)
    assert server.spoken == []
    assert server.violations == []


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("", {"json": BODY | {"speed": 2}}),
        ("", {"json": BODY | {"language_code": "en"}}),
        ("", {"json": {"text": TEXT}}),
        ("", {"json": [TEXT]}),
        ("", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
        ("", {"data": BODY}),
        ("?optimize=yes", {"json": BODY}),
    ],
)
async def test_a_request_that_no_client_should_make_is_a_violation(
    server: ElevenLabsServer, http: httpx.AsyncClient, query: str, more: dict[str, Any]
) -> None:
    answer = await http.post(SPEECH + query, **more)

    assert answer.status_code == 422
    assert len(server.violations) == 1
    assert server.spoken == []


async def test_a_path_that_is_not_there_is_a_violation_and_a_wrong_key_none(
    server: ElevenLabsServer, http: httpx.AsyncClient
) -> None:
    nowhere = await http.get("/v1/history")
    wrong = await http.get("/v1/models", headers={"xi-api-key": KEY + "0"})

    assert (nowhere.status_code, word(nowhere)) == (404, "not_found")
    assert (wrong.status_code, word(wrong)) == (401, "invalid_api_key")
    assert server.violations == ["GET /v1/history: there is no such thing"]
    assert server.calls == []


# Voices


async def test_a_voice_is_added_by_the_client_and_speaks_and_goes(
    server: ElevenLabsServer, client: AsyncElevenLabs
) -> None:
    made = await client.voices.ivc.create(name="Ann", files=[sample()[1]], description="By her consent.")
    said = b"".join([piece async for piece in client.text_to_speech.stream(made.voice_id, **BODY)])
    shown = await client.voices.get(made.voice_id)
    gone = await client.voices.delete(made.voice_id)

    assert said
    assert (shown.name, shown.category) == ("Ann", "cloned")
    assert gone.status == "ok"
    assert (server.voices, server.deleted) == ([], [made.voice_id])
    with pytest.raises(ApiError) as caught:
        await client.voices.delete(made.voice_id)
    assert (caught.value.status_code, caught.value.body["detail"]["status"]) == (404, "voice_not_found")
    assert server.violations == []


async def test_a_voice_that_requires_verification_is_silent_until_then() -> None:
    async with ElevenLabsServer(verifies=True) as server, httpx.AsyncClient(headers={"xi-api-key": KEY}) as http:
        made = await http.post(f"{server.url}/v1/voices/add", data={"name": "Ann"}, files=[sample()])
        url = f"{server.url}/v1/text-to-speech/{made.json()['voice_id']}"
        before = await http.post(url, json=BODY)
        server.verify(made.json()["voice_id"])
        after = await http.post(url, json=BODY)

    assert made.json()["requires_verification"] is True
    assert (before.status_code, word(before), after.status_code) == (403, "voice_not_verified", 200)


@pytest.mark.parametrize(
    ("data", "files", "status", "name"),
    [
        ({"name": "Ann"}, [("files", ("a.wav", b"no sound", "audio/wav"))], 400, "invalid_content"),
        ({"name": "Ann"}, [("files", ("a.wav", bytes(11_000_001), "audio/wav"))], 400, "upload_file_size_exceeded"),
        ({"name": "Ann"}, [sample(text="Oh")], 400, "voice_too_short"),
        ({"name": "Ann"}, [sample("samples")], 422, "invalid_request"),
        ({"name": "Ann"}, [sample()] * 26, 422, "invalid_request"),
        ({"name": ""}, [sample()], 422, "invalid_request"),
        ({"name": "Ann", "description": "a" * 501}, [sample()], 422, "invalid_request"),
        ({"name": "Ann", "age": "7"}, [sample()], 422, "invalid_request"),
    ],
    ids=["no sound", "too large", "too short", "other field", "too many", "no name", "long", "other"],
)
async def test_a_voice_that_cannot_be_added_is_refused(
    server: ElevenLabsServer, http: httpx.AsyncClient, data: dict[str, str], files: list[Any], status: int, name: str
) -> None:
    answer = await http.post("/v1/voices/add", data=data, files=files)

    assert (answer.status_code, word(answer)) == (status, name)
    assert server.voices == []
    assert bool(server.violations) == (status == 422)


async def test_a_plan_has_room_for_so_many_voices_or_none() -> None:
    async with httpx.AsyncClient(headers={"xi-api-key": KEY}) as http:
        async with ElevenLabsServer() as server:
            for number in range(server.voice_limit):
                server.keep(Kept(f"v{number}", "Ann"))
            full = await http.post(f"{server.url}/v1/voices/add", data={"name": "Ann"}, files=[sample()])
        async with ElevenLabsServer(cloning=False) as server:
            none = await http.post(f"{server.url}/v1/voices/add", data={"name": "Ann"}, files=[sample()])

    assert [word(full), word(none)] == ["voice_limit_reached", "can_not_use_instant_voice_cloning"]


async def test_voices_are_listed_page_by_page(server: ElevenLabsServer, client: AsyncElevenLabs) -> None:
    for number in range(5):
        server.keep(Kept(f"v{number}", f"Ann {number}"))
    names: list[str | None] = []
    token: str | None = None
    more = True
    while more:
        page = await client.voices.search(page_size=3, next_page_token=token)
        names += [voice.name for voice in page.voices]
        more, token = page.has_more, page.next_page_token

    assert names == ["Rachel", "George", "Ann 0", "Ann 1", "Ann 2", "Ann 3", "Ann 4"]
    assert server.calls == ["voices"] * 3


@pytest.mark.parametrize("query", ["page_size=0", "page_size=101", "page_size=x", "next_page_token=2", "sort=name"])
async def test_a_page_that_is_not_there_is_a_violation(
    server: ElevenLabsServer, http: httpx.AsyncClient, query: str
) -> None:
    assert (await http.get(f"/v2/voices?{query}")).status_code == 422
    assert len(server.violations) == 1


async def test_the_account_and_its_models_are_told_to_the_client(client: AsyncElevenLabs) -> None:
    account = await client.user.subscription.get()
    models = {model.model_id: model.can_do_text_to_speech for model in await client.models.list()}

    assert (account.tier, account.character_count, account.character_limit) == ("creator", 0, 100_000)
    assert models["eleven_multilingual_v2"] is True
    assert models["eleven_english_sts_v2"] is False


# Listening


async def test_the_client_is_told_what_the_next_sounds_are_understood_as(
    server: ElevenLabsServer, client: AsyncElevenLabs
) -> None:
    server.understands("Hola, Ann", [("Hola,", -0.1), (" ", 0.0), ("(laughs)", -0.2), ("Ann", -3.0)], "spa")
    server.understands("Two words")

    answers: list[Any] = [
        await client.speech_to_text.convert(model_id="scribe_v2", file=sample("file")[1]) for _ in range(3)
    ]

    assert [answer.text for answer in answers] == ["Hola, Ann", "Two words", ""]
    assert [answer.language_code for answer in answers] == ["spa", "eng", "eng"]
    assert [(token.text, token.type, token.logprob) for token in answers[0].words] == [
        ("Hola,", "word", -0.1), (" ", "spacing", 0.0), ("(laughs)", "audio_event", -0.2), ("Ann", "word", -3.0),
    ]  # fmt: skip
    assert [token.type for token in answers[1].words] == ["word", "spacing", "word"]
    assert answers[2].words == []
    assert server.heard[0].seconds == pytest.approx(seconds(spoken(TEXT)))
    assert (server.heard[0].model, server.heard[0].file.name) == ("scribe_v2", "sample-1.wav")
    assert server.violations == []


@pytest.mark.parametrize("voice", ["en", "en-us", "en-us+f3"])
@pytest.mark.parametrize("output_format", ["opus_48000_32", "mp3_22050_32"])
async def test_it_hears_which_of_ten_sentences_is_said(voice: str, output_format: str) -> None:
    needed("espeak-ng")
    grammar = Grammar(*SENTENCES)

    sounds = [await sound_of(sentence, voice, output_format) for sentence in SENTENCES]

    assert [grammar.heard(heard(sound)) for sound, _ in sounds] == list(SENTENCES)


@pytest.mark.parametrize("text", ["", "The minister resigned after the vote in parliament.", "Potatoes!"])
def test_it_hears_nothing_where_none_of_them_is_said(text: str) -> None:
    needed("espeak-ng")
    samples = heard(spoken(text)) if text else bytes(96_000)

    assert Grammar(*SENTENCES).heard(samples) == ""


def test_it_hears_nothing_in_a_hum_or_in_no_sound_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    grammar = Grammar(*SENTENCES)

    assert [grammar.heard(samples) for samples in (heard(spoken(TEXT)), b"", struct.pack("<h", 9))] == ["", "", ""]


def test_a_word_that_nobody_knows_cannot_be_listened_for() -> None:
    with pytest.raises(ValueError, match="hlin"):
        Grammar("Where is Hlin?")


async def test_what_it_was_told_to_understand_goes_before_what_it_hears(
    server: ElevenLabsServer, client: AsyncElevenLabs
) -> None:
    needed("espeak-ng")
    server.listens_for(*SENTENCES)
    server.understands("Told")
    files = [sample("file", SENTENCES[number])[1] for number in (0, 1, 2)]

    answers: list[Any] = await asyncio.gather(
        *(client.speech_to_text.convert(model_id="scribe_v2", file=file) for file in files)
    )

    assert sum(answer.text == "Told" for answer in answers) == 1
    assert {answer.text for answer in answers} <= {"Told", *SENTENCES[:3]}


@pytest.mark.parametrize(
    ("data", "files", "status", "name"),
    [
        ({"model_id": "eleven_v9"}, [sample("file")], 400, "invalid_model_id"),
        ({"model_id": "scribe_v2"}, [("file", ("a.wav", b"", "audio/wav"))], 400, "empty_file"),
        ({"model_id": "scribe_v2"}, [("file", ("a.wav", b"no sound", "audio/wav"))], 400, "invalid_content"),
        ({"model_id": "scribe_v2"}, [sample("sound")], 400, "empty_file"),
        ({"model_id": "scribe_v2"}, [sample("file")] * 2, 422, "invalid_request"),
        ({"model_id": "scribe_v2", "webhook": "true"}, [sample("file")], 422, "invalid_request"),
    ],
    ids=["model", "empty", "no sound", "other field", "two", "other"],
)
async def test_what_it_cannot_hear_it_refuses(
    server: ElevenLabsServer, http: httpx.AsyncClient, data: dict[str, str], files: list[Any], status: int, name: str
) -> None:
    answer = await http.post("/v1/speech-to-text", data=data, files=files)

    assert (answer.status_code, word(answer)) == (status, name)
    assert server.heard == []


# Faults


async def test_faults_happen_in_their_order_to_what_they_are_meant_for(
    server: ElevenLabsServer, http: httpx.AsyncClient
) -> None:
    server.faults.next("speech", Status(429, "system_busy", retry_after="3"))
    server.faults.next("*", Status(502, ""))
    server.faults.next("account", HTML)

    models = await http.get("/v1/models")
    speech = [await http.post(SPEECH, json=BODY) for _ in range(2)]
    account = await http.get("/v1/user/subscription")

    assert (models.status_code, models.headers["Content-Type"].split(";")[0]) == (502, "text/html")
    assert [answer.status_code for answer in speech] == [429, 200]
    assert speech[0].headers["Retry-After"] == "3"
    assert word(speech[0]) == "system_busy"
    assert account.content == HTML.content
    assert [asked for asked, _ in server.faults.happened] == ["models", "speech", "account"]
    assert server.used == len(TEXT)


async def test_a_fault_for_what_nobody_asks_for_is_a_mistake_of_the_test(server: ElevenLabsServer) -> None:
    with pytest.raises(ValueError, match="speach"):
        server.faults.next("speach", EMPTY)


async def test_faults_that_were_cleared_do_not_happen(server: ElevenLabsServer, http: httpx.AsyncClient) -> None:
    server.faults.next("*", Status(500), times=3)
    server.faults.clear()

    assert (await http.get("/v1/models")).status_code == 200


@pytest.mark.parametrize("fault", [Slow(0.5), SlowStream(0.1, 8192)])
async def test_what_is_slow_is_whole_in_the_end(
    server: ElevenLabsServer, http: httpx.AsyncClient, fault: Slow | SlowStream
) -> None:
    at_once = await http.post(SPEECH, json=BODY)
    server.faults.next("speech", fault)
    began = time.monotonic()

    slowly = await http.post(SPEECH, json=BODY)

    assert time.monotonic() - began >= 0.3
    assert slowly.content == at_once.content
    assert server.spoken[1].whole


async def test_a_slow_stream_comes_in_pieces(server: ElevenLabsServer, http: httpx.AsyncClient) -> None:
    server.faults.next("speech", SlowStream(0.2, 8192))
    came: list[float] = []

    async with http.stream("POST", SPEECH, json=BODY) as answer:
        async for _ in answer.aiter_raw():
            came.append(time.monotonic())  # noqa: PERF401 - when, not what

    assert came[-1] - came[0] > 0.4


@pytest.mark.parametrize("after", [0, 5000])
async def test_what_is_cut_breaks_off_there(server: ElevenLabsServer, http: httpx.AsyncClient, after: int) -> None:
    server.faults.next("speech", Cut(after))
    got = bytearray()

    async def listen() -> None:
        async with http.stream("POST", SPEECH, json=BODY) as answer:
            async for piece in answer.aiter_raw():
                got.extend(piece)

    with pytest.raises(httpx.TransportError):
        await listen()

    assert len(got) == after
    assert not server.spoken[0].whole


@pytest.mark.parametrize("after", [0, 5000])
async def test_what_stalls_waits_until_the_other_side_has_gone(
    server: ElevenLabsServer, http: httpx.AsyncClient, after: int
) -> None:
    server.faults.next("speech", Stalled(after))

    with pytest.raises(httpx.ReadTimeout):
        await http.post(SPEECH, json=BODY, timeout=0.5)

    assert not server.spoken[0].whole
    if after:
        await until(lambda: server.spoken[0].left)


async def test_what_is_damaged_begins_well_and_goes_on_in_noise(
    server: ElevenLabsServer, http: httpx.AsyncClient
) -> None:
    whole = (await http.post(SPEECH, json=BODY)).content
    server.faults.next("speech", Damaged(6000))

    damaged = (await http.post(SPEECH, json=BODY)).content

    assert len(damaged) == len(whole)
    assert damaged[:6000] == whole[:6000]
    assert damaged[6000:7000] != whole[6000:7000]


async def test_it_comes_back_with_all_that_it_knows(server: ElevenLabsServer, http: httpx.AsyncClient) -> None:
    server.keep(Kept("v1", "Ann"))
    await server.stop()
    with pytest.raises(httpx.ConnectError):
        await http.get("/v1/models")

    await server.start()

    assert (await http.get("/v1/voices/v1")).json()["name"] == "Ann"


async def test_it_stops_at_once_while_somebody_waits(server: ElevenLabsServer, http: httpx.AsyncClient) -> None:
    server.faults.next("speech", Stalled(5000))
    waiting = asyncio.create_task(http.post(SPEECH, json=BODY))
    await until(lambda: bool(server.spoken))
    began = time.monotonic()

    await server.stop()

    assert time.monotonic() - began < 20
    with pytest.raises(httpx.TransportError):
        await waiting


async def test_it_runs_by_hand_and_understands_what_was_typed() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.elevenlabs", stdin=PIPE, stdout=PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    text = ""
    try:
        async with asyncio.timeout(3 * SOON), httpx.AsyncClient(headers={"xi-api-key": KEY}) as http:
            url = (await process.stdout.readline()).decode().split()[2] + "/v1/speech-to-text"
            process.stdin.write(b"Where is the shop?\n")
            await process.stdin.drain()
            while not text:
                answer = await http.post(url, data={"model_id": "scribe_v2"}, files=[sample("file")])
                text = answer.json()["text"]
    finally:
        process.kill()
        await process.wait()

    assert text == "Where is the shop?"
