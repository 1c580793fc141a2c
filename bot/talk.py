"""A conversation with a twin at this terminal."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.console import Console
from bot import compose, terminal
from bot.engine import Engine
from bot.ledger import Ledger
from persona.profile import Profile
from twin.draft import Decision
from twin.message import Contact

# Lines of the last conversation that are shown when it goes on.
_LAST_TURNS = 6


@dataclass(frozen=True, slots=True)
class Talk:
    """One person at the console and the twin they talk with."""

    engine: Engine
    ledger: Ledger
    profile: Profile
    contact: Contact
    folder: Path

    def say(self, texts: Sequence[str], *, why: bool, as_json: bool) -> None:
        """Say these, one after the other, and show the answers."""

        async def one_by_one() -> None:
            for text in texts:
                await console.say(text)

        console = self._console(why=why, as_json=as_json)
        asyncio.run(one_by_one())

    def resume(self, *, why: bool, as_json: bool) -> None:
        """The same, from where the last conversation stood, which is shown."""
        if sys.stdin.isatty():
            terminal.turns(self.ledger.turns(self.contact.key, _LAST_TURNS), self.profile)
        self.converse(why=why, as_json=as_json)

    def converse(self, *, why: bool, as_json: bool) -> None:
        """Let the person write until they have had enough."""
        console = self._console(why=why, as_json=as_json)
        asyncio.run(console.converse(self.folder / "chat_history"))

    def _console(self, *, why: bool, as_json: bool) -> Console:
        def show(decision: Decision) -> None:
            if as_json:
                terminal.as_json(decision)
            else:
                terminal.answer(decision, self.profile, why=why)

        return Console(self.contact, self.engine.answer, show)


@contextmanager
def talking(knowledge: compose.Knowledge, profile: Profile, contact: Contact, records: Path) -> Iterator[Talk]:
    """The conversation of this contact; what is said is kept in the folder ``records``."""
    with closing(Ledger(records / "ledger.db")) as ledger:
        yield Talk(compose.engine(knowledge, ledger, profile), ledger, profile, contact, records)
