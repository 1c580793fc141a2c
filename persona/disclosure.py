"""Recognises, in code and without a model, a message that asks whether it is talking to a machine or to the person."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from persona.ai_question.filler import FILLER, JOINS, NEW_QUESTION, SENTENCES, WORD
from persona.ai_question.normal_form import OWNER, normalise
from persona.ai_question.patterns import SUPPORTED, pattern_of

__all__ = ["SUPPORTED", "asks", "normalise", "without_the_asking"]

_EXAMINED = 4_000  # characters looked at from each end of a message: nobody asks in the middle of a book
_WHOLE = 200  # a message up to this length is also read as if its line breaks were spaces


@lru_cache(maxsize=64)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    known = sorted({normalise(name) for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(_name_form, known))) if known else None


def _name_form(name: str) -> str:
    """A pattern for one name: declined if Cyrillic ("Мирой"), without word edges in scripts that set no spaces."""
    if re.search("[\u0400-\u04ff]", name):
        stem = re.sub("(?<=[^ ]{3})[аяоеийь]$", "", name)
        return rf"(?<!\w){re.escape(stem)}\w{{0,3}}(?!\w)"
    unspaced = re.search("[\u0600-\u06ff\u0900-\u097f\u3040-\u9fff\uac00-\ud7af]", name)
    return (
        re.escape(name)
        if unspaced
        else rf"(?<![^\W\u3040-\u9fff\uac00-\ud7af]){re.escape(name)}(?=s?\b|[\u3040-\ud7af])"
    )


def _examined(text: str) -> tuple[str, str, str]:
    """The two ends of a long message that are looked at, and the middle that is not."""
    if len(text) <= 2 * _EXAMINED:
        return text, "", ""
    return text[:_EXAMINED], text[_EXAMINED:-_EXAMINED], text[-_EXAMINED:]


@dataclass(frozen=True, slots=True)
class _Listener:
    """The patterns of one owner: their languages and names."""

    languages: tuple[str, ...]
    names: tuple[str, ...]

    def plain(self, text: str) -> str:
        names, plain = _name_pattern(self.names), normalise(text)
        return names.sub(OWNER, plain) if names else plain

    def matches(self, text: str) -> bool:
        plain = self.plain(text)
        return any(pattern_of(language).search(plain) for language in self.languages)

    def pieces(self, sentence: str) -> list[str]:
        joins = "|".join(JOINS[language] for language in self.languages if language in JOINS)
        edge = rf"(?<=[,;:،—–])(?=\s)|(?<=[、，；：])|(?=\s(?:{joins})\s)|{NEW_QUESTION}"
        return [piece for piece in re.split(edge, sentence, flags=re.IGNORECASE) if piece]

    def sentence_asks(self, sentence: str) -> bool:
        return self.matches(sentence) or any(map(self.matches, self.pieces(sentence)))

    def filler(self, text: str) -> bool:
        return all(word in FILLER for word in WORD.findall(self.plain(text)))

    def rest(self, sentence: str) -> str:
        """The sentence without the fewest neighbouring pieces that ask."""
        if not self.sentence_asks(sentence):
            return sentence
        pieces = self.pieces(sentence)
        for width in (1, 2, 3):
            asking = _runs(pieces, width, self.matches)
            if asking:
                kept = [piece for place, piece in enumerate(pieces) if place not in asking and not self.filler(piece)]
                return self.tidy("".join(kept), sentence)
        return ""

    def tidy(self, kept: str, sentence: str) -> str:
        """No "and" left at the beginning, no comma at the end, and the space that separated the sentence."""
        bare = self.unjoined(kept).strip().rstrip(",;:،、，—–- ")
        return f" {bare}" if bare and sentence[:1].isspace() else bare

    def unjoined(self, text: str) -> str:
        joins = "|".join(JOINS[language] for language in self.languages if language in JOINS)
        return re.sub(rf"^(\s*)(?:(?:{joins})\b\s*)+", r"\1", text, flags=re.IGNORECASE)

    def rests(self, text: str) -> str:
        """The text without what asks; a sentence left alone after one that was taken out loses its "and"."""
        kept: list[str] = []
        taken = False
        for sentence in SENTENCES.split(text):
            rest = self.rest(sentence)
            kept.append(self.unjoined(rest) if taken else rest)
            taken = rest == "" != sentence
        return "".join(kept)


def _runs(pieces: Sequence[str], width: int, asks_it: Callable[[str], bool]) -> set[int]:
    starts = (start for start in range(len(pieces) - width + 1) if asks_it("".join(pieces[start : start + width])))
    return {place for start in starts for place in range(start, start + width)}


def _listener(languages: Iterable[str], names: Sequence[str]) -> _Listener:
    wanted = {language.lower().partition("-")[0] for language in languages} & SUPPORTED
    return _Listener(("en", *sorted(wanted - {"en"})), tuple(names))


def _spoken_in_lines(text: str, listener: _Listener) -> bool:
    """Whether a short message asks only once its lines are read as one: "are you", "a bot"."""
    return "\n" in text and len(text) <= _WHOLE and listener.matches(text.replace("\n", " "))


def asks(text: str, languages: Sequence[str], names: Sequence[str] = ()) -> bool:
    """Whether the message asks if a machine, a human or the owner in person is writing; English always counts."""
    listener = _listener(languages, names)
    head, _, tail = _examined(text)
    sentences = [sentence for end in (head, tail) for sentence in SENTENCES.split(end)]
    return any(map(listener.sentence_asks, sentences)) or _spoken_in_lines(text, listener)


def without_the_asking(text: str, languages: Sequence[str], names: Sequence[str] = ()) -> str:
    """The message without the clauses that ask it; empty if only a greeting or filler would remain."""
    listener = _listener(languages, names)
    head, middle, tail = _examined(text)
    rest = middle.join((listener.rests(head), listener.rests(tail))).strip()
    if rest == text.strip():
        return "" if _spoken_in_lines(text, listener) else rest
    return "" if listener.filler(rest[: 2 * _EXAMINED]) else rest
