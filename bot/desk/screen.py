"""What the owner and moderators are shown on a chat platform: brought, step by step, to what the ledger says."""

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from bot import mishaps
from bot.desk import cases, moderated, quiet, sheets
from bot.desk.desk import Desk
from bot.lanes import Lanes
from bot.ledger.cards import NOTICES, Card, Waiting
from bot.ledger.cases import Case, Outcome
from bot.ledger.owners import Deciders
from bot.ledger.rulings import moderator
from bot.policy import reader_there
from twin.desk import Sheet
from twin.draft import Kind
from twin.errors import DeliveryError, InDoubt, NotNow, Refused, StoreError
from twin.knowledge import Audience, Exemplar, Passage
from twin.message import Contact, platform_of
from twin.seams import Adapter, Panel

_log = logging.getLogger("twin")

# Drafts that stand there with their buttons at the same time; a digest tells of the others.
_SHOWN = 5
# What is shown at once, however many and whatever the hour: the owner is in that conversation, or ought to be.
_AT_ONCE = (Kind.DANGER, Kind.TAKEOVER)
# Of one contact no more of these at the same time.
_EACH = 5
# A list of questions that is older than this is shown anew when it has grown: nobody scrolls back to it.
_OLD_LIST = timedelta(days=1)
# How long after an edit the lesson that it teaches may come: something else may be being learned.
_SOON = timedelta(minutes=30)
_STORE_PAUSE = 5.0
# Pauses in seconds, each twice as long as the one before: after a refusal, the owner may have blocked the bot; after a
# doubt, since twice there is better than never; and while the platform has no time.
_REFUSED = (60.0, 3600.0)
_DOUBTED = (2.0, 60.0)
_BUSY = 2.0
# How often to look whether what the owner decided has gone out, as a share of the time since they did, and in seconds.
_SHARE = 0.1
_LOOK = (1.0, 60.0)

# The pieces that a draft leans on, by kind and id.
Sources = Callable[[Sequence[tuple[str, int]]], Sequence[Passage | Exemplar]]


@dataclass(frozen=True, slots=True)
class _Step:
    """How a card has to read, what of it is kept, and whether that is its last change."""

    card: Card
    sheet: Sheet
    last: bool = False
    text: str | None = None


@dataclass(slots=True)
class _Rests:
    """What is not tried again yet, by name: a card's or a conversation's."""

    until: dict[str, float] = field(default_factory=dict)
    pauses: dict[str, float] = field(default_factory=dict)

    def begin(self, name: str, pauses: tuple[float, float]) -> None:
        """Rest for the first pause, or twice as long as the last time, up to the longest."""
        first, longest = pauses
        pause = self.pauses[name] = min(max(first, 2 * self.pauses.get(name, 0.0)), longest)
        self.until[name] = monotonic() + pause

    def begin_once(self, name: str, seconds: float) -> None:
        """Rest for so long, without counting it."""
        self.until[name] = monotonic() + seconds

    def left(self, name: str) -> float:
        """For how many seconds it still rests; 0 if it does not."""
        return max(0.0, self.until.get(name, 0.0) - monotonic())

    def end(self, *names: str) -> None:
        """Rest no more, and forget for how long it was."""
        for name in names:
            self.until.pop(name, None)
            self.pauses.pop(name, None)


@dataclass(slots=True)
class _View:
    """One look at what is to be shown in a conversation: its cards, what waits, until when it is quiet.

    ``level`` is what may be said there, if it is one of moderators; None: it is the owner's. ``again`` are the seconds
    after which to look again though nothing happens.
    """

    conversation: str
    cards: Sequence[Card]
    waiting: Sequence[Waiting]
    quiet_until: datetime | None
    now: datetime
    level: Audience | None = None
    again: list[float] = field(default_factory=list)

    def card(self, kind: str) -> Card | None:
        """The one that stands or is to stand there, of a kind of which there is one."""
        return next((card for card in self.cards if card.kind == kind), None)

    def look_again(self, moment: datetime | None) -> None:
        """A moment at which something reads otherwise."""
        if moment is not None and moment > self.now:
            self.again.append((moment - self.now).total_seconds() + 1)


