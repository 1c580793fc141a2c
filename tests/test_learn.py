"""Tests of learn.py: what stays, what goes, and what a run that is killed leaves to the next."""

import json
import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from memory.importers import importer_for
from memory.importers.records import ChatMessage, Document, Record
from memory.intake import Intake
from memory.learn import Learned
from memory.schema import migrations
from memory.units import Unit
from tests.knowledge import (
    Knowledge,
    bytes_below,
    conversation,
    everything_agrees,
    kill_after,
    message,
    started,
    without_privileges,
    write_chat,
    write_post,
)
from twin.errors import SourceError, StoreError
from twin.knowledge import Audience

KILLS = 8


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A folder with posts and a chat."""
    folder = tmp_path / "export"
    write_post(folder / "bread.md", "Bread", "I bake sourdough bread with rye.")
    write_post(folder / "deeper" / "bikes.md", "Bikes", "My bicycle has a dynamo.\n\n# Tyres\n\nGravel tyres, soft.")
    write_chat(folder / "chat" / "result.json", *conversation(3))
    return folder


def test_posts_and_a_chat_are_learned(knowledge: Knowledge, export: Path) -> None:
    learned = knowledge.learn(export)
    assert (learned.files, learned.passages, learned.exemplars, learned.problems) == (3, 8, 3, [])
    assert knowledge.source().audience == Audience.PUBLIC
    assert knowledge.source("telegram/77").audience == Audience.OWNER
    assert "I bake sourdough bread with rye." in knowledge.texts("sourdough")[0]
    everything_agrees(knowledge)


def test_progress_reaches_the_end_of_each_stage(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    assert [name for name, _, _ in knowledge.progress.stages] == ["reading", "learning"]
    assert all(total == done for _, total, done in knowledge.progress.stages)


def test_learning_again_adds_and_embeds_nothing(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    before, embedded = knowledge.contents(), knowledge.embedder.embedded
    again = knowledge.learn(export)
    assert again == Learned(unchanged=3)
    assert knowledge.contents() == before
    assert knowledge.embedder.embedded == embedded


def test_a_changed_post_replaces_its_pieces(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    write_post(export / "bread.md", "Bread", "I bake croissants now.")
    learned = knowledge.learn(export)
    assert (learned.files, learned.unchanged, learned.passages, learned.dropped) == (1, 2, 1, 1)
    assert not any("sourdough" in text for text in knowledge.texts("sourdough", k=50))
    assert "croissants" in knowledge.texts("croissants")[0]
    everything_agrees(knowledge)


def test_a_changed_embedding_is_the_only_one_made(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    embedded = knowledge.embedder.embedded
    write_chat(export / "chat" / "result.json", *conversation(3), message(99, "one more thing"))
    knowledge.learn(export)
    # The message, and the last answer with it: two messages of one author this far apart are two turns.
    assert knowledge.embedder.embedded - embedded == 1


def test_a_removed_file_is_found_nowhere(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    knowledge.index.merge()
    [dropped] = [id_ for (id_,) in knowledge.store.rows("SELECT id FROM passages WHERE text LIKE '%sourdough%'")]
    [row] = knowledge.store.rows_of("passages", [dropped]).values()
    vector = knowledge.file.read([row])[0]
    (export / "bread.md").unlink()
    assert knowledge.learn(export).dropped == 1
    assert (knowledge.folder / "vectors.f32").read_bytes()[row * 256 : row * 256 + 256] == bytes(256)
    assert dropped not in knowledge.nearest("passages", Audience.PUBLIC, vector, 50)
    assert not any("sourdough" in text for text in knowledge.texts("sourdough bread rye", k=50))
    everything_agrees(knowledge)


def test_what_is_dropped_is_overwritten_in_the_records(knowledge: Knowledge, export: Path) -> None:
    write_post(export / "secret.md", "Secret", "The word is xyzzyplugh.")
    knowledge.learn(export)
    (export / "secret.md").unlink()
    knowledge.learn(export)
    assert b"xyzzyplugh" not in bytes_below(knowledge.folder)


def test_a_broken_file_is_named_and_loses_nothing(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    chat = export / "chat" / "result.json"
    chat.write_text(chat.read_text(encoding="utf-8")[:700], encoding="utf-8")
    write_post(export / "new.md", "New", "Something about kayaks.")
    before = len(knowledge.contents())
    learned = knowledge.learn(export)
    [problem] = learned.problems
    assert (problem.path, problem.where) == (chat, "message 3")
    assert learned.dropped == 0
    assert len(knowledge.contents()) == before + 1
    assert "kayaks" in knowledge.texts("kayaks")[0]
    assert [p.path for p in knowledge.learn(export).problems] == [chat], "it is read again until it is whole"


def test_a_chat_repaired_after_a_message_was_deleted_in_it_is_recalled(knowledge: Knowledge, tmp_path: Path) -> None:
    chat = tmp_path / "result.json"
    whole = conversation(5)
    write_chat(chat, *whole)
    knowledge.learn(chat)
    write_chat(chat, *whole[:2], *whole[3:], message(80, ["not", 1, "text"]))  # type: ignore[arg-type]
    assert knowledge.learn(chat).problems
    assert len(knowledge.texts("question", k=50)) == 10, "two passages in one position are no reason to fail"
    write_chat(chat, *whole[:2], *whole[3:])
    assert knowledge.learn(chat).dropped
    assert len(knowledge.texts("question", k=50)) == 9


def test_a_stranger_of_the_owners_name_is_not_the_owner(knowledge: Knowledge, tmp_path: Path) -> None:
    chat = tmp_path / "WhatsApp Chat with Trip.txt"
    lines = [
        "01/05/2024, 10:00 - Ben: hello",
        "01/05/2024, 10:01 - ~\u202fAnn: I am Ann",
        "02/05/0001, 11:30 - Ben: no",
    ]
    chat.write_text("\n".join(lines), encoding="utf-8")
    [problem] = knowledge.learn(chat.parent).problems
    assert "~ Ann (1 message)" in problem.sentence
    chat.write_text("\n".join([*lines, "02/05/2024, 11:31 - Ann: it is me"]), encoding="utf-8")
    assert knowledge.learn(chat.parent).problems == []
    assert knowledge.store.rows("SELECT text FROM passages WHERE by_owner") == [("it is me",)]


def test_a_chat_of_another_kind_is_not_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("[Jan 5, 2024 10:00 AM] Jonas: my secret\n[Jan 5, 2024 10:01 AM] Ann: mine\n" * 3, encoding="utf-8")
    [problem] = knowledge.learn(log.parent).problems
    assert "looks like a chat" in problem.sentence
    assert knowledge.contents() == []


class Vanishing:
    """An importer of a file that is there no more when it is read."""

    KIND = "vanishing"
    CHATS = False

    def recognises(self, path: Path, head: bytes) -> bool:
        return bool(path.name and head)

    def read(self, path: Path) -> Iterator[Record]:
        yield Document(str(path), "", "", None, "some text")
        path.unlink()
        path.stat()


def test_a_file_that_goes_while_it_is_read_is_told(knowledge: Knowledge, export: Path) -> None:
    intake = Intake(knowledge.store, export, (), None, [])
    with pytest.raises(SourceError, match=r"bread\.md cannot be read \(No such file"):
        intake.take(Unit.of(export / "bread.md"), Vanishing())


def test_names_of_several_lines_are_told_on_one(knowledge: Knowledge, tmp_path: Path) -> None:
    write_chat(tmp_path / "result.json", message(1, "hello", "Zoe\nLearned everything"))
    [problem] = knowledge.learn(tmp_path / "result.json").problems
    assert "Zoe Learned everything (1 message)" in problem.sentence


def test_of_an_export_in_one_file_among_others_the_file_is_named(knowledge: Knowledge, tmp_path: Path) -> None:
    row = {"sender_name": "Zoe", "timestamp_ms": 1700000000000, "content": "hello"}
    chat = tmp_path / "chats" / "message_1.json"
    chat.parent.mkdir()
    chat.write_text(json.dumps({"messages": [row]}), encoding="utf-8")
    [problem] = knowledge.learn(chat.parent).problems
    assert problem.path == chat


def test_an_unknown_owner_is_told_with_the_authors(knowledge: Knowledge, export: Path) -> None:
    for me, expected in ((["Zoe"], "called 'Zoe': Ben (3 messages), Ann (3 messages)"), ([], "not said which author")):
        [problem] = knowledge.learn(export, me=me).problems
        assert expected in problem.sentence
        assert not knowledge.store.rows("SELECT 1 FROM exemplars")


def test_an_owner_said_wrongly_and_then_rightly_is_the_owner(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export, me=["Ben"])
    knowledge.learn(export, me=["Ann"])
    rows = knowledge.store.rows("SELECT DISTINCT author, by_owner FROM passages WHERE author <> '' ORDER BY author")
    assert rows == [("Ann", 1), ("Ben", 0)]
    assert {asker for (asker,) in knowledge.store.rows("SELECT asker FROM exemplars")} == {"Ben"}


def test_a_path_that_does_not_exist_changes_nothing(knowledge: Knowledge, export: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        knowledge.learn(export, export / "nowhere")
    assert knowledge.contents() == []
    assert knowledge.store.sources() == []


def test_one_file_through_two_paths_is_learned_once(knowledge: Knowledge, export: Path) -> None:
    (export / "again.md").symlink_to(export / "bread.md")
    knowledge.learn(export, export / "bread.md", export / ".." / export.name)
    assert sum("sourdough" in str(piece) for piece in knowledge.contents()) == 1
    assert knowledge.learn(export, export / "bread.md").files == 0


def test_what_stands_in_a_second_file_outlives_the_first(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    write_chat(folder / "2023" / "result.json", *conversation(4))
    write_chat(folder / "2024" / "result.json", *conversation(6))
    knowledge.learn(folder)
    before = knowledge.contents()
    (folder / "2023" / "result.json").unlink()
    knowledge.learn(folder)
    assert knowledge.contents() == before
    assert knowledge.learn(folder).unchanged == 1
    everything_agrees(knowledge)


def test_an_export_that_was_moved_keeps_its_chat(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    before = knowledge.contents()
    (export / "chat").rename(export / "moved")
    knowledge.learn(export)
    assert knowledge.contents() == before


def test_two_equal_messages_are_both_kept(knowledge: Knowledge, tmp_path: Path) -> None:
    chat = tmp_path / "WhatsApp Chat with Ben.txt"
    lines = ["01/05/2024, 10:00 - Ben: hello there", "01/05/2024, 10:00 - Ann: good morning"]
    chat.write_text("\n".join([*lines, lines[1], "02/05/2024, 11:30 - Ben: fine"]), encoding="utf-8")
    knowledge.learn(chat)
    knowledge.learn(chat)
    assert sorted(knowledge.texts("good morning hello")) == ["fine", "good morning", "good morning", "hello there"]


def test_half_a_character_in_a_title_is_no_reason_to_fail(knowledge: Knowledge, export: Path) -> None:
    write_post(export / "half.md", '"half \\ud83d"', "Something about emoji.")
    assert knowledge.learn(export).problems == []
    assert "emoji" in knowledge.texts("emoji")[0]


def test_a_name_that_is_no_text_is_told_and_the_rest_learned(knowledge: Knowledge, export: Path) -> None:
    Path(os.fsdecode(os.fsencode(export) + b"/caf\xe9.md")).write_text("Something about coffee.", encoding="utf-8")
    learned = knowledge.learn(export)
    assert [problem.sentence for problem in learned.problems] == ["its name is no text: rename it."]
    assert learned.files == 3
    with pytest.raises(SourceError, match="rename it"):
        knowledge.learn(learned.problems[0].path)


def test_what_is_no_file_does_not_hold_it_up(knowledge: Knowledge, export: Path) -> None:
    os.mkfifo(export / "pipe.md")
    (export / "endless.md").symlink_to("/dev/zero")
    (export / "photos.zip").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    learned = knowledge.learn(export)
    assert {problem.path.name for problem in learned.problems} == {"pipe.md", "endless.md", "photos.zip"}
    assert learned.files == 3


def test_a_folder_that_cannot_be_read_is_not_taken_for_empty(export: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        posts = Path(name).resolve() / "posts"
        shutil.copytree(export, posts)
        knowledge = Knowledge(posts.parent / "data")
        knowledge.learn(posts)
        posts.parent.chmod(0o755)
        (posts / "deeper").chmod(0)
        with without_privileges():
            learned = knowledge.learn(posts)
        assert [problem.path.name for problem in learned.problems] == ["deeper"]
        assert learned.dropped == 0
        knowledge.store.close()


def test_a_folder_that_is_suddenly_empty_loses_nothing(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    before = knowledge.contents()
    away = export.rename(export.with_name("away"))
    (export / "lost+found").mkdir(parents=True)
    learned = knowledge.learn(export)
    [problem] = learned.problems
    assert (problem.path, learned.dropped) == (export, 0)
    assert "nothing was dropped: `twin sources forget ID` forgets it" in problem.sentence
    assert knowledge.contents() == before
    shutil.rmtree(export)
    away.rename(export)
    assert knowledge.learn(export) == Learned(unchanged=3)


def test_a_folder_that_never_held_a_file_is_no_problem(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert knowledge.learn(tmp_path / "empty") == Learned()


def test_a_learned_path_can_be_opened_while_it_is_learned_again(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    knowledge.learn(export, chosen=Audience.FRIENDS)
    assert {source.audience for source in knowledge.store.sources()} == {Audience.FRIENDS}
    assert knowledge.texts("sourdough", Audience.FOLLOWERS) == []
    assert "sourdough" in knowledge.texts("sourdough", Audience.FRIENDS)[0]


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_a_file_of_a_learned_folder_can_be_closed_by_learning_it_again(
    knowledge: Knowledge, export: Path, *, merged: bool, known: bool
) -> None:
    knowledge.learn(export)
    if known:
        knowledge.learn(export / "bread.md")
    if merged:
        knowledge.index.merge()
    assert "sourdough" in knowledge.texts("sourdough", Audience.PUBLIC)[0]
    knowledge.learn(export / "bread.md", chosen=Audience.OWNER)
    assert not any("sourdough" in text for text in knowledge.texts("sourdough", Audience.INNER))
    assert "bicycle" in knowledge.texts("bicycle", Audience.PUBLIC)[0]
    knowledge.learn(export / "bread.md", chosen=Audience.PUBLIC)
    assert not any("sourdough" in text for text in knowledge.texts("sourdough", Audience.INNER)), "it is not opened"
    everything_agrees(knowledge)


def test_what_another_source_holds_is_closed_only_if_the_owner_says_so(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export, chosen=Audience.PUBLIC)
    knowledge.learn(export / "chat" / "result.json")
    assert knowledge.texts("answer", Audience.PUBLIC)
    [second] = [source for source in knowledge.store.sources() if source.path.endswith("result.json")]
    assert second.audience == Audience.OWNER
    knowledge.learner.open_to(second, Audience.FRIENDS)
    assert not any("answer" in text for text in knowledge.texts("answer", Audience.FOLLOWERS))
    assert not knowledge.store.rows("SELECT 1 FROM exemplars WHERE audience <> ?", [int(Audience.FRIENDS)])


@pytest.mark.parametrize("merged", [False, True])
def test_a_forgotten_source_leaves_no_byte(knowledge: Knowledge, export: Path, *, merged: bool) -> None:
    secret = "xyzzyplugh"
    question = message(50, f"what about {secret}?", "Ben")
    chat = write_chat(
        export / "chat" / f"{secret}.json", question, message(51, f"{secret} it is"), number=9, name=secret
    )
    knowledge.learn(export)
    vectors = [values[-1] for values in knowledge.contents() if secret in str(values)]
    if merged:
        knowledge.index.merge()
    assert secret.encode() in bytes_below(knowledge.folder)
    others = [values for values in knowledge.contents() if secret not in str(values)]
    chat.unlink()
    assert knowledge.learner.forget(knowledge.source("telegram/9")) == 3
    assert knowledge.contents() == others
    while_open = bytes_below(knowledge.folder)
    knowledge.store.close()
    for left in (while_open, bytes_below(knowledge.folder)):
        assert secret.encode() not in left
        assert not any(isinstance(vector, bytes) and vector in left for vector in vectors)


def test_a_vector_that_was_taken_out_of_the_index_before_is_forgotten_too(knowledge: Knowledge, export: Path) -> None:
    secret = knowledge.learn(write_post(export.parent / "other" / "secret.md", "Secret", "The word is xyzzyplugh."))
    assert secret.passages == 1
    knowledge.learn(export)
    [vector] = [values[-1] for values in knowledge.contents() if "xyzzyplugh" in str(values)]
    knowledge.index.merge()
    [source] = [source for source in knowledge.store.sources() if source.path.endswith("secret.md")]
    knowledge.learner.open_to(source, Audience.OWNER)
    assert knowledge.learner.forget(source) == 1
    assert isinstance(vector, bytes)
    assert vector not in bytes_below(knowledge.folder)
    assert knowledge.store.count_tail() == 0, "the rest is in the index that was made anew"
    everything_agrees(knowledge)


def test_what_the_vector_file_lost_is_embedded_again(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    before = knowledge.contents()
    (knowledge.folder / "vectors.f32").unlink()
    reopened = Knowledge(knowledge.folder)
    reopened.learn(export)
    assert reopened.contents() == before


def test_what_a_killed_run_did_not_erase_is_erased_by_the_next(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    dropped = knowledge.store.pieces_of("passages", source=knowledge.source().id)
    knowledge.store.drop("passages", dropped)
    assert knowledge.file.read(knowledge.store.gaps(len(knowledge.file))).any()
    knowledge.learn(export)
    everything_agrees(knowledge)


def test_a_run_killed_before_it_dropped_what_is_gone_drops_it_next_time(knowledge: Knowledge, tmp_path: Path) -> None:
    seed = int(time.time())
    print("seed", seed)
    moments = random.Random(seed)  # noqa: S311
    posts = tmp_path / "posts"
    for number in range(150):
        write_post(posts / f"{number}.md", f"Post {number}", f"Old text{number} here.\n\n# Part\n\n{'More old. ' * 30}")
    chat = write_chat(posts / "result.json", *conversation(700))
    knowledge.learn(posts)
    for number in range(0, 150, 2):
        write_post(posts / f"{number}.md", f"Post {number}", f"New text{number} here.")
    write_chat(chat, *conversation(900)[300:])
    undisturbed = _undisturbed(tmp_path / "undisturbed", posts)
    _killed_again_and_again(knowledge.folder, posts, moments, 3)
    knowledge.learn(posts)
    assert knowledge.contents() == undisturbed
    everything_agrees(knowledge)


def test_killed_at_any_moment_the_next_run_ends_as_if_undisturbed(tmp_path: Path) -> None:
    seed = int(time.time())
    print("seed", seed)
    posts = tmp_path / "posts"
    for number in range(120):
        write_post(posts / f"{number}.md", f"Post {number}", f"Text{number} here.\n\n# Part\n\n{'And more. ' * 30}")
    write_chat(posts / "result.json", *conversation(1000))
    undisturbed = _undisturbed(tmp_path / "undisturbed", posts)
    data = tmp_path / "data"
    data.mkdir()
    _killed_again_and_again(data, posts, random.Random(seed), KILLS)  # noqa: S311
    knowledge = Knowledge(data)
    knowledge.learn(posts)
    assert knowledge.contents() == undisturbed
    everything_agrees(knowledge)


def _undisturbed(folder: Path, export: Path) -> list[tuple[object, ...]]:
    folder.mkdir()
    knowledge = Knowledge(folder)
    knowledge.learn(export)
    return knowledge.contents()


def _killed_again_and_again(data: Path, export: Path, moments: random.Random, times: int) -> None:
    """Kill that many runs while they learn; the later ones are given longer, or they would all die at the start."""
    killed = 0
    for number in range(times):
        with started("learn", data, export) as process:
            killed += kill_after(process, moments.uniform(0, 0.1 + 0.15 * number))
    # Once a run got to its end, those after it are quick: how many are met depends on the machine.
    assert killed >= 1


PLACE = "telegram/business/abc/4711"
ANN = "user1"
BEGAN = datetime(2024, 5, 1, 10, tzinfo=UTC)


def said(number: int, text: str, author: str = "Ann", minutes: float | None = None, reply_to: int = 0) -> ChatMessage:
    """A message of a live conversation, by default a minute after the one numbered before it."""
    return ChatMessage(
        place=PLACE,
        chat="Ben",
        key=str(number),
        author=author,
        author_id=ANN if author == "Ann" else "user2",
        sent_at=BEGAN + timedelta(minutes=number if minutes is None else minutes),
        text=text,
        reply_to=str(reply_to) if reply_to else "",
    )


def hear(knowledge: Knowledge, *messages: ChatMessage) -> Learned:
    return knowledge.learner.hear(PLACE, "Ben", messages, ANN)


def pairs(knowledge: Knowledge) -> list[tuple[str, str]]:
    return knowledge.store.rows("SELECT message, reply FROM exemplars ORDER BY sent_at, id")


def talk(turns: int) -> list[ChatMessage]:
    """Ben asks two lines, Ann answers two, again and again, a quarter of an hour between."""
    lines = []
    for turn in range(turns):
        for line, (author, text) in enumerate((("Ben", "hi"), ("Ben", "really?"), ("Ann", "well"), ("Ann", "yes"))):
            lines.append(said(4 * turn + line + 1, f"{text} {turn}", author, 15 * turn + line))
    return lines


def test_a_conversation_is_heard_and_recalled_at_once(knowledge: Knowledge) -> None:
    learned = hear(knowledge, said(1, "which flour for rye bread?", "Ben"), said(2, "wholemeal, always"))
    assert learned == Learned(passages=2, exemplars=1)
    source = knowledge.source(PLACE)
    assert (source.path, source.title, source.kind, source.audience) == (PLACE, "Ben", "conversation", Audience.OWNER)
    [found] = knowledge.recall.recall("flour for rye", Audience.OWNER).exemplars
    assert (found.exemplar.asker, found.exemplar.reply) == ("Ben", "wholemeal, always")
    assert found.signals.cosine > 0.5
    assert knowledge.texts("flour", Audience.INNER) == []
    everything_agrees(knowledge)


@pytest.mark.parametrize("window", [2, 3, 5, 8, 100])
def test_windows_that_overlap_end_as_one_that_holds_all(knowledge: Knowledge, tmp_path: Path, window: int) -> None:
    lines = talk(6)
    for end in range(1, len(lines) + 1):
        hear(knowledge, *lines[max(0, end - window) : end])
    whole = Knowledge(tmp_path / "whole")
    assert hear(whole, *lines) == Learned(passages=24, exemplars=6)
    numbered = "SELECT text, position FROM passages ORDER BY sent_at"
    assert knowledge.store.rows(numbered) == whole.store.rows(numbered)
    if window >= 4:
        assert knowledge.contents() == whole.contents()
    assert len(pairs(knowledge)) == 6, "one of each, even if no window holds all of it"
    before, embedded = knowledge.contents(), knowledge.embedder.embedded
    assert hear(knowledge, *lines[-window:]) == Learned()
    assert (knowledge.contents(), knowledge.embedder.embedded) == (before, embedded)
    everything_agrees(knowledge)
    whole.store.close()


def test_an_answer_in_three_lines_ends_as_one(knowledge: Knowledge) -> None:
    lines = [said(1, "how was it?", "Ben"), said(2, "mild"), said(3, "cold"), said(4, "and windy")]
    replies = []
    for end in (2, 3, 4):
        hear(knowledge, *lines[:end])
        replies.append(pairs(knowledge))
    assert replies == [[("how was it?", reply)] for reply in ("mild", "mild\ncold", "mild\ncold\nand windy")]
    hear(knowledge, said(5, "how far?", "Ben"), said(6, "mild"), said(7, "mildr", reply_to=5))
    assert len(pairs(knowledge)) == 3, "another answer that begins alike is another"
    everything_agrees(knowledge)


def test_a_conversation_keeps_the_audience_that_it_was_opened_to(knowledge: Knowledge) -> None:
    lines = talk(2)
    hear(knowledge, *lines[:4])
    knowledge.learner.open_to(knowledge.source(PLACE), Audience.FRIENDS)
    hear(knowledge, *lines)
    assert knowledge.source(PLACE).audience == Audience.FRIENDS
    assert len(knowledge.recall.recall("hi really", Audience.FRIENDS).exemplars) == 2
    assert not knowledge.store.rows("SELECT 1 FROM passages WHERE NOT by_owner AND audience < ?", [int(Audience.OWNER)])


def test_learning_a_path_leaves_a_conversation_alone(knowledge: Knowledge, export: Path) -> None:
    hear(knowledge, *talk(3))
    before = set(knowledge.contents())
    knowledge.learn(export)
    (export / "bread.md").unlink()
    knowledge.learn(export, chosen=Audience.PUBLIC)
    assert before <= set(knowledge.contents())
    assert knowledge.source(PLACE).audience == Audience.OWNER


def test_a_forgotten_conversation_begins_with_what_is_said_after(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    others = knowledge.contents()
    lines = [said(1, "xyzzyplugh?", "Ben"), said(2, "xyzzyplugh!")]
    hear(knowledge, *lines)
    hear(knowledge, *lines, said(3, "and more of it"))
    assert knowledge.learner.forget(knowledge.source(PLACE)) == 4
    assert knowledge.contents() == others
    assert b"xyzzyplugh" not in bytes_below(knowledge.folder)
    assert hear(knowledge, *lines) == Learned()
    assert [source.place for source in knowledge.store.sources()] == ["", "telegram/77"]
    later = (datetime.now(UTC) - BEGAN) / timedelta(minutes=1) + 5
    assert hear(
        knowledge, *lines, said(4, "How is the bread?", "Ben", later), said(5, "It has risen", "Ann", later + 1)
    ) == Learned(passages=2, exemplars=1)
    everything_agrees(knowledge)


def test_a_conversation_that_is_exported_too_is_known_once(knowledge: Knowledge, tmp_path: Path) -> None:
    """If the platform's messages are named as the export names them."""
    chat = write_chat(tmp_path / "result.json", *conversation(3))
    importer = importer_for(chat)
    lines = [line for line in importer.read(chat) if isinstance(line, ChatMessage)]
    [owner] = {line.author_id for line in lines if line.author == "Ann"}
    place = lines[0].place
    assert knowledge.learner.hear(place, "Ben", lines[:3], owner) == Learned(passages=3, exemplars=1)
    learned = knowledge.learn(chat)
    assert (learned.passages, learned.exemplars) == (3, 2)
    assert knowledge.learner.hear(place, "Ben", lines, owner) == Learned()
    assert len(knowledge.contents()) == 9
    everything_agrees(knowledge)


