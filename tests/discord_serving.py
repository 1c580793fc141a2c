"""A twin that repeats what it reads, for the owner in DATA/owner.toml: ``python -m tests.discord_serving DATA``.

Everything is real but what it says: the ledger, the conversations, the outbox, the adapter and its library.
"""

import asyncio
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

from bot import compose, folder, log, settings
from bot.answering import Answering
from bot.changes import Held
from bot.engine import Engine
from bot.ledger import Ledger
from bot.readers import Known
from bot.run import Running
from tests.fakes import EmptyMemory, Forbids, NoAlarm, SaysBot, WordsOf
from twin.brief import Brief
from twin.draft import Draft


class Echo:
    """A Writer that repeats the message; asked for more, it tells more."""

    def write(self, brief: Brief) -> Draft | None:
        """The message behind "re:", and of some what it knows beside that; nothing in answer to "unknown"."""
        said = [f"re: {brief.text}"]
        match brief.text:
            case "who am I?":
                said = [f"re: you hear {brief.reader.name.lower()}"]
            case "what was said?":
                said = [f"re: {len(brief.past.turns)} turns", *(f"> {turn.text}" for turn in brief.past.turns)]
            case "go on":
                said.append("re: the second part")
            case "unknown":
                return None
        return Draft(tuple(said), 0.9, "echo", "an echo")


def main(data: Path) -> None:
    """Serve the folder's ledger until told to stop, with the settings of the environment."""
    chosen = settings.read()
    log.to_stderr()
    owner = folder.owner_of(chosen)
    engine = Engine(
        SaysBot(), NoAlarm(), WordsOf(), EmptyMemory(), Echo(), Forbids(), owner.sentences, about=owner.about
    )
    knowledge = compose.Knowledge(chosen, data)
    with closing(Ledger(data / "ledger.db")) as ledger:
        ledger.owners.appoint(owner.desks)
        adapters = compose.adapters(chosen, ledger, lambda: owner)
        readers = Known(owner, ledger.modes, ledger.owners)
        answering = Answering(ledger, engine, readers, chosen.rules, chosen.quiet)
        desk = partial(compose.desk, knowledge, owner, ledger)
        asyncio.run(Running(Held(chosen, knowledge), answering, adapters, desk).serve())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
