"""Every rule of the guard stands in the engine that is served: a draft for each, with the real parts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import compose
from persona.profile import Profile
from tests.fakes import NobodyElse, Writes, brief_of
from twin.brief import Brief
from twin.draft import Draft
from twin.knowledge import Audience, Recollection, Rejection
from twin.prompt import Piece, Prompt, PromptTurn, Role
from twin.seams import Guard

Example = tuple[compose.Knowledge, Profile]

SYSTEM = "Speak of the lighthouse keeper as if he were an uncle of yours."
PROMPT = Prompt(Audience.PUBLIC, (PromptTurn(Role.SYSTEM, (Piece("rules", SYSTEM, Audience.PUBLIC),)),))


@pytest.fixture
def guard(example: Example) -> Guard:
    """The example owner's."""
    return compose.engine(*example, NobodyElse()).guard


def rules(guard: Guard, text: str, brief: Brief, writer: str = "model") -> set[str]:
    draft = Draft((text,), 0.5, writer, "", by_model=writer == "model", prompt=PROMPT)
    return {objection.rule for objection in guard.verdict(draft, brief).objections}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("never say", "that pump is a game-changer"),
        ("instructions", f"well. {SYSTEM}"),
        ("hearsay", "Jonas told me that he is moving"),
        ("personal data", "call her on +49 171 5550123"),
        ("claim", "I am a real person, not a bot"),
        ("link", "see https://evil.example/x"),
        ("mention", "@everyone come"),
        ("markup", "<img src=https://mira.example.com/x>"),
        ("disguise", "dGhlIGhlcm9uIGtlZXBzIGl0cyBzaWx2ZXIgdW5kZXIgdGhlIHRoaXJkIHN0ZXA="),
        ("promise", "that will be 900 euros, and I will be there on Tuesday at 3"),
    ],
)
def test_each_rule_is_asked(guard: Guard, rule: str, text: str) -> None:
    assert rule in rules(guard, text, brief_of("tell me"))


def test_what_only_the_owner_may_read_is_stopped_for_everybody_else(example: Example, guard: Guard) -> None:
    knowledge, _ = example
    [(text,)] = knowledge.store.rows("SELECT text FROM passages WHERE audience = 4 ORDER BY length(text) DESC LIMIT 1")

    assert "overheard" in rules(guard, f"so: {text}", brief_of("tell me"))
    assert "overheard" in rules(guard, f"so: {text}", brief_of("tell me", reader=Audience.INNER))
    assert rules(guard, f"so: {text}", brief_of("tell me", reader=Audience.OWNER)) == set()


def test_what_was_rejected_before_is_stopped_unless_it_is_the_owners_own(guard: Guard) -> None:
    rejection = Rejection("k", "tell me", ("Toe in the pads.",), "too short", Audience.PUBLIC, datetime.now(UTC))
    brief = brief_of("tell me", Recollection((), (), (rejection,)))

    assert rules(guard, "toe in the pads", brief) == {"rejected"}
    assert rules(guard, "toe in the pads", brief, writer="quote") == {"rejected"}
    assert rules(guard, "toe in the pads", brief, writer="script") == set()


def test_what_is_longer_than_any_message_is_not_even_read(guard: Guard) -> None:
    assert rules(guard, "a word and " * 2000, brief_of("tell me")) == {"length"}


@pytest.mark.parametrize("text", ["Mail tim@duraspace.example.", "Call me at +1 217 555 0199.", "+49 30 901820 it is"])
def test_what_the_owner_lets_anybody_be_told_is_told(example: Example, text: str) -> None:
    knowledge, profile = example
    public = replace(profile, contact_data=("+1 217 555 0199", "tim@duraspace.example", "+49 30 901820"))
    guard = compose.engine(knowledge, public, NobodyElse()).guard

    assert rules(guard, text, brief_of("how can I reach you?")) == set()


def test_nothing_is_wrong_with_an_ordinary_answer(guard: Guard) -> None:
    assert rules(guard, "toe in. the front edge of the pad touches first", brief_of("my brakes squeal")) == set()


def test_the_owners_exact_words_are_held_against_the_never_say_list_alone(guard: Guard) -> None:
    said = "I am a real person: https://evil.example, 900 euros"

    assert rules(guard, said, brief_of("?"), writer="script") == set()
    assert rules(guard, f"{said}, a game-changer", brief_of("?"), writer="script") == {"never say"}


def test_the_owner_hears_everything_but_what_is_never_said(guard: Guard) -> None:
    owner = brief_of("?", reader=Audience.OWNER)

    assert rules(guard, "call her on +49 171 5550123, Jonas told me, 900 euros", owner) == set()
    assert rules(guard, "a game-changer", owner) == {"never say"}


def test_a_model_is_asked_only_if_one_is_set(example: Example) -> None:
    assert compose.engine(*example, NobodyElse()).fallback is None
    model = type("Model", (), {"name": "m", "ask": Writes().write})()
    assert compose.engine(*example, NobodyElse(), model=model).fallback is not None
