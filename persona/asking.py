"""Hears when somebody asks whether a machine is answering them."""

from persona import disclosure
from persona.profile import Profile


class AiQuestion:
    """The question "are you a bot?", in the owner's languages and by the owner's names."""

    def __init__(self, profile: Profile) -> None:
        self._languages = profile.languages
        self._names = (profile.name, *profile.aliases, *profile.name.split())

    def asks(self, text: str) -> bool:
        """Whether the message asks it."""
        return disclosure.asks(text, self._languages, self._names)

    def rest(self, text: str) -> str:
        """The message without the part that asks it."""
        return disclosure.without_the_asking(text, self._languages, self._names)
