"""What somebody wrote long ago in a few of their own sentences: those that say most of what they wrote about."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from memory.plain_words import PLAIN
from twin.contact_memory import Said
from twin.noteworthy import keepable

# Sentences that are kept; as much of each message and sentence as is looked at, in characters.
_KEPT, _READ, _LONGEST = 6, 2000, 160
# Words that say something, that a sentence must have.
_LEAST = 2
# A sentence that shares more than this of its words with one that is kept says nothing new.
_SAME = 0.6

_END = re.compile(r"(?<=[.!?…。！？])\s+|\n+")
_WORD = re.compile(r"[^\W_]{3,64}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


class Extracts:
    """Sums up by choosing sentences."""

    def summary(self, said: Sequence[Said]) -> list[tuple[datetime, str]]:
        """The most telling sentences with their dates, in their order.

        A sentence weighs the mean of its words' tf·idf over the messages (Luhn 1958, with Spärck Jones' weights 1972),
        times how many of them it has, up to eight.
        """
        sentences = [(one.sent_at, text) for one in said for text in _sentences(one)]
        words = [frozenset(_words(text)) for _, text in sentences]
        often = Counter(word for own in words for word in own)
        weights = [_weight(own, often, len(sentences)) for own in words]
        chosen: list[int] = []
        for number in sorted(range(len(sentences)), key=lambda number: -weights[number]):
            if len(chosen) == _KEPT or weights[number] <= 0:
                break
            if all(len(words[number] & words[other]) <= _SAME * len(words[number]) for other in chosen):
                chosen.append(number)
        return [sentences[number] for number in sorted(chosen)]


def _sentences(said: Said) -> list[str]:
    plain = (" ".join(text.split()) for text in _END.split(said.text[:_READ]) if not text.startswith(">"))
    cut = (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…" for text in plain)
    return [text for text in cut if keepable(text)]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in PLAIN]


def _weight(words: frozenset[str], often: Counter[str], count: int) -> float:
    """What is said twice is about something; what is said everywhere is not."""
    if len(words) < _LEAST:
        return 0.0
    mean = sum(math.sqrt(often[word]) * math.log1p(count / often[word]) for word in words) / len(words)
    return mean * math.sqrt(min(8, len(words)))
