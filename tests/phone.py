"""The owner in front of their desk on Telegram, as a test drives them."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.ledger import Ledger
from tests.echoing import until
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Chat, Shown, User

CODE = "ABCD-EFGH"


@dataclass(frozen=True)
class Owner:
    """Somebody with a phone. ``data`` is their twin's folder."""

    server: TelegramServer
    data: Path
    user: User
    chat: Chat

    @classmethod
    async def linked(cls, server: TelegramServer, data: Path, user: User) -> "Owner":
        """The owner, when the twin has told them that this is their desk."""
        owner = cls(server, data, user, server.private(user))
        with closing(Ledger(data / "ledger.db")) as ledger:
            ledger.owners.open_code(CODE, 10)
        server.say(owner.chat, user, CODE)
        await owner.sees("Linked")
        return owner

    def cards(self, words: str = "") -> list[Shown]:
        """What the twin has put there and holds these words, the oldest first."""
        return [one for one in self.server.shown(self.chat) if one.by == self.server.bot.id and words in one.text]

    async def sees(self, words: str, *, button: str = "", count: int = 1) -> Shown:
        """The newest message of the twin's with these words, and with this button, when there are so many."""

        def found() -> list[Shown]:
            return [one for one in self.cards(words) if not button or button in one.buttons]

        try:
            await until(lambda: len(found()) >= count)
        except AssertionError as error:
            seen = [(one.text, tuple(one.buttons)) for one in self.cards()]
            raise AssertionError(f"{count} with {words!r} and {button!r} never stood among {seen}") from error
        return found()[-1]

    def press(self, card: Shown, button: str) -> str:
        """Press a button of it; the press's id."""
        return self.server.press(self.message(card), self.user, card.buttons[button])

    def message(self, card: Shown) -> dict[str, object]:
        """It as Telegram has it."""
        return {"chat": {"id": self.chat.id}, "message_id": card.message_id}

    def writes(self, text: str, reply_to: Shown | None = None) -> None:
        """Write to the twin, as a reply if there is something to reply to."""
        self.server.say(self.chat, self.user, text, reply_to=None if reply_to is None else reply_to.message_id)