def passages(knowledge: Knowledge) -> list[str]:
    return [text for (text,) in knowledge.store.rows("SELECT text FROM passages ORDER BY position, id")]


@pytest.mark.parametrize("merged", [False, True])
def test_a_message_that_was_taken_back_leaves_no_byte_and_is_not_heard_again(
    knowledge: Knowledge, *, merged: bool
) -> None:
    lines = [*talk(2), said(20, "and xyzzyplugh?", "Ben", 60), said(21, "plughxyzzy it is", "Ann", 61)]
    hear(knowledge, *lines[:8])
    others = knowledge.contents()
    hear(knowledge, *lines)
    vectors = [values[-1] for values in knowledge.contents() if values not in others]
    if merged:
        knowledge.index.merge()
    assert knowledge.learner.unhear(PLACE, ["20", "21"]) == 3
    while_open = bytes_below(knowledge.folder)
    assert b"xyzzy" not in while_open
    assert len(vectors) == 3
    assert not any(isinstance(vector, bytes) and vector in while_open for vector in vectors)
    assert knowledge.contents() == others
    assert not any("xyzzy" in text for text in knowledge.texts("xyzzyplugh plughxyzzy", k=50))
    assert hear(knowledge, *lines[:8]) == hear(knowledge, *lines) == Learned()
    assert knowledge.learner.unhear(PLACE, ["20", "21"]) == 0
    everything_agrees(knowledge)


