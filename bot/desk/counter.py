"""What the owner presses and writes at their desk, and moderators at theirs, done once and in order."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot import mishaps
from bot.desk import cases, commands, forms, moderated, sheets
from bot.desk.desk import Desk
from bot.desk.greetings import is_greeting
from bot.desk.menus import Menus
from bot.desk.screen import Screen
from bot.harmless import name
from bot.lanes import Lanes
from bot.ledger.cards import Card
from bot.ledger.cases import Case, Outcome
from bot.ledger.owners import Tried
from bot.ledger.rulings import TWIN, moderator
from bot.ledger.wishes import EXPECTS, Wish, cancels
from twin.desk import Form
from twin.draft import Kind
from twin.errors import Busy, DeskError, StoreError, TwinError
from twin.message import Press, platform_of
from twin.seams import Adapter

_log = logging.getLogger("twin")

_STORE_PAUSE = 2.0
_LONG_PAUSE = 30.0
# How long after something is shown that is noted at the latest, in seconds.
_MOMENT = 1.0
# How long a platform waits for a form, less a little, in seconds.
_FORM = 2.0
_OTHER = "That button is of another version of the twin."

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
    """What the owner is told: in passing, as a message, or by being asked for one about a decision."""

    toast: str = ""
    word: str = ""
    asks: int = 0


@dataclass(slots=True)
class Counter:
    """Does the owner's wishes, those of one conversation one after the other. ``done`` is told of each."""

    desk: Desk
    screen: Screen
    adapters: Mapping[str, Adapter]
    done: Callable[[], Awaitable[None]]
    menus: Menus = field(init=False)
    _lanes: Lanes = field(init=False)

    def __post_init__(self) -> None:
        self.menus = Menus(self.desk.ledger, self.adapters)
        self._lanes = Lanes(self._work, at_once=4)

    def wake(self, conversation: str) -> None:
        """Something may be wished for there."""
        if platform_of(conversation) in self.adapters:
            self._lanes.wake(conversation)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what was begun may take so long, and is done again otherwise."""
        await self._lanes.stop(seconds)

    async def form(self, press: Press) -> Form | None:
        """What is to be written into when this is pressed; None if nothing is, and the press goes its usual way."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(forms.form, self.desk, press), _FORM)
        except (TwinError, TimeoutError):
            return None
        except Exception as error:  # noqa: BLE001 - what cannot be asked for like this can be asked for otherwise
            mishaps.note(error)
            _log.error("%s: a form could not be made (%s)", press.conversation.key, type(error).__name__)
            return None

    async def refuse(self, press: Press) -> None:
        """Tell somebody to whom a button does not belong who may press it."""
        place, who = press.conversation.key, "Only the owner of this twin can press that."
        if press.conversation.group and await asyncio.to_thread(self.desk.ledger.owners.moderated, place):
            who = "Only the moderators whom the owner of this twin has appointed, and the owner, can press that."
        await self._acknowledge(place, press.handle, who)

    async def _work(self, conversation: str) -> float | None:
        try:
            wish = await asyncio.to_thread(self.desk.ledger.wishes.next, conversation)
            if wish is None:
                return None
            answer = await asyncio.to_thread(self._done, wish)
            if wish.handle:
                await self._acknowledge(conversation, wish.handle, answer.toast)
            await self.menus.show()
            await self.done()
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        except Exception as error:  # noqa: BLE001 - nothing may keep the owner's next wish from being done
            mishaps.note(error)
            _log.error("%s: the desk stumbled (%s)", conversation, type(error).__name__)
            return _LONG_PAUSE
        await self.screen.wake_all()
        self.screen.heard(conversation)
        return 0.0

    async def _acknowledge(self, conversation: str, handle: str, toast: str) -> None:
        panel = self.adapters[platform_of(conversation)].panel
        if panel is not None:
            await panel.acknowledge(handle, toast)

    def _done(self, wish: Wish) -> _Answer:
        """Do it, note what the owner is told, and that it is done. Blocks. Raises StoreError."""
        try:
            answer = _KINDS[wish.kind](self, wish)
        except Busy:
            said = "That has to wait: something is being learned just now. Ask again in a while."
            answer = _Answer(said, "" if wish.handle else said)
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
            ledger.cards.add(wish.conversation, "asks" if answer.asks else "word", answer.asks, answer.word)
        ledger.wishes.done(wish.id)
        return answer

    def _code(self, wish: Wish) -> _Answer:
        ledger = self.desk.ledger
        tried = ledger.owners.try_code(wish.account, wish.conversation, wish.name, wish.data)
        # The other desks hear of it: it may have been somebody else.
        for owner in ledger.owners.all() if tried in _TOLD else ():
            if owner.account != wish.account:
                sentence = _TOLD[tried].format(account=wish.account)
                if tried is Tried.LINKED:
                    ledger.cards.add(owner.conversation, "word", text=sentence)
                else:
                    ledger.cards.warn(owner.conversation, sentence)
        # Whoever guesses on is not even told that they are wrong; nor is anybody while the owner expects no code.
        told = tried is Tried.LINKED or ledger.owners.codes_open()
        return _Answer(word=_CODES.get(tried, "") if told else "")

    def _command(self, wish: Wish) -> _Answer:
        if cancels(wish.data):
            # It was done when it arrived: what was asked for since is not cancelled.
            return _Answer(word=commands.cancelled(something=bool(wish.reference)))
        return _Answer(word=commands.perform(self.desk, wish.data, wish.by, f"wish/{wish.id}"))

    def _press(self, wish: Wish) -> _Answer:
        letters = _AMONG_MODERATORS if wish.shared else _LETTERS
        letter, number = _parsed(wish, letters)
        self._admit(wish, number)
        try:
            return letters[letter](self, wish, number)
        except DeskError:
            # Nothing comes of it, so nothing is to be written for it.
            self._expect_nothing(wish, letter)
            raise

    def _expect_nothing(self, wish: Wish, letter: str) -> None:
        """Take the owner's next message for no answer to this press."""
        owners, expecting = self.desk.ledger.owners, letter in EXPECTS and not wish.shared
        if expecting and owners.expected(wish.account) == (EXPECTS[letter][0], wish.data.partition(":")[2]):
            owners.expect_nothing(wish.account)

    def _form(self, wish: Wish) -> _Answer:
        letter, number = _parsed(wish, _FORMS)
        self._admit(wish, number)
        return _FORMS[letter](self, wish, number)

    def _admit(self, wish: Wish, number: int) -> None:
        """Nothing is done among moderators about what not all who read there may read. Raises DeskError."""
        if wish.shared and not moderated.is_theirs(self.desk, self.desk.case(number), wish.conversation):
            raise DeskError(moderated.NOT_THEIRS)

    def _approve(self, wish: Wish, number: int) -> _Answer:
        return _Answer(self.desk.approve(number, wish.by))

    def _approve_there(self, wish: Wish, number: int) -> _Answer:
        """What is not shown there is not sent from there."""
        if why := self._withheld(wish, self.desk.case(number)):
            raise DeskError(why)
        return self._approve(wish, number)

    def _withheld(self, wish: Wish, case: Case) -> str:
        """Why a draft is not for those who read where it was pressed; empty if it is."""
        level = self.desk.readers.group_audience(wish.conversation) if wish.shared else None
        return "" if level is None else moderated.withheld(case, level)

    def _approve_all(self, wish: Wish, number: int) -> _Answer:
        case = self.desk.case(number)
        return _Answer(word=self.desk.approve_all(case.contact.key, number, wish.by))

    def _edit(self, wish: Wish, number: int) -> _Answer:
        case = self.desk.case(number)
        self.desk.still_waits(case)
        asked = f"Your next message, within {_minutes('e')} minutes, goes to {cases.whom(case)}. /cancel leaves it."
        return _Answer("Write it now.", asked, asks=number)

    def _edit_there(self, wish: Wish, number: int) -> _Answer:
        """Nobody's messages there are for a button, so there is nothing but a form to write into."""
        self.desk.still_waits(self.desk.case(number), wish.by)
        raise DeskError("Nothing has opened to write into: press it again.")

    def _edited(self, wish: Wish, number: int) -> _Answer:
        case = self.desk.case(number)
        if _has_ruled(wish, case, wish.written):
            return _Answer(f"Sent to {name(case.contact.name)}.")
        unchanged = wish.written.strip().splitlines() == "\n".join(case.draft).strip().splitlines()
        if unchanged and not case.edited and not self._withheld(wish, case):
            # That is no edit: the draft was right.
            return _passing(self.desk.approve(number, wish.by))
        return _passing(self.desk.edit(number, wish.written, wish.by))

    def _reject(self, wish: Wish, number: int) -> _Answer:
        said = self.desk.reject(number, wish.by)
        if is_greeting(self.desk.case(number)):
            # Nothing is learned from that, so there is no reason to ask for.
            self._expect_nothing(wish, "r")
            return _Answer(said)
        asked = "Rejected. Why? Your next message is remembered as the reason; /cancel leaves it without one."
        return _Answer(said, asked, asks=number)

    def _reject_there(self, wish: Wish, number: int) -> _Answer:
        return _Answer(self.desk.reject(number, wish.by))

    def _rejected(self, wish: Wish, number: int) -> _Answer:
        """Reject it with the reason that was written, or give that to a rejection of one's own."""
        case = self.desk.case(number)
        ruling = case.ruling
        if ruling is None or ruling.outcome is not Outcome.REJECTED or ruling.by != wish.by:
            return _Answer(self.desk.reject(number, wish.by, wish.written))
        if wish.written.strip() and moderator(wish.by) is None:
            return _Answer(self.desk.explain(number, wish.written))
        return _Answer(f"Rejected: {name(case.contact.name)} hears nothing of it.")

    def _answer_myself(self, wish: Wish, number: int) -> _Answer:
        return _Answer(word=self.desk.answer_myself(number, wish.by))

    def _dismiss(self, wish: Wish, number: int) -> _Answer:
        return _Answer(self.desk.dismiss(number, wish.by))

    def _release(self, _: Wish, number: int) -> _Answer:
        return _Answer(self.desk.release_case(number))

    def _forget(self, _: Wish, number: int) -> _Answer:
        return _Answer(self.desk.unteach(number))

    def _next(self, wish: Wish, _: int) -> _Answer:
        """One more of those that are not shown yet."""
        waiting = moderated.waiting(self.desk, wish.conversation)
        hidden = next((one for one in waiting if not one.stands), None)
        if hidden is None:
            return _Answer("Nothing more waits.")
        self.desk.ledger.cards.add(wish.conversation, "case", hidden.decision)
        return _Answer()

    def _question(self, wish: Wish, number: int) -> _Answer:
        question = self.desk.offer_question(number)
        people = cases.counted(len({case.contact.key for case in question.cases}), "person", "people")
        level = self.desk.levels[min(cases.reader(self.desk, case) for case in question.cases)]
        whom = f"{people} (all of whom hear {level}, and so will everybody at that level who asks it again)"
        asked = f"“{sheets.line(question.text)}” Your next message answers {whom}. /cancel leaves it."
        return _Answer("Write it now.", asked, asks=number)

    def _answered(self, wish: Wish, number: int) -> _Answer:
        return _Answer("Noted.", self.desk.answer_question(number, wish.written, None, wish.by, offered=True))

    def _text(self, wish: Wish) -> _Answer:
        what, _, subject = wish.reference.partition(":")
        return _Answer(word=self._written(wish, what, int(subject)))

    def _written(self, wish: Wish, what: str, number: int) -> str:
        """What was asked for has come."""
        if not wish.data.strip():
            raise DeskError("Only text can be sent on: nothing was done. Press the button again, and write it.")
        if what == "reason":
            return self.desk.explain(number, wish.data)
        if what == "answer":
            return self.desk.answer_question(number, wish.data, None, wish.by)
        case = self.desk.case(number)
        if _has_ruled(wish, case, wish.data):
            return f"Sent to {name(case.contact.name)}."
        return self.desk.edit(number, wish.data, wish.by)

    def _reply(self, wish: Wish) -> _Answer:
        card = self._card(wish)
        if card is None or card.kind not in ("case", "asks") or not card.subject:
            raise DeskError("A reply goes on to somebody only under their message or draft; nothing was sent.")
        case = self.desk.case(card.subject)
        if case.ruling is not None and case.ruling.outcome is Outcome.REJECTED:
            # Whatever they reply to it, it is not for the contact.
            return _Answer(word=self._written(wish, "reason", case.decision))
        if card.kind == "asks":
            return _Answer(word=self._written(wish, "answer" if case.kind is Kind.UNKNOWN else "edit", case.decision))
        return _Answer(word=self._replied(wish, case))

    def _card(self, wish: Wish) -> Card | None:
        """What was replied to; that it stands there may be noted only a moment later."""
        found = self.desk.ledger.cards.find(wish.conversation, wish.reference)
        if found is None:
            time.sleep(_MOMENT)
            found = self.desk.ledger.cards.find(wish.conversation, wish.reference)
        return found

    def _replied(self, wish: Wish, case: Case) -> str:
        if case.ruling is not None and case.ruling.outcome in _ENDED and case.ruling.by != TWIN:
            raise DeskError(
                "Nothing was sent: you wanted no answer to that. Under their next message, or after "
                "/takeover, a reply goes to them."
            )
        if case.ruling is None or _has_ruled(wish, case, wish.data):
            return self._written(wish, "edit", case.decision)
        return self.desk.say(case, wish.data, wish.by, f"wish/{wish.id}")


