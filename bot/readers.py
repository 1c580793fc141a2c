"""Whom the owner knows, and how well: as owner.toml has it, and as the owner has said since while the twin runs."""

from dataclasses import dataclass

from bot.ledger.modes import Modes
from bot.ledger.owners import Owners
from twin.knowledge import Audience
from twin.seams import Readers


@dataclass(frozen=True, slots=True)
class Known:
    """Readers of whom a few are known by what was said by a command. ``profile`` is what owner.toml says."""

    profile: Readers
    modes: Modes
    owners: Owners

    def audience_of(self, account: str) -> Audience | None:
        """What this account may hear; None if the owner does not know it.

        The owner's own accounts hear everything, linked or in owner.toml; of others a command counts before the file.
        """
        written = self.profile.audience_of(account)
        if written is Audience.OWNER or any(owner.account == account for owner in self.owners.all()):
            return Audience.OWNER
        said = self.modes.audiences().get(account)
        # A command makes nobody an owner.
        return written if said is None else min(said, Audience.INNER)

    def group_audience(self, account: str) -> Audience:
        """What may be said in this group, or this part of one, as owner.toml has it."""
        return self.profile.group_audience(account)

    def role_audience(self, role: str) -> Audience | None:
        """What whoever has this role may hear, as owner.toml has it; None if it gives it nothing."""
        return self.profile.role_audience(role)
