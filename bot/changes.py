"""What changes a twin: done by the process that holds its data folder, whichever that is."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any

from bot import compose, contact_sheet, folder, live, lock, mishaps, settings, terminal
from bot.desk import commands, people
from bot.desk.desk import Desk
from bot.desk.served import Unserved
from bot.harmless import name
from bot.ledger import Ledger
from bot.ledger.orders import Line
from bot.listening import HEARD
from bot.settings import Settings
from memory.importers.records import Problem
from memory.learn import Learned
from twin.errors import Busy, DeskError, SourceError, StoreError, TwinError
from twin.records import translated
from twin.voice import Film

# From so many new pairs on, thresholds of the owner's own are better than the usual ones.
_WORTH_CALIBRATING = 300
# How often to look whether the running twin has done what it was asked, in seconds.
_POLL = 0.1

# The name under which a running twin holds the lock.
SERVING = "run"
# Who decides at a terminal, as the records name it.
_TERMINAL = "terminal"


class Stopped(Exception):
    """The twin is being stopped; what was begun goes on at its next start."""


class Interruptible:
    """A progress that nobody watches, and that ends what it is the progress of when the twin is being stopped."""

    def __init__(self, stopping: Event) -> None:
        self._stopping = stopping

    def stage(self, name: str, total: int) -> None:
        """A new stage begins."""
        self.step(total)

    def step(self, count: int) -> None:
        """So many steps are done. Raises Stopped."""
        if self._stopping.is_set():
            raise Stopped

    def close(self) -> None:
        """The last stage has ended."""


@dataclass(frozen=True)
class Held:
    """A data folder whose lock is held. ``serving``: by a twin that is answering people."""

    settings: Settings
    knowledge: compose.Knowledge
    bar: Callable[[], terminal.Bar | Interruptible] = terminal.Bar
    serving: bool = False
    served_desk: Callable[[], Desk] | None = None

    @property
    def ledger(self) -> Ledger:
        """The records of what was said."""
        return self._own_ledger if self.served_desk is None else self.served_desk().ledger

    @cached_property
    def _own_ledger(self) -> Ledger:
        return Ledger(self.settings.data / "ledger.db")

    @property
    def desk(self) -> Desk:
        """What the owner does; of the running twin, if this is it. Raises ProfileError."""
        if self.served_desk is not None:
            return self.served_desk()
        profile = folder.owner_of(self.settings)
        adapters = {adapter.name: adapter for adapter in compose.adapters(self.settings, self.ledger, lambda: profile)}
        return compose.desk(self.knowledge, profile, self.ledger, Unserved(adapters))


def ask(name: str, **arguments: Any) -> int:  # noqa: ANN401 - each change has its own
    """Make a change here, or have the running twin make it; the exit status."""
    chosen = settings.read()
    while True:
        try:
            with lock.writing(chosen.data, name), folder.opened(chosen, chosen.data) as knowledge:
                return _CHANGES[name](Held(chosen, knowledge), **arguments)
        except Busy:
            if not lock.held_by(chosen.data, SERVING):
                raise
        status = _by_the_running_one(chosen, name, arguments)
        if status is not None:
            return status


def _by_the_running_one(chosen: Settings, name: str, arguments: Mapping[str, Any]) -> int | None:
    """Its exit status; None if it stopped before it was done, so that it has to be done here."""
    with closing(Ledger(chosen.data / "ledger.db")) as ledger:
        number = ledger.orders.ask(name, arguments)
        try:
            while (done := ledger.orders.result(number)) is None:
                if not lock.held_by(chosen.data, SERVING) and ledger.orders.withdraw(number):
                    return None
                time.sleep(_POLL)
        except KeyboardInterrupt:
            # What has begun goes on; what has not, is not wanted any more.
            ledger.orders.withdraw(number)
            raise
    for text, err in done.output:
        terminal.show(text, err=err)
    return done.status


def perform(held: Held, name: str, arguments: Mapping[str, Any]) -> tuple[int, list[Line]]:
    """Make a change for another process: its exit status, and what it is to print. Raises Stopped."""
    with terminal.recorded() as lines:
        try:
            if name not in _CHANGES:
                raise StoreError(f"the running twin does not know {name!r}: it is of another version; start it anew.")
            status = _CHANGES[name](held, **arguments)
        except Stopped:
            raise
        except TwinError as error:
            for line in str(error).splitlines():
                terminal.say(f"twin: {line}")
            status = 1
        except Exception as error:  # noqa: BLE001 - what goes wrong there is no reason to stop serving
            mishaps.note(error)
            terminal.say(f"twin: something went wrong that should not have ({type(error).__name__}).")
            status = 70
    return status, lines


def _learn(
    held: Held, paths: Sequence[str], me: Sequence[str], level: str | None, embed_again: bool, urls: Sequence[str] = ()
) -> int:
    """0, or 1 if something could not be read."""
    knowledge = held.knowledge
    if embed_again and held.serving:
        raise Busy("vectors cannot be made anew while `twin run` searches them: stop it first.")
    profile = folder.profile_of(held.settings)
    audience = folder.level(level, profile) if level else None
    names = list(me) if me else [profile.name, *profile.aliases] if profile else []
    if embed_again:
        knowledge.forget_vectors()
    problems: list[Problem] = []
    roots = [*map(Path, paths), *live.fetched(held.settings, urls, problems)]
    bar = held.bar()
    try:
        result: Learned = knowledge.learner.learn(roots, names, audience, bar)
    finally:
        bar.close()
    result.problems += problems
    terminal.learned(result)
    resolved = {root.resolve() for root in roots}
    learned = [source for source in knowledge.store.sources() if Path(source.path) in resolved]
    if result.passages and learned:
        # What is heard by everybody from now on should be no surprise.
        terminal.sources(learned, folder.levels(profile))
    if result.exemplars >= _WORTH_CALIBRATING:
        terminal.say("`twin calibrate` now finds out from how sure on it may repeat what you wrote in chats.")
    return 1 if any(not problem.meant for problem in result.problems) else 0


def _forget(held: Held, number: int) -> int:
    source = folder.source(held.knowledge, number)
    dropped = held.knowledge.learner.forget(source)
    # What was fetched for it goes too, and is not fetched again.
    compose.subscriptions(held.settings).forget(Path(source.path))
    terminal.show(f"Forgot {terminal.counted(dropped, 'piece')} of {source.title or source.path}.")
    terminal.say("What was said from it before stays in the record of your conversations, ledger.db.")
    return 0


def _audience(held: Held, number: int, level: str) -> int:
    profile = folder.profile_of(held.settings)
    new = folder.level(level, profile)
    source = folder.source(held.knowledge, number)
    held.knowledge.learner.open_to(source, new)
    heard = folder.levels(profile)[new]
    terminal.show(f"{source.title or source.path} is now heard by: {heard} and those closer to you.")
    return 0


def _pause(held: Held) -> int:
    held.ledger.notices.pause()
    terminal.show("Paused: nothing is answered and nothing goes out. What arrives is kept; `twin resume` goes on.")
    return 0


def _resume(held: Held) -> int:
    held.ledger.notices.resume()
    waiting = held.ledger.notices.standing().waiting
    terminal.show(f"Resumed; waiting: {terminal.counted(waiting, 'message')}." if waiting else "Resumed.")
    return 0


def _doubt(held: Held, number: int, arrived: bool) -> int:
    if not held.ledger.outbox.resolve(number, arrived=arrived):
        raise SourceError(f"there is no doubt {number}: `twin doubts` lists them.")
    terminal.show("Noted: it has arrived." if arrived else "It will be sent again.")
    return 0


def _link(held: Held, hashed: str, minutes: int) -> int:
    held.ledger.owners.open_hash(hashed, minutes)
    return 0


def _unlink(held: Held, account: str) -> int:
    if not held.ledger.owners.unlink(account):
        raise DeskError(f"{account} is not linked: `twin link --list` lists the accounts that are.")
    terminal.show(f"{account} is not linked any more: nothing is shown there, and no button there is obeyed.")
    return 0


def _act(held: Held, action: str, decision: int, text: str = "") -> int:
    """One of the owner's decisions about what waits, made at a terminal."""
    terminal.show(_ACTIONS[action](held.desk, decision, text))
    _say_when(held)
    return 0


