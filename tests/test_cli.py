"""How the command ends when something goes wrong, and what it asks of the desk."""

import json
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import _Twin, main
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.ledger.owners import Tried, hashed, in_text, new_code
from persona.profile import Answers, load, write_new
from tests.cases import OBJECTION, held, stored
from tests.example import MODELS
from tests.fakes import Writing
from tests.knowledge import write_post
from twin.draft import Action, Decision, Kind
from twin.errors import StoreError
from twin.message import Conversation, Reply


def run(data: Path, error: BaseException) -> Result:
    """A command of ``twin`` that ends with this error."""

    def fail() -> None:
        raise error

    group = _Twin("twin", commands={"fail": click.Command("fail", callback=fail)})
    return CliRunner().invoke(group, ["fail"], env={"TWIN_DATA": str(data)})


def test_a_foreseen_error_is_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, StoreError("the disk is full.\nMake room."))

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "twin: the disk is full.\ntwin: Make room.\n")


def test_a_sentence_cannot_command_the_terminal(tmp_path: Path) -> None:
    assert run(tmp_path, StoreError("file \x1b[2J")).stderr == "twin: file �[2J\n"


def test_what_nobody_foresaw_is_noted_without_what_people_wrote(tmp_path: Path) -> None:
    log = tmp_path / "data" / "errors.log"
    done = run(tmp_path / "data", KeyError("a secret of mine"))

    assert (done.exit_code, done.stdout) == (70, "")
    assert done.stderr == f"twin: something went wrong that should not have (KeyError); where is noted in {log}.\n"
    assert "in fail" in log.read_text(encoding="utf-8")
    assert "a secret of mine" not in log.read_text(encoding="utf-8")
    assert [oct(path.stat().st_mode)[-3:] for path in (log.parent, log)] == ["700", "600"]


@pytest.mark.parametrize("data", ["file/data", "~nobodyatall/data"])
def test_what_cannot_even_be_noted_is_a_sentence_too(tmp_path: Path, data: str) -> None:
    (tmp_path / "file").touch()
    done = run(Path(data) if data.startswith("~") else tmp_path / data, KeyError())

    assert done.exit_code == 70
    assert done.stderr == "twin: something went wrong that should not have (KeyError), and could not be written down.\n"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (click.UsageError("no such thing"), 2, "no such thing"),
        (click.Abort(), 1, "Aborted!"),
        (KeyboardInterrupt(), 1, "Aborted!"),
    ],
    ids=["usage", "abort", "Ctrl-C"],
)
def test_what_click_says_itself_stays(tmp_path: Path, error: BaseException, code: int, said: str) -> None:
    done = run(tmp_path, error)

    assert (done.exit_code, said in done.stderr) == (code, True)
    assert not (tmp_path / "errors.log").exists()


# What is asked of it wrongly


def twin(data: Path, *arguments: str, **settings: str) -> Result:
    """Run ``twin`` within this process."""
    return CliRunner().invoke(main, arguments, env={"TWIN_DATA": str(data), "TWIN_MODELS": str(MODELS), **settings})


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """A data folder of an owner who has learned nothing."""
    write_new(tmp_path / "owner.toml", Answers(name="Ann Lee"))
    return tmp_path


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["learn", "nowhere"], "nowhere does not exist: check the path; nothing was learned"),
        (["learn"], "say what to learn"),
        (["learn", ".", "--audience", "nobodies"], "'nobodies' is not one of public, followers, friends, inner, owner"),
        (["recall", "x", "--audience", "nobodies"], "'nobodies' is not one of public"),
        (["sources", "audience", "1", "friends"], "nothing was learned yet"),
        (["sources", "forget", "1"], "nothing was learned yet"),
        (["chat", "--as", "Zed"], "'Zed' is not among the contacts of owner.toml (nobody yet)"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(ann: Path, command: list[str], sentence: str) -> None:
    done = twin(ann, *command)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("twin: ")
    assert sentence in done.stderr


def test_init_never_replaces_an_owner(ann: Path) -> None:
    before = (ann / "owner.toml").read_bytes()
    done = twin(ann, "init", "--yes", "--name", "Somebody Else")

    assert (done.exit_code, done.stderr) == (
        1,
        f"twin: {ann / 'owner.toml'} exists already: edit it, or move it away first.\n",
    )
    assert (ann / "owner.toml").read_bytes() == before


def test_init_writes_what_is_given(tmp_path: Path) -> None:
    given = ["--name", "Ann Lee", "--language", "de", "--language", "en", "--never-say", "x y", "--owner-topic", "tax"]
    done = twin(tmp_path / "data", "init", "--yes", *given)
    profile = load(tmp_path / "data" / "owner.toml")

    assert done.exit_code == 0
    assert (profile.languages, profile.never_say, profile.owner_topics) == (("de", "en"), ("x y",), ("tax",))


def test_what_init_refuses_leaves_no_file(tmp_path: Path) -> None:
    done = twin(tmp_path / "data", "init", "--yes", "--name", "Ann", "--disclosure", "I am Ann.")

    assert (done.exit_code, list((tmp_path / "data").iterdir())) == (1, [])
    assert "disclosure" in done.stderr


def test_a_broken_owner_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "owner.toml").write_text('name = "Ann"\nlanguages = "en"\nnever = []\n', encoding="utf-8")
    done = twin(tmp_path, "chat", "--say", "hi")

    assert done.exit_code == 1
    assert "twin: owner.toml, line 2: " in done.stderr
    assert "twin: owner.toml, line 3: " in done.stderr


