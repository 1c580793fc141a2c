"""Small real classes that stand where something slow stands otherwise."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from memory.embedder import Vectors
from twin.brief import Brief
from twin.desk import Sheet
from twin.draft import Draft, Objection, Promise, Usage, Verdict
from twin.errors import Refused
from twin.knowledge import Audience, Recollection
from twin.message import Burst, Contact, Conversation, Deletion, Delivery, Edit, Message, Notice, OwnerWrote, enclosing
from twin.seams import Forms, Notify, Receive, Webhook
from twin.voice import Sound

_WORD = re.compile(r"\w+")


class BagOfWords:
    """An embedder without a model: every word is hashed to a direction, and a text is the sum of its words'."""

    name = "bag-of-words"
    dimensions = 64

    def __init__(self) -> None:
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape ``(len(texts), 64)`` and length 1; equal texts have equal vectors, in every process."""
        self.embedded += len(texts)
        vectors: Vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()) or ["(none)"]:
                vectors[row] += _direction(word, self.dimensions)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors


def _direction(word: str, dimensions: int) -> Vectors:
    digest = hashlib.blake2b(word.encode(errors="replace"), digest_size=dimensions).digest()
    return np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5


@dataclass
class RecordedProgress:
    """A Progress that remembers its stages: (name, total, steps done)."""

    stages: list[tuple[str, int, int]] = field(default_factory=list)

    def stage(self, name: str, total: int) -> None:
        """Remember that a stage begins."""
        self.stages.append((name, total, 0))

    def step(self, count: int) -> None:
        """Remember that so many steps of it are done."""
        name, total, done = self.stages[-1]
        self.stages[-1] = (name, total, done + count)


class SaysBot:
    """A Disclosure that hears the question in the word "bot?"."""

    def asks(self, text: str) -> bool:
        """Whether "bot?" stands in the text."""
        return "bot?" in text

    def rest(self, text: str) -> str:
        """What follows after it."""
        return text.partition("bot?")[2].strip()


@dataclass
class WordsOf:
    """ExactWords from dictionaries: what is said to a text, and the topic it is about."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    readers: list[Audience] = field(default_factory=list)

    def draft(self, text: str, reader: Audience) -> Draft | None:
        """The draft kept for the text."""
        self.readers.append(reader)
        return self.drafts.get(text)

    def asks_anything(self, text: str) -> bool:
        """Whether there is a letter in it."""
        return any(character.isalpha() for character in text)

    def for_owner(self, text: str) -> str | None:
        """The topic kept for the text."""
        return self.topics.get(text)


@dataclass
class EmptyMemory:
    """A Recaller that finds nothing, and remembers what it was asked, by whom."""

    asked: list[tuple[str, Audience]] = field(default_factory=list)

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Nothing."""
        assert k > 0
        self.asked.append((question, reader))
        return Recollection((), ())


class NeverAsked:
    """A Recaller for messages that must be answered without it."""

    def recall(self, question: str, reader: Audience, k: int = 8) -> Recollection:
        """Fails the test."""
        raise AssertionError(f"{question!r} was searched as {reader.name}, the best {k}")


class NoAlarm:
    """An Alarm that hears of danger in the word "danger" alone."""

    def draft(self, text: str) -> Draft | None:
        """One word of help."""
        return Draft(("help",), 1.0, "distress", "it tells of danger") if "danger" in text else None


class NobodyElse:
    """OtherConversations of which there are none."""

    def names(self, words: Collection[str], brief: Brief) -> Sequence[str]:
        """Nobody."""
        return ()

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Nothing."""
        return set()

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Nothing."""
        return set()


def brief_of(text: str, recollection: Recollection | None = None, reader: Audience = Audience.PUBLIC) -> Brief:
    """What Ann asks in private, with what was recalled at it."""
    found = recollection or Recollection((), ())
    return Brief(text, reader, _A_BURST.sender, _A_BURST.conversation, _A_BURST.sent_at, found)


@dataclass
class Writes:
    """A Writer that always writes the same, after what it raises first; ``briefs`` is what it was given."""

    texts: tuple[str, ...] = ()
    by_model: bool = False
    usage: tuple[Usage, ...] = ()
    raises: Exception | None = None
    briefs: list[Brief] = field(default_factory=list)

    def write(self, brief: Brief) -> Draft | None:
        """The same draft, or none if there are no texts and nothing was used for them."""
        self.briefs.append(brief)
        if self.raises is not None:
            raise self.raises
        if not self.texts and not self.usage:
            return None
        found = len(brief.recollection.passages)
        return Draft(self.texts, 0.9, "fake", f"{brief.text} {found}", usage=self.usage, by_model=self.by_model)


@dataclass(frozen=True)
class Forbids:
    """A Guard that objects to some words, and takes "promise" for one."""

    words: Sequence[str] = ()

    def verdict(self, draft: Draft, brief: Brief) -> Verdict:
        """An objection for each of the words that stands in the draft."""
        text = " ".join(draft.texts)
        found = tuple(Objection("fake", f"it says {word!r}") for word in self.words if word in text)
        return Verdict(found, (Promise("date", text, "a post"),) if "promise" in text else ())


@dataclass(frozen=True)
class Says:
    """FixedSentences in one word each."""

    disclosure: str = "machine"
    unknown: str = "unknown"
    owner_topic: str = "owner's"
    limit: str = "limit"
    late: str = "late"
    error: str = ""


@dataclass
class AllAlike:
    """A Likeness to which everything is equally alike."""

    cosine: float

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The same for each."""
        return [self.cosine for _ in others]


