"""What goes to and fro: who wrote, what arrived, what the twin answers, and how an answer is delivered."""

from dataclasses import dataclass
from datetime import datetime

from twin.knowledge import Audience
from twin.voice import Film, Sound, VoiceNote


@dataclass(frozen=True, slots=True)
class Contact:
    """A person who writes to the twin. ``key`` names them for good on their platform, as ``telegram/4711``."""

    key: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where messages go to and fro. ``key`` names it for good and begins with the platform, as ``telegram/-100/7``.

    ``place`` is what the owner opens the twin to, and gives an audience: the group that a topic belongs to. ``group``
    tells that others than the one who writes read along, ``as_owner`` that what the twin says there stands under the
    owner's own name. ``address`` is what the platform wants to know beside the key, and may change. ``hidden``: others
    than its members do not see it, as a private channel or thread.
    """

    key: str
    place: str
    title: str = ""
    group: bool = False
    as_owner: bool = False
    address: str = ""
    hidden: bool = False


def platform_of(key: str) -> str:
    """The platform that a conversation or a contact belongs to."""
    return key.partition("/")[0]


def enclosing(key: str) -> tuple[str, ...]:
    """A place and what it lies in: of ``discord/1/2/3`` also the channel ``discord/1/2``, the server ``discord/1``."""
    parts = key.split("/")
    return tuple("/".join(parts[:end]) for end in range(len(parts), 1, -1))


@dataclass(frozen=True, slots=True)
class Message:
    """What a contact wrote. ``event`` is the platform's name for its arrival: the same event twice is one message.

    ``reference`` is the platform's own id of the message, which its edits name, ``reply_to`` that of the message
    which it expressly answers. ``attachment`` says in one word what came with it that is no text, ``command`` which
    command it is, as ``about``; mostly these are empty. ``forwarded``: it was written elsewhere, maybe by another.
    ``roles`` are those that the platform gives its sender, as ``discord/@7``. ``unasked``: it is a question to nobody
    in particular, which the twin may answer if it is sure of it. ``sound`` is something spoken that came with it.
    """

    event: str
    conversation: Conversation
    sender: Contact
    text: str
    sent_at: datetime
    reference: str = ""
    attachment: str = ""
    command: str = ""
    reply_to: str = ""
    forwarded: bool = False
    roles: tuple[str, ...] = ()
    unasked: bool = False
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed, by ``sender``, under the message ``reference``; ``data`` is what the button stands for.

    ``handle`` names the press for the platform, which waits to be told that it was heard. ``written`` is what its
    sender wrote into the form that the button opened; None if it opened none. ``roles`` are as those of a message.
    """

    event: str
    conversation: Conversation
    sender: Contact
    reference: str
    data: str
    handle: str
    written: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A message as it reads after its sender changed it; ``addressed`` if it still is for the twin."""

    message: Message
    addressed: bool = True


@dataclass(frozen=True, slots=True)
class Deletion:
    """Messages that were taken back; without ``references``, all of the conversation and of those within it."""

    event: str
    conversation: Conversation
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Somebody lets know what they think of what the twin said under the name ``reference``.

    ``value`` is 1 if they like it, -1 if they do not, 0 if they take back what they let know before.
    """

    event: str
    conversation: Conversation
    sender: Contact
    reference: str
    value: int


@dataclass(frozen=True, slots=True)
class OwnerWrote:
    """What the owner wrote to a contact with their own hands, where the twin answers too."""

    message: Message


@dataclass(frozen=True, slots=True)
class Moved:
    """A place that goes on under another name, such as a group that became a supergroup."""

    event: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A conversation in which nothing can be said any more (``open`` false), or again."""

    event: str
    conversation: Conversation
    open: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be understood, kept as it came."""

    event: str
    raw: str


Arrival = Message | Press | Edit | Deletion | Feedback | OwnerWrote | Moved | Closed | Unreadable


@dataclass(frozen=True, slots=True)
class Burst:
    """What one contact wrote in one conversation in quick succession, which is answered once; the oldest text first.

    ``rows`` are the ledger's (id, revision) of each message: an answer to a burst that changed meanwhile is no answer.
    ``places`` are the conversation's place and what it was called before, ``owner_wrote_at`` when the owner last wrote
    there themselves (None if they have handed it back since), ``taken_over_until`` how long they keep it otherwise,
    ``disclosed`` whether this contact was told that this is an AI, ``closed`` whether nothing can be said there any
    more, ``redone`` whether the owner had a draft for some of it before them. ``roles`` are those that its sender
    had when they wrote it; ``unasked``: none of it was for the twin. ``spoken``: some of it was said aloud and
    understood; ``unheard`` is why some of it was not.
    """

    conversation: Conversation
    places: frozenset[str]
    sender: Contact
    texts: tuple[str, ...]
    rows: tuple[tuple[int, int], ...]
    sent_at: datetime
    reference: str
    attachment: str
    command: str
    disclosed: bool
    owner_wrote_at: datetime | None
    closed: bool = False
    taken_over_until: datetime | None = None
    redone: bool = False
    roles: frozenset[str] = frozenset()
    unasked: bool = False
    spoken: bool = False
    unheard: str = ""

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(text for text in self.texts if text)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the twin says: one or several short messages, in their order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way out. ``asked_at`` is when the contact wrote what it answers, ``reply_to`` names that.

    With ``media`` it is a voice message, which has no text, or a film, under which the text stands.
    """

    id: int
    conversation: str
    text: str
    reply_to: str
    asked_at: datetime
    address: str = ""
    media: VoiceNote | Film | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a conversation so far; ``by_twin`` or ``by_owner`` tell whose, else it is that of who is ``name``.

    ``audience`` is who may hear it: what the twin said to somebody who may hear more is not for everybody there.
    """

    by_twin: bool
    text: str
    sent_at: datetime
    name: str = ""
    by_owner: bool = False
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the owner has to know: ``kind`` is one word for it, the same for the same trouble."""

    adapter: str
    kind: str
    sentence: str
