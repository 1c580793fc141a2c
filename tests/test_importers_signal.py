"""Tests of signal.py: chats as the usual tools save them."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, signal, whatsapp
from memory.importers.records import ChatMessage, Problem
from tests.knowledge import Knowledge
from twin.errors import SourceError

DATA = Path(__file__).parent / "data" / "exports" / "signal"
EXAMPLES = ["Anna Ott/chat.md", "Anna Ott (+4915112345678).txt", "Treffen.txt", "Anna Ott (_id12).txt"]


def written(folder: Path, text: str, name: str = "chat.md") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    importer = importer_for(path)
    assert importer is signal
    records = list(importer.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def test_a_chat_that_signal_export_saved() -> None:
    messages, problems = parsed(DATA / "Anna Ott" / "chat.md")
    assert not problems
    assert {(message.place, message.chat) for message in messages} == {("signal/Anna Ott", "Anna Ott")}
    assert [(message.author, message.by_owner, message.text) for message in messages] == [
        ("Anna Ott", False, "Kommst du am Samstag? 🎉"),
        ("Me", True, "Ja, gern!\n\nIch bringe mit:\n- Brot [das gute]"),
        ("Me", True, ""),
        ("Anna Ott", False, "Der Kuchen"),
        ("Anna Ott", False, ""),
        ("Me", True, "Bis dann: um 18 Uhr"),
    ]
    assert messages[0].sent_at == datetime(2023, 1, 5, 10)


def test_a_chat_that_sigtop_saved() -> None:
    messages, problems = parsed(DATA / "Anna Ott (+4915112345678).txt")
    assert not problems
    assert {message.place for message in messages} == {"signal/Anna Ott"}
    assert [(message.author, message.author_id, message.by_owner, message.text) for message in messages] == [
        ("Anna Ott", "+4915112345678", False, "Kommst du am Samstag? 🎉"),
        ("You", "", True, "Ja, gern!\n\nIch bringe mit:\n- Brot"),
        ("Anna Ott", "+4915112345678", False, ""),
        ("You", "", True, "Bis dann: um 18 Uhr"),
    ]
    assert messages[0].sent_at == datetime(2023, 1, 5, 9, tzinfo=UTC)


def test_a_chat_that_sigtop_saved_in_short() -> None:
    messages, problems = parsed(DATA / "Treffen.txt")
    assert not problems
    assert [(message.author, message.by_owner, message.text) for message in messages] == [
        ("أحمد", False, "متى نلتقي؟"),
        ("You", True, "um acht\noder später"),
        ("Anna Ott", False, ""),
        ("Anna Ott", False, "der Plan"),
    ]


def test_a_chat_that_signalbackup_tools_saved() -> None:
    messages, problems = parsed(DATA / "Anna Ott (_id12).txt")
    assert not problems
    assert {message.place for message in messages} == {"signal/Anna Ott"}
    assert [(message.author, message.text) for message in messages] == [
        ("Anna Ott", "Kommst du am Samstag? 🎉"),
        ("Mira Solano", "Ja, gern!\n\nIch bringe Brot mit (Anna: das gute)"),
        ("Mira Solano", ""),
        ("Anna Ott", "Bis dann"),
    ]
    assert [message.sent_at for message in messages][-2:] == [datetime(2023, 1, 5, 10, 2), None]


def test_an_older_form_has_a_comma_and_no_seconds(tmp_path: Path) -> None:
    path = written(
        tmp_path / "Jane", "[2019-12-24, 12:23] Jane Doe: Hello!\n[2020-01-17, 21:49] John Doe: Hello\nJane!\n"
    )
    assert [(message.place, message.author, message.text) for message in parsed(path)[0]] == [
        ("signal/Jane", "Jane Doe", "Hello!"),
        ("signal/Jane", "John Doe", "Hello\nJane!"),
    ]


def test_whatsapps_own_brackets_are_whatsapps(tmp_path: Path) -> None:
    path = written(tmp_path, "[2023-01-05, 10:00:00] Anna: Hej\n[2023-01-05, 10:00:10] Bo: Hej\n", "_chat.txt")
    assert importer_for(path) is whatsapp


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chat_is_recognised_by_what_it_holds(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, (DATA / name).read_text(encoding="utf-8"), "notes")
    assert parsed(path)[0]


@pytest.mark.parametrize(
    "text",
    [
        "From: Ann\nTo: Bob\nSubject: hi\n\nHello.\n",
        "2024-01-05 10:00 Anna: hi\n2024-01-05 10:01 Bo: hi\n",
        "Note\n[2019-12-24, 12:23] Jane: Hello!\n",
        "Conversation: about bread\n\nIt was long.\n",
    ],
)
def test_other_texts_are_no_chats_of_signal(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    assert not signal.recognises(path, path.read_bytes())


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ("[2023-13-05 10:02:00] Me: lost\n", "line 2"),
        ("[2023-02-31 10:02:00] Me: lost\n", "line 2"),
        ("[2023-02-01 25:02:00] Me: lost\n", "line 2"),
    ],
)
def test_a_broken_date_is_told_and_the_rest_is_read(tmp_path: Path, broken: str, where: str) -> None:
    chat = f"[2023-01-05 10:00:00] Me: one\n{broken}[2023-01-05 10:03:00] Me: two\n"
    messages, problems = parsed(written(tmp_path, chat))
    assert [message.text for message in messages] == ["one", "two"]
    assert [problem.where for problem in problems] == [where]


def test_a_broken_head_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    chat = (DATA / "Anna Ott (+4915112345678).txt").read_text(encoding="utf-8")
    path = written(tmp_path, chat.replace("Sent: Thu, 5 Jan 2023 10:01:30 +0100", "Sent: some day"))
    messages, problems = parsed(path)
    assert len(messages) == 3
    assert [problem.where for problem in problems] == ["line 12"]


@pytest.mark.parametrize("me", [(), ("Somebody",)])
def test_it_is_learned_without_a_name_and_adds_nothing_twice(
    tmp_path: Path, knowledge: Knowledge, me: tuple[str, ...]
) -> None:
    chat = (DATA / "Anna Ott" / "chat.md").read_text(encoding="utf-8")
    first = written(tmp_path / "first" / "Anna Ott", chat)
    second = written(tmp_path / "second" / "Anna Ott", f"{chat}[2023-01-06 10:06:00] Me: Danke  \n")
    assert knowledge.learn(first, me=me).problems == []
    assert knowledge.learn(second, me=me).passages == 1


def test_a_chat_without_messages_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no readable message"):
        parsed(written(tmp_path, "[2023-01-05 10:00:00] Me: (This message was deleted)\n"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), name=st.sampled_from(EXAMPLES))
def test_a_damaged_chat_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject, name: str) -> None:
    damaged = bytearray((DATA / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "chat.md"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    try:
        records = list(signal.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gone=st.sets(st.integers(0, 19), max_size=15))
def test_lines_that_are_missing_take_only_themselves(tmp_path: Path, gone: set[int]) -> None:
    lines = [f"[2023-02-01 09:12:{number:02}] Me: number {number}  \n" for number in range(20)]
    path = written(tmp_path, "".join(line for number, line in enumerate(lines) if number not in gone))
    assert [message.text for message in parsed(path)[0]] == [f"number {n}" for n in range(20) if n not in gone]


@pytest.mark.parametrize(
    "hostile", ["(- ", "\n(- a", "(( ", "![a](./", "> \n", "\n\n> ", " (a: ", "[", "| Version:\n", " "]
)
@pytest.mark.parametrize("name", EXAMPLES)
def test_hostile_messages_take_no_time(tmp_path: Path, hostile: str, name: str) -> None:
    started = time.monotonic()
    chat = (DATA / name).read_text(encoding="utf-8").rstrip("\n") + hostile * (200_000 // len(hostile)) + "\n"
    path = written(tmp_path, chat)
    signal.recognises(path, path.read_bytes())
    list(signal.read(path))
    assert time.monotonic() - started < 2
