"""The habits of each setting: private chats, groups, documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from persona.style.habits import FEWEST, Habits
from persona.style.measure import measure
from twin.knowledge import OwnWords


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of each setting."""

    private: Habits
    group: Habits
    documents: Habits

    @classmethod
    def of(cls, words: OwnWords, languages: Sequence[str]) -> "Style":
        """What the owner's words show; ``languages`` are the codes of those that the owner writes."""
        return cls(
            measure(words.private, words.names, languages),
            measure(words.group, words.names, languages),
            measure([(text,) for text in words.documents], words.names, languages),
        )

    def setting(self, group: bool) -> Habits | None:
        """The habits of a group or a private chat; of the other, then of documents, if too little is known of it."""
        chats = (self.group, self.private) if group else (self.private, self.group)
        known = [habits for habits in chats if habits.bursts >= FEWEST]
        known += [self.documents] if self.documents.bursts else []
        return known[0] if known else None
