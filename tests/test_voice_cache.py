"""What was said is kept whole, within bounds, and forgotten on request."""

import json
import logging
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.knowledge import REPOSITORY
from twin.voice import VoiceNote
from voice.cache import Cache, key_of, written

KEY = key_of(["hello"])
LARGE = 10_000_000
KILLS = 6
# Keeps and takes notes as fast as it can until it is killed.
_KEEP = """
import itertools, sys
from pathlib import Path
from twin.voice import VoiceNote
from voice.cache import Cache, key_of
folder, note = Path(sys.argv[1]), Path(sys.argv[2])
cache = Cache(folder, 2_000_000)
print("keeps", flush=True)
for number in itertools.count():
    key = key_of([str(number % 50)])
    cache.keep(key, str(number), VoiceNote(note, 1.5, b"wave"))
    with cache.workplace() as place:
        cache.take(key, "as well", place / "taken.ogg")
"""


def a_note(path: Path, sound: bytes = b"OggS and so on") -> VoiceNote:
    path.write_bytes(sound)
    return VoiceNote(path, 1.5, bytes(range(256)))


def entries(folder: Path) -> set[str]:
    """All that is in the folder beside its lock."""
    return {path.name for path in folder.iterdir()} - {"lock"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cache"


@pytest.fixture
def cache(folder: Path) -> Cache:
    return Cache(folder, LARGE)


def test_a_note_is_taken_as_it_was_kept(cache: Cache, tmp_path: Path) -> None:
    kept = a_note(tmp_path / "made.ogg")
    cache.keep(KEY, "hello", kept)

    taken = Cache(tmp_path / "data" / "cache", LARGE).take(KEY, "hello", tmp_path / "to.ogg")

    assert taken == VoiceNote(tmp_path / "to.ogg", 1.5, bytes(range(256)))
    assert taken.path.read_bytes() == b"OggS and so on"


def test_a_note_that_was_not_kept_is_not_there_and_nothing_is_written(cache: Cache, folder: Path) -> None:
    assert not cache.holds(KEY)
    assert cache.take(KEY, "hello", folder.parent / "to.ogg") is None
    assert not folder.parent.exists()


def test_what_is_taken_is_a_copy_that_its_owner_may_spoil(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    (tmp_path / "made.ogg").write_bytes(b"other")
    for _ in range(2):
        taken = cache.take(KEY, "hello", tmp_path / "to.ogg")
        assert taken
        assert taken.path.read_bytes() == b"OggS and so on"
        taken.path.write_bytes(b"spoilt")


def test_all_of_it_is_for_its_owners_eyes_only(cache: Cache, folder: Path, tmp_path: Path) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    cache.take(KEY, "hello", tmp_path / "to.ogg")

    with cache.workplace() as place:
        modes = {path.name: path.stat().st_mode & 0o777 for path in (*folder.iterdir(), tmp_path / "to.ogg")}
        assert modes.pop(place.name) == 0o700

    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_text_itself_stands_nowhere(cache: Cache, folder: Path, tmp_path: Path) -> None:
    cache.keep(KEY, "my secret", a_note(tmp_path / "made.ogg"))

    assert not [path for path in folder.iterdir() if b"secret" in path.read_bytes()]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda ogg, _: ogg.write_bytes(b"OggS and so oN"),
        lambda ogg, _: ogg.write_bytes(b"OggS"),
        lambda ogg, _: ogg.write_bytes(b""),
        lambda ogg, _: ogg.unlink(),
        lambda ogg, _: (ogg.unlink(), ogg.mkdir()),
        lambda _, about: about.write_bytes(b""),
        lambda _, about: about.write_bytes(b"\xff\xfe"),
        lambda _, about: about.write_text("[]"),
        lambda _, about: about.write_text("[" * 100_000),
        lambda _, about: about.write_text("{}"),
        lambda _, about: about.unlink(),
        lambda _, about: changed(about, seconds="long"),
        lambda _, about: changed(about, seconds=None),
        lambda _, about: changed(about, seconds=-1),
        lambda _, about: changed(about, seconds=float("inf")),
        lambda _, about: changed(about, waveform="?"),
        lambda _, about: changed(about, waveform="AAAA" * 100),
        lambda _, about: changed(about, texts=7),
    ],
)
def test_what_was_damaged_is_never_served_and_can_be_kept_anew(
    cache: Cache, folder: Path, tmp_path: Path, spoil: object
) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    assert callable(spoil)
    spoil(folder / f"{KEY}.ogg", folder / f"{KEY}.json")

    assert not cache.holds(KEY)
    assert cache.take(KEY, "hello", tmp_path / "to.ogg") is None
    if not (folder / f"{KEY}.ogg").is_dir():
        cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
        assert cache.holds(KEY)


