"""A text becomes a voice message: paid for once, marked, and never made of what is no sound."""

import asyncio
import wave
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from tests.programs import needed
from twin.errors import ConsentError, SpeechError
from twin.seams import Speaker, Synthesizer
from twin.voice import Spoken
from voice.announcing import NEUTRAL
from voice.cache import Cache
from voice.espeak import VOICES, Espeak
from voice.marks import Mark
from voice.sound import kind_of, levels, to_plain
from voice.sound import tags as tags_of
from voice.speaker import NoteSpeaker

HELLO = "Good evening, and welcome to the show."
LONG = "This is one sentence of a text that is rather long. " * 50
HTML = b"<!doctype html><title>502 Bad Gateway</title>" * 100


@dataclass
class Real:
    """espeak-ng, in the place of an engine that costs something: what it was asked is remembered."""

    name: str = "real"
    clone: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)
    slow: float = 0.0
    engine: Espeak = field(default_factory=Espeak)

    async def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
        self.asked.append((text, language))
        await asyncio.sleep(self.slow)
        async for chunk in self.engine.stream(text, language):
            yield chunk

    @property
    def characters(self) -> int:
        """What has to be paid."""
        return sum(len(text) for text, _ in self.asked)


@dataclass
class Odd:
    """An engine that sends what it should not; ``closed``: nobody left it waiting."""

    sends: Callable[[], AsyncIterator[bytes]]
    name: str = "odd"
    clone: bool = True
    closed: bool = False

    async def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
        assert text
        assert language
        try:
            async for chunk in self.sends():
                yield chunk
        finally:
            self.closed = True


