"""What was decided to be said, on its way out, and what became of it.

waiting → begun → sent, or back to waiting if it surely did not arrive, refused if it never will, in doubt if nobody
knows. What was waiting may also be cancelled, and what was sent be taken back, by the owner or with what it answers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.ledger.deliveries import NOT_SAID, cancel, put
from bot.ledger.disclosure import TOLD, note, told
from bot.ledger.file import LedgerFile, now
from bot.ledger.notices import note_for_owner
from bot.ledger.rulings import RULED, undo
from twin.message import Delivery, Notice, platform_of
from twin.voice import Film, VoiceNote

# Why a delivery is not wanted any more.
TAKEN_BACK = "what it answers was taken back"
CLOSED = "nothing can be said there any more"

_KEPT = "what it answers was taken back, and the platform does not delete it"

_UNTOLD = "its reader was not told yet that this is an AI"
_UNTELLABLE = (
    "what you decided to say was not sent, since its reader could not be told before that this is an AI: write to them "
    "yourself."
)
# Of a decision d: the owner has ruled on it, or said it themselves. Deciding it anew would lose that.
_BY_OWNER = f"({RULED} OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.decision = d.id))"
_STOPPED = "the twin was stopped while it was being sent"


@dataclass(frozen=True, slots=True)
class Due:
    """The next delivery of a conversation, ``seconds`` from now, how often it was tried, and how often in doubt.

    ``undisclosed``: what was to tell its reader that this is an AI did not surely arrive; it may not go out, but has to
    be decided anew.
    """

    delivery: Delivery
    seconds: float
    attempts: int
    doubts: int
    undisclosed: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery that may have arrived, or not: to whom, what, when, and what happened."""

    id: int
    name: str
    text: str
    at: datetime
    problem: str


