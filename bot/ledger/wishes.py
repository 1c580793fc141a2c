"""What the owner asks for at their desk: stored once before the platform is told that it arrived, then done in order.

Only a linked account is heard, in the very conversation that it linked from, and by their buttons whoever has been
appointed a moderator, in the very conversation and about the very place that this is for: all of it stands in the
statements.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.ledger import moderators
from bot.ledger.file import LedgerFile, now
from bot.ledger.owners import Owners, hashed, in_text, note_expected
from bot.ledger.rulings import as_moderator
from twin.message import Message, Press

# Commands that are told apart from what the twin answers, in whichever words a platform brings them.
_COMMANDS = ("start", "help")
# A question that a platform's own command asks the twin, whatever it says.
_ASK = "ask"
# What a button stands for is no longer.
_LONGEST_DATA = 64
# Buttons after which the owner's next message is for something: for what, and for how long.
EXPECTS = {
    "e": ("edit", timedelta(minutes=10)),
    "q": ("answer", timedelta(minutes=10)),
    "r": ("reason", timedelta(minutes=5)),
}
# Who was unlinked, or linked from elsewhere, is not obeyed any more, nor a role that is not appointed any more. A code
# is sent by who is not linked yet.
_WAITING = (
    "wishes w LEFT JOIN owners o ON o.account = w.account AND o.conversation = w.conversation"
    " LEFT JOIN contacts c ON c.key = w.account"
    f" WHERE w.done_at IS NULL AND (w.kind = 'code' OR o.account NOTNULL OR {moderators.COUNTS})"
)
# Whether whoever pressed something may, in private: a row, or none.
_ADMITTED = "SELECT '' AS counts FROM owners WHERE account = ? AND conversation = ?"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that the owner wants done, or a code by which somebody says that they are the owner.

    ``kind`` is "code", "press", "form", "command", "text" or "reply". ``data`` is the code's hash, what the button
    stands for, the command without its slash, or what was written, which may be nothing. ``message`` is the reference
    of what was written, ``reference`` that of the card that was pressed or replied to; of a text it is what it was
    expected for, as "edit:12", of a cancelling command what was expected then. ``name`` is what the account calls
    itself. ``written`` is what was written into the form that a button opened. ``shared``: it was pressed among
    moderators, and then ``message`` has the roles by which it counts, or nothing if it was the owner.
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
    written: str = ""
    shared: bool = False

    @property
    def by(self) -> str:
        """Who decides by it, as the records name them."""
        return as_moderator(self.account) if self.shared and self.message else self.account


class Wishes:
    """What the owner asked for and is not done, in ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def next(self, conversation: str) -> Wish | None:
        """What is to be done next there; the same until it is done."""
        rows = self._file.rows(
            "SELECT w.id, w.event, w.account, w.conversation, w.kind, w.data, w.message, w.reference, w.handle,"
            " coalesce(c.name, o.name, ''), w.at, coalesce(w.written, ''), w.kind <> 'code' AND o.account IS NULL"
            f" FROM {_WAITING} AND w.conversation = ? ORDER BY w.id LIMIT 1",
            [conversation],
        )
        if not rows:
            return None
        *asked, at, written, shared = rows[0]
        values: Sequence[Any] = [*asked, datetime.fromisoformat(at), written, bool(shared)]
        return Wish(*values)

    def admits(self, pressed: Press) -> bool:
        """Whether whoever pressed this has a say there about it: whether it would be stored."""
        admitted = _admitted(pressed)
        return admitted is not None and bool(self._file.rows(*admitted))

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
    stored = file.run(
        "INSERT OR IGNORE INTO wishes (event, kind, data, message, reference, handle, at, account, conversation)"
        " SELECT ?, ?, ?, ?, ?, '', ?, account, conversation FROM owners WHERE account = ? AND conversation = ?",
        [message.event, kind, data, message.reference, reference, now(), message.sender.key, message.conversation.key],
    )
    if stored and (kind in ("text", "reply") or (kind == "command" and cancels(data))):
        # One message was expected, and this is it. At once: another may be expected before this one is looked at.
        file.run("DELETE FROM expected WHERE account = ?", [message.sender.key])
    return bool(stored)


def press(file: LedgerFile, pressed: Press) -> bool:
    """Store what was pressed as a wish, within a transaction; False if whoever pressed it has no say there about it."""
    admitted = _admitted(pressed)
    if admitted is None:
        return False
    sql, parameters = admitted
    data, account, place = pressed.data[:_LONGEST_DATA], pressed.sender.key, pressed.conversation.key
    stored = file.run(
        "INSERT OR IGNORE INTO wishes"
        " (event, kind, data, reference, handle, written, at, account, conversation, message)"
        f" SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, may.counts FROM ({sql}) AS may",
        [
            *(pressed.event, "press" if pressed.written is None else "form", data, pressed.reference, pressed.handle),
            *(pressed.written, now(), account, place),
            *parameters,
        ],
    )
    letter, _, number = data.partition(":")
    if stored and pressed.conversation.group:
        # Nothing that is written there is for a button; but it is told who has pressed it.
        _call(file, account, pressed.sender.name)
    elif stored and letter in EXPECTS and pressed.written is None:
        # At once: what they write may arrive before the press is looked at.
        what, length = EXPECTS[letter]
        note_expected(file, account, what, number, length)
    return bool(stored)


def _admitted(pressed: Press) -> tuple[str, Sequence[str | int]] | None:
    """The query that tells whether whoever pressed this may, with its parameters; None: nobody may."""
    where = pressed.conversation
    if where.as_owner or (pressed.written is not None and pressed.data.partition(":")[0] not in EXPECTS):
        return None
    return moderators.admitted(pressed) if where.group else (_ADMITTED, [pressed.sender.key, where.key])


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
    """The kind of wish that a message would be, its data, and the card it is a reply to; None: the twin answers it."""
    if message.conversation.group or message.conversation.as_owner or message.command == _ASK:
        return None
    if (code := _code_in(file, message.text)) is not None:
        return "code", hashed(code), ""
    account, place = message.sender.key, message.conversation.key
    if not Owners(file).linked(account, place):
        return None
    text = message.text.strip()
    if message.command in _COMMANDS:
        return "command", f"{message.command} {text}".rstrip(), ""
    if message.command:
        # Who asks the twin something in so many words answers nothing that is expected of them.
        return None
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
    _call(file, message.sender.key, message.sender.name)
    added = file.run(
        "INSERT OR IGNORE INTO wishes (event, account, conversation, kind, data, message, reference, handle, at)"
        " VALUES (?, ?, ?, 'code', ?, ?, '', '', ?)",
        [message.event, message.sender.key, message.conversation.key, hash_, message.reference, now()],
    )
    return added == 1


def _call(file: LedgerFile, account: str, name: str) -> None:
    """Note what an account calls itself."""
    file.run(
        "INSERT INTO contacts (key, name, first_seen) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name",
        [account, name, now()],
    )
