"""A Whisper model that has learned nothing, and hears one and the same sentence in every sound."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

_WIDTH, _HEADS, _HIDDEN, _MELS, _HEARD, _SAID = 128, 2, 16, 80, 1500, 448
# Words that nobody says: where it is not sure of a letter, it may be one of these.
_WORDS, _TIMES = 20_000, 1501
# What the library finds its rules about symbols by; beside these, every letter is a token.
_PAIRS = (("Ġ", "-"), ("Ġ", "'"), ("Ġ", "â"))
# How much louder a position is than the token that stands there: positions alone tell what comes next.
_LOUD = 200.0
# The cosine to the next letter at which it is that one with a probability of about a fifth, and no other.
_UNSURE = 0.07

_Matrix = NDArray[np.float32]


def write_model(specs: Any, folder: Path, sentence: str, unsure: str = "") -> Path:  # noqa: ANN401
    """Write a model of English alone that hears this sentence, and is not sure of ``unsure`` in it.

    ``specs`` is the module ``ctranslate2.specs``.
    """
    folder.mkdir(parents=True)
    tokens = _tokens()
    tokenizer = Tokenizer(models.BPE(vocab={token: n for n, token in enumerate(tokens)}, merges=list(_PAIRS)))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.save(str(folder / "tokenizer.json"))
    spec = specs.WhisperSpec(1, _HEADS, 1, _HEADS)
    embedded = _embedded(len(tokens))
    _fill_encoder(spec.encoder)
    _fill_decoder(spec.decoder, embedded)
    spec.decoder.position_encodings.encodings = _saying(embedded, _script(tokens, sentence, unsure))
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    spec.config.alignment_heads = [[0, head] for head in range(_HEADS)]
    spec.config.lang_ids = []
    spec.register_vocabulary(tokens)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    return folder


def _tokens() -> list[str]:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    first = [*letters, *map("".join, _PAIRS), *(f"#{n}" for n in range(_WORDS))]
    first += ["<|endoftext|>", "<|startoftranscript|>"]
    first += [f"<|{name}|>" for name in "translate transcribe startoflm startofprev nospeech notimestamps".split()]
    return first + [f"<|{n * 0.02:.2f}|>" for n in range(_TIMES)]


def _script(tokens: list[str], sentence: str, unsure: str) -> list[tuple[int, float]]:
    """Which token comes behind each position, and how much it is that one: the cosine."""
    letters = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(sentence)[0][0]
    begin = sentence.index(unsure) if unsure else 0
    end = begin + len(unsure)
    said = [(letter, _UNSURE if begin <= n < end else 1.0) for n, letter in enumerate(letters)]
    rest = [("<|2.00|>", 1.0), ("<|endoftext|>", 1.0)]
    script = [("<|0.00|>", 1.0), *said, *rest]
    return [(tokens.index(token), cosine) for token, cosine in script]


def _embedded(count: int) -> _Matrix:
    """A direction for each token; none has anything of the last two dimensions."""
    rows = np.random.default_rng(7).normal(size=(count, _WIDTH)).astype(np.float32)
    rows[:, -2:] = 0
    rows -= rows.mean(axis=1, keepdims=True) * (rows != 0)
    return np.asarray(rows * np.sqrt(_WIDTH) / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _saying(embedded: _Matrix, script: list[tuple[int, float]]) -> _Matrix:
    elsewhere = np.zeros(_WIDTH, np.float32)
    elsewhere[-2:] = np.sqrt(_WIDTH / 2) * np.array([1, -1])
    positions = np.zeros((_SAID, _WIDTH), np.float32)
    for position, (token, cosine) in enumerate(script):
        positions[position] = _LOUD * (cosine * embedded[token] + np.sqrt(1 - cosine**2) * elsewhere)
    return positions


def _fill_encoder(encoder: Any) -> None:  # noqa: ANN401
    for conv, given in ((encoder.conv1, _MELS), (encoder.conv2, _WIDTH)):
        conv.weight, conv.bias = _zeros(_WIDTH, given, 3), _zeros(_WIDTH)
    encoder.position_encodings.encodings = _random(_HEARD, _WIDTH)
    _norm(encoder.layer_norm)
    _attention(encoder.layer[0].self_attention, (3, 1))
    _ffn(encoder.layer[0].ffn)


def _fill_decoder(decoder: Any, embedded: _Matrix) -> None:  # noqa: ANN401
    decoder.embeddings.weight = embedded
    decoder.projection.weight = embedded.copy()
    _norm(decoder.layer_norm)
    _attention(decoder.layer[0].self_attention, (3, 1))
    # Words are found in time by what the decoder looks at: it looks here and there, and takes nothing from it.
    looking = decoder.layer[0].attention
    _attention(looking, (1, 2, 1))
    looking.linear[0].weight = _random(_WIDTH, _WIDTH) / 10
    looking.linear[1].weight[:_WIDTH] = _random(_WIDTH, _WIDTH) / 10
    _ffn(decoder.layer[0].ffn)


def _attention(spec: Any, sizes: tuple[int, ...]) -> None:  # noqa: ANN401
    _norm(spec.layer_norm)
    for linear, size in zip(spec.linear, sizes, strict=True):
        _linear(linear, size * _WIDTH, _WIDTH)


def _ffn(spec: Any) -> None:  # noqa: ANN401
    _norm(spec.layer_norm)
    _linear(spec.linear_0, _HIDDEN, _WIDTH)
    _linear(spec.linear_1, _WIDTH, _HIDDEN)


def _linear(spec: Any, rows: int, columns: int) -> None:  # noqa: ANN401
    spec.weight, spec.bias = _zeros(rows, columns), _zeros(rows)


def _norm(spec: Any) -> None:  # noqa: ANN401
    spec.gamma, spec.beta = np.ones(_WIDTH, np.float32), _zeros(_WIDTH)


def _random(*shape: int) -> _Matrix:
    return np.random.default_rng(11).normal(size=shape).astype(np.float32)


def _zeros(*shape: int) -> _Matrix:
    return np.zeros(shape, np.float32)
