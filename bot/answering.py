"""The next burst of a conversation: read, answered, decided, as one step that is on the disk when it ends."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot import policy
from bot.engine import Engine
from bot.ledger import Ledger
from bot.ledger.sounds import Unheard
from twin.brief import Past
from twin.draft import Action, Autonomy, Decision, Kind
from twin.errors import AnswerError, StoreError
from twin.knowledge import Audience
from twin.message import Burst, Conversation, Reply, enclosing
from twin.seams import Readers

# Messages of a conversation that a writer sees.
_REMEMBERED = 30

Parts = Callable[[str], Sequence[str]]

_CONTACT: Literal["contact"] = "contact"
_CONVERSATION: Literal["conversation"] = "conversation"


@dataclass(frozen=True, slots=True)
class Answered:
    """A burst and the decision about it, with the number of messages that it answers."""

    burst: Burst
    decision: Decision


@dataclass(frozen=True, slots=True)
class Answering:
    """What waits in a conversation becomes decisions. ``within`` is the longest pause inside of a burst.

    ``autonomy`` is what goes out by itself, everywhere; None: what the owner has chosen for each conversation.
    """

    ledger: Ledger
    engine: Engine
    readers: Readers
    rules: policy.Rules
    within: timedelta
    autonomy: Autonomy | None = None

    def next(self, conversation: str, parts: Parts) -> Answered | None:
        """Decide about the next burst; ``parts`` cuts a text into messages. None: nothing waits. Blocks.

        Raises StoreError if the decision cannot be kept, AnswerError or whatever else the engine raises if there is
        none; then it waits as before.
        """
        while burst := self.ledger.decisions.burst(conversation, self.within):
            decision = self._decision(burst)
            # False: it was edited, deleted or taken over while it was being answered.
            if self._keep(burst, decision, parts):
                return Answered(burst, decision)
        return None

    def urgent(self, conversation: str, parts: Parts) -> Answered | None:
        """Decide about a message that tells of somebody in danger, before whatever waits or is being answered there.

        None: no message does. Blocks. Raises StoreError, AnswerError.
        """
        for burst in self.ledger.decisions.each(conversation):
            decision = self._danger(burst)
            if decision is not None and self._keep(burst, decision, parts):
                return Answered(burst, decision)
        return None

    def unheard(self, conversation: str) -> list[Unheard]:
        """What was spoken in the next burst and nobody has listened to, if the twin answers it at all. Blocks."""
        burst = self.ledger.decisions.burst(conversation, self.within)
        if burst is None or self._silence(burst, self._autonomy(burst)) or self._over(burst):
            return []
        return [sound for id_, _ in burst.rows if (sound := self.ledger.sounds.waiting(id_)) is not None]

    def give_up(self, conversation: str, error: str, parts: Parts) -> Answered | None:
        """Decide about the next burst without an answer, since there is none to be had. Raises StoreError."""
        while burst := self.ledger.decisions.burst(conversation, self.within):
            autonomy = self._autonomy(burst)
            decision = self._silence(burst, autonomy) or self._failure(burst, error)
            decision = policy.offered(decision, burst, self.rules)
            decision = replace(policy.kept(burst, decision), mode=autonomy.mode)
            if self._keep(burst, decision, parts):
                return Answered(burst, decision)
        return None

    def _decision(self, burst: Burst) -> Decision:
        autonomy = self._autonomy(burst)
        if silent := self._silence(burst, autonomy):
            return self._danger(burst) or policy.kept(burst, policy.offered(silent, burst, self.rules))
        if limited := self._limited(burst):
            limited = policy.offered(limited, burst, self.rules)
            return replace(policy.kept(burst, self._told(burst, limited)), mode=autonomy.mode)
        past = self._past(burst)
        reader = policy.reader(burst, self.readers)
        with _answering():
            decision = self.engine.answer(burst, reader, past, autonomy)
        now = self._autonomy(burst)
        if now != autonomy:
            decision = self._anew(burst, decision, reader, now)
        return policy.offered(decision, burst, self.rules)

    def _past(self, burst: Burst) -> Past:
        """What was said there before, and what is remembered of whoever writes, as far as it may be used there."""
        past = self.ledger.history.past(burst, _REMEMBERED)
        since = next((turn.sent_at for turn in past.turns if not turn.by_twin), None)
        before = min(id_ for id_, _ in burst.rows)
        memory = self.ledger.memory(burst.sender.key)
        return replace(past, memory=memory.known(burst.conversation, burst.text, before=before, since=since))

    def _anew(self, burst: Burst, decision: Decision, reader: Audience, autonomy: Autonomy) -> Decision:
        """The decision by what the owner chose while it was made, which may take a model long."""
        if silent := self._silence(burst, autonomy):
            return policy.kept(burst, policy.silenced(decision, silent))
        return policy.anew(decision, self.engine.sentences, policy.autonomy_for(reader, autonomy))

    def _danger(self, burst: Burst) -> Decision | None:
        """What is done about the burst if it tells of somebody in danger whom the owner has let in.

        Where the twin says nothing, as where the owner has taken over, the owner hears of it.
        """
        if not policy.admitted(burst, self.rules, self.readers):
            return None
        with _answering():
            danger = self.engine.in_danger(burst)
        if danger is None:
            return None
        autonomy = self._autonomy(burst)
        if silent := self._silence(burst, autonomy):
            return policy.silenced(danger, silent)
        return replace(self._told(burst, danger), mode=autonomy.mode)

    def _autonomy(self, burst: Burst) -> Autonomy:
        return self.autonomy or self.ledger.modes.of(burst)

    def _silence(self, burst: Burst, autonomy: Autonomy) -> Decision | None:
        silent = policy.unanswered(burst, self.rules, self.readers, autonomy)
        return silent and replace(silent, mode=autonomy.mode)

    def _told(self, burst: Burst, decision: Decision) -> Decision:
        """The decision, disclosing to whoever was never told what this is; silence needs no disclosure."""
        if burst.disclosed or decision.discloses or not decision.reply.texts:
            return decision
        return policy.disclosing(decision, self.engine.sentences.disclosure)

    def _failure(self, burst: Burst, error: str) -> Decision:
        decision = policy.failed(error, self.engine.sentences)
        if self._over(burst) is not None:
            # Who has had enough answers need not be told of errors either.
            return replace(decision, reply=Reply(()))
        return self._told(burst, decision)

    def _limited(self, burst: Burst) -> Decision | None:
        """What is done about the burst if a limit was reached; None if none was."""
        over = self._over(burst)
        if over is None:
            return None
        decision, spent = over
        if spent:
            return decision
        with _answering():
            return self.engine.beyond_limit(burst, decision)

    def _over(self, burst: Burst) -> tuple[Decision, bool] | None:
        """The usual course when a limit was reached, and whether even what is told beyond it has been told enough."""
        for column, value, limit in (
            (_CONTACT, burst.sender.key, self.rules.per_contact),
            (_CONVERSATION, _counted_in(burst.conversation), self.rules.per_conversation),
        ):
            if not limit.answers:
                continue
            lately = self.ledger.decisions.pressure(column, value, limit.within)
            decision = policy.over_limit(lately.answers, lately.notices, limit, self.engine.sentences)
            if decision is not None:
                return decision, lately.notices > limit.answers
        return None

    def _keep(self, burst: Burst, decision: Decision, parts: Parts) -> bool:
        reader = policy.reader(burst, self.readers)
        return self.ledger.decisions.decide(burst, decision, [parts(text) for text in decision.reply.texts], reader)


def _counted_in(conversation: Conversation) -> str:
    """Where answers are counted together: a thread of a channel counts with the channel, however many there are."""
    around = enclosing(conversation.key)[1:2]
    return around[0] if conversation.group and around and around[0] != conversation.place else conversation.key


@contextmanager
def _answering() -> Iterator[None]:
    """Tells the engine's stores from the ledger: only without the ledger can nothing be decided."""
    try:
        yield
    except StoreError as error:
        raise AnswerError(str(error)) from error


def whole(text: str) -> Sequence[str]:
    """A text as one message, where length does not matter."""
    return (text,)


def line(answered: Answered, seconds: float) -> str:
    """A line for the log: what was done for whom, without a word of what was written."""
    burst, decision = answered.burst, answered.decision
    draft = f" {decision.draft.writer} {decision.draft.confidence:.2f}" if decision.draft else ""
    where = f" in {burst.conversation.key}" if burst.conversation.group else ""
    # A reason for silence is one of a few sentences of our own; others may name what the owner keeps, or what is wrong.
    told = decision.action is Action.STAY_SILENT and decision.kind is not Kind.DANGER
    why = f" ({decision.reason})" if told else ""
    count = f"{len(burst.rows)} message{'s' if len(burst.rows) > 1 else ''}"
    return f"{burst.sender.key}{where}: {count}, {decision.action.value}{why}{draft}, {seconds:.2f} s"
