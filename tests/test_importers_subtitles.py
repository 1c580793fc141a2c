"""Tests of subtitles.py: what is said, without its times."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, subtitles
from memory.importers.records import Document, Problem
from tests.knowledge import Knowledge
from twin.errors import SourceError

EXPORTS = Path(__file__).parent / "data" / "exports" / "subtitles"


def text_of(path: Path) -> str:
    [document] = [record for record in subtitles.read(path) if isinstance(record, Document)]
    return document.text


@pytest.mark.parametrize("name", ["talk.en.vtt", "film.srt"])
def test_subtitles_are_told_by_their_content(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes((EXPORTS / name).read_bytes())
    assert importer_for(tmp_path / "a.txt") is subtitles
    (tmp_path / "b.md").write_text("I write of 00:00:01,000 --> 00:00:02,000 here.", encoding="utf-8")
    assert importer_for(tmp_path / "b.md") is not subtitles


def test_rolling_captions_are_read_once_and_speakers_are_named() -> None:
    expected = "Ann: So I bake rye & wheat. It is not hard. You only need time.\n\nBen: And water? 🌊"
    assert text_of(EXPORTS / "talk.en.vtt") == expected


def test_a_broken_time_is_told_and_the_rest_is_read() -> None:
    path = EXPORTS / "film.srt"
    problem, document = subtitles.read(path)
    assert problem == Problem(path, "line 10", "its times are not understood: this cue is left out.")
    assert isinstance(document, Document)
    assert document.text == "Grüße aus Köln, wo ich backe.\n\n– Wann?\n– 1984"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_subtitles_are_read_in_the_encoding_they_were_saved_in(tmp_path: Path, encoding: str) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nGrüße aus Köln und schöne Tage\n"
    (tmp_path / "a.srt").write_bytes(text.encode(encoding))
    assert text_of(tmp_path / "a.srt") == "Grüße aus Köln und schöne Tage"


def test_a_long_talk_is_parted_where_sentences_end(tmp_path: Path) -> None:
    cues = [
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\nThis is sentence number {n}.\n"
        for n in range(1, 90)
    ]
    (tmp_path / "a.srt").write_text("\n".join(cues), encoding="utf-8")
    blocks = text_of(tmp_path / "a.srt").split("\n\n")
    assert len(blocks) > 3
    assert all(block.endswith(".") and len(block) < 500 for block in blocks)


def test_what_only_sounds_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n[Music]\n", encoding="utf-8")
    with pytest.raises(SourceError, match="holds no word that is said"):
        list(subtitles.read(tmp_path / "a.srt"))


def test_subtitles_are_learned(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_bytes((EXPORTS / "talk.en.vtt").read_bytes())
    assert knowledge.learn(tmp_path / "a.vtt").passages == 1


@pytest.mark.parametrize(
    "line", ["<v " * 60_000, "[" * 200_000, "♪" * 200_000, "<" * 200_000, "{\\" * 100_000, "a --> b\n" * 25_000]
)
def test_hostile_cues_take_no_long_time(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000\nHello\n{line}\n", encoding="utf-8")
    begun = time.process_time()
    list(subtitles.read(tmp_path / "a.srt"))
    assert time.process_time() - begun < 3


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_changed_in_subtitles_they_are_told_or_read(tmp_path: Path, data: st.DataObject) -> None:
    lines = (EXPORTS / data.draw(st.sampled_from(["talk.en.vtt", "film.srt"]))).read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = data.draw(st.sampled_from([[], [lines[at]] * 2, [b"-->"], [b""], [b"\xff\0" + lines[at]]]))
        if not lines:
            return
    (tmp_path / "a.srt").write_bytes(b"\n".join(lines))
    try:
        assert all(isinstance(record, Document | Problem) for record in subtitles.read(tmp_path / "a.srt"))
    except SourceError as error:
        assert "a.srt" in str(error)  # noqa: PT017 - either is right
