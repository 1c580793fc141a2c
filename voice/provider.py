"""What clones voices, speaks with them and listens, as the rest of the house knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from twin.seams import Synthesizer, Transcriber
from voice.sound import Limits


@dataclass(frozen=True, slots=True)
class Cloned:
    """A voice that was made; ``verification``: it does not speak before its owner has shown there that it is theirs."""

    id: str
    verification: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A voice of the account; ``cloned``: it is a copy of somebody's."""

    id: str
    name: str
    cloned: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What the account has: its plan, and characters until they come back."""

    plan: str
    used: int
    limit: int
    resets_at: datetime | None


class Provider(Protocol):
    """Who clones voices. What it raises holds neither a key nor a text."""

    def synthesizer(self, voice: str, model: str) -> Synthesizer:
        """Says texts in this voice."""
        ...

    def transcriber(self, model: str = ..., limits: Limits = ...) -> Transcriber:
        """Understands speech within these limits."""
        ...

    async def clone(self, name: str, samples: Sequence[Path], description: str) -> Cloned:
        """Make a voice from recordings, whose names stay here. Raises SpeechError, OSError if one cannot be read."""
        ...

    async def delete(self, voice: str) -> bool:
        """Delete a voice there. False: there is none any more. Raises SpeechError."""
        ...

    async def voices(self) -> list[Listed]:
        """All voices that the account can use. Raises SpeechError."""
        ...

    async def account(self) -> Account:
        """What the account has left. Raises SpeechError."""
        ...

    async def gives_opus(self, voice: str, model: str) -> bool:
        """Whether its plan gives Opus; says one short word for that. Raises SpeechError."""
        ...
