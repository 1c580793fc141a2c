"""What other processes ask for, what the owner has to know, and how things stand."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.notices import ModelUse, Standing
from bot.ledger.orders import Done, Order
from tests.test_ledger_inbox import BRAM, CHAT, GROUP, JONAS, answer, burst_of, change, message, rows, together
from twin.draft import Action, Decision, Draft, Usage
from twin.message import Notice, Reply

ODD = Notice("telegram", "unreadable", "an update was odd ☃")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def other(ledger: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """The same file, opened by another process."""
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def following(ledger: Ledger) -> Order | None:
    """What is to be done next."""
    return ledger.orders.next((), among=False)


def test_what_is_done_at_once_does_not_wait_for_what_takes_long(ledger: Ledger, other: Ledger) -> None:
    ledger.orders.ask("learn", {})
    pause = ledger.orders.ask("pause", {})
    unknown = ledger.orders.ask("from the future", {})

    at_once = other.orders.next(("pause", "resume"), among=True)
    assert at_once is not None
    assert at_once.id == pause
    in_turn = other.orders.next(("pause", "resume"), among=False)
    assert in_turn is not None
    assert in_turn.name == "learn"
    other.orders.done(in_turn.id, 0, [])
    in_turn = other.orders.next(("pause", "resume"), among=False)
    assert in_turn is not None
    assert in_turn.id == unknown


def test_what_was_asked_for_long_ago_is_not_done_any_more(ledger: Ledger, other: Ledger, tmp_path: Path) -> None:
    old = ledger.orders.ask("sources forget", {"number": 3})
    change(tmp_path, "UPDATE commands SET asked_at = '2026-01-02T12:00:00.000+00:00'")
    new = ledger.orders.ask("sources forget", {"number": 4})

    other.orders.expire(60, 1, [("ask again", True)])

    order = following(other)
    assert order is not None
    assert order.id == new
    assert ledger.orders.result(old) == Done(1, (("ask again", True),))


def test_what_one_process_asks_for_the_other_does_and_answers(ledger: Ledger, other: Ledger) -> None:
    arguments = {"paths": ["/naïve ☃", "/b\udcff"], "level": None, "number": 3, "again": True}

    number = ledger.orders.ask("learn", arguments)
    assert ledger.orders.result(number) is None
    assert following(other) == Order(number, "learn", arguments)
    assert following(other) == Order(number, "learn", arguments), "until it is done"
    other.orders.done(number, 1, [("naïve ☃", False), ("twin: \udcff went wrong", True)])

    assert following(other) is None
    assert ledger.orders.result(number) == Done(1, (("naïve ☃", False), ("twin: \udcff went wrong", True)))
    assert not ledger.orders.withdraw(number)


def test_what_is_asked_for_is_done_in_order(ledger: Ledger, other: Ledger) -> None:
    numbers = [one.orders.ask(name, {}) for one, name in [(ledger, "pause"), (other, "resume"), (ledger, "pause")]]
    done = []

    while order := following(other):
        done.append((order.id, order.name))
        other.orders.done(order.id, 0, [])

    assert done == list(zip(numbers, ["pause", "resume", "pause"], strict=True))
    assert ledger.orders.result(numbers[1]) == Done(0, ())


def test_what_was_taken_back_is_not_done(ledger: Ledger, other: Ledger) -> None:
    first, second = ledger.orders.ask("pause", {}), ledger.orders.ask("resume", {})

    assert ledger.orders.withdraw(first)
    assert not ledger.orders.withdraw(first)
    other.orders.done(first, 0, [])

    assert ledger.orders.result(first) is None
    order = following(other)
    assert order is not None
    assert order.id == second


def test_of_taking_back_and_doing_at_once_one_wins(ledger: Ledger, other: Ledger) -> None:
    for _ in range(20):
        number, back = ledger.orders.ask("pause", {}), list[bool]()

        together(
            2, lambda one, n=number, b=back: other.orders.done(n, 0, []) if one else b.append(ledger.orders.withdraw(n))
        )

        assert [ledger.orders.result(number) is None] == back


def test_a_pause_lasts_from_the_first_time_it_is_asked_for(ledger: Ledger, other: Ledger) -> None:
    assert ledger.notices.paused_at() is None
    ledger.notices.pause()
    since = other.notices.paused_at()
    other.notices.pause()

    assert since is not None
    assert abs(since - datetime.now(UTC)) < timedelta(minutes=1)
    assert ledger.notices.paused_at() == since == ledger.notices.standing().paused_at
    other.notices.resume()
    other.notices.resume()
    assert ledger.notices.paused_at() is None


def test_the_same_notice_is_counted_and_the_latest_stands_first(ledger: Ledger, tmp_path: Path) -> None:
    others = [Notice("discord", "unreadable", ODD.sentence), Notice("telegram", "network", "half a \ud83d")]
    for notice in [ODD, *others]:
        ledger.notices.add(notice)
    change(tmp_path, "UPDATE notices SET first_at = '2020', last_at = '2020-01-01T00:00:00+00:00' || id")
    change(tmp_path, "UPDATE notices SET last_at = '2020-01-01T00:00:00+00:00'")

    ledger.notices.add(ODD)

    latest = ledger.notices.latest(9)
    assert [(one.notice, one.count) for one in latest] == [
        (ODD, 2),
        (Notice("telegram", "network", "half a ?"), 1),
        (others[0], 1),
    ]
    assert latest[0].last_at > latest[1].last_at
    assert len(ledger.notices.latest(1)) == 1
    assert rows(tmp_path, "SELECT first_at FROM notices WHERE count = 2") == [("2020",)]


def test_notices_of_many_threads_are_all_counted(ledger: Ledger, other: Ledger) -> None:
    def add(number: int) -> None:
        for _ in range(10):
            (ledger, other)[number % 2].notices.add(ODD)

    together(6, add)

    assert [one.count for one in ledger.notices.latest(9)] == [60]


def test_of_an_empty_file_nothing_stands(ledger: Ledger) -> None:
    assert ledger.notices.standing() == Standing(None, 0, None, 0, 0, {}, {}, {}, ())
    assert ledger.notices.latest(9) == []


def test_how_things_stand_is_counted(ledger: Ledger, tmp_path: Path) -> None:
    usage = (Usage("small", 10, 20), Usage("small", 1, 2, 0.5), Usage("large", 30, 40))
    draft = Draft(("held",), 0.5, "model", "unsure", usage=usage)
    decisions = [
        (BRAM, Decision(Action.HOLD, Reply(()), "unsure", draft)),
        (JONAS, Decision(Action.HAND_OVER, Reply(()), "nothing found")),
        (JONAS, Decision(Action.HAND_OVER, Reply(()), "nothing found")),
    ]
    for number, (sender, decision) in enumerate(decisions):
        ledger.inbox.receive(message(number, sender=sender))
        assert ledger.decisions.decide(burst_of(ledger), decision, [])
    ledger.inbox.receive(message(3))
    answer(ledger, "a", "b", "c")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    ledger.outbox.sent(due.delivery, "1")
    ledger.inbox.receive(message(4))
    ledger.inbox.receive(message(5, where=GROUP))
    change(tmp_path, "UPDATE messages SET received_at = '2026-01-02T12:00:0' || id || '.000+00:00'")
    for notice in [ODD, ODD, Notice("telegram", "unreadable", "another"), Notice("memory", "hearing", "no")]:
        ledger.notices.add(notice)

    standing = ledger.notices.standing()

    assert (standing.waiting, standing.oldest) == (2, datetime(2026, 1, 2, 12, 0, 5, tzinfo=UTC))
    assert (standing.held, standing.passed_on) == (1, 2)
    assert standing.decisions == {"hold": 1, "hand over": 2, "send": 1}
    assert standing.deliveries == {"sent": 1, "waiting": 2}
    assert standing.errors == {("telegram", "unreadable"): 3, ("memory", "hearing"): 1}
    assert standing.models == (ModelUse("large", 1, 1, 70, 0.0, 1, 0), ModelUse("small", 2, 1, 33, 0.5, 1, 1))