def test_what_was_learned_without_an_owner_asks_for_one(tmp_path: Path) -> None:
    post = write_post(tmp_path / "chains.md", "Chains", "In winter I wax my chain every second week.")
    twin(tmp_path, "learn", str(post))
    done = twin(tmp_path, "chat", "--say", "hi")

    assert (done.exit_code, done.stderr) == (1, f"twin: {tmp_path / 'owner.toml'} is missing: `twin init` writes it.\n")


def test_an_unknown_setting_is_a_sentence(tmp_path: Path) -> None:
    done = twin(tmp_path, "sources", TWIN_DATTA="x")

    assert (done.exit_code, done.stderr.startswith("twin: TWIN_DATTA is no setting of twin")) == (1, True)


# The owner's desk on the command line


@pytest.mark.parametrize(
    "command",
    [
        "answer", "approve", "audience", "desk", "forget", "inbox", "learning", "link", "mode", "questions", "quiet",
        "release", "stats", "takeover", "taught", "teach", "undo", "unlink", "who",
    ],
)  # fmt: skip
def test_each_command_of_the_desk_says_what_it_does(tmp_path: Path, command: str) -> None:
    done = twin(tmp_path, command, "--help")
    listed = twin(tmp_path, "--help").stdout

    assert (done.exit_code, len(done.stdout.splitlines()[2].split()) > 3) == (0, True)
    assert f"\n  {command} " in listed


def test_a_code_is_printed_with_what_to_do_with_it_and_links_once(ann: Path) -> None:
    done = twin(ann, "link", "--minutes", "1")
    code, told, *_ = done.stdout.splitlines()

    assert (done.exit_code, in_text(code)) == (0, code)
    assert "from the account that is to decide for you. It works once, within 1 minute;" in told
    assert "`twin run` has to be serving by then." in done.stderr
    with closing(Ledger(ann / "ledger.db")) as ledger:
        link = (("telegram/7", "telegram/7", "Ann", hashed(code)), ("telegram/8", "telegram/8", "Eve", hashed(code)))
        assert [ledger.owners.try_code(*one) for one in link] == [Tried.LINKED, Tried.WRONG]
    assert "telegram/7  Ann     " in twin(ann, "link", "--list").stdout


def test_no_code_is_printed_for_a_twin_without_an_owner(tmp_path: Path) -> None:
    done = twin(tmp_path, "link")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "owner.toml is missing" in done.stderr


def linked(data: Path, *accounts: str) -> None:
    with closing(Ledger(data / "ledger.db")) as ledger:
        for account in accounts:
            code = new_code()
            ledger.owners.open_code(code, 1)
            assert ledger.owners.try_code(account, account, "Ann", hashed(code)) is Tried.LINKED


def test_the_only_account_is_unlinked_without_its_name(ann: Path) -> None:
    linked(ann, "telegram/7")

    assert twin(ann, "unlink").stdout.startswith("telegram/7 is not linked any more")
    assert twin(ann, "link", "--list").stdout == "No account of yours is linked: `twin link` prints a code.\n"


def test_of_several_accounts_one_has_to_be_named(ann: Path) -> None:
    linked(ann, "telegram/7", "telegram/8")
    done = twin(ann, "unlink")

    assert (done.exit_code, "say which account; linked: telegram/7, telegram/8." in done.stderr) == (1, True)
    assert twin(ann, "unlink", "telegram/8").exit_code == 0
    assert "telegram/7 " in twin(ann, "link", "--list").stdout


