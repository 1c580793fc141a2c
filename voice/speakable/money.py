"""Amounts of money: the currency is said behind the number, whichever side its sign is written on."""

import re
from collections.abc import Iterator

from babel import Locale
from babel.numbers import format_currency

from voice.speakable.counting import counted, has_words
from voice.speakable.currencies import CURRENCIES, FORMS, MAGNITUDES, SIGNS
from voice.speakable.figures import Figure, figure_pattern, read, said
from voice.speakable.rule import Rule, edges
from voice.speakable.vocabulary import vocabulary

_FORMS = ("one", "few", "many", "other")
# What stands between the whole and its hundredths, and whether these are named: "zwölf Euro fünfzig".
_BETWEEN = {"en": (" and ", True), "es": (" con ", True), "pt": (" e ", True), "it": (" e ", False)}
_SHORT = {"k": 0, "m": 1, "bn": 2, "b": 2}


def rules(language: str) -> Iterator[Rule]:
    """How amounts of money are found in this language."""
    begins, ends = edges(language)
    number = figure_pattern(language)
    sign = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
    full = MAGNITUDES[language].full if language in MAGNITUDES else ()
    words = "|".join(sorted(full, key=len, reverse=True)) or "(?!)"
    many = rf"(?:[ \u00a0]?(?:k|K|m|M|bn|B)(?!\w)|[ \u00a0](?:{words})(?!\w))"
    before = (
        rf"{begins}(?P<before_minus>[-−–])?(?P<before>{sign})[ \u00a0]?(?P<before_from>(?>{number}))"
        rf"(?:[ ]?[-–][ ]?(?:{sign})?(?P<before_to>(?>{number})))?(?P<before_many>{many})?{ends}"
    )
    yield Rule(before, lambda match: _spoken(match, "before", language))
    behind = (
        rf"(?P<behind_minus>(?<![\w)\].,:])[-−–])?{begins}(?P<behind_from>(?>{number}))"
        rf"(?:[ ]?[-–][ ]?(?P<behind_to>(?>{number})))?(?P<behind_many>{many})?[ \u00a0]?(?P<behind>{sign}){ends}"
    )
    yield Rule(behind, lambda match: _spoken(match, "behind", language))


def _spoken(match: re.Match[str], side: str, language: str) -> str | None:
    first, last = (_figure(match[f"{side}_{end}"], language) for end in ("from", "to"))
    if first is None or (match[f"{side}_to"] and last is None):
        return None
    amount = _amount(last or first, SIGNS[match[side]], match[f"{side}_many"] or "", language)
    if amount is None:
        return None
    words = vocabulary(language)
    start = f"{said(first, language)}{f' {words.to} ' if words.to else '–'}" if last else ""
    return f"{words.minus + ' ' if match[f'{side}_minus'] else ''}{start}{amount}"


def _figure(written: str | None, language: str) -> Figure | None:
    return read(written, language, money=True) if written else None


def _amount(figure: Figure, code: str, many: str, language: str) -> str | None:
    known = CURRENCIES.get(language, {}).get(code)
    if has_words(language) and many:
        return f"{said(figure, language)} {_times(many.strip(), _name(code, figure, language), language)}"
    if known is None or not has_words(language):
        name = _name(code, figure, language)
        # Where a currency has hundredths, it is named behind both: "12,50 złotych".
        return f"{said(figure, language, before_word=True)} {name}" if name else None
    cents = figure.fraction.ljust(2, "0") if known.cents else ""
    if len(figure.fraction) > 2 or (figure.fraction and not known.cents):
        return f"{said(figure, language)} {known.many}"
    if not int(cents or 0):
        return _counted(figure.whole, known.one, known.many, language)
    hundredths = _counted(str(int(cents)), known.cent, known.cents, language)
    if not int(figure.whole):
        return hundredths
    joined, named = _BETWEEN.get(language, (" ", language == "id"))
    behind = hundredths if named else counted(str(int(cents)), language)
    return f"{_counted(figure.whole, known.one, known.many, language)}{joined}{behind}"


def _counted(digits: str, one: str, many: str, language: str) -> str:
    # Only English has one word for one of whatever gender.
    return f"{counted(digits, language, before_word=True)} {one if digits == '1' else many}"


def _times(many: str, name: str | None, language: str) -> str:
    """The magnitude and the currency: "millions de dollars"."""
    known = MAGNITUDES[language]
    short = _SHORT.get(many.lower())
    word = many if short is None else (known.thousand, known.million, known.billion)[short]
    of = f"{known.joined} " if known.joined and word != known.thousand else ""
    # "millions de euros" is said "millions d'euros".
    if of == "de " and language == "fr" and name and name[0] in "aeiouy":
        of = "d'"
    return f"{word} {of}{name}"


def _name(code: str, figure: Figure, language: str) -> str | None:
    """What so much of the currency is called; None if nobody here knows."""
    known = CURRENCIES.get(language, {}).get(code)
    if known:
        return known.many
    forms = FORMS.get(language, {}).get(code)
    if forms:
        form = Locale.parse(language).plural_form(figure.value)
        return forms[_FORMS.index(form)] if form in _FORMS else forms[-1]
    whole = format_currency(
        figure.value, code, "0.####################", locale=language, currency_digits=False, format_type="name"
    )
    name = re.sub(r"[0-9][0-9.,]*", "", str(whole)).strip()
    return name if name and name != code else None
