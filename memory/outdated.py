"""Which of the owner's statements a newer one has overtaken: of two that contradict each other the newer one wins.

Without a model a contradiction is only seen where two sentences are nearly the same: another number in the same
sentence, the same said and denied, another value for what a person has one of at a time (a home, an employer, a
favourite). What differs in other ways is left to whoever reads the dates.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from memory.superseding import denies
from memory.wording import Wording, wording
from twin.knowledge import FoundPassage, Passage

# Sentences of a passage that are compared, and characters of each.
_SENTENCES, _LONGEST = 12, 300
# The share of two sentences' words that has to be the same, where a number differs or one denies the other.
_SAME_NUMBERED, _SAME_DENIED = 0.6, 0.7
_FEWEST_WORDS = 2
# So many words the newer one may say beyond that.
_MORE = 3
# Characters of a message in which a question is looked for; a message of so few words may ask without its sign.
_LOOKED_AT, _SHORT = 4000, 12
# Passages that are compared with each other: comparing takes the square of their number.
_COMPARED = 16
# How much what was just written gains where the question is about now, and after how long half as much.
_LATELY = 0.15
_HALF_AS_NEW = timedelta(days=365)
_ABOUT_NOW = re.compile(
    r"\b(?:now|nowadays|currently|these days|at the moment|today|still|latest|newest|current|most recent|this year"
    r"|anymore|any more|jetzt|zurzeit|derzeit|momentan|aktuell\w{0,2}|heute|noch|neueste\w?|maintenant|actuelle\w*"
    r"|en ce moment|aujourd['’]hui|encore|toujours|dernière?|ahora|actualmente|hoy|todavía|aún|últim[oa]|agora"
    r"|atualmente|hoje|ainda|adesso|attual\w*|oggi|ancora|ultim[oa]|momenteel|huidige|vandaag|nog|laatste)\b",
    re.IGNORECASE,
)
# Within this time it is one talk: whoever corrects themselves there is understood by whoever reads on.
_ONE_TALK = timedelta(hours=1)

_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟])\s+|\n+")
# A question says nothing, and what somebody else says is not the owner's word.
_NO_STATEMENT = re.compile(r"[?？؟]\s*$|^\s*>|[\"“«„]")
_PAST = re.compile(
    r"\b(?:used to|formerly|back then|years ago|was|were|had|lived|worked|früher|damals|war|hatte|wohnte|arbeitete"
    r"|avant|autrefois|était|étais|avais|habitais|travaillais|antes|entonces|vivía|trabajaba|era|tenía|morava"
    r"|trabalhava|prima|una volta|abitavo|lavoravo|ero|vroeger|toen|woonde|werkte)\b",
    re.IGNORECASE,
)
_I = r"(?:\b(?:i|i'm|i’m|ich|je|yo|eu|io|ik)\b|\bj['’]|^)[^.!?]{0,30}?"
_TODAY = r"(?:now |jetzt |nu |maintenant |ahora |agora |adesso |here |back )?"
_VALUE = r"(?P<value>[^.,;!?()]{2,40})"
_HOME = (
    rf"{_I}\b(?:(?:live|living|based|reside|wohne|lebe|habite|vis|vivo|resido|moro|abito|woon) {_TODAY}"
    r"(?:in|à|en|em|a|no|na)|moved to|(?:bin|sind) nach|déménagé à|mudado a|me mudé a|mudei para|trasferit[oa] a"
    rf"|verhuisd naar) {_VALUE}"
)
_EMPLOYER = (
    rf"{_I}\b(?:work|working|employed|arbeite|travaille|trabajo|trabalho|lavoro|werk) {_TODAY}"
    rf"(?:at|for|bei|für|chez|pour|en|para|na|no|per|da|bij|voor) {_VALUE}"
)
_FAVOURITE = (
    r"\b(?:my|mein\w{0,2}|mon|ma|mi|meu|minha|il mio|la mia|mijn) (?P<what>(?:favou?rite|lieblings|préférée? )"
    r"[\w -]{0,30}?|[\w-]{2,30} (?:préférée?|favorit[oa]|preferit[oa]))\s?(?:is|are|ist|sind|est|es|é|è) "
    rf"{_VALUE}"
)
_JOB = (
    r"\b(?:i am|i'm|i’m|ich bin|je suis|soy|sou|sono|ik ben) (?:a|an|the|ein|eine|un|une|una|um|uma|een) (?P<value>"
    r"[\w -]{3,30}?(?:er|or|ist|ian|ant|in|eur|euse|rice|dor|dora|tore|trice|logo|loga))\b(?! and| und)"
)
# What a person has one of at a time: what stands behind is its value.
_SINGLE = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (("home", _HOME), ("employer", _EMPLOYER), ("favourite", _FAVOURITE), ("job", _JOB))
)
# Of these somebody may well have several: another one overtakes nothing unless it says so.
_SEVERAL = frozenset({"job", "employer"})
_NOW = re.compile(
    r"\b(?:now|currently|these days|since|anymore|any more|no longer|inzwischen|jetzt|nun|seit|mittlerweile|maintenant"
    r"|désormais|depuis|ahora|actualmente|desde|agora|atualmente|adesso|ora|da quando|nu|tegenwoordig|sinds)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as it is compared: its words, whether it denies, and values of which there is one at a time."""

    text: str
    words: Wording
    denies: bool
    single: dict[str, frozenset[str]]
    past: bool


