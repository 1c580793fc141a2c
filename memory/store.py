"""The records of what was learned: sources, passages, exemplars, their full text, and where their vectors lie."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock, get_ident
from typing import Any, NamedTuple

from sqlite_utils import Database

from memory import traces
from memory.schema import migrations
from memory.traces import Kind as Kind
from twin import records
from twin.knowledge import Audience, Exemplar, Passage, Rejection, Source

KINDS: tuple[Kind, ...] = ("passages", "exemplars")

# SQLite takes 32,766 parameters in a statement; this many keep every statement small.
_BATCH = 500
# So many bytes of the file are mapped at most.
_MAPPED = 2**30


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source as it is learned: its audience is the default of its kind."""

    path: str
    place: str
    title: str
    kind: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored; ``digest`` names it for good, so that learning it again adds nothing."""

    digest: bytes
    place: str
    sent_at: datetime | None
    audience: Audience
    position: int
    title: str
    link: str
    author: str
    by_owner: bool
    text: str
    situational: bool = False


@dataclass(frozen=True, slots=True)
class NewExemplar:
    """An exemplar to be stored."""

    digest: bytes
    place: str
    sent_at: datetime | None
    audience: Audience
    asker: str
    message: str
    reply: str
    situational: bool = False


@dataclass(frozen=True, slots=True)
class Unembedded:
    """A piece that has no vector yet."""

    kind: Kind
    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A stored exemplar that may go on."""

    id: int
    digest: bytes
    sent_at: datetime | None
    message: str
    reply: str


class Said(NamedTuple):
    """A message of a chat, as far as it is weighed before it is read; sorted, neighbours stand together.

    A tuple, since thousands of them are sorted for a question. ``sent`` is in seconds, ``length`` in characters;
    ``asks`` tells whether it ends with a question.
    """

    file: int
    place: str
    position: int
    id: int
    author: str
    sent: int | None
    length: int
    asks: int


_SAID = (
    "{0}.file, {0}.place, {0}.position, {0}.id, {0}.author, CAST(strftime('%s', {0}.sent_at) AS INTEGER),"
    " length({0}.text), substr({0}.text, -60) GLOB '*[?\uff1f\u061f]*'"
)
_COLUMNS: dict[Kind, str] = {
    "passages": "digest, place, sent_at, audience, position, title, link, author, by_owner, text, situational",
    "exemplars": "digest, place, sent_at, audience, asker, message, reply, situational",
}
# What of a piece is embedded: a title (passages only) and a text.
_EMBEDDED: dict[Kind, str] = {"passages": "title, text", "exemplars": "'', message"}
# The texts of a piece, and what of it the full text knows.
_TEXTS: dict[Kind, str] = {"passages": "title, text", "exemplars": "message, reply"}
_INDEXED: dict[Kind, str] = {"passages": "text, title, author", "exemplars": "message"}
# What of a piece is no column of its table.
_NOTED = {
    "taught": "EXISTS (SELECT 1 FROM lessons l WHERE l.exemplar = {kind}.id)",
    "superseded": (
        # By something that the reader may hear: a friend's price is none of everybody's.
        "EXISTS (SELECT 1 FROM superseded s JOIN exemplars l ON l.id = s.lesson"
        " WHERE s.kind = '{kind}' AND s.piece = {kind}.id AND l.audience <= {reader})"
    ),
}


