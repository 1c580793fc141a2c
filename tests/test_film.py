"""Films: whole, in time, marked for what they are, and read back with other programs."""

import asyncio
import json
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.films import Humming, hum, loudness, pictures, portrait
from tests.programs import needed
from twin.errors import FilmError, SpeechError
from twin.voice import Spoken, VoiceNote
from voice import film, sound
from voice.asking import asked
from voice.espeak import Espeak
from voice.film import Still, Words, facts, fonts, still
from voice.film.shapes import SHAPES
from voice.marks import TRAINED, Mark, tags

MARK = Mark("Hlin Berg", "Hlin", clone=True, consent="Hlin Berg, 2026-11-02", made_at=datetime(2026, 11, 3, tzinfo=UTC))
TAGS = tags(MARK)


@pytest.fixture(autouse=True)
def _fontconfig() -> None:
    needed("fc-list")


async def made(
    folder: Path,
    text: str = "Hello Ana. Your bike is ready.",
    language: str = "en",
    shape: str = "square",
    **more: object,
) -> tuple[film.Made, Humming]:
    """A film that hums."""
    picture = await still(portrait(folder / "me.jpg"), shape, folder / "still.png")
    voice = Humming()
    found = await film.film(text, language, picture, folder / "clip.mp4", say=voice, tags=TAGS, **more)  # type: ignore[arg-type]
    return found, voice


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def probed(path: Path) -> Any:  # noqa: ANN401 - JSON
    """What ffprobe says of a film."""
    needed("ffprobe")
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("shape", sorted(SHAPES))
async def test_a_film_is_what_phones_play(tmp_path: Path, shape: str) -> None:
    found, _ = await made(tmp_path, shape=shape)

    size = (SHAPES[shape].width, SHAPES[shape].height)
    read = probed(found.film.path)
    video, audio = read["streams"]
    assert (video["codec_name"], video["pix_fmt"], video["width"], video["height"]) == ("h264", "yuv420p", *size)
    assert (video["r_frame_rate"], video["color_space"], video["color_range"]) == ("25/1", "bt709", "tv")
    assert (audio["codec_name"], audio["sample_rate"], audio["channels"]) == ("aac", "48000", 1)
    assert float(read["format"]["duration"]) == pytest.approx(found.film.seconds, abs=0.05)
    assert float(audio["duration"]) == pytest.approx(float(video["duration"]), abs=0.05)
    # What is needed to begin stands in front of what is played.
    assert found.film.path.read_bytes()[:4096].find(b"moov") > 0


async def test_a_film_says_in_its_metadata_that_it_is_synthetic(tmp_path: Path) -> None:
    found, _ = await made(tmp_path)

    written = probed(found.film.path)["format"]["tags"]
    assert {name: written[name] for name in TAGS} == TAGS
    assert written["DIGITALSOURCETYPE"] == TRAINED
    assert "Hlin Berg, 2026-11-02" in written["COMMENT"]


async def test_what_the_film_is_stands_in_every_picture(tmp_path: Path) -> None:
    found, _ = await made(tmp_path, language="de")

    shown = [np.asarray(one.convert("L"), int) for one in pictures(found.film.path, range(0, 60, 6))]

    top = SHAPES["square"].label
    labels = [one[top : top + 50, 200:520] for one in shown]
    assert all((one > 230).mean() > 0.03 and np.percentile(one, 30) < 110 for one in labels)
    assert all(np.abs(one - labels[0]).mean() < 4 for one in labels)


async def test_each_sentence_is_said_by_itself(tmp_path: Path) -> None:
    found, voice = await made(tmp_path, "¡Hola, Ana! Tu bici está lista.", "es")

    assert voice.said == [("¡Hola, Ana!", "es"), ("Tu bici está lista.", "es")]
    assert found.paid == len("¡Hola, Ana!") + len("Tu bici está lista.")


async def test_what_the_owner_wants_said_first_is_said_first_in_its_language(tmp_path: Path) -> None:
    _, voice = await made(tmp_path, "Hola, Ana.", "es", opening=Words("This is an AI.", "en"))

    assert voice.said == [("This is an AI.", "en"), ("Hola, Ana.", "es")]


