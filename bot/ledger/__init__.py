"""ledger.db: every message, what was decided about it, and what went out; the truth about who was told what."""

from pathlib import Path

from bot.ledger.acquaintances import Acquaintances
from bot.ledger.aloud import Aloud
from bot.ledger.cards import Cards
from bot.ledger.cases import Cases
from bot.ledger.decisions import Decisions
from bot.ledger.feedback import Opinions
from bot.ledger.figures import Counts
from bot.ledger.file import LedgerFile
from bot.ledger.history import History
from bot.ledger.inbox import Inbox
from bot.ledger.marks import Marks
from bot.ledger.memories import Memories, OneMemory
from bot.ledger.modes import Modes
from bot.ledger.notices import Notices
from bot.ledger.orders import Orders
from bot.ledger.outbox import Outbox
from bot.ledger.owners import Owners
from bot.ledger.people import People
from bot.ledger.sounds import Sounds
from bot.ledger.wishes import Wishes


class Ledger:
    """ledger.db by its parts. Every method may be called from any thread; calls from several threads take turns."""

    def __init__(self, path: Path) -> None:
        """Open or create the file and bring its tables up to date. Raises StoreError."""
        self._file = LedgerFile(path)
        self.inbox = Inbox(self._file)
        self.decisions = Decisions(self._file)
        self.outbox = Outbox(self._file)
        self.history = History(self._file)
        self.orders = Orders(self._file)
        self.notices = Notices(self._file)
        self.acquaintances = Acquaintances(self._file)
        self.cases = Cases(self._file)
        self.owners = Owners(self._file)
        self.wishes = Wishes(self._file)
        self.cards = Cards(self._file)
        self.modes = Modes(self._file)
        self.people = People(self._file)
        self.counts = Counts(self._file)
        self.feedback = Opinions(self._file)
        self.aloud = Aloud(self._file)
        self.sounds = Sounds(self._file)
        self.memories = Memories(self._file)

    def marks(self, platform: str) -> Marks:
        """What this platform has to find again after a restart."""
        return Marks(self._file, platform)

    def memory(self, contact: str) -> OneMemory:
        """What the contact of this account told; there is no other way to it."""
        return self.memories.of(contact)

    def close(self) -> None:
        """Give the file back; what was stored stays."""
        self._file.close()
