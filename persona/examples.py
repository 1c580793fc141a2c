"""Which of the owner's replies a model is shown: taught for this, on the matter, in their manner, and no two alike."""

import re
from collections.abc import Callable, Sequence

from persona.cue_words import SMALL_TALK
from persona.style.distance import distance
from persona.style.habits import Habits
from twin.fingerprint import normal
from twin.knowledge import FoundExemplar
from twin.seams import Likeness

# Exemplars looked at, the best found first: their replies are what is embedded.
_LOOKED_AT = 24
# What is alike by so much says the same.
_SAME_WORDS = 0.8
_SAME_MEANING = 0.92
# Weights of what an exemplar is worth.
_MATTER, _MANNER, _VARIETY = 0.6, 0.4, 0.3
# What was true at its moment alone is worth less by this, as much as half of what is on the matter; and so is what the
# owner has corrected since.
_PASSED = 0.3

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NODS = SMALL_TALK | frozenset(
    (
        "yes yeah yep yup yea no nope nah sure right exactly agreed true done fine indeed correct absolutely "
        "definitely will do got it that's so oh ah hm hmm mhm alright certainly np same "
        "ja jo jep nein nee genau stimmt klar richtig gut gerne passt alles super "
        "oui ouais non d'accord exact exactement voilà parfait "
        "sí si vale claro exacto perfecto bueno "
        "sim não claro certo exato beleza isso tá "
        "sì certo esatto giusto perfetto va bene "
        "nee oké goed precies klopt prima zeker"
    ).split()
)
# A reply of more words than this says something.
_NOD = 4


def chosen(
    found: Sequence[FoundExemplar],
    habits: Habits | None,
    likeness: Likeness,
    count: int,
    taught: Callable[[FoundExemplar], bool] = lambda _: False,
) -> tuple[FoundExemplar, ...]:
    """Up to ``count`` of the exemplars found, the most worth first; the same ones give the same choice. Blocks.

    First come those of which ``taught`` says that the owner taught them for this, the likest in meaning first. Another
    exemplar is worth what it is on the matter and in the owner's manner, less what its reply is like one chosen before
    (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998). Replies that say the same are never both chosen,
    and no more than one that only agrees.
    """
    standing = sorted(filter(taught, found), key=lambda one: -one.signals.cosine)
    others = sorted((one for one in found if one not in standing), key=lambda one: -one.signals.score)
    looked_at = (*standing, *others)[:_LOOKED_AT]
    worth = dict(enumerate(_worth(looked_at, habits)))
    replies = [one.exemplar.reply for one in looked_at]
    nearest = dict.fromkeys(worth, 0.0)
    picked: list[int] = []
    while worth and len(picked) < count:
        best = min(worth) if min(worth) < len(standing) else max(worth, key=lambda i: worth[i] - _VARIETY * nearest[i])
        picked.append(best)
        del worth[best]
        for index in [index for index in worth if _repeats(replies[index], replies[best])]:
            del worth[index]
        if worth and len(picked) < count:
            _compare(replies, best, worth, nearest, likeness)
    return tuple(looked_at[index] for index in picked)


def _compare(
    replies: Sequence[str], best: int, worth: dict[int, float], nearest: dict[int, float], likeness: Likeness
) -> None:
    """Notes how like the one just chosen the others are, and drops those that mean the same."""
    others = list(worth)
    for index, cosine in zip(others, likeness.alike(replies[best], [replies[i] for i in others]), strict=True):
        nearest[index] = max(nearest[index], cosine)
        if cosine > _SAME_MEANING:
            del worth[index]


def _worth(found: Sequence[FoundExemplar], habits: Habits | None) -> list[float]:
    """What each is worth by itself."""
    scores = [one.signals.score for one in found]
    least, most = min(scores, default=0.0), max(scores, default=0.0)
    return [
        _MATTER * (_scaled(one.signals.score, least, most) + max(0.0, one.signals.cosine)) / 2
        + _MANNER * _manner(one.exemplar.reply, habits)
        - _PASSED * (one.exemplar.superseded or one.exemplar.situational)
        for one in found
    ]


def _scaled(score: float, least: float, most: float) -> float:
    return (score - least) / (most - least) if most > least else 1.0


def _manner(reply: str, habits: Habits | None) -> float:
    return 0.5 if habits is None else 1 - distance(reply.splitlines(), habits)


def _repeats(reply: str, other: str) -> bool:
    """Whether one reply is a copy of the other in other clothes, or both only agree."""
    if normal(reply) == normal(other) or (_only_agrees(reply) and _only_agrees(other)):
        return True
    words, others = set(_words(reply)), set(_words(other))
    return bool(words | others) and len(words & others) / len(words | others) > _SAME_WORDS


def _only_agrees(reply: str) -> bool:
    words = _words(reply)
    return len(words) <= _NOD and all(word in _NODS for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))
