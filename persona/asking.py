"""Hears when somebody asks whether a machine is answering them."""

import re

from persona import disclosure
from persona.profile import Profile
from twin.seams import Likeness

# Ways to ask it, for wordings that no pattern foresaw. Chosen by hand; the threshold was read off fresh wordings, of
# which patterns alone heard half: to disclose once too often costs a sentence, to miss it costs trust.
_WAYS = (
    "are you a bot?",
    "am I talking to a real person?",
    "am I talking to a machine?",
    "is this an AI answering?",
    "are you human?",
    "is this really you or a machine?",
    "did a computer write this?",
    "is anybody real there?",
    "is this automated?",
    "what AI model are you?",
    "you sound like ChatGPT",
)
_ALIKE = 0.5
# Without one of these words a likeness is a coincidence.
_TELLTALE = re.compile(
    r"\b(ai|bots?|robots?|machines?|computers?|humans?|persons?|people|real|software|program|code|algorithm|llm|model"
    r"|turing|automat\w*|conscious|sentient|alive|generated|artificial|gpt\w*)\b",
    re.IGNORECASE,
)
# Whoever asks for an opinion of machines does not ask whether this is one.
_OPINION = re.compile(
    r"\b(?:feel|think|opinions?|thoughts?|views?|take)\s+(?:about|of|on)\b"
    r"|\b(?:do|would)\s+(?:you|u)\s+(?:like|prefer|recommend)\b",
    re.IGNORECASE,
)
# Such a message asks nothing else if it has no more words than this.
_SHORT = 8


class AiQuestion:
    """The question "are you a bot?", in the owner's languages and by the owner's names."""

    def __init__(self, profile: Profile, likeness: Likeness) -> None:
        self._languages = profile.languages
        self._names = (profile.name, *profile.aliases, *profile.name.split())
        self._likeness = likeness

    def asks(self, text: str) -> bool:
        """Whether the message asks it."""
        return self._in_known_words(text) or self._in_other_words(text)

    def rest(self, text: str) -> str:
        """The message without the part that asks it."""
        if not self._in_known_words(text) and len(text.split()) <= _SHORT:
            return ""
        return disclosure.without_the_asking(text, self._languages, self._names)

    def _in_known_words(self, text: str) -> bool:
        return disclosure.asks(text, self._languages, self._names)

    def _in_other_words(self, text: str) -> bool:
        if not _TELLTALE.search(text) or _OPINION.search(text):
            return False
        return max(self._likeness.alike(text, _WAYS)) >= _ALIKE
