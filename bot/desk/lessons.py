"""What the twin learns from what its owner does, and what the owner teaches it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.desk import cases
from bot.desk.means import Means
from bot.ledger.cases import Case, Outcome, Ruling
from twin.draft import Kind
from twin.errors import Busy, DeskError, SourceError, TwinError
from twin.knowledge import Audience, Lesson, Rejection, Taught

# What stands in place of a text where there was none: a photo, a command.
_NO_TEXT = re.compile(r"\([a-z ]{1,40}\)|/[a-z]{1,40}")
# With which the key of a lesson begins that answers a question of several.
QUESTION = "question/"
# What others may hear the answer to: a draft, and a question that nothing answered.
_ORDINARY = (Kind.ANSWER, Kind.UNKNOWN)
# What no answer is learned from: fixed words, and what answers nothing.
_NO_LESSONS = (Kind.DANGER, Kind.GREETING)
# The guard's rule that a draft was rejected before.
_REJECTED = "rejected"


def learn_rulings(means: Means) -> int:
    """Learn from every ruling that nothing was learned from yet; how many were.

    What fails is told, and tried again another time, unless it can never be learned.
    """
    learned = 0
    for case in means.ledger.cases.to_learn():
        try:
            learned += _learn(means, case)
        except Busy:
            # Something long is being learned: this comes after it.
            break
        except SourceError as error:
            means.told(str(error))
            means.ledger.cases.learned(case.decision, None)
        except TwinError as error:
            means.told(str(error))
    return learned


def _learn(means: Means, case: Case) -> bool:
    """Learn from one; False if there was nothing to learn."""
    ruling, message = case.ruling, message_of(case.texts)
    if ruling is None:
        return False
    lesson: int | None = None
    # What they wrote may be another question by now than the one that was answered.
    learnable = bool(message) and case.kind not in _NO_LESSONS and not case.edited
    if learnable and ruling.outcome is Outcome.REJECTED:
        means.teacher.reject(rejection(case, ruling))
    elif learnable:
        lesson = means.teacher.teach(_lesson(means, case, ruling)).id
    means.ledger.cases.learned(case.decision, lesson)
    return learnable


def rejection(case: Case, ruling: Ruling) -> Rejection:
    """What is remembered of a draft that the owner would not send."""
    return Rejection(
        key=f"ruling/{case.decision}",
        message=message_of(case.texts),
        draft=case.draft,
        reason=ruling.reason,
        audience=case.reader,
        rejected_at=ruling.at,
        account=case.contact.key,
    )


def _lesson(means: Means, case: Case, ruling: Ruling) -> Lesson:
    answer = "\n".join(ruling.texts)
    return Lesson(
        key=ruling.reason if ruling.reason.startswith(QUESTION) else f"ruling/{case.decision}",
        message=message_of(case.texts),
        answer=answer,
        audience=level_of(means, case, answer),
        taught_at=ruling.at,
        asker=case.contact.name,
        draft=case.draft if ruling.outcome is Outcome.EDITED else (),
        leans_on=case.leans_on if ruling.outcome is Outcome.EDITED else (),
    )


def message_of(texts: Sequence[str]) -> str:
    """What somebody asked in words, a line each; empty if it was a photo, a command, or taken back."""
    return "\n".join(text for text in texts if text.strip() and not _NO_TEXT.fullmatch(text))


def level_of(means: Means, case: Case, answer: str) -> Audience:
    """Who may hear an answer: whoever could hear what was said in its place.

    What is meant for one person alone, or is about what came to the owner in person, nobody else hears.
    """
    if case.kind not in _ORDINARY or means.private(answer, case.contact.name):
        return Audience.OWNER
    return cases.reader(means, case)


def learned_from(means: Means, decision: int) -> str:
    """The end of a sentence, or sentences: what was learned from a ruling, who hears it, how to forget it."""
    case = cases.find(means, decision)
    lesson = case.ruling.lesson if case.ruling else None
    taught = next((one for one in means.teacher.taught() if one.id == lesson), None)
    if taught is not None:
        return _learned(means, taught, _why_alone(case))
    if any(one.decision == decision for one in means.ledger.cases.to_learn()):
        return ". It is learned as soon as nothing else is being learned."
    return "."


def learn_words(means: Means, case: Case, said: str, decision: int | None) -> str:
    """Learn the owner's own words as the answer to a case that had none; the end of a sentence that says so.

    Only the first of them are its answer. What is said in a conversation that the owner has taken over is theirs, as
    what they write by hand is. ``decision`` is the one by which it was said. Raises StoreError.
    """
    message, ruling = message_of(case.texts), case.ruling
    answered = ruling is not None and ruling.texts and ruling.outcome is not Outcome.LAPSED
    if not message or answered or case.kind in _NO_LESSONS:
        return "."
    key = f"said/{case.decision}"
    taught = means.teacher.teach(Lesson(key, message, said, Audience.OWNER, datetime.now(UTC), case.contact.name))
    if taught.answer != said:
        return "."
    if decision is not None:
        means.ledger.cases.learned(decision, taught.id)
    return _learned(means, taught)


def learn_approved(means: Means, case: Case) -> str:
    """Learn a draft that the owner has sent although they rejected one like it; the end of a sentence that says so.

    So it may be said from then on, as the guard has it. Raises StoreError.
    """
    message = message_of(case.texts)
    if not message or all(objection.rule != _REJECTED for objection in case.objections):
        return "."
    answer = "\n".join(case.draft)
    level = level_of(means, case, answer)
    lesson = Lesson(f"ruling/{case.decision}", message, answer, level, datetime.now(UTC), case.contact.name)
    taught = means.teacher.teach(lesson)
    means.ledger.cases.learned(case.decision, taught.id)
    return _learned(means, taught, _why_alone(case))


def _learned(means: Means, taught: Taught, why_alone: str = "") -> str:
    if taught.audience is Audience.OWNER:
        who = f"learned for you alone{why_alone}"
    else:
        who = f"learned: {heard(means, taught.audience)}"
    return f", and {who}{in_place(taught)}. Forget it: /forget {taught.id}"


def _why_alone(case: Case) -> str:
    """Why nobody else hears an answer that those who read this case may hear, if it is so; the end of a sentence."""
    if case.reader is Audience.OWNER or case.kind is Kind.TAKEOVER:
        return ""
    return ", since it is for one person only" if case.kind in _ORDINARY else ", since it came to you in person"


def in_place(taught: Taught) -> str:
    """What a lesson stands in place of, for those who hear it; the end of a sentence."""
    count = taught.superseded
    return f"; it takes the place of {cases.counted(count, 'older piece')}" if count else ""


def heard(means: Means, level: Audience) -> str:
    """Who hears something that was learned, in words."""
    names = means.owner.audience_names
    if level is Audience.PUBLIC:
        return f"heard by everyone ({names[level]})"
    if level is not Audience.OWNER:
        return f"heard by {names[level]} and those closer to you"
    return "kept for you alone"


def teach(means: Means, question: str, answer: str, level: Audience | None, key: str) -> str:
    """Learn an answer before anybody asks. Raises DeskError, StoreError."""
    asked, said = cases.words(question, "question"), cases.words(answer)
    chosen = Audience.PUBLIC if level is None else level
    taught = means.teacher.teach(Lesson(f"taught/{key}", asked, said, chosen, datetime.now(UTC)))
    return f"Learned: {heard(means, taught.audience)}.{_superseding(taught)} Forget it: /forget {taught.id}"


def _superseding(taught: Taught) -> str:
    count = taught.superseded
    if not count:
        return ""
    return f" {cases.counted(count, 'older piece')} that said otherwise {'does' if count == 1 else 'do'} not count now."


def unteach(means: Means, id_: int) -> str:
    """Forget a lesson. Raises DeskError, StoreError."""
    if not means.teacher.unteach(id_):
        raise DeskError(f"There is no lesson {id_}: /taught lists them.")
    means.ledger.cases.forgotten(id_)
    return f"Forgotten: lesson {id_}."