def mark(moment: datetime, *, consent: str = "Mira, 2025-03-01") -> Mark:
    return Mark("Mira", "warm", clone=bool(consent), consent=consent, made_at=moment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


class Speaking:
    """Makes speakers of one cache, and has them speak into new files."""

    def __init__(self, folder: Path, to: Path) -> None:
        self.folder = folder
        self._to = to
        self._said = 0

    def speaker(
        self, engine: Synthesizer, *, likely: Sequence[str] = ("en",), announce: str = "", longest: int = 800,
        pronounce: Mapping[str, str] | None = None, patience: float = 60.0, most: int = 10_000_000,
        marks: Callable[[datetime], Mark] = mark,
    ) -> NoteSpeaker:  # fmt: skip
        return NoteSpeaker(
            engine, Cache(self.folder, most), mark=marks, likely=likely, pronounce=pronounce or {}, longest=longest,
            announce=announce, patience=patience,
        )  # fmt: skip

    def place(self) -> Path:
        """Where no file is yet."""
        self._said += 1
        return self._to / f"said{self._said}.ogg"

    async def say(self, speaker: Speaker, text: str) -> Spoken:
        return await speaker.say(text, self.place())

    def left(self) -> list[Path]:
        """What nobody cleared away."""
        return [*self.folder.glob("work-*"), *self.folder.glob("*.half"), *self._to.glob("said*")]


@pytest.fixture
def speaking(folder: Path, tmp_path: Path) -> Speaking:
    needed("espeak-ng")
    return Speaking(folder, tmp_path)


async def test_a_text_becomes_a_voice_message_that_says_what_it_is(speaking: Speaking) -> None:
    engine = Real()

    spoken = await speaking.say(speaking.speaker(engine), HELLO)

    note = spoken.note
    assert kind_of(note.path.read_bytes()[:4096]) == "ogg"
    found = await levels(note.path)
    assert (found.codec, found.channels, found.rate) == ("opus", 1, 48_000)
    assert found.seconds == pytest.approx(note.seconds, abs=0.1)
    assert 1.5 < note.seconds < 5
    assert 0 < len(note.waveform) <= 256
    marked = await tags_of(note.path)
    assert (marked["SYNTHETIC"], marked["VOICECLONEOF"], marked["CONSENT"]) == ("yes", "Mira", "Mira, 2025-03-01")
    assert abs(datetime.fromisoformat(marked["DATE"]) - datetime.now(UTC)).total_seconds() < 60
    assert spoken.paid == len(HELLO) == engine.characters
    assert note.path.stat().st_mode & 0o777 == 0o600


async def test_the_same_text_is_paid_for_once_and_sounds_the_same(speaking: Speaking) -> None:
    engine = Real()
    first = await speaking.say(speaking.speaker(engine), HELLO)

    again = await speaking.say(speaking.speaker(engine), HELLO)

    assert (again.paid, len(engine.asked)) == (0, 1)
    assert again.note.path.read_bytes() == first.note.path.read_bytes()
    assert (again.note.seconds, again.note.waveform) == (first.note.seconds, first.note.waveform)


async def test_two_texts_that_sound_the_same_are_one(speaking: Speaking) -> None:
    engine = Real()
    await speaking.say(speaking.speaker(engine), HELLO)

    assert (await speaking.say(speaking.speaker(engine), HELLO + " 😀")).paid == 0


@pytest.mark.parametrize("case", ["engine", "announcement", "consent", "pronunciation", "language"])
async def test_another_voice_announcement_consent_pronunciation_or_language_is_another_note(
    speaking: Speaking, case: str
) -> None:
    engine = Real(name="other" if case == "engine" else "real")
    await speaking.say(speaking.speaker(Real()), HELLO)
    other = speaking.speaker(
        engine,
        announce="This is a machine." if case == "announcement" else "",
        marks=(lambda moment: mark(moment, consent="Mira, 2026-01-01")) if case == "consent" else mark,
        pronounce={"evening": "morning"} if case == "pronunciation" else {},
    )

    await other.say_in(HELLO, "fr" if case == "language" else "en", speaking.place())

    assert engine.asked


async def test_two_who_say_the_same_at_once_pay_once(speaking: Speaking) -> None:
    engine = Real(slow=0.2)
    speaker = speaking.speaker(engine)

    spoken = await asyncio.gather(*(speaking.say(speaker, HELLO) for _ in range(5)))

    assert sorted(one.paid for one in spoken) == [0, 0, 0, 0, len(HELLO)]
    assert len({one.note.path.read_bytes() for one in spoken}) == 1
    assert len({one.note.path for one in spoken}) == 5


async def test_who_waits_for_one_that_fails_asks_again(speaking: Speaking) -> None:
    speaker = speaking.speaker(Odd(breaking_off))

    spoken = await asyncio.gather(*(speaking.say(speaker, HELLO) for _ in range(2)), return_exceptions=True)

    assert [type(one) for one in spoken] == [SpeechError, SpeechError]


async def test_who_gives_up_leaves_nothing_and_stops_nobody(speaking: Speaking) -> None:
    engine = Real(slow=0.3)
    speaker = speaking.speaker(engine)
    first = asyncio.create_task(speaking.say(speaker, HELLO))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(speaking.say(speaker, HELLO))
    await asyncio.sleep(0.1)
    first.cancel()

    spoken = await second

    assert spoken.paid == len(HELLO)
    assert first.cancelled()
    assert speaking.left() == [spoken.note.path]


@pytest.mark.parametrize("announce", ["", "This is my voice, made by a machine."])
async def test_the_price_is_what_is_paid(speaking: Speaking, announce: str) -> None:
    engine = Real()
    speaker = speaking.speaker(engine, announce=announce)
    for text in (HELLO, "Another one, for 12 euros.", HELLO):
        price, before = speaker.price(text), engine.characters

        spoken = await speaking.say(speaker, text)

        assert price == spoken.paid == engine.characters - before
        assert speaker.price(text) == 0


async def test_nothing_is_the_price_of_what_would_not_be_said(speaking: Speaking) -> None:
    speaker = speaking.speaker(Real(), longest=100)

    assert (speaker.price("long " * 100_000), speaker.price("😀 🎉")) == (0, 0)


async def test_a_text_is_said_in_its_language_or_the_one_that_is_given(speaking: Speaking) -> None:
    engine = Real()
    speaker = speaking.speaker(engine, likely=("en", "de"))

    await speaking.say(speaker, "Das ist ein langer Satz, den ich auf Deutsch geschrieben habe.")
    await speaker.say_in("Buenos días a todos.", "es", speaking.place())

    assert [language for _, language in engine.asked] == ["de", "es"]


async def test_a_name_is_said_as_the_owner_wants_it(speaking: Speaking) -> None:
    engine = Real()

    await speaking.say(speaking.speaker(engine, pronounce={"Hlin": "Hleen"}), "My name is Hlin.")

    assert engine.asked == [("My name is Hleen.", "en")]


async def test_the_announcement_is_heard_first_and_paid_for_once(speaking: Speaking) -> None:
    engine = Real()
    speaker = speaking.speaker(engine, announce="Dies ist meine Stimme, und ich bin es nicht.", likely=("en", "de"))
    alone = await speaking.say(speaking.speaker(Real(name="plain")), HELLO)

    first = await speaking.say(speaker, HELLO)
    second = await speaking.say(speaker, "Another text.")

    assert engine.asked == [
        ("Dies ist meine Stimme, und ich bin es nicht.", "de"), (HELLO, "en"), ("Another text.", "en"),
    ]  # fmt: skip
    assert first.note.seconds > alone.note.seconds + 1.5
    assert second.paid == len("Another text.")
    assert second.note.seconds > 2.5


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("de", "de"), ("tlh", "en")])
async def test_a_voice_that_is_nobodys_never_says_that_it_is_the_owners(
    speaking: Speaking, language: str, said: str
) -> None:
    engine = Real(clone=False)

    await speaking.speaker(engine, announce="This is Mira's own voice.").say_in(HELLO, language, speaking.place())

    assert engine.asked == [(NEUTRAL[said], said), (HELLO, language)]


