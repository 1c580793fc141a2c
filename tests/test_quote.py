"""The writer without a model: whole sentences of the owner's, dated, or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from persona.quote import Judgement, Quote, answers
from persona.sentences import SENTENCES
from tests.fakes import BagOfWords, brief_of
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals

_MAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
_EASY = Judgement(exemplar_threshold=0.0, passage_threshold=0.0)
_NEVER = Judgement(exemplar_threshold=1.0, passage_threshold=1.0)


class Words:
    """Likeness by shared words."""

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        vectors = BagOfWords().embed([text, *others])
        return [float(vectors[0] @ other) for other in vectors[1:]]


def _quote(judgement: Judgement = _EASY, language: str = "en") -> Quote:
    return Quote(Words(), SENTENCES[language], language, judgement)


def _passage(
    text: str, *, cosine: float = 0.6, score: float = 0.5, by_owner: bool = True, author: str = "",
    sent_at: datetime | None = _MAY, link: str = "https://mira.example.com/chains",
) -> FoundPassage:  # fmt: skip
    passage = Passage(1, 1, "post.md", 0, "Chains", link, author, by_owner, sent_at, Audience.PUBLIC, text)
    return FoundPassage(passage, Signals(score, cosine, 0.5))


def _exemplar(message: str, reply: str, cosine: float = 0.9, sent_at: datetime | None = _MAY) -> FoundExemplar:
    return FoundExemplar(
        Exemplar(1, 1, "chat", "Ben", message, reply, sent_at, Audience.PUBLIC), Signals(0.5, cosine, 0.5)
    )


def _taught(
    message: str = "Do you ship to France?", reply: str = "Yes, we do.", cosine: float = 0.8, sent_at: datetime = _MAY
) -> FoundExemplar:
    found = _exemplar(message, reply, cosine, sent_at)
    return replace(found, exemplar=replace(found.exemplar, taught=True))


def _superseded(found: FoundExemplar) -> FoundExemplar:
    return replace(found, exemplar=replace(found.exemplar, superseded=True))


def _recollection(*found: FoundPassage | FoundExemplar) -> Recollection:
    return Recollection(
        tuple(one for one in found if isinstance(one, FoundPassage)),
        tuple(one for one in found if isinstance(one, FoundExemplar)),
    )


def _written(text: str, *found: FoundPassage | FoundExemplar, judgement: Judgement = _EASY) -> tuple[str, ...]:
    draft = _quote(judgement).write(brief_of(text, _recollection(*found)))
    return draft.texts if draft else ()


def test_a_passage_is_quoted_with_its_date_and_link() -> None:
    found = _passage("# Chains\n\nI wax the chain every two weeks now.")
    draft = _quote().write(brief_of("do you wax the chain?", _recollection(found)))
    assert draft is not None
    assert draft.texts == (
        "I wrote about this on May 1, 2024: “I wax the chain every two weeks now.” https://mira.example.com/chains",
    )
    assert draft.leans_on == (found,)
    assert draft.writer == "quote"
    assert 0 < draft.confidence < 1
    assert "Chains" in draft.reason


def test_without_a_date_or_link_neither_is_said() -> None:
    found = _passage("I wax the chain every two weeks now.", sent_at=None, link="")
    assert _written("wax the chain?", found) == ("I once wrote about this: “I wax the chain every two weeks now.”",)


def test_the_date_is_written_in_the_owners_language() -> None:
    draft = _quote(language="de").write(
        brief_of("wax the chain?", _recollection(_passage("I wax the chain every two weeks.")))
    )
    assert draft
    assert "1. Mai 2024" in draft.texts[0]


@pytest.mark.parametrize("language", ["xx", "sh"])
def test_a_language_that_nobody_knows_has_plain_dates_and_sentences(language: str) -> None:
    quote = Quote(Words(), SENTENCES["en"], language, _EASY)
    draft = quote.write(brief_of("wax the chain?", _recollection(_passage("I wax the chain weekly. Oil is for rain."))))
    assert draft
    assert draft.texts[0].startswith("I wrote about this on 2024-05-01: “I wax the chain weekly. Oil is for rain.”")


def test_neighbouring_sentences_come_along_and_other_paragraphs_do_not() -> None:
    text = "Rain ruins every bearing.\n\nHow often? I wax the chain every two weeks. Oil is for the shop bike."
    assert (
        "“How often? I wax the chain every two weeks. Oil is for the shop bike.”"
        in _written("wax chain", _passage(text))[0]
    )


def test_a_long_paragraph_is_quoted_in_part_and_in_whole_sentences() -> None:
    sentences = [
        f"Sentence number {number} tells of chains and of wax at some length, as it should." for number in range(40)
    ]
    [said] = _written("what of sentence number 20 and wax", _passage(" ".join(sentences)))
    quoted = said.split("“")[1].split("”")[0]
    assert len(quoted) <= 420
    assert quoted.startswith("Sentence")
    assert quoted.endswith("should.")


@pytest.mark.parametrize(
    "text",
    [
        "Do you wax the chain?",
        "# How I wax the chain today",
        "```\nwax the chain(every, two, weeks)\n```",
        "> You should wax the chain every week, he said.",
        "| wax | the chain | every | week |",
        "Wax the chain!",
    ],
)
def test_questions_headings_code_tables_asides_and_others_words_are_never_quoted(text: str) -> None:
    assert _written("wax the chain?", _passage(text)) == ()


def test_nobody_elses_words_are_quoted() -> None:
    assert _written("wax the chain?", _passage("I wax the chain every two weeks.", by_owner=False)) == ()


def test_a_line_of_a_chat_is_no_quotation() -> None:
    assert _written("wax the chain?", _passage("I wax the chain every two weeks.", author="Mira")) == ()


def test_a_reply_is_said_line_by_line_with_its_date() -> None:
    found = _exemplar("how do I quiet my brakes", "toe in the pads\n\nthe front edge touches first")
    assert _written("how do I quiet brakes?", found) == (
        "toe in the pads",
        "the front edge touches first",
        "(I said this on May 1, 2024.)",
    )
    assert _written("quiet brakes?", _exemplar("how do I quiet my brakes", "toe in the pads first", sent_at=None)) == (
        "toe in the pads first",
    )


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("how do I quiet my brakes", "which brakes do you have?"),
        ("how do I quiet my brakes", "ok then"),
        ("and now?", "toe in the pads, the front edge first"),
    ],
)
def test_questions_short_replies_and_replies_to_next_to_nothing_answer_nothing(message: str, reply: str) -> None:
    assert _written("how do I quiet brakes?", _exemplar(message, reply)) == ()


def test_the_surer_of_two_drafts_is_written() -> None:
    reply = _exemplar("how do I wax a chain", "with a slow cooker and patience", cosine=0.95)
    weak = _passage("I wax the chain every two weeks now.", cosine=0.1)
    assert _written("how to wax a chain?", weak, reply)[0] == "with a slow cooker and patience"


def test_below_the_threshold_there_is_silence() -> None:
    found = _exemplar("how do I wax a chain", "with a slow cooker and patience", cosine=0.95)
    assert _written("how to wax a chain?", found, judgement=_NEVER) == ()
    assert len(_quote(_NEVER).drafts("how to wax a chain?", _recollection(found))) == 1


def test_more_likeness_makes_surer() -> None:
    sure = [
        _quote().drafts(
            "how to wax?", _recollection(_exemplar("how do I wax a chain", "in a slow cooker", cosine=cosine))
        )
        for cosine in (0.3, 0.6, 0.9)
    ]
    confidences = [draft.confidence for [draft] in sure]
    assert confidences == sorted(confidences)
    assert len(set(confidences)) == 3


@pytest.mark.parametrize("text", ["how do I wax a chain?", "I wax my chain a lot"])
def test_where_probably_nothing_answers_a_question_it_is_less_sure(text: str) -> None:
    pieces = (
        _exemplar("how do I wax a chain", "in a slow cooker, always"),
        _passage("I wax the chain in a slow cooker."),
    )
    sure, doubted, none = (
        [draft.confidence for draft in _quote().drafts(text, replace(_recollection(*pieces), answerable=answerable))]
        for answerable in (1.0, 0.125, 0.0)
    )
    asked = text.endswith("?")
    assert doubted == pytest.approx([one / 2 if asked else one for one in sure])
    assert none == ([0, 0] if asked else sure)


def test_what_was_taught_is_not_doubted() -> None:
    found = replace(_recollection(_taught()), answerable=0.0)
    assert [draft.confidence for draft in _quote().drafts("do you ship to france", found)] == [1]


def test_from_nothing_comes_nothing() -> None:
    assert _written("how to wax a chain?") == ()


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("I wax it every week", True),
        ("do you wax it often?", False),
        ("what I use for it:", False),
        ("yes I do", False),
    ],
)
def test_what_can_be_an_answer(text: str, can: bool) -> None:
    assert answers(text) == can


# What the owner taught


@pytest.mark.parametrize("judgement", [_EASY, _NEVER, Judgement()])
@pytest.mark.parametrize(
    ("reply", "said"), [("Yes, we do.", ("Yes, we do.",)), ("Yes.\n\nWhere to?", ("Yes.", "Where to?"))]
)
def test_what_was_taught_is_said_word_for_word_without_a_date(
    judgement: Judgement, reply: str, said: tuple[str, ...]
) -> None:
    surer = _exemplar("would you ship it to france", "I never shipped to France at all", cosine=0.99)
    found = _recollection(surer, _taught(reply=reply), _passage("I ship to France every single week."))
    draft = _quote(judgement).write(brief_of("would you deliver to france?", found))
    assert draft is not None
    assert draft.texts == said
    assert "you taught it this" in draft.reason
    assert draft.leans_on == (_taught(reply=reply),)
    assert 0 < draft.confidence < 1


@pytest.mark.parametrize("cosine", [0.1, 0.9])
def test_to_the_very_message_that_it_was_taught_for_it_is_certain(cosine: float) -> None:
    draft = _quote(Judgement()).write(brief_of("do you ship to france", _recollection(_taught(cosine=cosine))))
    assert draft is not None
    assert draft.confidence == 1


@pytest.mark.parametrize(
    "text", ["do you ship to norway?", "how long does shipping to France take?", "ship 2 to France?"]
)
def test_a_near_miss_does_not_take_what_was_taught(text: str) -> None:
    assert _written(text, _taught(reply="Yes, we do ship to France.", cosine=0.99), judgement=_EASY) == ()


@pytest.mark.parametrize(("cosine", "said"), [(0.65, ()), (0.67, ("Yes, we do.",))])
def test_what_was_taught_needs_less_likeness_than_an_earlier_answer(cosine: float, said: tuple[str, ...]) -> None:
    earlier = _exemplar("Do you ship to France?", "yes I do ship there", cosine=cosine)
    text = "would you deliver to france?"
    assert _written(text, earlier, judgement=Judgement()) == ()
    assert _written(text, _taught(cosine=cosine), judgement=Judgement()) == said


@pytest.mark.parametrize(("message", "says"), [("and now?", False), ("price?", True), ("料金は？", True)])
def test_what_was_taught_for_next_to_nothing_answers_nothing(message: str, says: bool) -> None:
    assert bool(_written(message, _taught(message), judgement=Judgement())) == says


def test_what_was_taught_later_is_said() -> None:
    new = _taught(reply="No, not any more.", sent_at=_MAY + timedelta(days=1))
    assert _written("do you ship to France?", _taught(), new) == ("No, not any more.",)
    assert _written("do you ship to France?", new, _taught()) == ("No, not any more.",)


def test_what_was_corrected_since_is_less_sure_and_no_standing_answer() -> None:
    reply = _exemplar("do you ship to france", "yes we ship to France")
    [sure], [less] = (_quote().drafts("ship to france?", _recollection(one)) for one in (reply, _superseded(reply)))
    assert 0 < less.confidence < sure.confidence
    text = "I ship to France every week now."
    passages = [_passage(text), replace(_passage(text), passage=replace(_passage(text).passage, superseded=True))]
    [sure], [less] = (_quote().drafts("ship to france?", _recollection(one)) for one in passages)
    assert 0 < less.confidence < sure.confidence
    old = _superseded(_taught(reply="yes we ship to France"))
    assert _written("do you ship to France?", old, _taught(cosine=0.7)) == ("Yes, we do.",)
    assert _written("would you ship to France?", old)[-1] == "(I said this on May 1, 2024.)"


def test_what_was_true_at_its_moment_alone_is_never_an_answer() -> None:
    found = _exemplar("shall we eat something together?", "no class on Thursday afternoon")
    passing = replace(found, exemplar=replace(found.exemplar, situational=True))
    assert _written("shall we eat something together?", found)
    assert _written("shall we eat something together?", passing) == ()


def test_a_passage_of_a_moment_is_never_quoted() -> None:
    found = _passage("I wax the chain every two weeks now.")
    passing = replace(found, passage=replace(found.passage, situational=True))
    assert _written("do you wax the chain?", found)
    assert _written("do you wax the chain?", passing) == ()
