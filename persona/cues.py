"""What a wording gives away: whether it is a question, denies, tells of the past, or speaks of somebody else."""

import re

import snowballstemmer

from persona.cue_words import DENYING, ELSEWHO, EMPTY, PAST, QUESTION

_STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
_WORD = re.compile(r"\w+(?:['’]\w+)?")
# A capital after a lower-case letter: a name, in languages that do not give one to every noun.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")


class Cues:
    """The cues of one language."""

    def __init__(self, language: str) -> None:
        self._stemmer = snowballstemmer.stemmer(_STEMMERS[language]) if language in _STEMMERS else None

    def stems(self, text: str) -> set[str]:
        """The stems of the words that say what the text is about."""
        found = [word for word in words(text) if word not in EMPTY and len(word) > 1]
        return set(self._stemmer.stemWords(found) if self._stemmer else found)

    def of(self, text: str) -> tuple[float, ...]:
        """1 or 0 each: is a question, denies, tells of the past, of somebody else, names a name."""
        said = words(text)
        present = set(said)
        cues = (
            "?" in text or (said and said[0] in QUESTION),
            present & DENYING,
            present & PAST,
            present & ELSEWHO,
            _NAME.search(text),
        )
        return tuple(float(bool(cue)) for cue in cues)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
