"""Voice messages on a strict Discord on loopback, with the library as it is: heard as they were said, sent once."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.adapter import Discord
from adapters.discord.addresses import Asked, Room
from adapters.discord.attachments import Attachments
from adapters.discord.manners import Manners
from adapters.discord.session import API
from adapters.discord.sounds import Sounds
from tests.fakes import Notices
from tests.servers.discord import (
    Channel,
    Community,
    CutAfter,
    CutBefore,
    DiscordServer,
    Fault,
    Garbage,
    Message,
    Person,
    Redirect,
    Sent,
    Slow,
    Status,
)
from tests.servers.discord_objects import Attachment
from tests.servers.discord_recording import record
from tests.test_discord_reading import PRIVATE, World, file, forwarded, world
from tests.test_discord_sending import (
    MESSAGES,
    Stage,
    answer,
    general,
    guild,
    insist,
    known,
    mira,
    server,
    stage,
    until,
)
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.message import Arrival, Delivery
from twin.message import Message as Heard
from twin.voice import Film, Sound, VoiceNote

__all__ = ["general", "guild", "mira", "server", "stage", "world"]

VOICE = 1 << 13
SPOKEN = {"duration_secs": 1.5, "waveform": "AAA="}
FILES = "/attachments/**"
ENOUGH = 1_000_000


@pytest.fixture(autouse=True)
def _library() -> Iterator[None]:
    """The library's addresses are those of its classes, for all of the process."""
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = API, URL("wss://gateway.discord.gg/")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("recorded") / "tone.ogg", 1.5)


@pytest.fixture(scope="module")
def tone(recording: Path) -> bytes:
    return recording.read_bytes()


@pytest.fixture
def note(recording: Path) -> VoiceNote:
    return VoiceNote(recording, 1.5, bytes(range(15)))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(1000))
    return Film(path, 2.0, 640, 360)


# Whoever speaks


@dataclass
class Ledger:
    """What arrived, and what has to be found again after a restart."""

    arrivals: list[Arrival] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)

    async def receive(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)

    def all(self) -> Mapping[str, str]:
        return dict(self.marks)

    def note(self, marks: Mapping[str, str]) -> None:
        self.marks |= marks

    @property
    def messages(self) -> list[Heard]:
        return [arrival for arrival in self.arrivals if isinstance(arrival, Heard)]


@asynccontextmanager
async def listening(server: DiscordServer, ledger: Ledger) -> AsyncIterator[Discord]:
    adapter = Discord(server.token, marks=ledger, manners=Manners(opened=lambda _: True), url=server.url)
    sessions = len(server.gateway.identifies)
    await adapter.start(ledger.receive, Notices().notify)
    await until(lambda: len(server.gateway.identifies) > sessions and server.gateway.connected)
    try:
        yield adapter
    finally:
        await adapter.close()


async def test_who_speaks_in_private_or_replies_in_a_server_is_heard(
    server: DiscordServer, guild: Community, recording: Path, tone: bytes, tmp_path: Path
) -> None:
    ledger, channel, mira = Ledger(), guild.text("general"), guild.member("Mira")
    async with listening(server, ledger) as adapter:
        await mira.speak(mira.private, recording)
        await until(lambda: ledger.messages)
        sent = await adapter.deliver(Delivery(1, Room(guild.id, channel.id).key, "Ask me.", "", datetime.now(UTC)))
        theirs = await mira.speak(channel, recording)
        await mira.speak(channel, recording, reply_to=theirs)
        replied = await mira.speak(channel, recording, reply_to=channel.messages[int(sent)], ping=False)
        await until(lambda: len(ledger.messages) == 2)

        private, reply = ledger.messages
        assert (private.conversation.key, reply.reference) == (f"discord/{mira.id}", str(replied.id))
        for number, message in enumerate(ledger.messages):
            assert (message.attachment, message.text) == ("voice", "")
            assert message.sound is not None
            assert (message.sound.seconds, message.sound.size) == (1.5, len(tone))
            await adapter.fetch(message.sound, tmp_path / str(number), ENOUGH)
            assert await contents(tmp_path / str(number)) == tone
        assert adapter.sends == {"voice", "video"}


