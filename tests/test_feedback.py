"""What people think of what the twin said is counted, and nothing else is made of it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.ledger import Ledger
from persona.profile import Answers, write_new
from tests.test_ledger_inbox import BRAM, CHAT, GROUP, JONAS, answer, change, message, rows
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Feedback, OwnerWrote

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SERVER = "discord/1"
CHANNEL = Conversation("discord/1/2", SERVER, "Walkers #routes", group=True)
THREAD = Conversation("discord/1/2/3", SERVER, "Walkers #routes › how?", group=True)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def said(ledger: Ledger, *texts: str, where: Conversation = CHAT, discloses: bool = False) -> list[str]:
    """Somebody asks and the twin says this; the references."""
    [(number,)] = ledger.inbox._file.rows("SELECT count(*) FROM events")
    ledger.inbox.receive(message(number + 1, where=where, seconds=1000 * number))
    answer(ledger, *texts, where=where, discloses=discloses)
    references = []
    while due := ledger.outbox.next(where.key):
        assert ledger.outbox.begin(due.delivery)
        ledger.outbox.sent(due.delivery, f"out/{due.delivery.id}")
        references.append(f"out/{due.delivery.id}")
    return references


def thinks(
    ledger: Ledger, reference: str, value: int, sender: Contact = JONAS, where: Conversation = CHAT, event: str = ""
) -> bool:
    """Somebody lets know what they think; whether that is new."""
    [(number,)] = ledger.inbox._file.rows("SELECT count(*) FROM events")
    return ledger.inbox.receive(Feedback(event or f"thinks/{number}", where, sender, reference, value))


def counts(ledger: Ledger) -> tuple[int, int]:
    return ledger.feedback.counts(LONG_AGO)


def test_what_people_think_of_an_answer_is_counted(ledger: Ledger) -> None:
    [first], [second] = said(ledger, "so"), said(ledger, "and so")

    assert thinks(ledger, first, 1)
    assert thinks(ledger, first, 1, BRAM)
    assert thinks(ledger, second, -1)

    assert counts(ledger) == (2, 1)
    assert ledger.feedback.counts(datetime.now(UTC) + timedelta(minutes=1)) == (0, 0)


def test_of_one_person_the_last_counts_until_they_take_it_back(ledger: Ledger) -> None:
    [reference] = said(ledger, "so")

    found = []
    for value in (1, -1, 1, 7, -7, 0, 0):
        thinks(ledger, reference, value)
        found.append(counts(ledger))

    assert found == [(1, 0), (0, 1), (1, 0), (1, 0), (0, 1), (0, 0), (0, 0)]


def test_the_same_event_counts_once(ledger: Ledger) -> None:
    [reference] = said(ledger, "so")

    assert thinks(ledger, reference, 1, event="once")
    thinks(ledger, reference, -1)
    assert not thinks(ledger, reference, 1, event="once")

    assert counts(ledger) == (0, 1)


def test_of_what_others_said_nothing_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "so")
    before = rows(tmp_path, "SELECT count(*) FROM events")

    for reference in ("1", "404", ""):
        assert not thinks(ledger, reference, -1, BRAM)

    assert (rows(tmp_path, "SELECT count(*) FROM events"), counts(ledger)) == (before, (0, 0))
    assert rows(tmp_path, "SELECT key FROM contacts") == [(JONAS.key,)]


def test_what_has_not_arrived_is_thought_nothing_of(ledger: Ledger, tmp_path: Path) -> None:
    [reference] = said(ledger, "so")
    change(tmp_path, "UPDATE deliveries SET state = 'taken back'")

    assert not thinks(ledger, reference, 1)


@pytest.mark.parametrize(
    ("stands", "told", "counted"),
    [
        (THREAD, CHANNEL, True),
        (THREAD, Conversation("discord/1/3", SERVER, group=True), True),
        (CHANNEL, THREAD, True),
        (THREAD, Conversation("discord/1", SERVER, group=True), True),
        (THREAD, Conversation("discord/11/2/3", "discord/11", group=True), False),
        (THREAD, Conversation("discord/5", "discord/5"), False),
        (CHAT, GROUP, False),
        (GROUP, replace(GROUP, key=f"{GROUP.key}/7"), True),
        (Conversation("telegram/1", "telegram/1"), Conversation("telegram/business/9/1", "telegram/1"), False),
    ],
)
def test_within_a_server_it_does_not_matter_which_thread_is_told(
    ledger: Ledger, stands: Conversation, told: Conversation, counted: bool
) -> None:
    [reference] = said(ledger, "so", where=stands)

    assert thinks(ledger, reference, -1, where=told) is counted

    assert [one.title for one in ledger.feedback.disliked(5)] == ([stands.title] if counted else [])


def test_of_two_messages_of_one_name_the_one_there_is_meant(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "in the channel", where=CHANNEL)
    said(ledger, "in the thread", where=THREAD)
    change(tmp_path, "UPDATE deliveries SET reference = 'same'")

    thinks(ledger, "same", -1, where=THREAD)

    assert [one.text for one in ledger.feedback.disliked(5)] == ["in the thread"]


def test_who_only_thinks_something_is_nobody_who_wrote(ledger: Ledger, tmp_path: Path) -> None:
    [reference] = said(ledger, "so")

    thinks(ledger, reference, 1, Contact(BRAM.key, "", Audience.PUBLIC))
    thinks(ledger, reference, 1, replace(JONAS, name=""))

    assert rows(tmp_path, "SELECT key, name FROM contacts ORDER BY id") == [(JONAS.key, "Jonas"), (BRAM.key, "")]
    assert ledger.people.names() == [(JONAS.key, "Jonas")]


def test_the_answers_that_most_people_did_not_like_come_first(ledger: Ledger) -> None:
    people = [Contact(f"telegram/{number}", f"P{number}", Audience.PUBLIC) for number in range(10, 13)]
    [liked], [worst], [bad], parts = (said(ledger, *texts) for texts in (("a",), ("b",), ("c",), ("d", "e")))
    thinks(ledger, liked, 1)
    for person in people:
        thinks(ledger, worst, -1, person)
    thinks(ledger, bad, -1)
    thinks(ledger, bad, 1, people[0])
    # Whoever says the same of each part has said it once.
    for part in parts:
        thinks(ledger, part, -1)

    found = ledger.feedback.disliked(10)

    assert [(one.text, one.name, one.title, one.up, one.down) for one in found] == [
        ("b", "Jonas", "Jonas", 0, 3),
        ("d\ne", "Jonas", "Jonas", 0, 1),
        ("c", "Jonas", "Jonas", 1, 1),
    ]
    assert abs(datetime.now(UTC) - found[0].at) < timedelta(minutes=1)
    assert ledger.feedback.disliked(1) == found[:1]
    assert counts(ledger) == (2, 5)


def test_what_the_twin_has_to_say_and_what_the_owner_said_is_no_answer_of_the_twin(ledger: Ledger) -> None:
    machine, answered = said(ledger, "machine", "so", discloses=True)
    ledger.cases.say(CHAT.key, JONAS.key, ("mine",), (("mine",),), "", "telegram/99", "key")
    due = ledger.outbox.next(CHAT.key)
    assert due
    ledger.outbox.begin(due.delivery)
    ledger.outbox.sent(due.delivery, "mine")

    for reference in (machine, answered, "mine"):
        assert thinks(ledger, reference, -1)

    assert [one.text for one in ledger.feedback.disliked(5)] == ["so"]
    assert counts(ledger) == (0, 1)


def test_what_was_taken_back_was_thought_of_and_stands_no_more(ledger: Ledger) -> None:
    [reference] = said(ledger, "so")
    thinks(ledger, reference, -1)
    ledger.outbox.taken_back(1)

    assert (counts(ledger), ledger.feedback.disliked(5)) == ((0, 1), [])


def test_what_people_think_changes_nothing_that_waits(ledger: Ledger) -> None:
    [reference] = said(ledger, "so")
    ledger.inbox.receive(message(90, "and?", seconds=9000))
    ledger.inbox.receive(OwnerWrote(message(91, where=GROUP)))

    thinks(ledger, reference, -1)

    assert ledger.decisions.waiting() == [CHAT.key]
    assert ledger.cases.judged() == []


def test_the_figures_have_what_people_think(ledger: Ledger) -> None:
    [reference] = said(ledger, "so")
    thinks(ledger, reference, 1)
    thinks(ledger, reference, -1, BRAM)

    figures = ledger.counts.since(LONG_AGO)

    assert (figures.up, figures.down) == (1, 1)


def test_the_status_tells_what_people_think_if_they_do(tmp_path: Path) -> None:
    def told(*options: str) -> str:
        return CliRunner().invoke(main, ["status", *options], env={"TWIN_DATA": str(tmp_path)}).stdout

    write_new(tmp_path / "owner.toml", Answers(name="Ann Lee"))
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        [reference] = said(ledger, "so")
    assert "What people thought" not in told()
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        thinks(ledger, reference, 1)
        thinks(ledger, reference, 1, BRAM)
        thinks(ledger, reference, -1, Contact("telegram/3", "Cid", Audience.PUBLIC))

    assert "What people thought of it: 2 👍, 1 👎 in 7 days.\n" in told()
    assert '"feedback": {"up": 2, "down": 1, "days": 7}' in told("--json")
    change(tmp_path, "UPDATE feedback SET at = '2026-01-01T00:00:00.000+00:00'")
    assert "What people thought" not in told()
