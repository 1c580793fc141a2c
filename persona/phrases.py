"""Comparing and showing the words that an owner wrote in owner.toml."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache

import snowballstemmer

# No screen shows them, though Unicode does not count them among its format characters: a joiner that joins nothing,
# and which picture of a sign is meant.
_INVISIBLE = "\u034f\ufe0e\ufe0f"
_SIGN = "[\\s!-/:-@\\[-`{-~\u00a1\u00ab\u00bb\u00bf\u2010-\u205e\u3001\u3002]"
_AT_THE_ENDS = " .,;:!?¡¿…\"'()«»“”„‘’"
# Scripts that join a word to its neighbours: no space, or an article or particle without one.
_JOINED = "\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SHOWN = 60
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hi": "hindi", "id": "indonesian", "it": "italian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# Languages whose words also take something in front.
_PREFIXED = ("ar", "id")
_WORD = re.compile(r"[^\W_]+")
# What is not only words cannot be told by its stems: "c++" is more than a "c".
_WORDS_ALONE = re.compile(rf"[^\W_]+(?:{_SIGN}+[^\W_]+)*")
# A stem as short as this is that of many words once several languages are spoken.
_SHORT = 4
# No word is so long; a stemmer's time grows with it.
_LONGEST_WORD = 40


def key(name: str) -> str:
    """What two spellings of one name have in common: neither case nor the number of spaces tells people apart."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def stands_in(phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text as whole words, whatever the case, the accents and the signs between."""
    return pattern_of(phrase).search(folded(text)) is not None


class Wording:
    """A text in which phrases are looked for, also in other forms of their words."""

    def __init__(self, text: str, languages: Sequence[str]) -> None:
        """``languages`` are ISO 639-1 codes, the main one first; whoever has no stemmer is looked for word by word."""
        self._folded = folded(text)
        self._words = _words(text)
        self._languages = [language for language in languages if language in _STEMMERS]
        self._main = languages[0] if languages else ""
        self._alike: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._alike.setdefault(_beginning(word), []).append(place)

    def says(self, phrase: str) -> bool:
        """Whether the phrase stands here as whole words, in any form, whatever the case, accents and signs between."""
        if pattern_of(phrase).search(self._folded):
            return True
        return any(self._says_in(language, phrase) for language in self._languages)

    def _says_in(self, language: str, phrase: str) -> bool:
        wanted = _stems_of(phrase, language)
        if not wanted or (language != self._main and any(len(min(stems)) < _SHORT for _, stems in wanted)):
            return False
        # Where each word of the phrase stands, moved back to where the phrase would begin.
        starts: set[int] | None = None
        for at, (word, stems) in enumerate(wanted):
            found = {place - at for place in self._near(word, language) if _stems(self._words[place], language) & stems}
            starts = found if starts is None else starts & found
            if not starts:
                return False
        return True

    def _near(self, word: str, language: str) -> Sequence[int]:
        """The places of the words that could be other forms of this one: stemming every word would take long."""
        return range(len(self._words)) if language in _PREFIXED else self._alike.get(_beginning(word), ())


def _beginning(word: str) -> str:
    return folded(word)[:2]


def _words(text: str) -> list[str]:
    """The words as a stemmer takes them: in small letters, with their accents."""
    plain = unicodedata.normalize("NFKC", "".join(filter(_visible, text))).casefold()
    return _WORD.findall(unicodedata.normalize("NFC", plain))


@lru_cache(maxsize=1024)
def _stems_of(phrase: str, language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each word of the phrase and what its stem may be; nothing if the phrase is not words alone."""
    if not _WORDS_ALONE.fullmatch(folded(phrase).strip(_AT_THE_ENDS)):
        return ()
    return tuple((word, _stems(word, language)) for word in _words(phrase))


@lru_cache(maxsize=65536)
def _stems(word: str, language: str) -> frozenset[str]:
    """The stem, without accents, of a word as it is written and as it would be without accents."""
    stemmer = _stemmer(language)
    forms = {word} if word.isascii() else {word, folded(word)}
    return frozenset(folded(stemmer(form)) if len(form) <= _LONGEST_WORD else form for form in forms)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
    return stem


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
