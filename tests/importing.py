"""What the tests of importers share: an export's records, exports learned twice, and exports that are damaged."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

from memory.importers.records import ChatMessage, Document, FolderImporter, Importer, Problem, Record
from tests.knowledge import Knowledge
from twin.errors import SourceError

EXPORTS = Path(__file__).parent / "data" / "exports"


def messages_of(importer: Importer, path: Path) -> list[ChatMessage]:
    """The messages of an export in which nothing is wrong."""
    records = list(importer.read(path))
    assert not [record for record in records if isinstance(record, Problem)]
    return [record for record in records if isinstance(record, ChatMessage)]


def problems_of(importer: Importer, path: Path) -> list[tuple[str, str]]:
    """Where something is wrong in an export, and what."""
    return [(record.where, record.sentence) for record in importer.read(path) if isinstance(record, Problem)]


def told(importer: Importer, path: Path) -> tuple[list[str], list[str]]:
    """The texts that an export has, and where something is wrong in it."""
    records = list(importer.read(path))
    texts = [record.text for record in records if not isinstance(record, Problem)]
    return texts, [record.where for record in records if isinstance(record, Problem)]


def parts_of(importer: FolderImporter, folder: Path) -> list[str]:
    """What the importer takes of a folder, by its names there."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    return [part.relative_to(folder).as_posix() for part in importer.parts(folder, names)]


def learned_twice(knowledge: Knowledge, first: Path, second: Path) -> int:
    """How many pieces a second export adds to a first."""
    once = knowledge.learn(first)
    assert once.passages
    assert not once.problems
    again = knowledge.learn(second)
    assert not again.problems
    return again.passages + again.exemplars


def readable(read: Callable[[Path], Iterable[Record]], path: Path) -> list[Record]:
    """The records of an export in whatever state; none if it is refused with a sentence."""
    try:
        records = list(read(path))
    except SourceError:
        return []
    assert all(isinstance(record, (ChatMessage, Document, Problem)) for record in records)
    return records


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, cut out, or doubled, and maybe the end missing."""
    chance = random.Random(seed)  # noqa: S311
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = made[at : at + chance.randint(1, 40)]
            case _:
                made[at : at + 1] = chance.choice([b"{", b"[", b'"', b"null", b"-1e999", b"}", b"\\ud800", b"\0"])
        made = made or bytearray(b"{")
    return bytes(made[: chance.randint(1, len(made))] if chance.random() < 0.3 else made)
