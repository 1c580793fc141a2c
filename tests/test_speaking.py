"""What is said aloud behind its text: made once, within the budgets, and never in the text's way."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import speaking as speaking_module
from bot.ledger import Ledger
from bot.ledger.cases import Outcome as Ruled
from bot.outbox import Outbox
from bot.speaking import OUT, Allowance, Speaking
from tests.fakes import FakeAdapter, Notices, Outcome, Writing, until
from twin.draft import Action, Decision, Draft
from twin.errors import Refused, SpeechError
from twin.message import Conversation, Delivery, Reply
from twin.voice import Spoken, VoiceNote

ANN = "fake/ann"
BEN = "fake/ben"


@dataclass
class Voice:
    """A Speaker that writes its words into the file, and is paid a character each unless it has said them before."""

    name: str = "fake"
    said: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    fault: Exception | None = None
    may_speak: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_speak.set()

    def price(self, text: str) -> int:
        """A character each."""
        return 0 if text in self.known else len(text)

    async def say(self, text: str, to: Path) -> Spoken:
        """Its words, as a file."""
        await self.may_speak.wait()
        if self.fault:
            raise self.fault
        paid = self.price(text)
        self.said.append(text)
        self.known.add(text)
        await asyncio.to_thread(to.write_text, text)
        return Spoken(VoiceNote(to, len(text) / 10, b"\x10\x20"), paid)

    def forget(self, texts: Collection[str]) -> None:
        """Some are said anew."""
        self.known.difference_update(texts)


@dataclass
class Stage:
    """A ledger with what speaks and what delivers."""

    data: Path
    ledger: Ledger
    voice: Voice | None = field(default_factory=Voice)
    adapter: FakeAdapter = field(default_factory=FakeAdapter)
    notices: Notices = field(default_factory=Notices)
    allowance: Allowance = field(default_factory=Allowance)
    wait: float = 0.0
    paused: bool = False
    writing: dict[str, Writing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        adapters = {"fake": self.adapter}
        self.outbox = Outbox(
            ledger=self.ledger,
            adapters=adapters,
            repeats=False,
            notify=self.notices.notify,
            paused=lambda: self.paused,
            moved=lambda _: None,
            voice_wait=self.wait,
        )
        self.speaking = Speaking(
            self.ledger, lambda: self.voice, self.data, self.allowance, adapters, self.notices.notify,
            self.outbox.wake, lambda: self.paused,
        )  # fmt: skip

    def decide(self, *texts: str, to: str = ANN, aloud: bool = True, action: Action = Action.SEND) -> int:
        """Something arrives, and this is decided to be said to it; the decision's number."""
        writing = self.writing.setdefault(to, Writing(to, Conversation(to, to)))
        assert self.ledger.inbox.receive(writing.message("?", after=60))
        burst = self.ledger.decisions.burst(to, timedelta(0))
        assert burst
        discloses = not burst.disclosed and action is Action.SEND
        said = ("I am an AI.", *texts) if discloses else texts
        draft = Draft(texts, 0.5, "fake", "a fake")
        reply = Reply(said if action is Action.SEND else ())
        decision = Decision(action, reply, "", draft, discloses=discloses, aloud=aloud)
        assert self.ledger.decisions.decide(burst, decision, [[text] for text in decision.reply.texts])
        return int(Database(self.data / "ledger.db").execute("SELECT max(id) FROM decisions").fetchone()[0])

    def states(self, form: str = "voice") -> list[tuple[str, str]]:
        """What became of the deliveries of this form, and why."""
        sql = "SELECT state, problem FROM deliveries WHERE form = ? ORDER BY id"
        return [tuple(row) for row in Database(self.data / "ledger.db").execute(sql, [form])]

    async def work(self, *conversations: str) -> None:
        """Until nothing is done any more."""
        for conversation in conversations or (ANN,):
            self.speaking.wake(conversation)
            self.outbox.wake(conversation)
        await until(lambda: not self.speaking._lanes.busy and not self.outbox._lanes.busy)

    @property
    def heard(self) -> list[str]:
        """What contacts got, in order; a voice message by what its file said when it was sent."""
        return [f"🔊 {self.voice_of(one)}" if one.media else one.text for one in self.adapter.arrived]

    def voice_of(self, delivery: Delivery) -> str:
        """What is said in a voice message, which has no text of its own."""
        assert isinstance(delivery.media, VoiceNote)
        assert not delivery.text
        return delivery.media.path.read_text()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        yield Stage(tmp_path, ledger)


# Behind the text.


async def test_the_text_goes_out_at_once_and_the_voice_behind_it(stage: Stage) -> None:
    assert stage.voice
    stage.voice.may_speak.clear()
    stage.decide("one", "two")
    stage.speaking.wake(ANN)
    stage.outbox.wake(ANN)
    await until(lambda: len(stage.adapter.arrived) == 3)
    stage.voice.may_speak.set()
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "two", "🔊 one\ntwo"]
    assert stage.states() == [("sent", "")]


