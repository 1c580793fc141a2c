"""Tests of x_archive.py and x_messages.py: what somebody posted and wrote on X, and what is broken in it."""

import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, reading, x_archive, x_files, x_messages
from memory.importers.records import SELF, ChatMessage, Document
from tests.importing import EXPORTS, damaged, messages_of, parts_of, problems_of, readable, told
from tests.knowledge import Knowledge
from twin.errors import SourceError

Json = dict[str, object]

ARCHIVE = EXPORTS / "x" / "twitter-2024-05-01"
OWNER = "9007199254740993001"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))


def script(path: Path, kind: str, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"window.YTD.{kind}.part0 = {json.dumps(data)}", encoding="utf-8")
    return path


def tweet(number: int, text: object = "Some words", **fields: object) -> Json:
    return {"id_str": str(number), "full_text": text, "created_at": "Wed Sep 20 10:00:00 +0000 2023", **fields}


def tweets(tmp_path: Path, *given_: object) -> Path:
    return script(tmp_path / "data" / "tweets.js", "tweets", [{"tweet": one} for one in given_])


def documents(path: Path) -> list[Document]:
    return [record for record in x_archive.read(path) if isinstance(record, Document)]


def texts(path: Path) -> list[str]:
    return [document.text for document in documents(path)]


def test_a_thread_is_one_document_with_its_links_as_they_are() -> None:
    assert documents(ARCHIVE)[1] == Document(
        place="https://x.com/ann_bakes/status/1700000000000000020",
        title="",
        link="https://x.com/ann_bakes/status/1700000000000000020",
        written_at=datetime(2023, 9, 20, 10, 0, tzinfo=UTC),
        text="Flour is getting worse 🌾\n\nHere is why:\n\nand the ovens: read https://example.org/ovens & cry",
    )


def test_every_post_that_is_understood_alone_is_there_in_its_last_version() -> None:
    assert [(document.title, document.text[:26], document.text[-18:]) for document in documents(ARCHIVE)] == [
        ("", "Rye bread is the best", " bread is the best"),
        ("", "Flour is getting worse 🌾\n\n", "le.org/ovens & cry"),
        ("Reply to @ben", "It depends on the protein:", "urs half and half."),
        ("", "Zwölf Jahre Sauerteig, und", ", riechen, warten."),
    ]


def test_the_archive_is_found_from_its_folder_and_from_within() -> None:
    inner = ["account.js", "note-tweet.js", "tweets.js"]
    assert parts_of(x_archive, ARCHIVE) == ["Your archive.html", *(f"data/{name}" for name in inner)]
    assert parts_of(x_archive, ARCHIVE / "data") == inner
    messages = ["direct-messages.js", "direct-messages-group.js"]
    assert parts_of(x_messages, ARCHIVE) == [f"data/{name}" for name in messages]
    assert parts_of(x_messages, ARCHIVE / "data") == messages
    assert parts_of(x_archive, ARCHIVE.parent) == parts_of(x_messages, ARCHIVE.parent) == []


def test_a_folder_called_data_is_no_archive_by_its_name(tmp_path: Path) -> None:
    script(tmp_path / "data" / "tweets.js", "something", [])
    (tmp_path / "other" / "data" / "tweets.js").mkdir(parents=True)
    assert parts_of(x_archive, tmp_path) == parts_of(x_archive, tmp_path / "other") == []
    assert parts_of(x_messages, tmp_path) == []


def test_the_files_alone_are_recognised_by_how_they_begin(tmp_path: Path) -> None:
    posts = Path(shutil.copy(ARCHIVE / "data" / "tweets.js", tmp_path / "a.txt"))
    messages = Path(shutil.copy(ARCHIVE / "data" / "direct-messages.js", tmp_path / "b.txt"))
    assert (importer_for(posts), importer_for(messages)) == (x_archive, x_messages)
    assert documents(posts)[0].link == "https://x.com/i/status/1700000000000000011"
    assert not x_archive.recognises(ARCHIVE / "data" / "like.js", reading.head(ARCHIVE / "data" / "like.js"))


def test_numbers_beyond_what_a_float_holds_stay_exact(tmp_path: Path) -> None:
    links = [document.link for document in documents(tweets(tmp_path, tweet(2**60 + 1), tweet(2**60 + 2)))]
    assert links == [f"https://x.com/i/status/{2**60 + number}" for number in (1, 2)]


