"""What a chat model is asked: pieces that each know who may hear them, and none above the prompt's reader."""

from dataclasses import dataclass
from enum import Enum

from twin.errors import AudienceError
from twin.knowledge import Audience


class Role(Enum):
    """Whose words a turn of a prompt is: the program's own, the contact's, or the twin's."""

    SYSTEM = "system"
    CONTACT = "contact"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a prompt; ``kind`` is one word for what it is, ``audience`` the lowest level that may hear it."""

    kind: str
    text: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class PromptTurn:
    """One turn of a prompt, made of pieces with an empty line between them."""

    role: Role
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked on behalf of one reader; a system turn comes first. Raises AudienceError.

    There is no prompt with a piece in it that its reader may not hear: it cannot be made.
    """

    reader: Audience
    turns: tuple[PromptTurn, ...]

    def __post_init__(self) -> None:
        for turn in self.turns:
            for piece in turn.pieces:
                if piece.audience > self.reader:
                    raise AudienceError(
                        f"a prompt for {self.reader.name.lower()} was about to hold a {piece.kind} "
                        f"for {piece.audience.name.lower()}: nothing was asked."
                    )

    @property
    def system(self) -> str:
        """What the program itself tells the model, which nobody is to read."""
        return "\n\n".join(turn.text for turn in self.turns if turn.role is Role.SYSTEM)
