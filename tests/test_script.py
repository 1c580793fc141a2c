"""Exact words: what asks for them in other words gets them, what only sounds like it does not."""

import pytest

from memory.embedder import Embedder
from memory.likeness import VectorLikeness
from persona.profile import Scripted
from persona.script import THRESHOLD, WEIGHTS, Script
from tests.fakes import BagOfWords
from twin.knowledge import Audience

_BOOKING = ("how do i book a repair", "can i make an appointment for my bike", "do i need to book a service in advance")
_REFUND = ("Can I get a refund?", "How do returns work?", "I want to send my order back")
_CAMERA = ("What camera do you use?", "Which camera do you film with?", "What gear do you shoot on?")
_TRIAL = ("Is there a free trial?", "Can I try it for free?", "Do you have a demo?")
_APP = ("Is there a mobile app?", "Do you have an iPhone app?", "Can I use it on Android?")
_ALL = (_BOOKING, _REFUND, _CAMERA, _TRIAL, _APP)

_ASKED = [
    (_BOOKING, "hi, do i need an appointment to get my bike repaired?"),
    (_BOOKING, "how can I book my bike in for a repair please"),
    (_REFUND, "how can i get a refund for my order please"),
    (_REFUND, "can i send it back and get my money back?"),
    (_CAMERA, "what camera are you using for your videos?"),
    (_CAMERA, "could you tell me which camera you film with"),
    (_TRIAL, "is it possible to try it for free first?"),
    (_TRIAL, "can i please get a free trial"),
    (_APP, "is there an app for android?"),
    (_APP, "do you have a mobile app please?"),
]
_NOT_ASKED = [
    (_BOOKING, "i booked a repair yesterday and nobody was there"),
    (_BOOKING, "my sister booked a repair with you"),
    (_BOOKING, "can you book me a hotel?"),
    (_REFUND, "I got my refund yesterday, thanks!"),
    (_REFUND, "my brother never got his refund"),
    (_REFUND, "what returns do you expect from stocks?"),
    (_CAMERA, "I dropped my camera yesterday"),
    (_CAMERA, "the camera loves you"),
    (_TRIAL, "my free trial ended yesterday"),
    (_APP, "the app crashed yesterday"),
    (_APP, "who made your app?"),
]


@pytest.fixture(scope="module")
def likeness(embedder: Embedder) -> VectorLikeness:
    return VectorLikeness(embedder)


def _script(likeness: VectorLikeness, *when: tuple[str, ...], topics: tuple[str, ...] = ()) -> Script:
    scripted = [Scripted(phrasings, f"answer to {phrasings[0]}", Audience.PUBLIC) for phrasings in when]
    return Script(scripted, topics, "en", likeness)


@pytest.mark.parametrize(("when", "text"), _ASKED)
def test_a_paraphrase_gets_the_words_of_its_script(likeness: VectorLikeness, when: tuple[str, ...], text: str) -> None:
    draft = _script(likeness, *_ALL).draft(text, Audience.PUBLIC)
    assert draft is not None
    assert draft.texts == (f"answer to {when[0]}",)
    assert draft.confidence == 1.0
    assert draft.writer == "script"


@pytest.mark.parametrize(("when", "text"), _NOT_ASKED)
def test_a_near_miss_gets_no_exact_words(likeness: VectorLikeness, when: tuple[str, ...], text: str) -> None:
    script = _script(likeness, *_ALL)
    assert script.fit(text, when) < THRESHOLD
    assert script.draft(text, Audience.PUBLIC) is None


@pytest.mark.parametrize("text", ["Is there a free trial?", "  is there a FREE   trial ", "is there a free trial??"])
def test_a_phrasing_itself_fits_whatever_its_case_and_spacing(likeness: VectorLikeness, text: str) -> None:
    assert _script(likeness).fit(text, _TRIAL) == 1.0


def test_a_script_is_said_only_to_those_who_may_hear_it() -> None:
    secret = Scripted(("where do you live",), "in Hollin Ferry", Audience.FRIENDS)
    script = Script([secret], (), "en", VectorLikeness(BagOfWords()))
    assert script.draft("where do you live?", Audience.FOLLOWERS) is None
    found = script.draft("where do you live?", Audience.FRIENDS)
    assert found
    assert found.texts == ("in Hollin Ferry",)


def test_there_is_a_weight_for_every_feature() -> None:
    assert len(_script(VectorLikeness(BagOfWords())).features("is there a trial?", _TRIAL)) == len(WEIGHTS)


def test_without_scripts_nothing_is_said_exactly() -> None:
    assert _script(VectorLikeness(BagOfWords())).draft("is there a trial?", Audience.OWNER) is None


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "hello!",
        "hello?",
        "thanks",
        "thanks a lot",
        "🙂",
        "🙂👍",
        "ok",
        "lol",
        "",
        "?!",
        "hey you",
        "how are you?",
        "what’s up",
    ],
)
def test_greetings_ask_nothing(text: str) -> None:
    assert not _script(VectorLikeness(BagOfWords())).asks_anything(text)


@pytest.mark.parametrize(
    "text",
    [
        "hi, which tyres do you ride?",
        "do you have a son?",
        "where are you from?",
        "who are you?",
        "what do you do?",
        "WHERE are you from",
        "hi, what do you do",
        "so what’s it about",
        "how are you? where are you from?",
        "how are you with children?",
        "y tú？",
        "ok, tyres",
        "من أنت؟",
    ],
)
def test_a_question_asks_something(text: str) -> None:
    assert _script(VectorLikeness(BagOfWords())).asks_anything(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("would you do a sponsorship with our brand?", "sponsorship"),
        ("I have a complaint, and I want a refund", "a refund or a complaint"),
        ("which chain oil is best?", None),
    ],
)
def test_what_the_owner_keeps_goes_to_the_owner(likeness: VectorLikeness, text: str, topic: str | None) -> None:
    topics = ("sponsorship", "a refund or a complaint")
    assert _script(likeness, topics=topics).for_owner(text) == topic


def test_nothing_goes_to_an_owner_who_keeps_nothing() -> None:
    assert _script(VectorLikeness(BagOfWords())).for_owner("would you do a sponsorship?") is None
