"""The writer that has a chat model answer: asked, cut into messages, and asked once more if it reads like a machine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from persona import manner
from persona.contact_notes import notes
from persona.examples import chosen
from persona.fact_question import asks_for_fact
from persona.profile import Profile
from persona.prompt import Asked, Prompter, Styles
from persona.style.habits import Habits
from persona.taught import answers_it
from twin.brief import Brief
from twin.draft import Draft, Usage
from twin.errors import WriterError
from twin.knowledge import FoundExemplar, FoundPassage
from twin.prompt import Prompt
from twin.seams import Likeness

# Examples that a prompt has at the most.
_EXAMPLES = 5
# Passages, and how well each fits in comparison with the best one: what is far from the question only distracts.
_PASSAGES = 8
_NEARLY = 0.4
# What the confidence is made of: see ``_confidence``.
_BARE, _SUPPORTED, _FAULT = 0.15, 0.5, 0.1
# What is left where nothing answers the question, or every fault was made.
_LEAST = 0.05
# Below this probability that anything answers the question, the owner is told of it.
_DOUBTFUL = 0.5
_MARK = re.compile(r"^(?:> ?){1,9}", re.MULTILINE)
_PASS = re.compile(r"\[\s{0,9}pass\s{0,9}\]", re.IGNORECASE)
_BARE_PASS = re.compile(r"[\W_]{0,99}pass[\W_]{0,99}", re.IGNORECASE)


class Answered(Protocol):
    """What a model said, and what that took; ``persona.model.Answer`` is one."""

    @property
    def text(self) -> str:
        """What it said."""
        ...

    @property
    def usage(self) -> Usage:
        """What it took."""
        ...


class Model(Protocol):
    """A chat model; ``persona.model.ChatModel`` is one."""

    @property
    def name(self) -> str:
        """Its provider and its name."""
        ...

    def ask(self, prompt: Prompt) -> Answered:
        """What it answers. Blocks. Raises WriterError."""
        ...


class Prompting:
    """Makes the prompt of a brief, with the examples that show best how the owner answers."""

    def __init__(self, profile: Profile, style: Styles, likeness: Likeness, budget: int) -> None:
        """``budget`` are a prompt's tokens at the most, as ``persona.prompt.tokens`` counts them."""
        self._prompter = Prompter(profile, style, budget)
        self._style = style
        self._likeness = likeness
        self._language = profile.languages[0]
        self.names = (profile.name, profile.twin_name, *profile.aliases)

    def habits(self, brief: Brief) -> Habits | None:
        """How the owner writes where the brief comes from; None if nothing is known."""
        return self._style.setting(brief.conversation.group)

    def answerable(self, brief: Brief) -> float:
        """The probability in [0, 1] that what is there answers the brief; 1 where no writings are needed.

        They are not where no fact is asked for, nor where the conversation or the notes on who writes tell it, nor the
        owner, who taught it.
        """
        told = [turn.text for turn in brief.past.turns if turn.audience <= brief.reader]
        told += [note.text for note in notes(brief)]
        if any(answers_it(brief.text, one, self._language) for one in brief.recollection.exemplars):
            return 1.0
        return brief.recollection.answerable if asks_for_fact(brief.text, self._language, told) else 1.0

    def prompt(self, brief: Brief) -> Prompt:
        """What a model is asked for this brief. Blocks. Raises WriterError and AudienceError."""
        return self.asked(brief).prompt

    def asked(self, brief: Brief) -> Asked:
        """The same, with what of the owner's writings stands in it. Blocks."""
        found = brief.recollection
        examples = chosen(
            found.exemplars,
            self.habits(brief),
            self._likeness,
            _EXAMPLES,
            lambda one: answers_it(brief.text, one, self._language),
        )
        passages = _worth_reading(found.passages, examples)
        return self._prompter.asked(replace(brief, recollection=replace(found, passages=passages)), examples)

    def again(self, brief: Brief, asked: Asked, faults: Sequence[str], said: Sequence[str]) -> Asked:
        """What is asked to have written again what was ``said`` when this was ``asked``."""
        examples = [*(found for found in asked.leans_on if isinstance(found, FoundExemplar)), *asked.manner]
        passages = tuple(found for found in asked.leans_on if isinstance(found, FoundPassage))
        brief = replace(brief, recollection=replace(brief.recollection, passages=passages))
        return self._prompter.asked(brief, examples, faults, said)


@dataclass(frozen=True, slots=True)
class _Version:
    """An answer as messages, what is wrong with them, and what was asked for it."""

    texts: tuple[str, ...]
    faults: tuple[str, ...]
    asked: Asked


