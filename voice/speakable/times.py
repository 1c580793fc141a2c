"""Times of day, said as the language says them; where its numbers stay digits, so do they."""

import re
from collections.abc import Iterator

from voice.speakable.counting import counted, has_words
from voice.speakable.rule import Rule, edges

_HOUR = r"(?P<hour>[01]?[0-9]|2[0-4])"
_MINUTE = r"(?P<minute>[0-5][0-9])"
# What German, Dutch and French write behind or between, and an engine would say a second time.
_BEHIND = {
    "de": r"(?: ?Uhr(?!\w))?",
    "nl": r"(?: ?(?:uur|u)(?!\w)\.?)?",
    "fr": r"(?: ?h(?!\w))?",
    "es": r"(?: ?h(?!\w)\.?)?",
}
# Its last point may end a sentence, too.
_HALF = r"(?P<half>[ \u00a0]?(?:[ap]m|[AP]M|[ap]\.m(?:\.(?!\s+[A-Z]|\s*$))?)(?!\w))"
_ONES = {"es": "una", "pt": "uma", "it": "una", "fr": "une", "de": "ein"}


def rules(language: str) -> Iterator[Rule]:
    """How times are found in this language."""
    if not has_words(language):
        return
    begins, ends = edges(language)
    yield Rule(
        rf"{begins}{_HOUR}:{_MINUTE}{ends}(?![.:,][0-9]){_BEHIND.get(language, '')}{_HALF}?",
        lambda m: _clock(m, language),
    )
    if language == "en":
        half = _HALF.replace("half", "only_half")
        yield Rule(rf"{begins}(?P<only_hour>1[0-2]|[1-9]){half}", _english_hour)
    if language in ("de", "nl"):
        word = "Uhr" if language == "de" else "uur"
        pattern = rf"{begins}(?P<dot_hour>[01]?[0-9]|2[0-4])(?:\.(?P<dot_minute>[0-5][0-9]))? ?{word}(?!\w)"
        yield Rule(pattern, lambda m: _said(m["dot_hour"], m["dot_minute"] or "00", language))
    if language in ("fr", "pt"):
        pattern = rf"{begins}(?P<h_hour>[01]?[0-9]|2[0-4]) ?h ?(?P<h_minute>[0-5][0-9])?(?!\w)"
        yield Rule(pattern, lambda m: _said(m["h_hour"], m["h_minute"] or "00", language))


def _clock(match: re.Match[str], language: str) -> str:
    half = _letters(match["half"])
    if language == "en":
        return _english(match["hour"], match["minute"], half)
    return " ".join(filter(None, (_said(match["hour"], match["minute"], language), half)))


def _english_hour(match: re.Match[str]) -> str:
    return _english(match["only_hour"], "00", _letters(match["only_half"]))


def _english(hour: str, minute: str, half: str) -> str:
    said = counted(str(int(hour)), "en")
    if minute != "00":
        said += f" {'oh ' if minute < '10' else ''}{counted(str(int(minute)), 'en')}"
    elif not half:
        said += " o'clock" if 1 <= int(hour) <= 12 else " hundred"
    return f"{said} {half}".rstrip()


def _letters(half: str | None) -> str:
    return re.sub(r"[^APM]", "", (half or "").upper())


def _said(hour: str, minute: str, language: str) -> str:
    hours = _ONES.get(language, counted("1", language)) if int(hour) == 1 else _hours(int(hour), language)
    minutes = counted(str(int(minute)), language)
    whole = minute == "00"
    match language:
        case "de" | "nl":
            name = "Uhr" if language == "de" else "uur"
            return f"{hours} {name}" if whole else f"{hours} {name} {minutes}"
        case "fr":
            name = "heure" if int(hour) < 2 else "heures"
            return f"{hours} {name}" if whole else f"{hours} {name} {minutes}"
        case "pt" if whole:
            return f"{hours} {'hora' if int(hour) < 2 else 'horas'}"
        case "pt" | "it":
            return hours if whole else f"{hours} e {minutes}"
        case _:
            return hours if whole else f"{hours} {counted('0', language) + ' ' if minute < '10' else ''}{minutes}"


def _hours(hour: int, language: str) -> str:
    """The number of hours, which are of a gender."""
    said = counted(str(hour), language)
    if language == "pt":
        return {2: "duas", 21: "vinte e uma", 22: "vinte e duas"}.get(hour, said)
    return {("fr", 21): "vingt et une", ("es", 21): "veintiuna"}.get((language, hour), said)
