"""Tests of discord_package.py: what somebody wrote on Discord, as Discord gives it to them."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import discord_chat, discord_package
from memory.importers.records import SELF, ChatMessage
from tests.importing import EXPORTS, damaged, learned_twice, messages_of, parts_of, problems_of, readable, told
from tests.knowledge import Knowledge, without_privileges
from twin.errors import SourceError

PACKAGE = EXPORTS / "discord-package" / "package"
MESSAGES = PACKAGE / "Nachrichten"
CHANNEL, PRIVATE = "810000000000000001", "810000000000000002"
ANN, BEN = "400000000000000001", "400000000000000002"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGE, tmp_path / "package"))


def test_everything_is_the_owners_and_in_order() -> None:
    messages = messages_of(discord_package, PACKAGE)
    assert messages[0] == ChatMessage(
        place=f"discord/{CHANNEL}",
        chat="general in Aurora",
        key=messages[0].key,
        author="Ann 🌻",
        author_id=ANN,
        sent_at=datetime(2023, 11, 14, 22, 15, 22, 2000, UTC),
        text="Ja, um acht 🎲\nbei mir?",
        by_owner=True,
    )
    assert [(message.chat, message.text, message.mentions) for message in messages[1:]] == [
        ("general in Aurora", "@Ben see #general :party:", (BEN,)),
        ("general in Aurora", "", ()),
        ("Direct Message with ben#0", "bin unterwegs", ()),
        ("Direct Message with ben#0", 'אני מאחרת, "סליחה"\n\nfünf Minuten', ()),
    ]
    assert {message.identity for message in messages} == {SELF}


def test_the_same_channel_from_somewhere_else_is_the_same_place_and_has_the_same_messages() -> None:
    def named(message: ChatMessage) -> tuple[object, ...]:
        return message.place, message.key, message.sent_at, message.text

    exported = [
        message
        for path in sorted((EXPORTS / "discord-chat").iterdir())
        for message in messages_of(discord_chat, path)
        if message.author_id == ANN
    ]
    own = [message for message in messages_of(discord_package, PACKAGE) if message.place.endswith(CHANNEL)]
    assert list(map(named, own)) == list(map(named, exported))


def test_what_belongs_to_the_package_is_found_whatever_its_folders_are_called(package: Path) -> None:
    inner = [
        "index.json",
        f"c{CHANNEL}/channel.json",
        f"c{CHANNEL}/messages.json",
        f"c{PRIVATE}/channel.json",
        f"c{PRIVATE}/messages.csv",
    ]
    assert parts_of(discord_package, package) == [
        "README.txt",
        "Konto/user.json",
        *(f"Nachrichten/{name}" for name in inner),
    ]
    assert parts_of(discord_package, package / "Nachrichten") == inner
    assert parts_of(discord_package, package / "Server") == []
    assert parts_of(discord_package, package.parent) == []


def test_a_package_of_messages_alone_is_the_owners_all_the_same(package: Path, knowledge: Knowledge) -> None:
    shutil.rmtree(package / "Konto")
    assert knowledge.learn(package, me=()).passages == 4
    assert {message.author for message in messages_of(discord_package, package)} == {"Owner"}


def test_the_messages_folder_alone_is_the_same_chats() -> None:
    places = {message.place for message in messages_of(discord_package, PACKAGE)}
    assert {message.place for message in messages_of(discord_package, MESSAGES)} == places


def test_older_packages_have_folders_of_numbers_and_times_without_a_zone(package: Path) -> None:
    folder = (package / "Nachrichten" / f"c{PRIVATE}").rename(package / "Nachrichten" / PRIVATE)
    (folder / "messages.csv").write_text(
        "ID,Timestamp,Contents,Attachments\n12,2019-01-02 03:04:05,kurz,\n", encoding="utf-8"
    )
    first = messages_of(discord_package, package)[0]
    assert (first.place, first.sent_at) == (f"discord/{PRIVATE}", datetime(2019, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_an_export_of_the_package_learned_again_adds_nothing(package: Path, knowledge: Knowledge) -> None:
    later = Path(shutil.copytree(package, package.parent / "later"))
    (later / "Nachrichten").rename(later / "Messages")
    assert learned_twice(knowledge, package, later) == 0


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (5, "It has no fields."),
        ({"ID": "x", "Contents": "b"}, "Its “ID” is not a number."),
        ({"ID": 1, "Contents": 5}, "Its “Contents” is not a text."),
        ({"ID": 1, "Contents": "b", "Timestamp": "soon"}, "Its time cannot be read."),
    ],
)
def test_a_broken_message_is_told_and_the_rest_is_read(package: Path, row: object, sentence: str) -> None:
    path = package / "Nachrichten" / f"c{CHANNEL}" / "messages.json"
    path.write_text(json.dumps([row, *json.loads(path.read_text(encoding="utf-8"))]), encoding="utf-8")
    assert problems_of(discord_package, package) == [("message number 1", f"{sentence} The message is left out.")]
    assert len(told(discord_package, package)[0]) == 5


def test_a_broken_row_is_told_with_its_line(package: Path) -> None:
    path = package / "Nachrichten" / f"c{PRIVATE}" / "messages.csv"
    path.write_text("ID,Timestamp,Contents\n1,,a\n\nx,,b\n2,,\n", encoding="utf-8")
    assert problems_of(discord_package, package) == [("line 4", "Its “ID” is not a number. The message is left out.")]


def test_a_table_that_never_ends_a_field_is_told(package: Path) -> None:
    path = package / "Nachrichten" / f"c{PRIVATE}" / "messages.csv"
    path.write_text('ID,Timestamp,Contents\n1,,a\n2,,"' + "b" * 200_000, encoding="utf-8")
    sentence = "From line 3 on the file is no table any more; what stands before was learned."
    assert problems_of(discord_package, package) == [("", sentence)]


def test_damaged_names_cost_no_messages(package: Path) -> None:
    (package / "Nachrichten" / "index.json").write_text("{broken", encoding="utf-8")
    (package / "Konto" / "user.json").write_text("[]", encoding="utf-8")
    texts, wheres = told(discord_package, package)
    assert (len(texts), wheres) == (5, [""])


def test_a_package_without_messages_is_told(package: Path) -> None:
    for path in (package / "Nachrichten").glob("c*/messages.*"):
        path.write_text("[]" if path.suffix == ".json" else "ID\n", encoding="utf-8")
    with pytest.raises(SourceError, match="holds no messages"):
        list(discord_package.read(package))


def test_a_folder_that_may_not_be_looked_into_is_left(package: Path) -> None:
    package.parent.chmod(0o755)
    (package / "Nachrichten").chmod(0)
    with without_privileges():
        assert list(discord_package.parts(package, ["Nachrichten"])) == []
    (package / "Nachrichten").chmod(0o755)


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    assert not discord_package.recognises(tmp_path, b"")
    with pytest.raises(SourceError, match="is no Discord package"):
        list(discord_package.read(tmp_path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(seed=st.integers())
def test_a_damaged_package_gives_records_or_a_sentence(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "package"
    shutil.copytree(PACKAGE, folder, dirs_exist_ok=True)
    for name in ("Konto/user.json", "Nachrichten/index.json", f"Nachrichten/c{CHANNEL}/messages.json"):
        (folder / name).write_bytes(damaged((PACKAGE / name).read_bytes(), seed + len(name)))
    assert "bin unterwegs" in [getattr(record, "text", "") for record in readable(discord_package.read, folder)]
    (folder / f"Nachrichten/c{PRIVATE}/messages.csv").write_bytes(
        damaged((MESSAGES / f"c{PRIVATE}/messages.csv").read_bytes(), seed)
    )
    readable(discord_package.read, folder)
