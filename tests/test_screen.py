"""What the owner is shown, whatever their platform does with it."""

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import quiet, screen
from bot.desk.desk import Desk
from bot.desk.quiet import Quiet
from bot.desk.screen import Screen
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.ledger.owners import hashed
from tests.desk import ME, arrives, desk_of, held, passed_on, sent, served, unknown
from tests.fakes import FakeAdapter, FakePanel, FakeReaders
from tests.test_ledger_inbox import CHAT
from twin.desk import Sheet
from twin.draft import Kind
from twin.errors import InDoubt, NotNow, Refused
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Deletion

OTHER = "telegram/98"
CODE = "ABCD-EFGH"
# What a message is refused with, and an owner who has blocked the bot.
GONE, BLOCKED = Refused("it is gone"), Refused("they have blocked the bot", closed=True)

_people = itertools.count(200)


@dataclass
class Counting:
    """Clusters of one text each, which counts how often they are asked for."""

    asked: int = 0

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """Each by itself."""
        self.asked += 1
        return [[place] for place in range(len(texts))]


@dataclass
class Broken(FakePanel):
    """A panel that always fails in the same way, while it does; ``calls`` are all attempts."""

    fault: Exception | None = None
    calls: int = 0

    async def show(self, conversation: str, sheet: Sheet, reply_to: str = "") -> str:
        """Fails, or shows it."""
        self._try()
        return await super().show(conversation, sheet, reply_to)

    async def change(self, conversation: str, reference: str, sheet: Sheet) -> None:
        """Fails, or changes it."""
        self._try()
        await super().change(conversation, reference, sheet)

    def _try(self) -> None:
        self.calls += 1
        if self.fault is not None:
            raise self.fault


@dataclass
class Look:
    """A screen over real records, and what stands on it."""

    ledger: Ledger
    desk: Desk
    panel: Broken = field(default_factory=Broken)
    screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        self.screen = self._made()

    def _made(self) -> Screen:
        return Screen(self.desk, {"telegram": FakeAdapter("telegram", panel=self.panel)}, lambda _: [])

    def restart(self) -> None:
        """The twin is started anew."""
        self.screen = self._made()

    async def settle(self, seconds: float = 0.3) -> None:
        """Wake it, and give it so long."""
        await self.screen.wake_all()
        await asyncio.sleep(seconds)

    def texts(self, conversation: str = ME) -> list[str]:
        """All that stands there, the oldest first."""
        return [sheet.text for where, sheet in self.panel.sheets.values() if where == conversation]

    def having(self, words: str, conversation: str = ME) -> list[str]:
        """What of it has these words."""
        return [text for text in self.texts(conversation) if words in text]

    def drafts(self, conversation: str = ME) -> int:
        """How many drafts stand there that can be decided."""
        sheets = [sheet for where, sheet in self.panel.sheets.values() if where == conversation]
        return sum(any(button.data.startswith("r:") for row in sheet.rows for button in row) for sheet in sheets)


def link(ledger: Ledger, conversation: str) -> None:
    ledger.owners.open_code(CODE, 10)
    ledger.owners.try_code(conversation, conversation, "me", hashed(CODE))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        link(opened, ME)
        yield opened


@pytest.fixture
def look(ledger: Ledger) -> Look:
    return Look(ledger, desk_of(ledger))


def person() -> tuple[Contact, Conversation]:
    number = next(_people)
    key = f"telegram/{number}"
    return Contact(key, f"Person {number}", Audience.PUBLIC), Conversation(key, key, f"Person {number}")


def drafted(ledger: Ledger, text: str = "how?") -> int:
    """A draft for somebody new."""
    sender, where = person()
    return held(ledger, sender=sender, where=where, text=text)


def in_danger(ledger: Ledger) -> int:
    sender, where = person()
    return passed_on(ledger, "help me", kind=Kind.DANGER, sender=sender, where=where)


def everything_waits(ledger: Ledger) -> None:
    for _ in range(8):
        drafted(ledger)
    in_danger(ledger)
    unknown(ledger, "do you have a dog?", "Ben")
    ledger.cards.add(ME, "word", text="Noted.")


def stand_still(hours: bool) -> Quiet:
    """Hours that are quiet just now, or that are not."""
    here = datetime.now(UTC)
    begins, ends = (here - timedelta(hours=1), here + timedelta(hours=1))
    return Quiet(begins.time(), ends.time(), "UTC") if hours else Quiet(ends.time(), begins.time(), "UTC")


