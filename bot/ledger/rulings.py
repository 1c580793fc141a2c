"""What waits for the owner, told in SQL, and what becomes of it: one ruling for each decision, whoever is first."""

import json
from collections.abc import Sequence
from enum import Enum
from typing import Any

from bot.ledger.deliveries import NOT_SAID
from bot.ledger.file import LedgerFile, now
from twin.draft import Action, Kind

# Who ruled where the owner did not.
TWIN = "twin"
# Who ruled where the owner wrote in the conversation itself.
BY_HAND = "owner"
# With which begins who ruled by a role that the owner has appointed; their account stands behind it.
_MODERATOR = "moderator:"
# Of a ruling r: a moderator made it.
BY_MODERATOR = f"instr(r.by, '{_MODERATOR}') = 1"

# Of a message m: it was not taken back.
STANDING = "(m.text <> '' OR m.attachment <> '' OR m.command <> '')"
# All that follow are conditions on a decision d.
RULED = "EXISTS (SELECT 1 FROM rulings r WHERE r.decision = d.id)"
# The owner wants to say it, and it answers nothing.
GREETING = f"d.kind = '{Kind.GREETING.value}'"
# Something of what it answers was not taken back, if it answers anything.
_STANDS = f"({GREETING} OR EXISTS (SELECT 1 FROM messages m WHERE m.decision = d.id AND {STANDING}))"
_OPEN = f"d.kind <> '{Kind.UNDONE.value}' AND NOT {RULED} AND {_STANDS}"
_HOLD = f"d.action = '{Action.HOLD.value}'"
# When its contact wrote last where it is said.
WROTE_LAST = (
    "(SELECT max(o.sent_at) FROM messages o WHERE o.conversation = d.conversation AND o.contact = d.contact"
    " AND NOT o.by_owner)"
)
# A draft waits.
HELD = f"{_HOLD} AND {_OPEN}"
_IN_PERSON = (
    f"(d.kind IN ('{Kind.OWNER.value}', '{Kind.DANGER.value}', '{Kind.TAKEOVER.value}')"
    f" OR (d.kind IN ('{Kind.ERROR.value}', '{Kind.LIMIT.value}') AND d.action = '{Action.HAND_OVER.value}'))"
)
# A draft waits, or a message that was passed on to the owner in person.
WAITS = f"({_HOLD} OR {_IN_PERSON}) AND {_OPEN}"
# A question that the twin had no answer to.
ASKS = f"d.kind = '{Kind.UNKNOWN.value}' AND {_OPEN}"
# Passed on to the owner, and no draft.
PASSED_ON = f"NOT {_HOLD} AND (d.action = '{Action.HAND_OVER.value}' OR {_IN_PERSON}) AND {_OPEN}"
# Of a draft: nothing was said to it yet, but what says that this is an AI.
_UNSAID = (
    f"NOT EXISTS (SELECT 1 FROM deliveries v WHERE v.decision = d.id AND NOT v.discloses AND v.state NOT IN {NOT_SAID})"
)


class Outcome(Enum):
    """What became of something that waited for the owner."""

    APPROVED = "approved"  # the draft was sent as it was
    EDITED = "edited"  # the owner sent other words in place of the draft
    REJECTED = "rejected"  # nothing is sent, and no such draft is wanted again
    ANSWERED = "answered"  # the owner answered, through the twin or by hand
    DISMISSED = "dismissed"  # nothing is to be done about it
    LAPSED = "lapsed"  # it waited for too long
    REDONE = "redone"  # what it answers is answered anew
    TAKEN_BACK = "taken back"  # what was said is not said any more


# The rulings from which something is to be learned: always, or if the owner said something.
_TEACHES = (Outcome.EDITED, Outcome.REJECTED)


def as_moderator(account: str) -> str:
    """Who rules, if it is this account by a role alone."""
    return f"{_MODERATOR}{account}"


def moderator(by: str) -> str | None:
    """The account of the moderator who ruled; None if it was the owner, or the twin."""
    return by.removeprefix(_MODERATOR) if by.startswith(_MODERATOR) else None