async def test_captions_change_with_what_is_heard(tmp_path: Path) -> None:
    found, _ = await made(tmp_path, "Here is the first of them. And this is the second one.")
    heard = [one > 0.05 for one in loudness(found.film.path)]
    begins = [at for at in range(1, len(heard)) if heard[at] and not heard[at - 1]]
    assert len(begins) == 2

    around = pictures(found.film.path, [at + step for at in begins for step in (-2, 2)])

    top, height = SHAPES["square"].captions
    shown = [np.asarray(one.convert("L"), int)[top : top + height] > 200 for one in around]
    changed = [(shown[0] != shown[1]).mean(), (shown[1] != shown[2]).mean(), (shown[2] != shown[3]).mean()]
    assert changed[0] > 0.01
    assert changed[1] < 0.001
    assert changed[2] > 0.01


async def test_the_waveform_is_drawn_from_what_is_heard_in_that_moment(tmp_path: Path) -> None:
    async def beeping(_: str, __: str, to: Path) -> Spoken:
        parts = [(0.4, True), (0.48, False), (0.2, True), (0.6, False), (0.8, True), (0.4, False)]
        return Spoken(VoiceNote(to, hum(to, parts), b""), 0)

    picture = await still(portrait(tmp_path / "me.jpg"), "square", tmp_path / "still.png")
    found = await film.film("Beep beep.", "en", picture, tmp_path / "clip.mp4", say=beeping, tags=TAGS)

    heard = loudness(found.film.path)
    top, height = SHAPES["square"].bars
    seen = [
        int((np.asarray(one.convert("L"), int)[top : top + height, 356:364].max(1) > 150).sum())
        for one in pictures(found.film.path, range(len(heard)))
    ]
    assert np.corrcoef(seen, [20 * np.log10(one + 1e-4) for one in heard])[0, 1] > 0.9


async def test_a_real_voice_is_filmed(tmp_path: Path) -> None:
    needed("espeak-ng")

    async def speaking(text: str, language: str, to: Path) -> Spoken:
        await asked(Espeak(), text, language, to.with_suffix(".wav"), patience=30)
        return Spoken(await sound.to_voice_note(to.with_suffix(".wav"), to, TAGS), 0)

    picture = await still(portrait(tmp_path / "me.jpg"), "portrait", tmp_path / "still.png")
    text = "Dein Rad ist fertig. Ich habe die Kette gewechselt und beide Reifen aufgepumpt."
    found = await film.film(text, "de", picture, tmp_path / "clip.mp4", say=speaking, tags=TAGS)

    heard = loudness(found.film.path)
    assert 4 < found.film.seconds < 9
    assert sum(one > 0.02 for one in heard) / len(heard) > 0.5
    assert max(heard[:6] + heard[-6:]) < 0.01
    assert (await facts(found.film.path)).synthetic


async def test_a_voice_that_fails_leaves_no_file(tmp_path: Path) -> None:
    async def failing(_: str, __: str, ___: Path) -> Spoken:
        raise SpeechError("There is no voice today.", "quota")

    picture = await still(portrait(tmp_path / "me.jpg"), "square", tmp_path / "still.png")
    with pytest.raises(SpeechError):
        await film.film("Hello you.", "en", picture, tmp_path / "out" / "clip.mp4", say=failing, tags=TAGS)

    assert names(tmp_path / "out") == []


async def test_a_film_that_is_given_up_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"before")
    said = asyncio.Event()

    async def long(_: str, __: str, to: Path) -> Spoken:
        said.set()
        return Spoken(VoiceNote(to, hum(to, [(60, True)]), b""), 0)

    picture = await still(portrait(tmp_path / "me.jpg"), "square", tmp_path / "still.png")
    making = asyncio.create_task(film.film("Hello.", "en", picture, tmp_path / "clip.mp4", say=long, tags=TAGS))
    await said.wait()
    # By now it is encoded.
    await asyncio.sleep(1)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making

    assert (tmp_path / "clip.mp4").read_bytes() == b"before"
    assert names(tmp_path) == ["clip.mp4", "me.jpg", "still.png"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing in the text can be said"),
        ("… !!", "nothing in the text can be said"),
        ("a" * 9000, "no more than 8000"),
    ],
)
async def test_a_text_that_cannot_be_filmed_is_told_before_it_is_said(tmp_path: Path, text: str, said: str) -> None:
    voice = Humming()
    with pytest.raises(FilmError, match=said):
        await film.film(text, "en", Still(tmp_path / "s.png", "square"), tmp_path / "c.mp4", say=voice, tags=TAGS)

    assert voice.said == []


