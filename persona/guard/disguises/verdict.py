"""Whether a text has to be decoded before it reads as language, and what its disguise is called."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from persona.guard.disguises.common_words import COMMON
from persona.guard.disguises.encodings import BYTES, decoded
from persona.guard.disguises.letters import leet, lookalikes, unseen, upside_down
from persona.guard.disguises.limits import LONGEST, SUBSTANTIAL, WORDS
from persona.guard.disguises.shifts import ATBASH, MIRRORED, ROT13, shifted, words_by_key

# Different ones among the letters of a run, from which on they are no accident.
_VARIED = 5
# Letters that are written as escapes one by one; links escape everything but these.
_ESCAPED = 8
_SHARE = 0.2
# Links, paths and names of programs are long too.
_ADDRESS = re.compile(r"\w{2,20}://\S+|www\.\S+")
_PATH = re.compile(r"[/\\.]")
_LONG_WORD, _NAMES = 60, 0.75
# Of 6,533 real replies, 2 have that many words and no more common ones among them.
_PLAIN_WORD = re.compile(r"[a-zà-ÿ']+")
_MANY, _HARDLY = 12, 0.03
_VOWELS = re.compile("[aeiouyäöüáàâéèêëíìîïóòôõúùûãœæ]", re.IGNORECASE)
_STARRED = re.compile(r"[^\W\d_]([*#•·^~%?$+=×✱∗@!&\d_-])\1{0,3}[^\W\d_]")


def disguised(text: str) -> str | None:
    """The name of the disguise, if much of the text reads as language only after it is taken off; None if not."""
    if len(text) > LONGEST:
        return "more text than can be looked through"
    return next(filter(None, (name for look in _LOOKS for name in look(text))), None)


def _encoded(text: str) -> Iterator[str]:
    yield from (name for name, _, said in decoded(text) if _substantial(name, said))
    for source in (text[::-1], shifted(text, ROT13)):
        yield from (name for name, _, said in decoded(source) if name in BYTES and _substantial(name, said))


def _substantial(name: str, said: Sequence[str]) -> bool:
    """Whether so much is said that it is no accident: in one run, or in all if letters are escaped one by one."""
    if name == "escapes":
        return sum(letter.isascii() and letter.isalpha() for run in said for letter in run) >= _ESCAPED
    return any(_letters(run) or (name in BYTES and sum(map(str.isalnum, run)) >= 2 * SUBSTANTIAL) for run in said)


def _letters(said: str) -> bool:
    letters = [sign for sign in said if sign.isalpha()]
    return len(letters) >= SUBSTANTIAL and len(set(letters)) >= _VARIED


def _shifted_letters(text: str) -> Iterator[str]:
    for key, (count, among) in words_by_key(text).items():
        if count >= max(WORDS, _SHARE * among):
            yield {ROT13: "rot13", ATBASH: "atbash", MIRRORED: "written backwards"}.get(key, "a Caesar cipher")


def _other_letters(text: str) -> Iterator[str]:
    if text.isascii():
        return
    if lookalikes(text) >= SUBSTANTIAL or upside_down(text) >= SUBSTANTIAL:
        yield "letters of another alphabet"
    if unseen(text) >= WORDS:
        yield "signs that nobody sees"


def _numbers_for_letters(text: str) -> Iterator[str]:
    before = set(text.lower().split())
    read = {word for reading in leet(text) for word in reading.lower().split()}
    if sum(word in COMMON and len(word) > 2 for word in read - before) >= WORDS - 1:
        yield "numbers for letters"


def _without_vowels(text: str) -> Iterator[str]:
    words = text.split()
    signs = Counter(found[1] for word in set(words) if (found := _STARRED.search(word)) and not _VOWELS.search(word))
    for _, count in signs.most_common(1):
        if count >= max(WORDS, _SHARE * len(words)):
            yield "signs for vowels"


def _long_words(text: str) -> Iterator[str]:
    words = _ADDRESS.sub(" ", text).split()
    if any(len(word) >= _LONG_WORD and not _is_path(word) for word in words):
        yield "a word that is too long for one"


def _is_path(word: str) -> bool:
    """Whether it is made of names with a sign here and there between them."""
    return bool(_PATH.search(word.strip("."))) and sum(map(str.isalnum, word)) > _NAMES * len(word)


def in_no_language(text: str) -> bool:
    """Whether a text of many words has hardly one that is common in any of the seven languages that are known."""
    words = _PLAIN_WORD.findall(_ADDRESS.sub(" ", text).lower())
    return len(words) >= _MANY and sum(word in COMMON for word in words) <= _HARDLY * len(words)


_LOOKS = (_encoded, _shifted_letters, _other_letters, _numbers_for_letters, _without_vowels, _long_words)
