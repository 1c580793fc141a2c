"""A desk over real records, with small real classes for what it works with, and cases that wait there."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from persona.profile import KnownContact
from tests.fakes import FakeReaders
from tests.test_ledger_inbox import CHAT, GROUP, JONAS, MINUTE, message
from twin.draft import Action, Decision, Draft, Kind, Mode, Objection, Verdict
from twin.errors import ProfileError
from twin.knowledge import Audience, Lesson, Rejection, Taught
from twin.message import Contact, Conversation, Delivery, Message, Reply

ME = "telegram/99"
HOUR = timedelta(hours=1)
LEVELS = ("public", "followers", "friends", "inner", "owner")


@dataclass
class Learns:
    """A Teacher that keeps what it is taught, by its key; it raises what it is told to before."""

    lessons: dict[str, Lesson] = field(default_factory=dict)
    rejections: dict[str, Rejection] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    raises: Exception | None = None
    superseded: int = 0

    def teach(self, lesson: Lesson) -> Taught:
        """Keep it, unless there is one of this key."""
        if self.raises is not None:
            raise self.raises
        self.lessons.setdefault(lesson.key, lesson)
        self.ids.setdefault(lesson.key, 11 + len(self.ids))
        return self._taught(lesson.key)

    def _taught(self, key: str) -> Taught:
        kept = self.lessons[key]
        return Taught(
            self.ids[key], kept.message, kept.answer, kept.audience, kept.taught_at, kept.draft, self.superseded
        )

    def unteach(self, id_: int) -> bool:
        """Drop it."""
        if self.raises is not None:
            raise self.raises
        key = next((key for key in self.lessons if self.ids[key] == id_), None)
        return key is not None and self.lessons.pop(key) is not None

    def taught(self) -> Sequence[Taught]:
        """All that is kept."""
        return [self._taught(key) for key in self.lessons]

    def reject(self, rejection: Rejection) -> None:
        """Keep the latest of this key."""
        if self.raises is not None:
            raise self.raises
        self.rejections[rejection.key] = rejection


class ByLastWord:
    """Clusters of texts that end with the same word."""

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """The largest first."""
        groups: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            groups.setdefault(text.split()[-1].casefold(), []).append(place)
        return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


@dataclass
class Served:
    """Platforms that take a text as several messages where there is a "|", and delete unless told otherwise."""

    ends: dict[str, datetime] = field(default_factory=dict)
    refuses: Exception | None = None
    woken: list[str] = field(default_factory=list)
    deleted: list[tuple[str, str, str]] = field(default_factory=list)
    media: frozenset[str] | None = frozenset({"voice", "video"})

    def parts(self, conversation: str, text: str) -> Sequence[str]:
        """What stands between the strokes."""
        assert conversation
        return text.split("|")

    def until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """What is kept for this conversation."""
        assert asked_at.tzinfo
        return self.ends.get(conversation)

    def sends(self, conversation: str) -> frozenset[str] | None:
        """What it was told to."""
        assert conversation
        return self.media

    def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Remember it."""
        if self.refuses is not None:
            raise self.refuses
        self.deleted.append((conversation, reference, address))

    def changed(self, conversation: str) -> None:
        """Remember it."""
        self.woken.append(conversation)


@dataclass(frozen=True)
class Says:
    """The sentences that the desk needs."""

    disclosure: str = "I am a machine."
    late: str = "It takes longer."


@dataclass(frozen=True)
class Names:
    """What owner.toml says, as far as the desk asks."""

    contacts: tuple[KnownContact, ...] = ()
    audience_names: tuple[str, ...] = LEVELS
    sentences: Says = Says()

    def audience(self, name: str) -> Audience:
        """The level of that name."""
        if name.casefold() not in self.audience_names:
            raise ProfileError(f"The audience {name!r} is not one of {', '.join(self.audience_names)}.")
        return Audience(self.audience_names.index(name.casefold()))


@dataclass(frozen=True)
class HearsAll(FakeReaders):
    """Readers of whom everybody who is not named hears everything: what their cases say is what counts."""

    def audience_of(self, account: str) -> Audience | None:
        """What is kept for this account, or all there is."""
        return self.known.get(account, Audience.OWNER)

    def group_audience(self, account: str) -> Audience:
        """The same of this group."""
        return self.groups.get(account, Audience.OWNER)


