"""What is decided about what arrived: a burst is read, and closed by one decision with its deliveries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from bot.ledger.aloud import speak_last
from bot.ledger.deliveries import OWNER, put
from bot.ledger.disclosure import told
from bot.ledger.file import LedgerFile, moment, now
from bot.ledger.notices import note_for_owner
from bot.ledger.people import common_roles
from bot.ledger.rulings import end_takeovers
from twin.draft import Action, Decision, Kind
from twin.knowledge import Audience, FoundExemplar, FoundPassage
from twin.message import Burst, Contact, Conversation, Notice, platform_of

# Messages that are looked at for one burst.
_LONGEST = 100
# Platforms tell the time in whole seconds, so that two that are a moment apart may say that it was one.
_RESOLUTION = timedelta(seconds=1)
# Kinds of decisions by which nobody is answered.
_NO_ANSWERS = {kind.value for kind in (Kind.LIMIT, Kind.TAKEOVER)}
# A draft that was made anew since its contact wrote again.
_REDONE = "(SELECT 1 FROM rulings r WHERE r.decision = decisions.id AND r.outcome = 'redone')"


@dataclass(frozen=True, slots=True)
class Pressure:
    """How much was said lately: answers, and notices that a limit was reached."""

    answers: int
    notices: int


class Decisions:
    """The decisions of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def waiting(self) -> list[str]:
        """The conversations in which something waits for a decision, the one that waits longest first."""
        sql = "SELECT conversation FROM messages WHERE decision IS NULL GROUP BY conversation ORDER BY min(id)"
        return [key for (key,) in self._file.rows(sql)]

    def burst(self, conversation: str, within: timedelta) -> Burst | None:
        """The next burst to be answered there: what its sender wrote with no longer a pause than ``within``.

        Of several people who wrote, each has bursts of their own. A command is a burst by itself; if ``within`` is
        nothing, so is every message. What was drafted for before is answered with what follows, whatever the pause,
        unless that is for nobody in particular.
        """
        rows = self._undecided(conversation)
        if not rows:
            return None
        chosen = rows[:1]
        for row in rows[1:]:
            if row[2] != rows[0][2]:
                continue
            if row[7] or rows[0][7] or not _together(chosen[-1], row, within):
                break
            chosen.append(row)
        return self._burst(conversation, chosen)

    def each(self, conversation: str) -> list[Burst]:
        """Every message that waits there as a burst by itself, in order."""
        return [self._burst(conversation, [row]) for row in self._undecided(conversation)]

    def _undecided(self, conversation: str) -> list[Any]:
        return self._file.rows(
            "SELECT m.id, m.revision, m.contact, m.text, m.sent_at, m.reference, m.attachment, m.command,"
            " m.redone, m.roles, m.unasked, coalesce(s.state = 'heard', 0), coalesce(s.problem, ''),"
            " v.place, v.title, v.is_group, v.as_owner, v.was, v.closed_at,"
            " v.taken_over_until, iif(v.released_at > v.owner_wrote_at, NULL, v.owner_wrote_at), c.key, c.name"
            " FROM messages m JOIN conversations v ON v.key = m.conversation JOIN contacts c ON c.id = m.contact"
            " LEFT JOIN sounds s ON s.message = m.id WHERE m.conversation = ? AND m.decision IS NULL"
            # Ids on platforms are numbers that grow, and times have whole seconds only.
            " ORDER BY m.sent_at, length(m.reference), m.reference, m.id LIMIT ?",
            [conversation, _LONGEST],
        )

    def _burst(self, conversation: str, chosen: Sequence[Any]) -> Burst:
        place, title, group, as_owner, was, closed_at, taken_over_until, owner_wrote_at, key, name = chosen[0][13:]
        return Burst(
            conversation=Conversation(conversation, place, title, bool(group), bool(as_owner)),
            places=frozenset({place, was} - {""}),
            sender=Contact(key, name, Audience.PUBLIC),
            texts=tuple(row[3] for row in chosen),
            rows=tuple((row[0], row[1]) for row in chosen),
            sent_at=datetime.fromisoformat(chosen[-1][4]),
            reference=chosen[-1][5],
            attachment=next((row[6] for row in chosen if row[6]), ""),
            command=chosen[0][7],
            disclosed=told(self._file, chosen[0][2], conversation),
            owner_wrote_at=moment(owner_wrote_at),
            closed=closed_at is not None,
            taken_over_until=moment(taken_over_until),
            redone=any(row[8] for row in chosen),
            # Who lost a role while they wrote, or of whom it could not be looked up, is not known by it any more.
            roles=common_roles(row[9] for row in chosen),
            unasked=all(row[10] for row in chosen),
            spoken=any(row[11] for row in chosen),
            unheard=next((row[12] for row in chosen if row[12]), ""),
        )

    def decide(
        self, burst: Burst, decision: Decision, parts: Sequence[Sequence[str]], reader: Audience = Audience.OWNER
    ) -> bool:
        """Store what is done about the burst, and its deliveries, as a whole; whether it still was what it is.

        ``parts`` are the texts of the reply as the platform takes them: a sequence for each; ``reader`` is what could
        be said to its sender. If a message was edited, deleted, moved or answered since it was read, or the owner took
        over, nothing is stored but what models took, and the burst has to be read again.
        """
        place = burst.conversation.key
        with self._file.writing():
            [(contact,)] = self._file.rows("SELECT id FROM contacts WHERE key = ?", [burst.sender.key])
            unchanged = self._as_free(burst) and all(self._unchanged(place, *row) for row in burst.rows)
            # What was to tell them may have been refused meanwhile.
            if not unchanged or (burst.disclosed and not told(self._file, contact, place)):
                _note_usage(self._file, None, contact, decision)
                return False
            if burst.taken_over_until is not None:
                # What was written while the owner had the conversation waits no more once their time is over.
                end_takeovers(self._file, place)
            number = record(self._file, place, contact, decision, reader)
            for id_, _ in burst.rows:
                self._file.run("UPDATE messages SET decision = ? WHERE id = ?", [number, id_])
            put(
                self._file,
                number,
                [text for of_text in parts for text in of_text],
                conversation=place,
                reply_to=burst.reference,
                asked_at=burst.sent_at.isoformat(),
                discloses=decision.discloses,
            )
            if decision.aloud and decision.action is Action.STAY_SILENT:
                speak_last(self._file, place, contact)
        return True

    def _as_free(self, burst: Burst) -> bool:
        """Whether the owner has neither taken the conversation over nor given it back since the burst was read."""
        rows = self._file.rows("SELECT taken_over_until FROM conversations WHERE key = ?", [burst.conversation.key])
        return bool(rows) and moment(rows[0][0]) == burst.taken_over_until

    def _unchanged(self, place: str, id_: int, revision: int) -> bool:
        sql = "SELECT 1 FROM messages WHERE conversation = ? AND id = ? AND revision = ? AND decision IS NULL"
        return bool(self._file.rows(sql, [place, id_, revision]))

    def pressure(self, column: Literal["contact", "conversation"], value: str, within: timedelta) -> Pressure:
        """What was said within this time to a contact (``column`` "contact"), or in a conversation and what lies in it.

        What the owner said through the twin is none of it. Times that the clock has not reached yet are from before it
        was set back, and count as little as old ones.
        """
        # What begins with a slash behind the key stands before what begins with the sign that follows it.
        inside = "(conversation = ?1 OR (conversation > ?1 || '/' AND conversation < ?1 || '0'))"
        where = {"contact": "contact = (SELECT id FROM contacts WHERE key = ?1)", "conversation": inside}
        at = datetime.now(UTC)
        said = f"(texts <> '[]' OR action = 'hold' OR kind = 'error') AND coalesce(writer, '') <> '{OWNER}'"
        # A draft that is redone with each further message costs as much as an answer each time.
        undone = f"(kind <> '{Kind.UNDONE.value}' OR (action = 'hold' AND EXISTS {_REDONE}))"
        spoken = f"SELECT kind, count(*) FROM decisions WHERE {where[column]} AND {said} AND {undone}"
        rows = self._file.rows(
            f"{spoken} AND decided_at > ? AND decided_at <= ? GROUP BY kind",
            [value, (at - within).isoformat(timespec="milliseconds"), at.isoformat(timespec="milliseconds")],
        )
        counts = dict(rows)
        answers = sum(count for kind, count in counts.items() if kind not in _NO_ANSWERS)
        return Pressure(answers, counts.get(Kind.LIMIT.value, 0))


