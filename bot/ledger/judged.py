"""Drafts on which the owner has ruled: how sure they were, and whether the owner sent them as they were.

What moderators send says nothing of what the owner would.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.case import shown
from bot.ledger.deliveries import OWNER
from bot.ledger.file import LedgerFile
from bot.ledger.rulings import BY_MODERATOR, Outcome
from bot.ledger.said import TAKEN_BACK
from twin.draft import Action, Mode

# How a draft was judged, by the owner's hand; what was sent and then taken back was not accepted after all.
_SENT = ", ".join(f"'{outcome.value}'" for outcome in (Outcome.APPROVED, Outcome.EDITED, Outcome.ANSWERED))
_JUDGED = (
    f"iif(r.outcome IN ({_SENT}) AND {TAKEN_BACK}, '{Outcome.TAKEN_BACK.value}', r.outcome)"
    " FROM rulings r JOIN decisions d ON d.id = r.decision JOIN contacts c ON c.id = d.contact"
    f" WHERE d.draft NOTNULL AND d.writer <> ? AND NOT {BY_MODERATOR} AND (r.outcome IN (?, ?, ?, ?)"
    " OR (r.outcome = ? AND d.action = ?)) ORDER BY r.id DESC LIMIT ?"
)
_JUDGING = (Outcome.APPROVED, Outcome.EDITED, Outcome.REJECTED, Outcome.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft on which the owner has ruled; ``accepted``: they sent it unchanged, and did not take it back.

    ``text`` is what the contact wrote, as it reads now, a line each; ``raw`` what its writer estimated. ``stopped``:
    the guard objected to it, so that it would never have gone out by itself, however sure it was.
    """

    decision: int
    writer: str
    raw: float
    confidence: float
    accepted: bool
    stopped: bool
    outcome: Outcome
    mode: Mode
    contact_key: str
    contact_name: str
    text: str
    at: datetime


def judged(file: LedgerFile, newest: int | None = None) -> list[Judged]:
    """The drafts on which the owner has ruled, in the order in which they did; or of them so many, the newest."""
    judging = [OWNER, *(outcome.value for outcome in _JUDGING), Outcome.ANSWERED.value, Action.HOLD.value]
    rows = file.rows(
        "SELECT r.id, d.id, d.writer, coalesce(d.raw, d.confidence), d.confidence,"
        f" coalesce(d.objections, '[]') <> '[]', d.mode, c.key, c.name, r.at, {_JUDGED}",
        # Less than nothing is no limit.
        [*judging, -1 if newest is None else newest],
    )[::-1]
    texts = _texts(file, rows[0][0] if rows else 0)
    return [
        Judged(
            decision=decision,
            writer=writer,
            raw=raw,
            confidence=confidence,
            accepted=outcome == Outcome.APPROVED.value,
            stopped=bool(stopped),
            outcome=Outcome(outcome),
            mode=Mode(mode),
            contact_key=account,
            contact_name=name,
            text="\n".join(texts.get(decision, ())),
            at=datetime.fromisoformat(at),
        )
        for _, decision, writer, raw, confidence, stopped, mode, account, name, at, outcome in rows
    ]


def _texts(file: LedgerFile, since: int) -> dict[int, list[str]]:
    """Decision → what it answers, of all on which there is this ruling or a later one."""
    texts: dict[int, list[str]] = {}
    for decision, *written in file.rows(
        "SELECT m.decision, m.text, m.attachment, m.command FROM rulings r JOIN messages m"
        " ON m.decision = r.decision WHERE r.id >= ?"
        " AND (m.text <> '' OR m.attachment <> '' OR m.command <> '') ORDER BY m.id",
        [since],
    ):
        texts.setdefault(decision, []).append(shown(*written))
    return texts
