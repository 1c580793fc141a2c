"""What a draft gives away of the instructions that its model was asked with."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from persona.guard.mark_rows import bounded
from persona.guard.overheard import readable_texts
from persona.guard.rule import Saying
from persona.phrases import folded
from twin.brief import Brief
from twin.draft import Objection
from twin.fingerprint import codes, normal
from twin.knowledge import Audience
from twin.prompt import Piece, Prompt, Role

_RULE = "instructions"
# Pieces that nobody is to read word for word, wherever in a prompt they stand.
_SECRET = frozenset({"rules", "owner", "style", "instructions", "person", "limits", "labels"})
_INSTRUCTIONS = "instructions"
# More of a draft is looked at by other rules; nobody sends it.
_LONGEST = 100_000

# A word that could be a code, or digits in groups.
_TOKEN = re.compile(r"[^\W_]+(?:[-_.@+:][^\W_]+)*")
_DIGITS = re.compile(r"\d(?:[ ./()-]{0,2}\d)*")
_WORD = re.compile(r"[^\W\d_]{8,}")
_TOLD_BY_WORDS = 3
_VOWELS_AND_DIGITS = str.maketrans("", "", "aeiouyæøœ0123456789")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
# A letter that stands for all vowels is far more frequent than any consonant is by itself.
_FREQUENT = 0.15
# Further back than this a letter counts as new.
_BACK = 16


def _consonants(text: str) -> str:
    return normal(text).translate(_VOWELS_AND_DIGITS)


def _pattern(text: str) -> str:
    return _repeated(sign for sign in normal(text) if not sign.isdecimal())


def _pattern_of_signs(text: str) -> str:
    return _repeated(sign for sign in text.casefold() if not sign.isspace() and sign != "\ufe0f")


def _repeated(signs: Iterable[str]) -> str:
    """How far back each sign stood before: the same for a text and for what stands for it, letter by letter."""
    last: dict[str, int] = {}
    back = []
    for place, sign in enumerate(signs):
        distance = place - last.get(sign, place)
        back.append(chr(ord("A") + distance) if distance <= _BACK else "A")
        last[sign] = place
    return "".join(back)


@cache
def _consonants_but(letter: str) -> Callable[[str], str]:
    def form(text: str) -> str:
        return _consonants(text).replace(letter, "")

    return form


@dataclass(frozen=True, slots=True)
class _Form:
    """A form in which a text can be told again.

    ``of_draft`` and ``of_secret`` bring both to it; ``width`` is the length of a run there, ``needed`` how many runs
    that begin at different places make it certain. Ordinary sentences share three or four words with any instruction.
    """

    of_draft: Callable[[str], str]
    of_secret: Callable[[str], str]
    width: int
    needed: int


_LETTERS = _Form(normal, normal, 20, 6)
# Where words are not parted by spaces, a sign says as much as three letters.
_DENSE_LETTERS = _Form(normal, normal, 9, 3)
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FORMS = (
    _LETTERS,
    _Form(_consonants, _consonants, 16, 4),
    _Form(_pattern, _pattern, 26, 3),
    _Form(_pattern_of_signs, _pattern, 26, 3),
)
# So many letters of a run must have stood before: what never repeats is alike everywhere.
_REPEATED = 6

# On folded text.
_CONFESSION = re.compile(
    r"\bmy (?:own |exact |full |internal )?"
    r"(?:(?:system|hidden|initial|original|secret) (?:prompt|instructions?|messages?|rules)\b"
    r"|(?:instructions|guidelines) are\b|(?:instructions|guidelines|prompt) (?:says?|tells?|states?|forbids?|requires?|"
    r"do not allow|don['’]t allow)\b)"
    r"|\b(?:as|like) (?:instructed|stated|written|told|described) in (?:my|the system) (?:prompt|instructions)\b"
    r"|\b(?:according to|per|following|based on) my (?:instructions|prompt|guidelines)\b"
    r"|\bi (?:was|am|have been|['’]ve been|['’]m)(?: \w{1,20}ly)? (?:instructed|prompted|programmed)(?: not)? to\b"
    r"|\bi(?: (?:was|have been)|['’]ve been) told(?: not)? to (?:say|answer|reply|respond|write|reveal|tell|never|"
    r"always|act|pretend|speak|talk|keep (?:it|this|that))\b"
    r"|\bmeine (?:anweisungen|instruktionen|vorgaben) (?:sind|lauten|besagen|sagen|verbieten|erlauben|schreiben)\b"
    r"|\bmein(?:em|en|es)? system-?\s?(?:prompt|anweisung|nachricht)s?\b|\bmeinem prompt\b"
    r"|\b(?:laut|gemass|nach) meinen (?:anweisungen|instruktionen|vorgaben)\b"
    r"|\b(?:ich (?:wurde|bin|worden)|man hat mich|mir wurde) (?:\w{1,20} )?"
    r"(?:angewiesen|instruiert|programmiert|aufgetragen|vorgegeben)\b"
    r"|\bmes (?:instructions|consignes|directives) (?:sont|disent|indiquent|stipulent|m['’]interdisent|precisent|me)\b"
    r"|\b(?:mon|mes) (?:prompt|invite|instructions?|message) systeme\b|\bmon prompt\b"
    r"|\b(?:selon|d['’]apres|suivant) mes (?:instructions|consignes|directives)\b"
    r"|\bj['’]ai (?:ete (?:programme|instruit|configure)e? (?:pour|de|a)\b|recu l['’]instruction\b)"
    r"|\bj['’]ai (?:recu )?(?:la |pour )consigne\b"
    r"|\bmis instrucciones (?:son|dicen|indican|me|prohiben|establecen)\b"
    r"|\bmi (?:prompt|mensaje de sistema|instruccion de sistema)\b|\bsegun mis instrucciones\b"
    r"|\b(?:fui|he sido) (?:instruid|programad)[oa] (?:para|a)\b"
    r"|\b(?:se me (?:ha )?|me han )(?:indicado|instruido|ordenado|programado)\b"
    r"|\bminhas instrucoes (?:sao|dizem|indicam|me|proibem)\b|\bmeu (?:system )?prompt\b"
    r"|\b(?:segundo|conforme|de acordo com) (?:as )?minhas instrucoes\b"
    r"|\bfui (?:instruid|programad|orientad)[oa] (?:para|a)\b"
    r"|\ble mie istruzioni (?:sono|dicono|indicano|mi|vietano)\b|\b(?:il )?mio (?:system )?prompt\b"
    r"|\b(?:secondo|in base al?le) (?:le )?mie istruzioni\b"
    r"|\b(?:sono stat[oa] (?:istruit|programmat|incaricat)[oa]|mi e stato (?:ordinato|imposto)) (?:di|a|per)\b"
    r"|\bmijn instructies (?:zijn|luiden|zeggen|verbieden|schrijven)\b|\bmijn (?:systeem|system)[- ]?prompt\b"
    r"|\b(?:volgens|op grond van) mijn instructies\b"
    r"|\b(?:ik (?:ben|werd)|mij (?:is|werd)|me is) (?:\w{1,20} )?(?:geinstrueerd|geprogrammeerd|opgedragen)\b"
)


# Messages of the twin before this one that are read with it.
_LATELY = 12


class SystemText:
    """Objects to a draft that repeats its instructions, whole or in runs, in whatever way it is read."""

    def __init__(self, written: Callable[[Audience], Sequence[str]]) -> None:
        """``written`` gives what the owner wrote about themselves in owner.toml and this audience may hear."""
        self._written = written

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """What it finds, by kind: talk about instructions, runs and codes of them, and their rare words."""
        views = [view[:_LONGEST] for view in saying.views]
        # What is given away a piece at a time is whole again in the end.
        lately = [turn.text for turn in brief.past.turns if turn.by_twin][-_LATELY:]
        views += ["\n".join((*lately, saying.text))[-_LONGEST:]] if lately else []
        if any(_CONFESSION.search(folded(bounded(view))) for view in views):
            yield Objection(_RULE, "it talks of its instructions")
        if saying.draft.prompt is None:
            return
        secret = _secret_pieces(saying.draft.prompt)
        readable = tuple(readable_texts(brief, self._written))
        if _gives_code_away(views, secret, readable) or _repeats(views, secret, readable):
            yield Objection(_RULE, "it repeats the instructions that the model was given")
        elif _rare_words(views, secret, readable):
            yield Objection(_RULE, "it uses the rare words of your instructions to the model")


def _secret_pieces(prompt: Prompt) -> tuple[Piece, ...]:
    return tuple(
        piece for turn in prompt.turns for piece in turn.pieces if turn.role is Role.SYSTEM or piece.kind in _SECRET
    )


def _repeats(views: Sequence[str], secret: Sequence[Piece], readable: Sequence[str]) -> bool:
    forms = [*_FORMS, *(_vowels_as(letter) for letter in _frequent(views[0]))]
    if any(_DENSE.search(piece.text) for piece in secret):
        forms.append(_DENSE_LETTERS)
    return any(_repeats_in(form, views, secret, readable) for form in forms)


def _repeats_in(form: _Form, views: Sequence[str], secret: Sequence[Piece], readable: Sequence[str]) -> bool:
    known = frozenset().union(*(_secret_runs(form, piece.text) for piece in secret))
    for view in views:
        found = known & _runs(form.of_draft(view), form.width)
        if len(found) >= form.needed:
            found = found.difference(*(_runs(form.of_secret(text), form.width) for text in readable))
            if len(found) >= form.needed:
                return True
    return False


@lru_cache(maxsize=512)
def _secret_runs(form: _Form, text: str) -> frozenset[str]:
    if form is _DENSE_LETTERS:
        return frozenset(run for run in _runs(normal(text), form.width) if _DENSE.search(run))
    found = _runs(form.of_secret(text), form.width)
    patterned = form.of_secret is _pattern
    return frozenset(run for run in found if not patterned or form.width - run.count("A") >= _REPEATED)


def _runs(signs: str, width: int) -> set[str]:
    return {signs[start : start + width] for start in range(len(signs) - width + 1)}


def _frequent(text: str) -> list[str]:
    """The consonants that could stand for all vowels."""
    counts = Counter(normal(text))
    return [letter for letter in _CONSONANTS if counts[letter] > _FREQUENT * counts.total()]


@cache
def _vowels_as(letter: str) -> _Form:
    return _Form(_consonants_but(letter), _consonants_but(letter), 16, 4)


def _tokens(text: str) -> Iterator[str]:
    yield from _TOKEN.findall(text)
    yield from _DIGITS.findall(text)


def _gives_code_away(views: Sequence[str], secret: Sequence[Piece], readable: Sequence[str]) -> bool:
    tokens = {normal(token) for piece in secret for token in _tokens(piece.text) if codes(token)}
    if not tokens:
        return False
    shown = [normal(view) for view in views]
    told = {token for token in tokens if any(token in view for view in shown)}
    return bool(told) and not all(any(token in normal(text) for text in readable) for token in told)


def _rare_words(views: Sequence[str], secret: Sequence[Piece], readable: Sequence[str]) -> bool:
    """Whether a view has several long words that stand in the owner's instructions and nowhere else."""
    rare = set().union(*(_words(piece.text) for piece in secret if piece.kind == _INSTRUCTIONS))
    if len(rare) < _TOLD_BY_WORDS:
        return False
    others = [piece.text for piece in secret if piece.kind != _INSTRUCTIONS]
    return any(
        len(told) >= _TOLD_BY_WORDS and len(told.difference(*map(_words, chain(others, readable)))) >= _TOLD_BY_WORDS
        for told in (rare & _words(view) for view in views)
    )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(folded(bounded(text))))