def rule(
    file: LedgerFile, decision: int, outcome: Outcome, by: str, texts: Sequence[str] = (), reason: str = ""
) -> bool:
    """Write down what became of a decision, within a transaction; False if that stands written already.

    Nothing is learned of the owner from what a moderator does.
    """
    teaches = (outcome in _TEACHES or (outcome is Outcome.ANSWERED and texts)) and moderator(by) is None
    at = now()
    added = file.run(
        "INSERT OR IGNORE INTO rulings (decision, outcome, texts, reason, by, at, learned_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [decision, outcome.value, json.dumps(list(texts), ensure_ascii=False), reason, by, at, None if teaches else at],
    )
    return added == 1


def answered_by_hand(file: LedgerFile, conversation: str, by: str) -> None:
    """The owner wrote there themselves, which answers all that waits there, questions too; within a transaction.

    What they want to say beside that waits on.
    """
    sql = f"SELECT d.id FROM decisions d WHERE d.conversation = ? AND (({WAITS}) OR ({ASKS})) AND NOT {GREETING}"
    for (decision,) in file.rows(sql, [conversation]):
        rule(file, decision, Outcome.ANSWERED, by)


def end_takeovers(file: LedgerFile, conversation: str | None = None) -> int:
    """Let nothing wait that was written while the owner had a conversation, if they have it no more; how much did.

    Everywhere if no conversation is named. Within a transaction.
    """
    over = file.rows(
        "SELECT DISTINCT d.conversation FROM decisions d JOIN conversations k ON k.key = d.conversation"
        f" WHERE d.kind = '{Kind.TAKEOVER.value}' AND {_OPEN} AND (? IS NULL OR k.key = ?)"
        " AND coalesce(k.taken_over_until, '') <= ?",
        [conversation, conversation, now()],
    )
    return sum(end_takeover(file, place, Outcome.DISMISSED, TWIN) for (place,) in over)


def end_takeover(file: LedgerFile, conversation: str, outcome: Outcome, by: str, before: int | None = None) -> int:
    """Let this become of what was written there while the owner had it, up to a decision; of how much it did.

    Within a transaction.
    """
    sql = f"SELECT d.id FROM decisions d WHERE d.conversation = ? AND d.kind = '{Kind.TAKEOVER.value}' AND {_OPEN}"
    found = file.rows(f"{sql} AND (? IS NULL OR d.id < ?)", [conversation, before, before])
    return sum(rule(file, decision, outcome, by) for (decision,) in found)


def redo(file: LedgerFile, where: str, parameters: Sequence[Any]) -> None:
    """Let what the drafts of this condition answer be answered anew, unless something was said to it already.

    Within a transaction. What is to tell its sender that this is an AI goes out all the same.
    """
    sql = f"SELECT d.id FROM decisions d WHERE {where} AND {HELD} AND NOT {GREETING} AND {_UNSAID}"
    for (decision,) in file.rows(sql, parameters):
        file.run(f"UPDATE messages AS m SET redone = 1 WHERE decision = ? AND {STANDING}", [decision])
        undo(file, decision)


def undo(file: LedgerFile, decision: int) -> None:
    """Let what a decision is about be decided anew, but for what was taken back; within a transaction.

    What the owner wants to say answers nothing, and stays.
    """
    if file.rows(f"SELECT 1 FROM decisions d WHERE d.id = ? AND {GREETING}", [decision]):
        return
    # It may be before the owner's eyes just now.
    waits = file.rows(f"SELECT 1 FROM decisions d WHERE d.id = ? AND (({WAITS}) OR ({ASKS}))", [decision])
    if waits:
        rule(file, decision, Outcome.REDONE, TWIN)
    file.run("UPDATE decisions SET kind = ? WHERE id = ?", [Kind.UNDONE.value, decision])
    file.run(f"UPDATE messages AS m SET decision = NULL WHERE decision = ? AND {STANDING}", [decision])