# What fails


@pytest.mark.parametrize(
    ("fault", "most"),
    [(BLOCKED, 1), (GONE, 9), (InDoubt("no answer"), 9), (NotNow("too often", 30.0), 1), (NotNow("too often"), 1)],
    ids=lambda value: type(value).__name__,
)
async def test_what_cannot_be_shown_is_not_tried_without_end_and_nothing_of_it_is_lost(
    look: Look, fault: Exception, most: int
) -> None:
    everything_waits(look.ledger)
    look.panel.fault = fault
    for _ in range(5):
        await look.settle(0.1)

    cards = look.ledger.cards.open(ME)
    assert look.panel.calls <= most
    assert len(cards) == len({(card.kind, card.subject) for card in cards}) <= 9

    look.panel.fault = None
    look.restart()
    await look.settle(0.5)
    assert (look.drafts(), len(look.having("in danger: “Person"))) == (5, 1)
    assert look.having("3 more wait")
    assert look.having("left without an answer")
    assert look.having("Noted.")


async def test_who_unblocks_the_bot_and_does_something_sees_everything_at_once(look: Look) -> None:
    everything_waits(look.ledger)
    look.panel.fault = BLOCKED
    await look.settle()
    look.panel.fault = None
    await look.settle()
    assert look.texts() == []

    look.screen.heard(ME)
    await asyncio.sleep(0.4)

    assert (look.drafts(), len(look.having("in danger: “Person"))) == (5, 1)


async def test_a_platform_that_has_no_time_gets_its_time_whatever_the_owner_does(look: Look) -> None:
    drafted(look.ledger)
    look.panel.fault = NotNow("too often", 30.0)
    await look.settle(0.1)
    look.screen.heard(ME)
    await asyncio.sleep(0.1)

    assert look.panel.calls == 1


