"""How an owner writes, in figures, in sentences, and held against a text."""

import time
from collections.abc import Sequence

import pytest

from persona.style.by_setting import Style
from persona.style.described import described
from persona.style.distance import distance
from persona.style.habits import Habits
from persona.style.measure import measure
from twin.knowledge import OwnWords

_CASUAL = [("yeah the chain is fine",), ("no idea, ask tom", "or look it up :)"), ("haha maybe later",)] * 20
_FORMAL = [("Good morning. The chain is fine, and I shall bring it along.",)] * 40


def _measured(texts: Sequence[Sequence[str]], *languages: str, names: Sequence[str] = ()) -> Habits:
    return measure(texts, names, languages or ("en",))


def test_bursts_messages_and_words_are_counted() -> None:
    habits = _measured([("one two three",), ("one", "one two"), ("",)])
    assert (habits.bursts, habits.messages, habits.per_burst, habits.several) == (2, 3, 1.5, 0.5)
    assert habits.words == (1, 2, 3)
    assert habits.burst_words == (3, 3, 3)
    assert (habits.usual_most, habits.most) == (2, 2)


def test_one_long_burst_is_not_usual() -> None:
    habits = _measured([("hi",)] * 30 + [("a", "b", "c", "d")])
    assert (habits.usual_most, habits.most) == (1, 4)


@pytest.mark.parametrize(
    ("trait", "text"),
    [
        ("small", "well then"),
        ("small", "i'm here"),
        ("bare", "well then"),
        ("bare", "well then :)"),
        ("stop", "Well then."),
        ("stop", "“Well then.”"),
        ("stop", "好的。"),
        ("exclaims", "Well!"),
        ("asks", "Well?!?"),
        ("dots", "Well..."),
        ("ellipsis", "Well…"),
        ("repeated", "Well!!"),
        ("emoji", "well 👍🏽"),
        ("emoji", "🇩🇪"),
        ("smiley", "well :-)"),
        ("smiley", "<3"),
        ("lists", "- one\n- two"),
        ("lists", "1. one\n2) two"),
        ("bold", "it is **new**"),
        ("headings", "# New"),
        ("links", "see https://a.example/b"),
        ("code", "type `ls`"),
    ],
)
def test_a_trait_is_measured(trait: str, text: str) -> None:
    assert getattr(_measured([(text,), ("Nothing at all, I should say;",)]), trait) == 0.5 or trait == "small"
    assert getattr(_measured([(text,)]), trait) == 1


@pytest.mark.parametrize(
    ("trait", "text"),
    [
        ("small", "https://a.example"),
        ("small", "Well"),
        ("small", "/etc/hosts is wrong"),
        ("smiley", "https://a.example/D see (a:b)"),
        ("emoji", "© 2024 ™ → 3"),
        ("stop", "Well..."),
        ("lists", "- one"),
        ("lists", "-1 and -2"),
        ("bold", "2 ** 3 ** 4"),
        ("headings", "#tag"),
    ],
)
def test_what_only_looks_like_a_trait_is_none(trait: str, text: str) -> None:
    assert getattr(_measured([(text,)]), trait) == 0


def test_the_most_frequent_emoji_smileys_and_laughs_come_first() -> None:
    habits = _measured([("👍 👍 🎉 🎉 🎉 :) hahaha hahahahaha haha",)] * 10)
    assert habits.emojis == ("🎉", "👍")
    assert habits.smileys == (":)",)
    assert habits.laughter == ("haha",)


def test_commas_are_counted_in_a_hundred_words() -> None:
    assert _measured([("one, two, three four five six seven eight nine ten",)]).commas == 20


def test_contractions_are_told_from_full_forms() -> None:
    habits = _measured([("i'm sure it is, i dont know, don't ask",)] * 10)
    assert habits.contracted == 0.75
    assert habits.unmarked == pytest.approx(1 / 3)
    assert _measured([("i'm sure",)] * 40, "de").contracted is None


def test_usual_openings_and_closings_are_kept() -> None:
    habits = _measured([("Hey, the wheel", "cheers!")] * 12)
    assert habits.openings == ("hey",)
    assert habits.closings == ("cheers",)


def test_what_fewer_than_ten_bursts_have_is_no_habit() -> None:
    assert _measured([("Hey you",)] * 9).openings == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hey", ["Hey"]),
        ("hey", ["Jo Héy"]),
        ("pregnant again", []),
        ("Lisbon thanks Ada", []),
        ("4711 5", []),
        ("the", []),
        ("a1 b2", []),
    ],
)
def test_openings_and_closings_give_nothing_away(text: str, names: list[str]) -> None:
    habits = _measured([(text,)] * 30, names=names)
    assert habits.openings == habits.closings == ()


