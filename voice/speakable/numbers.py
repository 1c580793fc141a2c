"""All numbers of a text as they are said: what a number belongs to decides how."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from voice.speakable import dates, measures, money, numerals, times
from voice.speakable.rule import Rule
from voice.speakable.telephones import with_telephones_spelled
from voice.speakable.vocabulary import vocabulary

_PARTS = str.maketrans({"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"})
_PART = re.compile("(?<=[0-9])(?=[½⅓⅔¼¾])")
# ".5" and ",5" are written without their zero.
_BARE_POINT = re.compile(r"(?<![\w.,)\]])([.,])(?=[0-9])")
_OPERATIONS = re.compile(r"(?<=[\w)%²³°])[ \u00a0]*(?P<operation>[+×÷=*])[ \u00a0]*(?=[-−+]?[0-9($€£])")
_COMPARED = re.compile(r"(?<!\S)(?P<compared>[<>≤≥])[ \u00a0]?(?=[-−]?[0-9$€£])")
_ABOUT = re.compile(r"(?<!\S)[~≈][ \u00a0]?(?=[0-9$€£])")


def with_numbers_said(text: str, language: str) -> str:
    """The text with its numbers in words, or in plain digits where the language has no fitting words for them.

    A language without a vocabulary is left as it is written.
    """
    if not vocabulary(language).minus:
        return text
    text = _PART.sub(" ", text).translate(_PARTS)
    text = _signs(_BARE_POINT.sub(r"0\1", text), language)
    text = with_telephones_spelled(text, language)
    return "".join(_pieces(text, language))


def _pieces(text: str, language: str) -> Iterator[str]:
    somewhere, rules = _rules(language)
    done = 0
    while found := somewhere.search(text, done):
        begin = found.start()
        said, end = _said(text, begin, rules)
        yield text[done:begin] + (text[begin:end] if said is None else said)
        done = end
    yield text[done:]


def _said(text: str, begin: int, rules: Iterable[tuple[re.Pattern[str], Rule]]) -> tuple[str | None, int]:
    """What is said for what begins there, and where it ends; None and one sign of it if no rule knows it after all."""
    for pattern, rule in rules:
        match = pattern.match(text, begin)
        said = rule.say(match) if match else None
        if match and said is not None:
            return said, match.end()
    return None, begin + 1


@cache
def _rules(language: str) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], Rule]]]:
    """What finds a place where one of the rules may hold, and the rules, those of more than a number first."""
    rooms = (dates, times, money, measures, numerals)
    rules = list(chain.from_iterable(room.rules(language) for room in rooms))
    somewhere = re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
    return somewhere, [(re.compile(rule.pattern), rule) for rule in rules]


def _signs(text: str, language: str) -> str:
    words = vocabulary(language)
    operations = {"+": words.plus, "×": words.times, "*": words.times, "=": words.equals}
    text = _OPERATIONS.sub(lambda match: _between(operations.get(match["operation"], ""), match), text)
    compared = {"<": words.less, ">": words.more}
    text = _COMPARED.sub(lambda match: _before(compared.get(match["compared"], ""), match), text)
    return _ABOUT.sub(lambda match: _before(words.about, match), text)


def _between(word: str, match: re.Match[str]) -> str:
    return f" {word} " if word else match[0]


def _before(word: str, match: re.Match[str]) -> str:
    return f"{word} " if word else match[0]