def _command(held: Held, line: str, key: str) -> int:
    """A command as it can be written in chat, given at a terminal."""
    terminal.show(commands.perform(held.desk, line, _TERMINAL, key))
    _say_when(held)
    return 0


def _send(held: Held, who: str, text: str, film: Mapping[str, Any] | None, key: str) -> int:
    """What the owner wants to say to somebody; ``film`` is a file in the data folder, with its length and size."""
    made = film and Film(held.settings.data / film["file"], film["seconds"], film["width"], film["height"])
    if made and not made.path.is_file():
        raise DeskError("The film is not in the data folder any more: send it again.")
    terminal.show(held.desk.send(who, text, made or None, key))
    if not held.serving:
        terminal.say("`twin desk` shows it now, and your chats when `twin run` serves.")
    return 0


def _forget_voice(held: Held, who: str) -> int:
    """Keep no sound that was made for somebody alone, and none of theirs."""
    contact = people.find(held.desk, who)
    words = held.ledger.aloud.forget(contact.key)
    with translated(held.settings.data / "voice"):
        compose.voice_cache(held.settings).forget(words)
        for message in held.ledger.sounds.of(contact.key):
            (held.settings.data / HEARD / str(message)).unlink(missing_ok=True)
    terminal.show(f"No sound that was made for {name(contact.name)} alone is kept, and none of theirs.")
    return 0


