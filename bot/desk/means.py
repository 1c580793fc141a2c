"""What the desk works with: the records, the platforms, what learns, and the owner's file."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.ledger import Ledger
from twin.knowledge import Audience
from twin.seams import Clusters, Readers, Teacher


class Platforms(Protocol):
    """What the desk needs of the platforms; it may be called from any thread."""

    def parts(self, conversation: str, text: str) -> Sequence[str]:
        """The text in as many messages as the platform needs for it."""
        ...

    def until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Until when a message of this moment can be answered there; None: for good."""
        ...

    def sends(self, conversation: str) -> frozenset[str] | None:
        """What can be said there beside text: "voice", "video"; None if nobody here knows."""
        ...

    def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Delete what the twin said there. Blocks. Raises DeliveryError, or DeskError if nothing can be deleted now."""
        ...

    def changed(self, conversation: str) -> None:
        """Something is to be delivered or decided there."""
        ...


class Sentences(Protocol):
    """What the twin says to contacts without being asked to write."""

    @property
    def disclosure(self) -> str:
        """Says that this is an AI."""
        ...

    @property
    def late(self) -> str:
        """Says that the owner did not come to it yet."""
        ...


class Named(Protocol):
    """Somebody whom owner.toml knows."""

    @property
    def name(self) -> str:
        """As the owner calls them."""
        ...

    @property
    def accounts(self) -> Sequence[str]:
        """From where they write."""
        ...


class Names(Protocol):
    """What owner.toml says of people and of their levels."""

    @property
    def contacts(self) -> Sequence[Named]:
        """Whom the owner knows."""
        ...

    @property
    def audience_names(self) -> Sequence[str]:
        """What the owner calls the levels, the lowest first."""
        ...

    @property
    def sentences(self) -> Sentences:
        """What the twin says of itself."""
        ...

    def audience(self, name: str) -> Audience:
        """The level of that name. Raises ProfileError, which lists the names."""
        ...


class Means(Protocol):
    """All of it; a desk is one."""

    @property
    def ledger(self) -> Ledger:
        """The records of what was said."""
        ...

    @property
    def teacher(self) -> Teacher:
        """Learns from the owner directly."""
        ...

    @property
    def clusters(self) -> Clusters:
        """Finds questions that ask for the same."""
        ...

    @property
    def owner(self) -> Names:
        """What owner.toml says."""
        ...

    @property
    def readers(self) -> Readers:
        """What whom may hear."""
        ...

    @property
    def platforms(self) -> Platforms:
        """Where it is said."""
        ...

    @property
    def takeover(self) -> timedelta:
        """How long a conversation is the owner's who takes it over."""
        ...

    @property
    def private(self) -> Callable[[str, str], bool]:
        """Whether an answer is meant for one person alone: the answer, and that person's name."""
        ...

    @property
    def told(self) -> Callable[[str], None]:
        """Tells the owner of trouble that ends nothing."""
        ...
