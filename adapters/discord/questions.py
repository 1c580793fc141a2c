"""Whether a text asks something, by its signs and its first words."""

import re
from itertools import pairwise

from adapters.discord.question_starts import ALONE, ANYWHERE, ENDS, EXCLAIMED, GREETINGS, OVER, TOGETHER

_FEWEST = 3
# Behind so many words, nothing begins.
_BEGINNING = 8
# So short is a remark that says no more than that something is over.
_SHORT = 8
_LONGEST_REMARK = 200

_SIGNS = frozenset("?？؟")
# What is no wording: addresses, people, channels and emoji by their numbers.
_NO_WORDS = re.compile(r"https?://\S+|<[^<>\s]{1,100}>")
_COMMAND = re.compile(r"\s*[!/.?$%&+~;,=\\-]{1,2}\w")
_SENTENCE = re.compile(r"(?<![.])[.!](?=\s)|[\n。！]")
# Where one writes without blanks, every character counts.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['-][^\W{_UNSPACED}]+)*")


def _pairs(table: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (first, second) for firsts, seconds in table for first in firsts.split() for second in seconds.split()
    )


_EXCLAIMED = _pairs(EXCLAIMED)
_TOGETHER = _pairs(TOGETHER)
_ANYWHERE = _pairs(ANYWHERE)


def asks(text: str) -> bool:
    """Whether somebody asks something, in three words or more."""
    wording = _wording(text)
    words = _WORD.findall(wording.lower())
    if len(words) < _FEWEST:
        return False
    if not _SIGNS.isdisjoint(wording) or not _ANYWHERE.isdisjoint(pairwise(words)):
        return True
    return any(_begins(part) for part in _SENTENCE.split(wording))


def length(text: str) -> int:
    """How many words it has, without what is quoted, code, or a link."""
    return len(_WORD.findall(_wording(text)))


def is_command(text: str) -> bool:
    """Whether it is written to some program: "!play", "/help"."""
    return _COMMAND.match(text) is not None


def is_over(text: str) -> bool:
    """Whether somebody says in a few words that what they asked is done with."""
    words = _WORD.findall(_wording(text[:_LONGEST_REMARK]).lower())
    said = " ".join(words)
    return len(words) <= _SHORT and any(said == over or said.startswith(f"{over} ") for over in OVER)


def _wording(text: str) -> str:
    """What of it is said by who wrote it: no code, and nothing that they quote."""
    said = "\n".join(" ".join(part.split("`")[::2]) for part in text.split("```")[::2])
    lines = (line for line in said.split("\n") if not line.lstrip().startswith(">"))
    return _NO_WORDS.sub(" ", "\n".join(lines)).replace("’", "'")


def _begins(part: str) -> bool:
    """Whether this part of a text begins as a question does, be it behind a greeting, or ends as one."""
    words = _WORD.findall(part.lower())[:_BEGINNING]
    while words and words[0] in GREETINGS and words[0] not in ALONE:
        if tuple(words[:2]) in _TOGETHER:
            return True
        words = words[1:]
    if not words:
        return False
    pair = (words[0], words[1] if len(words) > 1 else "")
    return (words[0] in ALONE and pair not in _EXCLAIMED) or pair in _TOGETHER or part.rstrip().endswith(ENDS)
