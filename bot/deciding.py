"""``twin desk``: what waits for the owner, one after the other at a terminal, decided with single keys."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from uuid import uuid4

import click

from bot import changes, folder, harmless, reports, settings, terminal
from bot.desk import leaning, sheets
from bot.desk.greetings import is_greeting
from bot.ledger import Ledger
from bot.ledger.cases import Case
from memory.store import Store
from twin.desk import Sheet
from twin.errors import DeskError, TwinError

try:
    import readline
except ImportError:  # Windows has none, and its console edits lines by itself.
    readline = None  # type: ignore[assignment]

# The arrow keys, as terminals tell them.
_ARROWS = {"\x1b[C": "n", "\x1b[D": "p", "\x1bOC": "n", "\x1bOD": "p"}
_QUIT = "q\x04"
# What a button of a sheet is called here, where that says more.
_NAMES = {
    "a": "send",
    "e": "write it yourself",
    "r": "reject",
    "t": "answer there yourself",
    "d": "dismiss",
    "x": "give it back",
}
_ELSEWHERE = "Something was decided elsewhere meanwhile."
_NOTHING = "Nothing waits for you."
_HELP = """a  send the draft as it is
e  write what is sent in its place; an empty line ends it
r  reject the draft, with a reason or without
t  answer there yourself: the twin stays out of the conversation
d  leave a message without an answer
x  let the twin answer in that conversation again
A  send every draft for this contact that nothing speaks against
l  show what the draft leans on, or hide it
n  the next one (also →), p the one before (also ←)
q  leave; what is not decided goes on waiting"""


def desk() -> None:
    """``twin desk``."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        reports.inbox()
        terminal.say("`twin desk`, typed at a terminal, lets you decide about them one by one.")
        return
    chosen = settings.read()
    if not folder.records(chosen).exists():
        terminal.show(_NOTHING)
        return
    with closing(Ledger(folder.records(chosen))) as ledger, _pieces(chosen) as store:
        with contextlib.suppress(KeyboardInterrupt, EOFError, click.Abort):
            _Desk(ledger, store, folder.levels(folder.profile_of(chosen))).decide()
        terminal.show("")


def command(name: str, *parts: str | None) -> int:
    """A command of the chat, given on the command line; the exit status. Raises DeskError.

    None stands for what divides its parts: nothing that was typed is taken for that.
    """
    if any("|" in part for part in parts if part):
        raise DeskError("the sign | divides the parts of a command: leave it out.")
    line = " ".join([f"/{name}", *("|" if part is None else part.strip() for part in parts)])
    return changes.ask("desk command", line=line, key=f"command/{uuid4().hex}")


@contextmanager
def _pieces(chosen: settings.Settings) -> Iterator[Store | None]:
    """What was learned, if anything was."""
    path = chosen.data / "knowledge.db"
    if not path.exists():
        yield None
        return
    with closing(Store(path)) as store:
        yield store