def test_a_longer_opening_replaces_the_shorter_one_it_mostly_is() -> None:
    assert _measured([("i think so",)] * 12).openings == ("i think",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "where are you"), ("de", "ich komme gleich nach Hause"), ("fr", "je suis en retard"),
        ("es", "no puedo esta noche"), ("pt", "você está em casa"), ("it", "non ho fatto niente"),
        ("nl", "ik heb het niet gezien"), ("ru", "я не знаю"), ("uk", "привіт, що це"), ("ja", "今日は寒い"),
        ("ko", "지금 가요"), ("zh", "我在家"), ("ar", "أنا هنا"), ("hi", "मैं यहाँ हूँ"),
    ],
)  # fmt: skip
def test_languages_are_told_apart(language: str, text: str) -> None:
    every = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "ja", "ko", "zh", "ar", "hi")
    assert _measured([(text,)], *every).languages == ((language, 1.0),)


def test_what_shows_no_language_counts_for_none() -> None:
    habits = _measured([("ok",), ("xyzzy",), ("where are you",), ("wo bist du",)], "en", "de")
    assert dict(habits.languages)["de"] <= 0.5
    assert _measured([("xyzzy",)], "en", "de").languages == ()


def test_an_owner_of_one_language_writes_it() -> None:
    assert _measured([("wo bist du",)], "en").languages == (("en", 1.0),)


def test_marks_of_assistants_that_the_owner_has_are_known() -> None:
    often = _measured([("Hope this helps",)] + [("fine",)] * 100)
    seldom = _measured([("Hope this helps",)] + [("fine",)] * 400)
    assert "hopes it helps" in often.assistant_marks
    assert seldom.assistant_marks == frozenset()


def test_nothing_is_measured_in_nothing() -> None:
    assert _measured([]) == _measured([("",), ()]) == Habits()
    assert described(Habits(), "groups") == []
    assert distance("well", Habits()) == 1.0
    assert distance([], _measured(_CASUAL)) == 1.0


def _style(private: int, group: int, documents: int) -> Style:
    words = OwnWords((("hi", "there"),) * private, (("hi",),) * group, ("A text.",) * documents, frozenset())
    return Style.of(words, ["en"])


@pytest.mark.parametrize(
    ("private", "group", "documents", "in_group", "expected"),
    [
        (30, 30, 1, False, "private"),
        (30, 30, 1, True, "group"),
        (29, 30, 1, False, "group"),
        (30, 29, 1, True, "private"),
        (29, 29, 1, True, "documents"),
    ],
)
def test_a_setting_of_which_little_is_known_is_taken_from_another(
    private: int, group: int, documents: int, in_group: bool, expected: str
) -> None:
    style = _style(private, group, documents)
    assert style.setting(in_group) is getattr(style, expected)


def test_of_an_owner_who_wrote_little_nothing_is_known() -> None:
    assert _style(29, 29, 0).setting(group=False) is None


def test_habits_are_told_in_figures() -> None:
    told = described(_measured(_CASUAL), "private chats")
    assert told[0] == "In private chats, most messages have 3 to 5 words, 4 in the middle."
    assert "One answer is 1.3 messages on average; 3 of 10 answers are more than one." in told
    assert "Nearly all begin with a small letter." in told
    assert "Smileys in 2 of 10 messages, most often :)." in told
    assert 'Laughter is written "haha".' in told


def test_what_is_unremarkable_is_left_out() -> None:
    told = " ".join(described(_measured(_FORMAL), "groups"))
    assert "small letter" not in told
    assert "full stop" not in told
    assert "apostrophe" not in told
    assert "languages" not in told


def test_two_languages_are_told() -> None:
    told = described(_measured([("where are you",)] * 3 + [("wo bist du",)], "en", "de"), "groups")
    assert "Messages are in English (75%), German (25%)." in told


def test_there_are_at_most_fourteen_sentences() -> None:
    burst = ("hey i dont know!! what is it... 👍 :) haha\n- a\n- b\n**c**\n# d", "wo bist du, was, ja, cheers")
    assert len(described(_measured([burst] * 40, "en", "de"), "groups")) == 14


@pytest.mark.parametrize("text", ["nah the wheel is ok", ["nah, ask ben", "or try it :)"]])
def test_a_casual_text_is_nearer_to_a_casual_owner(text: str | list[str]) -> None:
    assert 0 <= distance(text, _measured(_CASUAL)) < distance(text, _measured(_FORMAL)) <= 1


def test_a_formal_text_is_nearer_to_a_formal_owner() -> None:
    text = "Certainly. The wheel is fine, and I shall do it."
    assert 0 <= distance(text, _measured(_FORMAL)) < distance(text, _measured(_CASUAL)) <= 1


@pytest.mark.parametrize("other", ["- one\n- two", "well 🎉🎉", "word " * 200, ["a"] * 9])
def test_what_the_owner_never_does_is_farther(other: str | list[str]) -> None:
    habits = _measured([("well the wheel is fine",), ("no idea about it",)] * 20)
    assert distance(other, habits) > distance("the chain is fine", habits)


@pytest.mark.parametrize(
    "sign", ["a", "ha", "!", "?", ":)", "(", "*", "- a\n", "👍", "\u200d", "k", "don't ", "`", "\n", "的"]
)
def test_hostile_texts_take_no_time(sign: str) -> None:
    begin = time.process_time()
    measure([(sign * (200_000 // len(sign)),)], (), ("en", "de"))
    assert time.process_time() - begin < 20