async def test_what_was_said_while_the_twin_was_away_is_heard(
    server: DiscordServer, recording: Path, tone: bytes, tmp_path: Path
) -> None:
    ledger, jonas = Ledger(), server.person("Jonas")
    async with listening(server, ledger):
        await jonas.write("Hello?")
        await until(lambda: ledger.messages)
    await jonas.speak(jonas.private, recording)
    async with listening(server, ledger) as adapter:
        await until(lambda: len(ledger.messages) >= 2)
        spoken = ledger.messages[-1]
        assert spoken.sound is not None
        await adapter.fetch(spoken.sound, tmp_path / "sound", ENOUGH)
    assert await contents(tmp_path / "sound") == tone


@pytest.mark.parametrize(
    ("more", "word", "seconds"),
    [
        ({"attachments": [file("a.ogg", "audio/ogg", **SPOKEN)], "flags": VOICE}, "voice", 1.5),
        ({"attachments": [file("a.mp3", "audio/mpeg")]}, "audio", None),
        ({"attachments": [file("a.flac", "audio/flac", duration_secs=61.0)]}, "audio", 61.0),
    ],
)
async def test_what_can_be_listened_to_is_told(
    world: World, more: dict[str, object], word: str, seconds: float | None
) -> None:
    message = await world.said("see", PRIVATE, **more)
    assert message is not None
    assert (message.attachment, message.text) == (word, "see")
    assert message.sound is not None
    assert (message.sound.seconds, message.sound.size) == (seconds, 9)


@pytest.mark.parametrize(
    "more",
    [
        {"attachments": [file("a.png", "image/png"), file("a.mp3", "audio/mpeg")]},
        {"attachments": [file("a.mp4", "video/mp4")]},
        forwarded("", attachments=[file("a.ogg", "audio/ogg", **SPOKEN)], flags=VOICE),
        {},
    ],
)
async def test_what_is_no_sound_or_was_said_to_others_is_not(world: World, more: dict[str, object]) -> None:
    message = await world.said("see", PRIVATE, **more)
    assert message is not None
    assert message.sound is None


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -1.0, 0, "long"])
async def test_a_length_that_cannot_be_is_none(world: World, seconds: object) -> None:
    hostile = file("a.ogg", "audio/ogg", duration_secs=seconds, waveform="AAA=", size=-5)
    message = await world.said("", PRIVATE, attachments=[hostile], flags=VOICE)
    assert message is not None
    assert message.sound is not None
    assert (message.sound.seconds, message.sound.size) == (None, None)


# How it is had


async def sound_in(stage: Stage, message: Message) -> Sound:
    """As it is told of the message."""
    guild = message.channel.guild
    place = stage.client.get_partial_messageable(message.channel.id, guild_id=guild.id if guild else None)
    read = await Attachments(stage.server.url).of(await place.fetch_message(message.id))
    assert read.sound is not None
    return read.sound


async def fetched(stage: Stage, sound: Sound, to: Path, most: int = ENOUGH) -> None:
    await Sounds(stage.line, stage.server.url).fetch(sound, to, most)


async def unfetched(stage: Stage, sound: Sound, to: Path, most: int = ENOUGH, seconds: float = 60) -> DeliveryError:
    """Ask for it, which must fail, and leave nothing behind."""
    with pytest.raises(DeliveryError) as raised:
        await Sounds(stage.line, stage.server.url, seconds).fetch(sound, to, most)
    assert "/attachments/" not in str(raised.value)
    assert not isinstance(raised.value.__context__, discord.DiscordException)
    assert names(to.parent) == []
    return raised.value


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def contents(path: Path) -> bytes:
    return await asyncio.to_thread(path.read_bytes)


async def test_a_sound_is_had_when_its_address_has_expired(
    stage: Stage, general: Channel, mira: Person, recording: Path, tone: bytes, tmp_path: Path
) -> None:
    for message in (await mira.speak(general, recording), await mira.speak(mira.private, recording)):
        sound = await sound_in(stage, message)
        stage.server.expire_links()
        await fetched(stage, sound, tmp_path / "sound")
        assert await contents(tmp_path / "sound") == tone
        assert names(tmp_path) == ["sound"]


async def test_where_the_bot_may_not_look_the_old_address_is_good_while_it_holds(
    stage: Stage, guild: Community, general: Channel, mira: Person, recording: Path, tone: bytes, tmp_path: Path
) -> None:
    sound = await sound_in(stage, await mira.speak(general, recording))
    guild.deny(general, stage.server.bot, "read_message_history")
    await fetched(stage, sound, tmp_path / "sound")
    assert await contents(tmp_path / "sound") == tone

    (tmp_path / "sound").unlink()
    stage.server.expire_links()
    assert isinstance(await unfetched(stage, sound, tmp_path / "sound"), Refused)


