"""Drafts on which the owner has ruled: how sure they were, and whether the owner sent them as they were."""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.case import shown
from bot.ledger.deliveries import OWNER
from bot.ledger.file import LedgerFile
from bot.ledger.rulings import Outcome
from bot.ledger.said import TAKEN_BACK
from twin.draft import Action, Mode

# How a draft was judged, by the owner's hand; what was approved and then taken back was not accepted after all.
_JUDGED = (
    f"iif(r.outcome = '{Outcome.APPROVED.value}' AND {TAKEN_BACK}, '{Outcome.TAKEN_BACK.value}', r.outcome)"
    " FROM rulings r JOIN decisions d ON d.id = r.decision JOIN contacts c ON c.id = d.contact"
    " WHERE d.draft NOTNULL AND d.writer <> ? AND (r.outcome IN (?, ?, ?, ?)"
    " OR (r.outcome = ? AND d.action = ?)) ORDER BY r.id"
)
_JUDGING = (Outcome.APPROVED, Outcome.EDITED, Outcome.REJECTED, Outcome.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft on which the owner has ruled; ``accepted``: they sent it unchanged, and did not take it back.

    ``text`` is what the contact wrote, as it reads now, a line each; ``raw`` what its writer estimated.
    """

    decision: int
    writer: str
    raw: float
    confidence: float
    accepted: bool
    outcome: Outcome
    mode: Mode
    contact_key: str
    contact_name: str
    text: str
    at: datetime


def judged(file: LedgerFile) -> list[Judged]:
    """The drafts on which the owner has ruled, in the order in which they did."""
    rows = file.rows(
        f"SELECT d.id, d.writer, coalesce(d.raw, d.confidence), d.confidence, d.mode, c.key, c.name, r.at, {_JUDGED}",
        [OWNER, *(outcome.value for outcome in _JUDGING), Outcome.ANSWERED.value, Action.HOLD.value],
    )
    texts = _texts(file)
    return [
        Judged(
            decision=decision,
            writer=writer,
            raw=raw,
            confidence=confidence,
            accepted=outcome == Outcome.APPROVED.value,
            outcome=Outcome(outcome),
            mode=Mode(mode),
            contact_key=account,
            contact_name=name,
            text="\n".join(texts.get(decision, ())),
            at=datetime.fromisoformat(at),
        )
        for decision, writer, raw, confidence, mode, account, name, at, outcome in rows
    ]


def _texts(file: LedgerFile) -> dict[int, list[str]]:
    """Decision → what it answers, of all on which there is a ruling."""
    texts: dict[int, list[str]] = {}
    for decision, *written in file.rows(
        "SELECT m.decision, m.text, m.attachment, m.command FROM rulings r JOIN messages m"
        " ON m.decision = r.decision WHERE m.text <> '' OR m.attachment <> '' OR m.command <> '' ORDER BY m.id"
    ):
        texts.setdefault(decision, []).append(shown(*written))
    return texts
