"""What commands print."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import terminal
from memory.importers.records import Problem
from memory.learn import Learned
from tests.example import EXAMPLE
from twin.draft import Action, Decision, Draft
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Signals, Source
from twin.message import Reply, Turn

DAY = datetime(2026, 1, 2, tzinfo=UTC)
SIGNALS = Signals(0.5, 0.25, 0.125)
# Clears the screen, retitles the window, rings, goes back, and the same with a single C1 character.
HOSTILE = "a\x1b[2J\x1b]0;title\x07\rb\x9b31m\x7f\x00c"
HARMLESS = "a�[2J�]0;title��b�31m��c"


def passage(text: str = "text", title: str = "Title", author: str = "", sent_at: datetime | None = DAY) -> FoundPassage:
    stored = Passage(
        id=1,
        source=2,
        place="/posts/a.md",
        position=0,
        title=title,
        link="https://x.example",
        author=author,
        by_owner=True,
        sent_at=sent_at,
        audience=Audience.FRIENDS,
        text=text,
    )
    return FoundPassage(stored, SIGNALS)


def exemplar(message: str = "how?", asker: str = "Jonas") -> FoundExemplar:
    return FoundExemplar(Exemplar(3, 2, "chat/1", asker, message, "so", None, Audience.PUBLIC), SIGNALS)


def decision(*texts: str, draft: Draft | None = None) -> Decision:
    return Decision(Action.SEND, Reply(texts), "because", draft)


def drafted(*leans_on: FoundPassage | FoundExemplar) -> Decision:
    return decision("one", draft=Draft(("one",), 0.75, "quote", "because", leans_on))


def test_each_text_is_a_line_of_the_twin(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(decision("one", "two"), EXAMPLE, why=False)

    assert capsys.readouterr().out == "Mira's twin> one\nMira's twin> two\n"


def test_silence_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(decision(), EXAMPLE, why=False)

    assert capsys.readouterr().out == "(the twin stays silent)\n"


def test_why_shows_what_an_answer_leans_on(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(drafted(passage(), exemplar()), EXAMPLE, why=True)

    assert capsys.readouterr().out.splitlines()[1:] == [
        "   why: send - because",
        "        written by quote, confidence 0.75",
        "        leans on [2026-01-02, Title, friends; score 0.50, meaning 0.25, words 0.12] text",
        "        leans on [undated, chat with Jonas, public; score 0.50, meaning 0.25, words 0.12] how? → so",
    ]


def test_json_has_the_decision_with_its_draft(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.as_json(drafted(passage(), exemplar()))
    found = json.loads(capsys.readouterr().out)

    told = {"verdict", "usage", "alert", "alert_kind", "mode", "aloud"}
    assert set(found) == {"action", "reply", "reason", "draft", "discloses", "kind"} | told
    assert (found["action"], found["reply"], found["reason"]) == ("send", {"texts": ["one"]}, "because")
    # What a model was asked is shown where it is asked for, and nowhere else.
    assert set(found["draft"]) == {"texts", "confidence", "writer", "reason", "leans_on", "usage", "by_model", "raw"}
    heard = found["draft"]["leans_on"][0]
    assert (heard["passage"]["sent_at"], heard["passage"]["audience"]) == ("2026-01-02T00:00:00+00:00", "friends")
    assert heard["signals"] == {"score": 0.5, "cosine": 0.25, "words": 0.125}


def test_json_of_what_was_recalled_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.as_json(Recollection((passage("two\nlines"),), (exemplar(),)))
    out = capsys.readouterr().out

    assert out.count("\n") == 1
    assert json.loads(out)["passages"][0]["passage"]["text"] == "two\nlines"


def test_json_holds_any_text_and_no_control_character(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.as_json(decision(HOSTILE, "naïve ☃ \ud800"))
    out = capsys.readouterr().out

    assert out.strip().isprintable()
    assert "naïve ☃" in out
    assert json.loads(out)["reply"]["texts"] == [HOSTILE, "naïve ☃ \ud800"]


def test_an_answer_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(decision(HOSTILE), EXAMPLE, why=False)

    assert capsys.readouterr().out == f"Mira's twin> {HARMLESS}\n"


def test_lines_and_tabs_of_an_answer_stay(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(decision("a\tb\r\nc"), EXAMPLE, why=False)

    assert capsys.readouterr().out == "Mira's twin> a\tb\nc\n"


def test_nothing_that_was_learned_can_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile_exemplar, hostile_passage = exemplar(HOSTILE, HOSTILE), passage(HOSTILE, HOSTILE, HOSTILE)
    source = Source(1, f"/{HOSTILE}", "chat/1", HOSTILE, "telegram", Audience.OWNER, DAY, 1, 2)
    problem = Problem(Path(f"/{HOSTILE}"), HOSTILE, f"{HOSTILE}.")
    terminal.answer(drafted(hostile_passage, hostile_exemplar), EXAMPLE, why=True)
    terminal.recollection(Recollection((hostile_passage,), (hostile_exemplar,)), EXAMPLE.audience_names)
    terminal.turns([Turn(by_twin=False, text=HOSTILE, sent_at=DAY)], EXAMPLE)
    terminal.sources([source], EXAMPLE.audience_names)
    terminal.learned(Learned(problems=[problem], passed_over=[Path(f"x.{HOSTILE}")]))
    printed = capsys.readouterr()

    assert (printed.out + printed.err).count("�") > 50
    assert all(line.isprintable() for line in (printed.out + printed.err).split("\n"))


def test_a_title_of_two_lines_fakes_no_row(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.sources([Source(1, "/a", "chat/1", "x\n2   owner", "telegram", Audience.OWNER, DAY, 1, 2)], ["o"] * 5)

    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_table_of_sources_stands_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    post = Source(1, "/blog", "", "", "markdown", Audience.PUBLIC, DAY, 1200, 0)
    chat = Source(12, "/export.json", "chat/1", "Jonas", "telegram", Audience.OWNER, DAY, 7, 3)
    terminal.sources([post, chat], EXAMPLE.audience_names)

    assert capsys.readouterr().out.splitlines() == [
        "ID  HEARD BY  PASSAGES  EXEMPLARS  KIND      WHAT",
        "1   public    1200      0          markdown  /blog",
        "12  owner     7         3          telegram  Jonas (/export.json)",
    ]


def test_of_many_problems_that_are_alike_some_are_told_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    files = [Path(f"/p/{number}.md") for number in range(100)]
    terminal.problems([*(Problem(file, "", f"{file} is empty.") for file in files), Problem(Path("/x"), "", "odd.")])
    lines = capsys.readouterr().err.splitlines()
    assert (lines[0], lines[20]) == ("/p/0.md is empty.", "/x: odd.")
    assert lines[21:] == ["80 places more, of which the same is said: is empty."]


def test_a_name_with_line_ends_fakes_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.problems([Problem(Path("/a\nLearned everything"), "line 1", "odd.")])
    assert capsys.readouterr().err == "/a Learned everything, line 1: odd.\n"


def test_what_was_learned_is_counted_and_each_problem_names_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    empty = Problem(Path("/a.md"), "", "/a.md is empty.")
    cut = Problem(Path("/b.json"), "message 7", "the file ends in the middle.")
    terminal.learned(Learned(1, 0, [Path("/x.png"), Path("/Makefile")], 2, 1, 0, [empty, cut]))
    printed = capsys.readouterr()

    assert printed.out == (
        "Learned 2 passages and 1 exemplar from 1 file; 0 files unchanged, 0 pieces dropped, 2 problems.\n"
    )
    assert printed.err.splitlines() == [
        "Passed over 2 files of no kind that can be read (.png, Makefile).",
        "/a.md is empty.",
        "/b.json, message 7: the file ends in the middle.",
    ]


def test_where_nothing_was_recalled_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.recollection(Recollection((), ()), EXAMPLE.audience_names)

    assert capsys.readouterr().out.splitlines() == ["Passages", "    none", "Exemplars", "    none"]


def test_a_bar_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    bar = terminal.Bar()
    bar.stage("reading", 2)
    bar.step(2)
    bar.stage("learning", 1)
    bar.close()

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\n\n b ", "a / b"), ("x" * 100, "x" * 100), ("x" * 101, "x" * 99 + "…"), ("", ""), ("a\u2028b", "a / b")],
)
def test_a_text_is_shortened_to_a_line(text: str, expected: str) -> None:
    assert terminal.shortened(text) == expected
