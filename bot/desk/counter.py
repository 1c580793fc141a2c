"""What the owner presses and writes at their desk, done once and in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot import mishaps
from bot.desk import commands, sheets
from bot.desk.desk import Desk
from bot.desk.screen import Screen
from bot.lanes import Lanes
from bot.ledger.cases import Case, Outcome
from bot.ledger.owners import Tried
from bot.ledger.wishes import Wish
from twin.errors import DeskError, StoreError, TwinError
from twin.message import Press, platform_of
from twin.seams import Adapter

_log = logging.getLogger("twin")

_STORE_PAUSE = 2.0
# How long the next message is taken for the answer to a button, in seconds.
_EDIT = 600.0
_REASON = 300.0

_CODES = {
    Tried.LINKED: "Linked: this is your desk now. What waits for you comes here, with buttons; nobody else can press "
    "them. Everything that the twin writes waits for you from now on: /mode changes that. /help lists the commands.",
    Tried.WRONG: "That code is not valid. `twin link` prints a new one.",
    Tried.EXPIRED: "That code has expired. `twin link` prints a new one.",
}
_TOLD = {
    Tried.LINKED: "{account} was linked: whoever writes from there decides for you, too. /unlink {account} ends that.",
    Tried.WRONG: "{account} sent a wrong code, to be linked as an account of yours.",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the owner is told: in passing, as a message, or by being asked for one."""

    toast: str = ""
    word: str = ""
    asks: bool = False


