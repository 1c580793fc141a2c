"""What the owner is shown to decide about: a case with its buttons, what else waits, the questions that are open.

All of it is computed from what is given, and changes only when that does. Moments are told by the clocks of a zone, or
of this machine where none is given, as they stood at that moment. What anybody wrote, a model too, stands behind
``> ``, so that none of it passes for what the twin itself says here.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import islice

from bot.desk.buttons import button
from bot.desk.buttons import parsed as parsed
from bot.desk.questions import Question
from bot.harmless import fitted, lines, name, units, without_commands
from bot.harmless import line as folded
from bot.ledger.cards import Waiting
from bot.ledger.cases import Case, Outcome, Ruling
from bot.policy import DISCLOSES
from twin.desk import Button, Sheet
from twin.draft import Action, Kind
from twin.knowledge import Exemplar, Passage
from twin.message import platform_of

# What chat platforms take for one message, text and details together, in UTF-16 code units, less a little.
ROOM = 4000
# What they take for the answer to a press, less a little.
TOAST = 190
# As much as there is.
_NO_END = 10**9
_THEIRS = 1200
_LINE = 160
_OBJECTIONS = 5
_HANDLED = 500
_LEANS_ON = 6
_SNIPPET = 160
_CALLED = 20
_LISTED = 10
_BATCHES = 4
_QUESTIONS = 5
_QUESTION = 120

_HEADS = {
    Kind.OWNER: "For you in person: ",
    Kind.DANGER: "⚠ Somebody may be in danger: ",
    Kind.TAKEOVER: "You have this conversation: ",
    Kind.ERROR: "The twin could not answer: ",
    Kind.UNKNOWN: "The twin knows no answer: ",
}
# What was decided to be said: while it waits to go out, once it has arrived, and if it did not.
_ON_ITS_WAY = {
    Outcome.APPROVED: "✓ On its way",
    Outcome.EDITED: "✎ On its way as you wrote it",
    Outcome.ANSWERED: "✓ Your answer is on its way",
}
_SENT = {
    Outcome.APPROVED: "✓ Sent",
    Outcome.EDITED: "✎ Sent as you wrote it",
    Outcome.ANSWERED: "✓ You answered",
}
_ENDED = {"refused": "✗ Refused", "cancelled": "Not sent", "in doubt": "In doubt"}
_DOUBT = "nobody knows whether it arrived. `twin doubts` settles it."
_ACCOUNT = 80
_LONGER = "\n(The draft is longer than fits here: `twin desk` shows all of it.)"

Rows = tuple[tuple[Button, ...], ...]


def of(
    case: Case,
    levels: Sequence[str],
    sources: Sequence[Passage | Exemplar],
    until: datetime | None,
    now: datetime,
    *,
    zone: tzinfo | None = None,
    gone: bool = False,
    whole: bool = False,
) -> Sheet:
    """A case as it stands: with its buttons while it waits, with what became of it afterwards.

    ``levels`` are the names of the audiences, ``sources`` what the draft leans on, ``until`` is when the platform
    takes no answer any more. ``gone``: what it answers was taken back. ``whole``: nothing is cut.
    """
    if case.ruling is not None or gone:
        return _handled(case, levels, zone)
    open_ = not case.closed and (until is None or now < until)
    room = _NO_END if whole else ROOM
    told = [_head(case, levels, zone), _theirs(case.texts, _NO_END if whole else _THEIRS), *_told(case)]
    text = "\n".join([*told, "", *_reasons(case), *_window(case, until, zone, open_=open_)])
    if case.action is Action.HOLD:
        text += _draft(case, room - units(text))
        rows = _draft_rows(case, open_=open_)
    else:
        rows = _message_rows(case, open_=open_)
    return Sheet(text, _details(sources, room - units(text), zone), rows)


def _draft(case: Case, room: int) -> str:
    """The draft below the rest, in so many UTF-16 code units; whether some of it is missing is told."""
    title, full = "\n\nDraft:\n", _quoted(case.draft, _NO_END)
    if units(title + full) <= room:
        return title + full
    return f"{title}{fitted(full, room - units(title) - units(_LONGER))}{_LONGER}"


def _head(case: Case, levels: Sequence[str], zone: tzinfo | None) -> str:
    """Who wrote, where, what they may hear, and when."""
    what = "" if case.action is Action.HOLD else _HEADS.get(case.kind, "")
    # Anybody can take a name, and have it say what stands behind it here: the account tells who it is.
    who = f"“{name(case.contact.name).replace('”', '’')}” ({name(case.contact.key, _ACCOUNT)})"
    return f"{what}{who} {_where(case)}, hears {levels[case.reader]}, {_moment(case.sent_at, zone)}:"


def _where(case: Case) -> str:
    if case.conversation.group:
        return f"in the group “{name(case.conversation.title)}”"
    if case.conversation.as_owner:
        return "in your own chat"
    return f"on {platform_of(case.conversation.key).capitalize()}"


def _told(case: Case) -> list[str]:
    return ["They were told:", _quoted(case.told, _HANDLED)] if case.told else []


def _reasons(case: Case) -> Iterator[str]:
    """Why it waits, and what else there is to know."""
    yield f"Why: {_brief(case.reason.removeprefix(DISCLOSES), _LINE)}"
    for objection in case.objections[:_OBJECTIONS]:
        yield f"• {_brief(objection.rule, _CALLED)}: {_brief(objection.reason, _LINE)}"
    if len(case.objections) > _OBJECTIONS:
        yield f"• and {len(case.objections) - _OBJECTIONS} more"
    if case.action is Action.HOLD and case.confidence is not None:
        yield f"{percent(case.confidence)} sure"
    if case.edited:
        yield "They changed their message since."
    if case.newer:
        yield "They wrote again since."


def _window(case: Case, until: datetime | None, zone: tzinfo | None, *, open_: bool) -> Iterator[str]:
    """How long it can be answered there."""
    if case.closed:
        yield "Nothing can be said there any more."
    elif until is not None:
        told = _moment(until, zone, case.sent_at)
        yield f"Can be answered there until {told}." if open_ else f"Could be answered there until {told}: too late."


def _draft_rows(case: Case, *, open_: bool) -> Rows:
    number = case.decision
    # Written for what they said before, it is not sent to what they say now.
    send = () if case.edited else (button("a", "✓ Send", number),)
    first = (*send, button("e", "✎ Edit", number)) if open_ else ()
    second = (button("r", "✗ Reject", number), button("t", "I'll answer", number))
    return (first, second) if first else (second,)


def _message_rows(case: Case, *, open_: bool) -> Rows:
    number = case.decision
    mine = case.kind is Kind.TAKEOVER
    own = button("x", "Give it back", number) if mine else button("t", "I'll answer", number)
    first = (button("e", "Answer", number), own) if open_ else (own,)
    return first, (button("d", "Dismiss", number),)


def _handled(case: Case, levels: Sequence[str], zone: tzinfo | None) -> Sheet:
    """What it was, and what became of it."""
    ruling = case.ruling
    if ruling is None:
        became = "It does not wait any more: they took it back, or it was answered there."
    else:
        became = _became(case, ruling, zone)
    text = [_head(case, levels, zone), *([_quoted(case.texts, _HANDLED)] if case.texts else [])]
    if case.draft and ruling is not None and ruling.outcome in (Outcome.APPROVED, Outcome.REJECTED):
        text += ["", "Draft:", _quoted(case.draft, _HANDLED)]
    rows: Rows = ()
    if ruling is not None and ruling.outcome is Outcome.EDITED and ruling.lesson is not None:
        rows = ((button("f", "Forget what it learned", ruling.lesson),),)
    return Sheet("\n".join([*text, "", became]), rows=rows, silent=True)


def _became(case: Case, ruling: Ruling, zone: tzinfo | None) -> str:
    """In one sentence, and in the owner's words if they gave any."""
    at = _moment(ruling.at, zone, case.decided_at)
    reason = f": {folded(ruling.reason, _LINE)}" if ruling.reason else "."
    match ruling.outcome:
        case Outcome.APPROVED | Outcome.EDITED:
            return _went(case, ruling, zone)
        case Outcome.ANSWERED:
            return _went(case, ruling, zone) if ruling.texts else "You answer there yourself."
        case Outcome.REJECTED:
            return f"✗ Rejected {at}{reason}"
        case Outcome.DISMISSED:
            return f"Dismissed {at}."
        case Outcome.LAPSED:
            return f"Lapsed {at}: it had waited for too long."
        case Outcome.REDONE:
            return "Redone: they wrote again. The new draft is below."
        case Outcome.TAKEN_BACK:
            return f"Taken back {at}."