async def test_letters_that_no_font_has_are_told_before_they_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fonts.installed.cache_clear()
    voice = Humming()
    with pytest.raises(FilmError, match="no font on this machine has the letters"):
        await film.film("Привет", "ru", Still(tmp_path / "s", "square"), tmp_path / "c.mp4", say=voice, tags=TAGS)
    fonts.installed.cache_clear()

    assert voice.said == []


async def test_a_film_of_hours_is_refused(tmp_path: Path) -> None:
    async def slow(_: str, __: str, to: Path) -> Spoken:
        return Spoken(VoiceNote(to, 601.0, b""), 0)

    with pytest.raises(FilmError, match="10 minutes, more than 10"):
        await film.film("Hello.", "en", Still(tmp_path / "s.png", "square"), tmp_path / "c.mp4", say=slow, tags=TAGS)


async def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FilmError, match="cannot be written"):
        await still(portrait(tmp_path / "me.jpg"), "square", tmp_path / "file" / "still.png")


async def test_a_portrait_that_is_none_leaves_no_still(tmp_path: Path) -> None:
    (tmp_path / "me.jpg").write_text("no picture")

    with pytest.raises(FilmError, match=r"me\.jpg is no picture that is read"):
        await still(tmp_path / "me.jpg", "square", tmp_path / "still.png")

    assert names(tmp_path) == ["me.jpg"]


async def test_the_facts_of_a_film(tmp_path: Path) -> None:
    found, _ = await made(tmp_path)

    told = await facts(found.film.path)

    assert told.film.seconds == pytest.approx(found.film.seconds, abs=0.05)
    assert (told.film.path, told.film.width, told.film.height) == (found.film.path, 720, 720)
    assert told.synthetic
    assert told.tags["VOICECLONEOF"] == "Hlin Berg"


def _converted(source: Path, to: Path, *how: str) -> Path:
    needed("ffmpeg")
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(source), *how, str(to)], check=True)
    return to


async def test_a_film_of_somebody_else_is_told_from_ours(tmp_path: Path) -> None:
    found, _ = await made(tmp_path)
    other = _converted(found.film.path, tmp_path / "other.mp4", "-map_metadata", "-1", "-c", "copy")

    assert not (await facts(other)).synthetic


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (("-an",), "it has h264"),
        (("-vn",), "it has aac"),
        (("-c:v", "mpeg4", "-c:a", "copy"), "it has mpeg4, aac"),
        (("-c", "copy", "-map", "0", "-map", "0:a"), "it has h264, aac, aac"),
    ],
)
async def test_what_is_no_film_for_platforms_is_told(tmp_path: Path, how: tuple[str, ...], said: str) -> None:
    found, _ = await made(tmp_path)
    other = _converted(found.film.path, tmp_path / "other.mp4", *how)

    with pytest.raises(FilmError, match=f"no film with H.264 and AAC: {said}"):
        await facts(other)


async def test_a_film_in_colours_that_few_phones_show_is_told(tmp_path: Path) -> None:
    found, _ = await made(tmp_path)
    other = _converted(found.film.path, tmp_path / "other.mp4", "-pix_fmt", "yuv444p")

    with pytest.raises(FilmError, match="has its pictures as yuv444p"):
        await facts(other)


async def test_broken_and_missing_films_are_told(tmp_path: Path) -> None:
    found, _ = await made(tmp_path)
    whole = found.film.path.read_bytes()
    broken = tmp_path / "broken.mp4"
    for content in (b"", b"text", whole[:2000], whole[:1000] + bytes(2000), whole[:40] + whole[4000:]):
        broken.write_bytes(content)
        with pytest.raises(FilmError):
            await facts(broken)
    with pytest.raises(FilmError, match="there is no file"):
        await facts(tmp_path / "none.mp4")
    with pytest.raises(FilmError, match="there is no file"):
        await facts(tmp_path)


async def test_a_film_takes_less_time_than_it_lasts(tmp_path: Path) -> None:
    picture = await still(portrait(tmp_path / "me.jpg"), "portrait", tmp_path / "still.png")
    text = "This is a sentence of some length, as people say them. " * 10

    begun = time.monotonic()
    found = await film.film(text, "en", picture, tmp_path / "clip.mp4", say=Humming(), tags=TAGS)

    assert found.film.seconds > 30
    assert time.monotonic() - begun < found.film.seconds
