"""Numbers with a unit, such as 5 km/h, 20 °C and 30 %, with the unit's name as babel knows it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal
from babel.units import format_unit

from voice.speakable.figures import figure_pattern, read, said
from voice.speakable.rule import SIGN, Rule, edges
from voice.speakable.vocabulary import vocabulary

_UNITS = {
    "%": "concentr-percent", "‰": "concentr-permille", "°C": "temperature-celsius", "°F": "temperature-fahrenheit",
    "℃": "temperature-celsius", "℉": "temperature-fahrenheit", "°": "angle-degree",
    "km": "length-kilometer", "m": "length-meter", "cm": "length-centimeter", "mm": "length-millimeter",
    "mi": "length-mile", "ft": "length-foot", "km/h": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour",
    "km/u": "speed-kilometer-per-hour", "mph": "speed-mile-per-hour", "m/s": "speed-meter-per-second",
    "kg": "mass-kilogram", "g": "mass-gram", "mg": "mass-milligram", "lb": "mass-pound", "lbs": "mass-pound",
    "oz": "mass-ounce", "l": "volume-liter", "L": "volume-liter", "ml": "volume-milliliter", "mL": "volume-milliliter",
    "dl": "volume-deciliter", "cl": "volume-centiliter",
    "h": "duration-hour", "min": "duration-minute", "s": "duration-second", "ms": "duration-millisecond",
    "m²": "area-square-meter", "km²": "area-square-kilometer", "m2": "area-square-meter", "ha": "area-hectare",
    "m³": "volume-cubic-meter", "m3": "volume-cubic-meter",
    "kB": "digital-kilobyte", "KB": "digital-kilobyte", "MB": "digital-megabyte", "GB": "digital-gigabyte",
    "TB": "digital-terabyte", "W": "power-watt", "kW": "power-kilowatt", "kWh": "energy-kilowatt-hour",
    "kcal": "energy-kilocalorie", "V": "electric-volt", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
    "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz", "bar": "pressure-bar",
    "psi": "pressure-pound-force-per-square-inch", "hPa": "pressure-hectopascal",
    "км": "length-kilometer", "м": "length-meter", "см": "length-centimeter", "мм": "length-millimeter",
    "км/ч": "speed-kilometer-per-hour", "км/год": "speed-kilometer-per-hour", "кг": "mass-kilogram",
    "л": "volume-liter", "мл": "volume-milliliter", "мин": "duration-minute", "хв": "duration-minute",
    "ГБ": "digital-gigabyte", "МБ": "digital-megabyte",
}  # fmt: skip
# "90s" and "5m" are other things, too: these are units behind a space alone.
_APART = ("s", "m", "V", "W", "L")
# babel has no name of these: {} is the number. What is listed nowhere stays as it is written.
_OWN = {
    "zh": {
        "%": "百分之{}", "km": "{}公里", "m": "{}米", "cm": "{}厘米", "mm": "{}毫米", "l": "{}升", "L": "{}升",
        "ml": "{}毫升", "h": "{}小时", "min": "{}分钟", "kW": "{}千瓦", "m²": "{}平方米", "°": "{}度",
    },
    "ko": {"%": "{}퍼센트", "h": "{}시간", "min": "{}분", "s": "{}초", "°": "{}도"},
    "ja": {"%": "{}パーセント", "h": "{}時間", "min": "{}分", "s": "{}秒", "°": "{}度"},
    "ar": {"%": "{} بالمئة", "l": "{} لتر", "h": "{} ساعة", "°": "{} درجة"},
    "en": {"psi": "{} psi", "ms": "{} milliseconds"},
    "de": {"kg": "{} Kilo", "bar": "{} Bar"},
    "nl": {"h": "{} uur", "kg": "{} kilo", "bar": "{} bar"},
}  # fmt: skip


def rules(language: str) -> Iterator[Rule]:
    """How measures are found in this language."""
    begins, ends = edges(language)
    number = figure_pattern(language)
    near = _either(unit for unit in _UNITS if unit not in _APART)
    pattern = (
        rf"(?P<measure_sign>{SIGN}){begins}(?P<measure_from>(?>{number}))(?:[ ]?[-–][ ]?(?P<measure_to>(?>{number})))?"
        rf"(?:[ \u00a0\u202f]?(?P<unit>{near})|[ \u00a0\u202f](?P<apart_unit>{_either(_APART)})){ends}(?![²³/])"
    )
    yield Rule(pattern, lambda match: _spoken(match, language))
    if language == "tr":
        before = rf"(?<![\w%])%[ ]?(?P<percent>(?>{number})){ends}"
        yield Rule(before, lambda match: f"yüzde {_plain(match['percent'], language)}")


def _either(units: Iterable[str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


def _plain(written: str, language: str) -> str:
    figure = read(written, language)
    return said(figure, language) if figure else written


def _spoken(match: re.Match[str], language: str) -> str | None:
    first = read(match["measure_from"], language)
    last = read(match["measure_to"], language) if match["measure_to"] else first
    if first is None or last is None:
        return None
    named = _named(last.value, match["unit"] or match["apart_unit"], language)
    if named is None:
        return None
    words = vocabulary(language)
    sign = {"": "", "+": f"{words.plus} "}.get(match["measure_sign"], f"{words.minus} ")
    start = f"{said(first, language)}{f' {words.to} ' if words.to else '–'}" if match["measure_to"] else ""
    return named.replace("{}", sign + start + said(last, language, before_word=True))


@lru_cache(maxsize=1024)
def _named(value: Decimal, unit: str, language: str) -> str | None:
    """A text with {} for the number, in the form that goes with it; None if there is none."""
    own = _OWN.get(language, {}).get(unit)
    if own:
        return own
    number = str(format_decimal(value, "0.##################", locale=language))
    named = str(format_unit(value, _UNITS[unit], "long", "0.##################", locale=language))
    # Without a name babel says the unit's own; a dual has the number in its word.
    if _UNITS[unit] in named or number not in named:
        return None
    return named.replace(number, "{}").replace("\u00a0", " ")