def _together(earlier: Any, later: Any, within: timedelta) -> bool:  # noqa: ANN401 - rows of _undecided
    """Whether two messages of the same sender are answered together."""
    pause = datetime.fromisoformat(later[4]) - datetime.fromisoformat(earlier[4])
    redone = earlier[8] and not later[10]
    return bool(redone or (within and pause <= within + _RESOLUTION))


def record(file: LedgerFile, conversation: str, contact: int, decision: Decision, reader: Audience) -> int:
    """Store a decision about messages of this contact, who may hear so much, within a transaction; its number."""
    draft, verdict = decision.draft, decision.verdict
    number = file.insert(
        "INSERT INTO decisions (conversation, contact, action, kind, texts, reason, decided_at, reader, writer,"
        " confidence, raw, mode, draft, leans_on, objections, aloud)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            conversation,
            contact,
            decision.action.value,
            decision.kind.value,
            _json(decision.reply.texts),
            decision.reason,
            now(),
            int(reader),
            draft.writer if draft else None,
            draft.confidence if draft else None,
            draft.raw if draft else None,
            decision.mode.value,
            _json(draft.texts) if draft else None,
            _json([_named(found) for found in draft.leans_on]) if draft else None,
            _json([[objection.rule, objection.reason] for objection in verdict.objections]) if draft else None,
            int(decision.aloud),
        ],
    )
    for promise in verdict.promises:
        sql = "INSERT INTO promises (decision, kind, text, stands_in) VALUES (?, ?, ?, ?)"
        file.run(sql, [number, promise.kind, promise.text, promise.stands_in])
    _note_usage(file, number, contact, decision)
    if decision.alert:
        note_for_owner(file, Notice(platform_of(conversation), decision.alert_kind, decision.alert))
    return number


def _note_usage(file: LedgerFile, decision: int | None, contact: int, decided: Decision) -> None:
    """What models took for it; also where nothing came of that, for the budgets' sake."""
    for used in (*decided.usage, *(decided.draft.usage if decided.draft else ())):
        file.run(
            "INSERT INTO usage (decision, contact, model, tokens_in, tokens_out, cost, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [decision, contact, used.model, used.tokens_in, used.tokens_out, used.cost, now()],
        )


def _named(found: FoundPassage | FoundExemplar) -> tuple[str, int]:
    """The piece by its kind and id in knowledge.db."""
    return ("passage", found.passage.id) if isinstance(found, FoundPassage) else ("exemplar", found.exemplar.id)


def _json(value: Sequence[object]) -> str:
    return json.dumps(value, ensure_ascii=False)
