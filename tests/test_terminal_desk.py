"""The owner at their desk, in a real terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.cases import Outcome, Ruling
from persona.profile import Answers, write_new
from tests.cases import OBJECTION, held, stored
from tests.example import TWIN, environment, twin
from tests.fakes import Writing
from tests.test_console import Terminal
from twin.draft import Action, Decision, Kind
from twin.message import Conversation, Reply


class Owner(Terminal):
    """Who sits there."""

    def press(self, keys: bytes) -> None:
        """Press these keys as soon as single ones are listened to; what came before that would be thrown away."""
        end = time.monotonic() + 20
        while termios.tcgetattr(self._descriptor)[3] & termios.ICANON:
            assert time.monotonic() < end, self.screen
            time.sleep(0.01)
        self.type(keys)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    toml = tmp_path / "owner.toml"
    write_new(toml, Answers(name="Mira"))
    friends = "".join(
        f'\n[[contacts]]\nname = "{name}"\naudience = "friends"\naccounts = ["fake/{name.lower()}"]\n'
        for name in ("Ann", "Bob")
    )
    toml.write_text(toml.read_text(encoding="utf-8") + friends, encoding="utf-8")
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@contextmanager
def sitting(data: Path) -> Iterator[Owner]:
    """The owner at a terminal of eighty columns, until the desk has ended well."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    variables = environment(data, TERM="xterm", INPUTRC="/dev/null")
    with subprocess.Popen(
        [*TWIN, "desk"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=variables,
        start_new_session=True,
        # So that Ctrl-C there is a signal here.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - nothing runs beside this
    ) as process:
        os.close(theirs)
        try:
            yield Owner(ours)
            assert process.wait(20) == 0
        finally:
            process.kill()
            os.close(ours)


def ruling(ledger: Ledger, number: int) -> Ruling | None:
    case = ledger.cases.case(number)
    assert case is not None
    return case.ruling


def test_a_draft_is_sent_with_one_key_and_the_next_one_is_shown(tmp_path: Path, ledger: Ledger) -> None:
    first = held(ledger, Writing(), "do you wax chains?")
    second = held(ledger, Writing("fake/bob", name="Bob"), "and brakes?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"1 of 2")
        owner.wait_for(b"do you wax chains?")
        owner.wait_for(b"? help")
        owner.press(b"a")
        owner.wait_for(b"Sent to Ann Example.")
        owner.wait_for(b"1 of 1")
        owner.wait_for(b"and brakes?")
        owner.wait_for(b"? help", times=2)
        owner.press(b"q")

    done = ruling(ledger, first)
    assert done is not None
    assert (done.outcome, done.texts, done.by) == (Outcome.APPROVED, ("Every second week.",), "terminal")
    assert ruling(ledger, second) is None


def test_a_draft_is_edited_in_place(tmp_path: Path, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?", "Every week.")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"e")
        owner.wait_for(b"> Every week.", times=2)
        owner.press(b" Or two.\n")
        owner.wait_for(b"> Every week. Or two.")
        owner.press(b"In winter.\n\n")
        owner.wait_for(b"Send this to Ann Example? [y/n]")
        owner.press(b"y")
        owner.wait_for(b"Sent to Ann Example")
        owner.wait_for(b"Nothing waits for you.")

    done = ruling(ledger, number)
    assert done is not None
    assert (done.outcome, done.texts) == (Outcome.EDITED, ("Every week. Or two.\nIn winter.",))


def test_what_is_pasted_at_the_last_question_is_no_yes(tmp_path: Path, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"e")
        owner.wait_for(b"> Every", times=2)
        owner.press(b"\n\n")
        owner.wait_for(b"[y/n]")
        owner.press(b"yes, and more of it")
        owner.wait_for(b"? help", times=2)
        owner.press(b"q")

    assert ruling(ledger, number) is None


def test_a_rejection_may_have_a_reason(tmp_path: Path, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"r")
        owner.wait_for(b"no reason)")
        owner.press(b"too short\n")
        owner.wait_for(b"Nothing waits for you.")

    done = ruling(ledger, number)
    assert done is not None
    assert (done.outcome, done.reason) == (Outcome.REJECTED, "too short")


def test_all_drafts_of_a_contact_are_sent_after_a_yes(tmp_path: Path, ledger: Ledger) -> None:
    private, club, shop = (Writing("fake/ann", Conversation(f"fake/{place}", f"fake/{place}")) for place in "abc")
    numbers = [held(ledger, private, "chains?"), held(ledger, club, "brakes?", objections=(OBJECTION,))]
    numbers.append(held(ledger, shop, "tyres?"))
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"A")
        owner.wait_for(b"Send all 2 drafts for Ann Example? [y/n]")
        owner.press(b"n")
        owner.wait_for(b"? help", times=2)
        owner.press(b"A")
        owner.wait_for(b"[y/n]", times=2)
        owner.press(b"y")
        owner.wait_for(b"Sent 2 to Ann Example")
        owner.wait_for(b"1 of 1")
        owner.press(b"q")

    outcomes = [done and done.outcome for done in (ruling(ledger, number) for number in numbers)]
    assert outcomes == [Outcome.APPROVED, None, Outcome.APPROVED]


def test_what_is_decided_elsewhere_is_told(tmp_path: Path, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    held(ledger, Writing("fake/bob", name="Bob"), "and brakes?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        assert ledger.cases.rule(number, Outcome.DISMISSED, "fake/phone")
        owner.press(b"a")
        owner.wait_for(b"You dismissed it already")
        owner.wait_for(b"and brakes?")
        owner.press(b"q")


def test_what_is_given_back_is_the_conversation_that_is_looked_at(tmp_path: Path, ledger: Ledger) -> None:
    yours = Decision(Action.STAY_SILENT, Reply(()), "you have taken this conversation over", kind=Kind.TAKEOVER)
    group = Conversation("fake/-1", "fake/-1", "Bike club", group=True)
    numbers = [stored(ledger, writing, "hm?", yours) for writing in (Writing(), Writing(where=group))]
    for place in ("fake/ann", group.key):
        ledger.cases.take_over(place, datetime.now(UTC) + timedelta(hours=1))
    with sitting(tmp_path) as owner:
        owner.wait_for(b"q leave")
        owner.press(b"x")
        owner.wait_for(b"Ann Example: the twin answers again.")
        owner.wait_for(b"1 of 1")
        owner.press(b"q")

    assert [kept.conversation for kept in ledger.cases.taken_over()] == [group.key]
    assert [ruling(ledger, number) is None for number in numbers] == [False, True]


def test_one_looks_to_and_fro_and_at_what_a_draft_says(tmp_path: Path, ledger: Ledger) -> None:
    held(ledger, Writing(), "do you wax chains?")
    held(ledger, Writing("fake/bob", name="Bob"), "and brakes?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"1 of 2")
        owner.press(b"\x1b[C")
        owner.wait_for(b"and brakes?")
        owner.press(b"n")
        owner.wait_for(b"1 of 2", times=2)
        owner.press(b"?")
        owner.wait_for(b"an empty line ends it")
        owner.press(b"d")
        owner.wait_for(b"d does nothing here")
        owner.press(b"q")


@pytest.mark.parametrize("key", [b"\x03", b"\x04", b"q"], ids=["Ctrl-C", "Ctrl-D", "q"])
def test_one_leaves_at_any_time(tmp_path: Path, ledger: Ledger, key: bytes) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(key)

    assert ruling(ledger, number) is None


@pytest.mark.parametrize("keys", [b"\x03", b"\x15\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_one_leaves_in_the_middle_of_writing(tmp_path: Path, ledger: Ledger, keys: bytes) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"e")
        owner.wait_for(b"> Every", times=2)
        # readline notices a signal only while it waits for a key.
        time.sleep(1)
        owner.press(keys)

    assert ruling(ledger, number) is None


def test_nobody_who_writes_commands_the_terminal(tmp_path: Path, ledger: Ledger) -> None:
    held(ledger, Writing(name="A\x1b[2J\u202eB"), "x\x1b[2J\x1b]0;t\x07y\rz", "d\x1b[2J")
    with sitting(tmp_path) as owner:
        owner.wait_for(b"? help")
        owner.press(b"e")
        owner.wait_for(b"> d", times=2)
        owner.press(b"\x15\x04")

    assert owner.screen.count(b"\x1b[2J") == owner.screen.count(b"\x1b]0") == owner.screen.count(b"\x07") == 0


def test_where_nothing_waits_that_is_said(tmp_path: Path, ledger: Ledger) -> None:
    assert ledger.cases.waiting() == []
    with sitting(tmp_path) as owner:
        owner.wait_for(b"Nothing waits for you.")


def test_without_a_terminal_what_waits_is_listed(tmp_path: Path, ledger: Ledger) -> None:
    number = held(ledger, Writing(), "do you wax chains?")
    done = twin(tmp_path, "desk", typed="a")

    assert (done.returncode, f"[{number}] Ann Example: do you wax chains?" in done.stdout) == (0, True)
    assert "`twin desk`, typed at a terminal" in done.stderr
    assert ruling(ledger, number) is None
