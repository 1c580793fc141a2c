"""A conversation with a twin at this terminal."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from adapters.console import Console
from bot import compose, terminal
from bot.answering import Answering, whole
from bot.ledger import Ledger
from bot.noting import Notes, remember
from bot.policy import Rules
from persona.profile import Profile
from persona.writer import Prompting
from twin.brief import Brief
from twin.draft import Autonomy, Decision, Draft, Mode
from twin.knowledge import Audience
from twin.message import Contact, Message
from twin.seams import Writer

# Lines of the last conversation that are shown when it goes on.
_LAST_TURNS = 6


@dataclass(frozen=True, slots=True)
class OneReader:
    """Readers of whom there is one: whoever sits here is who the owner says they are."""

    contact: Contact

    def audience_of(self, account: str) -> Audience | None:
        """What they may hear."""
        return self.contact.audience if account == self.contact.key else None

    def group_audience(self, account: str) -> Audience:
        """What everybody may hear."""
        return Audience.PUBLIC

    def role_audience(self, role: str) -> Audience | None:
        """Nothing: nobody has a role here."""
        return None


@dataclass(frozen=True, slots=True)
class Talk:
    """One person at the console and the twin they talk with."""

    answering: Answering
    profile: Profile
    contact: Contact
    folder: Path
    notes: Notes

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
            terminal.turns(self.answering.ledger.history.turns(self.contact.key, _LAST_TURNS), self.profile)
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
            if decision.alert:
                terminal.say(f"twin: {decision.alert}")
            self._shown()

        return Console(self.contact, self._answer, show)

    async def _answer(self, message: Message) -> Sequence[Decision]:
        """The decisions about this message, and before it about what a stopped chat has left."""
        return await asyncio.to_thread(self._decisions, message)

    def _decisions(self, message: Message) -> Sequence[Decision]:
        self.answering.ledger.inbox.receive(message)
        decisions: list[Decision] = []
        while answered := self.answering.next(message.conversation.key, whole):
            decisions.append(answered.decision)
        return decisions

    def _shown(self) -> None:
        """What stands on the screen has arrived."""
        outbox = self.answering.ledger.outbox
        while due := outbox.next(self.contact.key):
            if due.undisclosed:
                outbox.reopen(due.delivery)
                continue
            outbox.begin(due.delivery)
            outbox.sent(due.delivery, "")
        remember(self.answering.ledger, self.contact.key, self.notes)


@dataclass(frozen=True, slots=True)
class ShowsPrompt:
    """A Writer that shows what a model is asked, or would be, before another one writes."""

    writer: Writer
    prompting: Prompting
    levels: Sequence[str]

    def write(self, brief: Brief) -> Draft | None:
        """The other one's draft."""
        terminal.prompt(self.prompting.prompt(brief), self.levels)
        return self.writer.write(brief)


@contextmanager
def talking(
    knowledge: compose.Knowledge, profile: Profile, contact: Contact, records: Path, *, show_prompt: bool = False
) -> Iterator[Talk]:
    """The conversation of this contact; what is said is kept in the folder ``records``."""
    # Who sits at the owner's own terminal is let in, and need not be slowed down.
    rules = Rules(admits=frozenset({contact.key}))
    with closing(Ledger(records / "ledger.db")) as ledger:
        engine = compose.engine(knowledge, profile, ledger.acquaintances)
        if show_prompt:
            shown = ShowsPrompt(engine.writer, compose.prompting(knowledge, profile), profile.audience_names)
            engine = replace(engine, writer=shown, recalled=compose.RECALLED_FOR_MODELS)
        # Nor do drafts wait here for an owner who is sitting in front of them.
        answering = Answering(ledger, engine, OneReader(contact), rules, timedelta(0), Autonomy(Mode.AUTO))
        # Whoever waits for an answer here would wait for what a model notes, too.
        noted = replace(compose.notes(knowledge, profile), by_model=None)
        yield Talk(answering, profile, contact, records, noted)
