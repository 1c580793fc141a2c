"""Hears when somebody asks for a voice message, and not when they only speak of one."""

import re
import unicodedata
from dataclasses import dataclass

from voice.wish_words import ASKING, Asking

# Where another clause begins, which says nothing of the one before: of "can't read now, send me a voice note".
_CLAUSE = re.compile(r"[.!?…,;:\n()।。！？،؟؛、，；：]| [-–—]+ |—")
_CLAUSES = re.compile(rf".*?(?:{_CLAUSE.pattern})|.+", re.DOTALL)
# What somebody else said.
_QUOTED = re.compile(
    r"\"[^\"\n]{0,300}\"|[“„][^”“\n]{0,300}[”“]|[«»][^«»\n]{0,300}[»«]|「[^」\n]{0,300}」|^>.*$", re.MULTILINE
)
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "-": " ", "‑": " ", "_": " ", "*": " "})
# Vowels and lengthening, which few write.
_ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0640]")


@dataclass(frozen=True, slots=True)
class _Pattern:
    asks: re.Pattern[str]
    vetoes: re.Pattern[str]
    harmless: re.Pattern[str]


class Wishes:
    """Knows how people ask in seventeen languages; what may also be something else is not heard."""

    def __init__(self) -> None:
        self._patterns = tuple(map(_pattern, ASKING.values()))

    def asks(self, text: str) -> bool:
        """Whether the message asks to be answered with a voice message."""
        clauses = (" ".join(clause.split()) for clause in _CLAUSE.split(_folded(_QUOTED.sub(" … ", text))))
        return any(_found(pattern, clause) for clause in clauses if clause for pattern in self._patterns)

    def rest(self, text: str) -> str:
        """The message without the clauses that ask for it; all of it if nothing else is left."""
        rest = "".join(clause for clause in _CLAUSES.findall(text) if not self.asks(clause)).strip()
        return rest if any(sign.isalnum() for sign in rest) else text


def _found(pattern: _Pattern, clause: str) -> bool:
    plain = " ".join(pattern.harmless.sub("", clause).split())
    return pattern.asks.search(plain) is not None and pattern.vetoes.search(plain) is None


def _pattern(asking: Asking) -> _Pattern:
    asks = "|".join(f"(?:{_filled(pattern, asking)})" for pattern in asking.asks)
    return _Pattern(
        re.compile(_common_letters(asks)),
        re.compile(_common_letters(_filled(asking.vetoes, asking))),
        re.compile(_common_letters(asking.harmless)),
    )


def _filled(pattern: str, asking: Asking) -> str:
    begins = rf"^(?:(?:{asking.polite}) ){{0,4}}"
    parts = {"<n>": f"(?:{asking.noun})", "<o>": asking.between, "<m>": f"(?:{asking.can_you})"}
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return re.sub(r"(?<![\[\\])\^", lambda _: begins, pattern)


def _folded(text: str) -> str:
    """The text as the patterns are written."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return _common_letters(plain).translate(_SIGNS)


def _common_letters(text: str) -> str:
    return unicodedata.normalize("NFC", _ARABIC_SIGNS.sub("", text)).translate(_LETTERS)
