"""The tables: the first version's are carried over whole, and what must not be cannot be written down."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.ledger import Ledger
from bot.ledger.history import Waiting
from bot.ledger.schema import migrations
from tests.test_ledger_inbox import REPOSITORY, answer, burst_of, message, rows, states, together
from twin import records
from twin.draft import Kind
from twin.errors import StoreError
from twin.message import Conversation, Turn

CONTACTS: list[tuple[Any, ...]] = [
    (1, "console/jonas", "Jonas ☃", "2025-01-01T00:00:00.000+00:00", "2025-01-02T00:00:00.000+00:00"),
    (5, "console/bram", "Bram 'the \"quote\"'", "2025-01-01T00:00:00.000+00:00", None),
]
MESSAGES: list[tuple[Any, ...]] = [
    (1, "console/a", "console/jonas", 1, 'naïve? it\'s "so" \0', "2025-01-02T12:00:00.123456+00:00"),
    (2, "console/b", "console/jonas", 1, "pass me on", "2025-01-02T12:00:01+00:00"),
    (3, "console/c", "console/bram", 5, "elsewhere; DROP TABLE messages; --", "2025-01-02T12:00:02+00:00"),
    (7, "console/d", "console/jonas", 1, "cut off 👩‍👩‍👧", "2025-01-02T12:00:03+00:00"),
    (9, "console/e", "console/jonas", 1, "cut off as well", "2025-01-02T12:00:03.500000+00:00"),
]
DECIDED_AT = "2025-01-02T12:05:00.000+00:00"
DECISIONS: list[tuple[Any, ...]] = [
    (1, 1, "send", '["because", "it\'s ☃"]', 'your "words"', DECIDED_AT, "quote", 0.625),
    (4, 3, "stay silent", "[]", "it asks for nothing", DECIDED_AT, None, None),
    (2, 2, "hand over", '["passed on"]', "nothing you wrote …", DECIDED_AT, None, None),
]


DAY = timedelta(days=1)


def first_version(path: Path) -> None:
    """A ledger.db as the first version left it."""
    with closing(records.connect(path, synchronous="FULL")) as connection:
        with records.transaction(connection):
            migrations.apply(Database(connection), stop_before="0002_every_message_once")
        with connection:
            connection.executemany("INSERT INTO contacts VALUES (?, ?, ?, ?, ?)", CONTACTS)
            connection.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)", MESSAGES)
            connection.executemany("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", DECISIONS)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    first_version(tmp_path / "ledger.db")
    return tmp_path / "ledger.db"


def content(path: Path) -> list[Any]:
    """All that the first version keeps."""
    tables = ("_sqlite_migrations", "contacts", "messages", "decisions")
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [names, *(connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables)]  # noqa: S608


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def test_of_the_first_version_nothing_is_lost(old: Path, tmp_path: Path) -> None:
    Ledger(old).close()

    assert rows(tmp_path, "SELECT id, key, name, first_seen, disclosed_at FROM contacts") == CONTACTS
    sql = "SELECT id, event, conversation, contact, text, sent_at FROM messages ORDER BY id"
    assert rows(tmp_path, sql) == MESSAGES
    sql = (
        "SELECT d.id, m.id, action, texts, reason, decided_at, writer, confidence FROM decisions d"
        " JOIN messages m ON m.decision = d.id ORDER BY m.id"
    )
    assert rows(tmp_path, sql) == sorted(DECISIONS, key=lambda decision: decision[1])
    assert rows(tmp_path, "SELECT id, kind FROM decisions ORDER BY id") == [(1, "answer"), (2, "owner"), (4, "answer")]
    assert rows(tmp_path, "SELECT event FROM events ORDER BY at") == [(message[1],) for message in MESSAGES]
    assert rows(tmp_path, "SELECT key, place, title, is_group, was FROM conversations ORDER BY key") == [
        ("console/bram", "console/bram", "", 0, ""),
        ("console/jonas", "console/jonas", "", 0, ""),
    ]
    assert rows(tmp_path, "PRAGMA foreign_key_check") == []
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_the_past_of_the_first_version_is_told_as_before(old: Path) -> None:
    with closing(Ledger(old)) as ledger:
        turns = ledger.history.turns("console/jonas", 9)
        waiting = ledger.history.handed_over()
        contacts = ledger.history.contacts()

    def asked(number: int) -> Turn:
        return Turn(by_twin=False, text=MESSAGES[number][4], sent_at=at(MESSAGES[number][5]))

    def answered(text: str) -> Turn:
        return Turn(by_twin=True, text=text, sent_at=at(DECIDED_AT))

    assert turns == [
        asked(0), answered("because"), answered("it's ☃"), asked(1), answered("passed on"), asked(3), asked(4),
    ]  # fmt: skip
    # What was passed on so long ago waits no more.
    assert waiting == [
        Waiting("Jonas ☃", MESSAGES[3][4], at(MESSAGES[3][5]), "it was not answered yet"),
        Waiting("Jonas ☃", MESSAGES[4][4], at(MESSAGES[4][5]), "it was not answered yet"),
    ]
    assert [(one.key, one.messages) for one in contacts] == [("console/jonas", 4), ("console/bram", 1)]


def test_what_the_first_version_left_undecided_is_answered_and_its_events_are_known(old: Path, tmp_path: Path) -> None:
    with closing(Ledger(old)) as ledger:
        where = Conversation("console/jonas", "console/jonas")
        burst = burst_of(ledger, where)

        assert not ledger.inbox.receive(replace(message(where=where), event="console/a"))
        assert (burst.texts, burst.disclosed) == ((MESSAGES[3][4], MESSAGES[4][4]), True)
        assert ledger.decisions.waiting() == ["console/jonas"]
        answer(ledger, "so", where=where)
        assert ledger.decisions.waiting() == []
        lately = ledger.decisions.pressure("contact", "console/jonas", timedelta(days=36_500))

    assert lately.answers == 3
    assert states(tmp_path) == [("so", "waiting")]


UNKNOWN = "nothing you wrote answers this surely enough"
DISCLOSED = "it says that it is an AI; "


def third_version(path: Path, *decisions: tuple[str, str, str, timedelta], wrote: timedelta | None = None) -> None:
    """A ledger.db as the third version left it, with decisions by action, kind, reason and age, one a conversation.

    ``wrote`` is how long ago the owner wrote in each.
    """

    def ago(age: timedelta) -> str:
        return (datetime.now(UTC) - age).isoformat(timespec="milliseconds")

    with closing(records.connect(path, synchronous="FULL")) as connection:
        with records.transaction(connection):
            migrations.apply(Database(connection), stop_before="0004_desk")
        with connection:
            connection.execute("INSERT INTO contacts VALUES (1, 'telegram/1', 'Jonas', '2026', NULL)")
            for number, (action, kind, reason, age) in enumerate(decisions, 1):
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, '', 0, 0, '', '', NULL, ?, NULL)",
                    [f"telegram/{number}", f"telegram/{number}", None if wrote is None else ago(wrote)],
                )
                connection.execute(
                    "INSERT INTO decisions (id, conversation, contact, action, kind, texts, reason, decided_at, reader)"
                    " VALUES (?, ?, 1, ?, ?, '[]', ?, ?, 0)",
                    [number, f"telegram/{number}", action, kind, reason, ago(age)],
                )
                connection.execute(
                    "INSERT INTO messages (event, conversation, contact, text, sent_at, received_at, decision)"
                    " VALUES (?, ?, 1, 'how?', ?, ?, ?)",
                    [f"e{number}", f"telegram/{number}", ago(age), ago(age), number],
                )


@pytest.mark.parametrize("said", ["", DISCLOSED])
@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (UNKNOWN, Kind.UNKNOWN),
        ("somebody may be in danger: it speaks of suicide", Kind.DANGER),
        ("you keep the topic 'salary' for yourself", Kind.OWNER),
        (f"you keep the topic '{UNKNOWN}' for yourself", Kind.OWNER),
        ("you keep the topic 'somebody may be in danger: ' for yourself", Kind.OWNER),
        ("they asked for you in person", Kind.OWNER),
        ("the twin cannot read this: voice message", Kind.OWNER),
        ("in other words", Kind.OWNER),
    ],
)
def test_what_an_earlier_version_passed_on_is_what_its_reason_says(
    tmp_path: Path, said: str, reason: str, kind: Kind
) -> None:
    others = [("send", "answer", reason, DAY), ("hand over", "error", reason, DAY), ("hold", "answer", reason, DAY)]
    third_version(tmp_path / "ledger.db", ("hand over", "answer", f"{said}{reason}", DAY), *others)

    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        waiting = {case.decision: case.kind for case in ledger.cases.waiting()}
        asked = {case.decision: case.kind for case in ledger.cases.unknown()}

    assert (waiting | asked)[1] is kind
    assert list(asked) == ([1] if kind is Kind.UNKNOWN else [])
    assert [(number, waiting.get(number)) for number in (2, 3, 4)] == [(2, None), (3, Kind.ERROR), (4, Kind.ANSWER)]


def test_what_is_older_than_two_weeks_does_not_come_up_when_there_is_a_desk_but_danger_does(tmp_path: Path) -> None:
    kinds = [
        ("hold", "answer", "a model wrote the draft, so it waits for you"),
        ("hand over", "answer", UNKNOWN),
        ("hand over", "answer", f"{DISCLOSED}they asked for you in person"),
        ("hand over", "error", "something went wrong: x"),
        ("hand over", "answer", "somebody may be in danger: x"),
        ("send", "answer", "because"),
    ]
    old, new = timedelta(days=14, hours=1), timedelta(days=13, hours=23)
    third_version(tmp_path / "ledger.db", *[(*one, age) for age in (old, new) for one in kinds])

    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        assert [case.decision for case in ledger.cases.waiting()] == [5, 7, 9, 10, 11]
        assert [case.decision for case in ledger.cases.unknown()] == [8]
        assert ledger.cases.to_learn() == []
        assert ledger.cases.judged() == []
        case = ledger.cases.case(2)
    assert case is not None
    assert case.texts == ("how?",)
    sql = "SELECT decision, outcome, by FROM rulings ORDER BY decision"
    assert rows(tmp_path, sql) == [(number, "dismissed", "twin") for number in (1, 2, 3, 4)]


def test_where_the_owner_wrote_since_nothing_waits_whatever_it_is(tmp_path: Path) -> None:
    kinds = [("hold", "answer", "x"), ("hand over", "answer", UNKNOWN), ("hand over", "answer", "x")]
    third_version(tmp_path / "ledger.db", *[(*one, 20 * DAY) for one in kinds], wrote=19 * DAY)

    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        assert (ledger.cases.waiting(), ledger.cases.unknown()) == ([], [])
    assert rows(tmp_path, "SELECT outcome, by FROM rulings") == [("answered", "owner")] * 3


_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlite_utils import Database
from bot.ledger.schema import migrations
from twin import records
path = Path(sys.argv[1])
left = int(sys.argv[2])
connection = records.connect(path, synchronous="FULL")
def count(statement):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
connection.set_trace_callback(count)
connection.execute("PRAGMA cache_size = 1")
known = ["0001_first", "0002_every_message_once", "0003_drafts", "0004_desk"]
records.migrate(path, connection, known, lambda: ["0001_first"], lambda: migrations.apply(Database(connection)))
print("migrated")
"""


