"""Starts a process of our own for what may break or never end: one job in, one answer out, both JSON."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The child imports from where its parent does, whatever the environment says, and nothing from the folder it is in.
_START = "import sys, runpy; sys.path[:] = sys.argv[2:]; runpy.run_module(sys.argv[1], run_name='__main__')"
# Nothing secret is in what a child needs of its parent's environment. Each thread of OpenBLAS takes memory, unused.
_KEPT = ("SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
_GIVEN = {"OPENBLAS_NUM_THREADS": "1"}


async def answer(module: str, job: Mapping[str, Any], patience: float) -> dict[str, Any]:
    """What ``python -m module`` says to this job, within ``patience`` seconds.

    Raises TimeoutError, and ChildProcessError if it breaks; it has ended in any case.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", _START, module, *_places(),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**_GIVEN, **{name: os.environ[name] for name in _KEPT if name in os.environ}},
        start_new_session=True,
    )  # fmt: skip
    try:
        said, trouble = await asyncio.wait_for(process.communicate(json.dumps(job).encode()), patience)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        last = trouble.decode(errors="replace").strip().splitlines()[-1:]
        raise ChildProcessError(*(last or [f"it ended with {process.returncode}"]))
    answered: dict[str, Any] = json.loads(said)
    return answered


def _places() -> list[str]:
    own = str(Path(__file__).resolve().parents[1])
    places = [place for place in sys.path if Path(place).is_absolute()]
    return places if own in places else [*places, own]
