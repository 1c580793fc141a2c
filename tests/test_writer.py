"""The writer that has a chat model answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from persona.model import Answer, connect
from persona.style.habits import Habits
from persona.writer import ModelWriter, Prompting, passes
from tests.example import EXAMPLE
from tests.fakes import AllAlike
from tests.servers import chat_model
from tests.servers.chat_model import KEY, ChatModelServer
from twin.brief import Brief, Past
from twin.draft import Draft, Usage
from twin.errors import WriterError
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals
from twin.message import Contact, Conversation, Turn
from twin.prompt import Prompt, Role

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
MACHINE = "Great question! Low pressure is what I ride."


@dataclass
class Talks:
    """A Model that says one thing after the other; an error is raised."""

    said: Iterator[str | WriterError]
    asked: list[Prompt] = field(default_factory=list)
    name: str = "fake:model"

    def ask(self, prompt: Prompt) -> Answer:
        """The next of them."""
        self.asked.append(prompt)
        said = next(self.said)
        if isinstance(said, WriterError):
            raise said
        return Answer(said, usage(len(self.asked)))


class Curt:
    """Styles of an owner who writes one message in private and up to three in groups."""

    def setting(self, group: bool) -> Habits | None:
        """Few words."""
        most = 3 if group else 1
        return Habits(bursts=50, messages=50, words=(2, 4, 8), burst_words=(2, 4, 8), usual_most=most, most=most)


def usage(number: int) -> Usage:
    return Usage("fake:model", number, number)


def passage(cosine: float, text: str = "Low pressure is what I ride.") -> FoundPassage:
    piece = Passage(1, 1, "posts", 0, "Tyres", "", "", by_owner=True, sent_at=NOW, audience=Audience.PUBLIC, text=text)
    return FoundPassage(piece, Signals(1, cosine, 0.5))


def exemplar(cosine: float, reply: str) -> FoundExemplar:
    return FoundExemplar(
        Exemplar(1, 1, "chat", "Ben", "asked", reply, NOW, Audience.PUBLIC), Signals(cosine, cosine, 0.5)
    )


def brief(*found: FoundPassage | FoundExemplar, group: bool = False) -> Brief:
    recollection = Recollection(
        tuple(one for one in found if isinstance(one, FoundPassage)),
        tuple(one for one in found if isinstance(one, FoundExemplar)),
    )
    where = Conversation("fake/ann", "fake/ann", group=group)
    return Brief(
        "what about tyres?", Audience.PUBLIC, Contact("fake/ann", "Ann", Audience.PUBLIC), where, NOW, recollection
    )


def doubted(
    asked: Brief, answerable: float, text: str = "what about tyres?", told: tuple[tuple[str, Audience], ...] = ()
) -> Brief:
    """The brief of another text, with how probable an answer is, after lines that were told in the conversation."""
    turns = tuple(Turn(by_twin=False, text=line, sent_at=NOW, name="Ann", audience=audience) for line, audience in told)
    recollection = replace(asked.recollection, answerable=answerable)
    return replace(asked, text=text, recollection=recollection, past=Past(turns=turns))


def written(asked: Brief, *said: str | WriterError) -> tuple[Draft, Talks]:
    model = Talks(iter(said))
    return ModelWriter(model, Prompting(EXAMPLE, Curt(), AllAlike(0.1), 6000)).write(asked), model


def test_a_draft_tells_who_wrote_it_from_what_and_what_it_took() -> None:
    found = (passage(0.6), exemplar(0.4, "soft ones, always"))
    draft, model = written(brief(*found), "low ones")
    assert draft.texts == ("low ones",)
    assert (draft.writer, draft.by_model, draft.usage) == ("fake:model", True, (usage(1),))
    assert set(draft.leans_on) == set(found)
    assert draft.prompt == model.asked[0]
    assert "1 piece of your writings and 1 earlier answer of yours" in draft.reason


def test_confidence_grows_with_what_supports_the_answer() -> None:
    confidences = [written(brief(*found), "low ones")[0].confidence for found in ((), (passage(0.3),), (passage(0.9),))]
    assert confidences == pytest.approx([0.15, 0.3, 0.6])


@pytest.mark.parametrize(("answerable", "confidence"), [(1.0, 0.6), (0.5, 0.325), (0.0, 0.05)])
def test_where_nothing_answers_a_question_what_supports_the_answer_counts_for_nothing(
    answerable: float, confidence: float
) -> None:
    draft, _ = written(doubted(brief(passage(0.9)), answerable), "low ones")
    assert draft.confidence == pytest.approx(confidence)
    assert ("that anything of yours answers the question is 0.00 sure" in draft.reason) == (answerable == 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how are you today?", ()),
        ("I like your tyres", ()),
        ("what did you say about tyres?", ()),
        ("which tyres do I ride?", (("I ride the red tyres", Audience.PUBLIC),)),
    ],
)
def test_what_needs_no_writings_is_not_doubted(text: str, told: tuple[tuple[str, Audience], ...]) -> None:
    draft, _ = written(doubted(brief(passage(0.9)), 0.0, text, told), "low ones")
    assert draft.confidence == pytest.approx(0.6)


def test_what_this_reader_may_not_hear_tells_them_nothing() -> None:
    told = (("I ride the red tyres", Audience.OWNER),)
    draft, _ = written(doubted(brief(passage(0.9)), 0.0, "which tyres do I ride?", told), "low ones")
    assert draft.confidence == pytest.approx(0.05)


def test_what_the_owner_taught_is_not_doubted() -> None:
    one = exemplar(0.9, "low ones")
    lesson = replace(one, exemplar=replace(one.exemplar, message="what about tyres?", taught=True))
    drafts = [written(doubted(brief(found), 0.0), "low ones")[0] for found in (lesson, one)]
    assert [draft.confidence for draft in drafts] == pytest.approx([0.6, 0.05])


def test_an_answer_is_cut_into_the_messages_that_the_owner_would_send() -> None:
    text = "low ones\n\nalways"
    assert written(brief(group=True), text)[0].texts == ("low ones", "always")
    assert len(written(brief(), text)[0].texts) == 1


def test_the_mark_of_what_others_wrote_is_no_part_of_an_answer() -> None:
    assert written(brief(), "> low ones\n> > always")[0].texts == ("low ones\nalways",)


def test_what_fits_much_worse_than_the_best_passage_is_left_out() -> None:
    far = FoundPassage(passage(0.2, "The weather.").passage, Signals(0.3, 0.2, 0.0))
    draft, _ = written(brief(passage(0.9), passage(0.8, "High ones."), far), "low ones")
    assert [found.passage.text for found in draft.leans_on if isinstance(found, FoundPassage)] == [
        "Low pressure is what I ride.",
        "High ones.",
    ]


# Nothing to say


@pytest.mark.parametrize(
    "text",
    [
        "[pass]",
        "[PASS].",
        '"[pass]"',
        "pass",
        "Pass.",
        "**[pass]**",
        "[ pass ]",
        "I have to [pass] on that.",
        "`[pass]`",
    ],
)
def test_a_model_that_has_nothing_to_say_says_so(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize("text", ["I pass by there", "You need a passport", "pass the salt", "", "[passage]"])
def test_the_word_alone_among_others_says_nothing(text: str) -> None:
    assert not passes(text)


def test_nothing_to_say_has_been_paid_for() -> None:
    draft, _ = written(brief(), "[pass]")
    assert (draft.texts, draft.usage, draft.confidence) == ((), (usage(1),), 0.0)


def test_an_answer_of_which_nothing_is_left_is_none() -> None:
    with pytest.raises(WriterError) as raised:
        written(brief(), "```\n\n```")
    assert raised.value.kind == "empty"
    assert raised.value.usage == (usage(1),)


def test_a_model_that_fails_at_once_is_told() -> None:
    with pytest.raises(WriterError) as raised:
        written(brief(), WriterError("gone", "unreachable"))
    assert raised.value.kind == "unreachable"


# Written again


def test_an_answer_like_a_machines_is_written_again_once() -> None:
    draft, model = written(brief(), MACHINE, "low ones")
    assert draft.texts == ("low ones",)
    assert draft.usage == (usage(1), usage(2))
    assert draft.prompt == model.asked[1]
    assert [turn.role for turn in model.asked[1].turns[-2:]] == [Role.TWIN, Role.CONTACT]
    assert MACHINE in model.asked[1].turns[-2].text
    assert "Great question" in model.asked[1].turns[-1].text


@pytest.mark.parametrize("again", [MACHINE, f"{MACHINE} I hope this helps!", "[pass]", "```\n\n```"])
def test_a_second_version_that_is_no_better_is_not_taken(again: str) -> None:
    draft, model = written(brief(), MACHINE, again)
    assert draft.texts == (MACHINE,)
    assert draft.usage == (usage(1), usage(2))
    assert len(model.asked) == 2


def test_what_is_left_of_the_machine_costs_confidence() -> None:
    draft, _ = written(brief(passage(0.9)), MACHINE, MACHINE)
    assert draft.confidence == pytest.approx(0.5)
    assert "like a machine" in draft.reason


def test_a_second_version_that_fails_leaves_the_first_and_its_cost() -> None:
    lost = Usage("fake:model", 9, 0)
    draft, _ = written(brief(), MACHINE, WriterError("late", "timeout", (lost,)))
    assert draft.texts == (MACHINE,)
    assert draft.usage == (usage(1), lost)


def test_the_owners_own_wording_is_no_machines() -> None:
    draft, model = written(brief(passage(0.6, "Great question! It is the tyres.")), MACHINE)
    assert draft.texts == (MACHINE,)
    assert len(model.asked) == 1


def test_over_the_wire_it_is_the_same() -> None:
    with ChatModelServer() as server:
        server.answers(chat_model.Answer(MACHINE), chat_model.Answer("low ones"))
        model = connect("anthropic:any", url=server.url("anthropic"), key=KEY, price=(3, 15), seconds=5)
        draft = ModelWriter(model, Prompting(EXAMPLE, Curt(), AllAlike(0.1), 6000)).write(brief(passage(0.6)))
        assert server.violations == []
    assert draft.texts == ("low ones",)
    assert len(draft.usage) == 2
    assert all(one.cost for one in draft.usage)
