"""The voices of a data folder, as they are kept."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from twin.errors import ConsentError, DeskError, StoreError
from voice.consent import Consent, sentence
from voice.voices import NEUTRAL, Voice, Voices

MOMENT = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 3, tzinfo=UTC)
AGREED = Consent("Ann Lee", MOMENT, sentence("Ann Lee", "ElevenLabs", "en"), ("0" * 64, "a" * 64))
ANN = Voice("Ann", "elevenlabs", "x7Yz", AGREED, MOMENT)


@pytest.fixture
def voices(tmp_path: Path) -> Voices:
    return Voices(tmp_path / "voice")


def edited(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Somebody changes the file by hand."""
    path = folder / "voice" / "voices.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_before_anything_was_done_there_is_no_voice(voices: Voices) -> None:
    assert (voices.all(), voices.used(), voices.used_name, voices.stamp) == ([], None, "", (0, 0))


def test_a_voice_is_kept_with_its_consent(tmp_path: Path, voices: Voices) -> None:
    voices.add(ANN)

    assert Voices(tmp_path / "voice").all() == [ANN]
    assert voices.used() is None


def test_the_file_is_for_its_owner_alone(tmp_path: Path, voices: Voices) -> None:
    voices.add(ANN)

    folder = tmp_path / "voice"
    assert [oct(path.stat().st_mode)[-3:] for path in (folder, folder / "voices.json")] == ["700", "600"]
    assert {path.name for path in folder.iterdir()} <= {"voices.json", "voices.lock"}


@pytest.mark.parametrize("name", ["Ann", "ANN"])
def test_a_voice_is_used_by_its_name_in_any_case(voices: Voices, name: str) -> None:
    voices.add(ANN)

    assert voices.use(name) == ANN
    assert (voices.used(), voices.used_name) == (ANN, "Ann")


def test_the_voice_of_nobody_needs_no_consent(voices: Voices) -> None:
    used = voices.use(NEUTRAL)

    assert used is not None
    assert (used.name, used.engine, used.clone, used.consent) == ("espeak", "espeak", False, None)
    assert voices.used() == used
    voices.use("ESPEAK")
    assert voices.all() == [used]


def test_no_voice_is_used_again(voices: Voices) -> None:
    voices.use(NEUTRAL)

    assert voices.use("none") is None
    assert voices.used() is None


def test_an_unknown_voice_is_a_sentence_that_lists_the_known(voices: Voices) -> None:
    with pytest.raises(DeskError, match=r"^no voice is called Bob; there is only espeak: `twin voice clone` makes one"):
        voices.use("Bob")
    voices.add(ANN)
    with pytest.raises(DeskError, match=r"^no voice is called Bob; there are Ann, espeak: "):
        voices.use("Bob")


def test_what_was_asked_for_is_finished_and_not_used_before(voices: Voices) -> None:
    asked = replace(ANN, id="")
    voices.add(asked)
    with pytest.raises(
        ConsentError, match=r"^the voice Ann was asked for and never finished: `twin voice delete 'Ann'`"
    ):
        voices.use("Ann")
    voices.add(ANN)

    assert voices.all() == [ANN]
    assert voices.use("Ann") == ANN


def test_what_was_never_made_leaves_nothing(voices: Voices) -> None:
    voices.add(replace(ANN, id=""))
    voices.remove(ANN)

    assert voices.all() == []
    voices.free("Ann")


def test_what_was_deleted_while_it_was_being_made_stays_deleted(voices: Voices) -> None:
    asked = replace(ANN, id="")
    voices.add(asked)
    (left,) = voices.delete("Ann", LATER)
    voices.add(replace(left, cleared=True))

    assert voices.add(ANN) == replace(ANN, deleted_at=LATER)
    assert voices.delete("Ann", LATER) == [replace(ANN, deleted_at=LATER)]


def test_a_deleted_voice_is_not_used_and_its_consent_stays(voices: Voices) -> None:
    voices.add(ANN)
    voices.use("Ann")
    left = voices.delete("ann", LATER)

    assert left == voices.all() == [replace(ANN, deleted_at=LATER)]
    assert (voices.used(), voices.used_name) == (None, "")
    with pytest.raises(DeskError, match=r"^Ann was deleted on 2026-02-03\.$"):
        voices.use("Ann")


def test_deleting_another_voice_leaves_the_one_that_is_used(voices: Voices) -> None:
    bob = replace(ANN, name="Bob", id="y")
    voices.add(ANN)
    voices.add(bob)
    voices.use("Bob")
    voices.delete("Ann", LATER)

    assert voices.used() == bob


def test_deleting_again_tells_what_may_be_left_until_it_is_cleared(voices: Voices) -> None:
    voices.add(ANN)
    voices.delete("Ann", LATER)
    (again,) = voices.delete("Ann", datetime(2026, 3, 4, tzinfo=UTC))
    assert again.deleted_at == LATER
    voices.add(replace(again, cleared=True))

    with pytest.raises(DeskError, match=r"^Ann was deleted on 2026-02-03"):
        voices.delete("Ann", LATER)
    assert [one.consent for one in voices.all()] == [AGREED]


@pytest.mark.parametrize("name", ["espeak", "Espeak"])
def test_the_voice_of_nobody_cannot_be_deleted(voices: Voices, name: str) -> None:
    voices.use(NEUTRAL)
    with pytest.raises(DeskError, match="`twin voice use none` leaves it"):
        voices.delete(name, LATER)
    assert voices.used_name == NEUTRAL


