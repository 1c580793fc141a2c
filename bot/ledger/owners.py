"""Who the owner is on each platform: the accounts they linked, each with the one conversation in which it decides.

And who decides beside them: moderators, by their roles (``bot.ledger.moderators``).
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import blake2b

from bot.ledger import moderators
from bot.ledger.file import LedgerFile, now
from bot.ledger.notices import note_for_owner
from bot.ledger.rulings import ASKS, TWIN, WAITS, Outcome, rule
from twin.message import Notice, platform_of

# What nobody takes for something else when they read or type it.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
# Both cases stand here: Unicode has other letters that a pattern without regard to case takes for these.
_FOUR = f"([{_ALPHABET}{_ALPHABET.lower()}]{{4}})"
_CODE = re.compile(f"{_FOUR}[{_DASHES}]{_FOUR}")
# Behind the command it is a code without its dash, too.
_LINK = re.compile(rf"/[Ll][Ii][Nn][Kk](?:@\w{{1,64}})?\s+{_FOUR}[{_DASHES} ]?{_FOUR}")
# No text with a code is longer, spaces around it included.
_LONGEST = 200

_HOUR = timedelta(hours=1)
# Wrong codes of one account within an hour. Those of many accounts are told, and void nothing: guessing at this rate
# takes longer than anybody lives, and whoever wanted to keep the owner from being linked would only have to guess.
_WRONG = 3
# How long a code that has expired is told from one that never was.
_REMEMBERED = timedelta(days=1)


class Tried(Enum):
    """What came of a code."""

    LINKED = "linked"
    WRONG = "wrong"
    EXPIRED = "expired"
    TOO_OFTEN = "too often"


class Deciders(Enum):
    """Who decides in a conversation."""

    OWNER = "owner"
    MODERATORS = "moderators"


@dataclass(frozen=True, slots=True)
class Owner:
    """An account of the owner's, and the conversation from which it was linked, the only one where it is obeyed."""

    account: str
    conversation: str
    name: str
    linked_at: datetime


