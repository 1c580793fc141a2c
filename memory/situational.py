"""Whether what somebody wrote in a chat was true only then: times, whereabouts, appointments, who has time."""

import re
from collections.abc import Iterator

from memory.situational_words import ALONE, HABIT, IDIOMS, NOW, NOW_ANYWHERE, THEN

# What is longer is told by its sentences together: a long mail that ends in "see you tomorrow" says more than that.
_SHORT = 400
_SHARE = 0.25
# Characters that are read, and of a sentence at a time.
_READ = 4000
_PART = 500

_SENTENCE = re.compile(r"[.!?…。！？\n]+(?=\s|$)|\n|[。！？]")


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(patterns)})(?!\w)")


_IDIOMS = _any(IDIOMS)
_NOW = _any(NOW)
_ANYWHERE = re.compile("|".join(NOW_ANYWHERE))
_THEN = _any(THEN)
_HABIT = _any(HABIT)
_ALONE = re.compile(rf"\W*(?:{'|'.join(ALONE)})\W*")
# Days are shortened to what may be another word: only where they stand as names do.
_DAY = re.compile(r"\b(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b(?! [^\W\d_])")


def situational(text: str) -> bool:
    """Whether a text speaks of the moment at which it was written, so that it answers nobody later.

    "No class on Thursday afternoon" does, "I run every Thursday" and "I moved in 2016" do not. In doubt it does: an
    answer that is not given is missed less than one that is wrong by now. Takes time linear in the text's length.
    """
    sentences = list(_sentences(text[:_READ]))
    if len(text) <= _SHORT:
        return any(map(_of_a_moment, sentences))
    return sum(map(_of_a_moment, sentences)) >= max(1.0, _SHARE * len(sentences))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        # Patterns that look ahead stay linear: none of them sees more than this.
        for start in range(0, len(sentence), _PART):
            if part := sentence[start : start + _PART].strip():
                yield part


def _of_a_moment(sentence: str) -> bool:
    plain = _IDIOMS.sub(" ", " ".join(sentence.lower().replace("’", "'").split()))
    if _ALONE.fullmatch(plain) or _NOW.search(plain) or _ANYWHERE.search(plain):
        return True
    return bool(_THEN.search(plain) or _DAY.search(sentence)) and not _HABIT.search(plain)
