"""What arrives: stored before anybody is told that it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.ledger import feedback
from bot.ledger.acquaintances import note_name
from bot.ledger.decisions import record
from bot.ledger.deliveries import cancel, make_room
from bot.ledger.file import LedgerFile, now
from bot.ledger.outbox import CLOSED, TAKEN_BACK
from bot.ledger.rulings import BY_HAND, answered_by_hand, redo
from bot.ledger.wishes import passed_over, press, take
from twin import fingerprint
from twin.draft import Action, Decision, Kind
from twin.knowledge import Audience
from twin.message import (
    Arrival,
    Closed,
    Conversation,
    Deletion,
    Edit,
    Feedback,
    Message,
    Moved,
    OwnerWrote,
    Press,
    Reply,
    Unreadable,
)

_BY_OWNER = Decision(Action.STAY_SILENT, Reply(()), "you wrote there yourself")
_OLD = Decision(Action.STAY_SILENT, Reply(()), "an old message was changed")
_TAKEN_BACK = Decision(Action.STAY_SILENT, Reply(()), "it was taken back before it was answered")
# Who changes an older message of which the twin never heard does not wait for its answer.
_SOON = timedelta(minutes=15)
# Platforms tell the time in whole seconds.
_SECOND = timedelta(milliseconds=999)
# A message by the platform's name for it; those of a place that has moved have none any more.
_NAMED = "conversation = ? AND reference = ? AND reference <> ''"
# Of a key: it is ?1, or lies within it; the slash is followed by the zero.
_INSIDE = "IN (SELECT key FROM conversations WHERE key = ?1 OR (key > ?1 || '/' AND key < ?1 || '0'))"
_SAYS = "(text <> '' OR attachment <> '' OR command <> '')"


@dataclass(frozen=True, slots=True)
class _Known:
    """A message that is there already, and the event that told how it reads; ``unasked``: it was for nobody."""

    id: int
    event: str
    decision: int | None
    text: str
    attachment: str
    command: str
    unasked: bool


class Inbox:
    """The messages of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def receive(self, arrival: Arrival) -> bool:
        """Store what arrived; whether it is new, and for a press, whether it was the owner's. Raises StoreError.

        When this returns it is on the disk. What somebody thinks of what others said is kept nowhere, and not new.
        """
        with self._file.writing():
            if isinstance(arrival, Feedback) and feedback.answer_of(self._file, arrival) is None:
                return False
            sql = "INSERT OR IGNORE INTO events (event, kind, at, raw) VALUES (?, ?, ?, ?)"
            raw = arrival.raw if isinstance(arrival, Unreadable) else None
            if self._file.run(sql, [_event(arrival), type(arrival).__name__.lower(), now(), raw]) != 1:
                return False
            if isinstance(arrival, Press):
                return press(self._file, arrival)
            self._take(arrival)
        return True

    def _take(self, arrival: Arrival) -> None:
        match arrival:
            case Message():
                self._message(arrival)
            case Edit():
                self._edit(arrival.message, addressed=arrival.addressed)
            case Deletion():
                self._deletion(arrival)
            case OwnerWrote():
                self._owner_wrote(arrival.message)
            case Feedback():
                feedback.note(self._file, arrival)
            case Moved():
                self._move(arrival.before, arrival.after)
            case Closed():
                self._closed(arrival)
            case Press() | Unreadable():
                pass

    def _message(self, message: Message) -> None:
        """What the owner asks for at their desk is no message to be answered."""
        if take(self._file, message):
            self._reached(message.conversation)
        elif self._keep(message):
            self._redo(message)

    def _reached(self, conversation: Conversation) -> None:
        self._place(conversation)
        # Who writes can be written to.
        self._file.run("UPDATE conversations SET closed_at = NULL WHERE key = ?", [conversation.key])

    def _keep(self, message: Message) -> bool:
        """Store it; whether there is something new to be answered."""
        if self._gone(message):
            return False
        self._reached(message.conversation)
        added = self._insert(message, by_owner=False)
        # Its edit, which came first, was taken for one of an old message.
        reopened = self._file.run(
            f"UPDATE messages SET decision = NULL WHERE {_NAMED} AND EXISTS"
            " (SELECT 1 FROM decisions d WHERE d.id = messages.decision AND d.reason = ?)",
            [message.conversation.key, message.reference, _OLD.reason],
        )
        return added or bool(reopened)

    def _redo(self, message: Message) -> None:
        """A draft that waits does not know what its reader has written since; a command changes nothing about it.

        Nor does a question to nobody in particular, which is one by itself. One that is asked by a command does; the
        answer to a command is about nothing else, so that nothing which follows changes it.
        """
        if message.command in ("", "ask") and not message.unasked:
            by_itself = "SELECT 1 FROM messages m WHERE m.decision = d.id AND m.command <> ''"
            where = (
                "d.conversation = ? AND d.contact = (SELECT id FROM contacts WHERE key = ?)"
                f" AND NOT EXISTS ({by_itself})"
            )
            redo(self._file, where, [message.conversation.key, message.sender.key])

    def _edit(self, message: Message, *, addressed: bool) -> None:
        """Take up the new text if nothing was decided yet; an edit of what was never heard of is a message itself.

        What was for nobody in particular stays what it is, unless it asks the twin now.
        """
        if passed_over(self._file, message):
            return
        where = [message.conversation.key, message.reference]
        known, asks = self._known(*where), addressed and not message.unasked
        if known is None:
            if asks:
                self._edit_of_unknown(message)
        elif asks or known.unasked:
            # The later of two edits counts, in whichever order they arrive.
            if _order(message.event) > _order(known.event):
                self._change(known, message, asks=asks)
        elif known.decision is None or self._redone(known):
            self._take_back(*where)

    def _edit_of_unknown(self, message: Message) -> None:
        added = self._keep(message)
        if datetime.now(UTC) - message.sent_at > _SOON:
            # It was there before the twin was, and may have been answered by hand.
            where = [message.conversation.key, message.reference]
            self._close(f"{_NAMED} AND decision IS NULL", where, _OLD)
        elif added:
            self._redo(message)

    def _known(self, key: str, reference: str) -> _Known | None:
        sql = f"SELECT id, event, decision, text, attachment, command, unasked FROM messages WHERE {_NAMED}"
        rows = self._file.rows(sql, [key, reference])
        return _Known(*rows[0]) if rows else None

    def _change(self, known: _Known, message: Message, *, asks: bool) -> None:
        """Let a message read as it does now; ``asks``: it is for the twin."""
        text = with_spoken(message.text, self._spoken(known.id))
        before = (known.text, known.attachment, known.command)
        changed = before != (text, message.attachment, message.command)
        reads = known.decision is None or (any(before) and changed and self._redone(known))
        if reads or (any(before) and known.unasked and asks and self._asked_after_all(known, message)):
            self._file.run(
                "UPDATE messages SET event = ?, text = ?, attachment = ?, command = ?, roles = ?, unasked = ?,"
                " revision = revision + 1 WHERE id = ?",
                [
                    message.event,
                    text,
                    message.attachment,
                    message.command,
                    ",".join(message.roles),
                    int(known.unasked and not asks),
                    known.id,
                ],
            )
        elif known.text:
            # It was answered as it was, and is remembered as it is now: what was taken out is repeated nowhere.
            self._file.run(
                "UPDATE messages SET event = ?, text = ?, edited_at = iif(?, ?, edited_at) WHERE id = ?",
                [message.event, text, int(changed), now(), known.id],
            )
        else:
            return
        fingerprint_message(self._file, known.id, text)

    def _spoken(self, message: int) -> str:
        """What was understood of what came with it; an edit changes none of that."""
        rows = self._file.rows("SELECT text FROM sounds WHERE message = ?", [message])
        return rows[0][0] if rows else ""

    def _silence(self, where: str, parameters: Sequence[str]) -> None:
        """Keep nothing of what was spoken in the messages of a condition."""
        sql = "UPDATE sounds SET state = 'gone', handle = '', text = '' WHERE message IN (SELECT id FROM messages"
        self._file.run(f"{sql} WHERE {where})", parameters)

    def _asked_after_all(self, known: _Known, message: Message) -> bool:
        """Whether a question to nobody in particular is to be answered since it asks the twin now: if it was silent."""
        silent = "d.action = ? AND d.kind IN (?, ?)"
        reopened = self._file.run(
            "UPDATE messages SET decision = NULL WHERE id = ? AND EXISTS"
            f" (SELECT 1 FROM decisions d WHERE d.id = messages.decision AND {silent})",
            [known.id, Action.STAY_SILENT.value, Kind.ANSWER.value, Kind.LIMIT.value],
        )
        if reopened:
            self._redo(message)
        return reopened == 1

    def _redone(self, known: _Known) -> bool:
        """Whether the message is to be answered anew since it reads otherwise now, if a draft waits for it."""
        redo(self._file, "d.id = ?", [known.decision])
        return bool(self._file.rows("SELECT 1 FROM messages WHERE id = ? AND decision IS NULL", [known.id]))

    def _deletion(self, deletion: Deletion) -> None:
        key = deletion.conversation.key
        if not deletion.references:
            self._take_back_everything(key)
            return
        for reference in deletion.references:
            self._take_back(key, reference)
            # It may be told of before what it deletes.
            sql = "INSERT OR IGNORE INTO events (event, kind, at) VALUES (?, 'deleted', ?)"
            self._file.run(sql, [_deleted(key, reference), now()])
        self._unask(key)

    def _unask(self, key: str) -> None:
        """Let nothing more be said there to what was taken back."""
        # What answers nothing, as the owner's own words do, is said all the same.
        unasked = (
            "EXISTS (SELECT 1 FROM messages m WHERE m.decision = deliveries.decision)"
            " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.decision = deliveries.decision"
            " AND (m.text <> '' OR m.attachment <> '' OR m.command <> ''))"
        )
        cancel(self._file, TAKEN_BACK, f"conversation = ? AND {unasked}", [key])

    def _take_back_everything(self, key: str) -> None:
        """The whole conversation was deleted, and those that lie within it: as if each of its messages had been."""
        inside, within = f"conversation {_INSIDE}", [key]
        answered = self._file.rows(
            f"SELECT DISTINCT conversation FROM messages WHERE decision NOTNULL AND {inside}", within
        )
        self._file.run(
            "UPDATE messages SET text = '', attachment = '', command = '', revision = revision + 1"
            f" WHERE {_SAYS} AND {inside}",
            within,
        )
        self._file.run(f"DELETE FROM fingerprints WHERE message IN (SELECT id FROM messages WHERE {inside})", within)
        self._silence(inside, within)
        self._close(f"{inside} AND decision IS NULL", within, _TAKEN_BACK)
        for (conversation,) in answered:
            self._unask(conversation)

    def _take_back(self, key: str, reference: str) -> None:
        """What was taken back is kept nowhere; if nothing was decided about it, nothing is said to it.

        What a draft that waits answers beside it is answered anew.
        """
        known = self._known(key, reference)
        self._file.run(
            f"UPDATE messages SET text = '', attachment = '', command = '', revision = revision + 1 WHERE {_NAMED}",
            [key, reference],
        )
        for (id_,) in self._file.rows(f"SELECT id FROM messages WHERE {_NAMED}", [key, reference]):
            fingerprint_message(self._file, id_, "")
        self._silence(_NAMED, [key, reference])
        self._close(f"{_NAMED} AND decision IS NULL", [key, reference], _TAKEN_BACK)
        if known is not None and known.decision is not None:
            redo(self._file, "d.id = ?", [known.decision])

    def _owner_wrote(self, message: Message) -> None:
        """The owner has taken over: what waits there is theirs, and what was about to be said stays unsaid."""
        key = message.conversation.key
        self._place(message.conversation)
        # One that was told late was not written just now; within the second that it names, it may have been the last.
        sent_at = message.sent_at.astimezone(UTC) + _SECOND
        at = min(sent_at.isoformat(timespec="milliseconds"), now())
        sql = "UPDATE conversations SET owner_wrote_at = max(coalesce(owner_wrote_at, ''), ?) WHERE key = ?"
        self._file.run(sql, [at, key])
        if not self._gone(message):
            self._insert(message, by_owner=True)
        self._close("conversation = ? AND decision IS NULL", [key], _BY_OWNER)
        answered_by_hand(self._file, key, BY_HAND)
        make_room(self._file, key)

    def _gone(self, message: Message) -> bool:
        """Whether it was told before that this message was taken back."""
        deleted = _deleted(message.conversation.key, message.reference)
        return bool(message.reference and self._file.rows("SELECT 1 FROM events WHERE event = ?", [deleted]))

    def _closed(self, closed: Closed) -> None:
        key, place = closed.conversation.key, closed.conversation.place
        at = None if closed.open else now()
        if key == place:
            self._place(closed.conversation)
        # A place and what is in it, such as topics; not the owner's own chat with the same person. Or a part of it.
        inside, where = f"place = ?2 AND key {_INSIDE}", [key, place]
        keys = self._file.rows(f"SELECT key FROM conversations WHERE {inside}", where)
        for (each,) in keys:
            self._file.run("UPDATE conversations SET closed_at = ? WHERE key = ?", [at, each])
            if at:
                cancel(self._file, CLOSED, "conversation = ?", [each])

    def _place(self, conversation: Conversation) -> None:
        self._file.run(
            "INSERT INTO conversations (key, place, title, is_group, as_owner, address, hidden, was)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, '') ON CONFLICT (key) DO UPDATE SET title = excluded.title,"
            " is_group = excluded.is_group, as_owner = excluded.as_owner, address = excluded.address,"
            # Who cannot name it has not looked at who sees it.
            " hidden = iif(excluded.title = '', max(hidden, excluded.hidden), excluded.hidden)",
            [
                conversation.key,
                conversation.place,
                conversation.title,
                int(conversation.group),
                int(conversation.as_owner),
                conversation.address,
                int(conversation.hidden),
            ],
        )

    def _insert(self, message: Message, *, by_owner: bool) -> bool:
        self._file.run(
            "INSERT INTO contacts (key, name, first_seen) VALUES (?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET name = excluded.name",
            [message.sender.key, message.sender.name, now()],
        )
        [(contact,)] = self._file.rows("SELECT id FROM contacts WHERE key = ?", [message.sender.key])
        note_name(self._file, contact, message.sender.name)
        # One that an edit of it has overtaken is there already.
        added = self._file.run(
            "INSERT OR IGNORE INTO messages (event, conversation, contact, text, sent_at, reference, attachment,"
            " command, by_owner, received_at, roles, unasked, forwarded)"
            " SELECT ?, ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM contacts WHERE key = ?",
            [
                message.event,
                message.conversation.key,
                message.text,
                message.sent_at.astimezone(UTC).isoformat(timespec="milliseconds"),
                message.reference,
                message.attachment,
                message.command,
                int(by_owner),
                now(),
                ",".join(message.roles),
                int(message.unasked),
                int(message.forwarded),
                message.sender.key,
            ],
        )
        if added:
            [(id_,)] = self._file.rows("SELECT last_insert_rowid()")
            fingerprint_message(self._file, id_, message.text)
            if (sound := message.sound) is not None and not by_owner:
                self._file.run(
                    "INSERT INTO sounds (message, handle, told_seconds, size, state, text, language, seconds, problem,"
                    " at) VALUES (?, ?, ?, ?, 'waiting', '', '', 0, '', ?)",
                    [id_, sound.handle, sound.seconds, sound.size, now()],
                )
        return added == 1

    def _close(self, where: str, parameters: Sequence[str], decision: Decision) -> None:
        """Decide about every message of a condition at once."""
        rows = self._file.rows(f"SELECT id, conversation, contact FROM messages WHERE {where} ORDER BY id", parameters)
        for message, conversation, contact in rows:
            # Nobody looked at who they are: nothing is known to be fit for them.
            number = record(self._file, conversation, contact, decision, Audience.OWNER)
            self._file.run("UPDATE messages SET decision = ? WHERE id = ?", [number, message])

    def move(self, before: str, after: str) -> None:
        """Let a place go on as ``after``, with all that waits there."""
        with self._file.writing():
            self._move(before, after)

    def _move(self, before: str, after: str) -> None:
        if before == after:
            return
        # Something may have arrived under the new name already.
        self._file.run(
            "INSERT INTO conversations (key, place, title, is_group, as_owner, address, hidden, was, owner_wrote_at,"
            " taken_over_until, released_at) SELECT ?, ?, title, is_group, as_owner, address, hidden, key,"
            " owner_wrote_at, taken_over_until, released_at FROM conversations WHERE key = ?"
            " ON CONFLICT (key) DO UPDATE SET was = excluded.was, hidden = max(hidden, excluded.hidden),"
            " owner_wrote_at = coalesce(owner_wrote_at, excluded.owner_wrote_at),"
            " taken_over_until = coalesce(taken_over_until, excluded.taken_over_until),"
            " released_at = coalesce(released_at, excluded.released_at)",
            [after, after, before],
        )
        self._file.run("DELETE FROM conversations WHERE key = ?", [before])
        # A message keeps its number in the old place alone: there is nothing there to reply to any more.
        self._file.run("UPDATE messages SET conversation = ?, reference = '' WHERE conversation = ?", [after, before])
        self._file.run("UPDATE decisions SET conversation = ? WHERE conversation = ?", [after, before])
        self._file.run(
            "UPDATE deliveries SET conversation = ?, reply_to = '' WHERE conversation = ? AND state <> 'sent'",
            [after, before],
        )


def fingerprint_message(file: LedgerFile, id_: int, text: str) -> None:
    """Note what tells that something repeats this message; within a transaction."""
    file.run("DELETE FROM fingerprints WHERE message = ?", [id_])
    for hash_ in fingerprint.stored(text):
        file.run("INSERT INTO fingerprints VALUES (?, ?)", [hash_, id_])


def with_spoken(written: str, spoken: str) -> str:
    """A message of which some was written and some spoken."""
    return "\n".join(filter(None, (written, spoken)))


def _event(arrival: Arrival) -> str:
    return arrival.message.event if isinstance(arrival, Edit | OwnerWrote) else arrival.event


def _deleted(conversation: str, reference: str) -> str:
    """The name under which it is remembered that a message was taken back; no platform's events begin like this."""
    return f"deleted:{conversation}:{reference}"


def _order(event: str) -> tuple[int, str]:
    """Numbers at the end of a platform's events, as text, in the order of the numbers."""
    return len(event), event
