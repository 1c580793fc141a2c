"""Tests of telegram.py: exported chats, whole accounts, and what is broken in them."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, telegram
from memory.importers.records import ChatMessage, Problem
from tests.knowledge import Knowledge
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
    [message(2, type="service", action="phone_call", actor="Ann"), message(2, type="unsupported")],
)
def test_what_nobody_sent_is_left_out(tmp_path: Path, left_out: Json) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1), left_out, message(3))))
    assert not problems
    assert [message.key for message in messages] == ["1", "3"]


@pytest.mark.parametrize(
    "media",
    [message(2, "", photo="photo.jpg"), message(2, []), message(2, " \n"), message(2, "", poll={"question": 5})],
)
def test_media_alone_are_a_message_without_text(tmp_path: Path, media: Json) -> None:
    messages, problems = parsed(written(tmp_path, chat(message(1), media)))
    assert not problems
    assert [message.text for message in messages] == ["Hello", ""]


def test_a_poll_asks_its_question(tmp_path: Path) -> None:
    poll = message(1, "", poll={"question": "Tea or juice? ", "closed": False, "answers": []})
    assert [message.text for message in parsed(written(tmp_path, chat(poll)))[0]] == ["Tea or juice?"]


@pytest.mark.parametrize(
    "fields", [{"forwarded_from": "Bob"}, {"forwarded_from": None}, {"forwarded_from_id": "user3"}]
)
def test_what_is_passed_on_is_marked(tmp_path: Path, fields: Json) -> None:
    messages, _ = parsed(written(tmp_path, chat(message(1), message(2, **fields))))
    assert [(message.author, message.forwarded) for message in messages] == [("Ann", False), ("Ann", True)]


def test_what_a_bot_wrote_is_marked(tmp_path: Path) -> None:
    talk = chat(message(1), message(2, **{"from": "Timer", "from_id": "user77"}), type="bot_chat")
    group = chat(message(3, via_bot="@gif"), message(4, from_id="user77"), type="private_group")
    messages, _ = parsed(written(tmp_path, account(talk, group)))
    assert [message.by_bot for message in messages] == [False, True, True, False]


def test_a_whole_account_tells_its_owner(tmp_path: Path) -> None:
    bob = message(2, **{"from": "Ann", "from_id": "user12"})
    channel = message(3, **{"from": "Ann", "from_id": "channel11"})
    messages, _ = parsed(
        written(tmp_path, account(chat(message(1), bob), chat(channel, id=5), left=(chat(message(4)),)))
    )
    assert [message.by_owner for message in messages] == [True, False, False, True]


def test_saved_messages_are_the_owners(tmp_path: Path) -> None:
    other = message(2, **{"from": "Bob", "from_id": "user3"})
    messages, _ = parsed(written(tmp_path, chat(message(1), other, type="saved_messages", id=11)))
    assert [message.by_owner for message in messages] == [True, False]


def test_mentions_are_numbers_and_names(tmp_path: Path) -> None:
    text = [{"type": "mention", "text": "@bob"}, " ", {"type": "mention_name", "text": "Cleo", "user_id": 5}, "?"]
    messages, _ = parsed(written(tmp_path, chat(message(1, text))))
    assert (messages[0].text, messages[0].mentions) == ("@bob Cleo?", ("5", "bob"))


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
def test_what_is_missing_in_one_message_costs_no_other(tmp_path: Path, data: st.DataObject) -> None:
    messages = [message(number, f"text {number}", reply_to_message_id=1) for number in range(1, 8)]
    spoilt = messages[data.draw(st.integers(0, 6))]
    for field in data.draw(st.sets(st.sampled_from(sorted(spoilt)))):
        if data.draw(st.booleans()):
            del spoilt[field]
        else:
            spoilt[field] = data.draw(st.sampled_from([None, 5, "x", [], {}, [[]], True, 1.5]))
    read = parsed(written(tmp_path, account(chat(*messages))))[0]
    whole = {f"text {number}" for number in range(1, 8)} - {f"text {messages.index(spoilt) + 1}"}
    assert whole <= {message.text for message in read}


DATA = Path(__file__).parent / "data" / "exports" / "telegram"


def test_an_exported_account() -> None:
    messages, problems = parsed(DATA / "account.json")
    assert not problems
    assert [
        (
            message.place,
            message.key,
            message.author,
            message.by_owner,
            message.forwarded,
            message.reply_to,
            message.text,
        )
        for message in messages
    ] == [
        ("telegram/42", "10", "Jonas 🌊", False, False, "", "Kommst du am Samstag?"),
        ("telegram/42", "11", "Mira Solano", True, False, "10", "Ja, gern!\nIch bringe https://example.org/brot mit"),
        ("telegram/42", "13", "Mira Solano", True, False, "", ""),
        ("telegram/42", "14", "Mira Solano", True, True, "", "Brot des Jahres: Roggen"),
        ("telegram/9000", "3", "أمل", False, False, "", "متى نلتقي؟"),
        ("telegram/9000", "4", "Deleted Account 77", False, False, "", "um acht"),
        ("telegram/5", "8", "Mira Solano", True, False, "", "Tschüss zusammen"),
    ]


def test_the_same_account_adds_nothing_again_and_needs_no_name(tmp_path: Path, knowledge: Knowledge) -> None:
    exported = json.loads((DATA / "account.json").read_text(encoding="utf-8"))
    first = written(tmp_path, exported)
    assert knowledge.learn(first, me=()).problems == []
    exported["chats"]["list"][0]["messages"].append(
        message(15, "Bis dann", **{"from_id": "user7", "from": "Mira Solano"})
    )
    (tmp_path / "later").mkdir()
    assert knowledge.learn(written(tmp_path / "later", exported), me=()).passages == 1


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


def test_deep_nesting_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text('{"name": "Ben", "type": "personal_chat", "messages": [' + '{"a":' * 100_000, encoding="utf-8")
    began = time.monotonic()
    assert [type(record) for record in telegram.read(path)] == [Problem]
    assert time.monotonic() - began < 2


def test_a_number_of_very_many_digits_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text('{"type": "personal_chat", "messages": [{"id": ' + "9" * 100_000 + "}]}", encoding="utf-8")
    assert [type(record) for record in telegram.read(path)] == [Problem]
