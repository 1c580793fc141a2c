"""Whether two messages ask for different things although they mean much the same: another country, number or day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.core import Locale

from persona.cue_words import DENYING, EMPTY
from persona.cues import Cues
from persona.phrases import folded
from persona.question_words import ASKED, CONCEPTS, DOERS, NUMBER_WORDS, OTHER_WORDS, OTHERWISE, PAST, SMALL
from persona.sentences import SENTENCES

# No question is longer; what stands behind is not looked at.
_LONGEST = 4_000
_WORD = re.compile(r"[^\W_]+")
_SHORTENED = re.compile(r"[^\W_]+'[^\W_]+")
_NUMBER = re.compile(r"\d{1,15}(?:[.,:]\d{1,9}){0,3}")
# A capital where no sentence begins: a name, in languages that do not give one to every noun.
_NAME = re.compile(r"(?<=[^\W\dA-Z_][ ,/(-])[^\W\da-z_][^\W_]{1,40}")
_NOUNS_IN_CAPITALS = ("de",)
# Words of one name that are looked for together.
_LONGEST_NAME = 4
# Where names of countries take endings, so many letters of them may be others.
_INFLECTED = ("pl", "ru", "uk")
_ENDING = 2
# Where words are not parted, a name is looked for anywhere.
_UNPARTED = ("ja", "ko", "zh")
# Names that begin alike by so much are forms of one.
_FORM = 5
_DENYING = frozenset(map(folded, DENYING)) | {"non", "niet", "geen"}
_SMALL = frozenset(map(folded, EMPTY)) | DOERS | SMALL
_ASKED = tuple(re.compile(rf"\b(?:{pattern})\b") for pattern in ASKED)


def differ(text: str, other: str, language: str) -> bool:
    """Whether something shows that the two do not ask for the same.

    Different are numbers, countries, days, seasons and names; asking why, when, how long, how much, how many, who or
    where; denying, and telling of the past; and one word in place of another in the same wording, unless it stands
    where a verb does. ``language`` is the ISO 639-1 code in which people mostly write.
    """
    first, second = _told(text, language), _told(other, language)
    if (first.facts, first.asked) != (second.facts, second.asked):
        return True
    return _unnamed(first, second) or _unnamed(second, first) or _one_replaced(first, second)


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells a message from others; ``content`` are its words that say something, each with the one before it."""

    facts: frozenset[str]
    asked: tuple[bool, ...]
    names: frozenset[str]
    said: frozenset[str]
    content: tuple[tuple[str, str], ...]


def _told(text: str, language: str) -> _Told:
    text = text[:_LONGEST]
    plain = folded(text)
    said = _WORD.findall(plain)
    facts = {*_numbers(plain, said, language), *_facts_named(said), *_countries_in(plain, language)}
    present = {*_SHORTENED.findall(plain.replace("’", "'")), *said} - OTHER_WORDS.get(language, frozenset())
    put = (bool(present & _DENYING), bool(present & PAST))
    asked = (*(bool(pattern.search(plain)) for pattern in _ASKED), *put)
    names = [] if language in _NOUNS_IN_CAPITALS else [name for name in _NAME.findall(text) if name[0].isupper()]
    return _Told(frozenset(facts), asked, frozenset(map(folded, names)), frozenset(said), _content(said, language))


def _numbers(plain: str, said: list[str], language: str) -> Iterator[str]:
    """Every number, by its digits; what is a number in the language and a word in another is one in that alone."""
    yield from (re.sub(r"\D", "", number).lstrip("0") for number in _NUMBER.findall(plain))
    words = NUMBER_WORDS.get(language, NUMBER_WORDS["en"])
    yield from (words[word] for word in said if word in words)


def _facts_named(said: list[str]) -> Iterator[str]:
    """The days, months, seasons and countries that are named, whatever the language, each as one sign for it."""
    names, beginnings = _names(), _beginnings()
    for first, word in enumerate(said):
        for last in range(first + 1, first + 1 + _LONGEST_NAME):
            if fact := names.get(" ".join(said[first:last])):
                yield fact
        ends = range(max(4, len(word) - _ENDING), len(word) + 1)
        yield from (beginnings[word[:end]] for end in ends if word[:end] in beginnings)


def _countries_in(plain: str, language: str) -> Iterator[str]:
    if language in _UNPARTED:
        yield from (fact for name, fact in _of_language(language).items() if name in plain)


@cache
def _names() -> dict[str, str]:
    """Name → what it names."""
    found: dict[str, str] = {}
    for language in SENTENCES:
        found |= _of_language(language)
    for number, words in enumerate(CONCEPTS):
        found |= {folded(word): f"concept {number}" for word in words.split()}
    return {name: fact for name, fact in found.items() if name not in OTHERWISE}


@cache
def _of_language(language: str) -> dict[str, str]:
    """The names of countries, days and months in a language; plurals of days, as in "on Sundays"."""
    locale = Locale(language)
    found = {folded(name): code for code, name in locale.territories.items() if code.isalpha() and len(name) > 1}
    for kind in ("stand-alone", "format"):
        found |= {folded(name): f"day {number}" for number, name in locale.days[kind]["wide"].items()}
        found |= {folded(name): f"month {number}" for number, name in locale.months[kind]["wide"].items()}
    found |= {f"{name}s": fact for name, fact in found.items() if fact.startswith("day ")}
    # Portuguese leaves the second half of a day's name away.
    found |= {name.removesuffix("-feira"): fact for name, fact in found.items()}
    return {" ".join(_WORD.findall(name)): fact for name, fact in found.items()}


@cache
def _beginnings() -> dict[str, str]:
    """What is left of a name without its ending → what it names."""
    found = [pair for language in _INFLECTED for pair in _of_language(language).items()]
    return {name[:-1]: fact for name, fact in found if len(name) > _FORM and name.isalpha()}


def _unnamed(one: _Told, other: _Told) -> bool:
    """Whether one of them names somebody or something that the other does not speak of."""
    return any(not any(_alike(name, word) for word in other.said) for name in one.names)


def _content(said: list[str], language: str) -> tuple[tuple[str, str], ...]:
    cues, numbers = Cues(language), NUMBER_WORDS.get(language, NUMBER_WORDS["en"])
    telling = [
        (place, stem)
        for place, word in enumerate(said)
        if word not in _SMALL and word not in numbers and not word.isdecimal()
        for stem in cues.stems(word)
    ]
    return tuple((stem, said[place - 1] if place else "") for place, stem in telling)


def _one_replaced(one: _Told, other: _Told) -> bool:
    if len(one.content) != len(other.content) or len(one.content) < 2:
        return False
    replaced = [
        (before, before_other)
        for (word, before), (word_other, before_other) in zip(one.content, other.content, strict=True)
        if not _alike(word, word_other)
    ]
    return len(replaced) == 1 and all(before and before not in DOERS for before in replaced[0])


def _alike(word: str, other: str) -> bool:
    """Whether these are one word, or two forms of one: they begin alike, or one ends with the other."""
    if word == other:
        return True
    long_enough = min(len(word), len(other)) >= _FORM
    return long_enough and (word[:_FORM] == other[:_FORM] or word.endswith(other) or other.endswith(word))
