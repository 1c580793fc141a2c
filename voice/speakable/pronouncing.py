"""The owner's list of words that an engine says wrong, and how they are said."""

import re
from collections.abc import Mapping

# Nobody writes these: they stand for a word while the rest of the text is made speakable.
_FIRST = 0xF0000
_ALL = re.compile("[\U000f0000-\U000ffffd]")
# Scripts that write no spaces between words: there a word ends where it ends.
_JOINED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"


class Pronunciation:
    """Puts words aside that are to be said otherwise, so that nothing else changes them, and says them in the end.

    A key in small letters stands for the word in any case, one with a capital for itself alone. The longest that fits
    is taken, and what is said for it is not looked at again.
    """

    def __init__(self, pronounce: Mapping[str, str]) -> None:
        spaced = {" ".join(word.split()): said for word, said in pronounce.items() if word.strip()}
        self._exact = {word: said for word, said in spaced.items() if word != word.lower()}
        self._any = {word: said for word, said in spaced.items() if word == word.lower()}
        words = sorted((*self._exact, *self._any), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(self._one, words)) or "(?!)")
        self._aside: list[str] = []

    def put_aside(self, text: str) -> str:
        """The text with a sign of its own in place of each word of the list."""
        return self._pattern.sub(self._placed, text)

    def said(self, text: str) -> str:
        """The text with what is said for the words that were put aside, and for those that have come since."""
        return _ALL.sub(lambda sign: self._aside[ord(sign[0]) - _FIRST], self.put_aside(text))

    def _placed(self, match: re.Match[str]) -> str:
        word = " ".join(match[0].split())
        said = self._exact.get(word) or self._any.get(word.lower(), word)
        if said not in self._aside:
            self._aside.append(said)
        return chr(_FIRST + self._aside.index(said))

    def _one(self, word: str) -> str:
        inner = r"\s+".join(map(re.escape, word.split()))
        begins = rf"(?<![^\W{_JOINED}])" if _of_a_word(word[0]) else ""
        ends = rf"(?![^\W{_JOINED}])" if _of_a_word(word[-1]) else ""
        return f"{begins}{inner if word in self._exact else f'(?i:{inner})'}{ends}"


def _of_a_word(sign: str) -> bool:
    return re.fullmatch(rf"[^\W{_JOINED}]", sign) is not None