def test_an_answer_goes_with_any_of_its_messages_and_comes_back_without_it(knowledge: Knowledge) -> None:
    lines = [said(1, "hi", "Ben"), said(2, "how was it?", "Ben"), said(3, "mild"), said(4, "cold")]
    hear(knowledge, *lines)
    for gone, left in (("4", ("hi\nhow was it?", "mild")), ("1", ("how was it?", "mild"))):
        assert knowledge.learner.unhear(PLACE, {gone}) == 2
        assert pairs(knowledge) == []
        lines = [line for line in lines if line.key != gone]
        assert hear(knowledge, *lines) == Learned(exemplars=1)
        assert pairs(knowledge) == [left]
    assert knowledge.learner.unhear(PLACE, {"2"}) == 2
    assert hear(knowledge, *lines) == Learned()
    assert (pairs(knowledge), passages(knowledge)) == ([], ["mild"])
    everything_agrees(knowledge)


def test_an_answer_that_grew_goes_with_a_question_that_left_the_window(knowledge: Knowledge) -> None:
    lines = [said(1, "secret?", "Ben"), said(2, "well?", "Ben"), said(3, "of course"), said(4, "it is")]
    hear(knowledge, *lines[:3])
    hear(knowledge, *lines[1:])
    assert pairs(knowledge) == [("secret?\nwell?", "of course\nit is")]
    assert knowledge.learner.unhear(PLACE, ["1"]) == 2
    hear(knowledge, *lines[1:])
    assert pairs(knowledge) == [("well?", "of course\nit is")]
    assert knowledge.learner.unhear(PLACE, ["4"]) == 2, "what a reply grew by belongs to it"
    everything_agrees(knowledge)


