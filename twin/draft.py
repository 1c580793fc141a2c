"""What a writer proposes, what the guard finds in it, and what is decided about it."""

from dataclasses import dataclass, field
from enum import Enum

from twin.knowledge import FoundExemplar, FoundPassage
from twin.message import Reply
from twin.prompt import Prompt


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
    ``by_model`` tells that a language model worded it, ``prompt`` what that model was asked, which is kept nowhere.
    ``raw`` is the confidence as its writer estimated it, before what the owner did with other drafts set that right.
    """

    texts: tuple[str, ...]
    confidence: float
    writer: str
    reason: str
    leans_on: tuple[FoundPassage | FoundExemplar, ...] = ()
    usage: tuple[Usage, ...] = ()
    by_model: bool = False
    prompt: Prompt | None = field(default=None, repr=False)
    raw: float | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft must not go out by itself: the rule's name in one or two words, and a sentence for the owner."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Something said in the owner's name that binds them: of which kind, in which words, and where the owner wrote it.

    ``kind`` is one word, such as "price"; ``stands_in`` names the piece of the owner's writings that it is taken from.
    """

    kind: str
    text: str
    stands_in: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard finds: what speaks against a draft, and which promises it makes that the owner has made before."""

    objections: tuple[Objection, ...] = ()
    promises: tuple[Promise, ...] = ()


class Action(Enum):
    """What is done about a message."""

    SEND = "send"
    HOLD = "hold"
    HAND_OVER = "hand over"
    STAY_SILENT = "stay silent"


class Kind(Enum):
    """What a decision is about, beside an answer."""

    ANSWER = "answer"
    UNKNOWN = "unknown"  # nothing that the owner wrote answers it
    OWNER = "owner"  # it is for the owner in person: a topic of theirs, a call for them, something that is no text
    DANGER = "danger"  # somebody may be in danger
    TAKEOVER = "takeover"  # the owner has taken the conversation over
    LIMIT = "limit"  # a limit was reached
    ERROR = "error"  # no answer could be made
    GREETING = "greeting"  # the owner wants to say it: nobody asked
    UNDONE = "undone"  # it was taken back, and its messages are decided anew


class Mode(Enum):
    """What goes out by itself."""

    SUGGEST = "suggest"  # nothing that was written: everything waits for the owner
    CONFIDENT = "confident"  # what is sure enough
    AUTO = "auto"  # everything that the guard lets through
    OFF = "off"  # nothing at all: nobody is answered
    UNSET = "unset"  # nobody is there to choose: the owner's own words, while what a model wrote waits


@dataclass(frozen=True, slots=True)
class Autonomy:
    """A mode, and from which confidence in [0, 1] on a draft is sure enough in the mode "confident"."""

    mode: Mode = Mode.UNSET
    threshold: float = 0.8


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a message, what the contact is told, and why; ``draft`` is what was written for it, if any.

    ``discloses``: the first text of the reply says that this is an AI. ``kind`` is what it is beside an answer.
    ``verdict`` is what the guard found in the draft, ``usage`` what models took on the way, also for what was thrown
    away. ``alert`` is a sentence that the owner has to be told at once, of the kind ``alert_kind``; it quotes nobody.
    ``mode`` is the one that it was made in. ``aloud``: what is said because of it is said aloud too.
    """

    action: Action
    reply: Reply
    reason: str
    draft: Draft | None = None
    discloses: bool = False
    kind: Kind = Kind.ANSWER
    verdict: Verdict = Verdict()
    usage: tuple[Usage, ...] = ()
    alert: str = ""
    alert_kind: str = ""
    mode: Mode = Mode.UNSET
    aloud: bool = False