async def test_a_refusal_is_followed_by_longer_and_longer_pauses(monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    monkeypatch.setattr(screen, "_REFUSED", (0.05, 0.2))
    drafted(look.ledger)
    look.panel.fault = BLOCKED
    await look.settle(1.0)

    # After 0.05, 0.1, and then every 0.2 seconds.
    assert 4 <= look.panel.calls <= 8


async def test_a_doubt_is_tried_again_for_as_long_as_it_waits(monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    monkeypatch.setattr(screen, "_DOUBTED", (0.01, 0.02))
    decision = drafted(look.ledger)
    look.panel.faults = [InDoubt("no answer")] * 12
    await look.settle(1.0)

    [card] = look.ledger.cards.open(ME)
    assert (card.subject, card.reference != "", look.drafts()) == (decision, True, 1)


async def test_one_card_that_is_refused_keeps_no_other_from_being_shown(look: Look) -> None:
    everything_waits(look.ledger)
    look.panel.faults = [GONE, GONE]
    await look.settle(0.5)

    assert look.drafts() == 5
    assert not look.having("Noted.") + look.having("in danger: “Person"), "these two were refused"


async def test_a_stranger_who_cannot_be_told_something_is_not_told_again(look: Look) -> None:
    look.ledger.cards.add(OTHER, "word", text="That code is not valid.")
    look.panel.fault = BLOCKED
    look.screen.wake(OTHER)
    await asyncio.sleep(0.2)

    assert (look.panel.calls, look.ledger.cards.open(OTHER)) == (1, [])


async def test_what_was_decided_before_it_could_be_shown_is_not_shown(look: Look) -> None:
    decision = drafted(look.ledger)
    look.panel.fault = BLOCKED
    await look.settle()
    look.ledger.cases.rule(decision, Outcome.REJECTED, "terminal")
    look.panel.fault = None
    look.restart()
    await look.settle()

    assert (look.texts(), look.ledger.cards.open(ME)) == ([], [])


async def test_a_draft_that_was_deleted_there_is_told_of_in_the_digest_and_comes_back_with_next(look: Look) -> None:
    decision = held(look.ledger)
    await look.settle()
    look.panel.faults = [GONE]
    served(look.desk).ends[CHAT.key] = datetime.now(UTC) + timedelta(hours=1)
    await look.settle()

    assert look.having("1 more waits for you")
    assert [card.kind for card in look.ledger.cards.open(ME)] == ["digest"]
    calls = look.panel.calls
    await look.settle()
    assert look.panel.calls == calls

    look.ledger.cards.add(ME, "case", decision)
    await look.settle()
    assert len(look.having("Draft:")) == 2
    assert look.having("Nothing more waits.")


# What became of it


async def test_a_card_says_what_became_of_what_was_sent_and_not_before(look: Look) -> None:
    decision = held(look.ledger)
    await look.settle()
    look.desk.approve(decision, ME)
    await look.settle()
    assert look.having("✓ On its way")
    assert len(look.ledger.cards.open(ME)) == 1

    sent(look.ledger)
    await look.settle()

    [text] = look.texts()
    assert "✓ Sent " in text
    assert look.ledger.cards.open(ME) == []


async def test_it_is_looked_at_again_without_being_told(monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    monkeypatch.setattr(screen, "_LOOK", (0.05, 0.1))
    decision = held(look.ledger)
    await look.settle()
    look.desk.approve(decision, ME)
    await look.settle()
    sent(look.ledger)
    await asyncio.sleep(0.4)

    assert look.having("✓ Sent ")


@pytest.mark.parametrize(
    ("ends", "told"),
    [("refused", "✗ Refused: they have left."), ("doubted", "In doubt: "), ("withdrawn", "Not sent: ")],
)
async def test_what_did_not_arrive_is_not_told_as_sent(look: Look, ends: str, told: str) -> None:
    decision = held(look.ledger)
    await look.settle()
    look.desk.approve(decision, ME)
    while due := look.ledger.outbox.next(CHAT.key):
        if ends == "withdrawn":
            look.ledger.cases.withdraw(decision)
            break
        look.ledger.outbox.begin(due.delivery)
        if "machine" in due.delivery.text:
            look.ledger.outbox.sent(due.delivery, "1")
        elif ends == "refused":
            look.ledger.outbox.refused(due.delivery, "they have left", closed=True)
        else:
            look.ledger.outbox.doubted(due.delivery, "no answer")
    await look.settle()

    [text] = look.texts()
    assert told in text
    assert "✓" not in text
    assert look.ledger.cards.open(ME) == []


async def test_the_card_of_a_draft_that_is_redone_keeps_what_it_was_about(look: Look) -> None:
    held(look.ledger, text="does wax work?")
    await look.settle()
    look.ledger.inbox.receive(arrives("or oil?"))
    await look.settle()

    [text] = look.texts()
    assert "> does wax work?" in text
    assert "Redone: they wrote again. The new draft is below." in text
    assert look.ledger.cards.open(ME) == []


async def test_what_was_taken_back_stands_there_no_more(look: Look) -> None:
    held(look.ledger, text="a secret")
    await look.settle()
    references = tuple(reference for (reference,) in look.ledger._file.rows("SELECT reference FROM messages"))
    look.ledger.inbox.receive(Deletion("telegram/deletion", CHAT, references))
    await look.settle()

    [text] = look.texts()
    assert "a secret" not in text
    assert look.ledger._file.rows("SELECT text FROM cards") == [("",)]


# What is shown when


async def test_fifty_at_once_are_no_flood_and_all_of_somebody_is_what_is_sent(look: Look) -> None:
    sender, where = person()
    for _ in range(3):
        held(look.ledger, sender=sender, where=replace(where, key=f"{where.key}/{next(_people)}"))
    for _ in range(47):
        drafted(look.ledger)
    await look.settle(0.6)

    assert look.drafts() == 5
    assert look.having("45 more wait for you")
    assert len(look.panel.log) == 6
    assert not any(
        "Send all" in button.label for _, sheet in look.panel.sheets.values() for row in sheet.rows for button in row
    )


async def test_the_button_counts_what_it_sends(look: Look) -> None:
    sender, where = person()
    places = [replace(where, key=f"{where.key}/{next(_people)}") for _ in range(8)]
    for place in places:
        held(look.ledger, sender=sender, where=place)
    held(look.ledger, objections=("links",), sender=sender, where=replace(where, key=f"{where.key}/9"))
    # Too late to be answered there, and written for somebody who might hear more.
    served(look.desk).ends[places[0].key] = datetime.now(UTC)
    held(look.ledger, sender=sender, where=replace(where, key=f"{where.key}/8"), reader=Audience.INNER)
    look.desk = replace(look.desk, readers=FakeReaders({sender.key: Audience.FRIENDS}))
    look.restart()
    await look.settle(0.6)

    buttons = [one for _, sheet in look.panel.sheets.values() for row in sheet.rows for one in row]
    [all_] = [one for one in buttons if one.label.startswith("✓ Send all")]
    said = look.desk.approve_all(sender.key, int(all_.data[2:]), ME)
    assert "(7)" in all_.label
    assert said.startswith("Sent 7 to")


async def test_who_writes_and_writes_in_danger_does_not_fill_the_owners_chat(look: Look) -> None:
    sender, where = person()
    for _ in range(8):
        place = replace(where, key=f"{where.key}/{next(_people)}")
        passed_on(look.ledger, "help me", kind=Kind.DANGER, sender=sender, where=place)
    in_danger(look.ledger)
    await look.settle(0.6)

    assert len(look.having("in danger: ")) == 6
    assert look.having("3 more wait for you")


async def test_every_desk_is_shown_what_waits_and_what_was_decided(look: Look) -> None:
    link(look.ledger, OTHER)
    decision = held(look.ledger)
    await look.settle()
    assert (look.drafts(ME), look.drafts(OTHER)) == (1, 1)

    look.desk.reject(decision, OTHER)
    await look.settle()

    assert (look.having("✗ Rejected", ME) != [], look.having("✗ Rejected", OTHER) != []) == (True, True)


async def test_where_there_is_no_panel_nothing_is_shown_and_little_is_kept(ledger: Ledger) -> None:
    shown = Screen(desk_of(ledger), {"telegram": FakeAdapter("telegram")}, lambda _: [])
    drafted(ledger)
    for number in range(50):
        await shown.tell(f"trouble {number}")
    await asyncio.sleep(0.1)

    assert len(ledger.cards.open(ME)) == 21


async def test_quiet_hours_hold_what_can_wait_and_end_with_it(look: Look) -> None:
    quiet.choose(look.ledger, stand_still(hours=True))
    everything_waits(look.ledger)
    for number in range(25):
        await look.screen.tell(f"trouble {number}")
    look.ledger.cards.warn(ME, "a wrong code")
    await look.settle()
    assert sorted(text.split(":")[0] for text in look.texts()) == ["Noted.", "⚠ Somebody may be in danger"]

    quiet.choose(look.ledger, stand_still(hours=False))
    await look.settle(1.0)

    assert look.drafts() == 5
    assert [text.split(" ")[0] for text in look.having("older notices")] == ["6"]
    assert len(look.having("trouble")) == 19
    assert look.having("a wrong code")


async def test_the_end_of_quiet_hours_needs_nobody_to_tell(look: Look) -> None:
    end = datetime.now(UTC) + timedelta(minutes=1)
    begins = end - timedelta(hours=2)
    quiet.choose(look.ledger, Quiet(begins.time().replace(second=0), end.time().replace(second=0), "UTC"))
    drafted(look.ledger)

    seconds = look.screen._next(ME)

    assert isinstance(seconds, float)
    assert 0 < seconds <= 62


async def test_what_can_be_answered_for_a_time_is_looked_at_when_that_ends(look: Look) -> None:
    held(look.ledger)
    served(look.desk).ends[CHAT.key] = datetime.now(UTC) + timedelta(seconds=0.4)
    await look.settle(0.2)
    assert look.having("Can be answered there until")

    await asyncio.sleep(1.6)

    assert look.having("too late")


async def test_questions_are_gathered_only_when_they_have_changed(ledger: Ledger) -> None:
    counting = Counting()
    look = Look(ledger, replace(desk_of(ledger), clusters=counting))
    unknown(ledger, "do you have a dog?", "Ben")
    for _ in range(4):
        await look.settle(0.1)
    assert counting.asked == 1

    unknown(ledger, "do you have a cat?", "Ida")
    await look.settle()

    assert counting.asked == 2
    assert look.having("2 messages were left")


async def test_hundreds_that_wait_cost_a_moment_at_each_look(ledger: Ledger) -> None:
    look = Look(ledger, desk_of(ledger))
    for _ in range(200):
        drafted(ledger)
    await look.settle(0.5)

    started = datetime.now(UTC)
    for _ in range(10):
        assert not isinstance(look.screen._next(ME), screen._Step)

    assert datetime.now(UTC) - started < timedelta(seconds=1)
