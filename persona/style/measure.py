"""The habits that texts show."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from persona import manner
from persona.style.habits import HABIT, Habits
from persona.style.languages import shares
from persona.style.openings import closings, openings
from persona.style.traits import EMOJI, SMILEY, traits

# Whoever has a mark of an assistant in more than one of so many messages has it as a trait of their own.
_SELDOM = 300
_LAUGHTER = re.compile(
    r"\b(?:a?(?:ha){2,40}h?|(?:he){2,40}|(?:hi){2,40}|(?:ja){2,40}j?|(?:je){2,40}|k{3,40}|(?:rs){2,40}|l+o+l+|lmf?ao|rofl"
    r"|mdr|ptdr|xd|(?:ха){2,40}|(?:wk){2,40})\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"\b(?:i'm|(?:i|you|we|they)'(?:ve|re|ll|d)|(?:it|that|he|she|there|what)'s|\w{2,6}n't)\b")
_FULL = re.compile(
    r"\b(?:i am|(?:you|we|they) are|(?:i|you|we|they) (?:have been|will|would)|(?:it|that|there) is"
    r"|(?:do|does|did|is|are|was|were|has|have|had|could|would|should|will) not|cannot|can not)\b"
)
_UNMARKED = re.compile(
    r"\b(?:im|ive|dont|doesnt|didnt|isnt|arent|wasnt|cant|couldnt|wouldnt|shouldnt|wont|thats|youre)\b"
)
_REPEATED = re.compile(r"[!?]{2}")
_COMMA = re.compile("[,،、，]")


def measure(texts: Sequence[Sequence[str]], names: Collection[str], languages: Sequence[str]) -> Habits:
    """The habits that bursts show. ``names`` of people never stand in what is told of them, nor any of their parts."""
    bursts = [said for burst in texts if (said := [text for text in burst if text.strip()])]
    if not bursts:
        return Habits()
    said = [text for burst in bursts for text in burst]
    shown = [traits(text) for text in said]
    lengths = sorted(len(burst) for burst in bursts)
    words = iter([trait.words for trait in shown])
    long = [sum(next(words) for _ in burst) for burst in bursts]
    ends = Counter(trait.end for trait in shown)
    layout = Counter(name for trait in shown for name in trait.layout)
    count = len(said)
    begun = [trait.small for trait in shown if trait.small is not None]
    total = sum(trait.words for trait in shown) or 1
    emojis = Counter(sign.rstrip("\ufe0f") for text in said if not text.isascii() for sign in EMOJI.findall(text))
    smileys = Counter(smiley for text in said for smiley in SMILEY.findall(text))
    contracted, unmarked = _contractions(said) if "en" in languages else (None, None)
    return Habits(
        bursts=len(bursts),
        messages=count,
        per_burst=count / len(bursts),
        several=sum(length > 1 for length in lengths) / len(bursts),
        usual_most=int(_at(lengths, 0.95)),
        most=lengths[-1],
        words=_quartiles([trait.words for trait in shown]),
        burst_words=_quartiles(long),
        small=sum(begun) / len(begun) if begun else 0.0,
        bare=ends["bare"] / count,
        stop=ends["stop"] / count,
        exclaims=ends["exclaims"] / count,
        asks=ends["asks"] / count,
        commas=100 * sum(len(_COMMA.findall(text)) for text in said) / total,
        dots=sum("..." in text for text in said) / count,
        ellipsis=sum("…" in text for text in said) / count,
        repeated=sum(bool(_REPEATED.search(text)) for text in said) / count,
        emoji=sum(trait.emoji for trait in shown) / count,
        emojis=_commonest(emojis, 5, HABIT),
        smiley=sum(trait.smiley for trait in shown) / count,
        smileys=_commonest(smileys, 3, HABIT),
        openings=openings(bursts, names),
        closings=closings(bursts, names),
        contracted=contracted,
        unmarked=unmarked,
        lists=layout["list"] / count,
        bold=layout["bold"] / count,
        headings=layout["heading"] / count,
        links=layout["link"] / count,
        code=layout["code"] / count,
        laughter=_commonest(Counter(_laughs(said)), 3, max(HABIT, count // 500)),
        languages=shares(said, languages),
        assistant_marks=_marks(said),
    )


def _marks(said: Sequence[str]) -> frozenset[str]:
    counted = Counter(mark for text in said for mark in manner.marks(text))
    return frozenset(mark for mark, count in counted.items() if count * _SELDOM > len(said))


def _laughs(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        for match in _LAUGHTER.finditer(text):
            laugh = match[0].lower()
            # However long it is, it is one laugh.
            yield re.sub(r"(..)\1{2,}", r"\1\1", re.sub(r"(.)\1{3,}", r"\1\1\1", laugh))


def _contractions(said: Iterable[str]) -> tuple[float | None, float | None]:
    """The shares of what is contracted, and of that what has no apostrophe."""
    plain = "\n".join(said).lower().replace("’", "'")
    marked, full, unmarked = (len(ways.findall(plain)) for ways in (_CONTRACTED, _FULL, _UNMARKED))
    if marked + full + unmarked < 2 * HABIT:
        return None, None
    short = marked + unmarked
    return short / (short + full), unmarked / short if short else 0.0


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def _quartiles(figures: Iterable[float]) -> tuple[float, float, float]:
    ordered = sorted(figures)
    return (float(_at(ordered, 0.25)), float(_at(ordered, 0.5)), float(_at(ordered, 0.75)))


def _commonest(counted: Counter[str], count: int, least: int) -> tuple[str, ...]:
    return tuple(one for one, times in counted.most_common(count) if times >= least)
