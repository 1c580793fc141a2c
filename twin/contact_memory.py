"""What one contact told the twin, and what was agreed with them: never more than one contact's, and only theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from twin.draft import Usage
from twin.knowledge import Audience

# What a fact is about, of which the newest holds: a person has one of each at a time.
SINGLE = frozenset(("name", "home", "job", "employer", "birthday", "age", "diet", "studies"))
# What a fact is about, of which there may be several.
SEVERAL = frozenset(("family", "pet", "allergy", "likes", "dislikes", "plan", "has", "origin", "agreed", "other"))
SLOTS = SINGLE | SEVERAL


class Origin(Enum):
    """How it came to be known."""

    PATTERN = "pattern"  # found in what was written, without a model
    MODEL = "model"  # noted by a chat model, and checked against what was written
    OWNER = "owner"  # in the owner's words


@dataclass(frozen=True, slots=True)
class NewFact:
    """Something to be remembered: ``slot``, one of SLOTS, is what it is about.

    ``message`` is the ledger's id of the message that says it, and it holds only as long as that reads ``read``.
    """

    slot: str
    text: str
    message: int
    read: str
    origin: Origin = Origin.PATTERN


@dataclass(frozen=True, slots=True)
class ContactFact:
    """Something that a contact said of themselves, or that the owner agreed with them (``slot`` "agreed").

    ``id`` names it for the owner. ``message`` is the ledger's id of the message that it comes from, ``reference`` the
    platform's, ``title`` the group in which that stands ("" in private). ``replaced_at`` is when something newer was
    said about the same; None: it holds.
    """

    id: str
    slot: str
    text: str
    said_at: datetime
    message: int
    origin: Origin
    reference: str = ""
    title: str = ""
    edited_at: datetime | None = None
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the contact, or of the owner to them (``by_owner``); ``id`` is the ledger's."""

    id: int
    text: str
    sent_at: datetime
    by_owner: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What was promised to a contact in the owner's name; ``audience`` is who could hear it then."""

    kind: str
    text: str
    at: datetime
    audience: Audience


@dataclass(frozen=True, slots=True)
class ContactMemory:
    """What is known of whoever writes now, as far as it may be used where they write.

    ``facts`` that hold, the newest first; ``summary`` of what they wrote longer ago, a sentence each with its date;
    ``promises`` to them and ``questions`` of theirs that wait for the owner, the newest first; ``earlier`` messages of
    theirs that have to do with the present one, the best first.
    """

    facts: tuple[ContactFact, ...] = ()
    summary: tuple[str, ...] = ()
    promises: tuple[Owed, ...] = ()
    questions: tuple[Said, ...] = ()
    earlier: tuple[Said, ...] = ()

    def texts(self, reader: Audience) -> Iterator[str]:
        """All of it that this reader may hear."""
        yield from (fact.text for fact in self.facts)
        yield from self.summary
        yield from (owed.text for owed in self.promises if owed.audience <= reader)
        yield from (said.text for said in (*self.questions, *self.earlier))


@dataclass(frozen=True, slots=True)
class Noted:
    """Facts that a model noted, and what that took."""

    facts: tuple[NewFact, ...]
    usage: tuple[Usage, ...]


@dataclass(frozen=True, slots=True)
class Summed:
    """What a model summed up, a sentence each with its date, and what that took."""

    lines: tuple[tuple[datetime, str], ...]
    usage: tuple[Usage, ...]


NO_MEMORY = ContactMemory()
