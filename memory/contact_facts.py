"""What contacts tell of themselves, found in their own words without a model: in the first person, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.core import Locale

from memory.contact_wordings import (
    AGREED,
    ANIMALS,
    BETWEEN,
    DAYS,
    ENDS,
    KIN,
    NOTHING,
    OCCUPATIONS,
    PLANS,
    UNREAL,
    WORDINGS,
)
from twin.contact_memory import NewFact, Said
from twin.noteworthy import keepable, noteworthy

# As much of a message, and of a sentence of it, as is looked at, in characters.
_READ, _SENTENCE = 3000, 300
# Words that a thing has at the most, by its slot; facts that one message tells.
_WORDS = {"name": 3, "home": 6, "origin": 6, "birthday": 5, "age": 3}
_MOST_WORDS, _MOST = 10, 12
# Words before an "I" that could say that it is not so.
_NEAR = 4

_END = re.compile(r"(?<!\bSt\.)(?<!\bDr\.)(?<!\bMt\.)(?<!\d\.)(?<=[.!?…])\s+|[\n;]+")
_QUOTED = re.compile(r"^\s*>", re.MULTILINE)
_CLAUSE = re.compile(r",|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bbut\b|\baber\b")
# Where the verb stands without an "I", this is what denies it.
_NO = re.compile(r"\b(?:não|no|non|nem|ni|né)\s$", re.IGNORECASE)
_EDGES = " \t.,:;!?…-–—'\"“”„«»*_()"
_AGES = {
    "en": r"i(?:'m| am) \d{1,2}(?: years? old| yo\b|(?=[.,!]?(?:$|\s)))",
    "de": r"ich bin \d{1,2}(?: jahre alt|(?=[.,!]?(?:$|\s)))",
    "fr": r"j'ai \d{1,2} ans",
    "es": r"tengo \d{1,2} años",
    "pt": r"(?:eu )?tenho \d{1,2} anos",
    "it": r"(?:io )?ho \d{1,2} anni",
    "nl": r"ik ben \d{1,2}(?: jaar(?: oud)?|(?=[.,!]?(?:$|\s)))",
}


@dataclass(frozen=True, slots=True)
class _Wording:
    """What stands before a thing; or, if ``whole``, all of what is told."""

    language: str
    slot: str
    pattern: re.Pattern[str]
    whole: bool = False


class Patterns:
    """Finds facts by wordings."""

    def found(self, said: Said) -> list[NewFact]:
        """What a message tells of whoever wrote it; of the owner's, what they agree to."""
        if said.by_owner:
            return [NewFact("agreed", text, said.id, said.text) for text in agreed(said.text)]
        return [NewFact(slot, text, said.id, said.text) for slot, text in told(said.text)]


def told(text: str) -> list[tuple[str, str]]:
    """The facts that somebody tells of themselves, as slot and sentence, in the order of the text."""
    found: dict[tuple[str, str], None] = {}
    for sentence in _sentences(text):
        for fact in _in_sentence(sentence):
            found.setdefault(fact)
    return list(found)[:_MOST]


def agreed(text: str) -> list[str]:
    """The sentences in which somebody agrees to something."""
    return [
        _shown(sentence)
        for sentence in _sentences(text)
        if _AGREES.search(sentence) and not sentence.endswith("?") and keepable(_shown(sentence))
    ][:_MOST]


def _sentences(text: str) -> Iterator[str]:
    """Without what is quoted, and with plain apostrophes."""
    lines = (line for line in text[:_READ].splitlines() if not _QUOTED.match(line))
    for sentence in _END.split("\n".join(lines).replace("’", "'").replace("ʼ", "'")):
        if sentence and (plain := " ".join(sentence[:_SENTENCE].split())):
            yield plain


def _in_sentence(sentence: str) -> list[tuple[str, str]]:
    sure = _sure(sentence)
    taken: list[tuple[int, int, tuple[str, str]]] = []
    for wording in _WORDINGS:
        for match in wording.pattern.finditer(sentence, 0, sure):
            fact = _fact(wording, match)
            start, end = match.start(), match.start() + len(fact)
            # Of what two languages, or two wordings, say the first counts.
            if fact and not any(start < after and before < end for before, after, _ in taken):
                taken.append((start, end, (wording.slot, _shown(fact))))
    return [fact for _, _, fact in sorted(taken)]


def _sure(sentence: str) -> int:
    """Up to where a sentence says something, if it ends by asking: what it asks is not so."""
    if not sentence.endswith("?"):
        return len(sentence)
    return max((match.start() for match in _CLAUSE.finditer(sentence)), default=0)


