"""The owner answers themselves: conversations that the twin stays out of, and that it gets back."""

from datetime import UTC, datetime, timedelta

from bot.desk import cases, people
from bot.desk.means import Means
from bot.harmless import name
from bot.ledger.cases import Case, Outcome
from bot.policy import LONGEST_TAKEOVER
from twin.errors import DeskError

_MINUTE = timedelta(minutes=1)


def answer_myself(means: Means, decision: int, by: str) -> str:
    """Leave the answer to the owner, who keeps the conversation for a while."""
    case = cases.find(means, decision)
    # Asked again, as after a kill in between: it is the owner's already, and stays so from now on.
    if case.ruling is None:
        cases.rule(means, case, Outcome.ANSWERED, by)
    elif case.ruling.outcome is not Outcome.ANSWERED or case.ruling.texts:
        cases.still_waits(means, case, by)
    until = datetime.now(UTC) + means.takeover
    means.ledger.cases.take_over(case.conversation.key, until)
    means.platforms.changed(case.conversation.key)
    return (
        f"{_how(means, case)} The twin stays out until {cases.clock(until)}; /release {_called(means, case)} ends that."
    )


def _how(means: Means, case: Case) -> str:
    """How the owner answers."""
    called = name(case.contact.name)
    if case.conversation.as_owner:
        return f"Write to {called} in your own chat."
    if why := cases.unanswerable(means, case):
        return why
    return f"Reply to this message: your words go to {called}."


def _called(means: Means, case: Case) -> str:
    """By what the owner can name the contact for sure."""
    try:
        called = name(case.contact.name)
        return called if people.find(means, called).key == case.contact.key else case.contact.key
    except DeskError:
        return case.contact.key


def takeover(means: Means, who: str, minutes: int | None) -> str:
    """Keep somebody's private conversations, or a group, for so many minutes. Raises DeskError."""
    length = means.takeover if minutes is None else minutes * _MINUTE
    if not _MINUTE <= length <= LONGEST_TAKEOVER:
        raise DeskError(f"Give minutes from 1 to {LONGEST_TAKEOVER // _MINUTE}.")
    called, places = people.conversations(means, who)
    chosen = [one for one in places if not one.group] or places
    if not chosen:
        raise DeskError(f"{called} never wrote, so there is no conversation to take over.")
    until = datetime.now(UTC) + length
    for place in chosen:
        means.ledger.cases.take_over(place.key, until)
        means.platforms.changed(place.key)
    return f"{called}: yours until {cases.clock(until)}. What they write comes to you; /release {who} ends that."


def release_case(means: Means, decision: int) -> str:
    """Give the twin back the conversation of a case, and none beside it. Raises DeskError."""
    case = cases.find(means, decision)
    where = case.conversation
    means.ledger.cases.release(where.key)
    means.platforms.changed(where.key)
    called = f"the group {name(where.title)}" if where.group else name(case.contact.name)
    return f"{called}: the twin answers again."


def release(means: Means, who: str) -> str:
    """Give the twin back what was taken over of somebody or of a group. Raises DeskError."""
    called, places = people.conversations(means, who)
    for place in places:
        means.ledger.cases.release(place.key)
        means.platforms.changed(place.key)
    return f"{called}: the twin answers again."
