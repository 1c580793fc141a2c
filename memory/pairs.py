"""A chat to pairs: what somebody wrote, and what the owner answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory.disentangling import Rarity, answered
from memory.importers.records import ChatMessage
from memory.letters import Letters
from memory.turns import Chat, Link, Turn, between
from memory.worth import Worth

# Messages of one author this close together are one turn, if nobody of their talk wrote between them.
_BURST = timedelta(minutes=10)
# In a group others may write in between: so many messages, for so long.
_INTERLEAVED = timedelta(minutes=3)
_BETWEEN = 4
# An answer later than this is more likely a new subject, unless it says what it answers.
_ANSWERED_WITHIN_PRIVATE = timedelta(hours=24)
# A name at the beginning of a line opens a new subject if its bearer wrote longer ago.
_ADDRESSED_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Pair:
    """A message, or a burst of them, and the owner's reply to it; lines of a burst are parted by newlines.

    ``keys`` name the messages that it was made from, on both sides, as far as the platform names them; ``link`` is how
    it is known that the one answers the other.
    """

    place: str
    asker: str
    message: str
    reply: str
    sent_at: datetime | None
    keys: frozenset[str] = frozenset()
    link: Link = "followed"


class Pairing:
    """Finds the pairs in a stream of messages, each chat's in their order.

    What the owner's turn answers is, in this order: the message it was sent as a reply to; the last turn of the
    person it addresses ("nick: …"); in a private chat the turn right before it, if that was not long ago; in a group,
    where several talks go on at once, the turn that it most likely answers, if one is likely enough. A letter answers
    what it names, and nothing else. Pairs that are not worth imitating are left out.
    """

    def __init__(self, owner: str) -> None:
        """``owner`` is the owner's author identity, as ``ChatMessage.identity`` gives it."""
        self._owner = owner
        self._chats: dict[str, Chat] = {}
        self._rarity = Rarity()
        self._worth = Worth()
        self._letters = Letters(owner, self._worth)

    def hear(self, message: ChatMessage) -> Iterator[Pair]:
        """Take the next message; the pair that it completes, if there is one."""
        if message.letter:
            for asked, reply, said in self._letters.hear(message):
                keys = asked.keys | reply.keys
                yield Pair(message.within, asked.name, asked.text, said, message.sent_at, keys, "explicit")
            return
        chat = self._chats.setdefault(message.within, Chat())
        to = chat.people.addressed(message)
        last = chat.newest.get(message.identity)
        chat.heard += 1
        chat.people.meet(message)
        if message.identity != self._owner:
            chat.others.add(message.identity)
        if last and _continues(chat, last, message, to):
            words = last.add(message, chat.heard, to)
        else:
            if last and message.identity == self._owner:
                yield from self._pair(chat, last)
            last = self._opened(chat, message)
            words = last.add(message, chat.heard, to)
        self._rarity.note(words)
        if last.answers is None and message.text.strip():
            self._link(chat, last)

    def finish(self) -> Iterator[Pair]:
        """The pairs that the ends of the chats complete."""
        for chat in self._chats.values():
            if last := chat.newest.get(self._owner):
                yield from self._pair(chat, last)
        self._chats.clear()

    def _opened(self, chat: Chat, message: ChatMessage) -> Turn:
        chat.opened += 1
        turn = Turn(message.identity, message.author, chat.opened)
        chat.turns.append(turn)
        chat.newest[message.identity] = turn
        return turn

    def _link(self, chat: Chat, turn: Turn) -> None:
        """Note what the turn answers, from all of it that was heard so far."""
        turn.answers, turn.link = self._answered(chat, turn)
        if turn.answers is not None:
            turn.answers.answered = True

    def _answered(self, chat: Chat, turn: Turn) -> tuple[Turn | None, Link | None]:
        if any(message.reply_to for message in turn.messages):
            return _replied_to(chat, turn), "explicit"
        if turn.to:
            return _addressed(chat, turn), "addressed"
        previous = next(chat.before(turn), None)
        if not chat.group:
            return (previous, "followed") if previous and _follows(previous, turn) else (None, None)
        best = answered(chat, turn, self._rarity)
        return (best, "followed" if best is previous else "disentangled") if best else (None, None)

    def _pair(self, chat: Chat, reply: Turn) -> Iterator[Pair]:
        asked = reply.answers
        if asked is None or reply.link is None:
            return
        first = reply.messages[0]
        said = self._worth.said(reply, chat)
        heard = chat.people.without_address(asked.text) if self._owner in asked.to else asked.text
        text = "\n".join(chat.people.without_address(line) for line in said.split("\n"))
        if self._worth.imitating(asked, heard, reply, text):
            yield Pair(first.within, asked.name, heard, text, first.sent_at, asked.keys | reply.keys, reply.link)


def _continues(chat: Chat, turn: Turn, message: ChatMessage, to: frozenset[str]) -> bool:
    """Whether the message goes on with the author's last turn: soon after it, and to the same people."""
    if message.reply_to or not to <= turn.to:
        return False
    waited = between(turn.messages[-1], message)
    if waited is not None and waited > _BURST:
        return False
    if chat.heard - 1 == turn.last:
        return True
    if not chat.group or waited is None or waited > _INTERLEAVED or chat.heard - 1 - turn.last > _BETWEEN:
        return False
    return all(_of_another_talk(other, turn) for other in chat.since(turn))


def _of_another_talk(other: Turn, turn: Turn) -> bool:
    """Whether what somebody wrote in between belongs to another talk than the turn."""
    if other.answers is turn or turn.answers is other or turn.author in other.to or other.author in turn.to:
        return False
    if turn.answers is not None and turn.answers.author == other.author:
        return False
    return bool(other.to) or (other.answers is not None and other.answers.author != turn.author)


def _replied_to(chat: Chat, turn: Turn) -> Turn | None:
    key = next(message.reply_to for message in turn.messages if message.reply_to)
    for other in chat.before(turn):
        if any(message.key == key for message in other.messages):
            return other if other.author != turn.author else None
    return None


def _addressed(chat: Chat, turn: Turn) -> Turn | None:
    """What the person addressed by name wrote last before the turn began, if possible more than "ok" or "lol"."""
    last: Turn | None = None
    for other in chat.before(turn):
        if other.author not in turn.to:
            continue
        waited = between(other.messages[-1], turn.messages[0])
        if waited is not None and waited > (_ADDRESSED_WITHIN if last is None else _BURST):
            break
        if not other.says_little:
            return other
        last = last or other
    return last


def _follows(previous: Turn, turn: Turn) -> bool:
    """Whether a turn of a private chat answers the one before it."""
    if previous.author == turn.author or previous.answered:
        return False
    waited = between(previous.messages[-1], turn.messages[0])
    return waited is None or waited <= _ANSWERED_WITHIN_PRIVATE
