"""What was decided goes out in order, once, and what became of it is known."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.test_ledger_inbox import (
    CHAT,
    GROUP,
    NOON,
    OWNER,
    answer,
    burst_of,
    change,
    deletion,
    message,
    rows,
    states,
    together,
)
from twin.draft import Action, Decision, Draft
from twin.message import Closed, Conversation, Deletion, Delivery, Edit, Moved, OwnerWrote, Reply


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def said(ledger: Ledger, *texts: str, where: Conversation = CHAT, discloses: bool = True) -> None:
    """A message arrives and is answered so."""
    [(number,)] = ledger.inbox._file.rows("SELECT count(*) FROM events")
    ledger.inbox.receive(message(number + 1, where=where, seconds=number))
    answer(ledger, *texts, where=where, discloses=discloses)


def following(ledger: Ledger, where: Conversation = CHAT) -> str | None:
    """The text that goes out next."""
    due = ledger.outbox.next(where.key)
    return due.delivery.text if due else None


def begun(ledger: Ledger, where: Conversation = CHAT) -> Delivery:
    """Begin the next delivery."""
    due = ledger.outbox.next(where.key)
    assert due is not None
    assert ledger.outbox.begin(due.delivery)
    return due.delivery


def deliver(ledger: Ledger) -> list[str]:
    """Send all that goes out by now; its texts."""
    texts = []
    while ledger.outbox.next(CHAT.key):
        delivery = begun(ledger)
        ledger.outbox.sent(delivery, str(delivery.id))
        texts.append(delivery.text)
    return texts


def test_where_nothing_was_said_nothing_goes_out(ledger: Ledger) -> None:
    said(ledger, where=CHAT)

    assert following(ledger) is None
    assert ledger.outbox.conversations() == []


def test_what_was_decided_first_goes_out_first_part_by_part(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", "b")
    said(ledger, "elsewhere", where=GROUP)
    said(ledger, "c")

    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.delivery, due.seconds, due.attempts) == (Delivery(1, CHAT.key, "a", "1", NOON), 0, 0)
    assert sorted(ledger.outbox.conversations()) == sorted([CHAT.key, GROUP.key])
    assert deliver(ledger) == ["a", "b", "c"]
    assert ledger.outbox.conversations() == [GROUP.key]
    assert rows(
        tmp_path, "SELECT text, state, reference, attempts FROM deliveries WHERE conversation = 'telegram/1'"
    ) == [
        ("a", "sent", "1", 1),
        ("b", "sent", "2", 1),
        ("c", "sent", "4", 1),
    ]


def test_a_delivery_is_begun_once(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    told: list[bool] = []

    together(6, lambda _: told.append(ledger.outbox.begin(due.delivery)))

    assert sorted(told) == [False] * 5 + [True]
    assert rows(tmp_path, "SELECT state, attempts FROM deliveries") == [("begun", 1)]
    assert ledger.outbox.conversations() == [CHAT.key]


def test_what_was_cancelled_or_moved_meanwhile_is_not_begun(ledger: Ledger) -> None:
    said(ledger, "a")
    said(ledger, "b", where=GROUP)
    said(ledger, "c", where=replace(CHAT, key="telegram/3"))
    keys = (CHAT.key, GROUP.key, "telegram/3")
    dues = [due for due in map(ledger.outbox.next, keys) if due]

    ledger.inbox.receive(deletion(7, "1"))
    ledger.inbox.receive(Moved("telegram/7/8", GROUP.key, "telegram/-100"))
    ledger.inbox.receive(OwnerWrote(message(9, sender=OWNER, where=replace(CHAT, key="telegram/3"))))

    assert [ledger.outbox.begin(due.delivery) for due in dues] == [False, False, False]
    assert following(ledger, replace(GROUP, key="telegram/-100")) == "b"


def test_what_moved_on_its_way_arrives_under_its_new_name(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", where=GROUP)
    delivery = begun(ledger, GROUP)

    ledger.inbox.move(GROUP.key, "telegram/-100")
    ledger.outbox.later(delivery, "the group has moved", 0)

    again = begun(ledger, replace(GROUP, key="telegram/-100"))
    assert (again.id, again.conversation, again.reply_to) == (delivery.id, "telegram/-100", "")
    ledger.outbox.sent(again, "5")
    assert rows(tmp_path, "SELECT state, attempts FROM deliveries") == [("sent", 2)]


def test_what_surely_did_not_arrive_is_tried_again_first_and_in_its_time(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", "b")

    ledger.outbox.later(begun(ledger), "no connection", 30)

    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.delivery.text, due.attempts) == ("a", 1)
    assert 29 < due.seconds <= 30
    assert rows(tmp_path, "SELECT problem FROM deliveries LIMIT 1") == [("no connection",)]
    ledger.outbox.later(begun(ledger), "no connection", 0)
    assert deliver(ledger) == ["a", "b"]
    assert rows(tmp_path, "SELECT problem, attempts FROM deliveries LIMIT 1") == [("", 3)]


@pytest.mark.parametrize(
    ("ago", "until", "least", "most"),
    [
        (10, 20, 19, 20),  # put off ten seconds ago by thirty
        (3600, -3570, 0, 0),  # the machine slept
        (-3600, 3630, 0, 0),  # the clock was set back by an hour
        (-0.5, 29.5, 0, 0),
        (30, 0, 0, 0),
    ],
)
def test_nobody_waits_longer_than_was_meant_whatever_the_clock_says(
    ledger: Ledger, tmp_path: Path, ago: float, until: float, least: float, most: float
) -> None:
    said(ledger, "a")
    ledger.outbox.later(begun(ledger), "no connection", 30)
    at = datetime.now(UTC)
    changed, due_at = at - timedelta(seconds=ago), at + timedelta(seconds=until)

    change(
        tmp_path,
        f"UPDATE deliveries SET changed_at = '{changed.isoformat()}', due_at = '{due_at.isoformat()}'",  # noqa: S608
    )

    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert least <= due.seconds <= most


# Doubt.


def test_the_rest_of_an_answer_waits_for_the_part_in_doubt_while_later_ones_go_on(ledger: Ledger) -> None:
    said(ledger, "a", "b", "c")
    said(ledger, "d", "e")
    assert begun(ledger).text == "a"
    ledger.outbox.sent(Delivery(1, CHAT.key, "a", "", NOON), "1")

    ledger.outbox.doubted(begun(ledger), "the connection was lost")

    assert deliver(ledger) == ["d", "e"]
    assert ledger.outbox.conversations() == [CHAT.key]
    [doubt] = ledger.outbox.doubts()
    assert (doubt.id, doubt.name, doubt.text, doubt.problem) == (2, "Jonas", "b", "the connection was lost")
    assert abs(doubt.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_rest_of_an_answer_waits_for_the_part_that_is_on_its_way(ledger: Ledger) -> None:
    said(ledger, "a", "b")
    said(ledger, "c")

    begun(ledger)

    assert following(ledger) == "c"


def test_a_doubt_is_settled_once_as_arrived_and_the_rest_follows(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "machine", "b", discloses=True)
    ledger.outbox.doubted(begun(ledger), "lost")
    assert rows(tmp_path, "SELECT disclosed_at FROM contacts") == [(None,)]

    settled = [ledger.outbox.resolve(1, arrived=arrived) for arrived in (True, True, False)]

    assert settled == [True, False, False]
    assert ledger.outbox.doubts() == []
    assert rows(tmp_path, "SELECT disclosed_at NOTNULL FROM contacts") == [(1,)]
    assert deliver(ledger) == ["b"]
    assert states(tmp_path) == [("machine", "sent"), ("b", "sent")]


def test_a_doubt_is_settled_by_sending_it_again_before_its_rest(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "machine", "b", discloses=True)
    ledger.outbox.later(begun(ledger), "no connection", 3600)
    ledger.outbox.doubted(begun(ledger), "lost")

    assert ledger.outbox.resolve(1, arrived=False)

    assert rows(tmp_path, "SELECT disclosed_at FROM contacts") == [(None,)]
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert due.seconds == 0
    assert deliver(ledger) == ["machine", "b"]


@pytest.mark.parametrize("state", ["waiting", "begun", "sent", "refused", "cancelled"])
def test_what_is_in_no_doubt_cannot_be_settled(ledger: Ledger, tmp_path: Path, state: str) -> None:
    said(ledger, "a", discloses=True)
    change(tmp_path, f"UPDATE deliveries SET state = '{state}'")  # noqa: S608

    assert not ledger.outbox.resolve(1, arrived=True)
    assert not ledger.outbox.resolve(404, arrived=False)

    assert states(tmp_path) == [("a", state)]
    assert rows(tmp_path, "SELECT disclosed_at FROM contacts") == [(None,)]


PLATFORMS = ("telegram", "tele", "telegrams", "Telegram", "tele%", "tele_ram", "%", "x")


def everywhere(ledger: Ledger) -> None:
    """One answer begun on each platform, and one that waits."""
    for platform in PLATFORMS:
        where = Conversation(f"{platform}/x/1", f"{platform}/x")
        said(ledger, f"{platform} begun", where=where)
        begun(ledger, where)
        said(ledger, f"{platform} waits", where=where)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_a_stopped_process_had_begun_is_in_doubt_on_its_own_platform_alone(ledger: Ledger, platform: str) -> None:
    everywhere(ledger)

    assert (ledger.outbox.cut_off(platform), ledger.outbox.cut_off(platform)) == (1, 0)

    [doubt] = ledger.outbox.doubts()
    assert (doubt.text, doubt.problem) == (f"{platform} begun", "the twin was stopped while it was being sent")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_was_cut_off_is_sent_again_on_its_own_platform_alone(ledger: Ledger, platform: str) -> None:
    everywhere(ledger)

    assert (ledger.outbox.repeat_cut_off(platform, 3), ledger.outbox.repeat_cut_off(platform, 3)) == (1, 0)

    assert ledger.outbox.doubts() == []
    assert following(ledger, Conversation(f"{platform}/x/1", "")) == f"{platform} begun"


def test_an_old_doubt_is_not_sent_again_because_the_setting_has_changed(ledger: Ledger) -> None:
    said(ledger, "a")
    begun(ledger)
    ledger.outbox.cut_off("telegram")

    assert ledger.outbox.repeat_cut_off("telegram", 3) == 0
    assert following(ledger) is None


def test_what_another_process_had_begun_is_in_doubt_at_the_next_start(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", "b")
    begun(ledger)
    ledger.close()

    with closing(Ledger(tmp_path / "ledger.db")) as again:
        assert again.outbox.cut_off("telegram") == 1
        assert following(again) is None


# Refusal.


def test_with_a_part_that_is_refused_the_rest_of_its_answer_is(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", "b", "c")
    said(ledger, "d")
    assert deliver_one(ledger) == "a"

    ledger.outbox.refused(begun(ledger), "too long", closed=False)

    assert states(tmp_path) == [("a", "sent"), ("b", "refused"), ("c", "refused"), ("d", "waiting")]
    assert rows(tmp_path, "SELECT problem FROM deliveries") == [("",), ("too long",), ("too long",), ("",)]
    assert rows(tmp_path, "SELECT closed_at FROM conversations") == [(None,)]
    assert deliver(ledger) == ["d"]


def deliver_one(ledger: Ledger) -> str:
    """Send what goes out next; its text."""
    delivery = begun(ledger)
    ledger.outbox.sent(delivery, "1")
    return delivery.text


def test_where_nothing_can_be_said_any_more_all_that_waits_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a", "b")
    said(ledger, "c")
    said(ledger, "elsewhere", where=GROUP)
    assert deliver_one(ledger) == "a"
    ledger.outbox.doubted(begun(ledger), "lost")

    ledger.outbox.refused(begun(ledger), "they blocked the bot", closed=True)

    assert states(tmp_path) == [("a", "sent"), ("b", "in doubt"), ("c", "refused"), ("elsewhere", "waiting")]
    sql = "SELECT key, closed_at NOTNULL FROM conversations ORDER BY key"
    assert rows(tmp_path, sql) == [(GROUP.key, 0), (CHAT.key, 1)]
    said(ledger, "again")
    assert rows(tmp_path, sql) == [(GROUP.key, 0), (CHAT.key, 0)]
    assert deliver(ledger) == ["again"]


def test_an_answer_names_the_last_message_of_its_burst(ledger: Ledger) -> None:
    for number in (1, 2):
        ledger.inbox.receive(message(number, seconds=number))
    assert burst_of(ledger).reference == "2"
    answer(ledger, "a", "b")

    assert [begun(ledger).reply_to, ledger.outbox.resolve(1, arrived=True)] == ["2", False]
    ledger.outbox.sent(Delivery(1, CHAT.key, "a", "2", NOON), "7")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.delivery.reply_to, due.delivery.asked_at) == ("", NOON + timedelta(seconds=2))


# Nobody is answered who was not told what answers them


def test_an_answer_whose_disclosure_did_not_arrive_is_decided_anew(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "I am an AI", "so", discloses=True)
    said(ledger, "and so", discloses=False)
    ledger.outbox.doubted(begun(ledger), "cut off")

    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.delivery.text, due.undisclosed) == ("and so", True)
    ledger.outbox.reopen(due.delivery)

    assert ledger.outbox.next(CHAT.key) is None
    burst = burst_of(ledger)
    assert not burst.disclosed
    answer(ledger, "I am an AI", "and so", discloses=True)
    assert deliver(ledger) == ["I am an AI", "and so"]
    # What was undone was not said.
    assert ledger.decisions.pressure("conversation", CHAT.key, timedelta(hours=1)).answers == 2


def test_an_answer_does_not_wait_until_its_reader_is_told_elsewhere(ledger: Ledger) -> None:
    said(ledger, "I am an AI", where=GROUP, discloses=True)
    ledger.outbox.later(begun(ledger, GROUP), "too much", 3600)
    said(ledger, "so", discloses=False)

    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.undisclosed, due.seconds) == (True, 0)


def test_what_is_left_of_an_answer_that_has_begun_is_not_decided_anew(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "I am an AI", where=OWNERS, discloses=True)
    ledger.outbox.sent(begun(ledger, OWNERS), "1")
    said(ledger, "one", "two", where=OWNERS, discloses=False)
    ledger.outbox.sent(begun(ledger, OWNERS), "2")
    ledger.outbox.doubted(begun(ledger, OWNERS), "cut off")
    wrote = replace(message(20, where=OWNERS, sender=OWNER), sent_at=datetime.now(UTC))
    time.sleep(0.005)
    ledger.inbox.receive(OwnerWrote(wrote))
    assert ledger.outbox.resolve(3, arrived=False)

    due = ledger.outbox.next(OWNERS.key)
    assert due is not None
    assert due.undisclosed
    ledger.outbox.reopen(due.delivery)

    assert ledger.outbox.next(OWNERS.key) is None
    assert ledger.decisions.waiting() == []
    assert states(tmp_path) == [("I am an AI", "sent"), ("one", "sent"), ("two", "cancelled")]


def test_that_it_arrived_does_not_say_that_it_was_told_after_the_owner_wrote(ledger: Ledger) -> None:
    said(ledger, "I am an AI", where=OWNERS, discloses=True)
    ledger.outbox.doubted(begun(ledger, OWNERS), "cut off")
    wrote = replace(message(20, where=OWNERS, sender=OWNER), sent_at=datetime.now(UTC))
    time.sleep(0.005)
    ledger.inbox.receive(OwnerWrote(wrote))
    assert ledger.outbox.resolve(1, arrived=True)
    ledger.inbox.receive(message(21, where=OWNERS))

    assert not burst_of(ledger, OWNERS).disclosed


def test_what_the_owner_has_overtaken_is_not_repeated(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "I am an AI", "so", discloses=True)
    begun(ledger)
    ledger.inbox.receive(OwnerWrote(message(9, sender=OWNER)))
    ledger.outbox.repeat_cut_off("telegram", 3)

    assert states(tmp_path) == [("I am an AI", "cancelled"), ("so", "cancelled")]


def test_what_was_decided_behind_it_is_decided_anew_too_so_that_the_order_stays(ledger: Ledger) -> None:
    said(ledger, "I am an AI", "one", discloses=True)
    said(ledger, "two", discloses=False)
    ledger.outbox.doubted(begun(ledger), "cut off")
    said(ledger, "I am an AI", "three", discloses=True)
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert due.undisclosed
    ledger.outbox.reopen(due.delivery)

    # Both messages wait again, the older one first.
    assert len(burst_of(ledger, within=timedelta(hours=1)).rows) == 2
    assert ledger.outbox.next(CHAT.key) is None


# In the owner's own chats the twin stands under their name


OWNERS = Conversation("telegram/business/99/1", "telegram/1", as_owner=True, address="connection")


def test_under_the_owners_name_every_conversation_is_told_by_itself(ledger: Ledger) -> None:
    said(ledger, "I am an AI", discloses=True)
    assert deliver(ledger) == ["I am an AI"]
    ledger.inbox.receive(message(5, where=CHAT))
    assert burst_of(ledger).disclosed

    ledger.inbox.receive(message(6, where=OWNERS))
    assert not burst_of(ledger, OWNERS).disclosed
    answer(ledger, "I am an AI", where=OWNERS, discloses=True)
    delivery = begun(ledger, OWNERS)
    assert delivery.address == "connection"
    ledger.outbox.sent(delivery, "1")
    ledger.inbox.receive(message(7, where=OWNERS))
    assert burst_of(ledger, OWNERS).disclosed


def test_after_the_owner_wrote_there_themselves_it_is_told_again(ledger: Ledger) -> None:
    said(ledger, "I am an AI", where=OWNERS, discloses=True)
    ledger.outbox.sent(begun(ledger, OWNERS), "1")
    wrote = replace(message(8, where=OWNERS, sender=OWNER), sent_at=datetime.now(UTC) + timedelta(seconds=1))
    time.sleep(0.005)
    ledger.inbox.receive(OwnerWrote(wrote))
    ledger.inbox.receive(message(9, where=OWNERS))

    assert not burst_of(ledger, OWNERS).disclosed


def test_who_blocks_the_bot_may_still_be_answered_by_the_owners_account(ledger: Ledger) -> None:
    topic = Conversation("telegram/1/7", "telegram/1")
    for where in (CHAT, OWNERS, topic):
        said(ledger, f"to {where.key}", where=where)
    ledger.inbox.receive(Closed("telegram/7/99", CHAT, open=False))

    assert following(ledger) is None
    assert following(ledger, topic) is None
    assert following(ledger, OWNERS) == "to telegram/business/99/1"


def test_stopped_before_it_was_sent_it_waits_again(ledger: Ledger) -> None:
    said(ledger, "a")
    ledger.outbox.later(begun(ledger), "stopped", 0)
    ledger.outbox.later(Delivery(1, CHAT.key, "a", "", NOON), "again", 0)

    assert following(ledger) == "a"


def test_what_was_cut_off_again_and_again_is_not_sent_for_ever(ledger: Ledger) -> None:
    said(ledger, "a")
    # What surely did not arrive says nothing about what may have.
    for _ in range(5):
        ledger.outbox.later(begun(ledger), "no connection", 0)
    for _ in range(3):
        begun(ledger)
        ledger.outbox.repeat_cut_off("telegram", 3)

    assert following(ledger) is None
    assert [doubt.text for doubt in ledger.outbox.doubts()] == ["a"]


def test_what_was_cut_off_where_it_can_be_looked_for_waits_as_in_doubt_and_troubles_nobody(ledger: Ledger) -> None:
    said(ledger, "a", "b")
    for times in range(1, 40):
        begun(ledger)
        assert ledger.outbox.repeat_cut_off("telegram", 50) == 1
        due = ledger.outbox.next(CHAT.key)
        assert due is not None
        assert (due.delivery.text, due.doubts, ledger.outbox.doubts()) == ("a", times, [])
    assert ledger.notices.standing().deliveries == {"waiting": 2}

    ledger.outbox.sent(begun(ledger), "found")

    assert following(ledger) == "b"


# Answers to what was deleted.


def arrived(ledger: Ledger, *texts: str, where: Conversation = CHAT, discloses: bool = False) -> None:
    """The next burst there is answered, and that arrives, each text under its own as a name."""
    answer(ledger, *texts, where=where, discloses=discloses)
    for text in texts:
        ledger.outbox.sent(begun(ledger, where), f"name of {text}")


def standing(ledger: Ledger, platform: str = "telegram") -> list[str]:
    """The names of what stands there though its question does not."""
    return [reference for _, _, reference, _ in ledger.outbox.of_deleted(platform)]


def test_an_answer_stands_alone_when_all_that_it_answers_was_deleted(ledger: Ledger) -> None:
    where = replace(CHAT, address="line 5")
    for number in (1, 2):
        ledger.inbox.receive(message(number, where=where))
    arrived(ledger, "a", "b", where=where)
    ledger.inbox.receive(message(3, seconds=1000, where=where))
    arrived(ledger, "other", where=where)

    ledger.inbox.receive(deletion(4, "1"))
    assert standing(ledger) == []
    ledger.inbox.receive(deletion(5, "2"))

    assert ledger.outbox.of_deleted("telegram") == [
        (1, CHAT.key, "name of a", "line 5"),
        (2, CHAT.key, "name of b", "line 5"),
    ]


def test_answers_stand_alone_on_their_own_platform(ledger: Ledger) -> None:
    for platform in ("telegram", "telegram2"):
        where = Conversation(f"{platform}/1", f"{platform}/1")
        ledger.inbox.receive(replace(message(1, where=where), event=platform))
        arrived(ledger, platform, where=where)
        ledger.inbox.receive(Deletion(f"{platform}/gone", where, ("1",)))

    assert (standing(ledger), standing(ledger, "telegram2")) == (["name of telegram"], ["name of telegram2"])


def test_what_says_that_this_is_an_ai_stays_said(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    arrived(ledger, "machine", "a", discloses=True)

    ledger.inbox.receive(deletion(2, "1"))

    assert standing(ledger) == ["name of a"]


def test_what_was_edited_away_was_not_deleted(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    arrived(ledger, "a")

    ledger.inbox.receive(Edit(replace(message(2, ""), reference="1")))
    assert standing(ledger) == []
    ledger.inbox.receive(deletion(3, "1"))

    assert standing(ledger) == ["name of a"]


def test_what_the_owner_said_of_themselves_answers_nothing_that_could_be_deleted(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    arrived(ledger, "a")
    ledger.cases.say(CHAT.key, "telegram/1", ("mine",), (("mine",),), "", "telegram/99", "key")
    ledger.outbox.sent(begun(ledger), "mine")

    ledger.inbox.receive(deletion(2, "1"))

    assert standing(ledger) == ["name of a"]


def test_what_was_being_sent_when_its_question_was_deleted_stands_alone_when_it_arrives(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    answer(ledger, "a", "b")
    delivery = begun(ledger)
    ledger.inbox.receive(deletion(2, "1"))
    assert standing(ledger) == []

    ledger.outbox.sent(delivery, "name")

    assert (standing(ledger), following(ledger)) == (["name"], None)


def test_what_was_taken_back_or_is_kept_by_the_platform_is_not_taken_back_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.inbox.receive(message(1))
    arrived(ledger, "a", "b")
    ledger.inbox.receive(deletion(2, "1"))

    ledger.outbox.taken_back(1)
    ledger.outbox.kept(2)

    assert standing(ledger) == []
    assert states(tmp_path) == [("a", "taken back"), ("b", "sent")]


def test_what_is_not_there_is_neither_taken_back_nor_kept(ledger: Ledger, tmp_path: Path) -> None:
    said(ledger, "a")

    ledger.outbox.taken_back(1)
    ledger.outbox.kept(1)

    assert rows(tmp_path, "SELECT state, problem FROM deliveries") == [("waiting", "")]


def test_who_deletes_a_question_judges_no_draft(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1))
    draft = Draft(("a",), 0.75, "quote", "because")
    assert ledger.decisions.decide(burst_of(ledger), Decision(Action.HOLD, Reply(()), "it waits", draft), [])
    assert ledger.cases.rule(1, Outcome.APPROVED, "telegram/99", texts=("a",), parts=(("a",),))
    ledger.outbox.sent(begun(ledger), "name")
    ledger.inbox.receive(deletion(2, "1"))

    ledger.outbox.taken_back(1)

    [judged] = ledger.cases.judged()
    assert (judged.accepted, judged.outcome) == (True, Outcome.APPROVED)
    case = ledger.cases.case(1)
    assert case is not None
    assert not case.taken_back
