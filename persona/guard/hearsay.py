"""What a draft tells of other people whom the twin talks with."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from persona.guard.mark_rows import bounded
from persona.guard.rule import Saying
from persona.phrases import folded, pattern_of, shown
from twin.brief import Brief
from twin.draft import Objection
from twin.seams import Acquaintances

_RULE = "hearsay"
_SENTENCE = re.compile(r"[.!?…;\n。！？]+")
# A first name that is shorter is too often something else.
_FIRST_NAME = 3
# Names that are words too, in some language: a name only with a capital letter.
_ALSO_WORDS = frozenset(
    (
        "will mark rose grace hope faith art bill jack sue pat may june april august dawn joy iris ivy lily frank "
        "grant chase drew dean ray rob bob nick max don guy chip dale miles victor earl hunter mason carter parker "
        "summer autumn amber ruby pearl jade olive daisy violet heather holly ginger penny carol melody harmony "
        "christian sky sunny angel sterling wade rich gene josh dick peg gay tiffany crystal star rusty cliff clay "
        "reed lane glen ford cash chance case major king prince duke basil rosemary sage jasmine charity patience "
        "mercy norm harry barb viola ernst wolf kai heide rosa hans wolle jan mai erika linde frieda pierre "
        "marguerite olivier claire blanche marine aurore aime noel sol luz paz mar rosario consuelo esperanza "
        "dolores pilar mercedes cruz jesus leon marina stella gioia vera chiara franco bruno serena fiore roos "
        "storm bram joker lot mees beer test bot admin info team home user guest "
    ).split()
)
# Verbs of saying, asking, writing, hearing and believing, as they stand beside the one who does, in one language after
# the other; an underscore is a space. On folded text.
_SAYS = (
    "said says told tells asked asks wrote writes mentioned mentions thinks thought believes believed claims "
    "claimed replied replies answered answers texted emailed messaged suggested suggests complained complains "
    "confided admitted admits confirmed confirms announced explained heard_from hear_from according_to reckons "
    "shared_with_me let_me_know lets_me_know wants wanted feels felt promised revealed (?:is|was)_saying "
    "(?:has|had)_(?:been_)?(?:saying|telling) "
    "sagt sagte gesagt erzahlt erzahlte fragt fragte gefragt schreibt schrieb geschrieben meint meinte gemeint "
    "erwahnt erwahnte glaubt glaubte denkt dachte findet behauptet behauptete antwortet antwortete geantwortet "
    "berichtet berichtete laut zufolge verraten verriet anvertraut bestatigt beschwert vorgeschlagen "
    "wollte_wissen gehort_von "
    "dit disait raconte racontait demande demandait ecrit ecrivait mentionne mentionnait pense pensait croit "
    "croyait affirme repond repondu repondait explique expliquait avoue confie selon d['’]apres "
    "dice dijo dicho decia cuenta conto contado pregunta pregunto preguntado escribe escribio escrito menciona "
    "menciono mencionado piensa penso cree creia opina respondio contesto afirma segun "
    "diz disse dito dizia contou perguntou escreveu mencionou acha achava pensa acredita respondeu segundo "
    "detto diceva racconta raccontato raccontava chiesto chiede chiedeva scritto scrive scriveva menzionato "
    "pensava crede credeva risposto sostiene secondo "
    "zegt zei gezegd vertelt vertelde verteld vraagt vroeg gevraagd schrijft schreef geschreven noemde gelooft "
    "vindt vond antwoordde geantwoord volgens beweert beweerde "
)
_TELLING = re.compile(rf"\b(?:{'|'.join(_SAYS.split()).replace('_', ' ')})\b")
_NAME_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Where words are not parted by spaces, a name is two to four signs of them.
_DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_NAME_SIGNS = (2, 3, 4)


class Hearsay:
    """Objects to a draft that tells what somebody said who is no part of the conversation."""

    def __init__(self, acquaintances: Acquaintances, names: Sequence[str]) -> None:
        """``names`` are those of the contacts in owner.toml."""
        self._acquaintances = acquaintances
        self._names = tuple(names)

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One, that names the first of them."""
        told = [
            (sentence, plain)
            for view in map(bounded, saying.views)
            for sentence in _SENTENCE.split(view)
            if _TELLING.search(plain := folded(sentence))
        ]
        if not told:
            return
        everything = "\n".join(plain for _, plain in told)
        present = folded(bounded("\n".join(_named_here(brief))))
        words = _words("\n".join(sentence for sentence, _ in told))
        for name in dict.fromkeys((*self._acquaintances.names(words, brief), *self._names)):
            for form in _forms(name):
                # Most names stand nowhere, which is seen at a glance.
                if form in everything and not _stands(form, present) and _told_of(form, told):
                    yield Objection(_RULE, f"it tells of {shown(name)}, who is not part of this conversation")
                    return


def _words(text: str) -> set[str]:
    """What could be a word of a name in this text, case folded, with its accents and without."""
    plain = f"{text.casefold()}\n{folded(text)}"
    words = set(_NAME_WORD.findall(plain))
    words |= {part for word in words for part in re.split("['’.-]", word)}
    for run in _DENSE.findall(plain):
        words |= {run[start : start + size] for size in _NAME_SIGNS for start in range(len(run) - size + 1)}
    return words


def _named_here(brief: Brief) -> Iterator[str]:
    """Where somebody may be named already: who takes part, what the owner wrote here, and what this reader may hear.

    That whoever writes asks after somebody is no reason to tell them.
    """
    yield brief.sender.name
    for turn in brief.past.turns:
        yield turn.name
        if turn.by_owner and turn.audience <= brief.reader:
            yield turn.text
    for found in brief.recollection.passages:
        if found.passage.audience <= brief.reader:
            yield from (found.passage.author, found.passage.title, found.passage.text)
    for exemplar in brief.recollection.exemplars:
        if exemplar.exemplar.audience <= brief.reader:
            yield exemplar.exemplar.reply


@lru_cache(maxsize=16_384)
def _forms(name: str) -> tuple[str, ...]:
    """The name as it is looked for: all of it, and the first name if it is long enough."""
    plain = folded(name).strip("@ ")
    first = plain.split()[0] if plain else ""
    return tuple(form for form in dict.fromkeys((plain, first)) if len(form) >= _FIRST_NAME or not form.isascii())


def _stands(form: str, text: str) -> bool:
    return form in text and pattern_of(form).search(text) is not None


def _told_of(form: str, told: Sequence[tuple[str, str]]) -> bool:
    for sentence, plain in told:
        if _stands(form, plain) and (form not in _ALSO_WORDS or form.capitalize() in sentence):
            return True
    return False