def changed(about: Path, **facts: object) -> None:
    about.write_text(json.dumps(json.loads(about.read_text()) | facts))


def test_a_file_of_another_kind_is_not_served_though_it_is_whole(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg", b"<html>no</html>"))

    assert not cache.holds(KEY)


def test_what_others_put_there_is_neither_served_nor_touched(cache: Cache, folder: Path, tmp_path: Path) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    (folder / "theirs.ogg").write_bytes(b"OggS theirs")
    cache.keep(key_of(["more"]), "more", a_note(tmp_path / "made.ogg"))
    cache.forget(["hello", "more"])

    assert entries(folder) == {"theirs.ogg"}


def test_the_notes_unused_for_longest_go_when_there_is_no_room(folder: Path, tmp_path: Path) -> None:
    cache = Cache(folder, 4_000)
    keys = [key_of([str(number)]) for number in range(4)]
    for number, key in enumerate(keys[:3]):
        cache.keep(key, key, a_note(tmp_path / "made.ogg", b"OggS" + bytes(600)))
        os.utime(folder / f"{key}.ogg", (1_000 + number, 1_000 + number))
    cache.take(keys[0], keys[0], tmp_path / "to.ogg")

    cache.keep(keys[3], keys[3], a_note(tmp_path / "made.ogg", b"OggS" + bytes(600)))

    assert [cache.holds(key) for key in keys] == [True, False, True, True]
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 4_000


@pytest.mark.parametrize("most", [0, 800])
def test_a_note_for_which_there_is_no_room_is_not_kept_and_drives_out_no_other(
    folder: Path, tmp_path: Path, most: int
) -> None:
    cache, small = Cache(folder, most), key_of(["small"])
    cache.keep(small, "small", a_note(tmp_path / "made.ogg"))

    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg", b"OggS" + bytes(800)))

    assert (cache.holds(KEY), cache.holds(small)) == (False, most > 0)


def test_a_smaller_bound_than_before_is_kept_to(folder: Path, tmp_path: Path) -> None:
    for number in range(20):
        Cache(folder, LARGE).keep(key_of([str(number)]), "hello", a_note(tmp_path / "made.ogg", b"OggS" + bytes(600)))

    Cache(folder, 2_000).keep(KEY, "hello", a_note(tmp_path / "made.ogg", b"OggS" + bytes(600)))

    assert entries(folder) == {f"{KEY}.ogg", f"{KEY}.json"}


def test_all_notes_of_a_text_are_forgotten_and_no_others(cache: Cache, tmp_path: Path) -> None:
    english, german, other = (key_of([language, "hello"]) for language in ("en", "de", "fr"))
    note = a_note(tmp_path / "made.ogg")
    for key, text in ((english, "hello 😀"), (german, "hello 😀"), (other, "bye")):
        cache.keep(key, text, note)

    cache.forget(["hello 😀", "never said", "half \ud83d"])

    assert [cache.holds(key) for key in (english, german, other)] == [False, False, True]


def test_a_note_is_forgotten_by_every_text_that_it_was_asked_for_with(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    cache.take(KEY, "hello 😀", tmp_path / "to.ogg")

    cache.forget(["hello 😀"])

    assert not cache.holds(KEY)


def test_a_note_of_which_nobody_can_tell_what_it_says_is_forgotten(cache: Cache, folder: Path, tmp_path: Path) -> None:
    one, other, third = (key_of([str(number)]) for number in range(3))
    for key in (one, other, third):
        cache.keep(key, "hello", a_note(tmp_path / "made.ogg"))
    (folder / f"{one}.json").unlink()
    (folder / f"{other}.ogg").unlink()
    (folder / f"{third}.json").write_text("{}")
    # What a killed process had half written.
    (folder / ".killed.half").write_bytes(b"OggS")

    cache.forget(["bye"])

    assert entries(folder) == set()


def test_forgetting_where_nothing_was_ever_said_is_nothing(cache: Cache, folder: Path) -> None:
    cache.forget(["hello"])

    assert not folder.exists()


def test_a_folder_that_work_made_is_for_its_owners_eyes_only(cache: Cache, folder: Path) -> None:
    with cache.workplace():
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_place_for_work_is_gone_afterwards_and_after_an_error(cache: Cache, folder: Path) -> None:
    def work() -> None:
        with cache.workplace() as place:
            (place / "part").write_bytes(b"much")
            raise KeyError

    with pytest.raises(KeyError):
        work()

    assert entries(folder) == set()


@pytest.mark.parametrize(("age", "left"), [(3600, 0), (60, 1)])
def test_what_a_killed_process_worked_on_goes_when_it_is_old(cache: Cache, folder: Path, age: int, left: int) -> None:
    work = folder / "work-of-another"
    work.mkdir(parents=True)
    (work / "part0").write_bytes(b"said")
    os.utime(work, (time.time() - age,) * 2)

    with cache.workplace():
        pass

    assert len(entries(folder)) == left


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        written(tmp_path, b"much")
    written(tmp_path / "to", b"before")
    written(tmp_path / "to", b"much")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("to", b"much")]
    assert not list(tmp_path.parent.glob(".*.half"))


def test_what_cannot_be_kept_is_logged_without_the_text_and_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache", LARGE)

    with caplog.at_level(logging.WARNING, "twin"):
        cache.keep(KEY, "my secret", a_note(tmp_path / "made.ogg"))

    assert "cannot be kept for another time: Not a directory" in caplog.text
    assert "secret" not in caplog.text
    assert not cache.holds(KEY)


def test_a_note_is_taken_though_it_cannot_be_noted_that_it_was(
    cache: Cache, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.keep(KEY, "hello", a_note(tmp_path / "made.ogg"))
    (folder / "lock").unlink(missing_ok=True)
    (folder / "lock").mkdir()

    with caplog.at_level(logging.WARNING, "twin"):
        taken = cache.take(KEY, "hello 😀", tmp_path / "to.ogg")

    assert taken
    assert "cannot be kept" in caplog.text


def test_many_at_once_get_whole_notes_or_none(folder: Path, tmp_path: Path) -> None:
    keys = [key_of([str(number)]) for number in range(12)]
    notes = [a_note(tmp_path / f"{number}.ogg", b"OggS%d" % number * 500) for number in range(12)]

    def work(worker: int) -> list[bool]:
        cache = Cache(folder, 40_000)
        right = []
        for step in range(40):
            number = (worker * 7 + step) % 12
            cache.keep(keys[number], f"text {number}", notes[number])
            if step % 9 == 0:
                cache.forget([f"text {(number + 3) % 12}"])
            taken = cache.take(keys[number], f"text {worker}", tmp_path / f"to{worker}")
            right.append(taken is None or taken.path.read_bytes() == notes[number].path.read_bytes())
        return right

    with ThreadPoolExecutor(8) as workers:
        assert all(one for right in workers.map(work, range(8)) for one in right)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 40_000
    assert not list(folder.glob("*.half"))


def test_a_note_is_whole_or_not_there_whenever_the_process_is_killed(folder: Path, tmp_path: Path) -> None:
    note = a_note(tmp_path / "made.ogg", b"OggS" + bytes(200_000))
    for kill in range(KILLS):
        command = [sys.executable, "-c", _KEEP, str(folder), str(note.path)]
        with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "keeps\n"
            time.sleep(0.05 + 0.037 * kill)
            process.kill()
        cache = Cache(folder, 2_000_000)
        served = [cache.take(key_of([str(number)]), "?", tmp_path / "to.ogg") for number in range(50)]
        assert {one.path.read_bytes() for one in served if one} == {note.path.read_bytes()}

    for left in folder.glob("work-*"):
        os.utime(left, (1, 1))
    cache.forget(["?", "as well"])

    assert entries(folder) == set()
