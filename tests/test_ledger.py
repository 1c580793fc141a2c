"""The records of what was said."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlite_utils import Database

from bot.ledger import Ledger
from tests.knowledge import REPOSITORY
from twin.draft import Action, Decision, Draft
from twin.errors import StoreError
from twin.knowledge import Audience
from twin.message import Contact, Message, Reply, Turn

JONAS = Contact("console/jonas", "Jonas", Audience.FRIENDS)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SENT = Decision(Action.SEND, Reply(("one", "two")), "because", Draft(("one", "two"), 0.75, "quote", "because"))
HANDED = Decision(Action.HAND_OVER, Reply(("passed on",)), "nothing found")


def message(number: int = 1, text: str = "how?", sender: Contact = JONAS, conversation: str = "c") -> Message:
    return Message(f"event/{number}", conversation, sender, text, NOON)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    return list(Database(folder / "ledger.db").execute(sql).fetchall())


def test_a_message_is_stored_before_it_is_decided(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.receive(message(text="naïve ☃ \0 ' text"))

    assert rows(tmp_path, "SELECT event, conversation, text, sent_at FROM messages") == [
        ("event/1", "c", "naïve ☃ \0 ' text", "2026-01-02T12:00:00+00:00")
    ]
    assert rows(tmp_path, "SELECT * FROM decisions") == []


def test_the_same_event_twice_is_one_message_that_wants_an_answer_until_it_is_decided(
    ledger: Ledger, tmp_path: Path
) -> None:
    assert ledger.receive(message())
    assert ledger.receive(message(text="the same event, edited"))
    ledger.decide(message(), SENT, discloses=False)

    assert not ledger.receive(message())
    assert rows(tmp_path, "SELECT text FROM messages") == [("how?",)]


def test_a_decision_is_kept_with_its_draft(ledger: Ledger, tmp_path: Path) -> None:
    ledger.receive(message())
    ledger.decide(message(), SENT, discloses=False)

    assert rows(tmp_path, "SELECT action, texts, reason, writer, confidence FROM decisions") == [
        ("send", '["one", "two"]', "because", "quote", 0.75)
    ]


def test_a_message_is_decided_once(ledger: Ledger) -> None:
    ledger.receive(message())
    ledger.decide(message(), SENT, discloses=False)

    with pytest.raises(StoreError):
        ledger.decide(message(), HANDED, discloses=True)
    assert not ledger.disclosed_to(JONAS)


def test_disclosure_is_remembered_for_each_contact_and_at_the_next_start(ledger: Ledger, tmp_path: Path) -> None:
    bram = Contact("console/bram", "Bram", Audience.PUBLIC)
    ledger.receive(message())
    ledger.receive(message(2, sender=bram))
    ledger.decide(message(), SENT, discloses=True)
    ledger.decide(message(2, sender=bram), SENT, discloses=False)
    ledger.close()

    with closing(Ledger(tmp_path / "ledger.db")) as again:
        assert (again.disclosed_to(JONAS), again.disclosed_to(bram)) == (True, False)


def test_nobody_was_told_who_never_wrote(ledger: Ledger) -> None:
    assert not ledger.disclosed_to(JONAS)


def test_a_contact_who_is_called_something_else_now_stays_the_same_contact(ledger: Ledger, tmp_path: Path) -> None:
    ledger.receive(message())
    ledger.decide(message(), HANDED, discloses=True)
    renamed = Contact(JONAS.key, "Jonas B.", Audience.INNER)
    ledger.receive(message(2, sender=renamed))

    assert rows(tmp_path, "SELECT key, name FROM contacts") == [("console/jonas", "Jonas B.")]
    assert ledger.disclosed_to(renamed)
    # The second message was cut off before it was answered: it waits for the owner as well.
    assert [(one.name, one.reason) for one in ledger.handed_over()] == [
        ("Jonas B.", HANDED.reason),
        ("Jonas B.", "it was not answered: the twin was stopped before it could be"),
    ]


def test_turns_are_the_last_of_one_conversation_in_their_order(ledger: Ledger) -> None:
    for number in range(1, 5):
        ledger.receive(message(number, f"question {number}"))
    ledger.receive(message(9, "elsewhere", conversation="d"))
    ledger.decide(message(3), SENT, discloses=False)

    turns = ledger.turns("c", 2)

    assert [(turn.by_twin, turn.text) for turn in turns] == [
        (False, "question 3"),
        (True, "one"),
        (True, "two"),
        (False, "question 4"),
    ]
    assert turns[0] == Turn(by_twin=False, text="question 3", sent_at=NOON)


def test_what_was_handed_over_waits_for_the_owner(ledger: Ledger) -> None:
    ledger.receive(message(1, "first"))
    ledger.receive(message(2, "second"))
    ledger.receive(message(3, "third"))
    ledger.decide(message(3), HANDED, discloses=False)
    ledger.decide(message(1), HANDED, discloses=False)
    ledger.decide(message(2), SENT, discloses=False)

    assert [(one.text, one.sent_at, one.reason) for one in ledger.handed_over()] == [
        ("first", NOON, "nothing found"),
        ("third", NOON, "nothing found"),
    ]


def test_threads_take_turns(ledger: Ledger, tmp_path: Path) -> None:
    def receive_many(start: int) -> None:
        for number in range(start, start + 20):
            ledger.receive(message(number))

    threads = [Thread(target=receive_many, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert rows(tmp_path, "SELECT count(*), count(DISTINCT event) FROM messages") == [(40, 40)]


def test_records_of_a_newer_version_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    ledger.close()
    database = Database(tmp_path / "ledger.db")
    database.table("_sqlite_migrations").insert(
        {"migration_set": "ledger", "name": "9999_unheard_of", "applied_at": "2030"}
    )
    database.conn.close()

    with pytest.raises(StoreError, match=r"newer version of twin \(it knows 9999_unheard_of"):
        Ledger(tmp_path / "ledger.db")


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database " * 1000)

    with pytest.raises(StoreError, match="is damaged or is no database"):
        Ledger(tmp_path / "ledger.db")


_WORK = """
import os, signal, sys
from pathlib import Path
from bot.ledger import Ledger
from tests.test_ledger import SENT, message
ledger = Ledger(Path(sys.argv[1]))
print(ledger.receive(message()), flush=True)
if sys.argv[2] == "decides":
    ledger.decide(message(), SENT, discloses=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("until", "wants_an_answer"), [("receives", True), ("decides", False)])
def test_a_message_outlives_a_killed_process_and_is_answered_once(
    tmp_path: Path, until: str, wants_an_answer: bool
) -> None:
    file = tmp_path / "ledger.db"
    command = [sys.executable, "-c", _WORK, str(file), until]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, env={**os.environ})

    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "True\n")
    with closing(Ledger(file)) as ledger:
        assert ledger.receive(message()) is wants_an_answer
        assert ledger.disclosed_to(JONAS) is not wants_an_answer
        assert ledger.turns("c", 5)[0].text == "how?"
