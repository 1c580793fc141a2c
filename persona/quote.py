"""The writer that needs no model: the owner's own words, or nothing."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from babel.core import UnknownLocaleError
from babel.dates import format_date
from sentencex import segment

from persona.fact_question import asks_for_fact
from persona.sentences import Sentences
from persona.taught import THRESHOLD, sureness
from twin.brief import Brief
from twin.draft import Draft
from twin.knowledge import Exemplar, FoundExemplar, FoundPassage, Passage, Recollection
from twin.seams import Likeness

# Passages whose sentences are compared with the message one by one.
_READ = 3
# Characters quoted at the most, if the sentence itself is not longer.
_LONGEST = 420
# Words that an answer has at the least: below it is an aside.
_FEWEST_WORDS = 4
# What is left of the confidence in something that the owner has corrected since, if only for another question.
_CORRECTED = 0.85
# Below this probability that anything answers the question, a quotation is the less sure. Chosen on half of the 237
# questions about a blog that ``benchmarks/quote.py`` asks.
_DOUBTFUL = 0.25


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure quoting may be: logistic weights of the signals, and the confidences from which on it answers.

    ``exemplar`` weighs (bias, cosine, words) of a message that the owner answered once; ``passage`` weighs (bias,
    cosine, words) of a passage and the cosine of its best sentence. ``twin calibrate`` fits them to an owner.
    """

    exemplar: tuple[float, float, float] = (-4.9, 8.0, 0.0)
    passage: tuple[float, float, float, float] = (-8.0, 5.9, 4.4, 6.9)
    exemplar_threshold: float = 0.65
    passage_threshold: float = 0.65


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Whole sentences of a passage that stand together, and how like the message the best of them is."""

    text: str
    cosine: float


class Quote:
    """Answers with what the owner taught, else once answered or wrote in whole sentences, dated, else not at all."""

    def __init__(self, likeness: Likeness, sentences: Sentences, language: str, judgement: Judgement) -> None:
        """``sentences`` hold the words that go with a date; ``language`` tells sentences apart and writes dates."""
        self._likeness = likeness
        self._sentences = sentences
        self._language = language
        self._judgement = judgement

    def write(self, brief: Brief) -> Draft | None:
        """The surest of the drafts that are sure enough; None if none is. What the owner taught comes before all."""
        drafts = [draft for draft in self.drafts(brief.text, brief.recollection) if self._sure_enough(draft)]
        return max(drafts, key=_rank, default=None)

    def _sure_enough(self, draft: Draft) -> bool:
        [found] = draft.leans_on
        if isinstance(found, FoundPassage):
            return draft.confidence >= self._judgement.passage_threshold
        return draft.confidence >= (THRESHOLD if _holds(found) else self._judgement.exemplar_threshold)

    def drafts(self, text: str, recollection: Recollection) -> list[Draft]:
        """Everything that could be quoted, each with its confidence."""
        drafts = [self._reply(found) for found in recollection.exemplars if _usable(found)]
        if quotation := self._best_quotation(text, recollection):
            drafts.append(quotation)
        doubted = min(1.0, recollection.answerable / _DOUBTFUL) if asks_for_fact(text, self._language) else 1.0
        taught = [self._taught(text, found) for found in recollection.exemplars if _holds(found)]
        return taught + [replace(draft, confidence=doubted * draft.confidence) for draft in drafts]

    def _best_quotation(self, text: str, recollection: Recollection) -> Draft | None:
        # A line of a chat without what it answered can be read as advice that it never was: chats are answered from
        # by exemplars. Documents have no author but the owner.
        own = [found for found in recollection.passages if _quotable(found.passage)][:_READ]
        read = [(found, self.excerpt(text, found.passage.text)) for found in own]
        quotable = [(found, excerpt) for found, excerpt in read if excerpt]
        if not quotable:
            return None
        # A sentence may repeat the question's words in a passage about something else: both have to fit.
        found, excerpt = max(quotable, key=lambda pair: pair[1].cosine + 2 * pair[0].signals.score)
        return self._quotation(found, excerpt)

    def _taught(self, text: str, found: FoundExemplar) -> Draft:
        # A standing answer, whatever its length: no remark of some day.
        return Draft(
            texts=_messages(found.exemplar.reply),
            confidence=sureness(text, found, self._language),
            writer="quote",
            reason="you taught it this",
            leans_on=(found,),
        )

    def _reply(self, found: FoundExemplar) -> Draft:
        signals = found.signals
        dated = self._dated_reply(found.exemplar.sent_at)
        sure = _probability(self._judgement.exemplar, signals.cosine, signals.words)
        return Draft(
            texts=(*_messages(found.exemplar.reply), *dated),
            confidence=_corrected(sure, found.exemplar),
            writer="quote",
            # What the other one wrote then stays out of the records of this conversation.
            reason="you once answered a message much like this one with this",
            leans_on=(found,),
        )

    def _quotation(self, found: FoundPassage, excerpt: Excerpt) -> Draft:
        signals, passage = found.signals, found.passage
        quoted = f"{self._introduction(passage.sent_at)} “{excerpt.text}”"
        sure = _probability(self._judgement.passage, signals.cosine, signals.words, excerpt.cosine)
        return Draft(
            texts=(f"{quoted} {passage.link}".strip(),),
            confidence=_corrected(sure, passage),
            writer="quote",
            reason=f"you wrote this in {passage.title or passage.place!r}",
            leans_on=(found,),
        )

    def excerpt(self, text: str, passage: str) -> Excerpt | None:
        """The sentence of the passage most like the message, with its neighbours that belong to it."""
        best: Excerpt | None = None
        for sentences in _paragraphs(passage, self._language):
            cosines = self._likeness.alike(text, sentences)
            top = max(range(len(sentences)), key=cosines.__getitem__)
            if (best is None or cosines[top] > best.cosine) and answers(sentences[top]):
                best = Excerpt(_around(sentences, cosines, top), cosines[top])
        return best

    def _introduction(self, written: datetime | None) -> str:
        if written is None:
            return self._sentences.undated_document
        return self._with_date(self._sentences.dated_document, written)

    def _dated_reply(self, sent: datetime | None) -> tuple[str, ...]:
        return () if sent is None else (self._with_date(self._sentences.dated_reply, sent),)

    def _with_date(self, sentence: str, moment: datetime) -> str:
        return sentence.replace("{date}", _written(moment.date(), self._language))


def _written(day: date, language: str) -> str:
    """The day as the language writes it; as 2024-05-01 if nobody told us how it does."""
    try:
        return str(format_date(day, format="long", locale=language))
    except UnknownLocaleError:
        return day.isoformat()


def _holds(found: FoundExemplar) -> bool:
    """Whether the owner taught it, and nothing else since."""
    return found.exemplar.taught and not found.exemplar.superseded and bool(_messages(found.exemplar.reply))


def _rank(draft: Draft) -> tuple[bool, float, float]:
    """What was taught before what was found, then the surer one, then what was taught later."""
    [found] = draft.leans_on
    if isinstance(found, FoundPassage) or not _holds(found):
        return False, draft.confidence, 0.0
    return True, draft.confidence, found.exemplar.sent_at.timestamp() if found.exemplar.sent_at else 0.0


def _corrected(sure: float, piece: Exemplar | Passage) -> float:
    return _CORRECTED * sure if piece.superseded else sure


def _messages(reply: str) -> tuple[str, ...]:
    """A reply as it was sent: a line each."""
    return tuple(line for line in reply.splitlines() if line.strip())


def _usable(found: FoundExemplar) -> bool:
    """Whether an earlier reply can stand as an answer, and its message says enough to be compared with.

    What was taught is no earlier reply: if it is not for this question, it answers nothing. Nor does what was true at
    its moment alone: whoever asks "shall we eat?" is not told that there is no class on Thursday.
    """
    if found.exemplar.situational or (found.exemplar.taught and not found.exemplar.superseded):
        return False
    return answers(found.exemplar.reply) and len(found.exemplar.message.split()) >= _FEWEST_WORDS


def _quotable(passage: Passage) -> bool:
    return passage.by_owner and not passage.author and not passage.situational


def answers(text: str) -> bool:
    """Whether a text can be an answer: words enough, and not a question itself."""
    return len(text.split()) >= _FEWEST_WORDS and not text.rstrip().endswith(("?", "？", "؟", ":"))


def _paragraphs(passage: str, language: str) -> Iterator[list[str]]:
    """The sentences of each paragraph of prose: no headings, code, tables, or what the owner quotes of others."""
    prose = re.sub(r"```.*?(```|\Z)", "", passage, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n", prose):
        if block.startswith(("# ", "> ", "|")):
            continue
        for item in re.split(r"\n(?=- )", block):
            sentences = [" ".join(sentence.split()) for sentence in segment(language, item.removeprefix("- "))]
            if whole := [sentence for sentence in sentences if sentence]:
                yield whole


def _around(sentences: Sequence[str], cosines: Sequence[float], top: int) -> str:
    """The best sentence and its neighbours in the paragraph, the likelier side first, as they stand.

    The sentence most like a question often only repeats it, and its answer stands before or after.
    """
    first = last = top
    while True:
        room = _LONGEST - sum(map(len, sentences[first : last + 1]))
        sides = [i for i in (last + 1, first - 1) if 0 <= i < len(sentences) and len(sentences[i]) <= room]
        if not sides:
            return " ".join(sentences[first : last + 1])
        side = max(sides, key=cosines.__getitem__)
        first, last = min(first, side), max(last, side)


def _probability(weights: Sequence[float], *signals: float) -> float:
    bias, *rest = weights
    return 1 / (1 + math.exp(-(bias + sum(weight * signal for weight, signal in zip(rest, signals, strict=True)))))
