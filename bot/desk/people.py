"""Whom, and where, the owner means by a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.desk.means import Means
from bot.harmless import name as shown
from bot.ledger.modes import EVERYTHING
from bot.ledger.people import Person
from twin.errors import DeskError
from twin.message import Conversation

# Candidates that are listed for a name.
_LISTED = 10
_EVERYBODY = ("everyone", "everybody", "everything", "all")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody; ``sure``: by their account or by owner.toml, and not by a name that anybody can take."""

    person: Person
    name: str
    sure: bool

    @property
    def key(self) -> str:
        """Their account."""
        return self.person.key


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a mode holds, and how to say so; ``person`` is who is meant, if it is somebody."""

    key: str
    name: str
    sure: bool = True
    person: Person | None = None


def find(means: Means, name: str) -> Found:
    """The contact of this account, of this name in owner.toml, or who calls themselves so. Raises DeskError.

    The beginning of what they call themselves is enough where it begins nobody else's. One of several names is not,
    even where it is all of somebody's: anybody can call themselves by another one's first name.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise DeskError("Whom do you mean? Give a name, or an account such as telegram/4711.")
    if person := means.ledger.people.person(wanted):
        return _found(means, person, sure=True)
    accounts = _accounts(means, wanted)
    if accounts:
        return _one_of(means, wanted, accounts, sure=True)
    called = [(key, _folded(own)) for key, own in means.ledger.people.names()]
    key = _folded(wanted)
    same = [account for account, own in called if f"{own} ".startswith(f"{key} ")]
    return _one_of(means, wanted, same or [account for account, own in called if own.startswith(key)], sure=False)


def known(means: Means, key: str) -> Found:
    """Whoever has this account, though they may never have written."""
    return _found(means, means.ledger.people.person(key) or Person(key, key), sure=True)


def conversations(means: Means, name: str) -> tuple[str, list[Conversation]]:
    """How they are called, and all conversations of a group or of a contact. Raises DeskError."""
    meant = _meant(means, name)
    if isinstance(meant, Found):
        return meant.name, means.ledger.people.conversations(meant.key)
    return _title(meant), meant


def scope(means: Means, name: str) -> Scope:
    """Everything, a platform, a group or a contact: where a mode holds. Raises DeskError."""
    wanted = " ".join(name.split())
    if wanted.casefold() in ("", *_EVERYBODY):
        return Scope(EVERYTHING, "everybody")
    if wanted.casefold() in means.ledger.people.platforms():
        return Scope(wanted.casefold(), f"everybody on {wanted.capitalize()}")
    meant = _meant(means, name)
    if isinstance(meant, Found):
        return Scope(meant.key, meant.name, meant.sure, meant.person)
    exact = wanted in (meant[0].place, meant[0].key)
    key = wanted if exact else meant[0].place
    # A server has channels, and nobody writes in the server itself.
    name = _title(meant) if any(one.key == key for one in meant) else f"all of {key}, as {_title(meant)}"
    return Scope(key, name, sure=exact)


def _meant(means: Means, name: str) -> Found | list[Conversation]:
    """A contact, or the conversations of a group. Raises DeskError."""
    wanted = " ".join(name.split())
    groups = means.ledger.people.groups()
    if exact := [one for one in groups if wanted in (one.place, one.key)]:
        return exact
    called = [one for one in groups if one.title and _folded(one.title) == _folded(wanted)]
    places = sorted({f"{one.place}, a group" for one in called})
    try:
        found = find(means, name)
    except DeskError:
        if not called:
            raise
        if len(places) == 1:
            return called
        raise DeskError(_which(places)) from None
    if called and not found.sure:
        raise DeskError(_which([described(found.person, found.name), *places]))
    return found


def _which(candidates: Sequence[str]) -> str:
    listed = "\n".join(f"• {one}" for one in candidates[:_LISTED])
    more = f"\n• and {len(candidates) - _LISTED} more" if len(candidates) > _LISTED else ""
    return f"Several are called so; give the account of the one you mean:\n{listed}{more}"


def _accounts(means: Means, wanted: str) -> list[str]:
    """The accounts that owner.toml has by this name or is asked for by; those that wrote, if any did."""
    own = [
        account
        for contact in means.owner.contacts
        for account in contact.accounts
        if wanted == account or _folded(contact.name) == _folded(wanted)
    ]
    return [account for account in own if means.ledger.people.person(account)] or own


def _one_of(means: Means, wanted: str, accounts: Sequence[str], *, sure: bool) -> Found:
    people = [known(means, account) for account in accounts]
    if not people:
        raise DeskError(f"Nobody called {shown(wanted)} has written: `twin contacts` lists who has.")
    if len(people) > 1:
        raise DeskError(_which([described(one.person, one.name) for one in people]))
    return _found(means, people[0].person, sure=sure)


def _found(means: Means, person: Person, *, sure: bool) -> Found:
    """By the name that owner.toml has for them, or else by their own."""
    own = next((contact.name for contact in means.owner.contacts if person.key in contact.accounts), person.name)
    return Found(person, shown(own), sure)


def described(person: Person, name: str) -> str:
    """Who that is, as far as the records tell: nobody else has the same account."""
    if person.first_at is None or person.last_at is None:
        return f"{person.key} ({name}), who never wrote"
    count = f"{person.messages} message{'' if person.messages == 1 else 's'}"
    days = f"first seen {person.first_at.astimezone():%Y-%m-%d}, last {person.last_at.astimezone():%Y-%m-%d}"
    return f"{person.key} ({name}): {count}, {days}"


def _title(groups: Iterable[Conversation]) -> str:
    return f"the group {next((shown(one.title) for one in groups if one.title), '')}".strip()


def _folded(name: str) -> str:
    """A name as it is compared: as it is seen, in any case."""
    return shown(name).casefold()