def outdated(passages: Sequence[Passage]) -> dict[int, Passage]:
    """id of each of the owner's passages that says what a newer one takes back → the newest that does."""
    dated = sorted(
        ((moment, one) for one in passages if one.by_owner and (moment := _moment(one)) is not None),
        key=lambda pair: (pair[0], pair[1].id),
    )
    said = {one.id: list(_statements(one.text)) for _, one in dated}
    found: dict[int, Passage] = {}
    for at, (since, older) in enumerate(dated):
        for moment, newer in dated[at + 1 :]:
            if moment - since > _ONE_TALK and any(
                _contradict(first, second) for first in said[older.id] for second in said[newer.id]
            ):
                found[older.id] = newer
    return found


def _moment(passage: Passage) -> datetime | None:
    at = passage.sent_at
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def _statements(text: str) -> Iterator[_Said]:
    """The sentences that say something of their writer, or of the world, in few words."""
    for sentence in [part.strip() for part in _SENTENCE.split(text)][:_SENTENCES]:
        if not sentence or len(sentence) > _LONGEST or _NO_STATEMENT.search(sentence):
            continue
        words = wording(sentence)
        if words.content:
            single = {
                f"{kind} {(found.groupdict().get('what') or '').casefold()}".strip(): wording(found["value"]).content
                for kind, pattern in _SINGLE
                if (found := pattern.search(sentence))
            }
            yield _Said(sentence, words, denies(sentence), single, _PAST.search(sentence) is not None)


def _contradict(older: _Said, newer: _Said) -> bool:
    """Whether a newer statement takes back an older one."""
    if newer.past and not older.past:
        # What was once so may still have been so when the older one was written.
        return False
    return _other_number(older, newer) or _denied(older, newer) or _other_value(older, newer)


def _other_number(older: _Said, newer: _Said) -> bool:
    one, two = older.words, newer.words
    numbers = one.numbers | two.numbers
    if older.denies != newer.denies or len(one.numbers) != len(two.numbers) or len(numbers) != 2 * len(one.numbers):
        return False
    # Of another year, something else may be said.
    if not numbers or any(_YEAR.fullmatch(number) for number in numbers) or one.names - two.names:
        return False
    return _frame(one) == _frame(two) or _shared(_plain(one), _plain(two)) >= _SAME_NUMBERED


def _denied(older: _Said, newer: _Said) -> bool:
    if older.denies == newer.denies or older.words.numbers != newer.words.numbers:
        return False
    one, two = older.words.content, newer.words.content
    # The newer one may say since when.
    return _shared(one, one & two) >= _SAME_DENIED and len(two - one) <= _MORE


def _other_value(older: _Said, newer: _Said) -> bool:
    if older.denies or newer.denies:
        return False
    for kind in older.single.keys() & newer.single.keys():
        one, two = older.single[kind], newer.single[kind]
        says_so = kind.partition(" ")[0] not in _SEVERAL or _NOW.search(newer.text) is not None
        if one and two and not one & two and says_so:
            return True
    return False


def _frame(words: Wording) -> tuple[str, ...]:
    return tuple(word for word in words.words if not word[0].isdigit())


def _plain(words: Wording) -> frozenset[str]:
    return frozenset(word for word in words.content if not word[0].isdigit())


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of their words that both have; 0 if those are too few to say what they are about."""
    both = one & two
    return len(both) / len(one | two) if len(both) >= _FEWEST_WORDS else 0.0


def in_time(found: Sequence[FoundPassage], question: str) -> tuple[FoundPassage, ...]:
    """What was found, the best first, with what a newer statement has overtaken marked, and behind that.

    Where the question is about now, what was written lately comes first among what is about as good.
    """
    ordered = _lately_first(found) if _is_about_now(question) else list(found)
    overtaken = outdated([one.passage for one in ordered[:_COMPARED]])
    if not overtaken:
        return tuple(ordered)
    marked = [
        replace(one, passage=replace(one.passage, superseded=True)) if one.passage.id in overtaken else one
        for one in ordered
    ]
    score = {one.passage.id: one.signals.score for one in ordered}
    # The newer one has to be heard first: whoever reads on may stop before it.
    lifted = [
        replace(one, signals=replace(one.signals, score=max([score[one.passage.id], *_behind(one, overtaken, score)])))
        for one in marked
    ]
    return tuple(sorted(lifted, key=lambda one: (-one.signals.score, one.passage.superseded)))


def _is_about_now(question: str) -> bool:
    """Whether a short message, or a question within a longer one, is about now."""
    asked = [part for part in _SENTENCE.split(question[:_LOOKED_AT]) if part.rstrip().endswith(("?", "？", "؟"))]
    if not asked and len(question.split()) <= _SHORT:
        asked = [question]
    return any(_ABOUT_NOW.search(part) for part in asked)


def _behind(one: FoundPassage, overtaken: Mapping[int, Passage], score: Mapping[int, float]) -> list[float]:
    """The scores of those that this one has overtaken."""
    return [score[id_] for id_, newer in overtaken.items() if newer.id == one.passage.id]


def _lately_first(found: Sequence[FoundPassage]) -> list[FoundPassage]:
    moments = [moment for one in found if (moment := _moment(one.passage)) is not None]
    newest = max(moments, default=None)

    def raised(one: FoundPassage) -> FoundPassage:
        moment = _moment(one.passage)
        age = (newest - moment) / _HALF_AS_NEW if newest is not None and moment is not None else None
        lift = 1 + _LATELY * 0.5**age if age is not None else 1.0
        return replace(one, signals=replace(one.signals, score=one.signals.score * lift))

    return sorted(map(raised, found), key=lambda one: -one.signals.score)