@dataclass(slots=True)
class _Desk:
    """What waits, and which of it is looked at."""

    ledger: Ledger
    store: Store | None
    levels: Sequence[str]
    leaning: bool = False
    # What waited when it was looked at last, and which of it was decided about here since.
    known: list[Case] = field(default_factory=list)
    mine: set[int] = field(default_factory=set)
    place: int = 0
    # What was shown last, so that a key that changes nothing shows nothing anew.
    shown: object = None

    def decide(self) -> None:
        """Until nothing waits any more, or the owner leaves."""
        while self._look():
            case = self.known[self.place]
            sheet = self._sheet(case)
            if (shown := (case, self.place, len(self.known), self.leaning)) != self.shown:
                self._show(sheet)
                self.shown = shown
            key = click.getchar()
            key = _ARROWS.get(key, key)
            if key in _QUIT:
                return
            self._pressed(key, case, sheet)
        terminal.show(_NOTHING)

    def _look(self) -> bool:
        """Read what waits by now, staying where one was; whether anything does."""
        waiting = self.ledger.cases.waiting()
        still = {case.decision for case in waiting}
        if any(case.decision not in still | self.mine for case in self.known):
            terminal.show(_ELSEWHERE, fg="yellow")
        # What stands before the one that is looked at, and waits yet.
        before = [case for case in self.known[: self.place] if case.decision in still]
        self.place = min(len(before), max(0, len(waiting) - 1))
        self.known = waiting
        return bool(waiting)

    def _sheet(self, case: Case) -> Sheet:
        sources = leaning.pieces(case.leans_on, self.store) if self.store else []
        # How long a platform takes answers is known to the twin that serves it, and told when it is too late.
        return sheets.of(case, self.levels, sources, None, datetime.now().astimezone(), whole=True)

    def _show(self, sheet: Sheet) -> None:
        place = f"{self.place + 1} of {len(self.known)}"
        terminal.show(f"\n── {place} ──", dim=True)
        first, *rest = sheet.text.split("\n")
        terminal.show(terminal.wrapped(first), bold=True)
        for line in rest:
            terminal.show(terminal.wrapped(line, "> " if line.startswith("> ") else ""))
        if sheet.details and self.leaning:
            terminal.show("")
            for line in sheet.details.split("\n"):
                terminal.show(terminal.wrapped(line, "  "), dim=True)
        terminal.show("")
        terminal.show(terminal.wrapped(", ".join(self._keys(sheet))), dim=True)

    def _keys(self, sheet: Sheet) -> Iterator[str]:
        yield from (f"{letter} {_NAMES[letter]}" for letter in _letters(sheet) if letter in _NAMES)
        if len(self._batch(self.known[self.place])) > 1:
            yield "A send all of theirs"
        if sheet.details:
            yield "l leans on"
        if len(self.known) > 1:
            yield "n next, p previous"
        yield "q leave, ? help"

    def _pressed(self, key: str, case: Case, sheet: Sheet) -> None:
        if key in _DECIDE and key in _letters(sheet):
            _DECIDE[key](self, case)
        elif key in _MOVE:
            _MOVE[key](self, case)
        elif key in _DECIDE:
            terminal.show(f"{key} does nothing here: {', '.join(self._keys(sheet))}")
        else:
            self._help(case)

    # What the owner decides

    def _approve(self, case: Case) -> None:
        self._act("approve", case)

    def _edit(self, case: Case) -> None:
        text = _written([line for draft in case.draft for line in harmless.lines(draft)])
        to = harmless.name(case.contact.name)
        if not text:
            terminal.show("Nothing was written, so nothing is sent.")
        elif _agreed(f"Send this to {to}?"):
            self._act("edit", case, text)
        self.shown = None

    def _reject(self, case: Case) -> None:
        if (
            self._act("reject", case)
            and not is_greeting(case)
            and (reason := _asked("Why? (Enter: no reason) ").strip())
        ):
            self._act("explain", case, reason)

    def _answer_myself(self, case: Case) -> None:
        self._act("answer_myself", case)

    def _dismiss(self, case: Case) -> None:
        self._act("dismiss", case)

    def _release(self, case: Case) -> None:
        self._act("release_case", case)

    def _approve_all(self, case: Case) -> None:
        batch = self._batch(case)
        if not batch:
            terminal.show("None of theirs can be sent without being read by itself.")
        elif _agreed(f"Send all {len(batch)} drafts for {harmless.name(case.contact.name)}?"):
            self._act("approve_all", max(batch, key=lambda one: one.decision), also=batch)
        self.shown = None

    def _batch(self, case: Case) -> list[Case]:
        return [one for one in self.known if one.contact.key == case.contact.key and sheets.sendable(one)]

    def _act(self, action: str, case: Case, text: str = "", also: Sequence[Case] = ()) -> bool:
        """Make one of the owner's decisions; whether it was made."""
        asked = {"action": action, "decision": case.decision, "text": text}
        return self._done(case, lambda: changes.ask("desk act", **asked), also)

    def _done(self, case: Case, ask: Callable[[], int], also: Sequence[Case] = ()) -> bool:
        """Have something done by whoever holds the data folder; whether it was. What speaks against it is told."""
        # What is refused here was decided elsewhere, and is told so.
        self.mine |= {one.decision for one in (case, *also)}
        try:
            return ask() == 0
        except TwinError as error:
            terminal.say(f"twin: {error}")
            return False

    # Where the owner looks

    def _next(self, _: Case) -> None:
        self.place = (self.place + 1) % len(self.known)

    def _previous(self, _: Case) -> None:
        self.place = (self.place - 1) % len(self.known)

    def _lean(self, _: Case) -> None:
        self.leaning = not self.leaning

    def _help(self, _: Case) -> None:
        terminal.show(_HELP)


_DECIDE: Mapping[str, Callable[[_Desk, Case], None]] = {
    "a": _Desk._approve,
    "e": _Desk._edit,
    "r": _Desk._reject,
    "t": _Desk._answer_myself,
    "d": _Desk._dismiss,
    "x": _Desk._release,
}
_MOVE: Mapping[str, Callable[[_Desk, Case], None]] = {
    "A": _Desk._approve_all,
    "l": _Desk._lean,
    "n": _Desk._next,
    "p": _Desk._previous,
    "?": _Desk._help,
}


def _letters(sheet: Sheet) -> list[str]:
    """What can be pressed there."""
    return [button.data.partition(":")[0] for row in sheet.rows for button in row]


def _agreed(question: str) -> bool:
    """Whether the owner says yes to it; pasted text does not."""
    click.echo(f"{question} [y/n] ", nl=False)
    said = click.getchar()
    click.echo(said if said.isprintable() else "")
    return said in ("y", "Y")


def _asked(question: str, prefill: str = "") -> str:
    """A line from the owner, which begins as ``prefill`` where lines can be edited. Raises EOFError."""
    if readline is None:
        return input(question)
    # What is written to somebody is nothing to be found again with the arrow keys.
    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(prefill))
    try:
        return input(question)
    finally:
        readline.set_startup_hook(None)


def _written(before: Sequence[str]) -> str:
    """What the owner writes, beginning with what is there: its lines in turn, then more until an empty one."""
    terminal.show("Write what is sent; an empty line ends it.", dim=True)
    lines = [_asked("> ", line) for line in before if line and readline is not None]
    lines += takewhile(str.strip, iter(lambda: _asked("> "), None))
    return "\n".join(line for line in lines if line.strip())
