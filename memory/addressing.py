"""Whom a message of a group is for: names at its beginning or end, and what the platform itself tells."""

import re
from bisect import bisect_left, insort

from memory.importers.records import ChatMessage

# "nick: …", "nick, …", "nick -- …", "@nick …"; names have up to two words.
_START = re.compile(
    r"@?(?P<name>[^\s:,@]{2,40}(?: [^\s:,@]{2,40})?)(?: ?[:,](?=\s)| -{1,2}(?=\s)| [–—](?=\s))\s+"
    r"|@(?P<at>[^\s:,@]{2,40})[:,]?\s+"
)
# "… , nick" and, in a short line, "thanks nick".
_END = re.compile(r"(?P<sign>[,@]?)\s*@?(?P<name>[^\s:,@]{2,40}?)[\s.!?)(:;\U0001f300-\U0001faff]*$")
_SHORT_LINE = 60
# What people add to a nick when theirs is taken.
_TAIL = "_-`|^~0123456789"
_SHORTEST = 3


class People:
    """Who has written in a chat, by the names that others call them."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._sorted: list[str] = []
        self._identities: set[str] = set()

    def meet(self, message: ChatMessage) -> None:
        """Know the author from now on."""
        name = message.author.casefold()
        self._identities.add(message.identity)
        if name and message.identity not in self._names.get(name, ()):
            if name not in self._names:
                insort(self._sorted, name)
            self._names[name] = self._names.get(name, frozenset()) | {message.identity}

    def called(self, name: str) -> frozenset[str]:
        """The identities that this name calls, mostly one: by a whole name, its beginning, or a nick's stem."""
        name = name.casefold().lstrip("@")
        if name in self._names:
            return self._names[name]
        stem = name.rstrip(_TAIL)
        if len(stem) < _SHORTEST:
            return frozenset()
        at = bisect_left(self._sorted, stem)
        near = self._sorted[at] if at < len(self._sorted) else ""
        # A beginning is a name by itself, or one without what was added: "mark" calls "mark_", and "Mark Twain".
        if near.startswith(stem) and (stem == near.rstrip(_TAIL) or name == stem):
            return self._names[near]
        return frozenset()

    def addressed(self, message: ChatMessage) -> frozenset[str]:
        """The identities of those whom the message is for; empty where it does not say."""
        found = set(self._identities.intersection(message.mentions))
        for name in message.mentions:
            found |= self.called(name)
        start = _START.match(message.text)
        at_start = self.called(start["name"] or start["at"]) if start else frozenset()
        found |= at_start or self._at_end(message.text)
        return frozenset(found - {message.identity})

    def _at_end(self, text: str) -> frozenset[str]:
        end = _END.search(text[-_SHORT_LINE:])
        if not end or not (end["sign"] or len(text) <= _SHORT_LINE):
            return frozenset()
        # A line may end in any word: it has to be all of a name.
        return self._names.get(end["name"].casefold(), frozenset()) if len(end["name"]) >= _SHORTEST else frozenset()

    def without_address(self, text: str) -> str:
        """The text without the name that it begins with, if that calls somebody."""
        start = _START.match(text)
        return text[start.end() :] if start and self.called(start["name"] or start["at"]) else text
