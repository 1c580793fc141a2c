"""How an owner writes, in figures: measured from their own words, told to a model, and held against a text."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from babel.core import Locale, UnknownLocaleError

from persona import manner
from twin.knowledge import OwnWords

# A setting with fewer bursts says too little of its own.
_FEWEST = 30
# Openings and closings that fewer bursts have are no habit, and might tell of something that happened.
_HABIT = 10
# Whoever has a mark of an assistant in more than one of so many messages has it as a trait of their own.
_SELDOM = 300
_MOST_WORDS = "words that begin or end messages whatever they are about"
