"""A case: a decision as the owner looks at it, with what it answers, what was drafted, said and ruled."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.ledger.deliveries import NOT_SAID
from bot.ledger.file import LedgerFile
from bot.ledger.rulings import GREETING, STANDING, WROTE_LAST, Outcome
from bot.ledger.said import TAKEN_BACK
from twin.draft import Action, Kind, Mode, Objection
from twin.knowledge import Audience
from twin.message import Contact, Conversation

# Each list is read in the same statement: what it tells is of one moment.
_COLUMNS = (
    "d.id, d.action, d.kind, c.key, c.name, k.key, k.place, k.title, k.is_group, k.as_owner, k.address, d.reader,"
    " d.reason, d.objections, d.confidence, d.raw, d.mode, d.draft, coalesce(d.writer, ''), d.leans_on, d.decided_at,"
    " k.closed_at, r.outcome, r.texts, r.reason, r.by, r.at, r.lesson,"
    " (SELECT json_group_array(json_array(m.sent_at, length(m.reference), m.reference, m.id, m.text, m.attachment,"
    f" m.command)) FROM messages m WHERE m.decision = d.id AND {STANDING}),"
    " (SELECT json_group_array(json_array(v.part, v.text)) FROM deliveries v WHERE v.decision = d.id"
    f" AND NOT v.discloses AND v.form <> 'voice' AND v.state NOT IN {NOT_SAID}),"
    " (SELECT count(*) FROM messages m WHERE m.conversation = d.conversation AND m.contact = d.contact"
    f" AND NOT m.by_owner AND {STANDING}"
    f" AND m.id > (SELECT max(o.id) FROM messages o WHERE o.decision = d.id)), {TAKEN_BACK},"
    # What the decision itself let out before the owner ruled is no part of what they decided to say.
    " (SELECT json_group_array(json_array(v.part, v.text, v.state, v.problem, v.changed_at)) FROM deliveries v"
    " WHERE v.decision = d.id AND r.id NOTNULL AND NOT v.discloses AND v.form <> 'voice'"
    " AND v.text NOT IN (SELECT value FROM json_each(d.texts))),"
    " EXISTS (SELECT 1 FROM messages m WHERE m.decision = d.id AND m.edited_at > d.decided_at),"
    " EXISTS (SELECT 1 FROM messages m JOIN sounds s ON s.message = m.id WHERE m.decision = d.id"
    " AND s.state = 'heard'),"
    " d.aloud, (SELECT f.seconds FROM films f WHERE f.decision = d.id),"
    f" iif({GREETING}, {WROTE_LAST}, NULL)"
)
_TABLES = (
    "decisions d JOIN contacts c ON c.id = d.contact JOIN conversations k ON k.key = d.conversation"
    " LEFT JOIN rulings r ON r.decision = d.id"
)


class Way(NamedTuple):
    """A message that the owner decided to send: its state by now, what went wrong with it if anything did, since when.

    The state is "waiting", "begun", "sent", "refused", "cancelled", "in doubt" or "taken back".
    """

    text: str
    state: str
    problem: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a case: what was said instead, why, by whom, and the lesson that was learned from it, if any."""

    decision: int
    outcome: Outcome
    texts: tuple[str, ...]
    reason: str
    by: str
    at: datetime
    lesson: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """Something that waits for the owner, or did.

    ``texts`` are what was written as it reads now, the oldest first: "(photo)" for an attachment, "/human" for a
    command; what was taken back is left out, so there may be none. ``sent_at`` and ``reference`` are those of the
    last of these messages; of what the owner wants to say, ``sent_at`` is when the contact wrote there last.
    ``reader`` is what may be said to the contact there. ``told`` is what was said to it or is about to be,
    ``newer`` how many messages this contact wrote there since; ``closed``: nothing can be said there any more.
    ``taken_back``: the owner took back what was said to it, or some of it. ``ways``: what becomes of what they
    ruled to be said. ``edited``: some of what it answers was changed after it was decided about. ``spoken``: some
    of what was written was said aloud and understood; ``aloud``: what is said to it is said aloud too. ``film`` is
    how many seconds the film lasts that is sent with the draft, None if there is none.
    """

    decision: int
    action: Action
    kind: Kind
    contact: Contact
    conversation: Conversation
    texts: tuple[str, ...]
    sent_at: datetime
    reference: str
    reader: Audience
    reason: str
    objections: tuple[Objection, ...]
    confidence: float | None
    raw: float | None
    mode: Mode
    draft: tuple[str, ...]
    writer: str
    leans_on: tuple[tuple[str, int], ...]
    decided_at: datetime
    told: tuple[str, ...]
    newer: int
    closed: bool
    ruling: Ruling | None
    taken_back: bool = False
    ways: tuple[Way, ...] = ()
    edited: bool = False
    spoken: bool = False
    aloud: bool = False
    film: float | None = None

    @property
    def on_its_way(self) -> bool:
        """Whether something that the owner decided to send is still to go out; what is behind a doubt stays there."""
        states = {way.state for way in self.ways}
        return bool(states & {"waiting", "begun"}) and "in doubt" not in states


