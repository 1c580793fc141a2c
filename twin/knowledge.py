"""What a twin knows: who may hear it, where it comes from, and its pieces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Audience(IntEnum):
    """Who may hear a piece of knowledge: a reader hears their own level and every level below it."""

    PUBLIC = 0
    FOLLOWERS = 1
    FRIENDS = 2
    INNER = 3
    OWNER = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was handed to the twin: a file or folder of documents, or one chat of an export.

    ``place`` and ``title`` name the chat, for the program and for people, or the kind of documents that were not
    published; both are empty for other documents.
    """

    id: int
    path: str
    place: str
    title: str
    kind: str
    audience: Audience
    learned_at: datetime
    passages: int
    exemplars: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of writing: part of a document, or one message of a chat.

    ``place`` is the document or chat it stands in, ``position`` its ordinal there; ``author`` is who wrote it in a
    chat, empty for a document. ``by_owner`` tells whether the owner wrote it: only their own words are ever quoted.
    ``situational``: a line of a chat that was true at its moment alone ("on my way"), and states nothing later.
    """

    id: int
    source: int
    place: str
    position: int
    title: str
    link: str
    author: str
    by_owner: bool
    sent_at: datetime | None
    audience: Audience
    text: str
    superseded: bool = False
    situational: bool = False


@dataclass(frozen=True, slots=True)
class Exemplar:
    """What somebody wrote to the owner, and what the owner answered.

    ``audience`` is who may hear the reply. The message is somebody else's words: it is compared, and shown to nobody
    but the owner. ``taught``: the owner said it to the twin, as a correction or an answer; it outranks what was only
    found. ``superseded``: what the owner taught since says otherwise. ``situational``: the reply was true at its moment
    alone ("no class on Thursday"): it shows how the owner answers, and never is an answer. What was taught never is.
    """

    id: int
    source: int
    place: str
    asker: str
    message: str
    reply: str
    sent_at: datetime | None
    audience: Audience
    taught: bool = False
    superseded: bool = False
    situational: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the owner teaches: what to answer to a message, who may hear that, and the draft that it stands in place of.

    ``key`` names it for good: the same lesson twice is one. ``asker`` is who wrote the message, empty if nobody did.
    ``leans_on`` are the pieces that the draft was made from, as ("passage" or "exemplar", id).
    """

    key: str
    message: str
    answer: str
    audience: Audience
    taught_at: datetime
    asker: str = ""
    draft: tuple[str, ...] = ()
    leans_on: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson as it is known: the id of its exemplar, and how many older pieces it supersedes."""

    id: int
    message: str
    answer: str
    audience: Audience
    taught_at: datetime
    draft: tuple[str, ...]
    superseded: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """A draft that the owner would not send: to which message, why, and to whom it could have been said.

    ``account`` is whose message it was: the draft and the reason may be about them, and no model reads them for others.
    """

    key: str
    message: str
    draft: tuple[str, ...]
    reason: str
    audience: Audience
    rejected_at: datetime
    account: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """How a piece was found: ``score`` orders a list, the others compare across questions.

    ``cosine`` is the likeness of meaning in [-1, 1]; ``words`` the share in [0, 1] of what the question's words say
    (weighed by their rarity) that stands in the piece.
    """

    score: float
    cosine: float
    words: float


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage, and how it was found."""

    passage: Passage
    signals: Signals


@dataclass(frozen=True, slots=True)
class FoundExemplar:
    """An exemplar, and how it was found."""

    exemplar: Exemplar
    signals: Signals


@dataclass(frozen=True, slots=True)
class Recollection:
    """What the twin remembers at a message, each list with the best first.

    Passages and exemplars may all be heard by its reader. ``rejections`` are drafts that the owner would not send to
    messages much like this one, whoever could have heard them: they are known to the guard, and no reader hears one
    above their level. ``answerable`` in [0, 1] is the estimated probability that something among the pieces answers the
    message, taken for a question; it says nothing about a message that asks nothing.
    """

    passages: tuple[FoundPassage, ...]
    exemplars: tuple[FoundExemplar, ...]
    rejections: tuple[Rejection, ...] = ()
    answerable: float = 1.0


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders where somebody's personal data stood; ``found`` counts the data by their kind."""

    text: str
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the owner wrote, by where: messages in a row are one burst."""

    private: tuple[tuple[str, ...], ...]  # the owner's bursts in private chats: each one or several messages in a row
    group: tuple[tuple[str, ...], ...]  # the same in groups
    documents: tuple[str, ...]  # passages of the owner's documents
    names: frozenset[str]  # names of other authors
