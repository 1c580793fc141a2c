"""What a draft must never contain."""

from collections.abc import Sequence

from persona.phrases import stands_in
from twin.draft import Draft


class NeverSay:
    """The owner's list of words and phrases that the twin never says, in whatever case, accents or spacing."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = tuple(phrases)

    def objection(self, draft: Draft) -> str | None:
        """Names the first phrase of the list that stands in the draft as whole words; None if none does."""
        # Two bubbles are read one after the other: a phrase may not hide in the gap between them.
        text = " ".join(draft.texts)
        found = next((phrase for phrase in self._phrases if stands_in(phrase, text)), None)
        return None if found is None else f"it says {found!r}, which is on your never-say list"
