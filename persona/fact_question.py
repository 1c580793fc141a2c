"""Whether a message asks for a fact that only the owner's writings can tell."""

import re
from collections.abc import Iterable

from persona.cue_words import QUESTION, SMALL_TALK
from persona.cues import Cues, words

# No message is longer; what stands behind is not looked at.
_LONGEST = 4_000
# Further words that a question begins with: Italian and Dutch.
_BEGINS = QUESTION | frozenset(
    "cosa chi dove perché perche quale quali quanti quante wat hoe waar wanneer wie welke waarom hoeveel".split()
)
_MARKS = "?？؟"
_SENTENCE = re.compile(r"[.!?？؟。\n]")
_ASKED_FOR = re.compile(
    r"\b(?:tell me|let me know|do you know|any idea|wonder(?:ing)? (?:if|how|what|when|where|who|why)"
    r"|i(?:'d| would) like to know|sag mir|erzähl mir|weißt du|wissen sie|dis[- ]moi|dites[- ]moi|sais[- ]tu"
    r"|savez[- ]vous|dime|dígame|sabes|sabe|me diga|me diz|dimmi|mi dica|sai|vertel me|weet je|weet u)\b"
)
# What stands beside a polite question and makes it no other one.
_BESIDE = frozenset(
    "today doing friend mate there heute aujourd'hui hoy hoje oggi vandaag dir ihnen vous usted lei".split()
)
# Asked out of politeness, and of what was just said: no writings are needed for these.
_POLITE = re.compile(
    r"\b(?:how (?:are|r) (?:you|u|things)|how(?:'s| is) it going|how do you do|what(?:'s| is) up|how about you"
    r"|and you|what do you think|wie geht(?:'?s| es)(?: (?:dir|ihnen|euch))?|und (?:dir|dich|ihnen|selbst)"
    r"|alles (?:klar|gut)|(?:comment )?ça va|comment (?:vas[- ]tu|allez[- ]vous|tu vas|vous allez)|et (?:toi|vous)"
    r"|(?:cómo|como) (?:estás|está|estas|esta|vai|te va)|qué tal|que tal|y (?:tú|tu|usted)|tudo bem|e (?:você|tu|lei)"
    r"|come (?:stai|sta|va)|tutto bene|hoe gaat het|alles goed|en (?:jij|u|met jou))\b"
)
_SAID_HERE = re.compile(
    r"\b(?:(?:did|have) (?:i|you|we) (?:just )?(?:say|said|ask|asked|write|written|tell|told|mean)|do you mean"
    r"|(?:i|you) (?:just|already) (?:said|asked|wrote|told)|you said|was (?:meinst|hast) du|(?:meinst|sagtest) du"
    r"|habe ich (?:gesagt|gefragt)|(?:ai[- ]je|as[- ]tu|avez[- ]vous) (?:dit|demandé)|tu veux dire|vous voulez dire"
    r"|(?:he|has|ha) dicho|quieres decir|quer dizer|(?:eu|você) disse|hai detto|ho detto|vuoi dire|bedoel je"
    r"|heb (?:ik|je) (?:gezegd|gevraagd))\b"
)

_NOTHING = SMALL_TALK | _BEGINS | _BESIDE


def asks_for_fact(text: str, language: str, told: Iterable[str] = ()) -> bool:
    """Whether the text asks for something, other than out of politeness, that was not ``told`` in the conversation.

    ``told`` are the lines said so far; what asks is no answer. ``language`` is the main one, as an ISO 639-1 code.
    """
    text = text[:_LONGEST]
    plain = text.casefold().replace("’", "'")
    if not _asks(text, plain) or _SAID_HERE.search(plain):
        return False
    cues = Cues(language)
    asked = _telling(_POLITE.sub(" ", plain), cues)
    return bool(asked) and not any(_answers(line[:_LONGEST], asked, cues) for line in told)


def _asks(text: str, plain: str) -> bool:
    if any(mark in text for mark in _MARKS) or _ASKED_FOR.search(plain):
        return True
    return any((said := words(part)) and said[0].partition("'")[0] in _BEGINS for part in _SENTENCE.split(plain))


def _telling(text: str, cues: Cues) -> set[str]:
    return cues.stems(" ".join(word for word in words(text) if word not in _NOTHING))


def _answers(line: str, asked: set[str], cues: Cues) -> bool:
    """Whether the line holds everything that is asked about, and more, and asks nothing itself."""
    return not _asks(line, line.casefold().replace("’", "'")) and asked < _telling(line, cues)
