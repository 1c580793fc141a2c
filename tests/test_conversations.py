"""Conversations as they go on: quiet times, bursts, and what happens when no answer can be made."""

import asyncio
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import conversations as conversations_module
from bot.answering import Answering
from bot.conversations import Conversations
from bot.engine import Engine
from bot.ledger import Ledger
from bot.ledger.decisions import Decisions
from bot.policy import Rules
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
    until,
)
from twin.brief import Brief
from twin.draft import Autonomy, Decision, Draft, Mode
from twin.errors import EmbedderError, StoreError
from twin.knowledge import Audience, Recollection
from twin.message import Arrival, Burst, Conversation
from twin.seams import Recaller

ANN = "fake/ann"
QUIET = 0.2


@dataclass
class Answers:
    """A Writer that answers with the question; it waits for ``may_write``, and ``asked`` tells what it was asked."""

    asked: list[str] = field(default_factory=list)
    may_write: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_write.set()

    def write(self, brief: Brief) -> Draft | None:
        """An answer that quotes what was asked."""
        self.asked.append(brief.text)
        assert self.may_write.wait(5)
        return Draft((f"answer to {brief.text}",), 0.9, "fake", "a fake")


@dataclass
class Breaks:
    """A Recaller that raises these errors, one after the other, and then finds nothing."""

    errors: list[Exception]
    asked: int = 0

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Raise the next error."""
        assert len(question) < k * 100
        assert reader is Audience.PUBLIC
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return Recollection((), ())


class FullDisk(Decisions):
    """Decisions of which the first few cannot be stored."""

    failures = 3

    def decide(
        self, burst: Burst, decision: Decision, parts: Sequence[Sequence[str]], reader: Audience = Audience.OWNER
    ) -> bool:
        """Fail, for a while."""
        if self.failures:
            self.failures -= 1
            raise StoreError("the disk is full")
        return super().decide(burst, decision, parts, reader)


@dataclass
class Served:
    """Conversations with what they stand between."""

    ledger: Ledger
    writer: Answers
    adapter: FakeAdapter
    notices: Notices
    conversations: Conversations
    answered: list[str]
    paused: bool = False

    def arrive(self, *arrivals: Arrival) -> None:
        """Something arrives in Ann's conversation."""
        for arrival in arrivals:
            assert self.ledger.inbox.receive(arrival)
        self.conversations.heard(ANN)

    async def rest(self) -> None:
        """Wait until nothing is done any more."""
        await until(lambda: not self.conversations._lanes.busy)

    @property
    def remembers_nothing(self) -> bool:
        """Whether no conversation has left anything in memory."""
        served = self.conversations
        return not (served._heard or served._failures or served._lanes._woken)

    def using(self, recaller: Recaller, sentences: Says | None = None) -> None:
        """Answer with another memory, and other sentences."""
        answering = self.conversations.answering
        engine = replace(answering.engine, recaller=recaller, sentences=sentences or Says())
        self.conversations.answering = replace(answering, engine=engine)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Short pauses, and a data folder for what goes wrong."""
    monkeypatch.setattr(conversations_module, "_RETRIES", (0.01, 0.02))
    monkeypatch.setattr(conversations_module, "_STORE_PAUSE", 0.01)
    monkeypatch.setattr(conversations_module, "_LONGEST_PAUSE", 0.05)
    monkeypatch.setenv("TWIN_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        writer, adapter, notices, answered = Answers(), FakeAdapter(), Notices(), list[str]()
        engine = Engine(SaysBot(), NoAlarm(), WordsOf(), EmptyMemory(), writer, Forbids(), Says())
        rules = Rules(frozenset({"everyone", "groups"}))
        answering = Answering(ledger, engine, FakeReaders(), rules, timedelta(seconds=60))
        conversations = Conversations(
            answering,
            {"fake": adapter},
            QUIET,
            notices.notify,
            answered.append,
            lambda: made.paused,
        )
        made = Served(ledger, writer, adapter, notices, conversations, answered)
        yield made
        writer.may_write.set()


@pytest.fixture
def log() -> Iterator[list[str]]:
    """The lines of the log, as they are written while a test runs."""
    lines: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage() + str(record.exc_info or ""))

    twin, handler = logging.getLogger("twin"), Lines()
    level = twin.level
    twin.addHandler(handler)
    twin.setLevel(logging.DEBUG)
    yield lines
    twin.removeHandler(handler)
    twin.setLevel(level)


# Somebody in danger.


async def test_somebody_in_danger_waits_neither_for_the_quiet_nor_for_a_slow_answer(served: Served) -> None:
    served.writer.may_write.clear()
    ann = Writing()
    served.arrive(ann.message("slow question"))
    await until(lambda: served.writer.asked)
    served.arrive(ann.message("danger", after=900))
    await until(lambda: rows_of(served, "help"))
    assert not rows_of(served, "answer to")
    served.writer.may_write.set()
    await served.rest()

    assert rows_of(served, "answer to")


def rows_of(served: Served, text: str) -> list[str]:
    """What is about to be delivered to Ann, or was, that begins like this."""
    due = served.ledger.outbox.next(ANN)
    found = []
    while due is not None and served.ledger.outbox.begin(due.delivery):
        served.ledger.outbox.sent(due.delivery, "")
        served.adapter.arrived.append(due.delivery)
        due = served.ledger.outbox.next(ANN)
    found += [delivery.text for delivery in served.adapter.arrived if delivery.text.startswith(text)]
    return found


async def test_the_same_trouble_is_logged_once_and_danger_every_time(served: Served, log: list[str]) -> None:
    ann = Writing()
    for number in range(3):
        served.arrive(ann.message(f"danger {number}", after=900))
        await served.rest()
        await until(lambda number=number: sum("may be in danger" in line for line in log) == number + 1)  # type: ignore[misc]


async def test_where_the_twin_is_off_the_owner_alone_hears_of_danger(served: Served, log: list[str]) -> None:
    served.ledger.modes.set("", Autonomy(Mode.OFF))
    served.arrive(Writing().message("danger"))
    await served.rest()
    await until(lambda: any("may be in danger" in line for line in log))

    assert served.ledger.outbox.next(ANN) is None
    assert served.ledger.decisions.waiting() == []


# Quiet times.


async def test_what_is_written_in_quick_succession_is_answered_once(served: Served) -> None:
    ann = Writing()
    for text in ("hey", "do you", "sell tubes?"):
        served.arrive(ann.message(text))
        await asyncio.sleep(QUIET / 5)
    await served.rest()

    assert served.writer.asked == ["hey\ndo you\nsell tubes?"]
    assert served.answered == [ANN]
    assert served.remembers_nothing


async def test_the_quiet_time_is_kept_before_an_answer(served: Served) -> None:
    before = time.monotonic()
    served.arrive(Writing().message("a?"))
    await until(lambda: served.writer.asked)

    assert time.monotonic() - before >= QUIET * 0.95
    await served.rest()


async def test_whoever_does_not_stop_writing_is_answered_nevertheless(served: Served) -> None:
    ann = Writing()
    before = time.monotonic()
    while not served.writer.asked:
        assert time.monotonic() - before < QUIET * 100
        served.arrive(ann.message("and?"))
        await asyncio.sleep(QUIET / 5)

    assert time.monotonic() - before >= QUIET * 3.9
    await served.rest()


async def test_what_is_written_during_an_answer_has_a_quiet_time_of_its_own(served: Served) -> None:
    ann = Writing()
    served.writer.may_write.clear()
    served.arrive(ann.message("a?"))
    await until(lambda: served.writer.asked)
    served.arrive(ann.message("b?"))
    served.writer.may_write.set()
    await until(lambda: served.answered)
    await asyncio.sleep(QUIET / 5)
    served.arrive(ann.message("c?"))
    await served.rest()

    assert served.writer.asked == ["a?", "b?\nc?"]


async def test_what_waits_since_before_the_start_is_answered_at_once(served: Served) -> None:
    served.conversations.quiet = 60.0
    served.ledger.inbox.receive(Writing().message("a?"))
    before = time.monotonic()
    served.conversations.wake(ANN)
    await until(lambda: served.writer.asked)

    assert time.monotonic() - before < 20
    await served.rest()


async def test_of_several_people_in_a_group_each_is_answered(served: Served) -> None:
    group = Conversation("fake/-1", "fake/-1", group=True)
    for name in ("ann", "bob", "cid"):
        served.ledger.inbox.receive(Writing(f"fake/{name}", group).message(f"{name}?"))
    served.conversations.heard("fake/-1")
    await served.rest()

    assert sorted(served.writer.asked) == ["ann?", "bob?", "cid?"]


async def test_conversations_are_answered_side_by_side(served: Served) -> None:
    served.writer.may_write.clear()
    for name in ("ann", "bob"):
        key = f"fake/{name}"
        served.ledger.inbox.receive(Writing(key, Conversation(key, key)).message(f"{name}?"))
        served.conversations.wake(key)
    await until(lambda: len(served.writer.asked) == 2)
    served.writer.may_write.set()
    await served.rest()


async def test_somebody_is_typing_while_an_answer_is_made(served: Served) -> None:
    served.writer.may_write.clear()
    served.arrive(Writing().message("a?"))
    await until(lambda: served.writer.asked)
    assert served.adapter.typing == [(ANN, True)]
    served.writer.may_write.set()
    await served.rest()

    assert served.adapter.typing[:2] == [(ANN, True), (ANN, False)]


async def test_the_texts_are_cut_as_the_platform_needs_it(served: Served) -> None:
    served.arrive(Writing().message("one|two?"))
    await served.rest()

    texts = []
    while due := served.ledger.outbox.next(ANN):
        texts.append(due.delivery.text)
        served.ledger.outbox.begin(due.delivery)
        served.ledger.outbox.sent(due.delivery, "")
    assert texts == ["machine", "answer to one", "two?"]


async def test_paused_nothing_is_answered_until_it_goes_on(served: Served) -> None:
    served.paused = True
    served.arrive(Writing().message("a?"))
    await served.rest()
    assert (served.writer.asked, served.adapter.typing) == ([], [])

    served.paused = False
    served.conversations.wake(ANN)
    await served.rest()

    assert served.writer.asked == ["a?"]
    assert served.remembers_nothing


async def test_a_pause_holds_for_what_is_in_its_quiet_time(served: Served) -> None:
    served.arrive(Writing().message("a?"))
    await asyncio.sleep(QUIET / 4)
    served.paused = True
    await served.rest()

    assert served.writer.asked == []


async def test_platforms_that_are_not_served_are_left_alone(served: Served) -> None:
    other = Conversation("other/ann", "other/ann")
    served.ledger.inbox.receive(Writing("other/ann", other).message("a?"))
    served.conversations.heard("other/ann")
    served.conversations.wake("other/ann")

    assert not served.conversations._lanes.busy
    assert served.remembers_nothing


async def test_nothing_is_answered_after_the_end(served: Served) -> None:
    served.arrive(Writing().message("a?"))
    await served.conversations.stop(1)
    served.conversations.wake(ANN)
    await asyncio.sleep(QUIET * 1.5)

    assert served.writer.asked == []
    assert served.ledger.decisions.waiting() == [ANN]


async def test_what_is_being_answered_at_the_end_may_be_finished(served: Served) -> None:
    served.writer.may_write.clear()
    served.arrive(Writing().message("a?"))
    await until(lambda: served.writer.asked)
    stopping = asyncio.create_task(served.conversations.stop(5))
    await asyncio.sleep(0.01)
    served.writer.may_write.set()
    await stopping

    assert served.answered == [ANN]
    assert served.ledger.decisions.waiting() == []


async def test_an_answer_that_takes_too_long_at_the_end_is_left(served: Served) -> None:
    served.writer.may_write.clear()
    served.arrive(Writing().message("a?"))
    await until(lambda: served.writer.asked)
    await served.conversations.stop(0.01)
    # Its thread cannot be cut off, and ends by itself.
    served.writer.may_write.set()

    assert served.answered == []
    assert served.adapter.typing == [(ANN, True), (ANN, False)]


# What goes wrong.


async def test_an_engine_that_fails_twice_and_then_works_has_answered(served: Served) -> None:
    recaller = Breaks([ValueError("x"), EmbedderError("no model")])
    served.using(recaller)
    served.arrive(Writing().message("a?"))
    await served.rest()

    assert recaller.asked == 3
    assert served.writer.asked == ["a?"]
    assert served.ledger.history.handed_over() == []
    assert served.notices.given == []
    assert served.remembers_nothing


@pytest.mark.parametrize(
    ("error", "told"),
    [(ValueError("a? by Ann Example"), "ValueError"), (EmbedderError("the model is gone"), "the model is gone")],
)
async def test_an_engine_that_fails_for_ever_hands_the_message_over(
    served: Served, log: list[str], patience: Path, error: Exception, told: str
) -> None:
    recaller = Breaks([error] * 3)
    served.using(recaller)
    served.arrive(Writing().message("a?"))
    await served.rest()

    assert recaller.asked == 3
    [one] = served.ledger.history.handed_over()
    assert (one.text, one.reason) == ("a?", f"something went wrong: {told}")
    [notice] = served.notices.given
    assert (notice.adapter, notice.kind, notice.sentence) == (
        "fake",
        "answering",
        f"a message was handed over to you: {told}",
    )
    assert served.ledger.outbox.next(ANN) is None
    said = "\n".join(log) + (patience / "errors.log").read_text(encoding="utf-8")
    assert "a?" not in said
    assert "Ann Example" not in said
    assert served.remembers_nothing


async def test_after_a_message_was_handed_over_the_next_one_is_answered(served: Served) -> None:
    ann = Writing()
    served.using(Breaks([ValueError("x")] * 3))
    served.arrive(ann.message("a?"))
    await served.rest()
    served.arrive(ann.message("b?"))
    await served.rest()

    assert served.writer.asked == ["b?"]


async def test_the_owners_sentence_for_errors_goes_out_after_the_disclosure(served: Served) -> None:
    served.using(Breaks([ValueError("x")] * 3), Says(error="sorry"))
    served.arrive(Writing().message("a?"))
    await served.rest()

    due = served.ledger.outbox.next(ANN)
    assert due
    assert due.delivery.text == "machine"
    assert served.answered == [ANN]


async def test_one_conversation_that_fails_does_not_disturb_another(served: Served) -> None:
    served.using(Breaks([ValueError("x")] * 2))
    served.ledger.inbox.receive(Writing("fake/bob", Conversation("fake/bob", "fake/bob")).message("b?"))
    served.ledger.inbox.receive(Writing().message("a?"))
    served.conversations.wake("fake/bob")
    served.conversations.wake(ANN)
    await served.rest()

    assert sorted(served.writer.asked) == ["a?", "b?"]


async def test_records_that_cannot_be_written_are_tried_until_they_can(served: Served, log: list[str]) -> None:
    served.ledger.decisions = FullDisk(served.ledger._file)
    served.arrive(Writing().message("a?"))
    await served.rest()

    assert served.answered == [ANN]
    assert served.notices.given == []
    assert log.count("fake/ann: the disk is full") == 3
    assert served.ledger.decisions.waiting() == []


async def test_what_could_not_be_handed_over_for_want_of_room_is_later(served: Served) -> None:
    served.ledger.decisions = FullDisk(served.ledger._file)
    served.using(Breaks([ValueError("x")] * 100))
    served.arrive(Writing().message("a?"))
    await served.rest()

    assert [one.reason for one in served.ledger.history.handed_over()] == ["something went wrong: ValueError"]
    assert served.notices.kinds == ["answering"]


async def test_a_platform_that_cannot_cut_a_text_ends_no_conversation(served: Served, log: list[str]) -> None:
    class Uncuttable(FakeAdapter):
        failures = 5

        def parts(self, text: str) -> list[str]:
            if self.failures:
                self.failures -= 1
                raise ValueError(text)
            return [text]

    served.conversations.adapters = {"fake": Uncuttable()}
    served.using(EmptyMemory(), Says(error="sorry"))
    served.arrive(Writing().message("a?"))
    await served.rest()

    assert served.answered == [ANN]
    assert not any("a?" in line for line in log)
    assert served.remembers_nothing


async def test_the_log_has_a_line_for_each_burst_without_what_was_written_or_by_whom(
    served: Served, log: list[str]
) -> None:
    served.arrive(Writing().message("do you sell tubes?"))
    await served.rest()

    [line] = log
    assert line.startswith("fake/ann: 1 message, send fake 0.90, ")
    assert "tubes" not in line
    assert "Ann Example" not in line
