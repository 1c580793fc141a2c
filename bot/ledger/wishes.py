"""What the owner asks for at their desk: stored once before the platform is told that it arrived, then done in order.

Only a linked account is heard, in the very conversation that it linked from: both stand in the statements.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.ledger.file import LedgerFile, now
from bot.ledger.owners import Owners, hashed, in_text, note_expected
from twin.message import Message, Press

# Commands that are told apart from what the twin answers, in whichever words a platform brings them.
_COMMANDS = ("start", "help")
# What a button stands for is no longer.
_LONGEST_DATA = 64
# Buttons after which the owner's next message is for something: for what, and for how long.
EXPECTS = {
    "e": ("edit", timedelta(minutes=10)),
    "q": ("answer", timedelta(minutes=10)),
    "r": ("reason", timedelta(minutes=5)),
}
# Who was unlinked, or linked from elsewhere, is not obeyed any more. A code is sent by who is not linked yet.
_WAITING = (
    "wishes w LEFT JOIN owners o ON o.account = w.account AND o.conversation = w.conversation"
    " LEFT JOIN contacts c ON c.key = w.account WHERE w.done_at IS NULL AND (w.kind = 'code' OR o.account NOTNULL)"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that the owner wants done, or a code by which somebody says that they are the owner.

    ``kind`` is "code", "press", "command", "text" or "reply". ``data`` is the code's hash, what the button stands for,
    the command without its slash, or what was written, which may be nothing. ``message`` is the reference of what was
    written, ``reference`` that of the card that was pressed or replied to; of a text it is what it was expected for, as
    "edit:12", of a cancelling command what was expected then. ``name`` is what the account calls itself.
    """

    id: int
    event: str
    account: str
    conversation: str
    kind: str
    data: str
    message: str
    reference: str
    handle: str
    name: str
    at: datetime


