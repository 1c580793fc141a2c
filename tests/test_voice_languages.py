"""Which language a short text is in, and which one it is taken for when that is unclear."""

from time import perf_counter

import pytest

from voice.languages import KNOWN, language_of

SAID = {
    "en": "good morning! did you sleep well\nI will think about it\nwhere did you buy those shoes?",
    "de": "ich überleg es mir\nmein Zug hat zwanzig Minuten Verspätung\nwo hast du die Schuhe her?",
    "fr": "je vais y réfléchir\nmon train est en retard\ntu as acheté ces chaussures où ?",
    "es": "la verdad me alegraste el día\nmi tren lleva retraso\ndónde compraste esos zapatos?",
    "pt": "vou pensar no assunto\nmeu trem está atrasado\nonde você comprou esses sapatos?",
    "it": "ci penserò su\nil mio treno è in ritardo\ndove hai comprato quelle scarpe?",
    "nl": "ik denk erover na\nmijn trein heeft vertraging\nwaar heb je die schoenen gekocht?",
    "pl": "zastanowię się\nmój pociąg ma opóźnienie\ngdzie kupiłaś te buty?",
    "tr": "bunu düşüneceğim\ntrenim yirmi dakika gecikti\no ayakkabıları nereden aldın?",
    "ru": "я подумаю над этим\nмой поезд опаздывает\nгде ты купила эти туфли?",
    "uk": "я подумаю про це\nмій потяг запізнюється\nде ти купила ці туфлі?",
    "ar": "سأفكر في الأمر\nقطاري متأخر عشرين دقيقة\nمن أين اشتريت هذا الحذاء؟",
    "hi": "मैं सोचूँगा इस बारे में\nमेरी ट्रेन लेट है\nये जूते कहाँ से लिए?",
    "id": "nanti aku pikirkan\nkeretaku terlambat dua puluh menit\nbeli sepatu itu di mana?",
    "ja": "考えてみるね\n電車が遅れてる\nその靴どこで買ったの？",
    "zh": "我会考虑的\n我的火车晚点二十分钟\n那双鞋在哪里买的？",
    "ko": "생각해 볼게\n기차가 늦어\n그 신발 어디서 샀어?",
}
MESSAGES = [(language, line) for language, text in SAID.items() for line in text.split("\n")]


def test_every_language_of_the_twin_is_known() -> None:
    assert set(SAID) == set(KNOWN)


@pytest.mark.parametrize(("language", "text"), MESSAGES)
def test_a_likely_language_is_never_taken_for_another(language: str, text: str) -> None:
    assert language_of(text, [language]) == language
    other = "en" if language != "en" else "fr"
    assert language_of(text, [other, language]) == language


def test_an_unlikely_language_is_recognised_all_the_same() -> None:
    tried = [(language, text, main) for language, text in MESSAGES for main in ("en", "de", "es") if main != language]
    right = sum(language_of(text, [main]) == language for language, text, main in tried)
    assert right / len(tried) > 0.95


@pytest.mark.parametrize(
    "text",
    ["", " ", "ok", "3 km", "lol", "12:30", "😂👍", "haha", "https://example.org/la/casa", "@mira_s", "`der die das`",
     "mira@example.org", ":custom_emoji:", "Agnes"],
)  # fmt: skip
def test_what_is_the_same_everywhere_is_in_the_main_language(text: str) -> None:
    assert language_of(text, ["de", "en"]) == "de"
    assert language_of(text, ["en", "de"]) == "en"


@pytest.mark.parametrize(
    ("text", "language"), [("네", "ko"), ("うん", "ja"), ("привет", "ru"), ("नमस्ते", "hi"), ("شكرا", "ar")]
)
def test_a_script_tells_a_language_by_itself(text: str, language: str) -> None:
    assert language_of(text, ["en"]) == language


def test_a_language_that_the_twin_has_no_sentences_in() -> None:
    assert language_of("jag ska tänka på saken i morgon", ["sv", "en"]) == "sv"
    # Nothing is known of this one: it is trusted.
    assert language_of("I will think about it", ["xx"]) == "xx"
    assert language_of("I will think about it", ["EN"]) == "en"
    assert language_of("what did you think of it?", []) == "en"


@pytest.mark.parametrize("piece", ["`", "a@", "<", ":a", "@", "word ", "1", "http://", "``` "])
def test_a_long_text_takes_no_time(piece: str) -> None:
    language_of("warm", ["en"])
    began = perf_counter()
    language_of(piece * (200_000 // len(piece)), ["en"])
    assert perf_counter() - began < 20
