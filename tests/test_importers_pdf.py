"""Tests of pdf.py, pdf_text.py and the child process that reads PDF."""

import random
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.boxes import asking
from memory.importers import importer_for, pdf, pdf_text
from memory.importers.records import Document, Problem
from tests.documents import pdf as made
from tests.knowledge import Knowledge
from twin.errors import SourceError

LONG = "I bake sourdough bread with rye every week, since my grandmother taught me how to do it when I was a child"


def text_of(path: Path) -> str:
    [document] = pdf.read(path)
    assert isinstance(document, Document)
    return document.text


def test_a_pdf_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = made(tmp_path / "letter.dat", [["Hello there."]])
    assert importer_for(path) is pdf
    (tmp_path / "b.pdf").write_text("<html><body><p>It begins with %PDF-1.4</p></body></html>", encoding="utf-8")
    assert importer_for(tmp_path / "b.pdf") is not pdf


def test_a_pdf_is_read_with_its_title_and_date(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", [["Hello there,", "Grüße aus Köln."]], "On bread", "D:20240501100000Z")
    assert list(pdf.read(path)) == [
        Document(str(path), "On bread", "", datetime(2024, 5, 1, 10, tzinfo=UTC), "Hello there,\nGrüße aus Köln.")
    ]


@pytest.mark.parametrize(
    "title", ["", "untitled", "Microsoft Word - letter.docx", "letter.doc", "C:\\Users\\ann\\letter", "17", "x" * 300]
)
def test_a_title_that_nobody_gave_is_none(tmp_path: Path, title: str) -> None:
    path = made(tmp_path / "2021-02-03-my-letter.pdf", [["Hello there."]], title, "D:19000101000000Z")
    [document] = pdf.read(path)
    assert isinstance(document, Document)
    assert (document.title, document.written_at) == ("My letter", datetime(2021, 2, 3))


def test_heads_and_feet_go_and_paragraphs_go_on_over_pages(tmp_path: Path) -> None:
    words = ["once", "twice", "thrice", "often"]
    pages = [
        ["The Rye Book", f"{LONG} {word}", f"{LONG} {word}", f"Page {at} of 4"] for at, word in enumerate(words, 1)
    ]
    text = text_of(made(tmp_path / "a.pdf", pages))
    assert "Rye Book" not in text
    assert "Page" not in text
    assert text == " ".join(f"{LONG} {word} {LONG} {word}" for word in words)


def test_a_word_parted_at_a_lines_end_is_one_again() -> None:
    lines = f"{LONG} and well-\nknown every-\nwhere, sourdough-\nRye too. It is well-known."
    assert pdf_text.paragraphs([lines]) == f"{LONG} and well-known everywhere, sourdough-\nRye too. It is well-known."


def test_lists_stay_together_and_numbered_headings_are_headings() -> None:
    text = pdf_text.paragraphs([f"{LONG}\n1.2 What is needed\n• flour\n• water\n{LONG}\n{LONG}.\nThe end"])
    expected = [LONG, "# 1.2 What is needed", "• flour\n• water", f"{LONG} {LONG}. The end"]
    assert text.split("\n\n") == expected


@pytest.mark.parametrize(("password", "readable"), [("-", True), ("secret", False)])
def test_a_password_is_told_unless_nobody_needs_it(tmp_path: Path, password: str, *, readable: bool) -> None:
    path = made(tmp_path / "a.pdf", [["Hello there."]], password=password)
    if readable:
        assert text_of(path) == "Hello there."
    else:
        with pytest.raises(SourceError, match="is locked with a password: save it without one"):
            list(pdf.read(path))


def test_a_scan_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds pictures of text, and no text"):
        list(pdf.read(made(tmp_path / "a.pdf", [[], []])))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + random.Random(1).randbytes(3000)])  # noqa: S311
def test_a_damaged_pdf_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(SourceError, match=r"damaged|holds pictures"):
        list(pdf.read(tmp_path / "a.pdf"))


def test_a_pdf_cut_short_is_read_as_far_as_it_goes_or_told(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.pdf", [[f"{LONG} {number}."] for number in range(20)]).read_bytes()
    for part in (0.3, 0.6, 0.95):
        (tmp_path / "b.pdf").write_bytes(whole[: int(len(whole) * part)])
        try:
            assert all(isinstance(record, Document | Problem) for record in pdf.read(tmp_path / "b.pdf"))
        except SourceError as error:
            assert "b.pdf" in str(error)  # noqa: PT017 - either is right


def test_a_page_that_fills_the_memory_is_told(tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(1024**2) * 300, 9)
    bomb = zlib.compress(bomb, 9)
    path = made(tmp_path / "a.pdf", [["Hello there, this is me."], ["REPLACED"]])
    data = path.read_bytes()
    start = data.index(b"<< /Length", data.index(b"endstream"))
    end = data.index(b"endobj", start)
    stream = (
        f"<< /Length {len(bomb)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + bomb + b"\nendstream\n"
    )
    path.write_bytes(data[:start] + stream + data[end:])
    begun = time.monotonic()
    records = list(pdf.read(path))
    assert time.monotonic() - begun < 60
    assert [record.text for record in records if isinstance(record, Document)] == ["Hello there, this is me."]


def test_what_was_read_before_the_time_was_over_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ({"title": "", "made": ""}, {"page": 1, "text": "Hello there."})
    monkeypatch.setattr(asking, "said", lambda _module, _path: asking.Said(lines, whole=False))
    problem, document = pdf.read(tmp_path / "a.pdf")
    assert isinstance(problem, Problem)
    assert (problem.where, "too much time" in problem.sentence) == ("page 2", True)
    assert isinstance(document, Document)


def test_a_child_that_never_ends_is_ended(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    begun = time.monotonic()
    assert asking.said("tests.endless", tmp_path / "a", seconds=1) == asking.Said(({"page": 1},), whole=False)
    assert time.monotonic() - begun < 20


def test_a_chat_printed_as_pdf_is_not_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    lines = [f"01.05.2024 10:0{number} - {'Ann' if number % 2 else 'Ben'}: my secret {number}" for number in range(9)]
    [problem] = knowledge.learn(made(tmp_path / "a.pdf", [lines])).problems
    assert "looks like a chat" in problem.sentence


def test_a_pdf_is_learned_and_passed_over_when_it_is_the_same(knowledge: Knowledge, tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", [[LONG]])
    assert knowledge.learn(path).passages == 1
    assert knowledge.learn(path).unchanged == 1


@pytest.mark.parametrize(
    "page", ["a\n" * 100_000, "word-\n" * 40_000, "1.1 x\n" * 40_000, "-" * 200_000, "x" * 200_000]
)
def test_hostile_pages_take_no_long_time(page: str) -> None:
    begun = time.process_time()
    pdf_text.paragraphs([page])
    assert time.process_time() - begun < 2


def test_whatever_is_changed_in_a_pdf_it_is_told_or_read(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.pdf", [[f"{LONG} {number}."] for number in range(3)]).read_bytes()
    chance = random.Random(7)  # noqa: S311
    path = tmp_path / "b.pdf"
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(6):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            assert all(isinstance(record, Document | Problem) for record in pdf.read(path))
        except SourceError as error:
            assert str(error).startswith(str(path))  # noqa: PT017 - either is right
