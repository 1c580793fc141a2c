"""What the owner would not send before: nearly the same draft, to a message like this one."""

import re
from collections.abc import Iterator

from persona.guard.rule import Saying
from persona.phrases import folded
from twin.brief import Brief
from twin.draft import Objection
from twin.fingerprint import normal, runs, stored
from twin.knowledge import Rejection

_RULE = "rejected"
# From this share of all their words on, two drafts have so many in common that they are nearly the same.
_SAME_WORDS = 0.8
# As many runs of the reason as make a repetition: see ``Overheard``.
_RUNS = 2
# What of the reason is told again.
_SHOWN = 200
_WORD = re.compile(r"\w+")


class Rejected:
    """Objects to a draft that the owner has rejected at a message like this, and to one that tells them the reason."""

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One for each rejection that it nearly repeats, unless the owner has taught just this since."""
        if not brief.recollection.rejections:
            return
        draft = _Words(saying.text)
        since = [found.exemplar for found in brief.recollection.exemplars if found.exemplar.taught]
        for rejection in brief.recollection.rejections:
            taught = any(
                draft.signs == normal(one.reply)
                for one in since
                if not one.superseded and (one.sent_at is None or one.sent_at > rejection.rejected_at)
            )
            if not taught and draft.nearly(_Words("\n".join(rejection.draft))):
                yield Objection(_RULE, _reason(rejection))
            elif len(runs(saying.text) & stored(rejection.reason)) >= _RUNS:
                yield Objection(_RULE, "it repeats what you said about a draft that you would not send")


class _Words:
    """A draft as it is compared: its letters and digits, its words, and its numbers."""

    def __init__(self, text: str) -> None:
        self.signs = normal(text)
        self.words = frozenset(_WORD.findall(folded(text)))
        self.numbers = frozenset(word for word in self.words if any(map(str.isdecimal, word)))

    def nearly(self, other: "_Words") -> bool:
        """Whether they are the same but for a few words; another number may be just what was wrong."""
        if self.signs == other.signs:
            return bool(self.signs or self.words == other.words)
        common, all_words = self.words & other.words, self.words | other.words
        return self.numbers == other.numbers and bool(all_words) and len(common) / len(all_words) >= _SAME_WORDS


def _reason(rejection: Rejection) -> str:
    why = " ".join(rejection.reason.split())
    why = why if len(why) <= _SHOWN else f"{why[: _SHOWN - 1].rstrip()}…"
    return f"you would not send this before: {why}" if why else "you would not send this before"
