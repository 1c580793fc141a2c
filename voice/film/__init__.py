"""Films: a still portrait that is spoken over, with captions and the waveform of what is said."""

from voice.film.making import LONGEST_TEXT, Facts, Made, Say, Still, Words, facts, film, still

__all__ = ["LONGEST_TEXT", "Facts", "Made", "Say", "Still", "Words", "facts", "film", "still"]
