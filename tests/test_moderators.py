"""Moderators decide about what lies in their place, in their conversation there, by their roles, and no further."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.desk import moderated, quiet
from bot.ledger import Ledger, moderators
from bot.ledger.cases import Outcome
from bot.ledger.file import LedgerFile
from bot.ledger.owners import Deciders
from bot.ledger.wishes import Wish
from tests.desk import desk_of, learned, outcome, passed_on, sent, unknown
from tests.fakes import FakeReaders
from tests.moderators import (
    DESK,
    ELSEWHERE,
    FOREIGN,
    HELPERS,
    KIM,
    LOUNGE,
    MIRA,
    MODS,
    NORA,
    PRIVATE,
    ROLE,
    THREAD,
    Place,
    link,
    press,
    waits,
)
from tests.test_ledger_inbox import burst_of, change, message, rows, together
from tests.test_screen import stand_still
from twin.draft import Kind
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import Closed, Contact, Conversation, Deletion, Press

Tuck = Callable[..., None]

BY_NORA = "moderator:discord/50"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        opened.owners.appoint({MODS.key: [ROLE, HELPERS], "discord/10/9": [FOREIGN], "discord/1/8": ["discord/@80"]})
        yield opened


@pytest.fixture
def place(ledger: Ledger) -> Place:
    return Place(ledger)


def wished(ledger: Ledger, where: Conversation = MODS) -> list[Wish]:
    """All that was asked for there, in order; it is done by that."""
    found = []
    while wish := ledger.wishes.next(where.key):
        found.append(wish)
        ledger.wishes.done(wish.id)
    return found


# Who may press what.


@pytest.mark.parametrize("letter", "aerd")
@pytest.mark.parametrize("where", [LOUNGE, THREAD, MODS])
def test_who_has_a_role_decides_about_what_lies_in_the_server(
    ledger: Ledger, tmp_path: Path, letter: str, where: Conversation
) -> None:
    number = waits(ledger, where=where)
    one = press(f"{letter}:{number}", roles=["discord/@1", HELPERS, ROLE])

    assert ledger.wishes.admits(one)
    assert ledger.inbox.receive(one)

    [wish] = wished(ledger)
    assert (wish.kind, wish.data, wish.account, wish.by, wish.shared) == (
        "press",
        f"{letter}:{number}",
        NORA.key,
        BY_NORA,
        True,
    )
    assert (wish.name, wish.reference, wish.handle) == ("Nora", "card", one.handle)
    assert rows(tmp_path, "SELECT count(*) FROM expected") == [(0,)]


def _cases(ledger: Ledger) -> dict[str, int]:
    """A case of each kind, by where it lies."""
    as_owner = replace(LOUNGE, key="discord/1/5", as_owner=True)
    found = {
        "lounge": waits(ledger),
        "private": waits(ledger, where=PRIVATE),
        "elsewhere": waits(ledger, where=ELSEWHERE),
        "as owner": waits(ledger, where=as_owner),
        "taken over": passed_on(ledger, kind=Kind.TAKEOVER, sender=KIM, where=THREAD),
        "question": unknown(ledger, "parking", "Ana"),
    }
    with ledger._file.writing():
        ledger._file.run("UPDATE decisions SET conversation = 'discord/1/2' WHERE id = ?", [found["question"]])
    return found


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        pytest.param("a:{lounge}", {"roles": ()}, id="a member"),
        pytest.param("a:{lounge}", {"roles": ("discord/@70", "@7", "7", "")}, id="other roles"),
        pytest.param("a:{lounge}", {"roles": (FOREIGN,)}, id="a role of another server"),
        pytest.param("a:{lounge}", {"roles": ("discord/@80",)}, id="a role that is appointed for another channel"),
        pytest.param("a:{lounge}", {"roles": (f"{ROLE},{HELPERS}",)}, id="roles in one"),
        pytest.param("a:{lounge}", {"where": LOUNGE}, id="in another channel"),
        pytest.param("a:{lounge}", {"where": replace(MODS, key=f"{MODS.key}/4")}, id="in a thread of the channel"),
        pytest.param("a:{lounge}", {"where": replace(MODS, group=False)}, id="where nobody reads along"),
        pytest.param("a:{lounge}", {"where": replace(MODS, as_owner=True)}, id="in a chat of the owner's own"),
        pytest.param("a:{lounge}", {"where": PRIVATE}, id="in private"),
        pytest.param("a:{private}", {}, id="about a private conversation"),
        pytest.param("e:{private}", {"written": "so"}, id="a form about a private conversation"),
        pytest.param("a:{elsewhere}", {}, id="about another server"),
        pytest.param("a:{as owner}", {}, id="about a chat of the owner's own"),
        pytest.param("d:{taken over}", {}, id="about what the owner has taken over"),
        pytest.param("d:{question}", {}, id="about a question of many"),
        pytest.param("e:{question}", {"written": "so"}, id="an answer for many"),
        pytest.param("q:{lounge}", {"written": "so"}, id="a question"),
        pytest.param("t:{lounge}", {}, id="a takeover"),
        pytest.param("x:{lounge}", {}, id="the end of one"),
        pytest.param("A:{lounge}", {}, id="all of somebody"),
        pytest.param("f:1", {}, id="a lesson"),
        pytest.param("n:0", {}, id="the next one"),
        pytest.param("a:{lounge}", {"written": "so"}, id="a form that asks for nothing"),
        pytest.param("a:999", {}, id="about nothing"),
        pytest.param("a:0{lounge}", {}, id="another number"),
        pytest.param("a:{lounge}\n", {}, id="a line more"),
        pytest.param("a:{lounge};", {}, id="a sign more"),
        pytest.param("a:٣", {}, id="a digit of another script"),
        pytest.param(f"a:{2**63}", {}, id="a huge number"),
        pytest.param("aa:{lounge}", {}, id="two letters"),
        pytest.param(":", {}, id="nothing"),
    ],
)
def test_nobody_else_decides_and_about_nothing_else(
    ledger: Ledger, tmp_path: Path, data: str, changed: dict[str, object]
) -> None:
    found = _cases(ledger)
    written = data
    for what, number in found.items():
        written = written.replace(f"{{{what}}}", str(number))
    one = press(written, **changed)  # type: ignore[arg-type]

    assert not ledger.wishes.admits(one)
    assert not ledger.inbox.receive(one)

    assert rows(tmp_path, "SELECT count(*), (SELECT count(*) FROM expected) FROM wishes") == [(0, 0)]
    assert rows(tmp_path, "SELECT count(*) FROM contacts WHERE name = 'Nora'") == [(0,)]


def test_the_owner_decides_there_too_about_what_is_decided_there_and_as_the_owner(ledger: Ledger) -> None:
    link(ledger)
    found = _cases(ledger)

    assert ledger.inbox.receive(press(f"a:{found['lounge']}", MIRA, roles=()))
    for what in ("private", "elsewhere", "question", "taken over"):
        assert not ledger.inbox.receive(press(f"a:{found[what]}", MIRA, roles=())), what
    assert not ledger.inbox.receive(press(f"t:{found['lounge']}", MIRA, roles=()))

    assert [(wish.by, wish.shared) for wish in wished(ledger)] == [(MIRA.key, True)]


def test_at_their_own_desk_the_owner_decides_about_everything(ledger: Ledger) -> None:
    link(ledger)
    number = waits(ledger, where=PRIVATE)

    assert ledger.inbox.receive(press(f"t:{number}", MIRA, roles=(), where=DESK))

    assert [(wish.by, wish.shared) for wish in wished(ledger, DESK)] == [(MIRA.key, False)]


def test_a_role_that_is_appointed_no_more_is_not_obeyed_nor_later(ledger: Ledger) -> None:
    number = waits(ledger)
    ledger.inbox.receive(press(f"a:{number}"))

    ledger.owners.appoint({MODS.key: [HELPERS]})
    assert (ledger.wishes.next(MODS.key), ledger.wishes.conversations()) == (None, [])
    ledger.owners.appoint({MODS.key: [ROLE]})

    assert (ledger.wishes.next(MODS.key), ledger.wishes.conversations()) == (None, [])
    assert ledger.inbox.receive(press(f"a:{number}"))
    ledger.owners.appoint({})
    assert not ledger.inbox.receive(press(f"a:{number}"))


def test_who_has_another_role_that_is_appointed_is_obeyed_still(ledger: Ledger) -> None:
    ledger.inbox.receive(press(f"a:{waits(ledger)}", roles=[ROLE, HELPERS]))

    ledger.owners.appoint({MODS.key: [HELPERS]})

    assert len(wished(ledger)) == 1


def test_an_owner_who_is_unlinked_is_not_obeyed_there_either(ledger: Ledger) -> None:
    link(ledger)
    ledger.inbox.receive(press(f"a:{waits(ledger)}", MIRA, roles=()))

    ledger.owners.unlink(MIRA.key)

    assert ledger.wishes.conversations() == []
    link(ledger)
    assert ledger.wishes.conversations() == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE conversations SET is_group = 0",
        "UPDATE conversations SET as_owner = 1",
        "UPDATE decisions SET kind = 'unknown'",
        "UPDATE moderators SET scope = 'discord/3'",
        "UPDATE moderators SET conversation = 'discord/1/7'",
        "UPDATE wishes SET data = 'a:999'",
    ],
)
def test_permission_is_asked_for_when_it_is_done_too(ledger: Ledger, tmp_path: Path, sql: str) -> None:
    ledger.inbox.receive(press(f"a:{waits(ledger)}"))

    change(tmp_path, sql)

    assert (ledger.wishes.next(MODS.key), ledger.wishes.conversations()) == (None, [])


def test_what_moderators_write_is_a_message_as_always(ledger: Ledger) -> None:
    ledger.inbox.receive(press(f"e:{waits(ledger)}"))

    for number, text in enumerate(("/pause", "On Monday.", "ABCD-EFGH")):
        written = replace(message(number, text, sender=NORA, where=MODS), roles=(ROLE,), reply_to="card")
        assert ledger.inbox.receive(written)

    assert burst_of(ledger, MODS).texts == ("/pause", "On Monday.", "ABCD-EFGH")
    assert len(wished(ledger)) == 1


def test_the_same_press_is_one_wish(ledger: Ledger) -> None:
    one = press(f"a:{waits(ledger)}")

    assert ledger.inbox.receive(one)
    assert not ledger.inbox.receive(one)

    assert len(wished(ledger)) == 1


# Appointments.


def test_appointments_are_replaced_and_those_that_stay_stay(ledger: Ledger, tmp_path: Path) -> None:
    found = "SELECT rowid, role, conversation, scope FROM moderators ORDER BY conversation, role"
    found = found.replace("rowid, ", "")
    ledger.owners.appoint({MODS.key: [ROLE, ROLE], THREAD.key: [HELPERS]})

    assert rows(tmp_path, found) == [(HELPERS, THREAD.key, "discord/1"), (ROLE, MODS.key, "discord/1")]
    assert ledger.owners.desks() == [THREAD.key, MODS.key]
    assert ledger.owners.moderated(MODS.key)
    assert not ledger.owners.moderated(LOUNGE.key)


@pytest.mark.parametrize("key", ["discord", "discord/1", "", "/"])
def test_what_lies_in_no_place_is_nobodys_desk(ledger: Ledger, key: str) -> None:
    ledger.owners.appoint({key: [ROLE], MODS.key: [""]})

    assert ledger.owners.desks() == []


def test_what_was_still_to_be_shown_is_not_shown_to_whoever_reads_there_afterwards(ledger: Ledger) -> None:
    shown, hidden = (ledger.cards.add(MODS.key, "case", number) for number in (1, 2))
    ledger.cards.shown(shown, "70", "digest")

    ledger.owners.appoint({"discord/1/8": [ROLE]})

    assert [card.id for card in ledger.cards.open(MODS.key)] == [shown]
    assert hidden


def test_moderators_decide_about_groups_of_their_server_alone(ledger: Ledger, tmp_path: Path) -> None:
    _cases(ledger)

    with closing(LedgerFile(tmp_path / "ledger.db")) as file:
        found = [moderators.decide_about(file, one.key) for one in (LOUNGE, THREAD, PRIVATE)]
        ledger.owners.appoint({MODS.key: [ROLE]})
        found.append(moderators.decide_about(file, ELSEWHERE.key))

    assert found == [True, True, False, False]


def test_what_waits_for_them_is_what_lies_in_their_server(ledger: Ledger) -> None:
    link(ledger)
    found = _cases(ledger)
    danger = passed_on(ledger, "help me", kind=Kind.DANGER, sender=NORA, where=LOUNGE)

    def there(where: str) -> list[int]:
        return [one.decision for one in ledger.cards.waiting(where)]

    assert there(MODS.key) == [found["lounge"], danger]
    assert there("discord/10/9") == [found["elsewhere"]]
    assert set(there(DESK.key)) == {*found.values(), danger} - {found["question"]}


# What comes of it.


async def test_a_draft_is_sent_and_everybody_is_told_by_whom(place: Place) -> None:
    link(place.ledger)
    number = waits(place.ledger, "Wax it.")
    await place.look()

    assert await place.press(f"a:{number}") == "Sent to Kim."
    assert sent(place.ledger, LOUNGE.key) == ["I am a machine.", "Wax it."]
    await place.look()

    assert "✓ Sent by Nora " in place.text()
    assert "(moderators)" not in place.text()
    assert "✓ Sent by Nora (moderators) " in place.text(DESK)
    assert place.buttons() == place.buttons(DESK) == []
    assert await place.press(f"a:{number}") == "You sent it already, " + place.panel.acknowledged[-1][1][-6:]
    assert (await place.press(f"a:{number}", MIRA, roles=(), where=DESK)).startswith(
        "Nora (moderators) sent it already"
    )
    assert (await place.press(f"a:{number}", Contact("discord/51", "Omar", Audience.PUBLIC))).startswith("Nora sent it")


@pytest.mark.parametrize(
    ("decides", "told", "moderators_read", "pressed_then"),
    [
        (lambda desk, n: desk.approve(n, MIRA.key), "✓ On its way, sent by Mira.", "so", "Mira sent it already"),
        (lambda desk, n: desk.approve(n, "terminal"), "✓ On its way, sent by the owner.", "so", "The owner sent it"),
        (
            lambda desk, n: desk.edit(n, "mine", MIRA.key),
            "✎ On its way as Mira wrote it:",
            "> mine",
            "Mira answered it",
        ),
        (lambda desk, n: desk.reject(n, MIRA.key, "the fool"), "✗ Rejected by Mira ", "so", "Mira rejected it"),
        (lambda desk, n: desk.dismiss(n, MIRA.key), "Dismissed by Mira ", "", "Mira dismissed it already"),
        (lambda desk, n: desk.answer_myself(n, MIRA.key), "Mira answers there in person.", "", "Mira answers there in"),
    ],
)
async def test_whoever_decides_first_decides_and_the_others_are_told_who(
    place: Place, decides: object, told: str, moderators_read: str, pressed_then: str
) -> None:
    link(place.ledger)
    number = waits(place.ledger)
    await place.look()

    decides(place.desk, number)  # type: ignore[operator]
    said = await place.press(f"r:{number}")
    await place.look()

    assert said.startswith(pressed_then)
    assert told in place.text()
    assert moderators_read in place.text()
    assert "the fool" not in place.text()
    assert place.buttons() == []


async def test_the_owner_reads_what_moderators_wrote_rejected_and_dismissed(place: Place) -> None:
    link(place.ledger)
    edited, rejected, dismissed, asked = (
        *(waits(place.ledger, where=replace(LOUNGE, key=f"discord/1/{room}")) for room in (20, 21, 22)),
        passed_on(place.ledger, sender=KIM, where=THREAD),
    )
    await place.look()

    assert await place.press(f"e:{edited}", written="Oil it.") == "Sent to Kim."
    assert await place.press(f"e:{asked}", written="Ask him.") == "Sent to Kim."
    assert await place.press(f"r:{rejected}", written="too dear") == "Rejected: Kim hears nothing of it."
    assert await place.press(f"d:{dismissed}") == "Dismissed."
    for room in ("discord/1/20", THREAD.key):
        sent(place.ledger, room)
    await place.look()

    for where, who in ((DESK, "Nora (moderators)"), (MODS, "Nora")):
        text = place.text(where)
        assert f"✎ Sent by {who} in their own words " in text
        assert f"✓ Answered by {who} " in text
        assert f"✗ Rejected by {who} " in text
        assert ": too dear" in text
        assert f"Dismissed by {who} " in text
    assert place.ledger.cards.open(MODS.key) == []
    assert place.ledger.cards.open(DESK.key) == []


async def test_nothing_is_learned_of_the_owner_from_what_moderators_do(place: Place, tmp_path: Path) -> None:
    numbers = [waits(place.ledger, where=replace(LOUNGE, key=f"discord/1/{room}")) for room in (20, 21, 22)]
    asked = passed_on(place.ledger, sender=KIM, where=THREAD)

    await place.press(f"a:{numbers[0]}")
    await place.press(f"e:{numbers[1]}", written="Oil it.")
    await place.press(f"r:{numbers[2]}", written="because")
    await place.press(f"e:{asked}", written="Ask him.")

    desk = place.desk
    assert (desk.learn_rulings(), learned(desk).lessons, learned(desk).rejections) == (0, {}, {})
    assert place.ledger.cases.judged() == []
    assert rows(tmp_path, "SELECT DISTINCT by, lesson, learned_at NOTNULL FROM rulings") == [(BY_NORA, None, 1)]
    with pytest.raises(DeskError, match="a moderator who rejected"):
        desk.explain(numbers[2], "why")
    assert not place.ledger.cases.explain(numbers[2], "why")
    assert [outcome(place.ledger, number) for number in numbers] == [
        Outcome.APPROVED,
        Outcome.EDITED,
        Outcome.REJECTED,
    ]


async def test_what_the_owner_does_there_is_learned_as_theirs(place: Place) -> None:
    link(place.ledger)
    number = waits(place.ledger)

    said = await place.press(f"e:{number}", MIRA, roles=(), written="Oil it.")

    assert said.startswith("Sent to Kim, and learned")
    assert list(learned(place.desk).lessons) == [f"ruling/{number}"]
    assert place.sheets() == [] or "learned" not in place.text()


async def test_a_draft_that_the_guard_has_stopped_is_neither_shown_to_moderators_nor_sent_by_them(
    place: Place,
) -> None:
    link(place.ledger)
    number = waits(place.ledger, "My PIN is 4711.", objections=["secret"], said=["a moment"])
    sent(place.ledger, LOUNGE.key)
    await place.look()

    assert "The draft was stopped: only the owner sees it and can send it." in place.text()
    assert "4711" in place.text(DESK)
    assert place.buttons() == [f"e:{number}", f"r:{number}", f"d:{number}"]
    for who in (NORA, MIRA):
        assert "only the owner" in await place.press(f"a:{number}", who)
    place.desk.reject(number, MIRA.key, "no numbers")
    await place.look()

    assert "4711" not in place.text() + str(place.panel.acknowledged)
    assert "it is secret" not in place.text()
    assert "no numbers" not in place.text()
    assert "4711" in place.text(DESK)
    assert sent(place.ledger, LOUNGE.key) == []


async def test_a_draft_that_is_above_those_who_read_there_is_not_shown_to_them(place: Place) -> None:
    number = waits(place.ledger, "At the lake.", reader=Audience.FRIENDS)
    await place.look()
    assert "not for everybody who reads here" in place.text()
    assert "only the owner" in await place.press(f"a:{number}")

    place.hear(c2=Audience.FRIENDS, c9=Audience.FRIENDS)
    await place.look()
    assert "> At the lake." in place.text()

    place.hear()
    place.desk.edit(number, "By the river.", "terminal")
    await place.look()
    assert "lake" not in place.text()
    assert "river" not in place.text()
    assert "✎ On its way as the owner wrote it." in place.text()


# What not all who read there can see.


def hide(place: Place, *, hidden: bool) -> None:
    with place.ledger._file.writing():
        place.ledger._file.run("UPDATE conversations SET hidden = ? WHERE key = ?", [int(hidden), LOUNGE.key])


def raise_(place: Place, *, hidden: bool) -> None:
    place.hear(**({"c2": Audience.FRIENDS} if hidden else {}))


TUCKED_AWAY = pytest.mark.parametrize("tuck", [hide, raise_])


def test_whether_a_channel_is_hidden_is_as_it_was_told_last(ledger: Ledger) -> None:
    number = waits(ledger, where=replace(LOUNGE, hidden=True))
    one = press(f"a:{number}")
    seen = [(ledger.owners.moderates(MODS.key, number), ledger.wishes.admits(one))]

    for number_, hidden in enumerate((False, True)):
        ledger.inbox.receive(message(number_, "/help", sender=KIM, where=replace(LOUNGE, hidden=hidden)))
        seen.append((ledger.owners.moderates(MODS.key, number), ledger.wishes.admits(one)))

    gone = Closed("discord/2/gone", Conversation(LOUNGE.key, LOUNGE.place, group=True), open=False)
    ledger.inbox.receive(gone)
    seen.append((ledger.owners.moderates(MODS.key, number), ledger.wishes.admits(one)))

    assert seen == [(False, False), (True, True), (False, False), (False, False)]


@TUCKED_AWAY
async def test_what_is_tucked_away_is_not_shown_to_moderators_nor_counted(place: Place, tuck: Tuck) -> None:
    link(place.ledger)
    waits(place.ledger, "wax", text="the secret plan")
    seen = waits(place.ledger, where=THREAD)
    danger = passed_on(place.ledger, "the secret fear", kind=Kind.DANGER, sender=KIM, where=LOUNGE)
    tuck(place, hidden=True)
    if tuck is raise_:
        place.hear(c2=Audience.FRIENDS, **{"c2/33": Audience.PUBLIC})

    await place.look()

    assert "secret" not in place.text()
    assert "more wait" not in place.text()
    assert {data.partition(":")[2] for data in place.buttons()} == {str(seen)}
    assert "the secret plan" in place.text(DESK)
    assert "the secret fear" in place.text(DESK)
    assert f"t:{danger}" in place.buttons(DESK)


@TUCKED_AWAY
@pytest.mark.parametrize(("letter", "written"), [("a", None), ("e", None), ("e", "So."), ("r", "no"), ("d", None)])
async def test_what_is_tucked_away_is_not_decided_there_by_an_older_card(
    place: Place, tuck: Tuck, letter: str, written: str | None
) -> None:
    link(place.ledger)
    number = waits(place.ledger, text="the secret plan")
    tuck(place, hidden=True)

    for who in (NORA, MIRA):
        assert await place.counter.form(press(f"{letter}:{number}", who)) is None
        said = await place.press(f"{letter}:{number}", who, written=written)
        assert said.startswith(("This is not for everybody who reads here", "Only the moderators whom the owner"))

    assert outcome(place.ledger, number) is None


@TUCKED_AWAY
async def test_a_press_that_waits_while_its_channel_is_tucked_away_comes_to_nothing(place: Place, tuck: Tuck) -> None:
    number = waits(place.ledger)
    place.ledger.inbox.receive(press(f"a:{number}"))
    tuck(place, hidden=True)

    place.counter.wake(MODS.key)
    await place.look()

    assert outcome(place.ledger, number) is None


@TUCKED_AWAY
async def test_a_card_is_emptied_while_its_channel_is_tucked_away(place: Place, tuck: Tuck) -> None:
    number = waits(place.ledger, "Wax it.", text="the secret plan")
    await place.look()
    assert "the secret plan" in place.text()

    tuck(place, hidden=True)
    await place.look()
    assert [(sheet.text, sheet.rows) for sheet in place.sheets()] == [(moderated.NOT_THEIRS, ())]

    tuck(place, hidden=False)
    await place.look()
    assert "the secret plan" in place.text()
    assert f"a:{number}" in place.buttons()

    tuck(place, hidden=True)
    place.desk.edit(number, "By the river.", "terminal")
    await place.look()
    assert [(sheet.text, sheet.rows) for sheet in place.sheets()] == [(moderated.NOT_THEIRS, ())]
    assert place.ledger.cards.open(MODS.key) == []


async def test_what_is_asked_in_their_own_channel_is_seen_by_all_who_read_there(place: Place) -> None:
    hidden = replace(MODS, hidden=True)
    here, thread = waits(place.ledger, where=hidden), waits(place.ledger, where=replace(hidden, key=f"{MODS.key}/5"))
    elsewhere = waits(place.ledger, where=replace(hidden, key="discord/1/8"))

    await place.look()

    assert f"a:{here}" in place.buttons()
    assert not {f"a:{thread}", f"a:{elsewhere}"} & {*place.buttons()}


@dataclass(frozen=True)
class Dismissing(FakeReaders):
    """Readers who are asked just when the owner appoints nobody any more."""

    ledger: Ledger | None = None

    def group_audience(self, account: str) -> Audience:
        """The same."""
        assert self.ledger is not None
        self.ledger.owners.appoint({})
        return super().group_audience(account)


async def test_a_desk_that_ends_while_it_is_looked_at_is_shown_nothing_that_is_the_owners(place: Place) -> None:
    waits(place.ledger, text="out of the way", where=PRIVATE)
    unknown(place.ledger, "parking", "Ana")
    place.counter.screen.desk = replace(place.desk, readers=Dismissing(ledger=place.ledger))

    await place.look()

    assert not place.ledger.owners.moderated(MODS.key)
    assert place.panel.sheets == {}


def test_where_moderators_decide_is_no_place_of_the_owners_alone(ledger: Ledger, tmp_path: Path) -> None:
    link(ledger)
    change(tmp_path, "INSERT INTO owners VALUES ('discord/98', 'discord/1/9', 'Mira', '2026-01-01T00:00:00+00:00')")

    found = [ledger.owners.deciders(key) for key in (MODS.key, DESK.key, LOUNGE.key)]

    assert found == [Deciders.MODERATORS, Deciders.OWNER, None]


async def test_moderators_see_what_was_asked_and_drafted_and_nothing_of_the_owner(place: Place) -> None:
    number = waits(place.ledger, text="how?")
    await place.look()

    [sheet] = place.sheets()
    assert sheet.text.split("\n")[1:] == ["> how?", "", "Draft:", "> so"]
    assert sheet.text.startswith("“Kim” (discord/60) in the group “Guild #lounge”, ")
    assert "hears" not in sheet.text
    assert sheet.details == ""
    assert place.buttons() == [f"a:{number}", f"e:{number}", f"r:{number}", f"d:{number}"]
    assert place.looked == []


async def test_a_message_for_the_owner_can_be_answered_and_dismissed_and_danger_is_put_aside_by_nobody_else(
    place: Place,
) -> None:
    asked = passed_on(place.ledger, sender=KIM, where=LOUNGE)
    danger = passed_on(place.ledger, "help me", kind=Kind.DANGER, sender=KIM, where=THREAD)
    await place.look()

    assert place.buttons() == [f"e:{danger}", f"e:{asked}", f"d:{asked}"]
    assert "only the owner puts that aside" in await place.press(f"d:{danger}")
    assert outcome(place.ledger, danger) is None
    assert await place.press(f"e:{danger}", written="We are here.") == "Sent to Kim."


async def test_an_answer_of_moderators_ends_no_waiting_of_what_the_owner_has_taken_over(place: Place) -> None:
    theirs = passed_on(place.ledger, kind=Kind.TAKEOVER, sender=KIM, where=LOUNGE)
    number = passed_on(place.ledger, sender=KIM, where=LOUNGE)

    await place.press(f"e:{number}", written="So.")

    assert outcome(place.ledger, theirs) is None


async def test_their_channel_tells_of_their_server_alone_in_quiet_hours_too(place: Place) -> None:
    link(place.ledger)
    quiet.choose(place.ledger, stand_still(hours=True))
    waits(place.ledger, text="out of the way", where=PRIVATE)
    passed_on(place.ledger, "help me there", kind=Kind.DANGER, sender=KIM, where=ELSEWHERE)
    unknown(place.ledger, "where is parking", "Ana")
    for room in range(20, 27):
        waits(place.ledger, text=f"asked in {room}", where=replace(LOUNGE, key=f"discord/1/{room}"))
    await place.counter.screen.tell("trouble: the network")
    passed_on(place.ledger, "help me here", kind=Kind.DANGER, sender=KIM, where=LOUNGE)

    await place.look()

    text = place.text()
    assert text.count("asked in") == 5
    assert "help me here" in text
    assert "2 more wait, and come here when these are decided." in text
    for words in ("out of the way", "help me there", "parking", "trouble"):
        assert words not in text
    assert all(sheet.rows == () for sheet in place.sheets() if "more wait" in sheet.text)
    assert "out of the way" not in place.text(DESK), "it is quiet there"


async def test_the_next_one_comes_when_one_is_decided(place: Place) -> None:
    numbers = [waits(place.ledger, where=replace(LOUNGE, key=f"discord/1/{room}")) for room in range(20, 26)]
    await place.look()

    await place.press(f"d:{numbers[0]}")
    await place.look()

    assert f"a:{numbers[5]}" in place.buttons()
    assert "Nothing more waits." in place.text()


async def test_where_nobody_is_appointed_any_more_nothing_is_shown(place: Place) -> None:
    place.ledger.owners.appoint({})
    waits(place.ledger)

    await place.look()
    place.counter.screen.wake(MODS.key)
    await place.look()

    assert place.panel.sheets == {}
    assert place.panel.offered == {}


async def test_moderators_have_no_menu_and_hear_of_no_code(place: Place) -> None:
    link(place.ledger)

    await place.press(f"d:{waits(place.ledger)}")
    await place.look()

    assert list(place.panel.offered) == [DESK.key]


async def test_a_button_that_is_pressed_without_a_form_expects_no_message(place: Place, tmp_path: Path) -> None:
    number = waits(place.ledger)

    assert await place.press(f"e:{number}") == "Nothing has opened to write into: press it again."
    assert await place.press(f"r:{number}") == "Rejected: Kim hears nothing of it."
    assert (await place.press(f"e:{number}")).startswith("You rejected it already")

    assert rows(tmp_path, "SELECT count(*) FROM expected") == [(0,)]
    assert [card.kind for card in place.ledger.cards.open(MODS.key) if card.kind != "case"] == []


@pytest.mark.parametrize(("written", "told"), [("", "is empty"), (" \n", "is empty"), ("x" * 8001, "more than 8000")])
async def test_what_cannot_be_sent_is_not(place: Place, written: str, told: str) -> None:
    number = waits(place.ledger)

    assert told in await place.press(f"e:{number}", written=written)

    assert outcome(place.ledger, number) is None


@pytest.mark.parametrize(
    ("one", "who"),
    [
        (press("a:1", KIM, roles=()), "Only the moderators whom the owner of this twin has appointed, and the owner,"),
        (press("a:1", KIM, roles=(), where=LOUNGE), "Only the owner of this twin can press that."),
        (press("a:1", KIM, roles=(), where=PRIVATE), "Only the owner of this twin can press that."),
    ],
)
async def test_whoever_may_not_press_is_told_who_may(place: Place, one: Press, who: str) -> None:
    await place.receive(one)

    [(handle, said)] = place.panel.acknowledged
    assert (handle, said.startswith(who)) == (one.handle, True)


async def test_what_was_done_and_not_noted_so_is_not_done_twice(place: Place, tmp_path: Path) -> None:
    rooms = [replace(LOUNGE, key=f"discord/1/{room}") for room in (20, 21, 22, 23)]
    numbers = [waits(place.ledger, where=room) for room in rooms]
    presses = (("a", None), ("e", "Oil it."), ("e", "so"), ("r", "no"))
    for number, (letter, written) in zip(numbers, presses, strict=True):
        await place.press(f"{letter}:{number}", written=written)
    before = [sent(place.ledger, room.key) for room in rooms]
    await place.counter.stop(5)
    change(tmp_path, "UPDATE wishes SET done_at = NULL")

    again = Place(place.ledger)
    again.counter.wake(MODS.key)
    await again.look()

    assert place.ledger.wishes.next(MODS.key) is None
    assert [sent(place.ledger, room.key) for room in rooms] == [[]] * 4
    assert [texts[1:] for texts in before] == [["so"], ["Oil it."], ["so"], []]
    assert [said.split(",")[0].rstrip(".") for _, said in again.panel.acknowledged] == [
        "You sent it already",
        "Sent to Kim",
        "Sent to Kim",
        "Rejected: Kim hears nothing of it",
    ]


def test_a_moderator_and_the_owner_send_a_draft_once(ledger: Ledger, tmp_path: Path) -> None:
    number = waits(ledger)
    said: list[str] = []

    def decide(which: int) -> None:
        with closing(Ledger(tmp_path / "ledger.db")) as own:
            try:
                said.append(desk_of(own).approve(number, (MIRA.key, BY_NORA)[which]))
            except DeskError as error:
                said.append(str(error))

    together(2, decide)

    assert sorted("already" in one for one in said) == [False, True]
    assert sent(ledger, LOUNGE.key) == ["I am a machine.", "so"]


@pytest.mark.parametrize("name", ["The owner", "\u202e\x1b[2J\n✓ Sent by Mira 14:02.", "x" * 500, ""])
async def test_whatever_moderators_call_themselves_stays_on_its_line(place: Place, name: str) -> None:
    link(place.ledger)
    number = waits(place.ledger)
    await place.look()

    await place.press(f"d:{number}", replace(NORA, name=name))
    await place.look()

    last = place.text(DESK).strip().split("\n")[-1]
    assert last.startswith("Dismissed by ")
    assert " (moderators) " in last
    assert "\u202e" not in last
    assert len(last) < 100


def test_the_roles_of_a_press_cost_a_moment(ledger: Ledger) -> None:
    number, roles = waits(ledger), _many()

    assert not ledger.inbox.receive(press(f"a:{number}", roles=roles))
    assert ledger.inbox.receive(press(f"a:{number}", roles=[*roles, ROLE]))


def _many() -> Sequence[str]:
    return [f"discord/@{number}" for number in range(1000, 21000)]


async def test_what_was_taken_back_waits_for_moderators_no_more(place: Place, tmp_path: Path) -> None:
    number = waits(place.ledger, text="my secret")
    await place.look()
    [(reference,)] = rows(tmp_path, "SELECT reference FROM messages")

    place.ledger.inbox.receive(Deletion("discord/gone", LOUNGE, (reference,)))
    await place.look()

    assert "It does not wait any more" in place.text()
    assert "my secret" not in place.text()
    assert "does not wait any more" in await place.press(f"a:{number}")