@dataclass(frozen=True)
class FakeReaders:
    """Readers from dictionaries: accounts, roles, and groups of which all that are missing are public."""

    known: dict[str, Audience] = field(default_factory=dict)
    groups: dict[str, Audience] = field(default_factory=dict)
    roles: dict[str, Audience] = field(default_factory=dict)

    def audience_of(self, account: str) -> Audience | None:
        """What is kept for this account."""
        return self.known.get(account)

    def group_audience(self, account: str) -> Audience:
        """What is kept for this group, or the narrowest around it."""
        return next((self.groups[place] for place in enclosing(account) if place in self.groups), Audience.PUBLIC)

    def role_audience(self, role: str) -> Audience | None:
        """What is kept for this role."""
        return self.roles.get(role)


_PRIVATE = Conversation("fake/ann", "fake/ann", "Ann")
_A_BURST = Burst(
    conversation=_PRIVATE,
    places=frozenset({"fake/ann"}),
    sender=Contact("fake/ann", "Ann", Audience.PUBLIC),
    texts=("a?",),
    rows=((1, 0),),
    sent_at=datetime(2026, 1, 2, 12, tzinfo=UTC),
    reference="1",
    attachment="",
    command="",
    disclosed=True,
    owner_wrote_at=None,
)


def burst(*texts: str, **changes: Any) -> Burst:  # noqa: ANN401
    """What Ann wrote in private, who was told that this is an AI; a field of it may be another."""
    return replace(_A_BURST, texts=texts or _A_BURST.texts, **changes)


@dataclass
class Writing:
    """Somebody who writes in one conversation."""

    account: str = "fake/ann"
    where: Conversation = _PRIVATE
    name: str = "Ann Example"
    written: int = 0
    at: datetime = datetime(2026, 1, 2, 12, tzinfo=UTC)

    def message(self, text: str, *, after: float = 1, attachment: str = "", command: str = "") -> Message:
        """The next message, so many seconds after the last one."""
        self.written += 1
        self.at += timedelta(seconds=after)
        name = f"{self.account}-{self.written}"
        sender = Contact(self.account, self.name, Audience.PUBLIC)
        return Message(f"{self.where.key}/{name}", self.where, sender, text, self.at, name, attachment, command)

    def edit(self, message: Message, text: str) -> Edit:
        """An edit of a message."""
        return Edit(replace(message, event=f"{message.event}/edited", text=text))

    def deletion(self, *messages: Message) -> Deletion:
        """Messages taken back."""
        self.written += 1
        references = tuple(message.reference for message in messages)
        return Deletion(f"{self.where.key}/{self.account}/deletion/{self.written}", self.where, references)

    def owner_wrote(self, text: str) -> OwnerWrote:
        """What the owner wrote here."""
        message = self.message(text)
        return OwnerWrote(replace(message, sender=Contact("fake/owner", "The Owner", Audience.OWNER)))


@dataclass(frozen=True)
class Outcome:
    """What comes of a delivery: whether it arrives, and then the error that is raised, or no end at all."""

    arrives: bool = True
    error: Exception | None = None
    hangs: bool = False


@dataclass
class FakePanel:
    """A Panel to look at; what is in ``faults`` is raised when something is shown or changed, one after the other.

    ``sheets`` are what stands where, as it reads now, by reference; ``log`` is what was done, as ("show", reference).
    """

    faults: list[Exception] = field(default_factory=list)
    sheets: dict[str, tuple[str, Sheet]] = field(default_factory=dict)
    log: list[tuple[str, str]] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, dict[str, str]] = field(default_factory=dict)
    forms: Forms | None = None

    async def show(self, conversation: str, sheet: Sheet, reply_to: str = "") -> str:
        """It stands there now, behind all others."""
        self._fail()
        reference = f"panel/{len(self.log)}"
        self.log.append(("show", reference))
        self.sheets[reference] = (conversation, sheet)
        self.replies[reference] = reply_to
        return reference

    async def change(self, conversation: str, reference: str, sheet: Sheet) -> None:
        """It reads like this now."""
        self._fail()
        assert self.sheets[reference][0] == conversation
        self.log.append(("change", reference))
        self.sheets[reference] = (conversation, sheet)

    async def acknowledge(self, handle: str, sentence: str) -> None:
        """Remember it."""
        self.acknowledged.append((handle, sentence))

    async def offer(self, conversation: str, commands: Mapping[str, str]) -> None:
        """Remember the latest."""
        self.offered[conversation] = dict(commands)

    def ask_with(self, forms: Forms) -> None:
        """Remember it."""
        self.forms = forms

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


