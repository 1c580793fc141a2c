"""A twin that repeats what it reads, served as ``twin run`` serves: ``python -m tests.serving DATA``, for kill tests.

Everything is real but what it says: the ledger, the conversations, the outbox, the adapter and its library.
"""

import asyncio
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot import compose, log, settings
from bot.answering import Answering
from bot.changes import Held
from bot.engine import Engine
from bot.ledger import Ledger
from bot.readers import Known
from bot.run import Running
from tests.example import EXAMPLE
from tests.fakes import EmptyMemory, Forbids, NoAlarm, SaysBot, WordsOf
from twin.brief import Brief
from twin.draft import Draft

# The owner with an account, so that their own words and their business chats are known by it.
OWNER = replace(EXAMPLE, accounts=("telegram/99",))


class Echo:
    """A Writer that repeats the message."""

    def write(self, brief: Brief) -> Draft | None:
        """The message behind "re:"; what the memory holds is nothing to it."""
        return Draft((f"re: {brief.text}",), 0.9, "echo", "an echo")


def main(data: Path) -> None:
    """Serve the folder's ledger until told to stop, with the settings of the environment."""
    chosen = settings.read()
    log.to_stderr()
    engine = Engine(
        SaysBot(), NoAlarm(), WordsOf(), EmptyMemory(), Echo(), Forbids(), OWNER.sentences, about=OWNER.about
    )
    knowledge = compose.Knowledge(chosen, data)
    with closing(Ledger(data / "ledger.db")) as ledger:
        adapters = compose.adapters(chosen, ledger, lambda: OWNER)
        readers = Known(OWNER, ledger.modes, ledger.owners)
        answering = Answering(ledger, engine, readers, chosen.rules, chosen.quiet)
        desk = partial(compose.desk, knowledge, OWNER, ledger)
        asyncio.run(Running(Held(chosen, knowledge), answering, adapters, desk).serve())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
