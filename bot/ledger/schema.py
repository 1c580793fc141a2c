"""The tables of ledger.db, by the migrations that make them."""

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from twin import fingerprint

migrations = Migrations("ledger")

# What waited for the owner for longer than this before they could rule on it waits no more.
_OLD = timedelta(days=14)


@migrations(name="0001_first")
def _first(db: Database) -> None:
    contacts = {"id": int, "key": str, "name": str, "first_seen": str, "disclosed_at": str}
    db.table("contacts").create(contacts, pk="id", not_null={"key", "name", "first_seen"})
    db.table("contacts").create_index(["key"], unique=True)
    messages = {"id": int, "event": str, "conversation": str, "contact": int, "text": str, "sent_at": str}
    db.table("messages").create(messages, pk="id", not_null=set(messages), foreign_keys=[("contact", "contacts", "id")])
    db.table("messages").create_index(["event"], unique=True)
    db.table("messages").create_index(["conversation", "id"])
    decisions = {"id": int, "message": int, "action": str, "texts": str, "reason": str, "decided_at": str}
    draft = {"writer": str, "confidence": float}
    db.table("decisions").create(
        decisions | draft, pk="id", not_null=set(decisions), foreign_keys=[("message", "messages", "id")]
    )
    # A message is decided once.
    db.table("decisions").create_index(["message"], unique=True)


