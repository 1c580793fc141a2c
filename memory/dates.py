"""The dates that a question asks about."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale

_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
# These are other words too, unless they begin with a capital letter within a sentence.
_OTHER_WORDS = frozenset(("may", "march", "mars"))
# What happened is told on the day or within so many days.
_TOLD_WITHIN = 10

_MONTHS = {
    name.casefold(): number
    for language in _LANGUAGES
    for number, name in Locale(language).months["format"]["wide"].items()
}
_MONTH = re.compile(
    rf"(?<!\w)({'|'.join(map(re.escape, sorted(_MONTHS, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A day stands right before or behind its month: "3 May", "3. Mai", "May 3rd", "3 de mayo".
_DAY_BEFORE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.)?(?: of| de)? $")
_DAY_BEHIND = re.compile(r" (\d{1,2})(?:st|nd|rd|th)?\b(?!:)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question names of dates; nothing of a kind stands for any."""

    years: frozenset[int]
    months: frozenset[int]
    days: frozenset[int]

    def fits(self, sent: date) -> bool:
        """Whether what was said on this day may tell of it: it was said then, or soon after."""
        return any(self._is(sent - timedelta(days=ago)) for ago in range(_TOLD_WITHIN + 1))

    def _is(self, day: date) -> bool:
        return (
            (not self.years or day.year in self.years)
            and (not self.months or day.month in self.months)
            and (not self.days or day.day in self.days)
        )


def asked(question: str) -> Asked | None:
    """The dates in a question, None if there are none."""
    years = frozenset(map(int, _YEAR.findall(question)))
    months: set[int] = set()
    days: set[int] = set()
    for found in _MONTH.finditer(question):
        if found[0] in _OTHER_WORDS or (not found.start() and found[0].casefold() in _OTHER_WORDS):
            continue
        months.add(_MONTHS[found[0].casefold()])
        day = _DAY_BEFORE.search(question[max(0, found.start() - 12) : found.start()]) or _DAY_BEHIND.match(
            question, found.end()
        )
        if day:
            days.add(int(day[1]))
    return Asked(years, frozenset(months), frozenset(days)) if years or months else None
