"""One kind of writing that is said otherwise than it is written: how it is found, and what is said for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Languages that write no space between a number and the words around it.
_JOINED = ("ja", "zh", "ko")
SIGN = r"(?:(?<![\w)\].,:])[-−–+])?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A regular expression whose groups have names of their own, and what is said for a match.

    ``say`` answers None where the match is none after all; it then stays as it is written.
    """

    pattern: str
    say: Callable[[re.Match[str]], str | None]


def edges(language: str) -> tuple[str, str]:
    """Where a number begins, and where it ends: not inside a word or another number, nor in a name as F-16 and 5.x."""
    word = "[A-Za-z0-9_]" if language in _JOINED else r"\w"
    return rf"(?<!{word})(?<!\w[.,:/])(?<![^\W\d][-'’])", rf"(?!{word})(?!\.[^\W\d])"


def word_follows(match: re.Match[str]) -> bool:
    """Whether the next sign but spaces begins a word, as that of what is counted does."""
    after = match.string[match.end() : match.end() + 3].lstrip(" \u00a0\u202f")
    return after[:1].isalpha()


def word_before(match: re.Match[str]) -> str:
    """The word in front of the match, in small letters; empty if there is none."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    found = re.search(r"(\w+)\.?[ \u00a0\u202f]$", before)
    return found[1].lower() if found else ""
