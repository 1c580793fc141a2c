"""What contacts have spoken: what is still to be listened to, and what was understood."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ledger.file import LedgerFile, now
from bot.ledger.inbox import fingerprint_message, with_spoken
from twin.voice import Sound, Transcript


@dataclass(frozen=True, slots=True)
class Unheard:
    """A message with something spoken that nobody has listened to: its number and revision, and whose it is."""

    message: int
    revision: int
    contact: str
    sound: Sound


class Sounds:
    """The sounds of ledger.db."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def waiting(self, message: int) -> Unheard | None:
        """What of this message was not listened to yet."""
        rows = self._file.rows(
            "SELECT m.id, m.revision, c.key, s.handle, s.told_seconds, s.size FROM sounds s"
            " JOIN messages m ON m.id = s.message JOIN contacts c ON c.id = m.contact"
            " WHERE s.message = ? AND s.state = 'waiting' AND m.decision IS NULL",
            [message],
        )
        if not rows:
            return None
        id_, revision, contact, *sound = rows[0]
        return Unheard(id_, revision, contact, Sound(*sound))

    def heard(self, message: int, transcript: Transcript) -> bool:
        """This was understood, and is from now on what the message says; False if that was taken back meanwhile."""
        with self._file.writing():
            known = self._file.run(
                "UPDATE sounds SET state = 'heard', text = ?, language = ?, seconds = ?, at = ?"
                " WHERE message = ? AND state = 'waiting'",
                [transcript.text, transcript.language, transcript.seconds, now(), message],
            )
            if not known:
                return False
            [(text,)] = self._file.rows("SELECT text FROM messages WHERE id = ?", [message])
            says = with_spoken(text, transcript.text)
            self._file.run("UPDATE messages SET text = ?, revision = revision + 1 WHERE id = ?", [says, message])
            fingerprint_message(self._file, message, says)
        return True

    def unheard(self, message: int, problem: str, seconds: float = 0.0) -> None:
        """It was not understood, for this reason; so many seconds of it were listened to."""
        with self._file.writing():
            self._file.run(
                "UPDATE sounds SET state = 'unheard', problem = ?, seconds = ?, at = ?"
                " WHERE message = ? AND state = 'waiting'",
                [problem, seconds, now(), message],
            )

    def seconds_today(self, contact: str) -> float:
        """How much of what this contact has spoken was listened to since midnight (UTC)."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        [(seconds,)] = self._file.rows(
            "SELECT coalesce(sum(s.seconds), 0) FROM sounds s JOIN messages m ON m.id = s.message"
            " JOIN contacts c ON c.id = m.contact WHERE c.key = ? AND s.at >= ?",
            [contact, midnight.isoformat(timespec="milliseconds")],
        )
        return float(seconds)

    def kept(self) -> set[int]:
        """The messages whose sound may be kept: none of it was taken back."""
        return {id_ for (id_,) in self._file.rows("SELECT message FROM sounds WHERE state = 'heard'")}

    def of(self, contact: str) -> list[int]:
        """The messages of this contact with something spoken."""
        rows = self._file.rows(
            "SELECT s.message FROM sounds s JOIN messages m ON m.id = s.message JOIN contacts c ON c.id = m.contact"
            " WHERE c.key = ?",
            [contact],
        )
        return [id_ for (id_,) in rows]
