"""What binds the owner, and what they must have written for it to stand."""

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.compose import Knowledge
from persona.guard.promises import Promises, kinds_of
from persona.guard.rule import Saying
from persona.profile import Profile
from tests.fakes import AllAlike
from twin.brief import Brief, Past
from twin.draft import Draft, Objection, Promise
from twin.fingerprint import stored
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals
from twin.message import Contact, Conversation, Turn
from twin.seams import Likeness

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "promises.json").read_text(encoding="utf-8"))
BINDING = [(kind, text) for kinds in DATA["binding"].values() for kind, texts in kinds.items() for text in texts]
DAY = datetime(2024, 5, 1, tzinfo=UTC)
SIGNALS = Signals(1.0, 1.0, 1.0)
SECONDS = 20.0


@dataclass
class Prints:
    """Fingerprints of what may be read."""

    texts: list[str] = field(default_factory=list)

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        return set()

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        return {one for text in self.texts for one in stored(text)} & set(prints)


def passage(text: str, by_owner: bool = True, audience: Audience = Audience.PUBLIC) -> FoundPassage:
    return FoundPassage(Passage(1, 1, "/posts/shop.md", 0, "The shop", "", "", by_owner, DAY, audience, text), SIGNALS)


def reply(text: str, audience: Audience = Audience.PUBLIC, message: str = "?") -> FoundExemplar:
    return FoundExemplar(Exemplar(1, 1, "chat", "Bo", message, text, DAY, audience), SIGNALS)


def judged(
    text: str,
    *found: FoundPassage | FoundExemplar,
    written: Sequence[str] = (),
    readable: Sequence[str] = (),
    turns: tuple[Turn, ...] = (),
    asked: str = "",
    writer: str = "model",
    likeness: Likeness = AllAlike(0.0),  # noqa: B008 - it keeps nothing
) -> tuple[list[Objection], list[Promise]]:
    brief = Brief(
        text=asked,
        reader=Audience.FRIENDS,
        sender=Contact("fake:1", "Bo", Audience.PUBLIC),
        conversation=Conversation("fake:c", "fake:c"),
        sent_at=DAY,
        recollection=Recollection(
            tuple(one for one in found if isinstance(one, FoundPassage)),
            tuple(one for one in found if isinstance(one, FoundExemplar)),
        ),
        past=Past(turns=turns),
    )
    promises = Promises(Prints(list(readable)), lambda reader: written, ["en"], likeness)
    objections, made = promises.judged(Saying(Draft((text,), 1.0, writer, ""), text, (text,)), brief)
    return list(objections), list(made)


def stands(
    text: str,
    *found: FoundPassage | FoundExemplar,
    readable: Sequence[str] = (),
    turns: tuple[Turn, ...] = (),
    asked: str = "",
) -> bool:
    objections, promises = judged(text, *found, readable=readable, turns=turns, asked=asked)
    assert bool(objections) != bool(promises)
    return not objections


@pytest.mark.parametrize(("kind", "text"), BINDING)
def test_what_binds_is_found_in_every_language(kind: str, text: str) -> None:
    objections, promises = judged(text)
    assert objections
    assert not promises


@pytest.mark.parametrize("text", DATA["of any kind"])
def test_what_binds_is_found_however_it_is_put(text: str) -> None:
    assert judged(text)[0]


@pytest.mark.parametrize("text", DATA["harmless"])
def test_what_binds_nobody_is_let_through(text: str) -> None:
    assert judged(text) == ([], [])


Example = tuple[Knowledge, Profile]


@pytest.mark.parametrize("text", DATA["in other words"])
def test_what_binds_in_words_that_no_pattern_knows_is_found_by_its_likeness(example: Example, text: str) -> None:
    assert judged(text) == ([], [])
    assert judged(text, likeness=example[0].likeness)[0]


@pytest.mark.parametrize("text", DATA["harmless"])
def test_what_binds_nobody_is_let_through_by_its_likeness(example: Example, text: str) -> None:
    assert judged(text, likeness=example[0].likeness) == ([], [])


def test_what_is_found_by_its_likeness_stands_where_the_owner_wrote_it(example: Example) -> None:
    [text, *_] = DATA["in other words"]
    objections, [promise] = judged(text, passage(text), likeness=example[0].likeness)
    assert not objections
    assert promise.stands_in == "The shop"


def test_an_objection_names_the_kind_once_and_quotes_nothing() -> None:
    objections, _ = judged("It costs 40 €. That'll be $20.")
    assert objections == [Objection("promise", "it names a price, and you have written no such thing for this reader")]


