"""Comparing and showing the words that an owner wrote in owner.toml."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

# No screen shows them, though Unicode does not count them among its format characters: a joiner that joins nothing,
# and which picture of a sign is meant.
_INVISIBLE = "\u034f\ufe0e\ufe0f"
_SIGN = "[\\s!-/:-@\\[-`{-~\u00a1\u00ab\u00bb\u00bf\u2010-\u205e\u3001\u3002]"
_AT_THE_ENDS = " .,;:!?¡¿…\"'()«»“”„‘’"
# Scripts that join a word to its neighbours: no space, or an article or particle without one.
_JOINED = "\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SHOWN = 60


def key(name: str) -> str:
    """What two spellings of one name have in common: neither case nor the number of spaces tells people apart."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def stands_in(phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text as whole words, whatever the case, the accents and the signs between."""
    return pattern_of(phrase).search(folded(text)) is not None


def blank(text: str) -> bool:
    """Whether nothing of the text could be found again: it is empty, spaces or invisible."""
    return not folded(text)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A sentence, with a space before it, that offers the choice most like the word; empty if none is."""
    close = get_close_matches(key(word), list(choices), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def shown(text: str) -> str:
    """The text as an error quotes it: in one line, and not all of it if it is long."""
    line = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(line.split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[: _SHOWN - 1].rstrip()}…'"


def folded(text: str) -> str:
    """The text as phrases are looked for in it."""
    letters = unicodedata.normalize("NFKD", "".join(filter(_visible, text)).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


@lru_cache(maxsize=1024)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """What finds the phrase in a folded text; a blank phrase is found nowhere."""
    plain = folded(phrase)
    plain = plain.strip(_AT_THE_ENDS) or plain
    if not plain:
        return re.compile(r"(?!)")
    # "no pain no gain" and "no pain, no gain" are one; the signs of "c++" or ":-)" are all that tells it.
    words = re.split(rf"(?<=\w){_SIGN}+(?=\w)", plain)
    inner = f"{_SIGN}+".join(map(re.escape, words))
    return re.compile(f"{_edge(plain[0], '(?<!')}{inner}{_edge(plain[-1], '(?!')}")


def _visible(character: str) -> bool:
    return character not in _INVISIBLE and unicodedata.category(character) != "Cf"


def _edge(character: str, look: str) -> str:
    """That no word goes on here; nothing where the phrase ends in a sign or in a script that joins words."""
    # An underscore ends a word: chats write _italics_ with it.
    return rf"{look}[^\W_{_JOINED}])" if re.match(rf"[^\W_{_JOINED}]", character) else ""
