"""What a twin knows: who may hear it, where it comes from, and its pieces."""

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
    """One file or folder that was handed to the twin."""

    id: int
    path: str
    kind: str
    audience: Audience
    learned_at: datetime
    files: int
    passages: int
    exemplars: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of writing: part of a document, or one message of a chat.

    ``place`` is the document or chat it stands in, ``position`` its ordinal there; ``by_owner`` tells
    whether the owner wrote it, since only the owner's own words are ever quoted.
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


@dataclass(frozen=True, slots=True)
class Exemplar:
    """What somebody wrote to the owner, and what the owner answered."""

    id: int
    source: int
    place: str
    asker: str
    message: str
    reply: str
    sent_at: datetime | None
    audience: Audience