class Outbox:
    """The deliveries of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def conversations(self) -> list[str]:
        """The conversations into which something is still to be delivered."""
        sql = "SELECT DISTINCT conversation FROM deliveries WHERE state IN ('waiting', 'begun')"
        return [key for (key,) in self._file.rows(sql)]

    def next(self, conversation: str, voice_wait: float = 0.0) -> Due | None:
        """What goes into this conversation next.

        A text waits for its voice so many seconds, if there is to be one, and not longer. The rest of an answer waits
        for the part of it that is in doubt: without that, nobody can tell what it says.
        What says again that this is an AI begins an answer of its own.
        """
        begins = (
            "SELECT max(o.part) FROM deliveries o WHERE o.decision = v.decision AND o.part <= v.part AND o.discloses"
            f" AND o.state NOT IN {NOT_SAID}"
        )
        rows = self._file.rows(
            "SELECT v.id, v.text, v.reply_to, v.asked_at, k.address, v.attempts, v.doubts, v.due_at, v.changed_at,"
            f" {TOLD} OR ({begins}) NOTNULL, v.form, a.file, a.seconds, a.waveform, a.width, a.height,"
            " (SELECT min(p.changed_at) FROM deliveries p WHERE p.decision = v.decision AND p.state = 'preparing')"
            " FROM deliveries v LEFT JOIN media a ON a.delivery = v.id"
            " JOIN decisions d ON d.id = v.decision JOIN contacts c ON c.id = d.contact"
            " JOIN conversations k ON k.key = v.conversation"
            " WHERE v.conversation = ? AND v.state = 'waiting' AND NOT EXISTS"
            " (SELECT 1 FROM deliveries b WHERE b.decision = v.decision AND b.part < v.part"
            f" AND b.part >= coalesce(({begins}), 0) AND b.state IN ('begun', 'in doubt')) ORDER BY v.id LIMIT 1",
            [conversation],
        )
        if not rows:
            return None
        id_, text, reply_to, asked_at, address, attempts, doubts, due_at, changed_at, knows = rows[0][:10]
        media, preparing = self._media(*rows[0][10:16]), rows[0][16]
        delivery = Delivery(id_, conversation, text, reply_to, datetime.fromisoformat(asked_at), address, media)
        seconds = max(_seconds_until(due_at, changed_at), _voice_left(preparing, voice_wait)) if knows else 0.0
        return Due(delivery, seconds, attempts, doubts, undisclosed=not knows)

    def _media(
        self, form: str, file: str, seconds: float, waveform: bytes, width: int, height: int
    ) -> VoiceNote | Film | None:
        if form == "text":
            return None
        path = self._file.folder / file
        return VoiceNote(path, seconds, waveform) if form == "voice" else Film(path, seconds, width, height)

    def reopen(self, delivery: Delivery) -> None:
        """Let what it is a delivery of be decided anew, with all that was decided there after it, to keep the order.

        An answer of which something has gone out or is in doubt is not decided anew: what is left of it stays unsaid.
        What the owner decided stays decided: it goes out once its reader was told.
        """
        with self._file.writing():
            decisions = self._file.rows(
                f"SELECT DISTINCT d.id, {_BY_OWNER}, NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.decision = d.id"
                " AND o.state NOT IN ('waiting', 'preparing', 'cancelled'))"
                " FROM deliveries v JOIN decisions d ON d.id = v.decision"
                " WHERE v.conversation = ? AND v.state = 'waiting' AND v.id >= ? ORDER BY d.id",
                [delivery.conversation, delivery.id],
            )
            [(first,)] = self._file.rows("SELECT decision FROM deliveries WHERE id = ?", [delivery.id])
            for decision, by_owner, unsaid in decisions:
                if by_owner:
                    self._say_again(decision, delivery.conversation)
                elif unsaid or decision == first:
                    cancel(self._file, _UNTOLD, "decision = ?", [decision])
                    if unsaid:
                        undo(self._file, decision)

    def _say_again(self, decision: int, conversation: str) -> None:
        """Let what waits of a decision go out at the end, behind what tells its reader that this is an AI."""
        rows = self._file.rows(
            "SELECT text, reply_to, asked_at FROM deliveries WHERE decision = ? AND state = 'waiting'"
            " AND NOT discloses AND form <> 'voice' ORDER BY part",
            [decision],
        )
        cancel(self._file, _UNTOLD, "decision = ?", [decision])
        if not rows:
            return
        texts = [text for text, _, _ in rows]
        [(contact,)] = self._file.rows("SELECT contact FROM decisions WHERE id = ?", [decision])
        undisclosed = not told(self._file, contact, conversation)
        if undisclosed:
            # In the words in which they were to be told before.
            words = self._file.rows(
                "SELECT v.text FROM deliveries v JOIN decisions d ON d.id = v.decision"
                " WHERE d.contact = ? AND v.discloses ORDER BY v.id DESC LIMIT 1",
                [contact],
            )
            if not words:
                note_for_owner(self._file, Notice(platform_of(conversation), "undisclosed", _UNTELLABLE))
                return
            texts = [words[0][0], *texts]
        put(
            self._file,
            decision,
            texts,
            conversation=conversation,
            reply_to=next((reply_to for _, reply_to, _ in rows if reply_to), ""),
            asked_at=rows[0][2],
            discloses=undisclosed,
        )

    def begin(self, delivery: Delivery) -> bool:
        """Note, before it is sent, that it is being sent; False if it was cancelled or moved meanwhile."""
        with self._file.writing():
            sql = (
                "UPDATE deliveries SET state = 'begun', attempts = attempts + 1, problem = '', changed_at = ?"
                " WHERE id = ? AND conversation = ? AND state = 'waiting'"
            )
            return self._file.run(sql, [now(), delivery.id, delivery.conversation]) == 1

    def sent(self, delivery: Delivery, reference: str) -> None:
        """It has arrived; ``reference`` is the platform's name for it."""
        with self._file.writing():
            note(self._file, delivery.id)
            self._file.run(
                "UPDATE deliveries SET state = 'sent', reference = ?, problem = '', changed_at = ? WHERE id = ?",
                [reference, now(), delivery.id],
            )

    def later(self, delivery: Delivery, problem: str, seconds: float, *, doubtful: bool = False) -> None:
        """It is tried again after so many seconds, unless it is not wanted any more.

        ``doubtful``: it may have arrived; otherwise it surely did not.
        """
        due = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
        with self._file.writing():
            self._file.run(
                "UPDATE deliveries SET state = iif(problem = '', 'waiting', 'cancelled'),"
                " problem = iif(problem = '', ?, problem), due_at = ?, changed_at = ?, doubts = doubts + ?"
                " WHERE id = ? AND state = 'begun'",
                [problem, due, now(), int(doubtful), delivery.id],
            )

    def refused(self, delivery: Delivery, problem: str, *, closed: bool) -> None:
        """It will never arrive, nor does the rest of its answer; if ``closed``, nor anything else there."""
        with self._file.writing():
            self._file.run(
                "UPDATE deliveries SET state = 'refused', problem = ?, changed_at = ? WHERE id = ? OR"
                " (state IN ('waiting', 'preparing') AND (decision = (SELECT decision FROM deliveries WHERE id = ?)"
                " OR (? AND conversation = ?)))",
                [problem, now(), delivery.id, delivery.id, int(closed), delivery.conversation],
            )
            if closed:
                self._file.run("UPDATE conversations SET closed_at = ? WHERE key = ?", [now(), delivery.conversation])

    def doubted(self, delivery: Delivery, problem: str) -> None:
        """Nobody knows whether it arrived; when it was begun is remembered."""
        with self._file.writing():
            self._file.run("UPDATE deliveries SET state = 'in doubt', problem = ? WHERE id = ?", [problem, delivery.id])

    def cut_off(self, platform: str) -> int:
        """Put in doubt what a stopped process had begun on this platform; how many those were."""
        return self._settle(platform, "")

    def repeat_cut_off(self, platform: str, times: int) -> int:
        """Send again what a stopped process had begun on this platform.

        What is not wanted any more is cancelled, and what was in doubt so many times stays so.
        """
        again = f"WHEN problem = '' AND doubts + 1 < {times:d} THEN 'waiting' WHEN problem <> '' THEN 'cancelled'"
        return self._settle(platform, again)

    def _settle(self, platform: str, again: str) -> int:
        with self._file.writing():
            return self._file.run(
                "UPDATE deliveries SET due_at = NULL, problem = iif(problem = '', ?, problem),"
                f" doubts = doubts + 1, state = CASE {again} WHEN 1 THEN 'in doubt' END"
                " WHERE state = 'begun' AND instr(conversation, ? || '/') = 1",
                [_STOPPED, platform],
            )

    def of_deleted(self, platform: str) -> list[tuple[int, str, str, str]]:
        """The answers that stand there though all that they answer was deleted, and not edited away, the oldest first.

        Each as the delivery's number, its conversation, reference and address. What says that this is an AI stays said.
        """
        gone = "m.text = '' AND m.attachment = '' AND m.command = ''"
        deleted = "EXISTS (SELECT 1 FROM events e WHERE e.event = 'deleted:' || m.conversation || ':' || m.reference)"
        return self._file.rows(
            "SELECT v.id, v.conversation, v.reference, k.address FROM deliveries v"
            " JOIN conversations k ON k.key = v.conversation WHERE v.state = 'sent' AND v.reference <> ''"
            " AND NOT v.discloses AND v.problem <> ? AND instr(v.conversation, ? || '/') = 1"
            f" AND v.decision IN (SELECT m.decision FROM messages m WHERE {gone})"
            f" AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.decision = v.decision AND NOT ({gone} AND {deleted}))"
            " ORDER BY v.id",
            [_KEPT, platform],
        )

    def taken_back(self, id_: int) -> None:
        """It was deleted where it was sent, since what it answers was: the owner has not judged it by that."""
        with self._file.writing():
            self._file.run(
                "UPDATE deliveries SET state = 'taken back', problem = ?, changed_at = ?"
                " WHERE id = ? AND state = 'sent'",
                [TAKEN_BACK, now(), id_],
            )

    def kept(self, id_: int) -> None:
        """The platform does not delete it, and is not asked again."""
        with self._file.writing():
            self._file.run("UPDATE deliveries SET problem = ? WHERE id = ? AND state = 'sent'", [_KEPT, id_])

    def doubts(self) -> list[Doubt]:
        """What is in doubt, the oldest first."""
        rows = self._file.rows(
            "SELECT v.id, c.name, iif(v.form = 'voice', '(voice message)', v.text), v.changed_at, v.problem"
            " FROM deliveries v"
            " JOIN decisions d ON d.id = v.decision JOIN contacts c ON c.id = d.contact"
            " WHERE v.state = 'in doubt' ORDER BY v.id"
        )
        return [Doubt(id_, name, text, datetime.fromisoformat(at), problem) for id_, name, text, at, problem in rows]

    def resolve(self, id_: int, *, arrived: bool) -> bool:
        """Settle a doubt: it has arrived, or it is sent again. False if there is no such doubt."""
        state = "sent" if arrived else "waiting"
        with self._file.writing():
            if not self._file.rows("SELECT 1 FROM deliveries WHERE id = ? AND state = 'in doubt'", [id_]):
                return False
            if arrived:
                note(self._file, id_)
            sql = "UPDATE deliveries SET state = ?, due_at = NULL, changed_at = ? WHERE id = ?"
            self._file.run(sql, [state, now(), id_])
        return True


def _voice_left(preparing_since: str | None, wait: float) -> float:
    """How long a text still waits for its voice, which has been in the making since then."""
    if preparing_since is None or not wait:
        return 0.0
    passed = (datetime.now(UTC) - datetime.fromisoformat(preparing_since)).total_seconds()
    return wait - passed if 0 <= passed < wait else 0.0


def _seconds_until(due_at: str | None, changed_at: str) -> float:
    """How long to wait; never longer than was meant when it was put off, whatever the clock says by now."""
    if due_at is None:
        return 0.0
    due, changed, at = datetime.fromisoformat(due_at), datetime.fromisoformat(changed_at), datetime.now(UTC)
    if at < changed:
        return 0.0
    return max(0.0, min((due - at).total_seconds(), (due - changed).total_seconds()))