@dataclass
class FakeAdapter:
    """An Adapter whose deliveries end as scripted, one outcome for each, and well when there are none left.

    It takes a text as several messages where there is a "|". ``tried`` are the deliveries as they were asked for,
    ``arrived`` those that a contact can see. ``taken_back`` are the conversation, reference and address of what was,
    ``keeps`` what is raised instead, one after the other; ``window`` is how long a message can be answered.
    """

    name: str = "fake"
    outcomes: Iterator[Outcome] = field(default_factory=lambda: iter(()))
    tried: list[Delivery] = field(default_factory=list)
    arrived: list[Delivery] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    typing: list[tuple[str, bool]] = field(default_factory=list)
    webhook: Webhook | None = None
    panel: FakePanel | None = None
    window: timedelta | None = None
    taken_back: list[tuple[str, str, str]] = field(default_factory=list)
    keeps: list[Exception] = field(default_factory=list)
    # What comes of looking for a delivery; None: it cannot look.
    found: Iterator[Outcome] | None = None
    sought: list[Delivery] = field(default_factory=list)
    unsaid: list[tuple[str, str, bool]] = field(default_factory=list)
    media: frozenset[str] = frozenset({"voice", "video"})
    # What was sent, by its handle, or what is raised instead; of several, one after the other.
    sounds: dict[str, bytes | Exception | list[bytes | Exception]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    # Cleared, deliveries and turns begin and do not end.
    lets_deliver: asyncio.Event = field(default_factory=asyncio.Event)
    lets_turn: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.lets_deliver.set()
        self.lets_turn.set()

    @property
    def texts(self) -> list[str]:
        """What a contact can see."""
        return [delivery.text for delivery in self.arrived]

    async def start(self, receive: Receive, notify: Notify) -> None:
        """Nothing ever arrives from here."""

    async def stop_listening(self) -> None:
        """Nothing did."""

    async def close(self) -> None:
        """Nothing to be closed."""

    def parts(self, text: str) -> Sequence[str]:
        """What stands between the strokes."""
        return text.split("|")

    def answerable_until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """For as long as the window is open."""
        return None if self.window is None else asked_at + self.window

    async def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Done, unless it is kept."""
        if self.keeps:
            raise self.keeps.pop(0)
        self.taken_back.append((conversation, reference, address))

    @property
    def sends(self) -> frozenset[str]:
        """Whatever it was told to."""
        return self.media

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """What lies under the handle, unless an error does."""
        self.fetched.append(sound.handle)
        kept = self.sounds.get(sound.handle, Refused("it is gone"))
        if isinstance(kept, list):
            kept = kept.pop(0)
        if isinstance(kept, Exception):
            raise kept
        await asyncio.to_thread(to.write_bytes, kept[:most])

    @property
    def finds(self) -> bool:
        """Whether it was told what can be found."""
        return self.found is not None

    async def find(self, delivery: Delivery) -> str | None:
        """What the next outcome says: whether it arrived, or an error."""
        self.sought.append(delivery)
        outcome = next(self.found or iter(()), Outcome(arrives=False))
        if outcome.error is not None:
            raise outcome.error
        return f"found/{delivery.id}" if outcome.arrives else None

    async def settled(self, conversation: str, reference: str, *, waits: bool) -> None:
        """Remembers it."""
        self.unsaid.append((conversation, reference, waits))

    async def turn(self, conversation: str) -> None:
        """At once, while turns are let through."""
        self.turns.append(conversation)
        await self.lets_turn.wait()

    def outcome(self, delivery: Delivery) -> Outcome:
        """What comes of this delivery: the next in the script."""
        assert delivery.text or delivery.media
        return next(self.outcomes, Outcome())

    async def deliver(self, delivery: Delivery) -> str:
        """Let happen what comes of it."""
        self.tried.append(delivery)
        await self.lets_deliver.wait()
        outcome = self.outcome(delivery)
        # A network takes its time.
        await asyncio.sleep(0)
        if outcome.arrives:
            self.arrived.append(delivery)
        if outcome.hangs:
            await asyncio.Event().wait()
        if outcome.error is not None:
            raise outcome.error
        return f"sent/{delivery.id}"

    @asynccontextmanager
    async def working(self, conversation: str) -> AsyncIterator[None]:
        """Remembers when it began, and that it ended."""
        self.typing.append((conversation, True))
        try:
            yield
        finally:
            self.typing.append((conversation, False))


@dataclass
class Notices:
    """Where the owner is told something."""

    given: list[Notice] = field(default_factory=list)

    async def notify(self, notice: Notice) -> None:
        """Remember it."""
        self.given.append(notice)

    @property
    def kinds(self) -> list[str]:
        """The kinds of all of them."""
        return [notice.kind for notice in self.given]


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until it holds, and fail when it does not for so long."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it may be any condition
            await asyncio.sleep(0.002)
