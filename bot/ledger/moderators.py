"""Who decides beside the owner: whoever has a role, in one conversation of a place, about what lies in that place."""

import json
import re
from collections.abc import Mapping, Sequence

from bot.ledger.file import LedgerFile, now
from twin.draft import Kind
from twin.message import Press, enclosing

# What can be pressed there, by its letter, and about which decision: a draft is sent, edited, rejected or dismissed.
_PRESSED = re.compile("([aerd]):(0|[1-9][0-9]{0,17})")
# Of an appointment m: a conversation k lies in its place, where everybody reads along, or is the very one that it is
# for. Who decides need not be among the members of what is hidden.
_WITHIN = (
    "k.is_group AND NOT k.as_owner AND (NOT k.hidden OR k.key = m.conversation)"
    " AND (k.key = m.scope OR instr(k.key, m.scope || '/') = 1)"
)
# Of an appointment m and a decision d in a conversation k: it is one that they decide about. What nobody could answer
# is answered for all who asked, wherever they did, and what the owner has taken over is theirs.
IN_SCOPE = f"d.kind NOT IN ('{Kind.UNKNOWN.value}', '{Kind.TAKEOVER.value}') AND {_WITHIN}"
# Of an account: it is one of the owner's.
_OWNED = "EXISTS (SELECT 1 FROM owners p WHERE p.account = {account})"
# Of a wish w: whoever pressed that among moderators still has a say about it.
COUNTS = (
    "(w.kind IN ('press', 'form') AND EXISTS (SELECT 1 FROM moderators m"
    " JOIN decisions d ON d.id = CAST(substr(w.data, 3) AS INTEGER) JOIN conversations k ON k.key = d.conversation"
    f" WHERE m.conversation = w.conversation AND {IN_SCOPE} AND (instr(',' || w.message || ',', ',' || m.role || ',')"
    f" OR (w.message = '' AND {_OWNED.format(account='w.account')}))))"
)
# The roles by which a press among moderators counts, none of them if it is the owner's; no row if it does not count.
_ADMITTED = (
    f"SELECT iif({_OWNED.format(account='?')}, '', group_concat(m.role)) AS counts FROM moderators m"
    " JOIN decisions d ON d.id = ? JOIN conversations k ON k.key = d.conversation"
    f" WHERE m.conversation = ? AND {IN_SCOPE}"
    f" AND (m.role IN (SELECT value FROM json_each(?)) OR {_OWNED.format(account='?')}) GROUP BY m.conversation"
)


def admitted(pressed: Press) -> tuple[str, Sequence[str | int]] | None:
    """The query that tells whether whoever pressed this in a group may, with its parameters; None: nobody may."""
    found = _PRESSED.fullmatch(pressed.data)
    if found is None:
        return None
    account = pressed.sender.key
    return _ADMITTED, [account, int(found[2]), pressed.conversation.key, json.dumps(pressed.roles), account]


def appoint(file: LedgerFile, desks: Mapping[str, Sequence[str]]) -> None:
    """Let these roles decide in these conversations, by their keys, and no others, within a transaction.

    What was pressed by roles that are not appointed any more is not done.
    """
    before = {tuple(row) for row in file.rows("SELECT role, conversation, scope FROM moderators")}
    after = set(_appointments(desks))
    for role, conversation, _ in before - after:
        file.run("DELETE FROM moderators WHERE role = ? AND conversation = ?", [role, conversation])
    for row in after - before:
        file.run("INSERT INTO moderators (role, conversation, scope) VALUES (?, ?, ?)", row)
    here = "conversation NOT IN (SELECT conversation FROM owners)"
    # What was still to be shown there is not for whoever reads there now.
    sql = f"UPDATE cards SET closed_at = ? WHERE closed_at IS NULL AND reference = '' AND conversation = ? AND {here}"
    for conversation in {row[1] for row in before} - {row[1] for row in after}:
        file.run(sql, [now(), conversation])
    file.run(
        f"UPDATE wishes AS w SET done_at = ? WHERE w.done_at IS NULL AND w.kind IN ('press', 'form') AND w.{here}"
        f" AND NOT {COUNTS}",
        [now()],
    )


def _appointments(desks: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Role, conversation and the whole place that this lies in; what lies in none is nobody's desk."""
    places = {conversation: enclosing(conversation) for conversation in desks}
    return [
        (role, conversation, within[-1])
        for conversation, within in places.items()
        if len(within) > 1
        for role in desks[conversation]
        if role
    ]


def decide(file: LedgerFile, conversation: str, decision: int) -> bool:
    """Whether moderators decide in this conversation about this, or did."""
    sql = (
        "SELECT 1 FROM moderators m JOIN decisions d ON d.id = ? JOIN conversations k ON k.key = d.conversation"
        f" WHERE m.conversation = ? AND {IN_SCOPE} LIMIT 1"
    )
    return bool(file.rows(sql, [decision, conversation]))


def decide_about(file: LedgerFile, conversation: str) -> bool:
    """Whether moderators decide about what waits in this conversation."""
    sql = f"SELECT 1 FROM conversations k JOIN moderators m ON {_WITHIN} WHERE k.key = ? LIMIT 1"
    return bool(file.rows(sql, [conversation]))
