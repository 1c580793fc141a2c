"""What moderators are shown to decide about: as much as they need for it, and nothing that is for the owner alone.

The channel in which they decide is read by whoever may enter it, so what stands there is what may be said there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.desk import sheets
from bot.desk.became import GONE, HANDLED, became
from bot.desk.buttons import button
from bot.desk.means import Means
from bot.desk.typesetting import THEIRS, drafted, moment, quoted, their_words
from bot.harmless import units
from bot.ledger.cards import Waiting
from bot.ledger.cases import Case, Outcome
from bot.ledger.owners import Deciders
from bot.ledger.rulings import moderator
from twin.desk import Button, Sheet
from twin.draft import Action, Kind
from twin.knowledge import Audience
from twin.seams import Readers

_HEADS = {
    Kind.OWNER: "For the owner in person: ",
    Kind.DANGER: "⚠ Somebody may be in danger: ",
    Kind.ERROR: "The twin could not answer: ",
}
_STOPPED = "The draft was stopped: only the owner sees it and can send it."
_ABOVE = "The draft is not for everybody who reads here: only the owner sees it and can send it."
_LONGER = "\n(The draft is longer than fits here.)"

# Why nothing is told there of a case, nor done.
NOT_THEIRS = "This is not for everybody who reads here: only the owner sees it and can decide about it."
# A card of such a case, from which it was taken away.
COVERED = Sheet(NOT_THEIRS, silent=True)


def waiting(means: Means, conversation: str) -> list[Waiting]:
    """What waits for those who decide in this conversation, the oldest first; of moderators, what all there may read.

    Blocks.
    """
    found = means.ledger.cards.waiting(conversation)
    if means.ledger.owners.deciders(conversation) is Deciders.OWNER:
        return found
    return [one for one in found if _may_be_read(means.readers, one.conversation, conversation)]


def is_theirs(means: Means, case: Case, conversation: str) -> bool:
    """Whether moderators decide about a case in this conversation, and all who read there may read it. Blocks."""
    theirs = means.ledger.owners.moderates(conversation, case.decision)
    return theirs and _may_be_read(means.readers, case.conversation.key, conversation)


def _may_be_read(readers: Readers, where: str, there: str) -> bool:
    """Whether no more may be said where it was written than there."""
    return readers.group_audience(where) <= readers.group_audience(there)


def withheld(case: Case, level: Audience) -> str:
    """Why a draft is for the owner alone where this level is what may be said, in a sentence; empty if it is not.

    What the guard has stopped may hold just what nobody there may hear.
    """
    if case.reader > level:
        return _ABOVE
    return _STOPPED if case.objections else ""


def of(
    case: Case,
    level: Audience,
    until: datetime | None,
    now: datetime,
    by: str = "",
    *,
    zone: tzinfo | None = None,
    gone: bool = False,
) -> Sheet:
    """A case as it stands, where this level is what may be said; ``by`` is who decided, the rest as in ``sheets``."""
    if case.ruling is not None or gone:
        return _handled(case, level, zone, by)
    open_ = not case.closed and (until is None or now < until)
    written = their_words(case.texts, THEIRS, "")
    about = [*sheets.since(case), *sheets.window(case, until, zone, open_=open_)]
    text = "\n".join([_head(case, zone), written, *sheets.told_them(case), *([""] if about else []), *about])
    if case.action is not Action.HOLD:
        return Sheet(text, rows=tuple(filter(None, _message_rows(case, open_=open_))))
    why = withheld(case, level)
    text += f"\n\n{why}" if why else drafted(case.draft, sheets.ROOM - units(text), _LONGER)
    return Sheet(text, rows=tuple(filter(None, _draft_rows(case, shown=not why, open_=open_))))


def _head(case: Case, zone: tzinfo | None) -> str:
    """Who wrote, where, and when; what they may hear is not for everybody to know."""
    what = "" if case.action is Action.HOLD else _HEADS.get(case.kind, "")
    return f"{what}{sheets.writer(case)} {sheets.place(case)}, {moment(case.sent_at, zone)}:"


def _draft_rows(case: Case, *, shown: bool, open_: bool) -> Iterator[tuple[Button, ...]]:
    number = case.decision
    send = (button("a", "✓ Send", number),) if shown and not case.edited else ()
    yield (*send, button("e", "✎ Edit" if shown else "Answer", number)) if open_ else ()
    yield button("r", "✗ Reject", number), button("d", "Dismiss", number)


def _message_rows(case: Case, *, open_: bool) -> Iterator[tuple[Button, ...]]:
    yield (button("e", "Answer", case.decision),) if open_ else ()
    # Nobody but the owner puts aside that somebody may be in danger.
    yield () if case.kind is Kind.DANGER else (button("d", "Dismiss", case.decision),)


def _handled(case: Case, level: Audience, zone: tzinfo | None, by: str) -> Sheet:
    """What it was, and what became of it."""
    text, end, ruling = [_head(case, zone), *([quoted(case.texts, HANDLED)] if case.texts else [])], GONE, case.ruling
    if ruling is not None:
        if case.draft and ruling.outcome in (Outcome.APPROVED, Outcome.REJECTED) and not withheld(case, level):
            text += ["", "Draft:", quoted(case.draft, HANDLED)]
        # Why the owner rejects something is for the owner.
        ruling = ruling if moderator(ruling.by) else replace(ruling, reason="")
        end = became(case, ruling, zone, by, quotes=case.reader <= level)
    return Sheet("\n".join([*text, "", end]), silent=True)


def digest(hidden: Sequence[Waiting]) -> Sheet:
    """How much waits that is not shown yet."""
    danger = sum(one.kind is Kind.DANGER for one in hidden)
    told = [f"⚠ Somebody may be in danger ({danger})."] if danger else []
    waits = "1 more waits, and comes" if len(hidden) == 1 else f"{len(hidden)} more wait, and come"
    return Sheet("\n".join([*told, f"{waits} here when these are decided."]), silent=True)
