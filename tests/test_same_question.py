"""Whether two messages that mean much the same ask for different things."""

import time

import pytest

from persona.same_question import differ

_SHIP = "Do you ship to France?"


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", _SHIP, "do u ship to norway"),
        ("en", _SHIP, "did you ship to France already?"),
        ("en", _SHIP, "don’t you ship to France any more?"),
        ("en", _SHIP, "how long does shipping to France take?"),
        ("en", _SHIP, "what does shipping to France cost?"),
        ("en", _SHIP, "Do you ship to Germany or Frankreich?"),
        ("en", "Is the 26 inch wheel in stock?", "Is the 28 inch wheel in stock?"),
        ("en", "Is the 26 inch wheel in stock?", "Is the wheel in stock?"),
        ("en", "Is the 26 inch wheel in stock?", "Is the 26 inch tyre in stock?"),
        ("en", "a table for two people", "a table for six people"),
        ("en", "Are you open on Sunday?", "are you open on saturdays"),
        ("en", "Are you open today?", "are you open tomorrow?"),
        ("en", "any discount for students?", "any discount for teachers?"),
        ("en", "Can you repair a Brompton?", "could you repair my Moulton?"),
        ("en", "Where do you park in London?", "where do you park in paris"),
        ("de", "Verschickst du auch nach Frankreich?", "verschickst du auch nach polen"),
        ("de", "Was kostet der Kurs für 2 Personen?", "was kostet der kurs für zehn personen"),
        ("de", "Hast du am Sonntag geöffnet?", "Hattest du am Sonntag geöffnet?"),
        ("fr", "Tu livres en Belgique ?", "tu livres en Suisse ?"),
        ("fr", "Tu es ouvert le dimanche ?", "tu es ouvert le lundi ?"),
        ("es", "¿Envías a Francia?", "¿Cuánto tarda el envío a Francia?"),
        ("es", "¿Envías a Francia?", "envías a portugal?"),
        ("pt", "Você envia para Portugal?", "você envia para angola?"),
        ("it", "Spedisci in Francia?", "Quanto costa spedire in Francia?"),
        ("it", "un tavolo per due", "un tavolo per sei"),
        ("nl", "Verzend je ook naar België?", "verzend je ook naar duitsland?"),
        ("pl", "Wysyłasz do Francji?", "wysyłasz do Norwegii?"),
        ("ru", "Вы отправляете во Францию?", "вы отправляете в Италию?"),
        ("uk", "Ви надсилаєте до Франції?", "ви надсилаєте до Італії?"),
        ("ja", "フランスに発送できますか？", "ドイツに発送できますか？"),
        ("zh", "你们发货到法国吗？", "你们发货到德国吗？"),
        ("ko", "프랑스로 배송되나요?", "독일로 배송되나요?"),
    ],
)
def test_another_thing_is_another_question(language: str, text: str, other: str) -> None:
    assert differ(text, other, language)
    assert differ(other, text, language)


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", _SHIP, "hi, would you deliver to france as well?"),
        ("en", _SHIP, "is shipping to France possible?"),
        ("en", "How much is the workshop for 2 people?", "what does the workshop cost for two people"),
        ("en", "Are you open on Sunday?", "open sundays?"),
        ("en", "Can you repair a Brompton?", "do you fix bromptons"),
        ("en", "Where do you park in London?", "where’s your parking in london"),
        ("en", "May I bring a dog?", "could i bring a dog?"),
        ("de", "Was kostet der Kurs für 2 Personen?", "wie viel kostet der kurs für zwei personen"),
        ("de", "Verschickst du nach Frankreich?", "ist Versand nach frankreich möglich?"),
        ("fr", "Tu livres en Belgique ?", "c’est possible de livrer en belgique ?"),
        ("fr", "Tu es ouvert le dimanche ?", "Vous êtes ouverts le dimanche ?"),
        ("es", "¿Envías a Francia?", "¿se puede enviar a francia?"),
        ("pt", "Você está no Porto?", "Vocês estão no porto?"),
        ("it", "Spedisci in Francia?", "è possibile spedire in francia?"),
        ("nl", "Verzend je ook naar België?", "kun je naar belgie verzenden?"),
        ("ru", "Вы отправляете во Францию?", "отправка во францию возможна?"),
    ],
)
def test_other_words_for_the_same_are_no_other_question(language: str, text: str, other: str) -> None:
    assert not differ(text, other, language)
    assert not differ(other, text, language)


@pytest.mark.parametrize("unit", ["a b ", "A", "Ab ", "1.2,3:", "é", "xYz-Ab ", "日本", "don't ", "\u0301"])
def test_no_message_takes_long(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    differ(_SHIP, _SHIP, "en")
    began = time.process_time()
    differ(text, text[1:], "en")
    assert time.process_time() - began < 2
