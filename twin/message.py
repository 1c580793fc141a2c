"""What goes to and fro: who wrote, what they wrote, and what the twin answers."""

from dataclasses import dataclass
from datetime import datetime

from twin.knowledge import Audience


@dataclass(frozen=True, slots=True)
class Contact:
    """A person who writes to the twin. ``key`` names them for good on their platform, as ``console/jonas``."""

    key: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Message:
    """What a contact wrote. ``event`` is the platform's name for its arrival: the same event twice is one message."""

    event: str
    conversation: str
    sender: Contact
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What the twin says: one or several short messages, in their order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a conversation so far; ``by_twin`` tells whose."""

    by_twin: bool
    text: str
    sent_at: datetime
