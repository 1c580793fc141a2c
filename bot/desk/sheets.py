"""What the owner is shown to decide about: a case with its buttons, what else waits, the questions that are open.

All of it is computed from what is given, and changes only when that does. Moments are told by the clocks of a zone, or
of this machine where none is given, as they stood at that moment. What anybody wrote, a model too, stands behind
``> ``, so that none of it passes for what the twin itself says here.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import islice

from bot.desk.became import GONE, HANDLED, became
from bot.desk.buttons import button
from bot.desk.buttons import parsed as parsed
from bot.desk.greetings import is_greeting
from bot.desk.questions import Question
from bot.desk.typesetting import LINE, NO_END, THEIRS, brief, drafted, moment, quoted, their_words
from bot.harmless import fitted, name, units, without_commands
from bot.harmless import line as folded
from bot.ledger.cards import Waiting
from bot.ledger.cases import Case, Outcome
from bot.policy import DISCLOSES
from twin.desk import Button, Sheet
from twin.draft import Action, Kind
from twin.knowledge import Exemplar, Passage
from twin.message import platform_of

# What chat platforms take for one message, text and details together, in UTF-16 code units, less a little.
ROOM = 4000
# What they take for the answer to a press, less a little.
TOAST = 190
_OBJECTIONS = 5
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
    by: str = "",
) -> Sheet:
    """A case as it stands: with its buttons while it waits, with what became of it afterwards.

    ``levels`` are the names of the audiences, ``sources`` what the draft leans on, ``until`` is when the platform
    takes no answer any more. ``gone``: what it answers was taken back. ``whole``: nothing is cut. ``by``: who decided,
    if it was not the owner.
    """
    if case.ruling is not None or gone:
        return _handled(case, levels, zone, by)
    open_ = not case.closed and (until is None or now < until)
    room = NO_END if whole else ROOM
    words = their_words(case.texts, NO_END if whole else THEIRS)
    told = [_head(case, levels, zone), *heard(case), *([words] if words else []), *told_them(case)]
    about = [*_reasons(case), *window(case, until, zone, open_=open_)]
    text = "\n".join([*told, *([""] if about else []), *about])
    if case.action is Action.HOLD:
        text += drafted(case.draft, room - units(text), _LONGER)
        rows = _draft_rows(case, open_=open_)
    else:
        rows = _message_rows(case, open_=open_)
    return Sheet(text, _details(sources, room - units(text), zone), rows)


def _head(case: Case, levels: Sequence[str], zone: tzinfo | None) -> str:
    """Who wrote, where, what they may hear, and when; or whom the owner wants to write to."""
    if is_greeting(case):
        return f"For {writer(case)} {place(case)}: you want to send this, {moment(case.decided_at, zone)}."
    what = "" if case.action is Action.HOLD else _HEADS.get(case.kind, "")
    return f"{what}{writer(case)} {place(case)}, hears {levels[case.reader]}, {moment(case.sent_at, zone)}:"


def writer(case: Case) -> str:
    """Who wrote, with their account: anybody can take a name, and have it say what stands behind it here."""
    return f"“{name(case.contact.name).replace('”', '’')}” ({name(case.contact.key, _ACCOUNT)})"


def place(case: Case) -> str:
    """Where they wrote."""
    if case.conversation.group:
        return f"in the group “{name(case.conversation.title)}”"
    if case.conversation.as_owner:
        return "in your own chat"
    return f"on {platform_of(case.conversation.key).capitalize()}"


def heard(case: Case) -> list[str]:
    """That what they say was understood by a machine."""
    return ["🎤 They said it aloud; as it was understood:"] if case.spoken else []


def told_them(case: Case) -> list[str]:
    """What was said to it already."""
    return ["They were told:", quoted(case.told, HANDLED)] if case.told else []


def _reasons(case: Case) -> Iterator[str]:
    """Why it waits, and what else there is to know."""
    if not is_greeting(case):
        yield f"Why: {brief(case.reason.removeprefix(DISCLOSES), LINE)}"
    for objection in case.objections[:_OBJECTIONS]:
        yield f"• {brief(objection.rule, _CALLED)}: {brief(objection.reason, LINE)}"
    if len(case.objections) > _OBJECTIONS:
        yield f"• and {len(case.objections) - _OBJECTIONS} more"
    if case.action is Action.HOLD and case.confidence is not None and not is_greeting(case):
        yield f"{percent(case.confidence)} sure"
    if case.action is Action.HOLD and case.film is not None:
        yield f"🎬 With a film of {case.film:.0f} seconds."
    if case.action is Action.HOLD and case.aloud:
        yield "🔊 It is said aloud too, if there is a voice."
    yield from since(case)


def since(case: Case) -> Iterator[str]:
    """What they have done since it was decided about."""
    if case.edited:
        yield "They changed their message since."
    if case.newer:
        yield "They wrote again since."


def window(case: Case, until: datetime | None, zone: tzinfo | None, *, open_: bool) -> Iterator[str]:
    """How long it can be answered there."""
    if case.closed:
        yield "Nothing can be said there any more."
    elif until is not None:
        told = moment(until, zone, case.sent_at)
        yield f"Can be answered there until {told}." if open_ else f"Could be answered there until {told}: too late."


def _draft_rows(case: Case, *, open_: bool) -> Rows:
    number = case.decision
    # Written for what they said before, it is not sent to what they say now.
    send = () if case.edited else (button("a", "✓ Send", number),)
    first = (*send, button("e", "✎ Edit", number)) if open_ else ()
    own = () if is_greeting(case) else (button("t", "I'll answer", number),)
    second = (button("r", "✗ Reject", number), *own)
    return (first, second) if first else (second,)


def _message_rows(case: Case, *, open_: bool) -> Rows:
    number = case.decision
    mine = case.kind is Kind.TAKEOVER
    own = button("x", "Give it back", number) if mine else button("t", "I'll answer", number)
    first = (button("e", "Answer", number), own) if open_ else (own,)
    return first, (button("d", "Dismiss", number),)


def _handled(case: Case, levels: Sequence[str], zone: tzinfo | None, by: str) -> Sheet:
    """What it was, and what became of it."""
    ruling = case.ruling
    text = [_head(case, levels, zone), *([quoted(case.texts, HANDLED)] if case.texts else [])]
    if case.draft and ruling is not None and ruling.outcome in (Outcome.APPROVED, Outcome.REJECTED):
        text += ["", "Draft:", quoted(case.draft, HANDLED)]
    rows: Rows = ()
    if ruling is not None and ruling.outcome is Outcome.EDITED and ruling.lesson is not None:
        rows = ((button("f", "Forget what it learned", ruling.lesson),),)
    end = GONE if ruling is None else became(case, ruling, zone, by)
    return Sheet("\n".join([*text, "", end]), rows=rows, silent=True)


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
        oldest = moment(theirs[0].sent_at, zone, now)
        own = sum(one.kind is Kind.GREETING for one in theirs)
        yours = f", {own} of them what you want to send" if own else ""
        told.append(
            f"• {name(theirs[0].name)} (hears {levels[theirs[0].reader]}): {len(theirs)}, since {oldest}{yours}"
        )
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
    seen = units(quoted(case.texts, NO_END)) <= THEIRS
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
