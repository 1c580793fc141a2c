"""The console: a person at a prompt, or one question from the command line."""

import re
import signal
import sys
import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from twin.draft import Decision
from twin.message import Contact, Conversation, Message

try:
    import readline
except ImportError:  # Windows has none, and its console edits lines by itself.
    readline = None  # type: ignore[assignment]

# The commands that work on every platform.
_COMMAND = re.compile(r"/(start|about|help|human)")

Answer = Callable[[Message], Awaitable[Sequence[Decision]]]
Show = Callable[[Decision], None]


class Console:
    """One person's conversation with the twin on this terminal."""

    def __init__(self, contact: Contact, answer: Answer, show: Show) -> None:
        self._contact = contact
        self._answer = answer
        self._show = show

    async def say(self, text: str) -> None:
        """Hand one message to the twin and show what it answers."""
        command = _COMMAND.fullmatch(text)
        message = Message(
            event=f"console/{uuid.uuid4()}",
            conversation=Conversation(self._contact.key, self._contact.key),
            sender=self._contact,
            # Bytes of the command line that are no UTF-8 come as half characters, which nobody can store.
            text="" if command else text.encode("utf-8", "replace").decode(),
            command=command[1] if command else "",
            sent_at=datetime.now(UTC),
        )
        for decision in await self._answer(message):
            self._show(decision)

    async def converse(self, history: Path) -> None:
        """Ask for messages until the person has had enough (Ctrl-D, or ``/quit``); earlier lines come with ↑."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        _recall_lines(history)
        try:
            while (text := _prompt()) is not None:
                if text:
                    await self.say(text)
        finally:
            _keep_lines(history)


def _prompt() -> str | None:
    """The next line, stripped; None when the person leaves. Blocking is right: nobody else is served here."""
    watched = sys.stdin.isatty()
    try:
        text = _line("you> " if watched else "").strip()
    except (EOFError, KeyboardInterrupt):
        if watched:
            print()
        return None
    return None if text in ("/quit", "/exit") else text


def _line(prompt: str) -> str:
    # asyncio takes Ctrl-C for itself, and would only notice it after the line.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(prompt)
    finally:
        signal.signal(signal.SIGINT, before)


def _recall_lines(history: Path) -> None:
    if readline is not None and sys.stdin.isatty():
        with suppress(OSError):
            readline.read_history_file(history)


def _keep_lines(history: Path) -> None:
    """Lines that cannot be kept are no reason to end a conversation with an error."""
    if readline is not None and sys.stdin.isatty():
        readline.set_history_length(1000)
        with suppress(OSError):
            history.touch(mode=0o600)
            readline.write_history_file(history)
