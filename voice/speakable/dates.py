"""Dates, said as the language says them; one that may be two days is left to its numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from babel.dates import format_date, format_skeleton, get_month_names

from voice.speakable.counting import counted, has_words, ordinal, year
from voice.speakable.rule import Rule, edges, word_before

# A day of German in the dative and the accusative ends otherwise.
_BENT = ("am", "dem", "den", "vom", "zum", "beim", "bis", "ab", "seit", "im", "des")
# babel shortens a year to "г." and "р.".
_YEARS = {"г.": "года", "р.": "року"}
_MONTH_FIRST = ("en",)
_OF = {"es": " de ", "pt": " de "}
_FIRST = {"fr": "premier", "es": "primero", "pt": "primeiro", "it": "primo"}


def rules(language: str) -> Iterator[Rule]:
    """How dates are found in this language."""
    begins, ends = edges(language)
    year = rf"(?P<{{}}_year>[0-9]{{{{4}}}}){ends}"
    iso = rf"{begins}{year.format('iso')}-(?P<iso_month>[0-9]{{2}})-(?P<iso_day>[0-9]{{2}}){ends}(?!-[0-9])"
    yield Rule(iso, lambda match: _numbered(match, "iso", language))
    dots = rf"{begins}(?P<dots_day>[0-9]{{1,2}})\.\s?(?P<dots_month>[0-9]{{1,2}})\."
    yield Rule(rf"{dots}(?:\s?{year.format('dots')}|(?=[^\w.]|$))", lambda match: _dotted(match, language))
    slashes = r"(?P<one>[0-9]{1,2})(?P<between>[/-])(?P<two>[0-9]{1,2})(?P=between)"
    yield Rule(rf"{begins}{slashes}{year.format('slash')}", lambda match: _slashed(match, language))
    if has_words(language):
        yield from _by_name(language, year)


def _by_name(language: str, year: str) -> Iterator[Rule]:
    begins, ends = edges(language)
    wide, short = _alternatives(_months(language)), _alternatives(_short(language))
    of = {"es": r"(?:de )?", "pt": r"(?:de )?", "en": r"(?:of )?"}.get(language, "")
    month = rf"(?P<first_month>{wide}{ends}|(?:{short})(?:\.|(?=[ \u00a0][0-9]{{4}}{ends})))"
    first = rf"{begins}(?P<first_day>[0-9]{{1,2}})(?:\.|º|er|st|nd|rd|th)?[ \u00a0]{of}{month}"
    yield Rule(rf"{first}(?:,?[ \u00a0]{of}{year.format('first')})?", lambda match: _named(match, "first", language))
    if language in _MONTH_FIRST:
        then = rf"(?<!\w)(?P<then_month>(?:{wide}|{short})\.?)[ \u00a0](?P<then_day>[0-9]{{1,2}})(?:st|nd|rd|th)?{ends}"
        year_then = rf"(?![.,:/-][0-9])(?:,?[ \u00a0]{year.format('then')})?"
        yield Rule(then + year_then, lambda match: _named(match, "then", language))


def _numbered(match: re.Match[str], kind: str, language: str) -> str | None:
    day, month = int(match[f"{kind}_day"]), int(match[f"{kind}_month"])
    return _spoken(day, month, match[f"{kind}_year"] or "", language, match)


def _dotted(match: re.Match[str], language: str) -> str | None:
    # "am 3.5." is a day, "in Version 3.5." is none.
    if not match["dots_year"] and (language != "de" or word_before(match) not in _BENT):
        return None
    return _numbered(match, "dots", language)


def _slashed(match: re.Match[str], language: str) -> str | None:
    one, two, written = int(match["one"]), int(match["two"]), match["slash_year"]
    # Some who write English begin with the day, some with the month: only a number above twelve tells.
    if language in _MONTH_FIRST and one != two and max(one, two) <= 12:
        return None
    day, month = (two, one) if two > 12 else (one, two)
    return _spoken(day, month, written, language, match)


def _named(match: re.Match[str], kind: str, language: str) -> str | None:
    name = match[f"{kind}_month"].rstrip(".")
    month = _months(language).get(name) or _short(language)[name]
    return _spoken(int(match[f"{kind}_day"]), month, match[f"{kind}_year"] or "", language, match)


def _spoken(day: int, month: int, written: str, language: str, match: re.Match[str]) -> str | None:
    try:
        # In a leap year every day of a year is one.
        found = date(int(written or 2024), month, day)
    except ValueError:
        return None
    if not has_words(language):
        return _formatted(found, language, whole=bool(written))
    name = get_month_names("wide", locale=language)[month]
    when = year(written, language) if written else ""
    if language == "en":
        return f"{name} {ordinal(day, language)}, {when}" if when else f"{name} {ordinal(day, language)}"
    ending = "" if language != "de" else "n" if word_before(match) in _BENT else "r"
    said = ordinal(day, language) + ending if language == "de" else _day(day, language)
    of = _OF.get(language, " ")
    return f"{said}{of}{name}{of if when else ''}{when}".rstrip()


def _day(day: int, language: str) -> str:
    return _FIRST.get(language, counted("1", language)) if day == 1 else counted(str(day), language)


def _formatted(found: date, language: str, *, whole: bool) -> str:
    if not whole:
        return str(format_skeleton("MMMMd", found, locale=language))
    said = str(format_date(found, "long", locale=language)).replace("\u00a0", " ").replace("\u202f", " ")
    start, space, last = said.rpartition(" ")
    return f"{start}{space}{_YEARS[last]}" if last in _YEARS else said


@cache
def _months(language: str) -> dict[str, int]:
    """The numbers of the months by their names."""
    return _both_cases(get_month_names("wide", locale=language))


@cache
def _short(language: str) -> dict[str, int]:
    """The same by their short names, without a point."""
    names = _both_cases(get_month_names("abbreviated", locale=language))
    return names | ({"Sept": 9} if language == "en" else {})


def _both_cases(names: Mapping[int, str]) -> dict[str, int]:
    return {
        form: number for number, name in names.items() for form in (name.rstrip("."), name.rstrip(".").capitalize())
    }


def _alternatives(names: Iterable[str]) -> str:
    """The longest first: "mar" begins "march"."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"
