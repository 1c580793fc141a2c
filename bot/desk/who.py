"""What is known of somebody, for the owner."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.desk import cases, modes, people
from bot.desk.means import Means
from bot.desk.people import Found
from bot.harmless import line
from twin.draft import Action
from twin.knowledge import Audience
from twin.message import platform_of

# Their last messages that are shown, and how much of each, in characters.
_LINES = 3
_WIDTH = 160


def who(means: Means, name: str) -> str:
    """Somebody's account, what they hear, what goes out to them by itself, and what waits. Raises DeskError."""
    found = people.find(means, name)
    return "\n".join(_told(means, found))


def _told(means: Means, found: Found) -> Iterator[str]:
    yield people.described(found.person, found.name)
    level, why = _audience(means, found.key)
    yield f"Hears: {means.owner.audience_names[level]} ({why})."
    places = means.ledger.people.conversations(found.key)
    private = [place.place for place in places if not place.group]
    autonomy, whose = modes.holding(means, found.key, *private, platform_of(found.key))
    whom = "them alone" if whose == found.key else whose
    yield f"Mode: {modes.chosen_as(autonomy)} (chosen for {whom})."
    yield from _waits(means, found.key)
    here = {place.key for place in places}
    for key, _, _, until in means.ledger.cases.taken_over():
        if key in here and until > datetime.now(UTC):
            yield f"Yours until {cases.clock(until)}: the twin stays out."
    for one in means.ledger.people.lines(found.key, _LINES):
        yield f"> {cases.clock(one.sent_at)}  {line(one.text, _WIDTH)}"


def _audience(means: Means, key: str) -> tuple[Audience, str]:
    """What somebody hears in private, and who says so."""
    level = means.readers.audience_of(key)
    if level is None:
        return Audience.PUBLIC, "nobody said otherwise"
    chosen = means.ledger.modes.audiences().get(key)
    return level, "you chose it: /audience" if chosen is level else "owner.toml says so"


def _waits(means: Means, key: str) -> Iterator[str]:
    waiting = [case for case in means.ledger.cases.waiting() if case.contact.key == key]
    asked = [case for case in means.ledger.cases.unknown() if case.contact.key == key]
    counts = (
        (len([case for case in waiting if case.action is Action.HOLD]), "draft"),
        (len([case for case in waiting if case.action is not Action.HOLD]), "message"),
        (len(asked), "question"),
    )
    if told := [cases.counted(count, noun) for count, noun in counts if count]:
        yield f"Waits for you: {', '.join(told)}."