@dataclass(slots=True)
class Screen:
    """Shows the owner what waits, in each of the conversations that they decide in, and moderators in theirs.

    A card is noted before it is sent, and that it stands there afterwards: after a kill in between it may stand there
    twice, and either one works. One that does not surely stand there stays to be shown.
    """

    desk: Desk
    adapters: Mapping[str, Adapter]
    sources: Sources
    _lanes: Lanes = field(init=False)
    _rests: _Rests = field(default_factory=_Rests)
    # The questions as they were gathered last, and what of the records that was made from.
    _asked: tuple[object, Sheet | None] = (None, None)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, at_once=4)

    def wake(self, conversation: str) -> None:
        """Something may have to be shown there."""
        if self._panel(conversation) is not None:
            self._lanes.wake(conversation)

    def heard(self, conversation: str) -> None:
        """The owner has done something there, so that what was refused is tried again."""
        self._rests.end(
            conversation, *(name for name in list(self._rests.until) if name.startswith(f"{conversation} "))
        )
        self.wake(conversation)

    async def wake_all(self) -> None:
        """Something may have to be shown, wherever somebody decides."""
        for conversation in await asyncio.to_thread(self.desk.ledger.owners.desks):
            self.wake(conversation)

    async def tell(self, sentence: str) -> None:
        """Tell the owner what has happened, wherever they look, as soon as they may be disturbed."""
        ledger = self.desk.ledger
        for owner in await asyncio.to_thread(ledger.owners.all):
            await asyncio.to_thread(ledger.cards.note, owner.conversation, sentence)
            self.wake(owner.conversation)

    async def stop(self, seconds: float) -> None:
        """Show nothing more; what is being sent may take so long."""
        await self._lanes.stop(seconds)

    def _panel(self, conversation: str) -> Panel | None:
        adapter = self.adapters.get(platform_of(conversation))
        return None if adapter is None else adapter.panel

    async def _work(self, conversation: str) -> float | None:
        if rest := max(self._rests.left(conversation), self._rests.left(_busy(conversation))):
            return rest
        try:
            found = await asyncio.to_thread(self._next, conversation)
            if isinstance(found, _Step):
                await self._show(conversation, found)
                return 0.0
            return found
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        except Exception as error:  # noqa: BLE001 - nothing may end what the owner sees
            mishaps.note(error)
            _log.error("%s: the desk could not be shown (%s)", conversation, type(error).__name__)
            self._rests.begin(conversation, _REFUSED)
            return 0.0

    async def _show(self, conversation: str, step: _Step) -> None:
        panel, card, cards = self._panel(conversation), step.card, self.desk.ledger.cards
        assert panel is not None  # noqa: S101 - wake has looked
        try:
            if card.reference:
                await panel.change(conversation, card.reference, step.sheet)
                reference = card.reference
            else:
                reference = await panel.show(conversation, step.sheet)
        except NotNow as error:
            self._rests.begin_once(_busy(conversation), _BUSY if error.seconds is None else max(error.seconds, 0.1))
        except InDoubt:
            self._rests.begin(_named(card), _DOUBTED)
        except DeliveryError as error:
            _log.info("%s: a card was not shown (%s)", conversation, error)
            await self._refused(conversation, card, closed=isinstance(error, Refused) and error.closed)
        else:
            self._rests.end(conversation, _named(card))
            digest = _digest(step.sheet)
            await asyncio.to_thread(partial(cards.shown, card.id, reference, digest, text=step.text, last=step.last))

    async def _refused(self, conversation: str, card: Card, *, closed: bool) -> None:
        """Try again much later what the owner has not seen; what stands there stays as it stands."""
        ledger = self.desk.ledger
        # Who decides nothing is told something once, and not waited for.
        desks = await asyncio.to_thread(ledger.owners.desks)
        if conversation not in desks or (card.reference and not closed):
            # Deleted there, or too old to be changed: its buttons still do what they say.
            await asyncio.to_thread(ledger.cards.close, card.id)
            self._rests.end(_named(card))
            return
        self._rests.begin(conversation if closed else _named(card), _REFUSED)

    # What has to be shown next, or after how many seconds to look again. Blocks.

    def _next(self, conversation: str) -> _Step | float | None:
        ledger = self.desk.ledger
        cards = ledger.cards.open(conversation)
        again: list[float] = []
        if step := self._word(cards, again):
            return step
        view = self._view(conversation, cards, again)
        if view is None:
            return min(again, default=None)
        view.look_again(view.quiet_until)
        # What has happened, and what nobody could answer, is for the owner.
        owners = (self._noticed, self._changed, self._new, self._digested, self._listed)
        for found in owners if view.level is None else (self._changed, self._new, self._digested):
            if step := found(view):
                return step
        return min(view.again, default=None)

    def _view(self, conversation: str, cards: Sequence[Card], again: list[float]) -> _View | None:
        """What there is to be shown, if somebody decides there; the owner's quiet hours are no moderator's."""
        ledger, now = self.desk.ledger, datetime.now(UTC)
        # Asked once: whoever decides there may be another at any moment, and the owner's view is for them alone.
        deciders = ledger.owners.deciders(conversation)
        if deciders is None:
            return None
        shared = deciders is not Deciders.OWNER
        level = self.desk.readers.group_audience(conversation) if shared else None
        quiet_until = None if shared else quiet.standing(ledger, now)
        return _View(conversation, cards, moderated.waiting(self.desk, conversation), quiet_until, now, level, again)

    def _free(self, card: Card, again: list[float]) -> bool:
        """Whether it may be tried now; otherwise it is looked at again when it may."""
        if left := self._rests.left(_named(card)):
            again.append(left)
        return not left

    def _step(
        self, view: _View, card: Card, sheet: Sheet, *, last: bool = False, text: str | None = None
    ) -> _Step | None:
        """What there is to be done for a card to read like this."""
        if _digest(sheet) == card.shown or not self._free(card, view.again):
            return None
        return _Step(card, sheet, last, text)

    def _word(self, cards: Sequence[Card], again: list[float]) -> _Step | None:
        """An answer to something that the owner did, in the order in which they did it."""
        words = (card for card in cards if card.kind in ("word", "asks") and not card.reference)
        for card in words:
            if self._free(card, again):
                made = sheets.asking if card.kind == "asks" else sheets.plain
                return _Step(card, made(card.text), last=True)
        return None

    def _noticed(self, view: _View) -> _Step | None:
        """Something that has happened."""
        for card in view.cards if view.quiet_until is None else ():
            if card.kind in NOTICES and not card.reference and self._free(card, view.again):
                return _Step(card, sheets.notice(card.text, card.subject), last=True)
        return None

    def _changed(self, view: _View) -> _Step | None:
        """A card of a case that reads otherwise by now."""
        waiting = {one.decision for one in view.waiting}
        for card in view.cards:
            if card.kind == "case" and (step := self._case(view, card, waits=card.subject in waiting)):
                return step
        return None

    def _case(self, view: _View, card: Card, *, waits: bool) -> _Step | None:
        case = self.desk.ledger.cases.case(card.subject)
        if case is None or not (waits or card.reference):
            # It was decided before it was shown.
            self.desk.ledger.cards.close(card.id)
            return None
        if view.level is not None and not moderated.is_theirs(self.desk, case, view.conversation):
            return self._covered(view, card, case)
        last = not (waits or case.on_its_way or _to_be_learned(case, view.now))
        if case.on_its_way and case.ruling is not None:
            since = (view.now - case.ruling.at).total_seconds()
            view.again.append(min(max(since * _SHARE, _LOOK[0]), _LOOK[1]))
        if not case.texts and card.text:
            # Its messages belong to the draft that was made anew.
            case = replace(case, texts=tuple(json.loads(card.text))) if _redone(case) else case
        until = self.desk.platforms.until(case.conversation.key, case.sent_at) if waits else None
        view.look_again(until)
        sheet = self._sheet(view, case, until, gone=not waits and case.ruling is None)
        kept = json.dumps(case.texts, ensure_ascii=False)
        if last and _digest(sheet) == card.shown:
            self.desk.ledger.cards.close(card.id)
        return self._step(view, card, sheet, last=last, text=kept)

    def _covered(self, view: _View, card: Card, case: Case) -> _Step | None:
        """Take away what a card tells, for as long as it is not for all who read there any more."""
        last = case.ruling is not None or not case.texts
        if not card.reference or (last and card.shown == _digest(moderated.COVERED)):
            self.desk.ledger.cards.close(card.id)
            return None
        return self._step(view, card, moderated.COVERED, last=last)

    def _sheet(self, view: _View, case: Case, until: datetime | None, *, gone: bool) -> Sheet:
        """How a case reads there; what its draft leans on is for the owner."""
        ruling, shared = case.ruling, view.level is not None
        by = cases.decider(self.desk, ruling, among_moderators=shared) if ruling is not None else ""
        if view.level is not None:
            return moderated.of(case, view.level, until, view.now, by, gone=gone)
        pieces = self.sources(case.leans_on) if ruling is None else ()
        return sheets.of(case, self.desk.levels, pieces, until, view.now, gone=gone, by=by)

    def _new(self, view: _View) -> _Step | None:
        """A case that was never shown there yet."""
        new = [one for one in view.waiting if not one.stands and not one.stood]
        # Whoever writes a great deal there does not fill the owner's chat: the digest tells of the rest.
        standing = Counter(one.account for one in view.waiting if one.stands and one.kind in _AT_ONCE)
        urgent = [one for one in new if one.kind in _AT_ONCE and standing[one.account] < _EACH]
        calm = sum(one.stands and one.kind not in _AT_ONCE for one in view.waiting)
        room = view.quiet_until is None and calm < _SHOWN
        others = [one for one in new if one.kind not in _AT_ONCE]
        chosen = next(iter(urgent or (others if room else ())), None)
        if chosen is None:
            return None
        card = self._added(view, "case", chosen.decision)
        return self._case(view, card, waits=True)

    def _added(self, view: _View, kind: str, subject: int = 0) -> Card:
        id_ = self.desk.ledger.cards.add(view.conversation, kind, subject)
        return Card(id_, view.conversation, kind, subject, "", "", "", view.now, closed=False)

    def _digested(self, view: _View) -> _Step | None:
        """How much more waits than stands there."""
        hidden, card = [one for one in view.waiting if not one.stands], view.card("digest")
        if not hidden:
            return self._ended(view, card, "Nothing more waits.")
        if view.quiet_until is not None:
            return None
        if view.level is None:
            sheet = sheets.digest(hidden, self._sendable(view, hidden), self.desk.levels, view.now)
        else:
            sheet = moderated.digest(hidden)
        return self._step(view, card or self._added(view, "digest"), sheet)

    def _sendable(self, view: _View, hidden: Sequence[Waiting]) -> list[Waiting]:
        """The drafts of those contacts that would go out together, where there are several."""
        accounts = {one.account for one in hidden}
        drafts = [one for one in view.waiting if one.sendable and one.account in accounts]
        several = Counter(one.account for one in drafts)
        drafts = [one for one in drafts if several[one.account] > 1]
        roles = self.desk.ledger.people.roles([one.decision for one in drafts])
        whom = {
            one.decision: (one.account, one.conversation, one.group, roles.get(one.decision, frozenset()))
            for one in drafts
        }
        hears = {where: self._hears(*where) for where in set(whom.values())}
        until = self.desk.platforms.until
        return [
            one
            for one in drafts
            if hears[whom[one.decision]] >= one.reader
            and ((end := until(one.conversation, one.sent_at)) is None or view.now < end)
        ]

    def _hears(self, account: str, conversation: str, group: bool, roles: frozenset[str]) -> Audience:
        """What may be said to somebody there by now."""
        return reader_there(Contact(account, "", Audience.PUBLIC), group, (conversation,), self.desk.readers, roles)

    def _ended(self, view: _View, card: Card | None, sentence: str) -> _Step | None:
        """A list that is empty by now; one that never stood there need not."""
        if card is None:
            return None
        if not card.reference:
            self.desk.ledger.cards.close(card.id)
            return None
        return self._step(view, card, sheets.plain(sentence, silent=True), last=True)

    def _listed(self, view: _View) -> _Step | None:
        """The questions that nobody could answer, in one card."""
        card, sheet = view.card("questions"), self._questions()
        if sheet is None:
            return self._ended(view, card, "No question is open.")
        if view.quiet_until is not None or (card is not None and _digest(sheet) == card.shown):
            return None
        if card is not None and card.reference and view.now - card.at > _OLD_LIST:
            self.desk.ledger.cards.close(card.id)
            card = None
        return self._step(view, card or self._added(view, "questions"), sheet)

    def _questions(self) -> Sheet | None:
        """What is asked, gathered anew only if that has changed: it takes long."""
        found = self.desk.ledger.cards.asked()
        before, sheet = self._asked
        if found != before:
            asked = self.desk.questions() if found else []
            sheet = sheets.questions(asked, self.desk.levels) if asked else None
            self._asked = (found, sheet)
        return sheet


def _named(card: Card) -> str:
    return f"{card.conversation} {card.id}"


def _busy(conversation: str) -> str:
    """The platform has no time for it, which nothing that the owner does changes."""
    return f"busy {conversation}"


def _redone(case: Case) -> bool:
    return case.ruling is not None and case.ruling.outcome is Outcome.REDONE


def _to_be_learned(case: Case, now: datetime) -> bool:
    """Whether what the owner said is about to be learned: then it can be forgotten again, under the same card."""
    ruling = case.ruling
    if ruling is None or ruling.outcome is not Outcome.EDITED or ruling.lesson is not None or moderator(ruling.by):
        return False
    return now - ruling.at < _SOON


def _digest(sheet: Sheet) -> str:
    return hashlib.blake2b(repr(sheet).encode(errors="replace"), digest_size=16).hexdigest()
