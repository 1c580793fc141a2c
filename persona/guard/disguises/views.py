"""The ways to read a text: as it stands, decoded, put right, shifted, backwards, by its first letters."""

from collections.abc import Iterator, Sequence

from persona.guard.disguises.encodings import decoded
from persona.guard.disguises.letters import leet, plain, upright
from persona.guard.disguises.limits import LONGEST, SUBSTANTIAL, WORDS
from persona.guard.disguises.shifts import MIRRORED, ROT13, likely_keys, shifted

_MOST_VIEWS = 40
_MOST_SIGNS = 100_000
_DEEPEST = 3


def views(text: str) -> tuple[str, ...]:
    """The text, then what can be read in it otherwise; up to 40 of them, and 100,000 characters beside the text."""
    found = {text: None}
    left = _MOST_SIGNS
    level = [(text[:LONGEST], True)]
    for _ in range(_DEEPEST):
        deeper = []
        for reading, again, whole in (one for source, ways in level for one in _readings(source, ways)):
            if reading in found or not reading.strip() or len(reading) > left:
                continue
            if len(found) == _MOST_VIEWS:
                return tuple(found)
            found[reading] = None
            left -= len(reading)
            if again:
                deeper.append((reading, whole))
        level = deeper
    return tuple(found)


def _readings(text: str, whole: bool) -> Iterator[tuple[str, bool, bool]]:
    """What is read in a text, whether to look further into it, and whether in every way or for encodings alone.

    What every text can be read as, such as backwards, is read of the text and of what was decoded: ``whole``.
    """
    for _, meant, _ in decoded(text):
        yield meant, True, True
    yield from ((shown, True, True) for shown in (plain(text), upright(text)) if shown != text)
    yield from ((shown, False, False) for shown in leet(text) if shown != text)
    yield from ((shifted(text, key), True, False) for key in likely_keys(text) if key != MIRRORED)
    if whole:
        words = text.split()
        yield text[::-1], True, False
        yield shifted(text, ROT13), True, False
        yield " ".join(reversed(words)), False, False
        yield " ".join(word[::-1] for word in words), False, False
        yield from ((letters, False, False) for letters in _initials(text, words))


def _initials(text: str, words: Sequence[str]) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) >= WORDS:
        yield "".join(line[0] for line in lines)
    if len(words) >= SUBSTANTIAL:
        yield "".join(word[0] for word in words)