@dataclass(slots=True)
class Counter:
    """Does the owner's wishes, those of one conversation one after the other. ``done`` is told of each."""

    desk: Desk
    screen: Screen
    adapters: Mapping[str, Adapter]
    done: Callable[[], Awaitable[None]]
    _lanes: Lanes = field(init=False)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, at_once=4)

    def wake(self, conversation: str) -> None:
        """Something may be wished for there."""
        if platform_of(conversation) in self.adapters:
            self._lanes.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what was begun may take so long, and is done again otherwise."""
        await self._lanes.stop(seconds)

    async def refuse(self, press: Press) -> None:
        """Tell somebody who is not the owner that a button is not theirs."""
        await self._acknowledge(press.conversation.key, press.handle, "Only the owner of this twin can press that.")

    async def _work(self, conversation: str) -> float | None:
        try:
            wish = await asyncio.to_thread(self.desk.ledger.wishes.next, conversation)
            if wish is None:
                return None
            answer = await asyncio.to_thread(self._done, wish)
            if wish.handle:
                await self._acknowledge(conversation, wish.handle, answer.toast)
            await self._offered(wish)
            await self.done()
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        await self.screen.wake_all()
        self.screen.wake(conversation)
        return 0.0

    async def _acknowledge(self, conversation: str, handle: str, toast: str) -> None:
        panel = self.adapters[platform_of(conversation)].panel
        if panel is not None:
            await panel.acknowledge(handle, toast)

    async def _offered(self, wish: Wish) -> None:
        """The menu of the owner's commands, where there now is one, or is none any more."""
        linked = wish.kind == "code"
        panel = self.adapters[platform_of(wish.conversation)].panel
        if panel is None or not (linked or wish.data.startswith("unlink")):
            return
        owner = await asyncio.to_thread(self.desk.ledger.owners.linked, wish.account, wish.conversation)
        if linked and not owner:
            return
        await panel.offer(wish.conversation, commands.menu() if owner else {})

    def _done(self, wish: Wish) -> _Answer:
        """Do it, note what the owner is told, and that it is done. Blocks. Raises StoreError."""
        try:
            answer = _KINDS[wish.kind](self, wish)
        except StoreError:
            raise
        except TwinError as error:
            # A press is told in passing, and what is too long for that stays readable.
            said = str(error)
            answer = _Answer(said, "" if wish.handle and len(said) < sheets.TOAST else said)
        except Exception as error:  # noqa: BLE001 - one odd wish must not keep those behind it from being done
            mishaps.note(error)
            _log.error("%s: a wish of the owner failed (%s)", wish.conversation, type(error).__name__)
            answer = _Answer("", f"That did not work ({type(error).__name__}).")
        ledger = self.desk.ledger
        if answer.word:
            ledger.cards.add(wish.conversation, "asks" if answer.asks else "word", text=answer.word)
        ledger.wishes.done(wish.id)
        return answer

    def _code(self, wish: Wish) -> _Answer:
        ledger = self.desk.ledger
        tried = ledger.owners.try_code(wish.account, wish.conversation, wish.name, wish.data)
        # The other desks hear of it: it may have been somebody else.
        for owner in ledger.owners.all() if tried in _TOLD else ():
            if owner.account != wish.account:
                ledger.cards.add(owner.conversation, "word", text=_TOLD[tried].format(account=wish.account))
        # Whoever guesses on is not even told that they are wrong.
        return _Answer(word=_CODES.get(tried, ""))

    def _command(self, wish: Wish) -> _Answer:
        return _Answer(word=commands.perform(self.desk, wish.data, wish.account, f"wish/{wish.id}"))

    def _press(self, wish: Wish) -> _Answer:
        found = sheets.parsed(wish.data)
        if found is None or found[0] not in _LETTERS:
            raise DeskError("That button is of another version of the twin.")
        letter, numbers = found
        return _LETTERS[letter](self, wish, numbers[0] if numbers else 0)

    def _approve(self, wish: Wish, number: int) -> _Answer:
        return _Answer(self.desk.approve(number, wish.account))

    def _approve_all(self, wish: Wish, number: int) -> _Answer:
        case = self.desk.case(number)
        return _Answer(word=self.desk.approve_all(case.contact.key, number, wish.account))

    def _edit(self, wish: Wish, number: int) -> _Answer:
        case = self.desk.case(number)
        self.desk.still_waits(case)
        self.desk.ledger.owners.expect(wish.account, "edit", str(number), _EDIT)
        asked = f"Your next message, within {_EDIT / 60:.0f} minutes, goes to {case.contact.name}. /cancel leaves it."
        return _Answer("Write it now.", asked, asks=True)

    def _reject(self, wish: Wish, number: int) -> _Answer:
        said = self.desk.reject(number, wish.account)
        self.desk.ledger.owners.expect(wish.account, "reason", str(number), _REASON)
        asked = "Rejected. Why? Your next message is remembered as the reason; /cancel leaves it without one."
        return _Answer(said, asked, asks=True)

    def _no_reason(self, wish: Wish, _: int) -> _Answer:
        self.desk.ledger.owners.expect_nothing(wish.account)
        return _Answer("Without a reason.")

    def _answer_myself(self, wish: Wish, number: int) -> _Answer:
        return _Answer(word=self.desk.answer_myself(number, wish.account))

    def _dismiss(self, wish: Wish, number: int) -> _Answer:
        return _Answer(self.desk.dismiss(number, wish.account))

    def _release(self, _: Wish, number: int) -> _Answer:
        return _Answer(self.desk.release(self.desk.case(number).contact.key))

    def _forget(self, _: Wish, number: int) -> _Answer:
        return _Answer(self.desk.unteach(number))

    def _next(self, wish: Wish, _: int) -> _Answer:
        """One more of those that are not shown yet."""
        cards = self.desk.ledger.cards
        for case in self.desk.ledger.cases.waiting():
            if not any(card.conversation == wish.conversation for card in cards.of("case", case.decision)):
                cards.add(wish.conversation, "case", case.decision)
                return _Answer()
        return _Answer("Nothing more waits.")

    def _question(self, wish: Wish, number: int) -> _Answer:
        question = self.desk.question(number)
        self.desk.ledger.owners.expect(wish.account, "answer", str(number), _EDIT)
        people = len({case.contact.key for case in question.cases})
        whom = "1 person" if people == 1 else f"{people} people"
        asked = f"“{sheets.line(question.text)}” Your next message answers {whom}. /cancel leaves it."
        return _Answer("Write it now.", asked, asks=True)

    def _text(self, wish: Wish) -> _Answer:
        expected = self.desk.ledger.owners.expected(wish.account)
        if expected is None:
            raise DeskError("It was too late for that: nothing was sent. Press the button again.")
        if not wish.data.strip():
            raise DeskError("Only text can be sent on. Send it as text, or /cancel.")
        what, subject = expected
        said = {
            "edit": lambda: self.desk.edit(int(subject), wish.data, wish.account),
            "reason": lambda: self.desk.explain(int(subject), wish.data),
            "answer": lambda: self.desk.answer_question(int(subject), wish.data, None, wish.account),
        }[what]()
        self.desk.ledger.owners.expect_nothing(wish.account)
        return _Answer(word=said)

    def _reply(self, wish: Wish) -> _Answer:
        card = self.desk.ledger.cards.find(wish.conversation, wish.reference)
        if card is not None and card.kind == "case":
            said = self._replied(wish, self.desk.case(card.subject))
            self.desk.ledger.owners.expect_nothing(wish.account)
            return _Answer(word=said)
        if self.desk.ledger.owners.expected(wish.account) is not None:
            return self._text(wish)
        raise DeskError("A reply goes on to somebody only under their message or draft; nothing was sent.")

    def _replied(self, wish: Wish, case: Case) -> str:
        if self.desk.ledger.owners.expected(wish.account) == ("reason", str(case.decision)):
            return self.desk.explain(case.decision, wish.data)
        if case.ruling is not None and case.ruling.outcome in _ENDED:
            raise DeskError(
                "Nothing was sent: you wanted no answer to that. Under their next message, or after "
                "/takeover, a reply goes to them."
            )
        if case.ruling is None:
            return self.desk.edit(case.decision, wish.data, wish.account)
        return self.desk.say(case, wish.data, wish.account, f"wish/{wish.id}")


# What was to stay without an answer: a reply there may be meant for nobody.
_ENDED = (Outcome.REJECTED, Outcome.DISMISSED, Outcome.TAKEN_BACK)
_KINDS: Mapping[str, Callable[[Counter, Wish], _Answer]] = {
    "code": Counter._code,
    "command": Counter._command,
    "press": Counter._press,
    "text": Counter._text,
    "reply": Counter._reply,
}
_LETTERS: Mapping[str, Callable[[Counter, Wish, int], _Answer]] = {
    "a": Counter._approve,
    "A": Counter._approve_all,
    "e": Counter._edit,
    "r": Counter._reject,
    "o": Counter._no_reason,
    "t": Counter._answer_myself,
    "d": Counter._dismiss,
    "x": Counter._release,
    "f": Counter._forget,
    "n": Counter._next,
    "q": Counter._question,
}
