"""Where on Telegram: the keys of conversations, places and people, and the names of messages, to and fro."""

from dataclasses import dataclass

PLATFORM = "telegram"
_BUSINESS = f"{PLATFORM}/business/"


@dataclass(frozen=True, slots=True)
class Address:
    """A chat, one topic of it, or a chat of the owner's own account.

    That one is named by its owner: the business connection that opens it is another one whenever they connect anew.
    """

    chat: int
    thread: int | None = None
    owner: int | None = None

    @property
    def key(self) -> str:
        """The conversation's name for good."""
        if self.owner is not None:
            return f"{_BUSINESS}{self.owner}/{self.chat}"
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
            owner, _, chat = key.removeprefix(_BUSINESS).partition("/")
            return Address(int(chat), owner=int(owner))
        platform, chat, *threads = key.split("/")
        if platform != PLATFORM or len(threads) > 1:
            return None
        return Address(int(chat), int(threads[0]) if threads else None)
    except ValueError:
        return None


def reference(counter: int, message: int) -> str:
    """A message's name for good, by whoever counts it: the bot, or, in the owner's own chats, the owner's account.

    In private chats every bot counts from one, whoever it takes the place of.
    """
    return f"{counter}/{message}"


def message_of(reference: str, bot: int) -> int | None:
    """The message that this bot knows by this name; None if the name is another bot's, or none at all."""
    namer, _, number = reference.partition("/")
    return int(number) if namer == str(bot) and number.isdecimal() else None