def _went(case: Case, ruling: Ruling, zone: tzinfo | None) -> str:
    """What became of what the owner decided to say, as far as it has."""
    own = ruling.outcome is not Outcome.APPROVED
    states = {way.state: way for way in case.ways}
    # The worst of it is told.
    worst = next(filter(None, map(states.get, ("in doubt", "begun", "waiting", "refused", "cancelled"))), None)
    said = f":\n{_quoted(ruling.texts, _HANDLED)}" if own and ruling.texts else "."
    if worst is not None and worst.state in ("begun", "waiting"):
        return f"{_ON_ITS_WAY[ruling.outcome]}{said}"
    if worst is not None:
        some = "Sent in part. " if "sent" in states else ""
        why = _DOUBT if worst.state == "in doubt" else _brief(worst.problem, _LINE).removesuffix(".") + "."
        quoted = said.removeprefix(":").removesuffix(".") if not own else said.removeprefix(":")
        return f"{some}{_ENDED[worst.state]}: {why}{quoted}"
    if "sent" not in states:
        at = _moment(ruling.at, zone, case.decided_at)
        return f"Taken back; it was decided {at}." if states else f"✓ Approved {at}, but nothing of it went out."
    return f"{_SENT[ruling.outcome]} {_moment(states['sent'].at, zone, case.decided_at)}{said}"


