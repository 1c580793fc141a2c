"""Drafts with what speaks against them, promises, what models took, and what the guard asks of the ledger."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.test_ledger_inbox import (
    BRAM,
    CHAT,
    GROUP,
    JONAS,
    NOON,
    OWNER,
    answer,
    burst_of,
    change,
    deletion,
    edit,
    message,
    rows,
)
from twin import fingerprint
from twin.brief import Brief, Past, Spent
from twin.draft import Action, Decision, Draft, Kind, Objection, Promise, Usage, Verdict
from twin.knowledge import Audience, Exemplar, FoundExemplar, Signals
from twin.message import Contact, Conversation, OwnerWrote, Reply

SECRET = "my sister is going to have twins in the spring, do not tell anybody yet"
BRAMS = Conversation("telegram/2", "telegram/2", "Bram")
HELD = Decision(
    Action.HOLD,
    Reply(()),
    "the draft was stopped: it says no",
    Draft(("one", "two ☃"), 0.5, "model", "it wrote so", usage=(Usage("m", 10, 5, 0.25),), by_model=True),
    verdict=Verdict((Objection("rule", "it says no"),)),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def brief(where: Conversation = CHAT, reader: Audience = Audience.PUBLIC) -> Brief:
    return Brief("a?", reader, BRAM if where == BRAMS else JONAS, where, NOON)


def deliver(ledger: Ledger, where: Conversation = CHAT) -> None:
    while due := ledger.outbox.next(where.key):
        ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, "1")


# Drafts that wait.


def test_a_draft_that_waits_is_kept_whole_and_shown_once_in_the_inbox(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, "first"))
    ledger.inbox.receive(message(2, "second", seconds=1))
    found = FoundExemplar(
        Exemplar(7, 1, "x", "y", "m", "r", None, Audience.PUBLIC), Signals(score=1.0, cosine=1.0, words=1.0)
    )
    assert HELD.draft is not None
    held = replace(HELD, draft=replace(HELD.draft, leans_on=(found,)))
    assert ledger.decisions.decide(burst_of(ledger), held, [], Audience.FRIENDS)

    assert [(one.text, one.draft, one.reason) for one in ledger.history.handed_over()] == [
        ("first", (), HELD.reason),
        ("second", ("one", "two ☃"), HELD.reason),
    ]
    assert rows(tmp_path, "SELECT draft, leans_on, objections, reader FROM decisions") == [
        ('["one", "two ☃"]', '[["exemplar", 7]]', '[["rule", "it says no"]]', 2)
    ]


def test_a_draft_that_waits_counts_towards_the_limits(ledger: Ledger) -> None:
    ledger.inbox.receive(message())
    ledger.decisions.decide(burst_of(ledger), HELD, [])

    assert ledger.decisions.pressure("contact", JONAS.key, timedelta(hours=1)).answers == 1


def test_errors_without_a_word_count_towards_the_limits(ledger: Ledger) -> None:
    ledger.inbox.receive(message())
    ledger.decisions.decide(burst_of(ledger), Decision(Action.HAND_OVER, Reply(()), "x", kind=Kind.ERROR), [])

    assert ledger.decisions.pressure("contact", JONAS.key, timedelta(hours=1)).answers == 1


# Promises.


def test_what_went_out_and_binds_is_listed_and_what_was_held_back_is_not(ledger: Ledger) -> None:
    promise = Verdict(promises=(Promise("price", "it is 40 euros", "Prices"),))
    sent = Decision(Action.SEND, Reply(("it is 40 euros",)), "because", HELD.draft, verdict=promise)
    ledger.inbox.receive(message(1))
    ledger.decisions.decide(burst_of(ledger), sent, [["it is 40 euros"]])
    ledger.inbox.receive(message(2, where=BRAMS, sender=BRAM))
    ledger.decisions.decide(burst_of(ledger, BRAMS), replace(HELD, verdict=promise), [])

    [listed] = ledger.history.promises()
    assert (listed.name, listed.kind, listed.text, listed.stands_in) == ("Jonas", "price", "it is 40 euros", "Prices")


def test_what_a_draft_promises_binds_once_the_owner_sent_it(ledger: Ledger, tmp_path: Path) -> None:
    promise = Verdict(promises=(Promise("price", "it is 40 euros", "Prices"),))
    for number, (where, sender) in enumerate([(CHAT, JONAS), (BRAMS, BRAM)], 1):
        ledger.inbox.receive(message(number, where=where, sender=sender))
        ledger.decisions.decide(burst_of(ledger, where), replace(HELD, verdict=promise), [])
    assert ledger.cases.rule(1, Outcome.APPROVED, "owner", texts=("one",), parts=[["one"]], disclosure="machine")
    assert ledger.cases.rule(2, Outcome.EDITED, "owner", texts=("two",), parts=[["two"]], disclosure="machine")

    assert [one.name for one in ledger.history.promises()] == ["Jonas"]
    change(tmp_path, "UPDATE deliveries SET state = 'cancelled' WHERE text = 'one'")
    assert ledger.history.promises() == []


@pytest.mark.parametrize("state", ["refused", "cancelled", "taken back"])
def test_what_was_cancelled_refused_or_taken_back_binds_nobody(ledger: Ledger, tmp_path: Path, state: str) -> None:
    promise = Verdict(promises=(Promise("price", "it is 40 euros", "Prices"),))
    ledger.inbox.receive(message(1))
    sent = Decision(Action.SEND, Reply(("it is 40 euros",)), "because", HELD.draft, verdict=promise)
    ledger.decisions.decide(burst_of(ledger), sent, [["it is 40 euros"]])
    change(tmp_path, f"UPDATE deliveries SET state = '{state}'")  # noqa: S608

    assert ledger.history.promises() == []


# What models took.


def test_what_models_took_today_is_told_for_everybody_and_for_the_contact(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    ledger.decisions.decide(burst_of(ledger), HELD, [])
    ledger.inbox.receive(message(2, where=BRAMS, sender=BRAM))
    ledger.decisions.decide(burst_of(ledger, BRAMS), HELD, [])
    ledger.inbox.receive(message(3, seconds=5))

    past = ledger.history.past(burst_of(ledger), 9)
    assert (past.today, past.today_for_contact) == (Spent(30, 0.5), Spent(15, 0.25))

    change(tmp_path, "UPDATE usage SET at = '2020-01-01T00:00:00.000+00:00'")
    assert ledger.history.past(burst_of(ledger), 9).today == Spent()


def test_what_a_model_took_for_an_answer_that_came_too_late_is_counted(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    burst = burst_of(ledger)
    ledger.inbox.receive(edit(2, 1, "changed"))

    assert not ledger.decisions.decide(burst, HELD, [])
    [used] = ledger.notices.standing().models
    assert (used.calls, used.messages, used.tokens, used.cost) == (1, 0, 15, 0.25)


def test_an_alert_is_noted_with_the_decision_or_not_at_all(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    burst = burst_of(ledger)
    alert = replace(HELD, alert="look at this", alert_kind="danger")
    ledger.inbox.receive(edit(2, 1, "changed"))
    assert not ledger.decisions.decide(burst, alert, [])
    assert ledger.notices.latest(9) == []

    assert ledger.decisions.decide(burst_of(ledger), alert, [])
    [noted] = ledger.notices.latest(9)
    assert (noted.notice.adapter, noted.notice.kind, noted.notice.sentence) == ("telegram", "danger", "look at this")


# What was said before.


def said(past: Past) -> list[tuple[str, str]]:
    whose = {(True, False): "twin", (False, True): "owner", (False, False): ""}
    return [(whose[turn.by_twin, turn.by_owner] or turn.name, turn.text) for turn in past.turns]


def test_the_past_is_what_was_really_said_there_before_the_burst_and_by_whom(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?"))
    answer(ledger, "so")
    deliver(ledger)
    ledger.inbox.receive(OwnerWrote(message(2, "let me see myself", sender=OWNER, seconds=1)))
    ledger.inbox.receive(message(3, "a draft was rejected here", seconds=400))
    ledger.decisions.decide(burst_of(ledger), HELD, [])
    assert ledger.cases.rule(ledger.cases.waiting()[0].decision, Outcome.REJECTED, "owner")
    ledger.inbox.receive(message(4, "elsewhere", where=BRAMS, sender=BRAM))
    ledger.inbox.receive(message(5, "and now?", seconds=900))
    past = ledger.history.past(burst_of(ledger), 9)

    assert said(past) == [
        ("Jonas", "how?"),
        ("twin", "so"),
        ("owner", "let me see myself"),
        ("Jonas", "a draft was rejected here"),
    ]
    assert past.messages == 3
    assert past.first_at is not None


def test_the_past_tells_what_the_owner_let_out_and_said_in_their_own_words_in_its_order(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?"))
    ledger.decisions.decide(burst_of(ledger), HELD, [], Audience.FRIENDS)
    assert ledger.cases.rule(1, Outcome.EDITED, "owner", texts=("so",), parts=[["so"]], disclosure="machine")
    ledger.cases.say(CHAT.key, JONAS.key, ("a word",), [["a word"]], "machine", "telegram/99", "1")
    time.sleep(0.005)
    ledger.inbox.receive(message(2, "and?", seconds=400))
    ledger.decisions.decide(burst_of(ledger), Decision(Action.HAND_OVER, Reply(()), ""), [])
    for number in (2, 3):
        ledger.cases.say(CHAT.key, JONAS.key, (f"{number}",), [[f"{number}"]], "machine", "telegram/99", f"{number}")
    time.sleep(0.005)
    ledger.inbox.receive(message(3, "thanks", seconds=900))
    ledger.cases.say(GROUP.key, JONAS.key, ("elsewhere",), [["elsewhere"]], "machine", "telegram/99", "4")

    past = ledger.history.past(burst_of(ledger), 9)

    assert said(past) == [
        ("Jonas", "how?"), ("twin", "so"), ("twin", "a word"), ("Jonas", "and?"), ("twin", "2"), ("twin", "3"),
    ]  # fmt: skip
    assert {turn.audience for turn in past.turns if turn.by_twin} == {Audience.FRIENDS, Audience.OWNER}
    assert said(ledger.history.past(burst_of(ledger), 1)) == [("Jonas", "and?"), ("twin", "3")]


def test_the_past_has_what_was_settled_between_the_messages_of_a_burst(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, "how?", where=GROUP))
    ledger.decisions.decide(burst_of(ledger, GROUP), HELD, [])
    ledger.inbox.receive(message(2, "me?", where=GROUP, sender=BRAM, seconds=5))
    answer(ledger, "to Bram", where=GROUP)
    ledger.inbox.receive(message(3, "undecided", where=GROUP, sender=BRAM, seconds=400))
    ledger.inbox.receive(message(4, "and?", where=GROUP, seconds=401))

    burst = burst_of(ledger, GROUP)

    assert burst.texts == ("how?", "and?")
    assert said(ledger.history.past(burst, 9)) == [("Bram", "me?"), ("twin", "to Bram")]


def test_the_past_leaves_out_disclosures_and_what_never_arrived(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "machine", "so", discloses=True)
    deliver(ledger)
    ledger.inbox.receive(message(2, "b", seconds=100))
    answer(ledger, "refused")
    change(tmp_path, "UPDATE deliveries SET state = 'refused' WHERE text = 'refused'")
    ledger.inbox.receive(message(3, "c", seconds=900))

    assert said(ledger.history.past(burst_of(ledger), 9)) == [("Jonas", "how?"), ("twin", "so"), ("Jonas", "b")]


def test_what_the_twin_said_may_be_heard_by_whom_it_was_said_to(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, where=GROUP))
    burst = burst_of(ledger, GROUP)
    sent = Decision(Action.SEND, Reply(("for friends",)), "because")
    ledger.decisions.decide(burst, sent, [["for friends"]], Audience.FRIENDS)
    deliver(ledger, GROUP)
    ledger.inbox.receive(message(2, "me?", where=GROUP, sender=BRAM, seconds=9))

    asked, told = ledger.history.past(burst_of(ledger, GROUP), 9).turns
    assert (asked.audience, told.audience) == (Audience.PUBLIC, Audience.FRIENDS)


# What the guard asks.


def test_what_somebody_wrote_elsewhere_is_hidden_here_and_readable_there(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, SECRET))
    prints = fingerprint.stored(SECRET)
    asked = ledger.acquaintances

    assert asked.hidden(prints, brief(BRAMS)) == prints
    assert asked.hidden(prints, brief(GROUP)) == prints
    assert asked.hidden(prints, brief(CHAT)) == set()
    assert asked.readable(prints, brief(CHAT)) == prints
    assert asked.readable(prints, brief(BRAMS)) == set()
    assert asked.hidden(prints, brief(BRAMS, Audience.OWNER)) == set()


def test_what_many_people_write_is_no_secret_of_one(ledger: Ledger) -> None:
    for number in (1, 2, 3):
        where = Conversation(f"telegram/{number}", f"telegram/{number}")
        ledger.inbox.receive(message(number, SECRET, where=where, sender=Contact(where.key, "Who", Audience.PUBLIC)))
        common = number == 3
        assert ledger.acquaintances.hidden(fingerprint.stored(SECRET), brief(GROUP)) == (
            set() if common else fingerprint.stored(SECRET)
        )


def test_a_code_that_many_people_write_is_one_all_the_same(ledger: Ledger) -> None:
    for number in (1, 2, 3):
        where = Conversation(f"telegram/{number}", f"telegram/{number}")
        sender = Contact(where.key, "Who", Audience.PUBLIC)
        ledger.inbox.receive(message(number, "it is K7Q9-ZX21", where=where, sender=sender))

    assert ledger.acquaintances.hidden(fingerprint.runs("K7Q9-ZX21"), brief(GROUP))


def test_what_is_changed_after_it_was_answered_leaves_no_fingerprint_and_is_not_remembered(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, SECRET))
    answer(ledger, "so")
    deliver(ledger)
    ledger.inbox.receive(edit(2, 1, "never mind"))
    ledger.inbox.receive(message(3, "and?", seconds=900))

    assert ledger.acquaintances.hidden(fingerprint.stored(SECRET), brief(BRAMS)) == set()
    assert said(ledger.history.past(burst_of(ledger), 9)) == [("Jonas", "never mind"), ("twin", "so")]


def test_what_is_changed_or_taken_back_leaves_no_fingerprint(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1, SECRET))
    ledger.inbox.receive(edit(2, 1, "something else that is long enough to have a fingerprint"))
    assert ledger.acquaintances.hidden(fingerprint.stored(SECRET), brief(BRAMS)) == set()
    assert rows(tmp_path, "SELECT count(*) FROM fingerprints") != [(0,)]

    ledger.inbox.receive(deletion(3, "1"))
    assert rows(tmp_path, "SELECT count(*) FROM fingerprints") == [(0,)]


def test_contacts_are_found_by_a_word_of_their_name_where_they_did_not_write(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, sender=Contact("telegram/3", "Ann Marie Lee", Audience.PUBLIC), where=BRAMS))
    names = ledger.acquaintances.names

    assert names({"marie", "who"}, brief()) == ["Ann Marie Lee"]
    assert names({"mari", "Lee"}, brief()) == []
    assert names({"marie"}, brief(BRAMS)) == []


def test_a_contact_who_takes_another_name_is_found_by_that_one(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, sender=JONAS))
    ledger.inbox.receive(message(2, sender=replace(JONAS, name="Jo Nas"), seconds=9))

    assert ledger.acquaintances.names({"jonas"}, brief(BRAMS)) == []
    assert ledger.acquaintances.names({"jo"}, brief(BRAMS)) == ["Jo Nas"]


def test_midnight_is_that_of_utc(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    ledger.decisions.decide(burst_of(ledger), HELD, [])
    ledger.inbox.receive(message(2, seconds=900))
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for at, tokens in ((midnight, 15), (midnight - timedelta(milliseconds=1), 0)):
        change(tmp_path, f"UPDATE usage SET at = '{at.isoformat(timespec='milliseconds')}'")  # noqa: S608

        assert ledger.history.past(burst_of(ledger), 9).today.tokens == tokens
