"""What every rule of the guard looks at, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from twin.brief import Brief
from twin.draft import Draft, Objection

# Writers whose drafts are the owner's exact words for just this.
EXACT = ("script", "distress")


@dataclass(frozen=True, slots=True)
class Saying:
    """A draft as rules look at it: ``text`` is what a person reads, its messages a line each.

    ``views`` are that text first, then what is found in it when it is read otherwise: decoded, backwards, joined again.
    """

    draft: Draft
    text: str
    views: tuple[str, ...]


class Rule(Protocol):
    """One thing that a draft must not contain."""

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """What this rule finds; a reason is for the owner, names what is wrong, and quotes nothing that is secret."""
        ...
