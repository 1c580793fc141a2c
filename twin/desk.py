"""What the owner is shown to decide about, wherever they look at it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it says, and what it stands for, in 64 bytes at most."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message to the owner with rows of buttons.

    ``details`` are shown folded, if the platform can fold. ``asks``: the owner's next message is expected to answer it.
    ``silent``: it makes no sound.
    """

    text: str
    details: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    asks: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A field to write into, which a button opens: its title, what is asked for, and what stands there already.

    ``optional``: it may be sent empty.
    """

    title: str
    label: str
    text: str = ""
    optional: bool = False
