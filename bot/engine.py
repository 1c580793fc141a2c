"""The path of one message: received, recalled, written, guarded, decided."""

import asyncio
from dataclasses import dataclass

from bot import policy
from twin.draft import Decision
from twin.message import Message
from twin.seams import Disclosure, ExactWords, FixedSentences, Guard, Ledger, Recaller, Writer

# Passages and exemplars that a writer gets to choose from.
_RECALLED = 8


@dataclass(frozen=True, slots=True)
class Engine:
    """Answers messages. It is handed its parts and knows none of them by name."""

    ledger: Ledger
    disclosure: Disclosure
    exact: ExactWords
    recaller: Recaller
    writer: Writer
    guard: Guard
    sentences: FixedSentences

    async def answer(self, message: Message) -> Decision | None:
        """What is done about the message, stored; None if it was decided before."""
        return await asyncio.to_thread(self._answer, message)

    def _answer(self, message: Message) -> Decision | None:
        if not self.ledger.receive(message):
            return None
        asked = self.disclosure.asks(message.text)
        discloses = asked or not self.ledger.disclosed_to(message.sender)
        decision = self._decide(self.disclosure.rest(message.text) if asked else message.text, message)
        if discloses:
            decision = policy.disclosing(decision, self.sentences)
        self.ledger.decide(message, decision, discloses=discloses)
        return decision

    def _decide(self, text: str, message: Message) -> Decision:
        """The decision about what the message asks beside whether this is an AI."""
        if not self.exact.asks_anything(text):
            return policy.small_talk()
        reader = message.sender.audience
        topic = None
        draft = self.exact.draft(text, reader)
        if draft is None:
            topic = self.exact.for_owner(text)
        if draft is None and topic is None:
            draft = self.writer.write(text, self.recaller.recall(text, reader, _RECALLED))
        objection = self.guard.objection(draft) if draft else None
        return policy.decide(draft, objection, topic, self.sentences)