def test_a_voice_that_is_nobodys_says_so_in_every_language_that_it_speaks() -> None:
    assert set(NEUTRAL) == set(VOICES)


async def test_a_long_text_is_asked_for_in_pieces_and_said_whole(speaking: Speaking) -> None:
    engine = Real()

    speaker = speaking.speaker(engine, longest=4_000)
    price = speaker.price(LONG)

    spoken = await speaking.say(speaker, LONG)

    assert len(engine.asked) == 2
    assert max(len(text) for text, _ in engine.asked) <= 2_500
    assert " ".join(text for text, _ in engine.asked) == LONG.strip()
    assert spoken.note.seconds > 100
    assert price == spoken.paid == engine.characters


async def test_a_text_that_is_too_long_is_refused_before_it_is_looked_at(speaking: Speaking) -> None:
    engine = Real()

    with pytest.raises(SpeechError, match="801 characters; no more than 800") as told:
        await speaking.say(speaking.speaker(engine), "x" * 801)

    assert (told.value.kind, engine.asked) == ("length", [])


@pytest.mark.parametrize("text", ["", "  \n ", "😀😀", "**...**", "..."])
async def test_a_text_of_which_nothing_can_be_said_is_refused(speaking: Speaking, text: str) -> None:
    engine = Real()

    with pytest.raises(SpeechError, match="Nothing") as told:
        await speaking.say(speaking.speaker(engine), text)

    assert (told.value.kind, engine.asked) == ("nothing", [])


async def test_without_consent_nothing_is_asked_for(speaking: Speaking) -> None:
    engine = Real()

    def refused(moment: datetime) -> Mark:
        raise ConsentError(f"nobody agreed at {moment}")

    with pytest.raises(ConsentError):
        await speaking.say(speaking.speaker(engine, marks=refused), HELLO)
    assert engine.asked == []


# What engines send that they should not.


async def nothing() -> AsyncIterator[bytes]:
    for _ in range(0):
        yield b""


async def empty_chunks() -> AsyncIterator[bytes]:
    for _ in range(100):
        yield b""


async def html() -> AsyncIterator[bytes]:
    yield HTML


async def one_byte() -> AsyncIterator[bytes]:
    yield b"\xff"


async def playlist() -> AsyncIterator[bytes]:
    yield b"#EXTM3U\nfile:///etc/passwd\n"


async def endless_noise() -> AsyncIterator[bytes]:
    while True:
        yield bytes(range(256)) * 4096


async def endless_sound() -> AsyncIterator[bytes]:
    yield wav(b"")
    while True:
        yield bytes(1_000_000)


async def endless_silence_on_the_line() -> AsyncIterator[bytes]:
    yield wav(b"")
    await asyncio.sleep(3600)
    yield b""


async def endless_nothing() -> AsyncIterator[bytes]:
    while True:
        await asyncio.sleep(0.001)
        yield b""


async def breaking_off() -> AsyncIterator[bytes]:
    yield wav(bytes(100_000))
    raise SpeechError("The connection was lost.", "network")


async def silence() -> AsyncIterator[bytes]:
    yield wav(bytes(48_000 * 8))


async def half_a_second() -> AsyncIterator[bytes]:
    yield wav(bytes(range(256)) * 96)


def wav(samples: bytes) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        out.writeframes(samples)
    return file.getvalue()


