"""`twin video say`: films on the disk, one or many, and the sentences where there are none."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.film_manifest import NAME
from persona.profile import Answers, write_new
from tests.films import portrait
from tests.programs import needed
from voice.film import facts

WORDS = ("Hi {name}.", "--lang", "en", "--in", "es=Hola, {name}.")
LIST = "name,lang\nAna,es\nBo,en\n"


@pytest.fixture(autouse=True)
def _programs() -> None:
    needed("espeak-ng", "fc-list")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the owner works: a portrait, a list of two people, and a twin that speaks with espeak-ng."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWIN_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    write_new(tmp_path / "data" / "owner.toml", Answers(name="Hlin Berg", languages=("en", "es")))
    portrait(tmp_path / "me.jpg")
    (tmp_path / "people.csv").write_text(LIST)
    assert twin("voice", "use", "espeak").exit_code == 0
    return tmp_path


def twin(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def say(*words: str) -> Result:
    return twin("video", "say", *words, "--portrait", "me.jpg", "--shape", "square")


def batch(*words: str) -> Result:
    return say(*(words or WORDS), "--batch", "people.csv", "--out", "films")


def films(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "films").glob("*.mp4"))}


def test_a_film_is_made(place: Path) -> None:
    done = say("Hola, ¿qué tal?", "--lang", "es", "--out", "clip.mp4")

    assert (done.exit_code, done.stderr) == (0, "")
    assert "Written: clip.mp4" in done.stdout
    assert "720×720, marked as synthetic; it took nothing of any account" in done.stdout
    told = asyncio.run(facts(place / "clip.mp4"))
    assert told.synthetic
    assert "AI twin of Hlin Berg, in a computer's voice" in told.tags["COMMENT"]


def test_what_the_owner_wants_said_first_is_said_first(place: Path) -> None:
    assert say("Hi there.", "--out", "short.mp4").exit_code == 0
    with (place / "data" / "owner.toml").open("a") as file:
        file.write('\n[voice]\nannounce = "You hear a copy of my voice, made by a machine."\n')
    assert say("Hi there.", "--out", "long.mp4").exit_code == 0

    short, long = [asyncio.run(facts(place / name)).film.seconds for name in ("short.mp4", "long.mp4")]
    assert long > short + 0.8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Hi.", "--out", "there.mp4"), "there.mp4 exists already: --force replaces it"),
        (("Hi.", "--out", "clip.avi"), "let the file's name end in .mp4, not .avi"),
        (("", "--out", "clip.mp4"), "nothing in the text can be said"),
        (("Hi.", "--out", "clip.mp4", "--lang", "xx"), "'xx' is no language that the twin speaks"),
        (("Hi.", "--out", "clip.mp4", "--voice", "Bertha"), "no voice is called Bertha"),
        (("Hi.", "--out", "clip.mp4", "--font", "none.ttf"), "there is no font none.ttf"),
        (("Hi.", "--out", "clip.mp4", "--in", "es=Hola"), "--in is for --batch"),
        (("Hi.", "--batch", "people.csv", "--out", "there.mp4"), "there.mp4 is no folder"),
        (("Hi.", "--batch", "none.csv", "--out", "films"), "none.csv cannot be read: no such file"),
        (("Hi.", "--batch", "people.csv", "--out", "films", "--in", "es"), "--in takes a language and the words in it"),
        (("Hi.", "--batch", "people.csv", "--out", "films", "--in", "es=a", "--in", "es=b"), "words in es twice"),
        (("Hi.", "--lang", "es", "--batch", "people.csv", "--out", "films", "--in", "es=a"), "and so does TEXT"),
        (("Hi {who}.", "--batch", "people.csv", "--out", "films"), "{who} stands for nothing"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(place: Path, words: tuple[str, ...], said: str) -> None:
    (place / "there.mp4").write_bytes(b"holidays")

    done = say(*words)

    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert (place / "there.mp4").read_bytes() == b"holidays"
    assert not (place / "clip.mp4").exists()
    assert not films(place)


def test_without_a_voice_the_sentence_says_how_to_get_one(place: Path) -> None:
    twin("voice", "use", "none")

    done = say("Hi.", "--out", "clip.mp4")

    assert done.exit_code == 1
    assert "`twin voice use espeak`, `twin voice clone`" in done.stderr


def test_a_portrait_that_is_none_is_told(place: Path) -> None:
    (place / "me.jpg").write_text("no picture")

    for done in (say("Hi.", "--out", "clip.mp4"), batch()):
        assert done.exit_code == 1
        assert "me.jpg is no picture that is read" in done.stderr


def test_a_film_is_replaced_when_that_is_asked_for(place: Path) -> None:
    (place / "clip.mp4").write_bytes(b"before")

    assert say("Hi.", "--out", "clip.mp4", "--force").exit_code == 0
    assert (place / "clip.mp4").read_bytes()[4:8] == b"ftyp"


def test_a_film_is_made_for_each_person_once(place: Path) -> None:
    first = batch()
    before = films(place)
    second = batch()

    assert (first.exit_code, first.stdout) == (
        0, "2 films made in films, 0 there already, 0 failed; it took nothing of any account.\n",
    )  # fmt: skip
    assert list(before) == ["ana-es.mp4", "bo-en.mp4"]
    assert (second.exit_code, second.stdout.startswith("0 films made in films, 2 there already")) == (0, True)
    assert films(place) == before
    assert sorted(path.name for path in (place / "films").iterdir()) == [
        f".{NAME}.lock", "ana-es.mp4", "bo-en.mp4", NAME,
    ]  # fmt: skip


def test_what_was_changed_or_damaged_is_made_again(place: Path) -> None:
    batch()
    before = films(place)
    (place / "films" / "bo-en.mp4").write_bytes(before["bo-en.mp4"][:5000])
    damaged = batch()
    changed = batch("Hi {name}.", "--lang", "en", "--in", "es=Hola otra vez, {name}.")

    assert damaged.stdout.startswith("1 film made in films, 1 there already")
    assert changed.stdout.startswith("1 film made in films, 1 there already")
    assert films(place)["ana-es.mp4"] != before["ana-es.mp4"]
    assert len(films(place)["bo-en.mp4"]) > 5000


def test_another_portrait_makes_all_films_anew(place: Path) -> None:
    batch()
    portrait(place / "me.jpg", (500, 500))

    assert batch().stdout.startswith("2 films made in films, 0 there already")


def test_a_row_that_fails_stops_no_other(place: Path) -> None:
    (place / "people.csv").write_text("name,lang,text\nAna,es,\nLuc,fr,\nCy,en,🙂\nAna,es,\nBo,en,\n")

    done = batch()

    assert done.exit_code == 1
    assert list(films(place)) == ["ana-es-2.mp4", "ana-es.mp4", "bo-en.mp4"]
    assert done.stderr.splitlines() == [
        'line 3: there are no words in fr: give --in fr="…", or a column text.',
        "line 4: nothing in the text can be said.",
    ]
    assert "3 films made in films, 0 there already, 2 failed" in done.stdout


def test_a_film_of_somebody_else_is_not_replaced(place: Path) -> None:
    (place / "films").mkdir()
    (place / "films" / "ana-es.mp4").write_bytes(b"holidays")

    done = batch()

    assert done.exit_code == 1
    assert "line 2: ana-es.mp4 is there already, and of no batch made here: --force replaces it" in done.stderr
    assert films(place)["ana-es.mp4"] == b"holidays"
    assert batch(*WORDS, "--force").exit_code == 0
    assert films(place)["ana-es.mp4"] != b"holidays"


def test_a_voice_that_is_gone_ends_the_batch(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "bin").mkdir()
    (place / "bin" / "fc-list").symlink_to(str(shutil.which("fc-list")))
    monkeypatch.setenv("PATH", str(place / "bin"))

    done = batch()

    assert done.exit_code == 1
    assert "line 2: espeak-ng cannot be started" in done.stderr
    assert "1 more were not begun" in done.stderr
    assert "line 3" not in done.stderr


def test_a_voice_that_never_ends_is_tried_three_times(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "people.csv").write_text("name,lang\n" + "Ana,es\n" * 6)
    (place / "bin").mkdir()
    (place / "bin" / "fc-list").symlink_to(str(shutil.which("fc-list")))
    (place / "bin" / "espeak-ng").write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    (place / "bin" / "espeak-ng").chmod(0o700)
    monkeypatch.setenv("PATH", str(place / "bin"))
    monkeypatch.setenv("TWIN_VOICE_TIMEOUT", "1")

    done = batch()

    assert [line.partition(":")[0] for line in done.stderr.splitlines()[:3]] == ["line 2", "line 3", "line 4"]
    assert "3 more were not begun" in done.stderr


def test_a_batch_that_was_killed_goes_on_where_it_ended(place: Path) -> None:
    (place / "people.csv").write_text("name,lang\n" + "".join(f"Ana{number},es\n" for number in range(4)))
    command = [sys.executable, "-c", "from bot.cli import main; main()", "video", "say", *WORDS]
    command += ["--batch", "people.csv", "--out", "films", "--portrait", "me.jpg", "--shape", "square"]
    running = subprocess.Popen(command, cwd=place, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    while len(films(place)) < 2 and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    running.wait()
    before = films(place)

    done = batch()

    assert 2 <= len(before) < 4
    assert (done.exit_code, done.stdout.startswith(f"{4 - len(before)} film")) == (0, True)
    assert films(place).items() >= before.items()
    assert len(films(place)) == 4
    assert not list((place / "films").glob(".making"))
