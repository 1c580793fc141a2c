"""Whole numbers in words, where a language's words for them do not change with what is counted.

num2words has none for Hindi and Chinese. It would say the Russian, Ukrainian, Polish and Arabic ones without case and
gender, Turkish ones in one word, and the Japanese and Korean ones whatever is counted; there the digits stay, which
engines read by what is around them. Nothing but whole numbers is asked of it: its fractions lose signs and digits.
"""

import re
from functools import lru_cache

from num2words import num2words

_NAMES = {
    "en": "en", "de": "de", "fr": "fr", "es": "es", "pt": "pt_BR", "it": "it", "nl": "nl", "id": "id",
}  # fmt: skip
# What has more digits is no quantity: an account, a card.
_LONGEST = 12
# These endings are said otherwise before a word of another gender, which nobody knows here.
_CHANGING = {
    "de": re.compile(r"(?:^|0)1$"),
    "fr": re.compile(r"(?<!1)1$|^1$"),
    "es": re.compile(r"(?<!1)1$|^1$|[2-9]\d\d$"),
    "pt": re.compile(r"(?<!1)[12]$|[2-9]\d\d$"),
    "it": re.compile(r"^1$"),
    "nl": re.compile(r"^1$"),
}


def has_words(language: str) -> bool:
    """Whether numbers are said in words in this language."""
    return language in _NAMES


def counted(digits: str, language: str, *, before_word: bool = False) -> str:
    """A whole number of plain digits as it is said; digit by digit if it is no quantity.

    The digits themselves where the language has no words for them, or other ones ``before_word``.
    """
    if not has_words(language):
        return digits
    if len(digits) > _LONGEST or (len(digits) > 1 and digits.startswith("0")):
        return spelled(digits, language)
    changing = _CHANGING.get(language)
    if before_word and changing and changing.search(digits):
        return digits
    return _cardinal(int(digits), language)


def spelled(digits: str, language: str) -> str:
    """Plain digits one by one."""
    return " ".join(_cardinal(int(digit), language) if has_words(language) else digit for digit in digits)


def year(digits: str, language: str) -> str:
    """A year of four digits as it is said."""
    if language in ("en", "de", "nl") and digits[0] != "0":
        return _words(int(digits), language, "year")
    return counted(digits, language)


@lru_cache(maxsize=4096)
def ordinal(number: int, language: str) -> str:
    """The word for that place in a row, of a language that has words; the masculine form."""
    if language == "fr" and number == 1:
        return "premier"
    return _words(number, language, "ordinal")


def feminine(word: str) -> str:
    """The feminine form of an ordinal in Spanish, Portuguese or Italian."""
    return " ".join(part[:-1] + "a" if part.endswith("o") else part for part in word.split())


@lru_cache(maxsize=4096)
def _cardinal(number: int, language: str) -> str:
    return _words(number, language, "cardinal")


def _words(number: int, language: str, kind: str) -> str:
    # Its commas would be heard as pauses.
    return str(num2words(number, lang=_NAMES[language], to=kind)).replace(",", "")