@pytest.mark.parametrize(
    ("sends", "kind", "sentence"),
    [
        (nothing, "sound", "odd sent nothing"),
        (empty_chunks, "sound", "odd sent nothing"),
        (html, "sound", "no sound"),
        (one_byte, "sound", "no sound"),
        (playlist, "sound", "no sound"),
        (endless_noise, "sound", "more than 25 MB"),
        (endless_sound, "sound", "more than 25 MB"),
        (endless_silence_on_the_line, "timeout", "within 2 seconds"),
        (endless_nothing, "timeout", "within 2 seconds"),
        (breaking_off, "network", "was lost"),
        (silence, "sound", "silence"),
        (half_a_second, "sound", "a part of the text"),
    ],
)
async def test_what_an_engine_should_not_send_is_never_said_or_kept(
    speaking: Speaking, sends: Callable[[], AsyncIterator[bytes]], kind: str, sentence: str
) -> None:
    engine = Odd(sends)
    speaker = speaking.speaker(engine, patience=2.0)
    text = f"{HELLO} {HELLO}"

    with pytest.raises(SpeechError, match=sentence) as told:
        await speaking.say(speaker, text)

    assert told.value.kind == kind
    assert engine.closed
    assert speaking.left() == []
    assert speaker.price(text) == len(text)


@pytest.mark.parametrize("announce", ["", "Made by a machine."])
async def test_what_begins_as_sound_and_is_none_is_never_said(speaking: Speaking, announce: str) -> None:
    async def damaged() -> AsyncIterator[bytes]:
        yield b"OggS" + HTML

    with pytest.raises(SpeechError, match="What odd sent cannot be used: ") as told:
        await speaking.say(speaking.speaker(Odd(damaged), announce=announce), HELLO)
    assert (told.value.kind, speaking.left()) == ("sound", [])


async def test_an_announcement_that_was_no_sound_is_asked_for_again(speaking: Speaking) -> None:
    class Recovering(Real):
        async def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
            async for chunk in super().stream(text, language):
                yield chunk if len(self.asked) > 1 else HTML

    engine = Recovering()
    speaker = speaking.speaker(engine, announce="Made by a machine.")
    with pytest.raises(SpeechError):
        await speaking.say(speaker, HELLO)

    assert (await speaking.say(speaker, HELLO)).paid == len("Made by a machine.") + len(HELLO)


async def test_a_full_or_missing_disk_is_a_sentence(speaking: Speaking, tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="cannot be written to the disk: No such file or directory") as told:
        await speaking.speaker(Real()).say(HELLO, tmp_path / "nowhere" / "note.ogg")

    assert told.value.kind == "disk"


async def test_what_is_forgotten_is_paid_for_again(speaking: Speaking) -> None:
    speaker = speaking.speaker(Real())
    for language in ("en", "de"):
        await speaker.say_in(HELLO, language, speaking.place())
    await speaking.say(speaking.speaker(Real(name="other")), HELLO)
    kept = await speaking.say(speaker, "Something else to say.")

    speaker.forget([HELLO])

    assert len(list(speaking.folder.glob("*.ogg"))) == 1
    assert speaker.price(HELLO) == len(HELLO)
    assert speaker.price("Something else to say.") == 0
    assert kept.note.path.exists()


async def test_what_is_forgotten_while_it_is_made_is_not_kept(speaking: Speaking) -> None:
    speaker = speaking.speaker(Real(slow=0.2))
    saying = asyncio.create_task(speaking.say(speaker, HELLO))
    await asyncio.sleep(0.1)

    speaker.forget([HELLO])

    assert (await saying).note.path.exists()
    assert speaker.price(HELLO) == len(HELLO)


async def test_without_a_cache_everything_is_said_and_paid_for(speaking: Speaking) -> None:
    speaker = speaking.speaker(Real(), most=0)

    assert [(await speaking.say(speaker, HELLO)).paid for _ in range(2)] == [len(HELLO)] * 2


async def test_what_is_said_is_not_cut_short_at_the_ends(speaking: Speaking, tmp_path: Path) -> None:
    direct = tmp_path / "direct.wav"
    direct.write_bytes(b"".join([chunk async for chunk in Espeak().stream(HELLO, "en")]))
    seconds = await to_plain(direct, tmp_path / "plain.wav")

    spoken = await speaking.say(speaking.speaker(Espeak()), HELLO)

    assert spoken.note.seconds == pytest.approx(seconds, abs=0.1)