def _fact(wording: _Wording, match: re.Match[str]) -> str:
    """What is told, in the words of whoever tells it; empty if it is nothing."""
    before = match.string[: match.start()]
    quoted = before.rstrip(" ").endswith(('"', "“", "„", "«"))
    if quoted or _NO.search(before) or match.string.startswith("://", match.end()):
        return ""
    if _unreal(before, wording.language):
        return ""
    fact = match.group() if wording.whole else _with_thing(wording, match)
    fact = fact.rstrip(_EDGES)
    return fact if noteworthy(fact, wording.language) else ""


def _unreal(before: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_]+", before.casefold()[-80:])[-_NEAR:]
    return any(word in _UNREAL[language] for word in words)


def _with_thing(wording: _Wording, match: re.Match[str]) -> str:
    head = match.string[match.start() : match.start("thing")]
    thing = _ENDS[wording.language].split(match.group("thing"), maxsplit=1)[0]
    words = thing.split(" ")[: _WORDS.get(wording.slot, _MOST_WORDS)]
    if wording.slot == "name":
        words = _names(words, lower=match.string.islower())
    plain = [word.strip(_EDGES).casefold() for word in words]
    if not any(plain) or all(word in NOTHING for word in plain if word) or plain[0] in _FIRST[wording.language]:
        return ""
    return head + " ".join(words)


def _names(words: list[str], *, lower: bool) -> list[str]:
    """The words that can be a name: with a capital letter, unless somebody writes without any."""
    if lower:
        return words[:1]
    count = next((number for number, word in enumerate(words) if not word[:1].isupper()), len(words))
    return words[:count]


def _shown(fact: str) -> str:
    """As a sentence begins."""
    plain = re.sub(r"(?<![\w'])i(?=['\s])", "I", fact.strip(_EDGES)) if fact[:2].casefold() in ("i ", "i'") else fact
    return plain[:1].upper() + plain[1:]


def _compiled() -> list[_Wording]:
    found = [
        _Wording(language, *_line(language, line))
        for language, lines in WORDINGS.items()
        for line in lines.strip().splitlines()
    ]
    found += [_Wording(code, "age", _whole(pattern), whole=True) for code, pattern in _AGES.items()]
    # What has a date is a plan before it is anything else.
    return [_Wording(code, "plan", _plan(code), whole=True) for code in PLANS] + found


def _line(language: str, line: str) -> tuple[str, re.Pattern[str]]:
    slot, _, wording = line.partition(" ")
    between = "|".join(BETWEEN[language].replace("_", " ").split(" "))
    for sign, words in (("#", KIN), ("@", ANIMALS)):
        wording = wording.replace(sign, rf"(?:{_either(words[language])})\b")
    wording = wording.replace("(?=$)", rf"(?=(?:{_either(OCCUPATIONS[language])})\b)")
    wording = wording.replace("~", rf"(?:(?:{between})\s){{0,2}}").replace("’", "")
    thing = r"\s{0,2}(?<=[\s'])(?P<thing>[^\s,:()!?][^,:()!?]{0,119})"
    return slot, re.compile(rf"(?<![\w'-])(?:{wording}){thing}", re.IGNORECASE)


def _either(words: str) -> str:
    return "|".join(word.replace("_", " ") for word in words.split(" "))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{pattern})", re.IGNORECASE)


def _plan(language: str) -> re.Pattern[str]:
    """A plan of one's own, and a day."""
    locale = Locale.parse(language)
    days = "|".join(re.escape(day) for day in locale.days["format"]["wide"].values())
    months = "|".join(re.escape(month) for month in locale.months["format"]["wide"].values())
    of = r"(?:\.|st|nd|rd|th|er|º)?(?: de| di| of| van)?"
    day = (
        rf"(?:{DAYS[language]}|{days}|\d{{1,2}}{of} (?:{months})|(?:{months}) \d{{1,2}}(?!\d)"
        rf"|(?:in|im|en|em|a|ad|nel) (?:{months})|\d{{1,2}}[./]\d{{1,2}}\.?(?!\d))"
    ).replace("’", "")
    plan = PLANS[language].replace("’", "")
    return _whole(rf"(?:{plan})\s[^,;!?]{{0,90}}?\b{day}\b[^,;!?.]{{0,40}}|{day},? (?:{plan})\s[^,;!?.]{{1,80}}")


_WORDINGS = _compiled()
_UNREAL = {code: frozenset(words.split(" ")) for code, words in UNREAL.items()}
_FIRST = {code: frozenset(words.split(" ")) for code, words in ENDS.items()}
_ENDS = {code: re.compile(rf"\s+(?:{'|'.join(words.split(' '))})\b", re.IGNORECASE) for code, words in ENDS.items()}
_AGREES = _whole("|".join(f"(?:{words})" for words in AGREED.values()).replace("’", "") + r"\b")
