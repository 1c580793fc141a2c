"""A piece of personal data in a text, and what makes two spellings of it the same."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Datum:
    """``kind`` names it for the owner; two are the same if any of their ``spellings`` is.

    A number without its country's code is spelled once for each country that it could be of. ``span`` is where it
    stands in the text, from the first sign to behind the last one.
    """

    kind: str
    spellings: frozenset[str]
    span: tuple[int, int] = field(default=(0, 0), compare=False)


def datum(kind: str, span: tuple[int, int], *spellings: str) -> Datum:
    """One that stands there, and is spelled like this."""
    return Datum(kind, frozenset(spellings), span)
