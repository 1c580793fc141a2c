"""A case at the desk: whether it still waits, whether it can be answered, and what becomes of it, once."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.desk.means import Means
from bot.harmless import name
from bot.ledger.cases import Case, Outcome, Ruling
from bot.ledger.rulings import TWIN, moderator
from bot.policy import reader_there
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import platform_of

# Characters of an answer; more than this is a document.
LONGEST = 8000
# Who decides at a terminal, as the records name it.
TERMINAL = "terminal"

_YOURS = "It is yours since {}: you answer there yourself."
_GONE = "It does not wait any more: they took it back, or it was answered there."


def find(means: Means, decision: int) -> Case:
    """The case of this number, whatever became of it. Raises DeskError."""
    case = means.ledger.cases.case(decision)
    if case is None:
        raise DeskError(f"Nothing has the number {decision}: /inbox lists what waits.")
    return case


def still_waits(means: Means, case: Case, by: str = "") -> None:
    """Raise DeskError, with what became of it, if somebody has ruled on it."""
    if case.ruling is not None:
        raise DeskError(_became(case.ruling, by, _decider(means, case.ruling, by)))


def _became(ruling: Ruling, by: str, decider: str) -> str:
    """What became of it, for whoever is ``by``, by ``decider``, who may be they themselves."""
    who = decider or "You"
    at, where = clock(ruling.at), _where(ruling.by) if by and ruling.by != by and not decider else ""
    match ruling.outcome:
        case Outcome.APPROVED:
            return f"{who} sent it already, {at}{where}."
        case Outcome.ANSWERED if not ruling.texts and not ruling.reason:
            return f"{decider} answers there in person, since {at}." if decider else _YOURS.format(at)
        case Outcome.EDITED | Outcome.ANSWERED:
            return f"{who} answered it already, {at}{where}."
        case Outcome.REJECTED:
            return f"{who} rejected it already, {at}{where}."
        case Outcome.DISMISSED if ruling.by == TWIN:
            return f"It waits no more, since {at}."
        case Outcome.DISMISSED:
            return f"{who} dismissed it already, {at}{where}."
        case Outcome.LAPSED:
            more = "" if moderator(by) else " A reply to it still goes to them."
            return f"It lapsed, {at}: it had waited for too long.{more}"
        case Outcome.REDONE:
            return "They wrote again; a new draft is on its way."
        case Outcome.TAKEN_BACK:
            return f"{who} took it back, {at}{where}."


def _decider(means: Means, ruling: Ruling, by: str) -> str:
    """Who decided, for whoever is ``by``; nothing if it was they."""
    said = "" if by == ruling.by else decider(means, ruling, among_moderators=moderator(by) is not None)
    return f"{said[:1].upper()}{said[1:]}"


def decider(means: Means, ruling: Ruling, *, among_moderators: bool) -> str:
    """Who decided, as those are told who look; nothing if it was the twin, or where the owner looks, the owner."""
    account = moderator(ruling.by)
    if account is not None:
        called = name(means.ledger.owners.name_of(account))
        return called if among_moderators else f"{called} (moderators)"
    if not among_moderators or ruling.by == TWIN:
        return ""
    return name(means.ledger.owners.name_of(ruling.by)) if "/" in ruling.by else "the owner"


def _where(by: str) -> str:
    """Where somebody decided, if that is known."""
    if by == TERMINAL:
        return " at a terminal"
    return f" on {platform_of(by).capitalize()}" if "/" in by else ""


def unanswerable(means: Means, case: Case) -> str:
    """Why nothing can be said there any more, in a sentence; empty if something can."""
    if case.closed:
        return f"Nothing can be said to {name(case.contact.name)} there any more: they have left, or blocked the twin."
    until = means.platforms.until(case.conversation.key, case.sent_at)
    if until is None or datetime.now(UTC) < until:
        return ""
    platform = platform_of(case.conversation.key).capitalize()
    hours = round((until - case.sent_at).total_seconds() / 3600)
    within = f"within {hours} hours" if hours > 1 else f"until {clock(until)}"
    return f"{platform} lets a bot answer there only {within}; write to them yourself."


def can_be_answered(means: Means, case: Case) -> None:
    """Raise DeskError if nothing can be said there any more."""
    if why := unanswerable(means, case):
        raise DeskError(why)


def rule(means: Means, case: Case, outcome: Outcome, by: str, *, texts: Sequence[str] = (), reason: str = "") -> None:
    """Let this become of it, and let these texts go out. Raises DeskError if something else became of it before."""
    if not try_to_rule(means, case, outcome, by, texts=texts, reason=reason):
        still_waits(means, find(means, case.decision), by)
        raise DeskError(_GONE)


def try_to_rule(
    means: Means, case: Case, outcome: Outcome, by: str, *, texts: Sequence[str] = (), reason: str = ""
) -> bool:
    """The same; False if something else became of it before."""
    place = case.conversation.key
    ruled = means.ledger.cases.rule(
        case.decision,
        outcome,
        by,
        texts=texts,
        reason=reason,
        parts=in_parts(means, place, texts),
        disclosure=means.owner.sentences.disclosure if texts else "",
    )
    if ruled:
        means.platforms.changed(place)
    return ruled


def reader(means: Means, case: Case) -> Audience:
    """What may be said to it by now: no more than when it was decided, nor than the owner lets them hear since."""
    where = case.conversation
    # Whoever is known by a role is known by it still, as far as the owner gives that role anything.
    roles = means.ledger.people.roles([case.decision]).get(case.decision, ())
    return min(case.reader, reader_there(case.contact, where.group, (where.key,), means.readers, roles))


def as_it_was(means: Means, case: Case) -> None:
    """Raise DeskError if the draft was written for another message, or for somebody who might hear more."""
    if case.edited:
        raise DeskError(
            "They changed their message since the draft was written: answer in your own words, or reject it."
        )
    now = reader(means, case)
    if now < case.reader:
        names = means.owner.audience_names
        raise DeskError(
            f"They may hear less by now ({names[now]}), and the draft was written for {names[case.reader]}: answer in "
            "your own words, or reject it."
        )


def whom(case: Case) -> str:
    """Who reads what is said to it; in a group that is everybody there."""
    who = name(case.contact.name)
    return (
        f"{who} in the group “{name(case.conversation.title)}”, where all read it" if case.conversation.group else who
    )


def in_parts(means: Means, conversation: str, texts: Sequence[str]) -> list[Sequence[str]]:
    """Each text in as many messages as the platform takes it for."""
    return [means.platforms.parts(conversation, text) for text in texts]


def words(text: str, what: str = "answer") -> str:
    """What the owner wrote, to be sent or learned. Raises DeskError if it is nothing, or a whole document."""
    written = text.strip()
    if not written:
        raise DeskError(f"The {what} is empty: nothing was done.")
    if len(written) > LONGEST:
        raise DeskError(f"The {what} has more than {LONGEST} characters: nothing was done.")
    return written


def paused(means: Means) -> str:
    """A sentence that nothing goes out now, if that is so."""
    return " Everything is paused: it goes out after /resume." if means.ledger.notices.paused_at() else ""


def clock(at: datetime) -> str:
    """A moment on this machine's clock: the day stands there unless it is today."""
    here = at.astimezone()
    return f"{here:%H:%M}" if here.date() == datetime.now().astimezone().date() else f"{here:%Y-%m-%d %H:%M}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number of things, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"