async def test_what_was_deleted_is_not_listened_to(
    stage: Stage, guild: Community, general: Channel, mira: Person, recording: Path, tmp_path: Path
) -> None:
    first, second, third = [await mira.speak(general, recording) for _ in range(3)]
    sounds = [await sound_in(stage, message) for message in (first, second, third)]
    await mira.delete(first)
    stage.server.world.change(second, attachments=[], edited=stage.server.clock.now())
    for sound in sounds[:2]:
        assert isinstance(await unfetched(stage, sound, tmp_path / "sound"), Refused)
    guild.delete(general)
    assert isinstance(await unfetched(stage, sounds[2], tmp_path / "sound"), Refused)
    assert stage.server.world.files.served == []


@pytest.mark.parametrize("measured", [True, False])
async def test_what_is_larger_than_wanted_is_given_up(
    stage: Stage, mira: Person, recording: Path, tone: bytes, tmp_path: Path, *, measured: bool
) -> None:
    message = await mira.speak(mira.private, recording)
    stage.server.world.files.measured = measured
    # It is more than was said of it.
    stage.server.world.files.replace(message.attachments[0], tone * 300)
    sound = await sound_in(stage, message)
    assert sound.size == len(tone)
    assert isinstance(await unfetched(stage, sound, tmp_path / "sound", 2 * len(tone)), Refused)
    await fetched(stage, sound, tmp_path / "sound", 300 * len(tone))
    assert await contents(tmp_path / "sound") == tone * 300


@pytest.mark.parametrize(
    ("path", "fault", "kind", "seconds"),
    [
        (FILES, Status(500), NotNow, None),
        (FILES, Status(502), NotNow, None),
        (FILES, Status(429, retry_after=7), NotNow, 7.0),
        (FILES, CutAfter(), NotNow, None),
        (FILES, Slow(3), NotNow, None),
        (FILES, Status(403), Refused, None),
        (FILES, Status(404), Refused, None),
        (FILES, Redirect("http://localhost:1/elsewhere"), Refused, None),
        ("/channels/…/messages/…", Status(503), NotNow, None),
        ("/channels/…/messages/…", CutBefore(), NotNow, None),
        ("/channels/…/messages/…", Garbage(), NotNow, None),
        ("/channels/…/messages/…", Status(403), Refused, None),
    ],
)
async def test_what_goes_wrong_leaves_nothing_behind(
    stage: Stage,
    mira: Person,
    recording: Path,
    tone: bytes,
    tmp_path: Path,
    path: str,
    fault: Fault,
    kind: type[DeliveryError],
    seconds: float | None,
) -> None:
    sound = await sound_in(stage, await mira.speak(mira.private, recording))
    # What is only asked for is asked for twice when a connection is lost.
    stage.server.faults.next("GET", path, fault, times=2)
    error = await unfetched(stage, sound, tmp_path / "sound", seconds=1)
    assert isinstance(error, kind)
    assert getattr(error, "seconds", None) == seconds
    stage.server.faults.clear()
    await fetched(stage, sound, tmp_path / "sound")
    assert await contents(tmp_path / "sound") == tone


async def test_nothing_is_asked_for_elsewhere(stage: Stage, mira: Person, recording: Path, tmp_path: Path) -> None:
    message = await mira.speak(mira.private, recording)
    sound = await sound_in(stage, message)
    message.attachments = [replace(message.attachments[0], link=lambda: f"http://localhost:{stage.server.port}/file")]
    calls = stage.server.calls.total()
    assert isinstance(await unfetched(stage, sound, tmp_path / "sound"), Refused)
    assert stage.server.calls.total() == calls + 1
    for handle in ("", "1/2/3", "1/2/x http://localhost/", "AgADBAAD"):
        assert isinstance(await unfetched(stage, Sound(handle), tmp_path / "sound"), Refused)
    assert stage.server.calls.total() == calls + 1


async def test_an_address_that_is_none_is_forgotten(world: World) -> None:
    odd = file("a.ogg", "audio/ogg", url=f"https://cdn.discordapp.com/a b?{'x' * 3000}")
    message = await world.said("", PRIVATE, attachments=[odd])
    assert message is not None
    assert message.sound is not None
    assert message.sound.handle == f"{PRIVATE}/{message.reference}/3 "


