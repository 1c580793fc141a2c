"""Letters to pairs: a mail, and what the owner wrote back to just that mail."""

from collections import OrderedDict
from collections.abc import Iterator

from memory.importers.records import ChatMessage
from memory.turns import Chat, Turn
from memory.worth import Worth

# Letters that may still be answered; by those that came before them most never are.
_REMEMBERED = 50_000
# A letter is longer than a message in a chat.
_LONGEST = 6000


class Letters:
    """Finds which letter the owner's own answer; nearness says nothing among letters."""

    def __init__(self, owner: str, worth: Worth) -> None:
        self._owner = owner
        self._worth = worth
        # (place, key) → a letter that somebody else wrote.
        self._received: OrderedDict[tuple[str, str], ChatMessage] = OrderedDict()

    def hear(self, message: ChatMessage) -> Iterator[tuple[Turn, Turn, str]]:
        """Take the next letter; what it answers, the answer, and the owner's words in it, if the pair is worth it."""
        if message.identity != self._owner:
            self._received[message.place, message.key] = message
            while len(self._received) > _REMEMBERED:
                self._received.popitem(last=False)
            return
        # Programs that shorten the list of references give an answer another thread: the place is searched as a whole.
        received = self._received.get((message.place, message.reply_to)) if message.reply_to else None
        if received is None:
            return
        chat = Chat()
        asked, reply = _turn(chat, received), _turn(chat, message)
        said = self._worth.said(reply, chat)
        if self._worth.imitating(asked, asked.text, reply, said, _LONGEST):
            yield asked, reply, said


def _turn(chat: Chat, message: ChatMessage) -> Turn:
    chat.opened += 1
    turn = Turn(message.identity, message.author, chat.opened)
    turn.add(message, chat.opened, frozenset())
    chat.turns.append(turn)
    return turn