def cases(file: LedgerFile, where: str, parameters: Sequence[Any] = ()) -> list[Case]:
    """The cases of a condition on decisions d and their rulings r, which may name their order."""
    return [_case(row) for row in file.rows(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {where}", parameters)]


def _case(row: Sequence[Any]) -> Case:
    decision, action, kind, account, name, *place = row[:11]
    reader, reason, objections, confidence, raw, mode, draft, writer, leans_on, decided_at, closed_at = row[11:22]
    key, inside, title, group, as_owner, address = place
    messages = sorted(json.loads(row[28]))
    return Case(
        decision=decision,
        action=Action(action),
        kind=Kind(kind),
        contact=Contact(account, name, Audience.PUBLIC),
        conversation=Conversation(key, inside, title, bool(group), bool(as_owner), address),
        texts=tuple(shown(*message[4:]) for message in messages),
        sent_at=datetime.fromisoformat(messages[-1][0] if messages else row[37] or decided_at),
        reference=messages[-1][2] if messages else "",
        reader=Audience(reader),
        reason=reason,
        objections=tuple(Objection(rule, why) for rule, why in _list(objections)),
        confidence=confidence,
        raw=raw,
        mode=Mode(mode),
        draft=tuple(_list(draft)),
        writer=writer,
        leans_on=tuple((piece, id_) for piece, id_ in _list(leans_on)),
        decided_at=datetime.fromisoformat(decided_at),
        told=tuple(text for _, text in sorted(json.loads(row[29]))),
        newer=row[30],
        closed=closed_at is not None,
        ruling=_ruling(decision, *row[22:28]),
        taken_back=bool(row[31]),
        ways=_ways(json.loads(row[32])),
        edited=bool(row[33]),
        spoken=bool(row[34]),
        aloud=bool(row[35]),
        film=row[36],
    )


def _ruling(
    decision: int, outcome: str | None, texts: str, reason: str, by: str, at: str, lesson: int | None
) -> Ruling | None:
    if outcome is None:
        return None
    said = tuple(json.loads(texts))
    return Ruling(decision, Outcome(outcome), said, reason, by, datetime.fromisoformat(at), lesson)


def _ways(rows: list[Any]) -> tuple[Way, ...]:
    """In order; a text that was put on its way anew, behind another one, only as it is by now."""
    latest = {
        text: Way(text, state, problem, datetime.fromisoformat(at)) for _, text, state, problem, at in sorted(rows)
    }
    return tuple(latest.values())


def _list(written: str | None) -> list[Any]:
    """A list as it was written down, if it was."""
    return json.loads(written) if written else []


def shown(text: str, attachment: str, command: str) -> str:
    """A message as one text; what is no text is told in a word."""
    return text or (f"({attachment})" if attachment else f"/{command}")
