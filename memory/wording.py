"""What a text is about by its words: numbers, names, and the words that are left without those that say nothing.

Vectors of "do you ship to Norway?" and "do you ship to Canada?" are nearly alike. Words tell them apart.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from memory.plain_words import ASKED_FOR, PLAIN, POINTING, SMALL_NUMBERS

# Characters that are looked at.
_MOST = 4000
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_NO_CENTS = re.compile(r"[.,:]0+$")
# A capital in the middle of a sentence.
_NAME = re.compile(r"(?<=[^\W\d_][ ,])(?:[A-ZÀ-ÖØ-Þ])\w+|(?<=, )[A-ZÀ-ÖØ-Þ]\w+")
_SENTENCE = re.compile(r"[^.!?…。！？؟\n]+[.!?…。！？؟]*")
_QUESTION = ("?", "？", "؟")
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s", "n", "e")
_SHORTEST_STEM = 3
# A question of fewer words than this leaves to the rest of the message what it is about.
_FEWEST_WORDS = 3
# Two questions that share so many of their words are one with a word exchanged or put in.
_ONE_FRAME = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """A text's words: ``words`` are stems in their order, ``content`` those that say something."""

    words: tuple[str, ...]
    content: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    asked_for: frozenset[int]


def wording(text: str) -> Wording:
    """The words of a text."""
    text = text[:_MOST]
    # With a number for a single word.
    whole = _NUMBER.sub(lambda found: _plain_number(found[0]).replace(".", "_"), text.casefold())
    words = [_bare(word) for word in _WORD.findall(whole)]
    return Wording(
        words=tuple(map(stem, words)),
        content=frozenset(stem(word) for word in words if _says_something(word)),
        numbers=numbers(text),
        names=frozenset(stem(_bare(name.casefold())) for name in _NAME.findall(text)),
        asked_for=frozenset(number for number, asked in enumerate(ASKED_FOR) if asked.intersection(words)),
    )


def question(text: str) -> str:
    """The sentences of a message that ask, if they say by themselves what is asked; else all of it."""
    asking = [part.strip() for part in _SENTENCE.findall(text[:_MOST]) if part.rstrip().endswith(_QUESTION)]
    words = [word for part in asking for word in _WORD.findall(part.casefold())]
    if len(words) < _FEWEST_WORDS or POINTING.intersection(words):
        return text
    return " ".join(asking)


def numbers(text: str) -> frozenset[str]:
    """The numbers in a text as they are compared: 10:00 is 10, 1,200 is 1200, 25,50 is 25.50, and two is 2."""
    found = {_plain_number(number) for number in _NUMBER.findall(text)}
    words = _WORD.findall(text.casefold())
    return frozenset(found | {SMALL_NUMBERS[word] for word in words if word in SMALL_NUMBERS})


def stem(word: str) -> str:
    """The word without an ending that many languages have; a small number as a figure."""
    if word in SMALL_NUMBERS:
        return SMALL_NUMBERS[word]
    endings = (end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM)
    return word.removesuffix(next(endings, ""))


def differ(one: Wording, other: Wording) -> bool:
    """Whether two questions surely ask for different things, however alike they sound."""
    if one.asked_for and other.asked_for and not one.asked_for & other.asked_for:
        return True
    if one.numbers != other.numbers:
        return True
    if one.names.difference(other.words) and other.names.difference(one.words):
        return True
    return _another_word(one, other)


def both_add(one: Wording, other: Wording) -> bool:
    """Whether each says something that the other does not."""
    return _apart(one.content, other.content)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one - other and other - one)


def _another_word(one: Wording, other: Wording) -> bool:
    """Whether they are one question with a word in another's place."""
    first = _alike(one.words, other.words)
    last = _alike(one.words[first:][::-1], other.words[first:][::-1])
    if first + last < _ONE_FRAME * min(len(one.words), len(other.words)):
        return False
    slots = [each.words[first : len(each.words) - last] for each in (one, other)]
    if not first and max(map(len, slots)) > 1:
        # The same is asked for in many ways at the beginning: "how big is", "what size is".
        return False
    said = [slots[0] and one.content.intersection(slots[0]).difference(other.words)]
    said.append(slots[1] and other.content.intersection(slots[1]).difference(one.words))
    return any(said)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").removesuffix("'")


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in PLAIN and word.partition("'")[0] not in PLAIN


def _plain_number(number: str) -> str:
    whole = _NO_CENTS.sub("", _THOUSANDS.sub("", number))
    return re.sub("[,:]", ".", whole).lstrip("0") or "0"
