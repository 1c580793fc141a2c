"""Which line of a group with several talks at once a turn answers, where it does not say so itself.

A linear model of each earlier turn, as in Elsner and Charniak ("You talking to me?", ACL 2008) and Kummerfeld et al.
("A large-scale corpus for conversation disentanglement", ACL 2019), with few features: how far away it is in time and
in turns, whether it asks, whom it addresses, the words that both share, and who has been talking with whom.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from memory.turns import Chat, Turn, between

# Turns that are weighed, and how many minutes ago they may have ended.
_LOOKED_AT = 12
_MINUTES = 10.0
# Log-odds from which on a turn is said to answer the likeliest one.
_SURE = 1.0
# Messages that are taken to have been read before the first, and in how many of them a word of so many letters stood.
_BEFORE = 1000
_COMMON = {2: 100, 3: 50, 4: 15, 5: 5}
# Words that are counted at most; the rare ones are dropped first, and counted anew.
_MOST_WORDS = 50_000

_REPLYING = re.compile(
    r"(?:yes|yea|yeah|yep|yup|no|nope|nah|not|ok|okay|right|correct|true|agreed|i (?:think|agree|don't|guess|believe)"
    r"|sure|good|thanks|because|maybe|probably|exactly|it's|that|that's|well|ah|oh|hmm?|\+1|definitely|sounds|me too"
    r"|but|ja|nein|doch|genau|weil|oui|non|si|parce|sí|porque|sim|não|sì|perché|nee|klopt|omdat)\b",
    re.IGNORECASE,
)


class Rarity:
    """How rare words are among the turns so far."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._turns = 0

    def note(self, words: frozenset[str]) -> None:
        """Count the words of one message."""
        self._turns += 1
        self._counts.update(words)
        if len(self._counts) > _MOST_WORDS:
            self._counts = Counter({word: count for word, count in self._counts.items() if count > 1})
            if len(self._counts) > _MOST_WORDS // 2:
                self._counts = Counter(dict(self._counts.most_common(_MOST_WORDS // 2)))

    def of(self, word: str) -> float:
        """The inverse document frequency, as if a thousand messages full of short words came before."""
        before = _COMMON.get(len(word), 1)
        return math.log((_BEFORE + self._turns) / (before + self._counts[word]))


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds that one turn answers the other.

    Fitted by logistic regression to turns of an IRC channel that begin with a name, with the name taken away: of the
    twelve turns before it the one of that name's bearer is the right one. What such turns cannot tell (``bias``, and
    from ``replying`` on) was set by reading pairs of turns without a name. ``benchmarks/pairs.py`` measures the whole.
    """

    bias: float = -0.2
    minutes: float = -0.35
    turns: float = -1.2
    asks: float = 0.5
    asks_me: float = 1.5
    asks_another: float = -1.5
    shared: float = 1.4
    talking: float = 0.5
    answered: float = 0.0
    replying: float = 0.5
    asking: float = -0.4
    named: float = 1.5
    empty: float = -0.8
    going_on: float = -0.6


def answered(chat: Chat, turn: Turn, rarity: Rarity, weights: Weights = Weights()) -> Turn | None:
    """The earlier turn that this one most likely answers; None if none is likely enough."""
    best: Turn | None = None
    most = _SURE
    for other, values in features(chat, turn, rarity):
        odds = weights.bias + sum(getattr(weights, name) * value for name, value in values.items())
        if odds > most:
            best, most = other, odds
    return best


def features(chat: Chat, turn: Turn, rarity: Rarity) -> Iterator[tuple[Turn, dict[str, float]]]:
    """The turns that it may answer, each with its features' values by their names in ``Weights``."""
    text = turn.text.lower()
    partner, last = _partner(chat, turn), _own_before(chat, turn)
    replying, asking = _REPLYING.match(text) is not None, turn.asks
    for rank, other in enumerate(islice(chat.before(turn), _LOOKED_AT)):
        if other.author == turn.author or other.by_bot or not other.text:
            continue
        waited = between(other.messages[-1], turn.messages[0])
        minutes = 0.0 if waited is None else max(0.0, waited.total_seconds() / 60)
        if minutes > _MINUTES:
            continue
        yield (
            other,
            {
                "minutes": math.log2(1 + minutes),
                "turns": math.log2(1 + rank),
                "asks": other.asks,
                "asks_me": turn.author in other.to,
                "asks_another": bool(other.to) and turn.author not in other.to,
                "shared": _shared(turn.words, other.words, rarity),
                "talking": other.author == partner
                or (other.answers is not None and other.answers.author == turn.author),
                "answered": other.answered,
                "replying": replying,
                "asking": asking,
                "empty": other.says_little,
                "going_on": rank == 0 and last is not None and not other.asks and other.answers is not last,
                "named": len(other.name) > 2 and other.name.lower() in text,
            },
        )


def _partner(chat: Chat, turn: Turn) -> str:
    """Whom the author answered last, shortly before."""
    for other in islice(chat.before(turn), _LOOKED_AT):
        if other.author == turn.author and other.answers is not None:
            return other.answers.author
    return ""


def _own_before(chat: Chat, turn: Turn) -> Turn | None:
    """What the author wrote before, if only one turn stands between: then this may go on with that."""
    return next((other for other in islice(chat.before(turn), 1, 2) if other.author == turn.author), None)


def _shared(words: frozenset[str], others: frozenset[str], rarity: Rarity) -> float:
    """How much the shared words say, between 0 and 1: rare ones say more."""
    said = sum(rarity.of(word) for word in words & others)
    return min(1.0, said / 12)
