"""Tests of table.py: messages in CSV and JSON, with columns named in several ways, and what is broken in them."""

import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, reading, table, table_columns, table_times
from memory.importers.records import SELF, ChatMessage
from tests.importing import EXPORTS, damaged, learned_twice, messages_of, problems_of, readable, told
from tests.knowledge import Knowledge
from twin.errors import SourceError

FOLDER = EXPORTS / "table"


def written(tmp_path: Path, text: str, name: str = "chat.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding, newline="")
    return path


def test_a_table_in_german() -> None:
    path = FOLDER / "Verein.csv"
    assert importer_for(path) is table
    messages = messages_of(table, path)
    assert messages[0] == ChatMessage(
        place="table/Chor",
        chat="Chor",
        key="",
        author="Ann Weber",
        author_id="",
        sent_at=datetime(2024, 5, 3, 18, 30),
        text='Kommt ihr Samstag?\n\nBitte bis "Freitag" sagen',
    )
    assert [(m.chat, m.author, m.sent_at, m.text) for m in messages[1:]] == [
        ("Chor", "Björn", datetime(2024, 5, 3, 18, 31), "Ja 🎶"),
        ("Vorstand", "מאיה", datetime(2024, 5, 4), "אני לא יכולה"),
        ("Chor", "Björn", datetime(2024, 5, 4, 9, 5), ""),
    ]


def test_lines_of_json() -> None:
    path = FOLDER / "chat.jsonl"
    assert importer_for(path) is table
    assert [(m.place, m.key, m.identity, m.text, m.reply_to, m.sent_at) for m in messages_of(table, path)] == [
        ("table/chat", "1", "Ben", "did you änder it?", "", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("table/chat", "2", SELF, "yes\nall of it", "1", datetime(2024, 5, 1, 10, 1, 0, 500000, UTC)),
        ("table/chat", "3", "Ben", "", "", datetime(2024, 5, 1, 10, 2, tzinfo=UTC)),
    ]


def test_an_array_of_json() -> None:
    path = FOLDER / "chat.json"
    assert importer_for(path) is table
    moment = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
    assert [(m.place, m.author, m.text, m.sent_at) for m in messages_of(table, path)] == [
        ("table/plans", "Ben", "one 👍", moment),
        ("table/plans", "Ann", "two", moment),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_delimiter_and_the_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = ["From Date Body", "Jörg 2024-05-01 schön", "Ann 2024-05-02 früh"]
    path = written(tmp_path, "\r\n".join(line.replace(" ", delimiter) for line in lines), encoding=encoding)
    assert importer_for(path) is table
    assert [(m.author, m.text, m.sent_at) for m in messages_of(table, path)] == [
        ("Jörg", "schön", datetime(2024, 5, 1)),
        ("Ann", "früh", datetime(2024, 5, 2)),
    ]


def test_excels_remark_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\r\n\r\nAuthor;Text\r\nAnn;one\r\n;;\r\n\r\nBen;two\r\n")
    assert importer_for(path) is table
    assert [m.text for m in messages_of(table, path)] == ["one", "two"]


def test_a_text_without_quotation_marks_may_hold_the_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path, "author,text\nAnn,well, yes, and no\n")
    assert [m.text for m in messages_of(table, path)] == ["well, yes, and no"]


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        ("Author,Text", {"author": "Author", "text": "Text"}),
        ("USER NAME,Message_Body,Sent-At", {"author": "USER NAME", "text": "Message_Body", "time": "Sent-At"}),
        ("from,to,body,date,time", {"author": "from", "text": "body", "time": "date", "clock": "time"}),
        ("nick,time,msg", {"author": "nick", "text": "msg", "time": "time"}),
        (
            "Verfasser,Inhalt,Zeitpunkt,Kanal",
            {"author": "Verfasser", "text": "Inhalt", "time": "Zeitpunkt", "chat": "Kanal"},
        ),
        ("name,author,text,message", {"author": "author", "text": "text"}),
        ("Absender,Nachricht,Zeit", {"author": "Absender", "text": "Nachricht", "time": "Zeit"}),
        ("author,author,text", {"author": "author", "text": "text"}),
    ],
)
def test_columns_are_told_by_their_names(names: str, roles: dict[str, str]) -> None:
    assert table_columns.roles(names.split(",")) == roles


