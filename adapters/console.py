"""The console: a person at a prompt, or one question from the command line."""

import sys
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from twin.draft import Decision
from twin.message import Contact, Message

try:
    import readline
except ImportError:  # Windows has none, and its console edits lines by itself.
    readline = None  # type: ignore[assignment]

Answer = Callable[[Message], Awaitable[Decision | None]]
Show = Callable[[Decision], None]


class Console:
    """One person's conversation with the twin on this terminal."""

    def __init__(self, contact: Contact, answer: Answer, show: Show) -> None:
        self._contact = contact
        self._answer = answer
        self._show = show

    @property
    def conversation(self) -> str:
        """The name of this conversation for good."""
        return self._contact.key

    async def say(self, text: str) -> None:
        """Hand one message to the twin and show what it answers."""
        message = Message(
            event=f"console/{uuid.uuid4()}",
            conversation=self.conversation,
            sender=self._contact,
            text=text,
            sent_at=datetime.now(UTC),
        )
        if (decision := await self._answer(message)) is not None:
            self._show(decision)

    async def converse(self, history: Path) -> None:
        """Ask for messages until the person has had enough (Ctrl-D, or ``/quit``); earlier lines come with ↑."""
        _recall_lines(history)
        try:
            while (text := _prompt()) is not None:
                if text:
                    await self.say(text)
        finally:
            _keep_lines(history)


def _prompt() -> str | None:
    """The next line, stripped; None when the person leaves. Blocking is right: nobody else is served here."""
    try:
        text = input("you> " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return None
    return None if text in ("/quit", "/exit") else text


def _recall_lines(history: Path) -> None:
    if readline is not None and sys.stdin.isatty() and history.exists():
        readline.read_history_file(history)


def _keep_lines(history: Path) -> None:
    if readline is not None and sys.stdin.isatty():
        readline.set_history_length(1000)
        readline.write_history_file(history)
        history.chmod(0o600)
