"""Conversations of many contacts that are remembered."""

import itertools
from datetime import UTC, datetime, timedelta

from bot.ledger import Ledger
from bot.noting import Notes, remember
from memory.contact_facts import Patterns
from memory.contact_summary import Extracts
from twin.contact_memory import ContactMemory
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Edit, Message, OwnerWrote

GROUP = Conversation("fake/-100", "fake/-100", "Bike club", group=True)
OTHER_GROUP = Conversation("fake/-200", "fake/-200", "Choir", group=True)
OWNER = Contact("fake/owner", "Ann Lee", Audience.OWNER)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOTES = Notes(Patterns(), Extracts())


def somebody(number: int) -> Contact:
    return Contact(f"fake/{number}", f"Person {number}", Audience.PUBLIC)


def private(contact: Contact) -> Conversation:
    return Conversation(contact.key, contact.key, contact.name)


class Telling:
    """People who write to a twin, a minute apart."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._number = itertools.count(1)

    def message(self, who: Contact, text: str, where: Conversation | None = None, reference: str = "") -> Message:
        number = next(self._number)
        at = START + timedelta(minutes=number)
        return Message(f"fake/{number}", where or private(who), who, text, at, reference or str(number))

    def tell(self, who: Contact, *texts: str, where: Conversation | None = None) -> list[str]:
        """They write this; the platform's names of the messages."""
        messages = [self.message(who, text, where) for text in texts]
        for message in messages:
            self.ledger.inbox.receive(message)
        return [message.reference for message in messages]

    def change(self, who: Contact, reference: str, text: str, where: Conversation | None = None) -> None:
        self.ledger.inbox.receive(Edit(self.message(who, text, where, reference)))

    def owner_tells(self, who: Contact, text: str) -> str:
        """The owner writes to somebody with their own hands."""
        message = self.message(OWNER, text, private(who))
        self.ledger.inbox.receive(OwnerWrote(message))
        return message.reference

    def facts(self, who: Contact, where: Conversation | None = None) -> list[str]:
        """What is known of them there once what they wrote was read."""
        remember(self.ledger, who.key, NOTES)
        return [fact.text for fact in self.known(who, where).facts]

    def known(
        self, who: Contact, where: Conversation | None = None, question: str = "", since: datetime | None = None
    ) -> ContactMemory:
        memory = self.ledger.memory(who.key)
        return memory.known(where or private(who), question, before=1 << 40, since=since)
