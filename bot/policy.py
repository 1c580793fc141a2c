"""Who is answered, what they may hear, and what is done about a draft."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from twin.brief import Past, Spent
from twin.draft import Action, Decision, Draft, Kind, Verdict
from twin.knowledge import Audience
from twin.message import Burst, Reply
from twin.seams import FixedSentences, Readers


@dataclass(frozen=True, slots=True)
class Limit:
    """So many answers within so long; 0 answers: as many as are asked for."""

    answers: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Budget:
    """What models may take in a day: tokens, or US dollars; None: as much as it takes."""

    tokens: int | None = None
    dollars: float | None = None

    def spent_by(self, spent: Spent) -> bool:
        """Whether nothing of it is left."""
        tokens = self.tokens is not None and spent.tokens >= self.tokens
        return tokens or (self.dollars is not None and spent.dollars >= self.dollars)

    def __str__(self) -> str:
        """As a person reads it."""
        if self.dollars is not None:
            return f"${self.dollars:g}"
        return f"{self.tokens} token{'' if self.tokens == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Budgets:
    """What models may take in a day for everybody together, and for one contact."""

    day: Budget
    contact: Budget


NO_BUDGETS = Budgets(Budget(), Budget())


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom the owner has opened the twin to, and how much it says to them.

    ``admits`` holds "everyone" (who writes in private), "contacts" (whom owner.toml knows), "groups" (every group,
    where the twin is addressed), and single accounts and groups by their keys. Empty, nobody but the owner is answered.
    """

    admits: frozenset[str] = frozenset()
    per_contact: Limit = Limit(0, timedelta(hours=1))
    per_conversation: Limit = Limit(0, timedelta(hours=1))
    # How long the twin stays out of a conversation in which the owner wrote.
    takeover: timedelta = timedelta(hours=1)


def admitted(burst: Burst, rules: Rules, readers: Readers) -> bool:
    """Whether this contact is answered in this conversation."""
    if burst.conversation.group:
        return "groups" in rules.admits or bool(burst.places & rules.admits)
    known = readers.audience_of(burst.sender.key)
    return (
        known is Audience.OWNER
        or "everyone" in rules.admits
        or burst.sender.key in rules.admits
        or ("contacts" in rules.admits and known is not None)
    )


def reader(burst: Burst, readers: Readers) -> Audience:
    """What may be said to the sender, there: in a group, what everybody in it may hear."""
    known = readers.audience_of(burst.sender.key)
    own = burst.sender.audience if known is None else known
    if not burst.conversation.group:
        return own
    return min([own, *(readers.group_audience(place) for place in burst.places)])


def unanswered(burst: Burst, rules: Rules, readers: Readers) -> Decision | None:
    """The decision to say nothing at all, if that is what the owner wants."""
    if not admitted(burst, rules, readers):
        return _silent("you have not opened the twin to them (TWIN_ADMITS)")
    if burst.closed:
        return _silent("nothing can be said there any more")
    wrote = burst.owner_wrote_at
    # A moment that is yet to come was noted before the clock was set back.
    if wrote is not None and abs(datetime.now(UTC) - wrote) < rules.takeover:
        return _silent("you are in this conversation yourself")
    return None


def over_limit(answers: int, notices: int, limit: Limit, sentences: FixedSentences) -> Decision | None:
    """What is done instead of an answer if there were that many lately: one polite sentence, then silence."""
    if not limit.answers or answers < limit.answers:
        return None
    reason = f"more than {limit.answers} answers within {_told(limit.within)}"
    if notices:
        return _silent(reason, Kind.LIMIT)
    return Decision(Action.SEND, Reply((sentences.limit,)), reason, kind=Kind.LIMIT)


def _told(within: timedelta) -> str:
    seconds = int(within.total_seconds())
    units = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
    name, length = next(unit for unit in units if seconds % unit[1] == 0)
    count = seconds // length
    return f"{count} {name}{'' if count == 1 else 's'}"


