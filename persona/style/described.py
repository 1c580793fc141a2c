"""Habits in sentences, as a model is told them."""

from collections.abc import Iterator, Sequence

from babel.core import Locale, UnknownLocaleError

from persona.style.habits import FEWEST, Habits

_MOST_SENTENCES = 14


def described(habits: Habits, setting_name: str) -> list[str]:
    """The habits in sentences for a model, with what is unremarkable left out; ``setting_name`` as "private chats"."""
    if not habits.messages:
        return []
    told = (
        *_told_lengths(habits, setting_name),
        *_told_signs(habits),
        *_told_pictures(habits),
        *_told_words(habits),
        *_told_layout(habits),
    )
    return list(told)[:_MOST_SENTENCES]


def _told_lengths(habits: Habits, setting_name: str) -> Iterator[str]:
    low, middle, high = (round(figure) for figure in habits.words)
    yield f"In {setting_name}, most messages have {low} to {high} words, {middle} in the middle."
    if habits.several >= 0.1:
        mean = f"{habits.per_burst:.1f}"
        yield f"One answer is {mean} messages on average; {_of_ten(habits.several)} answers are more than one."
    elif habits.bursts >= FEWEST:
        yield "Nearly every answer is a single message."


def _told_signs(habits: Habits) -> Iterator[str]:
    if habits.small >= 0.15:
        yield f"{_of_ten(habits.small)} begin with a small letter.".capitalize()
    if habits.stop <= 0.7:
        without = f"{_of_ten(1 - habits.stop)} end without a full stop, {_of_ten(habits.bare)} without any sign."
        yield without.capitalize()
    if habits.exclaims >= 0.1:
        yield f'{_of_ten(habits.exclaims)} end with "!".'.capitalize()
    if habits.asks >= 0.2:
        yield f'{_of_ten(habits.asks)} end with "?".'.capitalize()
    if not 2 <= habits.commas <= 8:
        yield f"{'Few' if habits.commas < 2 else 'Many'} commas: {habits.commas:.1f} in 100 words."
    if max(habits.dots, habits.ellipsis) >= 0.05:
        sign = "..." if habits.dots >= habits.ellipsis else "…"
        yield f'{_of_ten(max(habits.dots, habits.ellipsis))} have "{sign}" in them.'.capitalize()
    if habits.repeated >= 0.05:
        yield f"{_of_ten(habits.repeated)} repeat a sign, as !! or ??.".capitalize()


def _told_pictures(habits: Habits) -> Iterator[str]:
    if habits.emoji >= 0.03 and habits.emojis:
        yield f"{_of_ten(habits.emoji)} have an emoji, most often {' '.join(habits.emojis)}.".capitalize()
    if habits.smiley >= 0.03 and habits.smileys:
        # Not by capitalize, which would change what smileys look like.
        yield f"Smileys in {_of_ten(habits.smiley)} messages, most often {' '.join(habits.smileys)}."
    elif habits.emoji < 0.01:
        yield "No emoji."
    if habits.laughter:
        yield f"Laughter is written {_either(habits.laughter)}."


def _told_words(habits: Habits) -> Iterator[str]:
    if habits.openings:
        yield f"Answers often begin with {_either(habits.openings)}."
    if habits.closings:
        yield f"Answers often end with {_either(habits.closings)}."
    if habits.contracted is not None and habits.contracted < 0.4:
        yield f'"Do not" and "I am" are written in full {_of_ten(1 - habits.contracted)} times.'
    if habits.unmarked is not None and habits.unmarked >= 0.2:
        yield f'{_of_ten(habits.unmarked)} times without the apostrophe, as "dont".'.capitalize()
    spoken = [(code, share) for code, share in habits.languages if share >= 0.03]
    if len(spoken) > 1:
        yield "Messages are in " + ", ".join(f"{_named(code)} ({share:.0%})" for code, share in spoken) + "."


def _told_layout(habits: Habits) -> Iterator[str]:
    shares = {"lists": habits.lists, "bold": habits.bold, "headings": habits.headings}
    if all(share < 0.02 for share in shares.values()):
        yield "No lists, nothing in bold, no headings."
    for name, share in shares.items():
        if share >= 0.1:
            yield f"{_of_ten(share)} have {name}.".capitalize()


def _of_ten(share: float) -> str:
    if share >= 0.95:
        return "nearly all"
    if share < 0.05:
        return f"{max(1, round(100 * share))} of 100"
    return f"{max(1, round(10 * share))} of 10"


def _either(words: Sequence[str]) -> str:
    *rest, last = (f'"{word}"' for word in words)
    return f"{', '.join(rest)} or {last}" if rest else last


def _named(code: str) -> str:
    try:
        return Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