@pytest.mark.parametrize("statements", [5, 25, 50, 75, 100, 118])
def test_killed_in_the_middle_of_the_change_the_first_version_is_as_it_was(
    old: Path, tmp_path: Path, statements: int
) -> None:
    before = content(old)
    command = [sys.executable, "-c", _KILLED, str(old), str(statements)]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (-signal.SIGKILL, ""), done.stderr
    assert content(old) == before
    Ledger(old).close()
    assert len(rows(tmp_path, "SELECT * FROM messages")) == len(MESSAGES)


def test_a_change_that_fails_leaves_the_first_version_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE usage (stands INTEGER, in_the_way INTEGER)")
    before = content(old)

    with pytest.raises(StoreError, match=r"ledger\.db cannot be used: .*usage"):
        Ledger(old)

    assert content(old) == before


def test_of_many_that_open_the_first_version_at_once_each_finds_all_of_it(old: Path, tmp_path: Path) -> None:
    def count(_: int) -> None:
        with closing(Ledger(old)) as ledger:
            assert len(ledger.history.handed_over()) == 2

    together(6, count)

    assert rows(tmp_path, "SELECT name FROM _sqlite_migrations ORDER BY id") == [
        ("0001_first",),
        ("0002_every_message_once",),
        ("0003_drafts",),
        ("0004_desk",),
        ("0005_communities",),
        ("0006_voice",),
        ("0007_contact_memory",),
        ("0008_forwarded",),
    ]


