"""What a draft promises in the owner's name, and whether the owner has written it for this reader."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sentencex import segment

from persona.cues import Cues
from persona.guard.promise_anchors import ANCHORS, HARMLESS, TELLTALE
from persona.guard.promise_idioms import IDIOMS
from persona.guard.promise_words import (
    CURRENCIES,
    DENIAL,
    DENIED,
    HEDGED,
    MONTHS,
    NUMBERS,
    PATTERNS,
    TELLING,
    TOLD,
    WEEKDAYS,
)
from persona.guard.rule import EXACT, Saying
from twin.brief import Brief
from twin.draft import Objection, Promise
from twin.fingerprint import LENGTH, normal, stored
from twin.knowledge import Audience
from twin.seams import Fingerprints, Likeness

# Writers that say the owner's exact words.
# Characters of a draft that are read: no answer in a chat is as long, and what is not read must not go out.
_READ = 8_000
# Share of a sentence's words that stand where the owner wrote the same.
_ENOUGH = 0.6
# Sentences that may share between them what a draft says in one.
_TOGETHER = 3
# Characters before and behind a promise that belong to its clause at the most.
_CLAUSE = 120
# Read off fresh wordings and thousands of chat replies: so alike to a way to bind oneself, and so much more than to
# what binds nobody. No more than so many characters of a sentence are compared.
_ALIKE = 0.48
_CLEARLY = 0.08
_LONG = 300
_MEANS = {way: kind for kind, ways in ANCHORS.items() for way in ways}
_WAYS = tuple(_MEANS)
# Kinds that what is told of the past or of others cannot be.
_OF_THE_DAY = frozenset({"price", "date", "discount", "refund"})
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTES = re.compile(r'[“”„«»"]')
_BREAK = re.compile(r"[,;:()—–]")
_TAG = re.compile(
    r"\W+(?:ok|okay|right|alright|deal|yes|yeah|ja|oder|gut|d'accord|oui|vale|si|va bene|ta|goed)\s?\?\W*$"
)
_TOKEN = re.compile(r"(?:us|r)?\$|[€£%]|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[a-z]+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# What fingerprints cannot tell apart, since they are made of letters and digits alone.
_SIGNS = re.compile(r"[€$£¥₹%]|\d[.,:]\d|[-–−]\d")
_NAMES = {
    "price": "names a price",
    "discount": "gives a discount",
    "refund": "promises a refund or a guarantee",
    "date": "commits you to a date",
    "job": "offers a job",
    "endorsement": "endorses something",
    "medical": "gives medical advice",
    "legal": "gives legal advice",
    "financial": "gives financial advice",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as it is compared: its words in their order, the stems that say what it is about, and its facts."""

    words: str
    stems: frozenset[str]
    facts: frozenset[str]
    denies: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that the owner wrote, and how it is called."""

    name: str
    text: str


class Promises:
    """Finds what binds the owner, sentence by sentence, and looks for it in what the owner wrote."""

    def __init__(
        self,
        fingerprints: Fingerprints,
        written: Callable[[Audience], Sequence[str]],
        languages: Sequence[str],
        likeness: Likeness,
    ) -> None:
        """``written`` are the texts of owner.toml that a reader may hear; the first language is how texts are read."""
        self._fingerprints = fingerprints
        self._written = written
        self._likeness = likeness
        self._language = languages[0] if languages else "en"
        self._cues = Cues(self._language)

    def judged(self, saying: Saying, brief: Brief) -> tuple[Sequence[Objection], Sequence[Promise]]:
        """An objection for each kind of promise that the owner nowhere made for this reader, and those they made."""
        exact = saying.draft.writer in EXACT
        # As it reads: what has to be decoded first is stopped for that.
        found = {normal(sentence): (sentence, kinds) for sentence, kinds in self._binding(saying.text[:_READ])}
        objections = [] if exact or len(saying.text) <= _READ else [Objection("promise", "it is too long to be read")]
        if not found:
            return objections, ()
        promises: list[Promise] = []
        windows = [] if exact else list(self._windows(brief))
        for sentence, kinds in found.values():
            place = "owner.toml" if exact else self._place(sentence, kinds, windows, brief)
            if place:
                promises += [Promise(kind, sentence, place) for kind in kinds]
            else:
                objections += [_objection(kind) for kind in kinds]
        return list(dict.fromkeys(objections)), promises

    def _binding(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each sentence that binds, and in which ways."""
        prose = _CODE.sub(" ", text)
        lines = [line for line in prose.splitlines() if line.strip() and not line.lstrip().startswith(">")]
        loose = ""
        for line in lines:
            sentences = [sentence.strip() for sentence in segment(self._language, line) if sentence.strip()]
            bound = [claim for sentence in sentences for claim in _claims(sentence) or self._alike(sentence)]
            # What one bubble begins, the next may end: "that'll be", "$20".
            if loose and not bound and sentences:
                joined = f"{loose} {sentences[0]}"
                bound = [(joined, found)] if (found := kinds_of(joined)) else []
            yield from bound
            loose = "" if bound or not sentences or sentences[-1].endswith((".", "!", "?")) else sentences[-1]

    def _alike(self, sentence: str) -> list[tuple[str, tuple[str, ...]]]:
        """The sentence with the kind that it is most like, in words that no pattern knew; empty if it is like none."""
        plain = _plain(sentence[:_LONG])
        if _asks(plain) or not TELLTALE.search(plain) or _QUOTES.search(sentence):
            return []
        alike = self._likeness.alike(sentence[:_LONG], _WAYS)
        closest = max(range(len(_WAYS)), key=alike.__getitem__)
        kind = _MEANS[_WAYS[closest]]
        if alike[closest] < _ALIKE or (kind in _OF_THE_DAY and TOLD.search(plain)):
            return []
        harmless = max(self._likeness.alike(sentence[:_LONG], HARMLESS))
        return [(sentence, (kind,))] if alike[closest] >= harmless + _CLEARLY else []

    def _place(self, sentence: str, kinds: tuple[str, ...], windows: list[tuple[str, _Said]], brief: Brief) -> str:
        """How the piece is called in which the owner wrote this; empty if there is none."""
        said = self._said(sentence, kinds)
        place = next((name for name, window in windows if _supports(window, said)), "")
        return place or ("something you wrote" if self._stands_in_print(sentence, brief) else "")

    def _stands_in_print(self, sentence: str, brief: Brief) -> bool:
        """Whether every run of the sentence stands in what this reader may read, and tells all of it."""
        prints = stored(sentence)
        if not prints or _SIGNS.search(sentence) or self._facts_behind_the_last_run(sentence):
            return False
        others = (turn.text for turn in brief.past.turns if not turn.by_twin and not turn.by_owner)
        if any(prints & stored(text) for text in (brief.text, *others)):
            return False
        return prints <= self._fingerprints.readable(prints, brief)

    def _facts_behind_the_last_run(self, sentence: str) -> bool:
        """Whether what follows the last run's end, which no run covers, says anything that counts."""
        starts, signs = [], 0
        words = sentence.split()
        for word in words:
            starts.append(signs)
            signs += len(normal(word))
        last = max((start for start in starts if start + LENGTH <= signs), default=0)
        tail = [word for word, end in zip(words, [*starts[1:], signs], strict=True) if end > last + LENGTH]
        behind = _plain(" ".join(tail))
        return bool(_facts(behind) or DENIAL.search(behind))

    def _windows(self, brief: Brief) -> Iterator[tuple[str, _Said]]:
        """What the owner wrote for this reader, a few neighbouring sentences at a time."""
        for piece in self._pieces(brief):
            lines = [line for line in piece.text.splitlines() if not line.lstrip().startswith(">")]
            whole = [sentence for line in lines for sentence in segment(self._language, line) if sentence.strip()]
            told = [sentence for sentence in whole if not _asks(_plain(sentence))]
            for size in range(1, _TOGETHER + 1):
                for start in range(len(told) - size + 1):
                    together = told[start : start + size]
                    kinds = tuple(kind for sentence in together for kind in kinds_of(sentence))
                    yield piece.name, self._said(" ".join(together), kinds)

    def _pieces(self, brief: Brief) -> Iterator[_Piece]:
        reader, found = brief.reader, brief.recollection
        yield from (_Piece("owner.toml", text) for text in self._written(reader))
        for passage in (one.passage for one in found.passages):
            if passage.by_owner and passage.audience <= reader:
                yield _Piece(passage.title or passage.place or "something you wrote", passage.text)
        for exemplar in (one.exemplar for one in found.exemplars):
            if exemplar.audience <= reader:
                day = f"of {exemplar.sent_at.date()}" if exemplar.sent_at else "without a date"
                yield _Piece(f"a reply {day}", exemplar.reply)
        for turn in brief.past.turns:
            if turn.by_owner and not turn.by_twin and turn.audience <= reader:
                yield _Piece(f"what you wrote here on {turn.sent_at.date()}", turn.text)

    def _said(self, text: str, kinds: tuple[str, ...]) -> _Said:
        plain = _plain(text)
        words = " ".join(re.findall(r"\w+", plain))
        return _Said(
            words=f" {words} ",
            stems=frozenset(self._cues.stems(" ".join(word for word in words.split() if not _fact(word)))),
            facts=_facts(plain),
            denies=DENIAL.search(plain) is not None,
            kinds=kinds,
        )


