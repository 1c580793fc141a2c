"""The seams between the rooms: what each needs of another, so that no room imports its sibling."""

from collections.abc import Sequence
from typing import Protocol

from twin.draft import Decision, Draft
from twin.knowledge import Audience, Recollection
from twin.message import Contact, Message


class Likeness(Protocol):
    """How alike two texts are in meaning."""

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine in [-1, 1] of the text with each of the others."""
        ...


class Recaller(Protocol):
    """Finds what the twin knows about a message."""

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Up to ``k`` passages and ``k`` exemplars that this reader may hear, the best first. Blocks."""
        ...


class FixedSentences(Protocol):
    """What the twin says of itself, in the owner's words."""

    @property
    def disclosure(self) -> str:
        """Says that this is an AI."""
        ...

    @property
    def unknown(self) -> str:
        """Says that the twin does not know, and has passed the question on."""
        ...

    @property
    def owner_topic(self) -> str:
        """Says that this is for the owner in person, and has been passed on."""
        ...


class ExactWords(Protocol):
    """What the owner wants said exactly, or left to the owner."""

    def draft(self, text: str, reader: Audience) -> Draft | None:
        """The owner's exact words for this message, if it asks for some that this reader may hear. Blocks."""
        ...

    def asks_anything(self, text: str) -> bool:
        """Whether there is more in the message than a greeting, thanks or an emoji."""
        ...

    def for_owner(self, text: str) -> str | None:
        """The topic of the message that the owner keeps for themselves, if there is one. Blocks."""
        ...


class Disclosure(Protocol):
    """Tells when somebody asks whether they are talking with a machine."""

    def asks(self, text: str) -> bool:
        """Whether the message asks it."""
        ...

    def rest(self, text: str) -> str:
        """The message without the part that asks it."""
        ...


class Writer(Protocol):
    """Writes an answer."""

    def write(self, text: str, recollection: Recollection) -> Draft | None:
        """A draft from what was recalled; None if nothing in it answers the message. Blocks."""
        ...


class Guard(Protocol):
    """Reads a draft before anybody else does."""

    def objection(self, draft: Draft) -> str | None:
        """Why the draft must not go out; None if it may."""
        ...


class Ledger(Protocol):
    """Keeps every message and every decision."""

    def receive(self, message: Message) -> bool:
        """Store the message before it is worked on; whether it still wants an answer."""
        ...

    def decide(self, message: Message, decision: Decision, *, discloses: bool) -> None:
        """Store what is done about the message; ``discloses`` notes that its sender now knows this is an AI."""
        ...

    def disclosed_to(self, contact: Contact) -> bool:
        """Whether this contact was ever told that this is an AI."""
        ...
