"""What the owner writes down and chooses while the twin serves, owner.toml and the voice: read anew when it changes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot import compose, folder
from bot.answering import Answering
from bot.confidences import FromRulings
from bot.desk.desk import Desk
from bot.desk.served import Served
from bot.ledger import Ledger
from bot.readers import Known
from bot.settings import Settings
from persona.profile import Profile
from twin.errors import TwinError
from twin.message import Notice
from twin.seams import Speaker

MakeDesk = Callable[[Served], Desk]


class OwnerFile:
    """The owner as they are described by now.

    ``profile`` is what owner.toml said when it was read last, ``speaker`` the voice that was chosen then; None if none
    is, or ``fault`` if it cannot be used.
    """

    def __init__(self, chosen: Settings, knowledge: compose.Knowledge, profile: Profile) -> None:
        self._chosen = chosen
        self._knowledge = knowledge
        self.profile = profile
        self.speaker: Speaker | None = None
        self.fault: Notice | None = None
        self._choose_voice(profile)
        self._stamp = self._stamped()

    def changed(self) -> bool:
        """Whether it was written since this was asked last, or another voice was chosen."""
        before, self._stamp = self._stamp, self._stamped()
        return before != self._stamp

    def answering(self, ledger: Ledger) -> Answering:
        """What answers for this owner."""
        chosen, profile = self._chosen, self.profile
        engine = compose.engine(
            self._knowledge,
            profile,
            ledger.acquaintances,
            confidences=FromRulings(ledger),
            speaks=self.speaker is not None,
        )
        return Answering(ledger, engine, Known(profile, ledger.modes, ledger.owners), chosen.rules, chosen.quiet)

    def desk(self, ledger: Ledger) -> MakeDesk:
        """What makes the desk of this owner."""
        return partial(compose.desk, self._knowledge, self.profile, ledger)

    def read_again(self, answering: Answering) -> tuple[Answering, MakeDesk]:
        """What answers, and what makes the desk, by the file as it stands. Raises ProfileError, StoreError."""
        profile, ledger = folder.owner_of(self._chosen), answering.ledger
        self._choose_voice(profile)
        self.profile = profile
        ledger.owners.appoint(profile.desks)
        now = self.answering(ledger)
        return replace(answering, engine=now.engine, readers=now.readers), self.desk(ledger)

    def _choose_voice(self, profile: Profile) -> None:
        """Without a voice, everything is written all the same."""
        self.speaker, self.fault = None, None
        try:
            self.speaker = compose.speaker(self._chosen, profile)
        except TwinError as error:
            self.fault = Notice("voice", "unusable", str(error))

    def _stamped(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return _stamp(self._chosen.data / "owner.toml"), compose.voices(self._chosen).stamp


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