def kinds_of(text: str) -> tuple[str, ...]:
    """The kinds of promises that a sentence makes: none if it asks, or tells of others, of the past, or of "not"."""
    plain = _plain(text)
    if _asks(plain):
        return ()
    return tuple(kind for kind in PATTERNS if any(_binds(plain, match, kind) for match in _of(kind).finditer(plain)))


def _claims(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a sentence, inside and outside of quotation marks, that bind; the whole of it if none does alone."""
    parts = [part.strip() for part in _QUOTES.split(sentence) if part.strip()]
    bound = [(part, kinds) for place, part in enumerate(parts) if (kinds := kinds_of(part)) and not _told(parts, place)]
    if bound or (len(parts) > 1 and any(map(kinds_of, parts))):
        return bound
    kinds = kinds_of(sentence)
    return [(sentence, kinds)] if kinds else []


def _told(parts: Sequence[str], place: int) -> bool:
    """Whether a quotation is introduced as somebody else's words."""
    return place > 0 and TOLD.search(_plain(parts[place - 1][-_CLAUSE:])) is not None


def _binds(plain: str, match: re.Match[str], kind: str) -> bool:
    before = _BREAK.split(plain[max(0, match.start() - _CLAUSE) : match.start()])[-1]
    behind = _BREAK.split(plain[match.end() : match.end() + _CLAUSE])[0]
    if DENIED.search(before[-60:]):
        return False
    clause = f"{before}{match[0]}{behind}"
    if kind in _OF_THE_DAY and TOLD.search(clause):
        return False
    return kind != "date" or not HEDGED.search(clause)


def _supports(window: _Said, said: _Said) -> bool:
    """Whether the owner's words say the same: all its facts, no other amounts or days, and most of its words."""
    if window.denies != said.denies or not said.facts <= window.facts:
        return False
    if said.words in window.words:
        return True
    # Beside another price or day it is open what belongs to what.
    if not said.stems or not {fact for fact in window.facts if " " in fact} <= said.facts:
        return False
    if len(said.stems & window.stems) / len(said.stems) < _ENOUGH:
        return False
    # Without a figure only words are left: then the owner must have bound themselves in the same way.
    return bool(said.facts) or set(said.kinds) <= set(window.kinds)


def _facts(plain: str) -> frozenset[str]:
    """Numbers, currencies, days and months in whatever language; with a space in it: amounts and weekdays."""
    facts: set[str] = set()
    before = ""
    for token in _TOKEN.findall(plain):
        fact = _fact(token)
        facts |= {fact} - {""}
        for number, unit in ((before, fact), (fact, before)):
            if number[:1].isdigit() and unit in _UNITS:
                facts.add(f"{number} {unit}")
        before = fact
    return frozenset(facts)


_UNITS = frozenset(CURRENCIES.values())


def _fact(token: str) -> str:
    if token[0].isdigit():
        return _number(token)
    if token in WEEKDAYS:
        return f"weekday {WEEKDAYS[token]}"
    if token in MONTHS:
        return f"month{MONTHS[token]}"
    return NUMBERS.get(token) or CURRENCIES.get(token) or TELLING.get(token, "")


def _number(token: str) -> str:
    """ "1.000" and "1,000" are 1000, "40,00" is 40, "15:00" is 15."""
    if _THOUSANDS.fullmatch(token):
        return re.sub("[.,]", "", token)
    whole, _, rest = token.replace(",", ".").replace(":", ".").partition(".")
    rest = rest.rstrip("0.")
    return f"{whole}.{rest}" if rest else whole


def _plain(text: str) -> str:
    """Lower case, without accents and typographic apostrophes, and with single spaces."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'").casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _asks(plain: str) -> bool:
    end = plain[-40:]
    return "?" in end[-4:] and not _TAG.search(end)


@cache
def _of(kind: str) -> re.Pattern[str]:
    known = (*PATTERNS[kind].values(), *IDIOMS[kind].values())
    return re.compile("|".join(f"(?:{pattern})" for patterns in known for pattern in patterns))


def _objection(kind: str) -> Objection:
    return Objection("promise", f"it {_NAMES[kind]}, and you have written no such thing for this reader")
