"""How somebody writes, in figures; the other modules measure them, tell them and hold them against a text."""

from dataclasses import dataclass

# A setting with fewer bursts says too little of its own.
FEWEST = 30
# An opening or closing that fewer bursts have is no habit, and might tell of something that happened.
HABIT = 10


@dataclass(frozen=True, slots=True)
class Habits:
    """How bursts are written. Shares are in [0, 1], of messages if nothing else is said; a document is a burst.

    ``several`` is the share of bursts of more than one message, ``usual_most`` the messages that 95 of 100 bursts do
    not exceed, ``most`` what none does. ``words`` and ``burst_words`` are quartiles. ``small`` is of those messages
    that begin with a letter that could be a capital. ``bare`` ends with no sign at all. ``contracted`` and ``unmarked``
    ("dont") are of the places where English may contract, None where there are too few. ``lists``, ``bold``,
    ``headings``, ``links`` and ``code`` are of messages. ``assistant_marks`` names the marks of an assistant that the
    owner has too.
    """

    bursts: int = 0
    messages: int = 0
    per_burst: float = 1.0
    several: float = 0.0
    usual_most: int = 1
    most: int = 1
    words: tuple[float, float, float] = (0.0, 0.0, 0.0)
    burst_words: tuple[float, float, float] = (0.0, 0.0, 0.0)
    small: float = 0.0
    bare: float = 0.0
    stop: float = 0.0
    exclaims: float = 0.0
    asks: float = 0.0
    commas: float = 0.0
    dots: float = 0.0
    ellipsis: float = 0.0
    repeated: float = 0.0
    emoji: float = 0.0
    emojis: tuple[str, ...] = ()
    smiley: float = 0.0
    smileys: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    contracted: float | None = None
    unmarked: float | None = None
    lists: float = 0.0
    bold: float = 0.0
    headings: float = 0.0
    links: float = 0.0
    code: float = 0.0
    laughter: tuple[str, ...] = ()
    languages: tuple[tuple[str, float], ...] = ()
    assistant_marks: frozenset[str] = frozenset()