class Wishes:
    """What the owner asked for and is not done, in ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def next(self, conversation: str) -> Wish | None:
        """What is to be done next there; the same until it is done."""
        rows = self._file.rows(
            "SELECT w.id, w.event, w.account, w.conversation, w.kind, w.data, w.message, w.reference, w.handle,"
            f" coalesce(c.name, o.name, ''), w.at FROM {_WAITING} AND w.conversation = ? ORDER BY w.id LIMIT 1",
            [conversation],
        )
        if not rows:
            return None
        *written, at = rows[0]
        values: Sequence[Any] = [*written, datetime.fromisoformat(at)]
        return Wish(*values)

    def done(self, id_: int) -> None:
        """It was done, or never will be."""
        with self._file.writing():
            self._file.run("UPDATE wishes SET done_at = ? WHERE id = ? AND done_at IS NULL", [now(), id_])

    def conversations(self) -> list[str]:
        """Where something is to be done, the one that waits longest first."""
        rows = self._file.rows(f"SELECT w.conversation FROM {_WAITING} GROUP BY w.conversation ORDER BY min(w.id)")
        return [key for (key,) in rows]


def take(file: LedgerFile, message: Message) -> bool:
    """Store the message as a wish, within a transaction; False if it is one for the twin to answer."""
    if _known(file, "wishes", "message", message):
        return True
    if _known(file, "messages", "reference", message) or (read := _read(file, message)) is None:
        return False
    kind, data, reference = read
    if kind == "code":
        return _code(file, message, data)
    stored = _store(
        file,
        [message.event, kind, data, message.reference, reference, ""],
        message.sender.key,
        message.conversation.key,
    )
    if stored and (kind in ("text", "reply") or (kind == "command" and cancels(data))):
        # One message was expected, and this is it. At once: another may be expected before this one is looked at.
        file.run("DELETE FROM expected WHERE account = ?", [message.sender.key])
    return stored


def press(file: LedgerFile, pressed: Press) -> bool:
    """Store what was pressed as a wish, within a transaction; False if whoever pressed it has no say there."""
    if pressed.conversation.group or pressed.conversation.as_owner:
        return False
    data = pressed.data[:_LONGEST_DATA]
    stored = _store(
        file,
        [pressed.event, "press", data, "", pressed.reference, pressed.handle],
        pressed.sender.key,
        pressed.conversation.key,
    )
    letter, _, number = data.partition(":")
    if stored and letter in EXPECTS:
        # At once: what they write may arrive before the press is looked at.
        what, length = EXPECTS[letter]
        note_expected(file, pressed.sender.key, what, number, length)
    return stored


def cancels(command: str) -> bool:
    """Whether a command says that the next message is no answer to anything."""
    return command.casefold().split()[:1] == ["cancel"]


def passed_over(file: LedgerFile, edited: Message) -> bool:
    """Whether this edit means nothing: what was a wish stays what it was, and no edit makes one."""
    if _known(file, "wishes", "message", edited):
        return True
    read = _read(file, edited)
    # A code is stored nowhere; what else would be a wish may be the later wording of a message that is known.
    return read is not None and (read[0] == "code" or not _known(file, "messages", "reference", edited))


def _known(file: LedgerFile, table: str, column: str, message: Message) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE conversation = ? AND {column} = ? AND {column} <> ''"
    return bool(file.rows(sql, [message.conversation.key, message.reference]))


def _read(file: LedgerFile, message: Message) -> tuple[str, str, str] | None:
    """The kind of wish that a message would be, its data, and the card it is a reply to."""
    if message.conversation.group or message.conversation.as_owner:
        return None
    if (code := _code_in(file, message.text)) is not None:
        return "code", hashed(code), ""
    account, place = message.sender.key, message.conversation.key
    if not Owners(file).linked(account, place):
        return None
    text = message.text.strip()
    if message.command in _COMMANDS:
        return "command", f"{message.command} {text}".rstrip(), ""
    if text.startswith("/"):
        expected = Owners(file).expected(account) if cancels(text.removeprefix("/")) else None
        return "command", text.removeprefix("/"), ":".join(expected or ())
    # What is no text, or not theirs, is not sent on: of a photo nothing but its caption would arrive.
    written = "" if message.attachment or message.forwarded else message.text
    expected = Owners(file).expected(account)
    # A reply to what is no card is meant for whoever that is about, and for nobody that is expected here.
    if message.reply_to and (expected is not None or not _talked(file, place, message.reply_to)):
        return "reply", written, message.reply_to
    return None if expected is None else ("text", written, ":".join(expected))


def _talked(file: LedgerFile, conversation: str, reference: str) -> bool:
    """Whether a message is of what the twin and its owner talk about there.

    Everything else there is a card, also one of which it is not noted yet, or never will be, that it stands there.
    """
    sql = (
        "SELECT 1 FROM messages WHERE conversation = ? AND reference = ? UNION ALL"
        " SELECT 1 FROM deliveries WHERE conversation = ? AND reference = ? LIMIT 1"
    )
    return bool(file.rows(sql, [conversation, reference] * 2))


def _code_in(file: LedgerFile, text: str) -> str | None:
    """The code that a message says; words that only look like one, as hand-made does, count while one is open."""
    code = in_text(text)
    return code if code and (text.lstrip().startswith("/") or Owners(file).codes_open()) else None


def _code(file: LedgerFile, message: Message, hash_: str) -> bool:
    """Store that a code was sent, by whomever, and under which name; what they wrote is stored nowhere."""
    file.run(
        "INSERT INTO contacts (key, name, first_seen) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name",
        [message.sender.key, message.sender.name, now()],
    )
    added = file.run(
        "INSERT OR IGNORE INTO wishes (event, account, conversation, kind, data, message, reference, handle, at)"
        " VALUES (?, ?, ?, 'code', ?, ?, '', '', ?)",
        [message.event, message.sender.key, message.conversation.key, hash_, message.reference, now()],
    )
    return added == 1


def _store(file: LedgerFile, values: list[str], account: str, conversation: str) -> bool:
    """Store a wish of an account that is linked in this conversation; False if it is not."""
    added = file.run(
        "INSERT OR IGNORE INTO wishes (event, kind, data, message, reference, handle, at, account, conversation)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, account, conversation FROM owners WHERE account = ? AND conversation = ?",
        [*values, now(), account, conversation],
    )
    return added == 1
