"""Words with every letter shifted, swapped or in reverse order, known by the common words that they become."""

import re
from collections import Counter
from functools import cache
from string import ascii_lowercase

from persona.guard.disguises.common_words import COMMON

# Keys: a number of letters; z for a, y for b and so on; every word backwards.
ROT13, ATBASH, MIRRORED = 13, 26, 27
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?:;\n]+")


def shifted(text: str, key: int) -> str:
    """The text with the key taken off, a number of letters or ``ATBASH``."""
    return text.translate(_table(key))


def words_by_key(text: str) -> dict[int, tuple[int, int]]:
    """For each key, how many words read as common ones under it, of how many.

    Counted are sentences that have fewer common words as they stand.
    """
    changed = _changed()
    found: dict[int, set[str]] = {}
    among: Counter[int] = Counter()
    for sentence in _SENTENCE.split(text.lower()):
        words = set(_WORD.findall(sentence))
        by_key: dict[int, set[str]] = {}
        for word in words & changed.keys():
            for key in changed[word]:
                by_key.setdefault(key, set()).add(word)
        as_it_stands = len(words & COMMON)
        for key, read in by_key.items():
            if len(read) > as_it_stands:
                found.setdefault(key, set()).update(read)
                among[key] += len(words)
    return {key: (len(words), among[key]) for key, words in found.items()}


def likely_keys(text: str) -> list[int]:
    """The keys, up to three, under which most words read as common ones, ``MIRRORED`` among them."""
    counts = {key: count for key, (count, _) in words_by_key(text).items() if count > 1}
    return sorted(counts, key=lambda key: -counts[key])[:3]


@cache
def _table(key: int) -> dict[int, int]:
    """What takes off a shift by so many letters, or what writes z for a."""
    to = ascii_lowercase[::-1] if key == ATBASH else ascii_lowercase[-key:] + ascii_lowercase[:-key]
    return str.maketrans(ascii_lowercase + ascii_lowercase.upper(), to + to.upper())


def _undone(key: int) -> dict[int, int]:
    return _table(key if key == ATBASH else len(ascii_lowercase) - key)


@cache
def _changed() -> dict[str, list[int]]:
    """What becomes of common words under each key, as far as that is no common word."""
    changed: dict[str, list[int]] = {}
    for word in (one for one in COMMON if len(one) > 2 and one.isascii()):
        for key in (*range(1, len(ascii_lowercase)), ATBASH):
            changed.setdefault(word.translate(_undone(key)), []).append(key)
        changed.setdefault(word[::-1], []).append(MIRRORED)
    return {word: keys for word, keys in changed.items() if word not in COMMON}