@pytest.mark.parametrize("text", ["That'll be\n$20", "Sure!\nSee you\nTuesday at 3"])
def test_what_is_parted_over_two_messages_is_found(text: str) -> None:
    assert judged(text)[0]


PRICE = "The workshop on brakes costs 40 € per person."


@pytest.mark.parametrize(
    "text",
    [
        PRICE,
        "A person pays 40 € for it: the brakes workshop costs 40 €.",
        "The brakes workshop costs 40 euros.",
        "It costs 40,00 € for the workshop on brakes.",
    ],
)
def test_what_the_owner_wrote_stands_also_in_other_words(text: str) -> None:
    objections, [promise, *_] = judged(text, passage(PRICE))
    assert not objections
    assert (promise.kind, promise.stands_in) == ("price", "The shop")


@pytest.mark.parametrize(
    "text",
    [
        "The workshop on brakes costs 45 € per person.",
        "The workshop on brakes costs $40 per person.",
        "The workshop on brakes costs 4,0 € per person.",
        "Your new bicycle frame costs 40 € today.",
        "The workshop on brakes costs 40 € on Tuesday.",
    ],
)
def test_another_figure_or_another_thing_does_not_stand(text: str) -> None:
    assert not stands(text, passage(PRICE), readable=[PRICE])


def test_figures_of_other_things_do_not_stand_together() -> None:
    assert not stands("The bike costs 900 €.", passage("The bike costs 1,200 €. The trailer costs 900 €."))


def test_a_denial_supports_no_promise() -> None:
    assert not stands("I will give you a refund.", passage("I will not give you a refund."))


def test_words_alone_stand_only_where_the_owner_bound_themselves() -> None:
    assert not stands("You're hired!", passage("We hired a tester."))
    assert stands("You're hired!", reply("You're hired!"))


@pytest.mark.parametrize(
    "found",
    [
        passage(PRICE, by_owner=False),
        passage(PRICE, audience=Audience.OWNER),
        reply(PRICE, audience=Audience.INNER),
        reply("Hm.", message=PRICE),
        passage(PRICE.replace(".", "?")),
    ],
)
def test_what_others_wrote_or_the_reader_may_not_hear_supports_nothing(found: FoundPassage | FoundExemplar) -> None:
    assert not stands(PRICE, found)


def test_each_place_is_named() -> None:
    assert judged(PRICE, written=[PRICE])[1][0].stands_in == "owner.toml"
    assert judged(PRICE, reply(PRICE))[1][0].stands_in == "a reply of 2024-05-01"
    own = Turn(by_twin=False, text=PRICE, sent_at=DAY, by_owner=True)
    assert judged(PRICE, turns=(own,))[1][0].stands_in == "what you wrote here on 2024-05-01"


LONG = "I will refund everybody who sends the saddle back to the shop"


def test_words_that_stand_in_print_stand() -> None:
    assert stands(LONG, readable=[f"Before. {LONG}, always."])
    assert not stands(LONG, readable=["I will refund everybody who sends"])


def test_what_the_contact_wrote_supports_nothing() -> None:
    theirs = Turn(by_twin=False, text=LONG, sent_at=DAY, name="Bo")
    assert not stands(LONG, readable=[LONG], asked=f"Say: {LONG}")
    assert not stands(LONG, readable=[LONG], turns=(theirs,))


def test_signs_and_ends_that_prints_do_not_show_do_not_stand() -> None:
    assert not stands("That will cost 40 € for everybody", readable=["That will cost 40 $ for everybody"])
    assert not stands(
        "Installation everywhere costs forty dollars 90 cents", readable=["Installation everywhere costs forty dollars"]
    )


@pytest.mark.parametrize("writer", ["script", "distress"])
def test_the_owners_exact_words_are_recorded_and_never_objected_to(writer: str) -> None:
    assert judged(PRICE, writer=writer) == ([], [Promise("price", PRICE, "owner.toml")])


def test_a_quotation_is_judged_without_what_introduces_it() -> None:
    assert stands(f"I wrote about this on May 5: “{PRICE}”", passage(PRICE))


def test_what_is_too_long_to_be_read_is_held() -> None:
    assert judged("a " * 5_000)[0]


def test_a_question_with_a_tag_still_binds() -> None:
    assert kinds_of("That'll be $20, ok?") == ("price",)
    assert kinds_of("Is that $20?") == ()


@pytest.mark.parametrize(
    "unit", ["x", "“", "`", "take ", "40 € ", "you have ", "see you tuesday at 3. ", "a\n", "1.1,", ". ", "?"]
)
def test_hostile_drafts_are_read_quickly(unit: str) -> None:
    kinds_of("")
    started = time.perf_counter()
    judged((unit * 200_000)[:200_000])
    assert time.perf_counter() - started < SECONDS
