"""Where on Telegram: the keys of conversations, places and people, to and fro."""

from dataclasses import dataclass

PLATFORM = "telegram"
_BUSINESS = f"{PLATFORM}/business/"


@dataclass(frozen=True, slots=True)
class Address:
    """A chat, one topic of it, or a chat of the owner's own account, which a business connection opens."""

    chat: int
    thread: int | None = None
    connection: str | None = None

    @property
    def key(self) -> str:
        """The conversation's name for good."""
        if self.connection is not None:
            return f"{_BUSINESS}{self.connection}/{self.chat}"
        return self.place if self.thread is None else f"{self.place}/{self.thread}"

    @property
    def place(self) -> str:
        """What the owner opens the twin to: the chat, whichever topic of it."""
        return place(self.chat)

    @property
    def group(self) -> bool:
        """Whether it is a group: Telegram gives these, and these alone, numbers below zero."""
        return self.chat < 0


def place(chat: int) -> str:
    """The key of a chat or a person."""
    return f"{PLATFORM}/{chat}"


def address(key: str) -> Address | None:
    """The address that has this key; None if the key is not one of ours."""
    try:
        if key.startswith(_BUSINESS):
            connection, _, chat = key.removeprefix(_BUSINESS).rpartition("/")
            return Address(int(chat), connection=connection) if connection else None
        platform, chat, *threads = key.split("/")
        if platform != PLATFORM or len(threads) > 1:
            return None
        return Address(int(chat), int(threads[0]) if threads else None)
    except ValueError:
        return None
