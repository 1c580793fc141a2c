"""Where on Discord: the keys of conversations, places and people, and the names of messages, to and fro."""

import re
from dataclasses import dataclass

PLATFORM = "discord"
_KEY = re.compile(rf"{PLATFORM}/([1-9][0-9]{{0,19}})(?:/([1-9][0-9]{{0,19}}))?(?:/([1-9][0-9]{{0,19}}))?")
_ASKED = re.compile(r"i/([1-9][0-9]{0,19})/([1-9][0-9]{0,19})/([\w.=+-]{1,600})", re.ASCII)
_MESSAGE = re.compile(r"[1-9][0-9]{0,19}")


@dataclass(frozen=True, slots=True)
class Private:
    """Private messages with one person, named by their account: the channel that holds them is looked up."""

    user: int

    @property
    def key(self) -> str:
        """The conversation's name for good."""
        return account(self.user)

    @property
    def place(self) -> str:
        """What the owner opens the twin to: the person."""
        return self.key


@dataclass(frozen=True, slots=True)
class Room:
    """A channel of a server, or a thread in it (a post of a forum is one)."""

    server: int
    channel: int
    thread: int | None = None

    @property
    def key(self) -> str:
        """The conversation's name for good."""
        key = f"{self.place}/{self.channel}"
        return key if self.thread is None else f"{key}/{self.thread}"

    @property
    def place(self) -> str:
        """What the owner opens the twin to: the server."""
        return f"{PLATFORM}/{self.server}"

    @property
    def id(self) -> int:
        """What Discord sends messages to."""
        return self.channel if self.thread is None else self.thread


Address = Private | Room


def account(user: int) -> str:
    """The key of a person."""
    return f"{PLATFORM}/{user}"


def role(id_: int) -> str:
    """The key of a role."""
    return f"{PLATFORM}/@{id_}"


def address(key: str) -> Address | None:
    """The address that has this key; None if the key is not one of ours."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    first, channel, thread = found.groups()
    if channel is None:
        return Private(int(first))
    return Room(int(first), int(channel), int(thread) if thread else None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked by a command, who asked it, and with what it is answered within a quarter of an hour."""

    id: int
    user: int
    token: str

    @property
    def reference(self) -> str:
        """Its name as that of a message."""
        return f"i/{self.id}/{self.user}/{self.token}"


def asked(reference: str) -> Asked | None:
    """The command that has this name; None if it is that of a message."""
    found = _ASKED.fullmatch(reference)
    return Asked(int(found[1]), int(found[2]), found[3]) if found else None


def message(reference: str) -> int | None:
    """The message that has this name; None if it is that of a command, or none."""
    return int(reference) if _MESSAGE.fullmatch(reference) else None
