"""What each contact told: a memory is reached by its contact's key alone, and none of its statements by another way."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from bot.ledger.deliveries import NOT_SAID
from bot.ledger.earlier import relevant
from bot.ledger.file import LedgerFile, moment, now
from bot.ledger.rulings import ASKS, HELD, PASSED_ON, Outcome
from twin import fingerprint
from twin.contact_memory import SINGLE, ContactFact, ContactMemory, NewFact, Origin, Owed, Said
from twin.draft import Action, Usage
from twin.errors import StoreError
from twin.knowledge import Audience
from twin.message import Conversation

# What every statement is narrowed by: ?1 is the one contact, bound when the memory is made.
_WHOSE: Final = "contact = ?1"
# Of a conversation k: nobody but this contact and the owner wrote there.
_ALONE = (
    "(NOT k.is_group AND NOT EXISTS (SELECT 1 FROM messages x WHERE x.conversation = k.key AND x.contact <> ?1"
    " AND NOT x.by_owner))"
)
# Of a conversation k: what was said there may be used where this contact writes. In a group (?2) that is what was said
# in it (?3), or in what lies in the same place (?4) before everybody's eyes; in private, all that they said anywhere.
_HERE = (
    "iif(?2, k.is_group AND (k.key = ?3 OR (k.place = ?4 AND NOT k.hidden)),"
    f" ?3 = ?3 AND ?4 = ?4 AND (k.is_group OR {_ALONE}))"
)
# Of a conversation k: they wrote there.
_WROTE = "k.key IN (SELECT DISTINCT o.conversation FROM messages o WHERE o.contact = ?1 AND NOT o.by_owner)"
# Of a message m: it stands in one of the conversations of a list (?2).
_THERE = "m.conversation IN (SELECT value FROM json_each(?2))"
# Of a message m: this contact wrote it, or the owner to them alone, in one of the conversations of a list (?2).
_THEIRS = f"((m.contact = ?1 AND NOT m.by_owner) OR (m.by_owner AND {_THERE}))"
# Commands are for the twin, but for those that ask something; what was passed on is another's, and tells of another.
_SPOKEN = "m.text <> '' AND m.command IN ('', 'ask') AND NOT m.forwarded"
# Messages that are looked through for earlier ones, and read at once; rows of each kind that are told.
_SEARCHED, _AT_ONCE, _TOLD, _EARLIER, _FACTS = 2000, 200, 5, 6, 500
# Messages of a conversation that stand in a prompt word for word, in private and of a contact's own in a group; so many
# more than that make a summary worth its while, and so many are looked at for one.
_VERBATIM, _IN_GROUP, _WORTH, _SUMMED = 30, 8, 10, 400


@dataclass(frozen=True, slots=True)
class ToSum:
    """What was said in a conversation longer ago: ``new`` since the lines ``before`` were made of the ``old``."""

    conversation: str
    before: tuple[tuple[datetime, str], ...]
    old: tuple[Said, ...]
    new: tuple[Said, ...]


class OneMemory:
    """The memory of one contact. There is no way from it to anybody else's."""

    def __init__(self, file: LedgerFile, contact: int) -> None:
        self._file = file
        self._contact = contact

    # What is known

    def known(self, where: Conversation, question: str, *, before: int, since: datetime | None) -> ContactMemory:
        """What may be used in this conversation; ``before`` is the id of the message that asks.

        ``since`` is when the oldest message was written that stands in the prompt word for word; None: none does.
        """
        scope = self._places(where)
        return ContactMemory(
            facts=tuple(fact for fact in self._facts(scope) if fact.replaced_at is None),
            summary=self._summary(scope),
            promises=self._promises(scope),
            questions=self._questions(scope, before),
            earlier=relevant(question, self._earlier(scope, where.key, before, since), _EARLIER),
        )

    def all(self) -> ContactMemory:
        """Everything, for the owner: facts with those that do not hold any more."""
        scope = self._places()
        return ContactMemory(
            self._facts(scope), self._summary(scope), self._promises(scope), self._questions(scope, 1 << 62)
        )

    def facts(self, where: Conversation | None = None) -> tuple[ContactFact, ...]:
        """The facts that may be used in this conversation, or all of them, the newest first."""
        return self._facts(self._places(where))

    def _facts(self, scope: str) -> tuple[ContactFact, ...]:
        rows = self._rows(
            "SELECT f.id, f.slot, f.text, m.sent_at, m.id, f.origin, m.reference, iif(k.is_group, k.title, ''),"
            " f.edited_at FROM contact_facts f JOIN messages m ON m.id = f.message"
            f" JOIN conversations k ON k.key = m.conversation WHERE f.{_WHOSE} AND f.deleted_at IS NULL AND {_THERE}"
            f" ORDER BY m.sent_at DESC, m.id DESC, f.id LIMIT {_FACTS}",
            scope,
        )
        facts = (
            ContactFact(
                f"{self._contact}-{id_}", slot, text, datetime.fromisoformat(at), message, Origin(origin), reference,
                title, moment(edited_at),
            )
            for id_, slot, text, at, message, origin, reference, title, edited_at in rows
        )  # fmt: skip
        return tuple(_holding(facts))

    def count(self) -> int:
        """How many facts hold."""
        return sum(fact.replaced_at is None for fact in self.facts())

    def _places(self, where: Conversation | None = None) -> str:
        """The conversations of which something may be used in this one, or all where they wrote, as a JSON list."""
        scope = (int(where.group), where.key, where.place) if where else (0, "", "")
        rows = self._rows(f"SELECT k.key FROM conversations k WHERE {_WROTE} AND {_HERE}", *scope)
        return json.dumps([key for (key,) in rows])

    def _alone(self) -> str:
        """The conversations in which nobody but them and the owner wrote, as a JSON list."""
        rows = self._rows(f"SELECT k.key FROM conversations k WHERE {_WROTE} AND {_ALONE}")
        return json.dumps([key for (key,) in rows])

    def _summary(self, scope: str) -> tuple[str, ...]:
        rows = self._rows(
            f"SELECT m.lines FROM contact_summaries m WHERE m.{_WHOSE} AND {_THERE} ORDER BY m.upto",
            scope,
        )
        lines = sorted((at, text) for (written,) in rows for at, text in json.loads(written))
        return tuple(f"{at[:10]}: {text}" for at, text in lines)

    def _promises(self, scope: str) -> tuple[Owed, ...]:
        rows = self._rows(
            "SELECT p.kind, p.text, coalesce(r.at, d.decided_at), d.reader FROM promises p"
            " JOIN decisions d ON d.id = p.decision"
            f" LEFT JOIN rulings r ON r.decision = d.id AND r.outcome = '{Outcome.APPROVED.value}'"
            f" WHERE d.{_WHOSE} AND d.conversation IN (SELECT value FROM json_each(?2))"
            f" AND (d.action = '{Action.SEND.value}' OR r.id NOTNULL)"
            " AND EXISTS (SELECT 1 FROM deliveries v WHERE v.decision = d.id AND NOT v.discloses"
            f" AND v.state NOT IN {NOT_SAID}) ORDER BY p.id DESC LIMIT {_TOLD}",
            scope,
        )
        return tuple(Owed(kind, text, datetime.fromisoformat(at), Audience(who)) for kind, text, at, who in rows)

    def _questions(self, scope: str, before: int) -> tuple[Said, ...]:
        rows = self._rows(
            "SELECT m.id, m.text, m.sent_at, 0 FROM messages m JOIN decisions d ON d.id = m.decision"
            f" WHERE m.{_WHOSE} AND NOT m.by_owner AND {_THERE}"
            f" AND m.text <> '' AND m.id < ?3 AND (({PASSED_ON}) OR ({HELD}) OR ({ASKS}))"
            f" ORDER BY m.id DESC LIMIT {_TOLD}",
            scope,
            before,
        )
        return tuple(map(_said, rows))

    def _earlier(self, scope: str, here: str, before: int, since: datetime | None) -> list[Said]:
        """The oldest first."""
        rows = self._rows(
            "SELECT m.id, m.text, m.sent_at, 0 FROM messages m"
            f" WHERE m.{_WHOSE} AND NOT m.by_owner AND {_THERE} AND {_SPOKEN} AND m.id < ?3"
            f" AND (m.conversation <> ?4 OR m.sent_at < ?5) ORDER BY m.id DESC LIMIT {_SEARCHED}",
            scope,
            before,
            here,
            since.astimezone(UTC).isoformat(timespec="milliseconds") if since else "",
        )
        return [_said(row) for row in reversed(rows)]

    # What is to be remembered

    def unread(self) -> list[Said]:
        """What was said by them, and by the owner to them alone, and not looked at yet for facts; the oldest first."""
        return self._since("remembered", _AT_ONCE)

    def undigested(self, most: int) -> list[Said]:
        """The same, and not looked at yet by a model; nothing if the twin has never had anything to say to them."""
        answered = f"SELECT 1 FROM decisions d WHERE d.{_WHOSE} AND d.action <> '{Action.STAY_SILENT.value}' LIMIT 1"
        return self._since("digested", most) if self._rows(answered) else []

    def _since(self, mark: str, most: int) -> list[Said]:
        rows = self._rows(
            "SELECT m.id, m.text, m.sent_at, m.by_owner FROM messages m"
            f" WHERE m.id > (SELECT {mark} FROM contacts WHERE id = ?1) AND {_SPOKEN} AND {_THEIRS}"
            f" ORDER BY m.id LIMIT {most}",
            self._alone(),
        )
        return list(map(_said, rows))

    def note(self, facts: Iterable[NewFact], read: Sequence[Said]) -> bool:
        """Keep what was found in these messages, without a model; False if one of them reads otherwise by now."""
        return self._note("remembered", facts, read, ())

    def digest(self, facts: Iterable[NewFact], read: Sequence[Said], usage: Sequence[Usage]) -> bool:
        """The same, by a model, with what that took, which counts in any case."""
        return self._note("digested", facts, read, usage)

    def _note(self, mark: str, facts: Iterable[NewFact], read: Sequence[Said], usage: Sequence[Usage]) -> bool:
        with self._file.writing():
            self._count(usage)
            if not read or not self._reads_so(read):
                return False
            alone = self._alone()
            for fact in facts:
                self._add(fact, alone)
            self._run(f"UPDATE contacts SET {mark} = max({mark}, ?2) WHERE id = ?1", max(said.id for said in read))
        return True

    def _reads_so(self, read: Sequence[Said]) -> bool:
        rows = self._rows(
            f"SELECT m.id, m.text FROM messages m WHERE {_THEIRS} AND m.id IN (SELECT value FROM json_each(?3))",
            self._alone(),
            json.dumps([said.id for said in read]),
        )
        return dict(rows) == {said.id: said.text for said in read}

    def _add(self, fact: NewFact, alone: str) -> None:
        """What was noted from the same message about the same before, and what was deleted, is not noted again."""
        words = fingerprint.normal(fact.text)
        mark = hashlib.blake2b(words.encode(), digest_size=8).hexdigest()
        again = f"f.{_WHOSE} AND f.message = m.id AND f.slot = ?5 AND (f.deleted_at NOTNULL OR (f.origin <> ?8 AND ?9))"
        added = self._run(
            "INSERT OR IGNORE INTO contact_facts (contact, message, slot, mark, text, origin, at)"
            " SELECT ?1, m.id, ?5, ?6, ?7, ?8, ?10 FROM messages m"
            f" WHERE m.id = ?3 AND m.text = ?4 AND {_THEIRS}"
            f" AND NOT EXISTS (SELECT 1 FROM contact_facts f WHERE {again})",
            alone,
            fact.message,
            fact.read,
            fact.slot,
            mark,
            fact.text,
            fact.origin.value,
            int(fact.origin is Origin.MODEL),
            now(),
        )
        if added:
            self._print(fact.message, fact.text)

    def _print(self, message: int, text: str) -> None:
        """Let the guard know that this is of this contact's messages, however it is worded."""
        for hash_ in fingerprint.stored(text):
            self._file.run("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", [hash_, message])

    def _count(self, usage: Sequence[Usage]) -> None:
        for used in usage:
            self._run(
                "INSERT INTO usage (decision, contact, model, tokens_in, tokens_out, cost, at)"
                " SELECT NULL, c.id, ?2, ?3, ?4, ?5, ?6 FROM contacts c WHERE c.id = ?1",
                used.model,
                used.tokens_in,
                used.tokens_out,
                used.cost,
                now(),
            )

    def to_sum(self) -> list[ToSum]:
        """The conversations in which enough was said since their summary, beyond what is repeated word for word."""
        rows = self._rows(
            "SELECT k.key, k.is_group, coalesce(s.upto, 0), coalesce(s.lines, '[]') FROM conversations k"
            f" LEFT JOIN contact_summaries s ON s.{_WHOSE} AND s.conversation = k.key WHERE (k.is_group OR {_ALONE})"
            f" AND {_WROTE}"
        )
        alone = self._alone()
        found = (self._to_sum(alone, *row) for row in rows)
        return [one for one in found if len(one.new) >= _WORTH]

    def _to_sum(self, alone: str, conversation: str, group: int, upto: int, lines: str) -> ToSum:
        rows = self._rows(
            "SELECT m.id, m.text, m.sent_at, m.by_owner FROM messages m"
            f" WHERE m.conversation = ?3 AND {_SPOKEN} AND {_THEIRS} ORDER BY m.id DESC LIMIT {_SUMMED}"
            f" OFFSET {_IN_GROUP if group else _VERBATIM}",
            alone,
            conversation,
        )
        said = [_said(row) for row in reversed(rows)]
        before = tuple((datetime.fromisoformat(at), text) for at, text in json.loads(lines))
        old = tuple(one for one in said if one.id <= upto)
        return ToSum(conversation, before, old, tuple(one for one in said if one.id > upto))

    def sum(
        self,
        of: ToSum,
        lines: Sequence[tuple[datetime, str]],
        read: Sequence[Said],
        origin: Origin,
        usage: Sequence[Usage] = (),
    ) -> bool:
        """Keep what these messages were about, a sentence each with its date; False if one of them was changed."""
        with self._file.writing():
            self._count(usage)
            if not read or not self._reads_so(read) or not self._stands(of):
                return False
            upto = max(said.id for said in read)
            written = [(at.astimezone(UTC).isoformat(timespec="milliseconds"), text) for at, text in lines]
            kept = self._run(
                "INSERT OR REPLACE INTO contact_summaries (contact, conversation, upto, lines, origin, at)"
                " SELECT ?1, m.conversation, m.id, ?5, ?6, ?7 FROM messages m"
                f" WHERE m.id = ?4 AND m.conversation = ?3 AND {_THEIRS}",
                self._alone(),
                of.conversation,
                upto,
                json.dumps(written, ensure_ascii=False),
                origin.value,
                now(),
            )
            if kept:
                self._print(upto, "\n".join(text for _, text in lines))
        return bool(kept)

    def _stands(self, of: ToSum) -> bool:
        """Whether what was summed up before is as it was: it goes with any message that is changed or taken back."""
        rows = self._rows(
            f"SELECT s.lines FROM contact_summaries s WHERE s.{_WHOSE} AND s.conversation = ?2", of.conversation
        )
        lines = json.loads(rows[0][0]) if rows else []
        return tuple((datetime.fromisoformat(at), text) for at, text in lines) == of.before

    # What the owner does about it

    def edit(self, number: int, text: str) -> bool:
        """Let a fact read so, in the owner's words; False if there is none of this number."""
        with self._file.writing():
            rows = self._rows(f"SELECT message FROM contact_facts WHERE {_WHOSE} AND id = ?2", number)
            changed = self._run(
                f"UPDATE contact_facts SET text = ?3, origin = '{Origin.OWNER.value}', edited_at = ?4"
                f" WHERE {_WHOSE} AND id = ?2 AND deleted_at IS NULL",
                number,
                text,
                now(),
            )
            if changed:
                self._print(rows[0][0], text)
        return bool(changed)

    def delete(self, number: int) -> bool:
        """Forget a fact, and do not find it again; False if there is none of this number."""
        with self._file.writing():
            return bool(
                self._run(
                    "UPDATE contact_facts SET text = '', deleted_at = ?3"
                    f" WHERE {_WHOSE} AND id = ?2 AND deleted_at IS NULL",
                    number,
                    now(),
                )
            )

    def forget(self) -> None:
        """Forget all of it; what was written stays in the record of conversations, and is not read for facts again."""
        with self._file.writing():
            self._run(f"DELETE FROM contact_facts WHERE {_WHOSE}")
            self._run(f"DELETE FROM contact_summaries WHERE {_WHOSE}")
            last = "(SELECT coalesce(max(id), 0) FROM messages)"
            self._run(f"UPDATE contacts SET remembered = {last}, digested = {last} WHERE id = ?1")

    # The one way to the file

    def _rows(self, sql: str, *parameters: Any) -> list[Any]:  # noqa: ANN401 - what SQLite holds
        return self._file.rows(_narrowed(sql), [self._contact, *parameters])

    def _run(self, sql: str, *parameters: Any) -> int:  # noqa: ANN401 - what SQLite holds
        return self._file.run(_narrowed(sql), [self._contact, *parameters])


