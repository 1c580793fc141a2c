"""What waits for the owner is ruled on once, and what they decide is said once."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.ledger import Ledger
from bot.ledger.cases import Case, Outcome, Said
from bot.ledger.schema import migrations
from tests.test_ledger_inbox import (
    BRAM,
    CHAT,
    GROUP,
    JONAS,
    MINUTE,
    NOON,
    OWNER,
    answer,
    burst_of,
    change,
    deletion,
    edit,
    message,
    rows,
    states,
    together,
)
from twin import records
from twin.draft import Action, Decision, Draft, Kind, Mode, Objection, Promise, Verdict
from twin.errors import StoreError
from twin.knowledge import Audience, Exemplar, FoundExemplar, Signals
from twin.message import Closed, Contact, Conversation, Moved, OwnerWrote, Reply

DRAFT = Draft(("one", "two ☃"), 0.6, "model", "it wrote so", by_model=True, raw=0.5)
HOLD = Decision(Action.HOLD, Reply(()), "you see everything first", DRAFT, mode=Mode.SUGGEST)
UNKNOWN = Decision(Action.HAND_OVER, Reply(("no idea",)), "nothing found", kind=Kind.UNKNOWN)
OWNERS = Conversation("telegram/business/99/1", "telegram/1", as_owner=True)
BY = "telegram/99"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def other(ledger: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """The same file, opened by another process."""
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def decided(
    ledger: Ledger,
    number: int = 1,
    decision: Decision = HOLD,
    *,
    text: str = "how?",
    where: Conversation = CHAT,
    sender: Contact = JONAS,
    reader: Audience = Audience.FRIENDS,
) -> int:
    """A message arrives and this is decided about it; the number of the decision."""
    ledger.inbox.receive(message(number, text, where=where, sender=sender, seconds=100 * number))
    parts = [[said] for said in decision.reply.texts]
    assert ledger.decisions.decide(burst_of(ledger, where), decision, parts, reader)
    return int(ledger._file.rows("SELECT max(id) FROM decisions")[0][0])


def approve(ledger: Ledger, decision: int, disclosure: str = "machine") -> bool:
    """Send the draft as it is."""
    parts = [[text] for text in DRAFT.texts]
    cases = ledger.cases
    return cases.rule(decision, Outcome.APPROVED, BY, texts=DRAFT.texts, parts=parts, disclosure=disclosure)


def case_of(ledger: Ledger, decision: int) -> Case:
    """The case, which must be there."""
    found = ledger.cases.case(decision)
    assert found is not None
    return found


def outcome(ledger: Ledger, decision: int) -> Outcome | None:
    """What became of it."""
    ruling = case_of(ledger, decision).ruling
    return ruling.outcome if ruling else None


def waiting(ledger: Ledger) -> list[int]:
    """What waits for the owner."""
    return [case.decision for case in ledger.cases.waiting()]


def deliver(ledger: Ledger, where: Conversation = CHAT) -> list[str]:
    """Send all that goes out by now; its texts."""
    texts = []
    while due := ledger.outbox.next(where.key):
        assert not due.undisclosed
        assert ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, f"sent {due.delivery.id}")
        texts.append(due.delivery.text)
    return texts


def told(ledger: Ledger) -> None:
    """Jonas knows what this is."""
    ledger.inbox.receive(message(90, seconds=-1000))
    answer(ledger, "machine", discloses=True)
    assert deliver(ledger) == ["machine"]


# What waits.


def test_a_case_tells_everything_of_the_decision(ledger: Ledger) -> None:
    where = replace(GROUP, address="a door")
    found = FoundExemplar(
        Exemplar(7, 1, "x", "y", "m", "r", None, Audience.PUBLIC), Signals(score=1.0, cosine=1.0, words=1.0)
    )
    held = replace(
        HOLD, draft=replace(DRAFT, leans_on=(found,)), verdict=Verdict((Objection("links", "it links somewhere"),))
    )
    for number, text in ((10, "one \0 ☃"), (9, "")):
        ledger.inbox.receive(message(number, text, where=where, attachment="" if text else "photo", seconds=2))
    assert ledger.decisions.decide(burst_of(ledger, where), held, [], Audience.FRIENDS)
    ledger.inbox.receive(message(11, where=where, sender=BRAM, seconds=5))
    ledger.inbox.receive(message(12, "", where=where, command="about", seconds=6))
    ledger.inbox.receive(Closed("telegram/7/13", where, open=False))

    [case] = ledger.cases.waiting()
    assert abs(case.decided_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert replace(case, decided_at=NOON) == Case(
        decision=1,
        action=Action.HOLD,
        kind=Kind.ANSWER,
        contact=JONAS,
        conversation=where,
        texts=("(photo)", "one \0 ☃"),
        sent_at=NOON + timedelta(seconds=2),
        reference="10",
        reader=Audience.FRIENDS,
        reason="you see everything first",
        objections=(Objection("links", "it links somewhere"),),
        confidence=0.6,
        raw=0.5,
        mode=Mode.SUGGEST,
        draft=("one", "two ☃"),
        writer="model",
        leans_on=(("exemplar", 7),),
        decided_at=NOON,
        told=(),
        newer=1,
        closed=True,
        ruling=None,
    )
    assert ledger.cases.case(1) == case
    assert ledger.cases.case(404) is None


@pytest.mark.parametrize(
    ("decision", "waits", "asks"),
    [
        (HOLD, True, False),
        (Decision(Action.HAND_OVER, Reply(()), "", kind=Kind.OWNER), True, False),
        (Decision(Action.HAND_OVER, Reply(("help",)), "", kind=Kind.DANGER), True, False),
        (Decision(Action.STAY_SILENT, Reply(()), "", kind=Kind.DANGER), True, False),
        (Decision(Action.STAY_SILENT, Reply(()), "", kind=Kind.TAKEOVER), True, False),
        (Decision(Action.HAND_OVER, Reply(()), "", kind=Kind.ERROR), True, False),
        (UNKNOWN, False, True),
        (Decision(Action.SEND, Reply(("so",)), "", DRAFT), False, False),
        (Decision(Action.SEND, Reply(("enough",)), "", kind=Kind.LIMIT), False, False),
        (Decision(Action.STAY_SILENT, Reply(()), ""), False, False),
    ],
)
def test_what_waits_for_the_owner_is_what_they_alone_can_settle(
    ledger: Ledger, decision: Decision, waits: bool, asks: bool
) -> None:
    number = decided(ledger, 1, decision)

    assert waiting(ledger) == ([number] if waits else [])
    assert [case.decision for case in ledger.cases.unknown()] == ([number] if asks else [])
    assert case_of(ledger, number).kind is decision.kind
    assert ledger.cases.rule(number, Outcome.DISMISSED, BY) == (waits or asks)
    assert waiting(ledger) == []
    assert ledger.cases.unknown() == []


def test_what_waits_stands_in_its_order_and_of_many_questions_the_oldest_and_the_newest(ledger: Ledger) -> None:
    held = [decided(ledger, number, where=replace(CHAT, key=f"telegram/-{number}")) for number in (1, 2, 3)]
    asked = [decided(ledger, number, UNKNOWN) for number in (4, 5, 6)]

    assert waiting(ledger) == held
    assert [case.decision for case in ledger.cases.unknown(2)] == [asked[0], asked[2]]
    assert [case.decision for case in ledger.cases.unknown(1)] == asked[2:]
    assert ledger.cases.asked() == 3
    assert ledger.cases.rule(asked[0], Outcome.DISMISSED, BY)
    assert [case.decision for case in ledger.cases.unknown(2)] == asked[1:]


def test_drafts_that_have_waited_since_before_a_moment_are_told(ledger: Ledger, tmp_path: Path) -> None:
    first, second, _ = (decided(ledger, number, where=replace(CHAT, key=f"telegram/-{number}")) for number in (1, 2, 3))
    decided(ledger, 4, Decision(Action.HAND_OVER, Reply(()), "", kind=Kind.OWNER))
    change(tmp_path, "UPDATE decisions SET decided_at = '2026-01-02T12:00:0' || id || '.000+00:00'")
    assert ledger.cases.rule(first, Outcome.LAPSED, "twin")

    assert ledger.cases.waiting_since(NOON + timedelta(seconds=3)) == [second]
    assert ledger.cases.waiting_since(NOON) == []


# Rulings.


def test_what_was_approved_goes_out_once_behind_the_disclosure_as_an_answer_to_the_last_message(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.inbox.receive(message(1))
    ledger.inbox.receive(message(2, seconds=1))
    assert ledger.decisions.decide(burst_of(ledger), HOLD, [])

    assert ledger.cases.rule(
        1, Outcome.APPROVED, BY, texts=DRAFT.texts, parts=[["one"], ["two", " ☃"]], disclosure="machine"
    )

    sql = "SELECT decision, part, conversation, text, reply_to, asked_at, discloses, state FROM deliveries"
    asked = "2026-01-02T12:00:01.000+00:00"
    assert rows(tmp_path, sql) == [
        (1, 0, CHAT.key, "machine", "2", asked, 1, "waiting"),
        (1, 1, CHAT.key, "one", "", asked, 0, "waiting"),
        (1, 2, CHAT.key, "two", "", asked, 0, "waiting"),
        (1, 3, CHAT.key, " ☃", "", asked, 0, "waiting"),
    ]
    assert waiting(ledger) == []
    case = case_of(ledger, 1)
    assert case.ruling is not None
    assert (case.ruling.outcome, case.ruling.texts, case.ruling.by) == (Outcome.APPROVED, DRAFT.texts, BY)
    assert case.told == ("one", "two", " ☃")
    assert deliver(ledger) == ["machine", "one", "two", " ☃"]


def test_whoever_was_told_is_not_told_again(ledger: Ledger) -> None:
    told(ledger)

    assert approve(ledger, decided(ledger))

    assert deliver(ledger) == ["one", "two ☃"]


def test_what_the_owner_sends_instead_goes_out_behind_what_was_said_already(ledger: Ledger, tmp_path: Path) -> None:
    number = decided(ledger, 1, replace(HOLD, reply=Reply(("machine", "no idea")), discloses=True))

    assert ledger.cases.rule(
        number, Outcome.EDITED, BY, texts=("mine",), reason="why", parts=[["mine"]], disclosure="machine"
    )

    assert rows(tmp_path, "SELECT part, text FROM deliveries") == [(0, "machine"), (1, "no idea"), (2, "mine")]
    assert deliver(ledger) == ["machine", "no idea", "mine"]
    assert case_of(ledger, number).told == ("no idea", "mine")


@pytest.mark.parametrize("what", [Outcome.REJECTED, Outcome.DISMISSED, Outcome.LAPSED, Outcome.ANSWERED])
def test_what_gets_no_answer_stays_silent(ledger: Ledger, tmp_path: Path, what: Outcome) -> None:
    number = decided(ledger)

    assert ledger.cases.rule(number, what, BY, disclosure="machine")

    assert states(tmp_path) == []
    assert (outcome(ledger, number), waiting(ledger)) == (what, [])
    assert not approve(ledger, number)


def test_of_two_processes_that_rule_at_once_one_does(ledger: Ledger, other: Ledger, tmp_path: Path) -> None:
    for turn in range(15):
        number, kept = decided(ledger, turn, where=replace(CHAT, key=f"telegram/{turn}")), list[bool]()

        together(4, lambda one, n=number, k=kept: k.append(approve((ledger, other)[one % 2], n)))

        assert sorted(kept) == [False, False, False, True]
    assert len(states(tmp_path)) == 15 * 3


def test_what_cannot_be_stored_as_a_whole_is_not_ruled_on(ledger: Ledger, tmp_path: Path) -> None:
    number = decided(ledger)
    change(
        tmp_path, "CREATE TRIGGER t BEFORE INSERT ON deliveries WHEN new.part = 2 BEGIN SELECT raise(FAIL, 'no'); END"
    )

    with pytest.raises(StoreError, match="no"):
        approve(ledger, number)

    assert (outcome(ledger, number), states(tmp_path)) == (None, [])


def test_what_waits_moves_with_its_place(ledger: Ledger) -> None:
    number = decided(ledger, where=GROUP)
    ledger.cases.take_over(GROUP.key, datetime.now(UTC) + MINUTE)
    ledger.inbox.receive(Moved("telegram/7/80", GROUP.key, "telegram/-100"))

    assert [place for place, *_ in ledger.cases.taken_over()] == ["telegram/-100"]
    assert case_of(ledger, number).conversation.key == "telegram/-100"
    assert approve(ledger, number)
    assert deliver(ledger, replace(GROUP, key="telegram/-100")) == ["machine", "one", "two ☃"]


# What they write, change and take back while a draft waits.


def test_who_writes_again_is_answered_for_all_of_it_and_the_old_draft_is_none_any_more(
    ledger: Ledger, tmp_path: Path
) -> None:
    old = decided(ledger, 1, text="how much?")
    ledger.inbox.receive(message(2, "for two", seconds=90_000))

    assert (outcome(ledger, old), waiting(ledger)) == (Outcome.REDONE, [])
    assert not approve(ledger, old)
    assert rows(tmp_path, "SELECT kind FROM decisions") == [("undone",)]
    burst = burst_of(ledger)
    assert (burst.texts, burst.reference) == (("how much?", "for two"), "2")
    assert ledger.decisions.decide(burst, HOLD, [])
    assert ledger.cases.waiting()[0].texts == ("how much?", "for two")
    assert case_of(ledger, old).texts == ()


def test_all_drafts_that_wait_for_one_contact_become_one_and_those_for_others_stay(ledger: Ledger) -> None:
    first = decided(ledger, 1, where=GROUP)
    others = decided(ledger, 2, where=GROUP, sender=BRAM)
    elsewhere = decided(ledger, 3)
    ledger.inbox.receive(message(4, where=GROUP, seconds=9000))

    assert (outcome(ledger, first), waiting(ledger)) == (Outcome.REDONE, [others, elsewhere])
    assert len(burst_of(ledger, GROUP).rows) == 2


def test_a_draft_of_whose_answer_something_was_said_is_not_made_anew(ledger: Ledger) -> None:
    said = decided(ledger, 1, replace(HOLD, reply=Reply(("no idea",))))
    ledger.inbox.receive(message(2, seconds=900))

    assert waiting(ledger) == [said]
    assert case_of(ledger, said).newer == 1
    assert len(burst_of(ledger).rows) == 1


def test_a_draft_to_which_only_the_disclosure_was_said_is_made_anew_and_that_goes_out_once(ledger: Ledger) -> None:
    old = decided(ledger, 1, replace(HOLD, reply=Reply(("machine",)), discloses=True))
    ledger.inbox.receive(message(2, seconds=900))

    assert outcome(ledger, old) is Outcome.REDONE
    new = burst_of(ledger)
    assert new.disclosed
    assert ledger.decisions.decide(new, HOLD, [])
    assert approve(ledger, waiting(ledger)[0])
    assert deliver(ledger) == ["machine", "one", "two ☃"]


def test_a_command_and_what_comes_twice_make_no_draft_anew(ledger: Ledger) -> None:
    number = decided(ledger, 1)
    ledger.inbox.receive(message(2, "", command="about", seconds=900))
    ledger.inbox.receive(message(1, seconds=100))
    ledger.inbox.receive(message(3, seconds=100, reference="1"))

    assert waiting(ledger) == [number]


def test_what_was_ruled_on_stays_so_when_they_write_again(ledger: Ledger) -> None:
    number = decided(ledger)
    assert approve(ledger, number)
    ledger.inbox.receive(message(2, seconds=900))

    assert outcome(ledger, number) is Outcome.APPROVED
    assert len(burst_of(ledger).rows) == 1
    assert deliver(ledger) == ["machine", "one", "two ☃"]


def test_of_writing_again_and_approving_at_once_one_wins(ledger: Ledger, other: Ledger) -> None:
    told(ledger)
    for turn in range(20):
        where, kept = replace(CHAT, key=f"telegram/-{turn}"), list[bool]()
        number = decided(ledger, 2 * turn, where=where)
        again = message(2 * turn + 1, where=where, seconds=9000)

        together(
            2, lambda one, n=number, k=kept, a=again: ledger.inbox.receive(a) if one else k.append(approve(other, n))
        )

        assert outcome(ledger, number) is (Outcome.APPROVED if kept == [True] else Outcome.REDONE)
        assert deliver(ledger, where) == (list(DRAFT.texts) if kept == [True] else [])


def test_what_was_changed_while_its_draft_waits_is_answered_as_it_reads_now(ledger: Ledger) -> None:
    old = decided(ledger, 1, text="how much?")
    ledger.inbox.receive(edit(2, 1, "how many?"))

    assert (outcome(ledger, old), waiting(ledger)) == (Outcome.REDONE, [])
    assert burst_of(ledger).texts == ("how many?",)


def test_an_edit_that_changes_nothing_or_came_too_late_makes_no_draft_anew(ledger: Ledger) -> None:
    ledger.inbox.receive(message(5, "how much?", reference="1"))
    assert ledger.decisions.decide(burst_of(ledger), HOLD, [])
    ledger.inbox.receive(edit(4, 1, "older"))
    ledger.inbox.receive(edit(6, 1, "how much?"))

    assert [case.texts for case in ledger.cases.waiting()] == [("how much?",)]


def test_what_was_changed_after_something_was_said_reads_so_and_its_draft_waits(ledger: Ledger) -> None:
    number = decided(ledger, 1, replace(HOLD, reply=Reply(("no idea",))))
    ledger.inbox.receive(edit(2, 1, "never mind"))

    assert [(case.decision, case.texts) for case in ledger.cases.waiting()] == [(number, ("never mind",))]
    assert ledger.decisions.waiting() == []


def _deletes(ledger: Ledger) -> None:
    ledger.inbox.receive(deletion(9, "1"))


def _turns_away(ledger: Ledger) -> None:
    ledger.inbox.receive(replace(edit(9, 1, "to somebody else"), addressed=False))


@pytest.mark.parametrize("takes_back", [_deletes, _turns_away])
def test_with_what_was_taken_back_its_case_disappears(ledger: Ledger, takes_back: Callable[[Ledger], None]) -> None:
    number = decided(ledger)

    takes_back(ledger)

    assert waiting(ledger) == []
    assert not approve(ledger, number)
    assert ledger.decisions.waiting() == []
    assert ledger.notices.standing().held == 0
    assert ledger.history.handed_over() == []


@pytest.mark.parametrize("takes_back", [_deletes, _turns_away])
def test_what_is_left_of_what_a_draft_answers_is_answered_anew(
    ledger: Ledger, takes_back: Callable[[Ledger], None]
) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, f"q{number}", seconds=number))
    assert ledger.decisions.decide(burst_of(ledger), HOLD, [])

    takes_back(ledger)

    assert waiting(ledger) == []
    assert burst_of(ledger).texts == ("q2",)


def test_a_question_that_was_taken_back_is_none(ledger: Ledger) -> None:
    decided(ledger, 1, UNKNOWN)
    ledger.inbox.receive(deletion(9, "1"))

    assert ledger.cases.unknown() == []


# The owner speaks there.


def test_where_the_owner_wrote_all_that_waits_is_answered(ledger: Ledger, tmp_path: Path) -> None:
    asked = decided(ledger, 1, UNKNOWN)
    passed_on = decided(ledger, 2, Decision(Action.HAND_OVER, Reply(()), "", kind=Kind.OWNER))
    held = decided(ledger, 3)
    elsewhere = decided(ledger, 4, where=GROUP)
    ledger.inbox.receive(OwnerWrote(message(9, sender=OWNER)))

    assert [outcome(ledger, number) for number in (asked, passed_on, held)] == [Outcome.ANSWERED] * 3
    assert {case.decision for case in ledger.cases.waiting()} == {elsewhere}
    assert rows(tmp_path, "SELECT DISTINCT by, texts, learned_at NOTNULL FROM rulings") == [("owner", "[]", 1)]
    assert (ledger.notices.standing().held, ledger.notices.standing().passed_on) == (1, 0)
    assert [one.name for one in ledger.history.handed_over()] == ["Jonas"]


def test_where_the_owner_takes_over_the_twin_falls_silent_but_not_the_owner(ledger: Ledger, tmp_path: Path) -> None:
    decided(ledger, 1, UNKNOWN)
    assert ledger.cases.say(CHAT.key, JONAS.key, ("mine",), [["mine"]], "machine", BY, "1") is not None
    decided(ledger, 2, UNKNOWN, where=GROUP)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)

    ledger.cases.take_over(CHAT.key, until)

    told_there = ("no idea", "cancelled"), ("machine", "waiting"), ("mine", "waiting"), ("no idea", "waiting")
    assert states(tmp_path) == [*told_there]
    assert ledger.cases.taken_over() == [(CHAT.key, "Jonas", "Jonas", until)]
    ledger.inbox.receive(message(3, seconds=900))
    assert burst_of(ledger).taken_over_until == until
    ledger.cases.release(CHAT.key)
    assert ledger.cases.taken_over() == []
    assert burst_of(ledger).taken_over_until is None


def test_what_was_taken_over_until_a_moment_that_has_passed_is_not_any_more(ledger: Ledger) -> None:
    decided(ledger)
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) - MINUTE)

    assert ledger.cases.taken_over() == []


def test_what_was_given_back_is_the_twins_until_the_owner_writes_there_again(ledger: Ledger) -> None:
    ledger.inbox.receive(OwnerWrote(message(1, sender=OWNER)))
    ledger.cases.release(CHAT.key)
    ledger.inbox.receive(message(2, seconds=900))
    assert burst_of(ledger).owner_wrote_at is None

    ledger.inbox.receive(OwnerWrote(replace(message(3, sender=OWNER), sent_at=datetime.now(UTC) + MINUTE)))
    ledger.inbox.receive(message(4, seconds=1900))
    assert burst_of(ledger).owner_wrote_at is not None


TAKEOVER = Decision(Action.STAY_SILENT, Reply(()), "yours", kind=Kind.TAKEOVER)


@pytest.mark.parametrize(("ends", "left"), [(-MINUTE, 0), (MINUTE, 1), (None, 0)])
def test_what_was_written_while_the_owner_had_it_waits_no_longer_than_they_have_it(
    ledger: Ledger, ends: timedelta | None, left: int
) -> None:
    number = decided(ledger, 1, TAKEOVER)
    held = decided(ledger, 2, where=GROUP)
    if ends is not None:
        ledger.cases.take_over(CHAT.key, datetime.now(UTC) + ends)

    assert ledger.cases.end_takeovers() == 1 - left
    assert ledger.cases.end_takeovers() == 0

    assert {case.decision for case in ledger.cases.waiting()} == {held, *([number] if left else [])}
    if ruling := case_of(ledger, number).ruling:
        assert (ruling.outcome, ruling.by, ruling.texts) == (Outcome.DISMISSED, "twin", ())


@pytest.mark.parametrize(("ends", "waits"), [(-MINUTE, False), (MINUTE, True)])
def test_the_next_message_there_ends_it_as_well(ledger: Ledger, ends: timedelta, waits: bool) -> None:
    old = decided(ledger, 1, TAKEOVER)
    elsewhere = decided(ledger, 2, TAKEOVER, where=GROUP)
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + ends)

    decided(ledger, 3, TAKEOVER if waits else HOLD)

    assert (outcome(ledger, old) is None) is waits
    assert outcome(ledger, elsewhere) is None


@pytest.mark.parametrize(("by", "became"), [(BY, Outcome.ANSWERED), ("twin", None)])
def test_only_the_owner_answers_what_was_written_while_they_had_it(
    ledger: Ledger, by: str, became: Outcome | None
) -> None:
    before, held = decided(ledger, 1, TAKEOVER), None
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + MINUTE)
    held = decided(ledger, 2)

    assert ledger.cases.rule(held, Outcome.LAPSED, by, texts=("later",), parts=[["later"]], disclosure="machine")

    assert outcome(ledger, before) is became


# The owner's own words.


@pytest.mark.parametrize(
    ("decision", "reader"),
    [
        (HOLD, Audience.INNER),
        (UNKNOWN, Audience.INNER),
        (TAKEOVER, Audience.INNER),
        (Decision(Action.SEND, Reply(("so",)), ""), Audience.INNER),
        (Decision(Action.STAY_SILENT, Reply(()), "old"), Audience.PUBLIC),
    ],
)
def test_the_owners_own_words_are_for_whom_the_last_answer_to_this_contact_could_be(
    ledger: Ledger, tmp_path: Path, decision: Decision, reader: Audience
) -> None:
    decided(ledger, 1, decision, reader=Audience.INNER, where=GROUP)
    decided(ledger, 2, UNKNOWN, reader=Audience.FRIENDS, where=GROUP, sender=BRAM)
    # Taken back before anything was decided: nobody looked at what Jonas may hear.
    ledger.inbox.receive(message(3, where=GROUP, seconds=900))
    ledger.inbox.receive(replace(deletion(9, "3"), conversation=GROUP))
    assert rows(tmp_path, "SELECT reader FROM decisions ORDER BY id DESC LIMIT 1") == [(Audience.OWNER,)]

    number = ledger.cases.say(GROUP.key, JONAS.key, ("mine",), [["mine"]], "machine", BY, "1")

    assert number is not None
    assert case_of(ledger, number).reader is reader


def test_the_owners_own_words_are_said_once_for_each_key(ledger: Ledger, other: Ledger, tmp_path: Path) -> None:
    decided(ledger, 1, TAKEOVER, reader=Audience.INNER)
    ledger.inbox.receive(message(2, seconds=200))
    made = list[int | None]()

    together(
        4,
        lambda one: made.append(
            (ledger, other)[one % 2].cases.say(CHAT.key, JONAS.key, ("a b",), [["a", "b"]], "machine", BY, "wish 1")
        ),
    )

    assert sorted(number or 0 for number in made) == [0, 0, 0, 2]
    asked = "2026-01-02T12:03:20.000+00:00"
    sql = "SELECT part, text, reply_to, asked_at, discloses FROM deliveries WHERE decision = 2"
    assert rows(tmp_path, sql) == [(0, "machine", "2", asked, 1), (1, "a", "", asked, 0), (2, "b", "", asked, 0)]
    sql = "SELECT action, kind, writer, reader, texts FROM decisions WHERE id = 2"
    assert rows(tmp_path, sql) == [("send", "answer", "owner", 3, '["a b"]')]
    assert ledger.cases.say(CHAT.key, JONAS.key, ("c",), [["c"]], "machine", BY, "wish 2") == 3
    assert deliver(ledger) == ["machine", "a", "b", "c"]


def test_the_owners_own_words_count_towards_no_limit_are_judged_by_nobody_and_outlive_a_deletion(
    ledger: Ledger, tmp_path: Path
) -> None:
    told(ledger)
    decided(ledger, 1, Decision(Action.STAY_SILENT, Reply(()), ""))
    before = ledger.decisions.pressure("contact", JONAS.key, timedelta(hours=1))
    number = ledger.cases.say(CHAT.key, JONAS.key, ("mine",), [["mine"]], "machine", BY, "1")
    assert number is not None
    ledger.inbox.receive(deletion(9, "1"))

    assert ledger.decisions.pressure("contact", JONAS.key, timedelta(hours=1)) == before
    assert ledger.cases.rule(number, Outcome.TAKEN_BACK, BY)
    assert ledger.cases.judged() == []
    assert states(tmp_path)[-1] == ("mine", "waiting")


# What is learned.


def test_what_teaches_is_learned_once(ledger: Ledger) -> None:
    wanted = {
        Outcome.APPROVED: False, Outcome.EDITED: True, Outcome.REJECTED: True, Outcome.DISMISSED: False,
        Outcome.LAPSED: False, Outcome.TAKEN_BACK: False,
    }  # fmt: skip
    teaching = []
    for number, (what, teaches) in enumerate(wanted.items()):
        decision = decided(ledger, number, where=replace(CHAT, key=f"telegram/-{number}"))
        assert ledger.cases.rule(decision, what, BY, texts=("so",))
        teaching += [decision] if teaches else []
    asked, by_hand = decided(ledger, 20, UNKNOWN), decided(ledger, 21, UNKNOWN)
    assert ledger.cases.rule(asked, Outcome.ANSWERED, BY, texts=("so",), reason="question/1")
    assert ledger.cases.rule(by_hand, Outcome.ANSWERED, BY)

    assert [case.decision for case in ledger.cases.to_learn()] == [*teaching, asked]
    ledger.cases.learned(asked, 17)
    ledger.cases.learned(teaching[0], None)
    assert [case.decision for case in ledger.cases.to_learn()] == teaching[1:]
    ruling = case_of(ledger, asked).ruling
    assert ruling is not None
    assert (ruling.lesson, ruling.reason) == (17, "question/1")


def test_the_reason_of_a_rejection_may_come_later(ledger: Ledger) -> None:
    number = decided(ledger)
    assert not ledger.cases.explain(number, "too long")
    assert ledger.cases.rule(number, Outcome.REJECTED, BY)
    ledger.cases.learned(number, None)

    assert ledger.cases.explain(number, "too long")

    [case] = ledger.cases.to_learn()
    assert case.ruling is not None
    assert case.ruling.reason == "too long"


def test_a_draft_is_judged_by_what_the_owner_did_with_it(ledger: Ledger) -> None:
    wanted = {
        Outcome.APPROVED: True, Outcome.EDITED: False, Outcome.REJECTED: False, Outcome.ANSWERED: False,
        Outcome.TAKEN_BACK: False, Outcome.DISMISSED: None, Outcome.LAPSED: None,
    }  # fmt: skip
    changes = [ledger.cases.change()]
    for number, what in enumerate(wanted):
        decision = decided(ledger, number, text=f"q{number}", where=replace(CHAT, key=f"telegram/-{number}"))
        assert ledger.cases.rule(decision, what, BY)
        changes.append(ledger.cases.change())
    assert ledger.cases.rule(decided(ledger, 20, UNKNOWN), Outcome.ANSWERED, BY, texts=("so",))
    decided(ledger, 21, where=GROUP)
    ledger.inbox.receive(message(22, where=GROUP, seconds=9000))

    judged = ledger.cases.judged()
    assert {one.outcome: one.accepted for one in judged} == {k: v for k, v in wanted.items() if v is not None}
    first = judged[0]
    assert (first.writer, first.raw, first.confidence, first.mode) == ("model", 0.5, 0.6, Mode.SUGGEST)
    assert (first.contact_key, first.contact_name, first.text) == (JONAS.key, "Jonas", "q0")
    assert changes == sorted(set(changes))


def test_what_was_approved_and_taken_back_was_not_accepted_after_all(ledger: Ledger) -> None:
    number = decided(ledger)
    assert approve(ledger, number)
    deliver(ledger)
    before = ledger.cases.change()
    chosen = ledger.cases.last_said(None, "1")
    assert chosen is not None
    ledger.cases.took_back(chosen.deliveries[0].id)

    [one] = ledger.cases.judged()
    assert (one.outcome, one.accepted) == (Outcome.TAKEN_BACK, False)
    assert ledger.cases.change() > before


def test_a_draft_whose_estimate_nobody_set_right_was_as_sure_as_it_said(ledger: Ledger) -> None:
    number = decided(ledger, 1, replace(HOLD, draft=replace(DRAFT, raw=None)))
    assert approve(ledger, number)

    [one] = ledger.cases.judged()
    assert (case_of(ledger, number).raw, one.raw) == (None, 0.6)


# What is taken back.


def said(found: Said | None) -> list[str]:
    assert found is not None
    return [part.text for part in found.deliveries]


def test_what_was_said_last_is_chosen_once_for_each_key(ledger: Ledger) -> None:
    told(ledger)
    for number, text in ((1, "one"), (2, "two")):
        decided(ledger, number, Decision(Action.SEND, Reply((text,)), ""))
    deliver(ledger)
    decided(ledger, 3, Decision(Action.SEND, Reply(("to Bram",)), ""), where=GROUP, sender=BRAM)
    ledger.outbox.begin(ledger.outbox.next(GROUP.key).delivery)  # type: ignore[union-attr]

    # Nobody knows yet whether it arrived, but it was decided last.
    assert said(ledger.cases.last_said(BRAM.key, "begun")) == ["to Bram"]
    chosen = ledger.cases.last_said(JONAS.key, "a")
    assert said(chosen) == ["two"]
    assert chosen is not None
    assert (chosen.contact, chosen.conversation.key, chosen.deliveries[0].state) == (JONAS, CHAT.key, "sent")
    ledger.cases.took_back(chosen.deliveries[0].id)
    assert said(ledger.cases.last_said(JONAS.key, "a")) == ["two"]
    assert said(ledger.cases.last_said(JONAS.key, "b")) == ["one"]
    ledger.outbox.cut_off("telegram")
    assert ledger.cases.last_said(BRAM.key, "c") is None
    assert ledger.outbox.resolve(4, arrived=True)
    assert ledger.cases.last_said(BRAM.key, "c") is None
    assert said(ledger.cases.last_said(BRAM.key, "d")) == ["to Bram"]


def test_that_it_is_an_ai_stays_said(ledger: Ledger) -> None:
    told(ledger)
    assert ledger.cases.last_said(None, "1") is None

    decided(ledger, 1, Decision(Action.SEND, Reply(("machine", "so")), "", discloses=True))
    deliver(ledger)

    assert said(ledger.cases.last_said(None, "2")) == ["so"]


def test_what_was_taken_back_was_never_said_but_who_was_told_was_told(ledger: Ledger, tmp_path: Path) -> None:
    promise = Verdict(promises=(Promise("price", "it is 40 euros", "Prices"),))
    decided(ledger, 1, Decision(Action.SEND, Reply(("machine", "one")), "", DRAFT, verdict=promise, discloses=True))
    deliver(ledger)
    assert [one.text for one in ledger.history.promises()] == ["it is 40 euros"]
    for (id_,) in rows(tmp_path, "SELECT id FROM deliveries"):
        ledger.cases.took_back(id_)
        ledger.cases.took_back(id_)

    assert states(tmp_path) == [("machine", "taken back"), ("one", "taken back")]
    assert ledger.history.promises() == []
    ledger.inbox.receive(message(2, seconds=900))
    assert [turn.text for turn in ledger.history.past(burst_of(ledger), 9).turns] == ["how?"]
    assert burst_of(ledger).disclosed
    assert case_of(ledger, 1).told == ()


@pytest.mark.parametrize("state", ["waiting", "begun", "in doubt", "refused", "cancelled"])
def test_what_was_not_sent_cannot_have_been_taken_back(ledger: Ledger, tmp_path: Path, state: str) -> None:
    decided(ledger, 1, UNKNOWN)
    change(tmp_path, f"UPDATE deliveries SET state = '{state}'")  # noqa: S608

    ledger.cases.took_back(1)

    assert states(tmp_path) == [("no idea", state)]


def test_what_is_withdrawn_before_it_goes_out_stays_unsaid(ledger: Ledger, tmp_path: Path) -> None:
    told(ledger)
    number = decided(ledger)
    assert approve(ledger, number)
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.sent(due.delivery, "1")

    assert (ledger.cases.withdraw(number), ledger.cases.withdraw(number)) == (1, 0)

    assert states(tmp_path)[1:] == [("one", "sent"), ("two ☃", "cancelled")]
    [one] = ledger.cases.judged()
    assert not one.accepted


# What the owner decided, and whoever it is for could not be told what this is.


def undisclosed(ledger: Ledger, where: Conversation = CHAT) -> bool:
    """Whether what goes out next may not, and then it is decided anew."""
    due = ledger.outbox.next(where.key)
    assert due is not None
    if due.undisclosed:
        ledger.outbox.reopen(due.delivery)
    return due.undisclosed


def disclosure_is_lost(ledger: Ledger) -> None:
    """Jonas is about to be told what this is, and something goes wrong."""
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.refused(due.delivery, "no", closed=False)


def test_what_the_owner_decided_is_not_decided_anew_but_said_behind_the_disclosure(
    ledger: Ledger, tmp_path: Path
) -> None:
    decided(ledger, 1, Decision(Action.SEND, Reply(("machine",)), "", discloses=True))
    number = decided(ledger, 2)
    assert approve(ledger, number)
    assert ledger.cases.say(CHAT.key, JONAS.key, ("mine",), [["mine"]], "machine", BY, "1")
    ledger.inbox.receive(message(3, seconds=900))
    answer(ledger, "the twin's")
    disclosure_is_lost(ledger)

    assert undisclosed(ledger)

    assert outcome(ledger, number) is Outcome.APPROVED
    assert len(burst_of(ledger).rows) == 1
    assert deliver(ledger) == ["machine", "one", "two ☃", "mine"]
    sql = "SELECT reply_to FROM deliveries WHERE state = 'sent' ORDER BY id"
    assert [reply for (reply,) in rows(tmp_path, sql)] == ["2", "", "", "2"]


def test_what_waits_and_is_decided_anew_is_redone(ledger: Ledger) -> None:
    decided(ledger, 1, Decision(Action.SEND, Reply(("machine",)), "", discloses=True))
    old = decided(ledger, 2, replace(HOLD, reply=Reply(("no idea",))))
    disclosure_is_lost(ledger)

    assert undisclosed(ledger)

    assert (outcome(ledger, old), waiting(ledger)) == (Outcome.REDONE, [])
    assert not approve(ledger, old)
    assert ledger.notices.standing().held == 0
    assert len(burst_of(ledger).rows) == 1


def test_what_was_approved_does_not_wait_for_a_disclosure_in_doubt_that_is_said_again(ledger: Ledger) -> None:
    number = decided(ledger, 1, replace(HOLD, reply=Reply(("machine",)), discloses=True))
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.begin(due.delivery)
    ledger.outbox.doubted(due.delivery, "lost")

    assert approve(ledger, number)

    assert deliver(ledger) == ["machine", "one", "two ☃"]


def test_a_disclosure_that_was_refused_before_tells_nobody_later(ledger: Ledger, tmp_path: Path) -> None:
    number = decided(ledger, 1, replace(HOLD, reply=Reply(("machine",)), discloses=True))
    disclosure_is_lost(ledger)
    ledger.inbox.receive(message(2, "", command="about", seconds=900))
    answer(ledger, "machine", discloses=True)
    # Approved while Jonas is about to be told.
    assert approve(ledger, number)
    disclosure_is_lost(ledger)

    assert undisclosed(ledger)

    assert deliver(ledger) == ["machine", "one", "two ☃"]
    assert [text for text, state in states(tmp_path) if state == "refused"] == ["machine", "machine"]


def test_the_owner_hears_of_words_that_could_not_be_said_for_want_of_a_disclosure(ledger: Ledger) -> None:
    decided(ledger, 1, Decision(Action.STAY_SILENT, Reply(()), ""))
    assert ledger.cases.say(CHAT.key, JONAS.key, ("mine",), [["mine"]], "", BY, "1")

    assert undisclosed(ledger)

    assert ledger.outbox.next(CHAT.key) is None
    assert [one.notice.kind for one in ledger.notices.latest(9)] == ["undisclosed"]


def test_in_the_owners_own_chats_an_approved_draft_tells_again_after_they_wrote_there(ledger: Ledger) -> None:
    told(ledger)
    number = decided(ledger, 1, where=OWNERS)

    assert approve(ledger, number)

    assert deliver(ledger, OWNERS) == ["machine", "one", "two ☃"]


# What an earlier version left.


def test_drafts_that_an_earlier_version_held_wait_unless_the_owner_wrote_since(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(records.connect(path, synchronous="FULL")) as connection:
        with records.transaction(connection):
            migrations.apply(Database(connection), stop_before="0004_desk")
        with connection:
            connection.execute("INSERT INTO contacts VALUES (1, 'telegram/1', 'Jonas', '2026', NULL)")
            held_at = datetime.now(UTC) - timedelta(days=13)
            at = held_at.isoformat(timespec="milliseconds")
            before, since = ((held_at + later).isoformat(timespec="milliseconds") for later in (-MINUTE, MINUTE))
            for number, wrote_at in enumerate([None, before, since]):
                place = f"telegram/{number}"
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, '', 0, 0, '', '', NULL, ?, NULL)", [place, place, wrote_at]
                )
                connection.execute(
                    "INSERT INTO decisions (conversation, contact, action, kind, texts, reason, decided_at, writer,"
                    " confidence, draft, leans_on, objections, reader) VALUES (?, 1, 'hold', 'answer', '[]', 'why',"
                    " ?, 'model', 0.5, '[\"so\"]', '[]', '[[\"links\", \"why\"]]', 0)",
                    [place, at],
                )
                connection.execute(
                    "INSERT INTO messages (event, conversation, contact, text, sent_at, received_at, decision)"
                    " VALUES (?, ?, 1, 'how?', ?, ?, ?)",
                    [place, place, at, at, number + 1],
                )

    with closing(Ledger(path)) as ledger:
        assert [(case.decision, case.draft, case.mode) for case in ledger.cases.waiting()] == [
            (1, ("so",), Mode.UNSET),
            (2, ("so",), Mode.UNSET),
        ]
        assert outcome(ledger, 3) is Outcome.ANSWERED
        assert ledger.cases.to_learn() == []
        assert ledger.cases.rule(1, Outcome.APPROVED, BY, texts=("so",), parts=[["so"]], disclosure="machine")
        assert deliver(ledger, replace(CHAT, key="telegram/0")) == ["machine", "so"]
        assert [(one.decision, one.raw, one.accepted) for one in ledger.cases.judged()] == [
            (3, 0.5, False),
            (1, 0.5, True),
        ]


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT 1 FROM rulings r WHERE r.decision = 1", "rulings_decision"),
        ("SELECT 1 FROM rulings r WHERE r.learned_at IS NULL AND r.id NOTNULL ORDER BY r.id", "rulings_to_learn"),
        ("SELECT count(*) FROM deliveries WHERE state = 'taken back'", "deliveries_state"),
        ("SELECT 1 FROM decisions d WHERE d.conversation = 'c' AND d.decided_at >= '2'", "conversation_decided_at"),
    ],
)
def test_what_is_asked_often_is_not_searched_through_the_whole_past(
    ledger: Ledger, tmp_path: Path, sql: str, index: str
) -> None:
    assert ledger.cases.waiting() == []
    plan = str(rows(tmp_path, f"EXPLAIN QUERY PLAN {sql}"))

    assert index in plan