def desk_of(ledger: Ledger, *contacts: KnownContact, told: Callable[[str], None] = print) -> Desk:
    """A desk over these records, whose owner knows these contacts; "darling" is what is meant for one person alone."""
    known = {account: contact.audience for contact in contacts for account in contact.accounts}
    return Desk(
        ledger=ledger,
        teacher=Learns(),
        clusters=ByLastWord(),
        owner=Names(contacts),
        readers=HearsAll(known),
        platforms=Served(),
        takeover=HOUR,
        private=lambda answer, name: "darling" in answer or f"Dear {name}" in answer,
        told=told,
    )


def learned(desk: Desk) -> Learns:
    assert isinstance(desk.teacher, Learns)
    return desk.teacher


def served(desk: Desk) -> Served:
    assert isinstance(desk.platforms, Served)
    return desk.platforms


_numbers = itertools.count(100)


def arrives(
    text: str = "how?", sender: Contact = JONAS, where: Conversation = CHAT, attachment: str = "", command: str = ""
) -> Message:
    """A message that was written just now."""
    at = datetime.now(UTC) - timedelta(seconds=5)
    written = message(next(_numbers), text, sender=sender, where=where, attachment=attachment, command=command)
    return replace(written, sent_at=at)


def decided(ledger: Ledger, decision: Decision, arrival: Message, reader: Audience = Audience.FRIENDS) -> int:
    """The number of a decision about this message, whose reply goes out as it is."""
    assert ledger.inbox.receive(arrival)
    burst = ledger.decisions.burst(arrival.conversation.key, MINUTE)
    assert burst is not None
    assert ledger.decisions.decide(burst, decision, [[text] for text in decision.reply.texts], reader)
    known = [*ledger.cases.waiting(), *ledger.cases.unknown()]
    return max((case.decision for case in known), default=0)


def held(
    ledger: Ledger,
    *drafted: str,
    objections: Sequence[str] = (),
    text: str = "how?",
    sender: Contact = JONAS,
    where: Conversation = CHAT,
    reader: Audience = Audience.FRIENDS,
    said: Sequence[str] = (),
) -> int:
    """A draft that waits."""
    draft = Draft(drafted or ("so",), 0.75, "model", "because", by_model=True)
    verdict = Verdict(tuple(Objection(rule, f"it is {rule}") for rule in objections))
    decision = Decision(Action.HOLD, Reply(tuple(said)), "it waits", draft, verdict=verdict, mode=Mode.SUGGEST)
    return decided(ledger, decision, arrives(text, sender, where), reader)


def passed_on(
    ledger: Ledger,
    text: str = "your salary?",
    kind: Kind = Kind.OWNER,
    sender: Contact = JONAS,
    where: Conversation = CHAT,
    attachment: str = "",
    command: str = "",
) -> int:
    """A message that was passed on to the owner in person."""
    decision = Decision(Action.HAND_OVER, Reply(()), "it is for you", kind=kind)
    return decided(ledger, decision, arrives(text, sender, where, attachment, command))


def unknown(
    ledger: Ledger, text: str, name: str = "Jonas", reader: Audience = Audience.PUBLIC, group: bool = False
) -> int:
    """A question to which nothing was known, from somebody of this name."""
    key = f"telegram/{name}"
    where = GROUP if group else Conversation(key, key, name)
    decision = Decision(Action.HAND_OVER, Reply(()), "nothing you wrote answers this", kind=Kind.UNKNOWN)
    sender = JONAS if name == "Jonas" else Contact(key, name, Audience.PUBLIC)
    return decided(ledger, decision, arrives(text, sender, where), reader)


def sent(ledger: Ledger, where: str = CHAT.key) -> list[str]:
    """Deliver all that is to go out there; what arrived."""
    texts = []
    while due := ledger.outbox.next(where):
        delivery: Delivery = due.delivery
        assert ledger.outbox.begin(delivery)
        ledger.outbox.sent(delivery, f"out/{delivery.id}")
        texts.append(delivery.text)
    return texts


def outcome(ledger: Ledger, decision: int) -> Outcome | None:
    case = ledger.cases.case(decision)
    assert case is not None
    return case.ruling.outcome if case.ruling else None
