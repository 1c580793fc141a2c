"""The rows of what is to be said: how they are put on their way, and cancelled, within a transaction."""

from collections.abc import Sequence
from typing import Any

from bot.ledger.file import LedgerFile, now

# States of what nobody was told, or is not told any more.
NOT_SAID = "('cancelled', 'refused', 'taken back')"
# Who writes what the owner says in their own words, without a draft.
OWNER = "owner"
# Of a delivery: it is not what the owner said so.
_OF_THE_TWIN = f"NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = deliveries.decision AND d.writer = '{OWNER}')"

# Why a delivery is not wanted any more.
BY_OWNER = "you wrote there yourself"


def put(
    file: LedgerFile,
    decision: int,
    texts: Sequence[str],
    *,
    conversation: str,
    reply_to: str,
    asked_at: str,
    discloses: bool,
) -> None:
    """Let these messages go out, behind what this decision has said before.

    Only the first of them names what it answers; ``discloses``: the first one says that this is an AI.
    """
    [(following,)] = file.rows("SELECT coalesce(max(part) + 1, 0) FROM deliveries WHERE decision = ?", [decision])
    for number, text in enumerate(texts):
        file.run(
            "INSERT INTO deliveries (decision, part, conversation, text, reply_to, asked_at, discloses,"
            " state, attempts, doubts, problem, reference, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?,"
            " 'waiting', 0, 0, '', '', ?)",
            [
                decision,
                following + number,
                conversation,
                text,
                "" if number else reply_to,
                asked_at,
                int(discloses and not number),
                now(),
            ],
        )


def cancel(file: LedgerFile, problem: str, where: str, parameters: Sequence[Any]) -> int:
    """Let nothing more go out of what this condition chooses; how much that was."""
    count = file.run(
        f"UPDATE deliveries SET state = 'cancelled', changed_at = ?, problem = ? WHERE state = 'waiting' AND {where}",
        [now(), problem, *parameters],
    )
    # What is on its way cannot be called back, but it is not tried again with this problem.
    file.run(f"UPDATE deliveries SET problem = ? WHERE state = 'begun' AND {where}", [problem, *parameters])
    return count


def make_room(file: LedgerFile, conversation: str) -> None:
    """The owner speaks there now: what the twin was about to say stays unsaid, unlike what they said through it."""
    cancel(file, BY_OWNER, f"conversation = ? AND {_OF_THE_TWIN}", [conversation])
