"""Tests of units.py and of how archives are learned: as the folders that they were."""

import shutil
import zipfile
from pathlib import Path

import pytest

from memory import archives
from memory.learn import Learned
from tests.knowledge import REPOSITORY, Knowledge, conversation, everything_agrees, message, write_chat, write_post


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A folder with posts and a chat, to be packed."""
    folder = tmp_path / "export"
    write_post(folder / "bread.md", "Bread", "I bake sourdough bread with rye.")
    write_post(folder / "deeper" / "bikes.md", "Bikes", "My bicycle has a dynamo.")
    write_chat(folder / "chat" / "result.json", *conversation(3))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def unpackings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The archives that were unpacked."""
    done: list[Path] = []
    unpacked = archives.unpacked

    def noted(path: Path) -> object:
        done.append(path)
        return unpacked(path)

    monkeypatch.setattr(archives, "unpacked", noted)
    return done


def pack(folder: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return to


def test_a_packed_export_is_learned_as_its_folder_is(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    learned = knowledge.learn(pack(export, tmp_path / "export.zip"))
    assert (learned.files, learned.passages, learned.exemplars, learned.problems) == (3, 8, 3, [])
    places = {place for (place,) in knowledge.store.rows("SELECT place FROM passages")}
    assert places == {f"{tmp_path}/export.zip/bread.md", f"{tmp_path}/export.zip/deeper/bikes.md", "telegram/77"}
    everything_agrees(knowledge)


def test_an_archive_of_the_same_bytes_is_not_unpacked_again(
    knowledge: Knowledge, export: Path, tmp_path: Path, unpackings: list[Path]
) -> None:
    packed = pack(export, tmp_path / "export.zip")
    knowledge.learn(packed)
    before = knowledge.contents()
    assert knowledge.learn(packed) == Learned(unchanged=1)
    assert (knowledge.contents(), len(unpackings)) == (before, 1)


def test_only_a_changed_member_is_read_again(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    knowledge.learn(pack(export, tmp_path / "export.zip"))
    embedded = knowledge.embedder.embedded
    write_post(export / "bread.md", "Bread", "I bake croissants now.")
    learned = knowledge.learn(pack(export, tmp_path / "export.zip"))
    assert (learned.files, learned.unchanged, learned.passages, learned.dropped) == (1, 2, 1, 1)
    assert knowledge.embedder.embedded == embedded + 1
    texts = knowledge.texts("croissants", k=50)
    assert "I bake croissants now." in texts
    assert not any("sourdough" in text for text in texts)
    everything_agrees(knowledge)


def test_what_is_no_longer_packed_is_dropped(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    knowledge.learn(pack(export, tmp_path / "export.zip"))
    (export / "bread.md").unlink()
    assert knowledge.learn(pack(export, tmp_path / "export.zip")).dropped == 1
    assert not any("sourdough" in text for text in knowledge.texts("sourdough", k=50))
    everything_agrees(knowledge)


def test_an_archive_that_is_gone_takes_all_of_it_along(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    pack(export, folder / "export.zip")
    write_post(folder / "own.md", "Own", "Something about kayaks.")
    knowledge.learn(folder)
    (folder / "export.zip").unlink()
    assert knowledge.learn(folder).dropped == 11
    assert [values[-1] for values in knowledge.store.rows("SELECT text FROM passages")] == ["Something about kayaks."]
    everything_agrees(knowledge)


@pytest.mark.parametrize("left", [0.6, 0.001])
def test_a_damaged_archive_drops_nothing_and_is_told_until_it_is_whole(
    knowledge: Knowledge, export: Path, tmp_path: Path, left: float
) -> None:
    packed = pack(export, tmp_path / "downloads" / "export.zip")
    write_post(packed.parent / "own.md", "Own", "Something about kayaks.")
    knowledge.learn(packed.parent)
    before, whole = knowledge.contents(), packed.read_bytes()
    packed.write_bytes(whole[: max(10, int(len(whole) * left))])
    for _ in range(2):
        learned = knowledge.learn(packed.parent)
        assert {problem.path for problem in learned.problems} == {packed}
        assert (learned.dropped, knowledge.contents()) == (0, before)
    packed.write_bytes(whole)
    again = knowledge.learn(packed.parent)
    assert (again.files, again.problems, knowledge.contents()) == (0, [], before)


def test_what_is_wrong_within_is_told_each_time_as_it_is_of_a_file(
    knowledge: Knowledge, export: Path, tmp_path: Path
) -> None:
    packed = pack(export, tmp_path / "export.zip")
    for _ in range(2):
        [problem] = knowledge.learn(packed, me=["Zoe"]).problems
        assert problem.path == packed / "chat" / "result.json"
        assert "called 'Zoe'" in problem.sentence
        assert "/tmp/twin-" not in problem.sentence
    assert knowledge.learn(packed).exemplars == 3


def test_a_broken_place_within_is_told_by_its_path_in_the_archive(
    knowledge: Knowledge, export: Path, tmp_path: Path
) -> None:
    chat = export / "chat" / "result.json"
    chat.write_text(chat.read_text(encoding="utf-8")[:700], encoding="utf-8")
    packed = pack(export, tmp_path / "export.zip")
    [problem] = knowledge.learn(packed).problems
    assert (problem.path, problem.where) == (packed / "chat" / "result.json", "message 3")


def test_an_export_of_exports_is_learned_but_no_deeper(
    knowledge: Knowledge, export: Path, tmp_path: Path, unpackings: list[Path]
) -> None:
    inner = tmp_path / "outer" / "inner.zip"
    pack(export, inner)
    outer = pack(inner.parent, tmp_path / "more" / "outer.zip")
    learned = knowledge.learn(outer)
    assert (learned.files, learned.problems) == (3, [])
    assert f"{outer}/inner.zip/bread.md" in {place for (place,) in knowledge.store.rows("SELECT place FROM passages")}
    assert knowledge.learn(outer) == Learned(unchanged=1)
    assert len(unpackings) == 2
    outermost = pack(outer.parent, tmp_path / "outermost.zip")
    [problem] = knowledge.learn(outermost).problems
    assert (problem.path, "packed too deep" in problem.sentence) == (outermost / "outer.zip" / "inner.zip", True)


def test_an_archive_that_holds_itself_comes_to_an_end(
    knowledge: Knowledge, tmp_path: Path, unpackings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    quine = tmp_path / "r.zip"
    with zipfile.ZipFile(quine, "w") as archive:
        archive.writestr("r.zip", b"PK\x03\x04 stands for itself")
    noted = archives.unpacked
    # However it is unpacked, the same comes out.
    monkeypatch.setattr(archives, "unpacked", lambda _path: noted(quine))
    [problem] = knowledge.learn(quine).problems
    assert "packed too deep" in problem.sentence
    assert len(unpackings) == 2


def test_what_lies_unpacked_elsewhere_is_known_already(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    knowledge.learn(export)
    before = len(knowledge.store.rows("SELECT 1 FROM exemplars"))
    chats = len(knowledge.store.rows("SELECT 1 FROM passages WHERE place = 'telegram/77'"))
    learned = knowledge.learn(pack(export, tmp_path / "export.zip"))
    assert (learned.passages, learned.exemplars) == (2, 0), "posts are named by where they lie, chats are not"
    assert len(knowledge.store.rows("SELECT 1 FROM exemplars")) == before
    assert len(knowledge.store.rows("SELECT 1 FROM passages WHERE place = 'telegram/77'")) == chats


def test_what_an_archive_shared_with_a_file_that_is_gone_is_kept(
    knowledge: Knowledge, export: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "both"
    shutil.copytree(export, folder / "a")
    pack(export, folder / "b.zip")
    knowledge.learn(folder)
    shutil.rmtree(folder / "a")
    knowledge.learn(folder)
    assert len(knowledge.store.rows("SELECT 1 FROM exemplars")) == 3
    assert knowledge.learn(folder) == Learned(unchanged=1)
    everything_agrees(knowledge)


def test_a_newer_export_of_a_chat_adds_what_is_new(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    write_chat(tmp_path / "old" / "result.json", *conversation(3))
    write_chat(tmp_path / "new" / "result.json", *conversation(3), message(99, "one more thing"))
    pack(tmp_path / "old", folder / "2023.zip")
    knowledge.learn(folder)
    pack(tmp_path / "new", folder / "2024.zip")
    learned = knowledge.learn(folder)
    assert (learned.unchanged, learned.files) == (1, 1)
    assert len(knowledge.store.rows("SELECT 1 FROM passages WHERE text = 'one more thing'")) == 1


def test_an_archive_of_pictures_alone_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    [problem] = knowledge.learn(pack(tmp_path / "photos", tmp_path / "photos.zip")).problems
    assert "nothing that is read is packed in it" in problem.sentence


def test_what_is_of_no_kind_within_is_passed_over(knowledge: Knowledge, export: Path, tmp_path: Path) -> None:
    (export / "settings.xyz").write_text("{}")
    packed = pack(export, tmp_path / "export.zip")
    assert knowledge.learn(packed).passed_over == [packed / "settings.xyz"]
    assert knowledge.learn(packed) == Learned(unchanged=1)


def test_a_link_to_what_stands_elsewhere_is_not_followed(knowledge: Knowledge, tmp_path: Path) -> None:
    secret = write_post(tmp_path / "home" / "diary.md", "Diary", "Nobody knows that my safe opens with seven.")
    post = write_post(tmp_path / "clone" / "bread.md", "Bread", "I bake sourdough bread with rye.")
    (post.parent / "notes.md").symlink_to(secret)
    (post.parent / "more").symlink_to(secret.parent)
    (post.parent / "again.md").symlink_to(post)
    (post.parent / "nowhere.md").symlink_to(tmp_path / "gone")

    learned = knowledge.learn(post.parent)

    assert {text for (text,) in knowledge.store.rows("SELECT text FROM passages")} == {
        "I bake sourdough bread with rye."
    }
    assert sorted(problem.path.name for problem in learned.problems) == ["more", "notes.md", "nowhere.md"]


def test_an_export_with_a_link_to_what_stands_elsewhere_is_left_out(knowledge: Knowledge, tmp_path: Path) -> None:
    secret = tmp_path / "home" / "diary.html"
    secret.parent.mkdir()
    secret.write_text("<p>Nobody knows that my safe opens with seven.</p>")
    export = tmp_path / "export"
    shutil.copytree(REPOSITORY / "tests/data/exports/substack", export)
    page = next(export.rglob("*.html"))
    page.unlink()
    page.symlink_to(secret)

    learned = knowledge.learn(tmp_path / "export")

    assert knowledge.store.rows("SELECT text FROM passages WHERE text LIKE '%safe%'") == []
    assert [problem.path.name for problem in learned.problems] == [page.name]
