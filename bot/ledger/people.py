"""Who wrote, where, and what lately: how the owner looks people up."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.file import LedgerFile, moment
from twin.message import Conversation

# Of a contact c: that they wrote something, and not as the owner.
_WROTE = "EXISTS (SELECT 1 FROM messages m WHERE m.contact = c.id AND NOT m.by_owner)"
_WHERE = "key, place, title, is_group, as_owner, address"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact; the moments are None, and the messages 0, for one who never wrote."""

    key: str
    name: str
    first_at: datetime | None = None
    last_at: datetime | None = None
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wrote, as it reads now: empty if it was taken back."""

    text: str
    sent_at: datetime
    title: str


class People:
    """The contacts and the places of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def names(self) -> list[tuple[str, str]]:
        """Everybody who ever wrote: account and name, who came first standing first."""
        return self._file.rows(f"SELECT c.key, c.name FROM contacts c WHERE {_WROTE} ORDER BY c.id")

    def person(self, key: str) -> Person | None:
        """Whoever writes from this account; None if nobody ever did."""
        rows = self._file.rows(
            "SELECT c.key, c.name, c.first_seen, max(m.sent_at), count(*) FROM contacts c"
            " JOIN messages m ON m.contact = c.id WHERE c.key = ? AND NOT m.by_owner GROUP BY c.id",
            [key],
        )
        if not rows:
            return None
        account, name, first, last, count = rows[0]
        return Person(account, name, moment(first), moment(last), count)

    def conversations(self, key: str) -> list[Conversation]:
        """Where this contact wrote."""
        sql = (
            f"SELECT {_WHERE} FROM conversations WHERE key IN (SELECT m.conversation FROM messages m"
            " JOIN contacts c ON c.id = m.contact WHERE c.key = ? AND NOT m.by_owner) ORDER BY key"
        )
        return self._places(sql, [key])

    def private(self, key: str) -> tuple[Conversation, bool] | None:
        """Where this contact wrote last to nobody else, and whether nothing can be said there any more.

        Where something can comes first. None if they never did.
        """
        rows = self._file.rows(
            f"SELECT {_WHERE}, closed_at NOTNULL FROM conversations k JOIN (SELECT m.conversation, max(m.sent_at) AS at"
            " FROM messages m JOIN contacts c ON c.id = m.contact WHERE c.key = ? AND NOT m.by_owner"
            " GROUP BY m.conversation) w ON w.conversation = k.key WHERE NOT k.is_group"
            " ORDER BY closed_at NOTNULL, w.at DESC, k.key LIMIT 1",
            [key],
        )
        if not rows:
            return None
        own, place, title, group, as_owner, address, closed = rows[0]
        return Conversation(own, place, title, bool(group), bool(as_owner), address), bool(closed)

    def wrote_last(self, key: str, conversation: str) -> datetime | None:
        """When this contact wrote there last; None if they never did."""
        [(at,)] = self._file.rows(
            "SELECT max(m.sent_at) FROM messages m JOIN contacts c ON c.id = m.contact"
            " WHERE c.key = ? AND m.conversation = ? AND NOT m.by_owner",
            [key, conversation],
        )
        return moment(at)

    def groups(self) -> list[Conversation]:
        """Every conversation that others read along."""
        return self._places(f"SELECT {_WHERE} FROM conversations WHERE is_group ORDER BY key", [])

    def platforms(self) -> set[str]:
        """Every platform on which somebody wrote or decides."""
        keys = self._file.rows("SELECT key FROM conversations UNION SELECT account FROM owners")
        return {key.partition("/")[0] for (key,) in keys}

    def roles(self, decisions: Collection[int]) -> dict[int, frozenset[str]]:
        """Decision → the roles that its contact had in all that it answers; those that answer nothing are left out."""
        rows = self._file.rows(
            "SELECT decision, json_group_array(roles) FROM messages"
            " WHERE decision IN (SELECT value FROM json_each(?)) GROUP BY decision",
            [json.dumps(list(decisions))],
        )
        return {decision: common_roles(json.loads(written)) for decision, written in rows}

    def lines(self, key: str, limit: int) -> list[Line]:
        """What this contact wrote last, the oldest first; what was taken back is passed over."""
        rows = self._file.rows(
            "SELECT m.text, m.sent_at, v.title FROM messages m JOIN contacts c ON c.id = m.contact"
            " JOIN conversations v ON v.key = m.conversation WHERE c.key = ? AND NOT m.by_owner AND m.text <> ''"
            " ORDER BY m.id DESC LIMIT ?",
            [key, limit],
        )
        return [Line(text, datetime.fromisoformat(at), title) for text, at, title in reversed(rows)]

    def _places(self, sql: str, parameters: list[str]) -> list[Conversation]:
        return [
            Conversation(key, place, title, bool(group), bool(as_owner), address)
            for key, place, title, group, as_owner, address in self._file.rows(sql, parameters)
        ]


def common_roles(written: Iterable[str]) -> frozenset[str]:
    """The roles that stand in each of these columns of messages, where commas stand between them."""
    each = [frozenset(filter(None, roles.split(","))) for roles in written]
    return frozenset.intersection(*each) if each else frozenset()
