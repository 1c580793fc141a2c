"""What the owner wants to say to somebody who did not ask: a draft in their own words, under a film or not."""

from datetime import UTC, datetime

from bot.desk import cases, people
from bot.desk.means import Means
from bot.desk.people import Found
from bot.harmless import units
from bot.ledger.cases import Case
from twin.draft import Kind
from twin.errors import DeskError
from twin.message import Conversation, platform_of
from twin.voice import Film

# What every platform shows under a film, in UTF-16 code units.
UNDER_A_FILM = 1000


def send(means: Means, who: str, text: str, film: Film | None, key: str) -> str:
    """Let these words wait for the owner, to be sent to whoever is meant, once for this key; a sentence that says so.

    They go where that person wrote last in private. ``film`` lies in the data folder. Raises DeskError.
    """
    found = people.find(means, who)
    said = cases.words(text, "message")
    place = _place(means, found)
    if film is not None:
        _takes(means, place.key, said)
    number = means.ledger.cases.propose(place.key, found.key, (said,), film, key)
    means.platforms.changed(place.key)
    what = "Your film" if film is not None else "Your message"
    where = "" if means.ledger.owners.all() else " at `twin desk`, since no account of yours is linked (`twin link`)"
    return (
        f"{what} for {found.name} ({found.key}) waits for you as draft {number}{where}: it goes out when you send it."
    )


def as_it_is_sent(means: Means, case: Case, text: str) -> None:
    """Raise DeskError if this cannot be sent with the film of a case; one without a film takes any text."""
    if case.film is not None:
        _takes(means, case.conversation.key, text)


def is_greeting(case: Case) -> bool:
    """Whether it is what the owner wants to say, and no answer."""
    return case.kind is Kind.GREETING


def _place(means: Means, found: Found) -> Conversation:
    """Where they wrote last in private. Raises DeskError if nothing can be said there."""
    private = means.ledger.people.private(found.key)
    if private is None:
        raise DeskError(
            f"{found.name} has never written to you in private, and nobody is written to who did not write first."
        )
    place, closed = private
    if closed:
        raise DeskError(f"Nothing can be said to {found.name} any more: they have left, or blocked the twin.")
    last = means.ledger.people.wrote_last(found.key, place.key)
    until = means.platforms.until(place.key, last) if last is not None else None
    if until is not None and until <= datetime.now(UTC):
        platform = platform_of(place.key).capitalize()
        raise DeskError(f"{found.name} wrote too long ago: {platform} lets a bot say nothing there any more.")
    return place


def _takes(means: Means, conversation: str, text: str) -> None:
    """Raise DeskError if a film with this text under it is nothing for that platform."""
    sends = means.platforms.sends(conversation)
    if sends is not None and "video" not in sends:
        raise DeskError(f"{platform_of(conversation).capitalize()} takes no films: send the words alone.")
    fits_under_a_film(text)


def fits_under_a_film(text: str) -> None:
    """Raise DeskError if it is too long for that."""
    if (length := units(text.strip())) > UNDER_A_FILM:
        raise DeskError(
            f"Under a film stand no more than {UNDER_A_FILM} characters, and these are {length}: shorten it."
        )
