"""What goes out by itself, and what a contact may hear, as the owner has chosen while the twin runs."""

from bot.ledger.file import LedgerFile, now
from twin.draft import Autonomy, Mode
from twin.knowledge import Audience
from twin.message import Burst, platform_of

# The scope of everything.
EVERYTHING = ""


class Modes:
    """The modes and audiences of ledger.db. A scope is a contact, a group, a platform, or everything (empty)."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def set(self, scope: str, autonomy: Autonomy) -> None:
        """Let this hold within the scope, in place of what was set for it before."""
        with self._file.writing():
            self._file.run(
                "INSERT OR REPLACE INTO modes (scope, mode, threshold, at) VALUES (?, ?, ?, ?)",
                [scope, autonomy.mode.value, autonomy.threshold, now()],
            )

    def clear(self, scope: str) -> bool:
        """Let within the scope hold what holds around it; False if nothing was set for it."""
        with self._file.writing():
            return self._file.run("DELETE FROM modes WHERE scope = ?", [scope]) == 1

    def all(self) -> dict[str, Autonomy]:
        """Scope → what was set for it."""
        rows = self._file.rows("SELECT scope, mode, threshold FROM modes ORDER BY scope")
        return {scope: Autonomy(Mode(mode), threshold) for scope, mode, threshold in rows}

    def of(self, burst: Burst) -> Autonomy:
        """What holds for an answer to this burst: what is set for the narrowest scope that it falls into.

        The place of a conversation counts before what it was called earlier. Where nothing is set, everything waits as
        soon as there is a linked owner to decide about it.
        """
        here = burst.conversation.place
        former = sorted(burst.places - {here})
        known = [here] if here in burst.places else []
        chosen = self.all()
        for scope in (burst.sender.key, *known, *former, platform_of(burst.conversation.key), EVERYTHING):
            if scope in chosen:
                return chosen[scope]
        owned = self._file.rows("SELECT 1 FROM owners LIMIT 1")
        return Autonomy(Mode.SUGGEST if owned else Mode.UNSET)

    def set_audience(self, account: str, audience: Audience) -> None:
        """Let this contact hear so much, whatever owner.toml says."""
        with self._file.writing():
            self._file.run(
                "INSERT OR REPLACE INTO audiences (account, level, at) VALUES (?, ?, ?)",
                [account, int(audience), now()],
            )

    def clear_audience(self, account: str) -> bool:
        """Let owner.toml say again what this contact may hear; False if nothing else was set."""
        with self._file.writing():
            return self._file.run("DELETE FROM audiences WHERE account = ?", [account]) == 1

    def audiences(self) -> dict[str, Audience]:
        """Account → what it may hear, for those for whom it was set."""
        rows = self._file.rows("SELECT account, level FROM audiences ORDER BY account")
        return {account: Audience(level) for account, level in rows}
