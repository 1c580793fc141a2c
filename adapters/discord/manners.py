"""How the twin behaves in a community, as its owner has set it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta


def _none() -> Collection[str]:
    return ()


def _closed(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Manners:
    """``threads``: a question in a channel is answered in a thread of its own. ``reaction`` is put under what is being
    answered, in servers; empty: none. ``voice``: voice messages may be among the answers.

    In the channels ``watched`` (keys), a question that nobody has answered after ``patience`` is one for the twin.
    ``catch_up`` is how far back is read what was written while nobody listened, ``most`` how many messages of each.
    ``opened`` tells whether the owner has opened a place (by its key) to anybody, ``roles`` which roles mean anything,
    also in private, ``desks`` the channels in which moderators decide. None of these may block.
    """

    threads: bool = False
    reaction: str = "👀"
    voice: bool = False
    watched: frozenset[str] = frozenset()
    patience: timedelta = timedelta(minutes=30)
    catch_up: timedelta = timedelta(hours=24)
    most: int = 500
    opened: Callable[[str], bool] = _closed
    roles: Callable[[], Collection[str]] = _none
    desks: Callable[[], Collection[str]] = _none
