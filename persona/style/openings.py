"""What many answers begin or end with, whatever they are about."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from persona.cue_words import EMPTY, SMALL_TALK
from persona.phrases import folded
from persona.style.habits import HABIT

# A word that joins others says nothing of anybody: what messages may be told to begin and end with, beside SMALL_TALK.
_TALK = SMALL_TALK | frozenset(
    (
        "ah aha ahh argh aw aye btw bro buddy catch certainly cya definitely dude exactly fair folks fwiw gotcha "
        "gladly guess guys heh hiya hm hmm hmmm hopefully hugs idk imho imo indeed interesting just kinda later luck "
        "man maybe mate mean nah nice nope np oh ooh oops ouch perhaps probably quick regards right same see so sorry "
        "soon sounds still sure take talk tbh then think though thought too true ugh uh uhm um well whoa wish wonder "
        "worries y'all yea yeap yup ach also ciao doch echt eben gerne gern genau gruß grüße grüsse halt hoffe jo ja "
        "jawohl joa klar klasse krass lg liebe na naja nee nein oje schade schön sehr sicher super tja tschau tschö vg "
        "vielleicht viele wohl ah ben bah bises bisous bof bref carrément chouette dac d'accord désolé désolée donc "
        "enfin euh génial hein moi non nan ouais oui pardon parfait super tiens top voilà ahora bueno besos abrazo "
        "abrazos claro dale entonces genial jaja jajaja pues sí vale venga vaya abraço abraços acho beijo beijos então "
        "haha kkk kkkk legal né pois sei sim tá tipo valeu viu abbracci allora baci beh boh certo comunque dai ecco "
        "figurati grazie insomma magari mah perfetto scusa sì va vabbè dus eh groet groetjes gaaf goed hoor ja joh "
        "leuk liefs mooi nou oké precies prima sorry tja top tuurlijk zeker"
    ).split()
)
_ORDINARY = _TALK | EMPTY


def openings(bursts: Sequence[Sequence[str]], names: Collection[str]) -> tuple[str, ...]:
    """What many bursts begin with; up to four, the most frequent first. No part of a name is among them."""
    return _habitual([_words(burst[0])[:2] for burst in bursts], _parts(names), first=True)


def closings(bursts: Sequence[Sequence[str]], names: Collection[str]) -> tuple[str, ...]:
    """What many bursts end with, as ``openings``."""
    return _habitual([_words(burst[-1])[-2:] for burst in bursts], _parts(names), first=False)


def _words(text: str) -> list[str]:
    return [word.strip('.,!?…:;()"“”') for word in text.split()]


def _parts(names: Iterable[str]) -> frozenset[str]:
    """The names and each of their words, as they are compared."""
    return frozenset(part for name in names for part in (folded(name), *re.findall(r"[^\W\d_]+", folded(name))))


def _habitual(ends: Iterable[Sequence[str]], taboo: frozenset[str], *, first: bool) -> tuple[str, ...]:
    """What many bursts begin or end with, whatever they are about; up to four, the most frequent first."""
    counted: Counter[str] = Counter()
    for pair in ends:
        words = [word.lower() for word in pair]
        single = words[:1] if first else words[-1:]
        counted.update({" ".join(some) for some in (single, words) if _may_be_told(some, taboo)})
    usual = {words: count for words, count in counted.most_common() if count >= HABIT}
    # "sounds good" tells more than "sounds", if it is mostly said so.
    longer = {_one_of(words, first): count for words, count in reversed(usual.items()) if " " in words}
    told = [words for words, count in usual.items() if " " in words or 2 * longer.get(words, 0) <= count]
    return tuple(told[:4])


def _one_of(words: str, first: bool) -> str:
    return words.split()[0 if first else -1]


def _may_be_told(words: Sequence[str], taboo: frozenset[str]) -> bool:
    """Whether these words are everybody's, and no name: traits are told whoever the reader is."""
    everybodys = all(word.isalpha() and word in _ORDINARY and folded(word) not in taboo for word in words)
    return everybodys and bool(words) and words[-1] in _TALK
