"""How long everything may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """All in seconds, but for the ``failures`` in a row that make an outage and the ``lookups`` of whose a chat is.

    A poll takes whole seconds. ``webhook`` is how often it is seen after, ``upload`` and ``download`` are for one file.
    """

    poll: int = 25
    silence: float = 60.0
    look: float = 1.0
    failures: int = 3
    lookups: int = 20
    token: float = 60.0
    webhook: float = 300.0
    store: tuple[float, float] = (0.2, 5.0)
    network: tuple[float, float] = (1.0, 30.0)
    typing_after: float = 0.7
    typing_every: float = 4.5
    upload: float = 600.0
    download: float = 120.0
