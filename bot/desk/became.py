"""What became of a case, in one sentence, with the words that were sent if they are not the draft's."""

from datetime import tzinfo

from bot.desk.typesetting import LINE, brief, moment, quoted
from bot.harmless import line as folded
from bot.ledger.cases import Case, Outcome, Ruling

# How much of what was sent or drafted is told afterwards, in UTF-16 code units.
HANDLED = 500
GONE = "It does not wait any more: they took it back, or it was answered there."
# What was decided to be said: while it waits to go out, and once it has arrived; by the owner, who reads it, and by
# somebody else.
_ON_ITS_WAY = {
    Outcome.APPROVED: ("✓ On its way", "✓ On its way, sent by {}"),
    Outcome.EDITED: ("✎ On its way as you wrote it", "✎ On its way as {} wrote it"),
    Outcome.ANSWERED: ("✓ Your answer is on its way", "✓ The answer of {} is on its way"),
}
_SENT = {
    Outcome.APPROVED: ("✓ Sent", "✓ Sent by {}"),
    Outcome.EDITED: ("✎ Sent as you wrote it", "✎ Sent by {} in their own words"),
    Outcome.ANSWERED: ("✓ You answered", "✓ Answered by {}"),
}
_ENDED = {"refused": "✗ Refused", "cancelled": "Not sent", "in doubt": "In doubt"}
_DOUBT = "nobody knows whether it arrived. `twin doubts` settles it."


def became(case: Case, ruling: Ruling, zone: tzinfo | None, by: str = "", *, quotes: bool = True) -> str:
    """What became of it; ``by`` is who decided, nothing if it was whoever reads this.

    ``quotes``: the words that were sent stand there.
    """
    at, whose = moment(ruling.at, zone, case.decided_at), f" by {by}" if by else ""
    reason = f": {folded(ruling.reason, LINE)}" if ruling.reason else "."
    match ruling.outcome:
        case Outcome.ANSWERED if not ruling.texts:
            return f"{by[:1].upper()}{by[1:]} answers there in person." if by else "You answer there yourself."
        case Outcome.APPROVED | Outcome.EDITED | Outcome.ANSWERED:
            return _went(case, ruling, zone, by, quotes=quotes)
        case Outcome.REJECTED:
            return f"✗ Rejected{whose} {at}{reason}"
        case Outcome.DISMISSED:
            return f"Dismissed{whose} {at}."
        case Outcome.LAPSED:
            return f"Lapsed {at}: it had waited for too long."
        case Outcome.REDONE:
            return "Redone: they wrote again. The new draft is below."
        case Outcome.TAKEN_BACK:
            return f"Taken back{whose} {at}."


def _went(case: Case, ruling: Ruling, zone: tzinfo | None, by: str, *, quotes: bool) -> str:
    """What became of what was decided to be said, as far as it has."""
    own = quotes and ruling.outcome is not Outcome.APPROVED
    states = {way.state: way for way in case.ways}
    # The worst of it is told.
    worst = next(filter(None, map(states.get, ("in doubt", "begun", "waiting", "refused", "cancelled"))), None)
    said = f":\n{quoted(ruling.texts, HANDLED)}" if own and ruling.texts else "."
    if worst is not None and worst.state in ("begun", "waiting"):
        return f"{_ON_ITS_WAY[ruling.outcome][bool(by)].format(by)}{said}"
    if worst is not None:
        some = "Sent in part. " if "sent" in states else ""
        why = _DOUBT if worst.state == "in doubt" else brief(worst.problem, LINE).removesuffix(".") + "."
        words = said.removeprefix(":").removesuffix(".") if not own else said.removeprefix(":")
        return f"{some}{_ENDED[worst.state]}: {why}{words}"
    if "sent" not in states:
        at, whose = moment(ruling.at, zone, case.decided_at), f" by {by}" if by else ""
        return f"Taken back; it was decided {at}." if states else f"✓ Approved{whose} {at}, but nothing of it went out."
    return f"{_SENT[ruling.outcome][bool(by)].format(by)} {moment(states['sent'].at, zone, case.decided_at)}{said}"