def over_budget(past: Past, budgets: Budgets, at: datetime) -> str | None:
    """A sentence for the owner if models have taken today what they may, for everybody or for this contact."""
    if budgets.day.spent_by(past.today):
        return (
            f"the day's budget for models ({budgets.day}, TWIN_DAY_BUDGET) was spent on {at:%Y-%m-%d}: until midnight "
            "(UTC) the twin answers with quotations alone."
        )
    if budgets.contact.spent_by(past.today_for_contact):
        return (
            f"a contact spent the day's budget for one ({budgets.contact}, TWIN_CONTACT_BUDGET) on "
            f"{at:%Y-%m-%d}: until midnight (UTC) they are answered with quotations alone."
        )
    return None


def decide(draft: Draft | None, verdict: Verdict, sentences: FixedSentences, *, waits: bool) -> Decision:
    """The decision about what was written to one message; ``waits``: the owner sees a model's drafts first.

    A draft that the guard stops waits for the owner. Nobody is told why, nor that it was stopped at all: whoever gets
    answers by themselves hears what they hear when nothing is known, and where everything waits, this waits like it.
    """
    if draft is None:
        return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), "nothing you wrote answers this surely enough")
    waiting = waits and draft.by_model
    if verdict.objections:
        reasons = "; ".join(dict.fromkeys(objection.reason for objection in verdict.objections))
        said = () if waiting else (sentences.unknown,)
        return Decision(Action.HOLD, Reply(said), f"the draft was stopped: {reasons}", draft, verdict=verdict)
    if waiting:
        return Decision(Action.HOLD, Reply(()), "a model wrote the draft, so it waits for you", draft, verdict=verdict)
    return Decision(Action.SEND, Reply(draft.texts), draft.reason, draft, verdict=verdict)


def kept_by_owner(topic: str, sentences: FixedSentences) -> Decision:
    """The decision about a message on a topic that the owner keeps."""
    return Decision(Action.HAND_OVER, Reply((sentences.owner_topic,)), f"you keep the topic {topic!r} for yourself")


def in_danger(draft: Draft) -> Decision:
    """The decision about a message of somebody in danger: the fixed answer goes out, and the owner hears of it."""
    alert = f"somebody who wrote to you may be in danger ({draft.reason}): `twin inbox` shows it. Please look at once."
    reason = f"somebody may be in danger: {draft.reason}"
    return Decision(Action.HAND_OVER, Reply(draft.texts), reason, draft, alert=alert, alert_kind="danger")


def small_talk() -> Decision:
    """The decision about a message that asks for nothing, such as thanks."""
    return _silent("it asks for nothing")


def unseen(attachment: str, sentences: FixedSentences) -> Decision:
    """The decision about a message that is no text, such as a photo: stickers say nothing that could be answered."""
    if attachment in ("sticker", "animation"):
        return small_talk()
    return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), f"the twin cannot read this: {attachment}")


def called_for_owner(sentences: FixedSentences) -> Decision:
    """The decision about ``/human``: the owner is wanted."""
    return Decision(Action.HAND_OVER, Reply((sentences.owner_topic,)), "they asked for you in person")


def failed(error: str, sentences: FixedSentences) -> Decision:
    """The decision when the twin could not make one: nothing of the error is told, but to the owner."""
    said = (sentences.error,) if sentences.error else ()
    return Decision(Action.HAND_OVER, Reply(said), f"something went wrong: {error}", kind=Kind.ERROR)


def disclosing(decision: Decision, disclosure: str) -> Decision:
    """The same decision, told after ``disclosure``, which says that this is an AI."""
    action = Action.SEND if decision.action is Action.STAY_SILENT else decision.action
    reply = Reply((disclosure, *decision.reply.texts))
    reason = f"it says that it is an AI; {decision.reason}"
    return replace(decision, action=action, reply=reply, reason=reason, discloses=True)


def _silent(reason: str, kind: Kind = Kind.ANSWER) -> Decision:
    return Decision(Action.STAY_SILENT, Reply(()), reason, kind=kind)
