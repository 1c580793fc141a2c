"""What the bot did on the Discord of the tests, one list for each kind of deed."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from tests.servers.discord_errors import Json
from tests.servers.discord_objects import Attachment, Channel, Message, User
from tests.servers.discord_voice import VOICE_MESSAGE


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent, or what it made of one by editing it."""

    id: int
    channel: Channel
    content: str
    time: float
    # To which message it answers.
    reference: int | None = None
    # As the bot gave it; None: not at all.
    allowed_mentions: Json | None = None
    nonce: str | None = None
    components: tuple[Json, ...] = ()
    flags: int = 0
    embeds: tuple[Json, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    # The people who were called by it, also by being answered.
    pinged: tuple[User, ...] = ()
    pinged_everyone: bool = False
    pinged_roles: tuple[int, ...] = ()
    # The interaction that it answers.
    interaction: int | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only who asked is shown it."""
        return bool(self.flags & 1 << 6)

    @property
    def voice(self) -> bool:
        """Whether it is a voice message."""
        return bool(self.flags & VOICE_MESSAGE)

    @property
    def files(self) -> tuple[str, ...]:
        """What its files are called."""
        return tuple(attachment.name for attachment in self.attachments)

    @property
    def buttons(self) -> list[str]:
        """What its buttons say."""
        return [str(part.get("label")) for row in self.components for part in row["components"] if part["type"] == 2]


def sent_of(message: Message, data: Json, now: float, interaction: int | None = None) -> Sent:
    """The record of a message as it stands now, and of the request that made it so."""
    return Sent(
        message.id,
        message.channel,
        message.content,
        now,
        message.reference.message if message.reference else None,
        data.get("allowed_mentions"),
        str(message.nonce) if message.nonce is not None else None,
        tuple(message.components),
        message.flags,
        tuple(message.embeds),
        tuple(message.attachments),
        tuple(message.mentions),
        message.everyone,
        tuple(role.id for role in message.roles),
        interaction,
    )


def changed_of(message: Message, data: Json, now: float, interaction: int | None = None) -> Sent:
    """The record of a message that was changed, by which nobody is called."""
    record = sent_of(message, data, now, interaction)
    return replace(record, pinged=(), pinged_everyone=False, pinged_roles=())


@dataclass
class Records:
    """Everything that the bot did."""

    sent: list[Sent] = field(default_factory=list)
    edits: list[Sent] = field(default_factory=list)
    # The channel and the message.
    deleted: list[tuple[int, int]] = field(default_factory=list)
    # In which channels the bot was shown as typing, and when.
    typing: list[tuple[int, float]] = field(default_factory=list)
    # The channel, the message, the emoji, and whether it was put there or taken away.
    reactions: list[tuple[int, int, str, bool]] = field(default_factory=list)
    # The threads that the bot opened.
    threads: list[Channel] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    # Every request: when, what for, the parts of its path, its form.
    requests: list[tuple[float, str, dict[str, str], Any]] = field(default_factory=list)