def _show_contact(held: Held, who: str) -> int:
    """What is remembered of somebody."""
    for line in contact_sheet.sheet(held.desk, who):
        terminal.show(line)
    return 0


def _edit_fact(held: Held, fact: str, text: str) -> int:
    terminal.show(contact_sheet.edit(held.ledger, fact, text))
    return 0


def _delete_fact(held: Held, fact: str) -> int:
    terminal.show(contact_sheet.delete(held.ledger, fact))
    return 0


def _say_when(held: Held) -> None:
    if not held.serving and held.ledger.outbox.conversations():
        terminal.say("What is to be sent goes out when `twin run` serves.")


_ACTIONS: Mapping[str, Callable[[Desk, int, str], str]] = {
    "approve": lambda desk, decision, _: desk.approve(decision, _TERMINAL),
    "approve_all": lambda desk, decision, _: desk.approve_all(desk.case(decision).contact.key, decision, _TERMINAL),
    "edit": lambda desk, decision, text: desk.edit(decision, text, _TERMINAL),
    "reject": lambda desk, decision, text: desk.reject(decision, _TERMINAL, text),
    "explain": lambda desk, decision, text: desk.explain(decision, text),
    "answer_myself": lambda desk, decision, _: desk.answer_myself(decision, _TERMINAL),
    "dismiss": lambda desk, decision, _: desk.dismiss(decision, _TERMINAL),
    "release_case": lambda desk, decision, _: desk.release_case(decision),
}

# Changes that are made at once, also while something long is learned.
AT_THE_DESK = ("link", "unlink", "desk act", "desk command", "desk send", "voice forget")
OF_CONTACTS = ("contacts show", "contacts edit", "contacts delete")
AT_ONCE = ("pause", "resume", "doubts", *AT_THE_DESK, *OF_CONTACTS)

_CHANGES: dict[str, Callable[..., int]] = {
    "learn": _learn,
    "sources forget": _forget,
    "sources audience": _audience,
    "pause": _pause,
    "resume": _resume,
    "doubts": _doubt,
    "link": _link,
    "unlink": _unlink,
    "desk act": _act,
    "desk command": _command,
    "desk send": _send,
    "voice forget": _forget_voice,
    "contacts show": _show_contact,
    "contacts edit": _edit_fact,
    "contacts delete": _delete_fact,
}
