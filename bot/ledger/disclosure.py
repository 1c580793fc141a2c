"""Who knows that this is an AI: each contact, and each conversation in which the twin stands under the owner's name."""

from bot.ledger.file import LedgerFile, now

# Of a contact c in a conversation k. Where the twin stands under the owner's own name it has to say so in that very
# conversation, and again whenever the owner wrote there themselves: it might be them.
TOLD = (
    "CASE WHEN k.as_owner THEN coalesce(k.disclosed_at, '') > coalesce(k.owner_wrote_at, '')"
    " ELSE c.disclosed_at NOTNULL END"
)


def told(file: LedgerFile, contact: int, conversation: str) -> bool:
    """Whether this contact was told that this is an AI, or is about to be, in this conversation.

    What is about to be said elsewhere may be said much later, or never.
    """
    rows = file.rows(
        f"SELECT {TOLD} OR EXISTS (SELECT 1 FROM deliveries v JOIN decisions d ON d.id = v.decision"
        " WHERE v.conversation = k.key AND d.contact = c.id AND v.discloses AND v.state IN ('waiting', 'begun'))"
        " FROM contacts c, conversations k WHERE c.id = ? AND k.key = ?",
        [contact, conversation],
    )
    # A conversation that has just moved is read again under its new name.
    return bool(rows and rows[0][0])


def note(file: LedgerFile, delivery: int) -> None:
    """Note, within a transaction and before its state is, that this delivery has arrived, if it is one that tells."""
    file.run(
        "UPDATE contacts SET disclosed_at = ? WHERE disclosed_at IS NULL AND id = (SELECT d.contact FROM decisions d"
        " JOIN deliveries v ON v.decision = d.id WHERE v.id = ? AND v.discloses)",
        [now(), delivery],
    )
    # As of when it was sent: the owner may have written there since.
    file.run(
        "UPDATE conversations SET disclosed_at = max(coalesce(conversations.disclosed_at, ''), v.changed_at)"
        " FROM deliveries v WHERE v.id = ? AND v.discloses AND conversations.key = v.conversation",
        [delivery],
    )
