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
    learnable = bool(message) and case.kind is not Kind.DANGER
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

    What is meant for one person alone, or is about what the owner keeps for themselves, nobody else hears.
    """
    if case.kind is Kind.OWNER or means.private(answer, case.contact.name):
        return Audience.OWNER
    return case.reader


def learned_from(means: Means, decision: int) -> str:
    """The end of a sentence, or sentences: what was learned from a ruling, who hears it, how to forget it."""
    case = cases.find(means, decision)
    ruling = case.ruling
    if ruling is not None and ruling.lesson is not None:
        level = level_of(means, case, "\n".join(ruling.texts))
        return _learned(means, level, case, ruling.lesson)
    if any(one.decision == decision for one in means.ledger.cases.to_learn()):
        return ". It is learned as soon as nothing else is being learned."
    return "."


def learn_words(means: Means, case: Case, said: str) -> str:
    """Learn the owner's own words as the answer to a case that had none; the end of a sentence that says so.

    Only the first of them are its answer. Raises StoreError.
    """
    message, ruling = message_of(case.texts), case.ruling
    answered = ruling is not None and ruling.texts and ruling.outcome is not Outcome.LAPSED
    if not message or answered or case.kind is Kind.DANGER:
        return "."
    level = level_of(means, case, said)
    key = f"said/{case.decision}"
    taught = means.teacher.teach(Lesson(key, message, said, level, datetime.now(UTC), case.contact.name))
    return _learned(means, level, case, taught.id) if taught.answer == said else "."


def _learned(means: Means, level: Audience, case: Case, id_: int) -> str:
    return f", and learned: {heard(means, level, case)}. Forget it: /forget {id_}"


def heard(means: Means, level: Audience, case: Case | None = None) -> str:
    """Who hears something that was learned, in words."""
    names = means.owner.audience_names
    if level is Audience.PUBLIC:
        return f"heard by everyone ({names[level]})"
    if level is not Audience.OWNER:
        return f"heard by {names[level]} and those closer to you"
    if case is None or case.reader is Audience.OWNER:
        return "kept for you alone"
    why = "it is about what you keep for yourself" if case.kind is Kind.OWNER else "it is for one person only"
    return f"kept for you alone, since {why}"


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
    return f"Forgotten: lesson {id_}."
