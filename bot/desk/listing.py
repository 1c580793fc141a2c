"""What the owner is told when they ask how things stand: lists and figures, a line for each thing."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from bot import learning as figures
from bot.desk import modes, quiet
from bot.desk import questions as asked
from bot.desk.greetings import is_greeting
from bot.desk.means import Means
from bot.harmless import line, name
from bot.ledger import Ledger
from bot.ledger.cases import Case, Outcome
from bot.ledger.figures import Figures
from twin.draft import Action, Kind
from twin.knowledge import Taught

_THEIRS = 100
_WHY = 120
# Drafts that lapsed are listed for so long, and at most so many of them.
_LAPSED_FOR = timedelta(days=7)
_LAPSED = 20


def inbox(desk: Means) -> str:
    """What waits for the owner, the oldest first, and what waited for too long."""
    now = datetime.now(UTC)
    waiting = desk.ledger.cases.waiting()
    late = lapsed(desk.ledger, now)
    if not waiting and not late:
        return "Nothing waits for you."
    title = f"{len(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for you:"
    return "\n".join([title, *map(entry, waiting), *(["Lapsed:"] if late else []), *map(entry, late)])


def lapsed(ledger: Ledger, now: datetime) -> list[Case]:
    """What waited for too long, of the last days, the oldest first."""
    found = (ledger.cases.case(decision) for decision in ledger.counts.lapsed(now - _LAPSED_FOR, _LAPSED))
    return [case for case in found if case is not None]


def entry(case: Case) -> str:
    """A case in one line: its number, since when, from whom, the first words, and why it waits."""
    if is_greeting(case):
        own = line("\n".join(case.draft), _THEIRS)
        return f"[{case.decision}] {_moment(case.decided_at)} to {name(case.contact.name)}: {own} ({why(case)})"
    texts = line("\n".join(case.texts), _THEIRS)
    flag = "⚠ " if case.kind is Kind.DANGER else ""
    where = f" in {name(case.conversation.title)}" if case.conversation.group else ""
    who = f"{name(case.contact.name)}{where}"
    return f"[{case.decision}] {flag}{_moment(case.sent_at)} {who}: {texts} ({line(why(case), _WHY)})"


def why(case: Case) -> str:
    """Why it waits, and what speaks against its draft."""
    rules = ", ".join(objection.rule for objection in case.objections)
    draft = "a draft waits" if case.action is Action.HOLD else case.kind.value
    if case.ruling is not None:
        return f"{case.ruling.outcome.value}: it waited for too long"
    if is_greeting(case):
        return "you want to send it" + (" under a film" if case.film is not None else "")
    return f"{draft}; {case.reason}" + (f"; {rules}" if rules else "")


def questions(desk: Means) -> str:
    """What nobody could answer, those first that were asked most."""
    found = asked.questions(desk)
    if not found:
        return "No question is open."
    told = [f"[{one.number}] {_asked_by(desk, one)}: {line(one.text, _THEIRS)}" for one in found]
    more = desk.ledger.cases.asked() - len(desk.ledger.cases.unknown())
    rest = [f"{more} more, neither the oldest nor the newest, come up as these are answered."] if more else []
    return "\n".join(["Left without an answer; /answer NUMBER | TEXT answers them:", *told, *rest])


def _asked_by(desk: Means, one: asked.Question) -> str:
    """Since when, how often, and what everybody who asked may hear."""
    since = min(case.sent_at for case in one.cases).astimezone()
    level = desk.owner.audience_names[min(case.reader for case in one.cases)]
    return f"since {since:%Y-%m-%d}, {len(one.cases)}×, hears {level}"


def taught(desk: Means) -> str:
    """What the owner taught, the newest first."""
    lessons = sorted(desk.teacher.taught(), key=lambda one: one.taught_at, reverse=True)
    if not lessons:
        return "You have taught nothing yet: what you edit, answer or /teach is remembered."
    told = (_lesson(one, desk.owner.audience_names) for one in lessons)
    return "\n".join(["What you taught; /forget NUMBER takes it back:", *told])


def _lesson(one: Taught, levels: Sequence[str]) -> str:
    stands = f"; in place of {one.superseded} older" if one.superseded else ""
    asked, answer = line(one.message, _THEIRS), line(one.answer, _THEIRS)
    return f"[{one.id}] {one.taught_at:%Y-%m-%d}, for {levels[one.audience]}{stands}: {asked} → {answer}"


def learning(desk: Means) -> str:
    """How often drafts are sent unchanged."""
    judged = desk.ledger.cases.judged()
    return figures.summary(figures.learned(judged, desk.clusters))


def stats(desk: Means) -> str:
    """How things stand: what waits, what went out and was decided lately, modes, takeovers, quiet hours, costs."""
    ledger, now = desk.ledger, datetime.now().astimezone()
    chosen = (*modes.told(desk).splitlines(), *_kept(ledger), *_quiet(ledger, now))
    return "\n".join([*_standing(ledger), *_lately(ledger, now), *chosen])


def _standing(ledger: Ledger) -> Iterator[str]:
    if paused_at := ledger.notices.paused_at():
        yield f"Paused since {_moment(paused_at)}: /resume goes on."
    waiting = ledger.cases.waiting()
    drafts = sum(case.action is Action.HOLD for case in waiting)
    yield f"Waiting for you: {_counted(drafts, 'draft')}, {_counted(len(waiting) - drafts, 'message')} (inbox)."
    if undecided := ledger.notices.standing().waiting:
        yield f"Not read yet: {_counted(undecided, 'message')}."
    if open_ := ledger.cases.asked():
        yield f"Left without an answer: {_counted(open_, 'message')} (/questions)."


def _lately(ledger: Ledger, now: datetime) -> Iterator[str]:
    # By the clocks as they stood then: they may have been set since.
    today = datetime.combine(now.date(), time()).astimezone()
    for title, since in (("Today", today), ("Last 7 days", now - timedelta(days=7))):
        yield from _told(title, ledger.counts.since(since))


def _told(title: str, found: Figures) -> Iterator[str]:
    by_itself = found.sent - found.with_owner
    yield f"{title}: {_counted(found.sent, 'answer')} sent, {by_itself} of them without asking you."
    order = [outcome.value for outcome in Outcome if outcome is not Outcome.REDONE]
    decided = [f"{found.outcomes[outcome]} {outcome}" for outcome in order if outcome in found.outcomes]
    if decided:
        yield f"• decided: {', '.join(decided)}"
    if found.up or found.down:
        yield f"• people thought of it: {found.up} 👍, {found.down} 👎"
    if found.tokens:
        cost = f", ${found.cost:.4f}" if found.cost else ""
        unpriced = f" ({_counted(found.unpriced, 'call')} without a price)" if found.unpriced else ""
        yield f"• models: {_counted(found.tokens, 'token')}{cost}{unpriced}"


def _kept(ledger: Ledger) -> Iterator[str]:
    for key, title, contact, until in ledger.cases.taken_over():
        yield f"Yours: {name(title or contact or key)}, until {_moment(until)} (/release gives it back)."


def _quiet(ledger: Ledger, now: datetime) -> Iterator[str]:
    if hours := quiet.chosen(ledger):
        standing = hours.until(now)
        yield f"Quiet hours: {hours}{f'; it is quiet until {_moment(standing)}' if standing else ''}."


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