def test_of_several_processes_that_open_the_first_version_at_once_each_finds_all_of_it(old: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bot.ledger import Ledger; ledger = Ledger(Path(sys.argv[1]));"
        "sys.stdin.read(); print(len(ledger.history.handed_over()))"
    )
    command = [sys.executable, "-c", code, str(old)]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, cwd=REPOSITORY, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]

    assert [process.communicate("")[0] for process in processes] == ["2\n"] * 3


def test_records_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (9, 'ledger', '9999_unheard_of', '2030')")

    with pytest.raises(StoreError, match=r"newer version of twin \(it knows 9999_unheard_of"):
        Ledger(path)


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database " * 1000)

    with pytest.raises(StoreError, match="is damaged or is no database"):
        Ledger(tmp_path / "ledger.db")


def test_a_closed_file_is_a_sentence(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.close()

    with pytest.raises(StoreError, match=r"ledger\.db cannot be used"):
        ledger.inbox.receive(message())
    with pytest.raises(StoreError, match=r"ledger\.db cannot be used"):
        ledger.decisions.waiting()


_DELIVERY = (
    "INSERT INTO deliveries (decision, part, conversation, text, reply_to, asked_at, discloses, state, attempts,"
    " doubts, problem, reference, changed_at) VALUES (?, ?, 'telegram/1', 'so', '', '', 0, 'waiting', 0, 0, '', '', '')"
)


@pytest.mark.parametrize(
    ("decision", "part", "objection"), [(404, 0, "FOREIGN KEY"), (1, 0, "UNIQUE"), (None, 0, "NOT NULL")]
)
def test_a_delivery_that_nobody_decided_and_a_part_twice_cannot_be_written_down(
    tmp_path: Path, decision: int | None, part: int, objection: str
) -> None:
    path = tmp_path / "ledger.db"
    with closing(Ledger(path)) as ledger:
        ledger.inbox.receive(message())
        answer(ledger, "so")

    connection = records.connect(path, synchronous="FULL")
    with closing(connection), pytest.raises(sqlite3.IntegrityError, match=objection):
        connection.execute(_DELIVERY, [decision, part])

    assert states(tmp_path) == [("so", "waiting")]


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT id FROM deliveries WHERE conversation = 'c' AND state = 'waiting' ORDER BY id", "deliveries_state"),
        ("SELECT DISTINCT conversation FROM deliveries WHERE state IN ('waiting', 'begun')", "deliveries_state"),
        ("SELECT 1 FROM messages WHERE conversation = 'c' AND decision IS NULL ORDER BY sent_at", "messages_waiting"),
        ("SELECT 1 FROM messages WHERE conversation = 'c' AND reference = '1' AND reference <> ''", "_reference"),
        ("SELECT 1 FROM decisions WHERE contact = 1 AND decided_at > '2' AND decided_at <= '3'", "contact_decided_at"),
    ],
)
def test_what_is_asked_for_every_message_is_not_searched_through_the_whole_past(
    tmp_path: Path, sql: str, index: str
) -> None:
    Ledger(tmp_path / "ledger.db").close()

    plan = json.dumps(rows(tmp_path, f"EXPLAIN QUERY PLAN {sql}"))

    assert "SCAN" not in plan
    assert index in plan
