"""What is wrong at one place of an owner.toml."""

from dataclasses import dataclass

from persona.owner_file.lines import KeyPath
from persona.phrases import shown

# Its keys are words of the owner's, and no keys that this house knows.
PRONOUNCED = ("voice", "pronounce")


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about the value at a path."""

    path: KeyPath
    sentence: str


def label(path: KeyPath) -> str:
    """What an error calls the value at the path, which belongs to the table that is named before."""
    place = path[-1]
    if isinstance(place, int):
        return f"entry {place + 1} of {path[-2]}"
    return shown(place) if path[:-1] == PRONOUNCED else place
