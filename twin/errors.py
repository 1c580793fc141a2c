"""The error tree: every error that a person may read.

::

    TwinError                 the message is a sentence for the owner
    ├── SettingsError         an environment variable that cannot be used
    ├── ProfileError          owner.toml: what is wrong, in which line
    ├── SourceError           something that was to be learned cannot be read
    │   ├── Unrecognised      a file of no format that can be learned
    │   └── OwnerUnknown      which of a chat's authors the owner is, is not clear
    ├── StoreError            the records cannot be opened, read or written
    │   └── Busy              another process is writing in the same data folder
    ├── EmbedderError         no model that turns sentences into vectors
    ├── AnswerError           what an answer is made from cannot be read
    ├── AudienceError         a prompt was about to hold what its reader may not hear
    ├── WriterError           the chat model wrote nothing that can be used
    ├── SoundError            a file of sound cannot be used
    ├── FilmError             a film cannot be made or used
    ├── SpeechError           a text was not said aloud
    ├── ListeningError        what was spoken was not understood
    ├── ConsentError          nobody agreed to what was asked for with their voice
    ├── DeskError             what the owner asked for cannot be done
    ├── AdapterError          a platform does not let the twin in
    └── DeliveryError         a reply did not surely arrive
        ├── NotNow            it surely did not, and may in a while
        ├── Refused           it surely did not, and never will
        ├── GoneTo            it surely did not: the conversation has moved
        └── InDoubt           nobody knows
"""

from typing import Any


class TwinError(Exception):
    """What went wrong, where, and what to do, in a sentence for the owner; never shown to a contact."""


class SettingsError(TwinError):
    """An environment variable holds a value that cannot be used."""


class ProfileError(TwinError):
    """The owner's file is missing or not valid; the sentence names the line."""


class SourceError(TwinError):
    """A file or folder cannot be learned from."""


class Unrecognised(SourceError):
    """A file is of no format that can be learned, such as a picture."""


class OwnerUnknown(SourceError):
    """None of a chat's authors, or more than one, could be the owner."""


class StoreError(TwinError):
    """The records in the data folder cannot be opened, read or written."""


class Busy(StoreError):
    """Another process holds the data folder's lock."""


class EmbedderError(TwinError):
    """The model that turns sentences into vectors is missing or not the one expected."""


class AnswerError(TwinError):
    """What an answer is made from cannot be read."""


class AudienceError(TwinError):
    """A prompt was about to hold what its reader may not hear."""


class WriterError(TwinError):
    """The chat model wrote nothing that can be used; somebody else has to. ``kind`` is one word for the trouble.

    ``usage`` is what its calls took nevertheless (a tuple of ``twin.draft.Usage``).
    """

    def __init__(self, sentence: str, kind: str, usage: tuple[Any, ...] = ()) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.usage = usage


class SoundError(TwinError):
    """A file is no sound, is broken, or is more than is looked at; the sentence says what to do."""


class FilmError(TwinError):
    """A film cannot be made or used: its portrait, its text, its letters or its file; the sentence says what to do."""


class SpeechError(TwinError):
    """A text was not said aloud; the text itself is not in the sentence. ``kind`` is one word for the trouble."""

    def __init__(self, sentence: str, kind: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class ListeningError(TwinError):
    """What was spoken was not understood. ``kind`` is one word for the trouble; ``passing``: it may be, in a while."""

    def __init__(self, sentence: str, kind: str, *, passing: bool = False) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.passing = passing


class ConsentError(TwinError):
    """A voice is not to be cloned or used, since there is no record that its owner agreed to it."""


class DeskError(TwinError):
    """What the owner asked for cannot be done: it was done already, nobody is meant, or it is not understood."""


class AdapterError(TwinError):
    """A platform does not let the twin in: its token or its settings are wrong."""


class DeliveryError(TwinError):
    """A reply did not surely arrive; the sentence says why, without what it said."""


class NotNow(DeliveryError):
    """The reply surely did not arrive; ``seconds`` from now it may be tried again, None: whenever it suits."""

    def __init__(self, sentence: str, seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class Refused(DeliveryError):
    """The reply surely did not arrive, and trying again would not help. ``closed``: nor would any other one arrive."""

    def __init__(self, sentence: str, *, closed: bool = False) -> None:
        super().__init__(sentence)
        self.closed = closed


class GoneTo(DeliveryError):
    """The reply surely did not arrive: its place goes on as ``after``."""

    def __init__(self, sentence: str, before: str, after: str) -> None:
        super().__init__(sentence)
        self.before = before
        self.after = after


class InDoubt(DeliveryError):
    """The reply may have arrived, or not."""