def test_before_anything_was_linked_nothing_is(ann: Path) -> None:
    assert "no account of yours is linked" in twin(ann, "unlink").stderr
    assert twin(ann, "link", "--list").exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["teach", "how | often?", "weekly"],
        ["teach", "how often?", "weekly | inner"],
        ["answer", "3", "weekly | inner"],
        ["who", "Ann | Bob"],
        ["teach", "|", "weekly"],
    ],
)
def test_what_divides_the_parts_of_a_command_is_in_none_of_them(ann: Path, command: list[str]) -> None:
    done = twin(ann, *command)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "twin: the sign | divides the parts of a command: leave it out.\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["mode"], "Everybody"),
        (["mode", "confident", "--from", "90"], "Everybody: confident - what is 90 % sure goes out by itself"),
        (["mode", "Nobody Here", "off"], "Nobody called Nobody Here has written"),
        (["mode", "sometimes"], "/mode [NAME] suggest|confident|auto|off|default"),
        (["who", "Zed"], "Nobody called Zed"),
        (["audience", "Zed", "friends"], "Nobody called Zed"),
        (["takeover", "Zed", "30"], "Nobody called Zed"),
        (["release", "Zed"], "Nobody called Zed"),
        (["approve", "Zed"], "Nobody called Zed"),
        (["undo", "Zed"], "Nobody called Zed"),
        (["questions"], "No question is open."),
        (["answer", "3", "weekly"], "There is no question 3"),
        (["taught"], "You have taught nothing yet"),
        (["forget", "3"], "There is no lesson 3"),
        (["quiet", "22-7", "Europe/Berlin"], "Quiet from 22:00 to 07:00 (Europe/Berlin)"),
        (["stats"], "Waiting for you: 0 drafts, 0 messages"),
        (["learning"], "You have judged no draft yet"),
        (["inbox"], "Nothing was passed on to you."),
        (["desk"], "Nothing was passed on to you."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_can_be_asked_for_in_chat_can_be_asked_for_here(ann: Path, command: list[str], said: str) -> None:
    done = twin(ann, *command)

    assert said in done.stdout + done.stderr


def test_what_is_taught_here_is_known(ann: Path) -> None:
    taught = twin(ann, "teach", "how often do you wax?", "Every week.", "--audience", "friends")
    listed = twin(ann, "taught").stdout

    assert (taught.exit_code, "Learned" in taught.stdout) == (0, True)
    assert "for friends: how often do you wax? → Every week." in listed


def test_programs_can_read_what_was_learned(ann: Path) -> None:
    assert json.loads(twin(ann, "learning", "--json").stdout)["all"]["judged"] == 0


def test_what_was_judged_is_told_in_tables(ann: Path) -> None:
    with closing(Ledger(ann / "ledger.db")) as ledger:
        for number in range(6):
            place = Conversation(f"fake/{number}", f"fake/{number}")
            case = held(ledger, Writing(where=place), "do you wax chains?")
            outcome = Outcome.REJECTED if number else Outcome.APPROVED
            assert ledger.cases.rule(case, outcome, "terminal", texts=() if number else ("Yes.",))
    told = [" ".join(line.split()) for line in twin(ann, "learning").stdout.splitlines()]

    assert "You have judged 6 drafts so far: with fewer than 20, figures mean little." in told
    assert "Drafts that you judged: 1 of 6 sent unchanged (17 %), 5 rejected" in told
    assert [line for line in told if line.endswith(" 1 0 5 0 0 17 %")][1:] == [
        "suggest 1 0 5 0 0 17 %",
        "Ann Example 1 0 5 0 0 17 %",
        "do you wax chains? 1 0 5 0 0 17 %",
    ]
    assert "60–80 % 6 72 % 17 %" in told
    assert "0–20 % 0 — —" in told


def test_the_inbox_has_all_that_waits_that_lapsed_and_that_was_not_read_yet(ann: Path) -> None:
    club = Conversation("fake/-1", "fake/-1", "Bike club", group=True)
    with closing(Ledger(ann / "ledger.db")) as ledger:
        lapsed = held(ledger, Writing(), "first")
        assert ledger.cases.rule(lapsed, Outcome.LAPSED, "twin")
        waits = held(ledger, Writing("fake/bob", club, "Bob\n[9] faked"), "x" * 2000, "two\nlines", (OBJECTION,))
        danger = Decision(Action.HAND_OVER, Reply(()), "somebody may be in danger", kind=Kind.DANGER)
        urgent = stored(ledger, Writing("fake/cy", Conversation("fake/cy", "fake/cy"), "Cy"), "help", danger)
        ledger.inbox.receive(Writing("fake/di", Conversation("fake/di", "fake/di"), "Di").message("last"))
    done = twin(ann, "inbox")

    assert done.stdout.splitlines() == [
        f"2026-01-02  [{lapsed}] Ann Example: first",
        "            lapsed: it waited for too long",
        "            draft: Every second week.",
        f"2026-01-02  [{waits}] Bob [9] faked in Bike club: {'x' * 999}…",
        "            a draft waits; everything waits for you; promises",
        "            promises: it promises a price",
        "            draft: two / lines",
        f"2026-01-02  [{urgent}] ⚠ Cy: help",
        "            danger; somebody may be in danger",
        "2026-01-02  Di: last",
        "            it was not answered yet",
    ]
    assert "`twin desk` goes through them" in done.stderr
