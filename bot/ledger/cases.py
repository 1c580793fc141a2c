"""What waits for the owner, what they decide about it, and what they say: every effect once, in one transaction."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.ledger import rulings, said
from bot.ledger.case import Case, Ruling, cases
from bot.ledger.decisions import record
from bot.ledger.deliveries import OWNER, cancel, make_room, put
from bot.ledger.disclosure import told
from bot.ledger.file import LedgerFile, now
from bot.ledger.judged import Judged, judged
from bot.ledger.rulings import ASKS, BY_HAND, GREETING, HELD, STANDING, WAITS, WROTE_LAST, Outcome
from bot.ledger.said import WITHDRAWN, Said
from twin.draft import Action, Decision, Draft, Kind
from twin.knowledge import Audience
from twin.message import Reply
from twin.voice import Film

__all__ = ["Case", "Cases", "Judged", "Outcome", "Ruling", "Said", "TakenOver"]

_OWN_WORDS = "you said so yourself"
_WANTED = "you want to say it: nobody asked"


class TakenOver(NamedTuple):
    """A conversation that the owner keeps for themselves, and who wrote there last."""

    conversation: str
    title: str
    name: str
    until: datetime


class Cases:
    """What of ledger.db the owner decides about."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def waiting(self) -> list[Case]:
        """What waits for the owner, the oldest first: drafts, and messages that were passed on in person."""
        return cases(self._file, f"{WAITS} ORDER BY d.id")

    def unknown(self, limit: int = 500) -> list[Case]:
        """The questions to which there was no answer and which wait for one, the oldest first.

        Of more than ``limit`` half of them are the oldest, the others the newest: the rest comes up as these are ruled
        on.
        """
        asked = self._asked()
        if len(asked) > limit:
            old = limit // 2
            asked = [*asked[:old], *asked[old - limit :]]
        return cases(
            self._file, f"{ASKS} AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id", [json.dumps(asked)]
        )

    def asked(self) -> int:
        """How many questions there are to which there was no answer and which wait for one."""
        return len(self._asked())

    def _asked(self) -> list[int]:
        return [decision for (decision,) in self._file.rows(f"SELECT d.id FROM decisions d WHERE {ASKS} ORDER BY d.id")]

    def case(self, decision: int) -> Case | None:
        """Any decision, whatever became of it; None if there is none of this number."""
        found = cases(self._file, "d.id = ?", [decision])
        return found[0] if found else None

    def waiting_since(self, before: datetime) -> list[int]:
        """The drafts that have waited since before this moment, the oldest first."""
        sql = f"SELECT d.id FROM decisions d WHERE d.decided_at < ? AND {HELD} ORDER BY d.id"
        return [decision for (decision,) in self._file.rows(sql, [_written(before)])]

    def rule(
        self,
        decision: int,
        outcome: Outcome,
        by: str,
        *,
        texts: Sequence[str] = (),
        reason: str = "",
        parts: Sequence[Sequence[str]] = (),
        disclosure: str = "",
    ) -> bool:
        """Let this become of a decision, and let ``texts`` be said to it; whether it was the first that did.

        False, and nothing is stored, if something became of it before or if it does not wait any more; TAKEN_BACK needs
        no waiting. ``parts`` are the texts as the platform takes them: a sequence for each. ``disclosure`` goes before
        them if the contact was not told that this is an AI.
        """
        waits = f"d.kind <> '{Kind.UNDONE.value}'" if outcome is Outcome.TAKEN_BACK else f"(({WAITS}) OR ({ASKS}))"
        with self._file.writing():
            rows = self._file.rows(
                f"SELECT {GREETING}, d.conversation, d.contact, m.reference,"
                f" coalesce(m.sent_at, iif({GREETING}, {WROTE_LAST}, NULL), d.decided_at) FROM decisions d"
                f" LEFT JOIN messages m ON m.decision = d.id AND {STANDING} WHERE d.id = ? AND {waits}"
                " ORDER BY m.sent_at DESC, length(m.reference) DESC, m.reference DESC, m.id DESC LIMIT 1",
                [decision],
            )
            if not rows or not rulings.rule(self._file, decision, outcome, by, texts, reason):
                return False
            greeting, conversation, contact, reference, asked_at = rows[0]
            if texts and not greeting and by != rulings.TWIN and rulings.moderator(by) is None:
                # Whoever answers the last of several messages has answered those before it.
                rulings.end_takeover(self._file, conversation, Outcome.ANSWERED, by, before=decision)
            self._deliver(decision, conversation, contact, parts, disclosure, (reference or "", asked_at))
        return True

    def say(
        self,
        conversation: str,
        contact_key: str,
        texts: Sequence[str],
        parts: Sequence[Sequence[str]],
        disclosure: str,
        by: str,
        key: str,
    ) -> int | None:
        """Let the owner's own words go out, as an answer to what the contact wrote there last; the decision's number.

        None if they were said with this key already. ``parts`` and ``disclosure`` as in ``rule``.
        """
        with self._file.writing():
            sql, event = "INSERT OR IGNORE INTO events (event, kind, at) VALUES (?, 'said', ?)", f"said:{key}"
            if self._file.run(sql, [event, now()]) != 1:
                return None
            [(contact,)] = self._file.rows("SELECT id FROM contacts WHERE key = ?", [contact_key])
            asked = self._file.rows(
                f"SELECT reference, sent_at FROM messages m WHERE conversation = ? AND contact = ? AND {STANDING}"
                " ORDER BY sent_at DESC, length(reference) DESC, reference DESC, id DESC LIMIT 1",
                [conversation, contact],
            )
            draft = Draft(tuple(texts), 1.0, OWNER, _OWN_WORDS)
            decided = Decision(Action.SEND, Reply(draft.texts), _OWN_WORDS, draft)
            decision = record(self._file, conversation, contact, decided, self._reader(conversation, contact))
            self._file.run("UPDATE events SET raw = ? WHERE event = ?", [f"{decision} {by}", event])
            self._deliver(decision, conversation, contact, parts, disclosure, asked[0] if asked else ("", now()))
        return decision

    def propose(self, conversation: str, contact_key: str, texts: Sequence[str], film: Film | None, key: str) -> int:
        """Let what the owner wants to say to this contact wait for them, once for this key; the decision's number.

        ``film``, which lies in the data folder, is sent above the first of the texts.
        """
        with self._file.writing():
            event = f"greeting:{key}"
            sql = "INSERT OR IGNORE INTO events (event, kind, at) VALUES (?, 'greeting', ?)"
            if self._file.run(sql, [event, now()]) != 1:
                [(known,)] = self._file.rows("SELECT raw FROM events WHERE event = ?", [event])
                return int(known)
            [(contact,)] = self._file.rows("SELECT id FROM contacts WHERE key = ?", [contact_key])
            draft = Draft(tuple(texts), 1.0, OWNER, _WANTED)
            decided = Decision(Action.HOLD, Reply(()), _WANTED, draft, kind=Kind.GREETING)
            decision = record(self._file, conversation, contact, decided, self._reader(conversation, contact))
            self._file.run("UPDATE events SET raw = ? WHERE event = ?", [str(decision), event])
            if film is not None:
                file = film.path.relative_to(self._file.folder).as_posix()
                sql = "INSERT INTO films (decision, file, seconds, width, height) VALUES (?, ?, ?, ?, ?)"
                self._file.run(sql, [decision, file, film.seconds, film.width, film.height])
        return decision

    def _reader(self, conversation: str, contact: int) -> Audience:
        """What could be said to them there; what was decided without looking at that tells nothing of it."""
        rows = self._file.rows(
            "SELECT reader FROM decisions WHERE conversation = ? AND contact = ?"
            f" AND (action <> '{Action.STAY_SILENT.value}' OR kind = '{Kind.TAKEOVER.value}')"
            " ORDER BY decided_at DESC, id DESC LIMIT 1",
            [conversation, contact],
        )
        return Audience(rows[0][0]) if rows else Audience.PUBLIC

    def words(self, key: str) -> int | None:
        """The decision by which the owner's own words were said with this key."""
        return said.words(self._file, key)

    def _deliver(
        self,
        decision: int,
        conversation: str,
        contact: int,
        parts: Sequence[Sequence[str]],
        disclosure: str,
        asked: tuple[str, str],
    ) -> None:
        """Let this go out, to a contact who was told what this is; ``asked`` names what it answers, and its time."""
        said_ = [text for of_text in parts for text in of_text]
        if not said_:
            return
        discloses = bool(disclosure) and not told(self._file, contact, conversation)
        reply_to, asked_at = asked
        put(
            self._file,
            decision,
            [disclosure, *said_] if discloses else said_,
            conversation=conversation,
            reply_to=reply_to,
            asked_at=asked_at,
            discloses=discloses,
        )

    # Conversations that the owner keeps.

    def take_over(self, conversation: str, until: datetime) -> None:
        """Let the twin stay out of a conversation for so long; what it was about to say there stays unsaid."""
        with self._file.writing():
            sql = "UPDATE conversations SET taken_over_until = ? WHERE key = ?"
            self._file.run(sql, [_written(until), conversation])
            make_room(self._file, conversation)

    def release(self, conversation: str) -> None:
        """Give a conversation back to the twin, also one in which the owner wrote by hand.

        What was written there meanwhile was the owner's to answer, and waits no more.
        """
        with self._file.writing():
            rulings.end_takeover(self._file, conversation, Outcome.DISMISSED, BY_HAND)
            sql = "UPDATE conversations SET taken_over_until = NULL, released_at = ? WHERE key = ?"
            self._file.run(sql, [now(), conversation])

    def end_takeovers(self) -> int:
        """Let nothing wait that was written where the owner's time is over; how many messages did."""
        with self._file.writing():
            return rulings.end_takeovers(self._file)

    def taken_over(self) -> list[TakenOver]:
        """The conversations that the owner has taken over and not given back, the first to end standing first."""
        rows = self._file.rows(
            "SELECT k.key, k.title, coalesce((SELECT c.name FROM messages m JOIN contacts c ON c.id = m.contact"
            " WHERE m.conversation = k.key AND NOT m.by_owner ORDER BY m.id DESC LIMIT 1), ''), k.taken_over_until"
            " FROM conversations k WHERE k.taken_over_until > ? ORDER BY k.taken_over_until, k.key",
            [now()],
        )
        return [TakenOver(key, title, name, datetime.fromisoformat(until)) for key, title, name, until in rows]

    # What is to be learned from rulings.

    def to_learn(self) -> list[Case]:
        """The cases from whose ruling something is to be learned and was not yet, the oldest ruling first."""
        return cases(self._file, "r.learned_at IS NULL AND r.id NOTNULL ORDER BY r.id")

    def learned(self, decision: int, lesson: int | None) -> None:
        """Note that it was learned from this decision's ruling or words, and as which lesson, if it is one."""
        with self._file.writing():
            sql = "UPDATE rulings SET lesson = ?, learned_at = ? WHERE decision = ?"
            if self._file.run(sql, [lesson, now(), decision]) == 0 or lesson is None:
                said.learned(self._file, decision, lesson)

    def lesson(self, decision: int) -> int | None:
        """The lesson that was learned from this decision's ruling or words, if it is one."""
        return said.lesson(self._file, decision)

    def also_said(self, lesson: int, decision: int) -> int:
        """By how many decisions beside this one it was said that a lesson was learned from, and not taken back."""
        return said.also_said(self._file, lesson, decision)

    def forgotten(self, lesson: int) -> None:
        """Note that there is no such lesson any more."""
        with self._file.writing():
            said.forgotten(self._file, lesson)

    def explain(self, decision: int, reason: str) -> bool:
        """Note why the owner rejected a draft, from which it is learned again; False if they did not."""
        with self._file.writing():
            sql = (
                "UPDATE rulings AS r SET reason = ?, learned_at = NULL"
                f" WHERE decision = ? AND outcome = ? AND NOT {rulings.BY_MODERATOR}"
            )
            return self._file.run(sql, [reason, decision, Outcome.REJECTED.value]) == 1

    def judged(self, newest: int | None = None) -> list[Judged]:
        """The drafts on which the owner has ruled, in the order in which they did; or of them so many, the newest."""
        return judged(self._file, newest)

    def change(self) -> int:
        """A number that grows whenever what is judged changes."""
        [(ruled, back)] = self._file.rows(
            "SELECT (SELECT coalesce(max(id), 0) FROM rulings),"
            " (SELECT count(*) FROM deliveries WHERE state = 'taken back')"
        )
        return int(ruled + back)

    # What is taken back.

    def last_said(self, contact_key: str | None, key: str) -> Said | None:
        """What was said last and not taken back, to this contact or to anybody; for the same key always the same."""
        with self._file.writing():
            return said.last(self._file, contact_key, key)

    def took_back(self, delivery_id: int) -> None:
        """It was deleted where it was sent."""
        with self._file.writing():
            sql = "UPDATE deliveries SET state = 'taken back', changed_at = ? WHERE id = ? AND state = 'sent'"
            self._file.run(sql, [now(), delivery_id])

    def withdraw(self, decision: int) -> int:
        """Let nothing more of a decision go out; how many deliveries that were."""
        with self._file.writing():
            return cancel(self._file, WITHDRAWN, "decision = ?", [decision])


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
