"""What is remembered of what a contact wrote: facts, and sentences about what they wrote longer ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import policy
from bot.ledger import Ledger
from bot.ledger.memories import OneMemory, ToSum
from twin.brief import Past
from twin.contact_memory import Origin
from twin.draft import Usage
from twin.errors import WriterError
from twin.seams import Extractor, FactFinder, NoteTaker

# A model is asked about so many new messages at once, and not about fewer than the least.
_LEAST, _MOST = 10, 40
# So many are summed up at once by a model.
_SUMMED = 60
# How often what was changed meanwhile is read again, before it is left for the next time.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Notes:
    """What finds facts and sums up; ``by_model`` does both better, within the ``budgets``, if there is one."""

    facts: FactFinder
    extracts: Extractor
    by_model: NoteTaker | None = None
    budgets: policy.Budgets = policy.NO_BUDGETS


def remember(ledger: Ledger, contact: str, notes: Notes) -> None:
    """Remember what this contact told since the last time. Blocks. Raises StoreError, WriterError.

    Each step is on the disk when it ends: cut off, it goes on from there, and nothing is remembered twice.
    """
    memory = ledger.memory(contact)
    _read(memory, notes)
    within = notes.by_model is not None and _within(ledger, contact, notes.budgets)
    if notes.by_model is not None and within:
        _digest(memory, notes.by_model)
    for one in memory.to_sum():
        model = notes.by_model if within and _within(ledger, contact, notes.budgets) else None
        _sum(memory, one, notes.extracts, model)


def _within(ledger: Ledger, contact: str, budgets: policy.Budgets) -> bool:
    today, for_contact = ledger.history.spent(contact)
    past = Past(today=today, today_for_contact=for_contact)
    return policy.over_budget(past, budgets, datetime.now(UTC)) is None


def _read(memory: OneMemory, notes: Notes) -> None:
    tries = 0
    while (said := memory.unread()) and tries < _TRIES:
        found = [fact for one in said for fact in notes.facts.found(one)]
        # What was changed while it was read is read again.
        tries = 0 if memory.note(found, said) else tries + 1


def _digest(memory: OneMemory, model: NoteTaker) -> None:
    said = memory.undigested(_MOST)
    if len(said) < _LEAST:
        return
    try:
        noted = model.facts(said)
    except WriterError as error:
        # What it took counts; what cost something for nothing once is not asked again.
        memory.digest((), said if error.usage else (), error.usage)
        raise
    memory.digest(noted.facts, said, noted.usage)


def _sum(memory: OneMemory, one: ToSum, extracts: Extractor, model: NoteTaker | None) -> None:
    if model is None:
        _extract(memory, one, extracts)
        return
    read = one.new[:_SUMMED]
    try:
        summed = model.summary(one.before, read)
    except WriterError as error:
        memory.digest((), (), error.usage)
        _extract(memory, one, extracts)
        raise
    if summed.lines:
        memory.sum(one, summed.lines, read, Origin.MODEL, summed.usage)
    else:
        _extract(memory, one, extracts, summed.usage)


def _extract(memory: OneMemory, one: ToSum, extracts: Extractor, usage: Sequence[Usage] = ()) -> None:
    read = (*one.old, *one.new)
    memory.sum(one, extracts.summary(read), read, Origin.PATTERN, usage)
