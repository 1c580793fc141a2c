"""Reads tables of separated values row by row, in whatever encoding they were saved."""

import csv
from collections.abc import Iterator
from pathlib import Path

from memory.importers import reading


class RowsError(Exception):
    """From some place on a table cannot be read as one."""


def rows(path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with the number of its first line. Raises RowsError, SourceError."""
    number = 1
    reader = csv.reader((f"{line}\n" for _, line in reading.lines(path)), delimiter=delimiter)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            # What was no end of a field may have been taken for its beginning.
            raise RowsError(f"From line {number} on the file is no table any more") from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, row
        number = reader.line_num + 1