def _parsed(wish: Wish, letters: Mapping[str, object]) -> tuple[str, int]:
    """One of these letters and the number of what was pressed. Raises DeskError."""
    found = sheets.parsed(wish.data)
    if found is None or found[0] not in letters:
        raise DeskError(_OTHER)
    return found[0], found[1][0]


def _passing(said: str) -> _Answer:
    """What is told in passing, and as a message if it is too long for that."""
    return _Answer(said, "" if len(said) < sheets.TOAST else said)


def _has_ruled(wish: Wish, case: Case, text: str) -> bool:
    """Whether this wish was done, and the twin killed before that was noted: done again, it would be said twice."""
    ruling = case.ruling
    if ruling is None or not ruling.texts or ruling.by != wish.by or ruling.at < wish.at:
        return False
    return "\n".join(ruling.texts).strip().splitlines() == text.strip().splitlines()


def _minutes(letter: str) -> int:
    """For how long the owner's next message is what that button asks for."""
    return int(EXPECTS[letter][1].total_seconds() // 60)


# What was to stay without an answer: a reply there may be meant for nobody.
_ENDED = (Outcome.DISMISSED, Outcome.TAKEN_BACK)
_KINDS: Mapping[str, Callable[[Counter, Wish], _Answer]] = {
    "code": Counter._code,
    "command": Counter._command,
    "press": Counter._press,
    "form": Counter._form,
    "text": Counter._text,
    "reply": Counter._reply,
}
_LETTERS: Mapping[str, Callable[[Counter, Wish, int], _Answer]] = {
    "a": Counter._approve,
    "A": Counter._approve_all,
    "e": Counter._edit,
    "r": Counter._reject,
    "t": Counter._answer_myself,
    "d": Counter._dismiss,
    "x": Counter._release,
    "f": Counter._forget,
    "n": Counter._next,
    "q": Counter._question,
}
# The same among moderators, where nobody's messages are for anything that was pressed.
_AMONG_MODERATORS: Mapping[str, Callable[[Counter, Wish, int], _Answer]] = {
    "a": Counter._approve_there,
    "e": Counter._edit_there,
    "r": Counter._reject_there,
    "d": Counter._dismiss,
}
# What was written into the form that a letter opens.
_FORMS: Mapping[str, Callable[[Counter, Wish, int], _Answer]] = {
    "e": Counter._edited,
    "r": Counter._rejected,
    "q": Counter._answered,
}
