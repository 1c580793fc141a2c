"""A chat to pairs: what somebody wrote, and what the owner answered."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from memory.importers.records import ChatMessage

# Messages of one author this close together are one turn, if nobody else wrote between them.
_BURST = timedelta(minutes=10)
# An answer later than this is more likely a new subject, unless it says what it answers.
_ANSWERED_WITHIN_PRIVATE = timedelta(hours=24)
_ANSWERED_WITHIN_GROUP = timedelta(minutes=5)
# How many turns back an addressed or explicit reply may reach.
_REMEMBERED = 400
# Longer turns are pasted text, not conversation.
_LONGEST = 2000

_ADDRESSED = re.compile(r"^@?([^\s:,]{2,40}(?: [^\s:,]{2,40})?)[:,]\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A message, or a burst of them, and the owner's reply to it; lines of a burst are parted by newlines.

    ``keys`` name the messages that it was made from, on both sides, as far as the platform names them.
    """

    place: str
    asker: str
    message: str
    reply: str
    sent_at: datetime | None
    keys: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Turn:
    author: str
    name: str
    messages: list[ChatMessage]
    answered: bool = False

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(message.key for message in self.messages if message.key)


@dataclass(slots=True)
class _Chat:
    turns: deque[_Turn] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    others: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


class Pairing:
    """Finds the pairs in a stream of messages, each chat's in their order.

    What the owner's turn answers is, in this order: the message it was sent as a reply to; the last turn of the
    person it addresses ("nick: …"); the turn right before it, if that was somebody else's and not long ago. In a group
    that turn must ask something, and not of somebody else: most lines there are no answers to the line above them.
    """

    def __init__(self, owner: str) -> None:
        """``owner`` is the owner's author identity, as ``ChatMessage.identity`` gives it."""
        self._owner = owner
        self._chats: dict[str, _Chat] = {}

    def hear(self, message: ChatMessage) -> Iterator[Pair]:
        """Take the next message; the pair that it completes, if there is one."""
        chat = self._chats.setdefault(message.within, _Chat())
        last = chat.turns[-1] if chat.turns else None
        if last and _continues(last, message):
            last.messages.append(message)
            return
        if last and last.author == self._owner:
            yield from _pair(chat, last)
        chat.turns.append(_Turn(message.identity, message.author, [message]))
        if message.identity != self._owner:
            chat.others.add(message.identity)
            chat.names.add(message.author.casefold())

    def finish(self) -> Iterator[Pair]:
        """The pairs that the ends of the chats complete."""
        for chat in self._chats.values():
            if chat.turns and chat.turns[-1].author == self._owner:
                yield from _pair(chat, chat.turns[-1])
        self._chats.clear()


def _continues(turn: _Turn, message: ChatMessage) -> bool:
    """Whether the message goes on with the turn; an explicit reply opens a turn of its own."""
    if turn.author != message.identity or message.reply_to:
        return False
    waited = _between(turn.messages[-1], message)
    return waited is None or waited <= _BURST


def _pair(chat: _Chat, reply: _Turn) -> Iterator[Pair]:
    turns = list(chat.turns)[:-1]
    text = reply.text
    asked = _replied_to(turns, reply)
    if asked is None:
        asked, text = _addressed(turns, text, reply.author)
    if asked is None and turns and _follows(turns[-1], reply, chat):
        asked = turns[-1]
        asked.answered = True
    if asked is None or not _wordy(asked.text) or not _wordy(text):
        return
    if len(asked.text) <= _LONGEST and len(text) <= _LONGEST:
        first = reply.messages[0]
        yield Pair(first.within, asked.name, asked.text, text, first.sent_at, asked.keys | reply.keys)


def _replied_to(turns: list[_Turn], reply: _Turn) -> _Turn | None:
    key = reply.messages[0].reply_to
    for turn in reversed(turns) if key else ():
        if turn.author != reply.author and any(message.key == key for message in turn.messages):
            return turn
    return None


def _addressed(turns: list[_Turn], text: str, owner: str) -> tuple[_Turn | None, str]:
    """What the person addressed by name wrote last, and the text without the address."""
    if not (address := _ADDRESSED.match(text)):
        return None, text
    name = address[1].casefold()
    for turn in reversed(turns):
        if turn.author != owner and turn.name.casefold().startswith(name):
            return turn, text[address.end() :]
    return None, text


def _follows(turn: _Turn, reply: _Turn, chat: _Chat) -> bool:
    if turn.author == reply.author or turn.answered:
        return False
    group = len(chat.others) > 1
    if group and not _asks_owner(turn, reply, chat):
        return False
    waited = _between(turn.messages[-1], reply.messages[0])
    return waited is None or waited <= (_ANSWERED_WITHIN_GROUP if group else _ANSWERED_WITHIN_PRIVATE)


def _asks_owner(turn: _Turn, reply: _Turn, chat: _Chat) -> bool:
    """Whether a turn asks something, of everybody or of the owner."""
    address = _ADDRESSED.match(turn.text)
    if address and address[1].casefold() in chat.names and not reply.name.casefold().startswith(address[1].casefold()):
        return False
    return any(sign in turn.text for sign in "?？؟")


def _between(first: ChatMessage, second: ChatMessage) -> timedelta | None:
    """The time from one message to another; None where it is not known, as between a local and a world time."""
    if first.sent_at is None or second.sent_at is None:
        return None
    if (first.sent_at.tzinfo is None) != (second.sent_at.tzinfo is None):
        return None
    return second.sent_at - first.sent_at


def _wordy(text: str) -> bool:
    return any(character.isalnum() for character in text)
