"""Has a child process read a file, within limits, and hands on what it says of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memory.importers import reading
from twin.errors import SourceError

# Seconds for one file, of CPU and of waiting: over ten times what a book of 1,000 pages takes.
_CPU, _PATIENCE = 120, 240
# The child imports from where its parent does, whatever the environment says, and nothing from the folder it is in.
_START = "import sys, runpy; sys.path[:] = sys.argv[3:]; runpy.run_module(sys.argv[1], run_name='__main__')"
# Nothing secret is in what a child needs of its parent's environment.
_KEPT = ("SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


@dataclass(frozen=True, slots=True)
class Said:
    """What the child said of the file, line by line, and whether it came to its end."""

    lines: tuple[dict[str, Any], ...]
    whole: bool


def said(module: str, path: Path, seconds: int = _CPU) -> Said:
    """What ``python -m module`` says of the file, which it gets as its stdin. Raises SourceError.

    The last line of one that came to its end is ``{}``. ``{"wrong": …}`` becomes a SourceError: the end of a sentence
    that begins with the path.
    """
    command = [sys.executable, "-I", "-c", _START, module, str(seconds), *_places()]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with reading.opened(path) as file:
        try:
            output = subprocess.run(  # noqa: S603 - a module of our own
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
                timeout=2 * seconds if seconds != _CPU else _PATIENCE, check=False, start_new_session=True,
            ).stdout  # fmt: skip
        except subprocess.TimeoutExpired as error:
            output = error.stdout or b""
    lines = tuple(_parsed(output))
    for line in lines:
        if "wrong" in line:
            raise SourceError(f"{path} {line['wrong']}")
    whole = lines[-1:] == ({},)
    return Said(lines[: len(lines) - whole], whole)


def _parsed(output: bytes) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            # It was killed in the middle of it.
            return


def _places() -> list[str]:
    own = str(Path(__file__).resolve().parents[2])
    places = [place for place in sys.path if Path(place).is_absolute()]
    return places if own in places else [*places, own]