def test_older_archives_have_posts_without_a_wrapping_and_in_parts(tmp_path: Path) -> None:
    script(tmp_path / "tweet.js", "tweet", [tweet(1, "one")])
    for number in (1, 10, 2):
        script(tmp_path / f"tweets-part{number}.js", "tweets", [{"tweet": tweet(number + 1, f"part {number}")}])
    assert parts_of(x_archive, tmp_path)[-1] == "tweets-part10.js"
    assert texts(tmp_path) == ["one", "part 1", "part 2", "part 10"]


def test_an_answer_to_a_post_of_ones_own_that_is_gone_begins_a_thread(archive: Path) -> None:
    own = {"in_reply_to_status_id_str": "5", "in_reply_to_user_id_str": OWNER, "in_reply_to_screen_name": "ann_bakes"}
    tweets(archive, tweet(10, "@ann_bakes and so on", **own), tweet(11, "further", in_reply_to_status_id_str="10"))
    assert [(document.title, document.text) for document in documents(archive)] == [("", "and so on\n\nfurther")]


def test_posts_that_answer_each_other_in_a_circle_are_read(tmp_path: Path) -> None:
    path = tweets(
        tmp_path,
        tweet(1, "a", in_reply_to_status_id_str="2"),
        tweet(2, "b", in_reply_to_status_id_str="1"),
        tweet(3, "c", in_reply_to_status_id_str="3"),
    )
    assert texts(path) == ["a\n\nb", "c"]


@pytest.mark.parametrize("nothing", ["RT @ben: hello", "", "https://t.co/abc", "🌾🌾", " \n"])
def test_what_the_owner_did_not_write_is_left_out(tmp_path: Path, nothing: str) -> None:
    assert texts(tweets(tmp_path, tweet(1, nothing), tweet(2, "words"))) == ["words"]


def test_a_long_post_of_another_day_is_not_taken_for_this_one(archive: Path) -> None:
    path = archive / "data" / "note-tweet.js"
    path.write_text(path.read_text(encoding="utf-8").replace("2023-09-21T10", "2022-01-01T10"), encoding="utf-8")
    assert "warten." not in texts(archive)[-1]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"tweet": tweet(2, 5)}, "Its “full_text” is not a text."),
        ({"tweet": {**tweet(2), "id_str": "x"}}, "Its “id” is not a number."),
        ({"tweet": {**tweet(2), "id_str": "9" * 30}}, "Its “id” is not a number."),
        ({"tweet": {"full_text": "no number"}}, "It has no number."),
        ({"tweet": {**tweet(2), "created_at": "Wed Foo 20 10:00:00 +0000 2023"}}, "Its time cannot be read."),
        ({"tweet": {**tweet(2), "created_at": "soon"}}, "Its time cannot be read."),
        (5, "It has no fields."),
    ],
)
def test_a_broken_post_is_told_and_the_rest_is_read(tmp_path: Path, broken: object, sentence: str) -> None:
    path = script(tmp_path / "tweets.js", "tweets", [{"tweet": tweet(1, "one")}, broken, {"tweet": tweet(3, "three")}])
    assert problems_of(x_archive, path) == [("post number 2", f"{sentence} The post is left out.")]
    assert told(x_archive, path)[0] == ["one", "three"]


def test_posts_that_are_cut_are_read_to_the_cut(archive: Path) -> None:
    path = archive / "data" / "tweets.js"
    path.write_bytes(path.read_bytes()[:-900])
    found, wheres = told(x_archive, archive)
    assert (len(found), wheres) == (3, ["post number 7"])


def test_an_archive_without_posts_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no posts"):
        list(x_archive.read(tweets(tmp_path, tweet(1, "RT @ben: x"))))


