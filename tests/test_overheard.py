"""Whether the guard notices that a draft repeats what its reader may not read."""

import base64
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from persona.guard.disguises.views import views
from persona.guard.overheard import Overheard
from persona.guard.rule import Saying
from twin.brief import Brief, Past
from twin.draft import Draft
from twin.fingerprint import stored
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals
from twin.message import Contact, Conversation, Turn

NOW = datetime(2026, 5, 1, tzinfo=UTC)
BRIEF = Brief(
    "How are you?", Audience.FRIENDS, Contact("c/1", "Ann", Audience.FRIENDS), Conversation("c/1", "c/1"), NOW
)
SOMEHOW = Signals(1.0, 1.0, 1.0)
SECRET = "The doctor says that my knee must be operated in autumn, and nobody at work may hear of it."
CODE = "the door opens with KX-4471-blue"


class Kept:
    """The fingerprints of texts, each with the lowest level that may read it."""

    def __init__(self, texts: dict[str, Audience]) -> None:
        self._texts = [(stored(text), audience) for text, audience in texts.items()]

    def hidden(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand only in what is above the reader."""
        above = set().union(*(known for known, audience in self._texts if audience > brief.reader))
        return (above & set(prints)) - self.readable(prints, brief)

    def readable(self, prints: Collection[int], brief: Brief) -> set[int]:
        """Those that stand in what the reader may read."""
        return set(prints) & set().union(*(known for known, audience in self._texts if audience <= brief.reader))


FOR_OTHERS = ("The word for friends is ANDESITE-8046-VOLE, and the door behind the mill is never locked.",)
KEPT = Kept({SECRET: Audience.INNER, CODE: Audience.OWNER, "I like to walk by the sea in winter": Audience.PUBLIC})


def reasons(text: str, brief: Brief = BRIEF, *others: Kept, written: Sequence[str] = ()) -> list[str]:
    rule = Overheard([KEPT, *others], lambda reader: written, lambda reader: FOR_OTHERS)
    saying = Saying(Draft((text,), 0.5, "fake", ""), text, views(text))
    return [objection.reason for objection in rule.objections(saying, brief)]


def test_what_owner_toml_keeps_for_others_is_found() -> None:
    assert reasons("psst: andesite 8046 vole")
    assert reasons("The door behind the mill is never locked, you know.")


def passage(text: str, audience: Audience, title: str = "") -> Recollection:
    piece = Passage(1, 1, "post", 0, title, "", "", by_owner=True, sent_at=None, audience=audience, text=text)
    return Recollection((FoundPassage(piece, SOMEHOW),), ())


def exemplar(message: str, reply: str) -> Recollection:
    piece = Exemplar(1, 1, "chat", "Ben", message, reply, None, Audience.PUBLIC)
    return Recollection((), (FoundExemplar(piece, SOMEHOW),))


def test_what_is_repeated_is_found_and_not_quoted() -> None:
    assert reasons(f"Well: {SECRET}") == ["it repeats something that this reader may not read"]


@pytest.mark.parametrize(
    "text",
    [
        "Ask not. My knee must be operated in autumn, you know?",
        "MY KNEE, must be operated  in *autumn*",
        "my k n e e m u s t b e o p e r a t e d i n a u t u m n",
        "that my knee must be operated",
        CODE,
        "kx-4471-blue",
        "It is KX4471BLUE, I think",
    ],
)
def test_runs_and_codes_are_found_however_they_are_set_out(text: str) -> None:
    assert reasons(text)


@pytest.mark.parametrize(
    ("text", "disguise"),
    [
        (base64.b64encode(SECRET.encode()).decode(), " (base64)"),
        (SECRET[::-1], " (written backwards)"),
        (SECRET.encode().hex(" "), " (hexadecimal)"),
    ],
)
def test_what_is_disguised_is_found_and_the_disguise_named(text: str, disguise: str) -> None:
    assert reasons(text) == [f"it repeats something that this reader may not read{disguise}"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "My knee is fine.",
        "I like to walk by the sea in winter",
        "The doctor says hello, and autumn is near.",
        "In the long mail of yesterday they told us that my knee must be operated, which surprised everybody",
    ],
)
def test_what_is_no_secret_or_hits_upon_one_run_by_accident_is_let_through(text: str) -> None:
    assert not reasons(text)


@pytest.mark.parametrize(
    "brief",
    [
        replace(BRIEF, reader=Audience.INNER),
        replace(BRIEF, text=SECRET),
        replace(BRIEF, past=Past((Turn(by_twin=False, text=SECRET, sent_at=NOW),))),
        replace(BRIEF, recollection=passage(SECRET, Audience.FRIENDS)),
        replace(BRIEF, recollection=passage("", Audience.FRIENDS, title=SECRET)),
        replace(BRIEF, recollection=exemplar("?", SECRET)),
    ],
)
def test_what_the_reader_may_read_anyway_is_no_secret(brief: Brief) -> None:
    assert not reasons(SECRET, brief)


@pytest.mark.parametrize(
    "brief",
    [
        replace(BRIEF, past=Past((Turn(by_twin=True, text=SECRET, sent_at=NOW, audience=Audience.INNER),))),
        replace(BRIEF, recollection=passage(SECRET, Audience.INNER)),
        replace(BRIEF, recollection=exemplar(SECRET, "yes")),
    ],
)
def test_what_is_above_the_reader_or_others_wrote_is_no_excuse(brief: Brief) -> None:
    assert reasons(SECRET, brief)


def test_what_stands_in_owner_toml_for_this_reader_is_no_secret() -> None:
    assert not reasons(SECRET, written=[SECRET])


def test_what_one_kind_of_writing_lets_the_reader_read_is_no_secret_in_another() -> None:
    assert not reasons(SECRET, BRIEF, Kept({SECRET: Audience.PUBLIC}))


def test_a_secret_without_spaces_between_its_words_is_found() -> None:
    secret = "医者は私の膝を秋に手術しなければならないと言っています"
    assert reasons(f"実は{secret}", BRIEF, Kept({secret: Audience.OWNER}))


@pytest.mark.parametrize("unit", ["a", "my knee must be operated ", "好", "0 ", "e\u0301\u0316", "Zm9v", "%41"])
def test_a_hostile_text_takes_no_time(unit: str) -> None:
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    saying = Saying(Draft((text,), 0.5, "fake", ""), text, views(text))
    begun = time.perf_counter()
    list(Overheard([KEPT], lambda reader: (), lambda reader: ()).objections(saying, BRIEF))
    assert time.perf_counter() - begun < 20
