"""What a writer gets to write from, and the guard to judge by: the message, its reader, and what was said before."""

from dataclasses import dataclass, field
from datetime import datetime

from twin.contact_memory import NO_MEMORY, ContactMemory
from twin.knowledge import Audience, Recollection
from twin.message import Contact, Conversation, Turn


@dataclass(frozen=True, slots=True)
class Spent:
    """What models took in a while: tokens read and written, and US dollars as far as they are known."""

    tokens: int = 0
    dollars: float = 0.0


@dataclass(frozen=True, slots=True)
class Past:
    """What was said in a conversation before, the oldest first, and what is known of the contact who writes now.

    ``first_at`` is when they first wrote to the twin, wherever; ``messages`` how many messages they have written;
    ``today`` and ``today_for_contact`` are what models took since midnight (UTC), for everybody and for this contact.
    ``memory`` is what they told before that, as far as it may be used here.
    """

    turns: tuple[Turn, ...] = ()
    first_at: datetime | None = None
    messages: int = 0
    today: Spent = field(default_factory=Spent)
    today_for_contact: Spent = field(default_factory=Spent)
    memory: ContactMemory = NO_MEMORY


NO_PAST = Past()


@dataclass(frozen=True, slots=True)
class Brief:
    """One message to be answered: ``text`` is what of it is to be answered, ``reader`` what may be said to its sender.

    ``sender.audience`` says nothing here: in a group less may be said to somebody than in private.
    """

    text: str
    reader: Audience
    sender: Contact
    conversation: Conversation
    sent_at: datetime
    recollection: Recollection = field(default_factory=lambda: Recollection((), ()))
    past: Past = NO_PAST