@migrations(name="0002_every_message_once")
def _every_message_once(db: Database) -> None:
    """Bursts: a decision closes several messages. Deliveries: what was decided is sent, and what became of it."""
    _conversations(db)
    _decisions(db)
    _messages(db)
    deliveries = {
        "id": int, "decision": int, "part": int, "conversation": str, "text": str, "reply_to": str, "asked_at": str,
        "discloses": int, "state": str, "attempts": int, "doubts": int, "problem": str, "reference": str,
        "changed_at": str,
    }  # fmt: skip
    # A delivery without a decision, or the same part of one twice, cannot be written down.
    db.table("deliveries").create(
        {**deliveries, "due_at": str},
        pk="id",
        not_null=set(deliveries),
        foreign_keys=[("decision", "decisions", "id")],
    )
    db.table("deliveries").create_index(["decision", "part"], unique=True)
    db.table("deliveries").create_index(["state", "conversation"])
    # What arrived, by the platform's name for it: the same twice is once, for good.
    db.execute(
        "CREATE TABLE events (event TEXT PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, raw TEXT) WITHOUT ROWID"
    )
    db.execute("INSERT INTO events (event, kind, at) SELECT event, 'message', sent_at FROM messages")
    usage = {"id": int, "decision": int, "model": str, "tokens_in": int, "tokens_out": int, "at": str}
    db.table("usage").create(
        {**usage, "cost": float}, pk="id", not_null=set(usage), foreign_keys=[("decision", "decisions", "id")]
    )
    # What other processes ask the running one to do.
    orders = {"id": int, "name": str, "arguments": str, "asked_at": str}
    db.table("commands").create({**orders, "done_at": str, "status": int, "output": str}, pk="id", not_null=set(orders))
    notices = {
        "id": int, "adapter": str, "kind": str, "sentence": str, "count": int, "first_at": str, "last_at": str,
    }  # fmt: skip
    db.table("notices").create(notices, pk="id", not_null=set(notices))
    db.table("notices").create_index(["adapter", "kind", "sentence"], unique=True)
    db.execute("CREATE TABLE switches (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


def _conversations(db: Database) -> None:
    conversations = {
        "key": str, "place": str, "title": str, "is_group": int, "as_owner": int, "address": str, "was": str,
    }  # fmt: skip
    times = {"closed_at": str, "owner_wrote_at": str, "disclosed_at": str}
    db.table("conversations").create({**conversations, **times}, pk="key", not_null=set(conversations))
    db.execute(
        "INSERT INTO conversations (key, place, title, is_group, as_owner, address, was)"
        " SELECT DISTINCT conversation, conversation, '', 0, 0, '', '' FROM messages"
    )


def _decisions(db: Database) -> None:
    """The message that a decision is about points to it from now on, since there may be several."""
    db.execute("CREATE TEMP TABLE decided AS SELECT id, message FROM decisions")
    db.execute(
        "CREATE TABLE decisions_new (id INTEGER PRIMARY KEY, conversation TEXT NOT NULL,"
        " contact INTEGER NOT NULL REFERENCES contacts (id), action TEXT NOT NULL, kind TEXT NOT NULL,"
        " texts TEXT NOT NULL, reason TEXT NOT NULL, decided_at TEXT NOT NULL, writer TEXT, confidence FLOAT)"
    )
    db.execute(
        "INSERT INTO decisions_new SELECT d.id, m.conversation, m.contact, d.action, 'answer', d.texts, d.reason,"
        " d.decided_at, d.writer, d.confidence FROM decisions d JOIN messages m ON m.id = d.message"
    )
    db.execute("DROP TABLE decisions")
    db.execute("ALTER TABLE decisions_new RENAME TO decisions")
    db.table("decisions").create_index(["contact", "decided_at"])
    db.table("decisions").create_index(["conversation", "decided_at"])


def _messages(db: Database) -> None:
    for column in ("reference", "attachment", "command"):
        db.execute(f"ALTER TABLE messages ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for column in ("by_owner", "revision"):
        db.execute(f"ALTER TABLE messages ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE messages ADD COLUMN received_at TEXT")
    db.execute("ALTER TABLE messages ADD COLUMN decision INTEGER REFERENCES decisions (id)")
    db.execute(
        "UPDATE messages SET received_at = sent_at,"
        " decision = (SELECT d.id FROM temp.decided d WHERE d.message = messages.id)"
    )
    db.execute("DROP TABLE temp.decided")
    # A message has one row, however its arrival and its edits are told.
    db.execute("CREATE UNIQUE INDEX messages_reference ON messages (conversation, reference) WHERE reference <> ''")
    db.execute("CREATE INDEX messages_waiting ON messages (conversation, id) WHERE decision IS NULL")
    db.table("messages").create_index(["decision"])
    # What was taken back has to be unlearned, if anything was learned of it.
    db.execute("ALTER TABLE messages ADD COLUMN unlearned_at TEXT")
    db.execute(
        "CREATE INDEX messages_taken_back ON messages (conversation)"
        " WHERE text = '' AND attachment = '' AND command = '' AND unlearned_at IS NULL"
    )


@migrations(name="0003_drafts")
def _drafts(db: Database) -> None:
    """Drafts are kept with what they lean on and what speaks against them; promises; runs of what contacts wrote."""
    for column in ("draft", "leans_on", "objections"):
        db.execute(f"ALTER TABLE decisions ADD COLUMN {column} TEXT")
    # What was said before nobody wrote down to whom it could be: then it is for the owner alone.
    db.execute("ALTER TABLE decisions ADD COLUMN reader INTEGER NOT NULL DEFAULT 4")
    promises = {"id": int, "decision": int, "kind": str, "text": str, "stands_in": str}
    db.table("promises").create(
        promises, pk="id", not_null=set(promises), foreign_keys=[("decision", "decisions", "id")]
    )
    db.table("promises").create_index(["decision"])
    _usage(db)
    # By what a message that repeats another one is known, and the words of names.
    db.execute(
        "CREATE TABLE fingerprints (hash INTEGER, message INTEGER REFERENCES messages (id),"
        " PRIMARY KEY (hash, message)) WITHOUT ROWID"
    )
    db.table("fingerprints").create_index(["message"])
    for id_, text in db.execute("SELECT id, text FROM messages WHERE text <> ''").fetchall():
        rows = [[hash_, id_] for hash_ in fingerprint.stored(text)]
        db.conn.executemany("INSERT INTO fingerprints VALUES (?, ?)", rows)
    db.execute(
        "CREATE TABLE names (word TEXT, contact INTEGER REFERENCES contacts (id),"
        " PRIMARY KEY (word, contact)) WITHOUT ROWID"
    )
    for id_, name in db.execute("SELECT id, name FROM contacts").fetchall():
        db.conn.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [[w, id_] for w in name.casefold().split()])


@migrations(name="0004_desk")
def _desk(db: Database) -> None:
    """The owner's side: who the owner is on each platform, what they decide, what they are shown, what they ask for."""
    db.execute("ALTER TABLE decisions ADD COLUMN raw FLOAT")
    db.execute("ALTER TABLE decisions ADD COLUMN mode TEXT NOT NULL DEFAULT 'unset'")
    # Until when the owner keeps a conversation for themselves, and when they gave it back.
    for column in ("taken_over_until", "released_at"):
        db.execute(f"ALTER TABLE conversations ADD COLUMN {column} TEXT")
    _passed_on(db)
    # A message that was drafted for, and is decided anew together with what its sender wrote since.
    db.execute("ALTER TABLE messages ADD COLUMN redone INTEGER NOT NULL DEFAULT 0")
    # When a message was changed about which something was decided already.
    db.execute("ALTER TABLE messages ADD COLUMN edited_at TEXT")
    _rulings(db)
    _owners(db)
    # What the owner is shown, and how it read when it was shown last.
    cards = {
        "id": int, "conversation": str, "kind": str, "subject": int, "text": str, "reference": str, "shown": str,
        "at": str,
    }  # fmt: skip
    db.table("cards").create({**cards, "closed_at": str}, pk="id", not_null=set(cards))
    db.table("cards").create_index(["conversation", "reference"])
    db.table("cards").create_index(["kind", "subject"])
    # What they press and write there, done once; a message is one wish, however often it arrives.
    wishes = {
        "id": int, "event": str, "account": str, "conversation": str, "kind": str, "data": str, "message": str,
        "reference": str, "handle": str, "at": str,
    }  # fmt: skip
    db.table("wishes").create({**wishes, "done_at": str}, pk="id", not_null=set(wishes))
    db.table("wishes").create_index(["event"], unique=True)
    db.execute("CREATE INDEX wishes_message ON wishes (conversation, message) WHERE message <> ''")
    db.execute("CREATE INDEX wishes_waiting ON wishes (conversation, id) WHERE done_at IS NULL")
    # Modes: of everything (scope ''), a platform, a contact or a group. Audiences: what a contact may hear.
    db.execute(
        "CREATE TABLE modes (scope TEXT PRIMARY KEY, mode TEXT NOT NULL, threshold FLOAT NOT NULL, at TEXT NOT NULL)"
        " WITHOUT ROWID"
    )
    levels = "account TEXT PRIMARY KEY, level INTEGER NOT NULL, at TEXT NOT NULL"
    db.execute(f"CREATE TABLE audiences ({levels}) WITHOUT ROWID")


@migrations(name="0005_communities")
def _communities(db: Database) -> None:
    """Servers with roles: who has which, who decides there; what people think of what was said; how far was read."""
    db.execute("ALTER TABLE messages ADD COLUMN roles TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE messages ADD COLUMN unasked INTEGER NOT NULL DEFAULT 0")
    # A private channel or thread: others than its members do not see it.
    db.execute("ALTER TABLE conversations ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0")
    # What is thought of a delivery names it.
    db.execute("CREATE INDEX deliveries_reference ON deliveries (reference) WHERE reference <> ''")
    # What was written into a form that a button opened.
    db.execute("ALTER TABLE wishes ADD COLUMN written TEXT")
    # Whoever has the role decides in that conversation about what lies within the scope, a place.
    db.execute(
        "CREATE TABLE moderators (role TEXT NOT NULL, conversation TEXT NOT NULL, scope TEXT NOT NULL,"
        " PRIMARY KEY (role, conversation)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE feedback (conversation TEXT NOT NULL, reference TEXT NOT NULL,"
        " contact INTEGER NOT NULL REFERENCES contacts (id), value INTEGER NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (conversation, reference, contact)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE marks (platform TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
        " PRIMARY KEY (platform, name)) WITHOUT ROWID"
    )


@migrations(name="0006_voice")
def _voice(db: Database) -> None:
    """Voice messages that go out behind a text, and what they took; those that came in, and what was understood."""
    # Whether what is said by a decision is to be said aloud too.
    db.execute("ALTER TABLE decisions ADD COLUMN aloud INTEGER NOT NULL DEFAULT 0")
    # What a delivery is: "text", "voice" or "video". A voice is "preparing" until there is a file.
    db.execute("ALTER TABLE deliveries ADD COLUMN form TEXT NOT NULL DEFAULT 'text'")
    # Files lie in the data folder.
    size = "width INTEGER NOT NULL, height INTEGER NOT NULL"
    db.execute(
        "CREATE TABLE media (delivery INTEGER PRIMARY KEY REFERENCES deliveries (id), words TEXT NOT NULL,"
        f" file TEXT NOT NULL, seconds FLOAT NOT NULL, waveform BLOB NOT NULL, {size})"
    )
    # A film that a decision sends, above its words.
    db.execute(
        "CREATE TABLE films (decision INTEGER PRIMARY KEY REFERENCES decisions (id), file TEXT NOT NULL,"
        f" seconds FLOAT NOT NULL, {size})"
    )
    spoken = {"id": int, "contact": int, "engine": str, "characters": int, "at": str}
    db.table("spoken").create(spoken, pk="id", not_null=set(spoken), foreign_keys=[("contact", "contacts", "id")])
    db.table("spoken").create_index(["at"])
    # What was spoken is "waiting" until it was listened to, then "heard", "unheard" or, taken back, "gone".
    db.execute(
        "CREATE TABLE sounds (message INTEGER PRIMARY KEY REFERENCES messages (id), handle TEXT NOT NULL,"
        " told_seconds FLOAT, size INTEGER, state TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL,"
        " seconds FLOAT NOT NULL, problem TEXT NOT NULL, at TEXT NOT NULL)"
    )


@migrations(name="0007_contact_memory")
def _contact_memory(db: Database) -> None:
    """What each contact told: facts, and sentences about what they wrote longer ago."""
    db.execute("CREATE INDEX messages_contact ON messages (contact, id)")
    # Up to which message of theirs it was looked for facts, without a model and by one.
    for column in ("remembered", "digested"):
        db.execute(f"ALTER TABLE contacts ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    # What is deleted stays as a row without text, so that it is not found again.
    db.execute(
        "CREATE TABLE contact_facts (id INTEGER PRIMARY KEY, contact INTEGER NOT NULL REFERENCES contacts (id),"
        " message INTEGER NOT NULL REFERENCES messages (id), slot TEXT NOT NULL, mark TEXT NOT NULL,"
        " text TEXT NOT NULL, origin TEXT NOT NULL, at TEXT NOT NULL, edited_at TEXT, deleted_at TEXT)"
    )
    db.execute("CREATE UNIQUE INDEX contact_facts_once ON contact_facts (contact, message, slot, mark)")
    db.execute("CREATE INDEX contact_facts_message ON contact_facts (message)")
    db.execute(
        "CREATE TABLE contact_summaries (contact INTEGER NOT NULL REFERENCES contacts (id), conversation TEXT NOT NULL,"
        " upto INTEGER NOT NULL, lines TEXT NOT NULL, origin TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (contact, conversation)) WITHOUT ROWID"
    )
    # Whatever changes a message, what was remembered of it goes with what it said; what it says now is read again.
    whose = "id = old.contact OR (old.by_owner AND id IN (SELECT m.contact FROM messages m"
    db.execute(
        "CREATE TRIGGER messages_say_something_else AFTER UPDATE OF text ON messages WHEN old.text <> new.text BEGIN"
        " DELETE FROM contact_facts WHERE message = old.id AND (new.text = '' OR (origin <> 'owner'"
        " AND deleted_at IS NULL));"
        " DELETE FROM contact_summaries WHERE conversation = old.conversation AND upto >= old.id"
        " AND (contact = old.contact OR old.by_owner);"
        f" UPDATE contacts SET remembered = min(remembered, old.id - 1) WHERE new.text <> '' AND ({whose}"
        " WHERE m.conversation = old.conversation AND NOT m.by_owner))); END"
    )
    # A place goes on under another name.
    db.execute(
        "CREATE TRIGGER messages_go_on_elsewhere AFTER UPDATE OF conversation ON messages"
        " WHEN old.conversation <> new.conversation BEGIN"
        " UPDATE OR REPLACE contact_summaries SET conversation = new.conversation"
        " WHERE contact = old.contact AND conversation = old.conversation; END"
    )


@migrations(name="0008_forwarded")
def _forwarded(db: Database) -> None:
    """What somebody passed on was written elsewhere: it tells nothing of them."""
    db.execute("ALTER TABLE messages ADD COLUMN forwarded INTEGER NOT NULL DEFAULT 0")


def _passed_on(db: Database) -> None:
    """Tell apart why a message was passed on, by the sentence that was written down for it."""
    said = "it says that it is an AI; "
    why = f"iif(instr(reason, '{said}') = 1, substr(reason, {len(said) + 1}), reason)"
    db.execute(
        f"UPDATE decisions SET kind = CASE WHEN {why} = 'nothing you wrote answers this surely enough' THEN 'unknown'"
        f" WHEN instr({why}, 'somebody may be in danger: ') = 1 THEN 'danger' ELSE 'owner' END"
        " WHERE action = 'hand over' AND kind = 'answer'"
    )


def _rulings(db: Database) -> None:
    """What became of what waited for the owner: once for each decision, whoever is first."""
    rulings = {"id": int, "decision": int, "outcome": str, "texts": str, "reason": str, "by": str, "at": str}
    db.table("rulings").create(
        {**rulings, "lesson": int, "learned_at": str},
        pk="id",
        not_null=set(rulings),
        foreign_keys=[("decision", "decisions", "id")],
    )
    db.table("rulings").create_index(["decision"], unique=True)
    db.execute("CREATE INDEX rulings_to_learn ON rulings (id) WHERE learned_at IS NULL")
    waited = "d.action IN ('hold', 'hand over') AND d.kind <> 'undone'"
    # What stands in a conversation in which the owner wrote themselves has waited for nothing since.
    db.execute(
        "INSERT INTO rulings (decision, outcome, texts, reason, by, at, learned_at)"
        " SELECT d.id, 'answered', '[]', '', 'owner', k.owner_wrote_at, k.owner_wrote_at FROM decisions d"
        f" JOIN conversations k ON k.key = d.conversation WHERE {waited} AND k.owner_wrote_at >= d.decided_at"
    )
    # Nothing could be ruled on before: what is old would come up all at once, and most of it was settled elsewhere.
    # Nobody but the owner puts aside that somebody may be in danger.
    at = datetime.now(UTC)
    old = (at - _OLD).isoformat(timespec="milliseconds")
    ruled = at.isoformat(timespec="milliseconds")
    db.execute(
        "INSERT OR IGNORE INTO rulings (decision, outcome, texts, reason, by, at, learned_at)"
        " SELECT d.id, 'dismissed', '[]', '', 'twin', ?, ? FROM decisions d"
        f" WHERE {waited} AND d.kind <> 'danger' AND d.decided_at < ?",
        [ruled, ruled, old],
    )


def _owners(db: Database) -> None:
    """The owner's accounts, each with the conversation in which they decide; codes by which one is linked."""
    db.execute(
        "CREATE TABLE owners (account TEXT PRIMARY KEY, conversation TEXT NOT NULL, name TEXT NOT NULL,"
        " linked_at TEXT NOT NULL) WITHOUT ROWID"
    )
    # No code can be read from its hash; wrong ones are counted, by account.
    db.execute("CREATE TABLE codes (hash TEXT PRIMARY KEY, expires_at TEXT NOT NULL) WITHOUT ROWID")
    db.table("guesses").create({"id": int, "account": str, "at": str}, pk="id", not_null={"account", "at"})
    # What the next message of an owner is the answer to.
    db.execute(
        "CREATE TABLE expected (account TEXT PRIMARY KEY, what TEXT NOT NULL, subject TEXT NOT NULL,"
        " until TEXT NOT NULL) WITHOUT ROWID"
    )


def _usage(db: Database) -> None:
    """What a model took counts even if nothing came of it, and for the contact it was for."""
    db.execute(
        "CREATE TABLE usage_new (id INTEGER PRIMARY KEY, decision INTEGER REFERENCES decisions (id),"
        " contact INTEGER NOT NULL REFERENCES contacts (id), model TEXT NOT NULL, tokens_in INTEGER NOT NULL,"
        " tokens_out INTEGER NOT NULL, cost FLOAT, at TEXT NOT NULL)"
    )
    db.execute(
        "INSERT INTO usage_new SELECT u.id, u.decision, d.contact, u.model, u.tokens_in, u.tokens_out, u.cost, u.at"
        " FROM usage u JOIN decisions d ON d.id = u.decision"
    )
    db.execute("DROP TABLE usage")
    db.execute("ALTER TABLE usage_new RENAME TO usage")
    db.table("usage").create_index(["at"])
