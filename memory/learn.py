"""Sources to knowledge: paths are walked, files taken in, new pieces embedded, and what is gone dropped."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Protocol

from memory import conversation
from memory.embedder import Embedder
from memory.embedding import embed_all
from memory.heard import HeardBefore
from memory.importers.recordings import Listening, Recordings, Unheard
from memory.importers.records import ChatMessage, Importer, Problem
from memory.intake import Intake
from memory.personal_data import Discretion
from memory.store import KINDS, Kind, Store
from memory.units import Below, Unit, recognised
from memory.vectors import VectorFile, VectorIndex
from twin.errors import SourceError, Unrecognised
from twin.knowledge import Audience, Source
from twin.seams import Redactor

# So many vectors are compared one by one in a millisecond or two, which is less than Chroma takes.
TAIL = 10_000

_EMPTIED = (
    "the folder is empty now; nothing was dropped: `twin sources forget ID` forgets it, `twin sources` lists the ID."
)
_NOTHING_PACKED = "nothing that is read is packed in it (recordings are learned unpacked): leave it out."


class Progress(Protocol):
    """Where a run tells how far it is."""

    def stage(self, name: str, total: int) -> None:
        """A new stage begins, of so many steps."""
        ...

    def step(self, count: int) -> None:
        """So many steps of the stage are done."""
        ...


class _Untold:
    """A Progress for what takes no time."""

    def stage(self, name: str, total: int) -> None:
        """Nobody waits."""

    def step(self, count: int) -> None:
        """Nobody waits."""


@dataclass(slots=True)
class Learned:
    """What a run did: files by outcome, pieces added and dropped, and every place that could not be read.

    ``personal`` counts, by kind, other people's data that were left out of what others than the owner may hear.
    """

    files: int = 0
    unchanged: int = 0
    passed_over: list[Path] = field(default_factory=list)
    passages: int = 0
    exemplars: int = 0
    dropped: int = 0
    problems: list[Problem] = field(default_factory=list)
    unheard: list[Path] = field(default_factory=list)
    personal: Counter[str] = field(default_factory=Counter)


class Learner:
    """Changes what the twin knows. Whoever uses it holds the data folder's lock: there is one writer.

    Threads that hold it together take turns, a call each. Whoever recalls meanwhile does not wait for any of them.
    Whatever is raised in the middle, by a Progress too, leaves everything fit for use: the next call goes on.
    """

    def __init__(
        self,
        store: Store,
        vectors: VectorFile,
        index: VectorIndex,
        load_embedder: Callable[[], Embedder],
        listening: Listening | None = None,
        load_redactor: Callable[[], Redactor] | None = None,
    ) -> None:
        """``load_embedder`` is called only when there is something to embed; ``listening`` is what recordings need.

        ``load_redactor`` gives what takes other people's personal data out of what others may hear, as it is now.
        """
        self._store = store
        self._vectors = vectors
        self._index = index
        self._load_embedder = load_embedder
        self._recordings = (Recordings(listening, HeardBefore(store)),) if listening else ()
        self._load_redactor = load_redactor
        self._turn = RLock()

    def learn(self, paths: Sequence[Path], me: Sequence[str], chosen: Audience | None, progress: Progress) -> Learned:
        """Read the paths, add what is new in them, drop what was taken out of them.

        ``me`` are the names that the owner may have among a chat's authors; ``chosen`` is who may hear what is
        learned, None for what was chosen before or the kind's default. A file that cannot be read becomes a problem
        of the result and the rest is learned; a path that does not exist raises SourceError and nothing is changed.
        """
        roots = [_existing(path) for path in paths]
        with self._turn:
            return self._learn(roots, me, chosen, progress)

    def _learn(self, roots: list[Path], me: Sequence[str], chosen: Audience | None, progress: Progress) -> Learned:
        learned = Learned()
        redactor = self._redactor()
        if chosen is not None:
            for source in self._store.sources():
                if Path(source.path) in roots and source.audience != chosen:
                    self.open_to(source, chosen)
        for root in roots:
            self._learn_root(root, Intake(self._store, root, me, chosen, learned.problems, redactor), learned, progress)
        if chosen is not None:
            for source in self._store.sources():
                if Path(source.path) in roots:
                    self._narrow_copies(source, chosen)
        self._store.purge()
        self.embed(progress)
        return learned

    def _learn_root(self, root: Path, intake: Intake, learned: Learned, progress: Progress) -> None:
        below = Below(root, root, learned.problems)
        run = _Run(intake, learned, below.closed, self._store.files(str(root)))
        units = list(below.units())
        if run.known and not units:
            # A disk that is not mounted looks like this.
            if not below.closed:
                learned.problems.append(Problem(root, "", _EMPTIED))
            return
        progress.stage("reading", len(units))
        for unit in units:
            self._learn_unit(unit, below, run)
            progress.step(1)
        for gone in run.known.keys() - run.met:
            # What stands in a folder that cannot be read may still be there.
            if not any(Path(gone).is_relative_to(folder) for folder in run.closed):
                file = run.known[gone][0]
                learned.dropped += sum(self._drop(kind, self._store.pieces_of(kind, file=file)) for kind in KINDS)
                self._store.drop_file(file)
        known = self._store.files(str(root))
        # Dropped pieces may have stood in another unit too: then that has lost its stamp, and is read again.
        lost = {key for key in run.whole if key in known and not known[key][1]}
        if lost:
            again = _Run(intake, learned, below.closed, known)
            for unit in units:
                if any(Path(key).is_relative_to(unit.name) for key in lost):
                    self._learn_unit(unit, below, again)

    def _learn_unit(self, unit: Unit, below: Below, run: "_Run") -> bool:
        """Whether the unit need not be looked at again as long as its bytes are the same."""
        run.met.add(unit.key)
        try:
            importer = recognised(unit, self._recordings)
            stamp = run.intake.stamp(unit)
            if stamp == run.known.get(unit.key, (0, ""))[1] and (importer or run.settled(unit)):
                run.learned.unchanged += 1
                run.whole.add(unit.key)
                return True
            if importer is None:
                return self._learn_packed(unit, stamp, below, run)
            return self._take(unit, stamp, importer, run)
        except Unrecognised as error:
            if unit.name == run.intake.root:
                run.learned.problems.append(Problem(unit.name, "", _said(error, unit)))
                return False
            unheard = isinstance(error, Unheard)
            (run.learned.unheard if unheard else run.learned.passed_over).append(unit.name)
            return not unheard
        except SourceError as error:
            run.learned.problems.append(Problem(unit.told, "", _said(error, unit)))
            # What was learned of it before may still be in it.
            run.closed.append(unit.name)
        return False

    def _learn_packed(self, archive: Unit, stamp: str, below: Below, run: "_Run") -> bool:
        """An archive is a folder, once it is unpacked."""
        with ExitStack() as stack:
            inside = below.packed(archive, stack)
            # All of them, also behind one that cannot be read.
            settled = [self._learn_unit(unit, inside, run) for unit in inside.units()]
        if archive.name in run.closed or not all(settled):
            return False
        if not settled:
            run.learned.problems.append(Problem(archive.name, "", _NOTHING_PACKED))
        # Its stamp tells that nothing in it has to be looked at again.
        self._store.finish_file(self._store.file(str(run.intake.root), archive.key), stamp, shared=False)
        run.whole.add(archive.key)
        return True

    def _take(self, unit: Unit, stamp: str, importer: Importer, run: "_Run") -> bool:
        taken = run.intake.take(unit, importer)
        run.learned.files += 1
        run.learned.passages += taken.added["passages"]
        run.learned.exemplars += taken.added["exemplars"]
        run.learned.dropped += sum(self._drop(kind, taken.absent[kind]) for kind in KINDS)
        run.learned.personal += taken.personal
        for kind in KINDS:
            self._rewrite(kind, taken.rewritten[kind])
        if taken.whole:
            # Not before the rest is dropped: a run that is killed in between would never drop it.
            self._store.finish_file(taken.file, stamp, taken.shared)
            run.whole.add(unit.key)
        return taken.whole

    def hear(self, place: str, title: str, messages: Sequence[ChatMessage], owner: str) -> Learned:
        """Learn what was said last in a live conversation, which is a source of its own; ``place`` names it for good.

        To be called again whenever something was said, with as much of the conversation as there is at hand: what is
        known is not added again, and what is not among these messages stays. ``owner`` is the owner's author identity.
        """
        with self._turn:
            self._index.give_way()
            heard = conversation.hear(self._store, place, title, messages, owner, Discretion(self._redactor()))
            dropped = self._drop("exemplars", heard.outgrown)
            self._index.give_way()
            self._embed_new()
        return Learned(passages=heard.added["passages"], exemplars=heard.added["exemplars"], dropped=dropped)

    def unhear(self, place: str, keys: Collection[str]) -> int:
        """Erase what was learned from messages of a live conversation that were taken back; how many pieces that was.

        ``keys`` are those of the messages, which are not learned again even if a later window still shows them. An
        exemplar goes as a whole if any of its messages does: what is left of it is learned when the rest is next heard.
        """
        # An empty key names no message: every message of a platform that does not number them has it.
        named = sorted({key for key in keys if key})
        with self._turn:
            pieces = {kind: self._store.heard(kind, place, named) for kind in KINDS}
            if not any(pieces.values()):
                self._store.note_unheard(place, named)
                return 0
            self._erase(pieces, lambda: self._store.note_unheard(place, named))
        return sum(map(len, pieces.values()))

    @contextmanager
    def adding(self) -> Iterator[None]:
        """What is stored within the block is found from its end on."""
        with self._turn:
            yield
            self._embed_new()

    def erase(self, pieces: Mapping[Kind, Sequence[int]]) -> None:
        """Delete these pieces for good, all of them or none."""
        with self._turn:
            self._erase(pieces, lambda: None)

    def _erase(self, pieces: Mapping[Kind, Sequence[int]], note: Callable[[], None]) -> None:
        with self._erasing(pieces):
            # As a whole: half of it, left by a kill, would be recalled until somebody asks again.
            with self._store.writing():
                note()
                freed = [row for kind, ids in pieces.items() for row in self._store.drop(kind, ids)]
            self._vectors.erase(freed)

    def _embed_new(self) -> None:
        if self._store.count_unembedded():
            self._embed(_Untold())

    def embed(self, progress: Progress) -> None:
        """Give every piece without a vector one, and mend or fill the index where it is time."""
        with self._turn:
            self._match_vectors()
            self._embed(progress)

    def _embed(self, progress: Progress) -> None:
        if waiting := self._store.count_unembedded():
            progress.stage("learning", waiting)
            embed_all(self._store, self._vectors, self._load_embedder(), progress.step)
        mending = self._index.needs_mending()
        if mending:
            self._index.discard()
        if mending or self._store.count_tail() > TAIL:
            progress.stage("indexing", self._store.count_tail())
            self._index.merge(progress.step)

    def _match_vectors(self) -> None:
        """What the vector file has lost is made again; what a run that was killed left in it is erased."""
        if self._store.end_of_vectors() > len(self._vectors):
            self._store.forget_vectors()
        gaps = self._store.gaps(len(self._vectors))
        self._vectors.erase([row for row, left in zip(gaps, self._vectors.read(gaps), strict=True) if left.any()])

    def forget(self, source: Source) -> int:
        """Delete a source with everything learned from it, its vectors too; how many pieces those were."""
        with self._turn:
            return self._forget(source)

    def _forget(self, source: Source) -> int:
        if source.kind == conversation.KIND:
            conversation.forgotten(self._store, source)
        pieces = {kind: self._pieces(kind, source) for kind in KINDS}
        with self._erasing(pieces):
            dropped = sum(self._drop(kind, pieces[kind]) for kind in KINDS)
            self._store.drop_source(source)
        return dropped

    @contextmanager
    def _erasing(self, pieces: Mapping[Kind, Sequence[int]]) -> Iterator[None]:
        """While these pieces are dropped: no file holds anything of them afterwards."""
        kept = self._index.keeps_removed() or any(self._store.merged(kind, ids) for kind, ids in pieces.items())
        if kept:
            # Chroma only marks what is deleted; the vectors are gone when the index is made anew.
            self._index.discard()
        yield
        self._store.purge()
        if kept:
            self._index.merge()

    def open_to(self, source: Source, audience: Audience) -> None:
        """Let this audience hear the source from now on."""
        with self._turn:
            if audience is not Audience.OWNER:
                # Before anybody hears it.
                for kind, texts in Discretion(self._redactor()).stored(self._store, source):
                    self._rewrite(kind, texts)
            for kind in KINDS:
                self._index.remove(kind, self._store.merged(kind, self._pieces(kind, source)))
            self._store.set_audience(source.id, audience)
            self._narrow_copies(source, audience)
            self._store.purge()
            self._embed_new()

    def _narrow_copies(self, source: Source, audience: Audience) -> None:
        """What stands in this source but belongs to another is not heard by more either; it is never opened to more."""
        for kind in KINDS:
            copies = self._store.copies_below(kind, source.id, audience)
            self._index.remove(kind, self._store.merged(kind, copies))
            self._store.narrow(kind, copies, audience)

    def _pieces(self, kind: Kind, source: Source) -> list[int]:
        return self._store.pieces_of(kind, source=source.id)

    def _redactor(self) -> Redactor | None:
        return self._load_redactor() if self._load_redactor else None

    def _rewrite(self, kind: Kind, texts: Mapping[int, Sequence[str]]) -> None:
        self._index.remove(kind, self._store.merged(kind, list(texts)))
        self._vectors.erase(self._store.rewrite(kind, texts))

    def _drop(self, kind: Kind, ids: Sequence[int]) -> int:
        self._index.remove(kind, self._store.merged(kind, ids))
        self._vectors.erase(self._store.drop(kind, ids))
        return len(ids)


@dataclass(slots=True)
class _Run:
    """One learned path on its way: what is known of it (key → number and stamp), and what was met of that."""

    intake: Intake
    learned: Learned
    closed: list[Path]
    known: dict[str, tuple[int, str]]
    met: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def settled(self, archive: Unit) -> bool:
        """Whether all that was learned of an archive is as it was: then it need not be unpacked."""
        inside = {key: stamp for key, (_, stamp) in self.known.items() if Path(key).is_relative_to(archive.name)}
        if not all(inside.values()):
            return False
        self.met.update(inside)
        self.whole.update(inside)
        return True


def _said(error: SourceError, unit: Unit) -> str:
    """The error with the path that the owner knows."""
    return str(error).replace(str(unit.path), str(unit.name))


def _existing(path: Path) -> Path:
    try:
        found = path.expanduser().resolve(strict=True)
        str(found).encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"{path!r} has a name that is no text: rename it; nothing was learned.") from error
    except FileNotFoundError as error:
        raise SourceError(f"{path} does not exist: check the path; nothing was learned.") from error
    except (OSError, RuntimeError) as error:
        raise SourceError(f"{path} cannot be read: {error}; nothing was learned.") from error
    return found
