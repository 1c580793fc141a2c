"""What a rule of the guard says about a text, in a conversation that a test describes."""

from collections.abc import Sequence
from datetime import UTC, datetime

from persona.guard.rule import Rule, Saying
from twin.brief import Brief, Past
from twin.draft import Draft, Objection
from twin.knowledge import Audience, FoundPassage, Passage, Recollection, Signals
from twin.message import Contact, Conversation, Turn

_NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def turn(text: str, by_twin: bool = False, by_owner: bool = False) -> Turn:
    """A line of the conversation so far, by default the contact's."""
    return Turn(by_twin, text, _NOW, by_owner=by_owner)


def passage(text: str, audience: Audience = Audience.PUBLIC, by_owner: bool = True, author: str = "") -> FoundPassage:
    """One of the owner's public documents, or something that differs from it."""
    piece = Passage(1, 1, "a.md", 0, "A", "", author, by_owner, None, audience, text)
    return FoundPassage(piece, Signals(1.0, 1.0, 1.0))


def found(
    rule: Rule,
    *texts: str,
    asked: str = "hello",
    turns: Sequence[Turn] = (),
    passages: Sequence[FoundPassage] = (),
    reader: Audience = Audience.PUBLIC,
) -> list[Objection]:
    """What the rule objects to in a draft of these messages, as an answer to a stranger or another reader."""
    contact = Contact("fake/ann", "Ann", Audience.PUBLIC)
    recalled, past = Recollection(tuple(passages), ()), Past(tuple(turns))
    brief = Brief(asked, reader, contact, Conversation("fake/ann", "fake/ann"), _NOW, recalled, past)
    text = "\n".join(texts)
    return list(rule.objections(Saying(Draft(texts, 0.9, "fake", ""), text, (text,)), brief))
