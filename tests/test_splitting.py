"""Tests of splitting.py: no part is too long, nothing is lost, and what belongs together stays together."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.splitting import Kind, marks, split, utf16

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e6\U0001f1e9"
PIECES = st.sampled_from(
    [
        "word",
        " ",
        "\n",
        "\n\n",
        "**",
        "`",
        "```",
        "```py\n",
        "[a b](https://x.org/(y))",
        FAMILY,
        FLAG,
        "我。",
        "\ud800",
        "e\u0301",
        "<:wave:42>",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, st.integers(2, 60), st.sampled_from([len, utf16]))
def test_no_part_is_too_long_or_empty(text: str, limit: int, measure: Callable[[str], int]) -> None:
    parts = split(text, limit, measure)
    assert all(measure(part) <= limit and part.strip() for part in parts)
    assert bool(parts) == bool(text.strip())


@given(TEXTS.filter(lambda text: "```" not in text), st.integers(1, 60))
def test_nothing_is_lost_but_whitespace(text: str, limit: int) -> None:
    assert bare("".join(split(text, limit))) == bare(text)


@given(TEXTS.filter(lambda text: "```" not in text), st.integers(1, 60))
def test_parts_are_found_in_the_text_as_they_are(text: str, limit: int) -> None:
    at = 0
    for part in split(text, limit):
        found = text.find(part, at)
        assert found >= 0
        assert not text[at:found].strip()
        at = found + len(part)
    assert not text[at:].strip()


@given(st.lists(st.text("abc \t", min_size=1, max_size=30), max_size=40).map("\n".join))
def test_code_keeps_every_line_that_says_something(code: str) -> None:
    parts = split(f"```py\n{code}\n```", 60)
    lines = [line for part in parts for line in part.split("\n") if not line.startswith("```")]
    assert [line for line in lines if line.strip()] == [line for line in code.split("\n") if line.strip()]


@given(TEXTS)
def test_marks_lie_in_order_and_hold_what_is_between_their_signs(text: str) -> None:
    before = 0
    for mark in marks(text):
        assert before <= mark.start <= mark.inner_start <= mark.inner_end <= mark.end <= len(text)
        before = mark.start


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u3000"])
def test_nothing_is_no_message(text: str) -> None:
    assert split(text, 10) == ()


@pytest.mark.parametrize("text", ["x", "\n\n x \n\n", "x" * 10])
def test_what_fits_stays_as_it_is(text: str) -> None:
    assert split(text, 10) == (text,)


def test_a_message_without_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="room"):
        split("x", 0)


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        pytest.param("one. two\nthree\n\nfour five", 20, ("one. two\nthree", "four five"), id="blank line"),
        pytest.param("one\n \t\ntwo three four", 20, ("one", "two three four"), id="blank line with spaces in it"),
        pytest.param("One. Two\nthree. Four", 18, ("One. Two", "three. Four"), id="line"),
        pytest.param("One two. Three four five", 20, ("One two.", "Three four five"), id="sentence"),
        pytest.param('He said "no." Then he left us', 22, ('He said "no."', "Then he left us"), id="quoted sentence"),
        pytest.param("one two three", 10, ("one two", "three"), id="space"),
        pytest.param("one two three", 7, ("one two", "three"), id="a word ends where the message does"),
        pytest.param("one   two", 5, ("one", "two"), id="many spaces"),
        pytest.param("a\n\nbbbb bbbb bbbb bbbb", 20, ("a\n\nbbbb bbbb bbbb", "bbbb"), id="no message of a letter"),
        pytest.param("a" * 25, 10, ("a" * 10, "a" * 10, "a" * 5), id="one run"),
        pytest.param("to " + "a" * 12, 10, ("to", "a" * 10, "aa"), id="a run too long begins a message"),
        pytest.param("我" * 5, 2, ("我我", "我我", "我"), id="no spaces"),
        pytest.param("我们走。你们来吧我们", 6, ("我们走。", "你们来吧我们"), id="a sentence without spaces"),
        pytest.param("我用Python写", 6, ("我用", "Python", "写"), id="a word among letters without spaces"),
        pytest.param("请看https://x.org/y谢谢", 16, ("请看", "https://x.org/y谢", "谢"), id="a URL among them"),
        pytest.param(" " * 30 + "word" * 2, 10, ("wordword",), id="indented too far"),
        pytest.param("a" + " " * 30, 10, ("a",), id="nothing after it"),
        pytest.param("a [b c](https://x.org/y_(z)) d", 27, ("a", "[b c](https://x.org/y_(z))", "d"), id="link"),
        pytest.param("some `x y z` here", 10, ("some", "`x y z`", "here"), id="code"),
        pytest.param("some **x. y z** here", 12, ("some", "**x. y z**", "here"), id="bold"),
        pytest.param("**aa bb cc dd**", 8, ("**aa bb", "cc dd**"), id="bold, too long"),
        pytest.param("see <:wave:1234> there", 13, ("see", "<:wave:1234>", "there"), id="an emoji of Discord"),
        pytest.param("xx<a:wave:1234>" * 2, 14, ("xx", "<a:wave:1234>", "xx", "<a:wave:1234>"), id="without spaces"),
        pytest.param("ask <@!4711> now", 10, ("ask", "<@!4711>", "now"), id="a mention"),
        pytest.param("</ask the twin:12> it", 18, ("</ask the twin:12>", "it"), id="a command"),
        pytest.param("at <t:1700000000:R>.", 19, ("at", "<t:1700000000:R>."), id="a moment"),
        pytest.param("say `x y z", 7, ("say `x", "y z"), id="not closed"),
        pytest.param("text\n```\na\n\nb\n```\nmore", 15, ("text", "```\na\n\nb\n```", "more"), id="code that fits"),
    ],
)
def test_cuts(text: str, limit: int, parts: tuple[str, ...]) -> None:
    assert split(text, limit) == parts


def test_code_that_is_cut_is_closed_and_opened_again() -> None:
    lines = [f"    line = {number}" for number in range(10)]
    text = "See:\n\n" + "\n".join(["```python title", *lines, "```"]) + "\n\nDone."
    first, *blocks, last = split(text, 80)
    assert (first, last) == ("See:", "Done.")
    assert all(block.startswith("```python title\n    line") and block.endswith("\n```") for block in blocks)
    assert [line for block in blocks for line in block.split("\n")[1:-1]] == lines


def test_a_line_of_code_too_long_for_a_message_loses_nothing() -> None:
    blocks = split(f"````\n{'x y' * 40}\n````", 50)
    assert "".join(block.removeprefix("````\n").removesuffix("\n````") for block in blocks) == "x y" * 40


def test_code_with_no_room_for_its_signs_is_cut_like_a_text() -> None:
    assert bare("".join(split("```a-language-of-its-own\nx\n```", 10))) == bare("```a-language-of-its-own\nx\n```")


@pytest.mark.parametrize("cluster", [FAMILY, FLAG, "e\u0301", "\U0001f44d\U0001f3fd", "\r\nx"])
def test_what_looks_like_one_character_stays_one(cluster: str) -> None:
    for part in split(cluster * 50, 2 * utf16(cluster) + 1, utf16):
        assert bare(part) == bare(cluster * 2)


def test_a_character_too_long_for_a_message_is_cut() -> None:
    assert "".join(split("e" + "\u0301" * 25, 10)) == "e" + "\u0301" * 25
    assert split("\U0001f468" * 2, 1, utf16) == ("\U0001f468",) * 2


def test_telegrams_limit_holds_exactly() -> None:
    assert split("\U0001f600" * 2048, 4096, utf16) == ("\U0001f600" * 2048,)
    assert split("\U0001f600" * 2048 + "x", 4096, utf16) == ("\U0001f600" * 2048, "x")
    assert split("x" * 4096 + " y", 4096) == ("x" * 4096, "y")


def test_utf16_counts_what_telegram_counts() -> None:
    assert [utf16(text) for text in ("", "a", "é", "我", "\U0001f600", "\ud800", FAMILY)] == [0, 1, 1, 1, 2, 1, 8]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("```\nx\n```", [Kind.FENCE]),
        ("```\nx", []),
        ("````\n```\n````", [Kind.FENCE]),
        ("```py\nx\n```py", []),
        ("**a `b` [c](d)**", [Kind.BOLD, Kind.CODE, Kind.LINK]),
        ("[a `](x)` b", [Kind.CODE]),
        ("![a](b)", []),
        ("**a\nb**", []),
        ("see https://x.org/y", [Kind.URL]),
        ("<@1> <@!1> <@&1> <#1> <:a_b:1> <a:a_b:1> <t:-1> <t:1:R> </a b:1> <id:home>", [Kind.PLACEHOLDER] * 10),
        ("<@> <#a> <:a:> <:a b:1> <t:now> <b> < @1> <@1", []),
        ("`<@1>` **<@2>**", [Kind.CODE, Kind.BOLD, Kind.PLACEHOLDER]),
    ],
)
def test_marks(text: str, kinds: list[Kind]) -> None:
    assert [mark.kind for mark in marks(text)] == kinds


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "`",
        "[",
        "[a](",
        "[a](http://x",
        "**a ",
        "`a`",
        "\u0301",
        FAMILY,
        FLAG,
        "\ud800",
        "\n",
        "```x\n",
        "(",
        "<",
        "<:a",
        "</a ",
        "<@1",
    ],
)
def test_a_long_text_takes_no_time(piece: str) -> None:
    began = time.process_time()
    split("x" + piece * (200_000 // len(piece)) + "x", 4096, utf16)
    # A second for 200,000 characters is ten times what it takes; what is quadratic takes minutes.
    assert time.process_time() - began < 1
