"""How sure a draft is, by what the owner has ruled about others: from the records."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.confidences import FromRulings
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.fakes import Writing
from twin.draft import Action, Decision, Draft, Mode, Objection, Verdict
from twin.knowledge import Audience
from twin.message import Reply

MODEL = "openai:gpt-example"
# The guard has nothing against it.
FREE = Verdict()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def hold(
    ledger: Ledger,
    writing: Writing,
    raw: float,
    confidence: float | None = None,
    writer: str = MODEL,
    verdict: Verdict = FREE,
) -> int:
    """A draft that waits for the owner; the number of its decision."""
    draft = Draft(("so",), raw if confidence is None else confidence, writer, "", by_model=True, raw=raw)
    ledger.inbox.receive(writing.message("a?", after=100))
    burst = ledger.decisions.burst(writing.where.key, timedelta(seconds=3))
    assert burst
    held = Decision(Action.HOLD, Reply(()), "waits", draft, verdict=verdict, mode=Mode.SUGGEST)
    assert ledger.decisions.decide(burst, held, [], Audience.PUBLIC)
    return ledger.cases.waiting()[-1].decision


def rule(
    ledger: Ledger, outcome: Outcome, count: int, raw: float, confidence: float | None = None, *, before: int = 0
) -> None:
    """Let the owner rule so about so many drafts, for somebody who has written so many messages before."""
    writing = Writing(written=before)
    for _ in range(count):
        decision = hold(ledger, writing, raw, confidence)
        texts = () if outcome is Outcome.REJECTED else ("so",)
        assert ledger.cases.rule(decision, outcome, "owner", texts=texts, parts=[[text] for text in texts])


def test_where_nothing_was_ruled_an_estimate_stays_as_it_is(ledger: Ledger) -> None:
    hold(ledger, Writing(), 0.5)

    assert FromRulings(ledger).confidence(MODEL, 0.5) == 0.5


@pytest.mark.parametrize(
    ("outcome", "low", "high"),
    [(Outcome.APPROVED, 0.6, 0.95), (Outcome.EDITED, 0.05, 0.4), (Outcome.REJECTED, 0.05, 0.4)],
)
def test_what_the_owner_does_with_drafts_tells_how_sure_the_next_one_is(
    ledger: Ledger, outcome: Outcome, low: float, high: float
) -> None:
    confidences = FromRulings(ledger)
    assert confidences.confidence(MODEL, 0.5) == 0.5

    rule(ledger, outcome, 6, 0.5)

    assert low < confidences.confidence(MODEL, 0.5) < high
    assert confidences.confidence("quote", 0.5) == 0.5


def test_it_is_learned_from_what_the_writer_thought_and_not_from_what_was_learned_before(ledger: Ledger) -> None:
    rule(ledger, Outcome.APPROVED, 6, raw=0.2, confidence=0.95)
    learned = FromRulings(ledger).confidence

    assert learned(MODEL, 0.2) > 0.4


def test_what_is_ruled_between_two_drafts_counts_for_the_second(ledger: Ledger) -> None:
    confidences = FromRulings(ledger)
    sure = []
    for number in range(3):
        sure.append(confidences.confidence(MODEL, 0.5))
        rule(ledger, Outcome.APPROVED, 1, 0.5, before=number)

    assert sure == sorted(set(sure))


def test_what_the_guard_stopped_tells_nothing_of_what_goes_out_by_itself(ledger: Ledger) -> None:
    writing, stopped = Writing(), Verdict((Objection("links", "a host that nobody knows"),))
    for _ in range(6):
        assert ledger.cases.rule(hold(ledger, writing, 0.5, verdict=stopped), Outcome.REJECTED, "owner")

    assert [one.stopped for one in ledger.cases.judged()] == [True] * 6
    assert FromRulings(ledger).confidence(MODEL, 0.5) == 0.5


def test_of_many_rulings_the_newest_count(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.confidences._NEWEST", 4)
    rule(ledger, Outcome.REJECTED, 8, 0.5)
    rule(ledger, Outcome.APPROVED, 4, 0.5, before=8)

    assert FromRulings(ledger).confidence(MODEL, 0.5) > 0.5
    assert [one.accepted for one in ledger.cases.judged(5)] == [False, True, True, True, True]
    assert [one.text for one in ledger.cases.judged(5)] == ["a?"] * 5
    assert ledger.cases.judged(5) == ledger.cases.judged()[-5:]