async def test_the_next_text_does_not_wait_for_a_voice_in_the_making(stage: Stage) -> None:
    assert stage.voice
    stage.voice.may_speak.clear()
    stage.decide("one")
    stage.decide("two", aloud=False)
    stage.speaking.wake(ANN)
    stage.outbox.wake(ANN)
    await until(lambda: len(stage.adapter.arrived) == 3)
    stage.voice.may_speak.set()
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "two", "🔊 one"]


async def test_a_text_waits_for_its_voice_if_the_owner_wants_that(tmp_path: Path, stage: Stage) -> None:
    stage.wait = 30
    stage.__post_init__()
    assert stage.voice
    stage.voice.may_speak.clear()
    stage.decide("one")
    stage.outbox.wake(ANN)
    stage.speaking.wake(ANN)
    await asyncio.sleep(0.05)
    assert stage.heard == []
    stage.voice.may_speak.set()
    await until(lambda: len(stage.adapter.arrived) == 3)

    assert stage.heard == ["I am an AI.", "one", "🔊 one"]


async def test_a_text_waits_no_longer_than_the_owner_wants(stage: Stage) -> None:
    stage.wait = 0.1
    stage.__post_init__()
    assert stage.voice
    stage.voice.may_speak.clear()
    stage.decide("one")
    stage.outbox.wake(ANN)
    stage.speaking.wake(ANN)
    await until(lambda: len(stage.adapter.arrived) == 2)
    stage.voice.may_speak.set()
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "🔊 one"]


async def test_a_text_that_waits_for_a_voice_goes_out_when_there_will_be_none(stage: Stage) -> None:
    stage.wait = 30
    stage.__post_init__()
    stage.voice = Voice(fault=SpeechError("the provider has no such voice.", "voice"))
    stage.decide("one")
    stage.outbox.wake(ANN)
    stage.speaking.wake(ANN)
    await until(lambda: len(stage.adapter.arrived) == 2)

    assert stage.heard == ["I am an AI.", "one"]


async def test_what_is_not_to_be_said_aloud_is_not(stage: Stage) -> None:
    stage.decide("one", aloud=False)
    await stage.work()

    assert stage.heard == ["I am an AI.", "one"]
    assert stage.states() == []


async def test_what_only_tells_that_this_is_an_ai_is_not_said_aloud(stage: Stage) -> None:
    stage.decide()
    await stage.work()

    assert stage.heard == ["I am an AI."]
    assert stage.states() == []


async def test_a_draft_is_said_aloud_when_it_is_sent_and_as_it_was_edited(stage: Stage) -> None:
    stage.decide("first")
    await stage.work()
    held = stage.decide("as drafted", action=Action.HOLD)
    await stage.work()
    before = list(stage.heard)
    assert stage.ledger.cases.rule(held, Ruled.EDITED, "terminal", texts=("as edited",), parts=[["as edited"]])
    await stage.work()

    assert before == ["I am an AI.", "first", "🔊 first"]
    assert stage.heard[3:] == ["as edited", "🔊 as edited"]


# What keeps it from being said.


async def test_whatever_goes_wrong_the_text_stands_and_the_owner_is_told(stage: Stage) -> None:
    stage.voice = Voice(fault=SpeechError("the provider does not answer.", "network"))
    stage.decide("one")
    await stage.work()

    assert stage.heard == ["I am an AI.", "one"]
    assert stage.states() == [("cancelled", "the provider does not answer.")]
    [notice] = stage.notices.given
    assert notice.kind == "voice"
    assert notice.sentence == "an answer was written, but not said aloud: the provider does not answer."


@pytest.mark.parametrize("kind", ["length", "nothing"])
async def test_what_is_too_long_or_holds_no_words_is_written_only_and_nobody_is_bothered(
    stage: Stage, kind: str
) -> None:
    stage.voice = Voice(fault=SpeechError("no.", kind))
    stage.decide("one")
    await stage.work()

    assert stage.heard == ["I am an AI.", "one"]
    assert stage.notices.given == []


async def test_without_a_voice_and_where_none_can_be_sent_everything_is_written(stage: Stage) -> None:
    stage.voice = None
    stage.decide("one")
    await stage.work()
    stage.voice, stage.adapter.media = Voice(), frozenset()
    stage.decide("two")
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "two"]
    assert {state for state, _ in stage.states()} == {"cancelled"}
    assert stage.voice.said == []
    assert stage.notices.given == []


async def test_a_reader_who_takes_no_voice_messages_has_the_text(stage: Stage) -> None:
    stage.adapter.outcomes = iter([Outcome(), Outcome(), Outcome(arrives=False, error=Refused("no voice messages"))])
    stage.decide("one")
    await stage.work()
    stage.decide("two", aloud=False)
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "two"]
    assert stage.states() == [("refused", "no voice messages")]
    assert stage.states("text") == [("sent", "")] * 3


