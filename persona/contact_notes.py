"""What a prompt tells of whoever writes: what they said of themselves, as their words, with the day of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from persona.outside import clean, quoted
from twin.brief import Brief
from twin.knowledge import Audience

# Notes of each kind, and the characters of each, at the most.
_FACTS, _AGREED, _OWED, _ASKED, _SUMMARY, _EARLIER = 20, 5, 5, 5, 10, 6
_SHORT, _LONG = 200, 400

_HEADINGS = {
    "facts": "What whoever writes has said of themselves, each as of its day (it may have changed since, and says "
    "nothing about {owner}):",
    "promises": "What was promised to them in {owner}'s name:",
    "agreed": "What {owner} told them in person:",
    "questions": "What they asked before, and {owner} has still to answer:",
    "earlier": "Earlier messages of theirs that may have to do with the last one:",
    "summary": "What else they wrote about longer ago:",
}
# What is missed the least: it goes before turns of the conversation do.
_LESS = ("earlier", "summary")


@dataclass(frozen=True, slots=True)
class Note:
    """A line that a prompt may have; ``kind`` tells under which heading."""

    kind: str
    text: str
    audience: Audience = Audience.PUBLIC

    @property
    def spare(self) -> bool:
        """Whether the conversation's turns are worth more."""
        return self.kind in _LESS


def notes(brief: Brief) -> tuple[Note, ...]:
    """All that is remembered of whoever writes and that they may hear, what would be missed the most first."""
    memory = brief.past.memory
    own = [fact for fact in memory.facts if fact.slot != "agreed"][:_FACTS]
    agreed = [fact for fact in memory.facts if fact.slot == "agreed"][:_AGREED]
    owed = [one for one in memory.promises if one.audience <= brief.reader][:_OWED]
    found = [
        *(Note("facts", _line(f"{fact.said_at:%Y-%m-%d}", fact.text)) for fact in own),
        *(Note("promises", _line(f"{one.at:%Y-%m-%d}", one.text), one.audience) for one in owed),
        *(Note("agreed", _line(f"{fact.said_at:%Y-%m-%d}", fact.text)) for fact in agreed),
        *(Note("questions", _line(f"{one.sent_at:%Y-%m-%d}", one.text)) for one in memory.questions[:_ASKED]),
        *(Note("summary", _line("", one)) for one in memory.summary[-_SUMMARY:]),
        *(Note("earlier", _line(f"{one.sent_at:%Y-%m-%d}", one.text, _LONG)) for one in memory.earlier[:_EARLIER]),
    ]
    return tuple(note for note in found if note.text)


def headed(found: Sequence[Note], owner: str) -> Iterator[tuple[str, str, Audience]]:
    """The notes by kind, each under its heading: what they are, the text, and who may hear it."""
    for kind, of_kind in groupby(found, lambda note: note.kind):
        lines = list(of_kind)
        text = "\n".join((_HEADINGS[kind].format(owner=owner), *(quoted(note.text) for note in lines)))
        yield kind, text, max(note.audience for note in lines)


def _line(day: str, text: str, longest: int = _SHORT) -> str:
    """One line, with its day; empty if nothing is left of the text."""
    plain = " ".join(clean(text).split())
    cut = plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"
    return ": ".join(filter(None, (day, cut))) if cut else ""
