"""An owner who decides about whatever comes to their phone, each by their plan for it, whatever happens to the twin."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from tests.phone import CODE
from tests.servers.telegram import Chat, Shown, TelegramServer, User

SEND = "✓ Send"
# Who is told nothing about a press for so long presses again, in seconds.
_AGAIN = 3.0
# Who sees nothing come of what they wrote for so long writes it again, in seconds; if it stands there anew, sooner.
_LOST = 25.0
_ANEW = 5.0
_LOOK = 0.05
_PERSON = re.compile(r"\bquestion (\d+)\b")


class Plan(Enum):
    """What the owner does about a draft."""

    SEND = "send"
    EDIT = "edit"
    REPLY = "reply"
    REJECT = "reject"


# Of the drafts of ten people.
_PLANS = (
    Plan.SEND, Plan.EDIT, Plan.REPLY, Plan.REJECT, Plan.SEND, Plan.EDIT, Plan.SEND, Plan.REJECT, Plan.REPLY, Plan.EDIT,
)  # fmt: skip


def plan(number: int) -> Plan:
    """What the owner does about the draft for this person."""
    return _PLANS[number % len(_PLANS)]


def question(number: int) -> str:
    """What this person asks."""
    return f"question {number}"


def words(number: int) -> str:
    """What the owner says to this person in their own words."""
    return f"the words for person {number}"


def reason(number: int) -> str:
    """Why the owner rejects the draft for this person."""
    return f"the reason about person {number}"


@dataclass(slots=True)
class BusyOwner:
    """The owner, with what they have done: how often they wrote about whom, and why they had to again."""

    server: TelegramServer
    user: User
    chat: Chat
    number: int
    written: dict[int, int] = field(default_factory=dict)
    reasons: set[int] = field(default_factory=set)
    repeated: int = 0
    odd: list[str] = field(default_factory=list)
    _presses: dict[int, tuple[str, float]] = field(default_factory=dict)

    def link(self) -> None:
        """Say who they are."""
        self._write(CODE)

    @property
    def linked(self) -> bool:
        """Whether the twin has said that this is their desk."""
        return any(card.text.startswith("Linked") for card in self.cards())

    def cards(self) -> list[Shown]:
        """What the twin has put there, the oldest first."""
        return [one for one in self.server.shown(self.chat) if one.by == self.server.bot.id]

    def drafts(self, number: int) -> list[Shown]:
        """The cards about this person's question, the oldest first: more than one after a kill."""
        return [one for one in self.cards() if (found := _PERSON.search(one.text)) and int(found[1]) == number]

    def done(self) -> bool:
        """Whether everything was decided, as far as the phone tells."""
        return all(self.drafts(number) and not self._waits(number) for number in range(self.number))

    async def decide(self) -> None:
        """Decide about all that comes, for ever: presses whenever there is something to press, one talk at a time."""
        async with asyncio.TaskGroup() as together:
            together.create_task(self._send_all())
            together.create_task(self._talk())

    async def _send_all(self) -> None:
        while True:
            for card in self.cards():
                found = _PERSON.search(card.text)
                if SEND in card.buttons and found and plan(int(found[1])) is Plan.SEND:
                    self._press(card, SEND)
            await asyncio.sleep(_LOOK)

    async def _talk(self) -> None:
        talks = {Plan.EDIT: self._edit, Plan.REPLY: self._reply, Plan.REJECT: self._reject}
        while True:
            for number in range(self.number):
                if plan(number) in talks and self._waits(number):
                    await talks[plan(number)](number)
            await asyncio.sleep(_LOOK)

    async def _edit(self, number: int) -> None:
        before = len(self._asked(number))
        self._presses.pop(self.drafts(number)[-1].message_id, None)
        while self._waits(number) and len(self._asked(number)) == before:
            self._press(self.drafts(number)[-1], "✎ Edit")
            await asyncio.sleep(_LOOK)
        if self._waits(number):
            # Telegram offers to reply; not everybody does.
            await self._answer(number, self._asked(number)[-1] if number % 2 else None)

    async def _reply(self, number: int) -> None:
        await self._answer(number, self.drafts(number)[-1])

    async def _reject(self, number: int) -> None:
        before = len(self._whys())
        card = self.drafts(number)[-1]
        while self._waits(number):
            self._press(self.drafts(number)[-1], "✗ Reject")
            await asyncio.sleep(_LOOK)
        press, _ = self._presses.get(card.message_id, ("", 0.0))
        await self._seen(lambda: len(self._whys()) > before or "already" in self.server.toasts.get(press, ""), _ANEW)
        if len(self._whys()) == before:
            return
        if number % 2:
            self.reasons.add(number)
            self._write(reason(number), self.drafts(number)[-1])
        else:
            self._write("/cancel")

    async def _answer(self, number: int, to: Shown | None) -> None:
        """Write what is for somebody, and see whether it was heard."""
        shown = len(self.drafts(number))
        if self.written.get(number, 0):
            self.odd.append(f"what was for person {number} was written again")
        self.written[number] = self.written.get(number, 0) + 1
        self._write(words(number), to)
        heard = await self._seen(lambda: not self._waits(number) or len(self.drafts(number)) > shown, _LOST)
        if heard and self._waits(number) and not await self._seen(lambda: not self._waits(number), _ANEW):
            # It went to a card of which the killed twin knows nothing: that it is there anew tells so.
            self.written[number] -= 1

    async def _seen(self, condition: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not (met := condition()) and time.monotonic() < end:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(_LOOK)
        return met

    def _waits(self, number: int) -> bool:
        found = self.drafts(number)
        return bool(found) and SEND in found[-1].buttons

    def _asked(self, number: int) -> list[Shown]:
        return [card for card in self.cards() if card.text.endswith(f"goes to Person {number}. /cancel leaves it.")]

    def _whys(self) -> list[Shown]:
        return [card for card in self.cards() if "Why?" in card.text]

    def _write(self, text: str, to: Shown | None = None) -> None:
        self.server.say(self.chat, self.user, text, reply_to=None if to is None else to.message_id)

    def _press(self, card: Shown, button: str) -> None:
        """Press it, unless that was done and the twin has told what came of it, or may still."""
        press, at = self._presses.get(card.message_id, ("", 0.0))
        if press in self.server.toasts or time.monotonic() < at + _AGAIN or button not in card.buttons:
            return
        self.repeated += bool(press)
        self._presses[card.message_id] = (self.press(card, card.buttons[button]), time.monotonic())

    def press(self, card: Shown, data: str) -> str:
        """Press what stands, or stood, under a card; the press's id."""
        message = {"chat": {"id": self.chat.id}, "message_id": card.message_id}
        return self.server.press(message, self.user, data, forged=True)
