"""The owner's exact words: scripted answers, and topics that always go to the owner."""

import math
import re
from collections.abc import Sequence

from persona.cue_words import QUESTION, SMALL_TALK
from persona.cues import Cues, words
from persona.profile import Scripted
from twin.draft import Draft
from twin.knowledge import Audience
from twin.seams import Likeness

# Logistic weights of ``features``, and the probability from which on an answer is said, both made by
# ``benchmarks/script.py`` from its paraphrases and near misses: a wrong exact answer is worse than none.
WEIGHTS = (5.10, 3.94, 0.64, -0.37, -1.79, -0.76, -1.62)
BIAS = -4.82
THRESHOLD = 0.75
# A topic of the owner's is recognised more readily: at worst the owner sees one message more.
_TOPIC_LIKENESS = 0.5
# Stems this long that begin alike are taken for forms of one word.
_FORM = 5
# A greeting in the form of a question, with its question marks.
_GREETING = re.compile(r"\b(?:how are (?:you|u)(?: doing)?|what['’]?s up)\b[\s?!]*", re.IGNORECASE)


class Script:
    """Matches messages with the phrasings for which the owner has written exact words."""

    def __init__(self, scripted: Sequence[Scripted], topics: Sequence[str], language: str, likeness: Likeness) -> None:
        self._scripted = tuple(scripted)
        self._topics = tuple(topics)
        self._cues = Cues(language)
        self._likeness = likeness

    def draft(self, text: str, reader: Audience) -> Draft | None:
        """The answer of the script that fits best, word for word; None if none fits well enough."""
        heard = [one for one in self._scripted if one.audience <= reader]
        fits = [(self.fit(text, one.when), one) for one in heard]
        best, one = max(fits, key=lambda pair: pair[0], default=(0.0, None))
        if one is None or best < THRESHOLD:
            return None
        reason = f"your scripted answer to {one.when[0]!r} (fits with {best:.2f}, needed {THRESHOLD:.2f})"
        return Draft(texts=(one.answer,), confidence=1.0, writer="script", reason=reason)

    def asks_anything(self, text: str) -> bool:
        """Whether there is more in the message than a greeting, thanks or an emoji."""
        text = _GREETING.sub(" ", text)
        said = [word for word in words(text) if word not in SMALL_TALK]
        # "Where are you from" has no word of its own; what makes it a question is how it is put.
        put_as_question = any(mark in text for mark in "?？؟") or any(word.split("'")[0] in QUESTION for word in said)
        return bool(said) and (put_as_question or bool(self._cues.stems(" ".join(said))))

    def for_owner(self, text: str) -> str | None:
        """The topic that the message is about: all its words stand in the message, or it means much the same."""
        stems = self._cues.stems(text)
        for topic, alike in zip(self._topics, self._likeness.alike(text, self._topics), strict=True):
            needed = self._cues.stems(topic)
            if alike >= _TOPIC_LIKENESS or (needed and all(_said(word, stems) for word in needed)):
                return topic
        return None

    def fit(self, text: str, phrasings: Sequence[str]) -> float:
        """The probability in [0, 1] that the message asks what the phrasings ask; 1 if it is one of them."""
        plain = " ".join(text.casefold().split()).strip(" ?!.")
        if any(plain == " ".join(phrasing.casefold().split()).strip(" ?!.") for phrasing in phrasings):
            return 1.0
        weighed = sum(weight * value for weight, value in zip(WEIGHTS, self.features(text, phrasings), strict=True))
        return 1 / (1 + math.exp(-(weighed + BIAS)))

    def features(self, text: str, phrasings: Sequence[str]) -> tuple[float, ...]:
        """What the probability is made from; a phrasing's likeness alone cannot tell "did you ship?" from "ship!"."""
        ranked = sorted(self._likeness.alike(text, phrasings), reverse=True)
        return (ranked[0], sum(ranked[:2]) / len(ranked[:2]), *self._cues.of(text))


def _said(word: str, stems: set[str]) -> bool:
    """Whether a stem, or a longer or shorter form of it, is among these: "sponsorship" is said with "sponsor"."""
    return word in stems or any(
        min(len(word), len(stem)) >= _FORM and (word.startswith(stem) or stem.startswith(word)) for stem in stems
    )
