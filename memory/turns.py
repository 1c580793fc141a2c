"""Turns: what one author of a chat wrote in one go, and which earlier turn it answers."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Literal

from memory.acknowledgements import acknowledges
from memory.addressing import People
from memory.importers.records import ChatMessage

# How it is known what a turn answers: said by the platform, by a name, by its place in the chat, or by what it says.
Link = Literal["explicit", "addressed", "followed", "disentangled"]

# How many turns back an answer may reach.
_REMEMBERED = 400
# Words of a message that are compared; characters at a turn's end that tell of leaving.
_COMPARED = 200
_LAST_WORDS = 80

_WORD = re.compile(r"\w[\w'’-]+")
_LEAVING = re.compile(
    r"\b(?:(?:gotta|got to|have to|must|need to) (?:go|run|leave)|bye|see you|cheers all|thanks,? all"
    r"|hi all|hello all)\b",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Turn:
    """Messages of one author; ``number`` counts the turns of the chat, ``last`` is its last message's number there.

    ``to`` are the identities of those whom it is for, as far as it says so. ``text`` is what it says, a line a message,
    and nothing that was only passed on; ``words`` are those of it that are compared; ``asks`` tells whether a question
    is among it, ``says_little`` whether it only acknowledges, greets or leaves. ``answers`` is the turn it answers.
    """

    author: str
    name: str
    number: int
    messages: list[ChatMessage] = field(default_factory=list)
    last: int = 0
    to: frozenset[str] = frozenset()
    text: str = ""
    words: frozenset[str] = frozenset()
    asks: bool = False
    says_little: bool = True
    answers: "Turn | None" = None
    link: Link | None = None
    answered: bool = False

    def add(self, message: ChatMessage, number: int, to: frozenset[str]) -> frozenset[str]:
        """Take a message in, the chat's of that number; the words that it brings."""
        self.messages.append(message)
        self.last = number
        self.to |= to
        if message.forwarded or not message.text.strip():
            return frozenset()
        self.text = f"{self.text}\n{message.text}" if self.text else message.text
        self.asks = self.asks or any(sign in message.text for sign in "?？؟")
        self.says_little = acknowledges(self.text) or _LEAVING.search(self.text[-_LAST_WORDS:]) is not None
        words = frozenset(match.group().lower() for match in islice(_WORD.finditer(message.text), _COMPARED))
        self.words |= words
        return words

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its messages, where the platform numbers them."""
        return frozenset(message.key for message in self.messages if message.key)

    @property
    def by_bot(self) -> bool:
        """Whether a program wrote any of it."""
        return any(message.by_bot for message in self.messages)


@dataclass(slots=True, eq=False)
class Chat:
    """The latest turns of one chat, the newest last, and who takes part in it."""

    turns: deque[Turn] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    newest: dict[str, Turn] = field(default_factory=dict)
    people: People = field(default_factory=People)
    others: set[str] = field(default_factory=set)
    heard: int = 0
    opened: int = 0

    @property
    def group(self) -> bool:
        """Whether more than one person beside the owner wrote in it so far."""
        return len(self.others) > 1

    def before(self, turn: Turn) -> Iterator[Turn]:
        """The turns that were opened before this one, the latest first."""
        return (other for other in reversed(self.turns) if other.number < turn.number)

    def since(self, turn: Turn) -> Iterator[Turn]:
        """The turns in which somebody wrote after this one's last message, the latest first."""
        for other in reversed(self.turns):
            # A turn may go on for a while: those behind it have been opened later, and are all looked at.
            if other.number < turn.number:
                return
            if other.last > turn.last and other is not turn:
                yield other


def between(first: ChatMessage, second: ChatMessage) -> timedelta | None:
    """The time from one message to another; None where it is not known, as between a local and a world time."""
    if first.sent_at is None or second.sent_at is None:
        return None
    if (first.sent_at.tzinfo is None) != (second.sent_at.tzinfo is None):
        return None
    return second.sent_at - first.sent_at
