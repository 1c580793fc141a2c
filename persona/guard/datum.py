"""A piece of personal data in a text, and what makes two spellings of it the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Datum:
    """``kind`` names it for the owner; two are the same if any of their ``spellings`` is.

    A number without its country's code is spelled once for each country that it could be of.
    """

    kind: str
    spellings: frozenset[str]


def datum(kind: str, *spellings: str) -> Datum:
    """One that is spelled like this."""
    return Datum(kind, frozenset(spellings))
