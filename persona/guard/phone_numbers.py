"""Telephone numbers in a text: with their country's code, as people of some countries write them, or named as such."""

import re
from collections.abc import Iterator, Sequence

from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from persona.guard.datum import Datum, datum

KIND = "a phone number"
# Where each language is mostly spoken, so that numbers without a country's code are understood.
_SPOKEN = {
    "ar": ("EG", "SA", "AE"), "da": ("DK",), "de": ("DE", "AT", "CH"), "en": ("US", "GB", "AU", "IN"),
    "es": ("ES", "MX"),
    "fi": ("FI",), "fr": ("FR", "BE", "CH"), "hi": ("IN",), "id": ("ID",), "it": ("IT", "CH"), "ja": ("JP",),
    "ko": ("KR",), "nl": ("NL", "BE"), "no": ("NO",), "pl": ("PL",), "pt": ("BR", "PT"), "ru": ("RU",), "sv": ("SE",),
    "tr": ("TR",), "uk": ("UA",), "zh": ("CN", "TW"),
}  # fmt: skip
_DIGITS = r"[+(]?\d(?:[ \u00a0()./–-]{0,3}\d){5,14}"
# After such a word, or "call me at", any run of digits is a telephone number.
_NAMED = re.compile(
    r"\b(?:(?:tele)?phone|tel|mobile|cell(?:phone)?|landline|whats ?app|signal|fax|sms|viber|handy(?:nummer)?|telefon"
    r"|mobil|festnetz|rufnummer|portable|téléphone|teléfono|telefono|telefone|móvil|celular|cellulare|telemóvel"
    r"|telefoon|mobiel|gsm|(?:call|text|ring|reach|ruf|bel|llama|liga|chiama|appelle)(?: \w{1,6})?(?: on| at| unter)?"
    r"|телефон|тел|номер|電話|电话|手机|전화)\b"
    rf"(?: ?(?:number|no|nr|num|nummer|numéro|número|numero|is|ist|est|es|è|é|:|\.|#|=)){{0,4}} ?({_DIGITS})(?!\d)",
    re.IGNORECASE,
)
# As North Americans write one; the library knows only those that are given out.
_THREE_THREE_FOUR = re.compile(r"(?<![\w.+-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)")
_WITH_CODE = re.compile(r"(?<![\w.])\+\d(?:[ \u00a0()./–-]{0,3}\d){7,14}(?!\d)")
_A_NUMBER_AS_SUCH = re.compile(r"[ ().+–-]|\A0")
_DATE = re.compile(r"(?:19|20)\d\d[ ./-][01]?\d[ ./-][0-3]?\d\b|\b[0-3]?\d[ ./-][01]?\d[ ./-](?:19|20)\d\d")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ /–-]*)+")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}|\d{1,3}\.\d+")


def regions_of(languages: Sequence[str]) -> tuple[str, ...]:
    """The countries (ISO 3166) whose way of writing numbers is understood for these languages, each once."""
    return tuple(dict.fromkeys(region for language in languages for region in _SPOKEN.get(language, ())))


def phone_numbers(text: str, regions: Sequence[str]) -> Iterator[Datum]:
    """Every telephone number in the text, with its country's code if that can be told."""
    readings: dict[tuple[int, int], set[str]] = {}
    for region in (*regions, None):
        for match in PhoneNumberMatcher(text, region):
            if _could_be(match.raw_string):
                spelled = format_number(match.number, PhoneNumberFormat.E164)
                readings.setdefault((match.start, match.end), {_digits(match.raw_string)}).add(_digits(spelled))
    yield from (datum(KIND, span, *spellings) for span, spellings in readings.items())
    known = list(readings)
    for pattern, group in ((_NAMED, 1), (_WITH_CODE, 0), (_THREE_THREE_FOUR, 0)):
        for found in pattern.finditer(text):
            inside = any(start < found.end(group) and found.start(group) < end for start, end in known)
            if not inside and not _DATE.fullmatch(found[group]):
                yield datum(KIND, found.span(group), _digits(found[group]))


def _could_be(written: str) -> bool:
    """Whether it is written as nothing else is: not as a date, a version, years, or a number of something."""
    other = _DATE.search(written) or _YEARS.fullmatch(written) or _VERSION.fullmatch(written)
    return not other and _A_NUMBER_AS_SUCH.search(written) is not None


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isdecimal())
