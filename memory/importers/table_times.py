"""Moments as people and programs write them into tables: ISO, counts since 1970, and local forms."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from memory.importers import moments
from memory.importers.records import plausible

_COUNT = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?")
# The most that a count of seconds, milliseconds, microseconds can be; above are nanoseconds.
_UNITS = ((10**11, 1), (10**14, 10**3), (10**17, 10**6))
_TIME = (
    r"(?:[,T]?\s{0,3}(?:(?:at|um|,|-|–)\s{1,3})?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?:[.,]\d{1,9})?(?:\s?(?P<half>[ap])\.?m\.?)?(?:\sUhr)?)?"
)
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}})(?P<sep>[./-])\s?(?P<b>\d{{1,2}})(?P=sep)\s?(?P<c>\d{{1,4}}){_TIME}", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})\.?[\s-](?P<month>[^\W\d_]{{3,9}})\.?,?[\s-](?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>[^\W\d_]{{3,9}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\A[^\W\d_]{2,10}[.,]{1,2}\s")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan feb mar,mär,mrz apr may,mai jun jul aug sep oct,okt nov dec,dez".split(), start=1
    )
    for name in names.split(",")
}
_LONGEST = 60


def month_first(values: Iterable[str]) -> bool:
    """Whether dates with slashes or hyphens begin with the month: as one tells that only one order allows.

    If none does, those with «AM» and «PM» are American.
    """
    american = False
    for value in values:
        match = _NUMERIC.fullmatch(value.strip()[:_LONGEST])
        if not match or match["sep"] == "." or len(match["a"]) > 2:
            continue
        first, second = int(match["a"]), int(match["b"])
        if first > 12 or second > 12:
            return second > 12
        american = american or bool(match["half"])
    return american


def moment(value: object, *, american: bool) -> datetime | None:
    """The moment; aware where its zone is written or it is a count, None if it is empty or no chat can be of then.

    ``american``: the month stands before the day, where both are numbers. Raises ValueError if it cannot be read.
    """
    text = str(value).strip() if value is not None and not isinstance(value, bool) else ""
    if not text:
        return None
    if len(text) > _LONGEST:
        raise ValueError("no moment")
    if _COUNT.fullmatch(text) or (isinstance(value, (int, float)) and text):
        amount = abs(float(text))
        return moments.of_epoch(text, next((unit for most, unit in _UNITS if amount < most), 10**9))
    for reading in (_of_iso, _of_numbers_american if american else _of_numbers, _of_words):
        try:
            return reading(text)
        except ValueError:
            continue
    # As in mails; what is none raises ValueError.
    return moments.of_iso(parsedate_to_datetime(text).isoformat())


def _of_iso(text: str) -> datetime | None:
    return moments.of_iso(re.sub(r"\s?(?:UTC|GMT)\Z", "+00:00", text))


def _of_numbers(text: str) -> datetime | None:
    return _numbered(text, american=False)


def _of_numbers_american(text: str) -> datetime | None:
    return _numbered(text, american=True)


def _numbered(text: str, *, american: bool) -> datetime | None:
    match = _NUMERIC.fullmatch(text)
    if not match:
        raise ValueError("no date of numbers")
    a, b, c = (int(match[name]) for name in "abc")
    if len(match["a"]) == 4:
        return _made(match, a, b, c)
    year = c + 2000 if len(match["c"]) <= 2 else c
    return _made(match, year, a, b) if american and match["sep"] != "." else _made(match, year, b, a)


def _of_words(text: str) -> datetime | None:
    text = _WEEKDAY.sub("", text)
    match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = _MONTHS.get(match["month"][:3].casefold()) if match else None
    if not match or not month:
        raise ValueError("no date of words")
    return _made(match, int(match["year"]), month, int(match["day"]))


def _made(match: re.Match[str], year: int, month: int, day: int) -> datetime | None:
    hour, half = int(match["hour"] or 0), (match["half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return plausible(datetime(year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0)))
