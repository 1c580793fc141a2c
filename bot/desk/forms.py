"""What a platform that has forms asks for when a button is pressed, so that nobody has to write a message for it."""

from collections.abc import Callable, Mapping

from bot.desk import cases, moderated, sheets
from bot.desk.desk import Desk
from bot.desk.greetings import is_greeting
from bot.harmless import fitted, name, units
from bot.ledger.cases import Case
from bot.ledger.owners import Deciders
from twin.desk import Form
from twin.draft import Action
from twin.message import Press

# What platforms take for a title or a label, and for what stands in a field, less a little, in UTF-16 code units.
_TITLE = 45
_FIELD = 4000


def form(desk: Desk, press: Press) -> Form | None:
    """What is to be written into when this is pressed; None if that opens nothing, or not for whoever pressed it.

    Also if it does not wait any more: the press itself tells why. Blocks. Raises DeskError, StoreError.
    """
    found = sheets.parsed(press.data)
    if found is None or found[0] not in _FORMS or not desk.ledger.wishes.admits(press):
        return None
    letter, numbers = found
    return _FORMS[letter](desk, press, numbers[0])


def _waiting(desk: Desk, press: Press, number: int) -> Case | None:
    """The case of this number, if it waits for those who decide there."""
    waits = any(one.decision == number for one in moderated.waiting(desk, press.conversation.key))
    return desk.case(number) if waits else None


def _answer(desk: Desk, press: Press, number: int) -> Form | None:
    """The draft, to be changed; nothing of one that is not for those who read there, nor of one that does not fit."""
    case = _waiting(desk, press, number)
    if case is None:
        return None
    desk.still_waits(case)
    text = "\n".join(case.draft)
    there = press.conversation.key
    if desk.ledger.owners.deciders(there) is not Deciders.OWNER and moderated.withheld(
        case, desk.readers.group_audience(there)
    ):
        text = ""
    where = f"All in {name(case.conversation.title)} read it" if case.conversation.group else "Goes out as you write it"
    return Form(
        fitted(f"Your {'words' if is_greeting(case) else 'answer'} to {name(case.contact.name)}", _TITLE),
        fitted(where, _TITLE),
        text if units(text) <= _FIELD else "",
    )


def _reason(desk: Desk, press: Press, number: int) -> Form | None:
    case = _waiting(desk, press, number)
    if case is None or case.action is not Action.HOLD or is_greeting(case):
        return None
    return Form("Reject the draft", "Why? (optional)", optional=True)


def _question(desk: Desk, _: Press, number: int) -> Form:
    """For those who have asked it by now, and for nobody who asks while the owner writes."""
    question = desk.offer_question(number)
    people = cases.counted(len({case.contact.key for case in question.cases}), "person", "people")
    level = desk.levels[min(cases.reader(desk, case) for case in question.cases)]
    return Form(fitted(f"Answer {people}, all hear {level}", _TITLE), fitted(sheets.line(question.text), _TITLE))


_FORMS: Mapping[str, Callable[[Desk, Press, int], Form | None]] = {"e": _answer, "r": _reason, "q": _question}
