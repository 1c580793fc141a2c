"""What personal data stands in what is to be learned, before it is learned."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from memory.importers.records import ChatMessage, Document, Importer, Problem
from memory.units import Below, Unit, recognised
from twin.errors import SourceError, Unrecognised
from twin.seams import Redactor


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file, or an export in a folder: of which kind, whether a chat, and how many data of each kind stand in it."""

    path: Path
    kind: str
    chat: bool
    found: Counter[str] = field(default_factory=Counter)


def review(
    path: Path, redactor: Redactor, importers: Sequence[Importer], problems: list[Problem]
) -> Iterator[Reviewed]:
    """What stands in the files at or below the path, one after the other; nothing is learned. Blocks.

    ``importers`` are asked before the usual ones; what cannot be read is appended to ``problems``.
    """
    yield from _below(Below(path, path, problems), redactor, importers)


def _below(below: Below, redactor: Redactor, importers: Sequence[Importer]) -> Iterator[Reviewed]:
    for unit in below.units():
        with ExitStack() as stack:
            try:
                importer = recognised(unit, importers)
                if importer is None:
                    yield from _below(below.packed(unit, stack), redactor, importers)
                else:
                    yield _reviewed(unit, importer, redactor, below.problems)
            except Unrecognised:
                # Learning tells of what nobody can read.
                continue
            except SourceError as error:
                below.problems.append(Problem(unit.name, "", str(error).replace(str(unit.path), str(unit.name))))


def _reviewed(unit: Unit, importer: Importer, redactor: Redactor, problems: list[Problem]) -> Reviewed:
    reviewed = Reviewed(unit.name, importer.KIND, importer.CHATS)
    for record in importer.read(unit.path):
        if isinstance(record, Problem):
            problems.append(Problem(unit.shown(record.path), record.where, record.sentence))
        else:
            for text in _texts(record):
                reviewed.found.update(redactor.redacted(text).found)
    return reviewed


def _texts(record: Document | ChatMessage) -> tuple[str, ...]:
    return (record.title, record.text) if isinstance(record, Document) else (record.text,)
