"""The files of mail exports that are folders, and what their folders are for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from memory.importers.mail import folders
from memory.importers.mail.folders import Use

# Folders deeper than this are no mailbox's.
_DEEPEST = 12


def visible(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folders and the files in a folder, in order, without what is hidden; neither if it cannot be looked into."""
    try:
        inside = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        return [entry for entry in inside if entry.is_dir() and not entry.is_symlink()], [
            entry for entry in inside if entry.is_file()
        ]
    except OSError:
        return [], []


def pure(folder: Path, wanted: Callable[[Path], bool], depth: int = 0) -> list[Path]:
    """All files in and below a folder if they are all wanted ones, else none."""
    inner, files = visible(folder)
    if depth > _DEEPEST or not all(map(wanted, files)):
        return []
    below = [pure(child, wanted, depth + 1) for child in inner]
    return [*files, *(path for found in below for path in found)] if all(below) else []


def uses(names: Iterable[str], whole: str = "") -> frozenset[Use]:
    """What folders, each in the one before, are for. ``whole`` is what they stand in: it can say that mails were sent.

    A folder of any name may hold mails: that somebody keeps them in "bin" does not make them rubbish.
    """
    inner = folders.uses(map(folders.decoded, names))
    return inner | (folders.uses([folders.decoded(whole)]) & {Use.SENT})


def names_in(folder: Path) -> Sequence[str]:
    """What stands in a folder, without what is hidden."""
    inner, files = visible(folder)
    return [path.name for path in (*inner, *files)]


def walked(folder: Path, depth: int = 0) -> Iterator[Path]:
    """A folder and all below it, hidden ones too."""
    if depth > _DEEPEST:
        return
    yield folder
    try:
        inner = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())
    except OSError:
        return
    for child in inner:
        yield from walked(child, depth + 1)
