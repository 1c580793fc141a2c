"""What the twin remembers of a contact, as the owner reads it, corrects it and deletes it."""

from collections.abc import Iterator

from bot import terminal
from bot.desk import people
from bot.desk.desk import Desk
from bot.harmless import line, name
from bot.ledger import Ledger
from twin.contact_memory import ContactFact, ContactMemory, Origin
from twin.errors import DeskError
from twin.noteworthy import LONGEST

# Facts that are shown, and the characters of each line.
_SHOWN, _WIDTH = 100, 300
_HOW = {
    Origin.PATTERN: "found in their words",
    Origin.MODEL: "noted by the model",
    Origin.OWNER: "in your words",
}


def sheet(desk: Desk, who: str) -> Iterator[str]:
    """All that is remembered of somebody, a line each. Raises DeskError."""
    contact = people.find(desk, who)
    known = desk.ledger.memory(contact.key).all()
    yield f"{name(contact.name)} ({line(contact.key, _WIDTH)})"
    parts = (
        ("Facts, by what they said themselves or you told them:", list(_facts(known))),
        ("What they wrote longer ago:", [f"  {line(one, _WIDTH)}" for one in known.summary]),
        (
            "Promised to them in your name:",
            [f"  {terminal.day(one.at)}  {one.kind}: {line(one.text, _WIDTH)}" for one in known.promises],
        ),
        (
            "Asked by them, and not answered yet:",
            [f"  {terminal.day(one.sent_at)}  {line(one.text, _WIDTH)}" for one in known.questions],
        ),
    )
    for title, lines in parts:
        if lines:
            yield title
            yield from lines
    if not any(lines for _, lines in parts):
        yield "Nothing is remembered of them."
    elif known.facts:
        yield "`twin contacts edit ID TEXT` corrects a fact, `twin contacts delete ID` forgets it."


def edit(ledger: Ledger, fact: str, text: str) -> str:
    """Let a fact read so; what was done. Raises DeskError, StoreError."""
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST:
        raise DeskError(f"A fact is one sentence of at most {LONGEST} characters.")
    memory, number = ledger.memories.holding(fact)
    if not memory.edit(number, plain):
        raise DeskError(f"There is no fact {fact}: `twin contacts show NAME` lists them.")
    return f"{fact} now says: {line(plain, _WIDTH)}"


def delete(ledger: Ledger, fact: str) -> str:
    """Forget a fact; what was done. Raises DeskError, StoreError."""
    memory, number = ledger.memories.holding(fact)
    if not memory.delete(number):
        raise DeskError(f"There is no fact {fact}: `twin contacts show NAME` lists them.")
    return f"{fact} is forgotten. What they wrote stays in the record of your conversations."


def _facts(known: ContactMemory) -> Iterator[str]:
    for fact in known.facts[:_SHOWN]:
        yield f"  {fact.id:8}  {terminal.day(fact.said_at)}  {line(fact.text, _WIDTH)}  ({'; '.join(_details(fact))})"
    if len(known.facts) > _SHOWN:
        yield f"  and {len(known.facts) - _SHOWN} more"


def _details(fact: ContactFact) -> Iterator[str]:
    yield "what you told them" if fact.slot == "agreed" else fact.slot
    yield _HOW[fact.origin]
    where = f" in {name(fact.title)}" if fact.title else ""
    yield f"message {line(fact.reference, 40) or fact.message}{where}"
    if fact.edited_at:
        yield f"edited {terminal.day(fact.edited_at)}"
    if fact.replaced_at:
        yield f"until {terminal.day(fact.replaced_at)}, when they said otherwise"
