"""Real recognition of English speech among a few sentences that are known before."""

import re

import numpy as np
from pocketsphinx import Config, Decoder, get_model_path

_RATE = 16_000
# Seconds of hush around the speech, and how loud it is: the model of speech knows no perfect silence.
_HUSH, _NOISE = 0.3, 100.0
_SEED = 7


class Grammar:
    """Tells which of these sentences is said. Raises ValueError for a word that no dictionary has."""

    def __init__(self, *sentences: str) -> None:
        self._sentences = {_plain(sentence): sentence for sentence in sentences}
        model = f"{get_model_path()}/en-us"
        config = Config(hmm=f"{model}/en-us", dict=f"{model}/cmudict-en-us.dict", lm=None, loglevel="FATAL")
        self._decoder = Decoder(config)
        words = {word for sentence in self._sentences for word in sentence.split()}
        if unknown := sorted(word for word in words if self._decoder.lookup_word(word) is None):
            raise ValueError(f"nobody knows how to say {unknown}")
        self._decoder.add_jsgf_string(
            "said", f"#JSGF V1.0; grammar given; public <said> = {' | '.join(self._sentences)} ;"
        )
        self._decoder.activate_search("said")

    def heard(self, samples: bytes) -> str:
        """The sentence that is said in 16-bit samples at 16 kHz, mono; empty if none is. Blocks."""
        self._decoder.start_utt()
        self._decoder.process_raw(_hushed(samples), full_utt=True)
        self._decoder.end_utt()
        best = self._decoder.hyp()
        return self._sentences.get(best.hypstr, "") if best else ""


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"[a-z']+", sentence.lower()))


def _hushed(samples: bytes) -> bytes:
    hush = np.zeros(int(_HUSH * _RATE))
    sound = np.concatenate([hush, np.frombuffer(samples, dtype=np.int16), hush])
    sound += np.random.default_rng(_SEED).normal(0, _NOISE, len(sound))
    return bytes(np.clip(sound, -32_768, 32_767).astype(np.int16).tobytes())
