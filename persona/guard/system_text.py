"""What a draft gives away of the instructions that its model was asked with."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from persona.guard.overheard import readable_texts
from persona.guard.rule import Saying
from persona.phrases import folded
from twin.brief import Brief
from twin.draft import Objection
from twin.fingerprint import codes, normal
from twin.knowledge import Audience
from twin.prompt import Prompt, Role

_RULE = "instructions"
# Pieces that nobody is to read word for word, wherever in a prompt they stand.
_SECRET = frozenset({"rules", "owner", "style", "instructions", "person", "limits", "labels"})
_INSTRUCTIONS = "instructions"
# More of a draft is looked at by other rules; nobody sends it.
_LONGEST = 100_000

_TOKEN = re.compile(r"[^\W_]+(?:[-_.@+:][^\W_]+)*")
_WORD = re.compile(r"[^\W\d_]{8,}")
_TOLD_BY_WORDS = 3
_VOWELS_AND_DIGITS = str.maketrans("", "", "aeiouyæøœ0123456789")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
# A letter that stands for all vowels is far more frequent than any consonant is by itself.
_FREQUENT = 0.15
# Further back than this a letter counts as new.
_BACK = 16


def _consonants(text: str) -> str:
    return normal(text).translate(_VOWELS_AND_DIGITS)


def _pattern(text: str) -> str:
    return _repeated(sign for sign in normal(text) if not sign.isdecimal())


def _pattern_of_signs(text: str) -> str:
    return _repeated(sign for sign in text.casefold() if not sign.isspace() and sign != "\ufe0f")


def _repeated(signs: Iterable[str]) -> str:
    """How far back each sign stood before: the same for a text and for what stands for it, letter by letter."""
    last: dict[str, int] = {}
    back = []
    for place, sign in enumerate(signs):
        distance = place - last.get(sign, place)
        back.append(chr(ord("A") + distance) if distance <= _BACK else "A")
        last[sign] = place
    return "".join(back)


# Forms in which a text can be told again: how a draft and the secret are read, the length of a run, and how many runs
# that begin at different places make it certain. Ordinary sentences share three or four words with any instruction.
_FORMS: tuple[tuple[Callable[[str], str], Callable[[str], str], int, int], ...] = (
    (normal, normal, 20, 6),
    (_consonants, _consonants, 18, 4),
    (_pattern, _pattern, 26, 3),
    (_pattern_of_signs, _pattern, 26, 3),
)


class SystemText:
    """Objects to a draft that repeats its instructions, whole or in runs, in whatever way it is read."""

    def __init__(self, written: Callable[[Audience], Sequence[str]]) -> None:
        """``written`` gives what the owner wrote about themselves in owner.toml and this audience may hear."""
        self._written = written

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """At most one of each kind: runs and codes of the instructions, their rare words, and talk about them."""
        views = [view[:_LONGEST] for view in saying.views]
        if any(_CONFESSION.search(folded(view)) for view in views):
            yield Objection(_RULE, "it talks about its instructions")
        if saying.draft.prompt is None:
            return
        secret = _secret(saying.draft.prompt)
        readable = tuple(readable_texts(brief, self._written))
        if _gives_away(views, secret, readable):
            yield Objection(_RULE, "it repeats the instructions that the model was given")
        elif _rare_words(saying.draft.prompt, readable) and _tells_by_words(views, saying.draft.prompt, readable):
            yield Objection(_RULE, "it uses the very words of your instructions to the model")