async def test_what_is_taken_back_is_not_said_aloud_either(stage: Stage) -> None:
    assert stage.voice
    stage.voice.may_speak.clear()
    decision = stage.decide("one")
    stage.speaking.wake(ANN)
    stage.outbox.wake(ANN)
    await until(lambda: len(stage.adapter.arrived) == 2)
    stage.ledger.cases.withdraw(decision)
    stage.voice.may_speak.set()
    await stage.work()

    assert stage.heard == ["I am an AI.", "one"]


async def test_a_voice_message_that_would_come_hours_late_is_not_made(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking_module, "_LATE", timedelta(0))
    stage.decide("one")
    await stage.work()

    assert stage.voice
    assert stage.voice.said == []
    assert stage.notices.given == []


async def test_nothing_is_made_while_the_twin_is_paused(stage: Stage) -> None:
    stage.paused = True
    stage.decide("one")
    await stage.work()
    assert stage.voice
    assert stage.voice.said == []
    stage.paused = False
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "🔊 one"]


# What it may take.


async def test_a_contact_is_said_no_more_in_a_day_than_the_owner_allows(stage: Stage) -> None:
    stage.speaking.allowance = Allowance(day=100, contact=10)
    for text in ("a" * 6, "b" * 6, "c" * 4):
        stage.decide(text)
        await stage.work()
    stage.decide("d" * 9, to=BEN)
    await stage.work(BEN)

    assert stage.voice
    assert stage.voice.said == ["a" * 6, "c" * 4, "d" * 9]
    [notice] = stage.notices.given
    assert "TWIN_VOICE_CONTACT_BUDGET" in notice.sentence


async def test_everybody_together_is_said_no_more_in_a_day_than_the_owner_allows(stage: Stage) -> None:
    stage.speaking.allowance = Allowance(day=10)
    stage.decide("a" * 6)
    stage.decide("b" * 6, to=BEN)
    await stage.work(ANN, BEN)

    assert stage.voice
    # They were asked for side by side, and only one of them fits.
    assert len(stage.voice.said) == 1
    assert "TWIN_VOICE_DAY_BUDGET" in stage.notices.given[0].sentence


async def test_what_was_said_before_costs_nothing(stage: Stage) -> None:
    stage.speaking.allowance = Allowance(day=5, contact=5)
    for to in (ANN, BEN):
        stage.decide("hello", to=to)
        await stage.work(to)

    assert stage.voice
    assert stage.voice.said == ["hello", "hello"]
    assert stage.notices.given == []
    assert stage.ledger.aloud.today(ANN) == (5, 5)
    assert stage.ledger.aloud.today(BEN) == (5, 0)


# Files.


async def test_a_file_is_kept_until_it_was_sent_and_no_longer(stage: Stage) -> None:
    stage.adapter.outcomes = iter([Outcome(), Outcome(), Outcome(arrives=False, error=Refused("no"))])
    stage.decide("one")
    stage.speaking.wake(ANN)
    await until(lambda: not stage.speaking._lanes.busy)
    stage.speaking.tidy()
    folder = stage.data / OUT
    before = [path.read_text() for path in folder.iterdir()]
    await stage.work()
    stage.speaking.tidy()

    assert before == ["one"]
    assert list(folder.iterdir()) == []


async def test_after_a_stop_in_the_middle_it_is_made_and_sent(stage: Stage) -> None:
    assert stage.voice
    stage.voice.may_speak.clear()
    stage.decide("one")
    stage.speaking.wake(ANN)
    await asyncio.sleep(0.05)
    await stage.speaking.stop(0.01)
    stage.voice.may_speak.set()
    stage.__post_init__()
    assert stage.ledger.aloud.conversations() == [ANN]
    await stage.work()

    assert stage.heard == ["I am an AI.", "one", "🔊 one"]


# Said again.


async def test_the_last_answer_is_said_aloud_when_somebody_asks_for_it_and_only_once(stage: Stage) -> None:
    stage.decide("one", aloud=False)
    await stage.work()
    for _ in range(2):
        stage.decide(action=Action.STAY_SILENT)
        await stage.work()

    assert stage.heard == ["I am an AI.", "one", "🔊 one"]


async def test_without_an_answer_there_is_nothing_to_be_said_aloud(stage: Stage) -> None:
    stage.decide("to somebody else", to=BEN, aloud=False)
    await stage.work(BEN)
    stage.decide(action=Action.STAY_SILENT)
    await stage.work()

    assert stage.heard == ["I am an AI.", "to somebody else"]


# What is remembered of it.


async def test_of_what_was_said_aloud_only_what_nobody_else_heard_is_forgotten_with_a_contact(stage: Stage) -> None:
    for to, text in ((ANN, "for both"), (ANN, "for Ann"), (BEN, "for both")):
        stage.decide(text, to=to)
        await stage.work(to)

    assert stage.ledger.aloud.forget(ANN) == ["for Ann"]
    assert stage.ledger.aloud.forget(ANN) == []
    assert stage.ledger.aloud.forget(BEN) == ["for both"]
