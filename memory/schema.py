"""The tables of knowledge.db, one migration after another."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from memory import traces
from memory.situational import situational

# Pieces that are judged at a time.
_BATCH = 1000

TOKENIZER = "porter unicode61 remove_diacritics 2"

migrations = Migrations("knowledge")


@migrations(name="0001_first")
def _first(db: Database) -> None:
    _sources(db)
    # The text of what was found stands in both kinds; only passages have neighbours, only exemplars an asker.
    own = {"position": int, "title": str, "link": str, "author": str, "by_owner": int, "text": str}
    _pieces(db, "passages", own)
    _pieces(db, "exemplars", {"asker": str, "message": str, "reply": str})
    db.table("passages").create_index(["place", "position"])
    db.table("passages").enable_fts(["text", "title", "author"], create_triggers=True, tokenize=TOKENIZER)
    db.table("exemplars").enable_fts(["message"], create_triggers=True, tokenize=TOKENIZER)
    # Of a stored piece only the position, audience and vector change, never its text: without these triggers
    # noting a vector does not write the full text anew.
    for kind in ("passages", "exemplars"):
        db.execute(f"DROP TRIGGER {kind}_au")
    db.execute("CREATE VIRTUAL TABLE passages_terms USING fts5vocab(passages_fts, row)")
    db.execute("CREATE VIRTUAL TABLE exemplars_terms USING fts5vocab(exemplars_fts, row)")
    # A piece belongs to the source that it was first met in; these are the others that it was met in.
    copies = {"kind": str, "piece": int, "source": int}
    db.table("copies").create(copies, pk=["kind", "piece", "source"], not_null=set(copies))
    db.table("copies").create_index(["source"])
    db.table("vectors").create({"row": int, "digest": bytes}, pk="row", not_null={"digest"})
    db.table("vectors").create_index(["digest"], unique=True)
    db.table("facts").create({"name": str, "value": str}, pk="name", not_null={"value"})


@migrations(name="0002_taken_back")
def _taken_back(db: Database) -> None:
    """Which messages of a live conversation a piece was made from, and which were taken back: never heard again.

    Of what was heard before this, only what a later window still shows is noted.
    """
    heard = {"kind": str, "piece": int, "key": str}
    db.table("heard").create(heard, pk=["kind", "piece", "key"], not_null=set(heard))
    db.table("heard").create_index(["key"])
    unheard = {"place": str, "key": str}
    db.table("unheard").create(unheard, pk=["place", "key"], not_null=set(unheard))


@migrations(name="0003_fingerprints")
def _fingerprints(db: Database) -> None:
    """What the texts of pieces are found by: packed fingerprints, and the hosts that the owner's texts link to.

    A number is never given to two rows: who has read the fingerprints up to one needs only those behind it.
    """
    columns = (
        "id INTEGER PRIMARY KEY AUTOINCREMENT, part INTEGER NOT NULL, piece INTEGER NOT NULL, prints BLOB NOT NULL"
    )
    db.execute(f"CREATE TABLE fingerprints ({columns})")
    db.table("fingerprints").create_index(["piece", "part"])
    hosts = {"host": str, "kind": str, "piece": int}
    db.table("hosts").create(hosts, pk=["kind", "piece", "host"], not_null=set(hosts))
    db.table("hosts").create_index(["host"])
    traces.note_new(db.conn, "passages", 0)
    traces.note_new(db.conn, "exemplars", 0)


@migrations(name="0004_lessons")
def _lessons(db: Database) -> None:
    """What the owner taught, which is an exemplar each; the older pieces that it supersedes; drafts not to be sent."""
    lessons = {"exemplar": int, "key": str, "draft": str, "taught_at": str}
    db.table("lessons").create(lessons, pk="exemplar", not_null=set(lessons))
    db.table("lessons").create_index(["key"], unique=True)
    superseded = {"kind": str, "piece": int, "lesson": int}
    db.table("superseded").create(superseded, pk=["kind", "piece", "lesson"], not_null=set(superseded))
    db.table("superseded").create_index(["lesson"])
    rejections = {
        "key": str, "message": str, "draft": str, "reason": str, "audience": int, "rejected_at": str, "account": str,
    }  # fmt: skip
    db.table("rejections").create({"id": int, **rejections}, pk="id", not_null=set(rejections))
    db.table("rejections").create_index(["key"], unique=True)


@migrations(name="0005_authors")
def _authors(db: Database) -> None:
    """Where somebody of a name writes."""
    db.execute("CREATE INDEX passages_authors ON passages (author COLLATE NOCASE, place, audience)")


@migrations(name="0005_situational")
def _situational(db: Database) -> None:
    """Which lines of chats were true at their moment alone: what was learned before is judged too, but not lessons."""
    for kind in ("passages", "exemplars"):
        db.execute(f"ALTER TABLE {kind} ADD COLUMN situational INTEGER NOT NULL DEFAULT 0")
    _judge(
        db,
        "SELECT id, text FROM passages WHERE author <> '' AND id > ? ORDER BY id LIMIT ?",
        "UPDATE passages SET situational = 1 WHERE id = ?",
    )
    _judge(
        db,
        "SELECT id, reply FROM exemplars e WHERE NOT EXISTS (SELECT 1 FROM lessons l WHERE l.exemplar = e.id)"
        " AND id > ? ORDER BY id LIMIT ?",
        "UPDATE exemplars SET situational = 1 WHERE id = ?",
    )


def _judge(db: Database, texts: str, mark: str) -> None:
    last = 0
    while rows := db.execute(texts, [last, _BATCH]).fetchall():
        for id_ in [id_ for id_, text in rows if situational(text)]:
            db.execute(mark, [id_])
        last = rows[-1][0]


def _sources(db: Database) -> None:
    """A source is a path that was learned, or one chat of it; a file may hold many chats, a path many files."""
    db.table("sources").create(
        {"id": int, "path": str, "place": str, "title": str, "kind": str, "audience": int, "learned_at": str},
        pk="id",
        not_null={"path", "place", "title", "kind", "audience", "learned_at"},
    )
    db.table("sources").create_index(["path", "place"], unique=True)
    db.table("files").create(
        {"id": int, "root": str, "path": str, "stamp": str, "shared": int},
        pk="id",
        not_null={"root", "path", "stamp", "shared"},
        defaults={"shared": 0},
    )
    db.table("files").create_index(["root", "path"], unique=True)


def _pieces(db: Database, kind: str, own: dict[str, type]) -> None:
    """A table of pieces: ``vector`` is the row of the vector file, ``merged`` the index generation that holds it."""
    common = {"id": int, "digest": bytes, "source": int, "file": int, "place": str, "sent_at": str, "audience": int}
    table = db.table(kind)
    table.create(
        {**common, **own, "vector": int, "merged": int},
        pk="id",
        not_null={"digest", "source", "file", "place", "audience", *own},
        foreign_keys=[("source", "sources", "id"), ("file", "files", "id")],
    )
    table.create_index(["digest"], unique=True)
    table.create_index(["file"])
    table.create_index(["source"])
    table.create_index(["audience", "merged", "vector"], index_name=f"{kind}_tail")
    table.create_index(["vector"])
    # Full text looks up the audience of each match: here it stands on few pages, in the table among all the text.
    table.create_index(["id", "audience"], index_name=f"{kind}_heard")
