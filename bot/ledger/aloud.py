"""What is to be said aloud: the voice messages that are still to be made, and what was asked of engines for them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from bot.ledger.deliveries import cancel, speak
from bot.ledger.file import LedgerFile, now
from twin.draft import Action, Kind
from twin.voice import VoiceNote

_NO_VOICE = "the voice is not used any more"
_PREPARING = "v.state = 'preparing'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A voice message that is to be made: the number of its delivery, what it says, whom it is for, since when."""

    delivery: int
    words: str
    contact: str
    since: datetime


class SpokenToday(NamedTuple):
    """Characters that engines were asked for since midnight (UTC), for everybody and for one contact."""

    everybody: int
    contact: int


class Aloud:
    """The voice messages of ledger.db that are being made."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def conversations(self) -> list[str]:
        """The conversations for which a voice message is to be made."""
        return [key for (key,) in self._file.rows(f"SELECT DISTINCT conversation FROM deliveries v WHERE {_PREPARING}")]

    def next(self, conversation: str) -> Wanted | None:
        """The voice message that is to be made first, of those for this conversation."""
        rows = self._file.rows(
            "SELECT v.id, a.words, c.key, v.changed_at FROM deliveries v JOIN media a ON a.delivery = v.id"
            " JOIN decisions d ON d.id = v.decision JOIN contacts c ON c.id = d.contact"
            f" WHERE v.conversation = ? AND {_PREPARING} ORDER BY v.id LIMIT 1",
            [conversation],
        )
        if not rows:
            return None
        delivery, words, contact, since = rows[0]
        return Wanted(delivery, words, contact, datetime.fromisoformat(since))

    def ready(self, delivery: int, note: VoiceNote) -> None:
        """There is a file, in the data folder: it goes out, unless it is not wanted any more."""
        file = note.path.relative_to(self._file.folder).as_posix()
        with self._file.writing():
            sql = "UPDATE media SET file = ?, seconds = ?, waveform = ? WHERE delivery = ?"
            self._file.run(sql, [file, note.seconds, note.waveform, delivery])
            sql = "UPDATE deliveries SET state = 'waiting', changed_at = ? WHERE id = ? AND state = 'preparing'"
            self._file.run(sql, [now(), delivery])

    def failed(self, delivery: int, problem: str) -> None:
        """There will be none; what was written stands."""
        with self._file.writing():
            self._file.run(
                "UPDATE deliveries SET state = 'cancelled', problem = ?, changed_at = ?"
                " WHERE id = ? AND state = 'preparing'",
                [problem, now(), delivery],
            )

    def withdraw(self) -> int:
        """Let no voice message go out that was not begun, as the voice is not used any more; how many those were."""
        with self._file.writing():
            return cancel(self._file, _NO_VOICE, "form = 'voice'", [])

    def note_paid(self, contact: str, engine: str, characters: int) -> None:
        """An engine was asked for so many characters, for this contact."""
        with self._file.writing():
            self._file.run(
                "INSERT INTO spoken (contact, engine, characters, at) SELECT id, ?, ?, ? FROM contacts WHERE key = ?",
                [engine, characters, now(), contact],
            )

    def today(self, contact: str) -> SpokenToday:
        """What was asked of engines since midnight (UTC)."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        [row] = self._file.rows(
            "SELECT coalesce(sum(s.characters), 0), coalesce(sum(iif(c.key = ?, s.characters, 0)), 0)"
            " FROM spoken s JOIN contacts c ON c.id = s.contact WHERE s.at >= ?",
            [contact, midnight.isoformat(timespec="milliseconds")],
        )
        return SpokenToday(*row)

    def files(self) -> set[str]:
        """The files in the data folder, by their paths in it, that may still have to be sent."""
        rows = self._file.rows(
            "SELECT a.file FROM media a JOIN deliveries v ON v.id = a.delivery WHERE a.file <> ''"
            " AND v.state IN ('preparing', 'waiting', 'begun', 'in doubt') UNION"
            # What waits for the owner; of what they let out, the delivery tells.
            " SELECT f.file FROM films f WHERE NOT EXISTS (SELECT 1 FROM rulings r WHERE r.decision = f.decision)"
        )
        return {file for (file,) in rows}

    def forget(self, contact: str) -> list[str]:
        """Forget what was said aloud to a contact; the words of it that were said to nobody else."""
        theirs = (
            "SELECT v.id FROM deliveries v JOIN decisions d ON d.id = v.decision JOIN contacts c ON c.id = d.contact"
        )
        with self._file.writing():
            rows = self._file.rows(
                f"SELECT DISTINCT words FROM media WHERE words <> '' AND delivery IN ({theirs} WHERE c.key = ?1)"
                f" AND words NOT IN (SELECT words FROM media WHERE delivery IN ({theirs} WHERE c.key <> ?1))",
                [contact],
            )
            self._file.run(
                f"UPDATE media SET words = '', waveform = x'' WHERE delivery IN ({theirs} WHERE c.key = ?"
                " AND v.state IN ('sent', 'cancelled', 'refused', 'taken back'))",
                [contact],
            )
        return [words for (words,) in rows]


def speak_last(file: LedgerFile, conversation: str, contact: int) -> None:
    """Let the last answer to this contact there be said aloud, unless it is or was; within a transaction."""
    kinds = ", ".join(f"'{kind.value}'" for kind in (Kind.ANSWER, Kind.UNKNOWN, Kind.OWNER))
    said = "EXISTS (SELECT 1 FROM deliveries v WHERE v.decision = d.id AND v.form = 'text' AND NOT v.discloses"
    rows = file.rows(
        f"SELECT d.id, EXISTS (SELECT 1 FROM deliveries v WHERE v.decision = d.id AND v.form = 'voice'"
        " AND v.state <> 'cancelled') FROM decisions d WHERE d.conversation = ? AND d.contact = ?"
        f" AND d.kind IN ({kinds}) AND d.action <> '{Action.STAY_SILENT.value}' AND {said} AND v.state = 'sent')"
        " ORDER BY d.id DESC LIMIT 1",
        [conversation, contact],
    )
    if not rows or rows[0][1]:
        return
    decision = rows[0][0]
    texts = file.rows(
        # Its first message names what it answers, which tells whether only one person sees it.
        "SELECT text, asked_at, (SELECT max(f.reply_to) FROM deliveries f WHERE f.decision = deliveries.decision)"
        " FROM deliveries WHERE decision = ? AND form <> 'voice' AND NOT discloses"
        " AND state = 'sent' ORDER BY part",
        [decision],
    )
    words = "\n".join(text for text, *_ in texts)
    _, asked_at, reply_to = texts[0]
    speak(file, decision, words, conversation=conversation, reply_to=reply_to, asked_at=asked_at)
