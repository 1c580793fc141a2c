"""Who writes in the chats, and whom of them a question names."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from memory.fulltext import STOPWORDS
from memory.store import Store
from twin.knowledge import Audience

_WORD = re.compile(r"\w+")
# Words of a question that are looked up: whoever is asked about stands near its beginning.
_LOOKED_UP = 64
# Sorts behind every letter.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a question names by the first word of their name.

    ``places`` are the chats that they write in, each with the share of those named who do. ``question`` is the question
    as they would ask it about themselves, which is how their messages speak: a model of meaning takes a name for what
    the question is about.
    """

    words: frozenset[str]
    authors: frozenset[str]
    places: Mapping[str, float]
    question: str


class People:
    """Looks up authors by name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def named(self, question: str, reader: Audience) -> Named:
        """Whom the question names, among those of whom this reader may hear anything."""
        authors: set[str] = set()
        places: dict[str, float] = {}
        words: list[str] = []
        for word in _words(question):
            if wrote := self._wrote(word, reader):
                words.append(word.casefold())
                authors |= {author for author, _ in wrote}
                for place in {place for _, place in wrote}:
                    places[place] = places.get(place, 0.0) + 1.0
        shares = {place: count / len(words) for place, count in places.items()}
        return Named(frozenset(words), frozenset(authors), shares, _as_theirs(question, words))

    def _wrote(self, word: str, reader: Audience) -> list[tuple[str, str]]:
        """(author, place) of every author whose name begins with this word."""
        sql = (
            "SELECT author, place FROM passages INDEXED BY passages_authors"
            " WHERE author >= ? COLLATE NOCASE AND author < ? COLLATE NOCASE AND audience <= ? GROUP BY author, place"
        )
        rows = self._store.rows(sql, [word, word + _LAST, int(reader)])
        return [row for row in rows if _WORD.findall(row[0].casefold())[:1] == [word.casefold()]]


def _words(question: str) -> list[str]:
    """The question's first words that may be a name, each once."""
    found = {word.casefold(): word for word in _WORD.findall(question) if len(word) > 1}
    return [word for folded, word in found.items() if folded not in STOPWORDS][:_LOOKED_UP]


def _as_theirs(question: str, words: Collection[str]) -> str:
    """The question with "I" and "my" in the place of the names."""
    if not words:
        return question
    name = rf"(?:{'|'.join(map(re.escape, words))})"
    found = re.compile(rf"\b{name}(?:\s+{name})*\b(['’]s\b)?", re.IGNORECASE)
    return found.sub(lambda match: "my" if match[1] else "I", question)
