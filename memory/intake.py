"""One file's records to stored pieces."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from memory.heard import HeardBefore
from memory.importers import UNPUBLISHED, reading, recordings
from memory.importers.records import ChatMessage, Document, Importer, Problem, Record
from memory.owner import owner_among
from memory.pairs import Pair, Pairing
from memory.personal_data import Discretion
from memory.pieces import ChatExemplars, ChatPassages, passages_of
from memory.store import KINDS, Kind, NewExemplar, NewPassage, NewSource, Store
from memory.units import Unit
from twin.errors import SourceError
from twin.knowledge import Audience, Source
from twin.seams import Redactor

# Raise it when documents or chats are cut in another way: every file is then read again.
_CUT = "3"
# Pieces stored in one transaction.
_BATCH = 1000


@dataclass(slots=True)
class Taken:
    """What taking in a file did: pieces added, the ids of those that stand in it no more, and how it ended.

    ``rewritten`` are known pieces whose texts are to change, since other data may stand in them than before;
    ``personal`` counts the data that were left out of what others may hear.
    """

    file: int
    added: Counter[Kind] = field(default_factory=Counter)
    absent: dict[Kind, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    shared: bool = False
    whole: bool = False
    rewritten: dict[Kind, dict[int, list[str]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    personal: Counter[str] = field(default_factory=Counter)


class Intake:
    """Takes in the files below one learned path."""

    def __init__(
        self,
        store: Store,
        root: Path,
        me: Sequence[str],
        chosen: Audience | None,
        problems: list[Problem],
        redactor: Redactor | None = None,
    ) -> None:
        """``chosen`` None: each kind's default audience. Problems met on the way are appended to ``problems``."""
        self.root = root
        self._me = tuple(me)
        self._chosen = chosen
        self._store = store
        self._problems = problems
        self._redactor = redactor
        self._sources: dict[str, Source] = {}

    def stamp(self, unit: Unit) -> str:
        """What must be equal for a unit to be passed over: its bytes, how files are cut, and whom the owner is."""
        try:
            str(unit.name).encode()
        except UnicodeEncodeError as error:
            raise SourceError("its name is no text: rename it.") from error
        digest = hashlib.sha256()
        for path in unit.files:
            with reading.opened(path), path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
                digest.update(path.relative_to(unit.path).as_posix().encode(errors="replace"))
        digest.update("\0".join([_CUT, self._redactor.name if self._redactor else "", *self._me]).encode())
        return digest.hexdigest()

    def take(self, unit: Unit, importer: Importer) -> Taken:
        """Store the unit's pieces. Raises SourceError if nothing can be read, or its owner is not known.

        Only if all of it was read is anything noted as absent: what a broken file lacks is not dropped.
        """
        problems = len(self._problems)
        owner = self._owner(unit, importer) if importer.CHATS else ""
        file = self._store.file(str(self.root), unit.key)
        pieces = _Pieces(self._store, file, Discretion(self._redactor))
        chats = _Chats(self, importer.KIND, owner, pieces)
        digests: list[bytes] = []
        for record in _records(unit, importer):
            if isinstance(record, Problem):
                self._problems.append(replace(record, path=unit.shown(record.path)))
            elif isinstance(record, Document):
                source = self._shelf(importer.KIND)
                document = replace(record, place=unit.placed(record.place))
                for passage in passages_of(document, source.audience):
                    pieces.put(source.id, passage)
                    digests.append(passage.digest)
            else:
                chats.hear(record)
        chats.finish()
        pieces.flush()
        if importer.KIND == recordings.KIND:
            HeardBefore(self._store).note(unit.path, digests)
        if all(problem.meant for problem in self._problems[problems:]):
            pieces.compare()
        return pieces.taken

    def _shelf(self, kind: str) -> Source:
        """The source of this path's documents of a kind: those that are mostly published lie together."""
        if kind in UNPUBLISHED:
            return self.source(kind, kind, f"{kind.upper()} files", Audience.OWNER)
        return self.source(kind, "", "", Audience.PUBLIC)

    def source(self, kind: str, place: str, title: str, default: Audience) -> Source:
        """The source that a chat of this path, or its documents, belong to."""
        if place not in self._sources:
            audience = default if self._chosen is None else self._chosen
            self._sources[place] = self._store.source(NewSource(str(self.root), place, title, kind, audience))
        return self._sources[place]

    def _owner(self, unit: Unit, importer: Importer) -> str:
        """Which author the owner is, from a first pass over the file: pairs cannot be formed without it."""
        authors: Counter[tuple[str, str]] = Counter()
        for record in _records(unit, importer):
            if isinstance(record, ChatMessage):
                if record.by_owner:
                    return record.identity
                authors[record.identity, record.author] += 1
        return owner_among(authors, self._me)


