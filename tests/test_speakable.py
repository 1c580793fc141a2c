"""A chat text as it is said aloud: what is left out, what is said in full, and where a voice stops."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.languages import KNOWN
from voice.speakable import pieces, speakable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**bold**, *it*, __under__, `code`, ||hidden|| and ***both***", "bold, it, under, code, hidden and both"),
        ("~~old~~ new", "new"),
        ("# Title\nText", "Title. Text"),
        ("- one\n- two!\n* three", "one. two! three"),
        ("1. first\n2. second", "one, first. two, second"),
        ("> quoted\n\nanswered", "quoted. answered"),
        ("-# small print", "small print"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a, b. one, two"),
        ("look:\n```py\nx = 1\n```\nok?", "look: code. ok?"),
        ("<b>bold</b><br>and a<b, x > y", "bold. and a<b, x > y"),
        ("3 * 4 * 5 and snake_case, a * b", "three times four times five and snake_case, a b"),
        ("    an indented line", "an indented line"),
        ("---", ""),
        ("![a cat](cat.png)", "a cat"),
        ("AT&T, R&D, you & me", "AT&T, R&D, you and me"),
        ("well... no!!! what??", "well… no! what?"),
        ("“quoted” and 'this' isn't it", "quoted and this isn't it"),
        ("salt — and pepper - or not → go", "salt, and pepper, or not, go"),
        ("𝗯𝗼𝗹𝗱 ｆｕｌｌ ①", "bold full one"),
        ("a\u200bb\x07c", "abc"),
    ],
)
def test_markup_and_signs(text: str, words: str) -> None:
    assert speakable(text, "en") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see [my post](https://example.org/a?b=1)", "see my post"),
        ("see https://www.example.org/a/b?c=1#d.", "see example dot org."),
        ("(<https://example.org>), www.example.com/x!", "(example dot org), example dot com!"),
        ("example.org/path or main.py or node.js", "example dot org or main.py or node.js"),
        ("[](https://example.org/x)", "example dot org"),
        ("mail mira.s@example.org.", "mail mira dot s at example dot org."),
        ("https://[bad", ""),
        ("@mira_s and @Jonas, #bikes", "mira_s and Jonas, bikes"),
        ("<@4711> <@&7> <#12> hi :wave_hello: <:smile:99>", "hi"),
        ("at 10:30:15 or note:this:", "at ten thirty fifteen or note:this:"),
    ],
)
def test_links_and_mentions(text: str, words: str) -> None:
    assert speakable(text, "en") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "example Punkt org"), ("es", "example punto org"), ("ru", "example точка org"), ("zh", "example 点 org")],
)
def test_an_address_in_other_languages(language: str, words: str) -> None:
    assert speakable("https://example.org/x", language) == words


@pytest.mark.parametrize("text", ["😂", "👩🏽‍🚀👍🏿", "🇩🇪 ❤️", ":)", "<3", "", " \n ", "…", "***", "?!", "<@4711>"])
def test_where_nothing_can_be_said(text: str) -> None:
    assert speakable(text, "en") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok 👍🏿 then 🇩🇪!", "ok then!"),
        ("1️⃣ first", "one first"),
        ("thanks :) see you ;-) <3", "thanks see you"),
        ("great 😂. And 🎉, too", "great. And, too"),
        ("I <3 you, in <3 days", "I you, in less than three days"),
    ],
)
def test_pictures_are_left_out(text: str, words: str) -> None:
    assert speakable(text, "en") == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "hey\nhow are you?\nfine", "hey. how are you? fine"),
        ("en", "one\n\n\n\ntwo", "one. two"),
        ("en", "and then:\n- a", "and then: a"),
        ("ja", "こんにちは\n元気", "こんにちは。 元気"),
        ("hi", "नमस्ते\nठीक", "नमस्ते। ठीक"),
        ("en", "a line that a program broke, since it was wider than\nits window was", ""),
    ],
)
def test_the_end_of_a_line_is_a_stop(language: str, text: str, words: str) -> None:
    assert speakable(text, language) == (words or text.replace("\n", " "))


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Dr. Lee, e.g. at home", "Doctor Lee, for example at home"),
        ("en", "A, B, etc. Then etc. and etc.", "A, B, et cetera. Then et cetera and et cetera."),
        ("en", "btw w/o sugar vs. with", "by the way without sugar versus with"),
        ("en", "It took 5 mins, 1 hr and p. 12", "It took five minutes, one hour and page twelve"),
        ("en", "no. Then", "no. Then"),
        ("de", "z. B. bzw. z.B.", "zum Beispiel beziehungsweise zum Beispiel"),
        ("de", "d.h. usw. Dann", "das heißt und so weiter. Dann"),
        ("de", "Nr. 5, ca. 3 Std. Arbeit, 1 Std.", "Nummer fünf, circa drei Stunden Arbeit, 1 Stunde."),
        ("fr", "p. ex. M. Roux, stp", "par exemple Monsieur Roux, s'il te plaît"),
        ("es", "p. ej. el Sr. Paz, pág. 3", "por ejemplo el Señor Paz, página tres"),
        ("pt", "p. ex. vc tb", "por exemplo você também"),
        ("it", "ad es. il Sig. Neri, ecc.", "ad esempio il Signor Neri, eccetera."),
        ("nl", "bijv. i.p.v. enz.", "bijvoorbeeld in plaats van enzovoort."),
        ("pl", "np. itd.", "na przykład i tak dalej."),
        ("ru", "т. е. много и т. д.", "то есть много и так далее."),
        ("id", "yg dll.", "yang dan lain-lain."),
        ("en", "NASA, the USA and Mr", "NASA, the USA and Mr"),
    ],
)  # fmt: skip
def test_abbreviations(language: str, text: str, words: str) -> None:
    assert speakable(text, language) == words


@pytest.mark.parametrize(
    ("pronounce", "text", "words"),
    [
        ({"Hlin": "Hleen"}, "Hlin, Hlins, hlin and HLIN", "Hleen, Hlins, hlin and HLIN"),
        ({"gif": "jif"}, "GIF gif Gift", "jif jif Gift"),
        ({"Pawl & Crumb": "Pall and Crumb", "Pawl": "Paul"}, "Pawl & Crumb by Pawl", "Pall and Crumb by Paul"),
        ({"a": "b", "b": "a"}, "a b", "b a"),
        ({"C++": "see plus plus"}, "C++, c++", "see plus plus, c++"),
        ({"3D": "three dee"}, "3D and 3", "three dee and three"),
        ({"kilometers": "klicks"}, "5 km", "five klicks"),
        ({"mira_s": "Mira"}, "@mira_s **mira_s**", "Mira Mira"),
        ({"New  York": "Noo York"}, "New York\nNew\u00a0York", "Noo York. Noo York"),
        ({"five": "5"}, "5", "5"),
    ],
)
def test_words_of_the_owners_list(pronounce: dict[str, str], text: str, words: str) -> None:
    assert speakable(text, "en", pronounce) == words


def test_words_are_found_in_scripts_without_spaces() -> None:
    assert speakable("私は美良です", "ja", {"美良": "みら"}) == "私はみらです"


@settings(deadline=None)  # the first text of a language waits for its patterns
@given(st.sampled_from([*KNOWN, "sv"]), st.text(max_size=200))
def test_any_text_is_said_in_one_line(language: str, text: str) -> None:
    heard = speakable(text, language, {"Hlin": "Hleen"})
    assert "\n" not in heard
    assert heard == "" or any(map(str.isalnum, heard))


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäßéñ", min_size=1, max_size=8).filter(lambda word: not word.startswith("h"))
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)  # the first text of a language waits for its patterns
@given(st.lists(st.tuples(SENTENCES, st.sampled_from(["**{}**", "{}", "- {}", "# {}", "> {}", "_{}_", "({})", "{}!"]))))
def test_no_word_is_lost(lines: list[tuple[str, str]]) -> None:
    text = "\n\n".join(form.format(sentence) for sentence, form in lines)
    # A language without abbreviations.
    heard = speakable(text, "ko")
    assert [word.strip(".!()") for word in heard.split()] == [word for line, _ in lines for word in line.split()]


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("", 10, []),
        ("One. Two.", 100, ["One. Two."]),
        ("Hello there. How are you?", 15, ["Hello there.", "How are you?"]),
        ("It costs 3.5 euros. Dr. Lee pays.", 22, ["It costs 3.5 euros.", "Dr. Lee pays."]),
        ("a long one, with clauses; and more", 15, ["a long one,", "with clauses;", "and more"]),
        ("no clauses in this one", 10, ["no clauses", "in this", "one"]),
        ("abcdefghij klm", 4, ["abcd", "efgh", "ij", "klm"]),
        ("こんにちは。元気ですか？はい！", 8, ["こんにちは。", "元気ですか？", "はい！"]),
        ("これは長い文、とても長い文です。", 10, ["これは長い文、", "とても長い文です。"]),
    ],
)
def test_a_long_text_is_cut_where_a_speaker_breathes(text: str, longest: int, expected: list[str]) -> None:
    assert pieces(text, longest) == expected


@settings(deadline=None)  # the first text of a language waits for its patterns
@given(st.text("ab .,;!? \n'\"", max_size=300), st.integers(1, 60))
def test_no_piece_is_too_long_and_nothing_is_lost(text: str, longest: int) -> None:
    cut = pieces(text, longest)
    assert all(0 < len(piece) <= longest for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1 ", "1-", "$1 ", "[", "*a ", "a\n", "http://", "a@", ":a", "<", "😂", "(0", "+1 ", " ", ".", "Nov 1 ",
     "1%", "z. ", "`", "~~a", "|a", "&#1", "> ", "' ", "1 000 ", "word and more ", "- 1", '"'],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = perf_counter()
    pieces(speakable(text, "fr", {"word": "work"}), 300)
    pieces(text, 300)
    assert perf_counter() - began < 30
