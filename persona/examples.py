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
_NUMBER = r"(?:\d{1,3}|an?|one|two|five|ten|fifteen|twenty|half an|few|a few)"
_MOMENT = re.compile(
    r"\b(?:"
    # English
    r"today|tonight|tomorrow|yesterday|right now|at the moment|this (?:morning|afternoon|evening|week|weekend)"
    r"|(?:next|last) (?:week|weekend|month|mon|tues|wednes|thurs|fri|satur|sun)\w{0,3}|on my way|omw|brb|running late"
    r"|almost there|be there|see you (?:there|soon|later|at|in|on)|(?:at|until|by|around) \d{1,2}(?:[:.]\d\d)?(?![\d%])"
    rf"|in {_NUMBER} (?:min(?:ute)?s?|hours?|hrs?|days?)|just (?:got|arrived|landed|left)"
    # German
    r"|heute|(?<!guten )morgen|übermorgen|gestern|gerade eben|bin (?:gleich|grad|gerade|schon|unterwegs)|bis gleich"
    r"|unterwegs|(?:um|gegen|ab|bis) \d{1,2}(?: uhr)?|nächste woche|in \d{1,3} (?:min|stunde|tag)\w{0,4}"
    # French
    r"|aujourd['’]hui|ce (?:soir|matin)|cet après-midi|demain|hier|j['’]arrive|en route|tout de suite|à \d{1,2} ?h"
    r"|dans \d{1,3} (?:min|heure|jour)\w{0,4}|la semaine prochaine"
    # Spanish
    r"|hoy|mañana|ayer|esta (?:noche|tarde|semana)|ahora mismo|en camino|voy para|a las \d{1,2}"
    r"|en \d{1,3} (?:min|hora)\w{0,4}|la próxima semana"
    # Portuguese
    r"|hoje|amanhã|ontem|agora mesmo|(?:tô|estou) (?:indo|chegando|a caminho)|às \d{1,2}|daqui a|semana que vem"
    # Italian
    r"|oggi|domani|ieri|stasera|stamattina|sto arrivando|arrivo|alle \d{1,2}|tra \d{1,3} (?:min|or)\w{0,4}"
    r"|la settimana prossima"
    # Dutch
    r"|vandaag|vanavond|vanmorgen|vanmiddag|gisteren|onderweg|zo meteen|tot zo|om \d{1,2}"
    r"|over \d{1,3} (?:min|uur)\w{0,4}|volgende week"
    r")\b"
)


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


def of_a_moment(text: str) -> bool:
    """Whether a text speaks of the moment at which it was written, so that it was true only then."""
    return _MOMENT.search(text.lower()) is not None


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
        - _PASSED * (one.exemplar.superseded or of_a_moment(one.exemplar.reply))
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
