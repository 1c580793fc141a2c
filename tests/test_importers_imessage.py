"""Tests of imessage.py: Messages' database in its versions, and what is broken or foreign in one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import imessage, importer_for
from memory.importers.records import SELF, ChatMessage, Problem
from tests.knowledge import Knowledge
from twin.errors import SourceError

EXAMPLE = Path(__file__).parent / "data" / "exports" / "imessage" / "chat.sql"
OLD = """
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT NOT NULL, service TEXT NOT NULL);
CREATE TABLE message (
    ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, date INTEGER, is_from_me INTEGER
);
INSERT INTO handle VALUES (1, '+4915112345678', 'iMessage');
INSERT INTO message VALUES (1, 'A', 'Hello', 1, 694605600, 0), (2, 'B', 'Hi', 1, 694605660, 1);
"""


def written(tmp_path: Path, script: str = "", name: str = "chat.db") -> Path:
    path = tmp_path / name
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script or EXAMPLE.read_text(encoding="utf-8"))
    return path


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as database, database:
        yield database


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    importer = importer_for(path)
    assert importer is imessage
    records = list(importer.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def archived(text: bytes, length: bytes = b"", mutable: bool = False) -> bytes:
    """An NSAttributedString as Messages archives it."""
    name = b"\x0fNSMutableString\x01\x84\x84\x08NSString\x01\x95" if mutable else b"\x08NSString\x01\x94"
    length = length or (bytes([len(text)]) if len(text) < 128 else b"\x81" + len(text).to_bytes(2, "little"))
    start = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00"
    return (
        start
        + b"\x84\x84\x08NSObject\x00\x85\x92"
        + b"\x84\x84\x84"
        + name
        + b"\x84\x01+"
        + length
        + text
        + b"\x86\x84\x02iI\x01"
    )


def read_body(tmp_path: Path, body: object) -> tuple[list[str], list[str]]:
    path = written(tmp_path, OLD)
    with changed(path) as database:
        database.execute("ALTER TABLE message ADD COLUMN attributedBody BLOB")
        database.execute("UPDATE message SET text = NULL, attributedBody = ? WHERE guid = 'B'", [body])
    messages, problems = parsed(path)
    return [message.text for message in messages[1:]], [problem.where for problem in problems]


def test_a_database_is_read_in_the_order_of_its_dates(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path))
    assert not problems
    assert [(message.place, message.chat, message.key, message.author, message.text) for message in messages] == [
        ("imessage/+4915112345678", "+4915112345678", "A-11", "+4915112345678", "Kommst du am Samstag? 🎉"),
        ("imessage/+4915112345678", "+4915112345678", "A-12", "Me", "Ja, gern!\nIch bringe Brot mit"),
        ("imessage/+4915112345678", "+4915112345678", "A-13", "Me", ""),
        ("imessage/+4915112345678", "+4915112345678", "A-17", "Me", "Na klar, um 18 Uhr"),
        ("imessage/+4915112345678", "+4915112345678", "A-10", "+4915112345678", "Bis Samstag dann!"),
        ("imessage/chat831", "Rome 🍕", "B-20", "ahmad@example.org", "متى نسافر؟"),
        ("imessage/chat831", "Rome 🍕", "B-21", "+4915112345678", "Look"),
        ("imessage/chat831", "Rome 🍕", "B-23", "Me", "In May"),
        ("imessage/PAKETDIENST", "PAKETDIENST", "C-30", "PAKETDIENST", "Ihr Paket kommt heute."),
    ]
    assert messages[0].sent_at == datetime(2023, 1, 5, 10, tzinfo=UTC)
    assert [message.reply_to for message in messages if message.reply_to] == ["B-20"]
    assert [message.identity for message in messages[:2]] == ["+4915112345678", SELF]
    assert [message.by_bot for message in messages] == [False] * 8 + [True]


def test_an_old_database_counts_in_seconds_and_has_no_chats(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path, OLD, "sms"))
    assert not problems
    assert [(message.place, message.author, message.sent_at) for message in messages] == [
        ("imessage/+4915112345678", "+4915112345678", datetime(2023, 1, 5, 10, tzinfo=UTC)),
        ("imessage/+4915112345678", "Me", datetime(2023, 1, 5, 10, 1, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (archived("Hé 👀".encode()), "Hé 👀"),
        (archived(b"x" * 127), "x" * 127),
        (archived(b"x" * 128), "x" * 128),
        (archived(b"x" * 40_000), "x" * 40_000),
        (archived(b"long", b"\x82\x04\x00\x00\x00"), "long"),
        (archived(b"mutable", mutable=True), "mutable"),
        (archived("\ufffcA caption".encode()), "A caption"),
    ],
)
def test_a_text_is_taken_out_of_its_archive(tmp_path: Path, body: bytes, text: str) -> None:
    assert read_body(tmp_path, body) == ([text], [])


@pytest.mark.parametrize(
    "body",
    [
        b"\x04\x0bstreamtyped",
        archived(b"cut")[:-12],
        archived(b"x", b"\x81\xff\xff"),
        archived(b"x", b"\x90"),
        archived(b"\xff\xfe\xfd"),
        "NSString",
        5,
    ],
)
def test_a_broken_archive_is_told_and_the_rest_is_read(tmp_path: Path, body: object) -> None:
    assert read_body(tmp_path, body) == ([], ["message 2"])


@given(body=st.binary(max_size=80), at=st.integers(0, 60))
def test_any_archive_is_a_text_or_an_error(body: bytes, at: int) -> None:
    whole = archived(b"hello")
    with suppress(imessage._BrokenError):
        assert isinstance(imessage._attributed(whole[:at] + body), str)


def test_after_an_upgrade_the_only_other_wrote(tmp_path: Path) -> None:
    path = written(tmp_path)
    with changed(path) as database:
        database.execute("UPDATE message SET handle_id = 'trash\n' WHERE guid = 'A-11'")
        database.execute("UPDATE message SET handle_id = 99 WHERE guid = 'B-20'")
    messages, problems = parsed(path)
    assert messages[0].author == "+4915112345678"
    assert [problem.where for problem in problems] == ["message 20"]


@pytest.mark.parametrize("value", ["'soon'", "-5", "NULL", "x'00'", "9223372036854775807"])
def test_a_date_that_makes_no_sense_is_none(tmp_path: Path, value: str) -> None:
    path = written(tmp_path, OLD)
    with changed(path) as database:
        database.execute(f"UPDATE message SET date = {value} WHERE guid = 'A'")  # noqa: S608
    messages, problems = parsed(path)
    assert not problems
    assert {message.key: message.sent_at for message in messages}["A"] is None


def test_the_database_is_not_written_to(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    path.chmod(0o444)
    parsed(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["chat.db"]


def test_what_waits_beside_it_is_told(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "chat.db-wal").write_bytes(b"\x37\x7f\x06\x82")
    _, problems = parsed(path)
    assert "quit Messages" in problems[0].sentence


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);",
        "CREATE TABLE message (guid, text, date); CREATE TABLE handle (id);",
        OLD.replace("message", "real") + "CREATE VIEW message AS SELECT * FROM real;",  # noqa: S608
    ],
)
def test_a_foreign_database_is_not_taken(tmp_path: Path, script: str) -> None:
    path = written(tmp_path, script)
    with pytest.raises(SourceError, match=r"chat\.db"):
        importer_for(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_half_written_database_is_a_sentence_or_read_so_far(tmp_path: Path, share: float) -> None:
    rows = ", ".join(f"({n}, 'K{n}', '{'text ' * 50}', 1, {694605600 + n}, 0)" for n in range(3, 600))
    many = f"INSERT INTO message VALUES {rows};"  # noqa: S608
    data = written(tmp_path, OLD + many).read_bytes()
    path = tmp_path / "half.db"
    path.write_bytes(data[: int(len(data) * share)])
    try:
        last = list(imessage.read(path))[-1]
        told = last.sentence if isinstance(last, Problem) else ""
    except SourceError as error:
        told = str(error)
    assert "copy it again" in told or "damaged behind" in told


def test_nothing_in_it_is_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, OLD)
    with changed(path) as database:
        database.execute("DELETE FROM message")
    with pytest.raises(SourceError, match="holds no messages"):
        parsed(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_database_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    source = tmp_path / "whole.db"
    if not source.exists():
        written(tmp_path, name="whole.db")
    damaged = bytearray(source.read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(16, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "chat.db"
    path.write_bytes(damaged)
    try:
        records = list(imessage.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    column=st.sampled_from(["text", "date", "handle_id", "is_from_me", "item_type", "associated_message_type", "guid"]),
    value=st.sampled_from([None, "x", b"\xff\x00", 5, -1, 1.5, 2**62]),
)
def test_a_strange_value_costs_only_its_message(tmp_path: Path, column: str, value: object) -> None:
    path = tmp_path / "chat.db"
    path.unlink(missing_ok=True)
    written(tmp_path)
    with changed(path) as database:
        if not (column == "guid" and value is None):
            database.execute(f"UPDATE message SET {column} = ? WHERE guid = 'A-12'", [value])  # noqa: S608
    texts = {message.text for message in parsed(path)[0]}
    assert {"Kommst du am Samstag? 🎉", "Na klar, um 18 Uhr", "متى نسافر؟", "In May", "Look"} <= texts


def test_it_is_learned_without_a_name_and_adds_nothing_twice(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    assert knowledge.learn(written(tmp_path / "first"), me=()).problems == []
    later = written(tmp_path / "second")
    with changed(later) as database:
        database.execute(
            "INSERT INTO message (ROWID, guid, text, date, is_from_me) VALUES (40, 'B-40', 'Booked', 694699999, 1)"
        )
        database.execute("INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 40)")
    assert knowledge.learn(later, me=()).passages == 1
