"""The example owner, and the ``twin`` command as people start it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from persona.profile import load
from tests.knowledge import REPOSITORY

EXAMPLE = load(REPOSITORY / "examples" / "owner.toml")
# Exported once for all tests; ``make clean`` deletes it.
MODELS = REPOSITORY / ".cache" / "models"
TWIN = [str(Path(sys.executable).with_name("twin"))]


def contains(text: str, *words: str) -> list[str]:
    """Which of the words stand in the text, in any case."""
    return [word for word in words if word.casefold() in text.casefold()]


def environment(data: Path, **more: str) -> dict[str, str]:
    """A machine without settings, but for these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWIN_")}
    return {**kept, "TWIN_DATA": str(data), "TWIN_MODELS": str(MODELS), **more}


def unmeasured(variables: Mapping[str, str]) -> dict[str, str]:
    """Without what makes a child process measure its coverage, which opens files and modules of its own."""
    return {name: value for name, value in variables.items() if not name.startswith("COVERAGE_")}


def twin(
    data: Path,
    *arguments: object,
    typed: str | bytes = b"",
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``twin`` to its end, with this on standard input, in this folder."""
    variables = environment(data, **(settings or {}))
    done = subprocess.run(
        [*TWIN, *map(os.fsencode, map(str, arguments))],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=folder or data.parent,
        env=unmeasured(variables) if before else variables,
        preexec_fn=before,
        timeout=120,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