def test_private_messages_are_in_order_and_the_owners_are_known() -> None:
    messages = messages_of(x_messages, ARCHIVE)
    assert messages[2] == ChatMessage(
        place=f"x/51-{OWNER}",
        chat="51",
        key="1600000000000000003",
        author="Ann 🌻",
        author_id=OWNER,
        sent_at=datetime(2023, 9, 21, 10, 3, 0, 123000, UTC),
        text="Ja — https://example.org/rezept <3",
        by_owner=True,
    )
    assert [(message.chat, message.identity, message.text) for message in messages] == [
        ("51", "51", "שלום אן 👋"),
        ("51", "51", "hast du das Rezept noch?"),
        ("51", SELF, "Ja — https://example.org/rezept <3"),
        ("Brotfreunde", "52", "wer kommt?"),
    ]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (5, "It has no fields."),
        ({"messageCreate": {"text": "nobody"}}, "It has no author."),
        ({"messageCreate": {"senderId": "5", "text": 5}}, "Its “text” is not a text."),
        ({"messageCreate": {"senderId": "5", "createdAt": "soon"}}, "Its time cannot be read."),
    ],
)
def test_a_broken_message_is_told(tmp_path: Path, broken: object, sentence: str) -> None:
    good = {"messageCreate": {"senderId": "5", "text": "good", "id": "1"}}
    conversation = {"dmConversation": {"conversationId": "1-2", "messages": [broken, good]}}
    path = script(tmp_path / "direct-messages.js", "direct_messages", [conversation])
    assert problems_of(x_messages, path) == [("message number 1", f"{sentence} The message is left out.")]
    assert told(x_messages, path)[0] == ["good"]


def test_messages_without_a_conversation_or_at_all_are_told(tmp_path: Path) -> None:
    messages = [{"messageCreate": {"senderId": "5", "text": "lost", "id": "1"}}]
    path = script(tmp_path / "dm.js", "direct_messages", [{"dmConversation": {"messages": messages}}])
    with pytest.raises(SourceError, match="holds no messages"):
        list(x_messages.read(path))


def test_an_archive_is_learned_without_a_name_and_a_second_one_adds_nothing(
    archive: Path, tmp_path: Path, knowledge: Knowledge
) -> None:
    later = Path(shutil.copytree(archive, tmp_path / "later"))
    assert knowledge.learn(archive, me=()).problems == []
    assert knowledge.learn(later, me=()).passages == 0
    assert not any("Somebody else" in text or "Explore" in text for text in knowledge.texts("archive", k=50))
    assert any("Zeit schlägt Technik" in text for text in knowledge.texts("Sauerteig"))


def test_an_account_that_cannot_be_read_costs_names(archive: Path) -> None:
    (archive / "data" / "account.js").write_text("window.YTD.account.part0 = [broken", encoding="utf-8")
    assert documents(archive)[0].link.startswith("https://x.com/i/status/")
    assert not any(message.by_owner for message in messages_of(x_messages, archive))


def test_messages_without_numbers_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    said = [{"messageCreate": {"senderId": "5", "text": text}} for text in ("last", "first")]
    conversation = {"dmConversation": {"conversationId": "1-2", "messages": said}}
    path = script(tmp_path / "dm.js", "direct_messages", [conversation])
    assert [message.text for message in messages_of(x_messages, path)] == ["first", "last"]


def test_what_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        x_files.names_in(tmp_path / "nowhere")
    assert x_files.found(tmp_path, ["data"], str.isalpha) == [tmp_path / "data"]
    assert x_files.found(tmp_path, ["data"], str.isdigit) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(seed=st.integers())
def test_a_damaged_archive_gives_records_or_a_sentence(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(ARCHIVE, folder, dirs_exist_ok=True)
    for name in ("account.js", "tweets.js", "note-tweet.js", "direct-messages.js"):
        (folder / "data" / name).write_bytes(damaged((ARCHIVE / "data" / name).read_bytes(), seed + len(name)))
    readable(x_archive.read, folder)
    assert "wer kommt?" in [getattr(record, "text", "") for record in readable(x_messages.read, folder)]


@pytest.mark.parametrize("hostile", ["&#" + "9" * 200_000, "https://t.co/" * 15_000, "@a " * 70_000, "&amp;" * 40_000])
def test_hostile_texts_take_no_time(tmp_path: Path, hostile: str) -> None:
    begun = time.monotonic()
    x_files.with_links(hostile, {})
    readable(x_archive.read, tweets(tmp_path, tweet(1, hostile, in_reply_to_user_id_str="5")))
    assert time.monotonic() - begun < 1
