"""What the owner asks of the records: what was said, decided and spent since some moment, and what was left lying."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ledger import feedback
from bot.ledger.case import shown
from bot.ledger.file import LedgerFile


@dataclass(frozen=True, slots=True)
class Figures:
    """Answers that went out, of these those that the owner had a say in, rulings by outcome, and what models took.

    ``cost`` is in US dollars, as far as prices are known: of ``unpriced`` calls none is. ``up`` and ``down`` are how
    often people liked an answer, or did not.
    """

    sent: int
    with_owner: int
    outcomes: dict[str, int]
    tokens: int
    cost: float
    unpriced: int
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A message for which nothing was decided yet."""

    name: str
    text: str
    sent_at: datetime


class Counts:
    """The figures of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def since(self, moment: datetime) -> Figures:
        """What happened from this moment on."""
        at = _written(moment)
        rows = self._file.rows
        [(sent, with_owner)] = rows(
            "SELECT count(DISTINCT v.decision), count(DISTINCT iif(d.writer = 'owner' OR r.id NOTNULL, d.id, NULL))"
            " FROM deliveries v JOIN decisions d ON d.id = v.decision LEFT JOIN rulings r ON r.decision = d.id"
            " WHERE v.state = 'sent' AND NOT v.discloses AND v.changed_at >= ?",
            [at],
        )
        outcomes = dict(rows("SELECT outcome, count(*) FROM rulings WHERE at >= ? GROUP BY outcome", [at]))
        [(tokens, cost, unpriced)] = rows(
            "SELECT coalesce(sum(tokens_in + tokens_out), 0), coalesce(sum(cost), 0),"
            " coalesce(sum(cost IS NULL), 0) FROM usage WHERE at >= ?",
            [at],
        )
        return Figures(sent, with_owner, outcomes, tokens, cost, unpriced, *feedback.counts(self._file, at))

    def lapsed(self, since: datetime, limit: int) -> list[int]:
        """The decisions whose drafts waited for too long since this moment, the last ``limit``, oldest first."""
        rows = self._file.rows(
            "SELECT decision FROM rulings WHERE outcome = 'lapsed' AND at >= ? ORDER BY id DESC LIMIT ?",
            [_written(since), limit],
        )
        return [decision for (decision,) in reversed(rows)]

    def unread(self) -> list[Unread]:
        """The messages for which nothing was decided yet, the oldest first; what was taken back is passed over."""
        rows = self._file.rows(
            "SELECT c.name, m.text, m.attachment, m.command, m.sent_at FROM messages m"
            " JOIN contacts c ON c.id = m.contact WHERE m.decision IS NULL"
            " AND (m.text <> '' OR m.attachment <> '' OR m.command <> '') ORDER BY m.id"
        )
        return [
            Unread(name, shown(text, attachment, command), datetime.fromisoformat(at))
            for name, text, attachment, command, at in rows
        ]


def _written(moment: datetime) -> str:
    """As it stands in the file, so that it sorts."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
