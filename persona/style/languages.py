"""Which of a few languages messages are in: their common words and their signs vote."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from persona.style.common_words import COMMON

# Signs that only one language, or few, are written with.
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("[\u3040-\u30ff]"), ("ja",)),
    (re.compile("[\uac00-\ud7af]"), ("ko",)),
    (re.compile("[\u3400-\u9fff]"), ("zh", "ja")),
    (re.compile("[\u0600-\u06ff]"), ("ar",)),
    (re.compile("[\u0900-\u097f]"), ("hi",)),
    (re.compile("[іїєґ]", re.IGNORECASE), ("uk",)),
    (re.compile("[\u0400-\u04ff]"), ("ru", "uk")),
)
_SIGNS: dict[str, frozenset[str]] = {
    "de": frozenset("äöüß"), "fr": frozenset("éèêàçùœîâ"), "es": frozenset("ñ¿¡áóí"), "pt": frozenset("ãõçáéê"),
    "it": frozenset("àèìòù"), "pl": frozenset("ąćęłńśźż"), "tr": frozenset("ğışç"),
}  # fmt: skip
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def shares(said: Sequence[str], languages: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """How much is written in each of these languages, of the messages that show it."""
    if len(languages) < 2:
        return tuple((language, 1.0) for language in languages)
    weights = _weights(languages)
    counted = Counter(language for text in said if (language := _language(text, languages, weights)))
    total = sum(counted.values())
    return tuple((language, count / total) for language, count in counted.most_common())


def _weights(languages: Sequence[str]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Each common word's languages, and how much it says for them."""
    of: dict[str, list[str]] = {}
    for language in languages:
        for word in COMMON.get(language, frozenset()):
            of.setdefault(word, []).append(language)
    return {word: tuple((one, 1 / len(known) ** 2) for one in known) for word, known in of.items()}


def _language(text: str, languages: Sequence[str], weights: Mapping[str, tuple[tuple[str, float], ...]]) -> str:
    """The language of these that a message is in; empty if it does not show."""
    text = text[:1000].lower()
    if not text.isascii():
        for script, written in _SCRIPTS:
            if script.search(text):
                return next((language for language in written if language in languages), "")
    votes: Counter[str] = Counter()
    for word in _WORD.findall(text):
        for language, weight in weights.get(word.replace("’", "'"), ()):
            votes[language] += weight  # type: ignore[assignment]
    if not text.isascii():
        for language in languages:
            votes[language] += len(_SIGNS.get(language, frozenset()) & set(text))
    best = votes.most_common(2)
    return best[0][0] if best and best[0][1] > (best[1][1] if len(best) > 1 else 0) else ""
