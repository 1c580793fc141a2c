"""Whether what the owner taught the twin answers a message, and how sure that is."""

import math

from persona.cues import words
from persona.same_question import differ
from twin.fingerprint import normal
from twin.knowledge import FoundExemplar

# From this probability on, what was taught is said: from a cosine of 0.66 on, where an earlier answer needs 0.69. With
# MiniLM, of 36 questions in other words than those taught, in seven languages, 31 are answered; of 42 about another
# country, number, day or thing 4 are, and would be 36 by likeness alone. Of 8,400 about something else none is.
THRESHOLD = 0.68
_BIAS, _COSINE = -4.5, 8.0
# Shorter messages are about what was said before, unless one of their words is longer.
_FEWEST_WORDS = 4
_LONG_WORD = 4


def sureness(text: str, found: FoundExemplar, language: str) -> float:
    """The probability in [0, 1] that the owner would say to this text what they taught; 0 for what they did not teach.

    1 for the very message that it was taught for. What was taught for another country, number or day is not for this
    one, nor does anything stand that was corrected since. ``language`` is the main one, as an ISO 639-1 code.
    """
    exemplar = found.exemplar
    if not exemplar.taught or exemplar.superseded:
        return 0.0
    return _sureness(text, exemplar.message, found.signals.cosine, language)


def _sureness(text: str, message: str, cosine: float, language: str) -> float:
    if not _tells(message):
        return 0.0
    if normal(text) == normal(message):
        return 1.0
    if differ(text, message, language):
        return 0.0
    return 1 / (1 + math.exp(-(_BIAS + _COSINE * cosine)))


def answers_it(text: str, found: FoundExemplar, language: str) -> bool:
    """Whether the owner taught what to answer to this text, surely enough to say it."""
    return sureness(text, found, language) >= THRESHOLD


def answers(text: str, message: str, cosine: float, language: str) -> bool:
    """Whether what was taught for a message is surely enough said to a text; ``cosine`` is how alike the two are."""
    return _sureness(text, message, cosine, language) >= THRESHOLD


def _tells(message: str) -> bool:
    """Whether a message asks for something by itself, as "price?" does and "and now?" does not."""
    said = words(message)
    return len(said) >= _FEWEST_WORDS or any(len(word) >= _LONG_WORD or not word.isascii() for word in said)
