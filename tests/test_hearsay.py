"""Whether the guard notices that a draft tells of other people."""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from persona.guard.hearsay import Hearsay
from persona.guard.rule import Saying
from twin.brief import Brief, Past
from twin.draft import Draft
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals
from twin.message import Contact, Conversation, Turn

NOW = datetime(2026, 5, 1, tzinfo=UTC)
BRIEF = Brief(
    "How is it going?", Audience.FRIENDS, Contact("c/1", "Ann", Audience.FRIENDS), Conversation("c/1", "c/1"), NOW
)
SOMEHOW = Signals(1.0, 1.0, 1.0)


class Knows:
    """Contacts by name, asked for by the words of their names."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.asked = 0

    def names(self, words: Collection[str], brief: Brief) -> Sequence[str]:
        """Those with one of the words."""
        self.asked += 1
        return [name for name in self._names if set(name.casefold().split()) & set(words)]


def reasons(text: str, *names: str, brief: Brief = BRIEF, listed: Sequence[str] = ()) -> list[str]:
    saying = Saying(Draft((text,), 0.5, "fake", ""), text, (text,))
    return [objection.reason for objection in Hearsay(Knows(*names), listed).objections(saying, brief)]


def passage(text: str, audience: Audience) -> Recollection:
    piece = Passage(1, 1, "post", 0, "", "", "", by_owner=True, sent_at=None, audience=audience, text=text)
    return Recollection((FoundPassage(piece, SOMEHOW),), ())


def test_the_reason_names_who_it_is() -> None:
    assert reasons("Jonas told me that he is moving.", "Jonas Berg") == [
        "it tells of 'Jonas Berg', who is not part of this conversation"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "jonas said no",
        "Well, according to Jonas Berg it is off.",
        "I heard from Jonas!",
        "JONAS: he wrote that",
        "Jonás mentioned it",
        "He asked, Jonas’s wife too",
        "Jonas hat mir gesagt, dass er umzieht",
        "Laut Jonas ist es vorbei",
        "Jonas m’a écrit hier",
        "D’après Jonas, c’est fini",
        "Jonas me dijo que no",
        "Según Jonas ya está",
        "O Jonas disse que não",
        "Jonas mi ha scritto ieri",
        "Jonas heeft me verteld dat het voorbij is",
    ],
)
def test_what_somebody_else_said_is_found(text: str) -> None:
    assert reasons(text, "Jonas Berg")


@pytest.mark.parametrize(
    "text",
    [
        "Jonas is a fine name.",
        "Someone told me.",
        "I saw Jonas. She said no.",
        "Jonasson said no",
        "",
        "Berglund wrote it",
    ],
)
def test_a_name_or_a_saying_alone_is_none(text: str) -> None:
    assert not reasons(text, "Jonas Berg")


def test_contacts_of_owner_toml_count() -> None:
    assert reasons("Mira wrote that.", listed=["Mira"])


@pytest.mark.parametrize(
    "text", ["I will ask what she said", "please mark what he wrote", "a rose, she said", "may I ask who told you?"]
)
def test_a_name_that_is_a_word_is_a_name_with_a_capital_letter(text: str) -> None:
    assert not reasons(text, "Will", "Mark", "Rose", "May")
    assert reasons("I heard that Mark told her.", "Mark")


def test_a_first_name_of_two_letters_says_nothing() -> None:
    assert not reasons("he said so at al dente", "Al Dente Lover")
    assert reasons("al dente lover said so", "Al Dente Lover")


def test_names_in_scripts_without_spaces_are_found() -> None:
    assert reasons("according to 田中さん", "田中")


@pytest.mark.parametrize(
    "brief",
    [
        replace(BRIEF, sender=Contact("c/1", "Jonas", Audience.FRIENDS)),
        replace(BRIEF, past=Past((Turn(by_twin=False, text="hi", sent_at=NOW, name="Jonas Berg"),))),
        replace(BRIEF, past=Past((Turn(by_twin=False, text="I met Jonas", sent_at=NOW, by_owner=True),))),
        replace(BRIEF, recollection=passage("I worked with Jonas.", Audience.FRIENDS)),
        replace(
            BRIEF,
            recollection=Recollection(
                (), (FoundExemplar(Exemplar(1, 1, "p", "a", "m", "Jonas did", None, Audience.PUBLIC), SOMEHOW),)
            ),
        ),
    ],
)
def test_who_is_named_already_may_be_named(brief: Brief) -> None:
    assert not reasons("Jonas told me.", "Jonas Berg", brief=brief)


@pytest.mark.parametrize(
    "brief",
    [
        replace(BRIEF, text="What did Jonas say to you?"),
        replace(BRIEF, past=Past((Turn(by_twin=False, text="I met Jonas", sent_at=NOW, name="Ann"),))),
    ],
)
def test_whoever_asks_after_somebody_is_not_told_what_they_said(brief: Brief) -> None:
    assert reasons("Jonas told me.", "Jonas Berg", brief=brief)


@pytest.mark.parametrize(
    "brief",
    [
        replace(BRIEF, past=Past((Turn(by_twin=True, text="Jonas, I think", sent_at=NOW),))),
        replace(
            BRIEF,
            past=Past((Turn(by_twin=False, text="about Jonas", sent_at=NOW, name="Ben", audience=Audience.INNER),)),
        ),
        replace(BRIEF, recollection=passage("I worked with Jonas.", Audience.INNER)),
    ],
)
def test_who_is_named_where_this_reader_cannot_see_it_stays_unnamed(brief: Brief) -> None:
    assert reasons("Jonas told me.", "Jonas Berg", brief=brief)


def test_nobody_is_looked_up_where_nothing_is_told() -> None:
    knows = Knows("Jonas")
    text = "Jonas, tomorrow at nine?"
    list(Hearsay(knows, []).objections(Saying(Draft((text,), 0.5, "fake", ""), text, (text,)), BRIEF))
    assert not knows.asked


@pytest.mark.parametrize(
    "unit", ["said ", "a", "jonas ", "said jonas\n", "said 田", "e\u0301\u0302", "\u0301\u0316", "x" * 50 + "' said"]
)
def test_a_hostile_text_takes_no_time(unit: str) -> None:
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    begun = time.perf_counter()
    reasons(text, *(f"name{number} jonasson" for number in range(1000)))
    assert time.perf_counter() - begun < 20
