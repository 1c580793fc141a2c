"""What the owner is shown on a chat platform: brought, step by step, to what the ledger says."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot import mishaps
from bot.desk import quiet, sheets
from bot.desk.desk import Desk
from bot.lanes import Lanes
from bot.ledger.cards import Card
from bot.ledger.cases import Case, Outcome
from twin.desk import Sheet
from twin.draft import Kind
from twin.errors import DeliveryError, InDoubt, NotNow, StoreError
from twin.knowledge import Exemplar, Passage
from twin.message import platform_of
from twin.seams import Adapter

_log = logging.getLogger("twin")

# Drafts that stand there with their buttons at the same time; a digest tells of the others.
_SHOWN = 5
# What is shown at once, however many and whatever the hour: the owner is in that conversation, or ought to be.
_AT_ONCE = (Kind.DANGER, Kind.TAKEOVER)
# A list of questions that is older than this is shown anew when it has grown, in seconds: nobody scrolls back to it.
_OLD_LIST = 86_400.0
# How long after an edit the lesson that it teaches may come: something else may be being learned.
_SOON = timedelta(minutes=30)
_PAUSE = 2.0
_STORE_PAUSE = 5.0
# How often something is tried of which nobody knows whether it arrived: twice there is better than never.
_TRIES = 3

# The pieces that a draft leans on, by kind and id.
Sources = Callable[[Sequence[tuple[str, int]]], Sequence[Passage | Exemplar]]


_EMPTY = Sheet("")


@dataclass(frozen=True, slots=True)
class _Step:
    """A card, how it has to read, and whether that is its last change; with ``seconds``, to look again by then."""

    card: Card | None = None
    sheet: Sheet = _EMPTY
    last: bool = False
    reply_to: str = ""
    seconds: float | None = None


_NOTHING = _Step()


@dataclass(slots=True)
class Screen:
    """Shows the owner what waits, in each of the conversations that they decide in.

    A card is noted before it is sent, and that it stands there afterwards: after a kill in between it may stand there
    twice, and either one works.
    """

    desk: Desk
    adapters: Mapping[str, Adapter]
    sources: Sources
    _lanes: Lanes = field(init=False)
    _tries: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work, at_once=4)

    def wake(self, conversation: str) -> None:
        """Something may have to be shown there."""
        adapter = self.adapters.get(platform_of(conversation))
        if adapter is not None and adapter.panel is not None:
            self._lanes.wake(conversation)

    async def wake_all(self) -> None:
        """Something may have to be shown, wherever the owner looks."""
        for owner in await asyncio.to_thread(self.desk.ledger.owners.all):
            self.wake(owner.conversation)

    async def tell(self, sentence: str) -> None:
        """Tell the owner something, wherever they look."""
        ledger = self.desk.ledger
        for owner in await asyncio.to_thread(ledger.owners.all):
            await asyncio.to_thread(partial(ledger.cards.add, owner.conversation, "word", text=sentence))
            self.wake(owner.conversation)

    async def stop(self, seconds: float) -> None:
        """Show nothing more; what is being sent may take so long."""
        await self._lanes.stop(seconds)

    async def _work(self, conversation: str) -> float | None:
        try:
            step = await asyncio.to_thread(self._next, conversation)
            if step.card is None:
                return step.seconds
            return await self._show(conversation, step.card, step)
        except StoreError as error:
            _log.error("%s: %s", conversation, error)
            return _STORE_PAUSE
        except Exception as error:  # noqa: BLE001 - nothing may end what the owner sees
            mishaps.note(error)
            _log.error("%s: the desk could not be shown (%s)", conversation, type(error).__name__)
            return 60.0

    async def _show(self, conversation: str, card: Card, step: _Step) -> float:
        panel = self.adapters[platform_of(conversation)].panel
        assert panel is not None  # noqa: S101 - wake has looked
        cards = self.desk.ledger.cards
        try:
            if card.reference:
                await panel.change(conversation, card.reference, step.sheet)
                reference = card.reference
            else:
                reference = await panel.show(conversation, step.sheet, step.reply_to)
        except NotNow as error:
            return _PAUSE if error.seconds is None else max(error.seconds, 0.1)
        except InDoubt:
            self._tries[card.id] = self._tries.get(card.id, 0) + 1
            if self._tries[card.id] < _TRIES:
                return _PAUSE
            await asyncio.to_thread(cards.close, card.id)
            return 0.0
        except DeliveryError as error:
            # Deleted there, or too old to be changed: it stands as it stood, and its buttons still do what they say.
            _log.info("%s: a card was not shown (%s)", conversation, error)
            await asyncio.to_thread(cards.close, card.id)
            return 0.0
        self._tries.pop(card.id, None)
        await asyncio.to_thread(partial(cards.shown, card.id, reference, _digest(step.sheet)))
        if step.last:
            await asyncio.to_thread(cards.close, card.id)
        return 0.0

    # What has to be shown next. Blocks.

    def _next(self, conversation: str) -> _Step:
        cards = self.desk.ledger.cards.open(conversation)
        for card in cards:
            if card.kind == "word" and not card.reference:
                return _Step(card, sheets.plain(card.text), last=True)
            if card.kind == "asks" and not card.reference:
                return _Step(card, sheets.asking(card.text), last=True)
        if not self.desk.ledger.owners.account_of(conversation):
            return _NOTHING
        # Moments are told by this machine's clock.
        now = datetime.now().astimezone()
        quiet_until = quiet.standing(self.desk.ledger, now)
        waiting = {case.decision: case for case in self.desk.ledger.cases.waiting()}
        return (
            self._changed(cards, waiting, now)
            or self._new(conversation, cards, waiting, quiet_until, now)
            or self._listed(conversation, cards, quiet_until, now)
            or _Step(seconds=self._until(waiting, quiet_until, now))
        )

    def _changed(self, cards: Sequence[Card], waiting: Mapping[int, Case], now: datetime) -> _Step | None:
        """A card of a case that reads otherwise by now."""
        for card in cards:
            if card.kind != "case":
                continue
            case = waiting.get(card.subject) or self.desk.ledger.cases.case(card.subject)
            if case is None:
                continue
            last = case.decision not in waiting and not _to_be_learned(case, now)
            sheet = self._sheet(case, now, gone=case.decision not in waiting and case.ruling is None)
            if _digest(sheet) != card.shown:
                return _Step(card, sheet, last=last)
            if last:
                self.desk.ledger.cards.close(card.id)
        return None

    def _new(
        self,
        conversation: str,
        cards: Sequence[Card],
        waiting: Mapping[int, Case],
        quiet_until: datetime | None,
        now: datetime,
    ) -> _Step | None:
        """A case that is shown nowhere there yet; then how many more there are."""
        open_ = {card.subject for card in cards if card.kind == "case"}
        hidden = [
            case for case in waiting.values() if case.decision not in open_ and not self._seen(conversation, case)
        ]
        urgent = [case for case in hidden if case.kind in _AT_ONCE]
        calm = [number for number in open_ if number in waiting and waiting[number].kind not in _AT_ONCE]
        room = quiet_until is None and len(calm) < _SHOWN
        if chosen := next(iter(urgent or (hidden if room else ())), None):
            self.desk.ledger.cards.add(conversation, "case", chosen.decision)
            return self._changed(self.desk.ledger.cards.open(conversation), waiting, now)
        return self._digested(conversation, cards, hidden, quiet_until, now)

    def _seen(self, conversation: str, case: Case) -> bool:
        """Whether it was shown there and its card was closed since: deleted there, or too old."""
        return any(card.conversation == conversation for card in self.desk.ledger.cards.of("case", case.decision))

    def _digested(
        self,
        conversation: str,
        cards: Sequence[Card],
        hidden: Sequence[Case],
        quiet_until: datetime | None,
        now: datetime,
    ) -> _Step | None:
        card = next((card for card in cards if card.kind == "digest"), None)
        if not hidden or quiet_until is not None:
            if card is None or hidden:
                return None
            return _Step(card, sheets.plain("Nothing more waits.", silent=True), last=True)
        sheet = sheets.digest(hidden, self.desk.levels, now)
        if card is None:
            self.desk.ledger.cards.add(conversation, "digest")
            card = next(card for card in self.desk.ledger.cards.open(conversation) if card.kind == "digest")
        return _Step(card, sheet) if _digest(sheet) != card.shown else None

    def _listed(
        self, conversation: str, cards: Sequence[Card], quiet_until: datetime | None, now: datetime
    ) -> _Step | None:
        """The questions that nobody could answer, in one card."""
        card = next((card for card in cards if card.kind == "questions"), None)
        asked = self.desk.questions()
        if not asked:
            return _Step(card, sheets.plain("No question is open.", silent=True), last=True) if card else None
        sheet = sheets.questions(asked)
        if card is not None and _digest(sheet) == card.shown:
            return None
        if quiet_until is not None:
            return None
        if card is not None and (now - card.at).total_seconds() > _OLD_LIST:
            self.desk.ledger.cards.close(card.id)
            card = None
        if card is None:
            self.desk.ledger.cards.add(conversation, "questions")
            card = next(card for card in self.desk.ledger.cards.open(conversation) if card.kind == "questions")
        return _Step(card, sheet)

    def _sheet(self, case: Case, now: datetime, *, gone: bool) -> Sheet:
        until = self.desk.platforms.until(case.conversation.key, case.sent_at)
        return sheets.of(case, self.desk.levels, self.sources(case.leans_on), until, now, gone=gone)

    def _until(self, waiting: Mapping[int, Case], quiet_until: datetime | None, now: datetime) -> float | None:
        """When to look again though nothing happens, in seconds."""
        moments = [self.desk.platforms.until(case.conversation.key, case.sent_at) for case in waiting.values()]
        coming = [moment for moment in (*moments, quiet_until) if moment is not None and moment > now]
        return (min(coming) - now).total_seconds() + 1 if coming else None


def _to_be_learned(case: Case, now: datetime) -> bool:
    """Whether what the owner said is about to be learned: then it can be forgotten again, under the same card."""
    ruling = case.ruling
    if ruling is None or ruling.outcome is not Outcome.EDITED or ruling.lesson is not None:
        return False
    return now - ruling.at < _SOON


def _digest(sheet: Sheet) -> str:
    return hashlib.blake2b(repr(sheet).encode(errors="replace"), digest_size=16).hexdigest()
