"""Tests of discord_chat.py: channels that DiscordChatExporter wrote, and what is broken in them."""

import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import discord_chat, discord_text, importer_for, reading
from memory.importers.records import ChatMessage
from tests.importing import EXPORTS, damaged, learned_twice, messages_of, problems_of, readable, told
from tests.knowledge import Knowledge
from twin.errors import SourceError

Json = dict[str, object]

FOLDER = EXPORTS / "discord-chat"
FIRST, SECOND = (FOLDER / f"Aurora - Text - general [part {number}].json" for number in (1, 2))
CHANNEL = "810000000000000001"
ANN, BEN = "400000000000000001", "400000000000000002"


def message(number: int, content: object = "Hello", **fields: object) -> Json:
    author = {"id": "5", "name": "ann", "nickname": "Ann", "isBot": False}
    sent = f"2024-05-01T10:{number:02}:00+02:00"
    return {"id": str(number), "type": "Default", "timestamp": sent, "content": content, "author": author, **fields}


def channel(*messages: object, **fields: object) -> Json:
    about = {"guild": {"id": "1", "name": "Aurora"}, "channel": {"id": "7", "name": "general"}}
    return {**about, "messages": list(messages), **fields}


def written(tmp_path: Path, export: object, name: str = "export.json") -> Path:
    path = tmp_path / name
    path.write_text(export if isinstance(export, str) else json.dumps(export), encoding="utf-8")
    return path


def test_a_message_that_answers_another() -> None:
    assert importer_for(FIRST) is discord_chat
    first, second, _ = messages_of(discord_chat, FIRST)
    assert (first.text, first.mentions) == ("@Ann 🌻 spielen wir heute?", (ANN,))
    assert second == ChatMessage(
        place=f"discord/{CHANNEL}",
        chat="general in Aurora",
        key=second.key,
        author="Ann 🌻",
        author_id=ANN,
        sent_at=datetime(2023, 11, 14, 22, 15, 22, 2000, UTC),
        text="Ja, um acht 🎲\nbei mir?",
        reply_to=first.key,
    )


def test_only_what_somebody_wrote_is_there_and_bots_and_what_is_passed_on_are_marked() -> None:
    messages = [*messages_of(discord_chat, FIRST), *messages_of(discord_chat, SECOND)]
    assert [(m.author, m.text, m.by_bot, m.forwarded, bool(m.reply_to)) for m in messages] == [
        ("Ben", "@Ann 🌻 spielen wir heute?", False, False, False),
        ("Ann 🌻", "Ja, um acht 🎲\nbei mir?", False, False, True),
        ("Dice", "Ben rolled 17", True, False, False),
        ("Ann 🌻", "@Ben see #general :party:", False, False, False),
        ("Ben", "", False, True, False),
        ("Ann 🌻", "", False, False, False),
    ]
    assert {m.place for m in messages} == {f"discord/{CHANNEL}"}


def test_the_file_may_have_any_name(tmp_path: Path) -> None:
    assert importer_for(Path(shutil.copy(FIRST, tmp_path / "notes.md"))) is discord_chat


@pytest.mark.parametrize(
    "other", ["[]", "{}", '{"guild": {"id": "1"}}', '{"guild": {"id": 1}, "channel": {"id": 1}}', '{"channel": [']
)
def test_other_json_is_not_taken(tmp_path: Path, other: str) -> None:
    path = written(tmp_path, other)
    assert not discord_chat.recognises(path, reading.head(path))


@pytest.mark.parametrize(
    ("guild", "title"),
    [({"id": "0", "name": "Direct Messages"}, "general"), ({"id": "1", "name": ""}, "general"), ([], "general")],
)
def test_a_private_chat_is_called_by_its_name_alone(tmp_path: Path, guild: object, title: str) -> None:
    path = written(tmp_path, channel(message(1), guild=guild))
    assert messages_of(discord_chat, path)[0].chat == title