class Memories:
    """Where the memories of contacts are had, one by one."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def of(self, key: str) -> OneMemory:
        """That of this contact; of one who never wrote it is empty."""
        rows = self._file.rows("SELECT id FROM contacts WHERE key = ?", [key])
        return OneMemory(self._file, rows[0][0] if rows else 0)

    def holding(self, fact: str) -> tuple[OneMemory, int]:
        """That which a fact's id names, as ``ContactFact.id`` has it, and the fact's number in it.

        Raises StoreError if it is no such id.
        """
        contact, _, number = fact.partition("-")
        if not (contact.isascii() and contact.isdecimal() and number.isascii() and number.isdecimal()):
            raise StoreError(f"{fact!r} is no fact's ID: `twin contacts show NAME` lists them, as 3-14.")
        if max(len(contact), len(number)) > 18:
            raise StoreError(f"there is no fact {fact}: `twin contacts show NAME` lists them.")
        return OneMemory(self._file, int(contact)), int(number)

    def behind(self) -> list[str]:
        """The conversations in which somebody wrote what was not looked at for facts yet."""
        sql = (
            "SELECT DISTINCT m.conversation FROM contacts c JOIN messages m ON m.contact = c.id AND m.id > c.remembered"
            " WHERE NOT m.by_owner AND m.text <> ''"
        )
        return [key for (key,) in self._file.rows(sql)]

    def writers(self, conversation: str, lately: int = 50) -> list[str]:
        """The contacts who wrote the last messages there."""
        rows = self._file.rows(
            "SELECT DISTINCT c.key FROM (SELECT contact FROM messages WHERE conversation = ? AND NOT by_owner"
            " ORDER BY id DESC LIMIT ?) m JOIN contacts c ON c.id = m.contact",
            [conversation, lately],
        )
        return [key for (key,) in rows]


def _narrowed(sql: str) -> str:
    """The statement, if it is about one contact. Raises StoreError: such a statement is never run."""
    if _WHOSE not in sql and "id = ?1" not in sql:
        raise StoreError("a statement about contacts' memories names no contact: it is not run.")
    return sql


def _said(row: Sequence[Any]) -> Said:
    id_, text, at, by_owner = row
    return Said(id_, text, datetime.fromisoformat(at), bool(by_owner))


def _holding(facts: Iterable[ContactFact]) -> Iterable[ContactFact]:
    """The facts, the newest first, each with when it was replaced; of the same said twice, the newer."""
    newest: dict[str, datetime] = {}
    told: set[tuple[str, str]] = set()
    for fact in facts:
        said = (fact.slot, fingerprint.normal(fact.text))
        if said in told:
            continue
        told.add(said)
        yield replace(fact, replaced_at=newest.get(fact.slot))
        if fact.slot in SINGLE:
            newest[fact.slot] = fact.said_at
