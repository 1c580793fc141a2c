"""Tests of formatting.py: what is marked is shown so, and everything else comes out as it was written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from adapters.splitting import split, utf16
from adapters.telegram.formatting import formatted

PIECES = st.sampled_from(
    ["word", " ", "\n", "**", "`", "\n```py\n", "\n```\n", "[a](https://x.org)", "\U0001f600", "我", "\ud800", "\r\n"]
)
TEXTS = st.lists(PIECES | st.text(max_size=10), max_size=30).map("".join)


def covered(text: str, entity: MessageEntity) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "surrogatepass")


def shown(source: str) -> tuple[str, list[tuple[str, str]]]:
    text, entities = formatted(source)
    return text, [(entity.type.lower(), covered(text, entity)) for entity in entities]


@given(TEXTS)
def test_entities_are_what_telegram_takes(source: str) -> None:
    text, entities = formatted(source)
    assert bool(text.strip()) == bool(source.strip())
    for entity in entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= utf16(text)
        inside = covered(text, entity)
        assert inside == inside.rstrip()
        assert inside.strip()
        assert entity.type == MessageEntity.PRE or inside == inside.lstrip()


@given(TEXTS)
def test_only_signs_are_taken_away(source: str) -> None:
    text, entities = formatted(source)
    rest = iter(source)
    assert all(character in rest for character in text)
    assert (text == source) == (not entities)


@given(st.text(), st.text(alphabet="ab \U0001f600我", min_size=1).filter(lambda text: text == text.strip()))
def test_bold_is_found_behind_any_text(before: str, inside: str) -> None:
    before = before.replace("`", "").replace("*", "").replace("[", "") + "\n"
    text, (entity,) = formatted(f"{before}**{inside}**")
    assert text == before + inside
    assert covered(text, entity) == inside


@given(TEXTS, st.integers(2, 40))
def test_parts_can_be_formatted(source: str, limit: int) -> None:
    for part in split(source, limit, utf16):
        text, _ = formatted(part)
        assert text.strip()
        assert utf16(text) <= limit


@pytest.mark.parametrize(
    "source",
    [
        "2*3*4",
        "snake_case and __init__",
        "# No heading\n> no quote\n- no list\n1. no list",
        "*no* _no_ ~~no~~ ||no||",
        "C**2",
        "C**2 and D**2",
        "a**b**c",
        "2 ** 3 ** 4",
        "**not closed",
        "not opened**",
        "** a **",
        "****",
        "***a***",
        "**a\nb**",
        "src/**/*.py and lib/**/*.py",
        "**/*.py and **/*.js",
        "f(**a) and g(**b)",
        "`not closed",
        "``two``",
        "` `",
        "a `b\nc` d",
        "```\nnot closed",
        "```\n```",
        "```\n \n```",
        "[a](b)",
        "[a](ftp://x.org)",
        "[a](javascript:alert)",
        "[a](https://localhost)",
        "[ ](https://x.org)",
        "![a](https://x.org)",
        "[a] (https://x.org)",
        "https://x.org/a_b_c*d*",
        "",
    ],
)
def test_stays_as_it_is(source: str) -> None:
    assert formatted(source) == (source, ())


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("**a** b", "a b", [("bold", "a")]),
        ("(**a b**), **c**!", "(a b), c!", [("bold", "a b"), ("bold", "c")]),
        ("这是**重点**内容", "这是重点内容", [("bold", "重点")]),
        ("\U0001f468\u200d\U0001f469**a**\U0001f600", "\U0001f468\u200d\U0001f469a\U0001f600", [("bold", "a")]),
        ("**a *b* c**", "a *b* c", [("bold", "a *b* c")]),
        ("use `a b`.", "use a b.", [("code", "a b")]),
        ("` a `", " a ", [("code", "a")]),
        ("`**a**`", "**a**", [("code", "**a**")]),
        ("`[a](https://x.org)`", "[a](https://x.org)", [("code", "[a](https://x.org)")]),
        ("**a `b` c**", "a b c", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("**`a`**", "a", [("code", "a")]),
        ("**a [b](https://x.org)**", "a b", [("bold", "a b"), ("text_link", "b")]),
        ("a\n```\n  b\n```\nc", "a\n  b\nc", [("pre", "  b")]),
        ("```\n**a** `b`\n\n[c](https://x.org)\n```", "**a** `b`\n\n[c](https://x.org)", None),
        ("````\n```\na\n```\n````", "```\na\n```", [("pre", "```\na\n```")]),
        ("\U0001f600 [é](https://x.org/)", "\U0001f600 é", [("text_link", "é")]),
    ],
)
def test_is_shown(source: str, text: str, entities: list[tuple[str, str]] | None) -> None:
    assert shown(source) == (text, [("pre", text)] if entities is None else entities)


def test_code_has_its_language() -> None:
    _, (python, none) = formatted("```python title\nx\n```\n\n```\ny\n```")
    assert (python.type, python.language) == (MessageEntity.PRE, "python")
    assert none.language is None


def test_an_address_may_have_parentheses() -> None:
    text, (link,) = formatted("([a](https://x.org/y_(z)?q=1#r))")
    assert text == "(a)"
    assert link.url == "https://x.org/y_(z)?q=1#r"


@pytest.mark.parametrize(
    "source",
    [
        "[bank.example](https://evil.example)",
        "[see https://bank.example/login](https://evil.example)",
        "[www.bank.example](https://bank.example.evil.example)",
        "[bank.example](https://bank.example@evil.example)",
        "[my bank](https://bank.example@evil.example)",
        "[bank。example](https://evil.example)",
        "[ba\u200bnk.exam\u200bple](https://evil.example)",
        "[ｂａｎｋ.example](https://evil.example)",
        "[bänk.example](https://bank.example)",
        "[10.0.0.1](https://evil.example)",
        "[http://localhost](https://evil.example)",
        "[me@bank.example](https://evil.example)",
        "[a](https://bank.example\\@evil.example)",
        "[a](https://x℀.example)",
    ],
)
def test_a_link_that_seems_to_lead_elsewhere_is_no_link(source: str) -> None:
    assert formatted(source) == (source, ())


@pytest.mark.parametrize(
    "source",
    [
        "[bank.example](https://www.bank.example/login)",
        "[https://Bank.example/login](https://bank.example:443/login)",
        "[Python 3.12, i.e. the new one...](https://python.org)",
        "[v1.2.3](HTTPS://x.org)",
    ],
)
def test_a_link_that_leads_where_it_says_is_one(source: str) -> None:
    text, (link,) = formatted(source)
    assert f"[{text}]({link.url})" == source


@pytest.mark.parametrize(
    "piece", ["a", "**", "**a** ", "`a`", "**`a` ", "**a `b`** ", "[a](https://x.org)", "[", "```\na\n", "\ud800", "a."]
)
def test_a_long_text_takes_no_time(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    began = time.process_time()
    formatted(source)
    formatted(f"[{source}](https://x.org)")
    assert time.process_time() - began < 3