def _records(unit: Unit, importer: Importer) -> Iterator[Record]:
    """The unit's records; raises SourceError also where something goes while it is read."""
    try:
        yield from importer.read(unit.path)
    except OSError as error:
        raise SourceError(f"{unit.path} cannot be read ({error.strerror}): learn it again.") from error


class _Chats:
    """The chats of one file: each is a source of its own, so that each can have its own audience."""

    def __init__(self, intake: Intake, kind: str, owner: str, pieces: "_Pieces") -> None:
        self._intake = intake
        self._kind = kind
        self._owner = owner
        self._pieces = pieces
        self._pairing = Pairing(owner)
        self._chats: dict[str, tuple[Source, ChatPassages, ChatExemplars]] = {}

    def hear(self, message: ChatMessage) -> None:
        if message.within not in self._chats:
            source = self._intake.source(self._kind, message.place, message.chat, Audience.OWNER)
            passages = ChatPassages(self._owner, source.audience)
            self._chats[message.within] = (source, passages, ChatExemplars(source.audience))
        source, passages, _ = self._chats[message.within]
        if passage := passages.passage(message):
            self._pieces.put(source.id, passage)
        for pair in self._pairing.hear(message):
            self._put(pair)

    def finish(self) -> None:
        for pair in self._pairing.finish():
            self._put(pair)

    def _put(self, pair: Pair) -> None:
        source, _, exemplars = self._chats[pair.place]
        self._pieces.put(source.id, exemplars.exemplar(pair))


class _Pieces:
    """The pieces of one file on their way into the store, and which of those it had before were met again."""

    def __init__(self, store: Store, file: int, discretion: Discretion) -> None:
        self.taken = Taken(file, personal=discretion.found)
        self._discretion = discretion
        self._store = store
        self._file = file
        self._met: dict[Kind, set[bytes]] = {kind: set() for kind in KINDS}
        self._waiting: dict[tuple[int, Kind], list[NewPassage | NewExemplar]] = {}

    def put(self, source: int, piece: NewPassage | NewExemplar) -> None:
        kind: Kind = "passages" if isinstance(piece, NewPassage) else "exemplars"
        self._met[kind].add(piece.digest)
        waiting = self._waiting.setdefault((source, kind), [])
        waiting.append(self._discretion.kept(piece))
        if len(waiting) >= _BATCH:
            self._store_batch(source, kind, waiting)

    def flush(self) -> None:
        for (source, kind), waiting in self._waiting.items():
            self._store_batch(source, kind, waiting)

    def _store_batch(self, source: int, kind: Kind, waiting: list[NewPassage | NewExemplar]) -> None:
        self.taken.added[kind] += self._store.add(kind, source, self._file, waiting)
        self.taken.rewritten[kind] |= self._store.otherwise(kind, source, waiting)
        waiting.clear()

    def compare(self) -> None:
        """Note what the store has of this file and the file has no more, and whether it shares pieces with others."""
        self.taken.whole = True
        for kind, met in self._met.items():
            own = self._store.digests(kind, self._file)
            self.taken.absent[kind] = [id_ for digest, id_ in own.items() if digest not in met]
            self.taken.shared |= not met <= own.keys()