def test_all_that_a_message_ever_said_is_taken_back_with_it(knowledge: Knowledge) -> None:
    question = said(1, "how was it?", "Ben")
    hear(knowledge, question, said(2, "xyzzyplugh"))
    hear(knowledge, question, said(2, "nice, xyzzyplugh"), said(3, "what?", "Ben"))
    assert knowledge.learner.unhear(PLACE, ["2"]) == 4
    assert (pairs(knowledge), passages(knowledge)) == ([], ["how was it?", "what?"])
    assert b"xyzzyplugh" not in bytes_below(knowledge.folder)


def test_what_was_taken_back_before_it_was_heard_is_not_heard(knowledge: Knowledge) -> None:
    assert knowledge.learner.unhear(PLACE, ["2"]) == 0
    assert knowledge.store.sources() == []
    assert hear(knowledge, said(2, "xyzzyplugh")) == Learned()
    assert knowledge.store.sources() == []
    assert hear(knowledge, said(1, "how was it?", "Ben"), said(2, "xyzzyplugh")) == Learned(passages=1)


def test_only_the_conversation_and_the_messages_named_are_taken_back(knowledge: Knowledge, export: Path) -> None:
    knowledge.learn(export)
    nameless = [replace(line, key="") for line in talk(1)]
    hear(knowledge, *nameless, *talk(2)[4:])
    other = [replace(line, place="elsewhere") for line in talk(2)]
    knowledge.learner.hear("elsewhere", "Ben", other, ANN)
    before = knowledge.contents()
    for place, keys in (("nowhere", ["5"]), ("telegram/77", ["1", "2"]), (PLACE, ["", "99"]), (PLACE, [])):
        assert knowledge.learner.unhear(place, keys) == 0
    assert knowledge.contents() == before
    assert knowledge.learner.unhear(PLACE, ["", "5", "6", "7", "8", *map(str, range(100, 1200))]) == 5
    assert len(knowledge.contents()) == len(before) - 5
    assert hear(knowledge, *nameless) == Learned(), "what has no name is still known"
    knowledge.learner.forget(knowledge.source("elsewhere"))
    assert knowledge.learner.unhear("elsewhere", ["5"]) == 0
    everything_agrees(knowledge)


