"""Marks in a transcript which words may have been others."""

import re
from collections.abc import Sequence

# A word that is less likely right than wrong is marked.
_SURE = 0.5
_SIGN = "(?)"
# Scripts whose words stand without spaces between them: Thai to Khmer, Chinese, Japanese.
_CLOSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


def marked(words: Sequence[tuple[str, float]]) -> str:
    """The words as a text, with "(?)" behind those that may have been others.

    Each comes with the probability in [0, 1] that it is right. White space can be a word of its own, or stand at the
    edges of words; where there is none at all, words are joined by spaces, except in scripts without.
    """
    joined = any(word != word.strip() for word, _ in words)
    text = ""
    for word, probability in words:
        gap = "" if joined or not text or _close(text[-1], word[:1]) else " "
        text += gap + _signed(word, probability)
    return re.sub(r"\s+", " ", text).strip()


def _signed(word: str, probability: float) -> str:
    """The sign stands before the punctuation that ends a word."""
    core = word.rstrip()
    while core and not core[-1].isalnum():
        core = core[:-1]
    # Also when it is no number at all.
    if not core or probability >= _SURE:
        return word
    return f"{core} {_SIGN}{word[len(core) :]}"


def _close(before: str, after: str) -> bool:
    return bool(_CLOSE.match(before) and _CLOSE.match(after))
