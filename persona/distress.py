"""Hears, in code and without a model, when somebody writes of danger to life or to a child, and what they are told."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from persona.ai_question.normal_form import LETTERS, normalise
from persona.distress_anchors import ANCHORS, FAINT, GRAVE, HARMLESS, SOMEBODY
from persona.distress_scenes import SCENES
from persona.distress_words import ANSWERS, PATTERNS
from persona.help_lines import Danger, lines_for
from twin.draft import Draft
from twin.seams import Likeness

# Characters that are read of each end of a message.
_EXAMINED = 6_000
# Sentences that are compared, and characters of each: no more is embedded, however long a message is.
_SENTENCES = 40
_LONG = 300
# Read off fresh wordings and 70,000 lines of chat: so alike to a way to tell of danger, and so much more than to a
# harmless one; more, where the words that tell of it are everybody's.
_GRAVE = 0.44
_FAINT = 0.52
_CLEARLY = 0.065
_CLEARLY_FAINT = 0.12
_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")
_MEANS: dict[str, Danger] = {way: danger for danger, ways in ANCHORS.items() for way in ways}
_WAYS = tuple(_MEANS)
# The most urgent first to be named: whose age is told needs other help than who is grown up.
_ORDER: tuple[Danger, ...] = ("a minor in danger", "self-harm", "violence")
# Titles and subjects that have the words without the danger.
_HARMLESS = re.compile(
    (
        r"\b(?:suicide (?:squad|prevention|burn|door|machine|girls)|(?:bungee|base|parachute)[ "
        r"-]?jump\w*(?: (?:off|from) \w+ \w+)?|kill(?:ing)? me softly"
        r"|(?:hurt|cut|injured|burned|burnt) (?:myself|himself|herself|themselves)(?: \w+){0,2}"
        r" (?:falling|cooking|climbing|skating|skiing|running|at (?:the gym|work)|with the oven|on (?:my|the) bike)"
        r"|(?:want|like) to live in (?:the |a |my |this )?(?:city|town|country|village|house|flat|apartment|suburbs?)\b"
        r"|overdos\w+ on (?:coffee|caffeine|sugar|chocolate|cake|cheese|christmas|memes|news|sun)"
        r"|(?:my|the|this|that) (?:bike|laptop|phone|computer|car|pc|plant|battery|server|game|code|build) "
        r"(?:\w+ )?wants to die"
        r"|(?:hit|hits|beat|beats|kick|kicks|punches) the (?:bell|road|gym|ball|drums?|brakes|trail|record|odds)"
        r"|kms (?:server|driver|activation|key|client)s?"
        r"|kill (?:the|a|this|that) (?:process|thread|server|job|session))\b"
    ).translate(LETTERS)
)


class Distress:
    """Listens in every language it knows; the owner's own are asked first where two could be meant."""

    def __init__(self, languages: Sequence[str], likeness: Likeness) -> None:
        """``languages`` are the owner's, as "en" or "pt-BR", the first one first."""
        self._likeness = likeness
        own = [language.lower().partition("-")[0] for language in languages]
        self._languages = tuple(dict.fromkeys([*(one for one in own if one in PATTERNS), *PATTERNS]))

    def draft(self, text: str) -> Draft | None:
        """The fixed answer if the message tells of somebody in danger, in the language that told it; None if not."""
        plain = _HARMLESS.sub(" ", " \n ".join(map(normalise, _examined(text))))
        heard = next(self._heard(plain), None) or self._in_other_words(text)
        return None if heard is None else _answer(*heard)

    def _heard(self, plain: str) -> Iterator[tuple[str, Danger]]:
        for danger in _ORDER:
            for language in self._languages:
                pattern = _pattern(language, danger)
                if pattern is not None and pattern.search(plain):
                    yield language, danger

    def _in_other_words(self, text: str) -> tuple[str, Danger] | None:
        """What the sentence that is most like danger tells of, in words that no pattern knew."""
        best: tuple[float, Danger] | None = None
        for sentence in _telling(text):
            alike = self._likeness.alike(sentence, _WAYS)
            harmless = max(self._likeness.alike(sentence, HARMLESS))
            closest = max(range(len(_WAYS)), key=alike.__getitem__)
            grave = GRAVE.search(normalise(sentence)) is not None
            enough, more = (_GRAVE, _CLEARLY) if grave else (_FAINT, _CLEARLY_FAINT)
            if alike[closest] >= max(enough, harmless + more) and (best is None or alike[closest] > best[0]):
                best = alike[closest], _MEANS[_WAYS[closest]]
        return None if best is None else ("en", best[1])


def _telling(text: str) -> list[str]:
    """The sentences that a likeness could be told of: short enough to be compared, with a telltale word."""
    sentences = (part.strip()[:_LONG] for half in _examined(text) for part in _END.split(half))
    found = dict.fromkeys(sentence for sentence in sentences if _could_tell(sentence) and not _is_harmless(sentence))
    return list(found)[-_SENTENCES:]


def _is_harmless(sentence: str) -> bool:
    return _HARMLESS.search(normalise(sentence)) is not None


def _could_tell(sentence: str) -> bool:
    plain = normalise(sentence)
    return bool(SOMEBODY.search(plain) and (GRAVE.search(plain) or FAINT.search(plain)))


def _examined(text: str) -> tuple[str, ...]:
    return (text,) if len(text) <= 2 * _EXAMINED else (text[:_EXAMINED], text[-_EXAMINED:])


def _answer(language: str, danger: Danger) -> Draft:
    lines = "\n".join(f"• {line}" for line in lines_for(language, danger))
    return Draft(
        texts=(f"{ANSWERS[language]}\n{lines}",),
        confidence=1.0,
        writer="distress",
        reason=f"it tells of {danger}",
    )


@cache
def _pattern(language: str, danger: Danger) -> re.Pattern[str] | None:
    patterns = PATTERNS[language].get(danger, ()) + SCENES[language].get(danger, ())
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).translate(LETTERS))
