"""Sounds that arrive from Telegram and are fetched, and voice messages and films that are sent there, over HTTP."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.splitting import utf16
from adapters.telegram.adapter import Telegram
from adapters.telegram.patience import Patience
from adapters.telegram.uploads import captioned
from tests.servers.telegram import TOKEN, TelegramServer, User
from tests.servers.telegram_limits import Body, Cut, Fault, Status
from tests.servers.telegram_sounds import opus
from tests.test_telegram import QUICK, Kept, listening, refused, until
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.message import Delivery, Edit, Message, OwnerWrote
from twin.seams import Adapter
from twin.voice import Film, Sound, VoiceNote

SPOKEN = opus(3)
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(500)
MOST = 100_000
HASTY = replace(QUICK, upload=1.0, download=0.5)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def jonas(server: TelegramServer) -> User:
    """Somebody whose private chat with the bot is open."""
    jonas = server.user("Jonas", id=7)
    server.private(jonas).opened = True
    return jonas


@pytest.fixture
def note(tmp_path: Path) -> VoiceNote:
    path = tmp_path / "17.ogg"
    path.write_bytes(SPOKEN)
    return VoiceNote(path, 2.7, bytes(256))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    path = tmp_path / "17.mp4"
    path.write_bytes(FILM)
    return Film(path, 12.4, 1280, 720)


@asynccontextmanager
async def hasty(server: TelegramServer, patience: Patience = HASTY) -> AsyncIterator[Telegram]:
    async with listening(server, Kept(), patience) as made:
        yield made


def sending(
    media: VoiceNote | Film, conversation: str = "telegram/7", text: str = "", reply_to: str = "", address: str = ""
) -> Delivery:
    return Delivery(1, conversation, text, reply_to, datetime.now(UTC), address, media)


def the(kept: Kept) -> Message:
    """The only message that arrived."""
    [arrived] = kept.arrivals
    assert isinstance(arrived, Message)
    return arrived


def chained(error: BaseException) -> str:
    """What an error says, and those that hang on it."""
    said: list[str] = []
    at: BaseException | None = error
    while at is not None:
        said.append(repr(at))
        at = at.__cause__ or at.__context__
    return " ".join(said).lower()


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def opened_in(folder: Path) -> list[str]:
    """Which files there this process has open."""
    links = [os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()]
    return [link for link in links if link.startswith(os.path.realpath(folder))]


async def not_fetched(
    made: Telegram, sound: Sound, tmp_path: Path, kind: type[DeliveryError], words: str = "", most: int = MOST
) -> DeliveryError:
    """It is not fetched, for this reason, and nothing of it stays."""
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    with pytest.raises(kind, match=words) as caught:
        await made.fetch(sound, folder / "sound", most)
    assert names_in(folder) == []
    assert TOKEN.partition(":")[2].lower() not in chained(caught.value)
    assert not getattr(caught.value, "closed", False)
    return caught.value


def test_it_sends_voice_messages_and_films() -> None:
    made: Adapter = Telegram(TOKEN)
    assert made.sends == {"voice", "video"}


# Receiving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "word"), [("voice", "voice"), ("audio", "audio"), ("video_note", "video note")])
async def test_what_is_spoken_arrives_beside_its_word(
    server: TelegramServer, kept: Kept, jonas: User, kind: str, word: str
) -> None:
    stored = server.files.keep(SPOKEN, kind)
    async with listening(server, kept):
        server.say(server.private(jonas), jonas, "And this?", sound=stored)
        await until(lambda: kept.arrivals)
    assert (the(kept).text, the(kept).attachment) == ("And this?", word)
    assert the(kept).sound == Sound(stored.id, 3.0, len(SPOKEN))


async def test_nobody_may_say_how_large_it_is(server: TelegramServer, kept: Kept, jonas: User) -> None:
    stored = server.files.keep(SPOKEN)
    stored.told = None
    async with listening(server, kept):
        server.say(server.private(jonas), jonas, sound=stored)
        await until(lambda: kept.arrivals)
    assert the(kept).sound == Sound(stored.id, 3.0, None)


@pytest.mark.parametrize("kind", ["video", "document"])
async def test_what_is_not_spoken_has_no_sound(server: TelegramServer, kept: Kept, jonas: User, kind: str) -> None:
    async with listening(server, kept):
        server.say(server.private(jonas), jonas, sound=server.files.keep(FILM, kind))
        await until(lambda: kept.arrivals)
    assert (the(kept).attachment, the(kept).sound) == (kind, None)


async def test_what_is_forwarded_was_spoken_by_somebody_else(server: TelegramServer, kept: Kept, jonas: User) -> None:
    async with listening(server, kept):
        server.say(server.private(jonas), jonas, voice=3, forward_from=server.user("Kim"))
        await until(lambda: kept.arrivals)
    assert (the(kept).attachment, the(kept).forwarded, the(kept).sound) == ("voice", True, None)


async def test_a_caption_that_is_edited_leaves_the_sound(server: TelegramServer, kept: Kept, jonas: User) -> None:
    stored = server.files.keep(SPOKEN)
    async with listening(server, kept):
        server.edit(server.say(server.private(jonas), jonas, sound=stored), "Sorry for the noise")
        await until(lambda: len(kept.arrivals) == 2)
    edit = kept.arrivals[1]
    assert isinstance(edit, Edit)
    assert (edit.message.text, edit.message.sound) == ("Sorry for the noise", Sound(stored.id, 3.0, len(SPOKEN)))


async def test_in_a_group_it_is_for_the_twin_if_it_answers_it(kept: Kept, jonas: User, server: TelegramServer) -> None:
    group, stored = server.group("Bikes"), server.files.keep(SPOKEN)
    server.privacy = False
    async with listening(server, kept) as made:
        await made.deliver(Delivery(1, f"telegram/{group.id}", "Slicks.", "", datetime.now(UTC)))
        server.say(group, jonas, voice=4)
        server.say(group, jonas, sound=stored, reply_to=server.sent[0].message_id)
        await until(lambda: not server.updates.pending)
    assert the(kept).sound == Sound(stored.id, 3.0, len(SPOKEN))


async def test_in_the_owners_own_chats(server: TelegramServer, kept: Kept, jonas: User, tmp_path: Path) -> None:
    mira, stored = server.user("Mira", id=99), server.files.keep(SPOKEN)
    async with listening(server, kept, accounts=("telegram/99",)) as made:
        connection = server.business(mira)
        server.say_business(connection, jonas, jonas, sound=stored)
        server.say_business(connection, jonas, mira, sound=server.files.keep(SPOKEN))
        await until(lambda: len(kept.arrivals) == 2)
        heard, wrote = kept.arrivals
        assert isinstance(heard, Message)
        assert isinstance(wrote, OwnerWrote)
        assert heard.sound == Sound(stored.id, 3.0, len(SPOKEN))
        await made.fetch(heard.sound, tmp_path / "sound", MOST)
    assert (tmp_path / "sound").read_bytes() == SPOKEN


# Fetching ------------------------------------------------------------------------------------------------------------


async def test_what_was_sent_is_fetched_whole(server: TelegramServer, kept: Kept, jonas: User, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    target = tmp_path / "sound"
    async with listening(server, kept) as made:
        server.say(server.private(jonas), jonas, sound=server.files.keep(content, "audio", 60))
        await until(lambda: kept.arrivals)
        sound = the(kept).sound
        assert sound is not None
        await made.fetch(sound, target, len(content))
        await not_fetched(made, sound, tmp_path, Refused, "larger than 3 MB", most=len(content) - 1)
    assert target.read_bytes() == content
    assert target.stat().st_mode & 0o777 == 0o600
    assert server.calls["getFile"] == 1


# What happens to the file, and what is said of it.
HOSTILE: list[tuple[Fault, type[DeliveryError], str]] = [
    (Body(cut=10), NotNow, "cannot be reached"),
    (Body(cut=10, length=False), NotNow, "cannot be reached"),
    (Body(more=1 << 30), Refused, "larger than 0.1 MB"),
    (Body(status=302, headers=(("Location", "http://127.0.0.1:1/"),)), NotNow, "did not hand"),
    (Body(headers=(("Content-Encoding", "gzip"),)), NotNow, "did not hand"),
    (Body(headers=(("Content-Type", "text/html"),)), NotNow, "did not hand"),
    (Body(status=206), NotNow, "did not hand"),
    (Body(pause=0.05), NotNow, "too slow"),
    ("hang before", NotNow, "too slow"),
    ("stall", NotNow, "too slow"),
    ("drop before", NotNow, "cannot be reached"),
    ("drop after", NotNow, "cannot be reached"),
    ("garbage", NotNow, "did not hand"),
    (Status(404, "Not Found"), Refused, "any more"),
    (Status(410, "Gone"), Refused, "any more"),
    (401, NotNow, "did not hand"),
    (429, NotNow, "did not hand"),
    (500, NotNow, "did not hand"),
    (502, NotNow, "did not hand"),
]


@pytest.mark.parametrize(("fault", "kind", "words"), HOSTILE)
async def test_a_file_server_that_does_not_hand_it_over(
    server: TelegramServer, tmp_path: Path, fault: Fault, kind: type[DeliveryError], words: str
) -> None:
    stored = server.files.keep(SPOKEN)
    sound = Sound(stored.id)
    server.fail_next("file", fault)
    async with hasty(server) as made:
        error = await not_fetched(made, sound, tmp_path, kind, words)
        await made.fetch(sound, tmp_path / "again", MOST)
    assert server.faults.happened == [("file", fault)]
    assert (tmp_path / "again").read_bytes() == SPOKEN
    assert str(error).endswith(".")


@pytest.mark.parametrize("length", [True, False])
async def test_it_is_larger_than_it_is_said_to_be(server: TelegramServer, tmp_path: Path, *, length: bool) -> None:
    stored = server.files.keep(bytes(MOST + 1))
    stored.told = 10
    server.fail_next("file", Body(length=length))
    async with hasty(server) as made:
        await not_fetched(made, Sound(stored.id, size=10), tmp_path, Refused, "larger than 0.1 MB")
    assert server.calls["file"] == 1


async def test_it_is_smaller_than_it_is_said_to_be(server: TelegramServer, tmp_path: Path) -> None:
    stored = server.files.keep(SPOKEN)
    stored.told = len(SPOKEN) + 1
    server.fail_next("file", Body(length=False))
    async with hasty(server) as made:
        await not_fetched(made, Sound(stored.id), tmp_path, NotNow, "broke off")


async def test_what_is_said_to_be_too_large_is_not_even_asked_for(server: TelegramServer, tmp_path: Path) -> None:
    stored = server.files.keep(SPOKEN)
    stored.told = MOST + 1
    async with hasty(server) as made:
        await not_fetched(made, Sound(stored.id, size=20_000_001), tmp_path, Refused, "20 MB", most=30_000_000)
        await not_fetched(made, Sound(stored.id, size=MOST + 1), tmp_path, Refused, "larger than 0.1 MB")
        assert server.calls["getFile"] == 0
        await not_fetched(made, Sound(stored.id, size=10), tmp_path, Refused, "larger than 0.1 MB")
        large = server.files.keep(bytes(20_000_001), "audio", 60)
        await not_fetched(made, Sound(large.id), tmp_path, Refused, "so large", most=30_000_000)
    assert server.calls["file"] == 0


UNTOLD: list[tuple[Fault, type[DeliveryError], str, float | None]] = [
    (refused(400, "wrong file_id or the file is temporarily unavailable"), Refused, "any more", None),
    (refused(400, "invalid file_id"), Refused, "any more", None),
    (refused(400, "something new"), Refused, "omething new", None),
    (refused(403, "something new"), Refused, "omething new", None),
    (Status(401, "Unauthorized"), NotNow, "token", 60.0),
    (Status(429, retry_after=7), NotNow, "wait", 7.0),
    (500, NotNow, "cannot be reached", None),
    ("garbage", NotNow, "cannot be reached", None),
    ("drop before", NotNow, "cannot be reached", None),
    ("drop after", NotNow, "cannot be reached", None),
]


async def test_telegram_does_not_tell_where_it_is(server: TelegramServer, kept: Kept, tmp_path: Path) -> None:
    sound = Sound(server.files.keep(SPOKEN).id)
    async with listening(server, kept) as made:
        for fault, kind, words, seconds in UNTOLD:
            server.fail_next("getFile", fault)
            error = await not_fetched(made, sound, tmp_path, kind, words)
            assert getattr(error, "seconds", None) == seconds
        await not_fetched(made, Sound("another bot's"), tmp_path, Refused, "any more")
    assert kept.kinds == ["token"]
    assert server.calls["file"] == 0


@pytest.mark.parametrize(
    "place",
    ["/etc/hostname", "/var/lib/telegram-bot-api/1.oga", "//host/x", "../../x", "voice/../../x", "C:\\x", "C:/x",
     "http://127.0.0.1:1/x", "voice\\x", "~", ".", ""],
)  # fmt: skip
async def test_a_place_on_a_disk_is_not_looked_at(server: TelegramServer, tmp_path: Path, place: str) -> None:
    stored = server.files.keep(SPOKEN)
    stored.path = place
    async with hasty(server) as made:
        if place == "~":
            # A name like any other, on the file server.
            await made.fetch(Sound(stored.id), tmp_path / "sound", MOST)
            return
        await not_fetched(made, Sound(stored.id), tmp_path, Refused, "--local" if place else "where this file is")
    assert server.calls["file"] == 0


async def test_a_file_of_ours_with_the_same_name_is_not_taken_for_it(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = server.files.keep(SPOKEN)
    ours = tmp_path / stored.path
    ours.parent.mkdir()
    ours.write_bytes(b"a secret")
    monkeypatch.chdir(tmp_path)
    async with hasty(server) as made:
        await made.fetch(Sound(stored.id), tmp_path / "sound", MOST)
    assert (tmp_path / "sound").read_bytes() == SPOKEN


async def test_an_odd_name_stays_one_below_the_address(server: TelegramServer, tmp_path: Path) -> None:
    stored = server.files.keep(SPOKEN)
    stored.path = "music/a song? #1 100% ü%2e.mp3"
    async with hasty(server) as made:
        await made.fetch(Sound(stored.id), tmp_path / "sound", MOST)
    assert (tmp_path / "sound").read_bytes() == SPOKEN


async def test_an_address_that_is_none(server: TelegramServer, tmp_path: Path) -> None:
    stored = server.files.keep(SPOKEN)
    async with hasty(server) as made:
        for odd in ("voice/\ud800.oga", "voice/" + "x" * 70_000):
            stored.path = odd
            await not_fetched(made, Sound(stored.id), tmp_path, NotNow, "cannot be reached")
    assert server.calls["file"] == 0


async def test_where_it_cannot_be_stored(server: TelegramServer, tmp_path: Path) -> None:
    sound = Sound(server.files.keep(SPOKEN).id)
    there = tmp_path / "there"
    there.write_bytes(b"something else")
    async with hasty(server) as made:
        for target in (there, tmp_path / "nowhere" / "sound"):
            with pytest.raises(NotNow, match="could not be stored"):
                await made.fetch(sound, target, MOST)
    assert there.read_bytes() == b"something else"
    assert names_in(tmp_path) == ["there"]


async def test_nothing_stays_of_what_is_cut_off(server: TelegramServer, tmp_path: Path) -> None:
    sound, target = Sound(server.files.keep(SPOKEN).id), tmp_path / "sound"
    async with hasty(server, QUICK) as made:
        server.fail_next("file", Body(pause=0.05))
        fetching = asyncio.create_task(made.fetch(sound, target, MOST))
        await until(target.exists)
        fetching.cancel()
        await asyncio.wait({fetching})
        assert fetching.cancelled()
        assert not target.exists()


async def test_nothing_is_fetched_behind_the_end(server: TelegramServer, tmp_path: Path) -> None:
    sound = Sound(server.files.keep(SPOKEN).id)
    async with hasty(server) as made:
        await made.close()
        await not_fetched(made, sound, tmp_path, NotNow, "closed")
    assert server.calls["getFile"] == 0


async def test_nothing_of_it_is_written_to_the_log(
    server: TelegramServer, tmp_path: Path, note: VoiceNote, jonas: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sound = Sound(server.files.keep(SPOKEN).id)
    async with hasty(server) as made:
        await made.fetch(sound, tmp_path / "sound", MOST)
        server.fail_next("file", "drop before")
        await not_fetched(made, sound, tmp_path, NotNow)
        await made.deliver(sending(note))
    assert TOKEN not in caplog.text


# Sending -------------------------------------------------------------------------------------------------------------


async def test_a_voice_message_is_sent_once(server: TelegramServer, jonas: User, note: VoiceNote) -> None:
    async with hasty(server) as made:
        reference = await made.deliver(sending(note, reply_to="4242/1"))
    [sent] = server.sent
    assert reference == f"4242/{sent.message_id}"
    assert (sent.voice, sent.seconds, sent.name, sent.text) == (SPOKEN, 3, "voice.ogg", "")
    assert (sent.reply_to, sent.thread, sent.silent) == (None, None, False)
    assert server.calls["sendVoice"] == 1


async def test_the_shortest_lasts_a_second(server: TelegramServer, jonas: User, note: VoiceNote) -> None:
    note.path.write_bytes(opus(0.2))
    async with hasty(server) as made:
        await made.deliver(sending(replace(note, seconds=0.2)))
    assert server.sent[0].seconds == 1


async def test_a_voice_message_in_a_topic_answers_there(server: TelegramServer, jonas: User, note: VoiceNote) -> None:
    forum = server.group("Bikes", forum=True)
    topic = forum.topic("Tyres")
    asked = server.say(forum, jonas, "@mira_twin_bot say it", thread=topic)["message_id"]
    async with hasty(server) as made:
        await made.deliver(sending(note, f"telegram/{forum.id}/{topic.id}", reply_to=f"4242/{asked}"))
        topic.closed = True
        with pytest.raises(Refused, match="closed"):
            await made.deliver(sending(note, f"telegram/{forum.id}/{topic.id}"))
    assert [(sent.thread, sent.reply_to) for sent in server.sent] == [(topic.id, asked)]


@pytest.mark.parametrize("filmed", [False, True])
async def test_in_the_owners_name(
    server: TelegramServer, kept: Kept, jonas: User, note: VoiceNote, film: Film, *, filmed: bool
) -> None:
    connection = server.business(server.user("Mira", id=99))
    media = film if filmed else note
    async with listening(server, kept, accounts=("telegram/99",)) as made:
        server.say_business(connection, jonas, jonas, "Say it")
        await until(lambda: kept.texts)
        await made.deliver(sending(media, "telegram/business/99/7", address=connection.id))
        server.change_business(connection, can_reply=False)
        await until(lambda: not server.updates.pending)
        with pytest.raises(Refused, match="Chatbots"):
            await made.deliver(sending(media, "telegram/business/99/7", address=connection.id))
    assert [sent.business_connection_id for sent in server.sent] == [connection.id]


async def test_a_film_has_its_text_under_it(server: TelegramServer, jonas: User, film: Film) -> None:
    async with hasty(server) as made:
        reference = await made.deliver(sending(film, text="Thank you, **Jonas** 🚲"))
        await made.deliver(sending(film))
    first, second = server.sent
    assert reference == f"4242/{first.message_id}"
    assert (first.video, first.size, first.seconds, first.name) == (FILM, (1280, 720), 12, "film.mp4")
    assert first.streams
    assert first.text == "Thank you, Jonas 🚲"
    assert first.entities == ({"type": "bold", "offset": 11, "length": 5},)
    assert second.text == ""


@pytest.mark.parametrize("text", ["🚲" * 2000, "**Slicks** are fine. " * 200, "a\n\n" * 900, "x" * 1025])
async def test_under_a_film_a_long_text_ends_early(server: TelegramServer, jonas: User, film: Film, text: str) -> None:
    async with hasty(server) as made:
        await made.deliver(sending(film, text=text))
    shown = server.sent[0].text
    assert utf16(shown) <= 1024
    assert utf16(shown) > 800
    assert text.replace("**", "").startswith(shown.removesuffix("…"))


def test_a_text_that_just_fits_under_a_film_stays_whole() -> None:
    assert captioned("🚲" * 512) == ("🚲" * 512, ())
    shown, entities = captioned("**" + "x" * 1024 + "**")
    assert (shown, len(entities)) == ("x" * 1024, 1)


async def test_who_wants_no_voice_messages_still_gets_texts(
    server: TelegramServer, jonas: User, note: VoiceNote
) -> None:
    jonas.forbids_voice = True
    async with hasty(server) as made:
        with pytest.raises(Refused, match="privacy settings") as caught:
            await made.deliver(sending(note))
        await made.deliver(Delivery(2, "telegram/7", "Slicks.", "", datetime.now(UTC)))
    assert not caught.value.closed
    assert [sent.text for sent in server.sent] == ["Slicks."]


# What happens, the kind of error, what its sentence says, and how long to wait or whether the conversation is closed.
MEANINGS: list[tuple[Fault, type[DeliveryError], str, float | bool | None]] = [
    (refused(400, "VOICE_MESSAGES_FORBIDDEN"), Refused, "privacy", False),
    (refused(400, "VIDEO_MESSAGES_FORBIDDEN"), Refused, "privacy", False),
    (refused(400, "user restricted receiving of voice note messages"), Refused, "privacy", False),
    (refused(400, "user restricted receiving of video messages"), Refused, "privacy", False),
    (refused(400, "CHAT_SEND_VOICES_FORBIDDEN"), Refused, "rights", False),
    (refused(400, "not enough rights to send voice notes to the chat"), Refused, "rights", False),
    (refused(400, "file is too big"), Refused, "so large", False),
    (refused(403, "bot was blocked by the user"), Refused, "blocked", True),
    (Status(413, "Request Entity Too Large"), Refused, "so large", False),
    (Status(429, retry_after=7), NotNow, "wait", 7.0),
    (Status(401, "Unauthorized"), NotNow, "token", 60.0),
    (500, InDoubt, "", None),
    ("garbage", InDoubt, "", None),
    ("drop after", InDoubt, "", None),
]


@pytest.mark.parametrize("filmed", [False, True])
async def test_what_an_error_means(
    server: TelegramServer, kept: Kept, jonas: User, note: VoiceNote, film: Film, *, filmed: bool
) -> None:
    method, media = ("sendVideo", film) if filmed else ("sendVoice", note)
    async with listening(server, kept) as made:
        for fault, kind, words, detail in MEANINGS:
            server.fail_next(method, fault)
            with pytest.raises(kind, match=words) as caught:
                await made.deliver(sending(media))
            said: Any = caught.value
            assert getattr(said, "seconds", getattr(said, "closed", None)) == detail
            assert TOKEN.lower() not in chained(said)
        assert len(server.sent) == 2  # "garbage" and "drop after" were carried out
        await made.deliver(sending(media))
    assert kept.kinds == ["token"]


@pytest.mark.parametrize("fault", ["hang before", "hang after", "stall"])
async def test_a_small_file_may_have_arrived_whatever_happened(
    server: TelegramServer, jonas: User, note: VoiceNote, fault: Fault
) -> None:
    async with hasty(server) as made:
        server.fail_next("sendVoice", fault)
        with pytest.raises(InDoubt):
            await made.deliver(sending(note))


# More than all buffers on the way hold.
LARGE = 30_000_000


@pytest.mark.parametrize(
    ("fault", "seconds", "kind"),
    [
        (Cut(1_000_000), 60.0, NotNow),
        ("stall", 1.0, NotNow),
        ("drop before", 60.0, NotNow),
        ("hang before", 5.0, InDoubt),
        ("drop after", 60.0, InDoubt),
    ],
)
async def test_an_upload_that_was_not_complete_surely_did_not_arrive(
    server: TelegramServer, jonas: User, film: Film, fault: Fault, seconds: float, kind: type[DeliveryError]
) -> None:
    with film.path.open("r+b") as file:
        file.truncate(LARGE)
    async with hasty(server, replace(QUICK, upload=seconds)) as made:
        server.fail_next("sendVideo", fault)
        with pytest.raises(kind):
            await made.deliver(sending(film))
        assert server.faults.happened == [("sendVideo", fault)]


async def test_nobody_is_there_to_take_it(server: TelegramServer, jonas: User, note: VoiceNote) -> None:
    async with hasty(server) as made:
        await server.stop()
        with pytest.raises(NotNow, match="cannot be reached"):
            await made.deliver(sending(note))
        await server.start()
        await made.deliver(sending(note))
    assert len(server.sent) == 1


async def test_there_is_nothing_to_be_sent(server: TelegramServer, jonas: User, note: VoiceNote, film: Film) -> None:
    async with hasty(server) as made:
        for path in (note.path.with_name("gone.ogg"), note.path.parent):
            with pytest.raises(Refused, match="not there any more") as caught:
                await made.deliver(sending(replace(note, path=path)))
            assert not caught.value.closed
            assert str(path) not in chained(caught.value)
        note.path.write_bytes(b"")
        with pytest.raises(Refused, match="non-empty"):
            await made.deliver(sending(note))
        with film.path.open("r+b") as file:
            file.truncate(50 * 1024 * 1024 + 1)
        with pytest.raises(Refused, match="50 MB"):
            await made.deliver(sending(film))
    assert server.calls["sendVideo"] == 0


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="there is no list of open files here")
async def test_no_file_is_left_open(server: TelegramServer, jonas: User, note: VoiceNote, tmp_path: Path) -> None:
    faults: tuple[Fault, ...] = (500, "drop after")
    async with hasty(server) as made:
        for fault in faults:
            server.fail_next("sendVoice", fault)
            with pytest.raises(InDoubt):
                await made.deliver(sending(note))
        server.fail_next("file", "drop after")
        await not_fetched(made, Sound(server.files.keep(SPOKEN).id), tmp_path, NotNow)
        assert opened_in(tmp_path) == []
