"""Which answers are for one person alone."""

import time
from dataclasses import replace

import pytest

from persona.one_person import names_somebody
from tests.example import EXAMPLE

_MIRA = replace(EXAMPLE, contact_data=("+1 217 555 0199", "mira@example.org", "Order desk A12-B34"))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Jonas Weber", "Sure, jonas, come by."),
        ("Jonas Weber", "Ask for the Weber bike."),
        ("Łukasz", "Jasne, łukasz!"),
        ("Anna", "Das ist Annas Rad."),
        ("JOSÉ", "claro, José"),
        ("Jürgen", "Na klar, Jürgen!"),
        ("田中", "田中さん、どうぞ。"),
        ("Will Carter", "I think Will can come."),
        ("Will Carter", "Will, come at noon."),
        ("Mark", "Sorry, Mark! Not today."),
        ("Ernst", "Gern, Ernst, bis dann."),
        ("Rosa", "Claro que sí, Rosa."),
    ],
)
def test_the_name_of_who_asked_makes_it_theirs(name: str, answer: str) -> None:
    assert names_somebody(answer, name, _MIRA)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Jonas Weber", "Yes, we ship to France."),
        ("Jonas Weber", "The webers of old rode it."),
        ("Will Carter", "I will do it. Will it rain? Who knows."),
        ("May", "You may bring it. May take a week."),
        ("Mark", "I mark the wheel first."),
        ("Ernst", "das meine ich ernst"),
        ("Rosa", "tengo una camisa rosa"),
        ("Al Bo", "al bo al"),
        ("Mira Lind", "Mira here: yes, we do."),
        ("", "Yes, we do."),
        ("...", "Yes... we do."),
    ],
)
def test_words_that_are_nobodys_name_do_not(name: str, answer: str) -> None:
    assert not names_somebody(answer, name, _MIRA)


@pytest.mark.parametrize(
    "answer",
    [
        "Call her on +49 171 5550123.",
        "Mail it to ben@example.com.",
        "Leave it at 12 Baker Street.",
        "It went to DE89 3704 0044 0532 0130 00.",
        "Your order K7Q9ZX is on its way.",
        "Die Bestellung AB-12345 ist raus.",
        "Your frame is no. WTU123C0456.",
        "See https://parcels.example/track/QX12345678.",
        "The door code is 4711.",
    ],
)
def test_personal_data_and_codes_make_it_one_persons(answer: str) -> None:
    assert names_somebody(answer, "Jonas", _MIRA)


@pytest.mark.parametrize(
    "answer",
    [
        "Call me on +1 217 555 0199 or mail mira@example.org.",
        "Ask at the order desk a12-b34.",
        "It costs 90 euros and takes 10-12 days.",
        "The 700c wheel weighs 1200grams at 27.5inch.",
        "Since 2019 we use windows11 and mp3.",
        f"See {EXAMPLE.links[0]}/posts/A1B2C3D4.",
    ],
)
def test_what_anybody_may_hear_does_not(answer: str) -> None:
    assert not names_somebody(answer, "Jonas", _MIRA)


@pytest.mark.parametrize("unit", ["Jonas", "Will. ", "a1-", "A1B2C3 ", "www.", "https://", "é", "日", '"'])
def test_no_answer_takes_long(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    began = time.process_time()
    names_somebody(text, "Will 日本", _MIRA)
    assert time.process_time() - began < 2
