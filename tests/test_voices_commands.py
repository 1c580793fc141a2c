"""``twin voice``, against an ElevenLabs of our own and with recordings of real speech."""

import asyncio
import fcntl
import hashlib
import json
import os
import pty
import subprocess
import termios
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from persona.profile import Answers, write_new
from tests.example import TWIN, environment
from tests.programs import needed
from tests.recordings import recording
from tests.servers.elevenlabs import ElevenLabsServer, Kept, Slow, Sounds, Status
from tests.test_console import Terminal
from voice.consent import Consent, sentence
from voice.sound import tags
from voice.voices import Voice, Voices

MOMENT = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)
# What the owner of these tests agrees to: the server is not ElevenLabs' own.
WORDS = sentence("Ann Lee", "127.0.0.1", "en")
ANN = Voice("Ann", "elevenlabs", "x7Yz", Consent("Ann Lee", MOMENT, WORDS, ("0" * 64,)), MOMENT)
THEIRS = Kept("z9", "Star")


@pytest.fixture
async def provider() -> AsyncIterator[ElevenLabsServer]:
    """ElevenLabs, of which nothing was asked that it does not have."""
    async with ElevenLabsServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of an owner who has no voice yet."""
    (tmp_path / "data").mkdir()
    write_new(tmp_path / "data" / "owner.toml", Answers(name="Ann Lee"))
    return tmp_path / "data"


@pytest.fixture
def voices(data: Path) -> Voices:
    return Voices(data / "voice")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good recording."""
    return recording(tmp_path_factory.mktemp("samples") / "talk.wav", 65)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is too short and too quiet."""
    return recording(tmp_path_factory.mktemp("samples") / "bad.wav", 20, gain=-25)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def voice(data: Path, server: ElevenLabsServer | None, *arguments: object, **settings: str) -> Result:
    """Run ``twin voice`` within this process."""
    there = {"TWIN_ELEVENLABS_URL": server.url, "TWIN_ELEVENLABS_KEY": server.key} if server else {}
    variables = {"TWIN_DATA": str(data), **there, **settings}
    command = ["voice", *map(str, arguments)]
    return await asyncio.to_thread(CliRunner().invoke, main, command, env=variables)


@contextmanager
def sitting(data: Path, server: ElevenLabsServer, *arguments: object) -> Iterator[Terminal]:
    """``twin voice clone`` at a real terminal."""
    ours, theirs = pty.openpty()
    settings = {"TWIN_ELEVENLABS_URL": server.url, "TWIN_ELEVENLABS_KEY": server.key}
    with subprocess.Popen(
        [*TWIN, "voice", "clone", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(data, TERM="xterm", INPUTRC="/dev/null", **settings),
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - nothing runs beside this
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(ours)
            process.wait(60)
        finally:
            process.kill()
            os.close(ours)


def signed(data: Path, server: ElevenLabsServer, sample: Path, typed: bytes, then: bytes) -> bytes:
    """What is on the screen when this was typed to agree, and then this was said."""
    with sitting(data, server, sample) as person:
        person.wait_for(b"type your full name (Ann Lee): ")
        if typed == b"\x03":
            # readline notices a signal only while it waits for a key.
            time.sleep(1)
        person.type(typed)
        person.wait_for(then)
    return person.screen


# To agree


async def test_a_voice_is_made_when_its_owner_has_signed(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    screen = await asyncio.to_thread(signed, data, provider, talk, b"Ann Lee\n", b"after `twin voice use")

    (made,) = voices.all()
    (there,) = provider.voices
    digest = digest_of(talk)
    assert b" ".join(WORDS.encode().split()) in b" ".join(screen.split())
    assert (made.name, made.id, voices.used()) == ("Ann Lee", there.id, None)
    assert made.consent == Consent("Ann Lee", made.made_at, WORDS, (digest,))
    assert [file.sha256 for file in there.files] == [digest]
    assert there.name == made.title
    assert "Synthetic clone of a voice, made by ai-twin with the consent of its owner (Ann Lee, 20" in there.description


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"ann lee\n", b"nothing was sent: that is not Ann Lee"),
        (b"yes\n", b"nothing was sent: that is not Ann Lee"),
        (b"\n", b"nothing was sent: that is not Ann Lee"),
        (b"\x04", b"nothing was sent: nobody agreed"),
        (b"\x03", b"nothing was sent: nobody agreed"),
    ],
    ids=["small letters", "yes", "nothing", "Ctrl-D", "Ctrl-C"],
)
async def test_whoever_does_not_sign_has_not_agreed(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path, typed: bytes, said: bytes
) -> None:
    await asyncio.to_thread(signed, data, provider, talk, typed, said)

    assert (voices.all(), provider.calls) == ([], [])


async def test_nobody_signs_through_a_pipe(data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path) -> None:
    done = await voice(data, provider, "clone", talk)

    assert (done.exit_code, WORDS in done.stdout) == (1, True)
    assert done.stderr.startswith("twin: nothing was sent: consent is signed by a person at a terminal.")
    assert (voices.all(), provider.calls) == ([], [])


async def test_consent_may_be_recorded(data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path) -> None:
    read = recording(talk.with_name("consent.wav"), 12)
    done = await voice(data, provider, "clone", talk, "--recording", read)

    (made,) = voices.all()
    assert done.exit_code == 0, done.output
    assert "Nobody has checked that the recording has these words" in done.stderr
    assert made.consent
    assert (made.consent.recording, made.consent.heard_by) == (digest_of(read), "")
    assert "listening" not in provider.calls
    assert "Ann Lee, 20" in (listed := (await voice(data, provider, "list")).stdout)
    assert ", recorded, not checked" in listed


async def test_what_is_recorded_is_listened_to_if_something_listens(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.understands(WORDS.replace("Ann Lee", "Anne Lee"))
    done = await voice(data, provider, "clone", talk, "--recording", talk, TWIN_LISTEN="elevenlabs")

    (made,) = voices.all()
    assert done.exit_code == 0, done.output
    assert made.consent
    assert made.consent.heard_by == "elevenlabs/scribe_v2"


async def test_a_recording_of_other_words_is_no_consent(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.understands("I like to speak about bicycles.")
    done = await voice(data, provider, "clone", talk, "--recording", talk, TWIN_LISTEN="elevenlabs")

    assert (done.exit_code, voices.all(), provider.calls) == (1, [], ["listening"])
    assert "the recording does not have the sentence above" in done.stderr


async def test_a_recording_in_which_nothing_is_heard_is_no_consent(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    silent = recording(talk.with_name("silent.wav"), 12, gain=-200)
    done = await voice(data, provider, "clone", talk, "--recording", silent)

    assert (done.exit_code, voices.all(), provider.calls) == (1, [], [])
    assert "It is silent: check that the microphone is on" in done.stdout
    assert "the recording of your consent is not good enough" in done.stderr


@pytest.mark.parametrize(("language", "begins"), [("de", "Ich, Ann Lee, bin"), ("ja", "私、Ann Leeは、")])
async def test_the_owner_agrees_in_their_main_language(
    data: Path, provider: ElevenLabsServer, talk: Path, language: str, begins: str
) -> None:
    toml = data / "owner.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('languages = ["en"]', f'languages = ["{language}", "en"]'), encoding="utf-8")
    done = await voice(data, provider, "clone", talk)

    assert begins in done.stdout


# Recordings


async def test_bad_recordings_stop_before_anybody_is_asked(data: Path, provider: ElevenLabsServer, bad: Path) -> None:
    done = await voice(data, provider, "clone", bad)

    assert (done.exit_code, provider.calls, "agree" in done.stdout) == (1, [], False)
    assert done.stdout == (
        "bad.wav: 0:20, -46 LUFS, 22050 samples a second\n"
        "  It is too quiet (-46 LUFS): speak closer to the microphone, or turn it up.\n"
        "Together they last 20 seconds: at least 30 are needed, and one to three minutes are best, read in the manner "
        "in which the twin is to speak.\n"
    )
    assert done.stderr == (
        "twin: nothing was sent: these recordings would make a bad copy. Record them again, or insist with --anyway.\n"
    )


async def test_whoever_insists_gets_a_bad_copy(
    data: Path, voices: Voices, provider: ElevenLabsServer, bad: Path
) -> None:
    done = await voice(data, provider, "clone", bad, "--recording", bad, "--anyway", "--name", "Faint")

    assert (done.exit_code, [one.name for one in voices.all()]) == (0, ["Faint"])


async def test_what_is_no_sound_is_never_sent(data: Path, provider: ElevenLabsServer, talk: Path) -> None:
    diary = talk.with_name("diary.wav")
    diary.write_text("Dear diary, " * 100, encoding="utf-8")
    done = await voice(data, provider, "clone", talk, diary, "--recording", talk, "--anyway")

    assert (done.exit_code, provider.calls) == (1, [])
    assert "diary.wav is " in done.stdout
    assert done.stderr.startswith("twin: nothing was sent: leave out what cannot be used")


async def test_a_name_that_is_taken_is_told_first(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    voices.add(ANN)
    done = await voice(data, provider, "clone", talk, "--name", "ann")

    assert (done.exit_code, done.stdout, provider.calls) == (1, "", [])
    assert "a voice is called Ann already" in done.stderr


async def test_without_a_key_no_voice_is_cloned(data: Path, talk: Path) -> None:
    done = await voice(data, None, "clone", talk, TWIN_ELEVENLABS_KEY="")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "voices are cloned by ElevenLabs: set TWIN_ELEVENLABS_KEY" in done.stderr


async def test_without_an_owner_no_voice_is_cloned(tmp_path: Path, provider: ElevenLabsServer, talk: Path) -> None:
    done = await voice(tmp_path / "nobody", provider, "clone", talk)

    assert (done.exit_code, "owner.toml is missing" in done.stderr, provider.calls) == (1, True, [])


# On the way there


async def _asked(voices: Voices) -> Voice:
    """The voice that is being made, as soon as it is recorded."""
    async with asyncio.timeout(20):
        while not (found := voices.all()):  # noqa: ASYNC110 - another process may be who writes it
            await asyncio.sleep(0.01)
    return found[0]


async def test_consent_is_recorded_before_anything_is_sent(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.faults.next("add", Slow(0.5))
    cloning = asyncio.create_task(voice(data, provider, "clone", talk, "--recording", talk))
    asked = await _asked(voices)

    assert (asked.id, provider.voices) == ("", [])
    assert asked.consent
    assert (await cloning).exit_code == 0
    assert voices.all() == [replace(asked, id=provider.voices[0].id)]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Status(400, "voice_limit_reached"), "no room for another voice"),
        (Status(400, "can_not_use_instant_voice_cloning"), "The plan of the ElevenLabs account does not include this"),
        (Status(500), "ElevenLabs has a trouble of its own"),
        (Sounds(b"{}", "application/json"), "What answers in ElevenLabs' place is something else"),
    ],
    ids=["full", "plan", "500", "somebody else"],
)
async def test_when_it_fails_nothing_half_stands(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path, fault: Status | Sounds, said: str
) -> None:
    provider.faults.next("add", fault)
    done = await voice(data, provider, "clone", talk, "--recording", talk)

    assert (done.exit_code, voices.all(), provider.voices) == (1, [], [])
    assert said in done.stderr
    assert done.stderr.endswith(" No voice was made.\n")


async def test_a_wrong_key_is_told_and_nothing_is_sent(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    done = await voice(data, provider, "clone", talk, "--recording", talk, TWIN_ELEVENLABS_KEY="sk_wrong")

    assert (done.exit_code, voices.all(), provider.calls) == (1, [], [])
    assert "ElevenLabs did not take the key: check TWIN_ELEVENLABS_KEY" in done.stderr
    assert "sk_wrong" not in done.output


async def test_what_was_made_though_no_answer_came_is_deleted_again(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.faults.next("add", Sounds(b"{}", "application/json"))
    provider.faults.next("voices", Slow(0.3), times=2)
    cloning = asyncio.create_task(voice(data, provider, "clone", talk, "--recording", talk))
    provider.keep(Kept("half", (await _asked(voices)).title))
    done = await cloning

    assert (done.exit_code, voices.all(), provider.deleted) == (1, [], ["half"])


async def test_what_may_have_been_made_is_cleared_away_later(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.faults.next("add", Slow(30))
    cloning = asyncio.create_task(
        voice(data, provider, "clone", talk, "--recording", talk, "--name", "Ann", TWIN_VOICE_TIMEOUT="1")
    )
    provider.keep(Kept("half", (await _asked(voices)).title))
    await provider.stop()
    done = await cloning

    assert (done.exit_code, "`twin voice delete 'Ann'` looks, and clears it away" in done.stderr) == (1, True)
    assert "maybe not there" in (await voice(data, None, "list", TWIN_ELEVENLABS_KEY="")).stdout
    await provider.start()
    assert (await voice(data, provider, "delete", "Ann")).exit_code == 0
    assert provider.deleted == ["half"]
    assert [one.cleared for one in voices.all()] == [True]


async def test_what_is_deleted_while_it_is_made_never_speaks(
    data: Path, voices: Voices, provider: ElevenLabsServer, talk: Path
) -> None:
    provider.faults.next("add", Slow(1))
    cloning = asyncio.create_task(voice(data, provider, "clone", talk, "--recording", talk, "--name", "Ann"))
    await _asked(voices)
    voices.delete("Ann", MOMENT)
    done = await cloning

    assert (done.exit_code, "Ann was deleted while it was being made" in done.stderr) == (1, True)
    assert (await voice(data, provider, "use", "Ann")).exit_code == 1
    assert (await voice(data, provider, "delete", "Ann")).exit_code == 0
    assert provider.voices == []


async def test_that_it_has_to_be_verified_is_told(data: Path, provider: ElevenLabsServer, talk: Path) -> None:
    provider.verifies = True
    done = await voice(data, provider, "clone", talk, "--recording", talk)

    assert (done.exit_code, "ElevenLabs wants you to show first that it is your voice" in done.stdout) == (0, True)


# Which there are


async def test_voices_are_listed_with_who_agreed(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    gone = replace(ANN, name="Old", id="old", deleted_at=MOMENT, cleared=True)
    for one in (ANN, gone, replace(ANN, name="Half", id="")):
        voices.add(one)
    voices.use("Ann")
    provider.keep(THEIRS)
    provider.keep(Kept(ANN.id, ANN.title))
    done = await voice(data, provider, "list")

    *rows, unknown = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert rows == [
        "NAME USED ENGINE CONSENT STATE",
        "Ann yes ElevenLabs Ann Lee, 2026-01-02, signed made 2026-01-02",
        "Old ElevenLabs Ann Lee, 2026-01-02, signed deleted 2026-01-02",
        "Half ElevenLabs Ann Lee, 2026-01-02, signed asked for, never finished: `twin voice delete` it",
        "espeak espeak-ng not needed: nobody's voice -",
    ]
    assert unknown.startswith("ElevenLabs also has 'Star' (z9), a copy of somebody's voice. That its owner agreed is ")


async def test_a_voice_that_the_provider_has_no_more_is_told(
    data: Path, voices: Voices, provider: ElevenLabsServer
) -> None:
    voices.add(ANN)

    assert "Ann is not at ElevenLabs any more" in (await voice(data, provider, "list")).stdout


async def test_without_the_provider_what_is_known_here_is_listed(
    data: Path, voices: Voices, provider: ElevenLabsServer
) -> None:
    voices.add(ANN)
    done = await voice(data, provider, "list", TWIN_ELEVENLABS_KEY="sk_wrong")

    assert (done.exit_code, "Ann Lee, 2026-01-02, signed" in done.stdout) == (0, True)
    assert done.stderr.startswith("What ElevenLabs has is not known: ElevenLabs did not take the key")


@pytest.mark.parametrize(
    ("name", "said", "used"),
    [
        ("ann", "The twin speaks as Ann from now on", "Ann"),
        ("espeak", "espeak-ng's voice from now on, which is nobody's", "espeak"),
        ("none", "No voice is used from now on", ""),
    ],
)
async def test_one_of_them_is_used(data: Path, voices: Voices, name: str, said: str, used: str) -> None:
    voices.add(ANN)
    voices.use("Ann")
    done = await voice(data, None, "use", name)

    assert (done.exit_code, said in done.stdout, voices.used_name) == (0, True, used)


async def test_a_copy_to_which_nobody_agreed_is_not_used(
    data: Path, voices: Voices, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    voices.add(replace(ANN, consent=None))
    out = tmp_path / "hello.ogg"
    for command in (["use", "Ann"], ["say", "Hello", "--voice", "Ann", "--out", out]):
        done = await voice(data, provider, *command)
        assert (done.exit_code, "there is no record that its owner agreed" in done.stderr) == (1, True)
    assert (voices.used_name, provider.spoken, out.exists()) == ("", [], False)


async def test_a_file_that_was_edited_by_hand_gives_no_voice(
    data: Path, voices: Voices, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    voices.add(ANN)
    voices.use("Ann")
    path = data / "voice" / "voices.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["voices"][0].update(id=THEIRS.id, consent=None)
    path.write_text(json.dumps(kept), encoding="utf-8")
    provider.keep(THEIRS)
    done = await voice(data, provider, "say", "Hello", "--out", tmp_path / "hello.ogg")

    assert (done.exit_code, provider.spoken) == (1, [])
    assert "the voice Ann is not used: there is no record that its owner agreed" in done.stderr


# Deleted


async def test_a_voice_is_deleted_here_and_there(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(Kept(ANN.id, ANN.title))
    kept = data / "voice" / "cache"
    kept.mkdir()
    (kept / "said.ogg").touch()
    done = await voice(data, provider, "delete", "ANN")

    assert (done.exit_code, provider.deleted) == (0, [ANN.id])
    assert done.stdout.splitlines() == [
        "Ann is deleted, here and at ElevenLabs.",
        "That Ann Lee had agreed on 2026-01-02 stays recorded.",
    ]
    (record,) = voices.all()
    assert (record.consent, record.cleared, voices.used()) == (ANN.consent, True, None)
    assert list(kept.glob("*.ogg")) == []


async def test_what_cannot_be_deleted_there_is_unusable_here_at_once(
    data: Path, voices: Voices, provider: ElevenLabsServer
) -> None:
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(Kept(ANN.id, ANN.title))
    await provider.stop()
    done = await voice(data, provider, "delete", "Ann", TWIN_VOICE_TIMEOUT="1")

    assert (done.exit_code, voices.used(), done.stdout) == (1, None, "")
    assert "ElevenLabs cannot be reached" in done.stderr
    assert "Ann is not used any more, but ElevenLabs may still have it: delete it again." in done.stderr
    await provider.start()
    assert (await voice(data, provider, "delete", "Ann")).exit_code == 0
    assert provider.deleted == [ANN.id]
    again = await voice(data, provider, "delete", "Ann")
    assert (again.exit_code, again.stderr.startswith("twin: Ann was deleted on ")) == (1, True)


async def test_without_a_key_it_is_unusable_here_at_once(data: Path, voices: Voices) -> None:
    voices.add(ANN)
    done = await voice(data, None, "delete", "Ann", TWIN_ELEVENLABS_KEY="")

    assert (done.exit_code, [one.deleted_at is None for one in voices.all()]) == (1, [False])
    assert "ElevenLabs has it still: set TWIN_ELEVENLABS_KEY, and delete it again" in done.stderr


async def test_that_the_provider_had_none_is_told(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    voices.add(ANN)
    done = await voice(data, provider, "delete", "Ann")

    assert (done.exit_code, "ElevenLabs has none of that name under this key" in done.stdout) == (0, True)


async def test_what_was_asked_for_and_cut_off_is_found_by_its_title(
    data: Path, voices: Voices, provider: ElevenLabsServer
) -> None:
    voices.add(replace(ANN, id=""))
    for one in (Kept("mine", ANN.title), Kept("else", "Ann")):
        provider.keep(one)
    done = await voice(data, provider, "delete", "Ann")

    assert (done.exit_code, provider.deleted) == (0, ["mine"])


# Said


async def test_a_text_is_said_in_the_voice_that_is_used(
    data: Path, voices: Voices, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    needed("espeak-ng")
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(Kept(ANN.id, ANN.title))
    out = tmp_path / "hello.ogg"
    done = await voice(data, provider, "say", "Hello, I am here.", "--out", out)

    assert done.exit_code == 0, done.output
    assert [said.voice for said in provider.spoken] == [ANN.id]
    assert out.read_bytes()[:4] == b"OggS"
    assert (await tags(out))["CONSENT"] == "Ann Lee, 2026-01-02"
    assert " seconds in the voice Ann; it cost 17 characters of the account." in done.stdout
    assert names_in(tmp_path) == {"data", "hello.ogg"}


async def test_nobodys_voice_costs_nothing_and_says_what_it_is(data: Path, tmp_path: Path) -> None:
    needed("espeak-ng")
    done = await voice(data, None, "say", "Hola", "--lang", "es", "--voice", "espeak", "--out", tmp_path / "hola.OGG")

    assert done.exit_code == 0, done.output
    assert "in the voice espeak; it cost nothing." in done.stdout
    assert "in a computer's voice, not a recording" in (await tags(tmp_path / "hola.OGG"))["COMMENT"]


async def test_a_file_is_replaced_only_on_demand(data: Path, voices: Voices, tmp_path: Path) -> None:
    needed("espeak-ng")
    voices.use("espeak")
    out = tmp_path / "hello.ogg"
    out.write_bytes(b"mine")
    refused = await voice(data, None, "say", "Hello", "--out", out)

    assert (refused.exit_code, refused.stderr) == (1, f"twin: {out} exists already: --force replaces it.\n")
    assert out.read_bytes() == b"mine"
    assert (await voice(data, None, "say", "Hello", "--out", out, "--force")).exit_code == 0
    assert out.read_bytes()[:4] == b"OggS"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "hello.mp3"], "what is written is Ogg/Opus: let the file's name end in .ogg, not .mp3."),
        (["--out", "hello"], "let the file's name end in .ogg, not nothing."),
        (["--out", "hello.ogg", "--lang", "xx"], "'xx' is no language that the twin speaks: ar, de, en"),
        (["--out", "hello.ogg", "--voice", "Bob"], "no voice is called Bob"),
        (["--out", "hello.ogg"], "no voice is used: `twin voice use NAME`, or --voice NAME for this once."),
        (["--out", "nowhere/hello.ogg", "--voice", "espeak"], "nowhere/hello.ogg cannot be used: no such file"),
    ],
)
async def test_what_cannot_be_said_says_why(data: Path, arguments: list[str], sentence: str) -> None:
    done = await voice(data, None, "say", "Hello", *arguments)

    assert (done.exit_code, sentence in done.stderr, done.stdout) == (1, True, "")


async def test_when_it_is_not_said_no_file_is_left(
    data: Path, voices: Voices, provider: ElevenLabsServer, tmp_path: Path
) -> None:
    voices.add(ANN)
    voices.use("Ann")
    done = await voice(data, provider, "say", "Hello", "--out", tmp_path / "hello.ogg")

    assert (done.exit_code, "ElevenLabs does not have this voice" in done.stderr) == (1, True)
    assert names_in(tmp_path) == {"data"}


# The doctor


async def examined(data: Path, server: ElevenLabsServer | None, **settings: str) -> tuple[int, str]:
    done = await voice(data, server, "doctor", **settings)
    return done.exit_code, done.stdout


async def test_the_doctor_finds_a_voice_that_works(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    needed("espeak-ng")
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(Kept(ANN.id, ANN.title))
    code, told = await examined(data, provider, TWIN_LISTEN="elevenlabs", TWIN_VOICE_CONTACT_BUDGET="0")

    assert code == 0, told
    assert told.splitlines() == [
        "ok     The voice Ann is used; the consent to it is complete (Ann Lee, 2026-01-02).",
        "ok     ElevenLabs takes the key; the account's plan is creator.",
        "ok     100000 of 100000 characters are left, until 2027-01-15, when they come back.",
        "ok     It speaks (eleven_multilingual_v2), and this plan gives Opus.",
        "ok     espeak-ng is installed.",
        "ok     Voice messages are understood by elevenlabs/scribe_v2.",
        "ok     In a day, 20000 characters may be said to everybody together (TWIN_VOICE_DAY_BUDGET).",
        "note   Nothing limits how much is said to one contact in a day (TWIN_VOICE_CONTACT_BUDGET is 0).",
    ]


async def test_where_nothing_is_set_up_nothing_is_wrong(data: Path) -> None:
    needed("espeak-ng")
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert (code, "wrong" in told) == (0, False)
    assert "note   No voice is used, so the twin only writes: `twin voice use NAME`." in told
    assert "note   There is no key for ElevenLabs, which clones voices: set TWIN_ELEVENLABS_KEY." in told


async def test_a_plan_without_opus_is_told(data: Path, provider: ElevenLabsServer) -> None:
    provider.opus = False
    code, told = await examined(data, provider)

    assert (code, "the account's plan is free" in told) == (0, True)
    assert "this plan gives no Opus, so MP3 is asked for and turned into it here." in told


async def test_few_characters_are_a_note_and_none_are_wrong(data: Path, provider: ElevenLabsServer) -> None:
    provider.characters = 5000
    few = await examined(data, provider)
    provider.used = 5000
    none = await examined(data, provider)

    assert (few[0], none[0]) == (0, 1)
    assert "note   5000 of 5000 characters are left, until 2027-01-15, when they come back. That is less" in few[1]
    assert "wrong  0 of 5000 characters are left, until 2027-01-15, when they come back. Until then" in none[1]


async def test_a_key_that_is_not_taken_is_wrong(data: Path, provider: ElevenLabsServer) -> None:
    code, told = await examined(data, provider, TWIN_ELEVENLABS_KEY="sk_wrong")

    assert (code, "wrong  ElevenLabs did not take the key: check TWIN_ELEVENLABS_KEY" in told) == (1, True)


async def test_a_used_voice_needs_a_key_and_a_listener_does(data: Path, voices: Voices) -> None:
    _, told = await examined(data, None, TWIN_ELEVENLABS_KEY="", TWIN_LISTEN="elevenlabs")
    assert "wrong  There is no key for ElevenLabs" in told
    assert "wrong  TWIN_LISTEN is elevenlabs: set TWIN_ELEVENLABS_KEY." in told
    voices.add(ANN)
    voices.use("Ann")
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert (code, "wrong  There is no key for ElevenLabs" in told) == (1, True)


async def test_a_voice_that_is_not_verified_is_wrong(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(Kept(ANN.id, ANN.title, verified=False))
    code, told = await examined(data, provider)

    assert (code, "wrong  ElevenLabs wants to know first whose voice this is" in told) == (1, True)


async def test_a_voice_that_is_gone_there_is_wrong(data: Path, voices: Voices, provider: ElevenLabsServer) -> None:
    voices.add(ANN)
    voices.use("Ann")
    provider.keep(THEIRS)
    code, told = await examined(data, provider)

    assert code == 1
    assert "wrong  The voice Ann is not at ElevenLabs any more" in told
    assert "note   ElevenLabs also has 'Star', to which no consent is recorded: it is not used." in told


async def test_a_consent_that_lacks_something_is_wrong(data: Path, voices: Voices) -> None:
    voices.add(ANN)
    voices.use("Ann")
    voices.add(replace(ANN, consent=replace(ANN.consent, samples=())))  # type: ignore[type-var]
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert code == 1
    assert "wrong  the voice Ann is not used: the record of the consent does not say for which recordings." in told


async def test_a_voice_of_somebody_else_than_the_owner_is_wrong(data: Path, voices: Voices) -> None:
    agreed = Consent("Bob", MOMENT, sentence("Bob", "ElevenLabs", "en"), ("0" * 64,), recording="1" * 64)
    voices.add(replace(ANN, consent=agreed))
    voices.use("Ann")
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert code == 1
    assert "wrong  Bob agreed to the voice that is used, and owner.toml is of Ann Lee" in told
    assert "note   That consent is a recording, and nobody has checked that it has the words." in told


async def test_what_was_never_finished_is_wrong(data: Path, voices: Voices) -> None:
    voices.add(replace(ANN, id=""))
    voices.add(replace(ANN, name="Bob", deleted_at=MOMENT))
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert code == 1
    assert "wrong  The voice Ann was asked for and never finished: `twin voice delete 'Ann'` clears it away." in told
    assert "wrong  The voice Bob was deleted here, and maybe not at ElevenLabs: `twin voice delete 'Bob'`" in told


@pytest.mark.parametrize(("name", "sign"), [("espeak", "wrong"), ("none", "note ")])
async def test_without_its_program_nobodys_voice_is_not_there(data: Path, voices: Voices, name: str, sign: str) -> None:
    voices.use(name)
    code, told = await examined(data, None, TWIN_ELEVENLABS_KEY="", PATH="")

    assert (code, f"{sign}  espeak-ng is not installed: `apt install espeak-ng`" in told) == (
        int(sign == "wrong"),
        True,
    )


async def test_without_an_owner_or_with_damaged_records_the_rest_is_examined(
    tmp_path: Path, provider: ElevenLabsServer
) -> None:
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "voices.json").write_text("{", encoding="utf-8")
    code, told = await examined(tmp_path, provider)

    assert code == 1
    assert "owner.toml is missing: `twin init` writes it." in told
    assert "voices.json is damaged" in told
    assert "ok     ElevenLabs takes the key" in told


async def test_that_nobody_is_spoken_to_is_told(data: Path, voices: Voices) -> None:
    voices.use("espeak")
    toml = data / "owner.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '\n[voice]\nspeaks = ["never"]\n', encoding="utf-8")
    _, told = await examined(data, None, TWIN_ELEVENLABS_KEY="")

    assert "note   The twin speaks to nobody, as owner.toml says" in told
