"""The people of a batch: what a spreadsheet writes is read, and a row that cannot be is named by its line."""

import time
from pathlib import Path

import pytest

from bot.film_rows import Fault, Row, language, read
from twin.errors import FilmError

WORDS = {"en": "Hi {name}!", "es": "¡Hola, {name}!"}
KNOWN = ("en", "es", "de")


def rows(folder: Path, content: str | bytes, words: dict[str, str] = WORDS) -> tuple[list[Row], list[Fault]]:
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, words, KNOWN)


ANA = Row(2, "Ana", "es", "¡Hola, Ana!")


@pytest.mark.parametrize(
    "content",
    [
        "name,lang\nAna,es\n",
        "\ufeffname,lang\r\nAna,es\r\n",
        "Name;Lang\nAna;es",
        "LANG\tNAME\nes\tAna\n",
        "id|name|language\n7|Ana|es-MX\n",
        '"name","lang","text"\n"Ana","ES",""\n',
        " name , lang \n  Ana , es \n",
        "name,lang\nA\u200bn\u202ea,es\n",
    ],
)
def test_tables_of_every_kind_are_read(tmp_path: Path, content: str) -> None:
    assert rows(tmp_path, content) == ([ANA], [])


def test_a_row_has_words_of_its_own_if_it_likes(tmp_path: Path) -> None:
    found, _ = rows(tmp_path, 'name,lang,text\nAna,de,"Hallo {name},\n""schön"" dich zu sehen."\nBo,en,\n')

    assert found == [Row(2, "Ana", "de", 'Hallo Ana,\n"schön" dich zu sehen.'), Row(4, "Bo", "en", "Hi Bo!")]


def test_what_stands_in_a_name_is_not_filled_in_again(tmp_path: Path) -> None:
    found, _ = rows(tmp_path, "name,lang\n{name} \\1,en\n")

    assert found == [Row(2, "{name} \\1", "en", "Hi {name} \\1!")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",en", "nobody is named"),
        ("\u200b,en", "nobody is named"),
        (f"{'x' * 81},en", "the name has 81 characters"),
        ("Ana,", "nothing is no language"),
        ("Ana,xx", "'xx' is no language that the twin speaks: de, en, es"),
        ("Ana,de", 'there are no words in de: give --in de="…", or a column text'),
        ("Ana,en,Hi {nam}", "{nam} stands for nothing: only {name} is filled in"),
        ("Ana,en,Hi, how are you?", "more cells than the first line"),
        ('"Ana"x,en', "cannot be read"),
        ('"Ana,en', "cannot be read"),
        ("Ana", "nothing is no language"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_stops_no_other(tmp_path: Path, row: str, said: str) -> None:
    found, faults = rows(tmp_path, f"name,lang,text\nBo,en,\n\n{row}\nCy,en,\n")

    assert [one.name for one in found] == ["Bo", "Cy"]
    assert [fault.line for fault in faults] == [4]
    assert said in faults[0].sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "needs a first line"),
        ("name\nAna\n", "needs a first line that names its columns: name and lang"),
        ("name,name,lang\nAna,Ana,es\n", "each once"),
        ("Ana,es\n", "needs a first line"),
        ("name,lang\nJürgen,es\n".encode("latin-1"), "is not in UTF-8"),
        (b"name,lang\n" + b"x" * 20_000_001, "more than 20 MB"),
    ],
)
def test_a_file_that_is_no_such_list_is_told(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(FilmError, match=said):
        rows(tmp_path, content)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match="no such file"):
        read(tmp_path / "none.csv", WORDS, KNOWN)


def test_words_with_something_else_to_fill_in_are_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match=r"\{first\} stands for nothing"):
        rows(tmp_path, "name,lang\nAna,es\n", {"en": "Hi {first}"})


@pytest.mark.parametrize(
    ("given", "code"), [("es", "es"), ("ES", "es"), ("es-MX", "es"), ("es_419", "es"), (" de ", "de")]
)
def test_a_language_is_known_by_its_code(given: str, code: str) -> None:
    assert language(given, KNOWN) == code


@pytest.mark.parametrize(
    "content",
    ["name,lang\n" + '"\n' * 40_001, "name,lang\n" + '"a,en\nb,"en\n' * 20_000, "name,lang\n" + "x," * 900_000],
)
def test_no_file_takes_long(tmp_path: Path, content: str) -> None:
    begun = time.monotonic()
    rows(tmp_path, content)

    assert time.monotonic() - begun < 30
