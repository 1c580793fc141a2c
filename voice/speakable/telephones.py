"""Telephone numbers, said digit by digit."""

import re

from phonenumbers import Leniency, PhoneNumberMatcher

from voice.speakable.counting import spelled
from voice.speakable.vocabulary import vocabulary

_REGIONS = {
    "en": "US", "de": "DE", "fr": "FR", "es": "ES", "pt": "BR", "it": "IT", "nl": "NL", "pl": "PL", "tr": "TR",
    "ru": "RU", "uk": "UA", "ar": "EG", "hi": "IN", "id": "ID", "ja": "JP", "zh": "CN", "ko": "KR",
}  # fmt: skip
# A number that may be dialled begins so, or has brackets; other digits may be of anything.
_DIALLED = re.compile(r"(?:\+|(?<!\d)0|\()[\d \u00a0()/.-]{6,24}\d")


def with_telephones_spelled(text: str, language: str) -> str:
    """The text with each telephone number in it as groups of single digits."""
    return _DIALLED.sub(lambda match: _spelled(match[0], language), text)


def _spelled(written: str, language: str) -> str:
    """What may be a number and more digits, with the number spelled."""
    said, behind = "", 0
    # A short text at a time: its matcher tries again from every digit.
    for found in PhoneNumberMatcher(written, _REGIONS.get(language), leniency=Leniency.VALID):
        said += written[behind : found.start] + _groups(found.raw_string, language)
        behind = found.end
    return said + written[behind:]


def _groups(number: str, language: str) -> str:
    groups = [spelled(group, language) for group in re.findall(r"\d+", number)]
    plus = vocabulary(language).plus if number.lstrip().startswith("+") else ""
    return f"{plus} {', '.join(groups)}".strip()
