"""The question whether this is a machine, in the owner's languages and by the owner's names."""

from dataclasses import replace
from pathlib import Path

import pytest

from memory.embedder import Embedder
from memory.likeness import VectorLikeness
from persona.asking import AiQuestion
from persona.profile import Profile, load
from tests.fakes import AllAlike

MIRA = load(Path(__file__).parents[1] / "examples" / "owner.toml")


def heard_by(profile: Profile = MIRA, alike: float = 0.0) -> AiQuestion:
    return AiQuestion(profile, AllAlike(alike))


@pytest.mark.parametrize(
    "text",
    [
        "are you a bot?",
        "wait, am I talking to the real Mira or is this a bot?",
        "is this Mira Solano herself?",
        "r u ai",
    ],
)
def test_it_is_heard(text: str) -> None:
    assert heard_by().asks(text)


@pytest.mark.parametrize(
    "text", ["did you change your mind about waxing chains?", "my bottom bracket makes a noise", ""]
)
def test_other_questions_are_none(text: str) -> None:
    assert not heard_by().asks(text)


def test_it_is_heard_by_an_alias_of_the_owner() -> None:
    assert heard_by(replace(MIRA, aliases=("Zorro",))).asks("is this really Zorro?")


def test_it_is_heard_in_the_owners_languages() -> None:
    assert heard_by(replace(MIRA, languages=("en", "de"))).asks("bist du ein Bot?")


def test_the_rest_of_the_message_is_kept() -> None:
    rest = heard_by().rest("are you a bot? and what chain lube do you use")

    assert "what chain lube do you use" in rest
    assert "bot" not in rest


def test_nothing_is_left_of_a_message_that_asks_nothing_else() -> None:
    assert not any(character.isalnum() for character in heard_by().rest("are you a bot?"))


def test_a_wording_that_no_pattern_foresaw_is_heard_by_its_likeness() -> None:
    text = "some software wrote me that, right"

    assert not heard_by().asks(text)
    assert heard_by(alike=0.9).asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "so is this one of those ai things",
        "you a robot",
        "am i wasting my time talking to a machine",
    ],
)
def test_the_real_embedder_hears_other_wordings(embedder: Embedder, text: str) -> None:
    assert AiQuestion(MIRA, VectorLikeness(embedder)).asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do you feel about AI coding assistants these days?",
        "what do you think about AI art?",
        "which AI model do you like best?",
    ],
)
@pytest.mark.parametrize("alike", [None, 0.9])
def test_whoever_asks_for_an_opinion_of_ai_asks_something_else(
    embedder: Embedder, text: str, alike: float | None
) -> None:
    likeness = VectorLikeness(embedder) if alike is None else AllAlike(alike)
    asking = AiQuestion(MIRA, likeness)
    assert not asking.asks(text)


def test_likeness_alone_is_a_coincidence() -> None:
    assert not heard_by(alike=0.9).asks("some saddle wrote me that, right")


def test_nothing_is_left_of_a_short_message_in_another_wording() -> None:
    assert heard_by(alike=0.9).rest("some software wrote me that, right") == ""


def test_a_long_message_in_another_wording_may_ask_something_else_too() -> None:
    text = "some software wrote me that, right, but which chain lube do you use in winter"

    assert heard_by(alike=0.9).rest(text) == text
