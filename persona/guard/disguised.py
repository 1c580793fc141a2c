"""Text that reads as language only when it is decoded: no owner writes like this."""

from collections.abc import Iterator, Sequence

from persona.guard.disguises.verdict import disguised, in_no_language
from persona.guard.rule import Saying
from twin.brief import Brief
from twin.draft import Objection

# Whose common words are known.
_KNOWN = frozenset(("en", "de", "fr", "es", "pt", "it", "nl"))


class Disguised:
    """Objects to a draft that hides what it says, whatever that is."""

    def __init__(self, languages: Sequence[str]) -> None:
        """``languages`` are the codes of those that the owner answers in."""
        self._known = set(languages) <= _KNOWN

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One that names the disguise, or says that no language is to be seen."""
        name = disguised(saying.text)
        if name is not None:
            yield Objection("disguise", f"it is written so that it has to be decoded ({name})")
        elif self._known and in_no_language(saying.text):
            yield Objection("disguise", "it has hardly a word of the languages that you answer in")
