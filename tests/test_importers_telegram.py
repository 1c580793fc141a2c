"""Tests of telegram.py: exported chats, whole accounts, and what is broken in them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, telegram
from memory.importers.records import ChatMessage, Problem
from twin.errors import SourceError

Json = dict[str, object]


def message(number: int, text: object = "Hello", **fields: object) -> Json:
    return {
        "id": number,
        "type": "message",
        "date": "2023-08-23T15:11:23",
        "date_unixtime": str(1692803483 + number),
        "from": "Ann",
        "from_id": "user11",
        "text": text,
        **fields,
    }


def chat(*messages: object, **fields: object) -> Json:
    return {"name": "Ann", "type": "personal_chat", "id": 77, **fields, "messages": list(messages)}


def account(*chats: Json, left: tuple[Json, ...] = ()) -> Json:
    return {
        "about": "Here is the data you requested. Remember: Telegram is ad free.",
        "personal_information": {"user_id": 11, "first_name": "Ann"},
        "contacts": {"about": "…", "list": [{"first_name": f"Friend {number}"} for number in range(3000)]},
        "chats": {"about": "…", "list": list(chats)},
        "left_chats": {"about": "…", "list": list(left)},
    }


def written(tmp_path: Path, export: Json | str) -> Path:
    path = tmp_path / "result.json"
    path.write_text(export if isinstance(export, str) else json.dumps(export, indent=1), encoding="utf-8")
    return path


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    importer = importer_for(path)
    assert importer is telegram
    records = list(importer.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def test_a_chat(tmp_path: Path) -> None:
    link = ["See ", {"type": "link", "text": "https://example.org"}, ", please"]
    messages, problems = parsed(written(tmp_path, chat(message(1), message(2, link, reply_to_message_id=1))))
    assert not problems
    assert messages == [
        ChatMessage(
            place="telegram/77",
            chat="Ann",
            key="1",
            author="Ann",
            author_id="11",
            sent_at=datetime(2023, 8, 23, 15, 11, 24, tzinfo=UTC),
            text="Hello",
        ),
        ChatMessage(
            place="telegram/77",
            chat="Ann",
            key="2",
            author="Ann",
            author_id="11",
            sent_at=datetime(2023, 8, 23, 15, 11, 25, tzinfo=UTC),
            text="See https://example.org, please",
            reply_to="1",
        ),
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        message(2, type="service", action="phone_call", actor="Ann"),
        message(2, "", photo="photo.jpg"),
        message(2, []),
        message(2, " \n"),
        message(2, forwarded_from="Bob"),
        message(2, forwarded_from=None),
        message(2, via_bot="@gif"),
        message(2, type="unsupported"),
    ],
)
def test_what_nobody_wrote_is_left_out(tmp_path: Path, left_out: Json) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1), left_out, message(3))))
    assert not problems
    assert [message.key for message in messages] == ["1", "3"]


def test_a_caption_is_text(tmp_path: Path) -> None:
    messages, _ = parsed(written(tmp_path, chat(message(1, "Look!", photo="photo.jpg"))))
    assert [message.text for message in messages] == ["Look!"]


def test_a_whole_account(tmp_path: Path) -> None:
    export = account(
        chat(message(1), message(2)),
        {"type": "saved_messages", "id": 11, "messages": [message(1, "Note to self")]},
        chat(message(5), name=None, id=99),
        left=(chat(message(1, "Bye"), name="Old group", id=5, type="private_group"),),
    )
    messages, problems = parsed(written(tmp_path, export))
    assert not problems
    assert [(message.place, message.chat, message.key) for message in messages] == [
        ("telegram/77", "Ann", "1"),
        ("telegram/77", "Ann", "2"),
        ("telegram/11", "Saved Messages", "1"),
        ("telegram/99", "Deleted Account 99", "5"),
        ("telegram/5", "Old group", "1"),
    ]


def test_a_chat_may_have_no_number_and_no_name(tmp_path: Path) -> None:
    messages, _ = parsed(written(tmp_path, {"name": "Ann", "messages": [message(1)]}))
    assert (messages[0].place, messages[0].chat) == ("telegram/Ann", "Ann")
    folder = tmp_path / "ChatExport_2024-01-02"
    folder.mkdir()
    messages, _ = parsed(written(folder, {"messages": [message(1)]}))
    assert messages[0].place == "telegram/ChatExport_2024-01-02"
    path = written(tmp_path, {"chats": {"list": [{"messages": [message(1)]}, {"messages": [message(1)]}]}})
    places = [message.place for message in parsed(path.rename(tmp_path / "all.json"))[0]]
    assert places == ["telegram/all", "telegram/all 2"]


def test_a_deleted_account_has_its_number_for_a_name(tmp_path: Path) -> None:
    messages, _ = parsed(written(tmp_path, chat(message(1, **{"from": None, "from_id": "user5"}))))
    assert (messages[0].author, messages[0].author_id) == ("Deleted Account 5", "5")


@pytest.mark.parametrize(
    ("given_id", "author_id"), [("user11", "11"), (11, "11"), ("channel7", "channel7"), (None, ""), ("11", "11")]
)
def test_authors_have_numbers(tmp_path: Path, given_id: object, author_id: str) -> None:
    messages, _ = parsed(written(tmp_path, chat(message(1, from_id=given_id))))
    assert messages[0].author_id == author_id


def test_an_old_export_has_local_times(tmp_path: Path) -> None:
    old = message(1)
    del old["date_unixtime"]
    timeless = {key: value for key, value in old.items() if key != "date"}
    messages, _ = parsed(written(tmp_path, chat(old, timeless)))
    assert [message.sent_at for message in messages] == [datetime(2023, 8, 23, 15, 11, 23), None]


def test_an_answer_to_another_chat_answers_nothing_here(tmp_path: Path) -> None:
    messages, _ = parsed(written(tmp_path, chat(message(1, reply_to_message_id=5, reply_to_peer_id="user3"))))
    assert messages[0].reply_to == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"text": 5},
        {"text": [5]},
        {"text": [{"type": "bold"}]},
        {"text": {"type": "bold"}},
        {"from": 5},
        {"from_id": []},
        {"date_unixtime": "soon"},
        {"date_unixtime": "99999999999999999999"},
        {"date_unixtime": None, "date": "yesterday"},
        {"reply_to_message_id": [1]},
    ],
)
def test_a_broken_message_is_told_and_the_rest_is_read(tmp_path: Path, fields: Json) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1), {**message(2), **fields}, message(3))))
    assert [message.key for message in messages] == ["1", "3"]
    assert [problem.where for problem in problems] == ["message 2"]
    assert problems[0].sentence.endswith("The message is left out.")


@pytest.mark.parametrize("broken", [5, "text", None, [1], [message(9)], True])
def test_what_is_no_message_is_told(tmp_path: Path, broken: object) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1), broken, message(3))))
    assert [message.key for message in messages] == ["1", "3"]
    assert [problem.where for problem in problems] == ["message number 2"]


def test_a_file_that_is_cut_is_read_to_the_cut(tmp_path: Path) -> None:
    whole = json.dumps(chat(*(message(number) for number in range(1, 6))))
    messages, problems = parsed(written(tmp_path, whole[: whole.index('"id": 4') + 60]))
    assert [message.key for message in messages] == ["1", "2", "3"]
    assert problems[0].where == "message 3"
    assert "after message 3 of “Ann”" in problems[0].sentence


def test_a_file_that_is_damaged_is_read_to_the_damage(tmp_path: Path) -> None:
    whole = json.dumps(chat(message(1), message(2), message(3)))
    messages, problems = parsed(written(tmp_path, whole.replace('"id": 3', '"id": oops')))
    assert [message.key for message in messages] == ["1", "2"]
    assert "is damaged" in problems[0].sentence


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert len(parsed(written(tmp_path, "\ufeff" + json.dumps(chat(message(1)))))[0]) == 1


@pytest.mark.parametrize(
    "other",
    [
        "{}",
        "[]",
        "5",
        '{"messages": []}',
        '{"messages": {"item": {"type": "Generic"}}}',
        '{"participants": [], "messages": [{"sender_name": "Ann", "type": "Generic", "content": "hi"}]}',
        '[{"sender_id": 1, "text": "hi", "message.id": 5}]',
        '{"type": "FeatureCollection", "id": 5, "name": "x"}',
        "{broken",
    ],
)
def test_other_json_is_not_taken(tmp_path: Path, other: str) -> None:
    path = written(tmp_path, other)
    assert not telegram.recognises(path, path.read_bytes())
    with pytest.raises(SourceError, match="of no kind that can be read"):
        importer_for(path)


def test_a_chat_without_text_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, chat(message(1, "", photo="photo.jpg")))
    with pytest.raises(SourceError, match="holds no text messages"):
        parsed(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_chat_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    export = account(chat(message(1, ["a", {"text": "b"}]), message(2, reply_to_message_id=1)))
    export["contacts"] = {}
    damaged = bytearray(json.dumps(export, indent=1).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "result.json"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    try:
        records = list(telegram.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records


@pytest.mark.parametrize(
    "fields",
    [
        {"date_unixtime": "0"},
        {"date_unixtime": "4200000000"},
        {"date_unixtime": None, "date": "0001-01-01T00:00:00"},
        {"date_unixtime": None, "date": "9999-12-31T23:59:59"},
    ],
)
def test_a_date_that_no_chat_can_have_is_none(tmp_path: Path, fields: Json) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1, **fields))))
    assert ([message.sent_at for message in messages], problems) == ([None], [])
