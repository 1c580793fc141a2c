"""The next burst of a conversation, from the records and back into them."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.answering import Answered, Answering, Parts, line, whole
from bot.engine import Engine
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.ledger.owners import Tried, hashed
from bot.policy import Limit, Rules
from tests.fakes import (
    EmptyMemory,
    FakeReaders,
    Forbids,
    NeverAsked,
    NoAlarm,
    Says,
    SaysBot,
    WordsOf,
    Writes,
    Writing,
    burst,
)
from twin.brief import Brief
from twin.draft import Action, Autonomy, Decision, Draft, Kind, Mode
from twin.errors import AnswerError, StoreError
from twin.knowledge import Audience, Recollection
from twin.message import Arrival, Conversation, Message, Moved, Reply

ANN = "fake/ann"
EVERYONE = Rules(frozenset({"everyone", "groups"}))
HOUR = timedelta(hours=1)
GROUP = Conversation("fake/-1", "fake/-1", group=True)
OFF = Autonomy(Mode.OFF)


@dataclass
class WritesMeanwhile:
    """A Writer while which something happens, the first times that it writes; it writes what it was asked."""

    happenings: list[Callable[[], object]]
    asked: list[str] = field(default_factory=list)

    def write(self, brief: Brief) -> Draft | None:
        """An answer that names the question."""
        self.asked.append(brief.text)
        if self.happenings:
            self.happenings.pop(0)()
        return Draft((f"answer to {brief.text}",), 0.9, "fake", "a fake")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with closing(Ledger(file)) as opened:
        yield opened


@pytest.fixture
def elsewhere(file: Path, ledger: Ledger) -> Iterator[Ledger]:
    """The same records as another part of the program has them."""
    assert ledger
    with closing(Ledger(file)) as opened:
        yield opened


@pytest.fixture
def answering(ledger: Ledger) -> Answering:
    engine = Engine(
        SaysBot(), NoAlarm(), WordsOf(), EmptyMemory(), Writes(("written",)), Forbids(), Says(error="sorry")
    )
    return Answering(ledger, engine, FakeReaders(), EVERYONE, timedelta(seconds=3))


def with_writer(answering: Answering, writer: WritesMeanwhile) -> Answering:
    return replace(answering, engine=replace(answering.engine, writer=writer))


def arrive(ledger: Ledger, *arrivals: Arrival) -> None:
    for arrival in arrivals:
        assert ledger.inbox.receive(arrival)


def texts(answered: Answered | None) -> tuple[str, ...]:
    assert answered is not None
    return answered.decision.reply.texts


def waiting(ledger: Ledger, conversation: str = ANN) -> list[str]:
    """What goes out into the conversation, in order; afterwards it is out."""
    found = []
    while due := ledger.outbox.next(conversation):
        found.append(due.delivery.text)
        assert ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, "")
    return found


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    return list(Database(file).execute(sql).fetchall())


# Somebody in danger.


def test_somebody_in_danger_is_answered_before_what_waits_there(answering: Answering) -> None:
    ann, ben = Writing(), Writing("fake/ben", where=Writing().where)
    arrive(answering.ledger, ann.message("a?"), ben.message("danger"), ann.message("b?"))

    done = answering.urgent(ANN, whole)
    assert done is not None
    assert (done.burst.texts, done.decision.reply.texts) == (("danger",), ("machine", "help"))
    assert answering.urgent(ANN, whole) is None
    assert texts(answering.next(ANN, whole)) == ("machine", "written")


def test_somebody_in_danger_whom_nobody_let_in_is_not_answered(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("danger"))

    assert replace(answering, rules=Rules()).urgent(ANN, whole) is None


def silent_about_danger(answered: Answered | None) -> bool:
    """Whether the contact hears nothing, and the owner hears of it at once."""
    assert answered is not None
    decision = answered.decision
    assert (decision.action, decision.reply.texts) == (Action.STAY_SILENT, ())
    return (decision.kind, decision.alert_kind) == (Kind.DANGER, "danger")


@pytest.mark.parametrize("step", [Answering.urgent, Answering.next])
def test_where_the_twin_is_off_the_owner_hears_of_danger_all_the_same(
    answering: Answering, file: Path, step: Callable[[Answering, str, Parts], Answered | None]
) -> None:
    answering.ledger.modes.set("fake/ann", OFF)
    arrive(answering.ledger, Writing().message("danger"))

    assert silent_about_danger(step(answering, ANN, whole))
    assert answering.next(ANN, whole) is None
    assert waiting(answering.ledger) == []
    assert rows(file, "SELECT kind FROM notices WHERE kind = 'danger'") == [("danger",)]


def test_where_the_owner_writes_themselves_they_hear_of_danger_all_the_same(answering: Answering) -> None:
    ann = Writing(at=datetime.now(UTC) - timedelta(minutes=1))
    arrive(answering.ledger, ann.message("a?"), ann.owner_wrote("I am here"), ann.message("danger"))

    assert silent_about_danger(answering.urgent(ANN, whole))


def test_danger_that_nobody_is_told_of_is_not_named_in_the_log(answering: Answering) -> None:
    answering.ledger.modes.set("", OFF)
    arrive(answering.ledger, Writing().message("danger"))
    answered = answering.urgent(ANN, whole)

    assert answered
    assert line(answered, 0) == "fake/ann: 1 message, stay silent, 0.00 s"


# What goes out by itself.


def test_until_the_owner_is_there_to_decide_it_goes_out_and_then_it_waits(answering: Answering, file: Path) -> None:
    ann = Writing()
    arrive(answering.ledger, ann.message("a?"))
    assert texts(answering.next(ANN, whole)) == ("machine", "written")

    linked(answering.ledger)
    arrive(answering.ledger, ann.message("b?", after=60))
    held = answering.next(ANN, whole)

    assert texts(held) == ()
    assert rows(file, "SELECT action, kind FROM decisions ORDER BY id") == [("send", "answer"), ("hold", "answer")]


def test_what_the_owner_has_chosen_for_a_contact_holds_for_them_alone(answering: Answering) -> None:
    answering.ledger.modes.set("", Autonomy(Mode.SUGGEST))
    answering.ledger.modes.set(ANN, Autonomy(Mode.AUTO))
    bob = Writing("fake/bob", Conversation("fake/bob", "fake/bob"))
    arrive(answering.ledger, Writing().message("a?"), bob.message("b?"))

    assert texts(answering.next(ANN, whole)) == ("machine", "written")
    assert texts(answering.next("fake/bob", whole)) == ("machine",)


def test_where_the_twin_is_off_nobody_is_answered(answering: Answering) -> None:
    answering.ledger.modes.set("fake", OFF)
    arrive(answering.ledger, Writing().message("bot?"), Writing(where=GROUP).message("a?"))
    off = replace(answering, engine=replace(answering.engine, recaller=NeverAsked()))

    for conversation in (ANN, GROUP.key):
        answered = off.next(conversation, whole)
        assert answered
        decision = answered.decision
        assert (decision.action, decision.mode, decision.alert) == (Action.STAY_SILENT, Mode.OFF, "")


def test_at_a_console_nothing_waits_whatever_is_chosen_elsewhere(answering: Answering) -> None:
    answering.ledger.modes.set("", OFF)
    arrive(answering.ledger, Writing().message("a?"))

    assert texts(replace(answering, autonomy=Autonomy(Mode.AUTO)).next(ANN, whole)) == ("machine", "written")


@pytest.mark.parametrize(
    ("mode", "said"), [(Mode.OFF, ()), (Mode.SUGGEST, ("machine",)), (Mode.AUTO, ("machine", "answer to a?"))]
)
def test_what_the_owner_chooses_while_an_answer_is_written_holds_for_it(
    answering: Answering, elsewhere: Ledger, mode: Mode, said: tuple[str, ...]
) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    writer = WritesMeanwhile([lambda: elsewhere.modes.set("", Autonomy(mode))])

    answered = with_writer(answering, writer).next(ANN, whole)

    assert texts(answered) == said
    assert answered
    assert answered.decision.mode is mode
    assert writer.asked == ["a?"]


def test_the_owner_is_answered_at_once_also_when_they_choose_meanwhile(answering: Answering, elsewhere: Ledger) -> None:
    answering = replace(answering, readers=FakeReaders({ANN: Audience.OWNER}))
    arrive(answering.ledger, Writing().message("a?"))
    writer = WritesMeanwhile([lambda: elsewhere.modes.set("", Autonomy(Mode.SUGGEST))])

    assert texts(with_writer(answering, writer).next(ANN, whole)) == ("machine", "answer to a?")


@pytest.mark.parametrize("ended", ["limit", "off", "nobody is let in"])
def test_whoever_writes_on_beyond_a_limit_uses_it_up_and_what_the_owner_had_to_see_stays_theirs(
    answering: Answering, ended: str
) -> None:
    linked(answering.ledger)
    limited = replace(answering, rules=replace(EVERYONE, per_contact=Limit(2, HOUR)), within=timedelta(0))
    ann = Writing()
    for text in ("a?", "b?"):
        arrive(limited.ledger, ann.message(text))
        assert limited.next(ANN, whole)
    [case] = limited.ledger.cases.waiting()
    assert (case.action, case.texts) == (Action.HOLD, ("a?", "b?"))
    arrive(limited.ledger, ann.message("c?"))
    if ended == "off":
        limited.ledger.modes.set("", OFF)
    elif ended == "nobody is let in":
        limited = replace(limited, rules=Rules())

    assert limited.next(ANN, whole)
    [case] = limited.ledger.cases.waiting()
    assert (case.action, case.texts, case.draft) == (Action.HAND_OVER, ("a?", "b?", "c?"), ())


@pytest.mark.parametrize("when", ["while it is written", "before it is given up"])
@pytest.mark.parametrize("ended", ["off", "taken over", "off for them"])
def test_what_waited_with_a_draft_stays_the_owners_where_the_twin_falls_silent_meanwhile(
    answering: Answering, elsewhere: Ledger, when: str, ended: str
) -> None:
    linked(answering.ledger)
    ann = Writing()
    arrive(answering.ledger, ann.message("a?"))
    assert answering.next(ANN, whole)
    arrive(answering.ledger, ann.message("b?"))
    happens: dict[str, Callable[[], object]] = {
        "off": lambda: elsewhere.modes.set("", OFF),
        "taken over": lambda: elsewhere.cases.take_over(ANN, datetime.now(UTC) + HOUR),
        "off for them": lambda: elsewhere.modes.set(ANN, OFF),
    }

    if when == "while it is written":
        assert with_writer(answering, WritesMeanwhile([happens[ended]])).next(ANN, whole)
    else:
        happens[ended]()
        assert answering.give_up(ANN, "x", whole)

    [case] = answering.ledger.cases.waiting()
    assert (case.texts, case.draft, case.told) == (("a?", "b?"), (), ())
    assert case.kind is (Kind.TAKEOVER if ended == "taken over" else Kind.OWNER)


def test_what_nobody_drafted_for_is_lost_on_nobody_where_the_twin_is_off_when_it_gives_up(
    answering: Answering,
) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    answering.ledger.modes.set("", OFF)

    answered = answering.give_up(ANN, "x", whole)

    assert answered
    assert (answered.decision.action, answering.ledger.cases.waiting()) == (Action.STAY_SILENT, [])


def linked(ledger: Ledger) -> None:
    """Let the owner be linked."""
    ledger.owners.open_code("ABCD-EFGH", 10)
    done = ledger.owners.try_code("fake/owner", "fake/owner", "The Owner", hashed("ABCD-EFGH"))
    assert done is Tried.LINKED


# One burst.


def test_in_a_conversation_that_has_nothing_there_is_nothing_to_do(answering: Answering) -> None:
    assert answering.next("fake/nobody", whole) is None
    assert answering.give_up("fake/nobody", "x", whole) is None


def test_a_burst_is_answered_once_with_its_deliveries_on_the_disk(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    arrive(answering.ledger, ann.message("a?"), ann.message("and b?"))

    assert texts(answering.next(ANN, whole)) == ("machine", "written")
    assert answering.next(ANN, whole) is None
    assert waiting(elsewhere) == ["machine", "written"]


def test_a_text_goes_out_in_the_parts_that_the_platform_needs(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    answering.next(ANN, lambda text: (text[:3], text[3:]))

    assert waiting(answering.ledger) == ["mac", "hine", "wri", "tten"]


def test_silence_is_a_decision_without_deliveries(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    shut = replace(answering, rules=Rules(), engine=replace(answering.engine, recaller=NeverAsked()))

    answered = shut.next(ANN, whole)

    assert answered
    assert answered.decision.action is Action.STAY_SILENT
    assert waiting(answering.ledger) == []
    assert answering.next(ANN, whole) is None


def test_the_reader_hears_what_the_owner_lets_them_wherever_they_write(answering: Answering) -> None:
    recaller = EmptyMemory()
    readers = FakeReaders({"fake/ann": Audience.INNER}, {"fake/-1": Audience.FOLLOWERS})
    answering = replace(answering, readers=readers, engine=replace(answering.engine, recaller=recaller))
    group = Conversation("fake/-1/7", "fake/-1", group=True)
    arrive(answering.ledger, Writing().message("a?"), Writing(where=group).message("b?"))
    arrive(answering.ledger, Writing("fake/bob", group).message("c?", after=60))

    answering.next(ANN, whole)
    answering.next(group.key, whole)
    answering.next(group.key, whole)

    assert recaller.asked == [("a?", Audience.INNER), ("b?", Audience.FOLLOWERS), ("c?", Audience.PUBLIC)]


def test_records_that_cannot_be_written_leave_the_burst_waiting(answering: Answering, elsewhere: Ledger) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    closed = with_writer(answering, WritesMeanwhile([answering.ledger.close]))

    with pytest.raises(StoreError):
        closed.next(ANN, whole)
    assert texts(replace(answering, ledger=elsewhere).next(ANN, whole)) == ("machine", "written")


def test_what_the_engine_raises_leaves_the_burst_waiting(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    broken = replace(answering, engine=replace(answering.engine, recaller=NeverAsked()))

    with pytest.raises(AssertionError):
        broken.next(ANN, whole)
    assert texts(answering.next(ANN, whole)) == ("machine", "written")


# What happens while a burst is being answered.


def test_a_burst_that_is_edited_meanwhile_is_answered_as_it_reads_now(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    first = ann.message("tubs?")
    arrive(answering.ledger, first)
    writer = WritesMeanwhile([lambda: arrive(elsewhere, ann.edit(first, "tubes?"))])

    answered = with_writer(answering, writer).next(ANN, whole)

    assert texts(answered) == ("machine", "answer to tubes?")
    assert writer.asked == ["tubs?", "tubes?"]
    assert waiting(elsewhere) == ["machine", "answer to tubes?"]


def test_an_edit_after_the_answer_changes_nothing(answering: Answering) -> None:
    ann = Writing()
    first = ann.message("tubs?")
    arrive(answering.ledger, first)
    answering.next(ANN, whole)
    arrive(answering.ledger, ann.edit(first, "tubes?"))

    assert answering.next(ANN, whole) is None


def test_a_burst_that_is_taken_back_meanwhile_is_not_answered(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    first = ann.message("a?")
    arrive(answering.ledger, first)
    writer = WritesMeanwhile([lambda: arrive(elsewhere, ann.deletion(first))])

    assert with_writer(answering, writer).next(ANN, whole) is None
    assert waiting(elsewhere) == []


def test_of_a_burst_of_which_a_part_is_taken_back_the_rest_is_answered(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    first, second = ann.message("a?"), ann.message("b?")
    arrive(answering.ledger, first, second)
    writer = WritesMeanwhile([lambda: arrive(elsewhere, ann.deletion(first))])

    assert texts(with_writer(answering, writer).next(ANN, whole)) == ("machine", "answer to b?")
    assert writer.asked == ["a?\nb?", "b?"]


def test_a_conversation_that_the_owner_takes_over_meanwhile_is_theirs(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing(at=datetime.now(UTC) - timedelta(minutes=1))
    arrive(answering.ledger, ann.message("a?"))
    writer = WritesMeanwhile([lambda: arrive(elsewhere, ann.owner_wrote("I am here"))])
    answering = with_writer(answering, writer)

    assert answering.next(ANN, whole) is None
    assert waiting(elsewhere) == []
    arrive(elsewhere, ann.message("great!"))
    answered = answering.next(ANN, whole)
    assert answered
    assert (answered.decision.action, writer.asked) == (Action.STAY_SILENT, ["a?"])


def test_what_is_written_where_the_owner_takes_over_at_their_desk_comes_to_them(
    answering: Answering, elsewhere: Ledger
) -> None:
    arrive(answering.ledger, Writing().message("a?"))
    until = datetime.now(UTC) + timedelta(minutes=5)
    writer = WritesMeanwhile([lambda: elsewhere.cases.take_over(ANN, until)])

    answered = with_writer(answering, writer).next(ANN, whole)

    assert waiting(elsewhere) == []
    assert answered
    assert (answered.decision.action, answered.decision.kind) == (Action.STAY_SILENT, Kind.TAKEOVER)
    elsewhere.cases.release(ANN)
    arrive(elsewhere, Writing(written=1).message("b?", after=60))
    assert texts(answering.next(ANN, whole)) == ("machine", "written")


def test_what_arrives_meanwhile_is_a_burst_of_its_own(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    arrive(answering.ledger, ann.message("a?"))
    answering = with_writer(answering, WritesMeanwhile([lambda: arrive(elsewhere, ann.message("b?"))]))

    assert texts(answering.next(ANN, whole)) == ("machine", "answer to a?")
    assert texts(answering.next(ANN, whole)) == ("answer to b?",)


def test_the_answer_goes_where_the_conversation_has_moved_meanwhile(answering: Answering, elsewhere: Ledger) -> None:
    group = Conversation("fake/-1", "fake/-1", group=True)
    arrive(answering.ledger, Writing(where=group).message("a?"))
    writer = WritesMeanwhile([lambda: arrive(elsewhere, Moved("moved", "fake/-1", "fake/-100"))])
    answering = with_writer(answering, writer)

    answering.next("fake/-1", whole)
    answering.next("fake/-100", whole)

    assert waiting(elsewhere, "fake/-1") == []
    assert waiting(elsewhere, "fake/-100") == ["machine", "answer to a?"]


def test_an_answer_is_given_up_for_the_burst_as_it_is_by_then(answering: Answering, elsewhere: Ledger) -> None:
    ann = Writing()
    first = ann.message("a?")
    arrive(answering.ledger, first, ann.message("b?"))
    happenings: list[Callable[[], object]] = [lambda: arrive(elsewhere, ann.deletion(first))]

    def parts(text: str) -> tuple[str, ...]:
        if happenings:
            happenings.pop()()
        return (text,)

    answered = answering.give_up(ANN, "x", parts)

    assert answered
    assert answered.burst.texts == ("b?",)


# Limits.


def many(answering: Answering, count: int, writing: Writing) -> list[tuple[str, ...]]:
    """What is answered to so many messages, one by one, from somebody who is told first."""
    answers = []
    for number in range(count):
        arrive(answering.ledger, writing.message(f"question {number}?", after=60))
        answers.append(texts(answering.next(writing.where.key, whole)))
        waiting(answering.ledger, writing.where.key)
    return answers


def test_a_contact_gets_as_many_answers_as_the_limit_and_one_notice(answering: Answering, file: Path) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_contact=Limit(2, HOUR)))

    assert many(answering, 5, Writing()) == [("machine", "written"), ("written",), ("limit",), (), ()]
    assert rows(file, "SELECT action, kind FROM decisions ORDER BY id DESC LIMIT 3") == [
        ("stay silent", "limit"),
        ("stay silent", "limit"),
        ("send", "limit"),
    ]


def test_a_contact_is_limited_wherever_they_write_and_nobody_else_is(answering: Answering) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_contact=Limit(1, HOUR)))
    group = Conversation("fake/-1", "fake/-1", group=True)
    many(answering, 1, Writing())

    assert many(answering, 2, Writing(where=group)) == [("limit",), ()]
    assert many(answering, 1, Writing("fake/bob", group)) == [("machine", "written")]


def test_a_conversation_is_limited_whoever_writes_there(answering: Answering) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_conversation=Limit(1, HOUR)))
    group = Conversation("fake/-1", "fake/-1", group=True)
    many(answering, 1, Writing(where=group))

    # Somebody new is told what it is that tells them so; once it has fallen silent, so it stays.
    assert many(answering, 2, Writing("fake/bob", group)) == [("machine", "limit"), ()]
    assert many(answering, 2, Writing("fake/cid", group)) == [(), ()]
    assert many(answering, 1, Writing()) == [("written",)]


def test_threads_of_a_channel_are_limited_together_and_channels_of_a_server_apart(answering: Answering) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_conversation=Limit(2, HOUR)))

    def asked(account: str, key: str) -> list[tuple[str, ...]]:
        return many(answering, 1, Writing(account, Conversation(key, "fake/1", group=True)))

    assert asked("fake/ann", "fake/1/2") == [("machine", "written")]
    assert asked("fake/bob", "fake/1/2/7") == [("machine", "written")]
    assert asked("fake/cid", "fake/1/2/8") == [("machine", "limit")]
    assert asked("fake/dan", "fake/1/2") == [()]
    assert asked("fake/eve", "fake/1/20") == [("machine", "written")]
    assert asked("fake/fay", "fake/1/3/9") == [("machine", "written")]


def test_a_limit_is_over_when_its_time_is(answering: Answering, file: Path) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_contact=Limit(1, HOUR)))
    ann = Writing()
    many(answering, 3, ann)
    long_ago = (datetime.now(UTC) - timedelta(minutes=61)).isoformat(timespec="milliseconds")
    with closing(Database(file).conn) as connection, connection:
        connection.execute("UPDATE decisions SET decided_at = ?", [long_ago])

    assert many(answering, 2, ann) == [("written",), ("limit",)]


def test_silence_uses_up_no_limit(answering: Answering) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_contact=Limit(2, HOUR)))
    ann = Writing()
    many(answering, 1, ann)
    for _ in range(5):
        arrive(answering.ledger, ann.message("🙂", after=60))
        assert texts(answering.next(ANN, whole)) == ()

    assert many(answering, 2, ann) == [("written",), ("limit",)]


def test_beyond_the_limit_who_asks_what_it_is_is_told_and_who_wants_the_owner_is_passed_on(
    answering: Answering, file: Path
) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_contact=Limit(2, HOUR)))
    ann = Writing()
    many(answering, 3, ann)
    answers = []
    for text, command in (("bot?", ""), ("", "human"), ("🙂", ""), ("bot?", ""), ("bot?", "")):
        arrive(answering.ledger, ann.message(text, after=60, command=command))
        answers.append(texts(answering.next(ANN, whole)))
        waiting(answering.ledger)

    # As often as anything may be asked; then even that has been told.
    assert answers == [("machine",), (), (), ("machine",), ()]
    assert rows(file, "SELECT action, kind FROM decisions WHERE id = 5") == [("hand over", "owner")]


def test_beyond_the_limit_somebody_new_is_told_once_what_it_is(answering: Answering) -> None:
    answering = replace(answering, rules=replace(EVERYONE, per_conversation=Limit(1, HOUR)))
    many(answering, 1, Writing(where=GROUP))
    bob, cid = Writing("fake/bob", GROUP), Writing("fake/cid", GROUP)
    arrive(answering.ledger, bob.message("bot?"), cid.message("danger"))

    assert texts(answering.next(GROUP.key, whole)) == ("machine", "limit")
    assert texts(answering.next(GROUP.key, whole)) == ("machine", "help")


# Questions that nobody asked the twin.


def unasked(writing: Writing, text: str) -> Message:
    return replace(writing.message(text, after=60), unasked=True)


def offering(answering: Answering, text: str, offer_from: float = 0.7, **rules: Any) -> tuple[Action, tuple[str, ...]]:  # noqa: ANN401
    """What is done about a question to nobody in particular in the group, and what is said to it."""
    arrive(answering.ledger, unasked(Writing(f"fake/{next(_asking)}", GROUP), text))
    answering = replace(answering, rules=replace(EVERYONE, offer_from=offer_from, **rules))
    answered = answering.next(GROUP.key, whole)
    assert answered
    return answered.decision.action, answered.decision.reply.texts


_asking = itertools.count()
SILENT: tuple[Action, tuple[str, ...]] = (Action.STAY_SILENT, ())


def test_a_question_to_nobody_is_answered_if_it_is_sure_and_if_not_nothing_happens(answering: Answering) -> None:
    assert offering(answering, "a?", 0.9) == (Action.SEND, ("machine", "written"))
    assert offering(answering, "a?", 0.91) == SILENT
    assert answering.ledger.cases.waiting() == []
    assert answering.ledger.cases.unknown() == []


def test_a_question_to_nobody_to_which_nothing_is_known_is_nobodys(answering: Answering) -> None:
    answering = replace(answering, engine=replace(answering.engine, writer=Writes()))

    assert [offering(answering, text) for text in ("a?", "bot?", "🙂", "bot? a?")] == [SILENT] * 4
    assert answering.ledger.cases.unknown() == []


def test_a_draft_for_a_question_to_nobody_waits_where_drafts_wait(answering: Answering) -> None:
    answering.ledger.modes.set(GROUP.key, Autonomy(Mode.CONFIDENT, 0.95))

    assert offering(answering, "a?") == (Action.HOLD, ())
    [case] = answering.ledger.cases.waiting()
    assert (case.draft, case.told, case.mode) == (("written",), (), Mode.CONFIDENT)
    # What it is, they are told with the draft.
    parts = (("written",),)
    assert answering.ledger.cases.rule(
        case.decision, Outcome.APPROVED, "x", texts=case.draft, parts=parts, disclosure="I"
    )
    assert waiting(answering.ledger, GROUP.key) == ["I", "written"]


def test_a_question_to_nobody_is_not_told_of_a_limit_and_uses_none_up_by_silence(answering: Answering) -> None:
    limit = Limit(1, HOUR)
    assert offering(answering, "a?", 0.91, per_conversation=limit) == SILENT
    assert offering(answering, "a?", per_conversation=limit)[0] is Action.SEND
    assert offering(answering, "a?", per_conversation=limit) == SILENT

    # Whoever asks is told.
    answering = replace(answering, rules=replace(EVERYONE, per_conversation=limit))
    assert many(answering, 1, Writing("fake/bob", GROUP)) == [("machine", "limit")]


def test_somebody_in_danger_who_asked_nobody_is_answered(answering: Answering) -> None:
    assert offering(answering, "danger", 1.0) == (Action.HAND_OVER, ("machine", "help"))
    arrive(answering.ledger, unasked(Writing("fake/eve", GROUP), "danger"))
    assert texts(answering.urgent(GROUP.key, whole)) == ("machine", "help")


def test_a_question_to_nobody_that_fails_is_nobodys(answering: Answering) -> None:
    arrive(answering.ledger, unasked(Writing(where=GROUP), "a?"))

    answered = answering.give_up(GROUP.key, "x", whole)

    assert answered
    assert (answered.decision.action, answered.decision.kind, texts(answered)) == (Action.STAY_SILENT, Kind.ANSWER, ())


def test_where_the_owner_has_taken_over_a_question_to_nobody_is_none_for_them(answering: Answering) -> None:
    arrive(answering.ledger, unasked(Writing(where=GROUP), "a?"))
    answering.ledger.cases.take_over(GROUP.key, datetime.now(UTC) + HOUR)

    assert texts(answering.next(GROUP.key, whole)) == ()
    assert answering.ledger.cases.waiting() == []


def test_what_the_owner_chooses_while_a_question_to_nobody_is_answered_holds_for_it(
    answering: Answering, elsewhere: Ledger
) -> None:
    writer = WritesMeanwhile([lambda: elsewhere.modes.set("", Autonomy(Mode.SUGGEST))])

    assert offering(with_writer(answering, writer), "a?") == (Action.HOLD, ())


def test_of_a_draft_for_a_question_to_nobody_that_is_not_sure_any_more_the_owner_hears(answering: Answering) -> None:
    linked(answering.ledger)
    ann = Writing(where=GROUP)
    asked = unasked(ann, "a?")
    arrive(answering.ledger, asked)
    assert answering.next(GROUP.key, whole)
    changed = ann.edit(asked, "b?")
    arrive(answering.ledger, changed)

    assert texts(replace(answering, rules=replace(EVERYONE, offer_from=1.0)).next(GROUP.key, whole)) == ()
    [case] = answering.ledger.cases.waiting()
    assert (case.texts, case.draft, case.kind) == (("b?",), (), Kind.OWNER)


def test_a_member_is_answered_by_their_roles(answering: Answering) -> None:
    memory = EmptyMemory()
    readers = FakeReaders(groups={"fake/-1": Audience.FRIENDS}, roles={"fake/@7": Audience.INNER})
    rules = Rules(frozenset({"fake/-1@7"}))
    answering = replace(answering, readers=readers, rules=rules, engine=replace(answering.engine, recaller=memory))
    member, other = Writing(where=GROUP), Writing("fake/bob", GROUP)
    arrive(answering.ledger, replace(member.message("a?"), roles=("fake/@7",)), other.message("b?"))

    assert [texts(answering.next(GROUP.key, whole)) for _ in range(2)] == [("machine", "written"), ()]
    assert memory.asked == [("a?", Audience.FRIENDS)]


@dataclass
class Broken:
    """A Recaller whose store cannot be read."""

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Fail."""
        raise StoreError(f"knowledge.db is damaged: {len(question)} {reader.name} {k}")


