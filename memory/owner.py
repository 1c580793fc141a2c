"""Which of a chat's authors the owner is."""

from collections import Counter
from collections.abc import Mapping, Sequence

from twin.errors import OwnerUnknown

# An error that lists more authors than this helps nobody.
_LISTED = 20


def owner_among(authors: Mapping[tuple[str, str], int], me: Sequence[str]) -> str:
    """The identity of the author who is the owner; ``authors`` counts messages by (identity, name).

    Of the names in ``me`` the first that fits wins: as the whole name or identity, else as words of exactly one name.
    Raises OwnerUnknown, which lists the authors with their counts.
    """
    for wanted in me:
        whole = {identity for identity, name in authors if wanted.casefold() in (identity.casefold(), name.casefold())}
        words = set(wanted.casefold().split())
        part = {identity for identity, name in authors if words and words <= set(name.casefold().split())}
        fitting = whole or part
        if len(fitting) == 1:
            return fitting.pop()
        if fitting:
            raise OwnerUnknown(f"{wanted!r} fits {len(fitting)} of its authors: {_listed(authors)}.{_ADVICE}")
    if not authors:
        raise OwnerUnknown("there is no message in it that could be learned.")
    named = (
        f"none of its authors is called {' or '.join(map(repr, me))}" if me else "it is not said which author you are"
    )
    raise OwnerUnknown(f"{named}: {_listed(authors)}.{_ADVICE}")


_ADVICE = " Say which one you are: --me NAME."


def _listed(authors: Mapping[tuple[str, str], int]) -> str:
    names: Counter[str] = Counter()
    for (_, name), count in authors.items():
        names[name] += count
    shown = [f"{name} ({count} messages)" for name, count in names.most_common(_LISTED)]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
