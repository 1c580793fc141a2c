"""What stands below a path that is learned: files, exports that are folders, and what is packed in archives."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from memory import archives
from memory.importers import FOLDER_IMPORTERS, importer_for
from memory.importers.records import FolderImporter, Importer, Problem
from twin.errors import SourceError, Unrecognised

# Archives within archives: an export of exports, but no more.
_DEEPEST = 2
# Links of one export that are told one by one.
_TOLD = 5
_LINK = "it is a link to what stands elsewhere, and is not followed: name what it leads to, if that is to be learned."


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read as one: a file, or a folder with those of its ``files`` that are an export.

    ``name`` is where it stands for the owner, which for what is packed is a path through the archive; ``path`` is where
    it can be read for now.
    """

    name: Path
    path: Path
    files: tuple[Path, ...]
    folder_importer: FolderImporter | None = None

    @classmethod
    def of(cls, path: Path) -> "Unit":
        """A file that stands where it can be read."""
        return cls(path, path, (path,))

    def shown(self, path: Path) -> Path:
        """A path in or below the unit as the owner knows it; any other as it is."""
        return self.name / path.relative_to(self.path) if path.is_relative_to(self.path) else path

    def placed(self, place: str) -> str:
        """A document's place as the owner knows it; one that is no path, such as an address, as it is."""
        return str(self.shown(Path(place))) if Path(place).is_relative_to(self.path) else place

    @property
    def told(self) -> Path:
        """Where it stands when something is wrong with it: beside the only file of an export stand others."""
        return self.shown(self.files[0]) if len(self.files) == 1 else self.name

    @property
    def key(self) -> str:
        """What the records call it: two exports may lie in one folder."""
        return str(self.name / f"({self.folder_importer.KIND})" if self.folder_importer else self.name)


@dataclass(slots=True)
class Below:
    """What stands below one path. ``shown`` is the path as the owner knows it.

    Places that cannot be looked into are told as ``problems`` and stand in ``closed``: what was learned of them before
    may still be there.
    """

    path: Path
    shown: Path
    problems: list[Problem]
    closed: list[Path] = field(default_factory=list)
    depth: int = 0

    def units(self) -> Iterator[Unit]:
        """The files and folders that are read as one, in order; an archive is one of them. What is hidden is left."""
        if not self.path.is_dir():
            yield self._file(self.path)
            return
        for place, folders, names in os.walk(self.path, onerror=self._unreadable):
            folder = Path(place)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            left = sorted(name for name in names if not name.startswith("."))
            self._leave_out(folder, folders, left)
            taken: set[Path] = set()
            for importer, parts in _exports(folder, [*folders, *left]):
                free = tuple(part for part in parts if part not in taken)
                taken.update(free)
                if free and self._all_within(free):
                    yield Unit(self._shown(folder), folder, free, importer)
            folders[:] = [name for name in folders if not _is_taken(folder / name, taken)]
            yield from (self._file(folder / name) for name in left if folder / name not in taken)

    def packed(self, archive: Unit, stack: ExitStack) -> "Below":
        """What is packed in an archive, unpacked until the stack ends. Raises SourceError."""
        if self.depth >= _DEEPEST:
            raise SourceError(f"{archive.name} is packed too deep: unpack it, and name what was in it.")
        unpacked = stack.enter_context(archives.unpacked(archive.path))
        self.problems += [Problem(archive.name, where, sentence) for where, sentence in unpacked.problems]
        if not unpacked.whole:
            self.closed.append(archive.name)
        return Below(unpacked.folder, archive.name, self.problems, self.closed, self.depth + 1)

    def _leave_out(self, folder: Path, *names: list[str]) -> None:
        """Take out of the names those of links to what stands elsewhere: whoever made the folder chose what they read.

        Links to folders are passed over wherever they lead, as the walk does: what they lead to within is met anyway.
        """
        for some in names:
            for name in [name for name in some if (folder / name).is_symlink()]:
                if not self._is_within(folder / name):
                    some.remove(name)
                    self.problems.append(Problem(self._shown(folder / name), "", _LINK))

    def _all_within(self, parts: Sequence[Path]) -> bool:
        """Whether nothing of an export is a link to elsewhere: whatever reads a folder reads all that lies in it."""
        links = [part for part in parts if not self._is_within(part)]
        self.problems.extend(Problem(self._shown(link), "", _LINK) for link in links[:_TOLD])
        return not links

    def _is_within(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError):
            return False

    def _file(self, path: Path) -> Unit:
        return Unit(self._shown(path), path, (path,))

    def _shown(self, path: Path) -> Path:
        return self.shown / path.relative_to(self.path)

    def _unreadable(self, error: OSError) -> None:
        self.closed.append(self._shown(Path(error.filename)))
        self.problems.append(Problem(self.closed[-1], "", f"the folder cannot be read: {error.strerror}."))


def recognised(unit: Unit, more: Sequence[Importer]) -> Importer | None:
    """What reads the unit; None if it is an archive. Raises Unrecognised, SourceError."""
    try:
        return unit.folder_importer or importer_for(unit.path, more)
    except Unrecognised:
        if archives.is_archive(unit.path):
            return None
        raise


def _exports(folder: Path, names: Sequence[str]) -> Iterator[tuple[FolderImporter, Sequence[Path]]]:
    for importer in FOLDER_IMPORTERS:
        try:
            parts = importer.parts(folder, names)
        except (OSError, SourceError):
            # What cannot be looked at is told where it is to be read itself.
            continue
        if parts:
            yield importer, parts


def _is_taken(folder: Path, taken: set[Path]) -> bool:
    """Whether something in this folder belongs to an export: then nothing else in it is looked at."""
    return any(part.is_relative_to(folder) for part in taken)
