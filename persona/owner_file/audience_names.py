"""The names of the audiences: everybody's, and those an owner gave them."""

from collections.abc import Iterable, Sequence

from persona.phrases import did_you_mean, key, shown
from twin.knowledge import Audience

DEFAULTS = tuple(audience.name.lower() for audience in Audience)


def audience_named(wanted: str, names: Sequence[str]) -> Audience | None:
    """The audience of that name; ``names`` are the owner's own, in the order of the levels."""
    found = (level for level in Audience if key(wanted) in (DEFAULTS[level], key(names[level])))
    return next(found, None)


def not_one_of(wanted: str, names: Sequence[str], levels: Iterable[Audience]) -> str:
    """The end of a sentence that lists the names one could have meant."""
    listed: list[str] = []
    choices: list[str] = []
    for level in levels:
        own = names[level]
        same = key(own) == DEFAULTS[level]
        listed.append(DEFAULTS[level] if same else f"{DEFAULTS[level]} ({own})")
        choices += {DEFAULTS[level], key(own)}
    return f"{shown(wanted)} is not one of {', '.join(listed)}.{did_you_mean(wanted, choices)}"
