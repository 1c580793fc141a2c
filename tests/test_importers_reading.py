"""Tests of reading.py: people's files are text in many encodings, or no text at all."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import IMPORTERS, importer_for, reading
from twin.errors import SourceError

WESTERN = "Über die Brücke ging ich gestern spät nach Hause – schöne Grüße!\nIl était une fois un garçon très âgé.\n"
JAPANESE = "こんにちは、昨日は店に行ってパンを買いました。\n天気がよかったです。\n"
RUSSIAN = "Привет, как дела?\nЯ вчера ходил в магазин за хлебом, погода была хорошая.\n"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(WESTERN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")],
        *[(JAPANESE, name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "shift-jis", "euc-jp")],
        *[(RUSSIAN, name) for name in ("utf-8", "utf-16-le", "cp1251", "koi8-r")],
        ("Ich mag das Café", "latin-1"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_saved_in(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "note.txt", text.encode(encoding))
    assert reading.document(path) == text
    assert [line for _, line in reading.lines(path)] == text.splitlines()


def test_a_page_may_name_its_encoding(tmp_path: Path) -> None:
    data = '<meta charset="iso-8859-2"><p>Zażółć gęślą jaźń'.encode("iso-8859-2")
    assert "Zażółć gęślą jaźń" in reading.document(written(tmp_path / "a.html", data))


def test_an_unknown_encoding_that_a_page_names_is_not_believed(tmp_path: Path) -> None:
    data = '<meta charset="cp-nothing"><p>Grüße aus Köln'.encode("latin-1")
    assert "Grüße aus Köln" in reading.document(written(tmp_path / "a.html", data))


def test_one_damaged_character_does_not_change_the_encoding(tmp_path: Path) -> None:
    data = RUSSIAN.encode()
    assert reading.document(written(tmp_path / "a.txt", data[:-2] + b"\xff\n")).startswith("Привет, как дела?")
    assert reading.document(written(tmp_path / "b.txt", data[: data.index(b"\n") - 3])).startswith("Привет, как дел")


def test_an_encoding_shows_beyond_the_first_bytes(tmp_path: Path) -> None:
    data = b"Only ASCII here.\n" * 8000 + "Grüße aus Köln\n".encode("cp1252")
    path = written(tmp_path / "a.txt", data)
    assert list(reading.lines(path))[-1] == (8001, "Grüße aus Köln")
    assert reading.document(path).endswith("Grüße aus Köln\n")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0\1\2", bytes(range(1, 32)) * 9 + b"\xff\xfe\xfd"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path / "a.md", data)
    assert reading.head_text(data) is None
    for read in (reading.document, lambda path: list(reading.lines(path)), importer_for):
        with pytest.raises(SourceError, match=r"a\.md"):
            read(path)


def test_line_ends_of_every_kind_are_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"one\r\ntwo\rthree\nfour")
    assert list(reading.lines(path)) == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]
    assert reading.document(path) == "one\ntwo\nthree\nfour"


def test_an_endless_line_comes_in_parts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"x" * 2_500_000 + b"\nend")
    assert [(number, len(line)) for number, line in reading.lines(path)] == [
        (1, 1024 * 1024),
        (1, 1024 * 1024),
        (1, 2_500_000 - 2 * 1024 * 1024),
        (2, 3),
    ]


def test_text_that_nobody_sees_is_taken_out(tmp_path: Path) -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    path = written(tmp_path / "a.txt", f"Plain{hidden} te\u200bxt".encode())
    assert reading.document(path) == "Plain text"


def test_a_document_larger_than_20_mb_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.md", b"word " * (4 * 1024 * 1024 + 1))
    with pytest.raises(SourceError, match="larger than 20 MB"):
        reading.document(path)


def test_what_the_system_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        importer_for(tmp_path)
    with pytest.raises(SourceError, match="is not there"):
        importer_for(tmp_path / "nothing.md")
    with pytest.raises(SourceError, match="cannot be read"):
        importer_for(tmp_path / ("long" * 100))
    with pytest.raises(SourceError, match="not an ordinary file"):
        importer_for(Path("/dev/null"))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.md", b"", "is empty"),
        ("a.txt", b" \n\n", "is empty"),
        ("a.zip", b"PK\x03\x04\x00", "not a text file"),
        ("a.json", b'{"messages": [{"type": "Generic", "content": "hi"}]}', "of no kind that can be read"),
        ("a.csv", b"a,b\n1,2\n", "Markdown"),
    ],
)
def test_files_that_no_importer_takes(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        importer_for(written(tmp_path / name, data))


def test_every_importer_has_a_name_of_its_own() -> None:
    assert len({importer.KIND for importer in IMPORTERS}) == len(IMPORTERS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(["a.md", "a.txt", "a.html", "result.json"]), data=st.binary(max_size=400))
def test_any_bytes_give_records_or_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = written(tmp_path / name, data)
    told = str(path)
    try:
        list(importer_for(path).read(path))
    except SourceError as error:
        told = str(error)
    assert str(path) in told


def test_a_text_in_which_a_nul_byte_stands_is_that_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("the rye\0 is ripe, and größer than last year\n".encode())
    assert reading.document(path) == "the rye is ripe, and größer than last year\n"
    assert list(reading.lines(path)) == [(1, "the rye is ripe, and größer than last year")]
