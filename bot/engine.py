"""What the twin says to a message: recalled, written, guarded, decided."""

from dataclasses import dataclass, replace

from bot import policy
from twin.draft import Decision
from twin.knowledge import Audience
from twin.message import Burst
from twin.seams import Disclosure, ExactWords, FixedSentences, Guard, Recaller, Writer

# The commands that ask who answers here.
_ABOUT = ("about", "help")
# Passages and exemplars that a writer gets to choose from.
_RECALLED = 8


@dataclass(frozen=True, slots=True)
class Engine:
    """Answers messages. It is handed its parts and knows none of them by name.

    ``about`` is what the twin says when it is asked who it is; it begins with the disclosure.
    """

    disclosure: Disclosure
    exact: ExactWords
    recaller: Recaller
    writer: Writer
    guard: Guard
    sentences: FixedSentences
    about: str = ""

    def answer(self, burst: Burst, reader: Audience) -> Decision:
        """What is done about the burst, for this reader. Blocks."""
        text = burst.text
        asked = self._asks(burst)
        decision = self._decide(burst, self.disclosure.rest(text) if asked else text, reader)
        if burst.command in _ABOUT and self.about:
            return policy.disclosing(decision, self.about)
        if asked or not burst.disclosed:
            return policy.disclosing(decision, self.sentences.disclosure)
        return decision

    def beyond_limit(self, burst: Burst, decision: Decision) -> Decision:
        """What is done about the burst once a limit was reached, for which ``decision`` is the usual course. Blocks.

        Who asks whether this is a machine is told all the same, and who calls for the owner is passed on.
        """
        if burst.command == "human":
            return replace(policy.called_for_owner(self.sentences), reply=decision.reply, kind=decision.kind)
        if self._asks(burst):
            return policy.disclosing(decision, self.sentences.disclosure)
        if not burst.attachment and not self.exact.asks_anything(burst.text):
            return policy.small_talk()
        return decision

    def _asks(self, burst: Burst) -> bool:
        return burst.command in ("start", *_ABOUT) or self.disclosure.asks(burst.text)

    def _decide(self, burst: Burst, text: str, reader: Audience) -> Decision:
        """The decision about what is asked beside whether this is an AI."""
        if burst.command == "human":
            return policy.called_for_owner(self.sentences)
        if not self.exact.asks_anything(text):
            return policy.unseen(burst.attachment, self.sentences) if burst.attachment else policy.small_talk()
        topic = None
        draft = self.exact.draft(text, reader)
        if draft is None:
            topic = self.exact.for_owner(text)
        if draft is None and topic is None:
            draft = self.writer.write(text, self.recaller.recall(text, reader, _RECALLED))
        objection = self.guard.objection(draft) if draft else None
        return policy.decide(draft, objection, topic, self.sentences)
