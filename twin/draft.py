"""What a writer proposes, and what is decided about it."""

from dataclasses import dataclass
from enum import Enum

from twin.knowledge import FoundExemplar, FoundPassage
from twin.message import Reply


@dataclass(frozen=True, slots=True)
class Usage:
    """What one call of a model took: tokens read and written, and its price in US dollars, None if not known."""

    model: str
    tokens_in: int
    tokens_out: int
    cost: float | None = None


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
    usage: tuple[Usage, ...] = ()


class Action(Enum):
    """What is done about a message."""

    SEND = "send"
    HOLD = "hold"
    HAND_OVER = "hand over"
    STAY_SILENT = "stay silent"


class Kind(Enum):
    """What a decision is: an answer, the notice that a limit was reached, what is done after an error; or undone."""

    ANSWER = "answer"
    LIMIT = "limit"
    ERROR = "error"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a message, what the contact is told, and why; ``draft`` is what was written for it, if any.

    ``discloses``: the first text of the reply says that this is an AI. ``kind`` is what it is beside an answer.
    """

    action: Action
    reply: Reply
    reason: str
    draft: Draft | None = None
    discloses: bool = False
    kind: Kind = Kind.ANSWER