def test_what_an_export_holds_too_is_the_exports(knowledge: Knowledge, tmp_path: Path) -> None:
    chat = write_chat(tmp_path / "result.json", *conversation(2))
    importer = importer_for(chat)
    lines = [line for line in importer.read(chat) if isinstance(line, ChatMessage)]
    [owner] = {line.author_id for line in lines if line.author == "Ann"}
    place, keys = lines[0].place, [line.key for line in lines]
    knowledge.learner.hear(place, "Ben", lines[:2], owner)
    knowledge.learn(chat)
    before = knowledge.contents()
    assert knowledge.learner.unhear(place, keys) == 3, "what the export brought stays with it"
    assert len(knowledge.contents()) == len(before) - 3
    learned = knowledge.learn(chat)
    assert (learned.passages, learned.exemplars) == (2, 1)
    assert knowledge.contents() == before
    assert knowledge.learner.hear(place, "Ben", lines, owner) == Learned()
    assert knowledge.learner.unhear(place, keys) == 0
    everything_agrees(knowledge)


def test_records_of_the_first_version_are_kept_and_what_is_heard_in_them_again_can_be_taken_back(
    knowledge: Knowledge,
) -> None:
    lines = talk(3)
    hear(knowledge, *lines)
    before = knowledge.contents()
    knowledge.store.close()
    with closing(sqlite3.connect(knowledge.folder / "knowledge.db")) as connection:
        connection.executescript(
            "DROP TABLE heard; DROP TABLE unheard; DROP TABLE fingerprints; DROP TABLE hosts;"
            "DROP TABLE lessons; DROP TABLE superseded; DROP TABLE rejections; DROP INDEX IF EXISTS passages_authors;"
            "ALTER TABLE passages DROP COLUMN situational; ALTER TABLE exemplars DROP COLUMN situational;"
            "DELETE FROM _sqlite_migrations WHERE name <> '0001_first'"
        )
        first = sqlite3.connect(":memory:")
        migrations.apply(Database(first), stop_before="0002_taken_back")
        tables = "SELECT name, sql FROM sqlite_master WHERE name NOT GLOB '*sqlite_*' ORDER BY name"
        assert connection.execute(tables).fetchall() == first.execute(tables).fetchall()
        first.close()

    reopened = Knowledge(knowledge.folder)
    assert reopened.contents() == before
    assert hear(reopened, *lines[4:]) == Learned()
    assert reopened.contents() == before
    assert reopened.learner.unhear(PLACE, ["5"]) == 2
    assert reopened.learner.unhear(PLACE, ["1"]) == 0, "what was said before is not known by its messages"
    everything_agrees(reopened)
    reopened.store.close()


def test_a_message_is_taken_back_as_a_whole_or_not_at_all(knowledge: Knowledge) -> None:
    hear(knowledge, *talk(2))
    before = knowledge.contents()
    with closing(sqlite3.connect(knowledge.folder / "knowledge.db")) as connection:
        connection.execute("CREATE TRIGGER stop BEFORE DELETE ON exemplars BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(StoreError):
        knowledge.learner.unhear(PLACE, ["6"])
    assert knowledge.contents() == before
    with closing(sqlite3.connect(knowledge.folder / "knowledge.db")) as connection:
        connection.execute("DROP TRIGGER stop")
    assert knowledge.learner.unhear(PLACE, ["6"]) == 2
    everything_agrees(knowledge)
