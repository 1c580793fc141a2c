"""What the owner can ask for in a line of text, in chat as ``/mode ana auto`` and at a terminal alike."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.desk import listing, people
from bot.desk.cases import TERMINAL, counted
from bot.desk.desk import Desk
from bot.harmless import name, units
from twin.draft import Mode
from twin.errors import DeskError, TwinError
from twin.knowledge import Audience

# What chat platforms take for one message, less a little, in UTF-16 code units.
_ROOM = 4000
_LEFT_OUT = 60
_NUMBER = re.compile("[0-9]{1,18}")
_SURE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?%?")
_LINE = re.compile(r"/?([A-Za-z_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\s+(.*))?", re.DOTALL)
_DEFAULT = ("default", "usual", "unset", "clear")
_MODES = {mode.value: mode for mode in Mode if mode is not Mode.UNSET} | dict.fromkeys(_DEFAULT, Mode.UNSET)


@dataclass(frozen=True, slots=True)
class Line:
    """A command as it was given: what stands behind its name, who gave it, and what names it for good."""

    command: "Command"
    rest: str
    by: str
    key: str

    def misread(self) -> DeskError:
        """That nobody can tell what is wanted."""
        return DeskError(f"Write it like this: /{self.command.usage}")

    def number(self) -> int:
        """The number that is all that stands there. Raises DeskError."""
        if not _NUMBER.fullmatch(self.rest):
            raise self.misread()
        return int(self.rest)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is written, what it does in a few words, and what does it."""

    usage: str
    help: str
    run: Callable[[Desk, Line], str]


def perform(desk: Desk, line: str, by: str, key: str) -> str:
    """Do what a line asks for, once for this key; what came of it, at most one message long for a chat.

    Raises DeskError with what can be asked for if it is none of that, or with how it is written.
    """
    found = _LINE.fullmatch(line.strip())
    command = COMMANDS.get(_ALSO.get(found[1].casefold(), found[1].casefold())) if found else None
    if found is None or command is None:
        raise DeskError(f"There is no such command. There are: {', '.join(f'/{known}' for known in COMMANDS)}.")
    said = command.run(desk, Line(command, (found[2] or "").strip(), by, key))
    return said if by == TERMINAL else _for_chat(said)


def menu() -> dict[str, str]:
    """Every command by its name, and what it does."""
    return {known: command.help for known, command in COMMANDS.items()}


def _for_chat(text: str) -> str:
    """As many lines as a message holds, and how many are left out."""
    if units(text) <= _ROOM:
        return text
    lines, kept, room = text.split("\n"), list[str](), _ROOM - _LEFT_OUT
    for one in lines:
        room -= units(one) + 1
        if room < 0:
            break
        kept.append(one)
    return "\n".join([*kept, f"… and {counted(len(lines) - len(kept), 'more line', 'more lines')}."])


def _pause(desk: Desk, _: Line) -> str:
    desk.ledger.notices.pause()
    return "Paused: nothing is answered and nothing goes out. What arrives is kept; /resume goes on."


def _resume(desk: Desk, _: Line) -> str:
    desk.ledger.notices.resume()
    for conversation in {*desk.ledger.decisions.waiting(), *desk.ledger.outbox.conversations()}:
        desk.platforms.changed(conversation)
    waiting = desk.ledger.notices.standing().waiting
    return f"Resumed; waiting: {counted(waiting, 'message')}." if waiting else "Resumed."


def _mode(desk: Desk, line: Line) -> str:
    words = line.rest.split()
    if not words:
        return desk.modes()
    threshold = None
    if len(words) > 1 and words[-2].casefold() == Mode.CONFIDENT.value and _SURE.fullmatch(words[-1]):
        threshold = _share(words.pop())
    mode = _MODES.get(words.pop().casefold())
    if mode is None:
        raise line.misread()
    return desk.mode(" ".join(words), mode, threshold)


def _share(written: str) -> float:
    """A share as people write it: 0.9, 90% or 90."""
    number = float(written.removesuffix("%"))
    # Who writes 9 may mean 0.9.
    return number / 100 if written.endswith("%") or number >= 10 else number


def _takeover(desk: Desk, line: Line) -> str:
    words = line.rest.split()
    minutes = int(words.pop()) if len(words) > 1 and _NUMBER.fullmatch(words[-1]) else None
    return desk.take_over(" ".join(words), minutes)


def _answer(desk: Desk, line: Line) -> str:
    found = re.fullmatch(r"([0-9]{1,18})(?:\s*\|\s*|\s+)(\S.*)", line.rest, re.DOTALL)
    if found is None:
        raise line.misread()
    text, level = _with_level(desk, found[2])
    return desk.answer_question(int(found[1]), text, level, line.by)


