"""How far a text is from an owner's habits, held against those of people who chat."""

import math
from collections.abc import Mapping, Sequence

from persona.style.habits import Habits
from persona.style.traits import traits

# Roughly what people do who chat: what an owner's habits are held against.
_PEOPLE = Habits(
    several=0.3, words=(5.0, 10.0, 18.0), small=0.5, bare=0.6, stop=0.2, exclaims=0.05, asks=0.1, dots=0.08,
    emoji=0.1, smiley=0.08, lists=0.02,
)  # fmt: skip
# What stands within a line, and is no layout.
_INLINE = frozenset({"link", "code"})


def distance(text: str | Sequence[str], habits: Habits) -> float:
    """How far a text, or a burst of them, is from the habits, in [0, 1]; what says nothing either way is at 0.5.

    It is the mean of eight probabilities: that by the length alone, the first letter alone and so on it is somebody
    else's who chats, and not this owner's, were it either's as likely. Mere differences from the owner would call
    closest whoever always does what the owner does mostly.
    """
    burst = [text] if isinstance(text, str) else list(text)
    said = [message for message in burst if message.strip()]
    if not said or not habits.messages:
        return 1.0
    several = _others(_share(habits.several, len(said) > 1), _share(_PEOPLE.several, len(said) > 1))
    return _mean([several, *(_mean(one) for one in zip(*(_differences(one, habits) for one in said), strict=True))])


def _differences(text: str, habits: Habits) -> tuple[float, ...]:
    """For each trait of a message, the probability in [0, 1] that it is somebody else's."""
    shown = traits(text)
    length = math.log1p(shown.words)
    return (
        _others(_density(length, habits.words), _density(length, _PEOPLE.words)),
        _differs(shown.small, habits.small, _PEOPLE.small),
        _others(_possible(_ends(habits)[shown.end]), _possible(_ends(_PEOPLE)[shown.end])),
        _differs(shown.emoji, habits.emoji, _PEOPLE.emoji),
        _differs(shown.smiley, habits.smiley, _PEOPLE.smiley),
        _differs(".." in text or "…" in text, habits.dots + habits.ellipsis, _PEOPLE.dots),
        _differs(bool(shown.layout - _INLINE), habits.lists + habits.bold + habits.headings, _PEOPLE.lists),
    )


def _differs(shown: bool | None, own: float, people: float) -> float:
    return 0.5 if shown is None else _others(_share(own, shown), _share(people, shown))


def _others(own: float, people: float) -> float:
    """Bayes' rule with equal odds."""
    return people / (people + own)


def _share(share: float, shown: bool) -> float:
    """The share of those that show it, or show it not."""
    return _possible(share if shown else 1 - share)


def _possible(share: float) -> float:
    return 0.01 + 0.98 * min(1.0, max(0.0, share))


def _density(length: float, quartiles: tuple[float, float, float]) -> float:
    """The log-normal density of a length, but for a factor; nothing is impossible."""
    low, middle, high = (math.log1p(figure) for figure in quartiles)
    # Of a normal distribution, the quartiles are 1.35 standard deviations apart.
    spread = max(0.35, (high - low) / 1.35)
    return math.exp(-(((length - middle) / spread) ** 2) / 2) / spread + 0.001


def _ends(habits: Habits) -> Mapping[str, float]:
    known = {"bare": habits.bare, "stop": habits.stop, "exclaims": habits.exclaims, "asks": habits.asks}
    return {**known, "other": max(0.0, 1 - sum(known.values()))}


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0
