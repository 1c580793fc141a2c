"""Cases as the owner's desk has them: made up, and in real records."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ledger import Ledger
from bot.ledger.cases import Case, Judged, Outcome, Ruling
from tests.fakes import Writing
from twin.draft import Action, Decision, Draft, Kind, Mode, Objection, Verdict
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Reply

LEVELS = ("public", "followers", "friends", "inner", "owner")
NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
ANNA = Contact("telegram/7", "Anna Kim", Audience.FRIENDS)
BRAM = Contact("telegram/8", "Bram", Audience.PUBLIC)
CHAT = Conversation("telegram/7", "telegram/7")
GROUP = Conversation("telegram/-100", "telegram/-100", "Bike club", group=True)
OBJECTION = Objection("promises", "it promises a price")

_DRAFT = Case(
    decision=12,
    action=Action.HOLD,
    kind=Kind.ANSWER,
    contact=ANNA,
    conversation=CHAT,
    texts=("do you wax chains?",),
    sent_at=NOW - timedelta(minutes=20),
    reference="5",
    reader=Audience.FRIENDS,
    reason="everything waits for you",
    objections=(),
    confidence=0.72,
    raw=0.7,
    mode=Mode.SUGGEST,
    draft=("Every second week.",),
    writer="quote",
    leans_on=(("passage", 1),),
    decided_at=NOW - timedelta(minutes=19),
    told=(),
    newer=0,
    closed=False,
    ruling=None,
)


def draft(**changed: Any) -> Case:  # noqa: ANN401
    """A draft that waits."""
    return replace(_DRAFT, **changed)


def passed_on(kind: Kind, **changed: Any) -> Case:  # noqa: ANN401
    """A message that was passed on to the owner in person."""
    before = draft(action=Action.HAND_OVER, kind=kind, draft=(), confidence=None, raw=None, writer="", leans_on=())
    return replace(before, **changed)


def ruled(outcome: Outcome, **changed: Any) -> Case:  # noqa: ANN401
    """A draft on which the owner has ruled."""
    ruling = replace(Ruling(12, outcome, (), "", ANNA.key, NOW, None), **changed)
    return draft(ruling=ruling, told=ruling.texts if outcome is not Outcome.APPROVED else ("Every second week.",))


def judged(outcome: Outcome = Outcome.APPROVED, confidence: float = 0.5, **changed: Any) -> Judged:  # noqa: ANN401
    """A ruling that judges a draft."""
    one = Judged(
        decision=1,
        writer="quote",
        raw=confidence,
        confidence=confidence,
        accepted=outcome is Outcome.APPROVED,
        stopped=False,
        outcome=outcome,
        mode=Mode.SUGGEST,
        contact_key=ANNA.key,
        contact_name=ANNA.name,
        text="do you wax chains?",
        at=NOW,
    )
    return replace(one, **changed)


def held(
    ledger: Ledger,
    writing: Writing,
    text: str,
    answer: str = "Every second week.",
    objections: tuple[Objection, ...] = (),
) -> int:
    """Let a draft for this message wait in the records; its number."""
    written = Draft((answer,), 0.72, "quote", "it is what you wrote", raw=0.7)
    return stored(
        ledger,
        writing,
        text,
        Decision(
            Action.HOLD,
            Reply(()),
            "everything waits for you",
            written,
            verdict=Verdict(objections),
            mode=Mode.SUGGEST,
        ),
    )


def stored(ledger: Ledger, writing: Writing, text: str, decision: Decision) -> int:
    """Let this be decided about the message in the records; its number."""
    ledger.inbox.receive(writing.message(text))
    burst = ledger.decisions.burst(writing.where.key, timedelta(0))
    assert burst is not None
    parts = [[text] for text in decision.reply.texts]
    assert ledger.decisions.decide(burst, decision, parts, Audience.FRIENDS)
    return max(case.decision for case in (*ledger.cases.waiting(), *ledger.cases.unknown()))
