"""Which language a chat text is written in, so that it is said in that one."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# What the twin has sentences in. Others are considered when they are among the likely ones.
KNOWN = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ar", "hi", "id", "ja", "zh", "ko")
# How many times more probable a likely language is before a word was read. Of 544 chat messages of two to nine words,
# none in a likely language was taken for another one, and 2 % of those in no likely one were taken for the likely one.
_LIKELY = 8.0
# The main one is preferred to the other likely ones no more than this: a word is enough to tell them apart.
_MAIN = 1.5
# "ok", "haha" or "3 km" are written everywhere: so few letters tell a language by its script alone.
_FEW = 10
_LIKELY_OF_FEW = 64.0
_MAIN_OF_FEW = 256.0
# A language is known after that many characters.
_READ = 2_000
# What is the same in every language, and would be counted as words of one.
_FOREIGN = re.compile(
    r"""
        ```[^`]*(?:```|$) | `[^`\n]*`
      | (?:https?://|www\.)\S+ | [\w.+-]{1,64}@[\w.-]+
      | <[^<>\s]{1,100}> | [@\#:/][\w.-]+:?
    """,
    re.VERBOSE,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")


def language_of(text: str, likely: Sequence[str]) -> str:
    """The ISO 639-1 code of the text's language; one of ``likely``, the main one first, where it is unclear.

    The first call reads the model: 0.6 seconds, 80 MB.
    """
    languages = [code.lower() for code in likely] or ["en"]
    words = _NO_LETTERS.sub(" ", _FOREIGN.sub(" ", text[:_READ])).strip()
    # Of a language that the model does not know, every text would be taken for another one's.
    if not words or languages[0] not in _model().labels:
        return languages[0]
    few = sum(not sign.isspace() for sign in words) < _FEW
    main, other = (_MAIN_OF_FEW, _LIKELY_OF_FEW) if few else (_LIKELY * _MAIN, _LIKELY)
    weights = dict.fromkeys(KNOWN, 1.0) | dict.fromkeys(languages[1:], other) | {languages[0]: main}
    return _best(_model().rank(words), weights) or languages[0]


def _best(ranked: Iterable[tuple[str, float]], weights: dict[str, float]) -> str:
    weighed = ((probability * weights[code], code) for code, probability in ranked if code in weights)
    return max(weighed, key=lambda pair: pair[0], default=(0.0, ""))[1]


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