@pytest.mark.parametrize(
    "other",
    [
        "Datum;Text;Betrag\n01.02.2024;Miete;-900\n",
        "title,body,date\nA,B,2024-01-01\n",
        "author\ntext\n",
        "Dear diary, today the author wrote, and the message was lost.\n",
        '{"author": "Ann"}\n',
        '[{"role": "user", "content": "hi"}]',
        '[{"sender_id": 1, "text": "hi"}]',
        "[5]",
        "[author, text]",
        "{broken author, text",
        "# author text\n",
    ],
)
def test_what_tells_of_no_authors_or_no_texts_is_not_taken(tmp_path: Path, other: str) -> None:
    path = written(tmp_path, other)
    assert not table.recognises(path, reading.head(path))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1714557600, datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("1714557600", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        (1714557600000, datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("1714557600000000", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        (1714557600000000000, datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("2024-05-01T10:00:00Z", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("2024-05-01 12:00:00+02:00", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("2024-05-01 10:00:00 UTC", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("2024-05-01 10:00", datetime(2024, 5, 1, 10, 0)),
        ("20240501", datetime(2024, 5, 1)),
        ("2024/5/1 9:05", datetime(2024, 5, 1, 9, 5)),
        ("1.5.2024, 10:00 Uhr", datetime(2024, 5, 1, 10, 0)),
        ("01.05.24 10.00", datetime(2024, 5, 1, 10, 0)),
        ("01/05/2024 10:00:30", datetime(2024, 5, 1, 10, 0, 30)),
        ("1-5-2024 12:15 am", datetime(2024, 5, 1, 0, 15)),
        ("1 May 2024 10:00", datetime(2024, 5, 1, 10, 0)),
        ("1. März 2024 um 10:00", datetime(2024, 3, 1, 10, 0)),
        ("May 1st, 2024 10:00 PM", datetime(2024, 5, 1, 22, 0)),
        ("Wed, 1 May 2024 10:00:00 +0000", datetime(2024, 5, 1, 10, 0, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("0001-01-01", None),
        (5, None),
    ],
)
def test_moments_are_read_as_they_are_written(value: object, moment: datetime | None) -> None:
    assert table_times.moment(value, american=False) == moment


@pytest.mark.parametrize("value", ["soon", "31.02.2024", "1/32/2024", "25:00", "2024-13-01", "9" * 70, "May 2024", "-"])
def test_what_is_no_moment_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        table_times.moment(value, american=False)


@pytest.mark.parametrize(
    ("values", "american"),
    [
        (["01/02/2024", "01/13/2024"], True),
        (["01/02/2024", "13/01/2024"], False),
        (["01/02/2024 3:00 PM"], True),
        (["01/02/2024 15:00"], False),
        (["2024-01-13", "01.13.2024", "soon", ""], False),
    ],
)
def test_the_order_of_dates_is_that_of_the_table(values: list[str], american: bool) -> None:
    assert table_times.month_first(values) is american


def test_american_dates_in_a_table(tmp_path: Path) -> None:
    path = written(tmp_path, "date,author,text\n01/02/2024,Ann,a\n01/31/2024,Ann,b\n")
    assert [m.sent_at for m in messages_of(table, path)] == [datetime(2024, 1, 2), datetime(2024, 1, 31)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Ann", "It has not as many columns as the heading."),
        ("Ann,b,c,d", "It has not as many columns as the heading."),
        (",b,", "It has no author."),
        ("Ann,b,soon", "Its time cannot be read."),
    ],
)
def test_a_broken_row_is_told_and_the_rest_is_read(tmp_path: Path, row: str, sentence: str) -> None:
    path = written(tmp_path, f'author,text,date\nAnn,"first\nline",\n{row}\nBen,third,\n')
    assert problems_of(table, path) == [("line 4", f"{sentence} The message is left out.")]
    assert told(table, path)[0] == ["first\nline", "third"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{broken", "It is damaged."),
        ("[" * 100_000, "It is damaged."),
        ('{"author": "Ann", "text": ' + "9" * 5000 + "}", "It is damaged."),
        ("5", "It has no fields."),
        ('{"author": "Ann", "text": 5}', "Its “text” is not a text."),
        ('{"author": [], "text": "b"}', "Its “author” is not a number."),
        ('{"author": "Ann", "text": "b", "date": {}}', "Its time cannot be read."),
    ],
)
def test_a_broken_line_is_told_and_the_rest_is_read(tmp_path: Path, line: str, sentence: str) -> None:
    good = [json.dumps({"author": "Ann", "text": text}) for text in ("first", "third")]
    path = written(tmp_path, f"{good[0]}\n{line}\n{good[1]}\n")
    assert problems_of(table, path) == [("line 2", f"{sentence} The message is left out.")]
    assert told(table, path)[0] == ["first", "third"]


def test_a_quotation_mark_that_never_ends_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, 'author,text\nAnn,one\nAnn,"two\n' + "Ann,three\n" * 20_000)
    assert told(table, path) == (["one"], [""])


def test_a_table_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no messages with a text"):
        list(table.read(written(tmp_path, "author,text\nAnn,\n")))


def test_the_same_table_in_another_form_adds_nothing(tmp_path: Path, knowledge: Knowledge) -> None:
    rows = [(number, "Ann" if number % 2 else "Ben", f"word{number} is said") for number in range(6)]
    lines = ["id,author,text", *(",".join(map(str, row)) for row in rows)]
    objects = [dict(zip(("id", "author", "text"), row, strict=True)) for row in rows]
    first = written(tmp_path, "\n".join(lines))
    second = written(tmp_path, json.dumps(objects), "chat (1).json")
    assert learned_twice(knowledge, first, second) == 0
    assert knowledge.learn(written(tmp_path, "\n".join([*lines, "9,Ann,word9 is new"]))).passages == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(), name=st.sampled_from(["Verein.csv", "chat.jsonl", "chat.json"]))
def test_a_damaged_table_gives_records_or_a_sentence(tmp_path: Path, seed: int, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(damaged((FOLDER / name).read_bytes(), seed))
    readable(lambda path: importer_for(path).read(path), path)
    readable(table.read, path)


@settings(deadline=None)
@given(value=st.one_of(st.text(max_size=70), st.integers(), st.floats(), st.booleans(), st.lists(st.integers())))
def test_any_value_is_a_moment_or_refused(value: object) -> None:
    for american in (False, True):
        try:
            moment = table_times.moment(value, american=american)
        except ValueError:
            continue
        assert moment is None or 1990 <= moment.year <= 2100


@pytest.mark.parametrize(
    "hostile",
    [
        "," * 200_000,
        "author,text\n" + "a," * 100_000,
        'author,text\n"' + '""' * 100_000,
        "author,text\n" + '"\n' * 60_000,
        '{"author": "Ann", "text": "' + "x" * 200_000,
        "[" * 200_000,
        "author,text,date\n" + ("a,b," + "1" * 59 + "\n") * 3000,
    ],
)
def test_hostile_files_take_no_time(tmp_path: Path, hostile: str) -> None:
    path = written(tmp_path, hostile)
    begun = time.monotonic()
    table.recognises(path, reading.head(path))
    readable(table.read, path)
    assert time.monotonic() - begun < 2


def test_a_copy_of_a_file_is_the_same_chat(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "chat.jsonl", tmp_path / "chat (2).jsonl"))
    assert messages_of(table, copy) == messages_of(table, FOLDER / "chat.jsonl")
