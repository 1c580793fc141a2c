"""What was said in the owner's name is taken back, as far as the platform lets it."""

from dataclasses import dataclass

from bot.desk import cases, people
from bot.desk.means import Means
from bot.harmless import name
from bot.ledger.cases import Outcome, Said
from bot.ledger.deliveries import OWNER
from twin.errors import DeliveryError, DeskError, Refused

_NO_MORE = " What was still to be sent of it is not."


@dataclass(slots=True)
class _Done:
    """What became of the messages of an answer: how many are gone, how many stay, and why."""

    gone: int = 0
    stay: int = 0
    why: str = ""


def undo(means: Means, who: str, by: str, key: str) -> str:
    """Take the last answer back that was sent, to somebody or to anybody; the same key means the same answer.

    Raises DeskError, StoreError.
    """
    contact = people.find(means, who) if who else None
    said = means.ledger.cases.last_said(contact.key if contact else None, key)
    if said is None:
        whom = f" to {contact.name}" if contact else ""
        raise DeskError(f"Nothing was sent{whom} that could be taken back.")
    withdrawn = means.ledger.cases.withdraw(said.decision)
    done = _deleted(means, said)
    if not done.gone:
        rest = _NO_MORE if withdrawn else ""
        raise DeskError(f"What was said to {name(said.contact.name)} stays there: {done.why}{rest}")
    means.ledger.cases.rule(said.decision, Outcome.TAKEN_BACK, by)
    return _sentence(said, withdrawn, done) + _forgotten(means, said)


def _deleted(means: Means, said: Said) -> _Done:
    """Delete what arrived, each message by itself."""
    done = _Done()
    for part in said.deliveries:
        if part.state == "taken back":
            done.gone += 1
        elif part.state in ("begun", "in doubt"):
            done.stay += 1
            done.why = "it is not known yet whether it arrived."
        elif part.state == "sent":
            try:
                means.platforms.take_back(said.conversation.key, part.reference, said.conversation.address)
            except Refused as error:
                done.stay += 1
                done.why = f"the platform does not delete it ({str(error).removesuffix('.')})."
            except (DeliveryError, DeskError) as error:
                done.stay += 1
                done.why = f"{error} /undo tries again."
            else:
                means.ledger.cases.took_back(part.id)
                done.gone += 1
    return done


def _sentence(said: Said, withdrawn: int, done: _Done) -> str:
    whom = name(said.contact.name)
    told = f"Taken back: what was said last to {whom}."
    if done.stay:
        told = f"Taken back in part: {cases.counted(done.stay, 'message')} to {whom} stays there: {done.why}"
    return f"{told}{_NO_MORE}" if withdrawn else told


def _forgotten(means: Means, said: Said) -> str:
    """Forget what was learned from it, and learn nothing from it later."""
    lesson = _lesson(means, said)
    forgotten = lesson is not None and means.teacher.unteach(lesson)
    means.ledger.cases.learned(said.decision, None)
    return " What was learned from it is forgotten." if forgotten else ""


def _lesson(means: Means, said: Said) -> int | None:
    """The lesson that was learned when it was ruled on, or when the owner said it of their own accord."""
    case = means.ledger.cases.case(said.decision)
    if case is not None and case.ruling is not None and case.ruling.lesson is not None:
        return case.ruling.lesson
    if case is None or case.writer != OWNER:
        return None
    return next((one.id for one in means.teacher.taught() if one.answer == "\n".join(case.draft)), None)
