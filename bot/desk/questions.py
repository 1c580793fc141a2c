"""Questions that nothing the owner wrote answers: gathered, and answered once for everybody who asked."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from bot.desk import cases, lessons
from bot.desk.cases import counted
from bot.desk.means import Means
from bot.ledger.cases import Case, Outcome
from twin.draft import Kind
from twin.errors import DeskError, SourceError, TwinError
from twin.knowledge import Audience, Lesson, Taught

# Where it is noted, in the records, whom an answer is for that is being given.
_ANSWERING = "answering"
# Where it is noted for whom the answer will be that the owner is writing.
_OFFERED = "offered question"


@dataclass(frozen=True, slots=True)
class Question:
    """What several people asked. ``number`` is the oldest case, by which it is answered; ``text`` is how it was put."""

    number: int
    cases: tuple[Case, ...]
    text: str


@dataclass(slots=True)
class _Tally:
    """What came of an answer: who hears it, by why who cannot be reached, who may not hear it; by their accounts."""

    answered: set[str]
    unreached: dict[str, set[str]]
    unheard: set[str]


def questions(means: Means) -> list[Question]:
    """Every question that is open, what most people asked first."""
    asked = [case for case in means.ledger.cases.unknown() if lessons.message_of(case.texts)]
    found = means.clusters.clusters([lessons.message_of(case.texts) for case in asked])
    return [_question([asked[place] for place in cluster]) for cluster in found]


def _question(asked: Sequence[Case]) -> Question:
    oldest = min(asked, key=lambda case: case.decision)
    return Question(oldest.decision, tuple(asked), lessons.message_of(asked[0].texts))


def question(means: Means, number: int) -> Question:
    """The open question to which this case belongs. Raises DeskError."""
    for one in questions(means):
        if any(case.decision == number for case in one.cases):
            return one
    case = means.ledger.cases.case(number)
    if case is not None and case.kind is Kind.UNKNOWN:
        cases.still_waits(means, case)
    raise DeskError(f"There is no question {number}: /questions lists them.")


def offer(means: Means, number: int) -> Question:
    """The same, to be answered by what the owner writes next: by that it is for nobody who asks meanwhile."""
    found = question(means, number)
    means.ledger.notices.note(_OFFERED, json.dumps([number, [case.decision for case in found.cases]]))
    return found


def dismiss(means: Means, number: int, by: str) -> str:
    """Leave a question without an answer, whoever asked it."""
    asked = question(means, number).cases
    for case in asked:
        cases.try_to_rule(means, case, Outcome.DISMISSED, by)
    people = len({case.contact.key for case in asked})
    return f"Dismissed; {counted(people, 'person', 'people')} asked it."


def answer(means: Means, number: int, text: str, level: Audience | None, by: str, *, offered: bool = False) -> str:
    """Say this to everybody who asked and may hear it, each once, and learn it. Raises DeskError.

    ``offered``: to nobody but those for whom it was offered, if nothing else was since.

    Killed in between, it is to be called again with the same: who was answered is not answered again.
    """
    said = cases.words(text)
    try:
        return _answered(means, number, said, level, by, offered=offered)
    except (DeskError, SourceError):
        # Nothing was done: whoever tries again begins anew, with whoever asks by then.
        means.ledger.notices.note(_ANSWERING, "{}")
        raise


def _answered(means: Means, number: int, said: str, level: Audience | None, by: str, *, offered: bool) -> str:
    asked = _asked(means, number, said, by, offered=offered)
    hears = {case.decision: cases.reader(means, case) for case in asked}
    chosen = min(hears.values()) if level is None else level
    heard = [case for case in asked if hears[case.decision] >= chosen]
    if not heard:
        name = means.owner.audience_names[chosen]
        raise DeskError(f"Nobody who asked that may hear what is for {name}: nothing was sent or learned.")
    lesson_level = _lesson_level(means, heard, said, chosen, given=level is not None)
    taught = _taught(means, number, heard, said, lesson_level)
    tally = _Tally(set(), {}, {case.contact.key for case in asked if hears[case.decision] < chosen})
    for group in _by_person(heard):
        _answer_one(means, number, group, said, by, taught, tally)
    means.ledger.notices.note(_ANSWERING, "{}")
    if not tally.answered and not tally.unreached:
        # Somebody was quicker, on another device.
        cases.still_waits(means, cases.find(means, number), by)
    return _sentence(means, tally, taught) + cases.paused(means)


def _asked(means: Means, number: int, said: str, by: str, *, offered: bool) -> list[Case]:
    """The cases that an answer is for: those that it was for the first time, if it was begun before."""
    digest = blake2b(said.encode(errors="replace"), digest_size=16).hexdigest()
    begun = json.loads(means.ledger.notices.noted(_ANSWERING) or "{}")
    if begun.get("what") != [number, by, digest]:
        last, ids = json.loads(means.ledger.notices.noted(_OFFERED) or "[0, []]")
        if last != number:
            ids = [case.decision for case in question(means, number).cases]
            if offered:
                raise DeskError("Another question was chosen meanwhile: press the button again, and write it there.")
        begun = {"what": [number, by, digest], "cases": ids}
        means.ledger.notices.note(_ANSWERING, json.dumps(begun))
        means.ledger.notices.note(_OFFERED, "[0, []]")
    return [case for case in map(means.ledger.cases.case, begun["cases"]) if case is not None]


def _lesson_level(means: Means, heard: Iterable[Case], said: str, chosen: Audience, *, given: bool) -> Audience:
    """Who hears it from now on: as many as the owner said, or as may hear it now, unless it is for one person only."""
    if not given and any(means.private(said, case.contact.name) for case in heard):
        return Audience.OWNER
    # Who changed their question since may have made another one of it.
    if any(case.edited for case in heard):
        return Audience.OWNER
    return chosen


def _taught(means: Means, number: int, heard: Sequence[Case], said: str, level: Audience) -> Taught | None:
    """The lesson; None if it cannot be learned now, but later, from what was answered. Raises SourceError if never."""
    first = min(heard, key=lambda case: case.decision)
    lesson = Lesson(
        key=f"{lessons.QUESTION}{number}",
        message=lessons.message_of(first.texts),
        answer=said,
        audience=level,
        taught_at=datetime.now(UTC),
        asker=first.contact.name,
    )
    try:
        return means.teacher.teach(lesson)
    except SourceError:
        raise
    except TwinError as error:
        means.told(str(error))
        return None


def _by_person(heard: Iterable[Case]) -> list[list[Case]]:
    """What each asked in one conversation, the oldest first."""
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in sorted(heard, key=lambda case: case.decision):
        groups.setdefault((case.contact.key, case.conversation.key), []).append(case)
    return list(groups.values())


def _answer_one(
    means: Means, number: int, asked: Sequence[Case], said: str, by: str, taught: Taught | None, tally: _Tally
) -> None:
    """Answer somebody's last question; those before it are closed without a word.

    They come first: after a kill in between the last one still waits, and nobody hears the answer twice.
    """
    key, reason = asked[0].contact.key, f"{lessons.QUESTION}{number}"
    last = asked[-1]
    done = [case.ruling for case in asked if case.ruling is not None and case.ruling.reason == reason]
    if not any(ruling.texts for ruling in done):
        if why := cases.unanswerable(means, last):
            tally.unreached.setdefault(why, set()).add(key)
            return
        for case in asked[:-1]:
            cases.try_to_rule(means, case, Outcome.ANSWERED, by, reason=reason)
        if not cases.try_to_rule(means, last, Outcome.ANSWERED, by, texts=(said,), reason=reason):
            return
    tally.answered.add(key)
    if taught is not None:
        means.ledger.cases.learned(last.decision, taught.id)


def _sentence(means: Means, tally: _Tally, taught: Taught | None) -> str:
    count = len(tally.answered)
    said = [f"Answered {counted(count, 'person', 'people')}" if count else "Nobody was answered"]
    if taught is None:
        said.append(". It is learned as soon as nothing else is being learned.")
    else:
        said.append(f"; learned: {lessons.heard(means, taught.audience)}{lessons.in_place(taught)}.")
        said.append(f" Forget it: /forget {taught.id}")
    for why, people in tally.unreached.items():
        said.append(f"\n{counted(len(people), 'person was', 'people were')} not: {why}")
    if tally.unheard:
        said.append(f"\n{counted(len(tally.unheard), 'person', 'people')} may not hear that: their question stays.")
    return "".join(said)
