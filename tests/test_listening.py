"""What contacts speak is understood before it is answered, within limits, and what cannot be is told in a sentence."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import listening as listening_module
from bot.answering import Answering, whole
from bot.engine import Engine
from bot.ledger import Ledger
from bot.listening import HEARD, Listening, Patience
from bot.policy import Aloud, Limit, Rules
from tests.fakes import (
    EmptyMemory,
    FakeAdapter,
    FakeReaders,
    Forbids,
    NoAlarm,
    Notices,
    Says,
    SaysBot,
    WordsOf,
    Writing,
)
from twin.brief import Brief
from twin.draft import Autonomy, Decision, Draft, Mode
from twin.errors import ListeningError, NotNow, SoundError
from twin.message import Edit, Message
from twin.voice import Sound, Transcript

ANN = "fake/ann"


@dataclass
class Ears:
    """A Transcriber that hears what stands in the file, or fails as it was told to."""

    name: str = "fake"
    faults: list[Exception] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    async def transcribe(self, path: Path) -> Transcript:
        """What stands in the file; every letter takes a tenth of a second."""
        text = await asyncio.to_thread(path.read_text)
        self.heard.append(text)
        if self.faults:
            raise self.faults.pop(0)
        return Transcript(text, "en", len(text) / 10)


@dataclass
class Quoting:
    """A Writer that answers with the question."""

    def write(self, brief: Brief) -> Draft | None:
        """What was asked."""
        return Draft((f"you said: {brief.text}",), 0.9, "fake", "a fake")


@dataclass
class Room:
    """A twin with ears."""

    data: Path
    ledger: Ledger
    ears: Ears = field(default_factory=Ears)
    adapter: FakeAdapter = field(default_factory=FakeAdapter)
    notices: Notices = field(default_factory=Notices)
    anna: Writing = field(default_factory=Writing)
    rules: Rules = field(default_factory=lambda: Rules(frozenset({"everyone"})))
    patience: Patience = field(
        default_factory=lambda: Patience(timedelta(minutes=5), timedelta(minutes=30), keeps=False)
    )

    @property
    def answering(self) -> Answering:
        engine = Engine(
            SaysBot(), NoAlarm(), WordsOf(), EmptyMemory(), Quoting(), Forbids(), Says(),
            aloud=Aloud(mirrored=True),
        )  # fmt: skip
        autonomy = Autonomy(Mode.AUTO)
        return Answering(self.ledger, engine, FakeReaders(), self.rules, timedelta(seconds=60), autonomy)

    @property
    def listening(self) -> Listening:
        adapters = {"fake": self.adapter}
        return Listening(lambda: self.answering, self.ears, self.data, self.patience, adapters, self.notices.notify)

    def say(self, *spoken: str, text: str = "", seconds: float | None = 3.0) -> list[Message]:
        """Anna sends a voice message of these words, or several."""
        messages = []
        for words in spoken:
            self.adapter.sounds[words] = words.encode()
            message = replace(self.anna.message(text, attachment="voice"), sound=Sound(words, seconds, 1000))
            assert self.ledger.inbox.receive(message)
            messages.append(message)
        return messages

    async def answered(self) -> Decision | None:
        """What is decided once everything was listened to."""
        await self.listening.hear(ANN)
        done = self.answering.next(ANN, whole)
        return done.decision if done else None


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(listening_module, "_PAUSES", (0.001, 0.001, 0.001))
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        yield Room(tmp_path, ledger)


# Understood.


async def test_what_is_spoken_is_answered_like_what_is_written_and_aloud(room: Room) -> None:
    room.say("where is the shop")
    decision = await room.answered()

    assert decision
    assert decision.reply.texts == ("machine", "you said: where is the shop")
    assert decision.aloud


async def test_a_caption_and_several_messages_are_answered_together(room: Room) -> None:
    room.say("the red one", text="look")
    room.say("how much is it")
    decision = await room.answered()

    assert decision
    assert decision.reply.texts[1] == "you said: look\nthe red one\nhow much is it"


async def test_it_is_listened_to_once_whatever_happens_then(room: Room) -> None:
    room.say("hello there")
    for _ in range(3):
        await room.listening.hear(ANN)

    assert room.ears.heard == ["hello there"]


async def test_of_the_sound_nothing_stays_unless_the_owner_wants_it(room: Room) -> None:
    room.say("hello there")
    await room.listening.hear(ANN)

    assert [path for path in (room.data / "voice").rglob("*") if path.is_file()] == []


async def test_the_sound_is_kept_if_the_owner_wants_it_until_it_is_taken_back(room: Room) -> None:
    room.patience = replace(room.patience, keeps=True)
    [message, _] = room.say("hello there", "and goodbye")
    await room.listening.hear(ANN)
    room.listening.tidy()
    before = sorted(path.read_text() for path in (room.data / HEARD).iterdir())
    assert room.ledger.inbox.receive(room.anna.deletion(message))
    room.listening.tidy()

    assert before == ["and goodbye", "hello there"]
    assert [path.read_text() for path in (room.data / HEARD).iterdir()] == ["and goodbye"]
    room.patience = replace(room.patience, keeps=False)
    room.listening.tidy()
    assert list((room.data / HEARD).iterdir()) == []


async def test_an_edited_caption_leaves_what_was_spoken(room: Room) -> None:
    [message] = room.say("where is the shop", text="look")
    await room.listening.hear(ANN)
    assert room.ledger.inbox.receive(Edit(replace(message, event=f"{message.event}/edited", text="see")))
    decision = await room.answered()

    assert decision
    assert decision.reply.texts[1] == "you said: see\nwhere is the shop"


async def test_what_is_taken_back_while_it_is_listened_to_is_neither_answered_nor_kept(room: Room) -> None:
    [message] = room.say("a secret")
    unheard = room.answering.unheard(ANN)
    assert room.ledger.inbox.receive(room.anna.deletion(message))

    assert not room.ledger.sounds.heard(unheard[0].message, Transcript("a secret", "en", 1.0))
    assert await room.answered() is None
    assert room.ledger.sounds.kept() == set()


# For whom.


async def test_whoever_is_not_answered_is_not_listened_to(room: Room) -> None:
    room.rules = Rules()
    room.say("hello there")
    await room.listening.hear(ANN)

    assert room.adapter.fetched == []


async def test_whoever_has_had_enough_answers_is_not_listened_to(room: Room) -> None:
    room.rules = replace(room.rules, per_contact=Limit(1, timedelta(hours=1)))
    room.say("one")
    await room.answered()
    room.anna.at += timedelta(minutes=5)
    room.say("two")
    decision = await room.answered()

    assert room.ears.heard == ["one"]
    assert decision
    assert decision.reply.texts == ("limit",)


async def test_a_contact_is_listened_to_for_so_long_a_day(room: Room) -> None:
    room.patience = replace(room.patience, daily=timedelta(seconds=5))
    room.say("a" * 40, "b" * 20, seconds=4.0)
    decision = await room.answered()

    assert room.ears.heard == ["a" * 40]
    assert decision
    assert room.notices.given == []


# Not understood.


async def unheard(room: Room) -> str:
    """Why nothing was understood, as the owner reads it; the contact hears that it was passed on."""
    decision = await room.answered()
    assert decision
    assert decision.reply.texts == ("machine", "unknown")
    return decision.reason.partition("the twin cannot read this: ")[2]


async def test_a_broken_file_is_passed_on_to_the_owner_with_the_reason(room: Room) -> None:
    room.ears.faults = [SoundError("it is broken")]
    room.say("hello")

    assert await unheard(room) == "voice (it is broken)"
    assert room.notices.given == []


async def test_a_sound_in_which_nobody_speaks_is_passed_on(room: Room) -> None:
    room.say("   ")

    assert await unheard(room) == "voice (nobody says anything in it)"


async def test_what_is_longer_than_the_owner_allows_is_not_even_fetched(room: Room) -> None:
    room.say("hello", seconds=301.0)

    assert await unheard(room) == "voice (it is longer than 5 minutes)"
    assert room.adapter.fetched == []


async def test_what_the_platform_does_not_have_any_more_is_passed_on(room: Room) -> None:
    room.say("hello")
    room.adapter.sounds.clear()

    assert await unheard(room) == "voice (it is gone)"


async def test_trouble_of_the_one_who_listens_is_told_to_the_owner(room: Room) -> None:
    room.ears.faults = [ListeningError("the key is refused", "key")]
    room.say("hello")

    assert await unheard(room) == "voice (the key is refused)"
    assert room.notices.kinds == ["listening"]


async def test_what_lacks_for_a_moment_is_tried_again(room: Room) -> None:
    room.ears.faults = [ListeningError("busy", "busy", passing=True)] * 2
    room.say("hello")
    room.adapter.sounds["hello"] = [NotNow("busy", 0.001), b"hello"]
    decision = await room.answered()

    assert decision
    assert decision.reply.texts[1] == "you said: hello"


async def test_who_never_answers_is_not_waited_for_without_end(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening_module, "_PATIENCE", 0.05)
    monkeypatch.setattr(listening_module, "_PAUSES", (60.0,))
    room.ears.faults = [ListeningError("busy", "busy", passing=True)]
    room.say("hello")

    assert await unheard(room) == "voice (nothing could be understood in time)"
    assert not list((room.data / "voice" / "in").iterdir())
