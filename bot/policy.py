"""Who is answered, what they may hear, and what is done about a draft."""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from twin.brief import Past, Spent
from twin.draft import Action, Autonomy, Decision, Draft, Kind, Mode, Verdict
from twin.knowledge import Audience
from twin.message import Burst, Contact, Reply, enclosing, platform_of
from twin.seams import FixedSentences, Readers

# Nobody takes a conversation over for longer than this: an end that is further away is one of a clock that was wrong.
LONGEST_TAKEOVER = timedelta(days=30)
# With which the reason of a decision begins that says that this is an AI.
DISCLOSES = "it says that it is an AI; "
# What goes out by itself where the owner has chosen nothing.
UNSET = Autonomy()


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
    where the twin is addressed), single accounts, and groups or parts of them by their keys, as ``discord/1/2``; as
    ``discord/1@7`` they are open to those alone who have this role, as ``discord/dm@7`` private messages are. Empty,
    nobody but the owner is answered. A question that nobody asked the twin is answered from ``offer_from`` on, a
    confidence in [0, 1].
    """

    admits: frozenset[str] = frozenset()
    per_contact: Limit = Limit(0, timedelta(hours=1))
    per_conversation: Limit = Limit(0, timedelta(hours=1))
    # How long the twin stays out of a conversation in which the owner wrote.
    takeover: timedelta = timedelta(hours=1)
    offer_from: float = 0.7


@dataclass(frozen=True, slots=True)
class Aloud:
    """Whose answers are said aloud too: of whoever asks for it, of whoever spoke themselves, of these people.

    ``accounts`` are those of people, groups and roles.
    """

    asked: bool = False
    mirrored: bool = False
    audiences: frozenset[Audience] = frozenset()
    accounts: frozenset[str] = frozenset()


# What is said aloud, if anything is. What tells of limits and errors is not worth it, and whoever is in danger has to
# read the number that they are to call.
_SAID_ALOUD = (Kind.ANSWER, Kind.UNKNOWN, Kind.OWNER)


def said_aloud(decision: Decision, burst: Burst, reader: Audience, aloud: Aloud, *, asks: bool) -> Decision:
    """The decision, to be said aloud too if this is what its reader asks for (``asks``) or the owner wants for them."""
    if decision.action is Action.STAY_SILENT and burst.command != "voice":
        return decision
    named = {burst.sender.key, *enclosing(burst.conversation.key), *burst.roles}
    wanted = (
        (aloud.asked and (asks or burst.command == "voice"))
        or (aloud.mirrored and burst.spoken)
        or reader in aloud.audiences
        or not named.isdisjoint(aloud.accounts)
    )
    return replace(decision, aloud=True) if wanted and decision.kind in _SAID_ALOUD else decision


def asked_again() -> Decision:
    """The decision about a command that asks to hear the last answer."""
    return _silent("the last answer is to be said aloud")


def admitted(burst: Burst, rules: Rules, readers: Readers) -> bool:
    """Whether this contact is answered in this conversation."""
    admits, key = rules.admits, burst.conversation.key
    if burst.conversation.group:
        around = {*enclosing(key), *burst.places}
        return "groups" in admits or any(place in admits or _by_role(place, burst, admits) for place in around)
    known = readers.audience_of(burst.sender.key)
    return (
        known is Audience.OWNER
        or "everyone" in admits
        or burst.sender.key in admits
        or ("contacts" in admits and known is not None)
        or _by_role(f"{platform_of(key)}/dm", burst, admits)
    )


def _by_role(place: str, burst: Burst, admits: Collection[str]) -> bool:
    """Whether this place is open to a role that the sender has: of ``discord/@7``, an entry says ``@7``."""
    return any(f"{place}@{role.partition('@')[2]}" in admits for role in burst.roles)


def open_place(key: str, admits: Collection[str]) -> bool:
    """Whether this server or channel is open to anybody, all of it or something in it."""
    opened = {entry.partition("@")[0] for entry in admits}
    return "groups" in opened or any(place in enclosing(key) or key in enclosing(place) for place in opened)


def reader(burst: Burst, readers: Readers) -> Audience:
    """What may be said to the sender, there: in a group, what everybody in it may hear."""
    here = burst.conversation
    former = burst.places.difference(enclosing(here.key))
    return reader_there(burst.sender, here.group, {here.key, *former}, readers, burst.roles)


def reader_there(
    contact: Contact, group: bool, places: Collection[str], readers: Readers, roles: Collection[str] = ()
) -> Audience:
    """The same of a contact with these roles in a conversation that is a group or not.

    ``places`` are its key, and what it was called before.
    """
    own = _own(contact, roles, readers)
    if not group:
        return own
    return min([own, *(readers.group_audience(place) for place in places)])


def _own(contact: Contact, roles: Collection[str], readers: Readers) -> Audience:
    """What somebody may hear by themselves: what the owner says of them counts before what their roles let them."""
    known = readers.audience_of(contact.key)
    if known is not None:
        return known
    by_role = [level for role in roles if (level := readers.role_audience(role)) is not None]
    # No platform makes anybody an owner.
    return min(max(by_role), Audience.INNER) if by_role else contact.audience


def unanswered(burst: Burst, rules: Rules, readers: Readers, autonomy: Autonomy = UNSET) -> Decision | None:
    """The decision to say nothing at all, if that is what the owner wants."""
    if not admitted(burst, rules, readers):
        return _silent("you have not opened the twin to them (TWIN_ADMITS)")
    if burst.closed:
        return _silent("nothing can be said there any more")
    if _taken_over(burst, rules):
        return _silent("you have taken this conversation over", Kind.TAKEOVER)
    if autonomy.mode is Mode.OFF:
        return _silent("you have turned the twin off here")
    wrote = burst.owner_wrote_at
    # A moment that is yet to come was noted before the clock was set back.
    if wrote is not None and abs(datetime.now(UTC) - wrote) < rules.takeover:
        return _silent("you are in this conversation yourself")
    return None


def _taken_over(burst: Burst, rules: Rules) -> bool:
    """Whether the owner keeps the conversation; not for longer than anybody can, by a clock that was set back since."""
    if burst.taken_over_until is None:
        return False
    left = burst.taken_over_until - datetime.now(UTC)
    return timedelta(0) < left <= max(LONGEST_TAKEOVER, rules.takeover)


def silenced(decision: Decision, silent: Decision) -> Decision:
    """Silence in place of a decision; what it took is counted, and who may be in danger is told to the owner."""
    drafting = decision.draft.usage if decision.draft else ()
    silent = replace(silent, usage=(*decision.usage, *drafting), alert=decision.alert, alert_kind=decision.alert_kind)
    if decision.kind is not Kind.DANGER:
        return silent
    return replace(silent, reason=f"{decision.reason}; {silent.reason}", kind=Kind.DANGER)


def kept(burst: Burst, decision: Decision) -> Decision:
    """The same decision; if the owner had a draft for the burst, it waits for them nevertheless, without a draft."""
    if not burst.redone or decision.kind not in (Kind.ANSWER, Kind.LIMIT):
        return decision
    kind = Kind.LIMIT if decision.kind is Kind.LIMIT else Kind.OWNER
    return replace(decision, action=Action.HAND_OVER, kind=kind)


def offered(decision: Decision, burst: Burst, rules: Rules) -> Decision:
    """The decision about a burst; if nobody asked the twin, silence in place of all but what it is sure of.

    Nobody is told then either that something waits for the owner, or that a limit was reached. Who may be in danger is
    answered as if they had asked.
    """
    if not burst.unasked or decision.kind is Kind.DANGER:
        return decision
    if not _sure(decision, rules.offer_from):
        return kept(burst, replace(silenced(decision, _unsaid(decision)), mode=decision.mode))
    if decision.action is Action.SEND:
        return decision
    # What it is will be told with the draft, if the owner sends that.
    reason = decision.reason.removeprefix(DISCLOSES)
    return replace(decision, reply=Reply(()), reason=reason, discloses=False)


def _sure(decision: Decision, offer_from: float) -> bool:
    """Whether it is a draft to which nobody objects, and so sure."""
    draft, objections = decision.draft, decision.verdict.objections
    return draft is not None and decision.kind is Kind.ANSWER and not objections and draft.confidence >= offer_from


def _unsaid(decision: Decision) -> Decision:
    """Silence to a question to nobody in particular; nothing of it waits for the owner."""
    reason = decision.reason.removeprefix(DISCLOSES)
    if decision.kind is Kind.LIMIT:
        return _silent(reason, Kind.LIMIT)
    silent = decision.action is Action.STAY_SILENT
    return _silent(reason if silent else "nobody asked the twin, and it is not sure enough")


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


def autonomy_for(reader: Audience, autonomy: Autonomy) -> Autonomy:
    """What goes out to this reader by itself: nobody keeps the owner waiting for themselves."""
    return Autonomy(Mode.AUTO, autonomy.threshold) if reader is Audience.OWNER else autonomy


def decide(draft: Draft | None, verdict: Verdict, sentences: FixedSentences, autonomy: Autonomy) -> Decision:
    """The decision about what was written to one message, by how much of it the owner lets out by itself.

    A draft that the guard stops waits for the owner. Nobody is told why, nor that it was stopped at all: whoever gets
    answers by themselves hears what they hear when nothing is known, and where others wait, this waits like them.
    """
    mode = autonomy.mode
    if draft is None:
        reason = "nothing you wrote answers this surely enough"
        return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), reason, kind=Kind.UNKNOWN, mode=mode)
    waits = _waits(draft, autonomy)
    if verdict.objections:
        stopped = "; ".join(dict.fromkeys(objection.reason for objection in verdict.objections))
        # Where one of these modes holds, any draft could have waited.
        unheard = waits or mode in (Mode.SUGGEST, Mode.CONFIDENT)
        said = () if unheard else (sentences.unknown,)
        reason = f"the draft was stopped: {stopped}"
        return Decision(Action.HOLD, Reply(said), reason, draft, verdict=verdict, mode=mode)
    if waits:
        return Decision(Action.HOLD, Reply(()), waits, draft, verdict=verdict, mode=mode)
    return Decision(Action.SEND, Reply(draft.texts), draft.reason, draft, verdict=verdict, mode=mode)


def _waits(draft: Draft, autonomy: Autonomy) -> str:
    """Why a draft waits for the owner although nobody objects to it; empty if it does not."""
    match autonomy.mode:
        case Mode.AUTO:
            return ""
        case Mode.UNSET:
            return "a model wrote the draft, so it waits for you" if draft.by_model else ""
        case Mode.CONFIDENT:
            if draft.confidence >= autonomy.threshold:
                return ""
            # Rounded apart, so that the two never read alike.
            sure = math.floor(round(draft.confidence * 100, 6))
            enough = math.ceil(round(autonomy.threshold * 100, 6))
            return f"the draft is {sure}% sure, and {enough}% is what goes out by itself (mode confident)"
        case Mode.SUGGEST:
            return "you see everything first (mode suggest)"
        case Mode.OFF:
            return "you have turned the twin off here"


def anew(decision: Decision, sentences: FixedSentences, autonomy: Autonomy) -> Decision:
    """The same decision by what the owner has chosen since it was made."""
    if decision.draft is None or decision.kind is not Kind.ANSWER:
        return replace(decision, mode=autonomy.mode)
    made = decide(decision.draft, decision.verdict, sentences, autonomy)
    made = replace(made, usage=decision.usage, alert=decision.alert, alert_kind=decision.alert_kind)
    made = replace(made, aloud=decision.aloud)
    return disclosing(made, decision.reply.texts[0]) if decision.discloses else made


def kept_by_owner(topic: str, sentences: FixedSentences) -> Decision:
    """The decision about a message on a topic that the owner keeps."""
    reason = f"you keep the topic {topic!r} for yourself"
    return Decision(Action.HAND_OVER, Reply((sentences.owner_topic,)), reason, kind=Kind.OWNER)


def in_danger(draft: Draft) -> Decision:
    """The decision about a message of somebody in danger: the fixed answer goes out, and the owner hears of it."""
    alert = f"somebody who wrote to you may be in danger ({draft.reason}): `twin inbox` shows it. Please look at once."
    reason = f"somebody may be in danger: {draft.reason}"
    said = Reply(draft.texts)
    return Decision(Action.HAND_OVER, said, reason, draft, kind=Kind.DANGER, alert=alert, alert_kind="danger")


def small_talk() -> Decision:
    """The decision about a message that asks for nothing, such as thanks."""
    return _silent("it asks for nothing")


def unseen(attachment: str, sentences: FixedSentences, unheard: str = "") -> Decision:
    """The decision about a message that is no text, such as a photo: stickers say nothing that could be answered."""
    if attachment in ("sticker", "animation"):
        return small_talk()
    reason = f"the twin cannot read this: {attachment}{f' ({unheard})' if unheard else ''}"
    return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), reason, kind=Kind.OWNER)


def called_for_owner(sentences: FixedSentences) -> Decision:
    """The decision about ``/human``: the owner is wanted."""
    said = Reply((sentences.owner_topic,))
    return Decision(Action.HAND_OVER, said, "they asked for you in person", kind=Kind.OWNER)


def failed(error: str, sentences: FixedSentences) -> Decision:
    """The decision when the twin could not make one: nothing of the error is told, but to the owner."""
    said = (sentences.error,) if sentences.error else ()
    return Decision(Action.HAND_OVER, Reply(said), f"something went wrong: {error}", kind=Kind.ERROR)


def disclosing(decision: Decision, disclosure: str) -> Decision:
    """The same decision, told after ``disclosure``, which says that this is an AI."""
    action = Action.SEND if decision.action is Action.STAY_SILENT else decision.action
    reply = Reply((disclosure, *decision.reply.texts))
    reason = f"{DISCLOSES}{decision.reason}"
    return replace(decision, action=action, reply=reply, reason=reason, discloses=True)


def _silent(reason: str, kind: Kind = Kind.ANSWER) -> Decision:
    return Decision(Action.STAY_SILENT, Reply(()), reason, kind=kind)
