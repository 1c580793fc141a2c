"""What ``twin calibrate`` does; a module of its own, since what it stands on takes a second to load."""

import json
from dataclasses import asdict

from bot import folder, lock, settings, terminal
from evaluation import calibration
from twin.errors import ProfileError


def calibrate(precision: float, *, keep: bool) -> None:
    """Fit how sure quoting must be to the owner's own chats, show what it rests on, and use it from now on."""
    chosen = settings.read()
    if folder.profile_of(chosen) is None:
        raise ProfileError("there is nobody to calibrate for yet: `twin init`, then `twin learn` your chats.")
    with lock.writing(chosen.data, "calibrate"), folder.opened(chosen, chosen.data) as knowledge:
        result = calibration.run(knowledge.store, knowledge.embedder, precision)
        # With too few pairs nothing was fitted, and what was fitted before stays.
        if keep and result.rows:
            knowledge.store.set_fact("judgement", json.dumps(asdict(result.judgement)))
    if result.rows:
        terminal.show("sure at least   would answer   of these right")
    for row in result.rows:
        share = f"{row.right / row.answered:.0%}" if row.answered else "-"
        terminal.show(f"{row.threshold:11.2f} {row.answered:14d} {share:>16}")
    terminal.show(result.sentence)
    terminal.show("This is used from now on." if keep and result.rows else "Nothing was changed.")
