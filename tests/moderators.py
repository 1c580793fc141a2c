"""A server with moderators, its cases, and the counter at which they and the owner press."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.desk.counter import Counter
from bot.desk.desk import Desk
from bot.desk.screen import Screen
from bot.ledger import Ledger
from bot.ledger.owners import hashed
from tests.desk import desk_of, held
from tests.fakes import FakeAdapter, FakePanel, FakeReaders
from twin.desk import Sheet
from twin.knowledge import Audience, Exemplar, Passage
from twin.message import Contact, Conversation, Press

CODE = "ABCD-EFGH"
ROLE, HELPERS, FOREIGN = "discord/@7", "discord/@8", "discord/@77"
MODS = Conversation("discord/1/9", "discord/1", "Guild #mods", group=True)
LOUNGE = Conversation("discord/1/2", "discord/1", "Guild #lounge", group=True)
THREAD = Conversation("discord/1/2/33", "discord/1", "Guild #lounge › wax", group=True)
# Its key begins like the other server's.
ELSEWHERE = Conversation("discord/10/2", "discord/10", "Other #lounge", group=True)
NORA = Contact("discord/50", "Nora", Audience.PUBLIC)
MIRA = Contact("discord/99", "Mira", Audience.PUBLIC)
KIM = Contact("discord/60", "Kim", Audience.PUBLIC)
PRIVATE = Conversation(KIM.key, KIM.key, "Kim")
DESK = Conversation(MIRA.key, MIRA.key, "Mira")

_numbers = itertools.count(1)


def link(ledger: Ledger, account: Contact = MIRA) -> None:
    """Make an account the owner's, in its private conversation."""
    ledger.owners.open_code(CODE, 10)
    ledger.owners.try_code(account.key, account.key, account.name, hashed(CODE))


def press(
    data: str,
    who: Contact = NORA,
    roles: Sequence[str] = (ROLE,),
    where: Conversation = MODS,
    written: str | None = None,
) -> Press:
    """A moderator presses this among moderators, unless it is said otherwise."""
    number = next(_numbers)
    return Press(f"discord/9/{number}", where, who, "card", data, f"handle {number}", written, tuple(roles))


def waits(ledger: Ledger, *drafted: str, where: Conversation = LOUNGE, **fields: object) -> int:
    """A draft for Kim that waits, in the lounge unless it is said otherwise."""
    return held(ledger, *(drafted or ("so",)), sender=KIM, where=where, **{"reader": Audience.PUBLIC, **fields})  # type: ignore[arg-type]


@dataclass
class Place:
    """A desk with its counter and its screens, and what came of what was pressed there."""

    ledger: Ledger
    panel: FakePanel = field(default_factory=FakePanel)
    desk: Desk = field(init=False)
    counter: Counter = field(init=False)
    # What a draft leans on; a look at it is noted.
    looked: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        adapters = {"discord": FakeAdapter("discord", panel=self.panel)}
        self.desk = replace(desk_of(self.ledger), readers=FakeReaders())
        screen = Screen(self.desk, adapters, self._sources)
        self.counter = Counter(self.desk, screen, adapters, _nothing)

    def _sources(self, pieces: Sequence[tuple[str, int]]) -> Sequence[Passage | Exemplar]:
        self.looked.append(pieces)
        return []

    def hear(self, **groups: Audience) -> None:
        """Let this be said in these channels of the server, by their numbers; elsewhere what is public."""
        readers = FakeReaders(groups={f"discord/1/{key.removeprefix('c')}": level for key, level in groups.items()})
        self.desk = self.counter.desk = self.counter.screen.desk = replace(self.desk, readers=readers)

    async def press(self, data: str, who: Contact = NORA, **fields: object) -> str:
        """Have something pressed; what whoever pressed it was told in passing."""
        one = press(data, who, **fields)  # type: ignore[arg-type]
        await self.receive(one)
        return next(said for handle, said in reversed(self.panel.acknowledged) if handle == one.handle)

    async def receive(self, one: Press) -> None:
        """Let it arrive, and wait until it was done."""
        if not self.ledger.inbox.receive(one):
            await self.counter.refuse(one)
            return
        self.counter.wake(one.conversation.key)
        await _until(lambda: self.ledger.wishes.next(one.conversation.key) is None)
        await _until(lambda: any(handle == one.handle for handle, _ in self.panel.acknowledged))

    async def look(self) -> None:
        """Wait until everything is shown."""
        await self.counter.screen.wake_all()
        before = -1
        while before != len(self.panel.log):
            before = len(self.panel.log)
            await asyncio.sleep(0.1)

    def sheets(self, where: Conversation = MODS) -> list[Sheet]:
        """What stands there."""
        return [sheet for place, sheet in self.panel.sheets.values() if place == where.key]

    def text(self, where: Conversation = MODS) -> str:
        """All that stands there as one text."""
        return "\n\n".join(f"{sheet.text}\n{sheet.details}" for sheet in self.sheets(where))

    def buttons(self, where: Conversation = MODS) -> list[str]:
        """All that can be pressed there."""
        return [button.data for sheet in self.sheets(where) for row in sheet.rows for button in row]


async def _nothing() -> None:
    pass


async def _until(condition: Callable[[], bool]) -> None:
    async def wait() -> None:
        while not condition():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.01)

    waiting: Awaitable[None] = wait()
    await asyncio.wait_for(waiting, 5)