def test_a_name_is_free_again_when_nothing_is_left_of_it(voices: Voices) -> None:
    voices.add(ANN)
    with pytest.raises(DeskError, match=r"^a voice is called Ann already: `twin voice delete` it first"):
        voices.free("ANN")
    (left,) = voices.delete("Ann", LATER)
    with pytest.raises(DeskError, match=r"^a voice called Ann is not known to be deleted everywhere"):
        voices.free("Ann")
    voices.add(replace(left, cleared=True))
    voices.free("Ann")
    anew = replace(ANN, made_at=LATER, id="new")
    voices.add(anew)

    assert voices.use("Ann") == anew
    assert len(voices.all()) == 2


@pytest.mark.parametrize("name", ["", " ", " Ann", "A\nB", "A\x1b[2J", "x" * 41, "none", "None", "espeak", "ESPEAK"])
def test_a_name_that_stands_for_nothing_or_something_else_is_refused(voices: Voices, name: str) -> None:
    with pytest.raises(DeskError, match="give --name"):
        voices.free(name)
    with pytest.raises(DeskError, match="give --name"):
        voices.add(replace(ANN, name=name))


def test_an_id_that_would_change_an_address_is_not_kept(voices: Voices) -> None:
    with pytest.raises(StoreError, match="the id of the voice Ann is none that can be kept"):
        voices.add(replace(ANN, id="../user"))
    assert voices.all() == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"consent": None}, "there is no record that its owner agreed"),
        ({"consent": {"who": "", "words": "", "samples": [], "at": "2026-01-02T00:00:00Z"}}, "who agreed"),
        (
            {"consent": {"who": "Ann", "words": "I, Ann", "samples": [], "at": "2026-01-02T00:00:00Z"}},
            "which recordings",
        ),
        ({"id": ""}, "never finished"),
        ({"deleted_at": "2026-02-03T00:00:00Z"}, "Ann was deleted on 2026-02-03"),
        ({"name": "Bob"}, "no voice is called Ann"),
    ],
    ids=["no consent", "nobody agreed", "to nothing", "no id", "deleted", "another name"],
)
def test_a_clone_to_which_the_file_has_no_consent_is_not_used(
    tmp_path: Path, voices: Voices, changed: dict[str, Any], fault: str
) -> None:
    voices.add(ANN)
    voices.use("Ann")
    edited(tmp_path, lambda content: content["voices"][0].update(changed))

    with pytest.raises(ConsentError, match=f"^the voice Ann .*{fault}"):
        voices.used()
    assert voices.used_name == "Ann"


def test_a_clone_that_is_written_into_the_file_is_not_used(tmp_path: Path, voices: Voices) -> None:
    voices.use(NEUTRAL)
    theirs = {"name": "Star", "engine": "elevenlabs", "id": "abc", "consent": None, "made_at": "2026-01-02T00:00:00Z"}

    def put(content: dict[str, Any]) -> None:
        content["voices"].append(theirs)
        content["used"] = "Star"

    edited(tmp_path, put)
    with pytest.raises(ConsentError, match=r"^the voice Star is not used: there is no record that its owner agreed"):
        voices.used()
    with pytest.raises(ConsentError):
        voices.use("Star")
    with pytest.raises(ConsentError):
        voices.usable("Star")


def a_voice(**changed: object) -> bytes:
    voice = {"name": "Ann", "engine": "elevenlabs", "id": "x", "consent": None, "made_at": "2026-01-02T00:00:00Z"}
    return json.dumps({"used": "", "voices": [{**voice, **changed}]}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"used": 7}',
        b'{"voices": [{"name": "Ann"}]}',
        a_voice(made_at="2026-01-02T00:00:00"),
        a_voice(engine="other"),
        a_voice(engine="espeak"),
        a_voice(name="espeak"),
        a_voice(id="a/b"),
        a_voice(consent={"who": "Ann"}),
    ],
    ids=range(13),
)
def test_a_damaged_file_is_a_sentence_and_left_as_it_is(tmp_path: Path, voices: Voices, content: bytes) -> None:
    path = tmp_path / "voice" / "voices.json"
    path.parent.mkdir()
    path.write_bytes(content)

    for use in (voices.all, voices.used, lambda: voices.use(NEUTRAL), lambda: voices.add(ANN)):
        with pytest.raises(StoreError, match=r"^.*voices.json is damaged.* Restore it from a backup, or move it away"):
            use()
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, voices: Voices) -> None:
    (tmp_path / "voice" / "voices.json").mkdir(parents=True)

    with pytest.raises(StoreError, match=r"voices\.json cannot be used: is a directory"):
        voices.all()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, voices: Voices) -> None:
    (tmp_path / "voice").touch()

    with pytest.raises(StoreError, match="cannot be used"):
        voices.add(ANN)


def test_every_change_gives_another_stamp_and_nothing_else_does(voices: Voices) -> None:
    stamps = [voices.stamp]
    voices.add(ANN)
    stamps.append(voices.stamp)
    for name in ("Ann", "none"):
        voices.use(name)
        stamps.append(voices.stamp)
    assert len(set(stamps)) == 4
    voices.use("none")
    voices.used()

    assert voices.stamp == stamps[-1]


def test_those_who_change_it_at_once_lose_nothing(tmp_path: Path) -> None:
    together = Barrier(8)

    def add(number: int) -> None:
        together.wait()
        Voices(tmp_path / "voice").add(replace(ANN, name=f"Ann {number}"))

    threads = [Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {voice.name for voice in Voices(tmp_path / "voice").all()} == {f"Ann {number}" for number in range(8)}


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write everywhere")
def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path, voices: Voices) -> None:
    voices.add(ANN)
    (tmp_path / "voice").chmod(0o500)

    with pytest.raises(StoreError, match="cannot be used"):
        voices.use("Ann")


def test_what_a_voice_is_called_at_the_provider_is_told_apart_by_its_moment() -> None:
    assert ANN.title == "Ann (ai-twin 2026-01-02 12:30:00)"