def test_a_store_of_the_engine_that_cannot_be_read_is_no_fault_of_the_ledger(answering: Answering) -> None:
    answering = replace(answering, engine=replace(answering.engine, recaller=Broken()))
    arrive(answering.ledger, Writing().message("how?"))

    with pytest.raises(AnswerError, match=r"knowledge\.db is damaged"):
        answering.next(ANN, whole)


# Giving up.


def test_what_cannot_be_answered_is_handed_over_with_the_owners_sentence_alone(answering: Answering) -> None:
    ann = Writing()
    many(answering, 1, ann)
    arrive(answering.ledger, ann.message("a?"))

    answered = answering.give_up(ANN, "disk 7 is on fire", whole)

    assert texts(answered) == ("sorry",)
    assert waiting(answering.ledger) == ["sorry"]
    [one] = answering.ledger.history.handed_over()
    assert (one.text, one.reason) == ("a?", "something went wrong: disk 7 is on fire")


def test_somebody_new_is_told_what_it_is_that_failed(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("a?"))

    assert texts(answering.give_up(ANN, "x", whole)) == ("machine", "sorry")


def test_silence_about_an_error_needs_no_disclosure_and_leaves_it_for_later(answering: Answering) -> None:
    silent = replace(answering, engine=replace(answering.engine, sentences=Says()))
    ann = Writing()
    arrive(answering.ledger, ann.message("a?"))

    answered = silent.give_up(ANN, "x", whole)

    assert answered
    assert (answered.decision.reply.texts, answered.decision.kind) == ((), Kind.ERROR)
    assert many(answering, 1, ann) == [("machine", "written")]


def test_whom_the_owner_does_not_answer_is_not_handed_over_either(answering: Answering) -> None:
    arrive(answering.ledger, Writing().message("a?"))

    answered = replace(answering, rules=Rules()).give_up(ANN, "x", whole)

    assert answered
    assert answered.decision.action is Action.STAY_SILENT
    assert answering.ledger.history.handed_over() == []


# The log.


def test_the_line_for_the_log_tells_what_was_done_and_no_word_of_it() -> None:
    draft = Draft(("my answer",), 0.75, "quote", "my reason")
    one = burst("my question", "again", rows=((1, 0), (2, 0)))

    assert line(Answered(one, Decision(Action.SEND, Reply(("my answer",)), "my reason", draft)), 1.234) == (
        "fake/ann: 2 messages, send quote 0.75, 1.23 s"
    )
    group = replace(one, rows=((1, 0),), conversation=Conversation("fake/-1", "fake/-1", "My Group", group=True))
    assert line(Answered(group, Decision(Action.HAND_OVER, Reply(()), "my reason")), 0) == (
        "fake/ann in fake/-1: 1 message, hand over, 0.00 s"
    )
