"""What was said in the owner's name is taken back, as far as the platform lets it."""

from dataclasses import dataclass

from bot.desk import cases, people
from bot.desk.means import Means
from bot.harmless import name
from bot.ledger.cases import Outcome, Said
from twin.errors import DeliveryError, DeskError, Refused

_NO_MORE = " What was still to be sent of it is not."


@dataclass(slots=True)
class _Done:
    """What became of the messages of an answer: how many are gone, how many stay, and why."""

    gone: int = 0
    stay: int = 0
    why: str = ""


def undo(means: Means, who: str, by: str, key: str) -> str:
    """Take the last answer back, to somebody or to anybody, or stop it; the same key means the same answer.

    Raises DeskError, StoreError.
    """
    contact = people.find(means, who) if who else None
    account = contact.key if contact else None
    said = means.ledger.cases.last_said(account, key)
    if said is None:
        whom = f" to {contact.name}" if contact else ""
        raise DeskError(f"Nothing was sent{whom} that could be taken back.")
    withdrawn = means.ledger.cases.withdraw(said.decision)
    # As it stands now that nothing more of it is begun.
    said = means.ledger.cases.last_said(account, key) or said
    done = _deleted(means, said)
    if done.stay and not done.gone:
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
    if not done.gone:
        return f"Stopped: what was about to be said to {whom} is not sent."
    told = f"Taken back: what was said last to {whom}."
    if done.stay:
        told = f"Taken back in part: {cases.counted(done.stay, 'message')} to {whom} stays there: {done.why}"
    return f"{told}{_NO_MORE}" if withdrawn else told


def _forgotten(means: Means, said: Said) -> str:
    """Forget what was learned from it, unless that stands elsewhere; and learn nothing from it later."""
    known = means.ledger.cases
    lesson = known.lesson(said.decision)
    elsewhere = 0 if lesson is None else known.also_said(lesson, said.decision)
    forgotten = lesson is not None and not elsewhere and means.teacher.unteach(lesson)
    if lesson is not None and not elsewhere:
        known.forgotten(lesson)
    known.learned(said.decision, None)
    if elsewhere:
        others = cases.counted(elsewhere, "other answer")
        return f" What was learned from it stays, since {others} said the same; /forget {lesson} forgets it."
    return " What was learned from it is forgotten." if forgotten else ""
