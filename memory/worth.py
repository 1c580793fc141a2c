"""Which pairs are worth imitating: what the owner themselves wrote as an answer, and not too often the same."""

import hashlib
import re
from collections import Counter
from itertools import islice

from memory.acknowledgements import acknowledges
from memory.turns import Chat, Turn

# Longer turns are pasted text, not conversation.
_LONGEST = 2000
# Replies that only acknowledge: one in so many is kept, and of a chat's pairs no more than this share.
_ONE_IN = 4
_SHARE = 0.05
# A reply of so many characters is not written twice: what comes again was copied.
_CANNED = 80
# Runs of words that others wrote shortly before; a reply that consists of them by so much only repeats.
_RUN = 4
_REPEATED = 0.6
_LOOKED_AT = 30
# Lines of which so many look like code or a log are pasted.
_FEWEST_LINES = 3
_PASTED = 0.5

_QUOTED = re.compile(r"\s*(?:>|&gt;|“[^”]*”\s*$|«[^»]*»\s*$)")
# What programs write: titles of links, "!command" and its like, and names that say so.
_BOT_LINE = re.compile(r"\s*\[ .+ \](?: - .+)?\s*$|\s*![a-z]{2,20}\b|/[a-z]{2,20}(?:@\w+)?(?:\s|$)")
_BOT_NAME = re.compile(r"(?:[a-z]Bot|[ _-][Bb]ot|^[Bb]ot)\d*$")
_CODE = re.compile(
    r"\s*(?:at [\w.$]+\(|[\w.]+(?:Exception|Error)\b|\[?\d{4}-\d\d-\d\d[ T]\d\d:|\[?(?:INFO|WARN|DEBUG|ERROR|FATAL)\b"
    r"|[$#] \S|</?\w|import |from \w+ import|def |public |private |return\b|[{}()\[\];]+\s*$|\+\+\+ |--- |@@ |diff )"
    r"|.*[;{}]\s*$"
)


class Worth:
    """Judges pairs as they come; it remembers what was kept, so that nothing is kept too often."""

    def __init__(self) -> None:
        self._kept: Counter[str] = Counter()
        self._nods: Counter[str] = Counter()
        self._long: set[bytes] = set()

    def said(self, reply: Turn, chat: Chat) -> str:
        """What the owner says in words of their own: without quotations, and "" if it repeats what others wrote."""
        own = "\n".join(line for line in reply.text.split("\n") if not _QUOTED.match(line))
        return "" if _repeats(own, reply, chat) else own

    def imitating(self, asked: Turn, heard: str, reply: Turn, said: str, longest: int = _LONGEST) -> bool:
        """Whether a pair is worth keeping: ``heard`` is what the one said, ``said`` what the owner answered."""
        if not _wordy(heard) or max(len(heard), len(said)) > longest or _pasted(said) or _pasted(heard):
            return False
        if _of_a_bot(asked, heard) or reply.by_bot:
            return False
        place = reply.messages[0].within
        if acknowledges(said):
            return self._within_quota(place, reply, said)
        if not _wordy(said) or self._canned(said):
            return False
        self._kept[place] += 1
        return True

    def _within_quota(self, place: str, reply: Turn, said: str) -> bool:
        # Which ones does not depend on where an export begins: the same are kept when it is read again at more length.
        first = reply.messages[0]
        named = f"{place}\x1f{first.key}\x1f{first.sent_at}\x1f{said}".encode(errors="replace")
        if hashlib.blake2b(named, digest_size=2).digest()[0] % _ONE_IN:
            return False
        if self._nods[place] > _SHARE * self._kept[place]:
            return False
        self._nods[place] += 1
        return True

    def _canned(self, said: str) -> bool:
        if len(said) < _CANNED:
            return False
        digest = hashlib.blake2b(" ".join(said.lower().split()).encode(errors="replace"), digest_size=8).digest()
        if digest in self._long:
            return True
        self._long.add(digest)
        return False


def _wordy(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _of_a_bot(turn: Turn, text: str) -> bool:
    if turn.by_bot or _BOT_NAME.search(turn.name):
        return True
    return all(_BOT_LINE.match(line) for line in text.split("\n"))


def _pasted(text: str) -> bool:
    """Whether most of the lines are code, a log, or what a program printed."""
    lines = [line for line in text.split("\n") if line.strip()]
    if text.count("```") > 1 and len(text.split("```")[1]) > _PASTED * len(text):
        return True
    if len(lines) < _FEWEST_LINES:
        return False
    return sum(_CODE.match(line) is not None for line in lines) > _PASTED * len(lines)


def _repeats(text: str, reply: Turn, chat: Chat) -> bool:
    """Whether the text is mostly made of what others wrote shortly before."""
    runs = _runs(text)
    if not runs:
        return False
    before = islice(chat.before(reply), _LOOKED_AT)
    others = set().union(*(_runs(other.text) for other in before if other.author != reply.author))
    return len(runs & others) > _REPEATED * len(runs)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text[:_LONGEST].lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
