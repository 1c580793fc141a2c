"""What the twin says to a message: recalled, written, guarded, decided."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot import policy
from twin.brief import NO_PAST, Brief, Past
from twin.draft import Autonomy, Decision, Draft, Objection, Usage, Verdict
from twin.errors import WriterError
from twin.knowledge import Audience
from twin.message import Burst
from twin.seams import (
    Alarm,
    Confidences,
    Disclosure,
    ExactWords,
    FixedSentences,
    Guard,
    Recaller,
    VoiceWishes,
    Writer,
)

# The commands that ask who answers here.
_ABOUT = ("about", "help")


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written, from what, what it took, and what the owner has to hear of how it came about."""

    brief: Brief
    draft: Draft | None
    usage: tuple[Usage, ...] = ()
    alert: str = ""
    alert_kind: str = ""


@dataclass(frozen=True, slots=True)
class Engine:
    """Answers messages. It is handed its parts and knows none of them by name.

    ``about`` is what the twin says when it is asked who it is; it begins with the disclosure. ``fallback`` writes when
    ``writer``, which then is a language model, cannot or may not any more (``budgets``). ``recalled`` passages and
    exemplars are there to write from; ``confidences`` sets right how sure a writer is of what it wrote. ``wishes``
    hears who wants to be answered aloud, and ``aloud`` says who is; None: there is no voice.
    """

    disclosure: Disclosure
    alarm: Alarm
    exact: ExactWords
    recaller: Recaller
    writer: Writer
    guard: Guard
    sentences: FixedSentences
    about: str = ""
    fallback: Writer | None = None
    budgets: policy.Budgets = policy.NO_BUDGETS
    recalled: int = 8
    confidences: Confidences | None = None
    wishes: VoiceWishes | None = None
    aloud: policy.Aloud | None = None

    def answer(
        self, burst: Burst, reader: Audience, past: Past = NO_PAST, autonomy: Autonomy = policy.UNSET
    ) -> Decision:
        """What is done about the burst, for this reader; ``autonomy`` is what goes out by itself. Blocks."""
        autonomy = policy.autonomy_for(reader, autonomy)
        danger = self.in_danger(burst)
        asked = self._asks(burst)
        text = self.disclosure.rest(burst.text) if asked else burst.text
        wishes = self.wishes if self.aloud is not None and self.aloud.asked else None
        asks_aloud = wishes is not None and wishes.asks(text)
        if wishes is not None and asks_aloud:
            text = wishes.rest(text)
        decision = danger or self._decide(burst, text, reader, past, autonomy)
        decision = replace(decision, mode=autonomy.mode)
        if self.aloud is not None:
            decision = policy.said_aloud(decision, burst, reader, self.aloud, asks=asks_aloud)
        if burst.command in _ABOUT and self.about:
            return policy.disclosing(decision, self.about)
        if asked or not burst.disclosed:
            return policy.disclosing(decision, self.sentences.disclosure)
        return decision

    def in_danger(self, burst: Burst) -> Decision | None:
        """What is done about the burst if it tells of somebody in danger. Blocks."""
        draft = self.alarm.draft(burst.text)
        return policy.in_danger(draft) if draft else None

    def beyond_limit(self, burst: Burst, decision: Decision) -> Decision:
        """What is done about the burst once a limit was reached, for which ``decision`` is the usual course. Blocks.

        Who may be in danger is answered, who asks whether this is a machine is told, and who calls for the owner is
        passed on all the same.
        """
        if danger := self.in_danger(burst):
            return danger if burst.disclosed else policy.disclosing(danger, self.sentences.disclosure)
        if burst.command == "human":
            called = replace(policy.called_for_owner(self.sentences), reply=decision.reply)
            # What tells of the limit counts as that, so that it is told once.
            return replace(called, kind=decision.kind) if decision.reply.texts else called
        if self._asks(burst):
            return policy.disclosing(decision, self.sentences.disclosure)
        if not burst.attachment and not self.exact.asks_anything(burst.text):
            return policy.small_talk()
        return decision

    def _asks(self, burst: Burst) -> bool:
        return burst.command in ("start", *_ABOUT) or self.disclosure.asks(burst.text)

    def _decide(self, burst: Burst, text: str, reader: Audience, past: Past, autonomy: Autonomy) -> Decision:
        """The decision about what is asked beside whether this is an AI."""
        if burst.command == "human":
            return policy.called_for_owner(self.sentences)
        if burst.command == "voice" and not text.strip():
            return policy.asked_again()
        if not self.exact.asks_anything(text):
            if burst.attachment and not burst.spoken:
                return policy.unseen(burst.attachment, self.sentences, burst.unheard)
            return policy.small_talk()
        brief = Brief(text, reader, burst.sender, burst.conversation, burst.sent_at, past=past)
        if exact := self.exact.draft(text, reader):
            return self._judged(_Written(brief, exact), autonomy)
        if topic := self.exact.for_owner(text):
            return policy.kept_by_owner(topic, self.sentences)
        return self._judged(self._estimated(self._written(brief)), autonomy)

    def _written(self, brief: Brief) -> _Written:
        brief = replace(brief, recollection=self.recaller.recall(brief.text, brief.reader, self.recalled))
        if self.fallback is None:
            return _Written(brief, self.writer.write(brief))
        if over := policy.over_budget(brief.past, self.budgets, datetime.now(UTC)):
            return _Written(brief, self.fallback.write(brief), alert=over, alert_kind="budget")
        try:
            draft = self.writer.write(brief)
        except WriterError as error:
            return _Written(brief, self.fallback.write(brief), error.usage, str(error), error.kind)
        if draft is not None and not draft.texts:
            # A model that passes says nothing, and has taken something nevertheless.
            return _Written(brief, None, draft.usage)
        return _Written(brief, draft)

    def _estimated(self, written: _Written) -> _Written:
        """The same, the draft with the confidence that the owner's decisions about others give it.

        Whether it was sure enough to be written at all, its writer knew best.
        """
        draft = written.draft
        if draft is None or self.confidences is None:
            return written
        confidence = self.confidences.confidence(draft.writer, draft.confidence)
        return replace(written, draft=replace(draft, confidence=confidence, raw=draft.confidence))

    def _judged(self, written: _Written, autonomy: Autonomy) -> Decision:
        draft = written.draft
        verdict = self._verdict(draft, written.brief) if draft else Verdict()
        decision = policy.decide(draft, verdict, self.sentences, autonomy)
        return replace(decision, usage=written.usage, alert=written.alert, alert_kind=written.alert_kind)

    def _verdict(self, draft: Draft, brief: Brief) -> Verdict:
        """What the guard finds; a model's draft that it cannot judge waits: to write it again would cost once more."""
        try:
            return self.guard.verdict(draft, brief)
        except Exception as error:
            # Whatever it was, nobody but the owner is to read this draft.
            if not draft.by_model:
                raise
            return Verdict((Objection("guard", f"it could not be judged ({type(error).__name__})"),))