class ModelWriter:
    """Has a model write. A draft without texts says that the model had nothing to say, and what that took."""

    def __init__(self, model: Model, prompting: Prompting) -> None:
        self._model = model
        self._prompting = prompting

    def write(self, brief: Brief) -> Draft:
        """What the model writes, of two versions the one with fewer faults.

        Raises WriterError if there is no first version; its ``usage`` is what was taken nevertheless.
        """
        asked = self._prompting.asked(brief)
        answer = self._model.ask(asked.prompt)
        if passes(answer.text):
            reason = "the model found nothing here that answers the message"
            return self._draft(_Version((), (), asked), (answer.usage,), 0.0, reason)
        version = self._version(answer.text, brief, asked)
        if not version.texts:
            sentence = f"{self._model.name} answered with nothing that could be sent."
            raise WriterError(sentence, "empty", (answer.usage,))
        again, usage = self._rewritten(version, brief) if version.faults else (None, ())
        best = again if again and len(again.faults) < len(version.faults) else version
        answerable = self._prompting.answerable(brief)
        return self._draft(best, (answer.usage, *usage), _confidence(best, answerable), _reason(best, answerable))

    def _rewritten(self, version: _Version, brief: Brief) -> tuple[_Version | None, tuple[Usage, ...]]:
        """A second version, if there is one, and what it took."""
        try:
            asked = self._prompting.again(brief, version.asked, version.faults, version.texts)
            answer = self._model.ask(asked.prompt)
        except WriterError as error:
            # The first version is better than none.
            return None, tuple(error.usage)
        if passes(answer.text):
            return None, (answer.usage,)
        again = self._version(answer.text, brief, asked)
        return again if again.texts else None, (answer.usage,)

    def _version(self, text: str, brief: Brief, asked: Asked) -> _Version:
        # The mark of what others wrote is no part of an answer.
        text = _MARK.sub("", text)
        habits = self._prompting.habits(brief)
        texts = manner.messages(text, habits, self._prompting.names)
        own = "\n".join(map(_own_text, asked.leans_on)).casefold()
        faults = manner.faults(texts, habits, lambda wording: wording.casefold() in own)
        return _Version(texts, tuple(faults), asked)

    def _draft(self, version: _Version, usage: tuple[Usage, ...], confidence: float, reason: str) -> Draft:
        return Draft(
            texts=version.texts,
            confidence=confidence,
            writer=self._model.name,
            reason=reason,
            leans_on=version.asked.leans_on,
            usage=usage,
            by_model=True,
            prompt=version.asked.prompt,
        )


def _worth_reading(passages: Sequence[FoundPassage], examples: Sequence[FoundExemplar]) -> tuple[FoundPassage, ...]:
    """The passages that fit nearly as well as the best one does, without those that stand in the examples anyway."""
    least = _NEARLY * max((found.signals.score for found in passages), default=0.0)
    shown = {line for found in examples for line in found.exemplar.reply.splitlines()}
    kept = (found for found in passages if found.signals.score >= least and found.passage.text not in shown)
    return tuple(kept)[:_PASSAGES]


def passes(answer: str) -> bool:
    """Whether a model says that it has nothing to say: ``[pass]`` stands in the answer, or nothing but the word does.

    An answer with the mark beside other words is none either: nobody is to read the mark.
    """
    return bool(_PASS.search(answer) or _BARE_PASS.fullmatch(answer.strip()))


def _own_text(found: FoundPassage | FoundExemplar) -> str:
    """What of it the owner wrote."""
    if isinstance(found, FoundExemplar):
        return found.exemplar.reply
    return found.passage.text if found.passage.by_owner else ""


def _support(version: _Version) -> float:
    """The cosine of what fits the message best among what the prompt held, in [0, 1]."""
    return max(
        (min(1.0, found.signals.cosine) for found in version.asked.leans_on if found.signals.cosine > 0), default=0.0
    )


def _confidence(version: _Version, answerable: float) -> float:
    """A guess until it is fitted to what owners decide: 0.15 for a model's word alone, 0.65 at the most.

    Half a point for a passage or an exemplar that means the same as the message, less for one that means something
    near; a tenth less for each fault that was left, and never less than 0.05. That is if anything ``answerable`` is
    asked, a probability; else 0.05, since what a model says then is made up.
    """
    answered = max(_LEAST, _BARE + _SUPPORTED * _support(version) - _FAULT * len(version.faults))
    return answerable * answered + (1 - answerable) * _LEAST


def _reason(version: _Version, answerable: float) -> str:
    exemplars = sum(isinstance(found, FoundExemplar) for found in version.asked.leans_on)
    passages = len(version.asked.leans_on) - exemplars
    lent = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (passages, "piece of your writings", "pieces of your writings"),
            (exemplars, "earlier answer of yours", "earlier answers of yours"),
        )
        if count
    ]
    made_from = f"from {' and '.join(lent)}, the nearest {_support(version):.2f} like the message" if lent else ""
    left = f"it still reads like a machine in {len(version.faults)} ways" if version.faults else ""
    doubt = f"that anything of yours answers the question is {answerable:.2f} sure" if answerable < _DOUBTFUL else ""
    return "; ".join(filter(None, (f"a model wrote it {made_from or 'from none of your writings'}", doubt, left)))
