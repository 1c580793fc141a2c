"""What the owner does about a draft or a message that waits for them."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.desk import cases, greetings, lessons, modes
from bot.desk.cases import counted
from bot.desk.means import Means
from bot.harmless import name
from bot.ledger.cases import Case, Outcome
from bot.ledger.rulings import TWIN, moderator
from twin.draft import Action, Kind, Mode
from twin.errors import DeskError, TwinError

# How long after a rejection its reason can be given.
_MOMENT = timedelta(hours=1)


def approve(means: Means, decision: int, by: str) -> str:
    """Send the draft as it is."""
    case = cases.find(means, decision)
    _send(means, case, by)
    learned = _learning(means, lambda: lessons.learn_approved(means, case)) if moderator(by) is None else "."
    since = f" They have written {counted(case.newer, 'message')} since." if case.newer else ""
    return f"Sent to {name(case.contact.name)}{learned}{cases.paused(means)}{since}"


def _send(means: Means, case: Case, by: str) -> None:
    cases.still_waits(means, case, by)
    if case.action is not Action.HOLD or not case.draft:
        raise DeskError("There is no draft to be sent: answer in your own words.")
    cases.can_be_answered(means, case)
    if greetings.is_greeting(case):
        # The owner wrote it for just this person.
        greetings.as_it_is_sent(means, case, "\n".join(case.draft))
    else:
        cases.as_it_was(means, case)
    cases.rule(means, case, Outcome.APPROVED, by, texts=case.draft)


def approve_all(means: Means, contact: str, up_to: int | None, by: str) -> str:
    """Send every draft for a contact that nothing speaks against, up to this decision."""
    waiting = [
        case
        for case in means.ledger.cases.waiting()
        if case.contact.key == contact and case.action is Action.HOLD and (up_to is None or case.decision <= up_to)
    ]
    if not waiting:
        raise DeskError("No draft for them waits any more.")
    stays = Counter[str]()
    for case in waiting:
        if case.objections:
            stays["The guard objects"] += 1
            continue
        try:
            _send(means, case, by)
        except DeskError as error:
            stays[str(error).removesuffix(".")] += 1
    sent = len(waiting) - stays.total()
    said = f"Sent {sent} to {name(waiting[-1].contact.name)}." if sent else "Nothing was sent."
    left = "".join(f" {count} not: {why[:1].lower()}{why[1:]}." for why, count in stays.items())
    return f"{said}{cases.paused(means) if sent else ''}{left}"


def edit(means: Means, decision: int, text: str, by: str) -> str:
    """Say this to whoever wrote, in place of the draft if there is one, and learn from it."""
    case = cases.find(means, decision)
    cases.still_waits(means, case, by)
    said = cases.words(text)
    cases.can_be_answered(means, case)
    greetings.as_it_is_sent(means, case, said)
    outcome = Outcome.EDITED if case.action is Action.HOLD else Outcome.ANSWERED
    cases.rule(means, case, outcome, by, texts=(said,))
    lessons.learn_rulings(means)
    return f"Sent to {name(case.contact.name)}{lessons.learned_from(means, decision)}{cases.paused(means)}"


def reject(means: Means, decision: int, by: str, reason: str = "") -> str:
    """Send nothing, and write no such draft again; the contact hears nothing of it."""
    case = cases.find(means, decision)
    cases.still_waits(means, case, by)
    if case.action is not Action.HOLD:
        raise DeskError("There is no draft to be rejected: dismiss it, or answer in your own words.")
    cases.rule(means, case, Outcome.REJECTED, by, reason=_reason(reason))
    lessons.learn_rulings(means)
    return f"Rejected: {name(case.contact.name)} hears nothing of it."


def explain(means: Means, decision: int, reason: str) -> str:
    """Say why a draft was rejected a moment ago."""
    case = cases.find(means, decision)
    ruling = case.ruling
    if ruling is None or ruling.outcome is not Outcome.REJECTED:
        raise DeskError("That was not rejected, so there is no reason to give.")
    if greetings.is_greeting(case):
        raise DeskError("Those were your own words: nothing is learned from it that you did not send them.")
    if moderator(ruling.by) is not None:
        raise DeskError("It was a moderator who rejected that: nothing is learned from it, whatever the reason.")
    if datetime.now(UTC) - ruling.at > _MOMENT:
        raise DeskError("That was rejected more than an hour ago: its reason cannot be given any more.")
    why = _reason(cases.words(reason, "reason"))
    means.ledger.cases.explain(decision, why)
    lessons.learn_rulings(means)
    return "Noted. It is kept in mind for messages like this one."


def _reason(reason: str) -> str:
    return " ".join(reason.split())[:500]


def dismiss(means: Means, decision: int, by: str) -> str:
    """Leave it without an answer; nobody but the owner puts aside that somebody may be in danger."""
    case = cases.find(means, decision)
    cases.still_waits(means, case, by)
    if case.kind is Kind.DANGER and moderator(by) is not None:
        raise DeskError("Somebody may be in danger: only the owner puts that aside. You can answer.")
    cases.rule(means, case, Outcome.DISMISSED, by)
    return "Dismissed."


def say(means: Means, case: Case, text: str, by: str, key: str) -> str:
    """Say something more to whoever wrote, once for this key, and learn what it answers."""
    said = cases.words(text)
    cases.can_be_answered(means, case)
    place = case.conversation.key
    means.ledger.cases.say(
        place,
        case.contact.key,
        (said,),
        cases.in_parts(means, place, (said,)),
        means.owner.sentences.disclosure,
        by,
        key,
    )
    means.platforms.changed(place)
    decision = means.ledger.cases.words(key)
    learned = _learning(means, lambda: lessons.learn_words(means, case, said, decision))
    return f"Sent to {name(case.contact.name)}{learned}{cases.paused(means)}"


def _learning(means: Means, learn: Callable[[], str]) -> str:
    """The end of a sentence that tells what is learned; what cannot be learned now is told, and not tried again."""
    try:
        return learn()
    except TwinError as error:
        means.told(str(error))
        return ". It was not learned: /teach does that."


def lapse(means: Means, older_than: timedelta) -> int:
    """Let no draft wait for longer than this, unless everything is paused; how many lapsed.

    Whoever asked and heard nothing yet hears that it takes longer; not after twice that time, when it would come out of
    the blue.
    """
    if means.ledger.notices.paused_at():
        return 0
    decisions: Sequence[int] = means.ledger.cases.waiting_since(datetime.now(UTC) - older_than)
    taken_over = {key for key, *_ in means.ledger.cases.taken_over()} if decisions else set[str]()
    lapsed = 0
    for case in filter(None, map(means.ledger.cases.case, decisions)):
        late = datetime.now(UTC) - case.decided_at > 2 * older_than
        silent = (
            late
            or case.told
            or greetings.is_greeting(case)
            or case.conversation.key in taken_over
            or _silenced(means, case)
        )
        texts = () if silent or not means.owner.sentences.late else (means.owner.sentences.late,)
        lapsed += cases.try_to_rule(means, case, Outcome.LAPSED, TWIN, texts=texts)
    return lapsed


def _silenced(means: Means, case: Case) -> bool:
    """Whether nothing can or may be said there."""
    return bool(cases.unanswerable(means, case)) or modes.of(means, case).mode is Mode.OFF
