"""What the owner has to know, and how things stand."""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.file import LedgerFile, moment, now
from bot.ledger.rulings import HELD, PASSED_ON
from twin.message import Notice

_PAUSED = "paused_at"


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice: how often it was given, and when last."""

    notice: Notice
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a model was used for: calls, messages that they were for, tokens, and US dollars as far as they are known.

    ``unpriced`` is how many of the calls have no price, ``priced_messages`` how many messages the others were for.
    """

    model: str
    calls: int
    messages: int
    tokens: int
    cost: float
    unpriced: int
    priced_messages: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand. ``oldest`` is when the message arrived that waits longest; deliveries are counted by state.

    ``held`` drafts and messages ``passed_on`` wait for the owner; ``decisions`` are all that were ever made.
    """

    paused_at: datetime | None
    waiting: int
    oldest: datetime | None
    held: int
    passed_on: int
    deliveries: dict[str, int]
    decisions: dict[str, int]
    errors: dict[tuple[str, str], int]
    models: tuple[ModelUse, ...]


class Notices:
    """The notices and the switches of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def add(self, notice: Notice) -> None:
        """Note something for the owner; the same again is counted."""
        with self._file.writing():
            note_for_owner(self._file, notice)

    def latest(self, limit: int) -> list[Noticed]:
        """The last notices, the newest first."""
        rows = self._file.rows(
            "SELECT adapter, kind, sentence, count, last_at FROM notices ORDER BY last_at DESC, id DESC LIMIT ?",
            [limit],
        )
        return [Noticed(Notice(*row[:3]), row[3], datetime.fromisoformat(row[4])) for row in rows]

    def note(self, name: str, value: str) -> None:
        """Remember something about the process that serves, for those that look at it from outside."""
        with self._file.writing():
            sql = "INSERT INTO switches (name, value) VALUES (?, ?)"
            self._file.run(f"{sql} ON CONFLICT (name) DO UPDATE SET value = excluded.value", [name, value])

    def noted(self, name: str) -> str | None:
        """What was remembered of it."""
        rows = self._file.rows("SELECT value FROM switches WHERE name = ?", [name])
        return str(rows[0][0]) if rows else None

    def pause(self) -> None:
        """Nothing is answered and nothing goes out, from now on."""
        with self._file.writing():
            self._file.run("INSERT OR IGNORE INTO switches (name, value) VALUES (?, ?)", [_PAUSED, now()])

    def resume(self) -> None:
        """Go on, with what waits."""
        with self._file.writing():
            self._file.run("DELETE FROM switches WHERE name = ?", [_PAUSED])

    def paused_at(self) -> datetime | None:
        """Since when nothing goes out; None if it does."""
        rows = self._file.rows("SELECT value FROM switches WHERE name = ?", [_PAUSED])
        return moment(rows[0][0]) if rows else None

    def standing(self) -> Standing:
        """How things stand right now."""
        rows = self._file.rows
        [(waiting, oldest)] = rows("SELECT count(*), min(received_at) FROM messages WHERE decision IS NULL")
        decisions = dict(rows("SELECT action, count(*) FROM decisions GROUP BY action"))
        [(held,)] = rows(f"SELECT count(*) FROM decisions d WHERE {HELD}")
        [(passed_on,)] = rows(f"SELECT count(*) FROM decisions d WHERE {PASSED_ON}")
        return Standing(
            paused_at=self.paused_at(),
            waiting=waiting,
            oldest=moment(oldest),
            held=held,
            passed_on=passed_on,
            deliveries=dict(rows("SELECT state, count(*) FROM deliveries GROUP BY state")),
            decisions=decisions,
            errors={
                (adapter, kind): count
                for adapter, kind, count in rows("SELECT adapter, kind, sum(count) FROM notices GROUP BY adapter, kind")
            },
            models=tuple(
                ModelUse(*row)
                for row in rows(
                    "SELECT model, count(*), count(DISTINCT decision), sum(tokens_in + tokens_out),"
                    " coalesce(sum(cost), 0), sum(cost IS NULL), count(DISTINCT iif(cost IS NULL, NULL, decision))"
                    " FROM usage GROUP BY model ORDER BY model"
                )
            ),
        )


def note_for_owner(file: LedgerFile, notice: Notice) -> None:
    """Note something for the owner, within a transaction; the same again is counted."""
    file.run(
        "INSERT INTO notices (adapter, kind, sentence, count, first_at, last_at) VALUES (?, ?, ?, 1, ?, ?)"
        " ON CONFLICT (adapter, kind, sentence) DO UPDATE SET count = count + 1, last_at = excluded.last_at",
        [notice.adapter, notice.kind, notice.sentence, now(), now()],
    )
