"""What the owner never says."""

from collections.abc import Iterator, Sequence

from persona.guard.rule import Saying
from persona.phrases import Wording
from twin.brief import Brief
from twin.draft import Objection


class NeverSay:
    """The owner's list of words and phrases that the twin never says, in whatever form, case, accents or spacing."""

    def __init__(self, phrases: Sequence[str], languages: Sequence[str]) -> None:
        """``languages`` are those that the owner writes, as ISO 639-1 codes, the main one first."""
        self._phrases = tuple(phrases)
        self._languages = tuple(languages)

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """Names each phrase of the list that is said."""
        if not self._phrases:
            return
        wordings = [Wording(view, self._languages) for view in saying.views]
        for phrase in self._phrases:
            if any(wording.says(phrase) for wording in wordings):
                yield Objection("never say", f"it says {phrase!r}, which is on your never-say list")
