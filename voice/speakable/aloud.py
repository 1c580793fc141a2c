"""A chat text → the words that a speech engine says right."""

from collections.abc import Mapping
from types import MappingProxyType

from voice.speakable.abbreviations import with_abbreviations_said
from voice.speakable.addresses import with_addresses_said
from voice.speakable.markup import shown
from voice.speakable.numbers import with_numbers_said
from voice.speakable.pauses import in_one_line
from voice.speakable.pronouncing import Pronunciation
from voice.speakable.signs import readable, with_signs_said, without_pictures
from voice.speakable.vocabulary import vocabulary

_NOTHING: Mapping[str, str] = MappingProxyType({})


def speakable(text: str, language: str, pronounce: Mapping[str, str] = _NOTHING) -> str:
    """The text as it is said in this language (ISO 639-1), in one line; empty if nothing of it can be said.

    Markup, pictures, and what stands behind a link's host are left out, a block of code is named; numbers, dates and
    abbreviations are written in full. ``pronounce`` has words, and how they are written so that they are said right.
    """
    pronunciation = Pronunciation(pronounce)
    said = with_addresses_said(shown(readable(text), vocabulary(language).code), language)
    said = pronunciation.put_aside(without_pictures(said))
    said = with_numbers_said(with_abbreviations_said(said, language), language)
    said = pronunciation.said(in_one_line(with_signs_said(said, language), language))
    return said if any(map(str.isalnum, said)) else ""
