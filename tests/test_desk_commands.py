"""What the owner writes as a command is done as they meant it, or they are told how it is written."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.commands import COMMANDS, menu, perform
from bot.desk.desk import Desk
from bot.harmless import units
from bot.ledger import Ledger
from bot.ledger.owners import Tried, hashed
from persona.profile import KnownContact
from tests.desk import LEVELS, ME, Learns, Names, Served, arrives, desk_of, held, passed_on, sent, unknown
from tests.test_ledger_inbox import CHAT, GROUP, JONAS
from twin.draft import Autonomy, Mode
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import Contact, Conversation

BROTHER = KnownContact("My Brother", Audience.FRIENDS, ("telegram/1",))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return desk_of(ledger, BROTHER)


def do(desk: Desk, line: str, key: str = "wish/1") -> str:
    return perform(desk, line, ME, key)


@pytest.mark.parametrize("line", ["pause", "/pause", "/PAUSE", "/pause@some_bot", " /pause ", "/pause now"])
def test_a_command_is_heard_however_it_is_written(desk: Desk, ledger: Ledger, line: str) -> None:
    assert do(desk, line).startswith("Paused")
    assert ledger.notices.paused_at()


@pytest.mark.parametrize("line", ["", "/", "dance", "/dance with me", "/" + "x" * 100_000, "pause!", "päuse"])
def test_what_is_no_command_is_told_with_those_there_are(desk: Desk, line: str) -> None:
    with pytest.raises(DeskError, match=r"There is no such command. There are: /inbox, .*/help\."):
        do(desk, line)


def test_every_command_tells_what_it_is_for_and_fits_into_a_menu(desk: Desk) -> None:
    told = do(desk, "help")

    assert do(desk, "start") == told
    assert set(menu()) == set(COMMANDS)
    for name, command in COMMANDS.items():
        assert f"/{command.usage} - {command.help}" in told.splitlines()
        assert command.usage.split()[0] == name
        assert name.isascii()
        assert name.islower()
        assert 3 <= len(command.help) <= 60


@pytest.mark.parametrize(
    "line",
    [
        "approve", "answer", "answer 5", "answer five | x", "answer " + "9" * 100 + " x", "teach", "teach how?",
        "teach | so", "teach how? |", "forget", "forget me", "forget -1", "mode ana", "mode ana loud", "mode auto 0.9",
        "release", "who", "audience", "audience ana",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_how_it_is_written(desk: Desk, line: str) -> None:
    with pytest.raises(DeskError) as raised:
        do(desk, line)
    assert str(raised.value) == f"Write it like this: /{COMMANDS[line.split()[0]].usage}"


# What waits.


@pytest.mark.parametrize("name", ["inbox", "questions", "stats", "taught", "learning"])
def test_a_list_is_told_when_there_is_nothing_too(desk: Desk, name: str) -> None:
    assert do(desk, name)


def test_lists_tell_what_there_is(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger, "the house?")
    unknown(ledger, "parking", "Ana")
    do(desk, "teach When? | On Tuesday.")

    assert "the house?" in do(desk, "inbox")
    assert "parking" in do(desk, "questions")
    assert "On Tuesday." in do(desk, "taught")


def test_a_long_list_is_cut_for_a_chat_and_whole_at_a_terminal(ledger: Ledger) -> None:
    desk = desk_of(ledger)
    for number in range(60):
        key = f"telegram/{number}"
        where = Conversation(key, key, "\N{GRINNING FACE}" * 30)
        held(ledger, sender=Contact(key, where.title, Audience.PUBLIC), where=where)
        desk.mode(key, Mode.OFF)

    told = do(desk, "mode")

    assert units(told) <= 4000
    kept = told.splitlines()
    assert kept[-1] == f"… and {61 - len(kept[:-1])} more lines."
    assert len(perform(desk, "mode", "terminal", "t/1").splitlines()) == 61


def test_a_name_that_is_far_too_long_is_told_in_short(desk: Desk) -> None:
    with pytest.raises(DeskError) as raised:
        do(desk, "who " + "x" * 10_000)
    assert units(str(raised.value)) < 200


def test_the_drafts_for_somebody_or_one_of_a_number_are_sent(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, said=["wait"])
    assert do(desk, f"approve {number}") == "Sent to Jonas."
    held(ledger, said=["wait"])
    assert do(desk, "approve my  brother") == "Sent 1 to Jonas."


# Questions and lessons.


@pytest.mark.parametrize(
    ("line", "text", "level"),
    [
        ("answer {} | Behind the house.", "Behind the house.", Audience.PUBLIC),
        ("answer {} Behind the house.", "Behind the house.", Audience.PUBLIC),
        ("answer {}\nBehind.\nThe house.", "Behind.\nThe house.", Audience.PUBLIC),
        ("answer {} | Behind. | public", "Behind.", Audience.PUBLIC),
        ("answer {} | a | b | public", "a | b", Audience.PUBLIC),
    ],
)
def test_a_question_is_answered(desk: Desk, ledger: Ledger, line: str, text: str, level: Audience) -> None:
    number = unknown(ledger, "parking", "Ana")

    assert do(desk, line.format(number)).startswith("Answered 1 person")

    assert isinstance(desk.teacher, Learns)
    [lesson] = desk.teacher.lessons.values()
    assert (lesson.answer, lesson.audience) == (text, level)


@pytest.mark.parametrize(
    ("line", "question", "answer", "level"),
    [
        ("teach When? | On Tuesday.", "When?", "On Tuesday.", Audience.PUBLIC),
        ("teach When?|On Tuesday.|friends", "When?", "On Tuesday.", Audience.FRIENDS),
        ("teach When? | On Tuesday. | Owner ", "When?", "On Tuesday.", Audience.OWNER),
        ("teach When?\n|\nOn\nTuesday.", "When?", "On\nTuesday.", Audience.PUBLIC),
    ],
)
def test_an_answer_is_taught(desk: Desk, line: str, question: str, answer: str, level: Audience) -> None:
    do(desk, line)
    do(desk, line)

    assert isinstance(desk.teacher, Learns)
    [lesson] = desk.teacher.lessons.values()
    assert (lesson.message, lesson.answer, lesson.audience) == (question, answer, level)


@pytest.mark.parametrize("line", ["teach When? | On Tuesday. | freinds", "answer 1 | On Tuesday. | freinds"])
def test_a_level_that_is_misspelt_does_not_become_public(desk: Desk, ledger: Ledger, line: str) -> None:
    unknown(ledger, "When?", "Ana")

    with pytest.raises(DeskError, match=r"Behind the last \| stands who may hear it\. The audience 'freinds' is not"):
        do(desk, line)
    assert isinstance(desk.teacher, Learns)
    assert not desk.teacher.lessons
    assert sent(ledger, "telegram/Ana") == []


def test_a_lesson_is_forgotten(desk: Desk) -> None:
    do(desk, "teach When? | On Tuesday.")

    assert do(desk, "forget 11") == "Forgotten: lesson 11."


def test_what_was_said_is_taken_back(desk: Desk, ledger: Ledger) -> None:
    held(ledger)
    do(desk, "approve my brother")
    sent(ledger)

    with pytest.raises(DeskError, match="Nobody called Ana"):
        do(desk, "undo Ana")
    assert do(desk, "undo my brother").startswith("Taken back")
    with pytest.raises(DeskError, match="Nothing was sent that"):
        do(desk, "undo", "wish/2")


# Modes, people, hours.


@pytest.mark.parametrize(
    ("line", "scope", "autonomy"),
    [
        ("mode auto", "", Autonomy(Mode.AUTO)),
        ("mode Everyone OFF", "", Autonomy(Mode.OFF)),
        ("mode telegram suggest", "telegram", Autonomy(Mode.SUGGEST)),
        ("mode confident", "", Autonomy(Mode.CONFIDENT)),
        ("mode confident 0.9", "", Autonomy(Mode.CONFIDENT, 0.9)),
        ("mode confident 95", "", Autonomy(Mode.CONFIDENT, 0.95)),
        ("mode my brother confident 90%", "telegram/1", Autonomy(Mode.CONFIDENT, 0.9)),
        ("mode My Brother auto", "telegram/1", Autonomy(Mode.AUTO)),
        ("mode walkers off", "telegram/-5", Autonomy(Mode.OFF)),
    ],
)
def test_a_mode_is_chosen(desk: Desk, ledger: Ledger, line: str, scope: str, autonomy: Autonomy) -> None:
    passed_on(ledger)
    passed_on(ledger, where=GROUP)

    said = do(desk, line)

    assert autonomy.mode.value in said
    assert ledger.modes.all() == {scope: autonomy}
    assert said in do(desk, "mode").replace(" (telegram/1)", "").replace(" (telegram/-5)", "")


@pytest.mark.parametrize("word", ["default", "usual", "unset"])
def test_a_mode_is_given_up(desk: Desk, ledger: Ledger, word: str) -> None:
    do(desk, "mode off")

    assert "waits" in do(desk, f"mode {word}")
    assert ledger.modes.all() == {}


@pytest.mark.parametrize("share", ["0", "1.01", "101%", "7", "101"])
def test_a_share_is_at_most_one(desk: Desk, share: str) -> None:
    with pytest.raises(DeskError, match="a number up to 1"):
        do(desk, f"mode confident {share}")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("audience my brother inner", Audience.INNER),
        ("audience my brother close friends", Audience.FRIENDS),
        ("audience telegram/1 Public", Audience.PUBLIC),
    ],
)
def test_somebody_is_let_hear_more_or_less(ledger: Ledger, line: str, level: Audience) -> None:
    names = Names((BROTHER,), (*LEVELS[:2], "close friends", *LEVELS[3:]))
    plain = desk_of(ledger, BROTHER)
    desk = Desk(**{name: getattr(plain, name) for name in Desk.__slots__} | {"owner": names})
    passed_on(ledger)

    assert "hears from now on" in do(desk, line)
    assert ledger.modes.audiences() == {"telegram/1": level}
    assert "owner.toml" in do(desk, "audience my brother default")
    assert ledger.modes.audiences() == {}


def test_a_level_that_there_is_not_is_told(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)

    with pytest.raises(DeskError, match="The audience 'pals' is not one of"):
        do(desk, "audience my brother pals")


def test_a_conversation_is_taken_over_and_given_back(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)

    assert "yours until" in do(desk, "takeover my brother 30")
    [(_, _, _, until)] = ledger.cases.taken_over()
    assert timedelta(minutes=29) < until - datetime.now(UTC) <= timedelta(minutes=30)
    assert "answers again" in do(desk, "release my brother")
    assert "yours until" in do(desk, "takeover my brother")
    with pytest.raises(DeskError, match="Whom do you mean"):
        do(desk, "takeover")


def test_somebody_is_looked_up(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger, "the house?")

    assert "the house?" in do(desk, "who my brother")


def test_after_a_pause_all_that_waits_goes_on(desk: Desk, ledger: Ledger) -> None:
    do(desk, "pause")
    held(ledger)
    do(desk, "approve my brother")
    ana = Conversation("telegram/3", "telegram/3", "Ana")
    ledger.inbox.receive(arrives("hi", Contact("telegram/3", "Ana", Audience.PUBLIC), ana))
    assert isinstance(desk.platforms, Served)
    desk.platforms.woken.clear()

    assert do(desk, "resume") == "Resumed; waiting: 1 message."

    assert sorted(desk.platforms.woken) == sorted([CHAT.key, ana.key])
    assert ledger.notices.paused_at() is None
    assert sent(ledger)
    do(desk, "pause")
    ledger.decisions.each(ana.key)


def test_where_nothing_waits_it_just_goes_on(desk: Desk) -> None:
    do(desk, "pause")

    assert do(desk, "resume") == "Resumed."


def test_quiet_hours_are_chosen(desk: Desk) -> None:
    assert "no quiet hours" in do(desk, "quiet")
    assert "22:00 to 07:00" in do(desk, "quiet 22-7 UTC")
    assert "22:00 to 07:00 (UTC)" in do(desk, "quiet")
    assert "no quiet hours" in do(desk, "quiet off")


def test_what_is_expected_is_expected_no_more(desk: Desk, ledger: Ledger) -> None:
    ledger.owners.expect(ME, "edit", "1", 60)

    assert do(desk, "cancel") == "Cancelled."
    assert ledger.owners.expected(ME) is None
    assert do(desk, "cancel") == "There was nothing to be cancelled."


def test_an_account_is_unlinked_by_itself_or_from_another_one(desk: Desk, ledger: Ledger) -> None:
    for account in (ME, "telegram/98"):
        ledger.owners.open_code("ABCD-EFGH", 5)
        assert ledger.owners.try_code(account, account, "Me", hashed("ABCD-EFGH")) is Tried.LINKED

    assert do(desk, "unlink telegram/98").startswith("telegram/98 is not linked any more")
    assert do(desk, "unlink").startswith(f"{ME} is not linked any more")
    assert ledger.owners.all() == []
    with pytest.raises(DeskError, match=f"{ME} is not linked"):
        do(desk, "unlink")
    with pytest.raises(DeskError, match="Write it like this: /unlink"):
        perform(desk, "unlink", "terminal", "t/1")


def test_a_stranger_who_is_called_like_a_command_is_nobody_else(desk: Desk, ledger: Ledger) -> None:
    key = "telegram/3"
    passed_on(ledger, sender=Contact(key, "auto", Audience.PUBLIC), where=Conversation(key, key, "auto"))
    passed_on(ledger, sender=Contact("telegram/4", "telegram/1", Audience.PUBLIC), where=GROUP)
    passed_on(ledger, sender=JONAS)

    do(desk, "mode auto off")
    do(desk, "mode telegram/1 suggest")

    assert set(ledger.modes.all()) == {"telegram/3", "telegram/1"}


@pytest.mark.parametrize("line", ["answer 1 " + "|" * 100_000, "teach " + "a | " * 60_000, "mode " + "a " * 100_000])
def test_a_hostile_line_is_read_in_no_time(desk: Desk, line: str) -> None:
    begun = datetime.now(UTC)

    with pytest.raises(DeskError):
        do(desk, line)
    assert datetime.now(UTC) - begun < timedelta(seconds=1)
