"""What goes out by itself, and what a contact may hear, as the owner has chosen while the twin runs."""

from collections.abc import Mapping

from bot.ledger.file import LedgerFile, now
from bot.ledger.moderators import decide_about
from twin.draft import Autonomy, Mode
from twin.knowledge import Audience
from twin.message import Burst, enclosing, platform_of

# The scope of everything.
EVERYTHING = ""
# How much goes out by itself: what stands here first lets out the least.
_STRICTEST_FIRST = (Mode.OFF, Mode.SUGGEST, Mode.UNSET, Mode.CONFIDENT, Mode.AUTO)


class Modes:
    """The modes and audiences of ledger.db.

    A scope is a contact, a group or a part of one, a platform, or everything (empty).
    """

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
        """What holds for an answer to this burst, by what is set for the scopes that it falls into (``holding_scope``).

        Of the conversation and what it lies in, as a channel and its server, the narrowest counts, and before what it
        was called earlier. Where nothing is set, everything waits as soon as there is a linked owner to decide about
        it.
        """
        here = burst.conversation
        return self._holding(burst.sender.key, here.key, [here.place, *sorted(burst.places)])

    def there(self, account: str, conversation: str) -> Autonomy:
        """What holds for an answer to this contact in a conversation that is known."""
        rows = self._file.rows("SELECT place, was FROM conversations WHERE key = ?", [conversation])
        return self._holding(account, conversation, [place for row in rows for place in row if place])

    def _holding(self, account: str, conversation: str, places: list[str]) -> Autonomy:
        chosen = self.all()
        place = [scope for scope in (*enclosing(conversation), *places) if scope in chosen][:1]
        scope = holding_scope(chosen, account, *place, platform_of(conversation))
        if scope is not None:
            return chosen[scope]
        owned = self._file.rows("SELECT 1 FROM owners LIMIT 1") or decide_about(self._file, conversation)
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


def holding_scope(chosen: Mapping[str, Autonomy], *scopes: str) -> str | None:
    """The scope whose mode holds where these come together: an account, a place, a platform; None if none is set.

    What is set for the contact and for the place counts before what holds around them, and of these two whatever lets
    out less: others read along in a group, and where it is silent nobody is answered.
    """
    near = [scope for scope in scopes if "/" in scope and scope in chosen]
    if near:
        return min(near, key=lambda scope: _freedom(chosen[scope]))
    return next((scope for scope in (*scopes, EVERYTHING) if scope in chosen), None)


def _freedom(autonomy: Autonomy) -> tuple[int, float]:
    """The more goes out by itself, the more."""
    sure_enough = autonomy.threshold if autonomy.mode is Mode.CONFIDENT else 0.0
    return _STRICTEST_FIRST.index(autonomy.mode), -sure_enough
