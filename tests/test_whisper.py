"""Whisper, with the real package and a model of the tests' own, which hears one sentence in everything."""

import asyncio
import logging
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from tests.recordings import spoken, written
from tests.whisper_model import write_model
from twin.errors import ListeningError, SoundError
from voice.sound import Limits
from voice.whisper import Whisper

SENTENCE = "I wax the chain every second week."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("faster_whisper", reason="it comes with the extra: `pip install -e '.[whisper]'`")
    specs = import_module("ctranslate2.specs")
    return write_model(specs, tmp_path_factory.mktemp("models") / "tiny", f" {SENTENCE}", unsure=" wax")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("talk") / "talk.wav", spoken(SENTENCE))


def listening(model: Path | str, folder: Path, seconds: float = 60) -> Whisper:
    return Whisper(str(model), folder, 1, Limits(seconds))


async def test_what_is_said_is_written_and_unsure_words_are_marked(
    model: Path, talk: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whisper = listening(model, tmp_path)

    with caplog.at_level(logging.DEBUG):
        first, second = await asyncio.gather(whisper.transcribe(talk), whisper.transcribe(talk))

    assert first.text == SENTENCE.replace("wax", "wax (?)")
    assert first.language == "en"
    assert first.seconds == pytest.approx(2.2, abs=1)
    assert second == first
    assert not [record for record in caplog.records if record.name.startswith("faster_whisper")]


async def test_nothing_is_heard_in_silence(model: Path, tmp_path: Path) -> None:
    silence = written(tmp_path / "silence.wav", np.zeros(22_050))
    noise = written(tmp_path / "noise.wav", np.random.default_rng(7).normal(0, 0.001, 22_050))

    for sound in (silence, noise):
        heard = await listening(model, tmp_path).transcribe(sound)
        assert (heard.text, heard.language) == ("", "")


async def test_a_sound_that_is_too_long_or_none_is_refused(model: Path, talk: Path, tmp_path: Path) -> None:
    (tmp_path / "x.ogg").write_bytes(b"no sound")

    with pytest.raises(SoundError):
        await listening(model, tmp_path).transcribe(tmp_path / "x.ogg")
    with pytest.raises(SoundError):
        await listening(model, tmp_path, 1).transcribe(talk)


@pytest.mark.parametrize("name", ["of no such size", "folder"])
async def test_a_model_that_cannot_be_loaded_is_a_sentence(model: Path, talk: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    chosen = tmp_path / name if name == "folder" else name

    with pytest.raises(ListeningError, match="can be neither loaded nor downloaded") as caught:
        await listening(chosen, tmp_path).transcribe(talk)

    assert caught.value.kind == "model"


async def test_without_the_package_the_sentence_says_how_to_install_it(
    talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)

    with pytest.raises(ListeningError, match=r"pip install -c constraints\.txt -e '\.\[whisper\]'") as caught:
        await listening("small", tmp_path).transcribe(talk)

    assert caught.value.kind == "program"