async def test_a_full_disk_and_a_lost_connection_are_told(
    stage: Stage, mira: Person, recording: Path, tmp_path: Path
) -> None:
    sound = await sound_in(stage, await mira.speak(mira.private, recording))
    with pytest.raises(NotNow, match="disk"):
        await fetched(stage, sound, tmp_path / "missing" / "sound")
    stage.line.use(None)
    with pytest.raises(NotNow):
        await fetched(stage, sound, tmp_path / "sound")


# The twin's own


def spoken(question: Message, note: VoiceNote, *, thread: int | None = None, number: int = 2) -> Delivery:
    """The voice message behind the answer to a question."""
    return replace(answer(question, "", thread=thread, number=number), media=note)


def voice_of(sent: Sent) -> Attachment:
    assert sent.voice
    assert sent.content == ""
    [attached] = sent.attachments
    return attached


async def test_a_voice_message_has_discords_own_form(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote, tone: bytes
) -> None:
    question = await mira.say(general, "Which tyres?")
    sent = await stage.send(spoken(question, note))
    attached = voice_of(sent)
    assert (attached.name, attached.content, attached.json["content_type"]) == ("voice-message.ogg", tone, "audio/ogg")
    assert attached.json["duration_secs"] == 1.5
    assert base64.b64decode(attached.json["waveform"]) == note.waveform
    assert (sent.reference, sent.pinged) == (question.id, (mira,))
    assert sent.allowed_mentions == {"parse": [], "replied_user": True}
    assert sent.nonce is not None
    assert len(sent.nonce) <= 25
    [form] = [form for _, name, _, form in stage.server.records.requests if name.startswith("POST")]
    assert "content" not in form
    assert form["enforce_nonce"]


