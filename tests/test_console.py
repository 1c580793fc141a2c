"""A person at the console: piped lines, and a real terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.console import Console
from tests.knowledge import REPOSITORY
from twin.draft import Action, Decision
from twin.knowledge import Audience
from twin.message import Contact, Message, Reply

JONAS = Contact("console/jonas", "Jonas", Audience.FRIENDS)

# A conversation with a twin that repeats what it hears.
_ECHO = """
import asyncio, fcntl, sys, termios
from pathlib import Path
from adapters.console import Console
from tests.test_console import JONAS, repeated
if sys.stdin.isatty():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C there is a signal here
console = Console(JONAS, repeated, lambda decision: print(f"[{decision.reply.texts[0]}]", flush=True))
asyncio.run(console.converse(Path(sys.argv[1])))
print("ended", flush=True)
"""


async def repeated(message: Message) -> Sequence[Decision]:
    return [Decision(Action.SEND, Reply((message.text,)), "repeated")]


async def nothing(_: Message) -> Sequence[Decision]:
    return []


def piped(folder: Path, data: bytes, **environment: str) -> list[str]:
    command = [sys.executable, "-c", _ECHO, str(folder / "history")]
    done = subprocess.run(
        command, cwd=REPOSITORY, input=data, capture_output=True, env={**os.environ, **environment}, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


async def test_what_is_said_is_one_message_of_this_contact() -> None:
    heard: list[Message] = []

    async def hear(message: Message) -> Sequence[Decision]:
        heard.append(message)
        return []

    console = Console(JONAS, hear, lambda _: None)
    await console.say("same")
    await console.say("same")

    assert [(one.text, one.sender, one.conversation.key) for one in heard] == [("same", JONAS, "console/jonas")] * 2
    assert heard[0].event != heard[1].event
    assert heard[0].sent_at.tzinfo


async def test_the_decision_is_shown() -> None:
    shown: list[Decision] = []
    await Console(JONAS, repeated, shown.append).say("hi")

    assert [decision.reply.texts for decision in shown] == [("hi",)]


async def test_without_a_decision_nothing_is_shown() -> None:
    shown: list[Decision] = []
    await Console(JONAS, nothing, shown.append).say("hi")

    assert shown == []


async def test_a_command_is_one_here_too() -> None:
    heard: list[Message] = []

    async def hear(message: Message) -> Sequence[Decision]:
        heard.append(message)
        return []

    console = Console(JONAS, hear, lambda _: None)
    for text in ("/about", "/aboutness", "what does /about do?"):
        await console.say(text)

    assert [(one.command, one.text) for one in heard] == [
        ("about", ""), ("", "/aboutness"), ("", "what does /about do?"),
    ]  # fmt: skip


async def test_half_a_character_becomes_a_question_mark() -> None:
    shown: list[Decision] = []
    await Console(JONAS, repeated, shown.append).say("hi \udcff")

    assert shown[0].reply.texts == ("hi ?",)


def test_each_piped_line_is_a_message_and_empty_ones_are_none(tmp_path: Path) -> None:
    assert piped(tmp_path, b"one\n\n  two  \nthree") == ["[one]", "[two]", "[three]", "ended"]


@pytest.mark.parametrize("word", [b"/quit", b"/exit"])
def test_a_word_ends_the_conversation(tmp_path: Path, word: bytes) -> None:
    assert piped(tmp_path, b"one\n" + word + b"\ntwo\n") == ["[one]", "ended"]


@pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
def test_bytes_that_are_no_text_are_replaced(tmp_path: Path, encoding: str) -> None:
    lines = piped(tmp_path, b"a\xffb\n\xc3\n", PYTHONIOENCODING=encoding)

    assert lines == ["[a\N{REPLACEMENT CHARACTER}b]", "[\N{REPLACEMENT CHARACTER}]", "ended"]


def test_piped_lines_are_not_kept_as_history(tmp_path: Path) -> None:
    piped(tmp_path, b"one\n")

    assert list(tmp_path.iterdir()) == []


class Terminal:
    """The far side of a terminal in which the echo runs."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.screen = b""

    def type(self, keys: bytes) -> None:
        """Press these keys."""
        os.write(self._descriptor, keys)

    def wait_for(self, text: bytes, times: int = 1) -> None:
        """Until the text was printed so often."""
        end = time.monotonic() + 20
        while self.screen.count(text) < times:
            assert time.monotonic() < end, self.screen
            if select.select([self._descriptor], [], [], 0.2)[0]:
                self.screen += os.read(self._descriptor, 4096)


@contextmanager
def terminal(folder: Path) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()

    command = [sys.executable, "-c", _ECHO, str(folder / "history")]
    environ = {**os.environ, "TERM": "xterm", "INPUTRC": "/dev/null"}
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
    ) as process:
        os.close(theirs)
        try:
            far = Terminal(ours)
            far.wait_for(b"you> ")
            yield far
            far.wait_for(b"ended")
            assert process.wait(10) == 0
        finally:
            process.kill()
            os.close(ours)


def test_a_person_leaves_with_ctrl_d(tmp_path: Path) -> None:
    with terminal(tmp_path) as person:
        person.type(b"hello\n")
        person.wait_for(b"[hello]")
        person.wait_for(b"you> ", times=2)
        person.type(b"\x04")


def test_a_person_leaves_with_one_ctrl_c_also_in_the_middle_of_a_line(tmp_path: Path) -> None:
    with terminal(tmp_path) as person:
        person.type(b"half a li")
        person.wait_for(b"half a li")
        # readline notices a signal only while it waits for a key.
        time.sleep(1)
        person.type(b"\x03")


def test_earlier_lines_come_back_with_the_arrow_up_the_next_time_too(tmp_path: Path) -> None:
    with terminal(tmp_path) as person:
        person.type(b"hello\n")
        person.wait_for(b"[hello]")
        person.wait_for(b"you> ", times=2)
        person.type(b"\x04")
    assert oct((tmp_path / "history").stat().st_mode)[-3:] == "600"
    with terminal(tmp_path) as person:
        person.type(b"\x1b[A\n")
        person.wait_for(b"[hello]")
        person.wait_for(b"you> ", times=2)
        person.type(b"\x04")


def test_a_history_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()
    with terminal(tmp_path) as person:
        person.type(b"\x04")