def _teach(desk: Desk, line: Line) -> str:
    question, bar, rest = line.rest.partition("|")
    if not bar or not question.strip() or not rest.strip():
        raise line.misread()
    answer, level = _with_level(desk, rest)
    return desk.teach(question, answer, level, line.key)


def _with_level(desk: Desk, text: str) -> tuple[str, Audience | None]:
    """A text, and the level that stands behind its last bar. Raises DeskError if what stands there is none.

    A level that is misspelt must not become part of what everybody hears.
    """
    said, bar, level = text.rpartition("|")
    return (said.strip(), _level(desk, level)) if bar else (text.strip(), None)


def _level(desk: Desk, written: str) -> Audience:
    try:
        return desk.owner.audience(written.strip())
    except TwinError as error:
        raise DeskError(f"Behind the last | stands who may hear it. {error}") from error


def _audience(desk: Desk, line: Line) -> str:
    words = line.rest.split()
    if len(words) < 2:
        raise line.misread()
    if words[-1].casefold() in _DEFAULT:
        return desk.audience(" ".join(words[:-1]), None)
    problem = ""
    # What the owner calls a level may be several words.
    for place in range(1, len(words)):
        try:
            level = desk.owner.audience(" ".join(words[place:]))
        except TwinError as error:
            problem = str(error)
        else:
            return desk.audience(" ".join(words[:place]), level)
    raise DeskError(problem)


def _approve(desk: Desk, line: Line) -> str:
    if not line.rest:
        raise line.misread()
    if _NUMBER.fullmatch(line.rest):
        return desk.approve(int(line.rest), line.by)
    return desk.approve_all(people.find(desk, line.rest).key, None, line.by)


def _undo(desk: Desk, line: Line) -> str:
    return desk.undo(line.rest, line.by, line.key)


def _cancel(desk: Desk, line: Line) -> str:
    expected = desk.ledger.owners.expected(line.by)
    desk.ledger.owners.expect_nothing(line.by)
    return cancelled(something=expected is not None)


def cancelled(*, something: bool) -> str:
    """What the owner is told who wanted no message of theirs to be an answer to anything."""
    return "Cancelled." if something else "There was nothing to be cancelled."


def _unlink(desk: Desk, line: Line) -> str:
    account = line.rest or line.by
    if account == TERMINAL:
        raise line.misread()
    if not desk.ledger.owners.unlink(account):
        raise DeskError(f"{name(account)} is not linked.")
    return f"{name(account)} is not linked any more: nothing is shown there, and no button there is obeyed."


def _named(run: Callable[[Desk, str], str]) -> Callable[[Desk, Line], str]:
    """What is done about somebody whose name is all that stands there."""

    def with_name(desk: Desk, line: Line) -> str:
        if not line.rest:
            raise line.misread()
        return run(desk, line.rest)

    return with_name


def _help(_: Desk, __: Line) -> str:
    return "\n".join(f"/{command.usage} - {command.help}" for command in COMMANDS.values())


COMMANDS: Mapping[str, Command] = {
    "inbox": Command("inbox", "what waits for you", lambda desk, _: listing.inbox(desk)),
    "approve": Command("approve NAME", "send all drafts for somebody that nothing speaks against", _approve),
    "questions": Command("questions", "what nobody could answer", lambda desk, _: listing.questions(desk)),
    "answer": Command("answer NUMBER | text [| level]", "answer a question for everybody who asked it", _answer),
    "teach": Command("teach question | answer [| level]", "say what to answer", _teach),
    "taught": Command("taught", "what you taught", lambda desk, _: listing.taught(desk)),
    "forget": Command("forget NUMBER", "forget something you taught", lambda desk, line: desk.unteach(line.number())),
    "undo": Command("undo [NAME]", "take back what was said last", _undo),
    "mode": Command("mode [NAME] suggest|confident|auto|off|default", "what goes out by itself", _mode),
    "takeover": Command("takeover NAME [MINUTES]", "answer somebody yourself", _takeover),
    "release": Command("release NAME", "let the twin answer them again", _named(Desk.release)),
    "who": Command("who NAME", "what is known of somebody", _named(Desk.who)),
    "audience": Command("audience NAME LEVEL", "what somebody may hear", _audience),
    "pause": Command("pause", "say nothing to anybody", _pause),
    "resume": Command("resume", "go on", _resume),
    "quiet": Command("quiet [22-7 | off]", "hours in which nothing is shown", lambda desk, line: desk.quiet(line.rest)),
    "stats": Command("stats", "how things stand", lambda desk, _: listing.stats(desk)),
    "learning": Command("learning", "how often drafts are right", lambda desk, _: listing.learning(desk)),
    "cancel": Command("cancel", "leave an edit, answer or reason that you have begun", _cancel),
    "unlink": Command("unlink [ACCOUNT]", "this is not your desk any more", _unlink),
    "help": Command("help", "all commands", _help),
}
# What means the same.
_ALSO = {"start": "help"}
