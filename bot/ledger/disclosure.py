"""Who knows that this is an AI: each contact, and each conversation in which the twin stands under the owner's name."""

from bot.ledger.file import LedgerFile, now

# Of a contact c in a conversation k. Where the twin stands under the owner's own name it has to say so in that very
# conversation, and again whenever the owner wrote there themselves: it might be them.
TOLD = (
    "CASE WHEN k.as_owner THEN coalesce(k.disclosed_at, '') > coalesce(k.owner_wrote_at, '')"
    " ELSE c.disclosed_at NOTNULL END"
)
_HERE = (
    "d.contact = c.id AND v.discloses AND v.state IN ('waiting', 'begun')"
    " AND (NOT k.as_owner OR v.conversation = k.key)"
)


def told(file: LedgerFile, contact: int, conversation: str) -> bool:
    """Whether this contact was told there that this is an AI, or is about to be."""
    sql = (
        f"SELECT {TOLD} OR EXISTS (SELECT 1 FROM deliveries v JOIN decisions d ON d.id = v.decision WHERE {_HERE})"
        " FROM contacts c, conversations k WHERE c.id = ? AND k.key = ?"
    )
    rows = file.rows(sql, [contact, conversation])
    # A conversation that has just moved is read again under its new name.
    return bool(rows and rows[0][0])


def telling(file: LedgerFile, contact: int, conversation: str, before: int) -> bool:
    """Whether the sentence that tells them is on its way, before the delivery of this number.

    One that comes after it may wait for it in turn, and both would wait for ever.
    """
    sql = (
        "SELECT 1 FROM contacts c, conversations k, deliveries v JOIN decisions d ON d.id = v.decision"
        f" WHERE c.id = ? AND k.key = ? AND v.id < ? AND {_HERE} LIMIT 1"
    )
    return bool(file.rows(sql, [contact, conversation, before]))


def note(file: LedgerFile, delivery: int) -> None:
    """Note, within a transaction, that this delivery has arrived, which may be the one that tells them."""
    file.run(
        "UPDATE contacts SET disclosed_at = ? WHERE disclosed_at IS NULL AND id = (SELECT d.contact FROM decisions d"
        " JOIN deliveries v ON v.decision = d.id WHERE v.id = ? AND v.discloses)",
        [now(), delivery],
    )
    file.run(
        "UPDATE conversations SET disclosed_at = ?"
        " WHERE key = (SELECT conversation FROM deliveries WHERE id = ? AND discloses)",
        [now(), delivery],
    )
