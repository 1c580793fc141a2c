"""Which of a chat's authors the owner is."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from twin.errors import OwnerUnknown

# An error that lists more authors than this helps nobody.
_LISTED = 20
# Before the name that a stranger chose for themselves: anybody may call themselves what the owner is called.
_CHOSEN = "~"
_ADVICE = " Say which one you are: --me NAME."
_EXACTLY = " Say which one you are: --me with the whole name or the user id."

_Authors = Mapping[tuple[str, str], int]


def owner_among(authors: _Authors, me: Sequence[str]) -> str:
    """The identity of the author who is the owner; ``authors`` counts messages by (identity, name).

    Of what is in ``me`` the first that fits wins: as somebody's number, else as words of exactly one author's name.
    An identity with a tilde fits only what has one as well.
    Raises OwnerUnknown, which lists the authors with their counts.
    """
    for wanted in me:
        fitting = _numbered(authors, wanted) or _named(authors, wanted)
        if len(fitting) == 1:
            return fitting.pop()
        if fitting:
            listed = _listed(authors, fitting)
            raise OwnerUnknown(f"{wanted!r} fits {len(fitting)} of its authors: {listed}.{_EXACTLY}")
    if not authors:
        raise OwnerUnknown("there is no message in it that could be learned.")
    named = (
        f"none of its authors is called {' or '.join(map(repr, me))}" if me else "it is not said which author you are"
    )
    raise OwnerUnknown(f"{named}: {_listed(authors, set())}.{_ADVICE}")


def _numbered(authors: _Authors, wanted: str) -> set[str]:
    # Where an author's identity is the name, it is nothing that only one person can have.
    numbers = {identity for identity, name in authors if identity not in (name, _CHOSEN + name)}
    return {number for number in numbers if number.casefold() == wanted.strip().casefold()}


def _named(authors: _Authors, wanted: str) -> set[str]:
    words = _words(wanted)
    return {identity for identity, name in authors if words and words <= _words(_shown(identity, name))}


def _words(name: str) -> set[str]:
    """A name's words, each with a tilde if the name has one: so none of them fits a name that has none."""
    name = name.strip()
    chosen = name.startswith(_CHOSEN)
    return {_CHOSEN + word if chosen else word for word in name.removeprefix(_CHOSEN).casefold().split()}


def _shown(identity: str, name: str) -> str:
    """The name as the owner has to write it, on one line."""
    name = " ".join(name.split())
    return f"{_CHOSEN} {name}" if identity == _CHOSEN + name else name


def _listed(authors: _Authors, fitting: Set[str]) -> str:
    """Everybody's name and count, who fits first; with the number where names alone do not tell people apart."""
    bearers = Counter(name.casefold() for _, name in {(identity, name.casefold()) for identity, name in authors})
    ordered = sorted(authors.items(), key=lambda item: (item[0][0] not in fitting, -item[1]))
    shown = []
    for (identity, name), count in ordered[:_LISTED]:
        alike = identity in fitting or bearers[name.casefold()] > 1
        number = f"{_number(identity)}, " if alike and identity not in (name, _CHOSEN + name) else ""
        shown.append(f"{_shown(identity, name)} ({number}{count} {'message' if count == 1 else 'messages'})")
    more = len(ordered) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _number(identity: str) -> str:
    return f"user id {identity}" if identity.isdigit() else identity