def test_a_channel_without_a_name_is_called_by_its_number(tmp_path: Path) -> None:
    path = written(tmp_path, channel(message(1), guild={"id": "0"}, channel={"id": "7", "name": None}))
    assert (messages_of(discord_chat, path)[0].place, messages_of(discord_chat, path)[0].chat) == ("discord/7", "7")


def test_an_export_from_the_last_message_on_is_turned(tmp_path: Path) -> None:
    path = written(tmp_path, channel(*(message(number) for number in (4, 3, 2, 1))))
    assert [m.key for m in messages_of(discord_chat, path)] == ["1", "2", "3", "4"]


def test_who_has_no_nickname_has_a_name(tmp_path: Path) -> None:
    author = {"id": "5", "name": "ann", "nickname": None}
    assert messages_of(discord_chat, written(tmp_path, channel(message(1, author=author))))[0].author == "ann"


def test_a_number_that_is_none_of_discords_leaves_the_written_time(tmp_path: Path) -> None:
    path = written(tmp_path, channel(message(1)))
    assert messages_of(discord_chat, path)[0].sent_at == datetime(2024, 5, 1, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (5, "It has no fields."),
        (message(2, content=5), "Its “content” is not a text."),
        (message(2, timestamp="soon"), "Its time cannot be read."),
        (message(2, author={}), "It has no author."),
        (message(2, author={"id": []}), "Its “id” is not a number."),
        (message(2, type=[]), "Its “type” is not a number."),
    ],
)
def test_a_broken_message_is_told_and_the_rest_is_read(tmp_path: Path, broken: object, sentence: str) -> None:
    path = written(tmp_path, channel(message(1, "first"), broken, message(3, "third")))
    assert problems_of(discord_chat, path) == [("message number 2", f"{sentence} The message is left out.")]
    assert told(discord_chat, path)[0] == ["first", "third"]


def test_a_file_that_is_cut_is_read_to_the_cut(tmp_path: Path) -> None:
    whole = json.dumps(channel(*(message(number, f"text {number}") for number in range(1, 6))))
    path = written(tmp_path, whole[: whole.index("text 4")])
    assert told(discord_chat, path) == (["text 1", "text 2", "text 3"], ["message number 3"])


def test_a_channel_without_messages_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no messages"):
        list(discord_chat.read(written(tmp_path, channel(message(1, type="Call")))))


def test_a_later_export_adds_only_what_is_new(tmp_path: Path, knowledge: Knowledge) -> None:
    said = [message(number, f"word{number} is said") for number in range(1, 5)]
    first = written(tmp_path, channel(*said), "a.json")
    assert learned_twice(knowledge, first, written(tmp_path, channel(*said[1:]), "b.json")) == 0
    assert knowledge.learn(written(tmp_path, channel(*said[2:], message(9, "word9 is new")), "c.json")).passages == 1


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (f"<@{BEN}> <@!{BEN}>", "@Ben @Ben"),
        (f"<@{ANN}>", f"<@{ANN}>"),
        (f"<#{CHANNEL}>", "#general"),
        (f"<@&{CHANNEL}>", f"<@&{CHANNEL}>"),
        (f"<:ok:{CHANNEL}><a:wave:{CHANNEL}>", ":ok::wave:"),
        ("<t:1700000000:R>", "<t:1700000000:R>"),
        ("a <b> <@5> >", "a <b> <@5> >"),
    ],
)
def test_marks_become_names_where_they_are_known(marked: str, plain: str) -> None:
    assert discord_text.readable(marked, {BEN: "Ben"}, {CHANNEL: "general"}) == plain


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers())
def test_a_damaged_channel_gives_records_or_a_sentence(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(damaged(FIRST.read_bytes(), seed))
    readable(lambda path: importer_for(path).read(path), path)
    readable(discord_chat.read, path)


@pytest.mark.parametrize("hostile", ["<@" * 100_000, "<@1" * 70_000, "<a:" + "a" * 200_000, "<" * 200_000])
def test_hostile_texts_take_no_time(hostile: str) -> None:
    begun = time.monotonic()
    discord_text.readable(hostile, {}, {})
    discord_text.mentioned(hostile)
    assert time.monotonic() - begun < 1