class Store:
    """knowledge.db. Every method may be called from any thread; writers take turns, and so do readers.

    Who reads never waits for who writes, and sees what was committed: reading has a connection of its own. Only a
    thread that is within ``writing`` reads on the one that it writes to, since it has to see what it wrote.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file and bring its tables up to date. Raises StoreError."""
        self.path = path
        self._lock = RLock()
        self._connection = records.connect(path, synchronous="NORMAL")
        database = Database(self._connection)
        records.migrate(
            path,
            self._connection,
            [migration.name for migration in migrations.pending(Database(memory=True))],
            lambda: [migration.name for migration in migrations.applied(database)],
            lambda: migrations.apply(database),
        )
        # The thread that is within a transaction, None if there is none.
        self._writer: int | None = None
        self._reading = RLock()
        self._reader = records.connect(path, synchronous="NORMAL")
        self._reader.execute("PRAGMA query_only=on")
        # Full text reads a page here and a page there for each match: mapped, none of them has to be copied.
        self._reader.execute(f"PRAGMA mmap_size={_MAPPED}")

    def close(self) -> None:
        """Give the file back; what was committed stays."""
        # The writer is the last to close: only then is the log put away.
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of the block is stored, or nothing. One within another is part of that one."""
        with self._lock, records.translated(self.path):
            if self._connection.in_transaction:
                yield
                return
            with records.transaction(self._connection):
                self._writer = get_ident()
                try:
                    yield
                finally:
                    self._writer = None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """What a statement reads, for the modules of this room that search."""
        # What is more than a question (a PRAGMA, a check of the full text) is the writer's.
        if self._writer == get_ident() or not sql.startswith("SELECT"):
            with self._lock, records.translated(self.path):
                return self._connection.execute(sql, parameters).fetchall()
        with self._reading, records.translated(self.path):
            return self._reader.execute(sql, parameters).fetchall()

    def sources(self) -> list[Source]:
        """Every source, in the order in which they were first learned."""
        names = ["id", "path", "place", "title", "kind", "audience", "learned_at"]
        counted = [f"(SELECT count(*) FROM {kind} WHERE source = sources.id) AS {kind}" for kind in KINDS]
        rows = self.rows(f"SELECT {', '.join(names + counted)} FROM sources ORDER BY id")
        return [Source(**_typed(dict(zip([*names, *KINDS], row, strict=True)))) for row in rows]

    def source(self, wanted: NewSource) -> Source:
        """The source of this path and place, new or known; a known one keeps the audience that it has."""
        with self.writing():
            self._connection.execute(
                "INSERT INTO sources (path, place, title, kind, audience, learned_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (path, place) DO UPDATE SET learned_at = excluded.learned_at",
                [wanted.path, wanted.place, wanted.title, wanted.kind, int(wanted.audience), _now()],
            )
        return next(s for s in self.sources() if (s.path, s.place) == (wanted.path, wanted.place))

    def file(self, root: str, path: str) -> int:
        """The file of this path below the learned path ``root``, new or known."""
        with self.writing():
            self._connection.execute("INSERT OR IGNORE INTO files (root, path, stamp) VALUES (?, ?, '')", [root, path])
        return int(self.rows("SELECT id FROM files WHERE root = ? AND path = ?", [root, path])[0][0])

    def files(self, root: str) -> dict[str, tuple[int, str]]:
        """path → (id, the stamp under which the file was last learned to its end, '' if never)."""
        return {
            path: (id_, stamp)
            for path, id_, stamp in self.rows("SELECT path, id, stamp FROM files WHERE root = ?", [root])
        }

    def finish_file(self, file: int, stamp: str, shared: bool) -> None:
        """Note that the file was learned to its end, and whether pieces in it belong to other files."""
        with self.writing():
            self._connection.execute("UPDATE files SET stamp = ?, shared = ? WHERE id = ?", [stamp, int(shared), file])

    def add(self, kind: Kind, source: int, file: int, pieces: Sequence[NewPassage | NewExemplar]) -> int:
        """Store the pieces that are not known yet, in one transaction; how many those were."""
        columns = _COLUMNS[kind].split(", ")
        rows = [[source, file, *(_plain(getattr(piece, column)) for column in columns)] for piece in pieces]
        marks = ", ".join("?" * (len(columns) + 2))
        next_id = f"(SELECT max(coalesce(max(id), 0), ?) + 1 FROM {kind})"
        into = f"INSERT INTO {kind} (id, source, file, {_COLUMNS[kind]}) VALUES ({next_id}, {marks})"
        # A message that moved in its chat keeps its identity: only its position is written, and how it is judged now.
        moved = {
            "passages": "UPDATE SET position = excluded.position, situational = excluded.situational WHERE"
            " file = excluded.file AND (position, situational) <> (excluded.position, excluded.situational)",
            "exemplars": "UPDATE SET situational = excluded.situational WHERE situational <> excluded.situational",
        }
        with self.writing():
            before = self._last_id(kind)
            known = f"ON CONFLICT (digest) DO {moved[kind]}"
            self._connection.executemany(f"{into} {known}", [[before, *row] for row in rows])
            self._note_copies(kind, source, [piece.digest for piece in pieces])
            traces.note_new(self._connection, kind, before)
            return int(self.rows(f"SELECT count(*) FROM {kind} WHERE id > ?", [before])[0][0])

    def _last_id(self, kind: Kind) -> int:
        """The highest id that a piece of this kind ever had.

        No id is given twice: whoever found a piece that is dropped a moment later must not read another in its place.
        """
        [(last,)] = self.rows(f"SELECT coalesce(max(id), 0) FROM {kind}")
        return max(int(last), int(self.fact(f"last of {kind}") or 0))

    def _note_copies(self, kind: Kind, source: int, digests: Sequence[bytes]) -> None:
        for batch in _batches(digests):
            known = f"SELECT ?, id, ? FROM {kind} WHERE source <> ? AND digest IN ({', '.join('?' * len(batch))})"
            self._connection.execute(
                f"INSERT OR IGNORE INTO copies (kind, piece, source) {known}", [kind, source, source, *batch]
            )

    def copies_below(self, kind: Kind, source: int, audience: Audience) -> list[int]:
        """Ids of the pieces met in this source that belong to another and are heard by more than ``audience``."""
        sql = (
            f"SELECT p.id FROM copies c JOIN {kind} p ON p.id = c.piece"
            " WHERE c.kind = ? AND c.source = ? AND p.audience < ?"
        )
        return [id_ for (id_,) in self.rows(sql, [kind, source, int(audience)])]

    def narrow(self, kind: Kind, ids: Iterable[int], audience: Audience) -> None:
        """Let nobody below this audience hear the pieces from now on; none of them is opened to more."""
        sql = f"UPDATE {kind} SET audience = ?, merged = NULL WHERE id = ? AND audience < ?"
        with self.writing():
            self._connection.executemany(sql, [[int(audience), id_, int(audience)] for id_ in ids])

    def positions(self, file: int, digests: Sequence[bytes]) -> dict[bytes, int]:
        """digest → position, for those of the passages that belong to the file."""
        found: dict[bytes, int] = {}
        for batch in _batches(digests):
            marks = ", ".join("?" * len(batch))
            sql = f"SELECT digest, position FROM passages WHERE file = ? AND digest IN ({marks})"
            found |= dict(self.rows(sql, [file, *batch]))
        return found

    def last_position(self, file: int) -> int:
        """The highest position of the file's passages, 0 if there is none."""
        return int(self.rows("SELECT coalesce(max(position), 0) FROM passages WHERE file = ?", [file])[0][0])

    def begun(self, source: int, moments: Sequence[datetime | None]) -> list[Begun]:
        """The source's exemplars of these moments."""
        found: list[Begun] = []
        for batch in _batches(list(dict.fromkeys(moments))):
            # IS finds those without a date too.
            moment = " OR ".join(["sent_at IS ?"] * len(batch))
            sql = f"SELECT id, digest, sent_at, message, reply FROM exemplars WHERE source = ? AND ({moment})"
            for id_, digest, sent_at, message, reply in self.rows(sql, [source, *map(_plain, batch)]):
                found.append(Begun(id_, digest, sent_at and datetime.fromisoformat(sent_at), message, reply))
        return found

    def lengthen(self, exemplar: int, grown: NewExemplar) -> bool:
        """Let a stored exemplar be this one, whose reply goes on; False if another is that already."""
        # Neither the full text nor the vector knows of the reply: both stay as they are.
        sql = "UPDATE OR IGNORE exemplars SET digest = ?, reply = ?, situational = ? WHERE id = ?"
        with self.writing():
            grew = (
                self._connection.execute(
                    sql, [grown.digest, _plain(grown.reply), int(grown.situational), exemplar]
                ).rowcount
                > 0
            )
            if grew:
                traces.note_again(self._connection, "exemplars", exemplar)
            return grew

    def texts(self, source: int, batch: int) -> Iterator[tuple[Kind, dict[int, tuple[str, str]]]]:
        """The texts of a source's pieces that the owner wrote, so many at a time, as ``rewrite`` takes them."""
        wanted: dict[Kind, str] = {"passages": "AND by_owner", "exemplars": ""}
        for kind, whose in wanted.items():
            last = 0
            sql = f"SELECT id, {_TEXTS[kind]} FROM {kind} WHERE source = ? {whose} AND id > ? ORDER BY id LIMIT ?"
            while rows := self.rows(sql, [source, last, batch]):
                last = rows[-1][0]
                yield kind, {id_: (first, second) for id_, first, second in rows}

    def otherwise(self, kind: Kind, source: int, pieces: Sequence[NewPassage | NewExemplar]) -> dict[int, list[str]]:
        """Of these pieces those that the source has with other texts: id → the texts that they should have."""
        columns = _TEXTS[kind].split(", ")
        found: dict[int, list[str]] = {}
        for batch in _batches(pieces):
            wanted = {piece.digest: [str(_plain(getattr(piece, name))) for name in columns] for piece in batch}
            marks = ", ".join("?" * len(wanted))
            sql = f"SELECT id, digest, {_TEXTS[kind]} FROM {kind} WHERE source = ? AND digest IN ({marks})"
            for id_, digest, *texts in self.rows(sql, [source, *wanted]):
                if texts != wanted[digest]:
                    found[id_] = wanted[digest]
        return found

    def rewrite(self, kind: Kind, texts: Mapping[int, Sequence[str]]) -> list[int]:
        """Give pieces these texts (title and text, or message and reply); the rows of the vector file that are free.

        They wait for vectors of their own then, which no index holds.
        """
        indexed = _INDEXED[kind]
        columns = _TEXTS[kind].split(", ")
        freed: list[int] = []
        with self.writing():
            for id_, new in texts.items():
                entry = f"INSERT INTO {kind}_fts (rowid, {indexed}) SELECT id, {indexed} FROM {kind} WHERE id = ?"
                [(vector,)] = self.rows(f"SELECT vector FROM {kind} WHERE id = ?", [id_])
                # Before the piece changes: the full text is told what it has to forget.
                self._connection.execute(
                    f"INSERT INTO {kind}_fts ({kind}_fts, rowid, {indexed})"
                    f" SELECT 'delete', id, {indexed} FROM {kind} WHERE id = ?",
                    [id_],
                )
                self._connection.execute(
                    f"UPDATE {kind} SET {columns[0]} = ?, {columns[1]} = ?, vector = NULL, merged = NULL WHERE id = ?",
                    [_plain(new[0]), _plain(new[1]), id_],
                )
                self._connection.execute(entry, [id_])
                traces.note_again(self._connection, kind, id_)
                freed += self._unreferenced([vector] if vector is not None else [])
            self._connection.executemany("DELETE FROM vectors WHERE row = ?", [[row] for row in freed])
            if texts:
                self.set_fact("purge", "due")
        return freed

    def note_heard(self, kind: Kind, source: int, made: Iterable[tuple[bytes, Collection[str]]]) -> None:
        """Note the keys of the messages that pieces of this source, named by digest, were made from."""
        sql = f"INSERT OR IGNORE INTO heard SELECT ?, id, ? FROM {kind} WHERE digest = ? AND source = ?"
        rows = [[kind, key, digest, source] for digest, keys in made for key in keys]
        with self.writing():
            self._connection.executemany(sql, rows)

    def heard(self, kind: Kind, place: str, keys: Sequence[str]) -> list[int]:
        """Ids of the pieces of a live conversation that were made from any of these messages."""
        found: set[int] = set()
        for batch in _batches(keys):
            marks = ", ".join("?" * len(batch))
            sql = (
                f"SELECT p.id FROM heard h JOIN {kind} p ON p.id = h.piece JOIN sources s ON s.id = p.source"
                f" WHERE h.kind = ? AND s.path = ? AND s.place = ? AND h.key IN ({marks})"
            )
            found |= {id_ for (id_,) in self.rows(sql, [kind, place, place, *batch])}
        return sorted(found)

    def note_unheard(self, place: str, keys: Iterable[str]) -> None:
        """Note for good that these messages of a conversation were taken back."""
        with self.writing():
            self._connection.executemany("INSERT OR IGNORE INTO unheard VALUES (?, ?)", [[place, key] for key in keys])

    def unheard(self, place: str) -> set[str]:
        """The keys of all messages of a conversation that were taken back."""
        return {key for (key,) in self.rows("SELECT key FROM unheard WHERE place = ?", [place])}

    def digests(self, kind: Kind, file: int) -> dict[bytes, int]:
        """digest → id of the pieces that belong to the file."""
        return dict(self.rows(f"SELECT digest, id FROM {kind} WHERE file = ?", [file]))

    def pieces_of(self, kind: Kind, *, source: int | None = None, file: int | None = None) -> list[int]:
        """Ids of all pieces of a source, or of a file."""
        column, value = ("source", source) if file is None else ("file", file)
        return [id_ for (id_,) in self.rows(f"SELECT id FROM {kind} WHERE {column} = ?", [value])]

    def drop(self, kind: Kind, ids: Sequence[int]) -> list[int]:
        """Delete the pieces; the rows of the vector file that nothing refers to any more, to be erased there."""
        freed: list[int] = []
        with self.writing():
            last = self._last_id(kind)
            for batch in _batches(ids):
                marks = ", ".join("?" * len(batch))
                vectors = [
                    row
                    for (row,) in self.rows(f"SELECT DISTINCT vector FROM {kind} WHERE id IN ({marks})", batch)
                    if row is not None
                ]
                self._connection.execute(f"DELETE FROM {kind} WHERE id IN ({marks})", batch)
                for noted in ("copies", "heard", "superseded"):
                    self._connection.execute(
                        f"DELETE FROM {noted} WHERE kind = ? AND piece IN ({marks})", [kind, *batch]
                    )
                if kind == "exemplars":
                    # What a lesson superseded counts again when the lesson is gone.
                    self._connection.execute(f"DELETE FROM superseded WHERE lesson IN ({marks})", batch)
                    self._connection.execute(f"DELETE FROM lessons WHERE exemplar IN ({marks})", batch)
                traces.erase(self._connection, kind, batch)
                freed += self._unreferenced(vectors)
            self._connection.executemany("DELETE FROM vectors WHERE row = ?", [[row] for row in freed])
            if ids:
                self.set_fact(f"last of {kind}", str(last))
                # What was dropped with one file may stand in another, which has to be read again to get it back.
                self._connection.execute("UPDATE files SET stamp = '' WHERE shared")
                self.set_fact("purge", "due")
        return freed

    def _unreferenced(self, vectors: Sequence[int]) -> list[int]:
        used = "SELECT 1 FROM passages WHERE vector = ? UNION ALL SELECT 1 FROM exemplars WHERE vector = ? LIMIT 1"
        return [row for row in vectors if not self.rows(used, [row, row])]

    def drop_file(self, file: int) -> None:
        """Delete the row of a file that has no pieces any more."""
        with self.writing():
            self._connection.execute("DELETE FROM files WHERE id = ?", [file])

    def drop_source(self, source: Source) -> None:
        """Delete the row of a source that has no pieces any more; learning its path again learns it again."""
        with self.writing():
            self._connection.execute("DELETE FROM copies WHERE source = ?", [source.id])
            self._connection.execute("DELETE FROM sources WHERE id = ?", [source.id])
            # A piece that stood in two sources belonged to one: the other has to be read again to get it back.
            self._connection.execute("UPDATE files SET stamp = ''")
            # The names of its files tell of it too.
            owning = " UNION ".join(f"SELECT file FROM {kind}" for kind in KINDS)
            self._connection.execute(f"DELETE FROM files WHERE root = ? AND id NOT IN ({owning})", [source.path])

    def purge(self) -> None:
        """Overwrite what was dropped, if that is due: the full text keeps it in its segments, the log in its pages."""
        if self.fact("purge") != "due":
            return
        with self.writing():
            self.set_fact("purge", "done")
            for kind in KINDS:
                self._connection.execute(f"INSERT INTO {kind}_fts ({kind}_fts) VALUES ('optimize')")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def set_audience(self, source: int, audience: Audience) -> None:
        """Who may hear this source from now on. What other people wrote in it stays the owner's alone."""
        new = int(audience)
        with self.writing():
            self._connection.execute("UPDATE sources SET audience = ? WHERE id = ?", [new, source])
            for kind, whose in (("passages", "AND by_owner"), ("exemplars", "")):
                sql = f"UPDATE {kind} SET audience = ?, merged = NULL WHERE source = ? AND audience <> ? {whose}"
                self._connection.execute(sql, [new, source, new])

    # What the owner taught.

    def note_lesson(self, exemplar: int, key: str, draft: str, taught_at: datetime) -> None:
        """Note that an exemplar was taught: the lesson's key, and as JSON the draft that it stands in place of."""
        with self.writing():
            self._connection.execute(
                "INSERT INTO lessons (exemplar, key, draft, taught_at) VALUES (?, ?, ?, ?)",
                [exemplar, _plain(key), _plain(draft), _plain(taught_at)],
            )

    def supersede(self, lesson: int, pieces: Iterable[tuple[Kind, int]]) -> None:
        """Note that a lesson says otherwise than these pieces, which stay."""
        rows = [[kind, piece, lesson] for kind, piece in pieces]
        with self.writing():
            self._connection.executemany(
                "INSERT OR IGNORE INTO superseded (kind, piece, lesson) VALUES (?, ?, ?)", rows
            )

    def note_rejection(self, rejection: Rejection) -> None:
        """Note a draft that the owner would not send; of one that is known, only a reason given since is new."""
        draft = json.dumps(rejection.draft, ensure_ascii=False)
        about = [rejection.reason, rejection.audience, rejection.rejected_at, rejection.account]
        values = [rejection.key, rejection.message, draft, *about]
        with self.writing():
            self._connection.execute(
                "INSERT INTO rejections (key, message, draft, reason, audience, rejected_at, account)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET reason = excluded.reason WHERE excluded.reason <> ''",
                [_plain(value) for value in values],
            )

    # Vectors: which pieces wait for one, and where each lies.

    def count_unembedded(self) -> int:
        """How many pieces have no vector yet."""
        return sum(int(self.rows(f"SELECT count(*) FROM {kind} WHERE vector IS NULL")[0][0]) for kind in KINDS)

    def unembedded(self, limit: int) -> list[Unembedded]:
        """The oldest pieces without a vector."""
        found: list[Unembedded] = []
        for kind in KINDS:
            sql = f"SELECT id, {_EMBEDDED[kind]} FROM {kind} WHERE vector IS NULL ORDER BY id LIMIT ?"
            found += [Unembedded(kind, *row) for row in self.rows(sql, [limit - len(found)])]
        return found

    def forget_vectors(self) -> None:
        """No piece has a vector any more: another model is about to make them all."""
        with self.writing():
            for kind in KINDS:
                self._connection.execute(f"UPDATE {kind} SET vector = NULL, merged = NULL")
            self._connection.execute("DELETE FROM vectors")

    def vector_rows(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """digest of an embedded text → its row in the vector file, for those that have one."""
        found: dict[bytes, int] = {}
        for batch in _batches(digests):
            marks = ", ".join("?" * len(batch))
            found |= dict(self.rows(f"SELECT digest, row FROM vectors WHERE digest IN ({marks})", batch))
        return found

    def free_rows(self, count: int) -> list[int]:
        """Rows of the vector file to write next: gaps that were erased first, then its end."""
        end = self.end_of_vectors()
        gaps = self.gaps(end)[:count]
        return gaps + list(range(end, end + count - len(gaps)))

    def end_of_vectors(self) -> int:
        """The row of the vector file behind the last one in use."""
        return int(self.rows("SELECT coalesce(max(row) + 1, 0) FROM vectors")[0][0])

    def gaps(self, end: int) -> list[int]:
        """Rows of the vector file before ``end`` that nothing uses."""
        [(used,)] = self.rows("SELECT count(*) FROM vectors WHERE row < ?", [end])
        if used == end:
            return []
        taken = {row for (row,) in self.rows("SELECT row FROM vectors")}
        return [row for row in range(end) if row not in taken]

    def set_vectors(self, rows: dict[bytes, int], pieces: Sequence[tuple[Unembedded, int]]) -> None:
        """Note new rows of the vector file by digest, and the row of each of these pieces."""
        with self.writing():
            self._connection.executemany(
                "INSERT INTO vectors (digest, row) VALUES (?, ?)", [[digest, row] for digest, row in rows.items()]
            )
            for kind in KINDS:
                of_kind = [[row, piece.id] for piece, row in pieces if piece.kind == kind]
                self._connection.executemany(f"UPDATE {kind} SET vector = ? WHERE id = ?", of_kind)

    def tail(self, kind: Kind, audience: Audience, generation: int) -> tuple[list[int], list[int]]:
        """Of one audience's pieces that an index of this generation does not hold: ids, and rows of the vector file."""
        # As one row: for each row that SQLite finds, another thread may take its turn.
        sql = (
            f"SELECT json_group_array(id), json_group_array(vector) FROM {kind}"
            " WHERE audience = ? AND (merged IS NULL OR merged > ?) AND vector NOTNULL"
        )
        [(ids, rows)] = self.rows(sql, [int(audience), generation])
        return json.loads(ids), json.loads(rows)

    def held(self, kind: Kind, audience: Audience, generation: int) -> int:
        """How many of one audience's pieces an index of this generation holds."""
        sql = f"SELECT count(*) FROM {kind} WHERE audience = ? AND merged <= ? AND vector NOTNULL"
        return int(self.rows(sql, [int(audience), generation])[0][0])

    def held_of(self, kind: Kind, audience: Audience, generation: int, ids: Sequence[int]) -> set[int]:
        """Those of the ids that are still pieces of this audience, in an index of this generation."""
        found: set[int] = set()
        held = "audience = ? AND merged <= ? AND vector NOTNULL"
        for batch in _batches(ids):
            marks = ", ".join("?" * len(batch))
            # Left to itself SQLite walks through all of the audience's pieces.
            sql = f"SELECT id FROM {kind} NOT INDEXED WHERE {held} AND id IN ({marks})"
            found |= {id_ for (id_,) in self.rows(sql, [int(audience), generation, *batch])}
        return found

    def merged(self, kind: Kind, ids: Sequence[int]) -> list[tuple[int, Audience]]:
        """(id, audience) of those of the pieces that the index holds."""
        found: list[tuple[int, Audience]] = []
        for batch in _batches(ids):
            marks = ", ".join("?" * len(batch))
            sql = f"SELECT id, audience FROM {kind} WHERE merged NOTNULL AND id IN ({marks})"
            found += [(id_, Audience(audience)) for id_, audience in self.rows(sql, batch)]
        return found

    def count_tail(self) -> int:
        """How many vectors the index does not hold yet."""
        sql = "SELECT count(*) FROM {} WHERE merged IS NULL AND vector NOTNULL"
        return sum(int(self.rows(sql.format(kind))[0][0]) for kind in KINDS)

    def set_merged(self, kind: Kind, ids: Iterable[int], generation: int) -> None:
        """Note that the index holds these pieces from this generation on."""
        with self.writing():
            self._connection.executemany(
                f"UPDATE {kind} SET merged = ? WHERE id = ?", [[generation, id_] for id_ in ids]
            )

    def unmerge(self, kind: Kind, ids: Iterable[int]) -> None:
        """Note that the index does not hold these pieces any more."""
        with self.writing():
            self._connection.executemany(f"UPDATE {kind} SET merged = NULL WHERE id = ?", [[id_] for id_ in ids])

    def unmerge_all(self) -> None:
        """Note that the index holds nothing."""
        with self.writing():
            for kind in KINDS:
                self._connection.execute(f"UPDATE {kind} SET merged = NULL WHERE merged NOTNULL")

    def rows_of(self, kind: Kind, ids: Sequence[int]) -> dict[int, int]:
        """id → row of the vector file, for those of the pieces that have a vector."""
        found: dict[int, int] = {}
        for batch in _batches(ids):
            marks = ", ".join("?" * len(batch))
            found |= dict(self.rows(f"SELECT id, vector FROM {kind} WHERE vector NOTNULL AND id IN ({marks})", batch))
        return found

    def change(self) -> int:
        """A value that differs whenever anything was committed to the file, by whichever connection or program."""
        # SQLite counts what others than the asking connection commit, and this one commits nothing.
        with self._reading, records.translated(self.path):
            [(version,)] = self._reader.execute("PRAGMA data_version").fetchall()
        return int(version)

    def fact(self, name: str) -> str | None:
        """A fact about the records themselves, such as the embedder's name."""
        found = self.rows("SELECT value FROM facts WHERE name = ?", [name])
        return str(found[0][0]) if found else None

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact about the records themselves."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", [name, value])

    # What a reader may hear, by id: the audience stands in the query itself.

    def passages(self, ids: Sequence[int], reader: Audience) -> dict[int, Passage]:
        """id → passage, for those of the ids that this reader may hear."""
        return {values["id"]: Passage(**values) for values in self._heard("passages", Passage, ids, reader)}

    def exemplars(self, ids: Sequence[int], reader: Audience) -> dict[int, Exemplar]:
        """id → exemplar, for those of the ids that this reader may hear."""
        return {values["id"]: Exemplar(**values) for values in self._heard("exemplars", Exemplar, ids, reader)}

    def _heard(
        self, kind: Kind, noun: type[Passage | Exemplar], ids: Sequence[int], reader: Audience
    ) -> Iterator[dict[str, Any]]:
        names = [field.name for field in fields(noun)]
        columns = ", ".join(_NOTED.get(name, name).format(kind=kind, reader=int(reader)) for name in names)
        for batch in _batches(ids):
            marks = ", ".join("?" * len(batch))
            sql = f"SELECT {columns} FROM {kind} WHERE audience <= ? AND id IN ({marks})"
            for row in self.rows(sql, [int(reader), *batch]):
                yield _typed(dict(zip(names, row, strict=True)))

    def said_in(self, places: Collection[str], reader: Audience, most: int) -> list[Said]:
        """The messages of these chats that the reader may hear; none if the chats hold more than ``most``."""
        marks = ", ".join("?" * len(places))
        some = f"SELECT 1 FROM passages WHERE place IN ({marks}) LIMIT ?"
        if self.rows(f"SELECT count(*) FROM ({some})", [*places, most + 1])[0][0] > most:
            return []
        heard = f"p.place IN ({marks}) AND p.author <> '' AND p.audience <= ?"
        rows = self.rows(f"SELECT {_SAID.format('p')} FROM passages p WHERE {heard}", [*places, int(reader)])
        return list(map(Said._make, rows))

    def said_near(self, ids: Sequence[int], reader: Audience, reach: int) -> list[Said]:
        """Those of the passages that are messages, and the messages up to ``reach`` before and after them."""
        found: set[Said] = set()
        # Two exports of a chat number its messages differently.
        sql = (
            f"SELECT {_SAID.format('n')} FROM passages p JOIN passages n ON n.place = p.place"
            " AND n.position BETWEEN p.position - ? AND p.position + ? AND n.file = p.file"
            " WHERE n.audience <= ? AND n.author <> '' AND p.author <> '' AND p.id IN ({})"
        )
        for batch in _batches(ids):
            marks = ", ".join("?" * len(batch))
            found.update(map(Said._make, self.rows(sql.format(marks), [reach, reach, int(reader), *batch])))
        return sorted(found)

    def counts(self, reader: Audience) -> dict[Kind, int]:
        """How many pieces of each kind this reader may hear."""
        sql = "SELECT count(*) FROM {} WHERE audience <= ?"
        return {kind: int(self.rows(sql.format(kind), [int(reader)])[0][0]) for kind in KINDS}


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _plain(value: object) -> object:
    """A value as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        # Half a character, which a file can name by an escape, can neither be stored nor embedded.
        return value.encode("utf-8", "replace").decode()
    return int(value) if isinstance(value, Audience | bool) else value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """A row's values as the nouns have them."""
    types: dict[str, Callable[[Any], object]] = {
        "audience": Audience,
        "by_owner": bool,
        "taught": bool,
        "superseded": bool,
        "situational": bool,
        "sent_at": lambda value: value and datetime.fromisoformat(value),
        "learned_at": datetime.fromisoformat,
    }
    return {name: types[name](value) if name in types else value for name, value in values.items()}
