"""What others wrote, made harmless."""

import time

import pytest

from bot import harmless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb", ["a", "b"]),
        ("\n\na\n\nb\n", ["a", "", "b"]),
        ("a\u2028b\x0bc\x85d", ["a", "b", "c", "d"]),
        ("", [""]),
    ],
)
def test_a_text_has_the_lines_that_a_reader_sees(text: str, expected: list[str]) -> None:
    assert harmless.lines(text) == expected


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2066", "\u200f", "\x00", "\x7f"])
def test_what_commands_a_terminal_or_turns_the_writing_round_is_left_out(sign: str) -> None:
    assert harmless.lines(f"a{sign}b") == ["ab"]
    assert harmless.name(f"a{sign}b") == "ab"
    assert harmless.marked(f"a{sign}b") == "a\ufffdb"


def test_tabs_stay_in_texts_and_are_spaces_in_names() -> None:
    assert (harmless.lines("a\tb"), harmless.name("a\tb")) == (["a\tb"], "a b")


def test_writing_that_needs_signs_over_signs_keeps_them() -> None:
    vietnamese = "e\u0302\u0301"

    assert harmless.lines(vietnamese) == [vietnamese]


@pytest.mark.parametrize(
    ("name", "shown"), [("Ann  Lee\n", "Ann Lee"), ("x" * 99, "x" * 39 + "…"), ("👩\u200d🔬", "👩🔬")]
)
def test_a_name_is_short_and_on_one_line(name: str, shown: str) -> None:
    assert harmless.name(name) == shown


def test_a_text_is_cut_by_what_platforms_count() -> None:
    assert harmless.units("a🦊") == 3
    assert harmless.fitted("🦊🦊🦊", 6) == "🦊🦊🦊"
    # Half a fox is none.
    assert harmless.fitted("🦊🦊🦊", 4) == "🦊…"
    assert harmless.fitted("abc", -5) == "…"


@pytest.mark.parametrize("unit", ["\u0300", "a\u0300", "\n", " \n", "\u202e", "\u0300\u0301\u0302\u0303x"])
def test_a_long_hostile_text_takes_no_time(unit: str) -> None:
    text = unit * 200_000
    started = time.perf_counter()
    harmless.line(text, 100)
    harmless.name(text)
    harmless.marked(text)

    assert time.perf_counter() - started < 20


def test_no_name_is_a_command_that_a_tap_would_give() -> None:
    assert harmless.name("/undo me / or /not") == "∕undo me / or ∕not"