def _details(sources: Sequence[Passage | Exemplar], room: int, zone: tzinfo | None) -> str:
    """What a draft leans on, a line each, as many as there is room for."""
    told = "Leans on:" if sources else ""
    for source in sources[:_LEANS_ON]:
        longer = f"{told}\n{_source(source, zone)}"
        if units(longer) > room:
            break
        told = longer
    return told if "\n" in told else ""


def _source(source: Passage | Exemplar, zone: tzinfo | None) -> str:
    day = source.sent_at.astimezone(zone).date().isoformat() if source.sent_at else "undated"
    if isinstance(source, Passage):
        where = f"{name(source.author)} in a chat" if source.author else name(source.title or source.place)
        return f"• {day}, {where}: {folded(source.text, _SNIPPET)}"
    if source.taught:
        return f"• {day}, you taught it: {folded(source.reply, _SNIPPET)}"
    asked, replied = folded(source.message, _SNIPPET // 2), folded(source.reply, _SNIPPET // 2)
    return f"• {day}, your chat with {name(source.asker)}: {asked} → {replied}"


def digest(
    hidden: Sequence[Waiting],
    sendable: Sequence[Waiting],
    levels: Sequence[str],
    now: datetime,
    zone: tzinfo | None = None,
) -> Sheet:
    """How much waits that is not shown, by whom it is from, the one that waits longest first.

    ``sendable`` are the drafts, shown or not, that the owner can send together, of which a button sends one contact's.
    """
    by_contact: dict[str, list[Waiting]] = {}
    for one in sorted(hidden, key=lambda one: (one.sent_at, one.decision)):
        by_contact.setdefault(one.account, []).append(one)
    danger = sum(one.kind is Kind.DANGER for one in hidden)
    told = [f"⚠ Somebody may be in danger ({danger})."] if danger else []
    told.append(f"{len(hidden)} more {'waits' if len(hidden) == 1 else 'wait'} for you:")
    for theirs in islice(by_contact.values(), _LISTED):
        since = _moment(theirs[0].sent_at, zone, now)
        told.append(f"• {name(theirs[0].name)} (hears {levels[theirs[0].reader]}): {len(theirs)}, since {since}")
    if len(by_contact) > _LISTED:
        told.append(f"• and {len(by_contact) - _LISTED} more people")
    drafts: dict[str, list[int]] = {}
    for one in sendable:
        drafts.setdefault(one.account, []).append(one.decision)
    batches = (theirs[0] for theirs in by_contact.values() if len(drafts.get(theirs[0].account, ())) > 1)
    rows = [(_batch(one.name, drafts[one.account]),) for one in islice(batches, _BATCHES)]
    return Sheet("\n".join(told), rows=((button("n", "Next", 0),), *rows))


def sendable(case: Case) -> bool:
    """Whether the owner may send this draft together with others, without having seen it by itself."""
    seen = units(_quoted(case.texts, _NO_END)) <= _THEIRS
    return case.action is Action.HOLD and seen and not case.objections and not case.closed and not case.edited


def _batch(whose: str, drafts: Sequence[int]) -> Button:
    """Sends all of a contact that can be sent, shown or not, as far as it waited when this was shown."""
    return button("A", f"✓ Send all of {name(whose, _CALLED)} ({len(drafts)})", max(drafts))


def _asked_by(question: Question, levels: Sequence[str]) -> str:
    """How often it was asked, and what everybody who asked may hear: an answer is for all of them."""
    return f"{len(question.cases)}×, hears {levels[min(case.reader for case in question.cases)]}"


def questions(asked: Sequence[Question], levels: Sequence[str]) -> Sheet:
    """The questions that most people asked and nobody could answer."""
    count = sum(len(one.cases) for one in asked)
    told = [f"{count} {'message was' if count == 1 else 'messages were'} left without an answer:"]
    shown = asked[:_QUESTIONS]
    told += [f"{place}. ({_asked_by(one, levels)}) {line(one.text)}" for place, one in enumerate(shown, 1)]
    if len(asked) > _QUESTIONS:
        told.append(f"and {len(asked) - _QUESTIONS} more: /questions")
    row = tuple(button("q", f"Answer {place}", one.number) for place, one in enumerate(shown, 1))
    return Sheet("\n".join(told), rows=tuple(filter(None, (row[:3], row[3:]))), silent=True)


def notice(text: str, stands_for: int) -> Sheet:
    """Something that happened; without a text, that so many other things did before."""
    older = f"{stands_for} older notices are not shown here: `twin status` lists the last ones."
    return plain(text or older)


def plain(text: str, *, silent: bool = False) -> Sheet:
    """A word to the owner."""
    return Sheet(fitted(text, ROOM), silent=silent)


def asking(text: str) -> Sheet:
    """A word to the owner that their next message answers."""
    return Sheet(fitted(text, ROOM), asks=True)


def line(text: str) -> str:
    """What somebody wrote, in one short line."""
    return without_commands(folded(text, _QUESTION))


def percent(share: float) -> str:
    """A share in [0, 1] as people say it."""
    return f"{100 * share:.0f} %"


def _moment(at: datetime, zone: tzinfo | None, near: datetime | None = None) -> str:
    """When, by the clocks of ``zone`` at that moment; without the day if that is the day of ``near``."""
    here = at.astimezone(zone)
    same_day = near is not None and here.date() == near.astimezone(zone).date()
    return f"{here:%H:%M}" if same_day else f"{here:%Y-%m-%d %H:%M}"


def _theirs(texts: Sequence[str], room: int) -> str:
    """What they wrote; of what is too long the middle is left out, since what they ask for mostly stands at the end."""
    whole = _quoted(texts, _NO_END)
    if units(whole) <= room:
        return whole
    end = whole[-room // 2 :]
    left_out = f"\n[… {len(whole) - room // 2 - len(end)} characters are left out here: `twin desk` shows them …]\n> …"
    return f"{fitted(whole, room // 2)}{left_out}{end}"


def _brief(text: str, room: int) -> str:
    """A text on one line, cut at ``room`` UTF-16 code units."""
    return fitted(folded(text, room), room)


def _quoted(texts: Sequence[str], room: int) -> str:
    """Texts as they were written, each line marked as not ours, cut at ``room`` UTF-16 code units."""
    marked = "\n>\n".join("\n".join(f"> {one}".rstrip() for one in lines(text)) for text in texts)
    return fitted(marked, room)