async def test_who_was_called_by_the_text_is_not_called_again(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    question = await mira.say(general, "Which tyres?")
    first, second = [await stage.send(each) for each in (answer(question), spoken(question, note))]
    assert (first.reference, second.reference) == (question.id, question.id)
    assert (first.pinged, second.pinged) == ((mira,), ())
    assert voice_of(second)


@pytest.mark.parametrize(("waveform", "shown"), [(b"", b"\0"), (bytes(300), bytes(256))])
async def test_discord_is_shown_at_least_one_point_and_at_most_256(
    stage: Stage, mira: Person, note: VoiceNote, waveform: bytes, shown: bytes
) -> None:
    question = await mira.write("Which tyres?")
    sent = await stage.send(spoken(question, replace(note, waveform=waveform)))
    assert base64.b64decode(voice_of(sent).json["waveform"]) == shown
    assert (sent.reference, sent.channel) == (None, mira.private)


async def test_a_voice_message_goes_into_the_thread_of_its_question(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    question = await mira.say(general, "Which tyres?")
    text, voice = [
        await stage.send(each)
        for each in (answer(question, thread=question.id), spoken(question, note, thread=question.id))
    ]
    [thread] = stage.server.threads
    assert text.channel is voice.channel is thread
    stage.restart()
    assert await stage.find(spoken(question, note, thread=question.id)) == str(voice.id)


async def test_a_question_that_was_deleted_is_not_answered_aloud(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    question = await mira.say(general, "Which tyres?")
    await mira.delete(question)
    assert "deleted" in str(await stage.fails(spoken(question, note)))


@pytest.mark.parametrize("permission", ["send_voice_messages", "attach_files"])
async def test_without_the_permission_the_text_stands_and_the_owner_is_told_which(
    stage: Stage, guild: Community, general: Channel, mira: Person, note: VoiceNote, permission: str
) -> None:
    question = await mira.say(general, "Which tyres?")
    guild.deny(general, stage.server.bot, permission)
    await stage.send(answer(question))
    error = await stage.fails(spoken(question, note))
    assert isinstance(error, Refused)
    assert not error.closed
    assert "Attach Files and Send Voice Messages" in str(error)
    assert stage.texts == ["Slicks."]


async def test_a_film_needs_the_permission_for_files(
    stage: Stage, guild: Community, general: Channel, mira: Person, film: Film
) -> None:
    guild.deny(general, stage.server.bot, "attach_files")
    error = await stage.fails(replace(answer(await mira.say(general, "Which tyres?")), media=film))
    assert "Attach Files" in str(error)
    assert "Voice" not in str(error)


async def test_a_moderators_timeout_is_waited_for(
    stage: Stage, guild: Community, general: Channel, mira: Person, note: VoiceNote
) -> None:
    question = await mira.say(general, "Which tyres?")
    stage.server.faults.next("POST", MESSAGES, Slow(0.3))
    failing = asyncio.create_task(stage.fails(spoken(question, note)))
    guild.members[stage.server.bot.id].silent_until = stage.server.clock.now() + 90
    await until(lambda: stage.server.calls["POST /channels/{channel}/messages"])
    guild.time_out(stage.server.bot, 90)
    assert isinstance(await failing, NotNow)


# Once


@pytest.mark.parametrize("fault", [Status(500), Status(502), Status(429, retry_after=0.1)])
async def test_what_the_library_tries_again_is_whole_and_arrives_once(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote, tone: bytes, fault: Status
) -> None:
    question = await mira.say(general, "Which tyres?")
    stage.server.faults.next("POST", MESSAGES, fault)
    assert voice_of(await stage.send(spoken(question, note))).content == tone
    assert len(stage.server.sent) == 1


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [(CutBefore(), False), (CutAfter(), True), (Garbage(), True), (Status(503), False)],
    ids=["cut before", "cut after", "garbage", "503"],
)
@pytest.mark.parametrize("private", [True, False])
async def test_a_doubt_is_cleared_by_looking(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote, fault: Fault, *, arrived: bool, private: bool
) -> None:
    delivery = spoken(await mira.say(mira.private if private else general, "Which tyres?"), note)
    stage.server.faults.next("POST", MESSAGES, fault)
    assert isinstance(await stage.fails(delivery), InDoubt)
    stage.restart()
    there = await stage.find(delivery)
    assert there == (str(stage.server.sent[0].id) if arrived else None)
    if there is None:
        await stage.send(delivery)
    assert [sent.voice for sent in stage.server.sent] == [True]


async def test_the_same_voice_message_is_sent_once_by_its_name(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    delivery = spoken(await mira.say(general, "Which tyres?"), note)
    first = await stage.send(delivery)
    stage.restart()
    assert await stage.sending.send(known(delivery), delivery) == str(first.id)
    assert await stage.send(replace(delivery, media=None, text="Slicks.")) != first
    assert len(stage.server.sent) == 2


async def test_too_much_waits_for_as_long_as_discord_says(stage: Stage, mira: Person, note: VoiceNote) -> None:
    delivery = spoken(await mira.write("Which tyres?"), note)
    stage.server.faults.next("POST", MESSAGES, Status(429, retry_after=77.5))
    error = await stage.fails(delivery)
    assert isinstance(error, NotNow)
    assert error.seconds == 77.5


async def test_another_voice_message_is_not_taken_for_it(
    stage: Stage, guild: Community, general: Channel, mira: Person, note: VoiceNote, recording: Path
) -> None:
    question = await mira.say(general, "Which tyres?")
    await stage.send(answer(question))
    await guild.member("Theo").speak(general, recording, reply_to=question)
    await stage.send(spoken(await mira.say(general, "And chains?"), note, number=3))
    longer = spoken(question, replace(note, seconds=4.0), number=4)
    await stage.send(longer)
    stage.restart()
    assert await stage.find(spoken(question, note)) is None
    sent = await stage.send(spoken(question, note))
    stage.restart()
    assert await stage.find(spoken(question, note)) == str(sent.id)
    assert await stage.find(longer) != str(sent.id)


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_everything_is_said_once(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote, tone: bytes, seed: int
) -> None:
    asked = [await mira.say(general, f"{n}?") for n in range(8)] + [await mira.write(f"{n}?") for n in range(4)]
    deliveries = [spoken(question, note, number=n) for n, question in enumerate(asked)]
    # In private nothing tells one from the other but its length.
    deliveries[8:] = [replace(each, media=replace(note, seconds=float(n))) for n, each in enumerate(deliveries[8:], 2)]
    faults: list[Fault] = [
        Status(503),
        CutBefore(),
        CutAfter(),
        Garbage(),
        Status(429, retry_after=0.05),
        Status(429, via=False),
    ]
    stage.server.faults.chaos(seed, 0.4, faults)
    await asyncio.gather(*(insist(stage, delivery) for delivery in deliveries))
    assert sorted(sent.reference or 0 for sent in stage.server.sent) == [0] * 4 + [each.id for each in asked[:8]]
    assert {voice_of(sent).content for sent in stage.server.sent} == {tone}
    assert len(stage.server.faults.happened) > 5


# Files


async def test_a_film_is_a_file_under_its_text(
    stage: Stage, guild: Community, general: Channel, mira: Person, film: Film
) -> None:
    theo, question = guild.member("Theo"), await mira.say(general, "Which tyres?")
    delivery = replace(answer(question, f"See, {theo.mention}."), media=film)
    sent = await stage.send(delivery)
    [attached] = sent.attachments
    assert (sent.content, sent.voice, sent.pinged) == (f"See, {theo.mention}.", False, (mira,))
    assert attached.content == await contents(film.path)
    assert attached.name.endswith(".mp4")
    other = replace(delivery, id=7)
    stage.restart()
    assert (await stage.find(delivery), await stage.find(other)) == (str(sent.id), None)
    assert (await stage.send(replace(answer(await mira.write("And?"), ""), media=film))).content == ""


async def test_a_file_that_is_gone_or_unreadable_is_not_sent(
    stage: Stage, mira: Person, note: VoiceNote, film: Film, tmp_path: Path
) -> None:
    question = await mira.write("Which tyres?")
    gone = await stage.fails(spoken(question, replace(note, path=tmp_path / "gone.ogg")))
    film.path.unlink()
    film.path.mkdir()
    unreadable = await stage.fails(replace(answer(question), media=film))
    assert isinstance(gone, Refused)
    assert isinstance(unreadable, NotNow)
    assert "gone.ogg" not in str(gone)
    assert stage.server.sent == []


@pytest.mark.parametrize(("extra", "asked"), [(1, 0), (0, 1)])
async def test_what_is_too_large_is_refused_in_words(
    stage: Stage, general: Channel, mira: Person, film: Film, extra: int, asked: int
) -> None:
    question = await mira.say(general, "Which tyres?")
    os.truncate(film.path, 10 * 1024 * 1024 + extra)
    stage.server.faults.next("POST", MESSAGES, Status(413))
    error = await stage.fails(replace(answer(question), media=film))
    assert isinstance(error, Refused)
    assert "larger" in str(error)
    assert stage.server.calls["POST /channels/{channel}/messages"] == asked


async def test_what_discord_does_not_take_for_a_voice_is_refused_in_words(
    stage: Stage, mira: Person, note: VoiceNote, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.ogg"
    odd.write_bytes(b"ID3\x04" + bytes(500))
    error = await stage.fails(spoken(await mira.write("Which tyres?"), replace(note, path=odd)))
    assert isinstance(error, Refused)
    assert "voice message" in str(error)
    [violation] = stage.server.violations
    assert "single audio attachment" in violation
    stage.server.violations.clear()


# Commands


def commanded(channel: Channel, by: Person, note: VoiceNote) -> Delivery:
    key = Room(channel.guild.id, channel.id).key if channel.guild else f"discord/{by.id}"
    return Delivery(1, key, "", Asked(77, by.id, "token").reference, datetime.now(UTC), media=note)


async def test_what_a_command_was_answered_for_everybody_is_followed_by_the_voice(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    stage.kept.private = False
    stage.kept.open.add(77)
    delivery = commanded(general, mira, note)
    sent = await stage.send(delivery)
    assert voice_of(sent)
    assert (sent.interaction, sent.reference, sent.pinged) == (None, None, ())
    assert stage.kept.filled == {}
    stage.restart()
    assert await stage.find(delivery) == str(sent.id)


@pytest.mark.parametrize("private", [True, None])
async def test_what_only_one_person_was_shown_is_not_said_aloud_before_others(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote, private: bool | None
) -> None:
    stage.kept.private = private
    stage.kept.open.add(77)
    delivery = commanded(general, mira, note)
    await stage.sending.send(known(delivery), replace(delivery, id=3, text="Slicks.", media=None))
    error = await stage.fails(delivery)
    assert isinstance(error, Refused)
    assert "nobody but who gave it" in str(error)
    assert stage.server.sent == []
    assert voice_of(await stage.send(commanded(mira.private, mira, note)))


async def test_what_came_too_late_for_a_commands_place_is_followed_by_the_voice(
    stage: Stage, general: Channel, mira: Person, note: VoiceNote
) -> None:
    delivery = commanded(general, mira, note)
    text, voice = [await stage.send(each) for each in (replace(delivery, id=3, text="Slicks.", media=None), delivery)]
    assert (text.pinged, voice.pinged) == ((mira,), ())
    assert voice_of(voice)