def new_code() -> str:
    """A code that nobody can guess, as the owner reads it: ABCD-EFGH."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def in_text(text: str) -> str | None:
    """The code that is all a text says, behind ``/link`` or by itself with its dash; as the owner was shown it."""
    if len(text) > _LONGEST:
        return None
    bare = text.strip()
    match = _LINK.fullmatch(bare) or _CODE.fullmatch(bare)
    return f"{match[1]}-{match[2]}".upper() if match else None


def hashed(code: str) -> str:
    """What is kept of a code, however it is written."""
    # Codes are looked up by this: how long a comparison takes says nothing about how near a guess was.
    letters = "".join(letter for letter in code.upper() if letter in _ALPHABET)
    return blake2b(letters.encode(), digest_size=16).hexdigest()


class Owners:
    """The owner's accounts in ledger.db, the codes that link one, and what each is expected to say."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file
        self._accounts = frozenset(owner.account for owner in self.all())

    @property
    def accounts(self) -> frozenset[str]:
        """The linked accounts, as far as this object has changed them since it was made. Does not block."""
        return self._accounts

    def open_code(self, code: str, minutes: float) -> None:
        """Let whoever sends this code in private, within so many minutes, be the owner."""
        self.open_hash(hashed(code), minutes)

    def open_hash(self, hash_: str, minutes: float) -> None:
        """The same, of a code of which only the hash is to be known here."""
        with self._file.writing():
            self._sweep()
            self._file.run("DELETE FROM events WHERE event = ?", [_used(hash_)])
            sql = "INSERT OR REPLACE INTO codes (hash, expires_at) VALUES (?, ?)"
            self._file.run(sql, [hash_, _at(timedelta(minutes=minutes))])

    def all(self) -> list[Owner]:
        """Every linked account, the first one first."""
        rows = self._file.rows("SELECT account, conversation, name, linked_at FROM owners ORDER BY linked_at, account")
        return [
            Owner(account, conversation, name, datetime.fromisoformat(at)) for account, conversation, name, at in rows
        ]

    def account_of(self, conversation: str) -> str | None:
        """The account that decides in this conversation, if there is one."""
        sql = "SELECT account FROM owners WHERE conversation = ? ORDER BY linked_at DESC, account LIMIT 1"
        rows = self._file.rows(sql, [conversation])
        return str(rows[0][0]) if rows else None

    def linked(self, account: str, conversation: str) -> bool:
        """Whether this account decides in this conversation."""
        sql = "SELECT 1 FROM owners WHERE account = ? AND conversation = ?"
        return bool(self._file.rows(sql, [account, conversation]))

    def appoint(self, desks: Mapping[str, Sequence[str]]) -> None:
        """Let whoever has one of these roles decide in this conversation about the place in which it lies; no others.

        ``desks``: the conversation's key → the roles' keys.
        """
        with self._file.writing():
            moderators.appoint(self._file, desks)

    def moderated(self, conversation: str) -> bool:
        """Whether it is one in which moderators decide."""
        return bool(self._file.rows("SELECT 1 FROM moderators WHERE conversation = ? LIMIT 1", [conversation]))

    def moderates(self, conversation: str, decision: int) -> bool:
        """Whether moderators decide in this conversation about this, or did."""
        return moderators.decide(self._file, conversation, decision)

    def deciders(self, conversation: str) -> Deciders | None:
        """Who decides in this conversation; None: nobody. What moderators read is no place of the owner's alone."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM moderators WHERE conversation = ?1),"
            " EXISTS (SELECT 1 FROM owners WHERE conversation = ?1)"
        )
        [(shared, owned)] = self._file.rows(sql, [conversation])
        return Deciders.MODERATORS if shared else Deciders.OWNER if owned else None

    def desks(self) -> list[str]:
        """Every conversation in which somebody decides: those of the owner's accounts, and of moderators."""
        rows = self._file.rows("SELECT DISTINCT conversation FROM moderators ORDER BY conversation")
        return list(dict.fromkeys([*(owner.conversation for owner in self.all()), *(key for (key,) in rows)]))

    def name_of(self, account: str) -> str:
        """What an account calls itself; itself, if that is not known."""
        sql = "SELECT coalesce((SELECT name FROM contacts WHERE key = ?), (SELECT name FROM owners WHERE account = ?))"
        [(called,)] = self._file.rows(sql, [account, account])
        return str(called or account)

    def codes_open(self) -> bool:
        """Whether somebody may be about to send a code, or has just missed its time."""
        return bool(self._file.rows("SELECT 1 FROM codes WHERE expires_at > ?", [_at(-_REMEMBERED)]))

    def try_code(self, account: str, conversation: str, name: str, hash_: str) -> Tried:
        """Link the account to its private conversation if there is such a code; no code links twice.

        The same account that tries the same code again, which it does when the twin was killed in between, is told the
        same, and nothing changes.
        """
        with self._file.writing():
            if self._linked_by(account, conversation, hash_):
                return Tried.LINKED
            self._sweep()
            since = _at(-_HOUR)
            if self._guesses("at > ? AND account = ?", since, account) >= _WRONG:
                return Tried.TOO_OFTEN
            rows = self._file.rows("SELECT expires_at FROM codes WHERE hash = ?", [hash_])
            if not rows:
                self._guessed(account)
                return Tried.WRONG
            if rows[0][0] <= now():
                return Tried.EXPIRED
            self._link(account, conversation, name, hash_)
        self._accounts |= {account}
        return Tried.LINKED

    def _linked_by(self, account: str, conversation: str, hash_: str) -> bool:
        """Whether it was this code that linked the account there, and it still is."""
        sql = (
            "SELECT 1 FROM events e JOIN owners o ON o.account = ? AND o.conversation = ?"
            " WHERE e.event = ? AND e.raw = o.account"
        )
        return bool(self._file.rows(sql, [account, conversation, _used(hash_)]))

    def _guesses(self, where: str, *parameters: str) -> int:
        return int(self._file.rows(f"SELECT count(*) FROM guesses WHERE {where}", parameters)[0][0])

    def _guessed(self, account: str) -> None:
        self._file.run("INSERT INTO guesses (account, at) VALUES (?, ?)", [account, now()])
        self._tell(account, f"{account} sent a wrong code, to be linked as an account of yours.")

    def _link(self, account: str, conversation: str, name: str, hash_: str) -> None:
        self._file.run("DELETE FROM codes WHERE hash = ?", [hash_])
        sql = "INSERT OR REPLACE INTO events (event, kind, at, raw) VALUES (?, 'link', ?, ?)"
        self._file.run(sql, [_used(hash_), now(), account])
        # What it asked for where it was obeyed before is not done any more.
        if not self.linked(account, conversation):
            self._forget(account)
        self._file.run(
            "INSERT INTO owners (account, conversation, name, linked_at) VALUES (?, ?, ?, ?) ON CONFLICT (account)"
            " DO UPDATE SET conversation = excluded.conversation, name = excluded.name, linked_at = excluded.linked_at",
            [account, conversation, name, now()],
        )
        # What they asked before, as anybody would, is not theirs to decide about.
        theirs = "d.contact = (SELECT id FROM contacts WHERE key = ?)"
        sql = f"SELECT d.id FROM decisions d WHERE {theirs} AND (({WAITS}) OR ({ASKS}))"
        for (decision,) in self._file.rows(sql, [account]):
            rule(self._file, decision, Outcome.DISMISSED, TWIN)
        self._tell(account, f"{account} was linked: whoever writes from there decides for you.")

    def _tell(self, account: str, sentence: str) -> None:
        """Names nobody as they call themselves, and no code."""
        note_for_owner(self._file, Notice(platform_of(account), "link", sentence))

    def _sweep(self) -> None:
        """Drop what is not counted or told apart any more."""
        self._file.run("DELETE FROM codes WHERE expires_at <= ?", [_at(-_REMEMBERED)])
        self._file.run("DELETE FROM guesses WHERE at <= ?", [_at(-_HOUR)])

    def unlink(self, account: str) -> bool:
        """Obey this account no more, nor what it asked for and still waits; False if it was not linked."""
        self._accounts -= {account}
        with self._file.writing():
            # What was still to be shown there is not for whoever has that account now.
            self._file.run(
                "UPDATE cards SET closed_at = ? WHERE closed_at IS NULL AND reference = ''"
                " AND conversation IN (SELECT conversation FROM owners WHERE account = ?)",
                [now(), account],
            )
            self._forget(account)
            return self._file.run("DELETE FROM owners WHERE account = ?", [account]) == 1

    def _forget(self, account: str) -> None:
        self._file.run("DELETE FROM expected WHERE account = ?", [account])
        sql = "UPDATE wishes SET done_at = ? WHERE account = ? AND done_at IS NULL AND kind <> 'code'"
        self._file.run(sql, [now(), account])

    def expect(self, account: str, what: str, subject: str, seconds: float) -> None:
        """Take the account's next message, within so many seconds, for an answer to this and to nothing before it."""
        with self._file.writing():
            note_expected(self._file, account, what, subject, timedelta(seconds=seconds))

    def expected(self, account: str) -> tuple[str, str] | None:
        """What the account's next message is the answer to, and about which subject."""
        sql = "SELECT what, subject FROM expected WHERE account = ? AND until > ?"
        rows = self._file.rows(sql, [account, now()])
        return (rows[0][0], rows[0][1]) if rows else None

    def expect_nothing(self, account: str) -> None:
        """Take the account's messages for what they are again."""
        with self._file.writing():
            self._file.run("DELETE FROM expected WHERE account = ?", [account])


def note_expected(file: LedgerFile, account: str, what: str, subject: str, length: timedelta) -> None:
    """Take the account's next message, for so long, for an answer to this, within a transaction."""
    sql = "INSERT OR REPLACE INTO expected (account, what, subject, until) VALUES (?, ?, ?, ?)"
    file.run(sql, [account, what, subject, _at(length)])


def _at(delta: timedelta) -> str:
    """So far from now, as it is written down."""
    return (datetime.now(UTC) + delta).isoformat(timespec="milliseconds")


def _used(hash_: str) -> str:
    """The name under which it is remembered whom a code linked; no platform's events begin like this."""
    return f"link:{hash_}"
