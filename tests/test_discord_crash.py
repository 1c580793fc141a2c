"""Whatever happens to a twin that serves Discord, everybody is answered once and in order."""

import os
from pathlib import Path

from tests.discord_crash import run


async def test_killed_twelve_times_while_people_go_on_writing_everybody_is_answered_once(tmp_path: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED", "") or int.from_bytes(os.urandom(4)))
    print(f"CRASH_SEED={seed}")
    outcome = await run(tmp_path, seed, kills=12)

    assert outcome.wrong() == []
