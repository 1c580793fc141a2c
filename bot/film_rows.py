"""The people of a batch of films: a CSV file's rows, each with the words that are said to them."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twin.errors import FilmError
from voice.film.captions import shown

_LARGEST = 20_000_000  # bytes
_LONGEST_NAME = 80
_DELIMITERS = ",;\t|"
# What a spreadsheet may call the columns.
_COLUMNS = {"name": "name", "lang": "lang", "language": "lang", "text": "text"}
_PLACE = re.compile(r"\{\s*(\w{1,40})\s*\}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody for whom a film is made: what is said to them, in which language, and the line they stand in."""

    line: int
    name: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing is made of the row in this line."""

    line: int
    sentence: str


def read(path: Path, words: Mapping[str, str], known: Collection[str]) -> tuple[list[Row], list[Fault]]:
    """The rows of the file with the ``words`` of their language, or with their own; ``known`` are the languages.

    Raises FilmError if the file is no such list.
    """
    for text in words.values():
        check(text)
    lines = io.StringIO(_content(path)).readlines()
    columns, delimiter = _header(lines, path)
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in _records(lines, delimiter):
        if isinstance(cells, str):
            faults.append(Fault(line, cells))
        elif any(cell.strip() for cell in cells):
            try:
                rows.append(_row(line, columns, cells, words, known))
            except FilmError as error:
                faults.append(Fault(line, str(error)))
    return rows, faults


def check(text: str) -> None:
    """Raise FilmError if something other than the name is to be filled in."""
    if wrong := [found[0] for found in _PLACE.finditer(text) if found[1] != "name"]:
        raise FilmError(f"{wrong[0]} stands for nothing: only {{name}} is filled in.")


def language(text: str, known: Collection[str]) -> str:
    """The ISO 639-1 code of ``es``, ``ES`` or ``es-MX``. Raises FilmError if it is none of ``known``."""
    found = _LANGUAGE.fullmatch(text.strip().casefold())
    if found is None or found[1] not in known:
        said = repr(text.strip()[:20]) if text.strip() else "nothing"
        raise FilmError(f"{said} is no language that the twin speaks: {', '.join(sorted(known))}.")
    return found[1]


def _content(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise FilmError(f"{path} has more than {_LARGEST // 1_000_000} MB: cut it into several.")
        # A spreadsheet puts a mark at the beginning.
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FilmError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except UnicodeDecodeError as error:
        raise FilmError(f"{path} is not in UTF-8: save it as CSV in UTF-8.") from error


def _header(lines: Sequence[str], path: Path) -> tuple[list[str], str]:
    """What each column is (empty: nothing that is needed), and what stands between two."""
    first = lines[0] if lines else ""
    for delimiter in _DELIMITERS:
        names = next(iter(csv.reader(io.StringIO(first), delimiter=delimiter)), [])
        columns = [_COLUMNS.get(name.strip().casefold(), "") for name in names]
        if {"name", "lang"} <= set(columns) and max(map(columns.count, filter(None, columns))) == 1:
            return columns, delimiter
    raise FilmError(
        f"{path} needs a first line that names its columns: name and lang, each once, and text if you like."
    )


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each record behind the first line with the number of its first line; a sentence for one that cannot be read."""
    at = 1
    while at < len(lines):
        reader = csv.reader(iter(lines[at:]), delimiter=delimiter, strict=True)
        begins = at
        try:
            for cells in reader:
                yield begins + 1, cells
                begins = at + reader.line_num
            return
        except csv.Error as error:
            # One quotation mark too many swallows what follows: it is read again, without the line that has it.
            yield begins + 1, f"it cannot be read ({error}): put text with quotation marks between quotation marks."
            at = begins + 1


def _row(
    line: int, columns: Sequence[str], cells: Sequence[str], words: Mapping[str, str], known: Collection[str]
) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise FilmError("it has more cells than the first line: put text with commas between quotation marks.")
    said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
    name = " ".join(shown(said.get("name", "")).split())
    if not name:
        raise FilmError("nobody is named.")
    if len(name) > _LONGEST_NAME:
        raise FilmError(f"the name has {len(name)} characters, more than {_LONGEST_NAME}.")
    spoken = language(said.get("lang", ""), known)
    text = said.get("text", "") or words.get(spoken, "")
    if not text.strip():
        raise FilmError(f'there are no words in {spoken}: give --in {spoken}="…", or a column text.')
    check(text)
    return Row(line, name, spoken, _PLACE.sub(lambda _: name, text))
