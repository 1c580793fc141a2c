"""The seams between the rooms: what each needs of another, so that no room imports its sibling."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from twin.brief import Brief
from twin.contact_memory import NewFact, Noted, Said, Summed
from twin.desk import Form, Sheet
from twin.draft import Draft, Verdict
from twin.knowledge import Audience, Lesson, Recollection, Redacted, Rejection, Taught
from twin.message import Arrival, Delivery, Notice, Press
from twin.voice import Sound, Spoken, Transcript


class Likeness(Protocol):
    """How alike two texts are in meaning."""

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine in [-1, 1] of the text with each of the others."""
        ...


class Recaller(Protocol):
    """Finds what the twin knows about a message."""

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Up to ``k`` passages and ``k`` exemplars that this reader may hear, the best first. Blocks."""
        ...


class FixedSentences(Protocol):
    """What the twin says of itself, in the owner's words."""

    @property
    def disclosure(self) -> str:
        """Says that this is an AI."""
        ...

    @property
    def unknown(self) -> str:
        """Says that the twin does not know, and has passed the question on."""
        ...

    @property
    def owner_topic(self) -> str:
        """Says that this is for the owner in person, and has been passed on."""
        ...

    @property
    def limit(self) -> str:
        """Says that this is more than the twin answers for now."""
        ...

    @property
    def late(self) -> str:
        """Says that the owner has not got to it yet."""
        ...

    @property
    def error(self) -> str:
        """Says that something went wrong; empty if the owner prefers silence."""
        ...


class ExactWords(Protocol):
    """What the owner wants said exactly, or left to the owner."""

    def draft(self, text: str, reader: Audience) -> Draft | None:
        """The owner's exact words for this message, if it asks for some that this reader may hear. Blocks."""
        ...

    def asks_anything(self, text: str) -> bool:
        """Whether there is more in the message than a greeting, thanks or an emoji."""
        ...

    def for_owner(self, text: str) -> str | None:
        """The topic of the message that the owner keeps for themselves, if there is one. Blocks."""
        ...


class Disclosure(Protocol):
    """Tells when somebody asks whether they are talking with a machine."""

    def asks(self, text: str) -> bool:
        """Whether the message asks it."""
        ...

    def rest(self, text: str) -> str:
        """The message without the part that asks it."""
        ...


class Alarm(Protocol):
    """Hears when somebody is in danger."""

    def draft(self, text: str) -> Draft | None:
        """The fixed, humane answer if the message tells of somebody in danger; its reason says of what kind."""
        ...


class Writer(Protocol):
    """Writes an answer."""

    def write(self, brief: Brief) -> Draft | None:
        """A draft from what was recalled; None if nothing in it answers the message. Blocks. Raises WriterError."""
        ...


class Guard(Protocol):
    """Reads a draft before anybody else does."""

    def verdict(self, draft: Draft, brief: Brief) -> Verdict:
        """What speaks against sending this draft as an answer to this brief, and what it promises. Blocks."""
        ...


class Fingerprints(Protocol):
    """Tells of runs of words where they stand, by their fingerprints alone (``twin.fingerprint``)."""

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand in something which the brief's reader may not read, and in nothing that they may. Blocks."""
        ...

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand in something which the brief's reader may read. Blocks."""
        ...


class Redactor(Protocol):
    """Takes people's personal data out of what others may hear."""

    @property
    def name(self) -> str:
        """What it takes out, and what it lets stand: of two that are called the same, both do the same."""
        ...

    def redacted(self, text: str) -> Redacted:
        """The text with a placeholder for each datum but the owner's own public ones. Blocks."""
        ...


class FactFinder(Protocol):
    """Finds without a model what a contact tells of themselves."""

    def found(self, said: Said) -> Sequence[NewFact]:
        """The facts that this message tells; of one of the owner's, what they agree to. Blocks."""
        ...


class Extractor(Protocol):
    """Sums up without a model."""

    def summary(self, said: Sequence[Said]) -> Sequence[tuple[datetime, str]]:
        """A few sentences out of these messages, with their dates. Blocks."""
        ...


