"""Fingerprints of runs of words: what tells that a text repeats another one, without that other one at hand.

A text is reduced to its letters and digits, without case, accents, spaces and signs: how it is set out does not
matter. Of a text that is kept, every run of ``LENGTH`` of them that begins where a word begins is hashed; of a text
that is looked at, every run that begins anywhere. So what repeats ``LENGTH`` and a word more is always found. Words
that can give something away by themselves, such as codes and long numbers, are hashed too. (After Schleimer, Wilkerson,
Aiken, "Winnowing", SIGMOD 2003; where they keep the least hash of a window, the beginnings of words are kept here.)

A fingerprint is the number that a run's bytes are, modulo a prime, as Rabin has it: a few times as fast as a digest.
Fingerprints lie in databases: what changes them changes those too.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

# Letters and digits in a run.
LENGTH = 24
# Of a script without spaces, a sign says as much as so many letters of others.
_DENSE_SAYS = 3
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+(?:[-_.@+:][^\W_]+)*")
# Marks without a letter between them: putting them in order takes the square of their number, and no writing has more.
_MARKS = re.compile(r"[^\w\x00-\x7f]{31,}")
# Digits in groups, as telephone, card and account numbers are written.
_DIGITS = re.compile(r"\d(?:[ ./()-]{0,2}\d)*")
# Without any of these there is no code: most texts need not be looked at further.
_HINT = re.compile(r"[\d@]|[^\W\d_a-z][-_.+:][^\W\d_a-z]")
# What may be a code whose parts are set apart: something with a digit, or in capitals.
_PARTED = re.compile(r"\d|[^\W\d_a-z]{2}")
_PARTS, _GAP = 4, 3
# A word is a code if so much of it is left: letters and digits mixed, or digits alone that are no date.
_CODE = 8
_NUMBER = 9
_DIGITS_IN_CODE = 3
# Any prime of this size: two runs of writing in a billion billion have one fingerprint.
_PRIME = 3317561806698872489


def normal(text: str) -> str:
    """The text's letters and digits alone, without case and accents."""
    return _signs(_plain(_bounded(text)))


def stored(text: str) -> set[int]:
    """The fingerprints by which a text is found again; each fits a signed integer of 64 bits."""
    text = unicodedata.normalize("NFKC", _bounded(text))
    plain = _plain("\n".join(_WORD.findall(text)))
    words = plain.split("\n") if plain.isascii() else [_signs(word) for word in plain.split("\n")]
    signs = "".join(words)
    starts: Iterable[int] = accumulate(map(len, words), initial=0)
    if _DENSE.search(signs):
        starts = _starts(words)
    found = _hashed(signs, starts)
    found |= codes(text)
    return found


def runs(text: str) -> set[int]:
    """Every fingerprint that a text could have in common with a stored one."""
    signs = normal(text)
    return _hashed(signs, range(len(signs))) | codes(text) | _respelled(text)


def codes(text: str) -> set[int]:
    """The fingerprints of the words that could give something away by themselves."""
    text = unicodedata.normalize("NFKC", _bounded(text))
    if not _HINT.search(text):
        return set()
    found = {_code(plain) for word in _words(text) if _is_code(word, plain := normal(word))}
    numbers = (_signs(_plain(number)) for number in _DIGITS.findall(text) if len(number) >= _NUMBER)
    return found | {_code(number) for number in numbers if len(number) >= _NUMBER}


def is_code(fingerprint: int) -> bool:
    """Whether this is the fingerprint of a code; those are odd."""
    return fingerprint % 2 == 1


def _words(text: str) -> Iterator[str]:
    """The words that may be codes; of what colons join, as "pin:k7q9zx21", the parts too."""
    for token in _TOKEN.findall(text):
        # A word of letters alone is none; that is quick to see.
        if len(token) >= _CODE and not token.isalpha():
            yield token
            if ":" in token:
                yield from token.split(":")
            # Half of a long code gives it away too.
            parts = token.split("-")
            if len(parts) > 2:
                yield from ("-".join(parts[start : start + 2]) for start in range(len(parts) - 1))


def _respelled(text: str) -> set[int]:
    """The fingerprints of codes whose parts stand beside each other: "K7Q9 / ZX21" repeats K7Q9-ZX21."""
    text = unicodedata.normalize("NFKC", _bounded(text))
    if not _PARTED.search(text):
        return set()
    words = list(_WORD.finditer(text))
    found: set[int] = set()
    for first in range(len(words)):
        joined = words[first][0]
        for last in range(first + 1, min(first + _PARTS, len(words))):
            if words[last].start() - words[last - 1].end() > _GAP:
                break
            joined = f"{joined}-{words[last][0]}"
            if (any(map(str.isdecimal, joined)) or joined.isupper()) and _is_code(joined, plain := normal(joined)):
                found.add(_code(plain))
    return found


def _is_code(token: str, plain: str) -> bool:
    if plain.isdecimal():
        return len(plain) >= _NUMBER
    if len(plain) < _CODE:
        return False
    # "DSpace 1.6" and "face2face" are no secrets of anybody's.
    mixed = sum(map(str.isdecimal, plain)) >= _DIGITS_IN_CODE
    return mixed or "@" in token or (token.isupper() and token.count("-") > 1)


def _bounded(text: str) -> str:
    return text if text.isascii() else _MARKS.sub(" ", text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


def _signs(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


def _starts(words: Iterable[str]) -> Iterator[int]:
    """Where the words begin; where words are not parted, every sign may begin one."""
    at = 0
    for word in words:
        yield from range(at, at + len(word)) if _DENSE.search(word) else [at]
        at += len(word)


def _hashed(signs: str, starts: Iterable[int]) -> set[int]:
    if signs.isascii():
        letters = signs.encode()
        last = len(letters) - LENGTH
        # Every word of everything that is learned comes by here: no call more than needed.
        number = int.from_bytes
        return {number(letters[start : start + LENGTH], "big") % _PRIME << 1 for start in starts if start <= last}
    # How much is said before each sign: a run ends where it has said enough.
    said = [*accumulate((_DENSE_SAYS if _DENSE.match(sign) else 1 for sign in signs), initial=0)]
    ends = ((start, bisect_left(said, said[start] + LENGTH, start)) for start in starts)
    return {_run(signs[start:end].encode()) for start, end in ends if end < len(said)}


def _run(run: bytes) -> int:
    return int.from_bytes(run, "big") % _PRIME << 1


def _code(plain: str) -> int:
    return int.from_bytes(plain.encode(), "big") % _PRIME << 1 | 1
