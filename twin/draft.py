"""What a writer proposes, and what is decided about it."""

from dataclasses import dataclass
from enum import Enum

from twin.knowledge import FoundExemplar, FoundPassage
from twin.message import Reply


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed answer.

    ``confidence`` in [0, 1] is the estimated probability that the owner, shown this message and this draft, would send
    the draft unchanged. It is 1 for words that the owner has chosen for just this question. How it is estimated may
    change; what it means does not.

    ``writer`` names who wrote it, ``leans_on`` the pieces it was made from, ``reason`` says in words why it was chosen.
    """

    texts: tuple[str, ...]
    confidence: float
    writer: str
    reason: str
    leans_on: tuple[FoundPassage | FoundExemplar, ...] = ()


class Action(Enum):
    """What is done about a message."""

    SEND = "send"
    HOLD = "hold"
    HAND_OVER = "hand over"
    STAY_SILENT = "stay silent"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a message, what the contact is told, and why; ``draft`` is what was written for it, if any."""

    action: Action
    reply: Reply
    reason: str
    draft: Draft | None = None