class NoteTaker(Protocol):
    """Has a model note what a contact tells of themselves."""

    def facts(self, said: Sequence[Said]) -> Noted:
        """The facts that these messages tell. Blocks. Raises WriterError."""
        ...

    def summary(self, before: Sequence[tuple[datetime, str]], said: Sequence[Said]) -> Summed:
        """What was written so far, by an earlier summary and the messages since. Blocks. Raises WriterError."""
        ...


class Hosts(Protocol):
    """Which hosts the owner's writings link to."""

    def known(self, host: str, reader: Audience) -> bool:
        """Whether a link to this host stands in what the owner wrote and this reader may read, or in much of the rest.

        Blocks.
        """
        ...


class Acquaintances(Protocol):
    """Whom the twin knows beside the one it talks with."""

    def names(self, words: Collection[str], brief: Brief) -> Sequence[str]:
        """The names of contacts who did not write in the brief's conversation, with one of these words. Blocks.

        Words are case folded, and what stands between spaces in a name.
        """
        ...


class OtherConversations(Acquaintances, Fingerprints, Protocol):
    """What stands in the conversations with others: who they are, and by fingerprints what they wrote."""


class Confidences(Protocol):
    """Sets a writer's estimate right by what the owner did with earlier drafts."""

    def confidence(self, writer: str, raw: float) -> float:
        """The probability in [0, 1] that the owner would send a draft unchanged whose writer is that sure of it."""
        ...


class Teacher(Protocol):
    """Learns from the owner directly."""

    def teach(self, lesson: Lesson) -> Taught:
        """Know from now on what to answer; the same lesson again changes nothing. Blocks. Raises StoreError."""
        ...

    def unteach(self, id_: int) -> bool:
        """Forget a lesson by the id of its exemplar; what it superseded counts again. False: there is none. Blocks."""
        ...

    def taught(self) -> Sequence[Taught]:
        """All lessons, the oldest first. Blocks."""
        ...

    def reject(self, rejection: Rejection) -> None:
        """Remember a draft that the owner would not send; the same again changes nothing. Blocks."""
        ...


class Clusters(Protocol):
    """Finds texts that ask for the same."""

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """The indices of the texts in groups of alike ones, the largest group first. Blocks."""
        ...


class Readers(Protocol):
    """Whom the owner knows, and how well."""

    def audience_of(self, account: str) -> Audience | None:
        """What this contact may hear; None if the owner does not know them."""
        ...

    def group_audience(self, account: str) -> Audience:
        """What may be said in this group, or this part of one, whoever asks; what the owner says of the part counts."""
        ...

    def role_audience(self, role: str) -> Audience | None:
        """What whoever has this role on a platform may hear, as ``discord/@7``; None if the owner gives it nothing."""
        ...


class Synthesizer(Protocol):
    """An engine that says texts aloud in one voice."""

    @property
    def name(self) -> str:
        """The engine, the voice and the model: with a text, all that its sound depends on."""
        ...

    @property
    def clone(self) -> bool:
        """Whether it is a copy of somebody's voice."""
        ...

    def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
        """The sound of a speakable text in this language (ISO 639-1), as it comes, in a container of any kind.

        Raises SpeechError, also on the way.
        """
        ...


class Speaker(Protocol):
    """Says what was written aloud, as a voice message."""

    @property
    def name(self) -> str:
        """The engine, the voice and the model."""
        ...

    def price(self, text: str) -> int:
        """How many characters its engine would be asked for; 0 if this was said before. Blocks."""
        ...

    async def say(self, text: str, to: Path) -> Spoken:
        """Say it into a new file ``to``. Raises SpeechError, SoundError."""
        ...

    def forget(self, texts: Collection[str]) -> None:
        """Keep nothing of these texts that was said before. Blocks."""
        ...


class Transcriber(Protocol):
    """Understands what is spoken."""

    @property
    def name(self) -> str:
        """The engine and its model."""
        ...

    async def transcribe(self, path: Path) -> Transcript:
        """What is said in a file that somebody sent, of whatever kind. Raises ListeningError, SoundError."""
        ...


class VoiceWishes(Protocol):
    """Hears when somebody asks to be answered with a voice message."""

    def asks(self, text: str) -> bool:
        """Whether the message asks for it."""
        ...

    def rest(self, text: str) -> str:
        """The message without the part that asks for it; all of it if that is everything."""
        ...


