"""A chat text as it is said aloud, and in pieces of the length that an engine takes."""

from voice.speakable.aloud import speakable
from voice.speakable.pieces import pieces

__all__ = ["pieces", "speakable"]