class Webhook(Protocol):
    """Where a platform calls to tell what arrived."""

    @property
    def path(self) -> str:
        """Where it is called, as ``/telegram``."""
        ...

    async def called(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take in one call; the HTTP status. 200 only when what it tells is kept. Header names are in lower case."""
        ...


class Panel(Protocol):
    """What the owner sees of their twin on a chat platform, in a private conversation with it."""

    async def show(self, conversation: str, sheet: Sheet, reply_to: str = "") -> str:
        """Send it; the platform's id of what was sent. Raises a DeliveryError of one of the four kinds."""
        ...

    async def change(self, conversation: str, reference: str, sheet: Sheet) -> None:
        """Let a message that was shown read like this from now on. Raises a DeliveryError."""
        ...

    async def acknowledge(self, handle: str, sentence: str) -> None:
        """Tell that a press was heard, in a short sentence or none; whether that arrives does not matter."""
        ...

    async def offer(self, conversation: str, commands: Mapping[str, str]) -> None:
        """Show these commands and what they do in the menu of this conversation alone; none: the usual ones again."""
        ...

    def ask_with(self, forms: "Forms") -> None:
        """From now on open a form for each press for which ``forms`` has one, if the platform can; else do nothing."""
        ...


class Adapter(Protocol):
    """A chat platform."""

    @property
    def name(self) -> str:
        """The platform, with which every key of its contacts and conversations begins."""
        ...

    async def start(self, receive: "Receive", notify: "Notify") -> None:
        """Begin to listen, and return. What arrives is told to the platform as arrived when ``receive`` has returned.

        ``receive`` raises StoreError when it cannot keep what arrived. Raises AdapterError if the platform will not
        have the twin; a platform that cannot be reached is tried again, later, for as long as it takes.
        """
        ...

    @property
    def webhook(self) -> Webhook | None:
        """What our own server has to serve for it; None if it asks by itself."""
        ...

    @property
    def panel(self) -> "Panel | None":
        """Where the owner decides; None if the platform has no buttons."""
        ...

    def answerable_until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Until when a message of this moment can be answered there; None: for good."""
        ...

    async def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Delete what the twin said there. Raises Refused if the platform does not, NotNow or InDoubt."""
        ...

    @property
    def sends(self) -> frozenset[str]:
        """What it can deliver beside text: "voice", "video"."""
        ...

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Write what somebody sent into this new file, if it has no more than ``most`` bytes.

        Raises Refused if it is larger or gone, NotNow.
        """
        ...

    @property
    def finds(self) -> bool:
        """Whether it can tell what it has said, so that nothing stays in doubt."""
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """The reference of what may have been sent before, if it stands there; None if it surely does not.

        Raises NotNow, or InDoubt if that cannot be told.
        """
        ...

    async def settled(self, conversation: str, reference: str, *, waits: bool) -> None:
        """Nothing is said to this message, for now; ``waits``: until the owner has decided. Raises nothing."""
        ...

    async def stop_listening(self) -> None:
        """Take nothing in any more; deliveries go on."""
        ...

    async def close(self) -> None:
        """The end; nothing is delivered any more."""
        ...

    def parts(self, text: str) -> Sequence[str]:
        """The text in as many messages as the platform needs for it."""
        ...

    async def turn(self, conversation: str) -> None:
        """Wait until the platform's rates let the next message into this conversation."""
        ...

    async def deliver(self, delivery: Delivery) -> str:
        """Send it, once; the platform's id of what was sent. Raises a DeliveryError of one of the four kinds."""
        ...

    def working(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Shows there, within the block, that somebody is typing."""
        ...


class Marks(Protocol):
    """What a platform has to find again after a restart, by name: how far it has read."""

    def all(self) -> Mapping[str, str]:
        """Every mark. Blocks."""
        ...

    def note(self, marks: Mapping[str, str]) -> None:
        """Set these marks, leaving the others; an empty value takes one away. Blocks. Raises StoreError."""
        ...


Receive = Callable[[Arrival], Awaitable[None]]
Forms = Callable[[Press], Awaitable[Form | None]]
Notify = Callable[[Notice], Awaitable[None]]
